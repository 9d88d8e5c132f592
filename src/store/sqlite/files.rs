//! The few things done with files beside the driver: new files and folders nobody else can read, names beside a
//! store, and making a rename last. Must never open a store's own file: closing it again would drop the locks that
//! SQLite holds for this process.

use std::ffi::OsString;
use std::fs::{DirBuilder, File};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use crate::store::error::StoreError;

/// Gives the folder a file lies in.
pub(super) fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Gives the path with something added to its end: SQLite's `-wal` and `-shm`, the name of a copy.
pub(super) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(ending);
    PathBuf::from(name)
}

/// The files SQLite keeps beside a store. The log comes first: a log left beside another main file would be taken
/// for that file's own.
pub(super) const HELPERS: [&str; 3] = ["-wal", "-journal", "-shm"];

/// Whether a path leads to a store's file or to one that SQLite keeps, or would keep, beside it: by another name, along
/// links, or where no file is yet.
pub fn belongs(path: &Path, store: &Path) -> bool {
    let place = |path: &Path| Some(folder(path).canonicalize().ok()?.join(path.file_name()?));
    let identity = |path: &Path| path.metadata().ok().map(|found| (found.dev(), found.ino()));
    let (placed, identified) = (place(path), identity(path));
    std::iter::once("").chain(HELPERS).any(|ending| {
        let own = beside(store, ending);
        (placed.is_some() && placed == place(&own)) || (identified.is_some() && identified == identity(&own))
    })
}

/// Makes a folder, and those above it, that only their owner can enter. Folders that are there keep their modes.
pub(super) fn make_folder(folder: &Path) -> Result<(), StoreError> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| StoreError::from_io(folder, &error))
}

/// Makes an empty file of mode 0600 with a name of its own in the folder; it goes when the answer is dropped.
pub(super) fn temporary(folder: &Path) -> Result<TempPath, StoreError> {
    tempfile::Builder::new()
        .prefix(".party-")
        .suffix(".part")
        .tempfile_in(folder)
        .map(tempfile::NamedTempFile::into_temp_path)
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::PermissionDenied => StoreError::ReadOnly { path: folder.to_path_buf() },
            _ => StoreError::from_io(folder, &error),
        })
}

/// Gives a temporary file its name if that name is free. Errors: `Exists`.
pub(super) fn name_new(temporary: TempPath, target: &Path) -> Result<(), StoreError> {
    temporary.persist_noclobber(target).map_err(|failure| StoreError::from_io(target, &failure.error))?;
    sync(folder(target))
}

/// Gives a temporary file its name, in place of the file that has it.
pub(super) fn name_over(temporary: TempPath, target: &Path) -> Result<(), StoreError> {
    temporary.persist(target).map_err(|failure| StoreError::from_io(target, &failure.error))?;
    sync(folder(target))
}

/// Makes what was done with a file, or with the names in a folder, survive a power cut.
pub(super) fn sync(path: &Path) -> Result<(), StoreError> {
    File::open(path).and_then(|file| file.sync_all()).map_err(|error| StoreError::from_io(path, &error))
}
