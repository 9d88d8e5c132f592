//! Days in words: what people type, in English and Korean alike, and how a day is said.
//! Knows no clock and no holidays: today and what counts as a working day are handed in.

mod calendar;
mod english;
mod korean;
mod say;

use unicode_normalization::UnicodeNormalization;

use crate::base::day::Day;
use crate::base::hangul;

pub use calendar::month_week;
pub use say::{d_day, say_day, say_day_short, say_effort, say_week, say_week_narrow, weekday_long, weekday_short};

/// What a day is for; a week, a month or a quarter means its first day for a start and its last (working) day else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Use {
    /// The last day: of `w47` its Friday, of a month its last day.
    Due,
    /// The first day: of `w47` its Monday, of a month its first day.
    Start,
}

/// Why a text is no day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhyNot {
    /// The words were not understood.
    Unknown,
    /// Understood, but the calendar has no such day: 30 February, a fifth week, a weekday that does not fit its date.
    NoSuchDay,
}

/// Text that is no day.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{part:?} is no day")]
pub struct NotDay {
    /// The part that was not understood, as typed (spaces and case normalised).
    pub part: String,
    /// Why.
    pub why: WhyNot,
}

/// Everything that the meaning of a date word depends on.
#[derive(Clone, Copy)]
struct Reader<'a> {
    today: Day,
    wanted: Use,
    workday: &'a dyn Fn(Day) -> bool,
}

/// What one way of reading says of a text: nothing (not its kind), or a day, or that there is no such day.
type Answer = Option<Option<Day>>;

/// Reads a day as people type it, in either language: `today`, `next fri`, `+3d`, `eom`, `11/3`, `w47`, `다음주 금요일`, `3일 뒤`,
/// `11월 3주차 금`, `5영업일 뒤` and many more.
///
/// `11/3` is the nearest such day not more than six months past; a bare weekday is the next one, today excluded; a weekday
/// with this or next week is read in the Monday–Sunday grid. `workday` tells working days for `5영업일 뒤` and `5 workdays`.
pub fn read_day(text: &str, today: Day, wanted: Use, workday: &dyn Fn(Day) -> bool) -> Result<Day, NotDay> {
    let plain = normal(text);
    let reader = Reader { today, wanted, workday };
    let no = |part: &str, why| NotDay { part: part.to_owned(), why };
    match reader.read(&plain) {
        Some(Some(day)) if (1900..2200).contains(&day.ymd().0) => Ok(day),
        Some(_) => Err(no(&plain, WhyNot::NoSuchDay)),
        None => Err(no(english::unknown_part(&plain).unwrap_or(&plain), WhyNot::Unknown)),
    }
}

/// True where `text` would be read as a day, so that it can be no handle.
pub fn is_date_word(text: &str) -> bool {
    let Some(any) = Day::of(2026, 1, 1) else { return false };
    !matches!(read_day(text, any, Use::Due, &|_| true), Err(NotDay { why: WhyNot::Unknown, .. }))
}

/// NFC, narrow, lower case, one space between words.
fn normal(text: &str) -> String {
    let narrow: String = text.nfc().map(|letter| hangul::narrow(letter).unwrap_or(letter)).collect();
    narrow.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Reader<'_> {
    fn read(&self, text: &str) -> Answer {
        self.read_bare(text).or_else(|| self.with_weekday(text))
    }

    fn read_bare(&self, text: &str) -> Answer {
        self.numbers(text)
            .or_else(|| self.offset(text))
            .or_else(|| english::read(self, text))
            .or_else(|| korean::read(self, text))
    }

    /// A full date that also names its weekday, as the program says days: `Fri 2026-11-20`, `2026-11-20(금)`, `11/20 금`.
    fn with_weekday(&self, text: &str) -> Answer {
        let bracketed = text.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
        let (weekday, rest) = [
            bracketed.map(|(rest, day)| (day, rest)),
            text.split_once(' '),
            text.rsplit_once(' ').map(|(a, b)| (b, a)),
        ]
        .into_iter()
        .flatten()
        .find_map(|(name, rest)| Some((calendar::weekday(name.trim_end_matches(','))?, rest.trim())))?;
        let absolute = |c: char| c.is_ascii_digit();
        let day = rest.contains(absolute).then(|| self.read_bare(rest)).flatten()?;
        Some(day.filter(|day| day.weekday() == weekday))
    }

    /// `2026-11-03`, `2026/11/3`, `2026.11.3.`, `20261103`, `11/3`, `11-3`, `11.3`, `11/3/2026`, `w47`, `2026-w47`, `w47 fri`.
    fn numbers(&self, text: &str) -> Answer {
        if let Some(week) = self.iso_week(text) {
            return Some(week);
        }
        if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
            return Some(calendar::ymd(number(&text[..4])?, number(&text[4..6])?, number(&text[6..])?));
        }
        let sign = text.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
        let trimmed = if sign == '.' { text.trim_end_matches('.') } else { text };
        let parts: Option<Vec<i64>> = trimmed.split(sign).map(|part| number(part.trim())).collect();
        match *parts?.as_slice() {
            [year, month, day] if year > 999 => Some(calendar::ymd(year, month, day)),
            [month, day, year] if sign == '/' && year > 999 => Some(calendar::ymd(year, month, day)),
            [month, day] => Some(self.nearest(None, |year| calendar::ymd(year, month, day))),
            _ => None,
        }
    }

    /// `w47`, `2026-w47`, `week 47`, each with or without a weekday after it.
    fn iso_week(&self, text: &str) -> Answer {
        let (year, rest) = match text.find(['w', 'W']) {
            Some(0) => (None, text),
            Some(4 | 5) => (Some(number(text.get(..4)?)?), text[4..].trim_start_matches('-')),
            _ => return None,
        };
        let rest = rest.strip_prefix("week").or_else(|| rest.strip_prefix('w'))?.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let week = number(&rest[..end])?;
        let named = rest[end..].trim_start_matches(['-', ' ']);
        let weekday = if named.is_empty() { None } else { Some(calendar::weekday(named)?) };
        Some(self.nearest(year, |year| {
            let monday = Day::of_iso_week(i32::try_from(year).ok()?, u32::try_from(week).ok()?)?;
            Some(self.in_week(monday, weekday))
        }))
    }

    /// `+3d`, `-2w`, `+1mo`, `+5wd`, `+3일`, `+5영업일`.
    fn offset(&self, text: &str) -> Answer {
        let (sign, rest) = match text.as_bytes().first()? {
            b'+' => (1, &text[1..]),
            b'-' => (-1, &text[1..]),
            _ => return None,
        };
        let rest = rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let unit = calendar::unit(rest[end..].trim_start())?;
        Some(self.away(sign * number(&rest[..end])?, unit))
    }

    /// The day that many units from today.
    fn away(&self, count: i64, unit: calendar::Unit) -> Option<Day> {
        match unit {
            calendar::Unit::Days => Some(self.today.plus(count)),
            calendar::Unit::Weeks => Some(self.today.plus(count * 7)),
            calendar::Unit::Months => calendar::months_later(self.today, count),
            calendar::Unit::Years => calendar::months_later(self.today, count * 12),
            calendar::Unit::Workdays => calendar::workdays_later(self.today, count, self.workday),
        }
    }

    /// The first or the last day of a stretch, as the use asks.
    fn settle(&self, first: Option<Day>, last: Option<Day>) -> Option<Day> {
        match self.wanted {
            Use::Start => first,
            Use::Due => last,
        }
    }

    /// A day of the week that begins on `monday`: the named one, else Monday or Friday by use.
    fn in_week(&self, monday: Day, weekday: Option<u32>) -> Day {
        let usual = match self.wanted {
            Use::Start => 0,
            Use::Due => 4,
        };
        monday.plus(i64::from(weekday.unwrap_or(usual)))
    }

    fn in_month(&self, year: i64, month: i64) -> Option<Day> {
        self.settle(calendar::ymd(year, month, 1), calendar::month_end(year, month))
    }

    fn in_quarter(&self, year: i64, quarter: i64) -> Option<Day> {
        let month = quarter.checked_mul(3).filter(|_| (1..=4).contains(&quarter))?;
        self.settle(calendar::ymd(year, month - 2, 1), calendar::month_end(year, month))
    }

    /// What `make` gives for the year, or, without a year, the nearest day it gives that is not more than six months past.
    fn nearest(&self, year: Option<i64>, make: impl Fn(i64) -> Option<Day>) -> Option<Day> {
        if let Some(year) = year {
            return make(year);
        }
        let this = i64::from(self.today.ymd().0);
        let earliest = calendar::months_later(self.today, -6)?;
        // Nine years hold a leap year, and a long ISO year, even around 2100.
        (this - 1..this + 9).filter_map(make).find(|day| *day >= earliest)
    }

    /// The next such weekday, today excluded.
    fn next_weekday(&self, weekday: u32) -> Day {
        let ahead = (i64::from(weekday) - i64::from(self.today.weekday())).rem_euclid(7);
        self.today.plus(if ahead == 0 { 7 } else { ahead })
    }

    /// Year and month that many months from now.
    fn month_away(&self, months: i64) -> (i64, i64) {
        let (year, month, _) = self.today.ymd();
        let count = i64::from(year) * 12 + i64::from(month) - 1 + months;
        (count.div_euclid(12), count.rem_euclid(12) + 1)
    }

    /// Year and quarter that many quarters from now.
    fn quarter_away(&self, quarters: i64) -> (i64, i64) {
        let (year, month) = self.month_away(quarters * 3);
        (year, (month - 1) / 3 + 1)
    }

    /// The next day of month `day`, today included.
    fn day_of_month(&self, day: i64) -> Option<Day> {
        (0..12).find_map(|months| {
            let (year, month) = self.month_away(months);
            calendar::ymd(year, month, day).filter(|day| *day >= self.today)
        })
    }
}

/// A number of one to four digits.
fn number(text: &str) -> Option<i64> {
    let plain = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests;
