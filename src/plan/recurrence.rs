//! How something comes again: the part of iCalendar's recurrence rules (RFC 5545, 3.3.10) that calendars of teams use.
//! Days only, no time of day. What is not understood is refused by name, never guessed.

use std::fmt;
use std::str::FromStr;

use super::calendar::Stretch;
use crate::base::day::Day;
use crate::base::month::{last_weekday, month_end, nth_weekday, ymd};

/// A recurrence rule: `FREQ` (`DAILY`, `WEEKLY`, `MONTHLY`, `YEARLY`) with `INTERVAL`, `BYDAY` (`TU`, `2TU`, `-1FR`),
/// `BYMONTHDAY`, one `BYMONTH` (yearly), `COUNT` or `UNTIL`, and `WKST`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    freq: Freq,
    /// Every how many days, weeks, months, years; 1–9999.
    interval: i64,
    by_day: Vec<ByDay>,
    /// 1–31, or −1 for the last day of the month to −31.
    by_month_day: Vec<i64>,
    /// 1–12, of a yearly rule.
    by_month: Option<i64>,
    end: End,
    /// The weekday a week begins with, 0 for Monday.
    week_start: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Freq {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// A weekday, 0 for Monday; of a month the n-th one, or the n-th from its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct ByDay {
    nth: Option<i64>,
    weekday: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    Never,
    Count(usize),
    Until(Day),
}

/// Why a text is no rule that this program knows.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotRule {
    /// It does not say how often: `FREQ` is missing.
    #[error("FREQ is missing")]
    NoFreq,
    /// It asks for something that is not supported; holds the part, such as `BYSETPOS=1`.
    #[error("{0} is not supported")]
    Unsupported(String),
    /// A part's value is none it takes; holds the part, such as `INTERVAL=0`.
    #[error("{0} is no value for that")]
    BadValue(String),
    /// Two parts that do not go together.
    #[error("{0} and {1} do not go together")]
    Together(String, String),
}

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const FREQS: [(&str, Freq); 4] =
    [("DAILY", Freq::Daily), ("WEEKLY", Freq::Weekly), ("MONTHLY", Freq::Monthly), ("YEARLY", Freq::Yearly)];

impl FromStr for Rule {
    type Err = NotRule;

    /// Reads `FREQ=MONTHLY;BYDAY=-1FR`, in any case, with or without `RRULE:` before it.
    fn from_str(text: &str) -> Result<Self, NotRule> {
        let text = text.trim().to_uppercase();
        let text = text.strip_prefix("RRULE:").unwrap_or(&text);
        let parts: Vec<(&str, &str)> = text
            .split(';')
            .filter(|part| !part.is_empty())
            .map(|part| part.split_once('=').unwrap_or((part, "")))
            .collect();
        let freq = parts.iter().find(|(name, _)| *name == "FREQ").ok_or(NotRule::NoFreq)?.1;
        let known = FREQS.into_iter().find(|(name, _)| *name == freq);
        let (_, freq) = known.ok_or_else(|| NotRule::Unsupported(format!("FREQ={freq}")))?;
        let mut rule = Self {
            freq,
            interval: 1,
            by_day: vec![],
            by_month_day: vec![],
            by_month: None,
            end: End::Never,
            week_start: 0,
        };
        for (place, (name, value)) in parts.iter().enumerate() {
            if parts[..place].iter().any(|(other, _)| other == name) {
                return Err(NotRule::Together((*name).to_owned(), (*name).to_owned()));
            }
            rule.take(name, value)?;
        }
        rule.sound()?;
        Ok(rule)
    }
}

impl Rule {
    fn take(&mut self, name: &str, value: &str) -> Result<(), NotRule> {
        let bad = || NotRule::BadValue(format!("{name}={value}"));
        let list = |most: i64| -> Result<Vec<i64>, NotRule> {
            let read =
                |text: &str| number(text.strip_prefix('-').unwrap_or(text), most).map(|n| (text.starts_with('-'), n));
            let signed = |(minus, n): (bool, i64)| if minus { -n } else { n };
            value.split(',').map(|text| read(text).map(signed).ok_or_else(bad)).collect()
        };
        match name {
            "FREQ" => {}
            "INTERVAL" => self.interval = number(value, 9999).ok_or_else(bad)?,
            "BYDAY" => {
                self.by_day = value.split(',').map(|text| by_day(text).ok_or_else(bad)).collect::<Result<_, _>>()?;
            }
            "BYMONTHDAY" => self.by_month_day = list(31)?,
            "BYMONTH" => self.by_month = Some(number(value, 12).ok_or_else(bad)?),
            "WKST" => self.week_start = by_day(value).filter(|day| day.nth.is_none()).ok_or_else(bad)?.weekday,
            "COUNT" | "UNTIL" if self.end != End::Never => {
                return Err(NotRule::Together("COUNT".to_owned(), "UNTIL".to_owned()));
            }
            "COUNT" => self.end = End::Count(number(value, 9999).ok_or_else(bad)? as usize),
            "UNTIL" => self.end = End::Until(compact_day(value).ok_or_else(bad)?),
            _ => return Err(NotRule::Unsupported(format!("{name}={value}"))),
        }
        Ok(())
    }

    /// Refuses parts that mean nothing together, or something this program does not do.
    fn sound(&self) -> Result<(), NotRule> {
        let freq = || FREQS.iter().find(|(_, freq)| *freq == self.freq).map_or("", |(name, _)| name);
        let apart = |part: &str| Err(NotRule::Together(format!("FREQ={}", freq()), part.to_owned()));
        let monthly = matches!(self.freq, Freq::Monthly) || self.by_month.is_some();
        if self.by_month.is_some() && self.freq != Freq::Yearly {
            return apart("BYMONTH");
        }
        if !self.by_month_day.is_empty() && !monthly {
            return apart("BYMONTHDAY");
        }
        if self.by_day.iter().any(|day| day.nth.is_some()) && !monthly
            || !self.by_day.is_empty() && self.freq == Freq::Yearly && !monthly
        {
            return apart("BYDAY");
        }
        if !self.by_day.is_empty() && !self.by_month_day.is_empty() {
            return Err(NotRule::Together("BYDAY".to_owned(), "BYMONTHDAY".to_owned()));
        }
        Ok(())
    }

    /// The days of a stretch on which something comes that begins on `start`, in order. `start` itself is among them only
    /// where the rule says so.
    pub fn days(&self, start: Day, stretch: Stretch) -> Vec<Day> {
        self.from(start, stretch.first).take_while(|day| *day <= stretch.last).collect()
    }

    /// The first such day from `from` on; none where the rule has ended.
    pub fn next(&self, start: Day, from: Day) -> Option<Day> {
        self.from(start, from).next()
    }

    fn from(&self, start: Day, from: Day) -> impl Iterator<Item = Day> {
        // What is counted has to be counted from the start; anything else can begin near by.
        let (skipped, most) = match self.end {
            End::Count(count) => (0, count),
            End::Never | End::Until(_) => (self.periods(start, from), usize::MAX),
        };
        let until = if let End::Until(day) = self.end { day } else { Day::LAST };
        let days = (skipped..).map_while(move |period| self.period(start, period)).flatten();
        let days = days.filter(move |day| *day >= start).take(most);
        days.take_while(move |day| *day <= until).skip_while(move |day| *day < from)
    }

    /// Periods of the rule that are over before `from`, all but the last two.
    fn periods(&self, start: Day, from: Day) -> i64 {
        let ((year, month, _), (later, ahead, _)) = (start.ymd(), from.ymd());
        let months = i64::from(later - year) * 12 + i64::from(ahead) - i64::from(month);
        let count = match self.freq {
            Freq::Daily => from.since(start),
            Freq::Weekly => from.since(start) / 7,
            Freq::Monthly => months,
            Freq::Yearly => months / 12,
        };
        (count / self.interval - 2).max(0)
    }

    /// The days of the n-th period (day, week, month, year) from that of `start` on, in order; none behind the year 9999.
    fn period(&self, start: Day, period: i64) -> Option<Vec<Day>> {
        let ahead = period * self.interval;
        let away = |day: Day, days: i64| Some(day.plus(days)).filter(|later| later.since(day) == days);
        let named = |day: &Day| self.by_day.is_empty() || self.by_day.iter().any(|by| by.weekday == day.weekday());
        match self.freq {
            Freq::Daily => away(start, ahead).map(|day| Some(day).filter(named).into_iter().collect()),
            Freq::Weekly => {
                let into = (7 + start.weekday() - self.week_start) % 7;
                let week = away(start, ahead * 7 - i64::from(into))?;
                let fits =
                    |day: &Day| if self.by_day.is_empty() { day.weekday() == start.weekday() } else { named(day) };
                Some(week.through(week.plus(6)).filter(fits).collect())
            }
            Freq::Monthly => self.in_month(start, ahead),
            Freq::Yearly => {
                let month = i64::from(start.ymd().1);
                self.in_month(start, ahead * 12 + self.by_month.unwrap_or(month) - month)
            }
        }
    }

    /// The days of the month that many months after that of `start`; a day that the month does not have falls out.
    fn in_month(&self, start: Day, months: i64) -> Option<Vec<Day>> {
        let (year, month, date) = start.ymd();
        let count = i64::from(year) * 12 + i64::from(month) - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
        let last = i64::from(month_end(year, month)?.ymd().2);
        let dated = |date: i64| ymd(year, month, if date < 0 { last + 1 + date } else { date });
        let mut days: Vec<Day> = if !self.by_month_day.is_empty() {
            self.by_month_day.iter().filter_map(|date| dated(*date)).collect()
        } else if self.by_day.is_empty() {
            dated(i64::from(date)).into_iter().collect()
        } else {
            self.by_day.iter().flat_map(|by| by.in_month(year, month)).collect()
        };
        days.sort_unstable();
        days.dedup();
        Some(days)
    }
}

impl ByDay {
    fn in_month(self, year: i64, month: i64) -> Vec<Day> {
        let nth = |n: i64| match n {
            1.. => nth_weekday(year, month, self.weekday, n),
            _ => last_weekday(year, month, self.weekday).map(|last| last.plus((n + 1) * 7)),
        };
        let inside = |day: &Day| i64::from(day.ymd().1) == month;
        match self.nth {
            Some(n) => nth(n).into_iter().filter(inside).collect(),
            None => (1..=5).filter_map(nth).collect(),
        }
    }
}

/// `TU`, `2TU`, `-1FR`.
fn by_day(text: &str) -> Option<ByDay> {
    let at = text.len().checked_sub(2)?;
    let (nth, name) = (text.get(..at)?, text.get(at..)?);
    let weekday = WEEKDAYS.iter().position(|known| *known == name)? as u32;
    let nth = match nth.strip_prefix('-') {
        Some(back) => Some(-number(back, 5)?),
        None if nth.is_empty() => None,
        None => Some(number(nth.strip_prefix('+').unwrap_or(nth), 5)?),
    };
    Some(ByDay { nth, weekday })
}

/// A number from 1 to `most` in at most four digits.
fn number(text: &str, most: i64) -> Option<i64> {
    let plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| plain && (1..=most).contains(number))
}

/// `20261231`, with or without a time of day behind it.
pub fn compact_day(text: &str) -> Option<Day> {
    let (date, time) = text.split_once('T').unwrap_or((text, "000000"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let time = time.strip_suffix('Z').unwrap_or(time);
    if date.len() != 8 || time.len() != 6 || !digits(date) || !digits(time) {
        return None;
    }
    ymd(date[..4].parse().ok()?, date[4..6].parse().ok()?, date[6..].parse().ok()?)
}

impl fmt::Display for Rule {
    /// The rule in the one form in which it is kept.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let freq = FREQS.iter().find(|(_, freq)| *freq == self.freq).map_or("", |(name, _)| name);
        write!(f, "FREQ={freq}")?;
        if self.interval != 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        if let Some(month) = self.by_month {
            write!(f, ";BYMONTH={month}")?;
        }
        let nth = |day: &ByDay| day.nth.map(|nth| nth.to_string()).unwrap_or_default();
        let days = self.by_day.iter().map(|day| nth(day) + WEEKDAYS[day.weekday as usize % 7]);
        let dates = self.by_month_day.iter().map(ToString::to_string);
        for (name, values) in [("BYDAY", days.collect::<Vec<_>>()), ("BYMONTHDAY", dates.collect())] {
            if !values.is_empty() {
                write!(f, ";{name}={}", values.join(","))?;
            }
        }
        if self.week_start != 0 {
            write!(f, ";WKST={}", WEEKDAYS[self.week_start as usize % 7])?;
        }
        match self.end {
            End::Never => Ok(()),
            End::Count(count) => write!(f, ";COUNT={count}"),
            End::Until(day) => write!(f, ";UNTIL={}", day.to_string().replace('-', "")),
        }
    }
}
