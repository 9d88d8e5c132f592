//! What the program says and what people type: words by id in both languages, dates and the one-line form in words.
//! Knows no entity and no store; everything arrives as plain values.

pub mod line;
pub mod name;
pub mod when;
pub mod words;

pub use words::{Lang, Word, say, w, word};
