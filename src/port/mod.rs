//! What comes in and what goes out: charters, imports, exports, retro formats, the demo. Turns bytes into operations
//! and pages into bytes; reads and writes no file itself, and knows no clock.

pub mod charter;
pub mod columns;
pub mod demo;
pub mod export;
pub mod formats;
pub mod holidays;
pub mod import;
pub mod problem;
