//! What a command or a screen says when something did not work: what happened, what would help, and the exit code.

use std::path::Path;

use crate::domain::refusal::Refusal;
use crate::op::OpError;
use crate::query::QueryError;
use crate::store::error::{FileKind, StoreError};
use crate::text::refusal::{self, Said};
use crate::text::words::{Lang, Word, say, w, word};

/// Which sort of failure it is; decides the exit code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A rule refused it, or it failed.
    Refused,
    /// The words of the command do not fit.
    Usage,
    /// Something named does not exist or is not unique.
    Missing,
    /// The store is busy, or somebody changed the same thing.
    Busy,
    /// The data is damaged, foreign or newer.
    Damaged,
    /// The person interrupted it.
    Interrupted,
}

impl Kind {
    /// Its name, as programs get it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Usage => "usage",
            Self::Missing => "missing",
            Self::Busy => "busy",
            Self::Damaged => "damaged",
            Self::Interrupted => "interrupted",
        }
    }

    /// The exit code of a command that ends so.
    pub const fn code(self) -> u8 {
        match self {
            Self::Refused => 1,
            Self::Usage => 2,
            Self::Missing => 3,
            Self::Busy => 4,
            Self::Damaged => 5,
            Self::Interrupted => 130,
        }
    }
}

/// A failure in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AppError {
    /// Which sort.
    pub kind: Kind,
    /// What happened, to what.
    pub message: String,
    /// What would help.
    pub hints: Vec<String>,
    /// The rule that was broken, for code that reacts to one.
    pub refusal: Option<Box<Refusal>>,
}

impl AppError {
    /// A failure with its words.
    pub fn new(kind: Kind, message: String) -> Self {
        Self { kind, message, hints: vec![], refusal: None }
    }

    /// The same with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// A broken rule in words.
    pub fn refused(lang: Lang, refusal: Refusal) -> Self {
        let Said { message, hints } = refusal::refusal(lang, &refusal);
        let kind = if refusal.is_conflict() { Kind::Busy } else { Kind::Refused };
        Self { kind, message, hints, refusal: Some(Box::new(refusal)) }
    }

    /// A failed operation in words.
    pub fn of_op(lang: Lang, error: OpError) -> Self {
        match error {
            OpError::Refused(refusal) => Self::refused(lang, *refusal),
            OpError::Store(error) => Self::of_store(lang, &error),
        }
    }

    /// A failed query in words.
    pub fn of_query(lang: Lang, error: QueryError) -> Self {
        match error {
            QueryError::Store(error) => Self::of_store(lang, &error),
            QueryError::Missing { what, text, nearest } => {
                let Said { message, hints } = refusal::missing(lang, what.id(), &text, &nearest);
                Self { kind: Kind::Missing, message, hints, refusal: None }
            }
            QueryError::Ambiguous { what, text, candidates } => {
                let Said { message, hints } = refusal::ambiguous(lang, what.id(), &text, &candidates);
                Self { kind: Kind::Missing, message, hints, refusal: None }
            }
        }
    }

    /// A failing store in words.
    pub fn of_store(lang: Lang, error: &StoreError) -> Self {
        let at = |kind: Kind, text: Word, path: &Path| Self::new(kind, say(lang, text, &[("path", &path.display())]));
        let hinted = |error: Self, hint: Word| error.hint(word(lang, hint));
        match error {
            StoreError::NotFound { path } => {
                hinted(at(Kind::Missing, w::STORE_NOT_FOUND, path), w::STORE_NOT_FOUND_HINT)
            }
            StoreError::Exists { path } => hinted(at(Kind::Refused, w::STORE_EXISTS, path), w::STORE_EXISTS_HINT),
            StoreError::NotADatabase { path } => at(Kind::Damaged, w::STORE_NOT_A_DATABASE, path),
            StoreError::Foreign { path, .. } => at(Kind::Damaged, w::STORE_FOREIGN, path),
            StoreError::Busy { path } => hinted(at(Kind::Busy, w::STORE_BUSY, path), w::STORE_BUSY_HINT),
            StoreError::ReadOnly { path } => at(Kind::Refused, w::STORE_READ_ONLY, path),
            StoreError::Full { path } => at(Kind::Refused, w::STORE_FULL, path),
            StoreError::WrongKind { path, kind } => {
                let text = match kind {
                    FileKind::Directory => w::STORE_KIND_DIRECTORY,
                    FileKind::Symlink => w::STORE_KIND_SYMLINK,
                    FileKind::Special => w::STORE_KIND_SPECIAL,
                };
                at(Kind::Damaged, text, path)
            }
            other => Self::of_rare_store(lang, other),
        }
    }

    fn of_rare_store(lang: Lang, error: &StoreError) -> Self {
        let named = |kind: Kind, text: Word, values: &[(&str, &dyn std::fmt::Display)]| {
            Self::new(kind, say(lang, text, values))
        };
        match error {
            StoreError::Newer { path, found, known } => {
                let values: [(&str, &dyn std::fmt::Display); 3] =
                    [("path", &path.display()), ("found", found), ("known", known)];
                named(Kind::Damaged, w::STORE_NEWER, &values).hint(word(lang, w::STORE_NEWER_HINT))
            }
            StoreError::Older { path, found, known } => {
                let values: [(&str, &dyn std::fmt::Display); 3] =
                    [("path", &path.display()), ("found", found), ("known", known)];
                named(Kind::Damaged, w::STORE_OLDER, &values)
            }
            StoreError::Damaged { path, cause } => {
                let said = named(Kind::Damaged, w::STORE_DAMAGED, &[("path", &path.display())]);
                said.hint(cause).hint(word(lang, w::STORE_DAMAGED_HINT))
            }
            StoreError::Io { path, cause } => {
                named(Kind::Refused, w::STORE_IO, &[("path", &path.display()), ("cause", cause)])
            }
            StoreError::Network { path, file_system } => {
                named(Kind::Refused, w::STORE_NETWORK, &[("path", &path.display()), ("kind", file_system)])
                    .hint(word(lang, w::STORE_NETWORK_HINT))
            }
            StoreError::Unknown { cause, .. } => {
                named(Kind::Busy, w::STORE_UNKNOWN, &[("cause", cause)]).hint(word(lang, w::STORE_UNKNOWN_HINT))
            }
            StoreError::Interrupted => named(Kind::Interrupted, w::STORE_INTERRUPTED, &[]),
            StoreError::Library { found } => named(Kind::Refused, w::STORE_LIBRARY, &[("found", found)]),
            other => named(Kind::Refused, w::STORE_INNER, &[("cause", other)]).hint(word(lang, w::STORE_INNER_HINT)),
        }
    }

    /// A file of the user's that the system would not read or write.
    pub fn io(lang: Lang, path: &Path, error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => {
                Self::new(Kind::Missing, say(lang, w::STORE_NO_FILE, &[("path", &path.display())]))
            }
            std::io::ErrorKind::InvalidData => {
                Self::new(Kind::Refused, say(lang, w::STORE_NO_TEXT, &[("path", &path.display())]))
            }
            std::io::ErrorKind::AlreadyExists => Self::of_store(lang, &StoreError::Exists { path: path.to_path_buf() }),
            std::io::ErrorKind::StorageFull => Self::of_store(lang, &StoreError::Full { path: path.to_path_buf() }),
            _ => Self::new(
                Kind::Refused,
                say(lang, w::STORE_IO, &[("path", &path.display()), ("cause", &error.to_string())]),
            ),
        }
    }

    /// A configuration file that says something it cannot.
    pub fn bad_config(lang: Lang, path: &Path, cause: &str) -> Self {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("path", &path.display()), ("cause", &cause.trim())];
        Self::new(Kind::Refused, say(lang, w::STORE_BAD_CONFIG, &values)).hint(word(lang, w::STORE_BAD_CONFIG_HINT))
    }
}
