//! Where tasks are: moving between acts, backlogs and parties, carrying over, and the order within a place.

use crate::base::id::Id;
use crate::domain::act::{Act, Carry, Fate, Left};
use crate::domain::note::Note;
use crate::domain::party::{Former, Party};
use crate::domain::refusal::{Deed, Refusal};
use crate::domain::season::Stage;
use crate::domain::task::Task;
use crate::op::role::{self, admit};
use crate::op::stay::{STRIDE, Target, enter, leave, resolve};
use crate::op::work::Work;
use crate::op::{OpError, label};

pub(super) fn shift(
    work: &mut Work<'_>,
    tasks: &[Id],
    to: &Target,
    reason: Option<&str>,
    insist: bool,
) -> Result<(), OpError> {
    let (party, act) = resolve(work, to)?;
    role::worker(work, party.id)?;
    if insist {
        role::leader(work, party.id, Deed::Override)?;
    }
    let me = role::actor(work)?.id;
    let mut third = vec![];
    for id in tasks {
        let before: Task = work.one(*id)?;
        // Out of a party that has ended, tasks may still go to one that lives.
        let standing = role::voice(work, before.party)?;
        if before.owner.is_some_and(|owner| owner != me) && !standing.leads {
            return Err(role::lacking(work, before.party, Deed::Plan)?.into());
        }
        let season = act.as_ref().map_or(to.season, |act| Some(act.season));
        let target_act = act.as_ref().map(|act| act.id);
        if (before.party, before.season, before.act) == (party.id, season, target_act) {
            continue;
        }
        let mut after = Task { season, act: target_act, ..before.clone() };
        // An open task that leaves an act that has begun is carried over: into another act always, else where a reason is.
        let left = started(work, before.act)?.filter(|_| before.status.is_open());
        let carried = left.filter(|_| target_act.is_some() || reason.is_some());
        if let Some(act) = &carried
            && reason.is_none()
            && before.blocked.is_none()
        {
            let (key, act) = (label::task(work, &before)?, label::act(work, act)?);
            return Err(Refusal::CarryReason { key, act }.into());
        }
        if carried.is_some() && target_act.is_some() {
            if before.carried >= 2 && !before.reestimated && !insist {
                third.push(label::task(work, &before)?);
                continue;
            }
            after.carried += 1;
            after.reestimated = false;
        }
        if carried.is_some() {
            note_carry(work, &before, target_act, reason.unwrap_or_default())?;
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

/// The act, if it has begun: nothing is left over from one that has not.
fn started(work: &mut Work<'_>, act: Option<Id>) -> Result<Option<Act>, OpError> {
    Ok(act.map(|act| work.one::<Act>(act)).transpose()?.filter(|act| act.stage != Stage::Planned))
}

fn note_carry(work: &mut Work<'_>, task: &Task, to_act: Option<Id>, reason: &str) -> Result<(), OpError> {
    let Some(from_act) = task.act else { return Ok(()) };
    let reason = if reason.trim().is_empty() { task.blocked.clone().unwrap_or_default() } else { reason.trim().into() };
    if reason.is_empty() {
        return Err(Refusal::NoReason(label::task(work, task)?).into());
    }
    let fate = if to_act.is_some() { Fate::Next } else { Fate::Backlog };
    let (id, day) = (work.id(), work.today);
    work.insert(&Carry { id, task: task.id, from_act, to_act, fate, reason, day });
    Ok(())
}

/// Gives a task a number in its new party; the old key stays known, and its notes come along.
fn change_party(work: &mut Work<'_>, before: &Task, after: &mut Task, party: &Party) -> Result<(), OpError> {
    let key = label::task(work, before)?;
    let id = work.id();
    work.insert(&Former { id, key, target: before.id });
    after.party = party.id;
    after.number = work.numbers(&format!("task:{}", party.id), 1)?;
    after.rank = after.number * STRIDE;
    for note in work.select::<Note>("task = $1", vec![before.id.0.into()])? {
        work.update(&note, &Note { party: Some(party.id), ..note.clone() });
    }
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
