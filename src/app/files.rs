//! Files of the user's: read with a limit, written whole or not at all.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// What happens to a file that is there already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Existing {
    /// It stays and the writing is refused (`AlreadyExists`).
    Keep,
    /// It is replaced.
    Replace,
}

/// The largest file that is read whole, in bytes.
pub const LARGEST: u64 = 256 << 20;

/// Reads a file of at most [`LARGEST`] bytes. Errors: `FileTooLarge` beyond, before anything is read where the file
/// itself says so.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > LARGEST {
        return Err(Error::from(ErrorKind::FileTooLarge));
    }
    read_at_most(file, LARGEST, length as usize)
}

/// Reads everything, unless it is more than `most` bytes.
fn read_at_most(from: impl Read, most: u64, expected: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(expected);
    from.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(Error::from(ErrorKind::FileTooLarge)) } else { Ok(bytes) }
}

/// Reads a text file. Errors: `InvalidData` where it is no UTF-8.
pub fn read_text(path: &Path) -> Result<String> {
    let bytes = read_bytes(path)?;
    String::from_utf8(bytes).map_err(|_| Error::from(ErrorKind::InvalidData))
}

/// Reads standard input, at most [`LARGEST`] bytes. Errors: `FileTooLarge` beyond.
pub fn read_stdin() -> Result<Vec<u8>> {
    read_at_most(std::io::stdin().lock(), LARGEST, 0)
}

/// Makes the folders that a file needs, where they are not there yet. Errors: those of the file system.
pub fn make_room(path: &Path) -> Result<()> {
    path.parent().map_or(Ok(()), std::fs::create_dir_all)
}

/// Writes a file whole or not at all: into a file beside it, onto the disk, then under its name.
/// A new file is readable by its owner alone; a replaced one keeps its mode. A link is never followed.
/// Errors: `AlreadyExists` where something is in the way, and what the system answers.
pub fn write(path: &Path, bytes: &[u8], existing: Existing) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let before = path.symlink_metadata().ok();
    if before.as_ref().is_some_and(|before| existing == Existing::Keep || !before.is_file()) {
        return Err(Error::from(ErrorKind::AlreadyExists));
    }
    let mut file = tempfile::Builder::new().prefix(".party-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(before) = before {
        file.as_file().set_permissions(std::fs::Permissions::from_mode(before.permissions().mode() & 0o777))?;
    }
    file.as_file().sync_all()?;
    match existing {
        Existing::Keep => drop(file.persist_noclobber(path).map_err(|error| error.error)?),
        Existing::Replace => drop(file.persist(path).map_err(|error| error.error)?),
    }
    File::open(folder)?.sync_all()
}

/// Folders made for a file to come. Let go of, those that are empty still go again: what was refused leaves nothing.
#[derive(Debug)]
pub struct Room(Vec<PathBuf>);

impl Drop for Room {
    fn drop(&mut self) {
        for folder in &self.0 {
            // One with something in it stays, which the system sees to.
            drop(std::fs::remove_dir(folder));
        }
    }
}

/// Makes a folder as [`make_folder`] does, for as long as something comes to be in it.
pub fn room(folder: &Path) -> Result<Room> {
    let missing = |above: &&Path| !above.as_os_str().is_empty() && !above.exists();
    let room = Room(folder.ancestors().take_while(missing).map(Path::to_path_buf).collect());
    if !room.0.is_empty() {
        make_folder(folder)?;
    }
    Ok(room)
}

/// Makes a folder with those above it; new ones are their owner's alone.
pub fn make_folder(folder: &Path) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_refused_not_cut() {
        assert_eq!(read_at_most(&b"four"[..], 4, 0).unwrap(), b"four");
        assert_eq!(read_at_most(&b"five!"[..], 4, 0).unwrap_err().kind(), ErrorKind::FileTooLarge);
    }
}
