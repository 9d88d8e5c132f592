//! Which days are worked: weekdays, public holidays, the team's own days; counting and adding working days.

use std::fmt;
use std::str::FromStr;

use super::holidays::Holiday;
use crate::base::day::Day;

/// A stretch of days, both ends included; empty where `last` lies before `first`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Stretch {
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Day,
}

impl Stretch {
    /// The stretch between two days, both included.
    pub const fn new(first: Day, last: Day) -> Self {
        Self { first, last }
    }

    /// The Monday-to-Sunday week of a day.
    pub fn week(day: Day) -> Self {
        Self::new(day.monday(), day.monday().plus(6))
    }

    /// So many weeks in a row, the first being that of `day`.
    pub fn weeks(day: Day, count: usize) -> Vec<Self> {
        (0..count as i64).map(|week| Self::week(day.monday().plus(week * 7))).collect()
    }

    /// Whether no day is in it.
    pub fn is_empty(self) -> bool {
        self.last < self.first
    }

    /// Whether a day is in it.
    pub fn holds(self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// The days that are in both; empty where there are none.
    #[must_use]
    pub fn common(self, other: Self) -> Self {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }
}

/// Which weekdays are worked, Monday first; at least one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Week([bool; 7]);

/// Text that is no list of weekdays; holds the text.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0:?} is no list of weekdays such as mon,tue,wed")]
pub struct NotWeek(pub String);

/// The weekdays as they are kept.
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Week {
    /// Monday to Friday.
    pub const FIVE: Self = Self([true, true, true, true, true, false, false]);

    /// Whether the weekday of `day` is worked.
    pub fn holds(self, day: Day) -> bool {
        self.0[day.weekday() as usize % 7]
    }
}

impl FromStr for Week {
    type Err = NotWeek;

    /// Reads `mon,tue,wed,thu,fri`, in any order.
    fn from_str(text: &str) -> Result<Self, NotWeek> {
        let mut week = [false; 7];
        for name in text.split(',') {
            let place = WEEKDAYS.iter().position(|known| *known == name);
            week[place.ok_or_else(|| NotWeek(text.to_owned()))?] = true;
        }
        Ok(Self(week))
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let worked: Vec<&str> = WEEKDAYS.into_iter().zip(self.0).filter_map(|(name, on)| on.then_some(name)).collect();
        f.write_str(&worked.join(","))
    }
}

/// A day that a file of the user's own says something about: a holiday of another country, a company day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnDay {
    /// The day.
    pub day: Day,
    /// What it is called, in whatever language the file is in.
    pub name: String,
    /// Whether it is worked, whatever its weekday and the holidays say; else it is a day off.
    pub works: bool,
}

/// The workspace's calendar: which days are worked and how long a working day is.
#[derive(Clone, Debug)]
pub struct Calendar {
    week: Week,
    day_minutes: i64,
    /// Holidays in force, by day.
    holidays: Vec<Holiday>,
    /// Days off that the week would have worked, each once, in order.
    off: Vec<Day>,
    /// Days worked that the week would have had off, each once, in order.
    extra: Vec<Day>,
}

impl Calendar {
    /// A calendar of the weekdays worked, the minutes of a working day, public holidays and the team's own days, of which
    /// a later one of the same day holds.
    pub fn new(week: Week, day_minutes: i64, mut holidays: Vec<Holiday>, own: &[OwnDay]) -> Self {
        let mut own: Vec<&OwnDay> = own.iter().collect();
        own.sort_by_key(|own| own.day);
        // Behind a stable sort the last of a day is the one that the files said last.
        let own: Vec<&OwnDay> = own.chunk_by(|a, b| a.day == b.day).filter_map(|same| same.last().copied()).collect();
        let worked: Vec<Day> = own.iter().filter(|own| own.works).map(|own| own.day).collect();
        holidays.retain(|holiday| worked.binary_search(&holiday.day).is_err());
        holidays.extend(own.iter().filter(|own| !own.works).map(|own| Holiday {
            day: own.day,
            en: own.name.clone().into(),
            ko: own.name.clone().into(),
            estimated: false,
        }));
        holidays.sort_by_key(|holiday| holiday.day);
        let mut off: Vec<Day> = holidays.iter().map(|holiday| holiday.day).filter(|day| week.holds(*day)).collect();
        off.dedup();
        let extra = worked.into_iter().filter(|day| !week.holds(*day)).collect();
        Self { week, day_minutes, holidays, off, extra }
    }

    /// The weekdays worked.
    pub const fn week(&self) -> Week {
        self.week
    }

    /// Minutes of a working day.
    pub const fn day_minutes(&self) -> i64 {
        self.day_minutes
    }

    /// Whether a day is worked.
    pub fn works_on(&self, day: Day) -> bool {
        let listed = |days: &[Day]| days.binary_search(&day).is_ok();
        if self.week.holds(day) { !listed(&self.off) } else { listed(&self.extra) }
    }

    /// How many days of a stretch are worked.
    pub fn workdays(&self, stretch: Stretch) -> i64 {
        if stretch.is_empty() { 0 } else { self.until(stretch.last) - self.until(stretch.first.plus(-1)) }
    }

    /// Working days up to and with `day`, counted from long ago: only differences mean something.
    pub(super) fn until(&self, day: Day) -> i64 {
        let days = day.number() + 1;
        let worked = |count: i64| self.week.0.iter().take(count as usize).filter(|on| **on).count() as i64;
        let before = |days: &[Day]| days.partition_point(|other| *other <= day) as i64;
        days.div_euclid(7) * worked(7) + worked(days.rem_euclid(7)) - before(&self.off) + before(&self.extra)
    }

    /// The working day so many working days after `start` (before, when negative), which is not counted itself; none
    /// where the years 0–9999 have none.
    pub fn later(&self, start: Day, count: i64) -> Option<Day> {
        workdays_later(start, count, &|day| self.works_on(day))
    }

    /// The first working day from `day` on, itself included; none where the calendar has none.
    pub fn first_from(&self, day: Day) -> Option<Day> {
        if self.works_on(day) { Some(day) } else { self.later(day, 1) }
    }

    /// The holidays of a stretch by day, those on days that are off anyway included.
    pub fn holidays(&self, stretch: Stretch) -> &[Holiday] {
        let from = self.holidays.partition_point(|holiday| holiday.day < stretch.first);
        let to = self.holidays.partition_point(|holiday| holiday.day <= stretch.last);
        self.holidays.get(from..to).unwrap_or_default()
    }
}

/// The working day that many working days away, by whatever tells one; the start is not counted. None where the calendar
/// ends first, or where hardly any day is worked.
pub fn workdays_later(start: Day, count: i64, works: &dyn Fn(Day) -> bool) -> Option<Day> {
    let step = count.signum();
    let (mut day, mut left) = (start, count.unsigned_abs());
    // Days without work in a row; a calendar with none at all must not hold the program up.
    let mut idle = 0;
    while left > 0 {
        let next = day.plus(step);
        idle = if works(next) { 0 } else { idle + 1 };
        if next == day || idle > LONGEST_BREAK {
            return None;
        }
        left -= u64::from(idle == 0);
        day = next;
    }
    Some(day)
}

/// Days without work in a row after which a calendar counts as having no working day.
const LONGEST_BREAK: u32 = 800;
