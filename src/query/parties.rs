//! How every party stands: the overview of the workspace.

use serde::Serialize;

use super::Person;
use super::act::{ActHead, Count};
use super::party::PartyHead;

/// One party of the overview.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PartyRow {
    /// The party.
    #[serde(flatten)]
    pub head: PartyHead,
    /// Its running act, the one that started last.
    pub act: Option<ActHead>,
    /// The act's progress.
    pub progress: Option<Count>,
    /// How many people work in it.
    pub members: i64,
    /// Who is interested in a proposal, by handle.
    pub interested: Vec<Person>,
    /// Open tasks, over acts and backlogs; counted up to 10,000.
    pub open: i64,
}
