//! Where tasks are: moving between acts, backlogs and parties, carrying over, and the order within a place.

use serde::{Deserialize, Serialize};

use super::add::admit;
use super::name;
use crate::base::id::Id;
use crate::domain::act::{Act, Carry, Entered, Fate, Left, Stay};
use crate::domain::party::{Former, Party, PartyStatus};
use crate::domain::refusal::Refusal;
use crate::domain::season::{Season, Stage};
use crate::domain::task::{Task, TaskStatus};
use crate::op::OpError;
use crate::op::role;
use crate::op::work::Work;

/// The distance between the ranks of two tasks that nobody has reordered.
pub const STRIDE: i64 = 1024;

/// Where tasks can be: an act, a season's backlog, or a party's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Target {
    /// The party.
    pub party: Id,
    /// The season; for an act it may be left out.
    #[serde(default)]
    pub season: Option<Id>,
    /// The act.
    #[serde(default)]
    pub act: Option<Id>,
}

/// The party and act of a target; refused where no task may go.
pub(super) fn resolve(work: &mut Work<'_>, to: &Target) -> Result<(Party, Option<Act>), OpError> {
    let party: Party = work.one(to.party)?;
    let act = to.act.map(|act| work.one::<Act>(act)).transpose()?;
    if let Some(act) = &act
        && (act.stage == Stage::Closed || act.party != party.id)
    {
        let place = crate::op::act::name(work, act)?;
        return Err(Refusal::BadTarget(place).into());
    }
    if let (None, Some(season)) = (&act, to.season) {
        let season: Season = work.one(season)?;
        if season.stage == Stage::Closed || season.party != party.id {
            let place = crate::op::season::name(work, &season)?;
            return Err(Refusal::BadTarget(place).into());
        }
    }
    Ok((party, act))
}

/// Notes in the act's ledger that a task has come, where the act has started.
pub(super) fn enter(work: &mut Work<'_>, task: &Task, act: Option<&Act>) {
    let Some(act) = act.filter(|act| act.stage == Stage::Running && task.status != TaskStatus::Dropped) else { return };
    let id = work.id();
    work.insert(&Stay { id, act: act.id, task: task.id, entered: Entered::Added, gone: None });
}

/// Notes in the act's ledger that a task leaves, and how.
pub fn leave(work: &mut Work<'_>, task: &Task, how: Left) -> Result<(), OpError> {
    let Some(act) = task.act else { return Ok(()) };
    let args = vec![task.id.0.into(), act.0.into()];
    for stay in work.select::<Stay>("task = $1 AND act = $2 AND gone IS NULL", args)? {
        work.update(&stay, &Stay { gone: Some(how), ..stay.clone() });
    }
    Ok(())
}

/// Puts a task into an act (none: leaves it where its season is) and notes that in the act's ledger.
pub fn place(work: &mut Work<'_>, task: &mut Task, to: Option<&Act>) -> Result<(), OpError> {
    if let Some(act) = to {
        if act.stage == Stage::Closed {
            return Err(Refusal::BadTarget(crate::op::act::name(work, act)?).into());
        }
        (task.season, task.act) = (Some(act.season), Some(act.id));
        enter(work, task, Some(act));
    }
    Ok(())
}

pub(super) fn shift(
    work: &mut Work<'_>,
    tasks: &[Id],
    to: &Target,
    reason: Option<&str>,
    insist: bool,
) -> Result<(), OpError> {
    let (party, act) = resolve(work, to)?;
    if party.status == PartyStatus::Ended {
        return Err(Refusal::PartyState { party: party.key, status: party.status }.into());
    }
    role::worker(work, party.id)?;
    let mut third = vec![];
    for id in tasks {
        let before: Task = work.one(*id)?;
        role::worker(work, before.party)?;
        let season = act.as_ref().map_or(to.season, |act| Some(act.season));
        let target_act = act.as_ref().map(|act| act.id);
        if (before.party, before.season, before.act) == (party.id, season, target_act) {
            continue;
        }
        let mut after = Task { season, act: target_act, ..before.clone() };
        let carries = reason.is_some() && before.status.is_open() && before.act.is_some();
        if carries && target_act.is_some() {
            if before.carried >= 2 && !before.reestimated && !insist {
                third.push(name(work, &before)?);
                continue;
            }
            after.carried += 1;
            after.reestimated = false;
        }
        if let Some(reason) = reason.filter(|_| carries) {
            note_carry(work, &before, target_act, reason)?;
        }
        leave(work, &before, Left::Removed)?;
        if before.party != party.id {
            change_party(work, &before, &mut after, &party)?;
        }
        enter(work, &after, act.as_ref());
        work.update(&before, &after);
    }
    if third.is_empty() { Ok(()) } else { Err(Refusal::ThirdCarry(third).into()) }
}

fn note_carry(work: &mut Work<'_>, task: &Task, to_act: Option<Id>, reason: &str) -> Result<(), OpError> {
    let Some(from_act) = task.act else { return Ok(()) };
    let reason = if reason.trim().is_empty() { task.blocked.clone().unwrap_or_default() } else { reason.trim().into() };
    if reason.is_empty() {
        return Err(Refusal::NoReason(name(work, task)?).into());
    }
    let fate = if to_act.is_some() { Fate::Next } else { Fate::Backlog };
    let (id, day) = (work.id(), work.today);
    work.insert(&Carry { id, task: task.id, from_act, to_act, fate, reason, day });
    Ok(())
}

/// Gives a task a number in its new party; the old key stays known.
fn change_party(work: &mut Work<'_>, before: &Task, after: &mut Task, party: &Party) -> Result<(), OpError> {
    let key = name(work, before)?;
    let id = work.id();
    work.insert(&Former { id, key, target: before.id });
    after.party = party.id;
    after.number = work.numbers(&format!("task:{}", party.id), 1)?;
    after.rank = after.number * STRIDE;
    match after.owner {
        Some(owner) => admit(work, party.id, owner),
        None => Ok(()),
    }
}

pub(super) fn reorder(work: &mut Work<'_>, id: Id, behind: Option<Id>) -> Result<(), OpError> {
    let task: Task = work.one(id)?;
    role::worker(work, task.party)?;
    let (condition, args) = match (task.act, task.season) {
        (Some(act), _) => ("act = $1", vec![act.0.into()]),
        (None, Some(season)) => ("act IS NULL AND season = $1", vec![season.0.into()]),
        (None, None) => ("act IS NULL AND season IS NULL AND party = $1", vec![task.party.0.into()]),
    };
    let mut all = work.select::<Task>(&format!("{condition} ORDER BY rank, number"), args)?;
    all.retain(|other| other.id != id);
    let at = match behind {
        None => 0,
        Some(behind) => {
            let place = all.iter().position(|other| other.id == behind);
            place.ok_or_else(|| Refusal::Gone(format!("task {behind}")))? + 1
        }
    };
    let below = at.checked_sub(1).map(|before| all[before].rank);
    let above = all.get(at).map(|next| next.rank);
    let rank = match (below, above) {
        (Some(below), Some(above)) if above - below > 1 => below + (above - below) / 2,
        (Some(below), None) => below + STRIDE,
        (None, Some(above)) => above - STRIDE,
        (None, None) => task.rank,
        (Some(_), Some(_)) => {
            // No room between the two: everybody gets a fresh place.
            for (step, other) in all.iter().enumerate() {
                let place = if step < at { step } else { step + 1 };
                work.update(other, &Task { rank: place as i64 * STRIDE, ..other.clone() });
            }
            at as i64 * STRIDE
        }
    };
    work.update(&task, &Task { rank, ..task.clone() });
    Ok(())
}
