//! Whose hands an act is in: how much of it each person has.

use serde::Serialize;

use super::{Cells, Person, QueryError};
use crate::base::id::Id;
use crate::domain::task::TaskStatus;
use crate::store::{Read, Stmt};

/// One person's part of an act; the part of nobody has no person.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Hand {
    /// Who.
    pub who: Option<Person>,
    /// Tasks, dropped ones left out.
    pub tasks: i64,
    /// Those that are done.
    pub done: i64,
    /// Estimates of all of them, minutes.
    pub estimate_minutes: i64,
    /// Estimates of the open ones, minutes.
    pub open_minutes: i64,
    /// Open ones without an estimate.
    pub unestimated: i64,
}

/// The parts of an act, by handle; what nobody has comes last.
pub fn hands(read: &mut dyn Read, act: Id) -> Result<Vec<Hand>, QueryError> {
    let sql = "SELECT m.id, m.handle, m.name, t.status, COUNT(*), CAST(COALESCE(SUM(t.estimate), 0) AS BIGINT), \
               COUNT(t.estimate) FROM task t LEFT JOIN member m ON m.id = t.owner \
               WHERE t.act = $1 AND t.status <> 'dropped' GROUP BY m.id, m.handle, m.name, m.fold, t.status \
               ORDER BY CASE WHEN m.id IS NULL THEN 1 ELSE 0 END, m.fold";
    let mut hands: Vec<Hand> = vec![];
    for row in &read.read_one(Stmt::new(sql, vec![act.0.into()]))? {
        let mut at = Cells::of(row);
        let (id, handle, name): (Option<Id>, Option<String>, Option<String>) = (at.next()?, at.next()?, at.next()?);
        let status: TaskStatus = at.next()?;
        let (tasks, minutes, estimated): (i64, i64, i64) = (at.next()?, at.next()?, at.next()?);
        let who = id.map(|id| Person { id, handle: handle.unwrap_or_default(), name: name.unwrap_or_default() });
        if hands.last().is_none_or(|last| last.who != who) {
            hands.push(Hand { who, ..Hand::default() });
        }
        let Some(hand) = hands.last_mut() else { continue };
        hand.tasks += tasks;
        hand.estimate_minutes += minutes;
        if status.is_open() {
            hand.open_minutes += minutes;
            hand.unestimated += tasks - estimated;
        } else {
            hand.done += tasks;
        }
    }
    Ok(hands)
}

/// Estimates of everybody's open tasks over all parties, minutes; who has none is left out.
pub fn assigned(read: &mut dyn Read) -> Result<Vec<(Id, i64)>, QueryError> {
    let sql = "SELECT owner, CAST(COALESCE(SUM(estimate), 0) AS BIGINT) FROM task WHERE is_open = 1 \
               AND owner IS NOT NULL GROUP BY owner";
    Ok(super::each(&read.read_one(Stmt::plain(sql))?, |at| Ok((at.next()?, at.next()?)))?)
}
