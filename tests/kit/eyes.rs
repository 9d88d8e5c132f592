//! Pages as tests look at them: the eyes of who acts, on the book's day.

use partybook::query::Ctx;
use partybook::query::list::TaskRow;

use super::{Book, SEOUL};

impl Book {
    /// The eyes of who acts.
    pub fn ctx(&self) -> Ctx {
        Ctx { today: self.now.day_in(&SEOUL), zone: SEOUL, me: self.actor }
    }
}

/// The keys of some rows, with a space between.
pub fn keys(rows: &[TaskRow]) -> String {
    rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>().join(" ")
}
