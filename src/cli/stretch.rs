//! What seasons and acts, their closing and looking back on them all say: days, figures, and the act that is meant.
//! Knows no command.

use super::desk::Desk;
use super::table::Cell;
use crate::app::error::AppError;
use crate::base::day::Day;
use crate::domain::act::{Act, Ledger};
use crate::domain::season::Stage;
use crate::query::Thing;
use crate::query::place::Spot;
use crate::text::count::part;
use crate::text::when::{Use, say_day};
use crate::text::words::w;

/// The act of a spot, with its name.
pub fn found(desk: &mut Desk, text: &str) -> Result<(Spot, Act), AppError> {
    let spot = desk.act(text)?;
    match spot.act.clone() {
        Some(act) => Ok((spot, act)),
        None => Err(desk.missing(Thing::Act, text)),
    }
}

/// The first and the last day of a stretch, from words.
pub fn days(desk: &Desk, from: Option<&str>, to: Option<&str>) -> Result<(Option<Day>, Option<Day>), AppError> {
    let first = from.map(|text| desk.day(text, Use::Start)).transpose()?;
    let last = to.map(|text| desk.day(text, Use::Due)).transpose()?;
    Ok((first, last))
}

/// `Mon 2026-11-16 - Thu 2026-12-31`, as far as the days are set.
pub fn stretch(desk: &Desk, first: Option<Day>, last: Option<Day>) -> String {
    match (first, last) {
        (None, None) => String::new(),
        (first, last) => {
            let said = |day: Option<Day>| day.map_or_else(|| "⋯".to_owned(), |day| say_day(desk.lang(), day));
            format!("{} - {}", said(first), said(last))
        }
    }
}

/// A stretch as a cell: with weekdays for people, `2026-11-16..2026-12-31` for pipes.
pub fn days_cell(desk: &Desk, first: Option<Day>, last: Option<Day>) -> Cell {
    let plain = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let stable = if first.or(last).is_some() { format!("{}..{}", plain(first), plain(last)) } else { String::new() };
    Cell::of(stretch(desk, first, last)).stable(stable)
}

/// How much of an act or retro is done, as a cell: nothing for people where there is nothing to do.
pub fn progress_cell(done: i64, total: i64) -> Cell {
    Cell::of(part(done, total)).stable(format!("{done}/{total}")).right()
}

/// `start 3 + added 1 - removed 0 = done 2 + carried 1 + dropped 1`.
pub fn ledger_line(desk: &Desk, ledger: &Ledger, stage: Stage, open: i64) -> String {
    let Ledger { start, added, removed, done, carried, dropped } = ledger;
    if start + added == 0 {
        let none = if stage == Stage::Closed { w::COMMON_NO_TASKS } else { w::COMMON_NO_TASKS_YET };
        return desk.out.word(none).to_owned();
    }
    let values: [(&str, &dyn std::fmt::Display); 7] = [
        ("start", start),
        ("added", added),
        ("removed", removed),
        ("done", done),
        ("carried", carried),
        ("dropped", dropped),
        ("open", &open),
    ];
    desk.say(if stage == Stage::Closed { w::CLI_LEDGER_CLOSED } else { w::CLI_LEDGER_LIVE }, &values)
}
