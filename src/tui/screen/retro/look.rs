//! Where the parts of an open retro stand: what the mouse hits, how many rows fit, which phase is drawn how.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::talk::Talk;
use super::{board, heap};
use crate::domain::retro::RetroPhase;
use crate::tui::desk::Desk;
use crate::tui::input::{Mouse, Press};
use crate::tui::layout;

impl Talk {
    pub(super) fn mouse(&mut self, mouse: Mouse, area: Rect) {
        let (area, _) = layout::beside(area);
        match mouse.press {
            Press::WheelDown => self.go(self.cursor.row + 1),
            Press::WheelUp => self.go(self.cursor.row.saturating_sub(1)),
            Press::Down if self.page.phase == RetroPhase::Collecting => {
                if let Some(lane) = board::lane_at(self, area, mouse.column) {
                    self.lane = lane;
                    self.writing = true;
                }
            }
            Press::Down => {
                let rows = self.items().len();
                let list = heap::list(area, self.writing);
                let inside = list.contains((mouse.column, mouse.row).into());
                if let Some(row) = self.cursor.at(list, mouse.row, rows).filter(|_| inside) {
                    self.go(row);
                }
            }
            Press::Drag | Press::Up => {}
        }
    }

    pub(super) fn fit(&mut self, area: Rect) {
        let (area, _) = layout::beside(area);
        let rows = self.items().len();
        self.cursor.fit(usize::from(heap::list(area, self.writing).height), rows);
    }

    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        match self.page.phase {
            RetroPhase::Collecting => board::draw(self, frame, area, desk),
            RetroPhase::Discussing | RetroPhase::Closed => heap::draw(self, frame, area, desk),
        }
    }
}
