//! Puts a copy in a store's place. The old store is never overwritten: it is moved aside, with its log.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, fcntl_lock};
use tempfile::TempPath;

use super::backup::{Verify, copied};
use super::open::{Mode, open_as};
use super::{files, guard};
use crate::store::error::StoreError;
use crate::store::version::SchemaVersion;

/// Checks the copy `from` and puts it in the place of the store at `path`; what was there is moved to
/// `<path>.replaced-<stamp>`, and that path is the answer (`None` when there was nothing). `stamp` tells this time
/// from others, such as `20261122-170355`.
///
/// The caller must have closed its own connections to the store.
/// Errors: `Busy` while another process has the store open, `Exists` when the stamp was used before, and everything
/// that is wrong with the copy; then the store is as it was.
pub fn restore(
    path: &Path,
    from: &Path,
    stamp: &str,
    known: SchemaVersion,
    verify: Verify<'_>,
) -> Result<Option<PathBuf>, StoreError> {
    let path = guard::whole(path)?;
    guard::file_system(&path)?;
    let old = guard::look(&path)?;
    let fresh = {
        let source = open_as(from, Mode::ReadOnly, known)?;
        if source.place() == path {
            return Err(StoreError::Exists { path });
        }
        copied(&source, &path, verify)?
    };
    let aside = files::beside(&path, &format!(".replaced-{stamp}"));
    if guard::look(&aside)?.is_some() {
        return Err(StoreError::Exists { path: aside });
    }
    let Some(_) = old else {
        clear_helpers(&path, &aside)?;
        files::name_new(fresh, &path)?;
        return Ok(None);
    };
    fold_in(&path, known);
    let lock = lock_out(&path)?;
    keep_mode(&path, &fresh)?;
    exchange(&path, &aside, fresh)?;
    drop(lock);
    Ok(Some(aside))
}

/// Takes the lock that keeps everybody else out. A process that has a store open holds a shared lock on it as long
/// as it lives, so this also finds the idle ones.
fn lock_out(path: &Path) -> Result<File, StoreError> {
    let io = |error: &std::io::Error| StoreError::from_io(path, error);
    let file = File::options().read(true).write(true).open(path).map_err(|error| io(&error))?;
    match fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(file),
        Err(rustix::io::Errno::AGAIN | rustix::io::Errno::ACCESS) => Err(StoreError::Busy { path: path.to_path_buf() }),
        Err(error) => Err(io(&error.into())),
    }
}

/// Folds the log into the old main file, so that one file is moved and the path is never empty. Left undone where the
/// store is damaged, whose files are moved aside as they are, or in use, which the lock finds out.
fn fold_in(path: &Path, known: SchemaVersion) {
    if let Ok(old) = open_as(path, Mode::ReadWrite, known)
        && old.quick_check().is_ok()
        && old.impatiently().is_ok()
    {
        // Refused while others are there.
        let _ = old.run("PRAGMA journal_mode = DELETE");
    }
}

/// Gives the new file the old one's mode, so that those who shared it still can.
fn keep_mode(old: &Path, fresh: &Path) -> Result<(), StoreError> {
    let permissions = fs::metadata(old).map_err(|error| StoreError::from_io(old, &error))?.permissions();
    fs::set_permissions(fresh, permissions).map_err(|error| StoreError::from_io(fresh, &error))
}

fn exchange(path: &Path, aside: &Path, fresh: TempPath) -> Result<(), StoreError> {
    let has_log = guard::look(&files::beside(path, "-wal"))?.is_some_and(|log| log.length > 0);
    if !has_log && fs::hard_link(path, aside).is_ok() {
        clear_helpers(path, aside)?;
        return files::name_over(fresh, path);
    }
    // Main file first: without it the log is nobody's, whereas without its log the main file would be an older store.
    rename(path, aside)?;
    clear_helpers(path, aside)?;
    files::sync(files::folder(path))?;
    files::name_new(fresh, path)
}

/// Moves aside what SQLite left beside a store that is gone or going.
fn clear_helpers(path: &Path, aside: &Path) -> Result<(), StoreError> {
    for ending in files::HELPERS {
        let helper = files::beside(path, ending);
        if guard::look(&helper)?.is_some() {
            rename(&helper, &files::beside(aside, ending))?;
        }
    }
    Ok(())
}

fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(|error| StoreError::from_io(from, &error))
}
