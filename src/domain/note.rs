//! Notes and troubles: free text, and symptom → cause → fix.

use super::words::words;
use crate::base::day::Instant;
use crate::base::id::Id;

words! {
    /// Which of the two it is.
    NoteKind {
        /// Free text.
        Note = "note",
        /// Symptom, cause, fix.
        Trouble = "trouble",
    }
}

/// Something written down to be found again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// Row id.
    pub id: Id,
    /// From 1 over the workspace.
    pub number: i64,
    /// Note or trouble.
    pub kind: NoteKind,
    /// The party it belongs to, if any.
    pub party: Option<Id>,
    /// The task it came up in, if any.
    pub task: Option<Id>,
    /// A note's title, a trouble's symptom.
    pub title: String,
    /// A note's text in Markdown; a trouble's cause.
    pub body: String,
    /// What mended a trouble.
    pub fix: String,
    /// Tags, folded, sorted.
    pub tags: Vec<String>,
    /// Who wrote it.
    pub author: Option<Id>,
    /// When.
    pub at: Instant,
}
