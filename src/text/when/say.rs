//! How days, weeks and working time are said.

use crate::base::clean::clean;
use crate::base::day::Day;
use crate::base::minutes::Minutes;
use crate::text::words::{Lang, Word, say, w, word};

use super::calendar::month_week;
use super::{NotDay, WhyNot};

const SHORT: [Word; 7] =
    [w::COMMON_MON, w::COMMON_TUE, w::COMMON_WED, w::COMMON_THU, w::COMMON_FRI, w::COMMON_SAT, w::COMMON_SUN];
const LONG: [Word; 7] = [
    w::COMMON_MONDAY,
    w::COMMON_TUESDAY,
    w::COMMON_WEDNESDAY,
    w::COMMON_THURSDAY,
    w::COMMON_FRIDAY,
    w::COMMON_SATURDAY,
    w::COMMON_SUNDAY,
];
const MONTHS: [Word; 12] = [
    w::COMMON_JAN,
    w::COMMON_FEB,
    w::COMMON_MAR,
    w::COMMON_APR,
    w::COMMON_MAY,
    w::COMMON_JUN,
    w::COMMON_JUL,
    w::COMMON_AUG,
    w::COMMON_SEP,
    w::COMMON_OCT,
    w::COMMON_NOV,
    w::COMMON_DEC,
];

/// The weekday, short: `Fri`, `금`.
pub fn weekday_short(lang: Lang, day: Day) -> &'static str {
    word(lang, SHORT[day.weekday() as usize % 7])
}

/// The weekday in full: `Friday`, `금요일`.
pub fn weekday_long(lang: Lang, day: Day) -> &'static str {
    word(lang, LONG[day.weekday() as usize % 7])
}

fn month_short(lang: Lang, month: u32) -> &'static str {
    word(lang, MONTHS[(month as usize + 11) % 12])
}

/// A whole date with its weekday: `Fri 2026-11-20`, `2026-11-20(금)`.
pub fn say_day(lang: Lang, day: Day) -> String {
    say(lang, w::WHEN_DAY, &[("date", &day), ("weekday", &weekday_short(lang, day))])
}

/// A date for narrow columns: `Fri 20 Nov`, `11/20 금`; with its year where it is far enough away to be misread.
pub fn say_day_short(lang: Lang, day: Day, today: Day) -> String {
    let (year, month, date) = day.ymd();
    let near = (-180..=180).contains(&day.since(today));
    let said = if near { w::WHEN_DAY_SHORT } else { w::WHEN_DAY_FAR };
    let weekday = weekday_short(lang, day);
    let (month, date) = match lang {
        Lang::En => (month_short(lang, month).to_owned(), date.to_string()),
        Lang::Ko => (format!("{month:02}"), format!("{date:02}")),
    };
    say(lang, said, &[("year", &year), ("month", &month), ("date", &date), ("weekday", &weekday)])
}

/// The week that `day` is in: `W47 (16–22 Nov)`, `11월 3주차 (11/16–11/22)`. Around New Year the week may belong to another
/// year than the day, and names it: `2021-W52 (27 Dec–2 Jan)`, `2021년 12월 5주차 (12/27–01/02)`.
pub fn say_week(lang: Lang, day: Day) -> String {
    let (first, last) = (day.monday(), day.monday().plus(6));
    let ((_, from_month, from), (_, to_month, to)) = (first.ymd(), last.ymd());
    match lang {
        Lang::En => {
            let to = format!("{to} {}", month_short(lang, to_month));
            let from = if from_month == to_month {
                from.to_string()
            } else {
                format!("{from} {}", month_short(lang, from_month))
            };
            let (year, week) = day.iso_week();
            let year = if year == day.ymd().0 { String::new() } else { format!("{year}-") };
            format!("{year}W{week:02} ({from}–{to})")
        }
        Lang::Ko => {
            let (year, month, week) = month_week(day);
            let year = if year == day.ymd().0 { String::new() } else { format!("{year}년 ") };
            format!("{year}{month}월 {week}주차 ({from_month:02}/{from:02}–{to_month:02}/{to:02})")
        }
    }
}

/// Like [`say_week`] with a plain hyphen, for the screen: a dash is two cells wide in some terminals.
pub fn say_week_narrow(lang: Lang, day: Day) -> String {
    say_week(lang, day).replace('–', "-")
}

/// Days left until `day`: `D-5`, on the day `D-day`, after it `D+2`.
pub fn d_day(day: Day, today: Day) -> String {
    match day.since(today) {
        0 => "D-day".to_owned(),
        left if left > 0 => format!("D-{left}"),
        past => format!("D+{}", -past),
    }
}

/// Ideal working time as said to people: `1d4h`, `1일 4시간`.
pub fn say_effort(lang: Lang, effort: Minutes) -> String {
    if lang == Lang::En {
        return effort.to_string();
    }
    let text = effort.to_string().replace('d', "일 ").replace('h', "시간 ").replace('m', "분");
    text.trim_end().to_owned()
}

impl NotDay {
    /// What was not understood, and what to type instead.
    pub fn say(&self, lang: Lang) -> String {
        let said = match self.why {
            WhyNot::Unknown => w::WHEN_UNCLEAR,
            WhyNot::NoSuchDay => w::WHEN_NO_SUCH_DAY,
        };
        say(lang, said, &[("part", &clean(&self.part))])
    }
}
