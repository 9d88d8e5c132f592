//! Lists of tasks: which are asked for, and in which order they come.

pub use super::row::{Blocked, TaskRow};
use super::rows::{self, Pick, like};
use super::{Ctx, QueryError};
use crate::base::day::Day;
use crate::base::fold::{Needle, fold};
use crate::base::id::Id;
use crate::domain::task::{Priority, TaskStatus};
use crate::store::Read;
use crate::store::table::task::NEVER;

/// Whose tasks are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Owner {
    /// This member's.
    Member(Id),
    /// Those that nobody has.
    Nobody,
}

/// Which backlog is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Backlog {
    /// Tasks bound to no season.
    Party,
    /// Tasks bound to this season and in no act.
    Season(Id),
    /// All tasks in no act.
    Any,
}

/// Open tasks, or ended ones too.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Show {
    /// Open tasks; of an act all.
    #[default]
    Usual,
    /// Only open ones.
    Open,
    /// Done and dropped ones too.
    All,
}

/// Which tasks are asked for. The default asks for every open task.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Of this party.
    pub party: Option<Id>,
    /// In this act.
    pub act: Option<Id>,
    /// Bound to this season, in one of its acts or its backlog.
    pub season: Option<Id>,
    /// In a backlog.
    pub backlog: Option<Backlog>,
    /// Of this owner.
    pub owner: Option<Owner>,
    /// Open or all; asking for a status overrides it.
    pub show: Show,
    /// In one of these states.
    pub status: Vec<TaskStatus>,
    /// Only those that cannot go on.
    pub blocked_only: bool,
    /// With this tag.
    pub tag: Option<String>,
    /// Of this priority.
    pub priority: Option<Priority>,
    /// Due on this day or earlier.
    pub due_until: Option<Day>,
    /// Titles that hold every word of this.
    pub text: Option<String>,
    /// At most so many.
    pub limit: Option<i64>,
    /// Those behind this row of an earlier answer.
    pub after: Option<Cursor>,
}

/// A row's place in the order of a list: where the next window goes on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cursor {
    /// Its priority.
    pub priority: Priority,
    /// Its due day.
    pub due: Option<Day>,
    /// Its party.
    pub party: Id,
    /// Its number.
    pub number: i64,
}

/// Tasks in list order: priority, due day (none last), party, number.
pub fn list(read: &mut dyn Read, ctx: &Ctx, filter: &Filter) -> Result<Vec<TaskRow>, QueryError> {
    if filter.scans() {
        let ids: Vec<Id> = super::column(&read.read_one(filter.pick().ids_stmt())?)?;
        return Ok(rows::of_ids(read, ctx, &ids)?);
    }
    let answers = read.read(&filter.pick().stmts())?;
    Ok(rows::assemble(&answers, ctx)?)
}

/// Tasks by their ids, in that order, in one read; those that are gone are left out.
pub fn of_ids(read: &mut dyn Read, ctx: &Ctx, ids: &[Id]) -> Result<Vec<TaskRow>, QueryError> {
    Ok(rows::of_ids(read, ctx, ids)?)
}

/// The statements behind [`list`], so that their plans can be told.
pub fn stmts(filter: &Filter) -> Vec<crate::store::Stmt> {
    filter.pick().stmts().to_vec()
}

/// How many tasks a filter selects, its window left aside; counted up to [`MOST_COUNTED`] and one more.
pub fn count(read: &mut dyn Read, filter: &Filter) -> Result<i64, QueryError> {
    let whole = Filter { limit: None, after: None, ..filter.clone() };
    let rows = read.read_one(whole.pick().count_stmt(MOST_COUNTED + 1))?;
    Ok(rows.single().map_or(Ok(0), crate::store::Val::int)?)
}

/// Counts stop here: what is above is said as `10,000+`.
pub const MOST_COUNTED: i64 = 10_000;

impl Cursor {
    /// The place of a row.
    pub fn of(row: &TaskRow) -> Self {
        Self { priority: row.priority, due: row.due, party: row.party_id, number: row.number }
    }
}

impl Filter {
    /// Whether every task in question has to be looked at: then that is done once, not once a statement.
    fn scans(&self) -> bool {
        self.text.is_some()
            || self.tag.is_some()
            || (self.limit.is_some() && self.party.is_none() && self.owner.is_none())
    }

    fn pick(&self) -> Pick {
        let mut pick = Pick::new("t.priority, t.due_key, t.party, t.number");
        pick.limit = self.limit;
        self.place(&mut pick);
        self.state(&mut pick);
        match self.owner {
            Some(Owner::Member(owner)) => pick.also("t.owner = ?", [owner.0.into()]),
            Some(Owner::Nobody) => pick.also("t.owner IS NULL", []),
            None => {}
        }
        if let Some(tag) = &self.tag {
            let quoted = serde_json::to_string(&fold(tag.trim_start_matches('#'))).unwrap_or_default();
            pick.also("t.tags LIKE ? ESCAPE '\\'", [like(&quoted).into()]);
        }
        if let Some(priority) = self.priority {
            pick.also("t.priority = ?", [priority.as_str().into()]);
        }
        if let Some(due) = self.due_until {
            pick.also("t.due_key <= ?", [due.to_string().into()]);
        }
        for needle in self.text.iter().flat_map(|text| Needle::each(text)) {
            pick.needle(&needle);
        }
        if let Some(after) = &self.after {
            let due = after.due.map_or_else(|| NEVER.to_owned(), |due| due.to_string());
            let args = [after.priority.as_str().into(), due.into(), after.party.0.into(), after.number.into()];
            pick.also("(t.priority, t.due_key, t.party, t.number) > (?, ?, ?, ?)", args);
        }
        pick
    }

    fn place(&self, pick: &mut Pick) {
        if let Some(act) = self.act {
            pick.also("t.act = ?", [act.0.into()]);
        }
        if let Some(season) = self.season {
            pick.also("t.season = ?", [season.0.into()]);
        }
        match self.backlog {
            Some(Backlog::Party) => pick.also("t.season IS NULL AND t.act IS NULL", []),
            Some(Backlog::Season(season)) => pick.also("t.season = ? AND t.act IS NULL", [season.0.into()]),
            Some(Backlog::Any) => pick.also("t.act IS NULL", []),
            None => {}
        }
        // The unary plus keeps the planner on the owner's index, which has the whole list order; a person's tasks of
        // one party are few.
        match (self.party, self.owner) {
            (Some(party), Some(Owner::Member(_))) => pick.also("+t.party = ?", [party.0.into()]),
            (Some(party), _) => pick.also("t.party = ?", [party.0.into()]),
            (None, _) => {}
        }
    }

    fn state(&self, pick: &mut Pick) {
        if !self.status.is_empty() {
            let marks = vec!["?"; self.status.len()].join(", ");
            pick.also(&format!("t.status IN ({marks})"), self.status.iter().map(|status| status.as_str().into()));
            if self.status.iter().all(|status| status.is_open()) {
                pick.also("t.is_open = 1", []);
            }
        } else if self.show == Show::Open || (self.show == Show::Usual && self.act.is_none()) {
            pick.also("t.is_open = 1", []);
        }
        if self.blocked_only {
            pick.also(
                "t.is_open = 1 AND (t.blocked IS NOT NULL OR EXISTS (SELECT 1 FROM dependency b JOIN task w ON w.id = b.needs \
                 WHERE b.task = t.id AND w.is_open = 1))",
                [],
            );
        }
    }
}
