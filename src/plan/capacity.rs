//! Capacity: how much planned work somebody can do in a stretch, for one party and over all of them; and focus, the part
//! of the time given to a party that reaches planned work.
//!
//! Capacity of a member for a party = Σ working days × day length × (1 − leave) × share × focus. Shares and focus are
//! thousandths, leave is counted in halves of days, and minutes are rounded once, at the end, half up.

use std::collections::BTreeSet;

use super::calendar::{Calendar, Stretch};
use super::leave::{Away, DayOff, Presence, WHOLE};
use super::ratio::half_up;
use super::share::{ALL, Run, runs};
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::party::Share;

/// What one member's capacity depends on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// Who.
    pub member: Id,
    /// Their leave, in any order.
    pub leave: Vec<Away>,
    /// Their shares, in any order; of parties that are under way only.
    pub shares: Vec<Share>,
    /// Minutes that events take from their days, each day once; [`super::event::taken`] gives them.
    pub taken: Vec<(Day, i64)>,
}

/// The part of a party's time that reaches planned work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Focus {
    /// Thousandths; may be above 1000 where estimates were generous, up to a hundredfold.
    pub permille: i64,
    /// How many closed acts it was measured over; 0 where it is the workspace's default.
    pub acts: usize,
}

/// Closed acts that a focus is measured over, at least and at most.
pub const ACTS: std::ops::RangeInclusive<usize> = 3..=6;

/// The highest focus: what is measured above it says nothing about the future, and sums must not overflow.
const MOST: i64 = 100 * ALL;

/// What focus asks of a closed act.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClosedAct {
    /// The day it was closed.
    pub closed_on: Day,
    /// Estimates of the tasks done in it, minutes.
    pub done: i64,
    /// The time its members had for the party in it: the sum of their [`Able::given`].
    pub given: Given,
}

/// Time that a party was given, before focus: working days × day length × (1 − leave) × share, kept exactly in
/// two-thousandths of a minute.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Given(i64);

/// Parts of a minute that [`Given`] counts: halves of days times thousandths of time.
const PARTS: i64 = WHOLE * ALL;

impl Given {
    /// Minutes, rounded half up.
    pub fn minutes(self) -> i64 {
        half_up(i128::from(self.0), i128::from(PARTS))
    }
}

impl std::iter::Sum for Given {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        Self(all.map(|given| given.0).sum())
    }
}

/// A party's focus: estimates of tasks done ÷ time given, over its last six closed acts. The workspace's `default`
/// (thousandths) where fewer than three are closed, and where no time was given or nothing with an estimate was done:
/// unknown is not 0.
pub fn focus(acts: &[ClosedAct], default: i64) -> Focus {
    let mut acts = acts.to_vec();
    acts.sort_unstable_by_key(|act| std::cmp::Reverse((act.closed_on, act.done, act.given)));
    acts.truncate(*ACTS.end());
    let done: i64 = acts.iter().map(|act| act.done).sum();
    let given = acts.iter().map(|act| act.given).sum::<Given>().0;
    if acts.len() < *ACTS.start() || done <= 0 || given <= 0 {
        return Focus { permille: default, acts: 0 };
    }
    let permille = half_up(i128::from(done) * i128::from(PARTS * ALL), i128::from(given));
    Focus { permille: permille.min(MOST), acts: acts.len() }
}

/// One member, made ready to be asked about any stretch.
#[derive(Clone, Debug)]
pub struct Able<'c> {
    /// Who.
    pub member: Id,
    /// When they are there.
    pub presence: Presence<'c>,
    runs: Vec<Run>,
    /// In order: days worked that events take from, and half-minutes taken up to and with each.
    taken: Vec<(Day, i64)>,
}

impl<'c> Able<'c> {
    /// A member on a calendar. Events take from days that are worked only, and never more than there is of a day.
    pub fn new(calendar: &'c Calendar, person: &Person) -> Self {
        let presence = Presence::new(calendar, &person.leave);
        let mut taken = person.taken.clone();
        taken.sort_unstable();
        let mut sum = 0;
        for (day, minutes) in &mut taken {
            let there = presence.halves(Stretch::new(*day, *day)) * calendar.day_minutes();
            sum += minutes.saturating_mul(WHOLE).clamp(0, there);
            *minutes = sum;
        }
        Self { member: person.member, presence, runs: runs(&person.shares), taken }
    }

    /// Working days of a stretch that they are on leave, wholly or half.
    pub fn days_off(&self, stretch: Stretch) -> Vec<DayOff> {
        self.presence.days_off(stretch)
    }

    /// Half-minutes of a stretch that they are at work and in no event that takes capacity.
    fn half_minutes(&self, stretch: Stretch) -> i64 {
        let until = |day: Day| {
            let before = self.taken.partition_point(|(other, _)| *other <= day);
            before.checked_sub(1).and_then(|last| self.taken.get(last)).map_or(0, |(_, sum)| *sum)
        };
        let taken = if stretch.is_empty() { 0 } else { until(stretch.last) - until(stretch.first.plus(-1)) };
        self.presence.halves(stretch) * self.presence.calendar().day_minutes() - taken
    }

    /// The runs of shares that a stretch meets, each with its half-minutes there.
    fn met(&self, stretch: Stretch) -> impl Iterator<Item = (&Run, i64)> {
        let common = move |run: &Run| run.days.common(stretch);
        let met = self.runs.iter().filter(move |run| !common(run).is_empty());
        met.map(move |run| (run, self.half_minutes(common(run))))
    }

    /// The parties that have a share of theirs, be it 0, in a stretch; by id.
    pub fn parties(&self, stretch: Stretch) -> BTreeSet<Id> {
        self.met(stretch).flat_map(|(run, _)| run.shares.parties.keys().copied()).collect()
    }

    /// The time a party has of them in a stretch, before focus; none where no share was ever said for it.
    pub fn given(&self, party: Id, stretch: Stretch) -> Option<Given> {
        let parts = self.met(stretch).filter_map(|(run, half_minutes)| {
            let permille = run.shares.parties.get(&party)?;
            Some(half_minutes * permille)
        });
        parts.reduce(|sum, part| sum + part).map(Given)
    }

    /// Minutes of planned work a party can expect of them in a stretch, `focus` being its thousandths; none where no
    /// share was ever said for it. Shares of other parties do not matter here.
    pub fn capacity_for(&self, party: Id, focus: i64, stretch: Stretch) -> Option<i64> {
        self.given(party, stretch)
            .map(|given| half_up(i128::from(given.0) * i128::from(focus), i128::from(PARTS * ALL)))
    }

    /// Minutes of planned work they can do in a stretch over all parties, each with the focus that `focus` gives it
    /// (thousandths); none where no share was ever said. Where shares sum above 100 % they are scaled down to it.
    pub fn capacity(&self, focus: &dyn Fn(Id) -> i64, stretch: Stretch) -> Option<i64> {
        let parts = self.met(stretch).map(|(run, half_minutes)| {
            let shares: i64 = run.shares.parties.iter().map(|(party, permille)| permille * focus(*party)).sum();
            let whole = i128::from(WHOLE * ALL * run.shares.divisor());
            i128::from(half_minutes) * i128::from(shares) * FINE / whole
        });
        let fine = parts.reduce(|sum, part| sum + part)?;
        Some(half_up(fine + LOST, FINE))
    }
}

/// Parts of a minute in which runs with different divisors are added up. Each of them may lose less than one part;
/// `LOST` gives back more than any number of runs can lose, so that a half is still rounded up.
const FINE: i128 = 1_000_000_000_000_000_000;
const LOST: i128 = 1_000_000;
