//! A task as it was at the end of an earlier day, folded from the journal.

use serde::Serialize;
use serde_json::Value;

use super::labels::Labels;
use super::raw::Raw;
use crate::base::day::{Day, Instant};
use crate::base::id::Id;
use crate::base::minutes::Minutes;
use crate::domain::task::{Check, Origin, Priority, Task, TaskStatus};
use crate::query::{Ctx, QueryError, Thing};
use crate::store::error::damaged;
use crate::store::field::Field;
use crate::store::record::{Map, Noun, Record};
use crate::store::{Read, Stmt};

/// A thing as it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AsOf {
    /// At the end of which day.
    pub day: Day,
    /// The task.
    pub task: TaskThen,
}

/// A task's fields and key as they were; names of people and places as they are today.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TaskThen {
    /// Row id.
    pub id: Id,
    /// Its key then.
    pub key: String,
    /// One line.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// Where it stood.
    pub status: TaskStatus,
    /// How much it mattered.
    pub priority: Priority,
    /// Ideal working time.
    #[serde(rename = "estimate_minutes")]
    pub estimate: Option<Minutes>,
    /// Display name of who did it.
    pub owner: Option<String>,
    /// The day it was due.
    pub due: Option<Day>,
    /// Why it was blocked by hand.
    pub blocked: Option<String>,
    /// Since when.
    pub blocked_since: Option<Day>,
    /// Where it came from.
    pub origin: Origin,
    /// `LOG/S1/A2`.
    pub act: Option<String>,
    /// `LOG/S1`.
    pub season: Option<String>,
    /// Area tags.
    pub tags: Vec<String>,
    /// Things to tick.
    pub checklist: Vec<Check>,
    /// How often it had gone on as a leftover.
    pub carried: i64,
    /// The day it was started.
    pub started_on: Option<Day>,
    /// The day it was finished.
    pub done_on: Option<Day>,
}

/// A party's key as it was before a moment.
fn key_then(read: &mut dyn Read, party: Id, end: &str) -> Result<String, QueryError> {
    let sql = "SELECT c.seq, c.noun, c.row, c.before, c.after FROM change c WHERE c.row = $1 AND c.noun = 'party' AND c.seq <= \
               (SELECT e.seq FROM entry e WHERE e.at < $2 ORDER BY e.seq DESC LIMIT 1) ORDER BY c.seq, c.n";
    let mut key = String::new();
    for row in &read.read_one(Stmt::new(sql, vec![party.0.into(), end.into()]))? {
        let change = Raw::of(row)?;
        if let Some(now) = change.after.as_ref().and_then(|after| after.get("key")).and_then(Value::as_str) {
            now.clone_into(&mut key);
        }
    }
    Ok(key)
}

/// A task as it was at the end of a day of the workspace's zone.
///
/// Errors: `Missing` when it was not there yet, or had been taken away.
pub fn as_of(read: &mut dyn Read, ctx: &Ctx, task: Id, day: Day) -> Result<AsOf, QueryError> {
    // Order is `seq`, never the clock: everything up to the last entry whose moment lies before the day's end.
    let sql = "SELECT c.seq, c.noun, c.row, c.before, c.after FROM change c WHERE c.row = $1 AND c.noun = 'task' AND c.seq <= \
               (SELECT e.seq FROM entry e WHERE e.at < $2 ORDER BY e.seq DESC LIMIT 1) ORDER BY c.seq, c.n";
    let end = Instant::end_of(day, &ctx.zone).to_string();
    let rows = read.read_one(Stmt::new(sql, vec![task.0.into(), end.clone().into()]))?;
    let mut now: Option<Map> = None;
    for row in &rows {
        let change = Raw::of(row)?;
        match change.after {
            Some(after) => now.get_or_insert_default().extend(after),
            None => now = None,
        }
    }
    let Some(map) = now else { return Err(QueryError::missing(Thing::Task, task.to_string())) };
    let then = Task::from_map(task, &map).map_err(|field| damaged(&format!("a task's {field} in the journal")))?;
    let raw = Raw { seq: 0, noun: Noun::Task, row: task, before: None, after: Some(map) };
    let labels = Labels::read(read, std::slice::from_ref(&raw))?;
    let said = |field: &str, id: Option<Id>| id.and_then(|id| labels.resolved(field, &id.to_json()));
    let party = key_then(read, then.party, &end)?;
    let task = TaskThen {
        id: then.id,
        key: format!("{party}-{}", then.number),
        owner: said("owner", then.owner),
        act: said("act", then.act),
        season: said("season", then.season),
        title: then.title,
        body: then.body,
        status: then.status,
        priority: then.priority,
        estimate: then.estimate,
        due: then.due,
        blocked: then.blocked,
        blocked_since: then.blocked_since,
        origin: then.origin,
        tags: then.tags,
        checklist: then.checklist,
        carried: then.carried,
        started_on: then.started_on,
        done_on: then.done_on,
    };
    Ok(AsOf { day, task })
}
