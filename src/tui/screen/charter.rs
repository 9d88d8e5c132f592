//! A party's charter: its sections at the left, the selected one at the right, each written in place or all of them in the
//! user's editor.

use std::collections::BTreeMap;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use serde_json::Value;

use crate::base::clean::clean;
use crate::base::id::Id;
use crate::domain::party::Section;
use crate::op::patch::Edit;
use crate::op::{Op, party};
use crate::port::charter::{self, Which};
use crate::query::party::PartyPage;
use crate::text::w;
use crate::tui::ask::{Answer, Ask};
use crate::tui::desk::popup::{Popup, Reader, Writer};
use crate::tui::desk::{Desk, Tone};
use crate::tui::input::{Mouse, Press};
use crate::tui::page::Page;
use crate::tui::screen::{Screen, Status, Taken};
use crate::tui::theme::Role;
use crate::tui::verb::form::Form as FormDeed;
use crate::tui::verb::list::List;
use crate::tui::verb::{Context, Deed, Life, Scope};
use crate::tui::widget::cursor::Cursor;
use crate::tui::widget::{markdown, panel, rich, row};
use crate::tui::wire::{Loaded, Query};

const SECTION: &str = "charter.section";
const WHOLE: &str = "charter.whole";

/// From this width on a section is read beside the list.
const BESIDE: u16 = 76;

/// The sections of a charter, with what stands in them.
pub(super) type Sections = BTreeMap<Section, String>;

/// Opens a section in the writer; the answer comes back under `name` with the section's place.
pub(super) fn write_section(section: Section, body: &str, name: &'static str, desk: &mut Desk) {
    let title = format!("{}   {}", charter::heading(desk.lang, section), charter::hint(desk.lang, section));
    let ask = Ask::Own(name, Some(Id(section as i64)));
    desk.open(Popup::Writer(Box::new(Writer::new(title, ask, body))));
}

/// The section whose place an answer names.
pub(super) fn section_of(place: Option<Id>) -> Option<Section> {
    Section::ALL.iter().copied().find(|section| Some(Id(*section as i64)) == place)
}

/// Opens the whole charter in the user's editor.
pub(super) fn write_whole(party: &str, sections: &Sections, name: &'static str, desk: &mut Desk) {
    let filled: Vec<(Section, String)> = sections.iter().map(|(section, body)| (*section, body.clone())).collect();
    let text = charter::write(desk.lang, party, &filled, Which::All);
    desk.write(text, ".md", Ask::Own(name, None));
}

/// The sections of a text that was written, saying where text of unknown headings went.
pub(super) fn read_whole(text: &str, desk: &mut Desk) -> Sections {
    let reading = charter::read(text);
    if let Some(notice) = reading.notices.first() {
        desk.toast(Tone::Plain, notice.say(desk.lang));
    }
    reading.sections.into_iter().collect()
}

/// The screen.
pub struct Charter {
    party: Id,
    page: Option<Box<PartyPage>>,
    cursor: Cursor,
}

impl Charter {
    /// The charter of a party.
    pub fn new(party: Id) -> Self {
        Self { party, page: None, cursor: Cursor::default() }
    }

    fn selected(&self) -> Section {
        Section::ALL[self.cursor.row.min(Section::ALL.len() - 1)]
    }

    fn body(&self, section: Section) -> &str {
        self.page.as_ref().and_then(|page| page.charter.get(&section)).map_or("", String::as_str)
    }

    /// What turns the sections that were shown into these; none when nothing is to change.
    fn change(&self, to: &Sections) -> Option<Op> {
        let op = |section: &Section| {
            let (was, body) = (self.body(*section).trim(), to.get(section).map_or("", |body| body.trim()));
            let edit = Edit { was: Value::from(was), to: Value::from(body) };
            let party = self.party;
            (was != body).then_some(Op::Party(party::Op::Charter { party, section: *section, body: edit }))
        };
        let mut steps: Vec<Op> = Section::ALL.iter().filter_map(op).collect();
        match steps.len() {
            0 => None,
            1 => steps.pop(),
            _ => Some(Op::Batch { steps }),
        }
    }

    fn keep(&self, to: &Sections, said: String, desk: &mut Desk) {
        match self.change(to) {
            Some(op) => drop(desk.commit(op, said)),
            None => desk.toast(Tone::Plain, desk.word(w::KICKOFF_UNCHANGED)),
        }
    }

    fn keep_section(&self, section: Section, text: &str, desk: &mut Desk) {
        let mut to = self.page.as_ref().map(|page| page.charter.clone()).unwrap_or_default();
        to.insert(section, text.trim().to_owned());
        let said = desk.say(w::KICKOFF_SECTION_KEPT, &[("section", &charter::heading(desk.lang, section))]);
        self.keep(&to, said, desk);
    }

    fn read(&self, desk: &mut Desk) {
        let section = self.selected();
        let width = usize::from(desk.size.0).saturating_sub(8).min(96);
        let lines = section_lines(section, self.body(section), width, desk);
        desk.open(Popup::Reader(Reader::new(charter::heading(desk.lang, section), lines)));
    }
}

/// A section's text, or what it asks for while it is empty.
pub(super) fn section_lines(section: Section, body: &str, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    if body.trim().is_empty() {
        let hint = charter::hint(desk.lang, section);
        let dim = desk.theme.style(Role::Dim);
        return crate::base::cells::wrap(hint, width).into_iter().map(|line| Line::styled(line, dim)).collect();
    }
    markdown::lines(body, width, &desk.theme)
}

fn list(area: Rect) -> Rect {
    let width = if area.width < BESIDE { area.width } else { 28 };
    Rect { width, height: area.height.saturating_sub(2), ..area }
}

impl Screen for Charter {
    fn page(&self) -> Page {
        Page::Parties
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Charter, Scope::List]
    }

    fn context(&self) -> Context {
        Context { party: Some(Life::Running), ..Context::default() }
    }

    fn hints(&self) -> Vec<&'static str> {
        vec!["charter.edit", "charter.write", "list.open", "frame.escape"]
    }

    fn status(&self, desk: &Desk) -> Status {
        let Some(page) = &self.page else { return Status::default() };
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let left = Line::from(vec![
            Span::raw(format!("{} {} ", clean(&page.head.name), desk.glyphs.path)),
            Span::styled(desk.word(w::KICKOFF_CHARTER), bold),
        ]);
        let values: [(&str, &dyn std::fmt::Display); 2] = [("n", &page.charter.len()), ("all", &Section::ALL.len())];
        let said = match page.charter.len() {
            0 => desk.word(w::KICKOFF_EMPTY).to_owned(),
            _ => desk.say(w::KICKOFF_WRITTEN, &values),
        };
        let right = Span::styled(said, desk.theme.style(Role::Dim));
        Status { left, right: Line::from(right) }
    }

    fn wants(&self, _desk: &Desk) -> Vec<Query> {
        vec![Query::Party(self.party)]
    }

    fn loaded(&mut self, loaded: &Loaded, _desk: &mut Desk) {
        if let Loaded::Party(page) = loaded
            && page.head.id == self.party
        {
            self.page = Some(page.clone());
        }
    }

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        match deed {
            Deed::Form(FormDeed::Edit) => {
                let section = self.selected();
                write_section(section, self.body(section), SECTION, desk);
            }
            Deed::Form(FormDeed::Write) => {
                if let Some(page) = &self.page {
                    write_whole(&page.head.name, &page.charter, WHOLE, desk);
                }
            }
            Deed::Form(FormDeed::Fold) | Deed::List(List::Open) => self.read(desk),
            Deed::List(deed) => {
                let done = self.cursor.obey(deed, Section::ALL.len());
                return if done { Taken::Yes } else { Taken::No };
            }
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn answered(&mut self, ask: Ask, answer: Answer, desk: &mut Desk) {
        if let (Ask::Own(SECTION, place), Answer::Text(text)) = (ask, answer)
            && let Some(section) = section_of(place)
        {
            self.keep_section(section, &text, desk);
        }
    }

    fn written(&mut self, ask: Ask, text: String, desk: &mut Desk) {
        match ask {
            Ask::Own(WHOLE, _) => {
                let to = read_whole(&text, desk);
                let said = desk.word(w::KICKOFF_CHARTER_KEPT).to_owned();
                self.keep(&to, said, desk);
            }
            Ask::Own(SECTION, place) => {
                if let Some(section) = section_of(place) {
                    self.keep_section(section, &text, desk);
                }
            }
            _ => {}
        }
    }

    fn mouse(&mut self, mouse: Mouse, area: Rect, _desk: &mut Desk) {
        let len = Section::ALL.len();
        match mouse.press {
            Press::WheelDown => self.cursor.step(1, len),
            Press::WheelUp => self.cursor.step(-1, len),
            Press::Down if list(area).contains((mouse.column, mouse.row).into()) => {
                if let Some(row) = self.cursor.at(list(area), mouse.row, len) {
                    self.cursor.go(row, len);
                }
            }
            _ => {}
        }
    }

    fn fit(&mut self, area: Rect) {
        self.cursor.fit(usize::from(list(area).height), Section::ALL.len());
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let (theme, list) = (&desk.theme, list(area));
        for (down, place) in self.cursor.window(Section::ALL.len()).enumerate() {
            let (Some(at), section) = (panel::row(list, down), Section::ALL[place]) else { break };
            let selected = place == self.cursor.row;
            if selected {
                panel::select(frame, at, theme);
            }
            let empty = self.body(section).is_empty();
            let bold = if selected { Style::new().add_modifier(Modifier::BOLD) } else { Style::new() };
            let style = if empty { bold.patch(theme.style(Role::Dim)) } else { bold };
            let first =
                if list.width == area.width { self.body(section).lines().next().unwrap_or_default() } else { "" };
            let columns = [
                row::fixed([" ", if selected { desk.glyphs.path } else { "" }].concat(), 3)
                    .style(theme.style(Role::Accent)),
                row::fixed(if empty { desk.glyphs.todo } else { desk.glyphs.done }, 2).style(theme.style(Role::Dim)),
                row::fixed(charter::heading(desk.lang, section), 22).style(style),
                row::grow(first).style(theme.style(Role::Dim)),
            ];
            panel::put(frame, at, row::line(&columns, usize::from(at.width)));
        }
        if list.width < area.width {
            let left = list.width + 2;
            let right = Rect { x: area.x + left, width: area.width.saturating_sub(left + 1), ..area };
            let section = self.selected();
            panel::put_lines(frame, right, section_lines(section, self.body(section), usize::from(right.width), desk));
        }
        if let Some(last) = panel::row(area, usize::from(area.height.saturating_sub(1))) {
            let said = rich::rich(&format!(" {}", desk.word(w::KICKOFF_EDIT_HINT)), theme.style(Role::Dim), theme);
            panel::put(frame, Rect { width: list.width.min(last.width).max(60).min(last.width), ..last }, said);
        }
    }
}
