//! Retro formats: which columns a retrospective has and what each asks for. The built-in ones come from
//! `data/templates/retro/`; a user's own are read from text in the same form. Knows no folder and no store.

use std::borrow::Cow::{self, Borrowed, Owned};

use crate::text::Lang;

/// A text in both languages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Both {
    /// English.
    pub en: Cow<'static, str>,
    /// Korean.
    pub ko: Cow<'static, str>,
}

impl Both {
    /// The text in one language.
    pub fn say(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ko => &self.ko,
        }
    }
}

/// One column of a format.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lane {
    /// What commands call it: `keep`.
    pub id: Cow<'static, str>,
    /// Its heading.
    pub title: Both,
    /// The question it puts to people.
    pub ask: Both,
}

/// A way to hold a retrospective.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Format {
    /// What commands call it: `kpt`.
    pub id: Cow<'static, str>,
    /// Its name.
    pub title: Both,
    /// Its columns, in order.
    pub lanes: Cow<'static, [Lane]>,
}

impl Format {
    /// The columns as a retro keeps them: id, English title, Korean title.
    pub fn columns(&self) -> Vec<(String, String, String)> {
        let column = |lane: &Lane| (lane.id.to_string(), lane.title.en.to_string(), lane.title.ko.to_string());
        self.lanes.iter().map(column).collect()
    }

    /// The column that `text` means: its id or its title in either language, in any case; or its number from 1.
    pub fn lane(&self, text: &str) -> Option<&Lane> {
        let wanted = text.trim().to_lowercase();
        let place = wanted.parse::<usize>().ok().and_then(|place| place.checked_sub(1));
        let named =
            |lane: &&Lane| [&lane.id, &lane.title.en, &lane.title.ko].iter().any(|name| name.to_lowercase() == wanted);
        self.lanes.iter().find(named).or_else(|| self.lanes.get(place?))
    }
}

/// The built-in formats, in the order they are offered.
pub fn built_in() -> &'static [Format] {
    BUILT_IN
}

/// Every format there is to choose from: the built-in ones in their order, one of the user's own in the place of the
/// one it is called like, the others of their own behind them.
pub fn offered(own: &[Format]) -> impl Iterator<Item = &Format> {
    let new = own.iter().filter(|format| BUILT_IN.iter().all(|known| known.id != format.id));
    BUILT_IN.iter().map(|format| own.iter().find(|other| other.id == format.id).unwrap_or(format)).chain(new)
}

/// The format with that id, in any case: one of the user's own first, then a built-in one.
pub fn find<'a>(id: &str, own: &'a [Format]) -> Option<&'a Format> {
    own.iter().chain(BUILT_IN).find(|format| format.id.eq_ignore_ascii_case(id.trim()))
}

/// Why a file holds no format.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotFormat {
    /// It is no TOML.
    #[error("{0}")]
    Toml(String),
    /// A text is missing; holds its name.
    #[error("`{0}` is missing")]
    Missing(String),
    /// It has no columns, or more than nine (they are chosen by digits).
    #[error("a format has 1 to 9 lanes, this one has {0}")]
    Lanes(usize),
    /// Two columns have the same id.
    #[error("two lanes are called `{0}`")]
    Twice(String),
}

/// Reads a format of the user's own. `id` is the file's name without its ending; a text given in one language only
/// serves for both.
pub fn read(id: &str, text: &str) -> Result<Format, NotFormat> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| NotFormat::Toml(error.to_string()))?;
    let listed = table.get("lane").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    if !(1..=9).contains(&listed.len()) {
        return Err(NotFormat::Lanes(listed.len()));
    }
    let mut lanes: Vec<Lane> = vec![];
    for lane in listed.iter().filter_map(toml::Value::as_table) {
        let id = lane.get("id").and_then(toml::Value::as_str).map(str::trim).filter(|id| !id.is_empty());
        let id = id.ok_or_else(|| NotFormat::Missing("lane.id".to_owned()))?.to_lowercase();
        if lanes.iter().any(|other| other.id == id) {
            return Err(NotFormat::Twice(id));
        }
        let title = both(lane, "en", "ko").unwrap_or_else(|| same(&id));
        let ask = both(lane, "ask_en", "ask_ko").unwrap_or_else(|| same(""));
        lanes.push(Lane { id: Owned(id), title, ask });
    }
    let title = both(&table, "en", "ko").unwrap_or_else(|| same(id));
    Ok(Format { id: Owned(id.to_lowercase()), title, lanes: Owned(lanes) })
}

fn both(table: &toml::Table, english: &str, korean: &str) -> Option<Both> {
    let text = |key: &str| table.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let (en, ko) = (text(english), text(korean));
    let (en, ko) = (en.clone().or_else(|| ko.clone())?, ko.or(en)?);
    Some(Both { en: Owned(en), ko: Owned(ko) })
}

fn same(text: &str) -> Both {
    Both { en: Owned(text.to_owned()), ko: Owned(text.to_owned()) }
}

include!(concat!(env!("OUT_DIR"), "/formats.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_formats_are_built_in() {
        let ids: Vec<&str> = built_in().iter().map(|format| &*format.id).collect();
        assert_eq!(ids, ["kpt", "3l", "4l", "ssc"]);
        let kpt = find("KPT", &[]).unwrap();
        assert_eq!(kpt.columns()[1], ("problem".to_owned(), "Problem".to_owned(), "아쉬운 것".to_owned()));
        for typed in ["problem", "Problem", "아쉬운 것", "2"] {
            assert_eq!(kpt.lane(typed).unwrap().id, "problem");
        }
        assert_eq!(kpt.lane("0"), None);
        assert_eq!(kpt.lanes[0].title.say(Lang::Ko), "계속할 것");
    }

    #[test]
    fn a_team_reads_its_own() {
        let text = "en = 'Sea'\n[[lane]]\nid = 'wind'\nko = '바람'\n[[lane]]\nid = 'Rocks'\nen = 'Rocks'";
        let own = [read("Sea", text).unwrap()];
        let sea = find("sea", &own).unwrap();
        assert_eq!((sea.title.say(Lang::Ko), sea.lanes.len()), ("Sea", 2));
        assert_eq!(sea.lane("바람").unwrap().title.say(Lang::En), "바람");
        assert_eq!(read("x", "en = 'x'"), Err(NotFormat::Lanes(0)));
        let twice = "[[lane]]\nid = 'a'\n[[lane]]\nid = 'A'";
        assert_eq!(read("x", twice), Err(NotFormat::Twice("a".to_owned())));
        assert!(matches!(read("x", "[["), Err(NotFormat::Toml(_))));
    }
}
