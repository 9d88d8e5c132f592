//! The page of notes and troubles: the list at the left, found while typing, the selected one at the right. Writing one in
//! place is in `writer.rs`, as Markdown for the user's editor in `text.rs`, drawing in `view.rs`.

mod text;
mod view;
mod writer;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::base::id::Id;
use crate::domain::note::NoteKind;
use crate::op::{Op, note};
use crate::query::note::{NoteFilter, NoteRow};
use crate::store::record::Noun;
use crate::text::w;
use crate::tui::ask::{Answer, Ask};
use crate::tui::desk::popup::{Popup, Prompt, Reader};
use crate::tui::desk::reading::Reading;
use crate::tui::desk::{Desk, Tone};
use crate::tui::input::{Mouse, Press};
use crate::tui::key::{Code, Key};
use crate::tui::page::Page;
use crate::tui::prepare::Prepare;
use crate::tui::screen::{Screen, Status, Taken};
use crate::tui::theme::Role;
use crate::tui::verb::frame::Frame as FrameDeed;
use crate::tui::verb::list::List;
use crate::tui::verb::note::Note as NoteDeed;
use crate::tui::verb::{Context, Deed, Scope};
use crate::tui::widget::cursor::Cursor;
use crate::tui::widget::field::{Field, Typed};
use crate::tui::wire::{Failure, Loaded, Query, Receipt, Ticket};

pub use writer::NoteWriter;

const TASK: &str = "notes.task";
const WHOLE: &str = "notes.whole";

/// How many notes are loaded at a time.
const STEP: i64 = 100;

/// The page.
pub struct Notes {
    rows: Vec<NoteRow>,
    /// The search that the rows are for; none until the first answer.
    shown: Option<String>,
    field: Field,
    searching: bool,
    limit: i64,
    /// The note that the list begins with; none begins with the latest.
    first: Option<i64>,
    cursor: Cursor,
    at: Option<Id>,
    /// Notes on their way out.
    gone: Vec<(Ticket, Id)>,
    /// The note that is open in the user's editor, as it was.
    outside: Option<Box<NoteRow>>,
}

impl Default for Notes {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            shown: None,
            field: Field::default(),
            searching: false,
            limit: STEP,
            first: None,
            cursor: Cursor::default(),
            at: None,
            gone: Vec::new(),
            outside: None,
        }
    }
}

impl Notes {
    /// The page with the list beginning at a note.
    pub fn from_number(number: i64) -> Self {
        Self { first: Some(number), ..Self::default() }
    }

    fn filter(&self) -> NoteFilter {
        let text = self.field.text().trim();
        let text = (!text.is_empty()).then(|| text.to_owned());
        let before = self.first.map(|number| number + 1);
        NoteFilter { text, before, limit: Some(self.limit), ..NoteFilter::default() }
    }

    fn row(&self) -> Option<&NoteRow> {
        self.rows.get(self.cursor.row)
    }

    /// Moves as a verb says and loads more where the end comes near.
    fn walk(&mut self, deed: List, desk: &mut Desk) -> Taken {
        let len = self.rows.len();
        if !self.cursor.obey(deed, len) {
            return Taken::No;
        }
        self.at = self.row().map(|row| row.id);
        if len as i64 == self.limit && self.cursor.row + 20 > len {
            self.limit += STEP;
            desk.load(Query::Notes(self.filter()));
        }
        Taken::Yes
    }

    /// Looks for what stands in the field; the newest wish wins.
    fn look(&mut self, desk: &mut Desk) {
        self.limit = STEP;
        self.first = None;
        self.at = None;
        desk.load(Query::Notes(self.filter()));
    }

    fn take(&mut self, filter: &NoteFilter, rows: &[NoteRow]) {
        if *filter != self.filter() {
            return;
        }
        let hidden = |id: Id| self.gone.iter().any(|(_, gone)| *gone == id);
        let anew = self.shown.as_deref() != filter.text.as_deref().or(Some(""));
        self.rows = rows.iter().filter(|row| !hidden(row.id)).cloned().collect();
        self.shown = Some(filter.text.clone().unwrap_or_default());
        let found = self.at.and_then(|at| self.rows.iter().position(|row| row.id == at));
        let row = found.unwrap_or(if anew { 0 } else { self.cursor.row });
        self.cursor.go(row, self.rows.len());
        self.at = self.row().map(|row| row.id);
    }

    fn remove(&mut self, desk: &mut Desk) {
        let Some(id) = self.row().map(|row| row.id) else { return };
        let said = desk.word(w::NOTES_REMOVED);
        let ticket = desk.commit(Op::Note(note::Op::Remove { note: id }), said);
        self.gone.push((ticket, id));
        self.rows.retain(|row| row.id != id);
        self.cursor.go(self.cursor.row, self.rows.len());
        self.at = self.row().map(|row| row.id);
    }

    fn ask_task(&self, desk: &mut Desk) {
        if let Some(row) = self.row() {
            let label = desk.word(w::NOTES_ASK_TASK);
            let now = row.task.clone().unwrap_or_default();
            let prompt = Prompt::new(label, Ask::Own(TASK, Some(row.id)), Reading::Anything).offering(&now, desk);
            desk.open(Popup::Prompt(prompt));
        }
    }

    fn write_outside(&mut self, desk: &mut Desk) {
        if let Some(row) = self.row().cloned() {
            desk.write(text::write(&row.note, desk.lang), ".md", Ask::Own(WHOLE, Some(row.id)));
            self.outside = Some(Box::new(row));
        }
    }

    fn read(&self, desk: &mut Desk) {
        if let Some(row) = self.row() {
            let width = usize::from(desk.size.0).saturating_sub(8).min(96);
            let lines = view::body(row, width, desk);
            desk.open(Popup::Reader(Reader::new(format!("#{}", row.number), lines)));
        }
    }

    fn run_note(&mut self, deed: NoteDeed, desk: &mut Desk) {
        let writer = match deed {
            NoteDeed::Add => Some(NoteWriter::new(NoteKind::Note, None, "")),
            NoteDeed::Trouble => {
                // What was looked for in vain is what was seen.
                let symptom = if self.rows.is_empty() { self.field.text().trim().to_owned() } else { String::new() };
                Some(NoteWriter::new(NoteKind::Trouble, None, &symptom))
            }
            NoteDeed::Edit => self.row().map(|row| NoteWriter::of(row.note.clone())),
            NoteDeed::Write | NoteDeed::Task | NoteDeed::Remove => None,
        };
        match (writer, deed) {
            (Some(writer), _) => desk.push(Box::new(writer)),
            (None, _) if self.row().is_none() => desk.toast(Tone::Plain, desk.word(w::NOTES_PICK)),
            (None, NoteDeed::Write) => self.write_outside(desk),
            (None, NoteDeed::Task) => self.ask_task(desk),
            (None, NoteDeed::Remove) => self.remove(desk),
            (None, _) => {}
        }
    }
}

impl Screen for Notes {
    fn page(&self) -> Page {
        Page::Notes
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Note, Scope::List]
    }

    fn context(&self) -> Context {
        Context::default()
    }

    fn hints(&self) -> Vec<&'static str> {
        if self.searching {
            return vec![];
        }
        if self.rows.is_empty() {
            return vec!["note.add", "note.trouble"];
        }
        vec!["list.open", "note.add", "note.trouble", "note.edit", "note.task", "note.remove"]
    }

    fn status(&self, desk: &Desk) -> Status {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let more = if self.rows.len() as i64 == self.limit { "+" } else { "" };
        let count = match self.rows.len() {
            0 => String::new(),
            n => format!("{}{more}", desk.say(w::NOTES_COUNT, &[("n", &n)])),
        };
        Status {
            left: Line::from(Span::styled(desk.word(w::NOTES_TITLE), bold)),
            right: Line::from(Span::styled(count, desk.theme.style(Role::Dim))),
        }
    }

    fn wants(&self, _desk: &Desk) -> Vec<Query> {
        vec![Query::Notes(self.filter())]
    }

    fn loaded(&mut self, loaded: &Loaded, _desk: &mut Desk) {
        if let Loaded::Notes(filter, rows) = loaded {
            self.take(filter, rows);
        }
    }

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        match deed {
            Deed::Note(deed) => self.run_note(deed, desk),
            // On this page finding is finding notes.
            Deed::Frame(FrameDeed::Find) => self.searching = true,
            Deed::List(List::Open) => self.read(desk),
            Deed::List(deed) => return self.walk(deed, desk),
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn typed(&mut self, key: Key, desk: &mut Desk) -> Taken {
        if !self.searching {
            return Taken::No;
        }
        match key.code {
            Code::Enter => self.searching = false,
            Code::Esc => {
                self.searching = false;
                self.field.set("");
                self.look(desk);
            }
            Code::Down => drop(self.walk(List::Down, desk)),
            Code::Up => drop(self.walk(List::Up, desk)),
            Code::PageDown => drop(self.walk(List::PageDown, desk)),
            Code::PageUp => drop(self.walk(List::PageUp, desk)),
            _ => match self.field.key(key) {
                Typed::Changed => self.look(desk),
                Typed::Kept => {}
                Typed::Other => return Taken::No,
            },
        }
        Taken::Yes
    }

    fn pasted(&mut self, text: &str, desk: &mut Desk) -> Taken {
        if self.searching {
            self.field.paste(text);
            self.look(desk);
        } else {
            // A pasted text becomes a note: its first line the title.
            let mut writer = NoteWriter::new(NoteKind::Note, None, text.lines().next().unwrap_or_default().trim());
            writer.set_body(text.split_once('\n').map_or("", |(_, rest)| rest).trim());
            desk.push(Box::new(writer));
        }
        Taken::Yes
    }

    fn answered(&mut self, ask: Ask, answer: Answer, desk: &mut Desk) {
        if let (Ask::Own(TASK, Some(note)), Answer::Text(key)) = (ask, answer) {
            let was = self.rows.iter().find(|row| row.id == note).and_then(|row| row.note.task);
            desk.load(Query::Prepare(Prepare::NoteTask { note, was, key }));
        }
    }

    fn written(&mut self, ask: Ask, text: String, desk: &mut Desk) {
        let (Ask::Own(WHOLE, id), Some(row)) = (ask, self.outside.take()) else { return };
        if id == Some(row.id) {
            writer::commit_edit(&row.note, &text::read(row.note.kind, &text), desk);
        }
    }

    fn committed(&mut self, ticket: Ticket, result: &Result<Receipt, Failure>, _desk: &mut Desk) {
        if let Ok(receipt) = result
            && receipt.kind == "note.add"
        {
            // The cursor goes to what was just written down.
            self.at = receipt.touched.iter().find(|(noun, _)| *noun == Noun::Note).map(|(_, id)| *id);
        }
        // Carried out or refused: the next answer shows what is there.
        self.gone.retain(|(gone, _)| *gone != ticket);
    }

    fn escape(&mut self, desk: &mut Desk) -> Taken {
        if self.field.is_empty() {
            return Taken::No;
        }
        self.field.set("");
        self.look(desk);
        Taken::Yes
    }

    fn is_typing(&self) -> bool {
        self.searching
    }

    fn mouse(&mut self, mouse: Mouse, area: Rect, desk: &mut Desk) {
        let list = view::list(area);
        match mouse.press {
            Press::WheelDown => drop(self.walk(List::Down, desk)),
            Press::WheelUp => drop(self.walk(List::Up, desk)),
            Press::Down if mouse.row == area.y => self.searching = true,
            Press::Down if list.contains((mouse.column, mouse.row).into()) => {
                if let Some(row) = self.cursor.at(list, mouse.row, self.rows.len()) {
                    self.cursor.go(row, self.rows.len());
                    self.at = self.row().map(|row| row.id);
                }
            }
            _ => {}
        }
    }

    fn fit(&mut self, area: Rect) {
        self.cursor.fit(usize::from(view::list(area).height), self.rows.len());
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        self.draw(frame, area, desk);
    }
}
