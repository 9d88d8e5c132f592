//! The whole book out, word for word, and in again. What leaves is the journal and the counters; tables are the fold
//! of the journal, so what enters makes them anew and every hash is checked on the way. Knows no file format.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::chain::{Chain, Sealed};
use super::engine::{Read, Tx};
use super::error::StoreError;
use super::fold::{self, Fold};
use super::journal::{self, CHANGE, ENTRY, Head, change_of, entry_of};
use super::problem::Problem;
use super::record::Noun;
use super::table::{SHAPES, shape};
use super::value::{Row, Stmt};

/// Where a counter of numbers stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Counter {
    /// What it counts, such as `task:` and a party's id.
    pub scope: String,
    /// The last number given.
    pub value: i64,
}

/// What belongs to a dump beside its entries; read in one moment.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Frame {
    /// The last entry the dump holds.
    pub head: Head,
    /// The counters, by scope.
    pub counters: Vec<Counter>,
}

/// Reads head and counters. Entries up to that head never change, so they may be read afterwards.
pub fn frame<R: Read + ?Sized>(from: &mut R) -> Result<Frame, StoreError> {
    let counters = Stmt::plain("SELECT scope, value FROM counter ORDER BY scope");
    let answers = from.read(&[journal::head_stmt(), counters])?;
    let head = answers[0].first().map(journal::head_of).transpose()?.unwrap_or_default();
    let counter = |row: &Row| Ok(Counter { scope: row[0].text()?.to_owned(), value: row[1].int()? });
    Ok(Frame { head, counters: answers[1].iter().map(counter).collect::<Result<_, StoreError>>()? })
}

/// Reads the entries behind `after` up to `until`, at most `limit`, with their changes. None left: an empty list.
pub fn window<R: Read + ?Sized>(from: &mut R, after: i64, until: i64, limit: i64) -> Result<Vec<Sealed>, StoreError> {
    let last = after.saturating_add(limit).min(until);
    let args = || vec![after.into(), last.into()];
    let answers = from.read(&[
        Stmt::new(format!("SELECT {ENTRY} FROM entry WHERE seq > $1 AND seq <= $2 ORDER BY seq"), args()),
        Stmt::new(format!("SELECT {CHANGE} FROM change WHERE seq > $1 AND seq <= $2 ORDER BY seq, n"), args()),
    ])?;
    let mut changes = answers[1].iter().peekable();
    let mut sealed = vec![];
    for row in &answers[0] {
        let entry = entry_of(row)?;
        let mut own = vec![];
        while let Some(row) = changes.next_if(|row| row[0] == entry.seq.into()) {
            own.push(change_of(row)?);
        }
        sealed.push(Sealed { entry, changes: own });
    }
    Ok(sealed)
}

/// Why a dump was not taken in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RestoreError {
    /// The store has content already.
    NotEmpty,
    /// The dump is not what was once written.
    Broken(Problem),
    /// The store could not.
    Store(StoreError),
}

impl From<StoreError> for RestoreError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A dump on its way in. Feed it every entry in order, then finish; commit the transaction only then.
pub struct Restore<'a> {
    tx: &'a mut dyn Tx,
    chain: Chain,
    fold: Fold,
    waiting: Vec<Sealed>,
}

/// Rows written at once.
const BATCH: usize = 1000;

impl<'a> Restore<'a> {
    /// Begins. Errors: `NotEmpty` when the store has an entry, a counter or any row.
    pub fn into_empty(tx: &'a mut dyn Tx) -> Result<Self, RestoreError> {
        let tables = SHAPES.iter().map(|shape| shape.noun.as_str()).chain(["entry", "change", "counter"]);
        let batch: Vec<Stmt> = tables.map(|table| Stmt::plain(format!("SELECT 1 FROM {table} LIMIT 1"))).collect();
        if tx.read(&batch)?.iter().any(|rows| !rows.is_empty()) {
            return Err(RestoreError::NotEmpty);
        }
        Ok(Self { tx, chain: Chain::default(), fold: Fold::default(), waiting: vec![] })
    }

    /// Takes the next entry in. Errors: `Broken` at the first thing that is not as it was written.
    pub fn add(&mut self, sealed: Sealed) -> Result<(), RestoreError> {
        let mut broken = None;
        self.chain.follow(&sealed, &mut |problem| {
            broken.get_or_insert(problem);
        });
        for change in &sealed.changes {
            if let Err(problem) = self.fold.apply(change) {
                broken.get_or_insert(problem);
            }
        }
        if let Some(problem) = broken {
            return Err(RestoreError::Broken(problem));
        }
        self.waiting.push(sealed);
        if self.waiting.len() >= BATCH {
            journal::append_all(self.tx, std::mem::take(&mut self.waiting))?;
        }
        Ok(())
    }

    /// Writes the tables and the counters; gives how many rows live.
    /// Errors: `Broken` when the head is not the one the dump names or a counter stands too low.
    pub fn finish(mut self, frame: &Frame) -> Result<usize, RestoreError> {
        let last = self.chain.head().clone();
        if last != frame.head {
            return Err(RestoreError::Broken(Problem::Head { head: frame.head.clone(), last }));
        }
        if let Some(problem) = low_counters(&self.fold, &frame.counters).into_iter().next() {
            return Err(RestoreError::Broken(problem));
        }
        journal::append_all(self.tx, std::mem::take(&mut self.waiting))?;
        let rows = self.fold.len();
        for noun in Noun::ALL {
            let living = self.fold.drain(*noun);
            for part in living.chunks(BATCH) {
                let rows: Result<Vec<Row>, RestoreError> =
                    part.iter().map(|(id, state)| made(*noun, *id, state)).collect();
                self.tx.write_many(&shape(*noun).insert_sql(), &rows?)?;
            }
        }
        let counters: Vec<Row> =
            frame.counters.iter().map(|counter| vec![counter.scope.clone().into(), counter.value.into()]).collect();
        self.tx.write_many("INSERT INTO counter (scope, value) VALUES ($1, $2)", &counters)?;
        Ok(rows)
    }
}

/// A whole row, `id` first, from the fields the journal says.
fn made(noun: Noun, id: crate::base::id::Id, state: &str) -> Result<Row, RestoreError> {
    let broken = || RestoreError::Broken(Problem::Unreadable { noun, row: id });
    let map = fold::read(state).ok_or_else(broken)?;
    let mut row: Row = vec![id.0.into()];
    row.extend((shape(noun).row_of)(id, &map).map_err(|_| broken())?);
    Ok(row)
}

/// How far a counter may stand above the highest number that the journal knows: a step may give a number and take it
/// back at once. Beyond that lies a counter that somebody else wrote, in the end one that cannot count on.
const MOST_SKIPPED: i64 = 1_000_000;

/// The counters that stand below a number given already, or so far above it that nobody can have counted there.
pub fn low_counters(fold: &Fold, counters: &[Counter]) -> Vec<Problem> {
    let highest: BTreeMap<&str, i64> = fold.highest().into_iter().collect();
    let value = |scope: &str| counters.iter().find(|counter| counter.scope == scope).map(|counter| counter.value);
    let scopes: BTreeSet<&str> =
        counters.iter().map(|counter| counter.scope.as_str()).chain(highest.keys().copied()).collect();
    let told = scopes.into_iter().map(|scope| (scope, value(scope), highest.get(scope).copied().unwrap_or_default()));
    let wrong = told.filter(|(_, value, highest)| value.is_none_or(|it| it < *highest || it - highest > MOST_SKIPPED));
    wrong.map(|(scope, value, highest)| Problem::Counter { scope: scope.to_owned(), value, highest }).collect()
}
