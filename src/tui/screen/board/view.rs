//! How the board looks: columns with their counts, cards of two lines, three where something stands in the way.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::base::cells;
use crate::base::clean::clean;
use crate::domain::season::Stage;
use crate::query::list::TaskRow;
use crate::text::count;
use crate::text::label::Label;
use crate::text::when::d_day;
use crate::text::{Word, w};
use crate::tui::desk::Desk;
use crate::tui::face as task;
use crate::tui::screen::Status;
use crate::tui::screen::board::BoardScreen;
use crate::tui::screen::board::grid::{Column, Kind, Show, Slot};
use crate::tui::theme::Role;
use crate::tui::widget::row::{Cell, fixed, grow, line, snug};
use crate::tui::widget::{panel, rich};

/// Cells of a sign before a card's text.
const LEAD: usize = 2;
/// From this width of a column on the due day stands on a card.
const ROOMY: usize = 34;

/// Path, days left, progress, unplanned work.
pub(super) fn status(screen: &BoardScreen, desk: &Desk) -> Status {
    let Some(board) = &screen.board else {
        return Status { left: Line::from(desk.word(w::FRAME_TAB_BOARD)), right: Line::default() };
    };
    let (dim, accent) = (desk.theme.style(Role::Dim), desk.theme.style(Role::Accent));
    let act = &board.act;
    let left = Line::from(vec![
        Span::styled(clean(&board.party_name).into_owned(), Style::new().add_modifier(Modifier::BOLD)),
        Span::styled(format!(" {} ", desk.glyphs.path), dim),
        Span::raw(format!("A{} {}", act.number, clean(&act.title))),
    ]);
    let mut right = Line::default();
    if matches!(screen.show, Show::Mine | Show::Nobody) {
        let shown = desk.say(w::BOARD_SHOWN, &[("what", &desk.word(shown(screen.show)))]);
        right.push_span(Span::styled(format!("{shown}   "), accent.add_modifier(Modifier::BOLD)));
    }
    if screen.marks.count() > 0 {
        let marked = desk.say(w::PLAN_MARKED, &[("n", &screen.marks.count())]);
        right.push_span(Span::styled(format!("{marked}   "), accent));
    }
    match (act.stage, act.last) {
        (Stage::Running, Some(last)) => {
            right.push_span(Span::styled(format!("{}   ", d_day(last, desk.today)), task::near(last, desk)));
        }
        (Stage::Running, None) => {}
        (stage, _) => right.push_span(Span::styled(format!("{}   ", stage.said(desk.lang)), dim)),
    }
    let done = count::done_of(desk.lang, board.count.done, board.count.total);
    right.push_span(Span::raw(done));
    if board.unplanned > 0 {
        let unplanned = desk.say(w::BOARD_UNPLANNED, &[("n", &board.unplanned)]);
        right.push_span(Span::styled(format!("   {unplanned}"), dim));
    }
    Status { left, right }
}

/// The columns.
pub(super) fn view(screen: &BoardScreen, frame: &mut Frame, area: Rect, desk: &Desk) {
    let dim = desk.theme.style(Role::Dim);
    let Some(board) = &screen.board else {
        if screen.answered {
            let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
            panel::put(frame, inner, rich::rich(desk.word(w::BOARD_NO_ACT), dim, &desk.theme));
        }
        return;
    };
    let places = screen.places(area);
    for (at, (column, place)) in screen.grid.columns.iter().zip(&places).enumerate() {
        let inner = Rect { x: place.x + 1, width: place.width.saturating_sub(3), ..*place };
        view_head(screen, column, at, frame, inner, desk);
        let body = Rect { y: inner.y + 1.min(inner.height), height: inner.height.saturating_sub(1), ..inner };
        view_cards(screen, column, at, frame, body, desk);
    }
    view_dividers(screen, frame, &places, desk);
    view_lanes(screen, frame, area, desk);
    if screen.grid.columns.iter().all(|column| column.slots.is_empty()) {
        let said = if board.count.total == 0 { w::BOARD_EMPTY } else { w::BOARD_NOTHING };
        let below =
            Rect { x: area.x + 1, y: area.y + 2.min(area.height), height: area.height.saturating_sub(2), ..area };
        panel::put(frame, below, rich::rich(desk.word(said), dim, &desk.theme));
    }
}

/// What a way of showing is called.
pub(super) const fn shown(show: Show) -> Word {
    match show {
        Show::All => w::BOARD_SHOW_ALL,
        Show::Lanes => w::BOARD_SHOW_LANES,
        Show::Mine => w::BOARD_SHOW_MINE,
        Show::Nobody => w::BOARD_SHOW_NOBODY,
    }
}

fn heading(kind: Kind) -> Word {
    match kind {
        Kind::Todo => w::COMMON_TODO,
        Kind::Doing => w::COMMON_DOING,
        Kind::Blocked => w::COMMON_BLOCKED,
        Kind::Done => w::COMMON_DONE,
    }
}

fn view_head(screen: &BoardScreen, column: &Column, at: usize, frame: &mut Frame, area: Rect, desk: &Desk) {
    let hidden = match (&screen.board, column.kind, screen.show) {
        (Some(board), Kind::Done, Show::All | Show::Lanes) => {
            (board.count.done as usize).saturating_sub(board.done.len())
        }
        _ => 0,
    };
    let count = column.slots.len() + hidden;
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let name = desk.word(heading(column.kind)).to_uppercase();
    let mut cells = vec![snug(name).style(bold), snug(format!(" {count}")).style(desk.theme.style(Role::Dim))];
    if hidden > 0 {
        let said = desk.say(w::BOARD_LAST, &[("n", &column.slots.len())]);
        cells.push(snug(format!("   {said}")).style(desk.theme.style(Role::Dim)));
    }
    if screen.drag.is_some_and(|drag| drag.moved && drag.over == at) {
        cells.push(snug(format!(" {}", desk.glyphs.becomes)).style(desk.theme.style(Role::Accent)));
    }
    cells.push(grow(""));
    panel::put(frame, area, line(&cells, usize::from(area.width)));
}

fn view_cards(screen: &BoardScreen, column: &Column, at: usize, frame: &mut Frame, area: Rect, desk: &Desk) {
    let top = screen.top(at);
    let bottom = top + usize::from(area.height);
    for (place, slot) in column.slots.iter().enumerate() {
        if slot.line + slot.height <= top || slot.line >= bottom {
            continue;
        }
        let selected = screen.at == (at, place);
        for (down, text) in card(screen, *slot, selected, usize::from(area.width), desk).into_iter().enumerate() {
            let Some(row) = (slot.line + down).checked_sub(top).and_then(|down| panel::row(area, down)) else {
                continue;
            };
            if selected {
                panel::select(frame, row, &desk.theme);
            }
            panel::put(frame, row, text);
        }
    }
}

/// The lines of one card.
fn card(screen: &BoardScreen, slot: Slot, selected: bool, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let row = &screen.cards[slot.card];
    let mut lines = vec![first_line(screen, row, selected, width, desk)];
    let title = [
        fixed(cursor(selected, desk), LEAD).style(desk.theme.style(Role::Accent)),
        grow(&row.title).style(task::style(row, desk)),
    ];
    lines.push(line(&title, width));
    if let Some(blocked) = &row.blocked {
        let why = [fixed("", LEAD), grow(task::blocked(blocked, desk)).style(desk.theme.style(Role::Bad))];
        lines.push(line(&why, width));
    }
    lines
}

fn cursor(selected: bool, desk: &Desk) -> &'static str {
    if selected { desk.glyphs.path } else { " " }
}

/// Sign, key, owner, and at the right what fits: flags, due day, estimate, priority.
fn first_line(screen: &BoardScreen, row: &TaskRow, selected: bool, width: usize, desk: &Desk) -> Line<'static> {
    let dim = desk.theme.style(Role::Dim);
    let (sign, style) = task::sign(row, desk);
    let marked = screen.marks.has(row.id);
    let key_style = if selected { Style::new() } else { dim };
    let mut cells = vec![
        fixed(sign, LEAD).style(style),
        snug(&row.key).style(key_style),
        grow(format!(" {}", task::owner(row, desk))).style(task::style(row, desk)),
    ];
    let mut push = |text: String, style: Style| {
        if !text.is_empty() {
            cells.push(snug(format!(" {text}")).style(style));
        }
    };
    if marked {
        push(desk.glyphs.marked.to_owned(), desk.theme.style(Role::Accent));
    }
    if desk.ahead.is_waiting(row) {
        push(desk.glyphs.cut.to_owned(), dim);
    }
    push(task::flags(row, desk), dim);
    if width >= ROOMY
        && let Some((due, style)) = task::due(row, desk)
    {
        push(due, style);
    }
    push(short_estimate(row, width, desk), dim);
    if row.status.is_open() {
        push(row.priority.to_string(), if row.priority.as_str() < "P2" { Style::new() } else { dim });
    }
    line(&cells, width)
}

/// The estimate; in a narrow column without the units that make it long.
fn short_estimate(row: &TaskRow, width: usize, desk: &Desk) -> String {
    let said = task::estimate(row, desk.lang);
    match row.estimate {
        Some(estimate) if width < ROOMY && cells::width(&said) > 4 => task::days(estimate.0, desk.lang),
        _ => said,
    }
}

fn view_dividers(screen: &BoardScreen, frame: &mut Frame, places: &[Rect], desk: &Desk) {
    let style = desk.theme.style(Role::Dim);
    for place in places.iter().take(places.len().saturating_sub(1)) {
        for down in 0..usize::from(place.height) {
            let over_head = screen.show == Show::Lanes && down == 0;
            if let Some(row) = panel::row(*place, down).filter(|_| !over_head) {
                let at = Rect { x: row.right().saturating_sub(1), width: 1, ..row };
                panel::put(frame, at, Line::from(Span::styled(desk.glyphs.divider, style)));
            }
        }
    }
}

/// The owner's name over each lane, across all columns.
fn view_lanes(screen: &BoardScreen, frame: &mut Frame, area: Rect, desk: &Desk) {
    let body = Rect { y: area.y + 1.min(area.height), height: area.height.saturating_sub(1), ..area };
    for (at, name) in &screen.grid.heads {
        let Some(row) = at.checked_sub(screen.top(0)).and_then(|down| panel::row(body, down)) else { continue };
        let name = name.as_deref().unwrap_or_else(|| desk.word(w::COMMON_NOBODY));
        let style = desk.theme.style(Role::Accent).add_modifier(Modifier::BOLD);
        let cells: [Cell; 2] = [snug(format!(" {name}")).style(style), grow("")];
        panel::put(frame, row, line(&cells, usize::from(row.width)));
    }
}
