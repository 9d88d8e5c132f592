//! Taking work out: pages as files for people and programs. Makes text; writes no file.

pub mod act;
pub mod csv;
pub mod json;
pub mod markdown;
pub mod paper;
pub mod party;
pub mod retro;
