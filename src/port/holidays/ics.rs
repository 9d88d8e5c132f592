//! Days from an iCalendar file (RFC 5545): its all-day events.

use super::{LAST_YEAR, ProblemKind, Reading, named};
use crate::base::day::Day;
use crate::plan::calendar::Stretch;
use crate::plan::recurrence::{Rule, compact_day};

/// A content line: its number, name in capitals, value.
struct Line {
    number: u64,
    name: String,
    value: String,
}

/// One event, as far as it has been read.
#[derive(Default)]
struct Event {
    /// The line it begins on.
    line: u64,
    start: Option<Line>,
    end: Option<Line>,
    rule: Option<Line>,
    /// Days it leaves out.
    without: Vec<Line>,
    name: String,
    description: String,
    cancelled: bool,
    /// A part that would change its days and is not supported.
    foreign: Option<Line>,
}

/// Reads all events.
pub(super) fn read(text: &str, reading: &mut Reading) {
    let mut event: Option<Event> = None;
    // Parts inside an event, such as an alarm, say nothing about its days.
    let mut inner = 0_usize;
    for line in unfold(text) {
        let value = line.value.trim().to_uppercase();
        match (line.name.as_str(), value.as_str()) {
            ("BEGIN", "VEVENT") if event.is_none() => event = Some(Event { line: line.number, ..Event::default() }),
            ("BEGIN", _) if event.is_some() => inner += 1,
            ("END", "VEVENT") if inner == 0 => {
                if let Some(event) = event.take() {
                    event.days(reading);
                }
            }
            ("END", _) => inner = inner.saturating_sub(1),
            _ => {
                if let Some(event) = event.as_mut().filter(|_| inner == 0) {
                    event.take(line);
                }
            }
        }
    }
    if let Some(event) = event {
        reading.problem(event.line, ProblemKind::NoEnd, "BEGIN:VEVENT");
    }
}

/// Content lines with their continuations put together again.
fn unfold(text: &str) -> Vec<Line> {
    let mut whole: Vec<(u64, String)> = vec![];
    for (number, line) in (1..).zip(text.lines()) {
        match (line.strip_prefix([' ', '\t']), whole.last_mut()) {
            (Some(more), Some((_, before))) => before.push_str(more),
            _ => whole.push((number, line.to_owned())),
        }
    }
    whole.into_iter().filter_map(|(number, line)| content(number, &line)).collect()
}

/// `NAME;PARAM=VALUE:VALUE`; a colon inside quotes belongs to a parameter.
fn content(number: u64, line: &str) -> Option<Line> {
    let mut quoted = false;
    let colon = line.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == ':' && !quoted).then_some(at)
    })?;
    let name = line[..colon].split(';').next().unwrap_or_default();
    Some(Line { number, name: name.trim().to_uppercase(), value: line[colon + 1..].to_owned() })
}

impl Event {
    fn take(&mut self, line: Line) {
        match line.name.as_str() {
            "DTSTART" => self.start = Some(line),
            "DTEND" => self.end = Some(line),
            "RRULE" => self.rule = Some(line),
            "EXDATE" => self.without.push(line),
            "SUMMARY" => self.name = plain(&line.value),
            "DESCRIPTION" => self.description = plain(&line.value),
            "STATUS" => self.cancelled = line.value.trim().eq_ignore_ascii_case("CANCELLED"),
            "DURATION" | "RDATE" | "RECURRENCE-ID" | "EXRULE" => self.foreign = Some(line),
            _ => {}
        }
    }

    fn days(&self, reading: &mut Reading) {
        // Calendars of holidays that Google gives out hold days on which nobody is off, and say so.
        let observance = ["Observance", "기념일"].iter().any(|word| self.description.starts_with(word));
        if self.cancelled || observance {
            return reading.read.left_out.push(named(&self.name));
        }
        if let Some(line) = &self.foreign {
            return reading.problem(line.number, ProblemKind::Unsupported, &line.name);
        }
        let Some(start) = &self.start else { return reading.problem(self.line, ProblemKind::NoStart, &self.name) };
        let date = |line: &Line, reading: &mut Reading| {
            let day = all_day(line.value.trim());
            day.map_err(|kind| reading.problem(line.number, kind, &line.value)).ok()
        };
        let Some(first) = date(start, reading) else { return };
        let mut length = 0;
        if let Some(line) = &self.end {
            let Some(end) = date(line, reading) else { return };
            // The end is the day after the last; some programs write the last.
            length = if end == first { 0 } else { end.since(first) - 1 };
        }
        let mut without = vec![];
        for line in &self.without {
            for value in line.value.split(',') {
                match all_day(value.trim()) {
                    Ok(day) => without.push(day),
                    Err(kind) => return reading.problem(line.number, kind, value),
                }
            }
        }
        let days = match &self.rule {
            None => vec![first],
            Some(line) => match line.value.parse::<Rule>() {
                Ok(rule) => again(&rule, first),
                Err(no) => return reading.problem(line.number, ProblemKind::Rule(no), &line.value),
            },
        };
        for day in days.into_iter().filter(|day| !without.contains(day)) {
            reading.days(start.number, Stretch::new(day, day.plus(length)), &self.name, false);
        }
    }
}

/// The days a holiday comes again on, as far as they are carried on.
fn again(rule: &Rule, first: Day) -> Vec<Day> {
    let last = Day::of(LAST_YEAR, 12, 31).unwrap_or(first);
    rule.days(first, Stretch::new(first, last))
}

/// `20261231`, or midnight of that day on nobody's clock in particular.
fn all_day(value: &str) -> Result<Day, ProblemKind> {
    let timed = value.split_once('T').is_some_and(|(_, time)| time != "000000");
    if timed { Err(ProblemKind::Timed) } else { compact_day(value).ok_or(ProblemKind::Day) }
}

/// A text without the signs that escape.
fn plain(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut signs = value.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => match signs.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => {}
            },
            other => text.push(other),
        }
    }
    text
}
