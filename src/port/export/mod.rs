//! Taking work out: pages as files for people and programs. Makes text; writes no file.

pub mod csv;
pub mod json;
