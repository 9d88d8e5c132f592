//! One change of the journal as a line: what it is about, what came of it, which fields moved from what to what.

use serde::Serialize;
use serde_json::Value;

use crate::base::minutes::Minutes;
use crate::store::record::{Map, Noun};

use super::labels::Labels;
use super::raw::Raw;

/// What came of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It came into being.
    Born,
    /// Some of its fields changed.
    Changed,
    /// It was taken away.
    Gone,
}

/// One changed row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LogLine {
    /// What kind of thing.
    pub noun: Noun,
    /// What people call it, or what it hangs on: `LOG-12`, `LOG/S1/A2`, a party's key, a display name.
    pub label: String,
    /// Its title, where the label is a key.
    pub title: Option<String>,
    /// What came of it.
    pub event: Event,
    /// Its fields; at birth and death those that say something.
    pub fields: Vec<FieldChange>,
}

/// One field's move, as people read it: names instead of ids, `3d` instead of minutes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FieldChange {
    /// The field's stored name.
    pub field: String,
    /// What it was; none for nothing.
    pub before: Option<String>,
    /// What it is; none for nothing.
    pub after: Option<String>,
}

/// Fields that only the program needs.
const SILENT: [&str; 13] = [
    "rank",
    "reestimated",
    "number",
    "born",
    "ledger",
    "account",
    "columns",
    "extra",
    "target",
    "opened_on",
    "at",
    "kind",
    "fold",
];

/// Fields that say where a new or removed row hangs, which its label says already.
const HANGS: [&str; 3] = ["party", "task", "retro"];

impl Labels {
    /// The line of a change; none for the program's own bookkeeping.
    pub(super) fn line(&self, raw: &Raw) -> Option<LogLine> {
        if raw.noun == Noun::Stay || raw.noun == Noun::Former {
            return None;
        }
        let event = match (&raw.before, &raw.after) {
            (None, _) => Event::Born,
            (Some(_), None) => Event::Gone,
            (Some(_), Some(_)) => Event::Changed,
        };
        let (label, title) = self.name(raw);
        let mut fields = vec![];
        let names = raw.before.iter().chain(&raw.after).flat_map(|map| map.keys());
        let mut names: Vec<&String> = names.collect();
        names.sort();
        names.dedup();
        for field in names {
            let hangs = HANGS.contains(&field.as_str()) && event != Event::Changed;
            let titled = field == "title" && event != Event::Changed && title.is_some();
            if SILENT.contains(&field.as_str()) || hangs || titled {
                continue;
            }
            let said = |map: &Option<Map>| map.as_ref().and_then(|map| self.said(field, map.get(field)?));
            let change = FieldChange { field: field.clone(), before: said(&raw.before), after: said(&raw.after) };
            if change.before != change.after {
                fields.push(change);
            }
        }
        // A row that only moved among its neighbours has nothing to say.
        (event != Event::Changed || !fields.is_empty()).then_some(LogLine {
            noun: raw.noun,
            label,
            title,
            event,
            fields,
        })
    }

    /// A value as people read it; none for nothing.
    fn said(&self, field: &str, value: &Value) -> Option<String> {
        match (field, value) {
            (_, Value::Null) => None,
            (_, Value::String(text)) if text.is_empty() => None,
            ("estimate", Value::Number(minutes)) => minutes.as_i64().map(|minutes| Minutes(minutes).to_string()),
            ("permille", Value::Number(permille)) => permille.as_i64().map(|it| format!("{}%", (it + 5) / 10)),
            ("checklist", Value::Array(checks)) => {
                let ticked = checks.iter().filter(|check| check.get("done") == Some(&Value::Bool(true))).count();
                Some(format!("{ticked}/{}", checks.len()))
            }
            (_, Value::Array(list)) => {
                let words: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
                (!words.is_empty()).then(|| words.join(", "))
            }
            (_, Value::String(text)) => Some(self.resolved(field, value).unwrap_or_else(|| text.clone())),
            (_, other) => Some(other.to_string()),
        }
    }
}
