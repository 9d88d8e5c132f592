//! A list with headings between its rows: the cursor skips headings, stays on its row when the list is loaded anew, and rows
//! can be marked. No drawing.

use ratatui::layout::Rect;

use crate::tui::input::{Mouse, Press};
use crate::tui::verb::list::List;
use crate::tui::widget::cursor::Cursor;

/// What stands in an outline.
pub trait Listed {
    /// What tells rows apart over reloads.
    type Key: Clone + PartialEq;

    /// The key of a row the cursor can stand on; none for a heading or a gap.
    fn key(&self) -> Option<Self::Key>;

    /// Whether the row can be marked.
    fn can_be_marked(&self) -> bool {
        true
    }
}

/// What the mouse did to an outline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clicked {
    /// Nothing of note.
    Nothing,
    /// Another row was selected.
    Selected,
    /// The selected row was clicked again: open it.
    Opened,
}

/// Rows with a cursor and marks.
#[derive(Clone, Debug)]
pub struct Outline<R: Listed> {
    rows: Vec<R>,
    cursor: Cursor,
    marks: Vec<R::Key>,
    range_from: Option<usize>,
}

impl<R: Listed> Default for Outline<R> {
    fn default() -> Self {
        Self { rows: Vec::new(), cursor: Cursor::default(), marks: Vec::new(), range_from: None }
    }
}

impl<R: Listed> Outline<R> {
    /// Puts other rows in; the cursor stays on its row where that is still there, else near its place. Marks of rows that are
    /// gone go.
    pub fn replace(&mut self, rows: Vec<R>) {
        let key = self.selected().and_then(Listed::key);
        self.rows = rows;
        self.marks.retain(|mark| self.rows.iter().any(|row| row.key().as_ref() == Some(mark)));
        self.range_from = None;
        let same = key.and_then(|key| self.rows.iter().position(|row| row.key().as_ref() == Some(&key)));
        let place = same.unwrap_or(self.cursor.row);
        self.cursor.go(place, self.rows.len());
        self.rest_on_row(1);
    }

    /// Puts the cursor on the row with this key, if it is there.
    pub fn select(&mut self, key: &R::Key) {
        if let Some(place) = self.rows.iter().position(|row| row.key().as_ref() == Some(key)) {
            self.cursor.go(place, self.rows.len());
        }
    }

    /// The rows.
    pub fn rows(&self) -> &[R] {
        &self.rows
    }

    /// The rows, to be changed in place (such as a state on its way).
    pub fn rows_mut(&mut self) -> &mut [R] {
        &mut self.rows
    }

    /// The row under the cursor.
    pub fn selected(&self) -> Option<&R> {
        self.rows.get(self.cursor.row).filter(|row| row.key().is_some())
    }

    /// The place of the row under the cursor.
    pub fn place(&self) -> usize {
        self.cursor.row
    }

    /// Whether a row is marked.
    pub fn is_marked(&self, row: &R) -> bool {
        row.key().is_some_and(|key| self.marks.contains(&key))
    }

    /// The marked rows in order; without marks the one under the cursor.
    pub fn picked(&self) -> Vec<&R> {
        if self.marks.is_empty() {
            return self.selected().into_iter().collect();
        }
        self.rows.iter().filter(|row| self.is_marked(row)).collect()
    }

    /// How many are marked.
    pub fn marked(&self) -> usize {
        self.marks.len()
    }

    /// Takes all marks away; tells whether there were any.
    pub fn clear_marks(&mut self) -> bool {
        let had = !self.marks.is_empty() || self.range_from.is_some();
        self.marks.clear();
        self.range_from = None;
        had
    }

    /// Does what a verb of lists says; tells whether it was one of moving or marking.
    pub fn obey(&mut self, deed: List) -> bool {
        let before = self.cursor.row;
        match deed {
            List::Mark => {
                self.toggle(before);
                self.step(1);
            }
            List::Range => match self.range_from.take() {
                Some(from) => self.mark_between(from, before),
                None => self.range_from = Some(before),
            },
            List::MarkAll => {
                let all = self.rows.len().saturating_sub(1);
                if self.clear_marks() {
                    return true;
                }
                self.mark_between(0, all);
            }
            List::Down => self.step(1),
            List::Up => self.step(-1),
            _ => {
                if !self.cursor.obey(deed, self.rows.len()) {
                    return false;
                }
                self.rest_on_row(if self.cursor.row < before { -1 } else { 1 });
            }
        }
        true
    }

    fn toggle(&mut self, place: usize) {
        let Some(key) = self.rows.get(place).filter(|row| row.can_be_marked()).and_then(Listed::key) else { return };
        match self.marks.iter().position(|mark| *mark == key) {
            Some(at) => drop(self.marks.remove(at)),
            None => self.marks.push(key),
        }
    }

    fn mark_between(&mut self, one: usize, other: usize) {
        for place in one.min(other)..=one.max(other) {
            let row = self.rows.get(place).filter(|row| row.can_be_marked());
            if let Some(key) = row.and_then(Listed::key).filter(|key| !self.marks.contains(key)) {
                self.marks.push(key);
            }
        }
    }

    fn step(&mut self, by: isize) {
        let mut place = self.cursor.row;
        while let Some(next) = place.checked_add_signed(by).filter(|next| *next < self.rows.len()) {
            place = next;
            if self.rows[place].key().is_some() {
                self.cursor.go(place, self.rows.len());
                return;
            }
        }
        // The first heading comes back into sight at the top.
        if by < 0 {
            self.cursor.top = 0;
            self.cursor.fit(self.cursor.height, self.rows.len());
        }
    }

    /// Leaves a heading for the nearest row, first in the direction of the move.
    fn rest_on_row(&mut self, direction: isize) {
        if self.selected().is_some() {
            return;
        }
        let here = self.cursor.row;
        let row = |place: &usize| self.rows[*place].key().is_some();
        let after = (here..self.rows.len()).find(row);
        let before = (0..here.min(self.rows.len())).rev().find(row);
        let place = if direction > 0 { after.or(before) } else { before.or(after) };
        if let Some(place) = place {
            self.cursor.go(place, self.rows.len());
        }
    }

    /// Fits the window to so many rows of the screen.
    pub fn fit(&mut self, height: u16) {
        self.cursor.fit(usize::from(height), self.rows.len());
    }

    /// The rows on screen with their places; whether each is under the cursor.
    pub fn window(&self) -> impl Iterator<Item = (usize, &R, bool)> {
        self.cursor.window(self.rows.len()).map(|place| (place, &self.rows[place], place == self.cursor.row))
    }

    /// The row at a row of the screen, where the outline was drawn into `area`.
    pub fn at(&self, area: Rect, screen_row: u16) -> Option<&R> {
        self.cursor.at(area, screen_row, self.rows.len()).map(|place| &self.rows[place])
    }

    /// The wheel scrolls, a click selects, a click on the selected row opens it.
    pub fn mouse(&mut self, mouse: Mouse, area: Rect) -> Clicked {
        match mouse.press {
            Press::WheelDown => self.cursor.scroll(3, self.rows.len()),
            Press::WheelUp => self.cursor.scroll(-3, self.rows.len()),
            Press::Down if area.contains((mouse.column, mouse.row).into()) => {
                let place = self.cursor.at(area, mouse.row, self.rows.len());
                if let Some(place) = place.filter(|place| self.rows[*place].key().is_some()) {
                    let again = place == self.cursor.row;
                    self.cursor.go(place, self.rows.len());
                    return if again { Clicked::Opened } else { Clicked::Selected };
                }
            }
            _ => {}
        }
        Clicked::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy)]
    struct Row(Option<u8>);

    impl Listed for Row {
        type Key = u8;

        fn key(&self) -> Option<u8> {
            self.0
        }
    }

    fn outline(rows: &[Option<u8>]) -> Outline<Row> {
        let mut outline = Outline::default();
        outline.fit(4);
        outline.replace(rows.iter().copied().map(Row).collect());
        outline
    }

    #[test]
    fn the_cursor_skips_headings_and_keeps_its_row_over_reloads() {
        let mut list = outline(&[None, Some(1), Some(2), None, Some(3)]);
        assert_eq!(list.selected().unwrap().0, Some(1));
        list.obey(List::Down);
        list.obey(List::Down);
        assert_eq!(list.selected().unwrap().0, Some(3));
        list.replace([None, Some(9), None, Some(3), Some(4)].map(Row).to_vec());
        assert_eq!(list.selected().unwrap().0, Some(3));
        list.replace([None, Some(9)].map(Row).to_vec());
        assert_eq!(list.selected().unwrap().0, Some(9));
        list.replace(Vec::new());
        assert!(list.selected().is_none() && !list.obey(List::Open));
    }

    #[test]
    fn marks_step_down_span_ranges_and_go_with_their_rows() {
        let mut list = outline(&[Some(1), Some(2), None, Some(3), Some(4)]);
        list.obey(List::Mark);
        assert_eq!(list.picked().len(), 1);
        list.obey(List::Range);
        list.obey(List::Down);
        list.obey(List::Range);
        assert_eq!(list.picked().iter().map(|row| row.0).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
        list.replace([Some(2), Some(5)].map(Row).to_vec());
        assert_eq!(list.marked(), 1);
        assert!(list.clear_marks() && !list.clear_marks());
    }
}
