//! The seam: what a store must be able to do. Knows no driver; SQLite and any other engine stand behind it.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::error::StoreError;
use super::value::{Rows, Stmt, Val};
use super::version::SchemaVersion;

/// Something that answers statements: an engine, or a transaction that is under way.
pub trait Read {
    /// Runs all statements on one snapshot, in one round trip; answers in the same order.
    /// Errors: any `StoreError`; then none of the answers is given.
    fn read(&mut self, batch: &[Stmt]) -> Result<Vec<Rows>, StoreError>;

    /// Gives the version of the store's tables; `None` for a blank store that has none yet.
    fn schema(&mut self) -> Result<Option<SchemaVersion>, StoreError>;

    /// Runs one statement.
    fn read_one(&mut self, statement: Stmt) -> Result<Rows, StoreError> {
        Ok(self.read(&[statement])?.pop().unwrap_or_default())
    }
}

/// An open store: one connection.
pub trait Engine: Read + Send {
    /// Begins a writing transaction, waiting for other writers. The caller reads the journal's head row first.
    /// Errors: `Busy` after about half a minute, `ReadOnly`.
    fn begin(&mut self) -> Result<Box<dyn Tx + '_>, StoreError>;

    /// Gives a number that changes when another connection has committed, never by this one's own commits.
    fn data_version(&mut self) -> Result<i64, StoreError>;

    /// Names the engine in English, such as `sqlite`.
    fn name(&self) -> &'static str;

    /// Says which words the definitions of tables are written in.
    fn dialect(&self) -> Dialect;

    /// Gives a handle with which another thread can stop a read of this connection.
    fn interrupter(&self) -> Interrupter;

    /// Writes a copy of this moment's whole store into a new file of mode 0600 and makes it durable; does not wait
    /// for writers and does not stop them. Errors: `Exists` when there is a file already.
    fn backup_to(&mut self, path: &Path) -> Result<(), StoreError>;

    /// Checks structure and references; gives each problem as a line of text, none when all is well.
    fn check(&mut self) -> Result<Vec<String>, StoreError>;

    /// Says whether this connection can only read.
    fn read_only(&self) -> bool;

    /// Gives the store's file; `None` where it has none of its own.
    fn file(&self) -> Option<&Path>;

    /// Folds what has been written lately into the main file, as far as that holds nobody up. Worth calling before
    /// a long-lived program leaves.
    fn settle(&mut self) -> Result<(), StoreError>;
}

/// A writing transaction. Dropping it takes everything back.
pub trait Tx: Read {
    /// Runs one statement for each row of arguments and counts the rows it changed, in one round trip.
    /// Errors: `Constraint` when a rule of the database refuses; nothing of this call is then kept by a commit that
    /// the caller must not make: drop the transaction.
    fn write_many(&mut self, sql: &str, rows: &[Vec<Val>]) -> Result<u64, StoreError>;

    /// Runs one statement and counts the rows it changed.
    fn write(&mut self, statement: Stmt) -> Result<u64, StoreError> {
        self.write_many(&statement.sql, &[statement.args])
    }

    /// Keeps everything. When it returns, the change survives a power cut.
    /// Errors: `Unknown` when it cannot be told whether the change was kept.
    fn commit(self: Box<Self>) -> Result<(), StoreError>;

    /// Writes a verified copy of the store as it was before this transaction began, like `Engine::backup_to`.
    fn copy_before(&mut self, path: &Path) -> Result<(), StoreError>;

    /// Runs a script that defines tables. Only the migration runner calls it.
    fn define(&mut self, script: &str) -> Result<(), StoreError>;

    /// Marks the store itself, outside its tables, as ours and as having this schema. Only the migration runner calls it.
    fn stamp(&mut self, version: SchemaVersion) -> Result<(), StoreError>;
}

/// Which engine's words a table's definition must use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite's.
    Sqlite,
    /// PostgreSQL's.
    Postgres,
}

/// A handle that stops a running read from another thread. Does nothing when none runs.
#[derive(Clone)]
pub struct Interrupter(Arc<dyn Fn() + Send + Sync>);

impl Interrupter {
    /// Wraps an engine's own way to stop.
    pub fn new(stop: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(stop))
    }

    /// Stops the read; it ends with `StoreError::Interrupted`.
    pub fn interrupt(&self) {
        (self.0)();
    }
}

impl fmt::Debug for Interrupter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Interrupter")
    }
}
