//! The best proposal for few tasks: every set of tasks for every member, put together member by member.
//!
//! A set of n tasks has 3ⁿ ways to be divided into what a member takes and what those before took, so that m members
//! cost m·3ⁿ steps (ten tasks, thirty members: under two million) where trying every owner costs (m + 1)ⁿ.
//! The highest utilisation is a maximum and the rest are sums, so they are found one after the other: first the lowest
//! limit that the sets to be done allow, then the cheapest way within it.

use super::problem::{Cost, Problem};
use crate::plan::ratio::Ratio;

/// Some tasks, as bits, that one member could take.
struct Bundle {
    set: usize,
    filled: Ratio,
    cost: Cost,
}

/// The best owner of every piece, as a place among the hands.
pub(super) fn best(problem: &Problem<'_>) -> Vec<Option<usize>> {
    let mut bundles: Vec<Vec<Bundle>> = (0..problem.hands.len()).map(|hand| bundles(problem, hand)).collect();
    let lowest = lowest(problem, &bundles);
    let possible = lowest.iter().enumerate().filter_map(|(set, limit)| Some((left(problem, set), (*limit)?)));
    let Some((left_over, limit)) = possible.min() else { return vec![] };
    for bundles in &mut bundles {
        bundles.retain(|bundle| bundle.filled <= limit);
    }
    cheapest(problem, &bundles, left_over)
}

/// Tasks outside of a set, by priority.
fn left(problem: &Problem<'_>, set: usize) -> [usize; 4] {
    let mut left = [0; 4];
    for (place, piece) in problem.pieces.iter().enumerate() {
        left[piece.priority()] += usize::from(set & (1 << place) == 0);
    }
    left
}

/// Every set of at least one task that a member could take.
fn bundles(problem: &Problem<'_>, own: usize) -> Vec<Bundle> {
    let hand = &problem.hands[own];
    let bundle = |set: usize| {
        let within = |place: &usize| set & (1 << place) != 0;
        let pieces = (0..problem.pieces.len()).filter(within).map(|place| &problem.pieces[place]);
        let (mut minutes, mut unestimated, mut cost) = (0, 0, Cost::default());
        let mut learned = vec![false; problem.fresh.len()];
        for piece in pieces {
            minutes += piece.minutes;
            unestimated += piece.unestimated();
            cost = cost + piece.cost[own];
            if !piece.able[own] || minutes > hand.free {
                return None;
            }
            for area in piece.areas.iter().copied().filter(|area| !hand.knows[*area]) {
                cost.knowledge -= if learned[area] { 0 } else { problem.fresh[area] };
                learned[area] = true;
            }
        }
        let carrying = hand.carrying(minutes, unestimated) - hand.carrying(0, 0);
        Some(Bundle { set, filled: hand.filled(minutes), cost: cost + carrying })
    };
    (1..1 << problem.pieces.len()).filter_map(bundle).collect()
}

/// Every set that has nothing in common with `set`, the empty one last.
fn apart(problem: &Problem<'_>, set: usize) -> impl Iterator<Item = usize> {
    let rest = !set & ((1 << problem.pieces.len()) - 1);
    std::iter::successors(Some(rest), move |sub| (*sub > 0).then(|| (*sub - 1) & rest))
}

/// For each set of tasks the lowest highest utilisation with which all of it is done; none where it cannot be.
fn lowest(problem: &Problem<'_>, bundles: &[Vec<Bundle>]) -> Vec<Option<Ratio>> {
    let mut found = vec![None; 1 << problem.pieces.len()];
    found[0] = Some(Ratio::ZERO);
    for bundles in bundles {
        let before = found.clone();
        for bundle in bundles {
            for done in apart(problem, bundle.set) {
                let Some(limit) = before[done].map(|limit| limit.max(bundle.filled)) else { continue };
                let best: &mut Option<Ratio> = &mut found[done | bundle.set];
                if best.is_none_or(|best| limit < best) {
                    *best = Some(limit);
                }
            }
        }
    }
    found
}

/// The owners that cost the least among those that leave over exactly so many tasks.
fn cheapest(problem: &Problem<'_>, bundles: &[Vec<Bundle>], left_over: [usize; 4]) -> Vec<Option<usize>> {
    let mut found = vec![None; 1 << problem.pieces.len()];
    found[0] = Some(Cost::default());
    // For each member, the last one first, and set: which tasks of the set are theirs. The first found of equals stays,
    // so that the first task goes to the first member.
    let mut taken = vec![];
    for bundles in bundles.iter().rev() {
        let before = found.clone();
        let mut own = vec![0; found.len()];
        for bundle in bundles {
            for done in apart(problem, bundle.set) {
                let Some(cost) = before[done].map(|cost| cost + bundle.cost) else { continue };
                let best: &mut Option<Cost> = &mut found[done | bundle.set];
                if best.is_none_or(|best| cost < best) {
                    *best = Some(cost);
                    own[done | bundle.set] = bundle.set;
                }
            }
        }
        taken.push(own);
    }
    let possible = found.iter().enumerate().filter(|(set, _)| left(problem, *set) == left_over);
    let best = possible.filter_map(|(set, cost)| Some(((*cost)?, set))).min();
    let mut set = best.map_or(0, |(_, set)| set);
    let mut owners = vec![None; problem.pieces.len()];
    for (hand, own) in taken.iter().rev().enumerate() {
        let theirs = own[set];
        for (place, owner) in owners.iter_mut().enumerate().filter(|(place, _)| theirs & (1 << place) != 0) {
            (*owner, set) = (Some(hand), set & !(1 << place));
        }
    }
    owners
}
