//! Plans of hot queries: a list reads its window by an index in list order, sorts nothing, and scans no table.

use partybook::base::id::Id;
use partybook::query::list::{Cursor, Filter, Owner, Show, stmts};
use partybook::store::Stmt;

use super::kit::Book;

/// The plan of a statement, one step a line.
fn plan(book: &mut Book, stmt: &Stmt) -> String {
    let explained = Stmt::new(format!("EXPLAIN QUERY PLAN {}", stmt.sql), stmt.args.clone());
    let rows = book.engine.read_one(explained).unwrap();
    rows.iter().map(|row| row[3].text().unwrap()).collect::<Vec<_>>().join("\n")
}

/// Every statement of a list reads `index` and scans no table of the store.
#[track_caller]
fn reads(filter: &Filter, index: &str, sorts: bool) {
    let mut book = Book::empty();
    for (place, stmt) in stmts(filter).iter().enumerate() {
        let plan = plan(&mut book, stmt);
        assert!(
            plan.contains(&format!("USING INDEX {index}")) || plan.contains(&format!("COVERING INDEX {index}")),
            "{plan}"
        );
        for line in plan.lines() {
            let scan = line.trim_start().starts_with("SCAN");
            assert!(!scan || line.contains("page"), "{line} in\n{plan}");
        }
        if place == 0 && !sorts {
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}

fn window() -> Filter {
    Filter { limit: Some(50), ..Filter::default() }
}

#[test]
fn a_persons_open_tasks_come_by_their_index() {
    reads(&Filter { owner: Some(Owner::Member(Id(7))), ..window() }, "task_owner", false);
}

#[test]
fn a_persons_open_tasks_of_one_party_come_by_their_index() {
    let filter = Filter { owner: Some(Owner::Member(Id(7))), party: Some(Id(1)), ..window() };
    reads(&filter, "task_owner", false);
}

#[test]
fn a_partys_open_tasks_come_by_their_index() {
    reads(&Filter { party: Some(Id(1)), ..window() }, "task_party", false);
}

#[test]
fn the_next_window_starts_where_the_last_ended() {
    let after = Cursor { priority: "P1".parse().unwrap(), due: None, party: Id(1), number: 9 };
    let filter = Filter { party: Some(Id(1)), after: Some(after), show: Show::Open, ..window() };
    reads(&filter, "task_party", false);
}

#[test]
fn an_acts_tasks_come_by_their_index() {
    reads(&Filter { act: Some(Id(3)), ..Filter::default() }, "task_act", true);
}
