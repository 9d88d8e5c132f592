//! Moving about the board: the cursor, marks, acts, the mouse.

use ratatui::layout::Rect;

use crate::base::id::Id;
use crate::domain::task::TaskStatus;
use crate::op::task::Op as TaskOp;
use crate::query::list::TaskRow;
use crate::text::w;
use crate::tui::deed::task as deed;
use crate::tui::desk::Desk;
use crate::tui::desk::screen::Picked;
use crate::tui::input::{Mouse, Press};
use crate::tui::page::Page;
use crate::tui::screen::board::grid::{self, Kind};
use crate::tui::screen::board::{BoardScreen, Drag};
use crate::tui::screen::{Taken, door};
use crate::tui::verb::list::List;
use crate::tui::verb::task::Task as TaskDeed;

/// Lines that one turn of the wheel scrolls.
const WHEEL: isize = 2;
/// Cards of a screenful, about.
const CARD: usize = 2;

impl BoardScreen {
    /// Obeys a verb of lists.
    pub(super) fn move_by(&mut self, deed: List, desk: &mut Desk) -> Taken {
        let (column, at) = self.at;
        let page = (self.height / CARD).max(1);
        match deed {
            List::Down => self.go((column, at + 1)),
            List::Up => self.go((column, at.saturating_sub(1))),
            List::Top => self.go((column, 0)),
            List::Bottom => self.go((column, usize::MAX)),
            List::HalfDown => self.go((column, at + page / 2)),
            List::HalfUp => self.go((column, at.saturating_sub(page / 2))),
            List::PageDown => self.go((column, at + page)),
            List::PageUp => self.go((column, at.saturating_sub(page))),
            List::Left => self.sideways(-1),
            List::Right => self.sideways(1),
            List::Previous => self.step_act(-1, desk),
            List::Next => self.step_act(1, desk),
            List::Open => {
                if let Some(id) = self.key {
                    door::task(id, Page::Board, desk);
                }
            }
            List::Mark => {
                if let Some(id) = self.key {
                    self.marks.toggle(id);
                }
                self.go((column, at + 1));
            }
            List::Range => {
                if let Some(id) = self.key {
                    self.marks.range(id);
                }
            }
            List::MarkAll => {
                let all = self.order();
                self.marks.all(&all);
            }
            List::Pane | List::FindNext | List::FindPrevious => return Taken::No,
        }
        if let Some(id) = self.key {
            let all = self.order();
            self.marks.stretch(id, &all);
        }
        Taken::Yes
    }

    /// The cards in the order that they are read.
    fn order(&self) -> Vec<Id> {
        let slots = self.grid.columns.iter().flat_map(|column| &column.slots);
        slots.map(|slot| self.cards[slot.card].id).collect()
    }

    /// To the card of the next column that stands nearest to this one on screen.
    fn sideways(&mut self, by: isize) {
        let (column, _) = self.at;
        let Some(next) = self.grid.beside(column, by) else { return };
        let line = self.grid.slot(self.at).map_or(0, |slot| slot.line);
        let shown = (line + self.top(next)).saturating_sub(self.top(column));
        self.go((next, self.grid.nearest(next, shown).unwrap_or(0)));
    }

    /// The first line of a column on screen. With lanes all columns go together.
    pub(super) fn top(&self, column: usize) -> usize {
        self.tops.get(column).copied().unwrap_or(0)
    }

    /// Scrolls so that the selected card is on screen.
    pub(super) fn scroll_to(&mut self) {
        self.tops.resize(self.grid.columns.len(), 0);
        let Some(slot) = self.grid.slot(self.at) else { return };
        let (column, height) = (self.at.0, self.height.max(3));
        let lead = usize::from(!self.grid.heads.is_empty() && slot.line > 0);
        let mut top = self.top(column).min(slot.line - lead.min(slot.line));
        top = top.max((slot.line + slot.height).saturating_sub(height));
        self.set_top(column, top);
    }

    fn set_top(&mut self, column: usize, top: usize) {
        let together = !self.grid.heads.is_empty();
        for (at, old) in self.tops.iter_mut().enumerate() {
            if together || at == column {
                *old = top;
            }
        }
    }

    /// The columns' places on screen, a divider between two.
    pub(super) fn places(&self, area: Rect) -> Vec<Rect> {
        let count = self.grid.columns.len().max(1) as u16;
        let wide = area.width / count;
        let place = |at: u16| {
            let x = area.x + at * wide;
            let width = if at + 1 == count { area.right() - x } else { wide };
            Rect { x, width, ..area }
        };
        (0..count).map(place).collect()
    }

    /// A click selects, let go again on the selected card it opens; the wheel scrolls a column; a card is dragged to another one.
    pub(super) fn point(&mut self, mouse: Mouse, area: Rect, desk: &mut Desk) {
        let places = self.places(area);
        let Some(column) = places.iter().position(|place| (place.x..place.right()).contains(&mouse.column)) else {
            return;
        };
        match mouse.press {
            Press::WheelDown => self.wheel(column, WHEEL),
            Press::WheelUp => self.wheel(column, -WHEEL),
            Press::Down => {
                let Some(down) = usize::from(mouse.row).checked_sub(usize::from(area.y) + 1) else { return };
                let Some(at) = self.grid.at_line(column, down + self.top(column)) else { return };
                let again = self.at == (column, at);
                self.go((column, at));
                self.drag = self.key.map(|card| Drag { card, over: column, again, moved: false });
            }
            Press::Drag => {
                if let Some(drag) = &mut self.drag {
                    (drag.over, drag.moved) = (column, true);
                }
            }
            Press::Up => match self.drag.take() {
                Some(drag) if drag.moved => self.let_go(drag.card, drag.over, desk),
                Some(drag) if drag.again => door::task(drag.card, Page::Board, desk),
                _ => {}
            },
        }
    }

    fn wheel(&mut self, column: usize, by: isize) {
        let height = if self.grid.heads.is_empty() {
            self.grid.columns.get(column).map_or(0, |it| it.height)
        } else {
            self.grid.columns.iter().map(|it| it.height).max().unwrap_or(0)
        };
        let most = height.saturating_sub(self.height);
        let top = self.top(column).saturating_add_signed(by).min(most);
        self.set_top(column, top);
    }

    /// A card was dropped on a column: it takes that state; on the blocked one its reason is asked for.
    fn let_go(&mut self, id: Id, over: usize, desk: &mut Desk) {
        let Some(row) = self.cards.iter().find(|row| row.id == id).cloned() else { return };
        let Some(kind) = self.grid.columns.get(over).map(|column| column.kind) else { return };
        if grid::kind_of(&row, self.wide) == Some(kind) {
            return;
        }
        let status = match kind {
            Kind::Todo => TaskStatus::Todo,
            Kind::Doing => TaskStatus::Doing,
            Kind::Done => TaskStatus::Done,
            Kind::Blocked => {
                deed::run(TaskDeed::Block, Picked { rows: vec![row], home: None }, desk);
                return;
            }
        };
        if unblocks(&row, kind) {
            deed::change(&[row], |row| Some(TaskOp::Unblock { task: row.id }), w::DEED_UNBLOCKED, desk);
        } else {
            deed::set_status(&[row], status, desk);
        }
    }
}

/// Whether a card leaves the blocked column for the one of its own state.
fn unblocks(row: &TaskRow, kind: Kind) -> bool {
    let own = match row.status {
        TaskStatus::Todo => Kind::Todo,
        TaskStatus::Doing => Kind::Doing,
        TaskStatus::Done | TaskStatus::Dropped => Kind::Done,
    };
    own == kind && row.blocked.as_ref().is_some_and(|blocked| blocked.reason.is_some())
}
