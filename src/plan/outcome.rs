//! What came of an act's plan: what was carried over, what came unplanned, estimates against what it took.

use super::percentile::Summary;
use super::ratio::Ratio;
use crate::base::minutes::Minutes;
use crate::domain::act::Ledger;

/// Shares of an act's tasks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shares {
    /// Tasks of the act: those it started with and those that came, less those that left before the end.
    pub n: i64,
    /// Leftovers that went on to another act or the backlog, of all.
    pub carried: Ratio,
    /// Unplanned ones, of all.
    pub unplanned: Ratio,
}

/// Shares of an act with this ledger, `unplanned` tasks of which were not in its plan; none for an act without tasks.
pub fn shares(ledger: &Ledger, unplanned: i64) -> Option<Shares> {
    let n = ledger.start + ledger.added - ledger.removed;
    (n > 0).then(|| Shares { n, carried: Ratio::new(ledger.carried, n), unplanned: Ratio::new(unplanned, n) })
}

/// Estimates held against what it took.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Against {
    /// What was estimated in all.
    pub estimated: Minutes,
    /// What it took in all.
    pub actual: Minutes,
    /// What it took ÷ what was estimated, in all.
    pub ratio: Ratio,
    /// The same of each task, in thousandths, and how many tasks there are.
    pub each: Summary,
}

/// Holds estimates (more than 0) against what each of the tasks took; none where no task has both.
pub fn against(tasks: &[(Minutes, Minutes)]) -> Option<Against> {
    let known: Vec<_> = tasks.iter().filter(|(estimate, _)| estimate.0 > 0).collect();
    let estimated = known.iter().map(|(estimate, _)| estimate.0).sum();
    let actual = known.iter().map(|(_, actual)| actual.0).sum();
    let each = known.iter().filter_map(|(estimate, actual)| Ratio::new(actual.0, estimate.0).thousandths());
    Some(Against {
        estimated: Minutes(estimated),
        actual: Minutes(actual),
        ratio: Ratio::new(actual, estimated),
        each: Summary::of(each.collect())?,
    })
}
