//! One change as the journal keeps it, read for showing.

use std::collections::HashSet;

use serde_json::Value;

use crate::base::id::Id;
use crate::store::error::damaged;
use crate::store::record::{Map, Noun};
use crate::store::{StoreError, Val};

/// One change as the journal keeps it.
pub struct Raw {
    /// The entry.
    pub seq: i64,
    /// What kind of thing.
    pub noun: Noun,
    /// Which one.
    pub row: Id,
    /// The changed fields as they were; none at birth.
    pub before: Option<Map>,
    /// The changed fields as they are; none at death.
    pub after: Option<Map>,
}

impl Raw {
    /// Reads `seq, noun, row, before, after`.
    pub fn of(row: &[Val]) -> Result<Self, StoreError> {
        let map = |val: &Val| -> Result<Option<Map>, StoreError> {
            let text = val.text_or_null()?;
            let parsed = text.map(serde_json::from_str).transpose();
            parsed.map_err(|error| damaged(&format!("a change that is no JSON: {error}")))
        };
        Ok(Self {
            seq: row[0].int()?,
            noun: row[1].text()?.parse().map_err(|_| damaged("a change of an unknown noun"))?,
            row: Id(row[2].int()?),
            before: map(&row[3])?,
            after: map(&row[4])?,
        })
    }

    /// A field's value, after the change where it has one.
    pub fn field(&self, name: &str) -> Option<&Value> {
        let maps = self.after.iter().chain(&self.before);
        maps.filter_map(|map| map.get(name)).find(|value| !value.is_null())
    }

    /// Takes out what a card says and who wrote it, where it or its retro is among the sealed ones.
    pub fn seal(&mut self, sealed: &HashSet<Id>) {
        let is_sealed =
            |raw: &Self| sealed.contains(&raw.row) || raw.id("retro").is_some_and(|id| sealed.contains(&id));
        if self.noun == Noun::Card && is_sealed(self) {
            for map in self.before.iter_mut().chain(&mut self.after) {
                map.remove("body");
                map.remove("author");
            }
        }
    }

    /// A field that holds an id.
    pub fn id(&self, name: &str) -> Option<Id> {
        self.field(name).and_then(id_of)
    }
}

/// The id a value holds.
pub fn id_of(value: &Value) -> Option<Id> {
    value.as_str()?.parse().ok()
}
