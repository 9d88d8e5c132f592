//! Files that mean harm, or were cut off: what cannot be told apart is said, what is too much is refused, nothing hangs.

use partybook::port::import::{Bad, ImportError, Kind, MOST_TASKS, ProblemKind};
use partybook::text::Lang;

use crate::kit::Book;
use crate::port_taskwarrior::{choices, plan};

fn book() -> Book {
    Book::outline("LOG active leader=sol")
}

/// A plan of a file into `LOG`.
fn planned(kind: Kind, bytes: &[u8], bad: Bad) -> Result<partybook::port::import::Plan, ImportError> {
    let mut wanted = choices(&[]);
    (wanted.to, wanted.bad) = ("LOG".parse().ok(), bad);
    plan(&mut book(), kind, bytes, &wanted)
}

#[test]
fn a_quote_that_never_closes_does_not_swallow_the_rest() {
    let text = "Title,Body\none,\ntwo,\"said\nthree,\nfour,\n";
    let plan = planned(Kind::Csv, text.as_bytes(), Bad::Refuse).unwrap();
    assert!(plan.report.refuses());
    let problem = &plan.report.problems[0];
    assert_eq!((problem.line, &problem.kind, problem.text.as_str()), (3, &ProblemKind::OpenQuote, "\"said"));
    assert!(plan.report.lines(Lang::En)[0].contains("never closed"));
    let plan = planned(Kind::Csv, text.as_bytes(), Bad::Skip).unwrap();
    assert_eq!(plan.report.will_create.tasks, 1);
}

#[test]
fn deep_broken_and_endless_files_are_refused_soon() {
    let deep = format!("{{\"description\":\"a\",\"x\":{}1{}}}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    let kept = planned(Kind::Taskwarrior, deep.as_bytes(), Bad::Refuse).unwrap();
    assert!(kept.report.refuses(), "longer than a field may be");
    let open = "{\n".repeat(300_000);
    assert!(matches!(planned(Kind::Taskwarrior, open.as_bytes(), Bad::Skip), Err(ImportError::NotTasks(1, _))));
    let noise = "x\n".repeat(MOST_TASKS + 1);
    let noise = format!("{{\"description\":\"a\",\"status\":\"pending\"}}\n{noise}");
    assert_eq!(planned(Kind::Taskwarrior, noise.as_bytes(), Bad::Skip).unwrap_err(), ImportError::TooLarge(MOST_TASKS));
    let cells = format!("Title\n{}", "a,b\n".repeat(MOST_TASKS + 1));
    assert_eq!(planned(Kind::Csv, cells.as_bytes(), Bad::Skip).unwrap_err(), ImportError::TooLarge(MOST_TASKS));
}

#[test]
fn circles_and_places_without_number_take_no_time_without_end() {
    let line = |n: usize| format!("k{n},Task {n},k{n},Season,Act {n}");
    let text = format!("Key,Title,After,Season,Act\n{}\n", (0..3_000).map(line).collect::<Vec<_>>().join("\n"));
    let plan = planned(Kind::Csv, text.as_bytes(), Bad::Refuse).unwrap();
    assert!(plan.report.refuses());
    assert_eq!(plan.report.problems.len(), 20);
    assert_eq!(plan.report.will_create.acts, 3_000);
}

#[test]
fn nul_and_control_characters_do_no_harm() {
    let nul = b"Title\nbefore\0after\n";
    assert_eq!(planned(Kind::Csv, nul, Bad::Refuse).unwrap_err(), ImportError::Encoding("utf-8", 2));
    let text = "{\"description\":\"a\\u0000b\\u001b[31m\",\"status\":\"pending\",\"note\":\"x\\u0000y\"}";
    let mut book = book();
    let mut wanted = choices(&[]);
    wanted.to = "LOG".parse().ok();
    let op = plan(&mut book, Kind::Taskwarrior, text.as_bytes(), &wanted).unwrap().op().unwrap();
    book.ok(&op);
    assert!(book.show().contains("ab\u{1b}[31m"));
}
