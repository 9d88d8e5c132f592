//! One task as lists show it.

use serde::Serialize;

use crate::base::day::Day;
use crate::base::id::Id;
use crate::base::minutes::Minutes;
use crate::domain::task::{Origin, Priority, TaskStatus};

/// Why a task cannot go on: marked by hand with a reason, or waiting for tasks that are not finished.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Blocked {
    /// The reason somebody gave; none when it only waits.
    pub reason: Option<String>,
    /// Keys of the unfinished tasks it waits for.
    pub waits_for: Vec<String>,
    /// The day it was marked; none when it only waits.
    pub since: Option<Day>,
    /// Calendar days since then, the first one counted: 1 on the day it was marked.
    pub days: Option<i64>,
}

/// One task as lists show it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TaskRow {
    /// Row id.
    pub id: Id,
    /// `LOG-12`.
    pub key: String,
    /// The party's key.
    #[serde(rename = "party")]
    pub party_key: String,
    /// The party's name.
    pub party_name: String,
    /// One line.
    pub title: String,
    /// Where it stands.
    pub status: TaskStatus,
    /// How much it matters.
    pub priority: Priority,
    /// Ideal working time.
    #[serde(rename = "estimate_minutes")]
    pub estimate: Option<Minutes>,
    /// Handle of who does it.
    pub owner: Option<String>,
    /// Display name of who does it.
    pub owner_name: Option<String>,
    /// Handles of who helps.
    pub helpers: Vec<String>,
    /// The day it is due.
    pub due: Option<Day>,
    /// What keeps it from going on; only on open tasks.
    pub blocked: Option<Blocked>,
    /// How often it went on to another act as a leftover.
    pub carried: i64,
    /// Where it comes from; unplanned work is told by it.
    pub origin: Origin,
    /// `LOG/S1/A2`; none in a backlog.
    pub act: Option<String>,
    /// `LOG/S1`; none in the party's backlog.
    pub season: Option<String>,
    /// Area tags.
    pub tags: Vec<String>,
    /// Skills it needs.
    pub skills: Vec<String>,
    /// Ticked lines of its checklist.
    pub checked: usize,
    /// Lines of its checklist.
    pub checks: usize,
    /// The day it was started.
    pub started_on: Option<Day>,
    /// The day it was finished.
    pub done_on: Option<Day>,
    /// The number in its key.
    #[serde(skip)]
    pub number: i64,
    /// Row id of the party.
    #[serde(skip)]
    pub party_id: Id,
    /// Row id of the season.
    #[serde(skip)]
    pub season_id: Option<Id>,
    /// Row id of the act.
    #[serde(skip)]
    pub act_id: Option<Id>,
    /// Row id of the owner.
    #[serde(skip)]
    pub owner_id: Option<Id>,
    /// Place among its neighbours on the plan, smaller first.
    #[serde(skip)]
    pub rank: i64,
}
