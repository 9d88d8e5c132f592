//! Changes to one task: its fields, where it stands, what it waits for.

use crate::base::id::Id;
use crate::domain::act::{Act, Left};
use crate::domain::member::Member;
use crate::domain::refusal::{Deed, Obstacle, Refusal};
use crate::domain::retro::Action;
use crate::domain::season::{Season, Stage};
use crate::domain::task::{Comment, Task, TaskStatus};
use crate::op::member::tidy;
use crate::op::patch::{Patch, moved};
use crate::op::role::{self, BODY, TITLE, admit, fair_estimate};
use crate::op::stay::{enter, leave};
use crate::op::work::Work;
use crate::op::{OpError, label};
use crate::store::field::Field;
use crate::store::record::Noun;

/// The fields [`super::Op::Edit`] may change.
pub const FIELDS: &[&str] =
    &["title", "body", "priority", "estimate", "owner", "due", "tags", "skills", "checklist", "links"];

pub(super) fn edit(work: &mut Work<'_>, id: Id, set: &Patch) -> Result<(), OpError> {
    let before: Task = work.one(id)?;
    let standing = role::worker(work, before.party)?;
    let me = role::actor(work)?.id;
    let what = label::task(work, &before)?;
    let mut after = set.apply(work, &before, FIELDS, &what)?;
    role::text("title", &after.title, TITLE)?;
    role::short("body", &after.body, BODY)?;
    fair_estimate(after.estimate)?;
    after.title = role::one_line(&after.title);
    after.body.truncate(after.body.trim_end().len());
    (after.tags, after.skills) = (tidy(&after.tags), tidy(&after.skills));
    if after.owner != before.owner {
        // Taking what nobody has and giving back one's own is anybody's; the rest is the leader's.
        let own = matches!((before.owner, after.owner), (None, Some(to)) if to == me)
            || matches!((before.owner, after.owner), (Some(from), None) if from == me);
        if !own && !standing.leads {
            return Err(role::lacking(work, before.party, Deed::Assign)?.into());
        }
        if let Some(owner) = after.owner {
            admit(work, before.party, owner)?;
        }
    }
    if after.estimate != before.estimate && after.estimate.is_some() && before.carried >= 2 {
        after.reestimated = true;
    }
    work.update(&before, &after);
    Ok(())
}

pub(super) fn status(
    work: &mut Work<'_>,
    id: Id,
    to: TaskStatus,
    was: Option<TaskStatus>,
    reason: &str,
) -> Result<(), OpError> {
    let before: Task = work.one(id)?;
    role::worker(work, before.party)?;
    let key = label::task(work, &before)?;
    if before.status == to {
        return Ok(());
    }
    if let Some(was) = was
        && was != before.status
    {
        let is = before.status.to_json();
        let moved = moved(work, Noun::Task, id, &key, "status", &was.to_json(), &is)?;
        return Err(Refusal::Conflict(vec![moved]).into());
    }
    let today = work.today;
    let mut after = Task { status: to, ..before.clone() };
    match to {
        TaskStatus::Todo => (after.started_on, after.done_on) = (None, None),
        TaskStatus::Doing => (after.started_on, after.done_on) = (before.started_on.or(Some(today)), None),
        TaskStatus::Done => {
            let waits = obstacles(work, id)?;
            if !waits.is_empty() {
                return Err(Refusal::Waits { key, on: waits }.into());
            }
            (after.started_on, after.done_on) = (before.started_on.or(Some(today)), Some(today));
            (after.blocked, after.blocked_since) = (None, None);
        }
        TaskStatus::Dropped => {
            if reason.trim().is_empty() && is_action(work, id)? {
                return Err(Refusal::NoReason(key).into());
            }
            leave(work, &before, Left::Removed)?;
            after.done_on = None;
            (after.blocked, after.blocked_since) = (None, None);
        }
    }
    if before.status == TaskStatus::Dropped || (to.is_open() && before.status == TaskStatus::Done) {
        reopen(work, &before, &mut after)?;
    }
    work.update(&before, &after);
    if !reason.trim().is_empty() {
        let (comment, author) = (work.id(), work.meta.actor);
        work.insert(&Comment { id: comment, task: id, author, at: work.meta.at, body: reason.trim().to_owned() });
    }
    Ok(())
}

/// Whether a retrospective promised the task: such a promise is let go with a reason only.
fn is_action(work: &mut Work<'_>, task: Id) -> Result<bool, OpError> {
    Ok(!work.select::<Action>("task = $1 LIMIT 1", vec![task.0.into()])?.is_empty())
}

/// A task that comes back cannot live in a closed act or season: it goes to the season's backlog, or the party's.
fn reopen(work: &mut Work<'_>, before: &Task, after: &mut Task) -> Result<(), OpError> {
    if let Some(season) = before.season
        && work.one::<Season>(season)?.stage == Stage::Closed
    {
        (after.season, after.act) = (None, None);
        return Ok(());
    }
    let Some(act) = before.act else { return Ok(()) };
    let act: Act = work.one(act)?;
    if act.stage == Stage::Closed {
        after.act = None;
    } else if before.status == TaskStatus::Dropped {
        enter(work, after, Some(&act));
    }
    Ok(())
}

/// The unfinished tasks a task waits for.
fn obstacles(work: &mut Work<'_>, id: Id) -> Result<Vec<Obstacle>, OpError> {
    let condition = "is_open = 1 AND id IN (SELECT needs FROM dependency WHERE task = $1) ORDER BY party, number";
    let mut found = vec![];
    for task in work.select::<Task>(condition, vec![id.0.into()])? {
        let owner = task.owner.map(|owner| work.one::<Member>(owner)).transpose()?;
        found.push(Obstacle {
            key: label::task(work, &task)?,
            owner: owner.map(|owner| owner.name),
            status: task.status,
        });
    }
    Ok(found)
}

pub(super) fn block(work: &mut Work<'_>, id: Id, reason: &str) -> Result<(), OpError> {
    let before: Task = work.one(id)?;
    role::worker(work, before.party)?;
    role::text("reason", reason, TITLE)?;
    if !before.status.is_open() {
        return Err(Refusal::Status { key: label::task(work, &before)?, status: before.status }.into());
    }
    let since = before.blocked_since.or(Some(work.today));
    let after = Task { blocked: Some(role::one_line(reason)), blocked_since: since, ..before.clone() };
    work.update(&before, &after);
    Ok(())
}

pub(super) fn unblock(work: &mut Work<'_>, id: Id) -> Result<(), OpError> {
    let before: Task = work.one(id)?;
    role::worker(work, before.party)?;
    let after = Task { blocked: None, blocked_since: None, ..before.clone() };
    work.update(&before, &after);
    Ok(())
}

pub(super) fn tick(work: &mut Work<'_>, id: Id, line: &str, nth: usize, done: bool) -> Result<(), OpError> {
    let before: Task = work.one(id)?;
    role::worker(work, before.party)?;
    let mut after = before.clone();
    let mut same = after.checklist.iter_mut().filter(|check| check.text.trim() == line.trim());
    let Some(check) = same.nth(nth) else {
        // Somebody took the line away or wrote it anew: ticking is no way to bring it back.
        let key = label::task(work, &before)?;
        let moved = moved(work, Noun::Task, id, &key, "checklist", &line.into(), &serde_json::Value::Null)?;
        return Err(Refusal::Conflict(vec![moved]).into());
    };
    check.done = done;
    work.update(&before, &after);
    Ok(())
}
