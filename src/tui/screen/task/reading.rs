//! A task's page being read: which one, how far down, and on which of its things the cursor stands. Shared by the screen
//! of a task and by what stands beside a list.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::sheet::{SheetLine, Spot, sheet};
use crate::base::id::Id;
use crate::domain::task::same_before;
use crate::op::task::Op as TaskOp;
use crate::query::history::LogEntry;
use crate::query::task::TaskPage;
use crate::text::w;
use crate::tui::desk::Desk;
use crate::tui::input::{Mouse, Press};
use crate::tui::page::Page;
use crate::tui::screen::Taken;
use crate::tui::screen::task::TaskScreen;
use crate::tui::verb::list::List;
use crate::tui::widget::panel;
use crate::tui::wire::{Loaded, Op, Query};

/// The widest a page is set: longer lines are hard to read.
const WIDEST: u16 = 100;

/// Whether the cursor is on the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Focus {
    /// It is: the thing under it stands out.
    Here,
    /// It is elsewhere.
    Elsewhere,
}

/// A page being read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    id: Option<Id>,
    page: Option<Box<TaskPage>>,
    history: Vec<LogEntry>,
    spot: Option<Spot>,
    top: usize,
    height: usize,
    width: usize,
}

impl Reading {
    /// The page of this task, from its head on.
    pub fn of(id: Id) -> Self {
        Self { id: Some(id), ..Self::default() }
    }

    /// Which task is read.
    pub fn id(&self) -> Option<Id> {
        self.id
    }

    /// The page, once it is there.
    pub fn page(&self) -> Option<&TaskPage> {
        self.page.as_deref().filter(|page| Some(page.row.id) == self.id)
    }

    /// What it shows.
    pub fn wants(&self) -> Vec<Query> {
        self.id.map(|id| vec![Query::Task(id), Query::History(id)]).unwrap_or_default()
    }

    /// Turns to another task, or to none.
    pub fn turn(&mut self, id: Option<Id>) {
        if self.id != id {
            *self = Self { id, height: self.height, width: self.width, ..Self::default() };
        }
    }

    /// Takes what was loaded of its task.
    pub fn loaded(&mut self, loaded: &Loaded) {
        match loaded {
            Loaded::Task(page) if Some(page.row.id) == self.id => self.page = Some(page.clone()),
            Loaded::History(id, history) if Some(*id) == self.id => self.history.clone_from(history),
            _ => {}
        }
    }

    /// Fits to where it is drawn.
    pub fn fit(&mut self, area: Rect) {
        self.height = usize::from(area.height);
        self.width = usize::from(inner(area).width);
    }

    fn sheet(&self, desk: &Desk) -> Vec<SheetLine> {
        self.page().map(|page| sheet(page, &self.history, self.width, desk)).unwrap_or_default()
    }

    /// Moves the cursor from thing to thing, or the page where none is near.
    pub fn obey(&mut self, deed: List, desk: &Desk) -> Taken {
        let lines = self.sheet(desk);
        let most = lines.len().saturating_sub(self.height);
        let page = self.height.max(2) - 1;
        match deed {
            List::Down => self.step(&lines, true),
            List::Up => self.step(&lines, false),
            List::HalfDown => self.top += page / 2,
            List::HalfUp => self.top = self.top.saturating_sub(page / 2),
            List::PageDown => self.top += page,
            List::PageUp => self.top = self.top.saturating_sub(page),
            List::Top => (self.top, self.spot) = (0, None),
            List::Bottom => self.top = most,
            _ => return Taken::No,
        }
        self.top = self.top.min(most);
        Taken::Yes
    }

    fn step(&mut self, lines: &[SheetLine], down: bool) {
        let here = self.spot.and_then(|spot| lines.iter().position(|line| line.spot == Some(spot)));
        let seen = self.top..self.top + self.height;
        let here = here.filter(|place| seen.contains(place));
        let is_thing = |place: &usize| lines[*place].spot.is_some();
        let next = if down {
            let from = here.map_or(self.top, |place| place + 1);
            (from..lines.len().min(seen.end + 1)).find(is_thing)
        } else {
            let to = here.unwrap_or(seen.end.min(lines.len()));
            (self.top.saturating_sub(1)..to).rev().find(is_thing)
        };
        match next {
            Some(place) => {
                self.spot = lines[place].spot;
                self.top = self.top.min(place);
                if self.height > 0 && place >= self.top + self.height {
                    self.top = place + 1 - self.height;
                }
            }
            None if down => self.top += 1,
            // Above the first thing stands the task itself.
            None if self.top == 0 => self.spot = None,
            None => self.top -= 1,
        }
    }

    /// Ticks the check under the cursor.
    pub fn tick(&mut self, desk: &mut Desk) -> Taken {
        let Some(Spot::Check(place)) = self.spot else { return Taken::No };
        let Some(page) = self.page.as_mut() else { return Taken::No };
        let nth = same_before(&page.checklist, place);
        let Some(check) = page.checklist.get_mut(place) else { return Taken::No };
        check.done = !check.done;
        let op = TaskOp::Tick { task: page.row.id, line: check.text.clone(), done: check.done, nth };
        let said = if check.done { w::TASKPAGE_TICKED } else { w::TASKPAGE_UNTICKED };
        let said = desk.say(said, &[("key", &page.row.key)]);
        desk.commit(Op::Task(op), said);
        Taken::Yes
    }

    /// Opens the task under the cursor, or ticks the check.
    pub fn open(&mut self, from: Page, desk: &mut Desk) -> Taken {
        match self.spot {
            Some(Spot::Task(id)) => {
                desk.push(Box::new(TaskScreen::new(id, from)));
                Taken::Yes
            }
            Some(Spot::Check(_)) => self.tick(desk),
            None => Taken::No,
        }
    }

    /// The wheel scrolls, a click chooses a thing, a second one opens it.
    pub fn mouse(&mut self, mouse: Mouse, area: Rect, from: Page, desk: &mut Desk) {
        match mouse.press {
            Press::WheelDown => self.top += 3,
            Press::WheelUp => self.top = self.top.saturating_sub(3),
            Press::Down => {
                let lines = self.sheet(desk);
                let place = mouse.row.checked_sub(area.y).map(|down| self.top + usize::from(down));
                let spot = place.and_then(|place| lines.get(place)).and_then(|line| line.spot);
                if spot.is_some() && spot == self.spot {
                    self.open(from, desk);
                } else {
                    self.spot = spot;
                }
            }
            Press::Drag | Press::Up => {}
        }
        let most = self.sheet(desk).len().saturating_sub(self.height);
        self.top = self.top.min(most);
    }

    /// Draws itself.
    pub fn view(&self, frame: &mut Frame, area: Rect, focus: Focus, desk: &Desk) {
        let inner = inner(area);
        let lines = self.sheet(desk);
        let top = self.top.min(lines.len().saturating_sub(usize::from(area.height)));
        for (down, line) in lines.iter().skip(top).enumerate() {
            let Some(at) = panel::row(inner, down) else { return };
            if focus == Focus::Here && line.spot.is_some() && line.spot == self.spot {
                panel::select(frame, at, &desk.theme);
            }
            panel::put(frame, at, &line.line);
        }
    }
}

/// One cell free at each side.
fn inner(area: Rect) -> Rect {
    let width = area.width.saturating_sub(2).min(WIDEST);
    Rect::new(area.x + 1.min(area.width), area.y, width, area.height)
}
