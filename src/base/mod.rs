//! The ground floor: ids, keys, days, minutes, text in cells, Hangul. Knows nothing of the domain.

pub mod cells;
pub mod clean;
pub mod day;
pub mod escape;
pub mod fold;
pub mod hangul;
pub mod id;
pub mod key;
pub mod minutes;
pub mod month;
pub mod name;
pub mod source;
