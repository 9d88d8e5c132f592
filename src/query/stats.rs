//! How much a workspace holds, for `party info`.

use serde::Serialize;

use super::QueryError;
use crate::store::{Read, Stmt, Val};

/// Counts of everything.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Stats {
    /// Members, those who left too.
    pub members: i64,
    /// Parties, ended ones too.
    pub parties: i64,
    /// Seasons.
    pub seasons: i64,
    /// Acts.
    pub acts: i64,
    /// Tasks.
    pub tasks: i64,
    /// Tasks with work left.
    pub open_tasks: i64,
    /// Comments.
    pub comments: i64,
    /// Retrospectives.
    pub retros: i64,
    /// Notes and troubles.
    pub notes: i64,
    /// Entries of the journal.
    pub entries: i64,
}

/// Counts everything.
pub fn stats(read: &mut dyn Read) -> Result<Stats, QueryError> {
    let tables =
        ["member", "party", "season", "act", "task", "task WHERE is_open = 1", "comment", "retro", "note", "entry"];
    let answers = read.read(&tables.map(|table| Stmt::plain(format!("SELECT COUNT(*) FROM {table}"))))?;
    let mut counts = [0; 10];
    for (count, rows) in counts.iter_mut().zip(&answers) {
        *count = rows.single().map_or(Ok(0), Val::int)?;
    }
    let [members, parties, seasons, acts, tasks, open_tasks, comments, retros, notes, entries] = counts;
    Ok(Stats { members, parties, seasons, acts, tasks, open_tasks, comments, retros, notes, entries })
}
