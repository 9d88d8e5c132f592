//! What people call a row, even where its table has lost it.

use super::labels::Labels;
use super::raw::Raw;
use crate::base::id::Id;
use crate::query::QueryError;
use crate::store::record::Noun;
use crate::store::{Read, Stmt};

/// Names a row by its table, else by what the journal said at its birth.
pub fn name(read: &mut dyn Read, noun: Noun, row: Id) -> Result<String, QueryError> {
    let birth = "SELECT seq, noun, row, before, after FROM change WHERE row = $1 AND noun = $2 ORDER BY seq, n LIMIT 1";
    let found = read.read_one(Stmt::new(birth, vec![row.0.into(), noun.as_str().into()]))?;
    let raw = match found.first() {
        Some(found) => Raw::of(found)?,
        None => Raw { seq: 0, noun, row, before: None, after: None },
    };
    let (text, title) = Labels::read(read, std::slice::from_ref(&raw))?.name(&raw);
    Ok(title.map_or_else(|| text.clone(), |title| format!("{text} {title}")))
}
