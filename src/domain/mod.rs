//! The nouns of the program, their states and their rules. Pure: no store, no words, no clock.

pub mod account;
pub mod act;
pub mod member;
pub mod note;
pub mod party;
pub mod refusal;
pub mod retro;
pub mod season;
pub mod task;
pub mod words;
