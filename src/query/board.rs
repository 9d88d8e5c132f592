//! The board: one act in columns.

use serde::Serialize;

use super::act::{ActHead, Count};
use super::list::TaskRow;

/// An act in columns. Blocked is a mark on a row, so a view may give it a column of its own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Board {
    /// The act.
    pub act: ActHead,
    /// The party's key.
    pub party: String,
    /// The party's name.
    pub party_name: String,
    /// Not begun, in list order.
    pub todo: Vec<TaskRow>,
    /// Being worked on, in list order.
    pub doing: Vec<TaskRow>,
    /// Finished, the latest first; at most as many as were asked for.
    pub done: Vec<TaskRow>,
    /// How much work is in it, everything counted.
    pub count: Count,
    /// Tasks that came after the start.
    pub unplanned: i64,
    /// All acts of the party in order, for stepping.
    pub acts: Vec<ActHead>,
}
