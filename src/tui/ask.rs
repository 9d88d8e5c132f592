//! What a popup was opened for, and what the user answered. Data, so that a test can compare it.

use crate::base::id::Id;
use crate::tui::page::Page;

/// What an answer is for; the screen that asked gets it back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// Something the frame itself asked.
    Frame(FrameAsk),
    /// Something of a screen's own, by its own name, about a row of the store.
    Own(&'static str, Option<Id>),
}

/// What the frame asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FrameAsk {
    /// Where to go or what to do.
    Palette,
    /// Which verb of the page.
    Help,
    /// What to find.
    Find,
}

/// One thing that can be picked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Pick {
    /// A verb, by name.
    Verb(&'static str),
    /// A page.
    Page(Page),
    /// A row of the store.
    Id(Id),
    /// A text.
    Text(String),
    /// A choice of a fixed list, by place.
    Place(usize),
    /// None of the others.
    Nobody,
}

/// What the user answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// A line of text.
    Text(String),
    /// Several lines, pasted as a list.
    Lines(Vec<String>),
    /// One thing.
    Pick(Pick),
    /// Several things.
    Picks(Vec<Pick>),
}
