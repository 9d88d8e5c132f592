//! What came of an act, in figures and in the tasks behind them: counted from what happened, frozen when the act closes.

use serde::{Deserialize, Serialize};

use super::task::TaskStatus;
use crate::base::day::Day;

/// What came of an act.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Account {
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
    /// Working days from its start to its end.
    pub workdays: i64,
}

/// How much work some tasks were estimated at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
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
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Against {
    /// How many tasks are compared.
    pub tasks: i64,
    /// Their estimates, minutes.
    pub estimate_minutes: i64,
    /// Working days from start to finish of each, both counted, at least one each.
    pub actual_days: i64,
}

/// A task in a few words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
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
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
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
