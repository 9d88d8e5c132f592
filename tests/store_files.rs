//! Which files are opened as stores, which are refused untouched, and what copies and restores do to files.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use partybook::store::migrate::{self, Migration};
use partybook::store::sqlite::{self, Mode, Replace, Sqlite};
use partybook::store::{Engine, FileKind, SchemaVersion, Stmt, StoreError};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const KNOWN: SchemaVersion = SchemaVersion::new(1, 2);

const LIST: &[Migration] = &[Migration {
    name: "0001_note",
    version: KNOWN,
    only: None,
    sql: "CREATE TABLE note (id {id} PRIMARY KEY, body {text} NOT NULL) {strict};",
}];

/// Where the mark and the schema number stand in a SQLite file, from the format's description.
const MARK_AT: usize = 68;
const SCHEMA_AT: usize = 60;

fn open(path: &Path, mode: Mode) -> Result<Sqlite, StoreError> {
    sqlite::open_as(path, mode, KNOWN)
}

fn made(path: &Path) -> Sqlite {
    let mut store = open(path, Mode::Create).unwrap();
    migrate::bring_up_with(&mut store, LIST, "now").unwrap();
    store
}

fn add(store: &mut Sqlite, body: &str) -> Result<(), StoreError> {
    let mut tx = store.begin()?;
    tx.write(Stmt::new("INSERT INTO note (body) VALUES ($1)", vec![body.into()]))?;
    tx.commit()
}

fn bodies(store: &mut dyn Engine) -> Vec<String> {
    let rows = store.read_one(Stmt::plain("SELECT body FROM note ORDER BY id")).unwrap();
    rows.into_iter().map(|mut row| row.remove(0).into_text().unwrap()).collect()
}

/// A folder in memory where there is one: these tests ask for names and bytes, not for disks.
fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let path = folder.path().join("book 책%1.db");
    (folder, path)
}

fn mode_of(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", path.display()))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Writes a whole store, every page in the main file, with some bytes changed.
fn patched(path: &Path, at: usize, bytes: [u8; 4]) {
    drop(made(path));
    let _ = fs::remove_file(beside(path, "-wal"));
    let _ = fs::remove_file(beside(path, "-shm"));
    let mut content = fs::read(path).unwrap();
    content[at..at + 4].copy_from_slice(&bytes);
    fs::write(path, content).unwrap();
}

/// Expects a refusal in every way of opening, the file's bytes unchanged and no file beside it.
fn refused(make: impl Fn(&Path), expected: impl Fn(&StoreError) -> bool) {
    let (folder, path) = place();
    make(&path);
    let hash = || path.is_file().then(|| Sha256::digest(fs::read(&path).unwrap()));
    let (before, files) = (hash(), names(folder.path()));
    for mode in [Mode::ReadOnly, Mode::ReadWrite, Mode::Create] {
        let error = open(&path, mode).unwrap_err();
        assert!(expected(&error), "{mode:?}: {error:?}");
        assert_eq!(hash(), before, "{mode:?}");
        assert_eq!(names(folder.path()), files, "{mode:?}");
    }
}

#[test]
fn text_is_not_a_database() {
    refused(
        |path| fs::write(path, "buy milk\n".repeat(900)).unwrap(),
        |e| matches!(e, StoreError::NotADatabase { .. }),
    );
    refused(|path| fs::write(path, "SQLite").unwrap(), |e| matches!(e, StoreError::NotADatabase { .. }));
}

#[test]
fn a_folder_a_link_and_a_pipe_are_refused() {
    let kind = |wanted: FileKind| move |error: &StoreError| matches!(error, StoreError::WrongKind { kind, .. } if *kind == wanted);
    refused(|path| fs::create_dir(path).unwrap(), kind(FileKind::Directory));
    refused(|path| symlink("/dev/null", path).unwrap(), kind(FileKind::Symlink));
    let pipe = |path: &Path| {
        let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
        rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    };
    refused(pipe, kind(FileKind::Special));
}

#[test]
fn a_link_to_a_store_is_refused_but_a_linked_folder_is_not() {
    let (folder, path) = place();
    drop(made(&path));
    let link = folder.path().join("link.db");
    symlink(&path, &link).unwrap();
    assert!(matches!(open(&link, Mode::ReadWrite), Err(StoreError::WrongKind { .. })));
    let linked = folder.path().join("linked");
    symlink(folder.path(), &linked).unwrap();
    open(&linked.join(path.file_name().unwrap()), Mode::ReadWrite).unwrap();
}

#[test]
fn another_programs_database_is_refused() {
    let foreign = |id: u32| move |error: &StoreError| matches!(error, StoreError::Foreign { application_id, .. } if *application_id == id);
    refused(|path| patched(path, MARK_AT, *b"GPKG"), foreign(u32::from_be_bytes(*b"GPKG")));
    refused(|path| patched(path, MARK_AT, [0; 4]), foreign(0));
}

#[test]
fn a_newer_schema_is_refused_and_a_newer_minor_one_is_not() {
    let newer = |path: &Path| patched(path, SCHEMA_AT, 20_000_u32.to_be_bytes());
    refused(newer, |e| matches!(e, StoreError::Newer { found, known, .. } if found.major == 2 && *known == KNOWN));
    let (_folder, path) = place();
    patched(&path, SCHEMA_AT, 10_099_u32.to_be_bytes());
    let mut store = open(&path, Mode::ReadWrite).unwrap();
    assert_eq!(migrate::bring_up_with(&mut store, LIST, "now").unwrap(), migrate::Outcome::Current);
    add(&mut store, "still here").unwrap();
}

#[test]
fn a_schema_raised_while_open_stops_the_old_program() {
    let (_folder, path) = place();
    let mut old = made(&path);
    let mut new = sqlite::open_as(&path, Mode::ReadWrite, SchemaVersion::new(2, 0)).unwrap();
    let mut tx = new.begin().unwrap();
    tx.stamp(SchemaVersion::new(2, 0)).unwrap();
    tx.commit().unwrap();
    assert!(matches!(add(&mut old, "too late"), Err(StoreError::Newer { .. })));
    // The mark is in the log only; whoever opens the store must see it there.
    let before = fs::read(&path).unwrap();
    assert!(matches!(open(&path, Mode::ReadWrite), Err(StoreError::Newer { .. })));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_store_cut_short_is_damaged() {
    let (_folder, path) = place();
    drop(made(&path));
    let mut content = fs::read(&path).unwrap();
    content.truncate(content.len() / 2);
    fs::write(&path, &content).unwrap();
    for mode in [Mode::ReadOnly, Mode::ReadWrite, Mode::Create] {
        let error = open(&path, mode).unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. } | StoreError::NotADatabase { .. }), "{error:?}");
        assert_eq!(fs::read(&path).unwrap(), content);
    }
}

#[test]
fn an_empty_file_is_no_store_until_one_is_made_in_it() {
    let (folder, path) = place();
    fs::write(&path, "").unwrap();
    for mode in [Mode::ReadOnly, Mode::ReadWrite] {
        assert!(matches!(open(&path, mode), Err(StoreError::NotADatabase { .. })));
    }
    assert_eq!(names(folder.path()).len(), 1);
    add(&mut made(&path), "first").unwrap();
}

#[test]
fn reading_a_store_that_is_not_there_makes_no_file() {
    let (folder, path) = place();
    for mode in [Mode::ReadOnly, Mode::ReadWrite] {
        assert!(matches!(open(&path, mode), Err(StoreError::NotFound { .. })));
        assert!(matches!(open(&path.join("deeper"), mode), Err(StoreError::NotFound { .. } | StoreError::Io { .. })));
    }
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_new_store_is_its_owners_and_an_old_one_keeps_its_mode() {
    let (folder, _) = place();
    let path = folder.path().join("deep/er/book.db");
    let mut store = made(&path);
    add(&mut store, "private").unwrap();
    for ending in ["", "-wal", "-shm"] {
        assert_eq!(mode_of(&beside(&path, ending)), 0o600, "{ending}");
    }
    assert_eq!((mode_of(path.parent().unwrap()), mode_of(&folder.path().join("deep"))), (0o700, 0o700));
    drop(store);
    for ending in ["-wal", "-shm"] {
        fs::remove_file(beside(&path, ending)).unwrap();
    }
    set_mode(&path, 0o660);
    set_mode(path.parent().unwrap(), 0o770);
    add(&mut made(&path), "shared").unwrap();
    for ending in ["", "-wal", "-shm"] {
        assert_eq!(mode_of(&beside(&path, ending)), 0o660, "{ending}");
    }
    assert_eq!(mode_of(path.parent().unwrap()), 0o770);
}

#[test]
fn closing_leaves_the_log_and_the_next_process_reads_it() {
    let (_folder, path) = place();
    let mut store = made(&path);
    add(&mut store, "in the log").unwrap();
    drop(store);
    assert!(fs::metadata(beside(&path, "-wal")).unwrap().len() > 0);
    assert_eq!(bodies(&mut open(&path, Mode::ReadOnly).unwrap()), ["in the log"]);
}

#[test]
fn the_log_stays_small() {
    let (_folder, path) = place();
    let length = || fs::metadata(beside(&path, "-wal")).map_or(0, |log| log.len());
    let mut store = made(&path);
    for number in 0..1_500 {
        add(&mut store, &format!("{number} {}", "x".repeat(3_000))).unwrap();
    }
    assert!(length() < 8 << 20, "{}", length());
    drop(store);
    assert_eq!(length(), 0);
    for number in 0..400 {
        add(&mut open(&path, Mode::ReadWrite).unwrap(), &format!("{number} {}", "x".repeat(3_000))).unwrap();
        assert!(length() < 2 << 20, "{number}: {}", length());
    }
}

#[test]
fn a_copy_is_whole_private_and_never_over_a_store() {
    let (folder, path) = place();
    let mut store = made(&path);
    add(&mut store, "one").unwrap();
    let copy = folder.path().join("copy.db");
    sqlite::save(&mut store, &copy, Replace::Never, &mut |copy| {
        assert!(copy.read_only());
        assert_eq!(bodies(copy), ["one"]);
        Ok(())
    })
    .unwrap();
    assert_eq!(mode_of(&copy), 0o600);
    add(&mut store, "two").unwrap();
    let again = sqlite::save(&mut store, &copy, Replace::Never, &mut |_| Ok(()));
    assert!(matches!(again, Err(StoreError::Exists { .. })));
    sqlite::save(&mut store, &copy, Replace::Existing, &mut |_| Ok(())).unwrap();
    assert_eq!(bodies(&mut open(&copy, Mode::ReadOnly).unwrap()), ["one", "two"]);
    let onto_itself = sqlite::save(&mut store, &path, Replace::Existing, &mut |_| Ok(()));
    assert!(matches!(onto_itself, Err(StoreError::Busy { .. })));
    let no = StoreError::Interrupted;
    let third = sqlite::save(&mut store, &folder.path().join("no.db"), Replace::Never, &mut |_| Err(no.clone()));
    assert_eq!(third, Err(no));
    assert!(names(folder.path()).iter().all(|name| !name.contains("part") && name != "no.db"));
}
