//! Parties: the problem, the people, the charter, and who leads when.

use super::words::words;
use crate::base::day::Day;
use crate::base::id::Id;

words! {
    /// Where a party stands in its life: proposed → active → resting ⇄ active → ended.
    PartyStatus {
        /// Collects interest; no leader yet.
        Proposed = "proposed",
        /// Has had its kickoff.
        Active = "active",
        /// Sleeps; can be resumed.
        Resting = "resting",
        /// Over.
        Ended = "ended",
    }
}

words! {
    /// What somebody is to a party.
    Role {
        /// Would like to take part; before the kickoff.
        Interested = "interested",
        /// Works in it.
        Member = "member",
        /// Reads and comments, carries no load.
        Observer = "observer",
    }
}

impl Role {
    /// Whether who is so works in a party: its members do, and while it is a proposal everybody interested.
    pub fn works(self, status: PartyStatus) -> bool {
        self == Self::Member || (self == Self::Interested && status == PartyStatus::Proposed)
    }
}

words! {
    /// The two dated offices of a party.
    Office {
        /// Leads now.
        Leader = "leader",
        /// Learns to lead next.
        Shadow = "shadow",
    }
}

words! {
    /// The sections of a charter, in the order they are written.
    Section {
        /// Why the party exists.
        Background = "background",
        /// Goals with measures.
        Goals = "goals",
        /// What belongs to it.
        Scope = "scope",
        /// What does not.
        OutOfScope = "out_of_scope",
        /// People and shares.
        People = "people",
        /// Dates that matter.
        Calendar = "calendar",
        /// What others are asked for.
        Asks = "asks",
        /// Risks and assumptions.
        Risks = "risks",
        /// How meetings go.
        Rules = "rules",
        /// Words and their meaning.
        Glossary = "glossary",
    }
}

/// A medium-to-long-term project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Party {
    /// Row id.
    pub id: Id,
    /// `LOG`; former keys stay known.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The problem it exists to solve.
    pub theme: String,
    /// Where it stands.
    pub status: PartyStatus,
    /// Who proposed it.
    pub founder: Option<Id>,
    /// The day of its kickoff.
    pub started_on: Option<Day>,
    /// The day it ended.
    pub ended_on: Option<Day>,
}

/// What a member is to a party.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Membership {
    /// Row id.
    pub id: Id,
    /// The party.
    pub party: Id,
    /// The person.
    pub member: Id,
    /// In which role.
    pub role: Role,
    /// Since when.
    pub since: Day,
}

/// A stretch of days in which somebody held an office. Never overwritten: a new term is a new row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// Row id.
    pub id: Id,
    /// The party.
    pub party: Id,
    /// The person.
    pub member: Id,
    /// Which office.
    pub office: Office,
    /// First day.
    pub since: Day,
    /// Last day, while it lasts none.
    pub until: Option<Day>,
}

/// The part of a member's time a party may use, from a day on until the next share of the two.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Share {
    /// Row id.
    pub id: Id,
    /// The party.
    pub party: Id,
    /// The person.
    pub member: Id,
    /// Thousandths of the member's time, 0–1000.
    pub permille: i64,
    /// First day it holds.
    pub since: Day,
}

/// One section of a party's charter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Charter {
    /// Row id.
    pub id: Id,
    /// The party.
    pub party: Id,
    /// Which section.
    pub section: Section,
    /// Markdown.
    pub body: String,
}

/// A name that a thing had before: a party's or a task's former key. Known for ever.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Former {
    /// Row id.
    pub id: Id,
    /// The former key, `LOG` or `LOG-12`.
    pub key: String,
    /// The party or task it names now.
    pub target: Id,
}
