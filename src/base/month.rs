//! Months of the calendar: their ends, the same day of a later one, the n-th weekday of one.

use super::day::Day;

/// The day, if the calendar has it.
pub fn ymd(year: i64, month: i64, day: i64) -> Option<Day> {
    Day::of(i32::try_from(year).ok()?, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// The last day of a month.
pub fn month_end(year: i64, month: i64) -> Option<Day> {
    (28..=31).rev().find_map(|day| ymd(year, month, day))
}

/// The same day of the month some months later, or the month's last day where it is shorter.
pub fn months_later(day: Day, months: i64) -> Option<Day> {
    let (year, month, date) = day.ymd();
    let count = i64::from(year) * 12 + i64::from(month) - 1 + months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    ymd(year, month, i64::from(date)).or_else(|| month_end(year, month))
}

/// The n-th (from 1) such weekday of a month.
pub fn nth_weekday(year: i64, month: i64, weekday: u32, nth: i64) -> Option<Day> {
    let first = ymd(year, month, 1)?;
    let ahead = (i64::from(weekday) - i64::from(first.weekday())).rem_euclid(7);
    ymd(year, month, 1 + ahead + (nth - 1) * 7).filter(|_| nth >= 1)
}

/// The last such weekday of a month.
pub fn last_weekday(year: i64, month: i64, weekday: u32) -> Option<Day> {
    let end = month_end(year, month)?;
    Some(end.plus(-(i64::from(end.weekday()) - i64::from(weekday)).rem_euclid(7)))
}
