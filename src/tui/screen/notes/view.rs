//! How the page of notes is drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::Notes;
use crate::base::cells;
use crate::base::clean::clean;
use crate::domain::note::NoteKind;
use crate::query::note::NoteRow;
use crate::text::label::Label;
use crate::text::w;
use crate::text::when::say_day_short;
use crate::tui::desk::Desk;
use crate::tui::theme::Role;
use crate::tui::widget::{markdown, panel, rich, row};

/// From this width on a note is read beside the list.
const BESIDE: u16 = 76;

/// Where the list stands: the left part, below the search.
pub(super) fn list(area: Rect) -> Rect {
    let width = if area.width < BESIDE { area.width } else { (area.width * 2 / 5).clamp(32, 72) };
    let above = 2.min(area.height);
    Rect { y: area.y + above, width, height: area.height - above, ..area }
}

/// A note in full.
pub(super) fn body(note: &NoteRow, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let (theme, bold) = (&desk.theme, Style::new().add_modifier(Modifier::BOLD));
    let dim = theme.style(Role::Dim);
    let title = clean(&note.title);
    let mut out: Vec<Line<'static>> =
        cells::wrap(&title, width).into_iter().map(|line| Line::from(Span::styled(line, bold))).collect();
    let day = say_day_short(desk.lang, note.at.day_in(&desk.zone), desk.today);
    let mut facts = vec![format!("#{}", note.number), note.kind.said(desk.lang).to_owned()];
    facts.extend(note.author_name.iter().cloned());
    facts.push(day);
    facts.extend(note.task.clone().or_else(|| note.party.clone()));
    facts.extend(note.tags.iter().map(|tag| format!("#{tag}")));
    let facts = clean(&facts.join("  ")).into_owned();
    out.extend(cells::wrap(&facts, width).into_iter().map(|line| Line::from(Span::styled(line, dim))));
    out.push(Line::default());
    match note.kind {
        NoteKind::Note => out.extend(markdown::lines(&note.body, width, theme)),
        NoteKind::Trouble => {
            let mut part = |said, text: &str| {
                if !text.trim().is_empty() {
                    out.push(Line::from(Span::styled(desk.word(said), theme.style(Role::Accent))));
                    out.extend(markdown::lines(text, width, theme));
                    out.push(Line::default());
                }
            };
            part(w::NOTES_CAUSE, &note.body);
            part(w::NOTES_FIX, &note.fix);
            if note.fix.trim().is_empty() {
                out.push(Line::from(Span::styled(desk.word(w::NOTES_OPEN_TROUBLE), theme.style(Role::Warn))));
            }
        }
    }
    out
}

impl Notes {
    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        self.draw_search(frame, area, desk);
        let list = list(area);
        if self.rows.is_empty() {
            self.draw_nothing(frame, Rect { width: area.width, ..list }, desk);
            return;
        }
        for (down, place) in self.cursor.window(self.rows.len()).enumerate() {
            let (Some(at), Some(note)) = (panel::row(list, down), self.rows.get(place)) else { break };
            let selected = place == self.cursor.row;
            if selected {
                panel::select(frame, at, &desk.theme);
            }
            panel::put(frame, at, note_line(note, selected, at.width, desk));
        }
        if list.width < area.width
            && let Some(note) = self.row()
        {
            let left = list.width + 2;
            let right = Rect { x: area.x + left, width: area.width.saturating_sub(left + 1), ..list };
            panel::put_lines(frame, right, body(note, usize::from(right.width), desk));
        }
    }

    fn draw_search(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let (theme, top) = (&desk.theme, Rect { height: 1.min(area.height), ..area });
        if !self.searching && self.field.is_empty() {
            let said = rich::rich(&format!(" {}", desk.word(w::NOTES_SEARCH_HINT)), theme.style(Role::Dim), theme);
            panel::put(frame, top, said);
            return;
        }
        let label = format!(" {} {} ", desk.word(w::NOTES_SEARCH), desk.glyphs.path);
        let wide = (cells::width(&label) as u16).min(top.width);
        let bold = Style::new().add_modifier(Modifier::BOLD);
        panel::put(frame, Rect { width: wide, ..top }, Line::from(Span::styled(label, theme.style(Role::Accent))));
        let rest = Rect { x: top.x + wide, width: top.width - wide, ..top };
        if self.searching {
            let hint = rich::rich(desk.word(w::NOTES_TYPING_HINT), theme.style(Role::Dim), theme);
            let room = (hint.width() as u16 + 1).min(rest.width / 2);
            let field = Rect { width: rest.width - room, ..rest };
            panel::put(frame, Rect { x: field.right(), width: room, ..rest }, hint);
            self.field.view(frame, field, bold);
        } else {
            panel::put(frame, rest, Line::from(Span::styled(clean(self.field.text()).into_owned(), bold)));
        }
    }

    fn draw_nothing(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let said = match self.shown.as_deref() {
            None => return,
            Some("") => desk.word(w::NOTES_NOTHING).to_owned(),
            Some(text) => desk.say(w::NOTES_NOT_FOUND, &[("text", &text)]),
        };
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        panel::put(frame, area, rich::rich(&said, Style::new(), &desk.theme));
    }
}

fn note_line(note: &NoteRow, selected: bool, width: u16, desk: &Desk) -> Line<'static> {
    let theme = &desk.theme;
    let dim = theme.style(Role::Dim);
    let (sign, style) = match note.kind {
        NoteKind::Note => ("", dim),
        NoteKind::Trouble if note.fix.trim().is_empty() => (desk.glyphs.blocked, theme.style(Role::Warn)),
        NoteKind::Trouble => (desk.glyphs.done, dim),
    };
    let about = note.task.clone().or_else(|| note.party.clone()).unwrap_or_default();
    let room = if width < 30 { 0 } else { cells::width(&about).min(10) };
    let strong = if selected { Style::new().add_modifier(Modifier::BOLD) } else { Style::new() };
    let columns = [
        row::fixed([" ", if selected { desk.glyphs.path } else { "" }].concat(), 3).style(theme.style(Role::Accent)),
        row::fixed(sign, 2).style(style),
        row::grow(&note.title).style(strong),
        row::fixed("", 1),
        row::right(about, room).style(dim),
        row::fixed("", 1),
    ];
    row::line(&columns, usize::from(width))
}
