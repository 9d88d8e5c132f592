//! The journal folded from nothing: what every table should hold. Keeps one line of JSON for each living row, so that
//! a large book fits in memory. Knows rows and fields, but no rule.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::journal::Change;
use super::problem::Problem;
use super::record::{Map, Noun};
use crate::base::id::Id;

/// What a numbered thing says of its number.
#[derive(Deserialize)]
struct Numbered {
    party: Option<String>,
    season: Option<String>,
    number: Option<i64>,
}

/// The living rows after some entries.
#[derive(Clone, Debug, Default)]
pub struct Fold {
    rows: HashMap<(Noun, Id), Box<str>>,
    highest: HashMap<String, i64>,
}

impl Fold {
    /// Carries one change over. Errors: the change does not fit; it is carried over as far as it goes.
    pub fn apply(&mut self, change: &Change) -> Result<(), Problem> {
        let place = (change.noun, change.row);
        let wrong = |field: Option<String>| Problem::Fold {
            seq: change.seq,
            n: change.n,
            noun: change.noun,
            row: change.row,
            field,
        };
        match (change.before.as_deref(), change.after.as_deref()) {
            (None, None) => Err(wrong(None)),
            (None, Some(after)) => {
                let born = self.rows.insert(place, after.into()).is_none();
                let known = !is_numbered(change.noun) || self.count_born(change.noun, after);
                if born && known { Ok(()) } else { Err(wrong(None)) }
            }
            (Some(before), None) => match self.rows.remove(&place) {
                Some(state) if *state == *before => Ok(()),
                _ => Err(wrong(None)),
            },
            (Some(before), Some(after)) => {
                let state = self.rows.get(&place).and_then(|text| read(text)).ok_or_else(|| wrong(None))?;
                let (Some(before), Some(after)) = (read(before), read(after)) else { return Err(wrong(None)) };
                let (state, moved) = changed(state, &before, after);
                if is_numbered(change.noun) {
                    self.count(change.noun, &state);
                }
                self.rows.insert(place, write(&state).into());
                moved.map_or(Ok(()), |field| Err(wrong(Some(field))))
            }
        }
    }

    /// The fields of a living row as canonical JSON.
    pub fn get(&self, noun: Noun, row: Id) -> Option<&str> {
        self.rows.get(&(noun, row)).map(AsRef::as_ref)
    }

    /// Takes a living row out.
    pub fn take(&mut self, noun: Noun, row: Id) -> Option<Box<str>> {
        self.rows.remove(&(noun, row))
    }

    /// How many rows live.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing lives.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The living rows of a noun by id, taken out.
    pub fn drain(&mut self, noun: Noun) -> Vec<(Id, Box<str>)> {
        let mut ids: Vec<Id> = self.rows.keys().filter(|(kind, _)| *kind == noun).map(|(_, id)| *id).collect();
        ids.sort_unstable();
        ids.into_iter().filter_map(|id| Some((id, self.rows.remove(&(noun, id))?))).collect()
    }

    /// The highest number ever given in each counter's scope, in order of scopes.
    pub fn highest(&self) -> Vec<(&str, i64)> {
        let mut all: Vec<(&str, i64)> = self.highest.iter().map(|(scope, number)| (scope.as_str(), *number)).collect();
        all.sort_unstable();
        all
    }

    /// Notes the number a thing bears; says whether it bears one.
    fn count(&mut self, noun: Noun, state: &Map) -> bool {
        let of = |field: &str| state.get(field).and_then(Value::as_str);
        self.note(noun, of("party"), of("season"), state.get("number").and_then(Value::as_i64))
    }

    /// The same for canonical JSON, of which little is read.
    fn count_born(&mut self, noun: Noun, state: &str) -> bool {
        let Ok(Numbered { party, season, number }) = serde_json::from_str(state) else { return false };
        self.note(noun, party.as_deref(), season.as_deref(), number)
    }

    fn note(&mut self, noun: Noun, party: Option<&str>, season: Option<&str>, number: Option<i64>) -> bool {
        let scope = match noun {
            Noun::Task => party.map(|party| format!("task:{party}")),
            Noun::Season => party.map(|party| format!("season:{party}")),
            Noun::Act => season.map(|season| format!("act:{season}")),
            _ => Some("note".to_owned()),
        };
        let (Some(scope), Some(number)) = (scope, number) else { return false };
        let highest = self.highest.entry(scope).or_default();
        *highest = number.max(*highest);
        true
    }
}

const fn is_numbered(noun: Noun) -> bool {
    matches!(noun, Noun::Task | Noun::Season | Noun::Act | Noun::Note)
}

/// A state after a change, and the first field that was not what the change says it was.
fn changed(mut state: Map, before: &Map, after: Map) -> (Map, Option<String>) {
    let was = |state: &Map, field: &str| state.get(field).cloned().unwrap_or(Value::Null);
    let moved = before.iter().find(|(field, value)| was(&state, field) != **value).map(|(field, _)| field.clone());
    let unsaid = after.keys().find(|field| !before.contains_key(*field)).cloned();
    for (field, value) in after {
        if value.is_null() {
            state.remove(&field);
        } else {
            state.insert(field, value);
        }
    }
    (state, moved.or(unsaid))
}

/// Fields from canonical JSON.
pub fn read(text: &str) -> Option<Map> {
    serde_json::from_str(text).ok()
}

/// Fields as canonical JSON.
pub fn write(map: &Map) -> String {
    serde_json::to_string(map).unwrap_or_default()
}
