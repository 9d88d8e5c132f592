//! Overwriting fields: what the writer saw, what it is to be, and what happens when the two have moved apart.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::OpError;
use super::work::Work;
use crate::base::id::Id;
use crate::domain::refusal::{Moved, Refusal};
use crate::store::field::Field;
use crate::store::record::{Noun, Record, is_blank, whole};
use crate::store::value::Stmt;

/// One field's new value, with the value its writer saw.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Edit {
    /// What the writer saw, as journal JSON.
    pub was: Value,
    /// What it is to be, as journal JSON.
    pub to: Value,
}

/// New values for some fields of one entity, by the fields' stored names.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Patch(pub BTreeMap<String, Edit>);

impl Patch {
    /// A patch that changes nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field; left out when the value is what it was.
    #[must_use]
    pub fn set<T: Field>(mut self, field: &str, was: &T, to: &T) -> Self {
        let (was, to) = (was.to_json(), to.to_json());
        if was != to {
            self.0.insert(field.to_owned(), Edit { was, to });
        }
        self
    }

    /// Whether nothing is to change.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a field is to change.
    pub fn touches(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// The entity with the patch applied. Fields that somebody changed since the writer looked are left alone and
    /// noted in `work.conflicts`; the others go through. `allowed` names the fields this operation may change;
    /// `what` names the entity for people.
    pub fn apply<T: Record>(
        &self,
        work: &mut Work<'_>,
        entity: &T,
        allowed: &[&str],
        what: &str,
    ) -> Result<T, OpError> {
        let mut map = whole(entity);
        let plain = |value: &Value| if is_blank(value) { Value::Null } else { value.clone() };
        for (field, edit) in &self.0 {
            if !allowed.contains(&field.as_str()) {
                return Err(Refusal::BadValue { field: field.clone(), value: edit.to.to_string() }.into());
            }
            let is = map.get(field).cloned().unwrap_or(Value::Null);
            let (was, to) = (plain(&edit.was), plain(&edit.to));
            if is == to {
                continue;
            }
            if is != was {
                let moved = moved(work, T::NOUN, entity.id(), what, field, &was, &is)?;
                work.conflicts.push(moved);
                continue;
            }
            map.insert(field.clone(), to);
        }
        T::from_map(entity.id(), &map).map_err(|field| {
            let value = map.get(&field).map_or_else(String::new, ToString::to_string);
            Refusal::BadValue { field, value }.into()
        })
    }
}

/// Who moved a field last, for the words of a conflict.
pub fn moved(
    work: &mut Work<'_>,
    noun: Noun,
    row: Id,
    what: &str,
    field: &str,
    was: &Value,
    is: &Value,
) -> Result<Moved, OpError> {
    let sql = "SELECT c.after, e.at, m.name FROM change c JOIN entry e ON e.seq = c.seq \
               LEFT JOIN member m ON m.id = e.actor WHERE c.row = $1 AND c.noun = $2 ORDER BY c.seq DESC LIMIT 100";
    let rows = work.rows(Stmt::new(sql, vec![row.0.into(), noun.as_str().into()]))?;
    let mentions = |after: Option<&str>| {
        let map: Option<BTreeMap<String, Value>> = after.and_then(|text| serde_json::from_str(text).ok());
        map.is_none_or(|map| map.contains_key(field))
    };
    let mut by = None;
    let mut at = None;
    for row in &rows {
        if mentions(row[0].text_or_null()?) {
            at = row[1].text()?.parse().ok();
            by = row[2].text_or_null()?.map(str::to_owned);
            break;
        }
    }
    let said = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Ok(Moved { what: what.to_owned(), field: field.to_owned(), was: said(was), is: said(is), by, at })
}
