//! Popups: what stands over a screen until it is answered or left. They know their question, not the screen that asked.

mod pasted;
pub mod picker;
pub mod prompt;
pub mod reader;
pub mod writer;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::text::{Word, w};
use crate::tui::ask::{Answer, Ask};
use crate::tui::desk::Desk;
use crate::tui::input::Mouse;
use crate::tui::key::Key;

pub use picker::Picker;
pub use prompt::Prompt;
pub use reader::Reader;
pub use writer::Writer;

/// One popup.
#[derive(Clone, Debug)]
pub enum Popup {
    /// One line of text, read while it is typed.
    Prompt(Prompt),
    /// Several lines of text.
    Writer(Box<Writer>),
    /// One or several of a list.
    Picker(Picker),
    /// Something to read.
    Reader(Reader),
}

/// What a key did to a popup.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// It stays.
    Stay,
    /// What was typed is to be looked for before the key is taken again.
    Sought(String),
    /// It was left without an answer.
    Left,
    /// It was answered.
    Answered(Ask, Answer),
}

impl Popup {
    /// Takes one key press.
    pub fn key(&mut self, key: Key, desk: &mut Desk) -> Outcome {
        match self {
            Self::Prompt(prompt) => prompt.key(key, desk),
            Self::Writer(writer) => writer.key(key, desk),
            Self::Picker(picker) => picker.key(key, desk),
            Self::Reader(reader) => reader.key(key),
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str, desk: &mut Desk) {
        match self {
            Self::Prompt(prompt) => prompt.paste(text, desk),
            Self::Writer(writer) => writer.paste(text),
            Self::Picker(picker) => picker.paste(text, desk),
            Self::Reader(_) => {}
        }
    }

    /// Takes the mouse: a click on a row picks it, the wheel scrolls, a click outside leaves.
    pub fn mouse(&mut self, mouse: Mouse, area: Rect, desk: &mut Desk) -> Outcome {
        match self {
            Self::Picker(picker) => picker.mouse(mouse, area, desk),
            Self::Reader(reader) => reader.mouse(mouse),
            Self::Prompt(prompt) => {
                prompt.mouse(mouse);
                Outcome::Stay
            }
            Self::Writer(_) => Outcome::Stay,
        }
    }

    /// Fits lists to the window.
    pub fn fit(&mut self, area: Rect) {
        match self {
            Self::Picker(picker) => picker.fit(area),
            Self::Reader(reader) => reader.fit(area),
            Self::Prompt(prompt) => prompt.fit(area),
            Self::Writer(_) => {}
        }
    }

    /// Rows at the foot of an area that it covers; a popup in the middle covers none.
    pub fn foot(&self, area: Rect) -> u16 {
        match self {
            Self::Prompt(prompt) => prompt.rows(area),
            _ => 0,
        }
    }

    /// Draws itself over the body.
    pub fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        match self {
            Self::Prompt(prompt) => prompt.view(frame, area, desk),
            Self::Writer(writer) => writer.view(frame, area, desk),
            Self::Picker(picker) => picker.view(frame, area, desk),
            Self::Reader(reader) => reader.view(frame, area, desk),
        }
    }

    /// What its keys do, with the keys, for the hint bar.
    pub fn hints(&self) -> &'static [(&'static str, Word)] {
        match self {
            Self::Prompt(prompt) if prompt.is_list() => &[
                ("Enter", w::FRAME_HINT_KEEP),
                ("e", w::FRAME_HINT_EDITOR),
                ("j k", w::FRAME_HINT_SCROLL),
                ("Esc", w::FRAME_HINT_LEAVE),
            ],
            Self::Prompt(_) => &[("Enter", w::FRAME_HINT_KEEP), ("Esc", w::FRAME_HINT_LEAVE)],
            Self::Writer(_) => {
                &[("Ctrl-s", w::FRAME_HINT_KEEP), ("Ctrl-e", w::FRAME_HINT_EDITOR), ("Esc", w::FRAME_HINT_LEAVE)]
            }
            Self::Picker(_) => &[("Enter", w::FRAME_HINT_PICK), ("Esc", w::FRAME_HINT_LEAVE)],
            Self::Reader(_) => &[("j k", w::FRAME_HINT_SCROLL), ("Esc", w::FRAME_HINT_LEAVE)],
        }
    }

    /// What it asks; nothing where it is only read.
    pub fn ask(&self) -> Option<&Ask> {
        match self {
            Self::Prompt(prompt) => Some(prompt.ask()),
            Self::Writer(writer) => Some(writer.ask()),
            Self::Picker(picker) => Some(picker.ask()),
            Self::Reader(_) => None,
        }
    }

    /// Whether what was typed into it would be missed.
    pub fn holds_text(&self) -> bool {
        matches!(self, Self::Prompt(_) | Self::Writer(_))
    }

    /// The text came back from the user's editor: one text is the answer, a list is looked at once more.
    pub fn written(&mut self, text: &str, desk: &mut Desk) -> Outcome {
        match self {
            Self::Prompt(prompt) => prompt.written(text, desk),
            Self::Writer(writer) => writer.written(text),
            Self::Picker(_) | Self::Reader(_) => Outcome::Stay,
        }
    }

    /// The same text asked about tasks as they are by now; `theirs` is what somebody else made of it.
    pub fn compare(&mut self, ask: Ask, theirs: &str, desk: &mut Desk) {
        match self {
            Self::Prompt(prompt) => prompt.compare(ask, theirs, desk),
            Self::Writer(writer) => writer.compare(ask, theirs, desk),
            Self::Picker(_) | Self::Reader(_) => {}
        }
    }

    /// Whether a text field of the popup has the keyboard.
    pub fn is_typing(&self) -> bool {
        !matches!(self, Self::Reader(_))
    }
}
