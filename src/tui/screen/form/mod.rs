//! Small forms: a new party, a season, an act. Fields one under the other, dates said back while they are typed. What a
//! form is for and what it commits is in `purpose.rs`.

mod purpose;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::base::cells;
use crate::base::day::Day;
use crate::store::record::Noun;
use crate::text::when::{Use, d_day, read_day, say_day};
use crate::text::{Word, w};
use crate::tui::desk::{Desk, Tone};
use crate::tui::key::{Code, Key};
use crate::tui::page::Page;

use crate::tui::screen::{Screen, Status, Taken};
use crate::tui::theme::Role;
use crate::tui::verb::form::Form as FormDeed;
use crate::tui::verb::{Context, Deed, Scope};
use crate::tui::widget::field::{Field, Typed};
use crate::tui::widget::{panel, rich};
use crate::tui::wire::{Failure, Loaded, Query, Receipt, Ticket};

pub use purpose::{Purpose, key_of};

/// The widest a form gets.
const WIDEST: u16 = 96;
/// The place of the last day among the fields.
const LAST: usize = 3;

/// The day that was typed.
/// Errors: what was not understood, in words.
pub fn understood(text: &str, wanted: Use, desk: &Desk) -> Result<Day, String> {
    read_day(text, desk.today, wanted, &|day| desk.works_on(day)).map_err(|no| no.say(desk.lang))
}

/// What a field expects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// Some text.
    Needed,
    /// Some text, or none.
    Text,
    /// A party's key.
    Key,
    /// A day, or none.
    Day(Use),
}

/// One field with its label.
#[derive(Clone, Debug)]
struct Entry {
    label: Word,
    help: Word,
    kind: Kind,
    field: Field,
}

impl Entry {
    fn new(label: Word, help: Word, kind: Kind) -> Self {
        Self { label, help, kind, field: Field::default() }
    }

    fn text(&self) -> String {
        self.field.text().trim().to_owned()
    }

    /// The day in the field; none when it is empty.
    /// Errors: what was not understood, in words.
    fn day(&self, desk: &Desk) -> Result<Option<Day>, String> {
        let Kind::Day(wanted) = self.kind else { return Ok(None) };
        let text = self.text();
        if text.is_empty() { Ok(None) } else { understood(&text, wanted, desk).map(Some) }
    }

    /// What stands in the way of keeping it, in words.
    fn fault(&self, desk: &Desk) -> Option<String> {
        let text = self.text();
        match self.kind {
            Kind::Needed | Kind::Key if text.is_empty() => {
                Some(desk.say(w::FORM_EMPTY, &[("field", &desk.word(self.label))]))
            }
            Kind::Key => text
                .parse::<crate::base::key::PartyKey>()
                .err()
                .map(|_| desk.say(w::FORM_KEY_WRONG, &[("text", &text)])),
            Kind::Day(_) => self.day(desk).err(),
            Kind::Needed | Kind::Text => None,
        }
    }
}

/// The screen.
pub struct Form {
    purpose: Purpose,
    entries: Vec<Entry>,
    at: usize,
    /// Whether the fields hold what the store said; until then nothing can be kept.
    ready: bool,
    touched: bool,
    warned: bool,
    ticket: Option<Ticket>,
}

impl Form {
    /// A form for a purpose.
    pub fn new(purpose: Purpose) -> Self {
        let entries = match purpose {
            Purpose::Found => vec![
                Entry::new(w::FORM_NAME, w::FORM_NAME_HELP, Kind::Needed),
                Entry::new(w::FORM_KEY, w::FORM_KEY_HELP, Kind::Key),
                Entry::new(w::FORM_THEME, w::FORM_THEME_HELP, Kind::Text),
            ],
            _ => vec![
                Entry::new(w::FORM_TITLE, w::FORM_TITLE_HELP, Kind::Needed),
                Entry::new(w::FORM_GOAL, w::FORM_GOAL_HELP, Kind::Text),
                Entry::new(w::FORM_FIRST, w::FORM_DAY_HELP, Kind::Day(Use::Start)),
                Entry::new(w::FORM_LAST, w::FORM_DAY_HELP, Kind::Day(Use::Due)),
            ],
        };
        let ready = matches!(purpose, Purpose::Found);
        Self { purpose, entries, at: 0, ready, touched: false, warned: false, ticket: None }
    }

    fn step(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.entries.len() - 1);
        // A day or a key that is there already is replaced by typing.
        let entry = &mut self.entries[self.at];
        if matches!(entry.kind, Kind::Key | Kind::Day(_)) {
            entry.field.select();
        }
    }

    /// Enter goes on while fields are left.
    fn next(&mut self, desk: &mut Desk) {
        if let Some(fault) = self.entries[self.at].fault(desk) {
            desk.toast(Tone::Bad, fault);
        } else if self.at + 1 < self.entries.len() {
            self.guess_key();
            self.step(1);
        } else {
            self.keep(desk);
        }
    }

    /// A name in Latin letters offers its first letters as the key.
    fn guess_key(&mut self) {
        if self.purpose == Purpose::Found && self.at == 0 && self.entries[1].field.is_empty() {
            let guess = purpose::key_of(self.entries[0].field.text());
            self.entries[1].field.set(&guess);
        }
    }

    fn keep(&mut self, desk: &mut Desk) {
        if self.ticket.is_some() || !self.ready {
            return;
        }
        let mut faults = self.entries.iter().enumerate();
        if let Some((at, fault)) = faults.find_map(|(at, entry)| entry.fault(desk).map(|fault| (at, fault))) {
            self.at = at;
            desk.toast(Tone::Bad, fault);
            return;
        }
        let days: Vec<Day> = self.entries.iter().filter_map(|entry| entry.day(desk).ok().flatten()).collect();
        if let [first, last] = days.as_slice()
            && last < first
        {
            desk.toast(Tone::Bad, desk.word(w::FORM_REVERSED));
            return;
        }
        let texts: Vec<String> = self.entries.iter().map(Entry::text).collect();
        let day = |at: usize| self.entries.get(at).and_then(|entry| entry.day(desk).ok().flatten());
        let values = purpose::Values { texts, first: day(2), last: day(3) };
        match self.purpose.op(&values, desk) {
            Some((op, said)) => self.ticket = Some(desk.commit(op, said)),
            None => {
                desk.toast(Tone::Plain, desk.word(w::FORM_NOTHING));
                desk.pop();
            }
        }
    }

    /// What stands under a field: what was understood, what was not, or what is expected.
    fn echo(&self, place: usize, desk: &Desk) -> Line<'static> {
        let (theme, entry) = (&desk.theme, &self.entries[place]);
        let help = || rich::rich(desk.word(entry.help), theme.style(Role::Dim), theme);
        if entry.field.is_empty() {
            return help();
        }
        match entry.kind {
            Kind::Needed | Kind::Text => Line::default(),
            Kind::Key => match entry.fault(desk) {
                Some(fault) => rich::rich(&fault, theme.style(Role::Bad), theme),
                None => rich::rich(&format!("{}-1", entry.text().to_uppercase()), theme.style(Role::Info), theme),
            },
            Kind::Day(_) => match entry.day(desk) {
                Ok(Some(day)) => rich::rich(&self.day_said(place, day, desk), theme.style(Role::Info), theme),
                Ok(None) => help(),
                Err(fault) => rich::rich(&fault, theme.style(Role::Bad), theme),
            },
        }
    }

    /// The day with its weekday; of the last day also how far it is and how many days of work there are.
    fn day_said(&self, place: usize, day: Day, desk: &Desk) -> String {
        let said = say_day(desk.lang, day);
        if place != LAST {
            return said;
        }
        let said = desk.say(w::FORM_WORKDAYS, &[("day", &said), ("d_day", &d_day(day, desk.today))]);
        match self.entries[place - 1].day(desk) {
            Ok(Some(first)) if first <= day => {
                let count = first.through(day).filter(|day| desk.works_on(*day)).count();
                format!("{said}   {}", desk.say(w::FORM_DAYS, &[("n", &count)]))
            }
            _ => said,
        }
    }

    fn label_cells(&self, desk: &Desk) -> u16 {
        let widest = self.entries.iter().map(|entry| cells::width(desk.word(entry.label))).max().unwrap_or(0);
        widest as u16 + 4
    }
}

impl Screen for Form {
    fn page(&self) -> Page {
        match self.purpose {
            Purpose::Found => Page::Parties,
            _ => Page::Plan,
        }
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Form]
    }

    fn context(&self) -> Context {
        Context::default()
    }

    fn hints(&self) -> Vec<&'static str> {
        vec!["form.next", "form.keep", "frame.escape"]
    }

    fn status(&self, desk: &Desk) -> Status {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        Status { left: Line::from(Span::styled(self.purpose.title(desk), bold)), right: Line::default() }
    }

    fn wants(&self, _desk: &Desk) -> Vec<Query> {
        match self.purpose.party() {
            Some(party) if !self.ready => vec![Query::Party(party)],
            _ => vec![],
        }
    }

    fn loaded(&mut self, loaded: &Loaded, desk: &mut Desk) {
        if let Loaded::Party(page) = loaded
            && !self.ready
            && self.purpose.party() == Some(page.head.id)
        {
            let filled = self.purpose.fill(page, desk);
            for (entry, text) in self.entries.iter_mut().zip(filled) {
                entry.field.set(&text);
            }
            self.ready = true;
        }
    }

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        match deed {
            Deed::Form(FormDeed::Next) => self.next(desk),
            Deed::Form(FormDeed::Keep) => self.keep(desk),
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn typed(&mut self, key: Key, _desk: &mut Desk) -> Taken {
        match key.code {
            Code::Tab if key.shift => self.step(-1),
            Code::Up => self.step(-1),
            Code::Tab | Code::Down => {
                self.guess_key();
                self.step(1);
            }
            _ => match self.entries[self.at].field.key(key) {
                Typed::Other => return Taken::No,
                Typed::Changed => (self.touched, self.warned) = (true, false),
                Typed::Kept => {}
            },
        }
        Taken::Yes
    }

    fn pasted(&mut self, text: &str, _desk: &mut Desk) -> Taken {
        self.entries[self.at].field.paste(text);
        self.touched = true;
        Taken::Yes
    }

    fn committed(&mut self, ticket: Ticket, result: &Result<Receipt, Failure>, desk: &mut Desk) {
        if self.ticket == Some(ticket) {
            self.ticket = None;
            if let Ok(receipt) = result {
                // The list behind goes to the new party.
                let party = receipt.touched.iter().find(|(noun, _)| *noun == Noun::Party);
                if let (Purpose::Found, Some((_, party))) = (&self.purpose, party) {
                    desk.party = Some(*party);
                }
                desk.pop();
            }
        }
    }

    fn escape(&mut self, desk: &mut Desk) -> Taken {
        if self.touched && !self.warned {
            self.warned = true;
            desk.toast(Tone::Plain, desk.word(w::FORM_WARNING));
            return Taken::Yes;
        }
        Taken::No
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let area = Rect { width: area.width.min(WIDEST), ..area };
        let wide = self.label_cells(desk);
        let step = if area.height >= 16 { 3 } else { 2 };
        let mut cursor = None;
        for (place, entry) in self.entries.iter().enumerate() {
            let Some(row) = panel::row(area, 1 + place * step) else { break };
            let style = if place == self.at { Style::new().add_modifier(Modifier::BOLD) } else { Style::new() };
            let sign = if place == self.at { desk.glyphs.path } else { " " };
            let label = Line::from(vec![
                Span::styled(format!(" {sign} "), desk.theme.style(Role::Accent)),
                Span::styled(desk.word(entry.label), style),
            ]);
            panel::put(frame, row, label);
            let left = (wide + 2).min(row.width);
            let field = Rect { x: row.x + left, width: row.width - left, ..row };
            entry.field.view(frame, field, style);
            if place == self.at {
                cursor = Some(field);
            }
            if let Some(below) = panel::row(area, 2 + place * step) {
                panel::put(
                    frame,
                    Rect { x: below.x + left, width: below.width - left, ..below },
                    self.echo(place, desk),
                );
            }
        }
        if let Some(last) = panel::row(area, 2 + self.entries.len() * step) {
            let note = self.purpose.note(desk).unwrap_or_else(|| desk.word(w::FORM_HELP).to_owned());
            let row = Rect { x: last.x + 3.min(last.width), width: last.width.saturating_sub(3), ..last };
            panel::put(frame, row, rich::rich(&note, desk.theme.style(Role::Dim), &desk.theme));
        }
        // Drawn once more at the end, because the last field drawn has the terminal's cursor.
        if let Some(field) = cursor {
            self.entries[self.at].field.view(frame, field, Style::new().add_modifier(Modifier::BOLD));
        }
    }
}
