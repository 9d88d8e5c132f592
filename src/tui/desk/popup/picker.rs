//! A list to pick from: typing filters it, digits pick at once where the list is short, Tab marks where several may be picked.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::tui::ask::{Answer, Ask, FrameAsk, Item, Pick};
use crate::tui::desk::Desk;
use crate::tui::desk::popup::Outcome;
use crate::tui::effect::{Effect, Wake};
use crate::tui::input::{Mouse, Press};
use crate::tui::key::{Code, Key};
use crate::tui::search::{Filter, Sort};
use crate::tui::theme::Role;
use crate::tui::widget::cursor::Cursor;
use crate::tui::widget::field::{Field, Typed};
use crate::tui::widget::{panel, rich, row};

const WIDEST: u16 = 90;
/// Keys, labels and details of the palette stand in columns of their own.
const SIGN_CELLS: usize = 3;
const TYPED_MILLIS: u64 = 60;

/// How many may be picked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Many {
    /// One, which answers at once.
    One,
    /// Any number, marked by Tab.
    Several,
}

/// The popup.
#[derive(Clone, Debug)]
pub struct Picker {
    title: String,
    ask: Ask,
    items: Vec<Item>,
    filter: Filter,
    shown: Vec<usize>,
    marked: Vec<usize>,
    many: Many,
    field: Field,
    cursor: Cursor,
    typed: u64,
    /// Whether what was typed has not been looked for yet.
    unsought: bool,
    own: usize,
    clicked: Option<usize>,
    /// Lines under the list, such as a load before and after; the asking screen renews them.
    pub notes: Vec<Line<'static>>,
}

impl Picker {
    /// A picker of these items, in their order.
    pub fn new(title: impl Into<String>, ask: Ask, items: Vec<Item>) -> Self {
        let mut filter = Filter::default();
        for item in &items {
            filter.add(Sort::Thing, [item.label.as_str(), item.detail.as_str()]);
        }
        let shown = (0..items.len()).collect();
        let own = items.len();
        Self {
            title: title.into(),
            ask,
            items,
            filter,
            shown,
            marked: Vec::new(),
            many: Many::One,
            field: Field::default(),
            cursor: Cursor::default(),
            typed: 0,
            unsought: false,
            own,
            clicked: None,
            notes: Vec::new(),
        }
    }

    /// The same picker for several, with these marked already.
    #[must_use]
    pub fn several(mut self, marked: &[Pick]) -> Self {
        self.many = Many::Several;
        self.marked = (0..self.items.len()).filter(|place| marked.contains(&self.items[*place].pick)).collect();
        self
    }

    /// The same picker with the cursor on an item.
    #[must_use]
    pub fn on(mut self, pick: &Pick) -> Self {
        self.cursor.row = self.items.iter().position(|item| item.pick == *pick).unwrap_or(0);
        self
    }

    /// The same picker of verbs, each found by all these names of its own.
    #[must_use]
    pub fn called(mut self, names: &[Vec<String>]) -> Self {
        self.filter = Filter::default();
        for names in names {
            self.filter.add(Sort::Verb, names.iter().map(String::as_str));
        }
        self
    }

    /// What it asks.
    pub fn ask(&self) -> &Ask {
        &self.ask
    }

    /// What was typed to filter.
    pub fn typed_text(&self) -> &str {
        self.field.text()
    }

    /// The item under the cursor.
    pub fn selected(&self) -> Option<&Item> {
        self.shown.get(self.cursor.row).map(|place| &self.items[*place])
    }

    /// What stands in the list, in its order, and the place of the cursor in it.
    pub fn listed(&self) -> (Vec<Item>, usize) {
        (self.shown.iter().map(|place| self.items[*place].clone()).collect(), self.cursor.row)
    }

    /// Puts what was found for the typed text among the items that it left, the best first. What was found by more than
    /// its name comes last; a cursor that was moved stays on its item.
    pub fn add_found(&mut self, found: Vec<Item>) {
        let selected = self.selected().filter(|_| self.cursor.row > 0).map(|item| item.pick.clone());
        self.unsought = false;
        self.items.truncate(self.own);
        self.filter.truncate(self.own);
        for item in &found {
            self.filter.add(Sort::Thing, [item.label.as_str(), item.detail.as_str()]);
        }
        self.items.extend(found);
        self.shown = self.filter.rank(self.field.text());
        let others = (self.own..self.items.len()).filter(|place| !self.shown.contains(place));
        let others: Vec<usize> = others.collect();
        self.shown.extend(others);
        let place = selected.and_then(|pick| self.shown.iter().position(|place| self.items[*place].pick == pick));
        self.cursor.go(place.unwrap_or(0), self.shown.len());
    }

    fn is_palette(&self) -> bool {
        self.ask == Ask::Frame(FrameAsk::Palette)
    }

    fn is_found_elsewhere(&self) -> bool {
        self.ask == Ask::Frame(FrameAsk::Find)
    }

    /// Takes one key press.
    pub fn key(&mut self, key: Key, desk: &mut Desk) -> Outcome {
        let len = self.shown.len();
        match key.code {
            Code::Esc => return Outcome::Left,
            // What was typed fast is looked for before anything is done with it.
            Code::Enter if std::mem::take(&mut self.unsought) => return Outcome::Sought(self.field.text().to_owned()),
            Code::Enter => return self.answer(),
            Code::Down => self.cursor.step(1, len),
            Code::Up => self.cursor.step(-1, len),
            Code::Char('n' | 'j') if key.ctrl => self.cursor.step(1, len),
            Code::Char('p' | 'k') if key.ctrl => self.cursor.step(-1, len),
            Code::PageDown => self.cursor.step(self.cursor.height as isize, len),
            Code::PageUp => self.cursor.step(-(self.cursor.height as isize), len),
            Code::Tab if self.many == Many::Several => self.mark(),
            Code::Char(_) if self.takes_digits() && key.digit().is_some() => return self.by_digit(key),
            _ => {
                if self.field.key(key) == Typed::Changed {
                    self.changed(desk);
                }
            }
        }
        Outcome::Stay
    }

    /// Takes pasted text into the filter.
    pub fn paste(&mut self, text: &str, desk: &mut Desk) {
        self.field.paste(text);
        self.changed(desk);
    }

    fn changed(&mut self, desk: &mut Desk) {
        if self.is_found_elsewhere() || self.is_palette() {
            self.typed += 1;
            self.unsought = !self.field.is_empty();
            desk.ask_for(Effect::Wait { millis: TYPED_MILLIS, wake: Wake::Typed(self.typed) });
        }
        if self.is_found_elsewhere() && !self.field.is_empty() {
            return;
        }
        self.items.truncate(self.own);
        self.filter.truncate(self.own);
        self.shown = self.filter.rank(self.field.text());
        self.cursor = Cursor { height: self.cursor.height, ..Cursor::default() };
    }

    /// Whether a wait for more typing that began at `typed` is the latest one.
    pub fn is_settled(&self, typed: u64) -> bool {
        (self.is_found_elsewhere() || self.is_palette()) && self.typed == typed
    }

    /// Digits pick where at most nine stand and nothing was typed.
    fn takes_digits(&self) -> bool {
        self.items.len() <= 9 && self.field.is_empty() && self.many == Many::One && !self.is_found_elsewhere()
    }

    fn by_digit(&mut self, key: Key) -> Outcome {
        match key.digit().and_then(|digit| digit.checked_sub(1)) {
            Some(place) if place < self.shown.len() => {
                self.cursor.go(place, self.shown.len());
                self.answer()
            }
            _ => Outcome::Stay,
        }
    }

    fn mark(&mut self) {
        if let Some(place) = self.shown.get(self.cursor.row).copied() {
            match self.marked.iter().position(|marked| *marked == place) {
                Some(at) => drop(self.marked.remove(at)),
                None => self.marked.push(place),
            }
            self.cursor.step(1, self.shown.len());
        }
    }

    fn answer(&self) -> Outcome {
        let answer = match self.many {
            Many::Several => {
                let picks = self.marked.iter().map(|place| self.items[*place].pick.clone()).collect();
                Answer::Picks(picks)
            }
            Many::One => match self.selected() {
                Some(item) => Answer::Pick(item.pick.clone()),
                None => return Outcome::Stay,
            },
        };
        Outcome::Answered(self.ask.clone(), answer)
    }

    /// A click picks, the wheel moves, a click outside leaves.
    pub fn mouse(&mut self, mouse: Mouse, area: Rect, _desk: &mut Desk) -> Outcome {
        let place = self.place(area);
        let list = self.list_area(place);
        match mouse.press {
            Press::WheelDown => self.cursor.step(1, self.shown.len()),
            Press::WheelUp => self.cursor.step(-1, self.shown.len()),
            Press::Down if !place.contains((mouse.column, mouse.row).into()) => return Outcome::Left,
            Press::Down => {
                if let Some(row) = self.cursor.at(list, mouse.row, self.shown.len()).filter(|_| mouse.row >= list.y) {
                    self.cursor.go(row, self.shown.len());
                    // Help is read before anything in it is run.
                    let read_first = self.ask == Ask::Frame(FrameAsk::Help) && self.clicked != Some(row);
                    self.clicked = Some(row);
                    let stays = read_first || self.many == Many::Several;
                    return if stays { Outcome::Stay } else { self.answer() };
                }
            }
            Press::Drag | Press::Up => {}
        }
        Outcome::Stay
    }

    fn place(&self, area: Rect) -> Rect {
        let rows = self.items.len().clamp(1, 40) as u16 + self.notes.len() as u16 + 4;
        let most = area.height.saturating_sub(if area.height > 20 { 4 } else { 0 });
        panel::centred(area, panel::width(area, WIDEST), rows.clamp(6, most.max(6)))
    }

    fn list_area(&self, place: Rect) -> Rect {
        let inner = Rect::new(place.x + 2, place.y + 1, place.width.saturating_sub(4), place.height.saturating_sub(1));
        let used = 2 + self.notes.len() as u16 + 1;
        Rect::new(inner.x, inner.y + 2.min(inner.height), inner.width, inner.height.saturating_sub(used))
    }

    /// Fits the list to the window.
    pub fn fit(&mut self, area: Rect) {
        let height = self.list_area(self.place(area)).height;
        self.cursor.fit(usize::from(height), self.shown.len());
    }

    /// Draws itself in the middle.
    pub fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let place = self.place(area);
        let inner = panel::open(frame, place, &self.title, &desk.theme);
        let list = self.list_area(place);
        for (down, shown) in self.cursor.window(self.shown.len()).enumerate() {
            let Some(at) = panel::row(list, down) else { break };
            self.view_item(frame, at, shown, desk);
        }
        if self.shown.is_empty() && !(self.is_found_elsewhere() && self.field.is_empty()) {
            let nothing = desk.word(crate::text::w::FRAME_NOTHING_FOUND);
            panel::put(frame, list, rich::rich(nothing, desk.theme.style(Role::Dim), &desk.theme));
        }
        for (down, note) in self.notes.iter().enumerate() {
            let at = usize::from(list.bottom().saturating_sub(inner.y)) + down;
            if let Some(at) = panel::row(inner, at) {
                panel::put(frame, at, note.clone());
            }
        }
        if let Some(top) = panel::row(inner, 0) {
            panel::put(frame, top, Line::from(Span::styled(desk.glyphs.path, desk.theme.style(Role::Accent))));
            let field = Rect::new(top.x + 2.min(top.width), top.y, top.width.saturating_sub(2), 1);
            self.field.view(frame, field, Style::new());
        }
    }

    fn view_item(&self, frame: &mut Frame, at: Rect, shown: usize, desk: &Desk) {
        let place = self.shown[shown];
        let item = &self.items[place];
        let dim = desk.theme.style(Role::Dim);
        let selected = shown == self.cursor.row;
        let cursor = if selected { desk.glyphs.path } else { " " };
        let lead = match self.many {
            Many::Several if self.marked.contains(&place) => "[x]".to_owned(),
            Many::Several => "[ ]".to_owned(),
            Many::One if self.takes_digits() => (shown + 1).to_string(),
            Many::One => String::new(),
        };
        let lead_cells = if lead.is_empty() { 0 } else { crate::base::cells::width(&lead) + 1 };
        let detail = crate::base::cells::width(&item.detail).min(usize::from(at.width) * 3 / 5);
        let columns = [
            row::fixed(cursor, 2).style(desk.theme.style(Role::Accent)),
            row::fixed(lead, lead_cells).style(dim),
            row::fixed(&item.sign, if item.sign.is_empty() { 0 } else { SIGN_CELLS }).style(dim),
            row::grow(&item.label),
            row::fixed("", 1),
            row::fixed(&item.detail, detail).style(dim),
        ];
        if selected {
            panel::select(frame, at, &desk.theme);
        }
        panel::put(frame, at, row::line(&columns, usize::from(at.width)));
    }
}
