//! Bringing stores up to date: whole or not at all, behind a copy, by files that never change.

use partybook::store::migrate::{MIGRATIONS, Migration, Outcome, bring_up, bring_up_with, newest, spelled};
use partybook::store::sqlite::{self, Mode};
use partybook::store::{Dialect, Engine, Read, SchemaVersion, Stmt, StoreError};
use sha2::{Digest, Sha256};

/// The hash of every migration that was ever released, in order. A line is added when one is released and never
/// changed: a store out there was made by exactly these words.
const RELEASED: &[(&str, &str)] = &[];

const FIRST: Migration = Migration {
    name: "0001_first",
    version: SchemaVersion::new(1, 0),
    only: None,
    sql: "CREATE TABLE noun (id {id} PRIMARY KEY, name {text} NOT NULL, flag {int} NOT NULL CHECK (flag IN (0, 1))) {strict};
          CREATE TABLE journal (seq {int} PRIMARY KEY) {strict};
          CREATE TRIGGER journal_stays BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal stays'); END;",
};
const SECOND: Migration = Migration {
    name: "0002_second",
    version: SchemaVersion::new(1, 1),
    only: None,
    sql: "ALTER TABLE noun ADD COLUMN weight {int};",
};
const BROKEN: Migration = Migration {
    name: "0003_broken",
    version: SchemaVersion::new(2, 0),
    only: None,
    sql: "CREATE TABLE half (id {id} PRIMARY KEY) {strict}; CREATE TABLE noun (id {id} PRIMARY KEY) {strict};",
};

fn meta(engine: &mut dyn Engine) -> Vec<(String, String)> {
    let rows =
        engine.read_one(Stmt::plain("SELECT key, value FROM meta WHERE key LIKE 'schema%' ORDER BY key")).unwrap();
    rows.iter().map(|row| (row[0].text().unwrap().to_owned(), row[1].text().unwrap().to_owned())).collect()
}

fn pair(major: &str, minor: &str) -> Vec<(String, String)> {
    vec![("schema_major".to_owned(), major.to_owned()), ("schema_minor".to_owned(), minor.to_owned())]
}

#[test]
fn released_migrations_never_change() {
    assert!(RELEASED.len() <= MIGRATIONS.len());
    for (migration, (name, released)) in MIGRATIONS.iter().zip(RELEASED) {
        let hash = Sha256::digest(migration.sql.as_bytes());
        let hash = hash.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        assert_eq!((migration.name, hash.as_str()), (*name, *released));
    }
}

#[test]
fn migrations_are_numbered_and_their_versions_never_fall() {
    for (migration, number) in MIGRATIONS.iter().zip(1..) {
        assert_eq!(migration.number(), format!("{number:04}"));
    }
    // Those released together may share one.
    assert!(MIGRATIONS.windows(2).all(|pair| pair[0].version <= pair[1].version));
}

#[test]
fn both_engines_have_all_words() {
    for migration in MIGRATIONS.iter().chain(&[FIRST]) {
        for dialect in [Dialect::Sqlite, Dialect::Postgres] {
            let script = spelled(migration.sql, dialect);
            assert!(!script.contains('{') && !script.contains('}'), "{}: {script}", migration.name);
        }
    }
    assert_eq!(spelled("a {text} PRIMARY KEY) {strict}", Dialect::Postgres), "a TEXT COLLATE \"C\" PRIMARY KEY) ");
}

#[test]
fn this_programs_own_list_makes_a_store() {
    let mut store = sqlite::memory().unwrap();
    assert_eq!(bring_up(&mut store, "now").unwrap(), Outcome::Created);
    assert_eq!(store.schema().unwrap(), Some(newest()));
    assert_eq!(bring_up(&mut store, "now").unwrap(), Outcome::Current);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

#[test]
fn an_older_store_is_raised_behind_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut store = sqlite::open_as(&path, Mode::Create, FIRST.version).unwrap();
    assert_eq!(bring_up_with(&mut store, &[FIRST], "t1").unwrap(), Outcome::Created);
    let mut tx = store.begin().unwrap();
    tx.write(Stmt::plain("INSERT INTO noun (id, name, flag) VALUES (1, 'one', 0)")).unwrap();
    tx.commit().unwrap();
    drop(store);

    let mut store = sqlite::open_as(&path, Mode::ReadWrite, SECOND.version).unwrap();
    let copy = folder.path().join("book.db.before-0002-t2");
    let raised = Outcome::Raised { from: FIRST.version, copy: Some(copy.clone()) };
    assert_eq!(bring_up_with(&mut store, &[FIRST, SECOND], "t2").unwrap(), raised);
    assert_eq!(meta(&mut store), pair("1", "1"));
    assert_eq!(store.schema().unwrap(), Some(SECOND.version));
    store.read_one(Stmt::plain("SELECT weight FROM noun")).unwrap();

    let mut copy = sqlite::open_as(&copy, Mode::ReadOnly, SECOND.version).unwrap();
    assert_eq!(meta(&mut copy), pair("1", "0"));
    assert_eq!(copy.read_one(Stmt::plain("SELECT name FROM noun")).unwrap().len(), 1);
    let error = bring_up_with(&mut copy, &[FIRST, SECOND], "t3").unwrap_err();
    assert!(
        matches!(error, StoreError::Older { found, known, .. } if found == FIRST.version && known == SECOND.version)
    );
}

#[test]
fn a_failing_migration_changes_nothing() {
    let mut store = sqlite::memory_as(BROKEN.version).unwrap();
    bring_up_with(&mut store, &[FIRST], "now").unwrap();
    assert!(matches!(bring_up_with(&mut store, &[FIRST, BROKEN], "now"), Err(StoreError::Sql { .. })));
    assert_eq!(store.schema().unwrap(), Some(FIRST.version));
    assert_eq!(meta(&mut store), pair("1", "0"));
    assert!(store.read_one(Stmt::plain("SELECT id FROM half")).is_err());
    bring_up_with(&mut store, &[FIRST, SECOND], "now").unwrap();
}

#[test]
fn an_older_program_refuses_a_newer_major_schema() {
    let mut store = sqlite::memory_as(BROKEN.version).unwrap();
    let major = Migration { sql: "", ..BROKEN };
    bring_up_with(&mut store, &[FIRST, major], "now").unwrap();
    let error = bring_up_with(&mut store, &[FIRST, SECOND], "now").unwrap_err();
    assert!(matches!(error, StoreError::Newer { found, .. } if found == BROKEN.version));
}

#[test]
fn many_at_once_make_one_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let makers: Vec<_> = (0..16)
        .map(|_| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut store = sqlite::open_as(&path, Mode::Create, SECOND.version).unwrap();
                bring_up_with(&mut store, &[FIRST, SECOND], "now").unwrap()
            })
        })
        .collect();
    let outcomes: Vec<Outcome> = makers.into_iter().map(|maker| maker.join().unwrap()).collect();
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Outcome::Created).count(), 1, "{outcomes:?}");
    let mut store = sqlite::open_as(&path, Mode::ReadOnly, SECOND.version).unwrap();
    assert_eq!(meta(&mut store), pair("1", "1"));
}
