//! The plan: a party's seasons, acts and backlogs as one tree, with the tasks of what is unfolded.

use serde::Serialize;

use super::act::{ActHead, Count};
use super::list::TaskRow;
use super::party::PartyHead;
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::act::Ledger;
use crate::domain::season::{GoalMet, Stage};

/// A place of the plan that can be unfolded.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Node {
    /// An act.
    Act(Id),
    /// A season's backlog.
    Season(Id),
    /// The party's backlog.
    Party,
}

/// The plan of a party.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Plan {
    /// The party.
    pub party: PartyHead,
    /// Its seasons by number.
    pub seasons: Vec<PlanSeason>,
    /// Tasks bound to no season.
    pub backlog: PlanBacklog,
}

/// A season of the plan.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PlanSeason {
    /// Row id.
    pub id: Id,
    /// `LOG/S1`.
    pub place: String,
    /// From 1 within the party.
    pub number: i64,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub goal: String,
    /// First day.
    pub first: Option<Day>,
    /// Last day.
    pub last: Option<Day>,
    /// Days left until the last day; none once closed.
    pub days_left: Option<i64>,
    /// Planned, running or closed.
    #[serde(rename = "status")]
    pub stage: Stage,
    /// What came of the goal.
    pub met: Option<GoalMet>,
    /// Its acts by number.
    pub acts: Vec<PlanAct>,
    /// Its tasks in no act.
    pub backlog: PlanBacklog,
}

/// An act of the plan.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PlanAct {
    /// The act.
    #[serde(flatten)]
    pub head: ActHead,
    /// How much work is in it; of a closed act only total and done, from its ledger.
    pub count: Count,
    /// The frozen figures of a closed act.
    pub ledger: Option<Ledger>,
    /// Its tasks by rank, dropped ones left out; none while it is folded.
    pub tasks: Option<Vec<TaskRow>>,
}

/// A backlog of the plan: open tasks in no act.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct PlanBacklog {
    /// How much work is in it.
    pub count: Count,
    /// Its tasks by rank; none while it is folded.
    pub tasks: Option<Vec<TaskRow>>,
}
