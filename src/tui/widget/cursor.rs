//! The cursor of a list that may be long: where it is and which rows are on screen. Pure arithmetic, no drawing.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::tui::verb::list::List;

/// Position in a list; only the rows of its window are ever made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Cursor {
    /// The selected row, from 0.
    pub row: usize,
    /// The first row on screen.
    pub top: usize,
    /// Rows on screen, as last fitted.
    pub height: usize,
}

impl Cursor {
    /// Goes to a row, or to the last.
    pub fn go(&mut self, row: usize, len: usize) {
        self.row = row.min(len.saturating_sub(1));
        self.fit(self.height, len);
    }

    /// Moves by rows, staying inside.
    pub fn step(&mut self, by: isize, len: usize) {
        self.go(self.row.saturating_add_signed(by), len);
    }

    /// Fits the window so that the cursor is in it, as little moved as possible.
    pub fn fit(&mut self, height: usize, len: usize) {
        self.height = height;
        self.row = self.row.min(len.saturating_sub(1));
        self.top = self.top.min(len.saturating_sub(height.max(1)));
        if self.row < self.top {
            self.top = self.row;
        } else if height > 0 && self.row >= self.top + height {
            self.top = self.row + 1 - height;
        }
    }

    /// The rows on screen.
    pub fn window(&self, len: usize) -> Range<usize> {
        let top = self.top.min(len);
        top..(top + self.height).min(len)
    }

    /// The list row under a screen row of the area that the list was drawn in.
    pub fn at(&self, area: Rect, screen_row: u16, len: usize) -> Option<usize> {
        let row = self.top + usize::from(screen_row.checked_sub(area.y)?);
        (screen_row < area.bottom() && row < len).then_some(row)
    }

    /// Moves as a list verb says; tells whether that verb was one of moving.
    pub fn obey(&mut self, deed: List, len: usize) -> bool {
        let page = self.height.max(1) as isize;
        match deed {
            List::Down => self.step(1, len),
            List::Up => self.step(-1, len),
            List::Top => self.go(0, len),
            List::Bottom => self.go(len, len),
            List::HalfDown => self.step((page / 2).max(1), len),
            List::HalfUp => self.step(-(page / 2).max(1), len),
            List::PageDown => self.step(page, len),
            List::PageUp => self.step(-page, len),
            _ => return false,
        }
        true
    }

    /// Scrolls the window by rows; the cursor follows when it would leave it.
    pub fn scroll(&mut self, by: isize, len: usize) {
        self.top = self.top.saturating_add_signed(by).min(len.saturating_sub(self.height));
        self.row =
            self.row.clamp(self.top, (self.top + self.height.max(1) - 1).min(len.saturating_sub(1)).max(self.top));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_in_the_list_and_the_window_on_the_cursor() {
        let mut cursor = Cursor::default();
        cursor.fit(5, 12);
        cursor.step(7, 12);
        assert_eq!((cursor.row, cursor.top), (7, 3));
        cursor.obey(List::Bottom, 12);
        assert_eq!((cursor.row, cursor.window(12)), (11, 7..12));
        cursor.fit(20, 12);
        assert_eq!(cursor.window(12), 0..12);
        cursor.fit(3, 2);
        assert_eq!((cursor.row, cursor.window(2)), (1, 0..2));
        cursor.fit(0, 0);
        cursor.step(1, 0);
        assert_eq!((cursor.row, cursor.window(0)), (0, 0..0));
    }
}
