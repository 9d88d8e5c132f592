//! Stretches in which tasks were blocked by hand, folded from the journal.

use std::collections::HashMap;

use serde_json::Value;

use super::raw::Raw;
use crate::base::day::{Day, Instant, Zone};
use crate::base::id::Id;
use crate::store::error::damaged;
use crate::store::{Rows, StoreError};

/// One stretch.
pub struct Block {
    /// Which task.
    pub task: Id,
    /// Why, as it was said last.
    pub reason: String,
    /// First day.
    pub from: Day,
    /// Last day; none while it goes on.
    pub until: Option<Day>,
}

/// The stretches of some tasks.
pub struct Blocks(pub Vec<Block>);

impl Blocks {
    /// Selects the changes that speak of a block, of the tasks that were in the act `$1`.
    pub const SQL: &'static str = "SELECT c.seq, c.noun, c.row, c.before, c.after, e.at, e.undoes \
        FROM (SELECT DISTINCT task FROM stay WHERE act = $1) x CROSS JOIN change c CROSS JOIN entry e \
        WHERE c.row = x.task AND c.noun = 'task' AND c.after LIKE '%\"blocked\"%' AND e.seq = c.seq \
        ORDER BY c.row, c.seq";

    /// Folds the answer to [`Self::SQL`].
    pub fn of(rows: &Rows, zone: Zone) -> Result<Self, StoreError> {
        let mut open: HashMap<Id, (i64, Block)> = HashMap::new();
        let mut blocks = vec![];
        for row in rows {
            let change = Raw::of(row)?;
            let at: Instant = row[5].text()?.parse().map_err(|_| damaged("an entry without a moment"))?;
            let (day, undoes) = (at.day_in(&zone), row[6].int_or_null()?);
            let Some(said) = change.after.as_ref().and_then(|after| after.get("blocked")) else { continue };
            match (said, open.remove(&change.row)) {
                (Value::String(reason), None) => {
                    let block = Block { task: change.row, reason: reason.clone(), from: day, until: None };
                    open.insert(change.row, (change.seq, block));
                }
                (Value::String(reason), Some((seq, block))) => {
                    open.insert(change.row, (seq, Block { reason: reason.clone(), ..block }));
                }
                // What was taken back never was.
                (_, Some((seq, _))) if undoes == Some(seq) => {}
                (_, Some((_, block))) => blocks.push(Block { until: Some(day), ..block }),
                (_, None) => {}
            }
        }
        blocks.extend(open.into_values().map(|(_, block)| block));
        Ok(Self(blocks))
    }
}
