//! The words the terminal UI and its workers exchange.

pub use crate::op::{Op, Receipt};

/// Numbers a change on its way, so that its answer finds the row that waits for it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Ticket(pub u64);

/// What a page asks for.
#[derive(Clone, PartialEq, Debug)]
pub enum Query {
    /// Things whose names hold a text.
    Find(String),
    /// What was changed lately.
    Log,
}

impl Query {
    /// Whether the answer to this one makes the answer to `other` needless.
    pub fn replaces(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// What a page gets.
#[derive(Clone, PartialEq, Debug)]
pub enum Loaded {
    /// What was found, for which text.
    Found(String),
}

/// A change or page that did not come about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// What happened, to what, and what would help; ready to be shown.
    pub said: String,
}
