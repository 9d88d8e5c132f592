//! How work flows: how much has come how far, how much is under way, how long it takes, how much is finished.
//!
//! Who has come to a stage has come through all before it, even if nobody noted when. What left unfinished (dropped, or
//! moved away) is no longer counted from that day on.

use super::percentile::Summary;
use crate::base::day::Day;

/// A piece of work: the day it entered each stage, the last of which is "done", and the day it left, if it did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Item<const STAGES: usize> {
    /// By stage, if it got there.
    pub entered: [Option<Day>; STAGES],
    /// The day it was dropped or moved away.
    pub left: Option<Day>,
}

/// How days from one to another are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ends {
    /// Both end days count, as everywhere on screen: done on the day it was started is one day.
    Both,
    /// The first day does not: done on the day it was started is none.
    Last,
}

impl Ends {
    /// Days from `first` to `last`.
    pub fn days(self, first: Day, last: Day) -> i64 {
        last.since(first) + i64::from(self == Self::Both)
    }
}

impl<const STAGES: usize> Item<STAGES> {
    /// The day it came to a stage or beyond, unless it had left before.
    fn reached(&self, stage: usize) -> Option<Day> {
        let day = self.entered.get(stage..)?.iter().flatten().min().copied()?;
        self.left.is_none_or(|left| day < left).then_some(day)
    }

    /// The day it came to the last stage.
    fn done(&self) -> Option<Day> {
        self.reached(STAGES.saturating_sub(1))
    }

    /// The day it left without being done.
    fn given_up(&self) -> Option<Day> {
        self.left.filter(|_| self.done().is_none())
    }
}

/// For each day from `first` to `last` the sum of all steps up to it.
pub(super) fn running(first: Day, last: Day, steps: impl Iterator<Item = (Day, i64)>) -> Vec<i64> {
    let mut sums = vec![0; (last.since(first) + 1).max(0) as usize];
    for (day, step) in steps {
        if let Some(sum) = sums.get_mut(day.since(first).max(0) as usize) {
            *sum += step;
        }
    }
    let mut sum = 0;
    for day in &mut sums {
        sum += *day;
        *day = sum;
    }
    sums
}

/// Cumulative flow: for each day from `first` to `last`, how many items have come to each stage or beyond.
pub fn cumulative<const STAGES: usize>(items: &[Item<STAGES>], first: Day, last: Day) -> Vec<[i64; STAGES]> {
    let mut days = vec![[0; STAGES]; (last.since(first) + 1).max(0) as usize];
    for stage in 0..STAGES {
        let steps = items.iter().filter_map(|item| Some((item.reached(stage)?, item.left)));
        let steps = steps.flat_map(|(came, left)| [Some((came, 1)), left.map(|left| (left, -1))].into_iter().flatten());
        for (day, count) in days.iter_mut().zip(running(first, last, steps)) {
            day[stage] = count;
        }
    }
    days
}

/// One day of work under way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Flow {
    /// Which.
    pub day: Day,
    /// Items under way at its end.
    pub wip: i64,
    /// Came that day.
    pub arrivals: i64,
    /// Done that day.
    pub departures: i64,
    /// Left unfinished that day.
    pub given_up: i64,
}

/// Work under way from stage `start` to done, for each day from `first` to `last`.
pub fn under_way<const STAGES: usize>(items: &[Item<STAGES>], start: usize, first: Day, last: Day) -> Vec<Flow> {
    let came = || items.iter().filter(|item| item.reached(start).is_some());
    let arrivals: Vec<Day> = came().filter_map(|item| item.reached(start)).collect();
    let departures: Vec<Day> = came().filter_map(Item::done).collect();
    let given_up: Vec<Day> = came().filter_map(Item::given_up).collect();
    let out = departures.iter().chain(&given_up).map(|day| (*day, -1));
    let wip = running(first, last, arrivals.iter().map(|day| (*day, 1)).chain(out));
    let [arrivals, departures, given_up] = [arrivals, departures, given_up].map(|days| per_day(&days, first, last));
    let flow = |(at, day): (usize, Day)| Flow {
        day,
        wip: wip[at],
        arrivals: i64::from(arrivals[at]),
        departures: i64::from(departures[at]),
        given_up: i64::from(given_up[at]),
    };
    first.through(last).enumerate().map(flow).collect()
}

/// Days from stage `start` to done of every item that is done, in the order of the items.
pub fn cycle_times<const STAGES: usize>(items: &[Item<STAGES>], start: usize, ends: Ends) -> Vec<i64> {
    items.iter().filter_map(|item| Some(ends.days(item.reached(start)?, item.done()?))).collect()
}

/// How cycle times lie, both end days counted; none where nothing is done.
pub fn cycle_summary<const STAGES: usize>(items: &[Item<STAGES>], start: usize) -> Option<Summary> {
    Summary::of(cycle_times(items, start, Ends::Both))
}

/// Days since stage `start` of every item under way at the end of a day: its place among the items, and its age.
pub fn ages<const STAGES: usize>(items: &[Item<STAGES>], start: usize, day: Day, ends: Ends) -> Vec<(usize, i64)> {
    let age = |item: &Item<STAGES>| {
        let came = item.reached(start).filter(|came| *came <= day)?;
        let out = item.done().or(item.given_up());
        out.is_none_or(|out| out > day).then(|| ends.days(came, day))
    };
    items.iter().enumerate().filter_map(|(place, item)| Some((place, age(item)?))).collect()
}

/// How many of some days fall on each day from `first` to `last`: with the days on which work was finished, throughput.
pub fn per_day(days: &[Day], first: Day, last: Day) -> Vec<u32> {
    let mut counts = vec![0; (last.since(first) + 1).max(0) as usize];
    for day in days.iter().filter(|day| **day >= first) {
        if let Some(count) = counts.get_mut(day.since(first) as usize) {
            *count += 1;
        }
    }
    counts
}

/// How many were finished in each of some weeks, the first of which begins on `first`.
pub fn per_week(done: &[Day], first: Day, weeks: usize) -> Vec<u32> {
    let days = per_day(done, first, first.plus(weeks as i64 * 7 - 1));
    days.chunks(7).map(|week| week.iter().sum()).collect()
}

/// How many were finished on each of some working days, in ascending order: the history a forecast draws from. What was
/// finished on a day off counts on the next working day, behind the last one on the last; what was finished before the
/// first one does not count.
pub fn per_workday(done: &[Day], workdays: &[Day]) -> Vec<u32> {
    let mut counts = vec![0; workdays.len()];
    let (Some(first), Some(last)) = (workdays.first(), workdays.len().checked_sub(1)) else { return counts };
    for day in done.iter().filter(|day| *day >= first) {
        counts[workdays.partition_point(|workday| workday < day).min(last)] += 1;
    }
    counts
}
