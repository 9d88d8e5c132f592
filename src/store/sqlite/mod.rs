//! SQLite behind the seam. Owns everything that names the driver; must not know what the tables mean.
//!
//! `guard` looks before anything is opened, `open` connects, `busy` waits, `bind` runs statements, `tx` writes,
//! `backup` and `restore` copy whole stores, `failure` turns the driver's errors into ours.

mod backup;
mod bind;
mod busy;
mod failure;
mod files;
mod guard;
mod open;
mod restore;
mod tx;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use backup::{Replace, Verify, save};
pub use files::belongs;
pub use guard::may_hold;
pub use open::{Mode, memory, memory_as, open, open_as};
pub use restore::restore;

use super::engine::{Dialect, Engine, Interrupter, Read, Tx};
use super::error::StoreError;
use super::value::{Rows, Stmt};
use super::version::SchemaVersion;
use bind::Gate;

/// The number in a SQLite file's header that says it is ours: `PART`.
pub const APPLICATION_ID: u32 = 0x5041_5254;

/// How many prepared statements a connection keeps.
const STATEMENTS_KEPT: usize = 256;

/// How many problems `check` names at most; a badly damaged file has millions.
const PROBLEMS_NAMED: usize = 100;

/// The library's own version, for reports.
pub fn version() -> &'static str {
    rusqlite::version()
}

/// What a connection may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Write,
    ReadOnly,
}

/// One connection to a SQLite store.
#[derive(Debug)]
pub struct Sqlite {
    connection: Connection,
    file: Option<PathBuf>,
    access: Access,
    known: SchemaVersion,
}

impl Sqlite {
    /// Gives the path that errors name.
    fn place(&self) -> &Path {
        self.file.as_deref().unwrap_or(Path::new(":memory:"))
    }

    fn failed(&self, error: rusqlite::Error, doing: &str) -> StoreError {
        failure::of(error, self.place(), doing)
    }

    fn run(&self, sql: &str) -> Result<(), StoreError> {
        bind::run(&self.connection, sql).map_err(|error| self.failed(error, sql))
    }

    fn number(&self, sql: &str) -> Result<i64, StoreError> {
        bind::number(&self.connection, sql).map_err(|error| self.failed(error, sql))
    }

    fn version(&self) -> Result<Option<SchemaVersion>, StoreError> {
        let number = self.number("PRAGMA user_version")?;
        if number == 0 {
            return Ok(None);
        }
        let damaged =
            || StoreError::Damaged { path: self.place().to_path_buf(), cause: format!("schema number {number}") };
        SchemaVersion::of_number(number).map(Some).ok_or_else(damaged)
    }

    fn batch(&mut self, batch: &[Stmt], gate: Gate) -> Result<Vec<Rows>, StoreError> {
        batch.iter().map(|statement| bind::rows(&self.connection, statement, gate, self.place())).collect()
    }

    /// Puts an end to a transaction that must not be kept; one the database has ended itself needs nothing.
    fn take_back(&self) {
        if !self.connection.is_autocommit() {
            // A rollback can only fail by having happened already.
            let _ = bind::run(&self.connection, "ROLLBACK");
        }
    }

    fn lines(&self, pragma: &str, problems: &mut Vec<String>) -> Result<(), StoreError> {
        match bind::lines(&self.connection, pragma, PROBLEMS_NAMED) {
            Ok(lines) => problems.extend(lines.into_iter().filter(|line| line != "ok")),
            Err(error) => match self.failed(error, pragma) {
                damage @ (StoreError::Damaged { .. } | StoreError::NotADatabase { .. }) => {
                    problems.push(damage.to_string());
                }
                other => return Err(other),
            },
        }
        Ok(())
    }

    /// Stops waiting for others from now on.
    fn impatiently(&self) -> Result<(), StoreError> {
        self.connection.busy_timeout(std::time::Duration::ZERO).map_err(|error| self.failed(error, "busy_timeout"))
    }

    /// Checks the structure only, which is quick, and turns the first problem into an error.
    fn quick_check(&self) -> Result<(), StoreError> {
        let mut problems = Vec::new();
        self.lines("PRAGMA quick_check", &mut problems)?;
        match problems.into_iter().next() {
            None => Ok(()),
            Some(cause) => Err(StoreError::Damaged { path: self.place().to_path_buf(), cause }),
        }
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        open::leave(self);
    }
}

impl Read for Sqlite {
    fn read(&mut self, batch: &[Stmt]) -> Result<Vec<Rows>, StoreError> {
        if batch.len() < 2 {
            // One statement is a snapshot of its own.
            return self.batch(batch, Gate::ReadsOnly);
        }
        self.run("BEGIN DEFERRED")?;
        let answer = self.batch(batch, Gate::ReadsOnly);
        if answer.is_ok() {
            self.run("COMMIT")?;
        } else {
            self.take_back();
        }
        answer
    }

    fn schema(&mut self) -> Result<Option<SchemaVersion>, StoreError> {
        self.version()
    }
}

impl Engine for Sqlite {
    fn begin(&mut self) -> Result<Box<dyn Tx + '_>, StoreError> {
        Ok(Box::new(tx::Write::begin(self)?))
    }

    fn data_version(&mut self) -> Result<i64, StoreError> {
        self.number("PRAGMA data_version")
    }

    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn interrupter(&self) -> Interrupter {
        let handle = self.connection.get_interrupt_handle();
        Interrupter::new(move || handle.interrupt())
    }

    fn backup_to(&mut self, path: &Path) -> Result<(), StoreError> {
        save(self, path, Replace::Never, &mut |_| Ok(()))
    }

    fn check(&mut self) -> Result<Vec<String>, StoreError> {
        let mut problems = Vec::new();
        self.lines("PRAGMA integrity_check", &mut problems)?;
        self.lines("PRAGMA foreign_key_check", &mut problems)?;
        Ok(problems)
    }

    fn read_only(&self) -> bool {
        self.access == Access::ReadOnly
    }

    fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    fn settle(&mut self) -> Result<(), StoreError> {
        if self.access == Access::Write {
            self.run("PRAGMA wal_checkpoint(PASSIVE)")?;
        }
        Ok(())
    }
}
