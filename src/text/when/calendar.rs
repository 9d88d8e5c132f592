//! Calendar arithmetic that date words need: months, weeks of a month, working days, names of weekdays and months.

use crate::base::day::Day;
pub(super) use crate::base::month::{last_weekday, month_end, months_later, nth_weekday, ymd};
pub(super) use crate::plan::calendar::workdays_later;

/// What an offset counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    Days,
    Weeks,
    Months,
    Years,
    Workdays,
}

/// The unit by its name in either language.
pub(super) fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "d" | "day" | "days" | "일" => Unit::Days,
        "w" | "wk" | "wks" | "week" | "weeks" | "주" | "주일" => Unit::Weeks,
        "m" | "mo" | "month" | "months" | "달" | "개월" => Unit::Months,
        "y" | "yr" | "year" | "years" | "년" => Unit::Years,
        "wd" | "bd" | "workday" | "workdays" | "영업일" | "근무일" | "평일" => Unit::Workdays,
        _ => return None,
    })
}

/// 0 for Monday to 6 for Sunday, by the weekday's name in either language, short or long.
pub(super) fn weekday(name: &str) -> Option<u32> {
    Some(match name {
        "mon" | "monday" | "월" | "월요일" => 0,
        "tue" | "tues" | "tuesday" | "화" | "화요일" => 1,
        "wed" | "weds" | "wednesday" | "수" | "수요일" => 2,
        "thu" | "thur" | "thurs" | "thursday" | "목" | "목요일" => 3,
        "fri" | "friday" | "금" | "금요일" => 4,
        "sat" | "saturday" | "토" | "토요일" => 5,
        "sun" | "sunday" | "일" | "일요일" => 6,
        _ => return None,
    })
}

/// 1–12 by the English name, short or long.
pub(super) fn month(name: &str) -> Option<i64> {
    const LONG: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let named = |long: &&str| name == &long[..3] || name == *long || (name == "sept" && *long == "september");
    LONG.iter().position(named).map(|place| place as i64 + 1)
}

/// The Monday of the n-th week of a month: the week belongs to the month of its Thursday.
pub(super) fn week_of_month(year: i64, month: i64, week: i64) -> Option<Day> {
    let thursday = nth_weekday(year, month, 3, week)?;
    Some(thursday.monday())
}

/// The Monday of the last week of a month.
pub(super) fn last_week(year: i64, month: i64) -> Option<Day> {
    Some(last_weekday(year, month, 3)?.monday())
}

/// Year, month and number of the week that `day` is in, counted in months: the week belongs to the month of its Thursday.
pub fn month_week(day: Day) -> (i32, u32, u32) {
    let (year, month, date) = day.monday().plus(3).ymd();
    (year, month, (date - 1) / 7 + 1)
}
