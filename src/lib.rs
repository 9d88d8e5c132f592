//! `partybook`: the library behind the `party` program. `docs/ARCHITECTURE.md` is the map of its rooms.
#![forbid(unsafe_code)]

pub mod app;
pub mod base;
pub mod cli;
pub mod domain;
pub mod op;
pub mod plan;
pub mod port;
pub mod query;
pub mod store;
pub mod text;
pub mod tui;
