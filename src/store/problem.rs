//! What can be wrong with a store's content, as data. No prose: `text` says each in words.

use serde::Serialize;

use super::journal::Head;
use super::record::Noun;
use crate::base::id::Id;

/// One thing that is not as it was written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "problem")]
pub enum Problem {
    /// Entries are missing, doubled or out of order.
    Gap {
        /// The last entry before.
        after: i64,
        /// The entry found behind it.
        found: i64,
    },
    /// An entry is written in a format of the future.
    Format {
        /// The entry.
        seq: i64,
        /// Its format.
        format: i64,
    },
    /// An entry takes back one that is not before it.
    Undoes {
        /// The entry.
        seq: i64,
    },
    /// An entry, or one of its changes, cannot be read or is spelled as no program would.
    Entry {
        /// The entry.
        seq: i64,
    },
    /// A change is not the one that was sealed.
    Sum {
        /// The entry.
        seq: i64,
        /// The change's place in it.
        n: i64,
    },
    /// An entry's hash does not follow from the entry and the one before.
    Hash {
        /// The entry.
        seq: i64,
    },
    /// Changes belong to no entry.
    Orphans {
        /// The entry they name.
        seq: i64,
    },
    /// The head does not name the last entry.
    Head {
        /// What it names.
        head: Head,
        /// The last entry.
        last: Head,
    },
    /// An entry known from elsewhere is not in this journal.
    Pinned {
        /// What is known.
        pinned: Head,
        /// The hash at that place, if there is one.
        found: Option<String>,
    },
    /// A change does not fit what came before it.
    Fold {
        /// The entry.
        seq: i64,
        /// The change's place in it.
        n: i64,
        /// The kind of thing.
        noun: Noun,
        /// The thing.
        row: Id,
        /// The field that was something else, if it is one field.
        field: Option<String>,
    },
    /// The journal knows a living thing that its table has not.
    Missing {
        /// The kind of thing.
        noun: Noun,
        /// The thing.
        row: Id,
    },
    /// A table has a row of which the journal knows nothing, or knows that it ended.
    Extra {
        /// The kind of thing.
        noun: Noun,
        /// The thing.
        row: Id,
    },
    /// A row says something else than the journal.
    Differs {
        /// The kind of thing.
        noun: Noun,
        /// The thing.
        row: Id,
        /// The first column that differs.
        column: String,
    },
    /// A row cannot be read, or the journal's fields make no such thing.
    Unreadable {
        /// The kind of thing.
        noun: Noun,
        /// The thing.
        row: Id,
    },
    /// A counter stands below a number that was given already, or where nobody can have counted to.
    Counter {
        /// What it counts, such as `task:` and a party's id.
        scope: String,
        /// Where it stands; none when there is no such counter.
        value: Option<i64>,
        /// The highest number given.
        highest: i64,
    },
    /// The engine itself found something, or could not read on.
    Structure {
        /// In the engine's words.
        cause: String,
    },
}

impl Problem {
    /// The thing it is about, where it is one.
    pub fn row(&self) -> Option<(Noun, Id)> {
        match self {
            Self::Fold { noun, row, .. }
            | Self::Missing { noun, row }
            | Self::Extra { noun, row }
            | Self::Differs { noun, row, .. }
            | Self::Unreadable { noun, row } => Some((*noun, *row)),
            _ => None,
        }
    }
}
