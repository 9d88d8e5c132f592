//! Everything that can happen to the terminal UI, as one closed list.

use crate::tui::effect::Wake;
use crate::tui::input::Input;
use crate::tui::wire::{Failure, Loaded, Receipt, Ticket};

/// One thing that happened.
#[derive(Debug)]
pub enum Event {
    /// The terminal said something: a key, the mouse, a paste, an answer.
    Input(Input),
    /// The window has another size.
    Resize {
        /// Its columns.
        columns: u16,
        /// Its rows.
        rows: u16,
    },
    /// A page's data arrived.
    Loaded(Result<Box<Loaded>, Failure>),
    /// A change was carried out, or refused.
    Committed {
        /// Which one.
        ticket: Ticket,
        /// What came of it.
        result: Result<Receipt, Failure>,
    },
    /// Somebody changed the store.
    Changed,
    /// The user's editor was closed; `None` when the text is as before.
    Edited {
        /// What was edited.
        ask: super::ask::Ask,
        /// The new text, or why there is none.
        text: Result<Option<String>, Failure>,
    },
    /// A text was written to this file, or why not.
    Saved(Result<String, Failure>),
    /// A wait asked for is over.
    Woke(Wake),
    /// Somebody asks the program to stop for a while.
    Stop,
    /// The program goes on after a stop.
    Continued,
    /// The terminal is gone.
    HungUp,
}
