//! Something to read: a history, a charter, an explanation.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::desk::Desk;
use crate::tui::desk::popup::Outcome;
use crate::tui::input::{Mouse, Press};
use crate::tui::key::{Code, Key};
use crate::tui::widget::panel;

/// The popup.
#[derive(Clone, Debug)]
pub struct Reader {
    title: String,
    lines: Vec<Line<'static>>,
    top: usize,
    height: usize,
}

impl Reader {
    /// A reader of these lines.
    pub fn new(title: impl Into<String>, lines: Vec<Line<'static>>) -> Self {
        Self { title: title.into(), lines, top: 0, height: 0 }
    }

    fn scroll(&mut self, by: isize) {
        let most = self.lines.len().saturating_sub(self.height);
        self.top = self.top.saturating_add_signed(by).min(most);
    }

    /// Takes one key press.
    pub fn key(&mut self, key: Key) -> Outcome {
        let page = self.height.max(2) as isize - 1;
        match (key.code, key.ctrl) {
            (Code::Esc | Code::Enter | Code::Char('q' | '?'), false) => return Outcome::Left,
            (Code::Down | Code::Char('j' | 'ㅓ'), false) => self.scroll(1),
            (Code::Up | Code::Char('k' | 'ㅏ'), false) => self.scroll(-1),
            (Code::PageDown | Code::Char(' '), false) | (Code::Char('d'), true) => self.scroll(page),
            (Code::PageUp, false) | (Code::Char('u'), true) => self.scroll(-page),
            (Code::Home | Code::Char('g'), false) => self.top = 0,
            (Code::End | Code::Char('G'), false) => self.scroll(isize::MAX),
            _ => {}
        }
        Outcome::Stay
    }

    /// The wheel scrolls.
    pub fn mouse(&mut self, mouse: Mouse) -> Outcome {
        match mouse.press {
            Press::WheelDown => self.scroll(3),
            Press::WheelUp => self.scroll(-3),
            _ => {}
        }
        Outcome::Stay
    }

    fn place(&self, area: Rect) -> Rect {
        let rows = self.lines.len().min(60) as u16 + 3;
        panel::centred(area, panel::width(area, 100), rows.clamp(5, area.height.max(5)))
    }

    /// Fits to the window.
    pub fn fit(&mut self, area: Rect) {
        self.height = usize::from(self.place(area).height.saturating_sub(3));
        self.scroll(0);
    }

    /// Draws itself in the middle.
    pub fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let inner = panel::open(frame, self.place(area), &self.title, &desk.theme);
        let below = Rect { y: inner.y + 1.min(inner.height), height: inner.height.saturating_sub(2), ..inner };
        panel::put_lines(frame, below, self.lines.iter().skip(self.top).cloned());
    }
}
