//! Facts before opinions: what the journal knows of an act when people look back on it.

use std::collections::HashMap;

use serde::Serialize;

use super::act::{Settled, ledger, settled, settled_stmt, stays_stmt};
use super::history::Blocks;
use super::list::TaskRow;
use super::{Ctx, QueryError, each};
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::act::{Act, Entered, Ledger};
use crate::domain::task::TaskStatus;
use crate::store::{Rows, Stmt, StoreError, Val};

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

/// How much work some tasks were estimated at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Effort {
    /// How many tasks.
    pub tasks: i64,
    /// How many of them are done.
    pub done: i64,
    /// Their estimates, minutes.
    pub estimate_minutes: i64,
    /// How many have no estimate.
    pub unestimated: i64,
}

/// Estimate against what it took, over the finished tasks that have an estimate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Against {
    /// How many tasks are compared.
    pub tasks: i64,
    /// Their estimates, minutes.
    pub estimate_minutes: i64,
    /// Working days from start to finish of each, both counted, at least one each.
    pub actual_days: i64,
}

/// A task in a few words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FactTask {
    /// `LOG-12`.
    pub key: String,
    /// One line.
    pub title: String,
    /// Where it stands.
    pub status: TaskStatus,
    /// Display name of who did it.
    pub owner_name: Option<String>,
    /// Its estimate, minutes.
    pub estimate_minutes: Option<i64>,
    /// The day it was finished.
    pub done_on: Option<Day>,
}

/// A stretch in which a task was blocked by hand.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BlockFact {
    /// `LOG-12`.
    pub key: String,
    /// One line.
    pub title: String,
    /// Why.
    pub reason: String,
    /// First day.
    pub from: Day,
    /// Last day; the act's end, or today, when it went on.
    pub until: Day,
    /// Calendar days, both ends counted.
    pub days: i64,
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
            "SELECT x.entered, t.id, p.key, t.number, t.title, t.status, m.name, t.estimate, t.started_on, t.done_on, \
             t.act FROM stay x CROSS JOIN task t JOIN party p ON p.id = t.party LEFT JOIN member m ON m.id = t.owner \
             WHERE x.act = $1 AND t.id = x.task ORDER BY COALESCE(t.done_on, ''), p.key, t.number",
        ),
        Stmt::new(Blocks::SQL, vec![act.0.into()]),
        Stmt::plain("SELECT value FROM setting WHERE name = 'weekdays'"),
    ]
}

/// A task that was in the act.
struct Stayed {
    entered: Entered,
    id: Id,
    fact: FactTask,
    started_on: Option<Day>,
    act: Option<Id>,
}

/// The facts from the answers to [`facts_stmts`]; `tasks` are those in the act now.
pub(super) fn facts(act: &Act, tasks: &[TaskRow], answers: &[Rows], ctx: &Ctx) -> Result<Facts, QueryError> {
    let stayed = stayed(&answers[2])?;
    let worked = Worked::of(answers[4].single())?;
    let done = |it: &&Stayed| it.fact.status == TaskStatus::Done && it.act == Some(act.id);
    let mut done_tasks: Vec<&Stayed> = stayed.iter().filter(done).collect();
    // A task that left and came back stayed twice.
    done_tasks.sort_by_key(|it| (it.fact.done_on, it.id));
    done_tasks.dedup_by_key(|it| it.id);
    let mut against = Against::default();
    for it in &done_tasks {
        if let (Some(minutes), Some(from), Some(until)) = (it.fact.estimate_minutes, it.started_on, it.fact.done_on) {
            against.tasks += 1;
            against.estimate_minutes += minutes;
            against.actual_days += worked.days(from, until).max(1);
        }
    }
    let end = act.closed_on.unwrap_or(ctx.today);
    let start = act.started_on.or(act.first).unwrap_or(end);
    let blocks = blocks(&stayed, &answers[3], start, end, ctx)?;
    Ok(Facts {
        goal: act.goal.clone(),
        ledger: ledger(act, tasks, &answers[0])?,
        settled: each(&answers[1], settled)?,
        planned: effort(&stayed, Entered::Start),
        unplanned: effort(&stayed, Entered::Added),
        unplanned_tasks: stayed.iter().filter(|it| it.entered == Entered::Added).map(|it| it.fact.clone()).collect(),
        done_tasks: done_tasks.into_iter().map(|it| it.fact.clone()).collect(),
        against,
        blocked_days: blocks.iter().map(|block| block.days).sum(),
        blocks,
        workdays: worked.days(start, end),
    })
}

fn stayed(rows: &Rows) -> Result<Vec<Stayed>, StoreError> {
    each(rows, |at| {
        let (entered, id): (Entered, Id) = (at.next()?, at.next()?);
        let (party, number): (String, i64) = (at.next()?, at.next()?);
        let (title, status, owner_name) = (at.next()?, at.next()?, at.next()?);
        let (estimate_minutes, started_on, done_on) = (at.next()?, at.next()?, at.next()?);
        let key = format!("{party}-{number}");
        let fact = FactTask { key, title, status, owner_name, estimate_minutes, done_on };
        Ok(Stayed { entered, id, fact, started_on, act: at.next()? })
    })
}

fn effort(stayed: &[Stayed], entered: Entered) -> Effort {
    let mut effort = Effort::default();
    for it in stayed.iter().filter(|it| it.entered == entered) {
        effort.tasks += 1;
        effort.done += i64::from(it.fact.status == TaskStatus::Done);
        effort.estimate_minutes += it.fact.estimate_minutes.unwrap_or(0);
        effort.unestimated += i64::from(it.fact.estimate_minutes.is_none());
    }
    effort
}

fn blocks(stayed: &[Stayed], rows: &Rows, start: Day, end: Day, ctx: &Ctx) -> Result<Vec<BlockFact>, QueryError> {
    let named: HashMap<Id, &FactTask> = stayed.iter().map(|it| (it.id, &it.fact)).collect();
    let mut blocks = vec![];
    for block in Blocks::of(rows, ctx.zone)?.0 {
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
