//! Tasks: added, changed, worked on, moved, split, and talked about.

mod add;
mod change;
mod depend;
mod shift;

use serde::{Deserialize, Serialize};

pub use add::{NewTask, Past};
pub use depend::acyclic;

use super::OpError;
use super::patch::Patch;
use super::role;
pub use super::stay::Target;
use super::work::Work;
use crate::base::id::Id;
use crate::base::minutes::Minutes;
use crate::domain::task::{Comment, Task, TaskPerson, TaskStatus, Tie};

/// What can be done with tasks.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// New tasks in one place, in order.
    Add {
        /// Where.
        to: Target,
        /// What.
        tasks: Vec<NewTask>,
    },
    /// New values for the fields in [`change::FIELDS`].
    Edit {
        /// Which.
        task: Id,
        /// The fields.
        set: Patch,
    },
    /// Starts, finishes, reopens or drops.
    Status {
        /// Which.
        task: Id,
        /// What it is to be.
        to: TaskStatus,
        /// What the writer saw.
        #[serde(default)]
        was: Option<TaskStatus>,
        /// Why, kept as a comment.
        #[serde(default)]
        reason: String,
    },
    /// Marks as blocked.
    Block {
        /// Which.
        task: Id,
        /// Why.
        reason: String,
    },
    /// Lifts the mark.
    Unblock {
        /// Which.
        task: Id,
    },
    /// Moves tasks to another act, backlog or party.
    Move {
        /// Which.
        tasks: Vec<Id>,
        /// Where to.
        to: Target,
        /// Why an open task leaves an act that has begun. Into another act that is a carry-over and asks for it, or for a
        /// block's reason.
        #[serde(default)]
        reason: Option<String>,
        /// Carries a third time all the same, as the leader's word.
        #[serde(default)]
        insist: bool,
    },
    /// Puts a task right behind another one of the same place, or first.
    Reorder {
        /// Which.
        task: Id,
        /// Behind which; none is first.
        behind: Option<Id>,
    },
    /// Cuts a task: it keeps the first part, the others are new tasks beside it.
    Split {
        /// Which.
        task: Id,
        /// Its estimate from now on, when it changes.
        #[serde(default)]
        estimate: Option<Minutes>,
        /// The new tasks.
        parts: Vec<NewTask>,
    },
    /// Makes a task wait for another.
    Depend {
        /// The one that waits.
        task: Id,
        /// The one it waits for.
        needs: Id,
    },
    /// Lets it wait no longer.
    Undepend {
        /// The one that waits.
        task: Id,
        /// The one it waited for.
        needs: Id,
    },
    /// Ties somebody to a task, as helper or by a wish.
    Tie {
        /// Which.
        task: Id,
        /// Whom.
        member: Id,
        /// How.
        tie: Tie,
    },
    /// Unties.
    Untie {
        /// Which.
        task: Id,
        /// Whom.
        member: Id,
        /// How.
        tie: Tie,
    },
    /// Says something about a task.
    Comment {
        /// Row id, minted by the caller.
        id: Id,
        /// Which.
        task: Id,
        /// Markdown.
        body: String,
    },
    /// Ticks a line of the checklist, or unticks it.
    Tick {
        /// Which task.
        task: Id,
        /// The line's text.
        line: String,
        /// Whether it is ticked from now on.
        done: bool,
        /// How many lines of the same text stand before it.
        #[serde(default, skip_serializing_if = "is_first")]
        nth: usize,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_first(nth: &usize) -> bool {
    *nth == 0
}

/// Carries one out.
pub fn run(work: &mut Work<'_>, op: &Op) -> Result<(), OpError> {
    match op {
        Op::Add { to, tasks } => add::add(work, to, tasks),
        Op::Edit { task, set } => change::edit(work, *task, set),
        Op::Status { task, to, was, reason } => change::status(work, *task, *to, *was, reason),
        Op::Block { task, reason } => change::block(work, *task, reason),
        Op::Unblock { task } => change::unblock(work, *task),
        Op::Move { tasks, to, reason, insist } => shift::shift(work, tasks, to, reason.as_deref(), *insist),
        Op::Reorder { task, behind } => shift::reorder(work, *task, *behind),
        Op::Split { task, estimate, parts } => add::split(work, *task, *estimate, parts),
        Op::Depend { task, needs } => depend::depend(work, *task, *needs),
        Op::Undepend { task, needs } => depend::undepend(work, *task, *needs),
        Op::Tie { task, member, tie } => {
            let task: Task = work.one(*task)?;
            role::worker(work, task.party)?;
            add::tie(work, &task, *member, *tie)
        }
        Op::Untie { task, member, tie } => {
            let task: Task = work.one(*task)?;
            role::worker(work, task.party)?;
            let args = vec![task.id.0.into(), member.0.into(), tie.as_str().into()];
            for row in work.select::<TaskPerson>("task = $1 AND member = $2 AND tie = $3", args)? {
                work.delete(&row);
            }
            Ok(())
        }
        Op::Comment { id, task, body } => {
            let author = Some(role::actor(work)?.id);
            let task = work.one::<Task>(*task)?.id;
            role::text("comment", body, role::BODY)?;
            work.insert(&Comment { id: *id, task, author, at: work.meta.at, body: body.trim_end().to_owned() });
            Ok(())
        }
        Op::Tick { task, line, done, nth } => change::tick(work, *task, line, *nth, *done),
    }
}
