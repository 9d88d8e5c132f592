//! The pages of the tab strip, in its order. Knows nothing of what is on them.

use crate::text::{Word, w};

/// One page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Page {
    /// What should I do now.
    Today,
    /// How every party stands.
    Parties,
    /// Seasons, acts and tasks as one tree.
    Plan,
    /// The act in columns.
    Board,
    /// Retros and their actions.
    Retros,
    /// Notes and troubles.
    Notes,
}

impl Page {
    /// Every page, left to right.
    pub const ALL: [Self; 6] = [Self::Today, Self::Parties, Self::Plan, Self::Board, Self::Retros, Self::Notes];

    /// The digit that goes there.
    pub const fn digit(self) -> char {
        match self {
            Self::Today => '1',
            Self::Parties => '2',
            Self::Plan => '3',
            Self::Board => '4',
            Self::Retros => '8',
            Self::Notes => '0',
        }
    }

    /// Its name on the tab.
    pub const fn word(self) -> Word {
        match self {
            Self::Today => w::FRAME_TAB_TODAY,
            Self::Parties => w::FRAME_TAB_PARTIES,
            Self::Plan => w::FRAME_TAB_PLAN,
            Self::Board => w::FRAME_TAB_BOARD,
            Self::Retros => w::FRAME_TAB_RETROS,
            Self::Notes => w::FRAME_TAB_NOTES,
        }
    }
}
