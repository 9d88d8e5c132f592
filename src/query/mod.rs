//! Pages: what a screen, a command or an export shows, each one plain struct made by one function.
//! Reads through [`Read`] alone; knows no operation, no words and no screen.

pub mod act;
pub mod action;
pub mod board;
pub mod facts;
pub mod find;
pub mod gate;
pub mod hands;
mod heads;
pub mod history;
pub mod kickoff;
pub mod list;
pub mod note;
pub mod parties;
pub mod party;
pub mod people;
pub mod place;
pub mod plan;
pub mod retro;
mod row;
mod rows;
pub mod start;
pub mod stats;
pub mod task;
pub mod today;
pub mod who;

use serde::Serialize;

use crate::base::day::{Day, Zone};
use crate::base::id::Id;
use crate::domain::member::Member;
use crate::store::error::damaged;
use crate::store::field::Field;
use crate::store::record::{Record, columns, read_row};
use crate::store::{Read, Row, Rows, Stmt, StoreError, Val};

/// The eyes a page is seen with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ctx {
    /// The workspace's calendar day.
    pub today: Day,
    /// The workspace's time zone.
    pub zone: Zone,
    /// Who looks; none for somebody the workspace does not know.
    pub me: Option<Id>,
}

/// What somebody asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    /// A person.
    Member,
    /// A party.
    Party,
    /// A season.
    Season,
    /// An act.
    Act,
    /// A task.
    Task,
    /// A note or trouble.
    Note,
    /// A retrospective, asked for by its act.
    Retro,
    /// A journal entry.
    Entry,
    /// A card or group of a retrospective.
    Card,
}

impl Thing {
    /// Its name among the words, such as `task`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Party => "party",
            Self::Season => "season",
            Self::Act => "act",
            Self::Task => "task",
            Self::Note => "note",
            Self::Retro => "retro",
            Self::Entry => "entry",
            Self::Card => "card",
        }
    }
}

/// Why a page could not be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum QueryError {
    /// There is no such thing.
    Missing {
        /// What was asked for.
        what: Thing,
        /// As it was typed.
        text: String,
        /// What may have been meant, the nearest first; at most three.
        nearest: Vec<String>,
    },
    /// More than one thing has the name.
    Ambiguous {
        /// What was asked for.
        what: Thing,
        /// As it was typed.
        text: String,
        /// Names that mean one thing each.
        candidates: Vec<String>,
    },
    /// The store could not be read.
    Store(StoreError),
}

impl From<StoreError> for QueryError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl QueryError {
    /// A thing that is not there, without a guess at what was meant.
    pub fn missing(what: Thing, text: impl Into<String>) -> Self {
        Self::Missing { what, text: text.into(), nearest: vec![] }
    }
}

/// Somebody, as pages name them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Person {
    /// Row id.
    pub id: Id,
    /// What people type.
    pub handle: String,
    /// What screens show.
    pub name: String,
}

impl From<Member> for Person {
    fn from(member: Member) -> Self {
        Self { id: member.id, handle: member.handle, name: member.name }
    }
}

/// Reads the entity with this id, if it lives.
pub fn get<T: Record>(read: &mut dyn Read, id: Id) -> Result<Option<T>, QueryError> {
    Ok(select::<T>(read, "id = $1", vec![id.0.into()])?.pop())
}

/// Reads the entities that a condition selects; `$1`… are `args`. The condition may end with ORDER BY.
pub fn select<T: Record>(read: &mut dyn Read, condition: &str, args: Vec<Val>) -> Result<Vec<T>, QueryError> {
    Ok(entities(&read.read_one(select_stmt::<T>(condition, args))?)?)
}

/// The statement behind [`select`], for a batch.
fn select_stmt<T: Record>(condition: &str, args: Vec<Val>) -> Stmt {
    Stmt::new(format!("SELECT {} FROM {} WHERE {condition}", columns::<T>(""), T::NOUN), args)
}

/// The answers to a [`select_stmt`].
fn entities<T: Record>(rows: &Rows) -> Result<Vec<T>, StoreError> {
    rows.iter().map(|row| read_row(row)).collect()
}

/// Walks over the values of one row, each read as the type that is asked for.
struct Cells<'a>(std::slice::Iter<'a, Val>);

impl<'a> Cells<'a> {
    fn of(row: &'a Row) -> Self {
        Self(row.iter())
    }

    fn next<T: Field>(&mut self) -> Result<T, StoreError> {
        self.0.next().and_then(T::from_val).ok_or_else(|| damaged("a value that this program cannot read"))
    }
}

/// Reads every row with one function.
fn each<T>(rows: &Rows, read: impl Fn(&mut Cells<'_>) -> Result<T, StoreError>) -> Result<Vec<T>, StoreError> {
    rows.iter().map(|row| read(&mut Cells::of(row))).collect()
}

/// Reads the first value of every row.
fn column<T: Field>(rows: &Rows) -> Result<Vec<T>, StoreError> {
    rows.iter().map(|row| Cells::of(row).next()).collect()
}

/// The condition that `column` is one of `ids`, from `$first` on, with its arguments.
fn among(column: &str, ids: &[Id], first: usize) -> (String, Vec<Val>) {
    let marks: Vec<String> = (first..first + ids.len()).map(|n| format!("${n}")).collect();
    (format!("{column} IN ({})", marks.join(", ")), ids.iter().map(|id| id.0.into()).collect())
}

/// Days left until `last`, counted from `today`: 0 on the last day, negative after it.
fn days_left(last: Option<Day>, today: Day) -> Option<i64> {
    last.map(|last| last.since(today))
}
