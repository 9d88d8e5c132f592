//! A text area of many lines for notes and comments, with undo; the real cursor stands at the insertion cell.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui_textarea::{Input, Key as AreaKey, TextArea, WrapMode};
use unicode_normalization::UnicodeNormalization;

use crate::base::clean::clean_lines;
use crate::tui::key::{Code, Key};

/// Several lines of text being written.
#[derive(Clone, Debug)]
pub struct Area {
    lines: TextArea<'static>,
}

impl Area {
    /// An area holding a text, the cursor at its end.
    pub fn with(text: &str) -> Self {
        let mut lines = TextArea::new(clean_lines(text).split('\n').map(str::to_owned).collect());
        lines.set_wrap_mode(WrapMode::WordOrGlyph);
        lines.set_cursor_line_style(Style::new());
        // The terminal's own cursor is shown instead.
        lines.set_cursor_style(Style::new());
        lines.move_cursor(ratatui_textarea::CursorMove::Bottom);
        lines.move_cursor(ratatui_textarea::CursorMove::End);
        Self { lines }
    }

    /// What stands in it, lines joined by `\n`.
    pub fn text(&self) -> String {
        self.lines.lines().join("\n")
    }

    /// Takes one key press; tells whether it was one of an area's.
    pub fn key(&mut self, key: Key) -> bool {
        let Some(code) = code(key.code) else { return false };
        self.lines.input(Input { key: code, ctrl: key.ctrl, alt: key.alt, shift: key.shift });
        true
    }

    /// Inserts pasted text, NFC, as one step.
    pub fn paste(&mut self, text: &str) {
        let normal: String = text.nfc().collect();
        self.lines.insert_str(clean_lines(&normal));
    }

    /// Draws the area and puts the real cursor at the insertion cell.
    pub fn view(&self, frame: &mut Frame, area: Rect) {
        if area.width == 0 || area.height == 0 {
            return;
        }
        frame.render_widget(&self.lines, area);
        let at = self.lines.screen_cursor();
        let (top, left) = self.lines.scroll_offset();
        let column = area.x.saturating_add((at.col as u16).saturating_sub(left)).min(area.right() - 1);
        let row = area.y.saturating_add((at.row as u16).saturating_sub(top)).min(area.bottom() - 1);
        frame.set_cursor_position(Position::new(column, row));
    }
}

fn code(code: Code) -> Option<AreaKey> {
    Some(match code {
        Code::Char(typed) => AreaKey::Char(typed),
        Code::Enter => AreaKey::Enter,
        Code::Backspace => AreaKey::Backspace,
        Code::Delete => AreaKey::Delete,
        Code::Up => AreaKey::Up,
        Code::Down => AreaKey::Down,
        Code::Left => AreaKey::Left,
        Code::Right => AreaKey::Right,
        Code::Home => AreaKey::Home,
        Code::End => AreaKey::End,
        Code::PageUp => AreaKey::PageUp,
        Code::PageDown => AreaKey::PageDown,
        _ => return None,
    })
}
