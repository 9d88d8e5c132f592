//! Dated shares: which part of a member's time each party may use, and since when.

use std::collections::BTreeMap;

use super::calendar::Stretch;
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::party::Share;

/// All of somebody's time, in thousandths.
pub const ALL: i64 = 1000;

/// The shares of one member in force at one time.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shares {
    /// Each party that has one, by id, with its thousandths of the member's time; a share of 0 is one too.
    pub parties: BTreeMap<Id, i64>,
}

impl Shares {
    /// Thousandths of the member's time over all parties; above [`ALL`] there is more promised than they have.
    pub fn sum(&self) -> i64 {
        self.parties.values().sum()
    }

    /// The parties that promise more than all of the member's time together: those with more than 0, by id; none while
    /// their sum is at most [`ALL`].
    pub fn too_many(&self) -> Vec<Id> {
        let using = self.parties.iter().filter(|(_, permille)| **permille > 0);
        if self.sum() > ALL { using.map(|(party, _)| *party).collect() } else { vec![] }
    }

    /// What the sum is divided by where parties count together: 100 %, or the sum where it is more.
    pub fn divisor(&self) -> i64 {
        self.sum().max(ALL)
    }
}

/// Days in a row with the same shares.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// Its days; the last run goes on for ever.
    pub days: Stretch,
    /// The shares in force.
    pub shares: Shares,
}

/// One member's shares as runs, from the first one's first day on. Each share holds until the next of the same party.
pub fn runs(shares: &[Share]) -> Vec<Run> {
    let mut by_day: BTreeMap<Day, Vec<&Share>> = BTreeMap::new();
    for share in shares {
        by_day.entry(share.since).or_default().push(share);
    }
    let mut runs: Vec<Run> = vec![];
    let mut now = Shares::default();
    for (day, changed) in by_day {
        if let Some(run) = runs.last_mut() {
            run.days.last = day.plus(-1);
        }
        now.parties.extend(changed.iter().map(|share| (share.party, share.permille)));
        runs.push(Run { days: Stretch::new(day, Day::LAST), shares: now.clone() });
    }
    runs
}

/// One member's shares in force on a day.
pub fn on(shares: &[Share], day: Day) -> Shares {
    runs(shares).into_iter().find(|run| run.days.holds(day)).map(|run| run.shares).unwrap_or_default()
}

/// The runs, from `day` on, in which parties promise more than all of the member's time: what a share that is stored is
/// warned of.
pub fn too_many_from(shares: &[Share], day: Day) -> Vec<Run> {
    runs(shares).into_iter().filter(|run| run.days.last >= day && run.shares.sum() > ALL).collect()
}
