//! Who could do what in an act: proposes owners for its unowned tasks, says why, and why not.
//!
//! Rules that nothing overrides but the leader's own pin: an owner has the skills the task needs, is not away for the
//! whole stretch, and stays within capacity, in the party and over all. A task that has an owner is not given here: its
//! minutes are in its owner's load, which is how fixed owners are kept.
//!
//! Among what the rules allow, in this order:
//! 1. the fewest tasks left over, of the most important priority first;
//! 2. the lowest highest utilisation (load ÷ capacity, in the party or over all, whichever is higher) of those who are
//!    given something. Nothing can be done here about somebody who is full already, so they do not hide the rest;
//! 3. tasks without an estimate spread evenly. They weigh nothing and are counted: given to anybody with time left,
//!    never guessed;
//! 4. the most wishes met;
//! 5. knowledge where the leader wants it ([`Spread`]);
//! 6. the fewest changes to the last proposal;
//! 7. utilisation as even as can be, then a fixed order, so that the same input, in whatever order, gives the same
//!    proposal.
//!
//! Up to [`EXACT`] tasks the proposal is the best there is (`exact.rs`). Beyond, it is longest-first list scheduling, made
//! better by moving and swapping (`search.rs`): among equals, with room for all, its highest utilisation is at most
//! 4/3 − 1/(3m) of the best (Graham: Bounds on multiprocessing timing anomalies, 1969), and it is never worse than
//! longest-first.

mod exact;
mod explain;
mod member;
mod problem;
mod search;

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::Id;
use crate::base::minutes::Minutes;
use crate::domain::task::Priority;

pub use explain::{Offer, Reason, Why};
pub use member::{Bar, Member, Room};

/// The most tasks for which every possibility is weighed.
pub const EXACT: usize = 10;

/// A task that wants an owner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Task {
    /// Which.
    pub id: Id,
    /// How much it matters.
    pub priority: Priority,
    /// What is left to do, if somebody said so.
    pub estimate: Option<Minutes>,
    /// Skills it needs, folded.
    pub skills: Vec<String>,
    /// Area tags, folded.
    pub tags: Vec<String>,
    /// Who would like to do it.
    pub wishes: Vec<Id>,
    /// Who was to do it in the last proposal, if there was one: of the one on screen, while the leader edits it.
    pub last: Option<Id>,
}

impl Task {
    /// What one learns and shows by doing it: its tags and skills, each once.
    fn areas(&self) -> BTreeSet<&str> {
        self.tags.iter().chain(&self.skills).map(String::as_str).collect()
    }
}

/// Where knowledge is wanted, 0 (efficient: with those who know the area) to 100 (spread: with those who do not yet).
///
/// Each area of a task counts 100 − weight when its owner knows it, and the weight ÷ n when its owner becomes the
/// n-th who does. So from 67 on a second person is wanted on an area, from 76 on a third, from 81 on a fourth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spread(u8);

impl Spread {
    /// Work goes to those who know it.
    pub const EFFICIENT: Self = Self(0);
    /// Those who know it come first, then those who would be second.
    pub const BALANCED: Self = Self(50);
    /// Work goes where knowledge is thin.
    pub const SPREAD: Self = Self(100);

    /// A weight of 0–100; none for any other number.
    pub fn of(weight: u8) -> Option<Self> {
        (weight <= 100).then_some(Self(weight))
    }
}

/// What the leader said about a proposal before accepting it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Edits {
    /// Task → member: to be done by nobody else, whatever the rules say.
    pub pins: BTreeMap<Id, Id>,
    /// Task and member: anybody but them.
    pub barred: BTreeSet<(Id, Id)>,
    /// Members who are given nothing.
    pub spared: BTreeSet<Id>,
    /// Tasks that are to stay without an owner.
    pub left_out: BTreeSet<Id>,
}

impl Edits {
    /// Pins each of two proposed tasks to the other's owner; whether both had one.
    pub fn swap(&mut self, proposal: &Proposal, one: Id, other: Id) -> bool {
        let owners = (proposal.owner(one), proposal.owner(other));
        if let (Some(first), Some(second)) = owners {
            self.pins.insert(one, second);
            self.pins.insert(other, first);
        }
        owners.0.is_some() && owners.1.is_some()
    }
}

/// Everything a proposal follows from. Ids are unique; the order of tasks and members has no say.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The tasks that want an owner.
    pub tasks: &'a [Task],
    /// Those who may own tasks: not observers, nobody who left.
    pub members: &'a [Member],
    /// Where knowledge is wanted.
    pub spread: Spread,
    /// The leader's word. What it says of tasks and members that are not there is passed over.
    pub edits: &'a Edits,
}

/// A task and who should do it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The task.
    pub task: Id,
    /// Who.
    pub member: Id,
    /// Why, the most telling first; never empty.
    pub reasons: Vec<Reason>,
}

/// A task that found no owner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unplaced {
    /// The task.
    pub task: Id,
    /// Why.
    pub why: Why,
    /// Who would be the least overloaded if it were given to somebody all the same; none where there is nobody.
    pub offer: Option<Offer>,
}

/// Who could do what, by task id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// Tasks and their owners.
    pub choices: Vec<Choice>,
    /// Tasks nobody can do.
    pub unplaced: Vec<Unplaced>,
    /// What it does to everybody's load, by member id.
    pub bars: Vec<Bar>,
    /// Wishes met: tasks that go to somebody who would like to do them.
    pub wishes_met: usize,
    /// Tasks that somebody would like to do.
    pub wishes: usize,
    /// Tasks that had an owner in the last proposal and have another now, or none.
    pub changes: usize,
    /// Tasks without an estimate among those with an owner.
    pub unestimated: usize,
    /// Whether it is the best there is by the order of the rules, and not only a good one.
    pub exact: bool,
}

impl Proposal {
    /// Who is to do a task, if anybody.
    pub fn owner(&self, task: Id) -> Option<Id> {
        self.choices.iter().find(|choice| choice.task == task).map(|choice| choice.member)
    }
}

/// Proposes owners.
pub fn distribute(request: &Request<'_>) -> Proposal {
    let problem = problem::Problem::of(request);
    let exact = problem.pieces.len() <= EXACT;
    let owners = if exact { exact::best(&problem) } else { search::good(&problem) };
    explain::proposal(request, &problem, &owners, exact)
}
