//! Many people at once on one book: each intent is carried out once, nothing is lost, and the journal tells one story.

use std::path::Path;
use std::thread;

use partybook::base::id::OpId;
use partybook::base::source::Ids;
use partybook::domain::task::{Check, Task};
use partybook::op::task::{NewTask, Op as TaskOp};
use partybook::op::undo::Op as JournalOp;
use partybook::op::{Op, OpError};
use partybook::store::audit::audit;
use partybook::store::sqlite::{self, Mode};
use tempfile::TempDir;

use super::kit::{Book, Seeded};

const LOG: &str = "LOG active leader=sol members=danpung,saebyeol,haneul\n ◦ LOG-1 One";

/// A folder in memory where there is one: these tests ask for locks, not for disks.
fn quick_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// The book of the file as another process would have it, with ids of its own.
fn again(path: &Path, seed: u64, who: &str) -> Book {
    let mut book = Book::on(Box::new(sqlite::open(path, Mode::ReadWrite).unwrap()));
    book.ids = Seeded::new(seed);
    book.me(who);
    book
}

fn founded(path: &Path) -> Book {
    let mut book = Book::in_file(path);
    super::kit::build::build(&mut book, LOG);
    book
}

#[test]
fn one_intent_from_eight_at_once_is_carried_out_once() {
    let folder = quick_folder();
    let path = folder.path().join("book.db");
    let mut book = founded(&path);
    let before = book.number("SELECT seq FROM head");
    for round in 0..25_u128 {
        let (to, task) = (book.target("LOG"), book.titled(&format!("Round {round}")));
        let op = Op::Task(TaskOp::Add { to, tasks: vec![task] });
        let once: usize = thread::scope(|scope| {
            let all: Vec<_> = (0..8)
                .map(|n| {
                    let (op, path) = (&op, &path);
                    scope.spawn(move || {
                        let mut book = again(path, 100 + n, "sol");
                        let meta = book.meta_of(OpId(round));
                        usize::from(!book.run_as(&meta, op).unwrap().replayed)
                    })
                })
                .collect();
            all.into_iter().map(|one| one.join().unwrap()).sum()
        });
        assert_eq!(once, 1);
    }
    assert_eq!(book.number("SELECT seq FROM head"), before + 25);
    assert!(audit(book.engine.as_mut(), None).unwrap().is_sound());
}

#[test]
fn four_people_working_at_once_write_one_gapless_story() {
    const EACH: usize = 40;
    const ALL: [&str; 4] = ["sol", "danpung", "saebyeol", "haneul"];
    let folder = quick_folder();
    let path = folder.path().join("book.db");
    let mut book = founded(&path);
    let lines = ALL.iter().flat_map(|who| (0..EACH).map(move |n| Check { text: format!("{who} {n}"), done: false }));
    book.edit("LOG-1", "checklist", |task| task.checklist.clone(), &lines.collect::<Vec<_>>()).unwrap();
    let before = book.number("SELECT seq FROM head");
    let written: usize = thread::scope(|scope| {
        let all: Vec<_> = ALL
            .into_iter()
            .enumerate()
            .map(|(n, who)| {
                let path = &path;
                scope.spawn(move || work(&mut again(path, 200 + n as u64, who), who, EACH))
            })
            .collect();
        all.into_iter().map(|one| one.join().unwrap()).sum()
    });
    assert_eq!(book.number("SELECT seq FROM head"), before + written as i64);
    assert_eq!(audit(book.engine.as_mut(), None).unwrap().problems, vec![]);
    let tasks: Vec<Task> = book.all("id > 0", vec![]);
    let highest = tasks.iter().map(|task| task.number).max().unwrap();
    assert!(book.number("SELECT value FROM counter WHERE scope LIKE 'task:%'") >= highest);
    let doubled = "SELECT COUNT(*) FROM (SELECT number FROM task GROUP BY party, number HAVING COUNT(*) > 1)";
    assert_eq!(book.number(doubled), 0);
}

/// Adds, ties to the one task everybody shares, edits it, takes back; counts the entries it made.
fn work(book: &mut Book, who: &str, each: usize) -> usize {
    let (to, shared) = (book.target("LOG"), book.task("LOG-1"));
    let mut written = 0;
    for n in 0..each {
        let op = match n % 4 {
            0 | 1 => Op::Task(TaskOp::Add { to, tasks: vec![NewTask::titled(book.ids.id(), format!("{who} {n}"))] }),
            2 => Op::Task(TaskOp::Tick { task: shared, line: format!("{who} {n}"), done: true, nth: 0 }),
            _ => Op::Journal(JournalOp::Undo { seq: None }),
        };
        match book.run(&op) {
            Ok(receipt) => written += usize::from(receipt.seq.is_some()),
            // The checklist is one field: what somebody else has ticked since keeps an undo out.
            Err(OpError::Refused(_)) => {}
            Err(OpError::Store(error)) => panic!("{error}"),
        }
    }
    written
}
