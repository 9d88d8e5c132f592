//! One row of the page of retros, and a retro or an action in full. Knows no cursor.

use ratatui::style::{Modifier, Style};
use ratatui::text::Line;

use crate::base::cells;
use crate::base::clean::clean;
use crate::domain::retro::RetroPhase;
use crate::query::action::ActionRow;
use crate::query::retro::{RetroLack, RetroRow};
use crate::text::label::Label;
use crate::text::w;
use crate::text::when::say_day_short;
use crate::tui::desk::Desk;
use crate::tui::face::near;
use crate::tui::theme::Role;
use crate::tui::widget::row;

fn strong(selected: bool) -> Style {
    if selected { Style::new().add_modifier(Modifier::BOLD) } else { Style::new() }
}

fn cursor_cell(selected: bool, desk: &Desk) -> row::Cell {
    let sign = if selected { desk.glyphs.path } else { "" };
    row::fixed([" ", sign].concat(), 3).style(desk.theme.style(Role::Accent))
}

pub(super) fn retro_line(it: &RetroRow, selected: bool, width: u16, desk: &Desk) -> Line<'static> {
    let theme = &desk.theme;
    let dim = theme.style(Role::Dim);
    let (sign, style) = match it.phase {
        RetroPhase::Closed => (desk.glyphs.done, dim),
        RetroPhase::Collecting | RetroPhase::Discussing => (desk.glyphs.doing, theme.style(Role::Accent)),
    };
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("cards", &it.cards), ("actions", &it.actions), ("open", &it.open_actions)];
    let counts = match (it.cards, it.actions) {
        (0, 0) => String::new(),
        (cards, 0) => desk.say(w::ROOM_CARDS, &[("n", &cards)]),
        (cards, _) if width < 78 => desk.say(w::ROOM_CARDS, &[("n", &cards)]),
        _ => desk.say(w::ROOM_COUNTS, &values),
    };
    let day = say_day_short(desk.lang, it.closed_on.unwrap_or(it.opened_on), desk.today);
    let room = cells::width(&counts) + 2;
    let columns = [
        cursor_cell(selected, desk),
        row::fixed(sign, 2).style(style),
        row::fixed(&it.act, 12).style(dim),
        row::grow(&it.title).style(strong(selected)),
        row::fixed("", 1),
        row::fixed(it.phase.said(desk.lang), 12).style(style),
        row::right(counts, room).style(dim),
        row::right(day, 12).style(dim),
    ];
    row::line(&columns, usize::from(width))
}

pub(super) fn action_line(it: &ActionRow, selected: bool, width: u16, desk: &Desk) -> Line<'static> {
    let dim = desk.theme.style(Role::Dim);
    let due = it.due.map_or_else(String::new, |day| say_day_short(desk.lang, day, desk.today));
    let style = it.due.map_or(dim, |day| near(day, desk));
    let survived = if it.survived > 0 { format!("{}{}", desk.glyphs.carried, it.survived) } else { String::new() };
    let columns = [
        cursor_cell(selected, desk),
        row::fixed(if it.waiting { desk.glyphs.todo } else { desk.glyphs.carried }, 2),
        row::fixed(&it.key, 12).style(dim),
        row::grow(&it.title).style(strong(selected)),
        row::fixed("", 1),
        row::fixed(it.owner_name.clone().unwrap_or_default(), 12),
        row::right(survived, 4).style(desk.theme.style(Role::Warn)),
        row::right(due, 12).style(style),
    ];
    row::line(&columns, usize::from(width))
}

/// An action in full, as Markdown.
pub(super) fn action_text(action: &ActionRow, desk: &Desk) -> String {
    let mut parts = vec![format!("**{}**", clean(&action.title)), clean(&action.from).into_owned()];
    if !action.seen.is_empty() {
        parts.push(desk.say(w::ROOM_SEEN_WHEN, &[("text", &action.seen)]));
    }
    parts.push(match &action.kept {
        Some(kept) => format!("> {}", clean(kept)),
        None => desk.word(w::ROOM_WAITING).to_owned(),
    });
    if action.survived > 0 {
        parts.push(desk.say(w::ROOM_SURVIVED, &[("n", &action.survived)]));
    }
    parts.join("\n\n")
}

pub(super) fn lack_line(it: &RetroLack, selected: bool, width: u16, desk: &Desk) -> Line<'static> {
    let day = it.closed_on.map_or_else(String::new, |day| say_day_short(desk.lang, day, desk.today));
    let columns = [
        cursor_cell(selected, desk),
        row::fixed(desk.glyphs.todo, 2),
        row::fixed(&it.act, 12).style(desk.theme.style(Role::Dim)),
        row::grow(&it.title).style(strong(selected)),
        row::right(day, 12).style(desk.theme.style(Role::Dim)),
    ];
    row::line(&columns, usize::from(width))
}
