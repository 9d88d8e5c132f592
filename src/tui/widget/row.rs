//! One line of columns, each as wide as said, cut at cell boundaries. Cleans whatever people wrote.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::base::cells;
use crate::base::clean::clean;

/// How wide a column is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Width {
    /// So many cells, filled up at the right.
    Fixed(usize),
    /// So many cells, filled up at the left.
    Right(usize),
    /// What the others leave; several share it.
    Grow,
}

/// One column of one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    text: String,
    width: Width,
    style: Style,
}

/// A column of a fixed width.
pub fn fixed(text: impl AsRef<str>, cells: usize) -> Cell {
    Cell { text: clean(text.as_ref()).into_owned(), width: Width::Fixed(cells), style: Style::new() }
}

/// A column of a fixed width, its text at the right.
pub fn right(text: impl AsRef<str>, cells: usize) -> Cell {
    Cell { width: Width::Right(cells), ..fixed(text, 0) }
}

/// A column as wide as its text.
pub fn snug(text: impl AsRef<str>) -> Cell {
    let mut cell = fixed(text, 0);
    cell.width = Width::Fixed(cells::width(&cell.text));
    cell
}

/// A column that takes what the others leave.
pub fn grow(text: impl AsRef<str>) -> Cell {
    Cell { width: Width::Grow, ..fixed(text, 0) }
}

impl Cell {
    /// The same column in another style.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }
}

/// The line of these columns, exactly `total` cells wide unless the fixed ones alone are wider (then it is cut).
pub fn line(columns: &[Cell], total: usize) -> Line<'static> {
    let taken: usize = columns.iter().map(|cell| cell.width.known()).sum();
    let growing = columns.iter().filter(|cell| cell.width == Width::Grow).count();
    let mut left = total.saturating_sub(taken);
    let mut room = total;
    let mut growers = growing;
    let mut spans = Vec::with_capacity(columns.len());
    for cell in columns {
        let wide = match cell.width {
            Width::Fixed(cells) | Width::Right(cells) => cells,
            Width::Grow => {
                let share = left / growers.max(1);
                growers -= 1;
                left -= share;
                share
            }
        };
        let wide = wide.min(room);
        room -= wide;
        let text = match cell.width {
            Width::Right(_) => cells::pad_left(&cell.text, wide),
            _ => cells::pad(&cell.text, wide),
        };
        spans.push(Span::styled(text, cell.style));
    }
    Line::from(spans)
}

impl Width {
    fn known(self) -> usize {
        match self {
            Self::Fixed(cells) | Self::Right(cells) => cells,
            Self::Grow => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_line_and_wide_letters_are_not_halved() {
        let text = |columns: &[Cell], total| line(columns, total).to_string();
        assert_eq!(text(&[fixed("LOG-1", 7), grow("소다 로그 이관"), right("D-5", 4)], 24), "LOG-1  소다 로그 이⋯ D-5");
        assert_eq!(text(&[grow("ab"), grow("cd")], 9), "ab  cd   ");
        assert_eq!(text(&[fixed("abcdef", 6), fixed("x", 3)], 4), "abc⋯");
        assert_eq!(text(&[grow("a\u{1b}b")], 4).chars().count(), 4);
    }
}
