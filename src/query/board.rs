//! The board: one act in columns.

use serde::Serialize;

use super::act::{ActHead, Count, count};
use super::heads::act_head;
use super::list::TaskRow;
use super::place::Map;
use super::rows::{self, Pick};
use super::{Ctx, QueryError, Thing};
use crate::base::id::Id;
use crate::domain::task::{Origin, TaskStatus};
use crate::store::{Read, Stmt, Val};

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

/// The board of an act. Shows the `most_done` latest finished tasks.
///
/// Errors: `Missing` when there is no act with this id.
pub fn board(read: &mut dyn Read, ctx: &Ctx, act: Id, most_done: usize) -> Result<Board, QueryError> {
    let mut pick = Pick::new("t.priority, t.due_key, t.party, t.number");
    pick.also("t.act = ?", [act.0.into()]);
    let mut batch = Map::stmts_where("party = (SELECT party FROM act WHERE id = $1)", act).to_vec();
    batch.extend(pick.stmts());
    let party = "SELECT p.key, p.name FROM party p WHERE p.id = (SELECT party FROM act WHERE id = $1)";
    batch.push(Stmt::new(party, vec![act.0.into()]));
    let answers = read.read(&batch)?;
    let map = Map::of(&answers[0], &answers[1])?;
    let tasks = rows::assemble(&answers[2..], ctx)?;
    let found = map.acts.iter().find(|other| other.id == act);
    let (Some(found), Some(party)) = (found, answers[2 + rows::STMTS].first()) else {
        return Err(QueryError::missing(Thing::Act, act.to_string()));
    };
    let (party, party_name) = (party[0].text()?.to_owned(), party[1].text()?.to_owned());
    let head = |act| act_head(act, &map, &party, ctx.today);
    let mut board = Board {
        act: head(found),
        todo: vec![],
        doing: vec![],
        done: vec![],
        count: count(&tasks),
        unplanned: 0,
        acts: map.acts.iter().map(head).collect(),
        party: party.clone(),
        party_name,
    };
    for task in tasks {
        if task.origin == Origin::Unplanned && task.status != TaskStatus::Dropped {
            board.unplanned += 1;
        }
        match task.status {
            TaskStatus::Todo => board.todo.push(task),
            TaskStatus::Doing => board.doing.push(task),
            TaskStatus::Done => board.done.push(task),
            TaskStatus::Dropped => {}
        }
    }
    board.done.sort_by_key(|task| std::cmp::Reverse((task.done_on, task.number)));
    board.done.truncate(most_done);
    Ok(board)
}

/// The act a board shows when none was named: the one who looks works in, the latest started first; else any running
/// one; else none. Asks only `party`, where one is given.
pub fn usual_act(read: &mut dyn Read, ctx: &Ctx, party: Option<Id>) -> Result<Option<Id>, QueryError> {
    let sql = "SELECT a.id, (SELECT COUNT(*) FROM membership x WHERE x.party = a.party AND x.member = $1 \
               AND x.role = 'member') mine FROM act a WHERE a.stage = 'running' \
               AND (CAST($2 AS BIGINT) IS NULL OR a.party = $2) ORDER BY mine DESC, a.started_on DESC, a.id DESC LIMIT 1";
    let args = vec![ctx.me.map(|me| me.0).into(), party.map(|party| party.0).into()];
    let rows = read.read_one(Stmt::new(sql, args))?;
    Ok(rows.single().map(Val::int).transpose()?.map(Id))
}
