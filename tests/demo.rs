//! The demo: its past replays without a refusal in both languages, and its table has the figures it is known by.

use std::collections::BTreeMap;

use partybook::app::demo;
use partybook::app::env::Env;
use partybook::store::audit::audit;
use partybook::store::{Read, Stmt, migrate, sqlite};
use partybook::text::Lang;

const TASKS: &str = include_str!("../data/demo/tasks.tsv");

fn rows() -> Vec<Vec<&'static str>> {
    TASKS.lines().skip(1).map(|line| line.split('\t').collect()).collect()
}

#[test]
fn the_past_replays_in_both_languages_and_is_sound() {
    for lang in Lang::ALL {
        let mut engine = sqlite::memory().unwrap();
        migrate::bring_up(&mut engine, "").unwrap();
        let env = Env::of([("PARTY_SEED", "7"), ("PARTY_NOW", "2021-11-18T09:00:00+09:00")]);
        demo::replay(&mut engine, &mut env.ids(), lang).unwrap();
        let audit = audit(&mut engine, None).unwrap();
        assert_eq!(audit.problems, []);
        let count = |engine: &mut dyn Read, sql: &'static str| {
            engine.read_one(Stmt::plain(sql)).unwrap().single().unwrap().int().unwrap()
        };
        assert_eq!(count(&mut engine, "SELECT COUNT(*) FROM task"), 40, "38 tasks and two actions");
        assert_eq!(count(&mut engine, "SELECT COUNT(*) FROM task WHERE carried = 1"), 2);
        assert_eq!(count(&mut engine, "SELECT COUNT(*) FROM act WHERE stage = 'running'"), 3);
    }
}

#[test]
fn the_table_has_the_figures_the_demo_is_known_by() {
    let rows = rows();
    let done: Vec<&Vec<&str>> = rows.iter().filter(|row| !row[8].is_empty()).collect();
    assert_eq!((rows.len(), done.len(), rows.iter().filter(|row| row[9] == "1").count()), (42, 38, 4));
    let mut days: BTreeMap<&str, i64> = BTreeMap::new();
    for row in &rows {
        *days.entry(row[4]).or_default() += row[5].parse::<i64>().unwrap();
    }
    let days: Vec<i64> = days.into_values().collect();
    assert_eq!(days, [7, 16, 26, 16, 25, 17, 23, 45]);
    let (sum, squares): (i64, i64) = (days.iter().sum(), days.iter().map(|d| d * d).sum());
    // Jain's index of fairness: the square of the sum over n times the sum of squares.
    let jain = (sum * sum) as f64 / (8 * squares) as f64;
    assert!((jain - 0.8136).abs() < 1e-4, "{jain}");
    let mut cycles: Vec<i64> = done.iter().map(|row| span(row[7], row[8])).collect();
    cycles.sort_unstable();
    let rank = |p: usize| cycles[(cycles.len() * p).div_ceil(100) - 1];
    assert_eq!((rank(50), rank(70), rank(85), rank(95), cycles[37]), (7, 10, 16, 23, 30));
    let mut finished: Vec<&str> = done.iter().map(|row| row[8]).collect();
    finished.sort_unstable();
    finished.dedup();
    assert_eq!(finished.len(), 32);
    let mut weeks = [0; 27];
    for row in &done {
        weeks[(span("2021-08-09", row[8]) - 1) as usize / 7] += 1;
    }
    assert_eq!(weeks, [2, 3, 0, 0, 2, 2, 1, 2, 3, 1, 3, 3, 1, 2, 1, 2, 1, 3, 2, 1, 0, 0, 1, 0, 1, 0, 1]);
    let mut worked: Vec<i64> = done.iter().map(|row| workdays(row[7], row[8])).collect();
    worked.sort_unstable();
    assert_eq!((worked[18], worked[32]), (5, 10), "p50 and p85 by nearest rank");
}

#[test]
fn every_act_has_the_rows_the_demo_is_known_by() {
    let rows = rows();
    let counted = |act: &str| {
        let own: Vec<&Vec<&str>> = rows.iter().filter(|row| row[1] == act).collect();
        let count = |wanted: &dyn Fn(&Vec<&str>) -> bool| own.iter().filter(|row| wanted(row)).count();
        (own.len(), count(&|row| !row[8].is_empty()), count(&|row| row[9] == "1"), count(&|row| row[6] == "P0"))
    };
    for (act, first, last, days, counts) in [
        ("ON-S1-A1", "2021-08-09", "2021-08-13", 5, (2, 2, 0, 0)),
        ("ON-S1-A2", "2021-08-17", "2021-08-20", 4, (3, 3, 0, 0)),
        ("ST-S1-A1", "2021-09-06", "2021-10-01", 17, (4, 3, 1, 0)),
        ("ST-S1-A2", "2021-10-05", "2021-11-12", 28, (5, 4, 1, 1)),
        ("ST-S1-A3", "2021-11-15", "2021-12-24", 30, (5, 5, 0, 0)),
        ("LG-S1-A1", "2021-09-13", "2021-10-08", 16, (3, 3, 0, 0)),
        ("LG-S1-A2", "2021-10-12", "2021-11-19", 29, (4, 3, 1, 1)),
        ("LG-S1-A3", "2021-11-22", "2021-12-31", 30, (2, 2, 0, 0)),
        ("MD-S1-A1", "2021-09-01", "2021-10-15", 28, (4, 4, 0, 0)),
        ("MD-S1-A2", "2021-10-18", "2021-11-26", 30, (4, 4, 0, 0)),
        ("MD-S1-A3", "2021-11-29", "2022-01-07", 30, (3, 2, 1, 0)),
        ("MD-S2-A1", "2022-01-10", "2022-02-18", 27, (3, 3, 0, 0)),
    ] {
        assert_eq!((workdays(first, last), counted(act)), (days, counts), "{act}");
    }
}

/// Public holidays of the demo's time that are no weekend.
const HOLIDAYS: [&str; 9] = [
    "2021-08-16",
    "2021-09-20",
    "2021-09-21",
    "2021-09-22",
    "2021-10-04",
    "2021-10-11",
    "2022-01-31",
    "2022-02-01",
    "2022-02-02",
];

/// Korean working days from one to the other, both counted.
fn workdays(first: &str, last: &str) -> i64 {
    let day = |text: &str| text.parse::<partybook::base::day::Day>().unwrap();
    let free = |day: partybook::base::day::Day| day.weekday() > 4 || HOLIDAYS.contains(&&*day.to_string());
    day(first).through(day(last)).filter(|day| !free(*day)).count() as i64
}

/// Days from one to the other, both counted.
fn span(first: &str, last: &str) -> i64 {
    let day = |text: &str| text.parse::<partybook::base::day::Day>().unwrap();
    day(last).since(day(first)) + 1
}
