//! Actions of retrospectives: what somebody promised, whether it was kept, how many acts it survived.

use serde::Serialize;

use super::place::place_of;
use super::{Cells, QueryError, each};
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::task::TaskStatus;
use crate::store::{Read, Stmt, StoreError, Val};

/// One action.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ActionRow {
    /// Row id.
    pub id: Id,
    /// Row id of the task that carries it out.
    #[serde(skip)]
    pub task: Id,
    /// `LOG-12`.
    pub key: String,
    /// One line.
    pub title: String,
    /// Handle of who does it.
    pub owner: Option<String>,
    /// Display name of who does it.
    pub owner_name: Option<String>,
    /// The day it is due.
    pub due: Option<Day>,
    /// Where it stands.
    pub status: TaskStatus,
    /// The day it was finished.
    pub done_on: Option<Day>,
    /// How we will see that it worked.
    #[serde(rename = "check")]
    pub seen: String,
    /// Why it was kept for later.
    pub kept: Option<String>,
    /// Where it was promised: `LOG/S1/A1 retro`.
    pub from: String,
    /// Acts of the party that closed while it was open.
    pub survived: i64,
    /// Whether it is unfinished and nobody has said what is to become of it.
    pub waiting: bool,
}

/// The ledger of a party's actions.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Actions {
    /// Unfinished ones, the oldest first.
    pub open: Vec<ActionRow>,
    /// Done and dropped ones, the oldest first.
    pub ended: Vec<ActionRow>,
}

/// The actions of a party's retrospectives, or of all parties.
pub fn actions(read: &mut dyn Read, party: Option<Id>) -> Result<Actions, QueryError> {
    let stmt = match party {
        Some(party) => actions_stmt("r.party = $1", vec![party.0.into()]),
        None => actions_stmt("r.id IS NOT NULL", vec![]),
    };
    let all = each(&read.read_one(stmt)?, action)?;
    let (open, ended) = all.into_iter().partition(|action| action.status.is_open());
    Ok(Actions { open, ended })
}

/// The statement for the actions of the retrospectives that a condition on `r` selects.
pub(super) fn actions_stmt(condition: &str, args: Vec<Val>) -> Stmt {
    let sql = format!(
        "SELECT x.id, t.id, q.key, t.number, t.title, m.handle, m.name, t.due, t.status, t.done_on, x.seen, x.kept, \
         p.key, s.number, a.number, (SELECT COUNT(*) FROM act b WHERE b.party = r.party AND b.stage = 'closed' \
         AND b.id <> r.act AND (b.closed_on > a.closed_on OR EXISTS (SELECT 1 FROM carry c WHERE c.task = t.id \
         AND c.from_act = b.id)) AND (t.done_on IS NULL OR b.closed_on <= t.done_on)) \
         FROM retro r CROSS JOIN action x JOIN task t ON t.id = x.task JOIN party q ON q.id = t.party \
         JOIN act a ON a.id = r.act JOIN season s ON s.id = a.season JOIN party p ON p.id = a.party \
         LEFT JOIN member m ON m.id = t.owner WHERE x.retro = r.id AND {condition} ORDER BY r.opened_on, r.id, x.id"
    );
    Stmt::new(sql, args)
}

/// One row of [`actions_stmt`].
pub(super) fn action(at: &mut Cells<'_>) -> Result<ActionRow, StoreError> {
    let (id, task, party, number): (Id, Id, String, i64) = (at.next()?, at.next()?, at.next()?, at.next()?);
    let (title, owner, owner_name, due) = (at.next()?, at.next()?, at.next()?, at.next()?);
    let (status, done_on, seen): (TaskStatus, _, _) = (at.next()?, at.next()?, at.next()?);
    let kept: Option<String> = at.next()?;
    let from = place_of(at)?.unwrap_or_default();
    Ok(ActionRow {
        id,
        task,
        key: format!("{party}-{number}"),
        title,
        owner,
        owner_name,
        due,
        status,
        done_on,
        seen,
        waiting: status.is_open() && kept.is_none(),
        kept,
        from: format!("{from} retro"),
        survived: at.next()?,
    })
}
