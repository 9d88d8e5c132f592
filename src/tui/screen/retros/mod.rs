//! The page of retros: those of all parties, closed acts that nobody has looked back on, and the actions that are open. How
//! one row reads is in `line.rs`.

mod line;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use line::{action_line, action_text, lack_line, retro_line};

use crate::base::id::Id;
use crate::query::action::{ActionRow, Actions};
use crate::query::retro::{RetroLack, RetroPage, RetroRow, Retros as Data};
use crate::text::when::say_day_short;
use crate::text::{Word, w};
use crate::tui::ask::Item;
use crate::tui::ask::{Answer, Ask, Pick};
use crate::tui::desk::popup::{Picker, Popup};
use crate::tui::desk::{Desk, Tone};
use crate::tui::input::{Mouse, Press};
use crate::tui::layout;
use crate::tui::page::Page;
use crate::tui::screen::retro::promise::{self, Promise};
use crate::tui::screen::retro::{Room, paper};
use crate::tui::screen::task::TaskScreen;
use crate::tui::screen::{Screen, Status, Taken};
use crate::tui::verb::list::List;
use crate::tui::verb::retro::Retro as RetroDeed;
use crate::tui::verb::{Context, Deed, Life, Scope};
use crate::tui::widget::cursor::Cursor;
use crate::tui::widget::{markdown, panel, rich};
use crate::tui::wire::{Loaded, Query};

const OPEN: &str = "retros.open";

/// One row of the page; ids, so that the cursor finds its row again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Row {
    /// A section's name.
    Title(Word),
    /// A space between sections.
    Space,
    /// A retro, by its act.
    Retro(Id),
    /// A closed act without one.
    Lack(Id),
    /// An action.
    Action(Id),
}

impl Row {
    const fn is_thing(self) -> bool {
        matches!(self, Self::Retro(_) | Self::Lack(_) | Self::Action(_))
    }
}

/// The page.
#[derive(Default)]
pub struct Retros {
    data: Option<(Box<Data>, Box<Actions>)>,
    rows: Vec<Row>,
    cursor: Cursor,
    at: Option<Row>,
    detail: Option<Box<RetroPage>>,
    /// The act whose retro is to be copied as soon as it is loaded.
    copying: Option<Id>,
    promise: Promise,
}

impl Retros {
    fn arrange(&mut self) {
        let Some((data, actions)) = &self.data else { return };
        let mut rows = vec![];
        let mut section = |title: Word, things: Vec<Row>| {
            if !things.is_empty() {
                if !rows.is_empty() {
                    rows.push(Row::Space);
                }
                rows.push(Row::Title(title));
                rows.extend(things);
            }
        };
        section(w::ROOM_RETROS, data.retros.iter().map(|it| Row::Retro(it.act_id)).collect());
        section(w::ROOM_CLOSED_WITHOUT, data.without.iter().map(|it| Row::Lack(it.act_id)).collect());
        section(w::ROOM_OPEN_ACTIONS, actions.open.iter().map(|it| Row::Action(it.id)).collect());
        self.rows = rows;
        let found = self.at.and_then(|at| self.rows.iter().position(|row| *row == at));
        let row = found.or_else(|| self.rows.iter().position(|row| row.is_thing())).unwrap_or(0);
        self.go(row);
    }

    /// Puts the cursor on a row, or on the nearest thing below it, else above it.
    fn go(&mut self, row: usize) {
        let len = self.rows.len();
        let things = || (0..len).filter(|place| self.rows[*place].is_thing());
        let place = things().find(|place| *place >= row).or_else(|| things().next_back());
        self.cursor.go(place.unwrap_or(0), len);
        self.at = self.rows.get(self.cursor.row).copied();
    }

    fn step(&mut self, deed: List) -> Taken {
        let (before, len) = (self.cursor.row, self.rows.len());
        let mut cursor = self.cursor;
        if !cursor.obey(deed, len) {
            return Taken::No;
        }
        self.cursor = cursor;
        let up = cursor.row < before;
        let above = (0..=cursor.row).rev().find(|place| self.rows.get(*place).is_some_and(|row| row.is_thing()));
        match above.filter(|_| up) {
            Some(place) => self.go(place),
            None => self.go(cursor.row),
        }
        Taken::Yes
    }

    fn retro(&self, act: Id) -> Option<&RetroRow> {
        self.data.as_ref()?.0.retros.iter().find(|it| it.act_id == act)
    }

    fn lack(&self, act: Id) -> Option<&RetroLack> {
        self.data.as_ref()?.0.without.iter().find(|it| it.act_id == act)
    }

    fn action(&self, id: Id) -> Option<&ActionRow> {
        self.data.as_ref()?.1.open.iter().find(|it| it.id == id)
    }

    /// The selected retro's act, whose page stands beside the list in a wide window.
    fn wants_detail(&self) -> Option<Id> {
        match self.at {
            Some(Row::Retro(act)) => Some(act),
            _ => None,
        }
    }

    fn open(&self, desk: &mut Desk) {
        match self.at {
            Some(Row::Retro(act) | Row::Lack(act)) => desk.push(Box::new(Room::new(act))),
            Some(Row::Action(id)) => {
                if let Some(action) = self.action(id) {
                    desk.push(Box::new(TaskScreen::new(action.task, Page::Retros)));
                }
            }
            _ => {}
        }
    }

    /// Asks which closed act to look back on.
    fn pick_act(&self, desk: &mut Desk) {
        let Some((data, _)) = &self.data else { return };
        if data.without.is_empty() {
            desk.toast(Tone::Plain, desk.word(w::ROOM_ALL_LOOKED));
            return;
        }
        let day = |day: Option<_>| day.map_or_else(String::new, |day| say_day_short(desk.lang, day, desk.today));
        let item = |it: &RetroLack| Item {
            pick: Pick::Id(it.act_id),
            sign: String::new(),
            label: format!("{}  {}", it.act, it.title),
            detail: day(it.closed_on),
        };
        let items = data.without.iter().map(item).collect();
        desk.open(Popup::Picker(Picker::new(desk.word(w::ROOM_PICK_ACT), Ask::Own(OPEN, None), items)));
    }

    fn copy(&mut self, desk: &mut Desk) {
        if let Some(Row::Retro(act)) = self.at {
            self.copying = Some(act);
            desk.load(Query::Retro(act));
        }
    }

    fn draw_row(&self, frame: &mut Frame, at: Rect, place: usize, desk: &Desk) {
        let selected = place == self.cursor.row;
        if selected && self.rows[place].is_thing() {
            panel::select(frame, at, &desk.theme);
        }
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let line = match self.rows[place] {
            Row::Space => Line::default(),
            Row::Title(said) => Line::from(Span::styled(format!(" {}", desk.word(said)), bold)),
            Row::Retro(act) => {
                self.retro(act).map_or_else(Line::default, |it| retro_line(it, selected, at.width, desk))
            }
            Row::Lack(act) => self.lack(act).map_or_else(Line::default, |it| lack_line(it, selected, at.width, desk)),
            Row::Action(id) => {
                self.action(id).map_or_else(Line::default, |it| action_line(it, selected, at.width, desk))
            }
        };
        panel::put(frame, at, line);
    }

    fn draw_detail(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let area = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
        let width = usize::from(area.width);
        match self.at {
            Some(Row::Retro(act)) => {
                if let Some(page) = self.detail.as_ref().filter(|page| page.act.id == act) {
                    panel::put_lines(frame, area, markdown::lines(&paper::markdown(page, desk), width, &desk.theme));
                }
            }
            Some(Row::Action(id)) => {
                if let Some(action) = self.action(id) {
                    let text = action_text(action, desk);
                    panel::put_lines(frame, area, markdown::lines(&text, width, &desk.theme));
                }
            }
            _ => {}
        }
    }
}

impl Screen for Retros {
    fn page(&self) -> Page {
        Page::Retros
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.at {
            Some(Row::Action(_)) => &[Scope::Retros, Scope::Gate, Scope::List],
            _ => &[Scope::Retros, Scope::List],
        }
    }

    fn context(&self) -> Context {
        let task = matches!(self.at, Some(Row::Action(_))).then_some(Life::Planned);
        Context { task, ..Context::default() }
    }

    fn hints(&self) -> Vec<&'static str> {
        match self.at {
            Some(Row::Action(_)) => vec!["list.open", "gate.kept", "gate.later", "gate.drop"],
            Some(Row::Retro(_)) => vec!["list.open", "retros.copy", "retros.new"],
            _ => vec!["list.open", "retros.new"],
        }
    }

    fn status(&self, desk: &Desk) -> Status {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        Status { left: Line::from(Span::styled(desk.word(w::ROOM_RETROS), bold)), right: Line::default() }
    }

    fn wants(&self, _desk: &Desk) -> Vec<Query> {
        let mut wants = vec![Query::Retros];
        wants.extend(self.wants_detail().map(Query::Retro));
        wants
    }

    fn loaded(&mut self, loaded: &Loaded, desk: &mut Desk) {
        match loaded {
            Loaded::Retros(data, actions) => {
                self.data = Some((data.clone(), actions.clone()));
                self.arrange();
                if let Some(act) = self.wants_detail().filter(|_| self.detail.is_none()) {
                    desk.load(Query::Retro(act));
                }
            }
            Loaded::Retro(page) => {
                if self.copying.take_if(|act| *act == page.act.id).is_some() {
                    desk.copy(paper::markdown(page, desk));
                    desk.toast(Tone::Good, desk.word(w::ROOM_COPIED));
                }
                self.detail = Some(page.clone());
            }
            _ => {}
        }
    }

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        match deed {
            Deed::Retro(RetroDeed::New) => self.pick_act(desk),
            Deed::Retro(RetroDeed::Copy) => self.copy(desk),
            Deed::List(List::Open) | Deed::Retro(RetroDeed::Open) => self.open(desk),
            Deed::Retro(deed) => {
                let action = match (self.at, &self.data) {
                    (Some(Row::Action(id)), Some((_, actions))) => actions.open.iter().find(|it| it.id == id),
                    _ => None,
                };
                return promise::run(deed, action, desk);
            }
            Deed::List(deed) => {
                let taken = self.step(deed);
                if let Some(act) = self.wants_detail() {
                    desk.load(Query::Retro(act));
                }
                return taken;
            }
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn answered(&mut self, ask: Ask, answer: Answer, desk: &mut Desk) {
        match (ask, answer) {
            (Ask::Own(OPEN, _), Answer::Pick(Pick::Id(act))) => desk.push(Box::new(Room::new(act))),
            (Ask::Own(name, Some(id)), answer) => {
                let actions = self.data.as_ref().map(|(_, actions)| actions);
                if let Some(action) = actions.and_then(|actions| actions.open.iter().find(|it| it.id == id)) {
                    self.promise.answered(name, action, answer, desk);
                }
            }
            _ => {}
        }
    }

    fn mouse(&mut self, mouse: Mouse, area: Rect, desk: &mut Desk) {
        let (list, _) = layout::beside(area);
        match mouse.press {
            Press::WheelDown => drop(self.step(List::Down)),
            Press::WheelUp => drop(self.step(List::Up)),
            Press::Down => {
                let found = self.cursor.at(list, mouse.row, self.rows.len());
                if let Some(row) = found.filter(|row| self.rows[*row].is_thing()) {
                    let again = row == self.cursor.row;
                    self.go(row);
                    if again {
                        self.open(desk);
                    }
                }
            }
            Press::Drag | Press::Up => {}
        }
        if let Some(act) = self.wants_detail() {
            desk.load(Query::Retro(act));
        }
    }

    fn fit(&mut self, area: Rect) {
        let (list, _) = layout::beside(area);
        self.cursor.fit(usize::from(list.height), self.rows.len());
        // The heading of the first section stays in sight with its first row.
        if self.cursor.row <= 1 {
            self.cursor.top = 0;
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let (list, detail) = layout::beside(area);
        if self.data.is_some() && self.rows.is_empty() {
            let said = rich::rich(desk.word(w::ROOM_NOTHING), Style::new(), &desk.theme);
            panel::put(
                frame,
                Rect { x: list.x + 1, y: list.y + 1, width: list.width.saturating_sub(1), height: 1 },
                said,
            );
        }
        for (down, place) in self.cursor.window(self.rows.len()).enumerate() {
            let Some(at) = panel::row(list, down) else { break };
            self.draw_row(frame, at, place, desk);
        }
        if let Some(detail) = detail {
            self.draw_detail(frame, detail, desk);
        }
    }
}
