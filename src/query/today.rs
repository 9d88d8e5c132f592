//! Today: what the person who looks should do now, over all parties.

use serde::Serialize;

use super::Person;
use super::act::ActHead;
use super::list::TaskRow;
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::retro::RetroPhase;

/// The page of today.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Today {
    /// Which day.
    pub day: Day,
    /// Who looks.
    pub me: Option<Person>,
    /// The running acts of their parties, the soonest end first.
    pub acts: Vec<TodayAct>,
    /// Their tasks that somebody else waits for.
    pub waiting: Vec<Waiting>,
    /// What they are doing, in list order.
    pub doing: Vec<TaskRow>,
    /// What comes next, in list order: tasks not begun. Blocked ones carry their mark.
    pub next: Vec<TaskRow>,
    /// How many tasks not begun there are, shown or not.
    pub next_total: i64,
    /// Open actions of retrospectives that they own.
    pub actions: Vec<TaskRow>,
    /// Open retrospectives of their parties.
    pub retros: Vec<TodayRetro>,
}

/// A running act of one of their parties.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TodayAct {
    /// The party's key.
    pub party: String,
    /// The party's name.
    pub party_name: String,
    /// The act.
    pub act: ActHead,
}

/// A task that somebody waits for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Waiting {
    /// The task.
    pub task: TaskRow,
    /// Keys of what waits.
    pub keys: Vec<String>,
    /// Display names of who waits.
    pub names: Vec<String>,
    /// Calendar days since the first of them waits, that day counted.
    pub days: Option<i64>,
}

/// A retrospective that is open.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TodayRetro {
    /// Row id.
    pub id: Id,
    /// The act looked back on.
    pub act: String,
    /// The party's name.
    pub party_name: String,
    /// Where it stands.
    pub phase: RetroPhase,
    /// How many cards they have written.
    pub my_cards: i64,
}
