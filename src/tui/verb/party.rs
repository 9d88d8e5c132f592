//! Verbs of a party.

use crate::text::w;
use crate::tui::verb::{Deed, Guard, Scope, Verb};

/// What can be done with a party.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Party {
    /// Proposes a new one.
    Found,
    /// Shows interest, or no longer.
    Interest,
    /// Holds the kickoff.
    Kickoff,
    /// Edits the charter.
    Charter,
    /// Lets it rest.
    Rest,
    /// Takes it up again.
    Resume,
    /// Ends it.
    End,
}

const fn party(deed: Party) -> Deed {
    Deed::Party(deed)
}

const ON: Scope = Scope::Party;
const PARTY: Guard = Guard::ChangesParty;

/// The verbs of parties.
pub const VERBS: &[Verb] = &[
    Verb::new("party.found", ON, &["a"], party(Party::Found), (w::VERB_FOUND, w::ABOUT_FOUND))
        .when(Guard::Writes)
        .like("party found"),
    Verb::new("party.interest", ON, &["i"], party(Party::Interest), (w::VERB_INTEREST, w::ABOUT_INTEREST))
        .when(PARTY)
        .at_once()
        .like("party interest"),
    Verb::new("party.kickoff", ON, &[", k"], party(Party::Kickoff), (w::VERB_KICKOFF, w::ABOUT_KICKOFF))
        .when(PARTY)
        .like("party kickoff"),
    Verb::new("party.charter", ON, &["E"], party(Party::Charter), (w::VERB_CHARTER, w::ABOUT_CHARTER))
        .when(PARTY)
        .like("party charter"),
    Verb::new("party.rest", ON, &[], party(Party::Rest), (w::VERB_REST, w::ABOUT_REST)).when(PARTY).like("party rest"),
    Verb::new("party.resume", ON, &[], party(Party::Resume), (w::VERB_RESUME, w::ABOUT_RESUME))
        .when(PARTY)
        .like("party resume"),
    Verb::new("party.end", ON, &[], party(Party::End), (w::VERB_END, w::ABOUT_END)).when(PARTY).like("party end"),
];
