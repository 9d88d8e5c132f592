//! Verbs of notes and troubles.

use crate::text::w;
use crate::tui::verb::{Deed, Guard, Scope, Verb};

/// What can be done with a note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Note {
    /// Writes a note.
    Add,
    /// Writes a trouble: symptom, cause, fix.
    Trouble,
    /// Edits the selected one.
    Edit,
}

const fn note(deed: Note) -> Deed {
    Deed::Note(deed)
}

const ON: Scope = Scope::Note;

/// The verbs of notes.
pub const VERBS: &[Verb] = &[
    Verb::new("note.add", ON, &["a"], note(Note::Add), (w::VERB_NOTE, w::ABOUT_NOTE))
        .when(Guard::Writes)
        .like("note add"),
    Verb::new("note.trouble", ON, &["f"], note(Note::Trouble), (w::VERB_TROUBLE, w::ABOUT_TROUBLE))
        .when(Guard::Writes)
        .like("trouble add"),
    Verb::new("note.edit", ON, &["e"], note(Note::Edit), (w::VERB_NOTE_EDIT, w::ABOUT_NOTE_EDIT))
        .when(Guard::Writes)
        .like("note edit"),
];
