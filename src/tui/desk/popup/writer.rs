//! Several lines of text: notes, comments, reasons. Ctrl-s keeps them, Esc asks twice before it throws a changed text away.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::text::w;
use crate::tui::ask::{Answer, Ask};
use crate::tui::desk::popup::Outcome;
use crate::tui::desk::{Desk, Tone};
use crate::tui::key::{Code, Key};
use crate::tui::theme::Role;
use crate::tui::widget::area::Area;
use crate::tui::widget::{panel, rich};

/// The popup.
#[derive(Clone, Debug)]
pub struct Writer {
    title: String,
    ask: Ask,
    before: String,
    area: Area,
    warned: bool,
    note: Option<String>,
}

impl Writer {
    /// A writer holding a text.
    pub fn new(title: impl Into<String>, ask: Ask, text: &str) -> Self {
        let area = Area::with(text);
        Self { title: title.into(), ask, before: area.text(), area, warned: false, note: None }
    }

    /// Takes one key press.
    pub fn key(&mut self, key: Key, desk: &mut Desk) -> Outcome {
        let kept = (key.ctrl && key.code == Code::Char('s')) || (key.alt && key.code == Code::Enter);
        if kept {
            return Outcome::Answered(self.ask.clone(), Answer::Text(self.area.text()));
        }
        if key.ctrl && key.code == Code::Char('e') {
            desk.write(self.area.text(), ".md", self.ask.clone());
            return Outcome::Stay;
        }
        if key.code == Code::Esc {
            if self.warned || self.area.text() == self.before {
                return Outcome::Left;
            }
            self.warned = true;
            desk.toast(Tone::Plain, desk.word(w::FRAME_WRITER_WARNING));
            return Outcome::Stay;
        }
        self.warned = false;
        self.area.key(key);
        Outcome::Stay
    }

    /// What it asks.
    pub fn ask(&self) -> &Ask {
        &self.ask
    }

    /// The text came back from the user's editor: that is the answer.
    pub fn written(&mut self, text: &str) -> Outcome {
        self.area = Area::with(text);
        Outcome::Answered(self.ask.clone(), Answer::Text(self.area.text()))
    }

    /// The same text for what is there by now; what that is, is said under it.
    pub fn compare(&mut self, ask: Ask, theirs: &str, desk: &Desk) {
        self.ask = ask;
        theirs.clone_into(&mut self.before);
        let theirs = theirs.lines().next().unwrap_or_default();
        self.note = Some(desk.say(w::FRAME_COMPARE_TEXT, &[("theirs", &theirs)]));
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.area.paste(text);
    }

    /// Draws itself in the middle.
    pub fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let height = (area.height * 2 / 3).clamp(8, 24);
        let place = panel::centred(area, panel::width(area, 90), height);
        let inner = panel::open(frame, place, &self.title, &desk.theme);
        let text = Rect { height: inner.height.saturating_sub(2), ..inner };
        if let Some(last) = panel::row(inner, usize::from(inner.height.saturating_sub(1))) {
            let help = self.note.as_deref().unwrap_or(desk.word(w::FRAME_WRITER_HELP));
            panel::put(frame, last, rich::rich(help, desk.theme.style(Role::Dim), &desk.theme));
        }
        self.area.view(frame, text);
    }
}
