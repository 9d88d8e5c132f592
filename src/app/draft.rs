//! What people typed as lines, made into operations: names, keys and places are looked up here, ids are minted.
//! The one-line form itself is read in `text/line`.

use crate::base::id::Id;
use crate::base::source::Ids;
use crate::domain::party::Party;
use crate::domain::task::Priority;
use crate::op::task::{NewTask, Op as TaskOp, Target};
use crate::op::{self, Op};
use crate::query::place::{self, Spot};
use crate::query::{Ctx, QueryError, Thing, get, who};
use crate::store::engine::Read;
use crate::text::line::TaskLine;

/// An operation that only somebody who sees the store can complete.
#[derive(Clone, PartialEq, Debug)]
pub enum Draft {
    /// New tasks from lines; one without a place of its own goes to `here`. All of them are one step.
    Tasks {
        /// What was typed.
        lines: Vec<TaskLine>,
        /// Where the cursor stands.
        here: Target,
    },
}

impl Draft {
    /// The operation.
    /// Errors: a name, key or place that nothing has, with what was probably meant.
    pub fn complete(&self, read: &mut dyn Read, ctx: &Ctx, ids: &mut dyn Ids) -> Result<Op, QueryError> {
        match self {
            Self::Tasks { lines, here } => tasks(read, ctx, ids, lines, here),
        }
    }
}

/// Lines in their order; neighbours that go to the same place are added together.
fn tasks(
    read: &mut dyn Read,
    ctx: &Ctx,
    ids: &mut dyn Ids,
    lines: &[TaskLine],
    here: &Target,
) -> Result<Op, QueryError> {
    let missing = || QueryError::missing(Thing::Party, here.party.to_string());
    let party: Party = get(read, here.party)?.ok_or_else(missing)?;
    let mut steps: Vec<(Target, Vec<NewTask>)> = vec![];
    for line in lines {
        let (to, own) = match &line.to {
            None => (*here, party.clone()),
            Some(text) => {
                let spot = place::place(read, ctx, text, Some(&party))?;
                (target(&spot), spot.party)
            }
        };
        let new = new_task(read, ctx, ids.id(), line, &own)?;
        match steps.last_mut() {
            Some((last, tasks)) if *last == to => tasks.push(new),
            _ => steps.push((to, vec![new])),
        }
    }
    let mut steps: Vec<Op> = steps.into_iter().map(|(to, tasks)| Op::Task(TaskOp::Add { to, tasks })).collect();
    Ok(if steps.len() == 1 { steps.remove(0) } else { op::Op::Batch { steps } })
}

/// A place as a home for tasks.
pub fn target(spot: &Spot) -> Target {
    Target {
        party: spot.party.id,
        season: spot.season.as_ref().map(|season| season.id),
        act: spot.act.as_ref().map(|act| act.id),
    }
}

/// The priority of a typed number.
pub const fn priority(number: u8) -> Priority {
    match number {
        0 => Priority::P0,
        1 => Priority::P1,
        2 => Priority::P2,
        _ => Priority::P3,
    }
}

/// One line as a task to be.
/// Errors: a name or key that nothing has.
pub fn new_task(read: &mut dyn Read, ctx: &Ctx, id: Id, line: &TaskLine, party: &Party) -> Result<NewTask, QueryError> {
    let mut new = NewTask::titled(id, &line.title);
    new.priority = line.priority.map(priority);
    new.estimate = line.estimate;
    new.due = line.due;
    new.tags.clone_from(&line.tags);
    new.skills.clone_from(&line.skills);
    new.owner = line.owner.as_ref().map(|name| who::member(read, ctx, name)).transpose()?.map(|member| member.id);
    for name in &line.helpers {
        new.helpers.push(who::member(read, ctx, name)?.id);
    }
    for key in &line.after {
        new.needs.push(who::task(read, key, Some(party))?.task.id);
    }
    Ok(new)
}
