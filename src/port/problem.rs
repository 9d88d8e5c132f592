//! What is wrong with a store's or a dump's content, in words.

use std::fmt::Display;

use crate::store::problem::Problem;
use crate::text::{Lang, Word, say, w};

/// A finding in words; `name` is what people call the row it is about, where that is known.
pub fn said(lang: Lang, problem: &Problem, name: Option<&str>) -> String {
    let row = |text: Word, noun: &dyn Display, row: &dyn Display| {
        let row = name.map_or_else(|| row.to_string(), str::to_owned);
        say(lang, text, &[("noun", noun), ("row", &row)])
    };
    let entry = |text: Word, seq: &i64| say(lang, text, &[("seq", seq)]);
    match problem {
        Problem::Gap { after, .. } => entry(w::CLI_PROBLEM_GAP, after),
        Problem::Format { seq, .. } => entry(w::CLI_PROBLEM_FORMAT, seq),
        Problem::Undoes { seq } | Problem::Entry { seq } => entry(w::CLI_PROBLEM_ENTRY, seq),
        Problem::Sum { seq, .. } => entry(w::CLI_PROBLEM_SUM, seq),
        Problem::Hash { seq } => entry(w::CLI_PROBLEM_HASH, seq),
        Problem::Orphans { seq } => entry(w::CLI_PROBLEM_ORPHANS, seq),
        Problem::Head { last, .. } => entry(w::CLI_PROBLEM_HEAD, &last.seq),
        Problem::Pinned { pinned, .. } => entry(w::CLI_PROBLEM_PINNED, &pinned.seq),
        Problem::Fold { seq, .. } => entry(w::CLI_PROBLEM_FOLD, seq),
        Problem::Missing { noun, row: id } => row(w::CLI_PROBLEM_MISSING, noun, id),
        Problem::Extra { noun, row: id } => row(w::CLI_PROBLEM_EXTRA, noun, id),
        Problem::Differs { noun, row: id, .. } => row(w::CLI_PROBLEM_DIFFERS, noun, id),
        Problem::Unreadable { noun, row: id } => row(w::CLI_PROBLEM_UNREADABLE, noun, id),
        Problem::Counter { scope, .. } => say(lang, w::CLI_PROBLEM_COUNTER, &[("scope", scope)]),
        Problem::Structure { cause } => cause.clone(),
    }
}
