//! Files of days: holidays of other countries and company days, from a table or an iCalendar file. Pure: bytes to days, or
//! to what is wrong with each line. One bad line refuses the whole file: a calendar with a hole in it is worse than none.

mod ics;
mod table;

use crate::base::day::Day;
use crate::plan::calendar::{OwnDay, Stretch};
use crate::plan::recurrence::NotRule;
use crate::port::import::Encoding;
use crate::port::import::decode::decode;
use crate::port::import::fields::{TITLE, tidy};
use crate::text::rule::say_not_rule;
use crate::text::{Lang, say, w, word};

/// Days a file may name.
pub const MOST_DAYS: usize = 20_000;
/// Days one line may span: a year.
pub const MOST_SPAN: i64 = 366;
/// The last year into which a holiday that comes again is carried on.
pub const LAST_YEAR: i32 = 2050;

/// What a file says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DaysRead {
    /// Its days, in the file's order.
    pub days: Vec<OwnDay>,
    /// Names of what was left out, because the file itself says that nobody is off: observances, cancelled events.
    pub left_out: Vec<String>,
}

/// Why a line could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProblemKind {
    /// No day such as `2026-12-31`.
    Day,
    /// The last day lies before the first.
    Reversed,
    /// It spans more than [`MOST_SPAN`] days.
    LongSpan,
    /// Neither a holiday nor a working day.
    Kind,
    /// A quote is opened and never closed.
    OpenQuote,
    /// The header names no column of days.
    NoDayColumn,
    /// An event that does not say when it is.
    NoStart,
    /// An event at a time of day: no holiday.
    Timed,
    /// A part of an event that is not supported.
    Unsupported,
    /// How it comes again is not understood.
    Rule(NotRule),
    /// It begins and never ends.
    NoEnd,
    /// From here on there are more than [`MOST_DAYS`] days.
    TooMany,
}

/// A line that could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The line in the file, from 1.
    pub line: u64,
    /// Why.
    pub kind: ProblemKind,
    /// The part that was not understood, as it stands there.
    pub text: String,
}

/// Why a file of days cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// It is no text that can be read.
    Encoding,
    /// It names no day.
    Empty,
    /// Lines that could not be read, in order.
    Lines(Vec<Problem>),
}

/// Reads a file of days: iCalendar where it begins like one, else a table with the columns date, name, and perhaps until
/// and kind (`holiday` or `workday`), under a header in English or Korean or in this order without one.
pub fn read(bytes: &[u8]) -> Result<DaysRead, Unreadable> {
    let text = decode(bytes, Encoding::Auto).map_err(|_| Unreadable::Encoding)?.text;
    let calendar = text.trim_start().get(..15).is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:VCALENDAR"));
    let mut reading = Reading::default();
    if calendar {
        ics::read(&text, &mut reading);
    } else {
        table::read(&text, &mut reading);
    }
    if !reading.problems.is_empty() {
        return Err(Unreadable::Lines(reading.problems));
    }
    if reading.read.days.is_empty() { Err(Unreadable::Empty) } else { Ok(reading.read) }
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    read: DaysRead,
    problems: Vec<Problem>,
}

impl Reading {
    fn problem(&mut self, line: u64, kind: ProblemKind, text: &str) {
        // The first hundred show what is wrong; a file of another kind would go on for ever.
        if self.problems.len() < 100 {
            self.problems.push(Problem { line, kind, text: text.chars().take(60).collect() });
        }
    }

    /// Takes the days of a line, or notes what is wrong with them.
    fn days(&mut self, line: u64, days: Stretch, name: &str, works: bool) {
        let said = format!("{}–{}", days.first, days.last);
        if days.is_empty() {
            self.problem(line, ProblemKind::Reversed, &said);
        } else if days.last.since(days.first) >= MOST_SPAN {
            self.problem(line, ProblemKind::LongSpan, &said);
        } else if self.read.days.len() as i64 + days.last.since(days.first) >= MOST_DAYS as i64 {
            if self.problems.last().is_none_or(|last| last.kind != ProblemKind::TooMany) {
                self.problem(line, ProblemKind::TooMany, &said);
            }
        } else {
            let name = named(name);
            let days = days.first.through(days.last);
            self.read.days.extend(days.map(|day| OwnDay { day, name: name.clone(), works }));
        }
    }
}

/// A name on one line, no longer than a title may be.
fn named(text: &str) -> String {
    tidy(&text.split_whitespace().collect::<Vec<_>>().join(" ")).chars().take(TITLE).collect()
}

impl Unreadable {
    /// In words, a line each.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Encoding => vec![word(lang, w::HOLIDAY_ENCODING).to_owned()],
            Self::Empty => vec![word(lang, w::HOLIDAY_EMPTY).to_owned()],
            Self::Lines(problems) => problems.iter().map(|problem| problem.say(lang)).collect(),
        }
    }
}

impl Problem {
    /// In words: `line 4: "someday" is no day; try 2026-12-31`.
    pub fn say(&self, lang: Lang) -> String {
        let what = match &self.kind {
            ProblemKind::Rule(no) => say_not_rule(lang, no),
            kind => {
                let said = match kind {
                    ProblemKind::Reversed => w::HOLIDAY_REVERSED,
                    ProblemKind::LongSpan => w::HOLIDAY_LONG_SPAN,
                    ProblemKind::Kind => w::HOLIDAY_BAD_KIND,
                    ProblemKind::OpenQuote => w::HOLIDAY_OPEN_QUOTE,
                    ProblemKind::NoDayColumn => w::HOLIDAY_NO_DAY_COLUMN,
                    ProblemKind::NoStart => w::HOLIDAY_NO_START,
                    ProblemKind::Timed => w::HOLIDAY_TIMED,
                    ProblemKind::Unsupported => w::HOLIDAY_UNSUPPORTED,
                    ProblemKind::NoEnd => w::HOLIDAY_NO_END,
                    ProblemKind::TooMany => w::HOLIDAY_TOO_MANY,
                    ProblemKind::Day | ProblemKind::Rule(_) => w::HOLIDAY_BAD_DAY,
                };
                say(lang, said, &[("text", &self.text), ("most", &MOST_DAYS), ("span", &MOST_SPAN)])
            }
        };
        say(lang, w::HOLIDAY_AT_LINE, &[("line", &self.line), ("what", &what)])
    }
}

/// A whole date in figures, as people and spreadsheets write it: `2026-12-31`, `2026/12/31`, `2026. 12. 31.`, `20261231`,
/// `2026년 12월 31일`.
fn whole_date(text: &str) -> Option<Day> {
    let text = text.trim();
    let between = |c: char| matches!(c, '-' | '/' | '.' | ' ' | '년' | '월' | '일');
    if !text.chars().all(|c| c.is_ascii_digit() || between(c)) {
        return None;
    }
    let parts: Vec<&str> = text.split(between).filter(|part| !part.is_empty()).collect();
    let number = |part: &str, most: usize| part.parse::<u32>().ok().filter(|_| part.len() <= most);
    match parts[..] {
        [all] if all.len() == 8 => Day::of(all[..4].parse().ok()?, number(&all[4..6], 2)?, number(&all[6..], 2)?),
        [year, month, day] if year.len() == 4 => Day::of(year.parse().ok()?, number(month, 2)?, number(day, 2)?),
        _ => None,
    }
}
