//! What happened: the journal as lines that people can read, of everything, a party, a task or a person; and how a
//! task was on an earlier day. The lines are data; `text` makes the words.

mod block;
mod labels;
mod line;
mod name;
mod raw;
mod then;

use std::collections::HashSet;

use serde::Serialize;

pub(super) use block::Blocks;
pub use line::{Event, FieldChange, LogLine};
pub use name::name;
pub use then::{AsOf, TaskThen, as_of};

use self::labels::Labels;
use self::raw::Raw;
use super::{Ctx, QueryError, each};
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
    /// Only entries from this moment on.
    pub since: Option<Instant>,
    /// At most so many entries.
    pub limit: i64,
}

impl Default for Window {
    fn default() -> Self {
        Self { before: None, since: None, limit: 50 }
    }
}

/// Rows shown of one entry; an import may have touched a hundred thousand.
const MOST_LINES: i64 = 100;
/// Rows shown of one entry of the news.
const MOST_NEWS: i64 = 20;
/// The last entry before a moment: order is `seq`, never the clock.
const LAST_BEFORE: &str = "COALESCE((SELECT l.seq FROM entry l WHERE l.at < $1 ORDER BY l.seq DESC LIMIT 1), 0)";

/// The history of something, the latest entry first.
pub fn log(read: &mut dyn Read, scope: Scope, window: Window) -> Result<Vec<LogEntry>, QueryError> {
    let mut args: Vec<Val> = vec![window.since.map_or_else(String::new, |since| since.to_string()).into()];
    let condition = picked(scope, &mut args);
    args.push(window.before.unwrap_or(i64::MAX).into());
    let page = format!(
        "SELECT e.seq FROM entry e WHERE e.seq > {LAST_BEFORE} AND {condition} AND e.seq < ${} \
         ORDER BY e.seq DESC LIMIT {}",
        args.len(),
        window.limit
    );
    let lines = if let Scope::Task(_) = scope { Lines::OfTask } else { Lines::First(MOST_LINES) };
    let Found { mut entries, raws } = entries(read, &page, &args, lines)?;
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
    let page = format!(
        "SELECT e.seq FROM entry e WHERE e.seq > {LAST_BEFORE} AND e.actor <> $2 AND e.undoes IS NULL \
         AND ({OF_MY_PARTIES}) ORDER BY e.seq DESC LIMIT 100"
    );
    let Found { mut entries, raws } = entries(read, &page, &args, Lines::First(MOST_NEWS))?;
    let labels = Labels::read(read, &raws)?;
    for raw in &raws {
        if let Some(entry) = entries.iter_mut().find(|entry| entry.seq == raw.seq) {
            entry.lines.extend(labels.line(raw));
        }
    }
    entries.retain(|entry| !entry.undone && !entry.lines.is_empty());
    Ok(entries)
}

/// What a party has of its own, the party itself included: the rows that live. What is gone is found by `mention`.
const OF_PARTY: &str = "SELECT CAST($2 AS BIGINT) UNION ALL SELECT id FROM season WHERE party = $2 \
                        UNION ALL SELECT id FROM act WHERE party = $2 UNION ALL SELECT id FROM task WHERE party = $2 \
                        UNION ALL SELECT id FROM membership WHERE party = $2 \
                        UNION ALL SELECT id FROM term WHERE party = $2 UNION ALL SELECT id FROM share WHERE party = $2 \
                        UNION ALL SELECT id FROM charter WHERE party = $2 \
                        UNION ALL SELECT id FROM retro WHERE party = $2 UNION ALL SELECT id FROM note WHERE party = $2";

/// What rows of a party hang on: the party, its tasks, its retros.
const HUNG_ON: &str = "SELECT CAST($2 AS BIGINT) UNION ALL SELECT id FROM task WHERE party = $2 \
                       UNION ALL SELECT id FROM retro WHERE party = $2";

/// Whether an entry `e` touched a party of the member $2: a row that hangs on it, or on its tasks and retros, or one of
/// its tasks, acts and retros themselves.
const OF_MY_PARTIES: &str = "EXISTS (SELECT 1 FROM mention m JOIN membership x ON x.party = m.thing \
     WHERE m.seq = e.seq AND x.member = $2) \
     OR EXISTS (SELECT 1 FROM mention m JOIN task t ON t.id = m.thing JOIN membership x ON x.party = t.party \
     WHERE m.seq = e.seq AND x.member = $2) \
     OR EXISTS (SELECT 1 FROM mention m JOIN retro r ON r.id = m.thing JOIN membership x ON x.party = r.party \
     WHERE m.seq = e.seq AND x.member = $2) \
     OR EXISTS (SELECT 1 FROM change h JOIN task t ON t.id = h.row JOIN membership x ON x.party = t.party \
     WHERE h.seq = e.seq AND x.member = $2) \
     OR EXISTS (SELECT 1 FROM change h JOIN act a ON a.id = h.row JOIN membership x ON x.party = a.party \
     WHERE h.seq = e.seq AND x.member = $2) \
     OR EXISTS (SELECT 1 FROM change h JOIN season s ON s.id = h.row JOIN membership x ON x.party = s.party \
     WHERE h.seq = e.seq AND x.member = $2) \
     OR EXISTS (SELECT 1 FROM change h JOIN retro r ON r.id = h.row JOIN membership x ON x.party = r.party \
     WHERE h.seq = e.seq AND x.member = $2)";

/// The condition on `e` that picks a scope's entries; whose it is becomes $2.
fn picked(scope: Scope, args: &mut Vec<Val>) -> String {
    let (condition, of) = match scope {
        Scope::All => return "e.seq > 0".to_owned(),
        Scope::Actor(member) => ("e.actor = $2".to_owned(), member),
        Scope::Task(task) => (touched("SELECT CAST($2 AS BIGINT)", "SELECT CAST($2 AS BIGINT)"), task),
        Scope::Party(party) => (touched(OF_PARTY, HUNG_ON), party),
    };
    args.push(of.0.into());
    condition
}

/// Entries that changed one of some rows, or a row that hangs on one of some things.
fn touched(rows: &str, things: &str) -> String {
    format!(
        "e.seq IN (SELECT h.seq FROM change h WHERE h.row IN ({rows}) \
         UNION SELECT m.seq FROM mention m WHERE m.thing IN ({things}))"
    )
}

/// Retros that collect, and their cards: nobody reads those before all are opened at once.
const SEALED: &str = "SELECT id FROM retro WHERE phase = 'collecting' \
                      UNION ALL SELECT c.id FROM card c JOIN retro r ON r.id = c.retro WHERE r.phase = 'collecting'";

/// What one round trip finds.
struct Found {
    /// Without their lines.
    entries: Vec<LogEntry>,
    /// Their changes.
    raws: Vec<Raw>,
}

/// Which changes of an entry are read.
#[derive(Clone, Copy)]
enum Lines {
    /// So many at most.
    First(i64),
    /// Those of the task $2 and of what hangs on it; each by its index, as an import has changed thousands.
    OfTask,
}

impl Lines {
    /// The statement behind a page of entries.
    fn sql(self, page: &str) -> String {
        let columns = "c.seq, c.noun, c.row, c.before, c.after, c.n";
        match self {
            Self::First(most) => format!(
                "{page} SELECT {columns} FROM page CROSS JOIN change c \
                 WHERE c.seq = page.seq AND c.n < {most} ORDER BY c.seq DESC, c.n"
            ),
            Self::OfTask => format!(
                "{page} SELECT {columns} FROM change c WHERE c.row = $2 AND c.seq IN (SELECT seq FROM page) \
                 UNION SELECT {columns} FROM mention m CROSS JOIN change c WHERE m.thing = $2 AND c.seq = m.seq \
                 AND c.n = m.n AND c.seq IN (SELECT seq FROM page) ORDER BY 1 DESC, 6"
            ),
        }
    }

    /// How many changes of an entry are not shown, in SQL.
    fn more(self) -> String {
        match self {
            Self::First(most) => format!("(SELECT COUNT(*) FROM change c WHERE c.seq = e.seq AND c.n >= {most})"),
            Self::OfTask => "0".to_owned(),
        }
    }
}

/// Entries without their lines, with what their changes say.
fn entries(read: &mut dyn Read, page: &str, args: &[Val], lines: Lines) -> Result<Found, QueryError> {
    let page = format!("WITH page (seq) AS ({page})");
    let heads = format!(
        "{page} SELECT e.seq, e.at, m.handle, m.name, e.via, e.kind, e.undoes, \
         {} FROM page CROSS JOIN entry e \
         LEFT JOIN member m ON m.id = e.actor WHERE e.seq = page.seq ORDER BY e.seq DESC",
        lines.more()
    );
    let changes = lines.sql(&page);
    // What takes an entry of the page back comes later than it, and so does what takes that back.
    let undos = format!(
        "{page} SELECT u.seq, u.undoes FROM entry u WHERE u.undoes >= (SELECT MIN(seq) FROM page) ORDER BY u.seq DESC"
    );
    let mut batch: Vec<Stmt> = [heads, changes, undos].into_iter().map(|sql| Stmt::new(sql, args.to_vec())).collect();
    batch.push(Stmt::plain(SEALED));
    let answers = read.read(&batch)?;
    let mut undone: HashSet<i64> = HashSet::new();
    for row in &answers[2] {
        if !undone.contains(&row[0].int()?) {
            undone.insert(row[1].int()?);
        }
    }
    let entries = each(&answers[0], |at| {
        let (seq, moment, who, who_name) = (at.next()?, at.next()?, at.next()?, at.next()?);
        let (via, kind, undoes, more) = (at.next()?, at.next()?, at.next()?, at.next()?);
        let undone = undone.contains(&seq);
        Ok(LogEntry { seq, at: moment, who, who_name, via, kind, undoes, undone, lines: vec![], more })
    })?;
    let mut raws = answers[1].iter().map(|row| Raw::of(row)).collect::<Result<Vec<_>, _>>()?;
    let sealed: HashSet<Id> = answers[3].iter().map(|row| row[0].int().map(Id)).collect::<Result<_, _>>()?;
    for raw in &mut raws {
        raw.seal(&sealed);
    }
    Ok(Found { entries, raws })
}
