//! A request as numbers: who is able to do which task, and what each possibility costs. Sorted by id, so that the order
//! in which things were given has no say. Knows nothing of how the best possibility is found.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Add, Sub};

use super::{Member, Request, Task};
use crate::base::id::Id;
use crate::plan::ratio::Ratio;

/// What counts after load, the most important first; the lower, the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) struct Cost {
    /// Sum of squares of everybody's tasks without an estimate.
    pub crowd: i64,
    /// Wishes met, negative.
    pub wishes: i64,
    /// Points for knowledge where it is wanted, negative.
    pub knowledge: i64,
    /// Tasks that stay with their owner of the last proposal, negative: what is not kept is a change.
    pub kept: i64,
    /// Sum of squares of everybody's utilisation in thousandths.
    pub uneven: i64,
}

impl Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            crowd: self.crowd + other.crowd,
            wishes: self.wishes + other.wishes,
            knowledge: self.knowledge + other.knowledge,
            kept: self.kept + other.kept,
            uneven: self.uneven + other.uneven,
        }
    }
}

impl Sub for Cost {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            crowd: self.crowd - other.crowd,
            wishes: self.wishes - other.wishes,
            knowledge: self.knowledge - other.knowledge,
            kept: self.kept - other.kept,
            uneven: self.uneven - other.uneven,
        }
    }
}

/// A whole possibility, judged in the order of the rules; the lower, the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Score {
    /// Tasks left over, by priority.
    pub left: [usize; 4],
    /// The highest utilisation of those who are given something.
    pub highest: Ratio,
    /// The rest.
    pub cost: Cost,
}

/// A task that somebody is able to do and nobody is pinned to.
pub(super) struct Piece<'a> {
    pub task: &'a Task,
    /// 0 when nobody knows.
    pub minutes: i64,
    /// By hand: whether the rules allow it, were it the only task.
    pub able: Vec<bool>,
    /// By hand: wishes, knowledge and what is kept, if it goes there.
    pub cost: Vec<Cost>,
    /// Its areas, as places in [`Problem::fresh`].
    pub areas: Vec<usize>,
}

/// A member, with what is pinned to them.
pub(super) struct Hand<'a> {
    pub member: &'a Member,
    /// Minutes pinned to them.
    pub pinned: i64,
    /// Tasks without an estimate they have, those pinned to them too.
    pub unestimated: i64,
    /// Minutes they may be given.
    pub free: i64,
    /// By area: whether they know it already.
    pub knows: Vec<bool>,
}

impl Hand<'_> {
    /// How full they are with `minutes` of what is distributed.
    pub fn filled(&self, minutes: i64) -> Ratio {
        self.member.filled(self.pinned + minutes)
    }

    /// What it costs that they carry `minutes`, and `unestimated` tasks without an estimate.
    pub fn carrying(&self, minutes: i64, unestimated: i64) -> Cost {
        let crowd = (self.unestimated + unestimated).pow(2);
        let uneven = self.filled(minutes).thousandths().unwrap_or(0).pow(2);
        Cost { crowd, uneven, ..Cost::default() }
    }
}

/// A request as numbers.
pub(super) struct Problem<'a> {
    pub pieces: Vec<Piece<'a>>,
    pub hands: Vec<Hand<'a>>,
    /// By area: points for one more person on it.
    pub fresh: Vec<i64>,
}

/// Points of one area of one task at full weight; up to the tenth person it can be divided without a rest.
const POINTS: i64 = 2520;

impl<'a> Problem<'a> {
    pub fn of(request: &Request<'a>) -> Self {
        let tasks: BTreeMap<Id, &Task> = request.tasks.iter().map(|task| (task.id, task)).collect();
        let members: BTreeMap<Id, &Member> = request.members.iter().map(|member| (member.id, member)).collect();
        let areas: BTreeSet<&str> = tasks.values().flat_map(|task| task.areas()).collect();
        let areas: Vec<&str> = areas.into_iter().collect();
        let mut hands: Vec<Hand<'_>> = members.values().map(|member| Hand::of(member, &areas)).collect();
        let edits = request.edits;
        let mut open = vec![];
        for task in tasks.values().filter(|task| !edits.left_out.contains(&task.id)) {
            let pinned = edits.pins.get(&task.id).and_then(|id| hands.iter_mut().find(|hand| hand.member.id == *id));
            match pinned {
                Some(hand) => hand.pin(task),
                None => open.push(*task),
            }
        }
        let knowing = |area: usize| hands.iter().filter(|hand| hand.knows[area]).count() as i64;
        let weight = i64::from(request.spread.0);
        let fresh = (0..areas.len()).map(|area| weight * POINTS / (knowing(area) + 1)).collect();
        let home = (100 - weight) * POINTS;
        let pieces = open.into_iter().map(|task| Piece::of(task, request, &hands, &areas, home));
        let pieces = pieces.filter(|piece| piece.able.contains(&true)).collect();
        Self { pieces, hands, fresh }
    }
}

impl<'a> Hand<'a> {
    fn of(member: &'a Member, areas: &[&str]) -> Self {
        let knows = areas.iter().map(|area| member.known.get(*area).is_some_and(|count| *count > 0)).collect();
        Self { member, pinned: 0, unestimated: member.unestimated as i64, free: member.free(0), knows }
    }

    fn pin(&mut self, task: &Task) {
        self.pinned += task.estimate.map_or(0, |estimate| estimate.0);
        self.unestimated += i64::from(task.estimate.is_none());
        self.free = self.member.free(self.pinned);
    }
}

impl<'a> Piece<'a> {
    fn of(task: &'a Task, request: &Request<'_>, hands: &[Hand<'_>], areas: &[&str], home: i64) -> Self {
        let minutes = task.estimate.map_or(0, |estimate| estimate.0);
        let edits = request.edits;
        let able = |hand: &Hand<'_>| {
            let member = hand.member;
            let allowed = !edits.barred.contains(&(task.id, member.id)) && !edits.spared.contains(&member.id);
            // Who has no time left is given nothing, not even what nobody has estimated.
            allowed && member.lacks(&task.skills).next().is_none() && minutes.max(1) <= hand.free
        };
        let own: Vec<usize> = task.areas().iter().filter_map(|area| areas.binary_search(area).ok()).collect();
        let cost = |hand: &Hand<'_>| Cost {
            wishes: -i64::from(task.wishes.contains(&hand.member.id)),
            knowledge: -home * own.iter().filter(|area| hand.knows[**area]).count() as i64,
            kept: -i64::from(task.last == Some(hand.member.id)),
            ..Cost::default()
        };
        let (able, cost) = (hands.iter().map(able).collect(), hands.iter().map(cost).collect());
        Self { task, minutes, able, cost, areas: own }
    }

    pub fn unestimated(&self) -> i64 {
        i64::from(self.task.estimate.is_none())
    }

    /// The place of its priority in [`Score::left`].
    pub fn priority(&self) -> usize {
        self.task.priority as usize
    }
}
