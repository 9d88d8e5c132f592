//! The statements behind every list of tasks: which tasks, in which order, with what keeps each from going on and who
//! helps, in one batch over one snapshot.

use std::collections::HashMap;

use super::place::place_name;
use super::row::{Blocked, TaskRow};
use super::{Cells, Ctx};
use crate::base::day::Day;
use crate::base::fold::{Column, Needle};
use crate::base::id::Id;
use crate::domain::task::{Check, TaskStatus};
use crate::store::{Read, Row, Rows, Stmt, StoreError, Val};

/// Which tasks: conditions on `t`, an order, a window.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Pick {
    conditions: Vec<String>,
    args: Vec<Val>,
    order: &'static str,
    /// At most so many.
    pub limit: Option<i64>,
}

/// How many statements one pick takes in a batch.
pub(super) const STMTS: usize = 3;

const COLUMNS: &str = "t.id, t.number, p.key, p.name, t.title, t.status, t.priority, t.estimate, t.owner, m.handle, \
                       m.name, t.due, t.blocked, t.blocked_since, t.carried, t.origin, t.party, t.season, t.act, \
                       s.number, a.number, t.tags, t.skills, t.checklist, t.started_on, t.done_on, t.rank";

impl Pick {
    /// Every task, in an order over columns of `t`.
    pub fn new(order: &'static str) -> Self {
        Self { conditions: vec![], args: vec![], order, limit: None }
    }

    /// Narrows by a condition; each `?` in it stands for the next of `args`.
    pub fn also(&mut self, condition: &str, args: impl IntoIterator<Item = Val>) {
        let mut numbered = String::with_capacity(condition.len() + 8);
        let mut next = self.args.len();
        for letter in condition.chars() {
            if letter == '?' {
                next += 1;
                numbered.push('$');
                numbered.push_str(&next.to_string());
            } else {
                numbered.push(letter);
            }
        }
        self.conditions.push(numbered);
        self.args.extend(args);
    }

    /// Narrows to titles that hold a needle.
    pub fn needle(&mut self, needle: &Needle) {
        let column = match needle.column {
            Column::Keys => "t.find",
            Column::Initials => "t.initials",
        };
        self.also(&format!("{column} LIKE ? ESCAPE '\\'"), [needle.pattern().into()]);
    }

    fn condition(&self) -> String {
        if self.conditions.is_empty() { "t.id IS NOT NULL".to_owned() } else { self.conditions.join(" AND ") }
    }

    fn window(&self) -> String {
        self.limit.map_or_else(String::new, |limit| format!(" LIMIT {limit}"))
    }

    /// The tasks, what they wait for, and who helps: [`STMTS`] statements.
    pub fn stmts(&self) -> [Stmt; STMTS] {
        let (condition, order, window) = (self.condition(), self.order, self.window());
        // The task comes first in every join: its index has been chosen for the condition and the order.
        let tasks = format!(
            "SELECT {COLUMNS} FROM task t CROSS JOIN party p LEFT JOIN member m ON m.id = t.owner \
             LEFT JOIN act a ON a.id = t.act LEFT JOIN season s ON s.id = t.season \
             WHERE p.id = t.party AND {condition} ORDER BY {order}{window}"
        );
        let page = format!("WITH page (id) AS (SELECT t.id FROM task t WHERE {condition} ORDER BY {order}{window})");
        let waits = format!(
            "{page} SELECT d.task, p.key, n.number FROM page CROSS JOIN dependency d CROSS JOIN task n \
             CROSS JOIN party p WHERE d.task = page.id AND n.id = d.needs AND n.is_open = 1 AND p.id = n.party \
             ORDER BY p.key, n.number"
        );
        let helpers = format!(
            "{page} SELECT x.task, m.handle FROM page CROSS JOIN task_person x CROSS JOIN member m \
             WHERE x.task = page.id AND x.tie = 'helper' AND m.id = x.member ORDER BY m.fold"
        );
        [tasks, waits, helpers].map(|sql| Stmt::new(sql, self.args.clone()))
    }

    /// The ids alone, in order: for conditions that no index serves, so that they are looked through once.
    pub fn ids_stmt(&self) -> Stmt {
        let (condition, order, window) = (self.condition(), self.order, self.window());
        let sql = format!("SELECT t.id FROM task t WHERE {condition} ORDER BY {order}{window}");
        Stmt::new(sql, self.args.clone())
    }

    /// What names each task: id, party key, number, title.
    pub fn targets_stmt(&self) -> Stmt {
        let (condition, order, window) = (self.condition(), self.order, self.window());
        let sql = format!(
            "SELECT t.id, p.key, t.number, t.title FROM task t CROSS JOIN party p WHERE p.id = t.party \
             AND {condition} ORDER BY {order}{window}"
        );
        Stmt::new(sql, self.args.clone())
    }

    /// How many there are, counted up to `most`.
    pub fn count_stmt(&self, most: i64) -> Stmt {
        let sql =
            format!("SELECT COUNT(*) FROM (SELECT 1 FROM task t WHERE {} LIMIT {most}) counted", self.condition());
        Stmt::new(sql, self.args.clone())
    }
}

/// The rows of some tasks, in the order of their ids.
pub(super) fn of_ids(read: &mut dyn Read, ctx: &Ctx, ids: &[Id]) -> Result<Vec<TaskRow>, StoreError> {
    let mut batch = vec![];
    for chunk in ids.chunks(CHUNK) {
        let mut pick = Pick::new("t.id");
        let marks = vec!["?"; chunk.len()].join(", ");
        pick.also(&format!("t.id IN ({marks})"), chunk.iter().map(|id| id.0.into()));
        batch.extend(pick.stmts());
    }
    if batch.is_empty() {
        return Ok(vec![]);
    }
    let answers = read.read(&batch)?;
    let mut rows = vec![];
    for answer in answers.chunks(STMTS) {
        rows.extend(assemble(answer, ctx)?);
    }
    let place: HashMap<Id, usize> = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    rows.sort_by_key(|row| place.get(&row.id).copied());
    Ok(rows)
}

/// Ids in one statement.
const CHUNK: usize = 400;

/// A text as a pattern that finds it anywhere, for `LIKE … ESCAPE '\'`.
pub(super) fn like(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

/// The rows from the answers to [`Pick::stmts`].
pub(super) fn assemble(answers: &[Rows], ctx: &Ctx) -> Result<Vec<TaskRow>, StoreError> {
    let mut waits: HashMap<i64, Vec<String>> = HashMap::new();
    for row in &answers[1] {
        waits.entry(row[0].int()?).or_default().push(format!("{}-{}", row[1].text()?, row[2].int()?));
    }
    let mut helpers: HashMap<i64, Vec<String>> = HashMap::new();
    for row in &answers[2] {
        helpers.entry(row[0].int()?).or_default().push(row[1].text()?.to_owned());
    }
    let mut rows = Vec::with_capacity(answers[0].len());
    for row in &answers[0] {
        let (mut task, reason, since) = task_row(row)?;
        task.helpers = helpers.remove(&task.id.0).unwrap_or_default();
        let waits_for = waits.remove(&task.id.0).unwrap_or_default();
        if task.status.is_open() && (reason.is_some() || !waits_for.is_empty()) {
            let days = since.map(|since| (ctx.today.since(since) + 1).max(1));
            task.blocked = Some(Blocked { reason, waits_for, since, days });
        }
        rows.push(task);
    }
    Ok(rows)
}

/// A row without what other statements know of it; with its block's reason and day.
fn task_row(row: &Row) -> Result<(TaskRow, Option<String>, Option<Day>), StoreError> {
    let mut at = Cells::of(row);
    let (id, number): (Id, i64) = (at.next()?, at.next()?);
    let (party_key, party_name): (String, String) = (at.next()?, at.next()?);
    let (title, status, priority, estimate) = (at.next()?, at.next::<TaskStatus>()?, at.next()?, at.next()?);
    let (owner_id, owner, owner_name, due) = (at.next()?, at.next()?, at.next()?, at.next()?);
    let (reason, since) = (at.next()?, at.next()?);
    let (carried, origin, party_id) = (at.next()?, at.next()?, at.next()?);
    let (season_id, act_id): (Option<Id>, Option<Id>) = (at.next()?, at.next()?);
    let (season_number, act_number): (Option<i64>, Option<i64>) = (at.next()?, at.next()?);
    let (tags, skills) = (at.next()?, at.next()?);
    let checklist: Vec<Check> = at.next()?;
    let (started_on, done_on, rank) = (at.next()?, at.next()?, at.next()?);
    let season = season_number.map(|_| place_name(&party_key, season_number, None));
    let act = act_number.map(|_| place_name(&party_key, season_number, act_number));
    let task = TaskRow {
        id,
        key: format!("{party_key}-{number}"),
        party_key,
        party_name,
        title,
        status,
        priority,
        estimate,
        owner,
        owner_name,
        helpers: vec![],
        due,
        blocked: None,
        carried,
        origin,
        act,
        season,
        tags,
        skills,
        checked: checklist.iter().filter(|check| check.done).count(),
        checks: checklist.len(),
        started_on,
        done_on,
        number,
        party_id,
        season_id,
        act_id,
        owner_id,
        rank,
    };
    Ok((task, reason, since))
}
