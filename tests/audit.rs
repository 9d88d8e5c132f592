//! The doctor's examination and the dump: a sound book is sound, every damage is found, what goes out comes in again.

use std::path::Path;

use partybook::domain::act::Fate;
use partybook::store::audit::{Audit, audit};
use partybook::store::chain::Sealed;
use partybook::store::dump::{self, Frame, Restore, RestoreError};
use partybook::store::journal::Head;
use partybook::store::problem::Problem;
use partybook::store::{Engine, migrate, sqlite};

use super::kit::Book;
use super::kit::state::snapshot;

const OUTLINE: &str = "
    @danpung 단풍 aka=dan skills=k8s
    LOG active leader=sol shadow=danpung members=saebyeol share=sol:50
      ◦ LOG-1 An idea for later
      S1 running 2026-11-16..2026-12-31 Kubernetes
        A1 running 2026-11-16..2026-11-27 Survey
          ▸ LOG-2 List every DAG @sol ~3d !p1 due 2026-11-20 #survey with danpung
          ◦ LOG-3 Rollback plan @sol after LOG-2
        A2 planned 2026-11-30..2026-12-18 Migration
          ◦ LOG-4 Wave one wish saebyeol";

/// A book with births, changes, deaths, undos and moves.
fn lived(mut book: Book) -> Book {
    super::kit::build::build(&mut book, OUTLINE);
    book.me("sol").finish("LOG-2").unwrap();
    book.undo().unwrap();
    book.redo().unwrap();
    book.add("LOG/S1/A1", "Came later").unwrap();
    book.close("LOG/S1/A1", Fate::Next, "firewall review came late").unwrap();
    book.add("LOG", "A mistake").unwrap();
    book.undo().unwrap();
    book
}

fn examined(engine: &mut dyn Engine) -> Audit {
    audit(engine, None).unwrap()
}

#[test]
fn a_book_that_was_written_through_the_door_is_sound() {
    let mut book = lived(Book::empty());
    let found = examined(book.engine.as_mut());
    assert_eq!(found.problems, vec![]);
    let rows: usize = super::kit::state::tables(book.engine.as_mut()).values().map(Vec::len).sum();
    assert_eq!((found.rows, found.is_sound()), (rows as u64, true));
    assert_eq!(found.entries as i64, book.number("SELECT seq FROM head"));
    assert_eq!(found.changes as i64, book.number("SELECT COUNT(*) FROM change"));
}

#[test]
fn an_empty_store_is_sound() {
    let mut book = Book::empty();
    assert_eq!(examined(book.engine.as_mut()), Audit::default());
}

#[test]
fn a_pinned_head_must_still_be_on_the_chain() {
    let mut book = lived(Book::empty());
    let hash = book.value("SELECT hash FROM entry WHERE seq = 5", vec![]).unwrap().into_text().unwrap();
    let known = Head { seq: 5, hash };
    assert!(audit(book.engine.as_mut(), Some(&known)).unwrap().is_sound());
    let other = Head { seq: 5, hash: "0".repeat(64) };
    let found = audit(book.engine.as_mut(), Some(&other)).unwrap();
    assert_eq!(found.problems, vec![Problem::Pinned { pinned: other, found: Some(known.hash) }]);
    let future = Head { seq: 5000, hash: "0".repeat(64) };
    let found = audit(book.engine.as_mut(), Some(&future)).unwrap();
    assert_eq!(found.problems, vec![Problem::Pinned { pinned: future, found: None }]);
}

/// Runs SQL on the store's file behind the program's back; the triggers that keep the journal are taken away first.
fn tamper(path: &Path, sql: &str) -> usize {
    let raw = rusqlite::Connection::open(path).unwrap();
    raw.execute_batch(
        "PRAGMA foreign_keys = OFF; DROP TRIGGER entry_keep; DROP TRIGGER entry_stay; DROP TRIGGER change_keep; \
         DROP TRIGGER change_stay;",
    )
    .unwrap();
    raw.execute_batch(sql).unwrap();
    raw.total_changes() as usize
}

/// Damages, one a line.
const DAMAGES: &[&str] = &[
    "UPDATE entry SET at = '2026-11-16T00:00:05Z' WHERE seq = 3",
    "UPDATE entry SET at = replace(at, '.000Z', 'Z') WHERE seq = 3",
    "UPDATE entry SET op_id = upper(op_id) WHERE seq = 4",
    "UPDATE entry SET op_sum = upper(op_sum) WHERE seq = 4",
    "UPDATE entry SET actor = NULL WHERE seq = 6",
    "UPDATE entry SET via = 'cli' WHERE seq = 6",
    "UPDATE entry SET kind = 'task.status' WHERE seq = 7",
    "UPDATE entry SET undoes = 1 WHERE seq = 7",
    "UPDATE entry SET undoes = NULL WHERE undoes IS NOT NULL",
    "UPDATE entry SET format = 0 WHERE seq = 8",
    "UPDATE entry SET format = 99 WHERE seq = 8",
    "UPDATE entry SET hash = upper(hash) WHERE seq = 8",
    "DELETE FROM entry WHERE seq = 9",
    "DELETE FROM entry WHERE seq = (SELECT MAX(seq) FROM entry)",
    "DELETE FROM entry",
    "UPDATE entry SET seq = -seq WHERE seq = 9",
    "UPDATE entry SET seq = 10000 WHERE seq = 9",
    "DELETE FROM change WHERE seq = 10",
    "UPDATE change SET seq = 10000 WHERE seq = 10",
    "UPDATE change SET n = 7 WHERE seq = 11 AND n = 0",
    "UPDATE change SET after = replace(after, 'sol', 'sam') WHERE after LIKE '%sol%'",
    "UPDATE change SET after = after || ' ' WHERE seq = 12 AND n = 0",
    "UPDATE change SET after = NULL WHERE before IS NOT NULL",
    "UPDATE change SET before = '{}' WHERE before IS NOT NULL",
    "UPDATE change SET salt = upper(salt) WHERE seq = 12",
    "UPDATE change SET noun = 'party' WHERE noun = 'task'",
    "UPDATE change SET noun = 'nonsense' WHERE noun = 'task'",
    "UPDATE change SET row = row + 1 WHERE seq = 13 AND n = 0",
    "UPDATE change SET sum = upper(sum) WHERE seq = 13 AND n = 0",
    "UPDATE head SET seq = seq - 1",
    "UPDATE head SET hash = ''",
    "DELETE FROM head",
    "UPDATE task SET title = 'Another' WHERE number = 1",
    "UPDATE task SET find = '' WHERE number = 1",
    "UPDATE task SET due_key = '2000-01-01' WHERE number = 2",
    "UPDATE task SET is_open = 1 - is_open WHERE number = 2",
    "UPDATE task SET tags = '[ \"survey\"]' WHERE number = 2",
    "UPDATE task SET status = 'nonsense' WHERE number = 2",
    "UPDATE act SET ledger = NULL WHERE ledger IS NOT NULL",
    "UPDATE member SET admin = 1",
    "UPDATE member SET fold = handle || 'x' WHERE handle = 'sol'",
    "DELETE FROM stay WHERE id = (SELECT MIN(id) FROM stay)",
    "INSERT INTO setting (id, name, value) VALUES (1, 'focus', '1')",
    "UPDATE setting SET id = id + 1",
    "UPDATE counter SET value = value - 1 WHERE scope LIKE 'task:%'",
    "DELETE FROM counter WHERE scope LIKE 'act:%'",
    "DROP TABLE note",
];

#[test]
fn whatever_is_changed_behind_the_doors_back_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    drop(lived(Book::in_file(&path)));
    for damage in DAMAGES {
        let copy = folder.path().join("copy.db");
        std::fs::copy(&path, &copy).unwrap();
        for end in ["-wal", "-shm"] {
            let (from, to) = (folder.path().join(format!("book.db{end}")), folder.path().join(format!("copy.db{end}")));
            let _ = std::fs::remove_file(&to);
            let _ = std::fs::copy(from, to);
        }
        if damage.starts_with("UPDATE counter") {
            // The last number given went to a task that was taken back; the counter may stand above, never below.
            assert!(tamper(&copy, "UPDATE counter SET value = value + 5 WHERE scope LIKE 'task:%'") > 0);
            assert!(examined(&mut sqlite::open(&copy, sqlite::Mode::ReadWrite).unwrap()).is_sound());
            let raw = rusqlite::Connection::open(&copy).unwrap();
            raw.execute_batch("UPDATE counter SET value = value - 6 WHERE scope LIKE 'task:%'").unwrap();
        } else {
            let touched = tamper(&copy, damage);
            assert!(touched > 0 || damage.starts_with("DROP"), "{damage} touched nothing");
        }
        let found = examined(&mut sqlite::open(&copy, sqlite::Mode::ReadWrite).unwrap());
        assert!(!found.is_sound(), "not found: {damage}");
    }
}

fn dumped(engine: &mut dyn Engine) -> (Frame, Vec<Sealed>) {
    let frame = dump::frame(engine).unwrap();
    let mut entries = vec![];
    loop {
        let part = dump::window(engine, entries.len() as i64, frame.head.seq, 7).unwrap();
        if part.is_empty() {
            return (frame, entries);
        }
        entries.extend(part);
    }
}

fn taken_in(frame: &Frame, entries: &[Sealed]) -> Result<sqlite::Sqlite, RestoreError> {
    let mut engine = sqlite::memory().unwrap();
    migrate::bring_up(&mut engine, "test").unwrap();
    let mut tx = engine.begin().unwrap();
    let mut restore = Restore::into_empty(&mut *tx)?;
    for sealed in entries {
        restore.add(sealed.clone())?;
    }
    restore.finish(frame)?;
    tx.commit().unwrap();
    Ok(engine)
}

#[test]
fn what_is_dumped_and_taken_in_is_the_same_store_to_the_byte() {
    let mut book = lived(Book::empty());
    let (frame, entries) = dumped(book.engine.as_mut());
    let mut copy = taken_in(&frame, &entries).unwrap();
    assert_eq!(snapshot(book.engine.as_mut()), snapshot(&mut copy));
    assert_eq!(dumped(&mut copy), (frame, entries));
    assert!(examined(&mut copy).is_sound());
}

#[test]
fn entries_survive_json() {
    let mut book = lived(Book::empty());
    let (_, entries) = dumped(book.engine.as_mut());
    let text = serde_json::to_string(&entries).unwrap();
    let back: Vec<Sealed> = serde_json::from_str(&text).unwrap();
    assert_eq!(back, entries);
    assert_eq!(serde_json::to_string(&back).unwrap(), text);
}

#[test]
fn a_broken_dump_is_not_taken_in() {
    let mut book = lived(Book::empty());
    let (frame, entries) = dumped(book.engine.as_mut());
    let mut text = entries.clone();
    text[4].entry.via = "elsewhere".to_owned();
    assert_eq!(taken_in(&frame, &text).unwrap_err(), RestoreError::Broken(Problem::Hash { seq: 5 }));
    let mut gap = entries.clone();
    gap.remove(4);
    assert_eq!(taken_in(&frame, &gap).unwrap_err(), RestoreError::Broken(Problem::Gap { after: 4, found: 6 }));
    let short = &entries[..4];
    assert!(matches!(taken_in(&frame, short), Err(RestoreError::Broken(Problem::Head { .. }))));
    let counters = Frame { counters: vec![], ..frame };
    assert!(matches!(taken_in(&counters, &entries), Err(RestoreError::Broken(Problem::Counter { value: None, .. }))));
}

#[test]
fn a_dump_goes_only_into_an_empty_store() {
    let mut book = lived(Book::empty());
    let mut tx = book.engine.begin().unwrap();
    assert!(matches!(Restore::into_empty(&mut *tx), Err(RestoreError::NotEmpty)));
}
