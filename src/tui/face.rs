//! How one task looks in small, the same on every page: its sign, its owner, its time, what is special about it.

use ratatui::style::Style;

use crate::base::day::Day;
use crate::base::minutes::Minutes;
use crate::domain::task::{Origin, TaskStatus};
use crate::query::list::{Blocked, TaskRow};
use crate::text::when::{d_day, say_effort};
use crate::text::{Lang, w};
use crate::tui::desk::Desk;
use crate::tui::theme::Role;

/// The sign of a task's state; a blocked one shows that before anything else.
pub fn sign(task: &TaskRow, desk: &Desk) -> (&'static str, Style) {
    let (glyphs, theme) = (&desk.glyphs, &desk.theme);
    match task.status {
        TaskStatus::Done => (glyphs.done, theme.style(Role::Dim)),
        TaskStatus::Dropped => (glyphs.dropped, theme.style(Role::Dim)),
        _ if task.blocked.is_some() => (glyphs.blocked, theme.style(Role::Bad)),
        TaskStatus::Doing => (glyphs.doing, theme.style(Role::Accent)),
        TaskStatus::Todo => (glyphs.todo, Style::new()),
    }
}

/// Where a task is at home: `soda log › S1/A2`, `soda log › Backlog`.
pub fn place(task: &TaskRow, desk: &Desk) -> String {
    let short = |name: &String| name.split_once('/').map(|(_, place)| place.to_owned());
    let backlog = desk.word(w::COMMON_BACKLOG);
    let place = match (task.act.as_ref().and_then(short), task.season.as_ref().and_then(short)) {
        (Some(act), _) => act,
        (None, Some(season)) => format!("{season} {backlog}"),
        (None, None) => backlog.to_owned(),
    };
    format!("{} {} {place}", task.party_name, desk.glyphs.path)
}

/// The style of a task's text: finished ones can wait.
pub fn style(task: &TaskRow, desk: &Desk) -> Style {
    if task.status.is_open() { Style::new() } else { desk.theme.style(Role::Dim) }
}

/// Who does it, or a dash.
pub fn owner<'a>(task: &'a TaskRow, desk: &Desk) -> &'a str {
    task.owner_name.as_deref().or(task.owner.as_deref()).unwrap_or(desk.glyphs.none)
}

/// Its estimate, or a question mark while it is open without one.
pub fn estimate(task: &TaskRow, lang: Lang) -> String {
    match task.estimate {
        Some(estimate) => say_effort(lang, estimate),
        None if task.status.is_open() => "?".to_owned(),
        None => String::new(),
    }
}

/// Working time in days with at most one decimal: `7d`, `7.5d`, `7.5일`.
pub fn days(minutes: i64, lang: Lang) -> String {
    let tenths = (minutes * 10 + Minutes::DAY / 2) / Minutes::DAY;
    let (whole, tenth) = (tenths / 10, tenths % 10);
    let unit = match lang {
        Lang::En => "d",
        Lang::Ko => "일",
    };
    if tenth == 0 { format!("{whole}{unit}") } else { format!("{whole}.{tenth}{unit}") }
}

/// What is special: came later `+`, carried `↻1`.
pub fn flags(task: &TaskRow, desk: &Desk) -> String {
    let mut said = String::new();
    if task.origin == Origin::Unplanned {
        said.push_str(desk.glyphs.unplanned);
    }
    if task.carried > 0 {
        said = format!("{said}{}{}", desk.glyphs.carried, task.carried);
    }
    said
}

/// When it is due, with the style of its nearness; nothing once it has ended.
pub fn due(task: &TaskRow, desk: &Desk) -> Option<(String, Style)> {
    let due = task.due.filter(|_| task.status.is_open())?;
    Some((d_day(due, desk.today), near(due, desk)))
}

/// The style of a last day: past is bad, within two days a warning.
pub fn near(day: Day, desk: &Desk) -> Style {
    let role = match day.since(desk.today) {
        left if left < 0 => Role::Bad,
        left if left <= 2 => Role::Warn,
        _ => Role::Dim,
    };
    desk.theme.style(role)
}

/// Why it cannot go on: the reason and for how long, or what it waits for.
pub fn blocked(blocked: &Blocked, desk: &Desk) -> String {
    match (&blocked.reason, blocked.days) {
        (Some(reason), Some(days)) => desk.say(w::ROW_BLOCKED_DAYS, &[("reason", reason), ("n", &days)]),
        (Some(reason), None) => reason.clone(),
        (None, _) => desk.say(w::ROW_WAITS, &[("keys", &blocked.waits_for.join(", "))]),
    }
}
