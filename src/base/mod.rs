//! The ground floor: ids, keys, days, minutes, text in cells, Hangul. Knows nothing of the domain.

pub mod day;
pub mod id;
pub mod key;
pub mod minutes;
pub mod source;
