//! The whole book as one JSON file: `party.dump/1`, every entry of the journal with its hashes. Streams; an import
//! restores it word for word into an empty store.

use std::io::{self, Write};

use serde::Serialize;

use crate::base::escape::Harmless;
use crate::port::import::dump::FORMAT;
use crate::store::dump::{frame, window};
use crate::store::engine::Read;
use crate::store::error::StoreError;

/// Entries read at once.
const WINDOW: i64 = 500;

/// Why a dump stopped half-way.
#[derive(Debug)]
pub enum DumpError {
    /// The store could not be read.
    Store(StoreError),
    /// The file could not be written.
    Write(io::Error),
}

impl From<StoreError> for DumpError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for DumpError {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

/// Writes the whole book, an entry a line; the same book gives the same bytes. Gives how many entries it wrote.
pub fn dump(read: &mut dyn Read, out: &mut dyn Write) -> Result<i64, DumpError> {
    let frame = frame(read)?;
    write!(out, "{{\"format\":\"{FORMAT}\",\n\"head\":")?;
    put(out, &frame.head)?;
    out.write_all(b",\n\"counters\":")?;
    put(out, &frame.counters)?;
    out.write_all(b",\n\"entries\":[")?;
    let mut last = 0;
    while last < frame.head.seq {
        let entries = window(read, last, frame.head.seq, WINDOW)?;
        let Some(newest) = entries.last() else { break };
        let newest = newest.entry.seq;
        for (place, sealed) in entries.iter().enumerate() {
            out.write_all(if last == 0 && place == 0 { b"\n" } else { b",\n" })?;
            put(out, sealed)?;
        }
        last = newest;
    }
    out.write_all(b"\n]}\n")?;
    Ok(last)
}

fn put<T: Serialize>(out: &mut dyn Write, what: &T) -> Result<(), DumpError> {
    let mut writer = serde_json::Serializer::with_formatter(out, Harmless);
    what.serialize(&mut writer).map_err(|error| DumpError::Write(error.into()))
}
