//! The program's own dump coming back in: restored verbatim into an empty store, never planned. Every hash is checked
//! on the way.

use serde::Deserialize;
use serde_json::error::Category;

use crate::store::dump::{Counter, Frame, Restore, RestoreError};
use crate::store::engine::Tx;
use crate::store::journal::{Head, Sealed};

/// The format that is written and read.
pub const FORMAT: &str = "party.dump/1";

/// Whether a file that begins like this is a dump of this program.
pub fn is_dump(head: &str) -> bool {
    head.starts_with('{') && head.contains("\"party.dump/")
}

/// What came back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Restored {
    /// Entries of the journal.
    pub entries: i64,
    /// Rows that live.
    pub rows: usize,
}

/// Why a dump was not taken in. Nothing is kept then: drop the transaction.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DumpRefused {
    /// It is no dump; holds the line and why.
    NotDump(usize, DumpFault),
    /// A newer program wrote it; holds its format.
    Newer(String),
    /// The store has content, or the dump is not what was once written, or the store could not.
    Restore(RestoreError),
}

/// Why a file is no dump.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DumpFault {
    /// It ends before it should.
    Cut,
    /// It is no JSON.
    Json,
    /// Something is missing in it, or of another kind.
    Shape,
    /// Its format is this one.
    Format(String),
}

impl DumpFault {
    fn of(error: &serde_json::Error) -> Self {
        match error.classify() {
            Category::Eof => Self::Cut,
            Category::Data => Self::Shape,
            Category::Syntax | Category::Io => Self::Json,
        }
    }
}

impl From<RestoreError> for DumpRefused {
    fn from(error: RestoreError) -> Self {
        Self::Restore(error)
    }
}

#[derive(Deserialize)]
struct Named {
    format: String,
}

#[derive(Deserialize)]
struct Dump {
    format: String,
    head: Head,
    counters: Vec<Counter>,
    entries: Vec<Sealed>,
}

/// Restores a dump into an empty store. The caller commits the transaction afterwards.
pub fn restore(bytes: &[u8], tx: &mut dyn Tx) -> Result<Restored, DumpRefused> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let dump: Dump = serde_json::from_slice(bytes).map_err(|error| match serde_json::from_slice::<Named>(bytes) {
        Ok(named) if named.format != FORMAT => wrong_format(named.format),
        _ => DumpRefused::NotDump(error.line(), DumpFault::of(&error)),
    })?;
    if dump.format != FORMAT {
        return Err(wrong_format(dump.format));
    }
    let mut restore = Restore::into_empty(tx)?;
    for sealed in dump.entries {
        restore.add(sealed)?;
    }
    let entries = dump.head.seq;
    let rows = restore.finish(&Frame { head: dump.head, counters: dump.counters })?;
    Ok(Restored { entries, rows })
}

fn wrong_format(format: String) -> DumpRefused {
    if format.starts_with("party.dump/") {
        DumpRefused::Newer(format)
    } else {
        DumpRefused::NotDump(1, DumpFault::Format(format))
    }
}
