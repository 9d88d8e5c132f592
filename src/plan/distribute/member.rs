//! A member as the distribution sees them: what they have, what is on them, what they know.

use std::collections::BTreeMap;

use crate::base::id::Id;
use crate::plan::ratio::Ratio;

/// Capacity and load of a member in one party over the act's days, in minutes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Room {
    /// What the party may use of them.
    pub capacity: i64,
    /// What is on them there.
    pub load: i64,
}

/// Somebody who may own tasks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// Who.
    pub id: Id,
    /// In the party that distributes.
    pub here: Room,
    /// In each other party of theirs.
    pub elsewhere: Vec<Room>,
    /// Minutes over all parties: the sum, scaled down where shares are above 100 %.
    pub capacity_all: i64,
    /// Open tasks of theirs in the act that have no estimate.
    pub unestimated: usize,
    /// Whether they are on leave for the whole stretch.
    pub away: bool,
    /// Skills, folded.
    pub skills: Vec<String>,
    /// Area (tag or skill) → how many tasks of theirs in it are done or under way.
    pub known: BTreeMap<String, usize>,
}

impl Member {
    /// Load over all parties, as far as it counts here: another party's own overload does not.
    pub(super) fn load_all(&self) -> i64 {
        let elsewhere: i64 = self.elsewhere.iter().map(|room| room.load.min(room.capacity)).sum();
        elsewhere + self.here.load
    }

    /// Minutes they may still be given after `added` minutes more: within capacity in the party and over all; 0 when
    /// they are away.
    pub fn free(&self, added: i64) -> i64 {
        let free = (self.here.capacity - self.here.load).min(self.capacity_all - self.load_all()) - added;
        if self.away { 0 } else { free.max(0) }
    }

    /// How full they are with `added` minutes more: in the party or over all, whichever is fuller.
    pub(super) fn filled(&self, added: i64) -> Ratio {
        let here = Ratio::new(self.here.load + added, self.here.capacity);
        here.max(Ratio::new(self.load_all() + added, self.capacity_all))
    }

    /// Minutes above capacity with `added` minutes more, in the party or over all, whichever is more; 0 when within.
    pub(super) fn above(&self, added: i64) -> i64 {
        let here = self.here.load + added - self.here.capacity;
        here.max(self.load_all() + added - self.capacity_all).max(0)
    }

    /// Their load before and after being given `added` minutes and `unestimated` tasks without an estimate.
    pub fn bar(&self, added: i64, unestimated: usize) -> Bar {
        let all = self.here.load + self.elsewhere.iter().map(|room| room.load).sum::<i64>();
        Bar {
            member: self.id,
            capacity: self.here.capacity,
            before: self.here.load,
            after: self.here.load + added,
            capacity_all: self.capacity_all,
            before_all: all,
            after_all: all + added,
            unestimated: self.unestimated + unestimated,
            above: self.above(added),
            filled: self.filled(added),
        }
    }

    /// The skills of a task that they lack.
    pub(super) fn lacks<'a>(&self, skills: &'a [String]) -> impl Iterator<Item = &'a String> {
        skills.iter().filter(|skill| !self.skills.contains(skill))
    }
}

/// A member's load before and after, in minutes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bar {
    /// Who.
    pub member: Id,
    /// What the party may use of them.
    pub capacity: i64,
    /// Load in the party before.
    pub before: i64,
    /// And after.
    pub after: i64,
    /// What they have over all parties.
    pub capacity_all: i64,
    /// Load over all parties before, other parties' overloads too.
    pub before_all: i64,
    /// And after.
    pub after_all: i64,
    /// Tasks of theirs without an estimate, which weigh nothing above, after.
    pub unestimated: usize,
    /// By how much they are above what the party may give them; 0 when they are not.
    pub above: i64,
    /// How full they are after, in the party or over all, whichever is fuller.
    pub filled: Ratio,
}
