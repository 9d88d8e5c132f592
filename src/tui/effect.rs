//! What the terminal UI wants done, as data that a test can compare. Knows nothing of how it is done.

use crate::text::Lang;
use crate::tui::ask::Ask;
use crate::tui::wire::{Op, Query, Ticket};

/// What a wait was for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wake {
    /// A prefix key was pressed: show what may follow.
    Prefix,
    /// The toast has stood long enough; holds its number.
    Toast(u64),
    /// Nothing was typed for a moment: look for what stands in the field.
    Typed(u64),
}

/// How the program ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// As the user wished.
    Left,
    /// By Ctrl-C.
    Interrupted,
    /// The terminal is gone.
    HungUp,
    /// To look around in the demo.
    Demo,
    /// To begin again, in another store.
    Again,
}

/// One thing to be done.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Carries out a change; its answer names the ticket.
    Commit {
        /// Which one.
        ticket: Ticket,
        /// The change.
        op: Op,
    },
    /// Asks for a page's data; a newer request of the same kind replaces one that waits.
    Load(Query),
    /// Puts text on the clipboard.
    Copy(String),
    /// Writes a text to a new file, by its typed path.
    Save {
        /// The path.
        path: String,
        /// The text.
        text: String,
    },
    /// Opens the user's editor on a text.
    Write {
        /// What to edit.
        text: String,
        /// The file name's end, such as `.md`.
        suffix: &'static str,
        /// What the answer is for.
        ask: Ask,
    },
    /// Waits once.
    Wait {
        /// How long, in milliseconds.
        millis: u64,
        /// What for.
        wake: Wake,
    },
    /// The terminal can speak the kitty keyboard protocol: does so.
    SpeakKitty,
    /// Remembers the terminal's ground for the next start.
    RememberGround(crate::tui::theme::Ground),
    /// Acts as the member with this handle from now on, and remembers it.
    Be(String),
    /// Remembers another store and who one is there, and begins again in it.
    Join(std::path::PathBuf, String),
    /// Remembers the language.
    RememberLanguage(Lang),
    /// Remembers the key of the party that was looked at last.
    RememberParty(String),
    /// Draws every cell of the next frame anew: wide signs may have left halves behind.
    Repaint,
    /// Takes the terminal again and draws everything anew.
    Redraw,
    /// Gives the terminal back to the shell until continued.
    Suspend,
    /// Ends the program.
    Quit(Exit),
}
