//! The terminal UI: a pure function from events to state and effects, and one from state to a frame. `run.rs` is the only part
//! that waits, reads and writes; drivers of terminals are named in `terminal.rs` alone.

pub mod ahead;
pub mod arrive;
pub mod ask;
pub mod book;
pub mod counter;
pub mod deed;
pub mod desk;
pub mod effect;
pub mod event;
pub mod face;
pub mod glyph;
pub mod input;
pub mod key;
pub mod keyhint;
pub mod keymap;
pub mod layout;
pub mod open;
pub mod page;
pub mod pages;
pub mod palette;
pub mod prepare;
pub mod reader;
pub mod run;
pub mod screen;
pub mod search;
pub mod shared;
pub mod shelf;
pub mod signal;
pub mod state;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod verb;
pub mod view;
pub mod widget;
pub mod wire;

pub use effect::Exit;
pub use open::{Colours, Purpose, Start, open, start};
