//! Verbs that work on every page: going, finding, taking back, leaving.

use crate::text::w;
use crate::tui::page::Page;
use crate::tui::verb::{Deed, Guard, Scope, Verb};

/// What the frame can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Frame {
    /// Goes to a page.
    Go(Page),
    /// One level back; quits from the top.
    Back,
    /// Popup, marks, filter, detail, page, in that order.
    Escape,
    /// Goes to anything or runs anything.
    Palette,
    /// Finds tasks, notes and parties.
    Find,
    /// The verbs of this page.
    Help,
    /// Takes the last step back.
    Undo,
    /// Does the last step taken back again.
    Redo,
    /// Gives the terminal back to the shell for a while.
    Suspend,
    /// Leaves at once.
    Interrupt,
    /// Writes what was copied last to a file.
    Save,
    /// What was changed lately.
    Log,
    /// Another language.
    Language,
}

const fn frame(deed: Frame) -> Deed {
    Deed::Frame(deed)
}

const ON: Scope = Scope::Frame;

/// The frame's verbs.
pub const VERBS: &[Verb] = &[
    Verb::new("go.today", ON, &["1", "g t"], frame(Frame::Go(Page::Today)), (w::VERB_TODAY, w::ABOUT_TODAY)),
    Verb::new("go.parties", ON, &["2", "g p"], frame(Frame::Go(Page::Parties)), (w::VERB_PARTIES, w::ABOUT_PARTIES)),
    Verb::new("go.plan", ON, &["3", "g l"], frame(Frame::Go(Page::Plan)), (w::VERB_PLAN, w::ABOUT_PLAN)),
    Verb::new("go.board", ON, &["4", "g b"], frame(Frame::Go(Page::Board)), (w::VERB_BOARD, w::ABOUT_BOARD)),
    Verb::new("go.retros", ON, &["8", "g r"], frame(Frame::Go(Page::Retros)), (w::VERB_RETROS, w::ABOUT_RETROS)),
    Verb::new("go.notes", ON, &["0", "g n"], frame(Frame::Go(Page::Notes)), (w::VERB_NOTES, w::ABOUT_NOTES)),
    Verb::new("frame.find", ON, &["/"], frame(Frame::Find), (w::VERB_FIND, w::ABOUT_FIND)),
    Verb::new("frame.palette", ON, &[":", "Ctrl-p"], frame(Frame::Palette), (w::VERB_PALETTE, w::ABOUT_PALETTE)),
    Verb::new("frame.help", ON, &["?"], frame(Frame::Help), (w::VERB_HELP, w::ABOUT_HELP)),
    Verb::new("frame.undo", ON, &["u"], frame(Frame::Undo), (w::VERB_UNDO, w::ABOUT_UNDO))
        .when(Guard::Writes)
        .at_once()
        .like("undo"),
    Verb::new("frame.redo", ON, &["Ctrl-r"], frame(Frame::Redo), (w::VERB_REDO, w::ABOUT_REDO))
        .when(Guard::Writes)
        .at_once()
        .like("redo"),
    Verb::new("frame.log", ON, &["g h"], frame(Frame::Log), (w::VERB_LOG, w::ABOUT_LOG)),
    Verb::new("frame.save", ON, &[", w"], frame(Frame::Save), (w::VERB_SAVE, w::ABOUT_SAVE)),
    Verb::new("frame.language", ON, &[], frame(Frame::Language), (w::VERB_LANGUAGE, w::ABOUT_LANGUAGE)),
    Verb::new("frame.escape", ON, &["Esc"], frame(Frame::Escape), (w::VERB_ESCAPE, w::ABOUT_ESCAPE)),
    Verb::new("frame.back", ON, &["q"], frame(Frame::Back), (w::VERB_BACK, w::ABOUT_BACK)),
    Verb::new("frame.suspend", ON, &["Ctrl-z"], frame(Frame::Suspend), (w::VERB_SUSPEND, w::ABOUT_SUSPEND)),
    Verb::new("frame.interrupt", ON, &["Ctrl-c"], frame(Frame::Interrupt), (w::VERB_INTERRUPT, w::ABOUT_INTERRUPT)),
];
