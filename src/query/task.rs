//! One task with everything that is known of it.

use serde::Serialize;

use super::list::TaskRow;
use super::place::place_of;
use super::rows::{self, Pick};
use super::{Cells, Ctx, Person, QueryError, Thing, column, each, entities, select_stmt};
use crate::base::day::{Day, Instant};
use crate::base::id::Id;
use crate::domain::act::Fate;
use crate::domain::task::{Check, Task, TaskStatus};
use crate::store::{Read, Rows, Stmt, StoreError};

/// The page of a task.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TaskPage {
    /// What lists show of it.
    #[serde(flatten)]
    pub row: TaskRow,
    /// Markdown.
    pub body: String,
    /// Things to tick.
    pub checklist: Vec<Check>,
    /// Addresses.
    pub links: Vec<String>,
    /// Fields of another program.
    pub extra: Vec<(String, String)>,
    /// Who would like to do it.
    pub wishes: Vec<Person>,
    /// Title of its act.
    pub act_title: Option<String>,
    /// What it waits for, finished ones too.
    pub needs: Vec<TaskRef>,
    /// What waits for it.
    pub needed_by: Vec<TaskRef>,
    /// What it was cut from.
    pub split_from: Option<TaskRef>,
    /// What was cut from it.
    pub split_into: Vec<TaskRef>,
    /// What was said about it, oldest first.
    pub comments: Vec<CommentRow>,
    /// Its story as a leftover, oldest first.
    pub carries: Vec<CarryRow>,
    /// Where it comes from when it is an action: the retro's act, and how we will see that it worked.
    pub action: Option<ActionOrigin>,
    /// Troubles and notes written about it: number and title.
    pub notes: Vec<(i64, String)>,
    /// Keys it had before.
    pub former_keys: Vec<String>,
    /// When it was born.
    pub born: Instant,
    /// The entity, for making patches.
    #[serde(skip)]
    pub task: Task,
}

/// A task named from another one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TaskRef {
    /// Row id.
    pub id: Id,
    /// `LOG-1`.
    pub key: String,
    /// One line.
    pub title: String,
    /// Where it stands.
    pub status: TaskStatus,
    /// Handle of who does it.
    pub owner: Option<String>,
    /// Display name of who does it.
    pub owner_name: Option<String>,
}

/// Something said about a task.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CommentRow {
    /// Row id.
    pub id: Id,
    /// Handle of who said it.
    pub author: Option<String>,
    /// Display name of who said it.
    pub author_name: Option<String>,
    /// When.
    pub at: Instant,
    /// Markdown.
    pub body: String,
}

/// One time a task was left over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CarryRow {
    /// The act it was left over in.
    pub from: String,
    /// The act it went to.
    pub to: Option<String>,
    /// What became of it.
    pub fate: Fate,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Day,
}

/// Why a task exists that a retrospective made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ActionOrigin {
    /// The act looked back on.
    pub act: String,
    /// How we will see that it worked.
    pub seen: String,
    /// Why it was kept for later.
    pub kept: Option<String>,
}

/// The page of a task.
///
/// Errors: `Missing` when there is no task with this id.
pub fn task(read: &mut dyn Read, ctx: &Ctx, id: Id) -> Result<TaskPage, QueryError> {
    let mut pick = Pick::new("t.number");
    pick.also("t.id = ?", [id.0.into()]);
    let mut batch = pick.stmts().to_vec();
    batch.extend(page_stmts(id));
    let answers = read.read(&batch)?;
    let row = rows::assemble(&answers, ctx)?.pop();
    let entity = entities::<Task>(&answers[rows::STMTS])?.pop();
    let (Some(row), Some(task)) = (row, entity) else {
        return Err(QueryError::missing(Thing::Task, id.to_string()));
    };
    Ok(page(row, task, &answers[rows::STMTS + 1..])?)
}

fn page_stmts(id: Id) -> Vec<Stmt> {
    let one = |sql: &str| Stmt::new(sql.to_owned(), vec![id.0.into()]);
    let refs = |ids: &str| {
        one(&format!(
            "SELECT t.id, p.key, t.number, t.title, t.status, m.handle, m.name FROM task t JOIN party p \
             ON p.id = t.party LEFT JOIN member m ON m.id = t.owner WHERE {ids} ORDER BY p.key, t.number"
        ))
    };
    vec![
        select_stmt::<Task>("id = $1", vec![id.0.into()]),
        refs("t.id IN (SELECT needs FROM dependency WHERE task = $1)"),
        refs("t.id IN (SELECT task FROM dependency WHERE needs = $1)"),
        refs("t.id = (SELECT split_from FROM task WHERE id = $1)"),
        refs("t.split_from = $1"),
        one("SELECT m.id, m.handle, m.name FROM task_person x JOIN member m ON m.id = x.member \
             WHERE x.task = $1 AND x.tie = 'wish' ORDER BY m.fold"),
        one("SELECT c.id, m.handle, m.name, c.at, c.body FROM comment c LEFT JOIN member m ON m.id = c.author \
             WHERE c.task = $1 ORDER BY c.at, c.id"),
        one("SELECT p.key, s.number, a.number, q.key, z.number, b.number, c.fate, c.reason, c.day FROM carry c \
             JOIN act a ON a.id = c.from_act JOIN season s ON s.id = a.season JOIN party p ON p.id = a.party \
             LEFT JOIN act b ON b.id = c.to_act LEFT JOIN season z ON z.id = b.season \
             LEFT JOIN party q ON q.id = b.party WHERE c.task = $1 ORDER BY c.day, c.id"),
        one("SELECT p.key, s.number, a.number, x.seen, x.kept FROM action x JOIN retro r ON r.id = x.retro \
             JOIN act a ON a.id = r.act JOIN season s ON s.id = a.season JOIN party p ON p.id = a.party \
             WHERE x.task = $1 ORDER BY x.id"),
        one("SELECT number, title FROM note WHERE task = $1 ORDER BY number"),
        one("SELECT key FROM former WHERE target = $1 ORDER BY id"),
        one("SELECT a.title FROM task t JOIN act a ON a.id = t.act WHERE t.id = $1"),
    ]
}

/// Puts a page together from the answers to [`page_stmts`] but the first.
fn page(row: TaskRow, task: Task, answers: &[Rows]) -> Result<TaskPage, StoreError> {
    Ok(TaskPage {
        row,
        body: task.body.clone(),
        checklist: task.checklist.clone(),
        links: task.links.clone(),
        extra: task.extra.clone(),
        needs: each(&answers[0], reference)?,
        needed_by: each(&answers[1], reference)?,
        split_from: each(&answers[2], reference)?.pop(),
        split_into: each(&answers[3], reference)?,
        wishes: each(&answers[4], |at| Ok(Person { id: at.next()?, handle: at.next()?, name: at.next()? }))?,
        comments: each(&answers[5], |at| {
            let (id, author, author_name) = (at.next()?, at.next()?, at.next()?);
            Ok(CommentRow { id, author, author_name, at: at.next()?, body: at.next()? })
        })?,
        carries: each(&answers[6], carry)?,
        action: each(&answers[7], |at| {
            let act = place_of(at)?.unwrap_or_default();
            Ok(ActionOrigin { act, seen: at.next()?, kept: at.next()? })
        })?
        .pop(),
        notes: each(&answers[8], |at| Ok((at.next()?, at.next()?)))?,
        former_keys: column(&answers[9])?,
        act_title: column(&answers[10])?.pop(),
        born: task.born,
        task,
    })
}

fn reference(at: &mut Cells<'_>) -> Result<TaskRef, StoreError> {
    let (id, party, number): (Id, String, i64) = (at.next()?, at.next()?, at.next()?);
    Ok(TaskRef {
        id,
        key: format!("{party}-{number}"),
        title: at.next()?,
        status: at.next()?,
        owner: at.next()?,
        owner_name: at.next()?,
    })
}

fn carry(at: &mut Cells<'_>) -> Result<CarryRow, StoreError> {
    let from = place_of(at)?.unwrap_or_default();
    Ok(CarryRow { from, to: place_of(at)?, fate: at.next()?, reason: at.next()?, on: at.next()? })
}
