//! What happened: the journal as lines that people can read, of everything, a party, a task or a person; and how a
//! task was on an earlier day. The lines are data; `text` makes the words.

mod block;
mod labels;
mod line;
mod raw;
mod then;

use std::collections::HashSet;

use serde::Serialize;

pub(super) use block::Blocks;
pub use line::{Event, FieldChange, LogLine};
pub use then::{AsOf, TaskThen, as_of};

use self::labels::Labels;
use self::raw::Raw;
use super::{Ctx, QueryError, column, each};
use crate::base::day::{Day, Instant};
use crate::base::id::Id;
use crate::store::{Read, Stmt, Val};

/// One step of the journal: who did what, when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LogEntry {
    /// Its place in the journal: what `undo` takes.
    pub seq: i64,
    /// When.
    pub at: Instant,
    /// Handle of who did it.
    pub who: Option<String>,
    /// Display name of who did it.
    pub who_name: Option<String>,
    /// Through what: `cli`, `tui`, `import`.
    pub via: String,
    /// The operation's tag, such as `task.status`.
    pub kind: String,
    /// The entry it takes back, if it does.
    pub undoes: Option<i64>,
    /// Whether an entry in force takes it back.
    pub undone: bool,
    /// What changed.
    pub lines: Vec<LogLine>,
    /// Changed rows that are not shown, because there are so many.
    pub more: i64,
}

/// Whose history is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Everything.
    All,
    /// What touched a party, its seasons, acts, tasks and retrospectives.
    Party(Id),
    /// What touched a task and what hangs on it; only its own lines are shown.
    Task(Id),
    /// What a member did.
    Actor(Id),
}

/// Which part of the history: the latest entries first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// Only entries before this one.
    pub before: Option<i64>,
    /// At most so many entries.
    pub limit: i64,
}

impl Default for Window {
    fn default() -> Self {
        Self { before: None, limit: 50 }
    }
}

/// Rows shown of one entry; an import may have touched a hundred thousand.
const MOST_LINES: i64 = 100;

/// The history of something, the latest entry first.
pub fn log(read: &mut dyn Read, scope: Scope, window: Window) -> Result<Vec<LogEntry>, QueryError> {
    let (condition, mut args) = picked(scope);
    args.push(window.before.unwrap_or(i64::MAX).into());
    let page = format!(
        "SELECT e.seq FROM entry e WHERE {condition} AND e.seq < ${} ORDER BY e.seq DESC LIMIT {}",
        args.len(),
        window.limit
    );
    let lines = match scope {
        Scope::Task(_) => format!("c.row IN ({OF_TASK})"),
        _ => format!("c.n < {MOST_LINES}"),
    };
    let Found { mut entries, raws, .. } = entries(read, &page, &args, &lines, None)?;
    let labels = Labels::read(read, &raws)?;
    for raw in &raws {
        if let Some(entry) = entries.iter_mut().find(|entry| entry.seq == raw.seq) {
            entry.lines.extend(labels.line(raw));
        }
    }
    Ok(entries)
}

/// What others did since the beginning of `day` to the parties of who looks, the latest first; at most 100 entries.
/// Entries that were taken back, and undoings themselves, are left out.
pub fn since(read: &mut dyn Read, ctx: &Ctx, day: Day) -> Result<Vec<LogEntry>, QueryError> {
    let Some(me) = ctx.me else { return Ok(vec![]) };
    let start = Instant::end_of(day.plus(-1), &ctx.zone);
    let args: Vec<Val> = vec![start.to_string().into(), me.0.into()];
    let page = "SELECT e.seq FROM entry e WHERE e.seq > COALESCE((SELECT l.seq FROM entry l WHERE l.at < $1 \
                ORDER BY l.seq DESC LIMIT 1), 0) AND e.actor <> $2 AND e.undoes IS NULL ORDER BY e.seq DESC LIMIT 100";
    let mine = "SELECT p.key FROM membership x JOIN party p ON p.id = x.party WHERE x.member = $1";
    let mine = Stmt::new(mine, vec![me.0.into()]);
    let Found { mut entries, raws, more: mine } = entries(read, page, &args, "c.n < 20", Some(mine))?;
    let labels = Labels::read(read, &raws)?;
    for raw in &raws {
        let ours = labels.party(raw).is_some_and(|key| mine.contains(&key));
        if let Some(entry) = entries.iter_mut().find(|entry| entry.seq == raw.seq && ours) {
            entry.lines.extend(labels.line(raw));
        }
    }
    entries.retain(|entry| !entry.undone && !entry.lines.is_empty());
    Ok(entries)
}

/// The rows that hang on a task, the task itself included.
const OF_TASK: &str = "SELECT $1 UNION ALL SELECT id FROM comment WHERE task = $1 \
                       UNION ALL SELECT id FROM task_person WHERE task = $1 \
                       UNION ALL SELECT id FROM dependency WHERE task = $1 \
                       UNION ALL SELECT id FROM carry WHERE task = $1 UNION ALL SELECT id FROM action WHERE task = $1";

/// The rows of a party.
const OF_PARTY: &str = "SELECT $1 UNION ALL SELECT id FROM season WHERE party = $1 \
                        UNION ALL SELECT id FROM act WHERE party = $1 UNION ALL SELECT id FROM task WHERE party = $1 \
                        UNION ALL SELECT id FROM membership WHERE party = $1 \
                        UNION ALL SELECT id FROM term WHERE party = $1 UNION ALL SELECT id FROM share WHERE party = $1 \
                        UNION ALL SELECT id FROM charter WHERE party = $1 \
                        UNION ALL SELECT id FROM retro WHERE party = $1 UNION ALL SELECT id FROM note WHERE party = $1 \
                        UNION ALL SELECT c.id FROM comment c JOIN task t ON t.id = c.task WHERE t.party = $1";

/// The condition on `e` that picks a scope's entries.
fn picked(scope: Scope) -> (String, Vec<Val>) {
    match scope {
        Scope::All => ("e.seq > 0".to_owned(), vec![]),
        Scope::Actor(member) => ("e.actor = $1".to_owned(), vec![member.0.into()]),
        Scope::Task(task) => (of_rows(OF_TASK), vec![task.0.into()]),
        Scope::Party(party) => (of_rows(OF_PARTY), vec![party.0.into()]),
    }
}

fn of_rows(rows: &str) -> String {
    format!("e.seq IN (SELECT h.seq FROM change h WHERE h.row IN ({rows}))")
}

/// What one round trip finds.
struct Found {
    /// Without their lines.
    entries: Vec<LogEntry>,
    /// Their changes.
    raws: Vec<Raw>,
    /// The first column of the statement that came along.
    more: Vec<String>,
}

/// Entries without their lines, with what their changes say; and the first column of one more statement.
fn entries(
    read: &mut dyn Read,
    page: &str,
    args: &[Val],
    lines: &str,
    more: Option<Stmt>,
) -> Result<Found, QueryError> {
    let page = format!("WITH page (seq) AS ({page})");
    let heads = format!(
        "{page} SELECT e.seq, e.at, m.handle, m.name, e.via, e.kind, e.undoes, \
         (SELECT COUNT(*) FROM change c WHERE c.seq = e.seq) FROM page CROSS JOIN entry e \
         LEFT JOIN member m ON m.id = e.actor WHERE e.seq = page.seq ORDER BY e.seq DESC"
    );
    let changes = format!(
        "{page} SELECT c.seq, c.noun, c.row, c.before, c.after FROM page CROSS JOIN change c \
         WHERE c.seq = page.seq AND {lines} ORDER BY c.seq DESC, c.n"
    );
    // What takes an entry of the page back comes later than it, and so does what takes that back.
    let undos = format!(
        "{page} SELECT u.seq, u.undoes FROM entry u WHERE u.undoes >= (SELECT MIN(seq) FROM page) ORDER BY u.seq DESC"
    );
    let mut batch =
        vec![heads, changes, undos].into_iter().map(|sql| Stmt::new(sql, args.to_vec())).collect::<Vec<_>>();
    batch.extend(more);
    let answers = read.read(&batch)?;
    let mut undone: HashSet<i64> = HashSet::new();
    for row in &answers[2] {
        if !undone.contains(&row[0].int()?) {
            undone.insert(row[1].int()?);
        }
    }
    let entries = each(&answers[0], |at| {
        let (seq, moment, who, who_name) = (at.next()?, at.next()?, at.next()?, at.next()?);
        let (via, kind, undoes, rows): (_, _, _, i64) = (at.next()?, at.next()?, at.next()?, at.next()?);
        let (undone, more) = (undone.contains(&seq), (rows - MOST_LINES).max(0));
        Ok(LogEntry { seq, at: moment, who, who_name, via, kind, undoes, undone, lines: vec![], more })
    })?;
    let raws = answers[1].iter().map(|row| Raw::of(row)).collect::<Result<_, _>>()?;
    Ok(Found { entries, raws, more: answers.get(3).map(column).transpose()?.unwrap_or_default() })
}
