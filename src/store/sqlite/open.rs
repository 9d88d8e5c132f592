//! Opens stores: looks first, connects, sets what every connection needs. Must stay cheap, since each command of the
//! command line opens a store once; nothing is checked here that takes longer than a look at the first page.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use super::guard::{self, Look, Owner};
use super::{Access, STATEMENTS_KEPT, Sqlite, busy, failure, files};
use crate::store::error::StoreError;
use crate::store::migrate;
use crate::store::version::SchemaVersion;

/// How a store is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// To read only; nothing is created.
    ReadOnly,
    /// To read and write a store that is there. Where the file may only be read, the store opens all the same and
    /// says so.
    ReadWrite,
    /// Like `ReadWrite`, but where there is no file, a blank one of mode 0600 is made, with its folders (0700).
    Create,
}

/// Pages in the log after which a commit folds them into the main file.
const LOG_PAGES: u32 = 1_000;

/// Pages that a transaction changes before it has to write some of them twice: 64 MiB, taken only where they are needed.
const PAGES_KEPT: u32 = 16_384;

/// The length a log file is cut to when it starts anew, in bytes.
const LOG_BYTES: u32 = 8 << 20;

/// The length of a log file, in bytes, from which the last to leave folds it in. A shorter one is left lying: folding
/// costs as much again as adding one row. It is not left to grow either, since the first to come after everybody
/// left reads all of it, and no longer knows what of it has been folded in.
const LOG_LEFT_BYTES: u64 = 1 << 20;

/// The longest text or blob, in bytes.
const LONGEST_VALUE: i32 = 64 << 20;

/// The longest statement, in bytes.
const LONGEST_STATEMENT: i32 = 4 << 20;

/// How often another file may take the path's place while it is being opened.
const REPLACED_AT_MOST: usize = 10;

/// Opens a store this program's own schema describes.
/// Errors: `NotFound`, `WrongKind`, `Network`, `NotADatabase`, `Foreign`, `Newer`, `Damaged`, `Busy`, `Io`, and in
/// each of these cases no byte of the file is changed.
pub fn open(path: &Path, mode: Mode) -> Result<Sqlite, StoreError> {
    open_as(path, mode, migrate::newest())
}

/// Opens a store as a program would that knows schemas up to `known`.
pub fn open_as(path: &Path, mode: Mode, known: SchemaVersion) -> Result<Sqlite, StoreError> {
    guard::library()?;
    if mode == Mode::Create {
        files::make_folder(files::folder(path))?;
    }
    let path = guard::whole(path)?;
    for _ in 0..REPLACED_AT_MOST {
        let Some(before) = guard::look(&path)? else {
            if mode != Mode::Create {
                return Err(StoreError::NotFound { path });
            }
            guard::file_system(&path)?;
            make_blank(&path)?;
            continue;
        };
        let store = open_found(&path, mode, known, before)?;
        // From its first read on, the connection holds a lock that keeps others from replacing the file; a file
        // replaced just before that must not be used under this name.
        if guard::look(&path)?.is_some_and(|now| now.identity == before.identity) {
            return Ok(store);
        }
    }
    Err(StoreError::Busy { path })
}

/// Opens a new store in memory, which ends with the connection.
pub fn memory() -> Result<Sqlite, StoreError> {
    memory_as(migrate::newest())
}

/// Opens a new store in memory as a program would that knows schemas up to `known`.
pub fn memory_as(known: SchemaVersion) -> Result<Sqlite, StoreError> {
    guard::library()?;
    let place = Path::new(":memory:");
    let connection = Connection::open_in_memory().map_err(|error| failure::of(error, place, "open"))?;
    let mut store = Sqlite { connection, file: None, access: Access::Write, known };
    prepare(&mut store)?;
    Ok(store)
}

/// Opens a second, reading connection to a store that this process has open.
pub(super) fn reader(path: &Path, known: SchemaVersion) -> Result<Sqlite, StoreError> {
    connect(path, Mode::ReadOnly, known)
}

/// Sets a store to write ahead. Others who have it open may hold this up; the next to open it will do it.
pub(super) fn write_ahead(store: &mut Sqlite) -> Result<(), StoreError> {
    if store.file.is_none() {
        return Ok(());
    }
    match store.run("PRAGMA journal_mode = WAL") {
        Ok(()) => store.run("PRAGMA synchronous = FULL"),
        Err(StoreError::Busy { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Lets the driver fold in the log while it closes the connection, if the log has grown long and nobody else is there.
pub(super) fn leave(store: &Sqlite) {
    let Some(file) = &store.file else { return };
    let log = files::beside(file, "-wal").symlink_metadata();
    if store.access == Access::Write && log.is_ok_and(|log| log.len() > LOG_LEFT_BYTES) {
        // Left undone, it is the next one's work.
        let _ = store.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false);
    }
}

/// Makes an empty file of mode 0600. It gets its name only after it is closed, since closing a file that another
/// thread has just opened as a store would drop that store's locks.
fn make_blank(path: &Path) -> Result<(), StoreError> {
    match files::name_new(files::temporary(files::folder(path))?, path) {
        Err(StoreError::Exists { .. }) => Ok(()),
        other => other,
    }
}

fn open_found(path: &Path, mode: Mode, known: SchemaVersion, look: Look) -> Result<Sqlite, StoreError> {
    if look.length == 0 && mode != Mode::Create {
        return Err(StoreError::NotADatabase { path: path.to_path_buf() });
    }
    guard::readable(path)?;
    guard::file_system(path)?;
    guard::peek(path, known)?;
    let store = busy::patiently(|| match enter(path, mode, known) {
        // A folder one may not write to has no room for the log's index; without a log none is needed.
        Err(StoreError::Io { .. } | StoreError::ReadOnly { .. }) if no_log(path) => enter_unchanging(path, known),
        other => other,
    })?;
    Ok(store)
}

/// Connects and does everything that may find the store busy.
fn enter(path: &Path, mode: Mode, known: SchemaVersion) -> Result<Sqlite, StoreError> {
    let mut store = connect(path, mode, known)?;
    match guard::owner(&store.connection, path, known)? {
        Owner::Blank if mode == Mode::Create => store.run("PRAGMA synchronous = EXTRA")?,
        Owner::Blank => return Err(StoreError::NotADatabase { path: path.to_path_buf() }),
        Owner::Party if store.access == Access::Write && !writes_ahead(&store)? => write_ahead(&mut store)?,
        Owner::Party => {}
    }
    Ok(store)
}

fn enter_unchanging(path: &Path, known: SchemaVersion) -> Result<Sqlite, StoreError> {
    let connection = guard::unchanging(path)?;
    let mut store = Sqlite { connection, file: Some(path.to_path_buf()), access: Access::ReadOnly, known };
    prepare(&mut store)?;
    guard::owner(&store.connection, path, known)?;
    Ok(store)
}

fn no_log(path: &Path) -> bool {
    match files::beside(path, "-wal").symlink_metadata() {
        Ok(found) => found.len() == 0,
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}

fn writes_ahead(store: &Sqlite) -> Result<bool, StoreError> {
    let sql = "PRAGMA journal_mode";
    let mode: String =
        store.connection.query_row(sql, [], |row| row.get(0)).map_err(|error| store.failed(error, sql))?;
    Ok(mode == "wal")
}

fn connect(path: &Path, mode: Mode, known: SchemaVersion) -> Result<Sqlite, StoreError> {
    let access = match mode {
        Mode::ReadOnly => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Mode::ReadWrite | Mode::Create => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| failure::of(error, path, "open"))?;
    let read_only = connection.is_readonly(rusqlite::MAIN_DB).map_err(|error| failure::of(error, path, "open"))?;
    let access = if read_only { Access::ReadOnly } else { Access::Write };
    let mut store = Sqlite { connection, file: Some(path.to_path_buf()), access, known };
    prepare(&mut store)?;
    Ok(store)
}

/// Sets what every connection needs before its first statement.
fn prepare(store: &mut Sqlite) -> Result<(), StoreError> {
    set(&mut store.connection)
        .map_err(|error| failure::of(error, store.file.as_deref().unwrap_or(Path::new(":memory:")), "set up"))
}

fn set(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.busy_handler(Some(busy::handler()))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    for (name, value) in [
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
        // One plan for each statement, whatever its arguments are: none is compiled again when they change.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        // See `leave`.
        (DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true),
    ] {
        connection.set_db_config(name, value)?;
    }
    for (name, value) in [
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
        (Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, LONGEST_STATEMENT),
    ] {
        connection.set_limit(name, value)?;
    }
    connection.execute_batch(&format!(
        "PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA secure_delete = ON; \
         PRAGMA temp_store = MEMORY; PRAGMA cache_spill = {PAGES_KEPT}; PRAGMA case_sensitive_like = ON; \
         PRAGMA wal_autocheckpoint = {LOG_PAGES}; PRAGMA journal_size_limit = {LOG_BYTES}"
    ))
}
