//! Looks before anything is opened or changed: what kind of file it is, where it lies, whose it is. Must not change
//! a byte, and must not open the file but through SQLite (see `files`).

use std::fmt::Write as _;
use std::fs::Metadata;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::{APPLICATION_ID, bind, failure, files};
use crate::store::error::{FileKind, StoreError};
use crate::store::version::SchemaVersion;

/// The oldest SQLite without the fault that lets two connections reset the log under each other.
const OLDEST_LIBRARY: i32 = 3_051_003;

/// Which file a path leads to; changes when another file is put in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
}

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) identity: Identity,
    /// In bytes.
    pub(super) length: u64,
}

/// Whose a database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// Ours.
    Party,
    /// Nobody's yet: no mark, no table.
    Blank,
}

/// Refuses a library that is known to lose data.
pub(super) fn library() -> Result<(), StoreError> {
    if rusqlite::version_number() < OLDEST_LIBRARY {
        return Err(StoreError::Library { found: rusqlite::version() });
    }
    Ok(())
}

/// Makes a path whole: the folder's real path, links followed, and the file's name, which may be no link.
/// A relative name such as `file:x` thus never looks like an address to SQLite.
pub(super) fn whole(path: &Path) -> Result<PathBuf, StoreError> {
    let Some(name) = path.file_name() else {
        return Err(StoreError::WrongKind { path: path.to_path_buf(), kind: FileKind::Directory });
    };
    let folder = files::folder(path).canonicalize().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => StoreError::NotFound { path: path.to_path_buf() },
        _ => StoreError::from_io(path, &error),
    })?;
    Ok(folder.join(name))
}

/// Looks at what the path leads to, without opening it. Errors: `WrongKind` for everything but a plain file.
pub(super) fn look(path: &Path) -> Result<Option<Look>, StoreError> {
    match path.symlink_metadata() {
        Ok(found) => {
            if let Some(kind) = wrong_kind(&found) {
                return Err(StoreError::WrongKind { path: path.to_path_buf(), kind });
            }
            let identity = Identity { device: found.dev(), inode: found.ino() };
            Ok(Some(Look { identity, length: found.len() }))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::from_io(path, &error)),
    }
}

fn wrong_kind(found: &Metadata) -> Option<FileKind> {
    let kind = found.file_type();
    if kind.is_file() {
        None
    } else if kind.is_dir() {
        Some(FileKind::Directory)
    } else if kind.is_symlink() {
        Some(FileKind::Symlink)
    } else {
        debug_assert!(kind.is_fifo() || kind.is_socket() || kind.is_char_device() || kind.is_block_device());
        Some(FileKind::Special)
    }
}

/// Refuses a file this process may not read, in the operating system's words, which the driver would swallow.
pub(super) fn readable(path: &Path) -> Result<(), StoreError> {
    rustix::fs::access(path, rustix::fs::Access::READ_OK).map_err(|error| StoreError::from_io(path, &error.into()))
}

/// Refuses a folder on a file system that is shared over a network or served by a program: locks do not hold there,
/// and the log's shared memory is not shared.
pub(super) fn file_system(path: &Path) -> Result<(), StoreError> {
    let folder = files::folder(path);
    let found = rustix::fs::statfs(folder).map_err(|error| StoreError::from_io(folder, &error.into()))?;
    match network(found.f_type as u32) {
        Some(file_system) => Err(StoreError::Network { path: path.to_path_buf(), file_system }),
        None => Ok(()),
    }
}

/// Refuses a place where no store can be: its folder must be there, on a file system whose locks hold.
/// Errors: `NotFound`, `WrongKind`, `Network`.
pub fn may_hold(path: &Path) -> Result<(), StoreError> {
    let path = whole(path)?;
    look(&path)?;
    file_system(&path)
}

/// Names a file system by the number `statfs` gives it (linux/magic.h), if locks cannot be trusted on it.
fn network(number: u32) -> Option<&'static str> {
    Some(match number {
        0x0000_6969 => "nfs",
        0x0000_517B => "smb",
        0xFF53_4D42 => "cifs",
        0xFE53_4D42 => "smb2",
        0x6573_5546 => "fuse",
        0x0102_1997 => "9p",
        0x00C3_6400 => "ceph",
        0x5346_414F => "afs",
        0x7375_7245 => "coda",
        0x0BD0_0BD0 => "lustre",
        0x4750_4653 => "gpfs",
        0x7461_636F => "ocfs2",
        0x0116_1970 => "gfs2",
        0x1983_0326 => "beegfs",
        0x786F_4256 => "vboxsf",
        _ => return None,
    })
}

/// Reads a file's mark without taking a lock or touching the files beside it, and refuses what is not ours.
///
/// The main file may be older than the log beside it, so this can refuse too little but never too much; `owner` asks
/// again once the store is open.
pub(super) fn peek(path: &Path, known: SchemaVersion) -> Result<(), StoreError> {
    let connection = unchanging(path)?;
    let marks = bind::number(&connection, "PRAGMA application_id")
        .and_then(|application| Ok((application, bind::number(&connection, "PRAGMA user_version")?)));
    let (application, schema) = match marks.map_err(|error| failure::of(error, path, "PRAGMA application_id")) {
        Ok(marks) => marks,
        // Cut short by a crash the log can mend: for SQLite to decide.
        Err(StoreError::Damaged { .. }) => return Ok(()),
        Err(error) => return Err(error),
    };
    if application as u32 != APPLICATION_ID {
        return if application == 0 && tables(&connection, path)? == 0 {
            Ok(())
        } else {
            Err(foreign(path, application))
        };
    }
    newer(path, schema, known)
}

/// Opens a file as one that nobody changes: no locks, no log.
pub(super) fn unchanging(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW
        | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(address(path), flags).map_err(|error| failure::of(error, path, "open"))
}

/// Writes a path as an address that says the file does not change.
fn address(path: &Path) -> String {
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => address.push(char::from(*byte)),
            other => {
                // Writing to text cannot fail.
                let _ = write!(address, "%{other:02X}");
            }
        }
    }
    address.push_str("?immutable=1");
    address
}

/// Says whose an open database is. Errors: `Foreign`, `Newer`.
pub(super) fn owner(connection: &Connection, path: &Path, known: SchemaVersion) -> Result<Owner, StoreError> {
    let run = |sql| bind::run(connection, sql).map_err(|error| failure::of(error, path, sql));
    // One moment: between two, another process may make a blank store ours.
    run("BEGIN DEFERRED")?;
    let owner = owner_now(connection, path, known);
    run("COMMIT")?;
    owner
}

fn owner_now(connection: &Connection, path: &Path, known: SchemaVersion) -> Result<Owner, StoreError> {
    let number = |sql| bind::number(connection, sql).map_err(|error| failure::of(error, path, sql));
    let application = number("PRAGMA application_id")?;
    if application as u32 == APPLICATION_ID {
        newer(path, number("PRAGMA user_version")?, known)?;
        return Ok(Owner::Party);
    }
    if application == 0 && tables(connection, path)? == 0 {
        return Ok(Owner::Blank);
    }
    Err(foreign(path, application))
}

fn tables(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM sqlite_master";
    bind::number(connection, sql).map_err(|error| failure::of(error, path, sql))
}

fn foreign(path: &Path, application: i64) -> StoreError {
    StoreError::Foreign { path: path.to_path_buf(), application_id: application as u32 }
}

/// Refuses a schema of ours that this program does not know. The mark and the schema are set in one step, so a store that
/// has the one without the other was tampered with.
fn newer(path: &Path, schema: i64, known: SchemaVersion) -> Result<(), StoreError> {
    match SchemaVersion::of_number(schema).filter(|found| found.major > 0) {
        Some(found) if found.major <= known.major => Ok(()),
        Some(found) => Err(StoreError::Newer { path: path.to_path_buf(), found, known }),
        None => Err(StoreError::Damaged { path: path.to_path_buf(), cause: format!("schema number {schema}") }),
    }
}
