//! The rooms behind the doors, and what each asks.

use crate::app::begin::{Newcomer, Preview};
use crate::text::{Word, w};
use crate::tui::widget::field::Field;

/// Which room is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Room {
    /// The doors, and who sits here.
    Doors,
    /// The first party, in three questions.
    Found,
    /// Another store.
    Join,
    /// A file.
    Import,
    /// What bringing it in would do.
    Preview(Box<Preview>, Newcomer),
    /// Only who sits here: the store has people, and nobody of them is known to be this one.
    Who,
}

/// One question with its field.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub label: Word,
    pub help: Word,
    pub field: Field,
}

impl Question {
    fn new(label: Word, help: Word, text: &str) -> Self {
        Self { label, help, field: Field::with(text) }
    }

    /// What stands in it, without spaces around.
    pub fn text(&self) -> String {
        self.field.text().trim().to_owned()
    }
}

impl Room {
    /// What it asks, who somebody is first.
    pub fn questions(&self, me: &str) -> Vec<Question> {
        let me = Question::new(w::WELCOME_ME, w::WELCOME_ME_HELP, me);
        match self {
            Self::Found => vec![
                me,
                Question::new(w::WELCOME_NAME, w::FORM_NAME_HELP, ""),
                Question::new(w::WELCOME_KEY, w::FORM_KEY_HELP, ""),
                Question::new(w::WELCOME_PROBLEM, w::FORM_THEME_HELP, ""),
                Question::new(w::WELCOME_PEOPLE, w::WELCOME_PEOPLE_HELP, ""),
            ],
            Self::Join => vec![Question::new(w::WELCOME_STORE, w::WELCOME_STORE_HELP, "")],
            Self::Import => vec![me, Question::new(w::WELCOME_FILE, w::WELCOME_FILE_HELP, "")],
            Self::Doors | Self::Preview(..) | Self::Who => vec![],
        }
    }
}
