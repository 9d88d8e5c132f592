//! A rule as a picture: the outline before, what somebody does, the outline after or the refusal.

use std::fmt::Write;

use partybook::domain::refusal::Refusal;
use partybook::op::OpError;

use super::state::snapshot;
use super::{Book, Outcome};

/// Builds `before`, lets `act` happen, and compares what the book shows with `after`, line by line; spaces around
/// lines do not count.
#[track_caller]
pub fn check(before: &str, act: impl FnOnce(&mut Book) -> Outcome, after: &str) -> Book {
    let mut book = Book::outline(before);
    if let Err(error) = act(&mut book) {
        panic!("refused: {error:?}");
    }
    book.shows(after);
    book
}

/// Builds `before` and lets `act` be refused; nothing may have changed by it, not even a counter. Gives the refusal.
#[track_caller]
pub fn refuses(before: &str, act: impl FnOnce(&mut Book) -> Outcome) -> Refusal {
    let mut book = Book::outline(before);
    let start = snapshot(book.engine.as_mut());
    let refusal = refusal(act(&mut book));
    assert_eq!(start, snapshot(book.engine.as_mut()), "a refusal leaves no trace: {refusal:?}");
    refusal
}

/// The refusal of an operation that must not have been carried out.
#[track_caller]
pub fn refusal(outcome: Outcome) -> Refusal {
    match outcome {
        Err(OpError::Refused(refusal)) => *refusal,
        other => panic!("not refused: {other:?}"),
    }
}

impl Book {
    /// Compares what the book shows with an outline.
    #[track_caller]
    pub fn shows(&mut self, outline: &str) {
        let shown = self.show();
        assert!(lines(&shown) == lines(outline), "{}", difference(outline, &shown));
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

fn difference(wanted: &str, shown: &str) -> String {
    let (wanted_lines, shown_lines) = (lines(wanted), lines(shown));
    let mut text = String::from("the outlines differ (- wanted, + shown)\n");
    for line in wanted_lines.iter().filter(|line| !shown_lines.contains(line)) {
        let _ = writeln!(text, "- {line}");
    }
    for line in shown_lines.iter().filter(|line| !wanted_lines.contains(line)) {
        let _ = writeln!(text, "+ {line}");
    }
    let _ = writeln!(text, "all that is shown:\n{shown}");
    text
}
