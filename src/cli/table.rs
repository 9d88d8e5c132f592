//! Tables: cells with a look, columns as wide as what they say, cut where a terminal is too narrow.
//! Knows no noun and no terminal.

use std::fmt::Display;

use super::style::Style;
use crate::base::cells;
use crate::base::clean::clean;
use crate::text::words::{Lang, Word, word};

/// One value of a table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cell {
    pub(super) text: String,
    stable: Option<String>,
    pub(super) style: Style,
    pub(super) right: bool,
}

impl Cell {
    /// A text, made harmless.
    pub fn of(text: impl AsRef<str>) -> Self {
        Self { text: clean(text.as_ref()).into_owned(), ..Self::default() }
    }

    /// A value, or nothing.
    pub fn maybe<T: Display>(value: Option<T>) -> Self {
        value.map_or_else(Self::default, |value| Self::of(value.to_string()))
    }

    /// The same with the text that pipes get instead: a stored word, a plain day.
    #[must_use]
    pub fn stable(mut self, text: impl AsRef<str>) -> Self {
        self.stable = Some(clean(text.as_ref()).into_owned());
        self
    }

    /// The same with a look.
    #[must_use]
    pub fn styled(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// The same on the right side of its column, as numbers stand.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.right = true;
        self
    }

    /// What pipes get.
    pub(super) fn plain(&self) -> &str {
        self.stable.as_deref().unwrap_or(&self.text)
    }
}

/// The least cells a column that gives way keeps.
const LEAST: usize = 12;

/// Rows under headings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// The columns that give way when the line is too long for the terminal.
    bends: Vec<usize>,
}

impl Table {
    /// A table with these headings; `bends` are the columns that are cut when lines are too long.
    pub fn new(lang: Lang, heads: &[Word], bends: impl Into<Vec<usize>>) -> Self {
        let heads = heads.iter().map(|head| word(lang, *head).to_owned()).collect();
        Self { heads, rows: vec![], bends: bends.into() }
    }

    /// The same with no heading over a column whose values speak for themselves.
    #[must_use]
    pub fn unnamed(mut self, column: usize) -> Self {
        if let Some(head) = self.heads.get_mut(column) {
            head.clear();
        }
        self
    }

    /// Adds a row, as long as the headings.
    pub fn row(&mut self, row: Vec<Cell>) {
        self.rows.push(row);
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Cells of every column, for a line of `width` cells; a column that says nothing takes none.
    pub(super) fn widths(&self, width: usize) -> Vec<usize> {
        let said =
            |column: usize| self.rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.text.is_empty()));
        let widest = |column: usize| {
            let texts = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cells::width(&cell.text));
            texts.chain([cells::width(&self.heads[column])]).max().unwrap_or(0)
        };
        let columns = 0..self.heads.len();
        let mut widths: Vec<usize> = columns.map(|column| if said(column) { widest(column) } else { 0 }).collect();
        let used = widths.iter().filter(|cells| **cells > 0).map(|cells| cells + 2).sum::<usize>().saturating_sub(2);
        for _ in 0..used.saturating_sub(width) {
            // The widest of those that give way loses a cell, so that none is cut long before another.
            let bending = self.bends.iter().copied().filter(|column| widths[*column] > LEAST);
            match bending.max_by_key(|column| widths[*column]) {
                Some(column) => widths[column] -= 1,
                None => break,
            }
        }
        widths
    }
}
