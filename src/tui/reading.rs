//! How a prompt understands what is typed, said back under the line before Enter. Pure.

use crate::base::minutes::Minutes;
use crate::text::w;
use crate::tui::desk::Desk;

/// What a prompt expects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// Any text, and some of it.
    Text,
    /// Any text, or none.
    Anything,
    /// Working time such as `4h`, `2d`.
    Time,
}

/// What was understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// Nothing is to be said (yet).
    Nothing,
    /// This, in words.
    Read(String),
    /// Something was not understood.
    Wrong {
        /// Which part, and what would be.
        text: String,
        /// What may have been meant: Tab takes it.
        instead: Option<String>,
    },
}

impl Reading {
    /// Reads what stands in the field.
    pub fn read(self, text: &str, desk: &Desk) -> Said {
        let text = text.trim();
        if text.is_empty() {
            return Said::Nothing;
        }
        match self {
            Self::Text | Self::Anything => Said::Nothing,
            Self::Time => match text.parse::<Minutes>() {
                Ok(minutes) => Said::Read(minutes.to_string()),
                Err(_) => Said::Wrong { text: desk.say(w::FRAME_NOT_TIME, &[("part", &text)]), instead: None },
            },
        }
    }

    /// What is expected, in a few words, while nothing was typed.
    pub fn help(self, desk: &Desk) -> &'static str {
        desk.word(match self {
            Self::Text => w::FRAME_PROMPT_TEXT,
            Self::Anything => w::FRAME_PROMPT_ANYTHING,
            Self::Time => w::FRAME_PROMPT_TIME,
        })
    }

    /// Whether several pasted lines are several things.
    pub fn takes_lists(self) -> bool {
        false
    }

    /// Whether an empty line is an answer.
    pub fn takes_nothing(self) -> bool {
        self == Self::Anything
    }

    /// The things of a pasted list, one a line, without their bullets.
    pub fn list(self, text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }
}
