//! What the journal knows of an act, as lines: facts before opinions.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::base::cells;
use crate::base::clean::clean;
use crate::domain::act::Fate;
use crate::query::act::Settled;
use crate::query::facts::{Effort, Facts};
use crate::text::label::Label;
use crate::text::{Word, w};
use crate::tui::desk::Desk;
use crate::tui::face as task;
use crate::tui::theme::Role;

/// A text wrapped to lines of one style.
pub(super) fn wrapped(text: &str, width: usize, style: Style) -> Vec<Line<'static>> {
    let text = clean(text);
    cells::wrap(&text, width.max(4)).into_iter().map(|line| Line::from(Span::styled(line, style))).collect()
}

/// A text wrapped behind a lead, later lines set in.
pub(super) fn led(lead: &str, text: &str, width: usize, style: Style) -> Vec<Line<'static>> {
    let inset = cells::width(lead);
    let lines = cells::wrap(&clean(text), width.saturating_sub(inset).max(4));
    let first = |place: usize| if place == 0 { lead.to_owned() } else { " ".repeat(inset) };
    lines
        .into_iter()
        .enumerate()
        .map(|(place, line)| Line::from(vec![Span::raw(first(place)), Span::styled(line, style)]))
        .collect()
}

/// The facts of an act in lines of at most `width` cells.
pub(super) fn lines(facts: &Facts, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let (dim, bold) = (desk.theme.style(Role::Dim), Style::new().add_modifier(Modifier::BOLD));
    let mut out = vec![];
    if !facts.goal.is_empty() {
        out.extend(wrapped(desk.word(w::ROOM_FACT_GOAL), width, dim));
        out.extend(led("  ", &facts.goal, width, Style::new()));
        out.push(Line::default());
    }
    out.extend(wrapped(&ledger(facts, desk), width, Style::new()));
    if facts.planned.tasks > 0 {
        out.extend(wrapped(&effort(w::ROOM_FACT_PLANNED, &facts.planned, desk), width, Style::new()));
    }
    if facts.unplanned.tasks > 0 {
        out.extend(wrapped(&effort(w::ROOM_FACT_UNPLANNED, &facts.unplanned, desk), width, Style::new()));
    }
    if facts.against.tasks > 0 {
        let estimate = task::days(facts.against.estimate_minutes, desk.lang);
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("estimate", &estimate), ("days", &facts.against.actual_days), ("tasks", &facts.against.tasks)];
        out.extend(wrapped(&desk.say(w::ROOM_FACT_AGAINST, &values), width, Style::new()));
    }
    if !facts.settled.is_empty() {
        out.push(Line::default());
        out.extend(wrapped(desk.word(w::ROOM_FACT_CARRIED), width, bold));
        facts.settled.iter().for_each(|settled| out.extend(leftover(settled, width, desk)));
    }
    out.push(Line::default());
    if facts.blocks.is_empty() {
        out.extend(wrapped(desk.word(w::ROOM_FACT_NOTHING), width, dim));
    } else {
        out.extend(wrapped(&desk.say(w::ROOM_FACT_BLOCKED, &[("days", &facts.blocked_days)]), width, bold));
        for block in &facts.blocks {
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("key", &block.key), ("days", &block.days), ("reason", &block.reason)];
            let lead = format!("{} ", desk.glyphs.blocked);
            out.extend(led(&lead, &desk.say(w::ROOM_FACT_BLOCK, &values), width, Style::new()));
        }
    }
    out
}

fn ledger(facts: &Facts, desk: &Desk) -> String {
    let it = &facts.ledger;
    if it.start + it.added == 0 {
        return desk.word(w::COMMON_NO_TASKS).to_owned();
    }
    desk.say(
        w::ROOM_FACT_LEDGER,
        &[
            ("start", &it.start),
            ("added", &it.added),
            ("removed", &it.removed),
            ("done", &it.done),
            ("carried", &it.carried),
            ("dropped", &it.dropped),
        ],
    )
}

fn effort(said: Word, effort: &Effort, desk: &Desk) -> String {
    let estimate = task::days(effort.estimate_minutes, desk.lang);
    desk.say(said, &[("tasks", &effort.tasks), ("estimate", &estimate), ("done", &effort.done)])
}

/// One leftover: where it went and why.
fn leftover(settled: &Settled, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let to = match (&settled.to, settled.fate) {
        (Some(act), Fate::Next) => {
            let act = act.rsplit('/').next().unwrap_or(act);
            desk.say(w::ROOM_FACT_TO, &[("act", &act)])
        }
        (_, fate) => fate.said(desk.lang).to_owned(),
    };
    let sign = match settled.fate {
        Fate::Drop => desk.glyphs.dropped,
        Fate::Split => desk.glyphs.done,
        Fate::Next | Fate::Backlog => desk.glyphs.carried,
    };
    let times = if settled.times > 1 { format!(" {}{}", desk.glyphs.carried, settled.times) } else { String::new() };
    let head = format!("{} {} {to}{times}", settled.key, settled.title);
    let mut lines = led(&format!("{sign} "), &head, width, Style::new());
    lines.extend(led("  ", &settled.reason, width, desk.theme.style(Role::Dim)));
    lines
}
