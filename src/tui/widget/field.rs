//! A text field of one line: edits by grapheme, and the terminal's real cursor stands at the insertion cell so that input
//! methods compose in place.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use tui_input::{Input, InputRequest};
use unicode_normalization::UnicodeNormalization;

use crate::base::cells;
use crate::base::clean::clean;
use crate::tui::key::{Code, Key};

/// The longest text taken, in bytes.
const LONGEST: usize = 64 * 1024;

/// One line of text being written.
#[derive(Clone, Debug, Default)]
pub struct Field {
    input: Input,
    /// Whether the whole text is selected: what is typed next takes its place.
    selected: bool,
}

/// What a key did to a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Typed {
    /// The text changed.
    Changed,
    /// The cursor moved, or nothing could happen.
    Kept,
    /// The key is not one of a field's.
    Other,
}

impl Field {
    /// A field holding a text, the cursor at its end.
    pub fn with(text: &str) -> Self {
        Self { input: Input::new(text.to_owned()), selected: false }
    }

    /// What stands in it.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Empties it and gives what stood in it.
    pub fn take(&mut self) -> String {
        self.input.value_and_reset()
    }

    /// Puts another text in its place.
    pub fn set(&mut self, text: &str) {
        *self = Self::with(text);
    }

    /// Selects the whole text: the next letter replaces it, any other key of a field goes on with it.
    pub fn select(&mut self) {
        self.selected = !self.is_empty();
    }

    /// Takes one key press.
    pub fn key(&mut self, key: Key) -> Typed {
        let Some(request) = request(key) else { return Typed::Other };
        if std::mem::take(&mut self.selected) {
            use InputRequest as R;
            match request {
                R::InsertChar(_) => drop(self.take()),
                R::DeletePrevChar | R::DeleteNextChar => {
                    self.take();
                    return Typed::Changed;
                }
                _ => {}
            }
        }
        if matches!(request, InputRequest::InsertChar(_)) && self.text().len() >= LONGEST {
            return Typed::Kept;
        }
        match self.input.handle(request) {
            Some(change) if change.value => Typed::Changed,
            _ => Typed::Kept,
        }
    }

    /// Inserts pasted text on the line: NFC, line ends as spaces.
    pub fn paste(&mut self, text: &str) {
        let line: String = text.nfc().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        if std::mem::take(&mut self.selected) {
            self.take();
        }
        let room = LONGEST.saturating_sub(self.text().len());
        let fits = line.char_indices().map(|(at, letter)| at + letter.len_utf8()).take_while(|end| *end <= room).last();
        let at = self.input.cursor();
        let cut = self.text().char_indices().nth(at).map_or(self.text().len(), |(byte, _)| byte);
        let (before, after) = self.text().split_at(cut);
        let added = &line[..fits.unwrap_or(0)];
        let whole = [before, added, after].concat();
        self.input = Input::new(whole).with_cursor(at + added.chars().count());
    }

    /// Draws the field and puts the real cursor at the insertion cell.
    pub fn view(&self, frame: &mut Frame, area: Rect, style: Style) {
        if area.width == 0 || area.height == 0 {
            return;
        }
        let room = usize::from(area.width).saturating_sub(1);
        let before: String = self.text().chars().take(self.input.cursor()).collect();
        let shown = clean(self.text());
        let at = cells::width(&clean(&before));
        // Scrolled by whole letters so that the cursor is always inside.
        let skip = skipped(&shown, at.saturating_sub(room));
        let visible = &shown[skip.0..];
        let line = &visible[..cells::fitting(visible, usize::from(area.width))];
        let style = if self.selected { style.add_modifier(Modifier::REVERSED) } else { style };
        frame.buffer_mut().set_string(area.x, area.y, line, style);
        let column = area.x + (at.saturating_sub(skip.1)).min(room) as u16;
        frame.set_cursor_position(Position::new(column, area.y));
    }
}

/// The first byte after at least `cells` cells, and how many cells those bytes take.
fn skipped(text: &str, cells: usize) -> (usize, usize) {
    let mut end = cells::fitting(text, cells);
    while cells::width(&text[..end]) < cells {
        let next = text[end..].char_indices().nth(1).map_or(text.len(), |(at, _)| end + at);
        if next == end {
            break;
        }
        end = next;
    }
    (end, cells::width(&text[..end]))
}

fn request(key: Key) -> Option<InputRequest> {
    use InputRequest as R;
    Some(match (key.code, key.ctrl, key.alt) {
        (Code::Char(typed), false, false) => R::InsertChar(typed),
        (Code::Left, true, _) | (Code::Left | Code::Char('b'), _, true) => R::GoToPrevWord,
        (Code::Right, true, _) | (Code::Right | Code::Char('f'), _, true) => R::GoToNextWord,
        (Code::Left, ..) | (Code::Char('b'), true, _) => R::GoToPrevChar,
        (Code::Right, ..) | (Code::Char('f'), true, _) => R::GoToNextChar,
        (Code::Home, ..) | (Code::Char('a'), true, _) => R::GoToStart,
        (Code::End, ..) | (Code::Char('e'), true, _) => R::GoToEnd,
        (Code::Backspace, false, true) | (Code::Char('w'), true, _) => R::DeletePrevWord,
        (Code::Backspace, ..) | (Code::Char('h'), true, _) => R::DeletePrevChar,
        (Code::Delete, ..) | (Code::Char('d'), true, _) => R::DeleteNextChar,
        (Code::Char('u'), true, _) => R::DeleteFromStart,
        (Code::Char('k'), true, _) => R::DeleteTillEnd,
        (Code::Char('y'), true, _) => R::Yank,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    fn type_into(field: &mut Field, text: &str) {
        for letter in text.chars() {
            field.key(Key::of(letter));
        }
    }

    #[test]
    fn the_real_cursor_stands_at_the_insertion_cell() {
        let mut terminal = Terminal::new(TestBackend::new(10, 1)).unwrap();
        for (text, column) in [("가나", 4), ("", 0), ("새벽 배포 금지", 9), ("abcdefghijk", 9)] {
            let field = Field::with(text);
            terminal.draw(|frame| field.view(frame, frame.area(), Style::new())).unwrap();
            terminal.backend_mut().assert_cursor_position((column, 0));
        }
    }

    #[test]
    fn a_selected_text_is_replaced_by_typing_and_kept_by_moving() {
        let kept = |keys: &[Key]| {
            let mut field = Field::with("4h");
            field.select();
            for key in keys {
                field.key(*key);
            }
            field.take()
        };
        assert_eq!(kept(&[Key::of('2'), Key::of('d')]), "2d");
        assert_eq!(kept(&[Key::plain(Code::End), Key::of('!')]), "4h!");
        assert_eq!(kept(&[Key::plain(Code::Backspace)]), "");
    }

    #[test]
    fn editing_goes_by_grapheme_and_pastes_become_one_line() {
        let mut field = Field::default();
        type_into(&mut field, "가👨‍👩‍👧");
        assert_eq!(field.key(Key::plain(Code::Backspace)), Typed::Changed);
        assert_eq!(field.text(), "가");
        field.paste("나\n\u{1112}\u{1161}\u{11ab}\t");
        assert_eq!(field.text(), "가나 한 ");
        assert_eq!(field.key(Key::plain(Code::Enter)), Typed::Other);
        assert_eq!(field.take(), "가나 한 ");
    }
}
