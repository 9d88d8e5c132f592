//! Seasons: numbered stretches of a party with a goal and dates.

use super::words::words;
use crate::base::day::Day;
use crate::base::id::Id;

words! {
    /// Where a season or an act stands: planned → running → closed.
    Stage {
        /// Not begun.
        Planned = "planned",
        /// Under way.
        Running = "running",
        /// Over; its figures are frozen.
        Closed = "closed",
    }
}

words! {
    /// What came of a season's goal.
    GoalMet {
        /// Reached.
        Met = "met",
        /// In part.
        Partly = "partly",
        /// Missed.
        Not = "not",
    }
}

/// A numbered stretch of a party.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Season {
    /// Row id.
    pub id: Id,
    /// The party.
    pub party: Id,
    /// From 1 within the party.
    pub number: i64,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub goal: String,
    /// First day, if set.
    pub first: Option<Day>,
    /// Last day, if set.
    pub last: Option<Day>,
    /// Where it stands.
    pub stage: Stage,
    /// What came of the goal, answered at closing.
    pub met: Option<GoalMet>,
    /// The day it was closed.
    pub closed_on: Option<Day>,
}
