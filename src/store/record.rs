//! Entity ⇄ row ⇄ JSON, once for every noun. The journal's field names are the struct's field names.

use std::collections::BTreeMap;

use serde_json::Value;

use super::error::{StoreError, damaged};
use super::field::Field;
use super::value::{Row, Val};
use crate::base::id::Id;
use crate::domain::words::words;

words! {
    /// Every kind of thing the journal speaks of; the word is the table's name.
    Noun {
        /// A setting of the workspace.
        Setting = "setting",
        /// A person.
        Member = "member",
        /// Another name of a person.
        Alias = "alias",
        /// A party.
        Party = "party",
        /// What somebody is to a party.
        Membership = "membership",
        /// A stretch in an office.
        Term = "term",
        /// A share of somebody's time.
        Share = "share",
        /// A section of a charter.
        Charter = "charter",
        /// A former key.
        Former = "former",
        /// A season.
        Season = "season",
        /// An act.
        Act = "act",
        /// A task's stay in a started act.
        Stay = "stay",
        /// A leftover's story.
        Carry = "carry",
        /// A task.
        Task = "task",
        /// Somebody tied to a task.
        TaskPerson = "task_person",
        /// A task waits for another.
        Dependency = "dependency",
        /// A comment.
        Comment = "comment",
        /// A retrospective.
        Retro = "retro",
        /// A card.
        Card = "card",
        /// Cards that belong together.
        Heap = "heap",
        /// An action.
        Action = "action",
        /// A note or trouble.
        Note = "note",
    }
}

/// Fields by name, as the journal writes them (sorted keys).
pub type Map = BTreeMap<String, Value>;

/// Columns made from an entity for sorting and finding; never journalled.
pub type Derived = Vec<Val>;

/// An entity that has a table and is journalled.
pub trait Record: Clone + PartialEq {
    /// Which noun.
    const NOUN: Noun;
    /// Its columns after `id`: the journalled ones first, then the derived ones.
    const COLUMNS: &'static [&'static str];
    /// How many of the columns are journalled.
    const JOURNALLED: usize;
    /// Row id.
    fn id(&self) -> Id;
    /// One value for each column.
    fn row(&self) -> Row;
    /// From `id` and the journalled columns.
    fn from_row(row: &[Val]) -> Option<Self>;
    /// Every journalled field.
    fn fields(&self) -> Vec<(&'static str, Value)>;
    /// The fields it says something by as canonical JSON: what [`whole`] would be written as.
    fn said(&self) -> String;
    /// From fields; missing ones and nulls are blank. The error names the field that does not fit.
    fn from_map(id: Id, map: &Map) -> Result<Self, String>;
}

/// Declares how an entity is kept: its noun, its fields in column order, and its derived columns.
macro_rules! record {
    ($name:ident, [$($field:ident),+ $(,)?] $(, derived |$it:ident| [$($column:literal = $make:expr),+ $(,)?])?) => {
        impl $crate::store::record::Record for $name {
            const NOUN: $crate::store::record::Noun = $crate::store::record::Noun::$name;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field),)+ $($($column,)+)?];
            const JOURNALLED: usize = [$(stringify!($field)),+].len();

            fn id(&self) -> $crate::base::id::Id {
                self.id
            }

            fn row(&self) -> $crate::store::value::Row {
                #[allow(unused_mut, reason = "only tables with derived columns push more")]
                let mut row = vec![$($crate::store::field::Field::to_val(&self.$field)),+];
                $(let $it = self; $(row.push($make);)+)?
                row
            }

            fn from_row(row: &[$crate::store::value::Val]) -> Option<Self> {
                let mut columns = row.iter();
                Some(Self {
                    id: $crate::store::field::Field::from_val(columns.next()?)?,
                    $($field: $crate::store::field::Field::from_val(columns.next()?)?,)+
                })
            }

            fn fields(&self) -> Vec<(&'static str, serde_json::Value)> {
                vec![$((stringify!($field), $crate::store::field::Field::to_json(&self.$field))),+]
            }

            fn said(&self) -> String {
                let mut said = $crate::store::record::Said::default();
                $(said.add(stringify!($field), &self.$field);)+
                said.text()
            }

            fn from_map(id: $crate::base::id::Id, map: &$crate::store::record::Map) -> Result<Self, String> {
                Ok(Self {
                    id,
                    $($field: match map.get(stringify!($field)) {
                        Some(json) if !json.is_null() => $crate::store::field::Field::from_json(json),
                        _ => $crate::store::field::Field::blank(),
                    }
                    .ok_or_else(|| stringify!($field).to_owned())?,)+
                })
            }
        }
    };
}
pub(crate) use record;

pub use super::field::is_blank;

/// The fields an entity says something by: what the journal writes at its birth and death.
pub fn whole<T: Record>(entity: &T) -> Map {
    let said = entity.fields().into_iter().filter(|(_, value)| !is_blank(value));
    said.map(|(field, value)| (field.to_owned(), value)).collect()
}

/// Reads an entity from a row that starts with `id` and the journalled columns.
pub fn read_row<T: Record>(row: &[Val]) -> Result<T, StoreError> {
    T::from_row(row).ok_or_else(|| damaged(&format!("a row of {} that this program cannot read", T::NOUN)))
}

/// `id` and the journalled columns, for a SELECT; each behind `alias.` when one is given.
pub fn columns<T: Record>(alias: &str) -> String {
    let dot = if alias.is_empty() { String::new() } else { format!("{alias}.") };
    let names = std::iter::once("id").chain(T::COLUMNS[..T::JOURNALLED].iter().copied());
    names.map(|name| format!("{dot}{name}")).collect::<Vec<_>>().join(", ")
}

/// Writes the fields an entity says something by, sorted by name, without a value in between.
#[derive(Default)]
pub struct Said {
    /// The values one behind the other.
    values: Vec<u8>,
    /// The names, each with where its value ends.
    names: Vec<(&'static str, usize, usize)>,
}

impl Said {
    /// Adds a field, unless it says nothing.
    pub fn add<T: Field>(&mut self, name: &'static str, field: &T) {
        let from = self.values.len();
        if field.push_json(&mut self.values) {
            self.names.push((name, from, self.values.len()));
        }
    }

    /// The whole as canonical JSON.
    pub fn text(mut self) -> String {
        self.names.sort_unstable_by_key(|(name, ..)| *name);
        let mut out = Vec::with_capacity(self.values.len() + self.names.len() * 16 + 2);
        for (name, from, until) in &self.names {
            out.extend(if out.is_empty() { b"{\"" } else { b",\"" });
            out.extend(name.as_bytes());
            out.extend(b"\":");
            out.extend(&self.values[*from..*until]);
        }
        if out.is_empty() {
            out.push(b'{');
        }
        out.push(b'}');
        String::from_utf8(out).unwrap_or_default()
    }
}
