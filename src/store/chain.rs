//! One entry after the other: whether the journal is the chain it was written as. Knows no table and no noun.

pub use super::journal::Sealed;
use super::journal::{Entry, FORMAT, Head, entry_row, hash_of, sum_of};
use super::problem::Problem;
use super::value::Val;

/// Follows the chain from its first entry.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    head: Head,
}

impl Chain {
    /// The last entry followed.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Follows one entry; tells what is wrong with it through `report`. Goes on from what the entry says of itself, so
    /// that one damage is told once.
    pub fn follow(&mut self, sealed: &Sealed, report: &mut dyn FnMut(Problem)) {
        let Sealed { entry, changes } = sealed;
        let seq = entry.seq;
        if seq != self.head.seq + 1 {
            report(Problem::Gap { after: self.head.seq, found: seq });
        }
        if entry.format > FORMAT {
            report(Problem::Format { seq, format: entry.format });
        }
        if entry.undoes.is_some_and(|undone| undone < 1 || undone >= seq) {
            report(Problem::Undoes { seq });
        }
        for (n, change) in (0..).zip(changes) {
            let sum = sum_of(&change.salt, change.before.as_deref(), change.after.as_deref());
            if change.n != n || change.seq != seq || change.sum != sum {
                report(Problem::Sum { seq, n: change.n });
            }
        }
        if entry.hash != hash_of(entry, changes, &self.head.hash) {
            report(Problem::Hash { seq });
        }
        self.head = Head { seq, hash: entry.hash.clone() };
    }

    /// Goes on behind an entry that could not be read, of which only place and hash are known.
    pub fn skip(&mut self, seq: i64, hash: &str) {
        self.head = Head { seq, hash: hash.to_owned() };
    }
}

/// Whether a stored row is exactly what writing the entry would store: two spellings of one moment hash alike.
pub fn is_exact(entry: &Entry, row: &[Val]) -> bool {
    entry_row(entry) == row
}
