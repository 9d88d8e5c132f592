//! The frame on screen: strip, status, body, toast, hints, popups. Reads the state and changes nothing.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph, Wrap};

use crate::base::cells;
use crate::text::{Lang, w};
use crate::tui::desk::screen::Screen;
use crate::tui::desk::{Desk, Tone};
use crate::tui::keymap::Found;
use crate::tui::layout;
use crate::tui::page::Page;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::verb::{self, Context};
use crate::tui::widget::hints::{Hint, hints};
use crate::tui::widget::panel;
use crate::tui::widget::rich::rich;
use crate::tui::widget::strip::{Tab, places, strip};

/// Draws everything.
pub fn view(state: &State, frame: &mut Frame) {
    let window = frame.area();
    if window.width == 0 || window.height == 0 {
        return;
    }
    if layout::is_small(window) {
        view_small(state, frame, window);
        return;
    }
    let parts = layout::parts(window);
    let ground = state.desk.theme.style(Role::Faint);
    for bar in [parts.strip, parts.status, parts.hints] {
        frame.render_widget(Block::new().style(ground), bar);
    }
    let width = usize::from(window.width);
    let tabs = tabs(state);
    panel::put(frame, parts.strip, strip(&tabs, &corner(&state.desk), width, &state.desk.theme));
    if let Some(screen) = state.screen() {
        let status = screen.status(&state.desk);
        view_status(frame, parts.status, status.left, status.right);
        screen.view(frame, parts.body, &state.desk);
    }
    panel::put(frame, parts.hints, hint_line(state, width));
    if state.prefix_shown && state.popups.is_empty() {
        view_prefix(state, frame, parts.popups);
    }
    if let Some(popup) = state.popups.last() {
        popup.view(frame, parts.popups, &state.desk);
    }
    view_toast(state, frame, parts.toast);
    mark_halves(frame.buffer_mut());
}

/// Makes the second cell of every wide letter differ from a blank one. It is never sent itself, but what stands there in the
/// next frame is: else the half of a letter that was written over would stay on some terminals.
fn mark_halves(buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width);
    for place in 0..buffer.content.len() {
        let symbol = buffer.content[place].symbol();
        if symbol.len() > 1 && cells::width(symbol) > 1 && !(place + 1).is_multiple_of(width) {
            buffer.content[place + 1].modifier.insert(Modifier::HIDDEN);
        }
    }
}

fn tabs(state: &State) -> Vec<Tab> {
    let open = state.page();
    let tab = |page: Page| Tab { digit: page.digit(), name: state.desk.word(page.word()), open: page == open };
    Page::ALL.into_iter().map(tab).collect()
}

/// The page whose tab stands at a column of the strip.
pub fn tab_at(state: &State, column: u16) -> Option<Page> {
    let places = places(&tabs(state), usize::from(state.desk.size.0));
    let column = usize::from(column);
    places.iter().position(|(start, end)| (*start..*end).contains(&column)).map(|at| Page::ALL[at])
}

/// Who sits here and which day it is, at the right of the strip.
fn corner(desk: &Desk) -> String {
    let (_, month, day) = desk.today.ymd();
    let weekday = desk.word(WEEKDAYS[desk.today.weekday() as usize % 7]);
    let date = match desk.lang {
        Lang::Ko => format!("{month}/{day} {weekday}"),
        Lang::En => format!("{weekday} {day} {}", desk.word(month_word(month))),
    };
    match &desk.me {
        Some(name) => format!("{name}  {date}"),
        None => date,
    }
}

const WEEKDAYS: [crate::text::Word; 7] = [
    w::FRAME_MONDAY,
    w::FRAME_TUESDAY,
    w::FRAME_WEDNESDAY,
    w::FRAME_THURSDAY,
    w::FRAME_FRIDAY,
    w::FRAME_SATURDAY,
    w::FRAME_SUNDAY,
];

fn view_status(frame: &mut Frame, area: Rect, left: Line<'static>, right: Line<'static>) {
    let inner = Rect::new(area.x + 1.min(area.width), area.y, area.width.saturating_sub(2), area.height);
    let room = inner.width.saturating_sub(right.width() as u16);
    let right_width = inner.width - room;
    panel::put(frame, Rect { width: room.saturating_sub(1), ..inner }, left);
    panel::put(frame, Rect::new(inner.x + room, inner.y, right_width, inner.height), right);
}

fn view_toast(state: &State, frame: &mut Frame, area: Rect) {
    let inner = Rect::new(area.x + 1.min(area.width), area.y, area.width.saturating_sub(2), area.height);
    let theme = &state.desk.theme;
    if let Some(toast) = &state.desk.toast {
        let role = match toast.tone {
            Tone::Good => Role::Good,
            Tone::Plain => Role::Dim,
            Tone::Bad => Role::Bad,
        };
        let text = shortened(&toast.text, usize::from(inner.width), state.desk.glyphs.cut);
        panel::put(frame, inner, rich(&text, theme.style(role), theme));
    } else if state.desk.demo {
        panel::put(frame, inner, rich(state.desk.word(w::FRAME_DEMO), theme.style(Role::Info), theme));
    }
}

/// A toast that is too long loses its middle: how it is taken back stays.
fn shortened(text: &str, width: usize, cut: &str) -> String {
    let size = |text: &str| cells::width(&text.replace('`', ""));
    if size(text) <= width {
        return text.to_owned();
    }
    let ends = [". ", " · ", "  "];
    let split = ends.iter().filter_map(|end| text.rfind(end).map(|at| at + end.len())).max();
    let (head, tail) = match split {
        Some(at) if text[at..].contains("`u`") && size(&text[at..]) < width / 2 => text.split_at(at),
        _ => (text, ""),
    };
    let room = width.saturating_sub(size(tail) + 1);
    let head = cells::cut(&head.trim_end().replace('`', ""), room, cut).into_owned();
    if tail.is_empty() { head } else { format!("{head} {tail}") }
}

fn hint_line(state: &State, width: usize) -> Line<'static> {
    let desk = &state.desk;
    if !state.pending.is_empty() {
        let keys = crate::tui::key::spell(&state.pending);
        return rich(&format!(" `{keys}` {}", desk.glyphs.cut), desk.theme.style(Role::Dim), &desk.theme);
    }
    if let Some(popup) = state.popups.last() {
        let own: Vec<Hint> =
            popup.hints().iter().map(|(key, word)| ((*key).to_owned(), desk.word(*word).to_owned())).collect();
        return hints(&own, &[], "", width, &desk.theme);
    }
    let screen = state.screen();
    let context = screen.map(Screen::context).unwrap_or_default();
    let hint = |id: &str| -> Option<Hint> {
        let verb = verb::all().find(|verb| verb.id == id)?;
        // The commonest key says which of its two things it would do.
        let word = match (verb.id, context.task) {
            ("task.advance", Some(verb::Life::Planned)) => w::VERB_TASK_START,
            ("task.advance", Some(verb::Life::Over)) => return None,
            ("task.advance", Some(_)) => w::VERB_TASK_FINISH,
            ("act.start", _) if context.season => w::VERB_SEASON_START,
            ("act.close", _) if context.season => w::VERB_SEASON_CLOSE,
            ("act.edit", _) if context.season => w::VERB_SEASON_EDIT,
            _ => verb.hint,
        };
        Some((state.keymap.shown(verb)?, desk.word(word).to_owned()))
    };
    let context = Context { read_only: desk.read_only, ..context };
    let possible = |id: &&str| verb::all().any(|verb| verb.id == *id && verb.guard.check(&context).is_ok());
    let wished = screen.map(Screen::hints).unwrap_or_default();
    let all: Vec<Hint> = wished.into_iter().filter(possible).filter_map(hint).collect();
    // Where a field has the keyboard these keys are letters.
    let typing = screen.is_some_and(Screen::is_typing);
    let room = state.scopes().first().is_some_and(|scope| scope.is_room());
    let tail = ["frame.find", "frame.palette", "frame.help"].into_iter().skip(if room { 2 } else { 0 });
    let tail = tail.filter(|_| !typing);
    let tail: Vec<Hint> = tail.filter_map(hint).collect();
    let saved = if desk.read_only {
        desk.word(w::FRAME_READ_ONLY_MARK)
    } else if desk.waiting.is_empty() {
        desk.word(w::FRAME_SAVED)
    } else {
        desk.word(w::FRAME_SAVING)
    };
    hints(&all, &tail, saved, width, &desk.theme)
}

/// What may follow the prefix keys pressed so far, in columns above the hint bar.
fn view_prefix(state: &State, frame: &mut Frame, area: Rect) {
    let Found::Prefix(next) = state.keymap.find(&state.scopes(), &state.pending) else { return };
    let desk = &state.desk;
    let columns = usize::from((area.width / 40).max(1));
    let rows = next.len().div_ceil(columns);
    let title = crate::tui::key::spell(&state.pending);
    let inner = panel::open(frame, panel::foot(area, rows as u16 + 2), &title, &desk.theme);
    let wide = usize::from(inner.width) / columns;
    for (place, (key, verb)) in next.iter().enumerate() {
        let Some(row) = panel::row(inner, place % rows) else { continue };
        let left = (place / rows * wide) as u16;
        let cell = Rect::new(row.x + left, row.y, (wide as u16).min(row.width - left), 1);
        let about = cells::cut(desk.word(verb.about), wide.saturating_sub(6), desk.glyphs.cut).into_owned();
        let line = Line::from(vec![
            Span::styled(cells::pad(&key.to_string(), 4), desk.theme.style(Role::Accent)),
            Span::raw(about),
        ]);
        panel::put(frame, cell, line);
    }
}

/// A calm message while the window is too small.
fn view_small(state: &State, frame: &mut Frame, window: Rect) {
    let size = format!("{}x{}", window.width, window.height);
    let said = state.desk.say(w::FRAME_SMALL, &[("size", &size), ("least", &"60x18")]);
    let text = Paragraph::new(said)
        .alignment(Alignment::Center)
        .style(Style::new().add_modifier(Modifier::empty()))
        .wrap(Wrap { trim: true });
    let middle = Rect::new(window.x, window.y + window.height / 2, window.width, window.height - window.height / 2);
    frame.render_widget(text, middle);
}

/// The short name of a month, 1-12.
pub fn month_word(month: u32) -> crate::text::Word {
    MONTHS[(month as usize + 11) % 12]
}

const MONTHS: [crate::text::Word; 12] = [
    w::FRAME_JANUARY,
    w::FRAME_FEBRUARY,
    w::FRAME_MARCH,
    w::FRAME_APRIL,
    w::FRAME_MAY,
    w::FRAME_JUNE,
    w::FRAME_JULY,
    w::FRAME_AUGUST,
    w::FRAME_SEPTEMBER,
    w::FRAME_OCTOBER,
    w::FRAME_NOVEMBER,
    w::FRAME_DECEMBER,
];
