//! Facts before opinions: what the journal knows of an act when people look back on it. Counted while the act runs; of
//! a closed one what its closing froze.

use std::collections::HashMap;

use serde::Serialize;

use super::act::{Settled, ledger, settled, settled_stmt, stays_stmt};
use super::history::Blocks;
use super::list::TaskRow;
use super::{Ctx, QueryError, each};
use crate::base::day::{Day, Zone};
use crate::base::id::Id;
pub use crate::domain::account::{Account, Against, BlockFact, Effort, FactTask};
use crate::domain::act::{Act, Entered, Ledger};
use crate::domain::task::TaskStatus;
use crate::store::{Read, Rows, Stmt, StoreError, Val};

/// What is known of an act.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Facts {
    /// What it was for.
    pub goal: String,
    /// The act in six numbers.
    pub ledger: Ledger,
    /// Where each leftover went, and why.
    pub settled: Vec<Settled>,
    /// What was in it at the start.
    pub planned: Effort,
    /// What came later.
    pub unplanned: Effort,
    /// The tasks that came later.
    pub unplanned_tasks: Vec<FactTask>,
    /// The tasks finished in it, by the day they were finished.
    pub done_tasks: Vec<FactTask>,
    /// Estimates of the finished ones against the days they took.
    pub against: Against,
    /// Stretches in which a task was blocked, the earliest first; clipped to the act.
    pub blocks: Vec<BlockFact>,
    /// Calendar days of all those stretches, both ends of each counted.
    pub blocked_days: i64,
    /// Working days from its start to its end, or to today while it runs.
    pub workdays: i64,
}

/// How many statements facts take in a batch.
pub(super) const FACTS: usize = 5;

/// The statements about an act.
pub(super) fn facts_stmts(act: Id) -> [Stmt; FACTS] {
    let one = |sql: &str| Stmt::new(sql.to_owned(), vec![act.0.into()]);
    [
        stays_stmt(act),
        settled_stmt(act),
        one(
            "SELECT x.id, x.entered, t.id, p.key, t.number, t.title, t.status, m.name, t.estimate, t.started_on, t.done_on, \
             t.act FROM stay x CROSS JOIN task t JOIN party p ON p.id = t.party LEFT JOIN member m ON m.id = t.owner \
             WHERE x.act = $1 AND t.id = x.task ORDER BY COALESCE(t.done_on, ''), p.key, t.number",
        ),
        Stmt::new(Blocks::SQL, vec![act.0.into()]),
        Stmt::plain("SELECT value FROM setting WHERE name = 'weekdays'"),
    ]
}

/// A task that was in the act.
struct Stayed {
    stay: Id,
    entered: Entered,
    id: Id,
    fact: FactTask,
    started_on: Option<Day>,
    act: Option<Id>,
}

/// The facts from the answers to [`facts_stmts`]; `tasks` are those in the act now.
pub(super) fn facts(act: &Act, tasks: &[TaskRow], answers: &[Rows], ctx: &Ctx) -> Result<Facts, QueryError> {
    let account = match &act.account {
        Some(frozen) => frozen.clone(),
        None => counted(act, &answers[2..], ctx.today, ctx.zone)?,
    };
    Ok(Facts {
        goal: act.goal.clone(),
        ledger: ledger(act, tasks, &answers[0])?,
        settled: each(&answers[1], settled)?,
        planned: account.planned,
        unplanned: account.unplanned,
        unplanned_tasks: account.unplanned_tasks,
        done_tasks: account.done_tasks,
        against: account.against,
        blocked_days: account.blocks.iter().map(|block| block.days).sum(),
        blocks: account.blocks,
        workdays: account.workdays,
    })
}

/// What came of an act so far, to be frozen when it closes.
pub fn account(read: &mut dyn Read, act: &Act, today: Day, zone: Zone) -> Result<Account, QueryError> {
    let [_, _, stays, blocks, weekdays] = facts_stmts(act.id);
    let answers = read.read(&[stays, blocks, weekdays])?;
    counted(act, &answers, today, zone)
}

/// The account from the answers about stays, blocks and working days.
fn counted(act: &Act, answers: &[Rows], today: Day, zone: Zone) -> Result<Account, QueryError> {
    let stayed = stayed(&answers[0])?;
    let worked = Worked::of(answers[2].single())?;
    let mut done: Vec<&Stayed> = stayed.iter().filter(|it| it.is_done_in(act)).collect();
    done.sort_by_key(|it| (it.fact.done_on, it.id));
    let mut against = Against::default();
    for it in &done {
        if let (Some(minutes), Some(from), Some(until)) = (it.fact.estimate_minutes, it.started_on, it.fact.done_on) {
            against.tasks += 1;
            against.estimate_minutes += minutes;
            against.actual_days += worked.days(from, until).max(1);
        }
    }
    let end = act.closed_on.unwrap_or(today);
    let start = act.started_on.or(act.first).unwrap_or(end);
    Ok(Account {
        planned: effort(act, &stayed, Entered::Start),
        unplanned: effort(act, &stayed, Entered::Added),
        unplanned_tasks: stayed.iter().filter(|it| it.entered == Entered::Added).map(|it| it.fact.clone()).collect(),
        done_tasks: done.into_iter().map(|it| it.fact.clone()).collect(),
        against,
        blocks: blocks(&stayed, &answers[1], start, end, zone)?,
        workdays: worked.days(start, end),
    })
}

impl Stayed {
    /// A leftover that was finished later, in another act, is no deed of this one.
    fn is_done_in(&self, act: &Act) -> bool {
        self.fact.status == TaskStatus::Done && self.act == Some(act.id)
    }
}

/// The tasks that were in the act, each once: one that left and came back counts as it came first.
fn stayed(rows: &Rows) -> Result<Vec<Stayed>, StoreError> {
    let mut all: Vec<Stayed> = each(rows, |at| {
        let (stay, entered, id): (Id, Entered, Id) = (at.next()?, at.next()?, at.next()?);
        let (party, number): (String, i64) = (at.next()?, at.next()?);
        let (title, status, owner_name) = (at.next()?, at.next()?, at.next()?);
        let (estimate_minutes, started_on, done_on) = (at.next()?, at.next()?, at.next()?);
        let key = format!("{party}-{number}");
        let fact = FactTask { key, title, status, owner_name, estimate_minutes, done_on };
        Ok(Stayed { stay, entered, id, fact, started_on, act: at.next()? })
    })?;
    let mut first: HashMap<Id, Id> = HashMap::new();
    for it in &all {
        first.entry(it.id).and_modify(|stay| *stay = (*stay).min(it.stay)).or_insert(it.stay);
    }
    all.retain(|it| first.get(&it.id) == Some(&it.stay));
    Ok(all)
}

fn effort(act: &Act, stayed: &[Stayed], entered: Entered) -> Effort {
    let mut effort = Effort::default();
    for it in stayed.iter().filter(|it| it.entered == entered) {
        effort.tasks += 1;
        effort.done += i64::from(it.is_done_in(act));
        effort.estimate_minutes += it.fact.estimate_minutes.unwrap_or(0);
        effort.unestimated += i64::from(it.fact.estimate_minutes.is_none());
    }
    effort
}

fn blocks(stayed: &[Stayed], rows: &Rows, start: Day, end: Day, zone: Zone) -> Result<Vec<BlockFact>, QueryError> {
    let named: HashMap<Id, &FactTask> = stayed.iter().map(|it| (it.id, &it.fact)).collect();
    let mut blocks = vec![];
    for block in Blocks::of(rows, zone)?.0 {
        let (from, until) = (block.from.max(start), block.until.unwrap_or(end).min(end));
        if let (Some(task), true) = (named.get(&block.task), from <= until) {
            let (key, title) = (task.key.clone(), task.title.clone());
            blocks.push(BlockFact { key, title, reason: block.reason, from, until, days: until.since(from) + 1 });
        }
    }
    blocks.sort_by(|left, right| (left.from, &left.key).cmp(&(right.from, &right.key)));
    Ok(blocks)
}

/// The workspace's working days of the week; holidays are the calendar's.
struct Worked([bool; 7]);

impl Worked {
    fn of(setting: Option<&Val>) -> Result<Self, StoreError> {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let said = setting.map(Val::text).transpose()?.unwrap_or("mon,tue,wed,thu,fri");
        Ok(Self(names.map(|name| said.split(',').any(|day| day == name))))
    }

    /// Working days from one day to another, both counted.
    fn days(&self, from: Day, until: Day) -> i64 {
        from.through(until).filter(|day| self.0[day.weekday() as usize]).count() as i64
    }
}
