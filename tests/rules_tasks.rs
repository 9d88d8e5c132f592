//! Rules of tasks: states, owners, dependencies, moves, splits, order.

use partybook::domain::task::TaskStatus;

use super::kit::{Book, check};

#[test]
fn an_outline_says_what_it_was_built_from() {
    let outline = r#"
        @danpung 단풍 aka=dan skills=k8s
        LOG active "soda log" leader=sol shadow=danpung members=saebyeol observers=haneul share=sol:50
          ◦ LOG-1 An idea for later
          S1 running 2026-11-16..2026-12-31 Kubernetes
            ✓ LOG-2 Ask infra @sol
            A1 running 2026-11-16..2026-11-27 Survey
              ▸ LOG-3 List every DAG @sol ~3d !p1 due 2026-11-20 #survey with danpung wish saebyeol
              ◦ LOG-4 Rollback plan @sol after LOG-3 blocked "firewall review"
              ◦ LOG-6 Ingestion delay @danpung !p0 ~1d +
            A2 planned 2026-11-30.. Migration
              ✗ LOG-5 Wave one
        STR proposed interested=danpung,sol
    "#;
    let outline = outline.replace("!p0 ~1d", "~1d !p0");
    Book::outline(&outline).shows(&outline);
}

#[test]
fn done_straight_from_todo_starts_and_ends_that_day() {
    let mut book = check(
        "LOG active leader=sol
           ◦ LOG-1 List DAGs blocked review",
        |book| book.me("sol").finish("LOG-1"),
        "LOG active leader=sol
           ✓ LOG-1 List DAGs",
    );
    let id = book.task("LOG-1");
    let task = book.one::<partybook::domain::task::Task>(id);
    let today = "2026-11-16".parse().ok();
    assert_eq!((task.started_on, task.done_on, task.status), (today, today, TaskStatus::Done));
}
