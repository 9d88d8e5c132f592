//! One act: its days, its ledger, its tasks, what is left over and where it may go.

use serde::Serialize;

pub use super::heads::{ActHead, Count};
use super::heads::{HEADS, act_head, heads, heads_stmts};
use super::list::TaskRow;
use super::place::{Map, place_of};
use super::rows::{self, Pick};
use super::{Ctx, QueryError, Thing, column, each};
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::act::{Act, Entered, Fate, Ledger, Left};
use crate::domain::retro::RetroPhase;
use crate::domain::season::Stage;
use crate::domain::task::TaskStatus;
use crate::store::{Read, Rows, Stmt, StoreError};

/// The page of an act.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ActPage {
    /// The act.
    #[serde(flatten)]
    pub head: ActHead,
    /// The party's key.
    pub party: String,
    /// The party's name.
    pub party_name: String,
    /// The season's title.
    pub season_title: String,
    /// Handle of who leads the party.
    pub leader: Option<String>,
    /// Display name of who leads the party.
    pub leader_name: Option<String>,
    /// Whether the person who looks may start and close it.
    #[serde(skip)]
    pub i_lead: bool,
    /// The figures: live while it runs, frozen once closed, all zero while planned.
    pub ledger: Ledger,
    /// How much work is in it now.
    pub count: Count,
    /// Everything in it, in list order; dropped ones too.
    pub tasks: Vec<TaskRow>,
    /// Keys of the open ones: what closing asks about.
    pub leftovers: Vec<String>,
    /// What its closing settled: where each leftover went, and why.
    pub settled: Vec<Settled>,
    /// The act that `next` means when this one closes.
    pub next: Option<ActHead>,
    /// The act before it in the party.
    pub previous: Option<ActHead>,
    /// Where its retrospective stands, if it has one.
    pub retro: Option<RetroPhase>,
    /// The entity, for making patches.
    #[serde(skip)]
    pub act: Act,
}

/// One leftover's story, told from the act.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Settled {
    /// The task's key, as it is today.
    pub key: String,
    /// Its title.
    pub title: String,
    /// What became of it.
    pub fate: Fate,
    /// The act it went to, `LOG/S1/A3`.
    pub to: Option<String>,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Day,
    /// How often it had been carried then, this time counted; 0 when it went to no act.
    pub times: i64,
}

/// The page of an act.
///
/// Errors: `Missing` when there is no act with this id.
pub fn act(read: &mut dyn Read, ctx: &Ctx, id: Id) -> Result<ActPage, QueryError> {
    let mut pick = Pick::new("t.priority, t.due_key, t.party, t.number");
    pick.also("t.act = ?", [id.0.into()]);
    let mut batch = Map::stmts_where("party = (SELECT party FROM act WHERE id = $1)", id).to_vec();
    batch.extend(pick.stmts());
    batch.extend(heads_stmts("p.id = (SELECT party FROM act WHERE id = $1)", &[id.0.into()], ctx));
    batch.extend(own_stmts(id));
    let answers = read.read(&batch)?;
    let map = Map::of(&answers[0], &answers[1])?;
    let tasks = rows::assemble(&answers[2..], ctx)?;
    let rest = &answers[2 + rows::STMTS..];
    let party = heads(rest, ctx)?.pop().map(|(head, _)| head);
    let found = map.acts.iter().find(|act| act.id == id);
    let (Some(act), Some(party)) = (found, party) else {
        return Err(QueryError::missing(Thing::Act, id.to_string()));
    };
    let rest = &rest[HEADS..];
    let head = |act: &Act| act_head(act, &map, &party.key, ctx.today);
    let open = tasks.iter().filter(|task| task.status.is_open());
    Ok(ActPage {
        head: head(act),
        ledger: ledger(act, &tasks, &rest[0])?,
        count: count(&tasks),
        leftovers: open.map(|task| task.key.clone()).collect(),
        settled: each(&rest[1], settled)?,
        next: map.next_after(act).map(head),
        previous: map.before(act).map(head),
        retro: column(&rest[2])?.pop(),
        season_title: map.season_of(act).map(|season| season.title.clone()).unwrap_or_default(),
        act: act.clone(),
        party: party.key.clone(),
        party_name: party.name.clone(),
        leader: party.leader.clone(),
        leader_name: party.leader_name.clone(),
        i_lead: party.i_lead,
        tasks,
    })
}

fn own_stmts(id: Id) -> [Stmt; 3] {
    [stays_stmt(id), settled_stmt(id), Stmt::new("SELECT phase FROM retro WHERE act = $1", vec![id.0.into()])]
}

/// The statement that counts an act's stays by how tasks came and left.
pub(super) fn stays_stmt(act: Id) -> Stmt {
    Stmt::new("SELECT entered, gone, COUNT(*) FROM stay WHERE act = $1 GROUP BY entered, gone", vec![act.0.into()])
}

/// The statement for an act's leftovers, by party key and number.
pub(super) fn settled_stmt(act: Id) -> Stmt {
    let sql = "SELECT p.key, t.number, t.title, c.fate, q.key, z.number, b.number, c.reason, c.day, \
               CASE WHEN c.to_act IS NULL THEN 0 ELSE (SELECT COUNT(*) FROM carry e WHERE e.task = c.task \
               AND e.to_act IS NOT NULL AND (e.day, e.id) <= (c.day, c.id)) END \
               FROM carry c JOIN task t ON t.id = c.task JOIN party p ON p.id = t.party \
               LEFT JOIN act b ON b.id = c.to_act LEFT JOIN season z ON z.id = b.season \
               LEFT JOIN party q ON q.id = b.party WHERE c.from_act = $1 ORDER BY p.key, t.number, c.id";
    Stmt::new(sql, vec![act.0.into()])
}

/// One row of [`settled_stmt`].
pub(super) fn settled(at: &mut super::Cells<'_>) -> Result<Settled, StoreError> {
    let (party, number): (String, i64) = (at.next()?, at.next()?);
    let (title, fate, to) = (at.next()?, at.next()?, place_of(at)?);
    let (reason, on, times) = (at.next()?, at.next()?, at.next()?);
    Ok(Settled { key: format!("{party}-{number}"), title, fate, to, reason, on, times })
}

/// An act's figures: frozen once closed, else counted from its stays and what is done in it.
pub(super) fn ledger(act: &Act, tasks: &[TaskRow], stays: &Rows) -> Result<Ledger, StoreError> {
    if let Some(frozen) = act.ledger {
        return Ok(frozen);
    }
    let mut ledger = Ledger::default();
    for row in stays {
        let mut at = super::Cells::of(row);
        let (entered, gone, number): (Entered, Option<Left>, i64) = (at.next()?, at.next()?, at.next()?);
        match entered {
            Entered::Start => ledger.start += number,
            Entered::Added => ledger.added += number,
        }
        if gone == Some(Left::Removed) {
            ledger.removed += number;
        }
    }
    if act.stage == Stage::Running {
        ledger.done = tasks.iter().filter(|task| task.status == TaskStatus::Done).count() as i64;
    }
    Ok(ledger)
}

/// How much work some rows are.
pub(super) fn count(tasks: &[TaskRow]) -> Count {
    let mut count = Count::default();
    for task in tasks.iter().filter(|task| task.status != TaskStatus::Dropped) {
        let minutes = task.estimate.map_or(0, |estimate| estimate.0);
        count.total += 1;
        count.estimate_minutes += minutes;
        match task.status {
            TaskStatus::Todo => count.todo += 1,
            TaskStatus::Doing => count.doing += 1,
            TaskStatus::Done => count.done += 1,
            TaskStatus::Dropped => {}
        }
        if task.status.is_open() {
            count.open_minutes += minutes;
            count.unestimated += i64::from(task.estimate.is_none());
            count.unowned += i64::from(task.owner.is_none());
        }
    }
    count
}
