//! Acts: numbered stretches of a season, the unit of planning, and the ledger of what came of them.

use serde::{Deserialize, Serialize};

use super::account::Account;
use super::season::{Season, Stage};
use super::words::words;
use crate::base::day::Day;
use crate::base::id::Id;

/// A numbered stretch of a season.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Act {
    /// Row id.
    pub id: Id,
    /// The party, as of its season.
    pub party: Id,
    /// The season.
    pub season: Id,
    /// From 1 within the season.
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
    /// The day it was started.
    pub started_on: Option<Day>,
    /// The day it was closed.
    pub closed_on: Option<Day>,
    /// The figures, frozen at closing.
    pub ledger: Option<Ledger>,
    /// What came of it, frozen at closing.
    pub account: Option<Account>,
}

/// The act that work goes on to when `act` closes: the planned or running act of its season that starts soonest after
/// it, else the first planned act of a later season that is not closed. `acts` and `seasons` are those of its party.
pub fn next_after<'a>(act: &Act, acts: &'a [Act], seasons: &[Season]) -> Option<&'a Act> {
    let open = |other: &&Act| other.id != act.id && other.stage != Stage::Closed;
    let later = acts.iter().filter(|other| other.season == act.season && other.order() > act.order()).filter(open);
    if let Some(next) = later.min_by_key(|other| other.order()) {
        return Some(next);
    }
    let own = seasons.iter().find(|season| season.id == act.season)?.number;
    first_planned(acts, seasons, own + 1)
}

/// The first planned act of the first season from number `from` on that is not closed and has one.
pub fn first_planned<'a>(acts: &'a [Act], seasons: &[Season], from: i64) -> Option<&'a Act> {
    let planned = acts.iter().filter(|act| act.stage == Stage::Planned).filter_map(|act| {
        let season = seasons.iter().find(|season| season.id == act.season)?;
        (season.number >= from && season.stage != Stage::Closed).then_some((season.number, act))
    });
    planned.min_by_key(|(season, act)| (*season, act.order())).map(|(_, act)| act)
}

impl Act {
    /// The order of acts of one season in time. An act without days of its own begins where it was started; one that
    /// has not even been started comes last.
    fn order(&self) -> (bool, Option<Day>, i64) {
        let begins = self.first.or(self.started_on);
        (begins.is_none(), begins, self.number)
    }
}

words! {
    /// How a task came to be in an act that had a plan.
    Entered {
        /// It was there when the act started.
        Start = "start",
        /// It came later.
        Added = "added",
    }
}

words! {
    /// How a task left an act, or ended with it.
    Left {
        /// Moved away or dropped before the closing.
        Removed = "removed",
        /// At closing: went on to another act.
        Carried = "carried",
        /// At closing: went back to the backlog.
        Backlog = "backlog",
        /// At closing: let go.
        Dropped = "dropped",
    }
}

/// One stay of a task in a started act: the rows behind the ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stay {
    /// Row id.
    pub id: Id,
    /// The act.
    pub act: Id,
    /// The task.
    pub task: Id,
    /// How it came.
    pub entered: Entered,
    /// How it left, while it stays none.
    pub gone: Option<Left>,
}

/// An act in six numbers of tasks.
///
/// `start + added − removed = done + carried + dropped` once closed; while running the left side equals
/// done + doing + todo.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Ledger {
    /// Tasks at the act's start.
    pub start: i64,
    /// Came since.
    pub added: i64,
    /// Left before the closing.
    pub removed: i64,
    /// Finished in it.
    pub done: i64,
    /// Leftovers that went to another act or the backlog.
    pub carried: i64,
    /// Leftovers let go at closing.
    pub dropped: i64,
}

words! {
    /// What is to become of a task that an act leaves unfinished.
    Fate {
        /// On to the next act.
        Next = "next",
        /// Back to the season's backlog.
        Backlog = "backlog",
        /// Done as far as it went; the rest is a new task in the next act.
        Split = "split",
        /// Let go.
        Drop = "drop",
    }
}

/// A leftover's story, kept with the task: where it went when its act closed, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Carry {
    /// Row id.
    pub id: Id,
    /// The task.
    pub task: Id,
    /// The act that closed, or that it was carried out of.
    pub from_act: Id,
    /// The act it went to, if it went to one.
    pub to_act: Option<Id>,
    /// What became of it.
    pub fate: Fate,
    /// Why.
    pub reason: String,
    /// When.
    pub day: Day,
}
