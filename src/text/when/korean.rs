//! Date words in Korean. Spaces do not matter: `다음 주 금요일` is `다음주금요일`.

use super::calendar::{self, Unit};
use super::{Answer, Reader, Use, number};
use crate::base::day::Day;
use crate::base::hangul::is_hangul;

/// Reads a day said in Korean words.
pub(super) fn read(reader: &Reader<'_>, text: &str) -> Answer {
    if !text.chars().any(is_hangul) {
        return None;
    }
    let joined: String = text.chars().filter(|c| *c != ' ').collect();
    let bare = ["까지", "부터", "쯤", "에"].iter().find_map(|end| joined.strip_suffix(end)).unwrap_or(&joined);
    let ways = [word, away, in_week, in_month, in_quarter, in_year];
    [bare, joined.as_str()].iter().find_map(|text| ways.iter().find_map(|way| way(reader, text)))
}

fn word(reader: &Reader<'_>, text: &str) -> Answer {
    let days = match text {
        "오늘" | "금일" => 0,
        "내일" | "낼" | "명일" => 1,
        "모레" | "내일모레" | "낼모레" => 2,
        "글피" => 3,
        "그글피" => 4,
        "어제" => -1,
        "그제" | "그저께" | "엊그제" | "엊그저께" => -2,
        name => return calendar::weekday(name).map(|weekday| Some(reader.next_weekday(weekday))),
    };
    Some(Some(reader.today.plus(days)))
}

/// Splits off the first known start; the longest must come first in `starts`.
fn start<'a, T: Copy>(text: &'a str, starts: &[(&str, T)]) -> Option<(T, &'a str)> {
    starts.iter().find_map(|(start, value)| text.strip_prefix(start).map(|rest| (*value, rest)))
}

/// Splits off leading digits.
fn digits(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((number(&text[..end])?, &text[end..]))
}

/// `3일 뒤`, `2주 후`, `한달 뒤`, `이틀 뒤`, `5영업일 뒤`, `7일전`, `1주일내`.
fn away(reader: &Reader<'_>, text: &str) -> Answer {
    let ends =
        [("이후", 1), ("있다가", 1), ("뒤", 1), ("후", 1), ("이내", 1), ("내", 1), ("안", 1), ("이전", -1), ("전", -1)];
    let (length, sign) = ends.iter().find_map(|(end, sign)| text.strip_suffix(end).map(|length| (length, *sign)))?;
    let (count, unit) = length_of(length)?;
    Some(reader.away(sign * count, unit))
}

fn length_of(text: &str) -> Option<(i64, Unit)> {
    const NAMED: [(&str, i64); 11] = [
        ("하루", 1),
        ("이틀", 2),
        ("사흘", 3),
        ("나흘", 4),
        ("닷새", 5),
        ("엿새", 6),
        ("이레", 7),
        ("여드레", 8),
        ("아흐레", 9),
        ("열흘", 10),
        ("보름", 15),
    ];
    const COUNTS: [(&str, i64); 12] = [
        ("한", 1),
        ("두", 2),
        ("세", 3),
        ("석", 3),
        ("네", 4),
        ("다섯", 5),
        ("여섯", 6),
        ("일", 1),
        ("이", 2),
        ("삼", 3),
        ("사", 4),
        ("오", 5),
    ];
    if let Some((_, days)) = NAMED.iter().find(|(name, _)| *name == text) {
        return Some((*days, Unit::Days));
    }
    let (count, rest) = digits(text).or_else(|| start(text, &COUNTS))?;
    Some((count, calendar::unit(rest)?))
}

/// `이번주 금요일`, `다음 주 화`, `지난주`, `다다음주 월요일`.
fn in_week(reader: &Reader<'_>, text: &str) -> Answer {
    const WEEKS: [(&str, i64); 14] = [
        ("이번주", 0),
        ("금주", 0),
        ("이주", 0),
        ("다다음주", 2),
        ("다음다음주", 2),
        ("다음주", 1),
        ("담주", 1),
        ("차주", 1),
        ("내주", 1),
        ("지지난주", -2),
        ("저저번주", -2),
        ("지난주", -1),
        ("저번주", -1),
        ("전주", -1),
    ];
    const BESIDE: [(&str, i64); 4] = [("이번", 0), ("다음", 1), ("지난", -1), ("저번", -1)];
    let (by, rest) = match start(text, &WEEKS) {
        Some(found) => found,
        None => start(text, &BESIDE).filter(|(_, rest)| rest.ends_with("요일"))?,
    };
    let rest = rest.strip_prefix('의').unwrap_or(rest);
    let weekday = match rest {
        "" | "중" | "안" | "내" => None,
        name => Some(calendar::weekday(name)?),
    };
    Some(Some(reader.in_week(reader.today.monday().plus(by * 7), weekday)))
}

/// `11월 3일`, `2026년 11월`, `이번달 말`, `다음달 15일`, `11월 3주차 금`, `3월 마지막 월요일`, `15일`, `월말`.
fn in_month(reader: &Reader<'_>, text: &str) -> Answer {
    const MONTHS: [(&str, i64); 11] = [
        ("이번달", 0),
        ("이달", 0),
        ("금월", 0),
        ("당월", 0),
        ("다다음달", 2),
        ("다음달", 1),
        ("담달", 1),
        ("내달", 1),
        ("익월", 1),
        ("지난달", -1),
        ("저번달", -1),
    ];
    if matches!(text, "월말" | "말일" | "달말") {
        let (year, month) = reader.month_away(0);
        return Some(calendar::month_end(year, month));
    }
    if let Some((by, rest)) = start(text, &MONTHS) {
        let (year, month) = reader.month_away(by);
        return month_part(reader, rest).map(|part| part.of(reader, year, month));
    }
    let (year, rest) = with_year(reader, text);
    let (count, rest) = digits(rest)?;
    if year.is_none() && rest == "일" {
        return Some(reader.day_of_month(count));
    }
    let part = month_part(reader, rest.strip_prefix('월')?)?;
    Some(reader.nearest(year, |year| part.of(reader, year, count)))
}

/// Splits off a year: `2026년`, `올해`, `내년`, `작년`.
fn with_year<'a>(reader: &Reader<'_>, text: &'a str) -> (Option<i64>, &'a str) {
    const YEARS: [(&str, i64); 5] = [("올해", 0), ("금년", 0), ("내년", 1), ("작년", -1), ("지난해", -1)];
    if let Some((by, rest)) = start(text, &YEARS) {
        return (Some(i64::from(reader.today.ymd().0) + by), rest);
    }
    match digits(text).and_then(|(year, rest)| Some((year, rest.strip_prefix('년')?))) {
        Some((year, rest)) => (Some(year), rest),
        None => (None, text),
    }
}

/// A part of a month, before the month is known.
#[derive(Clone, Copy)]
enum Part {
    Whole,
    End,
    Date(i64),
    Week(i64, Option<u32>),
    LastWeek(Option<u32>),
    Weekday(u32, i64),
    LastWeekday(u32),
}

impl Part {
    fn of(self, reader: &Reader<'_>, year: i64, month: i64) -> Option<Day> {
        match self {
            Self::Whole => reader.in_month(year, month),
            Self::End => calendar::month_end(year, month),
            Self::Date(date) => calendar::ymd(year, month, date),
            Self::Week(week, weekday) => Some(reader.in_week(calendar::week_of_month(year, month, week)?, weekday)),
            Self::LastWeek(weekday) => Some(reader.in_week(calendar::last_week(year, month)?, weekday)),
            Self::Weekday(weekday, nth) => calendar::nth_weekday(year, month, weekday, nth),
            Self::LastWeekday(weekday) => calendar::last_weekday(year, month, weekday),
        }
    }
}

fn month_part(reader: &Reader<'_>, text: &str) -> Option<Part> {
    let text = text.strip_prefix('의').unwrap_or(text);
    match text {
        "" | "중" | "안" | "내" => return Some(Part::Whole),
        "말" | "말일" | "마지막날" | "마지막일" => return Some(Part::End),
        "초" if reader.wanted == Use::Start => return Some(Part::Whole),
        _ => {}
    }
    if let Some(rest) = text.strip_prefix("마지막") {
        return match rest.strip_prefix('주') {
            Some(named) => week(named, Part::LastWeek),
            None => calendar::weekday(rest).map(Part::LastWeekday),
        };
    }
    if let Some((place, rest)) = place(text) {
        return match rest.strip_prefix("주차").or_else(|| rest.strip_prefix('주')) {
            Some(named) => week(named, |weekday| Part::Week(place, weekday)),
            None => calendar::weekday(rest).map(|weekday| Part::Weekday(weekday, place)),
        };
    }
    let (count, rest) = digits(text)?;
    if rest == "일" {
        return Some(Part::Date(count));
    }
    let named = rest.strip_prefix("주차").or_else(|| rest.strip_prefix('주'))?;
    week(named, |weekday| Part::Week(count, weekday))
}

/// A week with nothing or a weekday after it: `금`, `의 금요일`.
fn week(named: &str, part: impl FnOnce(Option<u32>) -> Part) -> Option<Part> {
    match named.strip_prefix('의').unwrap_or(named) {
        "" => Some(part(None)),
        name => calendar::weekday(name).map(|weekday| part(Some(weekday))),
    }
}

/// `첫째`, `둘째`, `세번째`, `3번째`, and `첫` before a week.
fn place(text: &str) -> Option<(i64, &str)> {
    const PLACES: [(&str, i64); 15] = [
        ("첫번째", 1),
        ("두번째", 2),
        ("세번째", 3),
        ("네번째", 4),
        ("다섯번째", 5),
        ("첫째", 1),
        ("둘째", 2),
        ("셋째", 3),
        ("세째", 3),
        ("넷째", 4),
        ("네째", 4),
        ("다섯째", 5),
        ("첫", 1),
        ("둘쨋", 2),
        ("셋쨋", 3),
    ];
    start(text, &PLACES).or_else(|| digits(text).and_then(|(count, rest)| Some((count, rest.strip_prefix("번째")?))))
}

/// `다음분기`, `이번 분기 말`, `4분기`, `2018년 4분기`, `분기말`.
fn in_quarter(reader: &Reader<'_>, text: &str) -> Answer {
    const QUARTERS: [(&str, i64); 5] =
        [("이번분기", 0), ("다음분기", 1), ("지난분기", -1), ("저번분기", -1), ("분기", 0)];
    if let Some((by, rest)) = start(text, &QUARTERS) {
        let (year, quarter) = reader.quarter_away(by);
        // `분기` alone is no day.
        let named = !rest.is_empty() || text != "분기";
        return ended(reader, rest).filter(|_| named).map(|reader| reader.in_quarter(year, quarter));
    }
    let (year, rest) = with_year(reader, text);
    let (quarter, rest) = digits(rest)?;
    let reader = ended(reader, rest.strip_prefix("분기")?)?;
    Some(reader.nearest(year, |year| reader.in_quarter(year, quarter)))
}

/// `연말`, `올해 말`, `내년`, `2026년 말`.
fn in_year(reader: &Reader<'_>, text: &str) -> Answer {
    let this = i64::from(reader.today.ymd().0);
    let (year, rest) = match text {
        "연말" | "년말" => (this, "말"),
        _ => {
            let (year, rest) = with_year(reader, text);
            (year?, rest)
        }
    };
    let reader = ended(reader, rest)?;
    Some(reader.settle(calendar::ymd(year, 1, 1), calendar::ymd(year, 12, 31)))
}

/// A reader for a stretch with `말` (its end, whatever the use) or nothing after it.
fn ended<'a>(reader: &Reader<'a>, rest: &str) -> Option<Reader<'a>> {
    match rest {
        "" => Some(*reader),
        "말" => Some(Reader { wanted: Use::Due, ..*reader }),
        _ => None,
    }
}
