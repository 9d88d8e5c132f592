//! Tasks: pieces of work, who does them, what they wait for, and what was said about them.

use serde::{Deserialize, Serialize};

use super::words::words;
use crate::base::day::{Day, Instant};
use crate::base::id::Id;
use crate::base::minutes::Minutes;

words! {
    /// Where a task stands. Blocked is a mark on an open task, not a status.
    TaskStatus {
        /// Not begun.
        Todo = "todo",
        /// Being worked on.
        Doing = "doing",
        /// Finished.
        Done = "done",
        /// Let go.
        Dropped = "dropped",
    }
}

impl TaskStatus {
    /// Whether work is left.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Todo | Self::Doing)
    }
}

words! {
    /// How much it matters, the most first.
    Priority {
        /// Now.
        P0 = "P0",
        /// Soon.
        P1 = "P1",
        /// The default.
        P2 = "P2",
        /// When there is time.
        P3 = "P3",
    }
}

words! {
    /// Where a task comes from.
    Origin {
        /// Was there before its act started.
        Plan = "plan",
        /// Came into an act that had started.
        Unplanned = "unplanned",
        /// An action of a meeting.
        Review = "review",
        /// An action of a retrospective.
        Retro = "retro",
        /// Came from another program.
        Import = "import",
    }
}

/// One line of a checklist.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Check {
    /// What is to be ticked.
    pub text: String,
    /// Whether it is ticked.
    pub done: bool,
}

/// How many lines of a checklist have the text of the one at `place` and stand before it: what tells two lines apart
/// that say the same.
pub fn same_before(list: &[Check], place: usize) -> usize {
    let Some(line) = list.get(place) else { return 0 };
    list.iter().take(place).filter(|check| check.text.trim() == line.text.trim()).count()
}

/// A piece of work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Task {
    /// Row id.
    pub id: Id,
    /// The party.
    pub party: Id,
    /// The season it is bound to; none in the party's backlog.
    pub season: Option<Id>,
    /// The act; none in a backlog.
    pub act: Option<Id>,
    /// From 1 within the party.
    pub number: i64,
    /// One line.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// How much it matters.
    pub priority: Priority,
    /// Ideal working time, if somebody said one.
    pub estimate: Option<Minutes>,
    /// Who does it.
    pub owner: Option<Id>,
    /// Where it stands.
    pub status: TaskStatus,
    /// The day it is due.
    pub due: Option<Day>,
    /// The day it was started.
    pub started_on: Option<Day>,
    /// The day it was finished.
    pub done_on: Option<Day>,
    /// Why it was blocked by hand; none when it is not.
    pub blocked: Option<String>,
    /// Since when.
    pub blocked_since: Option<Day>,
    /// Where it comes from.
    pub origin: Origin,
    /// Area tags, folded, sorted.
    pub tags: Vec<String>,
    /// Skills it needs, folded, sorted.
    pub skills: Vec<String>,
    /// Things to tick.
    pub checklist: Vec<Check>,
    /// Addresses, as typed.
    pub links: Vec<String>,
    /// Fields of another program, kept word for word.
    pub extra: Vec<(String, String)>,
    /// Moves into another act as a leftover.
    pub carried: i64,
    /// What it was when carried twice: an estimate set since lets it be carried again.
    pub reestimated: bool,
    /// Place among its neighbours, smaller first.
    pub rank: i64,
    /// The task it was split from.
    pub split_from: Option<Id>,
    /// When it was born.
    pub born: Instant,
}

words! {
    /// What somebody other than the owner is to a task.
    Tie {
        /// Works on it with the owner.
        Helper = "helper",
        /// Would like to do it.
        Wish = "wish",
    }
}

/// Somebody tied to a task.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaskPerson {
    /// Row id.
    pub id: Id,
    /// The task.
    pub task: Id,
    /// The person.
    pub member: Id,
    /// How.
    pub tie: Tie,
}

/// A task waits for another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dependency {
    /// Row id.
    pub id: Id,
    /// The one that waits.
    pub task: Id,
    /// The one it waits for.
    pub needs: Id,
}

/// Something said about a task.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comment {
    /// Row id.
    pub id: Id,
    /// The task.
    pub task: Id,
    /// Who said it; none for one from another program.
    pub author: Option<Id>,
    /// When.
    pub at: Instant,
    /// Markdown.
    pub body: String,
}
