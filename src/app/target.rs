//! Where a result may be written: into a file of its own, never over the store or what belongs to it. Writes nothing.

use std::path::Path;

use super::error::{AppError, Kind};
use super::files::Existing;
use crate::store::error::{FileKind, StoreError};
use crate::store::sqlite;
use crate::text::words::{Lang, say, w, word};

/// Refuses a file that a result must not be written to, before anything is made for it.
/// Errors: the store at `store`, or what belongs to it, by whatever name; no such folder; something other than a plain
/// file; a file that is there and stays.
pub fn check(lang: Lang, store: &Path, target: &Path, existing: Existing) -> Result<(), AppError> {
    let refused = |error: &StoreError| AppError { kind: Kind::Refused, ..AppError::of_store(lang, error) };
    if sqlite::belongs(target, store) {
        let said = say(lang, w::STORE_OWN, &[("path", &target.display())]);
        return Err(AppError::new(Kind::Refused, said).hint(word(lang, w::STORE_OWN_HINT)));
    }
    let path = target.to_path_buf();
    let Ok(found) = target.symlink_metadata() else {
        return folder(lang, target);
    };
    let kind = found.file_type();
    if kind.is_file() {
        return match existing {
            Existing::Keep => Err(refused(&StoreError::Exists { path })),
            Existing::Replace => Ok(()),
        };
    }
    let kind = match (kind.is_dir(), kind.is_symlink()) {
        (true, _) => FileKind::Directory,
        (_, true) => FileKind::Symlink,
        _ => FileKind::Special,
    };
    Err(refused(&StoreError::WrongKind { path, kind }))
}

/// Refuses a file whose folder is not there: a typed path with a slip in it should make no folders.
fn folder(lang: Lang, target: &Path) -> Result<(), AppError> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if folder.is_dir() {
        return Ok(());
    }
    Err(AppError::new(Kind::Missing, say(lang, w::STORE_NO_FOLDER, &[("path", &folder.display())])))
}
