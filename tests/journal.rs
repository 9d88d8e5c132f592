//! The journal is the book: random doings of three people, and after every one of them the journal folded from nothing
//! is what the tables hold; every earlier state can be reached again; no damage to the journal goes unnoticed.

use std::collections::BTreeMap;

use partybook::store::audit::examine;
use partybook::store::dump::{self, Restore};
use partybook::store::fold::{self, Fold};
use partybook::store::record::Noun;
use partybook::store::table::{SHAPES, shape};
use partybook::store::{Engine, Row, Stmt, Tx, Val, migrate, sqlite};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::kit::random::{BEGIN, Step, doing, is_fair};
use super::kit::state::{Tables, snapshot, tables};
use super::kit::{BOSS, Book};

/// Runs a property on random steps; `PARTY_CASES` says how often (the default is for every day).
fn with_steps(cases: u32, steps: usize, property: impl Fn(&[Step]) -> Result<(), TestCaseError>) {
    let cases = std::env::var("PARTY_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(cases);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 2000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let list = proptest::collection::vec(any::<Step>(), 1..=steps);
    TALLY.set((0, 0));
    if let Err(failure) = runner.run(&list, |steps| property(&steps)) {
        panic!("{failure}");
    }
    let (asked, done) = TALLY.get();
    assert!(done * FEWEST >= asked, "only {done} of {asked} random steps were carried out: such lives say little");
}

/// At least one in so many random steps is carried out, so that no property holds for want of anything done.
const FEWEST: usize = 4;

thread_local! {
    /// How many random steps were asked for by this test, and how many carried out.
    static TALLY: std::cell::Cell<(usize, usize)> = const { std::cell::Cell::new((0, 0)) };
}

/// A random life: the book, and its state after each entry.
struct Life {
    book: Book,
    states: BTreeMap<i64, Tables>,
    first: i64,
}

fn head(book: &mut Book) -> i64 {
    book.number("SELECT seq FROM head")
}

fn lived(
    steps: &[Step],
    mut after_each: impl FnMut(&mut Book) -> Result<(), TestCaseError>,
) -> Result<Life, TestCaseError> {
    let mut book = Book::outline(BEGIN);
    let first = head(&mut book);
    let mut states = BTreeMap::from([(first, tables(book.engine.as_mut()))]);
    for step in steps {
        let before = snapshot(book.engine.as_mut());
        let outcome = doing(&mut book, *step);
        prop_assert!(is_fair(&outcome), "{step:?}: {outcome:?}");
        let (asked, done) = TALLY.get();
        TALLY.set((asked + 1, done + usize::from(matches!(&outcome, Ok(receipt) if receipt.seq.is_some()))));
        match outcome.map(|receipt| receipt.seq) {
            Ok(Some(seq)) => {
                prop_assert_eq!(seq, head(&mut book));
                states.insert(seq, tables(book.engine.as_mut()));
                after_each(&mut book)?;
            }
            Ok(None) | Err(_) => prop_assert!(before == snapshot(book.engine.as_mut()), "{step:?} left a trace"),
        }
    }
    Ok(Life { book, states, first })
}

/// What the tables should hold after the journal's first entries.
fn folded(book: &mut Book, until: i64) -> Result<Tables, TestCaseError> {
    let mut fold = Fold::default();
    for sealed in dump::window(book.engine.as_mut(), 0, until, i64::MAX).unwrap() {
        for change in &sealed.changes {
            prop_assert_eq!(fold.apply(change), Ok(()));
        }
    }
    Ok(rows_of(fold))
}

fn rows_of(mut fold: Fold) -> Tables {
    let row = |noun, id, state: &str| {
        let mut row: Row = vec![Val::Int(partybook::base::id::Id(id).0)];
        row.extend((shape(noun).row_of)(partybook::base::id::Id(id), &fold::read(state).unwrap()).unwrap());
        row
    };
    let rows =
        |fold: &mut Fold, noun| fold.drain(noun).into_iter().map(|(id, state)| row(noun, id.0, &state)).collect();
    Noun::ALL.iter().map(|noun| (noun.to_string(), rows(&mut fold, *noun))).collect()
}

/// What is in no book, with the statement that counts it.
const NOTHING: &[(&str, &str)] = &[
    (
        "an open task in a closed act",
        "SELECT COUNT(*) FROM task t JOIN act a ON a.id = t.act WHERE t.is_open = 1 AND a.stage = 'closed'",
    ),
    (
        "an open task in a closed season",
        "SELECT COUNT(*) FROM task t JOIN season s ON s.id = t.season WHERE t.is_open = 1 AND s.stage = 'closed'",
    ),
    (
        "two running seasons",
        "SELECT COUNT(*) FROM season s JOIN season o ON o.party = s.party AND o.id < s.id WHERE s.stage = 'running' AND o.stage = 'running'",
    ),
    (
        "a running act in a season that does not run",
        "SELECT COUNT(*) FROM act a JOIN season s ON s.id = a.season WHERE a.stage = 'running' AND s.stage <> 'running'",
    ),
    (
        "a planned act with a ledger's rows",
        "SELECT COUNT(*) FROM stay JOIN act a ON a.id = stay.act WHERE a.stage = 'planned'",
    ),
    (
        "a task in a running act without its row",
        "SELECT COUNT(*) FROM task t JOIN act a ON a.id = t.act WHERE a.stage = 'running' AND t.status <> 'dropped' AND 1 <> (SELECT COUNT(*) FROM stay WHERE stay.task = t.id AND stay.act = a.id AND gone IS NULL)",
    ),
    (
        "a row of a task that is elsewhere",
        "SELECT COUNT(*) FROM stay JOIN act a ON a.id = stay.act JOIN task t ON t.id = stay.task WHERE a.stage = 'running' AND gone IS NULL AND (t.act IS NULL OR t.act <> a.id OR t.status = 'dropped')",
    ),
    (
        "a task whose act is of another season or party",
        "SELECT COUNT(*) FROM task t JOIN act a ON a.id = t.act WHERE a.season <> t.season OR a.party <> t.party",
    ),
    (
        "an act looked back on that is not closed",
        "SELECT COUNT(*) FROM retro JOIN act a ON a.id = retro.act WHERE a.stage <> 'closed'",
    ),
    ("a blocked task that is not open", "SELECT COUNT(*) FROM task WHERE is_open = 0 AND blocked IS NOT NULL"),
    (
        "done without a day, or a day without done",
        "SELECT COUNT(*) FROM task WHERE (status = 'done') <> (done_on IS NOT NULL)",
    ),
    (
        "two leaders",
        "SELECT COUNT(*) FROM term t JOIN term o ON o.party = t.party AND o.office = t.office AND o.id < t.id WHERE t.until IS NULL AND o.until IS NULL",
    ),
    (
        "a party without a leader",
        "SELECT COUNT(*) FROM party p WHERE p.status IN ('active', 'resting') AND NOT EXISTS (SELECT 1 FROM term t WHERE t.party = p.id AND t.office = 'leader' AND t.until IS NULL)",
    ),
    (
        "an office held by somebody who does not work in the party",
        "SELECT COUNT(*) FROM term t JOIN party p ON p.id = t.party WHERE p.status <> 'ended' AND t.until IS NULL AND t.member NOT IN (SELECT x.member FROM membership x JOIN member m ON m.id = x.member WHERE x.party = p.id AND m.active = 1 AND x.role = 'member')",
    ),
    (
        "an open task of somebody who does not work in its party",
        "SELECT COUNT(*) FROM task t JOIN party p ON p.id = t.party WHERE p.status <> 'ended' AND t.is_open = 1 AND t.owner NOT IN (SELECT x.member FROM membership x JOIN member m ON m.id = x.member WHERE x.party = p.id AND m.active = 1 AND (x.role = 'member' OR (x.role = 'interested' AND p.status = 'proposed')))",
    ),
    (
        "an open task helped with by somebody who does not work in its party",
        "SELECT COUNT(*) FROM task t JOIN party p ON p.id = t.party JOIN task_person h ON h.task = t.id AND h.tie = 'helper' WHERE p.status <> 'ended' AND t.is_open = 1 AND h.member NOT IN (SELECT x.member FROM membership x JOIN member m ON m.id = x.member WHERE x.party = p.id AND m.active = 1 AND (x.role = 'member' OR (x.role = 'interested' AND p.status = 'proposed')))",
    ),
    (
        "an act that runs in a party that has ended",
        "SELECT COUNT(*) FROM act a JOIN party p ON p.id = a.party WHERE a.stage = 'running' AND p.status = 'ended'",
    ),
    (
        "a note of another party than its task's",
        "SELECT COUNT(*) FROM note n JOIN task t ON t.id = n.task WHERE n.party IS NULL OR n.party <> t.party",
    ),
    ("a name of two people", "SELECT COUNT(*) FROM alias a JOIN member m ON m.fold = a.fold"),
    (
        "a circle",
        "WITH RECURSIVE walk (start, at) AS (SELECT task, needs FROM dependency UNION SELECT w.start, d.needs FROM walk w JOIN dependency d ON d.task = w.at) SELECT COUNT(*) FROM walk WHERE start = at",
    ),
];

/// What holds in every book, told by counting.
fn holds(book: &mut Book) -> Result<(), TestCaseError> {
    for (what, sql) in NOTHING {
        prop_assert_eq!(book.number(sql), 0, "{}", what);
    }
    prop_assert!(book.number("SELECT COUNT(*) FROM member WHERE admin = 1 AND active = 1") > 0);
    for act in book.all::<partybook::domain::act::Act>("ledger IS NOT NULL", vec![]) {
        let ledger = act.ledger.unwrap();
        let came = ledger.start + ledger.added - ledger.removed;
        prop_assert_eq!(came, ledger.done + ledger.carried + ledger.dropped, "{:?}", ledger);
    }
    Ok(())
}

#[test]
fn after_every_step_the_journal_folded_from_nothing_is_what_the_tables_hold() {
    with_steps(12, 60, |steps| {
        let mut fold = Fold::default();
        let mut seen = 0;
        let mut life = lived(steps, |book| {
            for sealed in dump::window(book.engine.as_mut(), seen, i64::MAX, i64::MAX).unwrap() {
                seen = sealed.entry.seq;
                for change in &sealed.changes {
                    prop_assert_eq!(fold.apply(change), Ok(()));
                }
            }
            prop_assert!(rows_of(fold.clone()) == tables(book.engine.as_mut()), "fold and tables differ");
            holds(book)
        })?;
        let found = examine(life.book.engine.as_mut(), None).unwrap();
        prop_assert_eq!(found.problems, vec![]);
        prop_assert_eq!(life.book.engine.check().unwrap(), Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn every_earlier_state_is_the_journal_up_to_there() {
    with_steps(6, 40, |steps| {
        let mut life = lived(steps, |_| Ok(()))?;
        for (seq, state) in &life.states {
            prop_assert!(folded(&mut life.book, *seq)? == *state, "as of {seq}");
        }
        Ok(())
    });
}

#[test]
fn taking_back_all_the_way_and_bringing_back_all_the_way_reaches_every_state_again() {
    with_steps(12, 40, |steps| {
        let mut life = lived(steps, |_| Ok(()))?;
        let last = head(&mut life.book);
        let book = &mut life.book;
        book.me(BOSS);
        let before = |seq: i64| life.states.range(..seq).next_back().unwrap().1;
        let entries: Vec<i64> = life.states.keys().copied().filter(|seq| *seq > life.first).collect();
        for seq in entries.iter().rev() {
            let undone = book.undo_entry(*seq);
            prop_assert!(undone.is_ok(), "undo of {seq}: {undone:?}");
            prop_assert!(tables(book.engine.as_mut()) == *before(*seq), "before {seq}");
        }
        for seq in &entries {
            let redone = book.redo();
            prop_assert!(redone.is_ok(), "redo of {seq}: {redone:?}");
            prop_assert!(tables(book.engine.as_mut()) == life.states[seq], "after {seq} of {last}");
        }
        prop_assert!(examine(book.engine.as_mut(), None).unwrap().is_sound());
        Ok(())
    });
}

#[test]
fn out_and_in_again_is_the_same_book() {
    with_steps(4, 60, |steps| {
        let mut life = lived(steps, |_| Ok(()))?;
        let engine = life.book.engine.as_mut();
        let frame = dump::frame(engine).unwrap();
        let mut copy = sqlite::memory().unwrap();
        migrate::bring_up(&mut copy, "test").unwrap();
        let mut tx = copy.begin().unwrap();
        let mut restore = Restore::into_empty(&mut *tx).unwrap();
        for sealed in dump::window(engine, 0, frame.head.seq, i64::MAX).unwrap() {
            restore.add(sealed).unwrap();
        }
        restore.finish(&frame).unwrap();
        tx.commit().unwrap();
        prop_assert!(snapshot(engine) == snapshot(&mut copy));
        Ok(())
    });
}

/// Damages the journal or a table in some way; says how, none when it came out as it was.
fn damage(tx: &mut dyn Tx, (kind, a, b, c, d): Step) -> Option<String> {
    let journal = ["entry", "change"];
    let table = if kind < 170 {
        journal[usize::from(kind) % 2].to_owned()
    } else {
        SHAPES[usize::from(kind) % SHAPES.len()].noun.to_string()
    };
    let rows = tx.read_one(Stmt::plain(format!("SELECT rowid, * FROM {table} ORDER BY rowid"))).unwrap();
    let names = tx.read_one(Stmt::plain(format!("SELECT name FROM pragma_table_info('{table}')"))).unwrap();
    let pick = |a: u8, b: u8| (usize::from(a) * 256 + usize::from(b)) % rows.len().max(1);
    let (row, other) = (rows.0.get(pick(a, b))?, rows.0.get(pick(b, a))?);
    let at = usize::from(c) % names.len();
    let name = names.0[at][0].text().unwrap().to_owned();
    let (is, its) = (&row[at + 1], &other[at + 1]);
    if d.is_multiple_of(8) {
        tx.write(Stmt::new(format!("DELETE FROM {table} WHERE rowid = $1"), vec![row[0].clone()])).unwrap();
        return Some(format!("delete {row:?} of {table}"));
    }
    let to = match (is, d % 4) {
        (_, 1) => its.clone(),
        (Val::Null, _) => Val::from("1"),
        (Val::Int(number), _) => Val::Int(number + i64::from(d)),
        (Val::Text(text), 2) => Val::Text(text.chars().rev().collect()),
        (Val::Text(text), 3) if !text.is_empty() => {
            Val::Text(text[..text.len() - text.chars().last()?.len_utf8()].to_owned())
        }
        (Val::Text(text), _) => Val::Text(format!("{text} ")),
        (Val::Blob(_), _) => return None,
    };
    let set = format!("UPDATE {table} SET {name} = $1 WHERE rowid = $2");
    // What the database itself refuses is found already.
    let changed = to != *is && tx.write(Stmt::new(set, vec![to.clone(), row[0].clone()])).is_ok();
    changed.then(|| format!("{table}.{name} of {:?} from {is:?} to {to:?}", row[0]))
}

#[test]
fn no_damage_goes_unnoticed() {
    let mut life = lived(
        &(0..120_u8).map(|n| (n, n.wrapping_mul(37), n.wrapping_mul(11), n.wrapping_mul(59), n)).collect::<Vec<_>>(),
        |_| Ok(()),
    )
    .unwrap();
    assert!(examine(life.book.engine.as_mut(), None).unwrap().is_sound());
    let triggers =
        "DROP TRIGGER entry_keep; DROP TRIGGER entry_stay; DROP TRIGGER change_keep; DROP TRIGGER change_stay;";
    let mut tx = life.book.engine.begin().unwrap();
    tx.define(triggers).unwrap();
    tx.commit().unwrap();
    let engine = std::cell::RefCell::new(life.book.engine);
    with_steps(150, 1, |steps| {
        let mut engine = engine.borrow_mut();
        let mut tx = engine.begin().unwrap();
        let done: Vec<String> = steps.iter().filter_map(|step| damage(&mut *tx, *step)).collect();
        if done.len() == 1 {
            prop_assert!(!examine(&mut *tx, None).unwrap().is_sound(), "not found: {done:?}");
        }
        Ok(())
    });
}
