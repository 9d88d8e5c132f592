//! The gate before a retro: what became of last time's actions, and the shape of this one. Not a refusal but a first page.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::facts;
use super::promise::{self, Promise};
use crate::base::cells;
use crate::base::clean::clean;
use crate::base::id::Id;
use crate::domain::season::Stage;
use crate::domain::task::TaskStatus;
use crate::op::{Op, retro};
use crate::port::formats::{self, Format};
use crate::query::action::ActionRow;
use crate::query::gate::Gate as Page;
use crate::text::w;
use crate::text::when::say_day_short;
use crate::tui::ask::Answer;
use crate::tui::desk::{Desk, Tone};
use crate::tui::input::{Mouse, Press};
use crate::tui::key::Key;
use crate::tui::screen::Taken;
use crate::tui::theme::Role;
use crate::tui::verb::Deed;
use crate::tui::verb::retro::Retro as RetroDeed;
use crate::tui::widget::cursor::Cursor;
use crate::tui::widget::{panel, rich, row};

/// Formats that can be chosen: as many as there are digits.
const MOST_FORMATS: usize = 9;

/// The gate.
pub(super) struct Gate {
    page: Box<Page>,
    cursor: Cursor,
    /// The id of the chosen format.
    format: String,
    promise: Promise,
}

/// Where the rows of actions stand.
fn list(area: Rect) -> Rect {
    Rect { y: area.y + 2.min(area.height), height: area.height.saturating_sub(8), ..area }
}

impl Gate {
    pub(super) fn new(page: Box<Page>) -> Self {
        let format = page.format.clone().unwrap_or_else(|| "kpt".to_owned());
        Self { page, cursor: Cursor::default(), format, promise: Promise::default() }
    }

    pub(super) fn page(&self) -> &Page {
        &self.page
    }

    /// The cursor stays on its action; it goes on to the next one that waits when its own is answered.
    pub(super) fn renew(&mut self, page: Box<Page>) {
        let answered = self.selected().filter(|action| action.waiting).map(|action| action.id);
        self.page = page;
        let now = self.selected().map(|action| (action.id, action.waiting));
        if now.is_some_and(|(id, waiting)| answered == Some(id) && !waiting)
            && let Some(next) = self.page.actions.iter().position(|action| action.waiting)
        {
            self.cursor.go(next, self.page.actions.len());
        }
    }

    fn selected(&self) -> Option<&ActionRow> {
        self.page.actions.get(self.cursor.row)
    }

    fn waiting(&self) -> usize {
        self.page.actions.iter().filter(|action| action.waiting).count()
    }

    pub(super) fn hints(&self) -> Vec<&'static str> {
        if self.waiting() > 0 {
            vec!["gate.kept", "gate.later", "gate.drop", "gate.open", "frame.escape"]
        } else {
            vec!["gate.open", "frame.escape"]
        }
    }

    pub(super) fn typed(&mut self, key: Key, desk: &Desk) -> Taken {
        match key.digit() {
            Some(digit) => {
                let wanted = digit.checked_sub(1).and_then(|place| formats::offered(&desk.formats).nth(place));
                if let Some(format) = wanted {
                    self.format = format.id.to_string();
                }
                Taken::Yes
            }
            None => Taken::No,
        }
    }

    pub(super) fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        match deed {
            Deed::Retro(RetroDeed::Open) => self.open(desk),
            Deed::Retro(deed) => {
                let action = self.page.actions.get(self.cursor.row);
                return promise::run(deed, action, desk);
            }
            Deed::List(deed) => {
                let rows = self.page.actions.len();
                return if self.cursor.obey(deed, rows) { Taken::Yes } else { Taken::No };
            }
            _ => return Taken::No,
        }
        Taken::Yes
    }

    /// The chosen format; the first one where the last retro's is not at hand here.
    fn chosen<'d>(&self, desk: &'d Desk) -> Option<&'d Format> {
        formats::find(&self.format, &desk.formats).or_else(|| formats::offered(&desk.formats).next())
    }

    fn open(&self, desk: &mut Desk) {
        let act = &self.page.act.head;
        if act.stage != Stage::Closed {
            desk.toast(Tone::Plain, desk.say(w::ROOM_ENDED_ACT, &[("act", &act.place)]));
            return;
        }
        let waiting = self.waiting();
        if waiting > 0 {
            desk.toast(Tone::Plain, desk.say(w::ROOM_GATE_WAITING, &[("n", &waiting)]));
            return;
        }
        let Some(format) = self.chosen(desk) else { return };
        let (format, columns) = (format.id.to_string(), format.columns());
        let (id, said) = (desk.id(), desk.word(w::ROOM_OPENED));
        let op = retro::Op::Open { id, act: act.id, format, columns };
        desk.commit(Op::Retro(op), said);
    }

    pub(super) fn answered(&mut self, name: &str, of: Option<Id>, answer: Answer, desk: &mut Desk) {
        if let Some(action) = self.page.actions.iter().find(|action| Some(action.id) == of) {
            self.promise.answered(name, action, answer, desk);
        }
    }

    pub(super) fn mouse(&mut self, mouse: Mouse, area: Rect) {
        let rows = self.page.actions.len();
        match mouse.press {
            Press::WheelDown => self.cursor.step(1, rows),
            Press::WheelUp => self.cursor.step(-1, rows),
            Press::Down => {
                if let Some(row) = self.cursor.at(list(area), mouse.row, rows) {
                    self.cursor.go(row, rows);
                }
            }
            Press::Drag | Press::Up => {}
        }
    }

    pub(super) fn fit(&mut self, area: Rect) {
        self.cursor.fit(usize::from(list(area).height), self.page.actions.len());
    }

    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let (theme, bold) = (&desk.theme, Style::new().add_modifier(Modifier::BOLD));
        let list = list(area);
        let title = if self.page.actions.is_empty() { w::ROOM_NO_LAST_ACTIONS } else { w::ROOM_GATE };
        panel::put(frame, area, Line::from(Span::styled(desk.word(title), bold)));
        for (down, place) in self.cursor.window(self.page.actions.len()).enumerate() {
            if let Some(at) = panel::row(list, down) {
                self.draw_row(frame, at, place, desk);
            }
        }
        let rows = self.page.actions.len().min(usize::from(list.height)) as u16;
        let below = Rect { y: list.y + rows, height: area.bottom().saturating_sub(list.y + rows), ..area };
        let said = match self.waiting() {
            0 => desk.word(w::ROOM_GATE_OPEN).to_owned(),
            n => desk.say(w::ROOM_GATE_WAITING, &[("n", &n)]),
        };
        let mut lines = vec![Line::default()];
        if let Some(action) = self.selected() {
            let why = action.kept.clone().unwrap_or_else(|| action.seen.clone());
            let why = if action.kept.is_none() && !why.is_empty() {
                desk.say(w::ROOM_SEEN_WHEN, &[("text", &why)])
            } else {
                why
            };
            lines.extend(facts::led("  ", &why, usize::from(area.width), theme.style(Role::Dim)).into_iter().take(1));
        }
        lines.push(Line::default());
        lines.extend(self.formats(usize::from(area.width), desk));
        lines.push(Line::default());
        lines.push(rich::rich(&said, Style::new(), theme));
        panel::put_lines(frame, below, lines);
    }

    fn draw_row(&self, frame: &mut Frame, at: Rect, place: usize, desk: &Desk) {
        let (theme, action) = (&desk.theme, &self.page.actions[place]);
        let selected = place == self.cursor.row;
        if selected {
            panel::select(frame, at, theme);
        }
        let sign = match action.status {
            TaskStatus::Done => desk.glyphs.done,
            TaskStatus::Dropped => desk.glyphs.dropped,
            _ if action.waiting => desk.glyphs.todo,
            _ => desk.glyphs.carried,
        };
        let due = action.due.map_or_else(String::new, |due| say_day_short(desk.lang, due, desk.today));
        let owner = action.owner_name.clone().unwrap_or_default();
        let style = if action.waiting { Style::new() } else { theme.style(Role::Dim) };
        let columns = [
            row::fixed(if selected { desk.glyphs.path } else { "" }, 2).style(theme.style(Role::Accent)),
            row::fixed(sign, 2).style(style),
            row::fixed(&action.key, 9).style(theme.style(Role::Dim)),
            row::grow(&action.title).style(style),
            row::fixed("", 1),
            row::fixed(owner, 12).style(style),
            row::fixed(due, 11).style(theme.style(Role::Dim)),
        ];
        panel::put(frame, at, row::line(&columns, usize::from(at.width)));
    }

    /// The formats to choose from by digit, the chosen one standing out; as many lines as they take.
    fn formats(&self, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let theme = &desk.theme;
        let label = format!("{}  ", desk.word(w::ROOM_GATE_FORMAT));
        let indent = cells::width(&label);
        let mut lines = vec![Line::from(Span::styled(label, theme.style(Role::Dim)))];
        let chosen = self.chosen(desk).map(|format| &format.id);
        for (place, format) in formats::offered(&desk.formats).enumerate().take(MOST_FORMATS) {
            let chosen = chosen == Some(&format.id);
            let style = if chosen { Style::new().add_modifier(Modifier::BOLD) } else { theme.style(Role::Dim) };
            let sign = if chosen { desk.glyphs.path } else { " " };
            let digit = Span::styled(format!(" {sign}{} ", place + 1), theme.style(Role::Accent));
            let title = Span::styled(format!("{} ", clean(format.title.say(desk.lang))), style);
            if lines.last().is_some_and(|line| line.width() + digit.width() + title.width() > width) {
                lines.push(Line::from(" ".repeat(indent)));
            }
            if let Some(line) = lines.last_mut() {
                line.spans.extend([digit, title]);
            }
        }
        lines
    }
}
