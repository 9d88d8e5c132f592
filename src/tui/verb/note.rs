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
    /// Edits it in the user's editor.
    Write,
    /// Takes it away.
    Remove,
    /// Links it to a task.
    Task,
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
    Verb::new("note.write", ON, &["E"], note(Note::Write), (w::VERB_NOTE_WRITE, w::ABOUT_NOTE_WRITE))
        .when(Guard::Writes)
        .like("note edit"),
    Verb::new("note.task", ON, &["t"], note(Note::Task), (w::VERB_NOTE_TASK, w::ABOUT_NOTE_TASK))
        .when(Guard::Writes)
        .like("note edit"),
    Verb::new("note.remove", ON, &["X"], note(Note::Remove), (w::VERB_NOTE_REMOVE, w::ABOUT_NOTE_REMOVE))
        .when(Guard::Writes)
        .at_once()
        .like("note remove"),
];
