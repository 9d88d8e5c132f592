//! Copies of whole stores, made while others go on writing. A copy has its name only when it is whole, checked and
//! on the disk.

use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use tempfile::TempPath;

use super::{Sqlite, busy, failure, files, guard, open};
use crate::store::engine::Engine;
use crate::store::error::StoreError;

/// What happens to a file that has the copy's name already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace {
    /// It stays, and the copy is refused.
    Never,
    /// It is replaced.
    Existing,
}

/// Looks at a finished copy, opened to read, and refuses it with an error.
pub type Verify<'a> = &'a mut dyn FnMut(&mut dyn Engine) -> Result<(), StoreError>;

/// Writes a copy of this moment's whole store to `target`, a file of mode 0600 that needs no other file beside it.
/// Errors: `Exists`, `Busy` when the target is a store that is in use, `Damaged`, `Full`, and what `verify` answers.
/// After an error there is no new file, and an old one is as it was.
pub fn save(source: &mut Sqlite, target: &Path, replace: Replace, verify: Verify<'_>) -> Result<(), StoreError> {
    let target = guard::whole(target)?;
    if guard::look(&target)?.is_some() {
        refuse_target(source, &target, replace)?;
    }
    let copy = copied(source, &target, verify)?;
    match replace {
        Replace::Never => files::name_new(copy, &target),
        Replace::Existing => files::name_over(copy, &target),
    }
}

fn refuse_target(source: &Sqlite, target: &Path, replace: Replace) -> Result<(), StoreError> {
    let path = target.to_path_buf();
    if replace == Replace::Never {
        return Err(StoreError::Exists { path });
    }
    // A file with a log beside it is a store somebody works with, not a copy.
    if source.file.as_deref() == Some(target) || files::beside(target, "-wal").exists() {
        return Err(StoreError::Busy { path });
    }
    Ok(())
}

/// Makes a checked copy beside where it is to be named.
pub(super) fn copied(source: &Sqlite, target: &Path, verify: Verify<'_>) -> Result<TempPath, StoreError> {
    let copy = files::temporary(files::folder(target))?;
    fill(source, &copy)?;
    files::sync(&copy)?;
    {
        let mut finished = open::reader(&copy, source.known)?;
        finished.quick_check().and_then(|()| verify(&mut finished)).map_err(|error| blamed(error, source.place()))?;
    }
    Ok(copy)
}

/// Names what was copied: a copy says what its source says, and nobody knows it by its passing name.
fn blamed(error: StoreError, source: &Path) -> StoreError {
    match error {
        StoreError::Damaged { cause, .. } => StoreError::Damaged { path: source.to_path_buf(), cause },
        StoreError::NotADatabase { .. } => StoreError::NotADatabase { path: source.to_path_buf() },
        other => other,
    }
}

fn fill(source: &Sqlite, copy: &Path) -> Result<(), StoreError> {
    let failed = |error| failure::of(error, copy, "copy");
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connect = || Connection::open_with_flags(copy, flags).map_err(failed);
    let mut target = connect()?;
    // Nobody needs half a copy, so nothing guards it while it is written; it is made durable at the end.
    target.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF").map_err(failed)?;
    busy::patiently(|| {
        let backup = Backup::new(&source.connection, &mut target).map_err(failed)?;
        // All pages in one step are one moment of the store, however many others are writing.
        match backup.step(-1).map_err(|error| source.failed(error, "copy"))? {
            StepResult::Done => Ok(()),
            _ => Err(StoreError::Busy { path: source.place().to_path_buf() }),
        }
    })?;
    drop(target);
    // A store writes ahead, a copy should not: it can then be read where nothing may be written.
    connect()?.execute_batch("PRAGMA journal_mode = DELETE").map_err(failed)
}
