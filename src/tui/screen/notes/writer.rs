//! A note or a trouble being written in place: fields one under the other, the long ones as areas of several lines.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::text::{Parts, tags};
use crate::base::cells;
use crate::base::id::Id;
use crate::domain::note::{Note, NoteKind};
use crate::op::patch::Patch;
use crate::op::{Op, note};
use crate::text::{Word, w};
use crate::tui::desk::{Desk, Tone};
use crate::tui::key::{Code, Key};
use crate::tui::page::Page;
use crate::tui::screen::{Screen, Status, Taken};
use crate::tui::theme::Role;
use crate::tui::verb::form::Form as FormDeed;
use crate::tui::verb::{Context, Deed, Scope};
use crate::tui::widget::area::Area;
use crate::tui::widget::field::{Field, Typed};
use crate::tui::widget::{panel, rich};
use crate::tui::wire::{Failure, Loaded, Query, Receipt, Ticket};

/// One field.
enum Part {
    /// One line.
    Line(Field),
    /// Several lines.
    Lines(Box<Area>),
}

struct Entry {
    label: Word,
    help: Word,
    part: Part,
}

impl Entry {
    fn line(label: Word, help: Word, text: &str) -> Self {
        Self { label, help, part: Part::Line(Field::with(text)) }
    }

    fn lines(label: Word, help: Word, text: &str) -> Self {
        Self { label, help, part: Part::Lines(Box::new(Area::with(text))) }
    }

    fn text(&self) -> String {
        match &self.part {
            Part::Line(field) => field.text().trim().to_owned(),
            Part::Lines(area) => area.text().trim_end().to_owned(),
        }
    }
}

/// The screen.
pub struct NoteWriter {
    kind: NoteKind,
    task: Option<Id>,
    was: Option<Box<Note>>,
    entries: Vec<Entry>,
    at: usize,
    touched: bool,
    warned: bool,
    ticket: Option<Ticket>,
}

impl NoteWriter {
    /// A new note or trouble with a beginning of its title, perhaps about a task.
    pub fn new(kind: NoteKind, task: Option<Id>, title: &str) -> Self {
        let entries = entries(kind, [title, "", "", ""]);
        let at = usize::from(!title.is_empty());
        Self { kind, task, was: None, entries, at, touched: false, warned: false, ticket: None }
    }

    /// One that is there, to be changed.
    pub fn of(note: Note) -> Self {
        let tags: Vec<String> = note.tags.iter().map(|tag| format!("#{tag}")).collect();
        let entries = entries(note.kind, [&note.title, &note.body, &note.fix, &tags.join(" ")]);
        let (kind, task) = (note.kind, note.task);
        Self { kind, task, was: Some(Box::new(note)), entries, at: 1, touched: false, warned: false, ticket: None }
    }

    /// Puts a text in place of the body.
    pub fn set_body(&mut self, text: &str) {
        if let Some(entry) = self.entries.get_mut(1) {
            entry.part = Part::Lines(Box::new(Area::with(text)));
            self.touched = true;
        }
    }

    fn parts(&self) -> Parts {
        let text = |at: usize| self.entries.get(at).map(Entry::text).unwrap_or_default();
        let fix = if self.kind == NoteKind::Trouble { text(2) } else { String::new() };
        Parts { title: text(0), body: text(1), fix, tags: Some(tags(&text(self.entries.len() - 1))) }
    }

    fn keep(&mut self, desk: &mut Desk) {
        if self.ticket.is_some() {
            return;
        }
        let parts = self.parts();
        if parts.title.is_empty() {
            self.at = 0;
            let said = if self.kind == NoteKind::Trouble { w::NOTES_NEED_SYMPTOM } else { w::NOTES_NEED_TITLE };
            desk.toast(Tone::Bad, desk.word(said));
            return;
        }
        self.ticket = match &self.was {
            Some(note) => commit_edit(note, &parts, desk),
            None => {
                let said = if self.kind == NoteKind::Trouble { w::NOTES_KEPT_TROUBLE } else { w::NOTES_KEPT_NOTE };
                let (id, said) = (desk.id(), desk.word(said));
                let (kind, task, party) = (self.kind, self.task, None);
                let Parts { title, body, fix, tags } = parts;
                let tags = tags.unwrap_or_default();
                Some(desk.commit(Op::Note(note::Op::Add { id, kind, party, task, title, body, fix, tags }), said))
            }
        };
        if self.ticket.is_none() {
            desk.pop();
        }
    }

    fn step(&mut self, by: usize) {
        self.at = (self.at + by) % self.entries.len();
    }

    /// Rows that each field takes: one for a line, the rest shared by the areas.
    fn heights(&self, height: u16) -> Vec<u16> {
        let areas = self.entries.iter().filter(|entry| matches!(entry.part, Part::Lines(_))).count() as u16;
        let lines = self.entries.len() as u16 - areas;
        let room = height.saturating_sub(lines * 2 + areas + 2);
        let share = (room / areas.max(1)).max(1);
        let height = |entry: &Entry| if matches!(entry.part, Part::Lines(_)) { share } else { 1 };
        self.entries.iter().map(height).collect()
    }
}

fn entries(kind: NoteKind, [title, body, fix, tags]: [&str; 4]) -> Vec<Entry> {
    let tags = Entry::line(w::NOTES_TAGS, w::NOTES_TAGS_HELP, tags);
    match kind {
        NoteKind::Note => vec![
            Entry::line(w::NOTES_NOTE_TITLE, w::NOTES_TITLE_HELP, title),
            Entry::lines(w::NOTES_NOTE_BODY, w::NOTES_BODY_HELP, body),
            tags,
        ],
        NoteKind::Trouble => vec![
            Entry::line(w::NOTES_SYMPTOM, w::NOTES_SYMPTOM_HELP, title),
            Entry::lines(w::NOTES_CAUSE, w::NOTES_CAUSE_HELP, body),
            Entry::lines(w::NOTES_FIX, w::NOTES_FIX_HELP, fix),
            tags,
        ],
    }
}

/// Changes a note; none when nothing is to change.
pub(super) fn commit_edit(note: &Note, parts: &Parts, desk: &mut Desk) -> Option<Ticket> {
    let set = Patch::new()
        .set("title", &note.title, &parts.title)
        .set("body", &note.body, &parts.body)
        .set("fix", &note.fix, &parts.fix)
        .set("tags", &note.tags, parts.tags.as_ref().unwrap_or(&note.tags));
    if set.is_empty() {
        desk.toast(Tone::Plain, desk.word(w::NOTES_UNCHANGED));
        return None;
    }
    let said = desk.word(w::NOTES_EDITED);
    Some(desk.commit(Op::Note(note::Op::Edit { note: note.id, set }), said))
}

impl Screen for NoteWriter {
    fn page(&self) -> Page {
        Page::Notes
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Form]
    }

    fn context(&self) -> Context {
        Context::default()
    }

    fn hints(&self) -> Vec<&'static str> {
        vec!["form.keep", "frame.escape"]
    }

    fn status(&self, desk: &Desk) -> Status {
        let title = match (&self.was, self.kind) {
            (Some(note), _) => desk.say(w::NOTES_EDIT, &[("n", &note.number)]),
            (None, NoteKind::Note) => desk.word(w::NOTES_NEW_NOTE).to_owned(),
            (None, NoteKind::Trouble) => desk.word(w::NOTES_NEW_TROUBLE).to_owned(),
        };
        let bold = Style::new().add_modifier(Modifier::BOLD);
        Status { left: Line::from(Span::styled(title, bold)), right: Line::default() }
    }

    fn wants(&self, _desk: &Desk) -> Vec<Query> {
        vec![]
    }

    fn loaded(&mut self, _loaded: &Loaded, _desk: &mut Desk) {}

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        match deed {
            Deed::Form(FormDeed::Keep) => self.keep(desk),
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn typed(&mut self, key: Key, _desk: &mut Desk) -> Taken {
        let count = self.entries.len();
        if key.ctrl && matches!(key.code, Code::Char('s')) || key.code == Code::Esc {
            return Taken::No;
        }
        match key.code {
            Code::Tab if key.shift => self.step(count - 1),
            Code::Tab => self.step(1),
            _ => match &mut self.entries[self.at].part {
                Part::Line(_) if matches!(key.code, Code::Enter | Code::Down) => self.step(1),
                Part::Line(_) if key.code == Code::Up => self.step(count - 1),
                Part::Line(field) => match field.key(key) {
                    Typed::Other => return Taken::No,
                    Typed::Changed => (self.touched, self.warned) = (true, false),
                    Typed::Kept => {}
                },
                Part::Lines(area) => {
                    let before = area.text();
                    if !area.key(key) {
                        return Taken::No;
                    }
                    if area.text() != before {
                        (self.touched, self.warned) = (true, false);
                    }
                }
            },
        }
        Taken::Yes
    }

    fn pasted(&mut self, text: &str, _desk: &mut Desk) -> Taken {
        match &mut self.entries[self.at].part {
            Part::Line(field) => field.paste(text),
            Part::Lines(area) => area.paste(text),
        }
        self.touched = true;
        Taken::Yes
    }

    fn committed(&mut self, ticket: Ticket, result: &Result<Receipt, Failure>, desk: &mut Desk) {
        if self.ticket == Some(ticket) {
            self.ticket = None;
            if result.is_ok() {
                desk.pop();
            }
        }
    }

    fn escape(&mut self, desk: &mut Desk) -> Taken {
        // What a new one began with is a draft as well.
        let begun = self.was.is_none() && self.entries.iter().any(|entry| !entry.text().is_empty());
        if (self.touched || begun) && !self.warned {
            self.warned = true;
            desk.toast(Tone::Plain, desk.word(w::NOTES_WARNING));
            return Taken::Yes;
        }
        Taken::No
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let theme = &desk.theme;
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2).min(110), ..area };
        let widest = self.entries.iter().map(|entry| cells::width(desk.word(entry.label))).max().unwrap_or(0);
        let left = (widest as u16 + 4).min(area.width);
        let mut top = 0;
        let mut open = None;
        for (place, (entry, height)) in self.entries.iter().zip(self.heights(area.height)).enumerate() {
            let here = place == self.at;
            let style = if here { Style::new().add_modifier(Modifier::BOLD) } else { theme.style(Role::Dim) };
            let Some(row) = panel::row(area, usize::from(top)) else { break };
            let sign = if here { desk.glyphs.path } else { " " };
            let label = Line::from(vec![
                Span::styled(format!("{sign} "), theme.style(Role::Accent)),
                Span::styled(desk.word(entry.label), style),
            ]);
            panel::put(frame, row, label);
            let height = height.min(area.bottom() - row.y);
            let field = Rect { x: row.x + left, width: row.width - left, height, ..row };
            if entry.text().is_empty() {
                let help = Line::from(Span::styled(desk.word(entry.help), theme.style(Role::Dim)));
                if !here {
                    panel::put(frame, field, help);
                }
            }
            if here {
                open = Some(field);
            } else {
                draw_part(&entry.part, frame, field);
            }
            top += height + 1;
        }
        if let Some(last) = panel::row(area, usize::from(area.height.saturating_sub(1))) {
            panel::put(frame, last, rich::rich(desk.word(w::NOTES_HELP), theme.style(Role::Dim), theme));
        }
        // Drawn last: it has the terminal's cursor.
        if let Some(field) = open {
            draw_part(&self.entries[self.at].part, frame, field);
        }
    }
}

fn draw_part(part: &Part, frame: &mut Frame, area: Rect) {
    match part {
        Part::Line(field) => {
            if !field.is_empty() {
                field.view(frame, area, Style::new());
            } else if area.width > 0 {
                frame.set_cursor_position((area.x, area.y));
            }
        }
        Part::Lines(lines) => {
            if lines.text().is_empty() {
                frame.set_cursor_position((area.x, area.y));
            } else {
                lines.view(frame, area);
            }
        }
    }
}
