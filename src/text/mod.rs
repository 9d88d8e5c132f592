//! What the program says and what people type: words by id in both languages, dates and the one-line form in words.
//! Knows the domain's closed sets and refusals, but no store; everything else arrives as plain values.

pub mod count;
pub mod help;
pub mod label;
pub mod line;
pub mod name;
pub mod refusal;
pub mod rule;
pub mod stretch;
pub mod when;
pub mod words;

pub use words::{Lang, Word, say, w, word};
