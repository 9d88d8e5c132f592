//! What can go wrong with a store, each with the path and the cause. The words a user reads come from `text` by
//! variant; the English here is for logs and for people who write code.

use std::path::{Path, PathBuf};

use super::version::SchemaVersion;

/// What a path is that should have been a plain file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A folder.
    Directory,
    /// A symbolic link: it may lead anywhere, and SQLite would put its helper files beside the link's target.
    Symlink,
    /// A named pipe, a socket or a device.
    Special,
}

/// Which kind of rule the database itself refused to break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// Two rows with one key.
    Unique,
    /// A reference to a row that is not there, or the removal of one that is referred to.
    ForeignKey,
    /// A `CHECK` that does not hold.
    Check,
    /// A missing value.
    NotNull,
    /// A trigger said no: the journal is never changed.
    Trigger,
    /// Any other, such as a value of the wrong type.
    Other,
}

/// Everything a store can fail with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no file at the path.
    #[error("there is no store at {}", path.display())]
    NotFound {
        /// The store's file.
        path: PathBuf,
    },
    /// There is a file already where a new one should be made.
    #[error("there is a file already at {}", path.display())]
    Exists {
        /// The file that is in the way.
        path: PathBuf,
    },
    /// The file is no SQLite database, or is empty, or is cut off before its first page ends.
    #[error("{} is not a database", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is a database of another program.
    #[error("{} belongs to another program (application id {application_id:#010x})", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// The number in its header; 0 when the other program set none.
        application_id: u32,
    },
    /// The store was written by a newer program whose schema this one does not know.
    #[error("{} has schema {found}, this program knows {known}", path.display())]
    Newer {
        /// The store's file.
        path: PathBuf,
        /// The schema the store has.
        found: SchemaVersion,
        /// The newest schema this program knows.
        known: SchemaVersion,
    },
    /// The store has an older schema and may not be changed, so it cannot be brought up to date.
    #[error("{} has schema {found}, this program needs {known}", path.display())]
    Older {
        /// The store's file.
        path: PathBuf,
        /// The schema the store has.
        found: SchemaVersion,
        /// The schema this program needs.
        known: SchemaVersion,
    },
    /// The store's content is damaged.
    #[error("{} is damaged: {cause}", path.display())]
    Damaged {
        /// The store's file.
        path: PathBuf,
        /// What was found.
        cause: String,
    },
    /// Others kept the store locked for as long as this program is willing to wait.
    #[error("{} is in use by another process", path.display())]
    Busy {
        /// The store's file.
        path: PathBuf,
    },
    /// The store, or its folder, may only be read.
    #[error("{} is read-only", path.display())]
    ReadOnly {
        /// The store's file.
        path: PathBuf,
    },
    /// The file system is full, or a size limit is reached.
    #[error("there is no room left for {}", path.display())]
    Full {
        /// The store's file.
        path: PathBuf,
    },
    /// The operating system could not read or write.
    #[error("{}: {cause}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The operating system's words.
        cause: String,
    },
    /// The store lies on a file system shared over a network, where locks do not hold.
    #[error("{} is on a network file system ({file_system})", path.display())]
    Network {
        /// The store's file.
        path: PathBuf,
        /// The file system's name, such as `nfs`.
        file_system: &'static str,
    },
    /// The path is something other than a plain file.
    #[error("{} is not a plain file ({kind:?})", path.display())]
    WrongKind {
        /// The path.
        path: PathBuf,
        /// What it is.
        kind: FileKind,
    },
    /// The database refused a change that would break one of its rules.
    #[error("the store refused: {cause}")]
    Constraint {
        /// Which kind of rule.
        kind: Constraint,
        /// The database's words: names of tables and columns, or the trigger's message.
        cause: String,
    },
    /// A commit was sent but its answer was lost: it may or may not be done. Reopen and look up the operation id.
    #[error("{}: it is not known whether the change was kept: {cause}", path.display())]
    Unknown {
        /// The store's file.
        path: PathBuf,
        /// What happened.
        cause: String,
    },
    /// A read was stopped by an `Interrupter`.
    #[error("the read was interrupted")]
    Interrupted,
    /// A value has another type than the statement's author expected.
    #[error("expected {wanted}, found {found}")]
    Shape {
        /// What was asked for.
        wanted: &'static str,
        /// What was there.
        found: &'static str,
    },
    /// The library is older than the one known to be safe.
    #[error("SQLite {found} is too old")]
    Library {
        /// Its version.
        found: &'static str,
    },
    /// A statement is wrong: always a mistake in this program.
    #[error("{cause}")]
    Sql {
        /// The statement; for who looks for the mistake, not for who meets it.
        statement: String,
        /// The database's words.
        cause: String,
    },
}

impl StoreError {
    /// Gives an input/output failure its path, told apart by the operating system's kind of error.
    pub fn from_io(path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let path = path.to_path_buf();
        match error.kind() {
            ErrorKind::NotFound => Self::NotFound { path },
            ErrorKind::AlreadyExists => Self::Exists { path },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Self::Full { path },
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            _ => Self::Io { path, cause: error.to_string() },
        }
    }
}

/// A store that says something no program wrote.
pub fn damaged(cause: &str) -> StoreError {
    StoreError::Damaged { path: PathBuf::new(), cause: cause.to_owned() }
}
