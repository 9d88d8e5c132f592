//! When will it be done, how much by then: drawn from what the party really finished, day by day.
//!
//! Each trial lives one possible future: for every working day to come it takes what some past working day, picked by
//! chance, brought. [`TRIALS`] futures give the odds. The seed follows from the history alone and every trial has its own
//! stream, so the same data gives the same answer, more work is never done earlier, and "done within six days" is exactly
//! as likely as "so much in six days".

mod histogram;
mod velocity;

use std::ops::Range;

use super::chance::{Chance, seed};
use super::percentile::rank;

pub use histogram::Histogram;
pub use velocity::{VelocityRange, velocity_range};

/// Futures lived through.
pub const TRIALS: usize = 10_000;
/// Days with a completion below which nothing is foretold.
pub const ENOUGH: usize = 5;
/// Working days after which a future is given up: about five years.
pub const HORIZON: usize = 1_300;

/// Why there is no forecast: too few days on which something was finished.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooEarly {
    /// Days with a completion.
    pub finishing_days: usize,
    /// So many are needed.
    pub needed: usize,
}

/// What was finished on each past working day, days on which nothing was included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct History<'a>(pub &'a [u32]);

impl History<'_> {
    /// Days with a completion.
    pub fn finishing_days(self) -> usize {
        self.0.iter().filter(|done| **done > 0).count()
    }

    fn enough(self) -> Result<usize, TooEarly> {
        let finishing_days = self.finishing_days();
        let early = TooEarly { finishing_days, needed: ENOUGH };
        if finishing_days < ENOUGH { Err(early) } else { Ok(finishing_days) }
    }

    fn seed(self) -> u64 {
        seed(self.0.iter().map(|done| u64::from(*done)))
    }
}

/// What if somebody were away for some of the days to come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Away<'a> {
    /// The history day by day without what they finished.
    pub without: &'a [u32],
    /// Which working days to come; the first is 0.
    pub days: Range<usize>,
}

/// How likely something is, in futures of all futures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Likelihood {
    /// Futures in which it is so.
    pub within: u64,
    /// All of them, more than 0.
    pub trials: u64,
}

/// A likelihood as it may be said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Odds {
    /// A hundred percent: no work is left.
    Done,
    /// More than 95 percent; nobody knows more while work is left.
    Above95,
    /// Percent, 0–95, half rounded up.
    Percent(u8),
}

impl Likelihood {
    /// Whether it is at least `percent` of a hundred.
    pub fn reaches(self, percent: u64) -> bool {
        u128::from(self.within) * 100 >= u128::from(self.trials) * u128::from(percent)
    }

    /// The likelihood as a number from 0 to 1.
    pub fn value(self) -> f64 {
        self.within as f64 / self.trials as f64
    }
}

/// When work will be done, counted in working days from the first day to come, which is day 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct When {
    /// Tasks left.
    pub left: u64,
    /// Working days the history has.
    pub days: usize,
    /// Those with a completion.
    pub finishing_days: usize,
    /// Futures by the working day on which they are done; 0 is now.
    pub histogram: Histogram,
}

impl When {
    /// The first working day by which `percent` of the futures are done; none beyond [`HORIZON`].
    pub fn within(&self, percent: u32) -> Option<usize> {
        self.histogram.percentile(percent)
    }

    /// How likely it is done by the end of the `days`-th working day.
    pub fn by(&self, days: usize) -> Likelihood {
        let all = self.histogram.total().max(1);
        Likelihood { within: if self.left == 0 { all } else { self.histogram.up_to(days) }, trials: all }
    }

    /// How likely that is, as it may be said.
    pub fn odds(&self, days: usize) -> Odds {
        let likely = self.by(days);
        match (self.left, likely.within * 100 > likely.trials * 95) {
            (0, _) => Odds::Done,
            (_, true) => Odds::Above95,
            (_, false) => Odds::Percent(((likely.within * 200 + likely.trials) / (likely.trials * 2)) as u8),
        }
    }

    /// When several streams of work are all done: the product of their distributions, since each goes its own way. The
    /// latest of their percentiles would be too early. None where there is no stream.
    pub fn together(streams: &[Self]) -> Option<Self> {
        let open = || streams.iter().filter(|stream| stream.left > 0);
        let histograms: Vec<&Histogram> = streams.iter().map(|stream| &stream.histogram).collect();
        Some(Self {
            left: streams.iter().map(|stream| stream.left).sum(),
            // As much as the shortest history of those that matter can say.
            days: open().map(|stream| stream.days).min().unwrap_or_default(),
            finishing_days: open().map(|stream| stream.finishing_days).min().unwrap_or_default(),
            histogram: Histogram::joint(&histograms)?,
        })
    }
}

/// When `left` tasks will be done.
///
/// Errors: [`TooEarly`] while tasks are left and fewer than [`ENOUGH`] past days have a completion.
pub fn when(history: History<'_>, left: u64, away: Option<&Away<'_>>) -> Result<When, TooEarly> {
    let mut by_day = vec![0; HORIZON + 1];
    let finishing_days = if left == 0 { history.finishing_days() } else { history.enough()? };
    let seed = history.seed();
    for trial in 0..TRIALS {
        if let Some(day) = future(history, left, away, Chance::new(seed).stream(trial as u64)) {
            by_day[day] += 1;
        }
    }
    let histogram = Histogram::new(by_day, TRIALS as u64);
    Ok(When { left, days: history.0.len(), finishing_days, histogram })
}

/// One future: the working day on which nothing is left, if it comes.
fn future(history: History<'_>, left: u64, away: Option<&Away<'_>>, mut chance: Chance) -> Option<usize> {
    let mut done = 0;
    for day in 0..=HORIZON {
        if done >= left {
            return Some(day);
        }
        let past = chance.below(history.0.len() as u64) as usize;
        let away = away.filter(|away| away.days.contains(&day));
        // The same past day in both histories: who is away takes along exactly what they brought on it.
        let source = away.map_or(history.0, |away| away.without);
        done += u64::from(source.get(past).copied().unwrap_or_default());
    }
    None
}

/// How much will be done in a number of working days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HowMany {
    /// Working days the history has.
    pub days: usize,
    /// Those with a completion.
    pub finishing_days: usize,
    /// What each future brings, in ascending order.
    totals: Vec<u64>,
}

impl HowMany {
    /// From what some futures bring.
    pub fn of(history: History<'_>, mut totals: Vec<u64>) -> Self {
        totals.sort_unstable();
        Self { days: history.0.len(), finishing_days: history.finishing_days(), totals }
    }

    /// The most tasks of which at least `percent` of the futures finish as many or more.
    pub fn at_least(&self, percent: u32) -> Option<u64> {
        let rank = rank(self.totals.len() as u64, percent) as usize;
        self.totals.len().checked_sub(rank).map(|place| self.totals[place])
    }

    /// How likely `count` tasks or more are done; none where there are no futures.
    pub fn chance_of(&self, count: u64) -> Option<Likelihood> {
        let less = self.totals.partition_point(|total| *total < count);
        let trials = self.totals.len() as u64;
        (trials > 0).then_some(Likelihood { within: trials - less as u64, trials })
    }
}

/// How many tasks will be done in the next `days` working days (at most [`HORIZON`]).
///
/// Errors: [`TooEarly`] when fewer than [`ENOUGH`] past days have a completion.
pub fn how_many(history: History<'_>, days: usize) -> Result<HowMany, TooEarly> {
    history.enough()?;
    let seed = history.seed();
    let total = |trial: usize| {
        let mut chance = Chance::new(seed).stream(trial as u64);
        let mut day = || u64::from(history.0[chance.below(history.0.len() as u64) as usize]);
        (0..days.min(HORIZON)).map(|_| day()).sum()
    };
    Ok(HowMany::of(history, (0..TRIALS).map(total).collect()))
}
