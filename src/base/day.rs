//! Calendar days, instants and the workspace's time zone: the only room that names `chrono`.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Timelike, Utc, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar day, written `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day(pub NaiveDate);

/// Text that is no day, instant or zone; holds the text.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0:?} is no calendar day, instant or time zone")]
pub struct NotTime(pub String);

impl Day {
    /// The last day that can be written.
    pub const LAST: Self = match NaiveDate::from_ymd_opt(9999, 12, 31) {
        Some(day) => Self(day),
        None => Self(NaiveDate::MAX),
    };

    /// The day of that year (0–9999, so that it is written with four digits), month (1–12) and day of month, if there
    /// is one.
    pub fn of(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).filter(|day| is_written(*day)).map(Self)
    }

    /// The day `count` days later (earlier when negative); itself where that lies outside the years 0–9999.
    #[must_use]
    pub fn plus(self, count: i64) -> Self {
        let by = Days::new(count.unsigned_abs());
        let moved = if count < 0 { self.0.checked_sub_days(by) } else { self.0.checked_add_days(by) };
        Self(moved.filter(|day| is_written(*day)).unwrap_or(self.0))
    }

    /// Days from `other` to `self`; negative when `self` is earlier.
    pub fn since(self, other: Self) -> i64 {
        (self.0 - other.0).num_days()
    }

    /// Days since Monday, 1 January of the year 1; negative before it.
    pub fn number(self) -> i64 {
        i64::from(self.0.num_days_from_ce()) - 1
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u32 {
        self.0.weekday().num_days_from_monday()
    }

    /// The Monday of the day's week.
    #[must_use]
    pub fn monday(self) -> Self {
        self.plus(-i64::from(self.weekday()))
    }

    /// Year, month 1–12, day of month 1–31.
    pub fn ymd(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// ISO week: its year and number 1–53.
    pub fn iso_week(self) -> (i32, u32) {
        let week = self.0.iso_week();
        (week.year(), week.week())
    }

    /// The Monday of an ISO week, if the year has that week.
    pub fn of_iso_week(year: i32, week: u32) -> Option<Self> {
        NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).map(Self)
    }

    /// Every day from `self` to `last`, both included.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        let count = last.since(self) + 1;
        (0..count.max(0)).map(move |step| self.plus(step))
    }
}

/// Writes a number over as many digits as there is room for.
fn digits(out: &mut [u8], mut number: u32) {
    for place in out.iter_mut().rev() {
        *place = b'0' + (number % 10) as u8;
        number /= 10;
    }
}

impl Day {
    /// Writes `YYYY-MM-DD` over the first ten bytes; a year has four digits.
    fn write(self, out: &mut [u8]) {
        let (year, month, day) = self.ymd();
        digits(&mut out[..4], year.unsigned_abs());
        digits(&mut out[5..7], month);
        digits(&mut out[8..10], day);
    }
}

/// Whether a day's year has four digits: the form in which days are kept and compared as text.
fn is_written(day: NaiveDate) -> bool {
    (0..=9999).contains(&day.year())
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = *b"0000-00-00";
        self.write(&mut text);
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl FromStr for Day {
    type Err = NotTime;

    fn from_str(text: &str) -> Result<Self, NotTime> {
        let exact = text.len() == 10 && text.starts_with(|c: char| c.is_ascii_digit());
        let parsed = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        parsed.filter(|day| exact && is_written(*day)).map(Self).ok_or_else(|| NotTime(text.to_owned()))
    }
}

/// A moment, kept to the millisecond in UTC and written `2026-11-16T00:00:00.000Z` (fixed width, so text order is time order).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Instant(pub DateTime<Utc>);

impl Instant {
    /// The moment that many milliseconds after 1970-01-01T00:00Z.
    pub fn from_millis(millis: i64) -> Self {
        Self(DateTime::from_timestamp_millis(millis).unwrap_or_default())
    }

    /// Milliseconds after 1970-01-01T00:00Z.
    pub fn millis(self) -> i64 {
        self.0.timestamp_millis()
    }

    /// The calendar day of this moment in `zone`.
    pub fn day_in(self, zone: &Zone) -> Day {
        Day(self.0.with_timezone(&zone.0).date_naive())
    }

    /// Hours and minutes of this moment in `zone`, as `14:02`.
    pub fn hour_minute(self, zone: &Zone) -> String {
        self.0.with_timezone(&zone.0).format("%H:%M").to_string()
    }

    /// RFC 3339 with the offset of `zone`, to the second.
    pub fn rfc3339_in(self, zone: &Zone) -> String {
        self.0.with_timezone(&zone.0).format("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// The first moment after `day` has ended in `zone`.
    pub fn end_of(day: Day, zone: &Zone) -> Self {
        let midnight = day.plus(1).0.and_time(NaiveTime::MIN);
        let local = zone.0.from_local_datetime(&midnight).earliest();
        // A gap at midnight (a zone that springs forward there): the gap ends an hour later.
        let local = local.or_else(|| zone.0.from_local_datetime(&(midnight + chrono::TimeDelta::hours(1))).earliest());
        Self(local.map_or_else(|| midnight.and_utc(), |at| at.with_timezone(&Utc)))
    }

    /// The moment at which the wall clock of `zone` shows `hour`:`minute` on `day`.
    pub fn at(day: Day, hour: u32, minute: u32, zone: &Zone) -> Self {
        let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN);
        let naive = day.0.and_time(time);
        let local = zone.0.from_local_datetime(&naive).earliest();
        Self(local.map_or_else(|| naive.and_utc(), |at| at.with_timezone(&Utc)))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, time) = (Day(self.0.date_naive()), self.0.time());
        let mut text = *b"0000-00-00T00:00:00.000Z";
        day.write(&mut text);
        digits(&mut text[11..13], time.hour());
        digits(&mut text[14..16], time.minute());
        digits(&mut text[17..19], time.second());
        digits(&mut text[20..23], self.0.timestamp_subsec_millis());
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl FromStr for Instant {
    type Err = NotTime;

    /// Reads RFC 3339 with any offset.
    fn from_str(text: &str) -> Result<Self, NotTime> {
        let parsed = DateTime::parse_from_rfc3339(text).map_err(|_| NotTime(text.to_owned()))?;
        let read = Self::from_millis(parsed.timestamp_millis());
        if is_written(read.0.date_naive()) { Ok(read) } else { Err(NotTime(text.to_owned())) }
    }
}

/// A time zone by its IANA name, from the table compiled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Zone(pub chrono_tz::Tz);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(chrono_tz::UTC);
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl FromStr for Zone {
    type Err = NotTime;

    fn from_str(text: &str) -> Result<Self, NotTime> {
        text.parse().map(Self).map_err(|_| NotTime(text.to_owned()))
    }
}

macro_rules! as_text {
    ($($name:ty),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
pub(crate) use as_text;

as_text!(Day, Instant, Zone);
