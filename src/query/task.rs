//! One task with everything that is known of it.

use serde::Serialize;

use super::Person;
use super::list::TaskRow;
use crate::base::day::{Day, Instant};
use crate::base::id::Id;
use crate::domain::act::Fate;
use crate::domain::task::{Check, Task, TaskStatus};

/// The page of a task.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TaskPage {
    /// What lists show of it.
    #[serde(flatten)]
    pub row: TaskRow,
    /// Markdown.
    pub body: String,
    /// Things to tick.
    pub checklist: Vec<Check>,
    /// Addresses.
    pub links: Vec<String>,
    /// Fields of another program.
    pub extra: Vec<(String, String)>,
    /// Who would like to do it.
    pub wishes: Vec<Person>,
    /// Title of its act.
    pub act_title: Option<String>,
    /// What it waits for, finished ones too.
    pub needs: Vec<TaskRef>,
    /// What waits for it.
    pub needed_by: Vec<TaskRef>,
    /// What it was cut from.
    pub split_from: Option<TaskRef>,
    /// What was cut from it.
    pub split_into: Vec<TaskRef>,
    /// What was said about it, oldest first.
    pub comments: Vec<CommentRow>,
    /// Its story as a leftover, oldest first.
    pub carries: Vec<CarryRow>,
    /// Where it comes from when it is an action: the retro's act, and how we will see that it worked.
    pub action: Option<ActionOrigin>,
    /// Troubles and notes written about it: number and title.
    pub notes: Vec<(i64, String)>,
    /// Keys it had before.
    pub former_keys: Vec<String>,
    /// When it was born.
    pub born: Instant,
    /// The entity, for making patches.
    #[serde(skip)]
    pub task: Task,
}

/// A task named from another one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TaskRef {
    /// Row id.
    pub id: Id,
    /// `LOG-1`.
    pub key: String,
    /// One line.
    pub title: String,
    /// Where it stands.
    pub status: TaskStatus,
    /// Handle of who does it.
    pub owner: Option<String>,
    /// Display name of who does it.
    pub owner_name: Option<String>,
}

/// Something said about a task.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CommentRow {
    /// Row id.
    pub id: Id,
    /// Handle of who said it.
    pub author: Option<String>,
    /// Display name of who said it.
    pub author_name: Option<String>,
    /// When.
    pub at: Instant,
    /// Markdown.
    pub body: String,
}

/// One time a task was left over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CarryRow {
    /// The act it was left over in.
    pub from: String,
    /// The act it went to.
    pub to: Option<String>,
    /// What became of it.
    pub fate: Fate,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Day,
}

/// Why a task exists that a retrospective made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ActionOrigin {
    /// The act looked back on.
    pub act: String,
    /// How we will see that it worked.
    pub seen: String,
    /// Why it was kept for later.
    pub kept: Option<String>,
}
