//! One record of `task export`, borrowed from the text where it can be. Knows the export's attributes and no plan.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// What Taskwarrior says of one task; moments are as written, texts empty where nothing is said.
#[derive(Default)]
pub struct Record<'t> {
    /// Its identity.
    pub uuid: Cow<'t, str>,
    /// `description`.
    pub title: Cow<'t, str>,
    /// `pending`, `completed`, `deleted`, `waiting`, `recurring`.
    pub status: Cow<'t, str>,
    /// Names joined by dots.
    pub project: Cow<'t, str>,
    /// `H`, `M`, `L`, or what the user's settings allow.
    pub priority: Cow<'t, str>,
    /// When it was born.
    pub entry: Cow<'t, str>,
    /// When it was started.
    pub start: Cow<'t, str>,
    /// When it was finished or deleted.
    pub end: Cow<'t, str>,
    /// When it is due.
    pub due: Cow<'t, str>,
    /// Its tags.
    pub tags: Vec<Cow<'t, str>>,
    /// Identities of the tasks it waits for.
    pub depends: Vec<Cow<'t, str>>,
    /// When something was said, and what.
    pub annotations: Vec<(Cow<'t, str>, Cow<'t, str>)>,
    /// Every other attribute.
    pub others: Vec<(Cow<'t, str>, Item<'t>)>,
}

/// The value of an attribute this program does not know.
pub struct Item<'t>(&'t RawValue);

impl<'t> Item<'t> {
    /// A text without its quotes; anything else as it stands in the file.
    pub fn text(&self) -> Cow<'t, str> {
        let raw: &'t str = self.0.get();
        if raw == "null" {
            return Cow::Borrowed("");
        }
        serde_json::from_str::<Text<'t>>(raw).map_or(Cow::Borrowed(raw), |text| text.0)
    }

    /// A text that holds no escapes, without its quotes.
    pub fn plain(&self) -> Option<&'t str> {
        let raw: &'t str = self.0.get();
        raw.strip_prefix('"')?.strip_suffix('"').filter(|inner| !inner.contains('\\'))
    }
}

impl<'t> Record<'t> {
    /// An attribute this program does not know, if the record has it.
    pub fn other(&self, name: &str) -> Option<&Item<'t>> {
        self.others.iter().find(|(known, _)| known == name).map(|(_, item)| item)
    }
}

/// A text, borrowed where it holds no escapes.
struct Text<'t>(Cow<'t, str>);

impl<'de: 't, 't> Deserialize<'de> for Text<'t> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'t> Visitor<'t> for Reader {
            type Value = Text<'t>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
            fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text)))
            }
        }
        from.deserialize_str(Reader)
    }
}

/// A list, or a text with commas as older versions wrote it.
struct Listed<'t>(Vec<Cow<'t, str>>);

impl<'t> Deserialize<'t> for Listed<'t> {
    fn deserialize<D: Deserializer<'t>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'t> Visitor<'t> for Reader {
            type Value = Listed<'t>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of texts")
            }
            fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Self::Value, E> {
                Ok(Listed(text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(Cow::Borrowed).collect()))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                Ok(Listed(parts.map(|part| Cow::Owned(part.to_owned())).collect()))
            }
            fn visit_seq<A: SeqAccess<'t>>(self, mut from: A) -> Result<Self::Value, A::Error> {
                let mut parts = vec![];
                while let Some(Text(part)) = from.next_element()? {
                    parts.push(part);
                }
                Ok(Listed(parts))
            }
        }
        from.deserialize_any(Reader)
    }
}

/// One annotation.
#[derive(serde::Deserialize)]
struct Said<'t> {
    #[serde(borrow, default)]
    entry: Option<Text<'t>>,
    #[serde(borrow)]
    description: Text<'t>,
}

impl<'t> Deserialize<'t> for Record<'t> {
    fn deserialize<D: Deserializer<'t>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'t> Visitor<'t> for Reader {
            type Value = Record<'t>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a task")
            }
            fn visit_map<A: MapAccess<'t>>(self, mut from: A) -> Result<Self::Value, A::Error> {
                let mut record = Record::default();
                let mut told = false;
                while let Some(Text(name)) = from.next_key()? {
                    told |= matches!(&*name, "description" | "status");
                    attribute(&mut record, name, &mut from)?;
                }
                if told { Ok(record) } else { Err(serde::de::Error::custom("neither description nor status")) }
            }
        }
        from.deserialize_map(Reader)
    }
}

fn attribute<'t, A: MapAccess<'t>>(record: &mut Record<'t>, name: Cow<'t, str>, from: &mut A) -> Result<(), A::Error> {
    let place = match &*name {
        "uuid" => &mut record.uuid,
        "description" => &mut record.title,
        "status" => &mut record.status,
        "project" => &mut record.project,
        "priority" => &mut record.priority,
        "entry" => &mut record.entry,
        "start" => &mut record.start,
        "end" => &mut record.end,
        "due" => &mut record.due,
        "tags" => {
            record.tags = from.next_value::<Listed<'t>>()?.0;
            return Ok(());
        }
        "depends" => {
            record.depends = from.next_value::<Listed<'t>>()?.0;
            return Ok(());
        }
        "annotations" => {
            let said: Vec<Said<'t>> = from.next_value()?;
            let pair = |said: Said<'t>| (said.entry.map(|entry| entry.0).unwrap_or_default(), said.description.0);
            record.annotations = said.into_iter().map(pair).collect();
            return Ok(());
        }
        // The working set's number and the urgency are worked out anew each time.
        "id" | "urgency" => {
            from.next_value::<IgnoredAny>()?;
            return Ok(());
        }
        _ => {
            record.others.push((name, Item(from.next_value()?)));
            return Ok(());
        }
    };
    *place = from.next_value::<Text<'t>>()?.0;
    Ok(())
}
