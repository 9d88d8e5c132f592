//! A retro that is talked through, or closed: groups at the left, the selected one with its cards and the actions at the right.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::board::{input_line, last_time, title};
use super::facts::{led, lines, wrapped};
use super::talk::{Item, Talk};
use crate::base::cells;
use crate::base::clean::clean;
use crate::query::action::ActionRow;
use crate::query::retro::CardRow;
use crate::text::w;
use crate::text::when::say_day_short;
use crate::tui::desk::Desk;
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::widget::{panel, row};

fn bold() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

/// The list's width at the left of the body.
fn left(area: Rect) -> u16 {
    (area.width / 3).clamp(20, 44)
}

/// Where the rows of groups stand.
pub(super) fn list(area: Rect, writing: bool) -> Rect {
    let foot = if writing { 2 } else { 0 };
    Rect::new(area.x + 1, area.y + 3.min(area.height), left(area), area.height.saturating_sub(3 + foot))
}

/// Draws everything after collecting.
pub(super) fn draw(talk: &Talk, frame: &mut Frame, area: Rect, desk: &Desk) {
    let (area, beside) = layout::beside(area);
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    head(talk, frame, inner, desk);
    let foot = if talk.writing { 2 } else { 0 };
    if talk.facts && beside.is_none() {
        let below = Rect { y: inner.y + 2.min(inner.height), height: inner.height.saturating_sub(2 + foot), ..inner };
        panel::put_lines(frame, below, lines(&talk.page.facts, usize::from(below.width), desk));
    } else {
        groups(talk, frame, list(area, talk.writing), desk);
        let gap = left(area) + 2;
        let top = 2.min(inner.height);
        let right = Rect::new(
            inner.x + gap,
            inner.y + top,
            inner.width.saturating_sub(gap),
            inner.height.saturating_sub(top + foot),
        );
        let said = selected(talk, usize::from(right.width), desk);
        panel::put_lines(frame, right, said);
    }
    if let Some(at) = panel::row(inner, usize::from(inner.height.saturating_sub(1))).filter(|_| talk.writing) {
        input_line(talk, frame, at, desk);
    }
    if let Some(detail) = beside {
        let detail = Rect { x: detail.x + 2, width: detail.width.saturating_sub(3), ..detail };
        panel::put_lines(frame, detail, lines(&talk.page.facts, usize::from(detail.width), desk));
    }
}

/// The sentence of a closed retro, else how last time's actions went.
fn head(talk: &Talk, frame: &mut Frame, area: Rect, desk: &Desk) {
    let page = &talk.page;
    let line = if page.summary.is_empty() {
        Line::from(Span::styled(last_time(page, desk), desk.theme.style(Role::Dim)))
    } else {
        Line::from(vec![
            Span::styled(format!("{}   ", desk.word(w::ROOM_SUMMARY)), desk.theme.style(Role::Dim)),
            Span::styled(clean(&page.summary).into_owned(), bold()),
        ])
    };
    panel::put(frame, area, line);
}

fn groups(talk: &Talk, frame: &mut Frame, area: Rect, desk: &Desk) {
    let theme = &desk.theme;
    let above = Rect { y: area.y.saturating_sub(1), height: 1, ..area };
    panel::put(frame, above, Line::from(Span::styled(desk.word(w::ROOM_GROUPS), bold())));
    let items = talk.items();
    if items.is_empty() {
        panel::put(frame, area, Line::from(Span::styled(desk.word(w::ROOM_NOBODY_WROTE), theme.style(Role::Dim))));
    }
    for (down, place) in talk.cursor.window(items.len()).enumerate() {
        let (Some(at), Some(item)) = (panel::row(area, down), items.get(place)) else { break };
        let here = place == talk.cursor.row;
        if here {
            panel::select(frame, at, theme);
        }
        let sign = if talk.marks.has(item.id()) {
            desk.glyphs.marked
        } else if here {
            desk.glyphs.path
        } else {
            ""
        };
        let count = match item {
            Item::Group(group) => group.cards.len().to_string(),
            Item::Card(_) => String::new(),
        };
        let style = if here { bold() } else { Style::new() };
        let columns = [
            row::fixed(sign, 2).style(theme.style(Role::Accent)),
            row::grow(item.title()).style(style),
            row::right(count, 3).style(theme.style(Role::Dim)),
        ];
        panel::put(frame, at, row::line(&columns, usize::from(at.width)));
    }
}

/// The selected group with its cards, and below it what came of it all.
fn selected(talk: &Talk, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let mut out = vec![];
    if let Some(item) = talk.selected() {
        if let Item::Group(group) = item {
            out.extend(wrapped(&group.title, width, bold()));
        }
        let cards = item.cards();
        for card in cards.iter().filter_map(|id| talk.card(*id)) {
            out.extend(card_lines(talk, card, width, desk));
        }
        out.push(Line::default());
    }
    let dim = desk.theme.style(Role::Dim);
    let actions = &talk.page.actions;
    out.extend(wrapped(&actions_head(talk, desk), width, bold()));
    if actions.is_empty() && !talk.is_closed() {
        out.push(crate::tui::widget::rich::rich(desk.word(w::ROOM_NO_ACTIONS), dim, &desk.theme));
    }
    for action in actions {
        out.extend(action_lines(action, width, desk));
    }
    out
}

/// The heading of the actions; how many are plenty is said once there is one.
fn actions_head(talk: &Talk, desk: &Desk) -> String {
    let count = talk.page.actions.len();
    match count {
        0 => desk.word(w::ROOM_ACTIONS_NONE).to_owned(),
        _ if talk.is_closed() => desk.say(w::ROOM_ACTIONS_MADE, &[("n", &count)]),
        _ => desk.say(w::ROOM_ACTIONS, &[("n", &count)]),
    }
}

/// One card: its text, then its column and who wrote it.
fn card_lines(talk: &Talk, card: &CardRow, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let lane = talk.page.columns.iter().position(|column| column.id == card.lane).unwrap_or(0);
    let mut said = title(&talk.page, lane, desk.lang);
    if let Some(author) = &card.author_name {
        said = format!("{said}  {}", clean(author));
    }
    let mut lines = led("  ", &card.text, width, Style::new());
    let said = cells::cut(&said, width.saturating_sub(2), desk.glyphs.cut).into_owned();
    lines.push(Line::from(vec![Span::raw("  "), Span::styled(said, desk.theme.style(Role::Dim))]));
    lines
}

/// One action: what, who and until when on one line where it fits, else on two; then how it will be seen.
fn action_lines(action: &ActionRow, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let dim = desk.theme.style(Role::Dim);
    let due = action.due.map_or_else(String::new, |due| say_day_short(desk.lang, due, desk.today));
    let owner = action.owner_name.clone().unwrap_or_default();
    let values: [(&str, &dyn std::fmt::Display); 3] = [("title", &action.title), ("owner", &owner), ("due", &due)];
    let whole = desk.say(w::ROOM_ACTION_LINE, &values);
    let sign = if action.status.is_open() { desk.glyphs.todo } else { desk.glyphs.done };
    let lead = format!("{sign} ");
    let mut out = if cells::width(&whole) + cells::width(&lead) <= width {
        led(&lead, &whole, width, Style::new())
    } else {
        let mut lines = led(&lead, &action.title, width, Style::new());
        lines.extend(led("  ", &format!("{owner}  {due}"), width, Style::new()));
        lines
    };
    if !action.seen.is_empty() {
        out.extend(led("  ", &desk.say(w::ROOM_SEEN_WHEN, &[("text", &action.seen)]), width, dim));
    }
    out
}
