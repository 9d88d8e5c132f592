//! Many at once on one store: threads with connections of their own, processes that hold it open, are killed, or may
//! only read.

use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use partybook::store::migrate::{self, Migration};
use partybook::store::sqlite::{self, Mode, Replace, Sqlite};
use partybook::store::{Engine, Read, SchemaVersion, Stmt, StoreError, Val};
use tempfile::TempDir;

const KNOWN: SchemaVersion = SchemaVersion::new(1, 0);

const LIST: &[Migration] = &[Migration {
    name: "0001_count",
    version: KNOWN,
    only: None,
    sql: "CREATE TABLE head (id {id} PRIMARY KEY, seq {int} NOT NULL) {strict};
          CREATE TABLE entry (seq {id} PRIMARY KEY, writer {text} NOT NULL, number {int} NOT NULL) {strict};
          INSERT INTO head (id, seq) VALUES (1, 0);",
}];

fn open(path: &Path, mode: Mode) -> Result<Sqlite, StoreError> {
    sqlite::open_as(path, mode, KNOWN)
}

fn made(path: &Path) -> Sqlite {
    let mut store = open(path, Mode::Create).unwrap();
    migrate::bring_up_with(&mut store, LIST, "now").unwrap();
    store
}

/// Writes an entry the way every change is written: head row first.
fn add(store: &mut Sqlite, writer: &str, number: i64) -> Result<(), StoreError> {
    let mut tx = store.begin()?;
    let head = tx.read_one(Stmt::plain("UPDATE head SET seq = seq + 1 WHERE id = 1 RETURNING seq"))?;
    let seq = head.single().cloned().unwrap_or_default();
    let sql = "INSERT INTO entry (seq, writer, number) VALUES ($1, $2, $3)";
    tx.write(Stmt::new(sql, vec![seq, writer.into(), number.into()]))?;
    tx.commit()
}

fn numbers(store: &mut dyn Engine) -> Vec<i64> {
    let rows = store.read_one(Stmt::plain("SELECT number FROM entry ORDER BY seq")).unwrap();
    rows.iter().map(|row| row[0].int().unwrap()).collect()
}

/// A folder in memory where there is one: these tests ask for locks, not for disks.
fn quick_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

#[test]
fn sixty_four_writers_never_find_it_locked() {
    let folder = quick_folder();
    let path = folder.path().join("book.db");
    drop(made(&path));
    let writers: Vec<_> = (0..64)
        .map(|writer: i64| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut store = open(&path, Mode::ReadWrite).unwrap();
                (0..50).for_each(|number| add(&mut store, &writer.to_string(), number).unwrap());
            })
        })
        .collect();
    for writer in writers {
        writer.join().unwrap();
    }
    let mut store = open(&path, Mode::ReadOnly).unwrap();
    let head = store.read_one(Stmt::plain("SELECT seq FROM head")).unwrap();
    assert_eq!(head.single(), Some(&Val::Int(64 * 50)));
    assert_eq!(numbers(&mut store).len(), 64 * 50);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

#[test]
fn sixty_four_short_visits_never_find_it_locked() {
    let folder = quick_folder();
    let path = folder.path().join("book.db");
    drop(made(&path));
    let visitors: Vec<_> = (0..64)
        .map(|visitor: i64| {
            let path = path.clone();
            std::thread::spawn(move || {
                for number in 0..5 {
                    add(&mut open(&path, Mode::ReadWrite).unwrap(), &visitor.to_string(), number).unwrap();
                    numbers(&mut open(&path, Mode::ReadOnly).unwrap());
                }
            })
        })
        .collect();
    for visitor in visitors {
        visitor.join().unwrap();
    }
    assert_eq!(numbers(&mut open(&path, Mode::ReadOnly).unwrap()).len(), 64 * 5);
}

#[test]
fn copies_made_under_writers_are_each_one_moment() {
    let folder = quick_folder();
    let path = folder.path().join("book.db");
    let mut store = made(&path);
    let writer = {
        let path = path.clone();
        std::thread::spawn(move || {
            let mut store = open(&path, Mode::ReadWrite).unwrap();
            (0..400).for_each(|number| add(&mut store, "w", number).unwrap());
        })
    };
    let copy = folder.path().join("copy.db");
    while !writer.is_finished() {
        let before = numbers(&mut store).len();
        sqlite::save(&mut store, &copy, Replace::Existing, &mut |copy| {
            let found = numbers(copy);
            assert!(found.len() >= before && found.iter().copied().eq(0..found.len() as i64));
            Ok(())
        })
        .unwrap();
    }
    writer.join().unwrap();
}

/// Starts this test binary again as a process with a role; `the_other_process` is what it then does.
fn process(role: &str, path: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "store_crowd::the_other_process", "--nocapture", "--test-threads=1"]);
    command.env("PARTY_TEST_ROLE", role).env("PARTY_TEST_STORE", path);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    command
}

/// Reads lines the process says until one begins with `ready`.
fn wait_until_ready(child: &mut Child) -> BufReader<std::process::ChildStdout> {
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("ready") {
        line.clear();
        assert!(out.read_line(&mut line).unwrap() > 0, "the process ended early");
    }
    out
}

fn end(mut child: Child) {
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

/// No test by itself: what a process started by `process` does.
#[test]
fn the_other_process() {
    let Ok(role) = std::env::var("PARTY_TEST_ROLE") else { return };
    let path = PathBuf::from(std::env::var_os("PARTY_TEST_STORE").unwrap());
    match role.as_str() {
        "idle" => {
            let mut store = open(&path, Mode::ReadWrite).unwrap();
            numbers(&mut store);
            println!("ready");
            let _ = std::io::stdin().read_line(&mut String::new());
        }
        "writer" => {
            let mut store = open(&path, Mode::ReadWrite).unwrap();
            println!("ready");
            for number in 0.. {
                add(&mut store, "w", number).unwrap();
                println!("kept {number}");
                std::io::stdout().flush().unwrap();
            }
        }
        "reader" => {
            for mode in [Mode::ReadOnly, Mode::ReadWrite] {
                let mut store = open(&path, mode).unwrap();
                assert!(store.read_only());
                assert_eq!(numbers(&mut store), [7]);
                assert!(matches!(add(&mut store, "r", 8), Err(StoreError::ReadOnly { .. })));
            }
        }
        other => panic!("no role {other}"),
    }
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    drop(made(&path));
    let mut kept = 0;
    for round in 0..8_u64 {
        let mut child = process("writer", &path).spawn().unwrap();
        let out = wait_until_ready(&mut child);
        std::thread::sleep(std::time::Duration::from_millis(5 + 7 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        let acknowledged = out.lines().map_while(Result::ok).filter(|line| line.starts_with("kept")).count();
        let mut store = open(&path, Mode::ReadWrite).unwrap();
        let found = numbers(&mut store).len() - kept;
        assert!(found == acknowledged || found == acknowledged + 1, "{acknowledged} acknowledged, {found} kept");
        assert_eq!(store.check().unwrap(), Vec::<String>::new());
        kept += found;
    }
}

#[test]
fn a_restore_waits_for_nobody_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let copy = folder.path().join("copy.db");
    let mut store = made(&path);
    add(&mut store, "w", 1).unwrap();
    store.backup_to(&copy).unwrap();
    add(&mut store, "w", 2).unwrap();
    drop(store);
    let put_back = |stamp: &str| sqlite::restore(&path, &copy, stamp, KNOWN, &mut |_| Ok(()));

    let mut child = process("idle", &path).spawn().unwrap();
    let out = wait_until_ready(&mut child);
    assert!(matches!(put_back("t1"), Err(StoreError::Busy { .. })));
    end(child);
    drop(out);
    assert_eq!(numbers(&mut open(&path, Mode::ReadOnly).unwrap()), [1, 2]);

    fs::set_permissions(&path, fs::Permissions::from_mode(0o660)).unwrap();
    let aside = put_back("t2").unwrap().unwrap();
    assert_eq!(numbers(&mut open(&path, Mode::ReadWrite).unwrap()), [1]);
    assert_eq!(numbers(&mut open(&aside, Mode::ReadOnly).unwrap()), [1, 2]);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o660);
    assert!(matches!(put_back("t2"), Err(StoreError::Exists { .. })));
}

#[test]
fn a_damaged_store_is_moved_aside_with_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let copy = folder.path().join("copy.db");
    let mut store = made(&path);
    add(&mut store, "w", 1).unwrap();
    store.backup_to(&copy).unwrap();
    drop(store);
    let rubbish = vec![0xA5; 9_000];
    fs::write(&path, &rubbish).unwrap();
    assert!(open(&path, Mode::ReadWrite).is_err());
    let log = fs::read(format!("{}-wal", path.display())).unwrap();
    let aside = sqlite::restore(&path, &copy, "t1", KNOWN, &mut |_| Ok(())).unwrap().unwrap();
    assert_eq!(numbers(&mut open(&path, Mode::ReadWrite).unwrap()), [1]);
    assert_eq!(fs::read(&aside).unwrap(), rubbish);
    assert_eq!(fs::read(format!("{}-wal", aside.display())).unwrap(), log);

    fs::write(&copy, &rubbish).unwrap();
    assert!(matches!(
        sqlite::restore(&path, &copy, "t2", KNOWN, &mut |_| Ok(())),
        Err(StoreError::NotADatabase { path }) if path == copy
    ));
    assert_eq!(numbers(&mut open(&path, Mode::ReadOnly).unwrap()), [1]);
    fs::remove_file(&path).unwrap();
}

#[test]
fn a_store_that_may_only_be_read_is_read() {
    const NOBODY: u32 = 65_534;
    let read = |leave_log: bool| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        let mut store = made(&path);
        add(&mut store, "w", 7).unwrap();
        if !leave_log {
            let copy = folder.path().join("copy.db");
            store.backup_to(&copy).unwrap();
            drop(store);
            for ending in ["-wal", "-shm"] {
                fs::remove_file(format!("{}{ending}", path.display())).unwrap();
            }
            fs::rename(copy, &path).unwrap();
            // Writes ahead again, so that only the folder keeps the log's files from being made.
            drop(open(&path, Mode::ReadWrite).unwrap());
            for ending in ["-wal", "-shm"] {
                let _ = fs::remove_file(format!("{}{ending}", path.display()));
            }
        }
        for file in fs::read_dir(folder.path()).unwrap() {
            fs::set_permissions(file.unwrap().path(), fs::Permissions::from_mode(0o444)).unwrap();
        }
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
        let mut command = process("reader", &path);
        if rustix::process::geteuid().is_root() {
            // The superuser may write everywhere, so somebody else has to look.
            command.uid(NOBODY).gid(NOBODY);
        }
        match command.spawn() {
            Ok(child) => end(child),
            Err(error) => println!("not run: another user cannot start this test ({error})"),
        }
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    };
    read(true);
    read(false);
}
