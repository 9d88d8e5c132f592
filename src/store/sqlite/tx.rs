//! The writing transaction: takes the write lock at once, so that it can neither be refused nor go stale half-way.
//! Must not know what it writes.

use std::path::Path;

use super::bind::{self, Gate};
use super::{APPLICATION_ID, Access, Sqlite, backup, open};
use crate::store::engine::{Read, Tx};
use crate::store::error::StoreError;
use crate::store::value::{Rows, Stmt, Val};
use crate::store::version::SchemaVersion;

/// Whether this transaction gave the store its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Untouched,
    Set,
}

/// A transaction under way; dropped without `commit`, it takes everything back.
pub(super) struct Write<'a> {
    store: &'a mut Sqlite,
    mark: Mark,
}

impl<'a> Write<'a> {
    /// Waits for the write lock and takes it. Errors: `Newer` when another program has meanwhile brought the store
    /// to a schema this one does not know.
    pub(super) fn begin(store: &'a mut Sqlite) -> Result<Self, StoreError> {
        if store.access == Access::ReadOnly {
            return Err(StoreError::ReadOnly { path: store.place().to_path_buf() });
        }
        store.run("BEGIN IMMEDIATE")?;
        let write = Self { store, mark: Mark::Untouched };
        let known = write.store.known;
        match write.store.version()? {
            Some(found) if found.major > known.major => {
                Err(StoreError::Newer { path: write.store.place().to_path_buf(), found, known })
            }
            _ => Ok(write),
        }
    }

    /// Refuses to go on after SQLite has taken the transaction back by itself, as it does when a disk is full or a
    /// write is interrupted: from then on each statement would be kept on its own.
    fn alive(&self) -> Result<(), StoreError> {
        if self.store.connection.is_autocommit() {
            return Err(StoreError::Io {
                path: self.store.place().to_path_buf(),
                cause: "the transaction was taken back after an earlier failure".to_owned(),
            });
        }
        Ok(())
    }
}

impl Read for Write<'_> {
    fn read(&mut self, batch: &[Stmt]) -> Result<Vec<Rows>, StoreError> {
        self.alive()?;
        self.store.batch(batch, Gate::All)
    }

    fn schema(&mut self) -> Result<Option<SchemaVersion>, StoreError> {
        self.store.version()
    }
}

impl Tx for Write<'_> {
    fn write_many(&mut self, sql: &str, rows: &[Vec<Val>]) -> Result<u64, StoreError> {
        self.alive()?;
        bind::write(&self.store.connection, sql, rows, self.store.place())
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.alive()?;
        self.store.run("COMMIT").map_err(|error| match error {
            // The last page may be on the disk although its sync failed; asking again proves nothing.
            StoreError::Io { path, cause } => StoreError::Unknown { path, cause },
            other => other,
        })?;
        if self.mark == Mark::Set {
            // The change is kept, whatever becomes of this; if it fails, the next to open the store does it.
            let _ = open::write_ahead(self.store);
        }
        Ok(())
    }

    fn copy_before(&mut self, path: &Path) -> Result<(), StoreError> {
        let Some(file) = self.store.file.clone() else {
            return Err(StoreError::NotFound { path: self.store.place().to_path_buf() });
        };
        // Another connection does not see what this one has not committed.
        let mut other = open::reader(&file, self.store.known)?;
        backup::save(&mut other, path, backup::Replace::Never, &mut |_| Ok(()))
    }

    fn define(&mut self, script: &str) -> Result<(), StoreError> {
        self.alive()?;
        self.store.connection.execute_batch(script).map_err(|error| self.store.failed(error, script))
    }

    fn stamp(&mut self, version: SchemaVersion) -> Result<(), StoreError> {
        self.define(&format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {}", version.number()))?;
        self.mark = Mark::Set;
        Ok(())
    }
}

impl Drop for Write<'_> {
    fn drop(&mut self) {
        self.store.take_back();
    }
}
