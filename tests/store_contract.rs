//! What every engine must do: one list, stamped on each of them.

use partybook::store::{Constraint, Engine, Read, SchemaVersion, Stmt, StoreError, Tx, Val, sqlite};
use tempfile::TempDir;

/// A store under test, and what must live as long as it.
pub struct Bench {
    engine: Box<dyn Engine>,
    second: Option<Box<dyn Engine>>,
    _folder: Option<TempDir>,
}

fn in_memory() -> Bench {
    Bench { engine: Box::new(sqlite::memory().unwrap()), second: None, _folder: None }
}

fn in_file() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut engine = sqlite::open(&path, sqlite::Mode::Create).unwrap();
    let mut tx = engine.begin().unwrap();
    tx.stamp(SchemaVersion::new(1, 0)).unwrap();
    tx.commit().unwrap();
    let second = sqlite::open(&path, sqlite::Mode::ReadWrite).unwrap();
    Bench { engine: Box::new(engine), second: Some(Box::new(second)), _folder: Some(folder) }
}

const TABLES: &str = "
    CREATE TABLE noun (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, weight INTEGER CHECK (weight > 0), bytes BLOB) STRICT;
    CREATE TABLE part (id INTEGER PRIMARY KEY, noun INTEGER NOT NULL REFERENCES noun (id)) STRICT;
    CREATE TRIGGER noun_stays BEFORE DELETE ON noun BEGIN SELECT RAISE(ABORT, 'a noun stays'); END;";

fn with_tables(mut bench: Bench) -> Bench {
    let mut tx = bench.engine.begin().unwrap();
    tx.define(TABLES).unwrap();
    tx.commit().unwrap();
    bench
}

fn add(tx: &mut dyn Tx, id: i64, name: &str) -> Result<u64, StoreError> {
    tx.write(Stmt::new("INSERT INTO noun (id, name) VALUES ($1, $2)", vec![id.into(), name.into()]))
}

fn count(store: &mut (impl Read + ?Sized)) -> i64 {
    store.read_one(Stmt::plain("SELECT COUNT(*) FROM noun")).unwrap().single().unwrap().int().unwrap()
}

fn refused(bench: &mut Bench, sql: &'static str, wanted: Constraint) {
    let mut tx = bench.engine.begin().unwrap();
    match tx.write(Stmt::plain(sql)) {
        Err(StoreError::Constraint { kind, .. }) => assert_eq!(kind, wanted, "{sql}"),
        other => panic!("{sql}: {other:?}"),
    }
}

/// The list. Each case takes a fresh store.
mod case {
    use super::*;

    pub fn arguments_are_bound_by_name(mut bench: Bench) {
        let mut tx = bench.engine.begin().unwrap();
        let sql = "INSERT INTO noun (name, id, weight) VALUES ($2, $1, $3)";
        let rows: Vec<Vec<Val>> =
            (1..=12_i64).map(|n| vec![n.into(), format!("noun {n}").into(), (n * 10).into()]).collect();
        assert_eq!(tx.write_many(sql, &rows).unwrap(), 12);
        tx.commit().unwrap();
        let sql = "SELECT name FROM noun WHERE weight > $2 AND id < $1 AND weight > $2 ORDER BY id";
        let found = bench.engine.read_one(Stmt::new(sql, vec![Val::Int(4), Val::Int(20)])).unwrap();
        assert_eq!(found.0, vec![vec![Val::from("noun 3")]]);
    }

    pub fn ten_and_more_arguments_are_told_apart(mut bench: Bench) {
        let sql = "SELECT CAST($11 AS TEXT), CAST($10 AS TEXT), CAST($1 AS TEXT), CAST($2 AS TEXT), $3, $4, $5, $6, $7, $8, $9";
        let arguments = (1..=11).map(|n| Val::from(format!("v{n}"))).collect();
        let row = bench.engine.read_one(Stmt::new(sql, arguments)).unwrap().0.remove(0);
        let texts: Vec<&str> = row.iter().take(4).map(|value| value.text().unwrap()).collect();
        assert_eq!(texts, ["v11", "v10", "v1", "v2"]);
    }

    pub fn a_wrong_number_of_arguments_is_a_mistake(mut bench: Bench) {
        for arguments in [vec![], vec![Val::Int(1), Val::Int(2)]] {
            let answer = bench.engine.read_one(Stmt::new("SELECT id FROM noun WHERE id = $1", arguments));
            assert!(matches!(answer, Err(StoreError::Sql { .. })), "{answer:?}");
        }
    }

    pub fn a_batch_answers_in_order(mut bench: Bench) {
        let batch = [Stmt::plain("SELECT 1"), Stmt::plain("SELECT id FROM noun"), Stmt::plain("SELECT 'three'")];
        let answers = bench.engine.read(&batch).unwrap();
        assert_eq!(answers[0].single(), Some(&Val::Int(1)));
        assert!(answers[1].is_empty());
        assert_eq!(answers[2].single(), Some(&Val::from("three")));
        assert!(bench.engine.read(&[]).unwrap().is_empty());
    }

    pub fn reading_changes_nothing(mut bench: Bench) {
        let writing = "INSERT INTO noun (id, name) VALUES (1, 'sly')";
        assert!(bench.engine.read_one(Stmt::plain(writing)).is_err());
        let batch = [Stmt::plain("SELECT 1"), Stmt::plain(writing)];
        assert!(bench.engine.read(&batch).is_err());
        assert_eq!(count(bench.engine.as_mut()), 0);
    }

    pub fn a_failed_batch_leaves_nothing_open(mut bench: Bench) {
        let batch = [Stmt::plain("SELECT 1"), Stmt::plain("SELECT nothing FROM nowhere")];
        assert!(matches!(bench.engine.read(&batch), Err(StoreError::Sql { .. })));
        bench.engine.begin().unwrap().commit().unwrap();
    }

    pub fn dropping_takes_everything_back(mut bench: Bench) {
        let mut tx = bench.engine.begin().unwrap();
        add(tx.as_mut(), 1, "gone").unwrap();
        assert_eq!(count(tx.as_mut()), 1);
        drop(tx);
        assert_eq!(count(bench.engine.as_mut()), 0);
        let mut tx = bench.engine.begin().unwrap();
        add(tx.as_mut(), 1, "kept").unwrap();
        tx.commit().unwrap();
        assert_eq!(count(bench.engine.as_mut()), 1);
    }

    pub fn a_transaction_answers_with_the_rows_it_changed(mut bench: Bench) {
        let mut tx = bench.engine.begin().unwrap();
        let sql = "INSERT INTO noun (id, name) VALUES ($1, $2) RETURNING name, id";
        let rows = tx.read_one(Stmt::new(sql, vec![Val::Int(7), Val::from("seven")])).unwrap();
        assert_eq!(rows.0, vec![vec![Val::from("seven"), Val::Int(7)]]);
        let changed = tx.write(Stmt::plain("UPDATE noun SET weight = 3 WHERE id = 8")).unwrap();
        assert_eq!(changed, 0);
    }

    pub fn every_value_comes_back(mut bench: Bench) {
        let texts = ["회의록을 정리해요", "한", "👩‍👩‍👧‍👦 e\u{301}", "it's \"quoted\" -- ; $1 ?", ""];
        let bytes: Vec<u8> = (0..=255).collect();
        let mut tx = bench.engine.begin().unwrap();
        let rows: Vec<Vec<Val>> =
            texts.iter().zip(1_i64..).map(|(text, id)| vec![id.into(), (*text).into(), bytes.clone().into()]).collect();
        tx.write_many("INSERT INTO noun (id, name, bytes) VALUES ($1, $2, $3)", &rows).unwrap();
        tx.write(Stmt::new(
            "INSERT INTO noun (id, name, weight, bytes) VALUES ($1, 'edge', $2, $3)",
            vec![i64::MIN.into(), i64::MAX.into(), Val::Null],
        ))
        .unwrap();
        tx.commit().unwrap();
        let found =
            bench.engine.read_one(Stmt::plain("SELECT id, name, bytes FROM noun WHERE id > 0 ORDER BY id")).unwrap();
        assert_eq!(found.0, rows);
        let edge = bench.engine.read_one(Stmt::plain("SELECT id, weight, bytes FROM noun WHERE id < 0")).unwrap();
        assert_eq!(edge.0, vec![vec![Val::Int(i64::MIN), Val::Int(i64::MAX), Val::Null]]);
    }

    pub fn broken_rules_are_told_apart(mut bench: Bench) {
        let mut tx = bench.engine.begin().unwrap();
        add(tx.as_mut(), 1, "one").unwrap();
        tx.commit().unwrap();
        refused(&mut bench, "INSERT INTO noun (id, name) VALUES (2, 'one')", Constraint::Unique);
        refused(&mut bench, "INSERT INTO noun (id, name) VALUES (1, 'two')", Constraint::Unique);
        refused(&mut bench, "INSERT INTO noun (id) VALUES (2)", Constraint::NotNull);
        refused(&mut bench, "INSERT INTO noun (id, name, weight) VALUES (2, 'two', 0)", Constraint::Check);
        refused(&mut bench, "INSERT INTO part (id, noun) VALUES (1, 99)", Constraint::ForeignKey);
        refused(&mut bench, "DELETE FROM noun WHERE id = 1", Constraint::Trigger);
        assert_eq!(count(bench.engine.as_mut()), 1);
    }

    pub fn names_in_double_quotes_are_never_text(mut bench: Bench) {
        let answer = bench.engine.read_one(Stmt::plain("SELECT COUNT(*) FROM noun WHERE name = \"one\""));
        assert!(matches!(answer, Err(StoreError::Sql { .. })), "{answer:?}");
    }

    pub fn patterns_tell_capitals_apart(mut bench: Bench) {
        let mut tx = bench.engine.begin().unwrap();
        add(tx.as_mut(), 1, "Banana").unwrap();
        let hits = |tx: &mut dyn Tx, pattern: &str| {
            tx.read_one(Stmt::new("SELECT id FROM noun WHERE name LIKE $1", vec![pattern.into()])).unwrap().len()
        };
        assert_eq!((hits(tx.as_mut(), "b%"), hits(tx.as_mut(), "B%")), (0, 1));
    }

    pub fn a_sound_store_has_no_problems(mut bench: Bench) {
        assert_eq!(bench.engine.check().unwrap(), Vec::<String>::new());
    }

    pub fn a_copy_holds_everything(mut bench: Bench) {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy.db");
        let mut tx = bench.engine.begin().unwrap();
        tx.stamp(SchemaVersion::new(1, 0)).unwrap();
        add(tx.as_mut(), 1, "one").unwrap();
        tx.commit().unwrap();
        bench.engine.backup_to(&copy).unwrap();
        assert!(matches!(bench.engine.backup_to(&copy), Err(StoreError::Exists { .. })));
        let mut copy = sqlite::open(&copy, sqlite::Mode::ReadOnly).unwrap();
        assert_eq!(count(&mut copy), 1);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    pub fn a_long_read_can_be_stopped(mut bench: Bench) {
        let stop = bench.engine.interrupter();
        let (sender, receiver) = std::sync::mpsc::channel::<()>();
        let stopper = std::thread::spawn(move || {
            while receiver.recv_timeout(std::time::Duration::from_millis(1)).is_err() {
                stop.interrupt();
            }
        });
        let endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n";
        assert_eq!(bench.engine.read_one(Stmt::plain(endless)), Err(StoreError::Interrupted));
        sender.send(()).unwrap();
        stopper.join().unwrap();
        assert_eq!(count(bench.engine.as_mut()), 0);
    }

    pub fn a_transaction_that_was_stopped_keeps_nothing(mut bench: Bench) {
        let stop = bench.engine.interrupter();
        let (sender, receiver) = std::sync::mpsc::channel::<()>();
        let mut tx = bench.engine.begin().unwrap();
        add(tx.as_mut(), 1, "before").unwrap();
        let stopper = std::thread::spawn(move || {
            while receiver.recv_timeout(std::time::Duration::from_millis(1)).is_err() {
                stop.interrupt();
            }
        });
        let endless = "INSERT INTO noun (id, name) WITH RECURSIVE n (x) AS (SELECT 2 UNION ALL SELECT x + 1 FROM n) \
                       SELECT x, CAST(x AS TEXT) FROM n";
        assert_eq!(tx.write(Stmt::plain(endless)), Err(StoreError::Interrupted));
        sender.send(()).unwrap();
        stopper.join().unwrap();
        assert!(add(tx.as_mut(), 3, "after").is_err());
        assert!(tx.commit().is_err());
        assert_eq!(count(bench.engine.as_mut()), 0);
    }

    pub fn others_commits_change_the_data_version(mut bench: Bench) {
        let Some(mut second) = bench.second.take() else { return };
        let before = bench.engine.data_version().unwrap();
        let mut tx = bench.engine.begin().unwrap();
        add(tx.as_mut(), 1, "mine").unwrap();
        tx.commit().unwrap();
        assert_eq!(bench.engine.data_version().unwrap(), before);
        let mut tx = second.begin().unwrap();
        add(tx.as_mut(), 2, "theirs").unwrap();
        tx.commit().unwrap();
        assert_ne!(bench.engine.data_version().unwrap(), before);
        assert_eq!(count(bench.engine.as_mut()), 2);
    }

    pub fn nobody_sees_what_is_not_committed(mut bench: Bench) {
        let Some(mut second) = bench.second.take() else { return };
        let mut tx = bench.engine.begin().unwrap();
        add(tx.as_mut(), 1, "not yet").unwrap();
        assert_eq!(count(second.as_mut()), 0);
        tx.commit().unwrap();
        assert_eq!(count(second.as_mut()), 1);
    }

    pub fn a_batch_is_one_moment(mut bench: Bench) {
        let Some(mut second) = bench.second.take() else { return };
        let writer = std::thread::spawn(move || {
            for id in 1..=200 {
                let mut tx = second.begin().unwrap();
                add(tx.as_mut(), id, &format!("n{id}")).unwrap();
                tx.commit().unwrap();
            }
        });
        let batch = vec![Stmt::plain("SELECT COUNT(*) FROM noun"); 20];
        while !writer.is_finished() {
            let answers = bench.engine.read(&batch).unwrap();
            assert!(answers.iter().all(|rows| rows == &answers[0]), "{answers:?}");
        }
        writer.join().unwrap();
    }

    pub fn a_writer_waits_for_another(mut bench: Bench) {
        let Some(mut second) = bench.second.take() else { return };
        let mut tx = bench.engine.begin().unwrap();
        let waiting = std::thread::spawn(move || {
            let mut tx = second.begin().unwrap();
            let before = count(tx.as_mut());
            add(tx.as_mut(), 2, "second").unwrap();
            tx.commit().unwrap();
            before
        });
        std::thread::sleep(std::time::Duration::from_millis(50));
        add(tx.as_mut(), 1, "first").unwrap();
        tx.commit().unwrap();
        assert_eq!(waiting.join().unwrap(), 1);
    }
}

/// Stamps the list on an engine.
macro_rules! contract {
    ($engine:ident, $make:path, $($case:ident)+) => {
        mod $engine {
            $(
                #[test]
                fn $case() {
                    super::case::$case(super::with_tables($make()));
                }
            )+
        }
    };
}

macro_rules! every_engine {
    ($($case:ident)+) => {
        contract!(sqlite_memory, super::in_memory, $($case)+);
        contract!(sqlite_file, super::in_file, $($case)+);
    };
}

every_engine! {
    arguments_are_bound_by_name
    ten_and_more_arguments_are_told_apart
    a_wrong_number_of_arguments_is_a_mistake
    a_batch_answers_in_order
    reading_changes_nothing
    a_failed_batch_leaves_nothing_open
    dropping_takes_everything_back
    a_transaction_answers_with_the_rows_it_changed
    every_value_comes_back
    broken_rules_are_told_apart
    names_in_double_quotes_are_never_text
    patterns_tell_capitals_apart
    a_sound_store_has_no_problems
    a_copy_holds_everything
    a_long_read_can_be_stopped
    a_transaction_that_was_stopped_keeps_nothing
    others_commits_change_the_data_version
    nobody_sees_what_is_not_committed
    a_batch_is_one_moment
    a_writer_waits_for_another
}
