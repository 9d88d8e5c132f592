//! The words the terminal UI and its workers exchange.

pub use crate::app::draft::Draft;
pub use crate::op::{Op, Receipt};

use crate::base::id::Id;
use crate::query::act::ActPage;
use crate::query::action::Actions;
use crate::query::board::Board;
use crate::query::gate::Gate;
use crate::query::hands::Hand;
use crate::query::note::{NoteFilter, NoteRow};
use crate::query::parties::PartyRow;
use crate::query::party::PartyPage;
use crate::query::people::MemberRow;
use crate::query::plan::{Plan, Unfold};
use crate::query::retro::{RetroPage, Retros};

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
    /// Every member.
    People,
    /// Every party.
    Parties,
    /// One party.
    Party(Id),
    /// One act.
    Act(Id),
    /// An act's retrospective, or what stands before it.
    Retro(Id),
    /// Every retrospective, with the ledger of actions.
    Retros,
    /// Notes and troubles.
    Notes(NoteFilter),
    /// A party's plan (the usual party's when none is named) with the tasks of these places.
    Plan(Option<Id>, Vec<Unfold>),
    /// Who has how much of an act.
    Hands(Id),
    /// An act in columns, or the usual act of a party; with so many finished tasks.
    Board(BoardOf, usize),
}

/// Whose board is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BoardOf {
    /// This act's.
    Act(Id),
    /// The usual act's of this party, or of any.
    Party(Option<Id>),
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
    /// Every member.
    People(Vec<MemberRow>),
    /// Every party.
    Parties(Vec<PartyRow>),
    /// One party.
    Party(Box<PartyPage>),
    /// One act.
    Act(Box<ActPage>),
    /// An act's retrospective.
    Retro(Box<RetroPage>),
    /// What stands before an act's retrospective.
    Gate(Box<Gate>),
    /// Every retrospective, with the ledger of actions.
    Retros(Box<Retros>, Box<Actions>),
    /// Notes and troubles, for which filter.
    Notes(NoteFilter, Vec<NoteRow>),
    /// A party's plan; none when there is no party.
    Plan(Option<Plan>),
    /// Who has how much of which act.
    Hands(Id, Vec<Hand>),
    /// An act in columns; none when no act runs.
    Board(Option<Board>),
}

/// A change or page that did not come about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// What happened, to what, and what would help; ready to be shown.
    pub said: String,
}
