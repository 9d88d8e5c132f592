//! Tasks as rows: the table that every list of tasks is shown in, and the words for one row.

use super::desk::Desk;
use super::print::Style;
use super::table::{Cell, Table};
use crate::base::day::Day;
use crate::domain::task::{Origin, Priority, TaskStatus};
use crate::query::list::{Blocked, TaskRow};
use crate::text::when::{d_day, say_day, say_day_short, say_effort};
use crate::text::words::w;

/// Whether a table says where its tasks are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Where {
    /// It is known already, such as in an act's page.
    Known,
    /// Each row says its act.
    Said,
}

/// Prints tasks as a table: sign and key, title, owner, priority, estimate, due day, act, tags, marks.
pub fn table(desk: &mut Desk, rows: &[TaskRow], place: Where) {
    let mut heads = vec![
        w::COMMON_KEY,
        w::COMMON_STATUS,
        w::CLI_PRIORITY,
        w::COMMON_TITLE,
        w::COMMON_OWNER,
        w::CLI_ESTIMATE,
        w::COMMON_DUE,
        w::COMMON_TAG,
        w::CLI_MARKS,
    ];
    if place == Where::Said {
        heads.push(w::COMMON_ACT);
    }
    let mut table = Table::new(desk.lang(), &heads, [3, 8]).unnamed(1);
    let today = desk.book.today();
    for row in rows {
        table.row(cells(desk, row, place, today));
    }
    desk.out.table(&table);
}

fn cells(desk: &Desk, row: &TaskRow, place: Where, today: Day) -> Vec<Cell> {
    let lang = desk.lang();
    let ended = !row.status.is_open();
    let quiet = if ended { Style::Dim } else { Style::Plain };
    let due = row.due.map_or_else(Cell::default, |due| {
        let late = !ended && due <= today.plus(2);
        let style = if ended {
            Style::Dim
        } else if due < today {
            Style::Bad
        } else if late {
            Style::Warn
        } else {
            Style::Plain
        };
        let left = if ended { String::new() } else { format!(" {}", d_day(due, today)) };
        Cell::of(format!("{}{left}", say_day_short(lang, due, today))).stable(due.to_string()).styled(style)
    });
    let mut cells = vec![
        Cell::of(&row.key).styled(if ended { Style::Dim } else { Style::Bold }),
        status_cell(row),
        Cell::of(if row.priority == Priority::P2 { "" } else { row.priority.as_str() }).stable(row.priority.as_str()),
        Cell::of(&row.title).styled(quiet),
        Cell::of(row.owner.as_deref().unwrap_or_default()),
        row.estimate.map_or_else(Cell::default, |estimate| {
            Cell::of(say_effort(lang, estimate)).stable(estimate.to_string()).right()
        }),
        due,
        Cell::of(row.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "))
            .stable(row.tags.join(","))
            .styled(Style::Dim),
        Cell::of(marks(desk, row)).stable(stable_marks(row)).styled(if row.blocked.is_some() {
            Style::Bad
        } else {
            Style::Dim
        }),
    ];
    if place == Where::Said {
        let act = row.act.as_deref().or(row.season.as_deref()).unwrap_or_default();
        // The party stands in the key already.
        let within = act.split_once('/').map_or("", |(_, within)| within);
        cells.push(Cell::of(within).stable(act).styled(Style::Dim));
    }
    cells
}

/// The sign of where a task stands: `◦` todo, `▸` doing, `!` blocked, `✓` done, `✗` dropped.
pub const fn sign(row: &TaskRow) -> &'static str {
    match row.status {
        _ if row.blocked.is_some() => "!",
        TaskStatus::Todo => "◦",
        TaskStatus::Doing => "▸",
        TaskStatus::Done => "✓",
        TaskStatus::Dropped => "✗",
    }
}

fn status_cell(row: &TaskRow) -> Cell {
    let style = match row.status {
        _ if row.blocked.is_some() => Style::Bad,
        TaskStatus::Todo => Style::Plain,
        TaskStatus::Doing => Style::Accent,
        TaskStatus::Done | TaskStatus::Dropped => Style::Dim,
    };
    let sign = sign(row);
    Cell::of(sign).stable(row.status.as_str()).styled(style)
}

/// What stands in a task's way, in words.
pub fn obstacle(desk: &Desk, blocked: &Blocked) -> String {
    let mut said = vec![];
    said.extend(blocked.reason.clone());
    if !blocked.waits_for.is_empty() {
        said.push(desk.say(w::CLI_WAITS, &[("keys", &blocked.waits_for.join(", "))]));
    }
    if let Some(days) = blocked.days {
        said.push(desk.say(w::COMMON_COUNT_DAYS, &[("n", &days)]));
    }
    said.join(", ")
}

/// What is remarkable of a task: blocked and why, unplanned, carried, ticked lines.
fn marks(desk: &Desk, row: &TaskRow) -> String {
    let mut said = vec![];
    if let Some(blocked) = &row.blocked {
        said.push(desk.say(w::CLI_BLOCKED, &[("reason", &obstacle(desk, blocked))]));
    }
    if row.origin == Origin::Unplanned {
        said.push("+".to_owned());
    }
    if row.carried > 0 {
        said.push(format!("↻{}", row.carried));
    }
    if row.checks > 0 {
        said.push(format!("{}/{}", row.checked, row.checks));
    }
    said.join("  ")
}

fn stable_marks(row: &TaskRow) -> String {
    let mut said = vec![];
    if let Some(blocked) = &row.blocked {
        said.extend(blocked.reason.as_ref().map(|reason| format!("blocked: {reason}")));
        if !blocked.waits_for.is_empty() {
            said.push(format!("waits: {}", blocked.waits_for.join(",")));
        }
    }
    if row.origin == Origin::Unplanned {
        said.push("unplanned".to_owned());
    }
    if row.carried > 0 {
        said.push(format!("carried: {}", row.carried));
    }
    said.join("; ")
}

/// One task on one line, its due day with weekday: `LOG-1  List every DAG  sol  P1  3d  Fri 2026-11-20  #survey`.
pub fn echo(desk: &Desk, row: &TaskRow) -> String {
    let line = echo_here(desk, row);
    match row.act.as_ref().or(row.season.as_ref()) {
        Some(place) => format!("{line}  ➜ {place}"),
        None => line,
    }
}

/// The same without its place, where that is known.
pub fn echo_here(desk: &Desk, row: &TaskRow) -> String {
    let lang = desk.lang();
    let mut said = vec![row.key.clone(), row.title.clone()];
    said.extend(row.owner.clone());
    said.extend(row.helpers.iter().map(|helper| format!("+{helper}")));
    said.push(row.priority.to_string());
    said.extend(row.estimate.map(|estimate| say_effort(lang, estimate)));
    said.extend(row.due.map(|due| say_day(lang, due)));
    said.extend(row.tags.iter().map(|tag| format!("#{tag}")));
    said.extend(row.skills.iter().map(|skill| desk.say(w::LINE_ECHO_SKILL, &[("skill", skill)])));
    said.extend(row.blocked.as_ref().map(|blocked| desk.say(w::CLI_BLOCKED, &[("reason", &obstacle(desk, blocked))])));
    said.join("  ")
}
