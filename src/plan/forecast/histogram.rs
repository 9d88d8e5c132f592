//! Futures by the working day on which they are done.

use crate::plan::percentile::rank;

/// Futures by day, and how many there are in all: those that never come to an end are in no day.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Histogram {
    by_day: Vec<u64>,
    total: u64,
}

impl Histogram {
    /// From futures by day, the first being day 0, and the number of all futures.
    pub(super) fn new(mut by_day: Vec<u64>, total: u64) -> Self {
        while by_day.last() == Some(&0) {
            by_day.pop();
        }
        Self { by_day, total }
    }

    /// From days and how many futures each has; all of them come to an end.
    pub fn of(days: &[(usize, u64)]) -> Self {
        let last = days.iter().map(|(day, _)| *day).max().unwrap_or_default();
        let mut by_day = vec![0; last + 1];
        for (day, count) in days {
            by_day[*day] += count;
        }
        Self::new(by_day, days.iter().map(|(_, count)| count).sum())
    }

    /// Days that have a future, and how many.
    pub fn days(&self) -> impl Iterator<Item = (usize, u64)> {
        self.by_day.iter().copied().enumerate().filter(|(_, count)| *count > 0)
    }

    /// Futures in all.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Futures done by the end of a day.
    pub fn up_to(&self, day: usize) -> u64 {
        self.by_day.iter().take(day.saturating_add(1)).sum()
    }

    /// The first day by which `percent` of a hundred of the futures are done; none when so many never are.
    pub fn percentile(&self, percent: u32) -> Option<usize> {
        let wanted = rank(self.total, percent);
        let mut running = 0;
        self.by_day.iter().position(|count| {
            running += count;
            running >= wanted
        })
    }

    /// When all of several independent streams are done: the product of their distributions, in whole futures. What
    /// rounding leaves goes to the largest rests, of equal ones to the earlier day. None where there is no stream that
    /// has a future.
    pub fn joint(streams: &[&Self]) -> Option<Self> {
        let mut streams: Vec<&Self> = streams.iter().copied().filter(|stream| stream.total > 0).collect();
        // In an order of their own, so that the order they are named in has no say in what is rounded.
        streams.sort();
        let (first, rest) = streams.split_first()?;
        Some(rest.iter().fold((*first).clone(), |joint, stream| joint.both(stream)))
    }

    fn both(&self, other: &Self) -> Self {
        let total = self.total.max(other.total);
        let all = u128::from(self.total) * u128::from(other.total);
        let last = self.by_day.len().max(other.by_day.len());
        let (mut counts, mut rests) = (vec![0; last], vec![]);
        let (mut one, mut two, mut before) = (0, 0, 0);
        for (day, count) in counts.iter_mut().enumerate() {
            one += self.by_day.get(day).copied().unwrap_or_default();
            two += other.by_day.get(day).copied().unwrap_or_default();
            let now = u128::from(one) * u128::from(two);
            let share = (now - before) * u128::from(total);
            *count = (share / all) as u64;
            rests.push((share % all, day));
            before = now;
        }
        // What never ends is a rest too, behind every day.
        let never = (all - before) * u128::from(total);
        rests.push((never % all, last));
        let missing = total - (never / all) as u64 - counts.iter().sum::<u64>();
        rests.sort_by_key(|(rest, day)| (std::cmp::Reverse(*rest), *day));
        for (_, day) in rests.into_iter().take(missing as usize) {
            if let Some(count) = counts.get_mut(day) {
                *count += 1;
            }
        }
        Self::new(counts, total)
    }
}
