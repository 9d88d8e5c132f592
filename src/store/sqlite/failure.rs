//! Turns the driver's errors into the store's, with the path and the cause. Must not decide what to do about them.

use std::path::Path;

use rusqlite::ErrorCode;
use rusqlite::ffi;

use crate::store::error::{Constraint, StoreError};

/// Turns a driver's error into ours; `doing` is the statement that failed.
pub(super) fn of(error: rusqlite::Error, path: &Path, doing: &str) -> StoreError {
    let Some(code) = error.sqlite_error().copied() else {
        return StoreError::Sql { statement: doing.to_owned(), cause: error.to_string() };
    };
    let path = path.to_path_buf();
    let cause = words(error);
    match code.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => {
            StoreError::Busy { path }
        }
        ErrorCode::ReadOnly if code.extended_code == ffi::SQLITE_READONLY_DBMOVED => {
            StoreError::Io { path, cause: "the file was moved or replaced while it was open".to_owned() }
        }
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => StoreError::ReadOnly { path },
        ErrorCode::DiskFull => StoreError::Full { path },
        ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::OutOfMemory | ErrorCode::NoLargeFileSupport => {
            StoreError::Io { path, cause }
        }
        ErrorCode::DatabaseCorrupt => StoreError::Damaged { path, cause },
        ErrorCode::NotADatabase => StoreError::NotADatabase { path },
        ErrorCode::OperationInterrupted => StoreError::Interrupted,
        ErrorCode::ConstraintViolation => StoreError::Constraint { kind: kind(code.extended_code), cause },
        ErrorCode::TypeMismatch | ErrorCode::TooBig => StoreError::Constraint { kind: Constraint::Other, cause },
        _ => StoreError::Sql { statement: doing.to_owned(), cause },
    }
}

fn words(error: rusqlite::Error) -> String {
    match error {
        // The number tells a failed write from a failed sync, which the words do not.
        rusqlite::Error::SqliteFailure(code, Some(message))
            if matches!(code.code, ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) =>
        {
            format!("{message} ({})", code.extended_code)
        }
        rusqlite::Error::SqliteFailure(_, Some(message)) => message,
        other => other.to_string(),
    }
}

fn kind(extended: i32) -> Constraint {
    match extended {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            Constraint::Unique
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Constraint::ForeignKey,
        ffi::SQLITE_CONSTRAINT_CHECK => Constraint::Check,
        ffi::SQLITE_CONSTRAINT_NOTNULL => Constraint::NotNull,
        ffi::SQLITE_CONSTRAINT_TRIGGER => Constraint::Trigger,
        _ => Constraint::Other,
    }
}
