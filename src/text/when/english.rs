//! Date words in English.

use super::calendar::{self, Unit};
use super::{Answer, Reader, number};
use crate::base::day::Day;

/// Reads a day said in English words.
pub(super) fn read(reader: &Reader<'_>, text: &str) -> Answer {
    let tokens: Vec<&str> = words(text).collect();
    let tokens = match tokens.as_slice() {
        ["by" | "on" | "until" | "till", rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    let ways = [single, grid, away, end_of, dated, nth];
    ways.iter().find_map(|way| way(reader, tokens))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ')
        .map(|token| token.trim_end_matches([',', '.']))
        .filter(|token| !matches!(*token, "the" | "of" | "a" | "an" | "from" | ""))
}

/// The first word of an English text that no date has; nothing where each is known by itself.
pub(super) fn unknown_part(text: &str) -> Option<&str> {
    const KNOWN: [&str; 48] = [
        "today",
        "tomorrow",
        "yesterday",
        "tmr",
        "tmrw",
        "eow",
        "eom",
        "eoq",
        "eoy",
        "this",
        "next",
        "last",
        "prev",
        "previous",
        "week",
        "month",
        "quarter",
        "year",
        "in",
        "now",
        "ago",
        "later",
        "end",
        "day",
        "days",
        "after",
        "before",
        "by",
        "on",
        "until",
        "till",
        "business",
        "working",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
    ];
    let known = |token: &str| {
        let digits = token.trim_start_matches(['+', '-', 'w']).starts_with(|c: char| c.is_ascii_digit());
        digits
            || KNOWN.contains(&token)
            || calendar::weekday(token).is_some()
            || calendar::month(token).is_some()
            || calendar::unit(token).is_some()
    };
    if text.is_ascii() { words(text).find(|token| !known(token)) } else { None }
}

fn single(reader: &Reader<'_>, tokens: &[&str]) -> Answer {
    let days = match tokens {
        ["today" | "tod" | "now"] => 0,
        ["tomorrow" | "tmr" | "tmrw" | "tom"] => 1,
        ["yesterday"] => -1,
        ["day", "after", "tomorrow"] => 2,
        ["day", "before", "yesterday"] => -2,
        [name] => return calendar::weekday(name).map(|weekday| Some(reader.next_weekday(weekday))),
        _ => return None,
    };
    Some(Some(reader.today.plus(days)))
}

/// Which one beside the present: this, next, last.
fn beside(word: &str) -> Option<i64> {
    Some(match word {
        "this" => 0,
        "next" => 1,
        "last" | "prev" | "previous" => -1,
        _ => return None,
    })
}

/// `next fri`, `this week`, `next week fri`, `fri next week`, `next month`, `last quarter`, `next year`.
fn grid(reader: &Reader<'_>, tokens: &[&str]) -> Answer {
    let (which, weekday) = match tokens {
        [which, unit] => {
            let by = beside(which)?;
            match *unit {
                "week" => (by, None),
                "month" | "quarter" | "year" => return Some(stretch(reader, by, unit)),
                name => (by, Some(calendar::weekday(name)?)),
            }
        }
        [which, "week", name] | [name, which, "week"] => (beside(which)?, Some(calendar::weekday(name)?)),
        _ => return None,
    };
    Some(Some(reader.in_week(reader.today.monday().plus(which * 7), weekday)))
}

fn stretch(reader: &Reader<'_>, by: i64, unit: &str) -> Option<Day> {
    match unit {
        "month" => {
            let (year, month) = reader.month_away(by);
            reader.in_month(year, month)
        }
        "quarter" => {
            let (year, quarter) = reader.quarter_away(by);
            reader.in_quarter(year, quarter)
        }
        _ => {
            let year = i64::from(reader.today.ymd().0) + by;
            reader.settle(calendar::ymd(year, 1, 1), calendar::ymd(year, 12, 31))
        }
    }
}

/// `in 3 days`, `3 days`, `2 weeks ago`, `five business days from now`, `5 workdays`.
fn away(reader: &Reader<'_>, tokens: &[&str]) -> Answer {
    let (tokens, sign) = match tokens {
        ["in" | "within", rest @ ..] | [rest @ .., "now" | "later" | "after"] => (rest, 1),
        [rest @ .., "ago" | "before"] => (rest, -1),
        all => (all, 1),
    };
    let (count, unit) = match tokens {
        [count, "business" | "working" | "work", "day" | "days"] => (count_of(count)?, Unit::Workdays),
        [count, unit] => (count_of(count)?, calendar::unit(unit)?),
        // `in a week`: the article is gone by now.
        [unit @ ("day" | "week" | "month" | "year")] => (1, calendar::unit(unit)?),
        _ => return None,
    };
    Some(reader.away(sign * count, unit))
}

fn count_of(word: &str) -> Option<i64> {
    const COUNTS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    number(word).or_else(|| COUNTS.iter().position(|count| *count == word).map(|place| place as i64 + 1))
}

/// `eow`, `eom`, `eoq`, `eoy`, `end of month`, `end of next week`, `end of nov`.
fn end_of(reader: &Reader<'_>, tokens: &[&str]) -> Answer {
    let (by, unit) = match tokens {
        ["eow"] => (0, "week"),
        ["eom"] => (0, "month"),
        ["eoq"] => (0, "quarter"),
        ["eoy"] => (0, "year"),
        ["end", unit] => (0, *unit),
        ["end", which, unit] => (beside(which)?, *unit),
        _ => return None,
    };
    let last = Reader { wanted: super::Use::Due, ..*reader };
    Some(match unit {
        "week" => Some(last.in_week(last.today.monday().plus(by * 7), None)),
        "month" | "quarter" | "year" => stretch(&last, by, unit),
        name => {
            let month = calendar::month(name)?;
            last.nearest(None, |year| calendar::month_end(year, month))
        }
    })
}

/// `nov 3`, `3 nov 2026`, `3rd nov`, `nov`, `nov 2026`, `15th`.
fn dated(reader: &Reader<'_>, tokens: &[&str]) -> Answer {
    let on =
        |month: i64, day: i64, year: Option<i64>| Some(reader.nearest(year, |year| calendar::ymd(year, month, day)));
    match *tokens {
        [one] => match (calendar::month(one), ordinal(one)) {
            (Some(month), _) => Some(reader.nearest(None, |year| reader.in_month(year, month))),
            (None, Some(day)) if number(one).is_none() => Some(reader.day_of_month(day)),
            _ => None,
        },
        [left, right] => match (calendar::month(left), calendar::month(right)) {
            (Some(month), None) if right.len() == 4 => Some(reader.in_month(number(right)?, month)),
            (Some(month), None) => on(month, ordinal(right)?, None),
            (None, Some(month)) => on(month, ordinal(left)?, None),
            _ => None,
        },
        [left, right, year] => {
            let year = Some(number(year).filter(|year| *year > 999)?);
            match (calendar::month(left), calendar::month(right)) {
                (Some(month), None) => on(month, ordinal(right)?, year),
                (None, Some(month)) => on(month, ordinal(left)?, year),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A day of the month: `3`, `3rd`, `15th`.
fn ordinal(word: &str) -> Option<i64> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    number(digits).filter(|day| (1..=31).contains(day))
}

/// `first monday of march`, `last friday in next month`, `last day of october 2015`.
fn nth(reader: &Reader<'_>, tokens: &[&str]) -> Answer {
    let [which, name, rest @ ..] = tokens else { return None };
    let rest = rest.strip_prefix(&["in"]).unwrap_or(rest);
    let (year, month) = match *rest {
        [month] => (None, calendar::month(month)?),
        [which, "month"] => {
            let (year, month) = reader.month_away(beside(which)?);
            (Some(year), month)
        }
        [month, year] => (Some(number(year)?), calendar::month(month)?),
        _ => return None,
    };
    let place = ["first", "second", "third", "fourth", "fifth"].iter().position(|known| known == which);
    let place = place.map(|place| place as i64 + 1).or_else(|| ordinal(which));
    let weekday = calendar::weekday(name);
    Some(match (*which, place, weekday) {
        ("last", _, Some(weekday)) => reader.nearest(year, |year| calendar::last_weekday(year, month, weekday)),
        ("last", _, None) if *name == "day" => reader.nearest(year, |year| calendar::month_end(year, month)),
        (_, Some(place), Some(weekday)) => {
            reader.nearest(year, |year| calendar::nth_weekday(year, month, weekday, place))
        }
        _ => return None,
    })
}
