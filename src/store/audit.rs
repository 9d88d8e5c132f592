//! The doctor's truth: whether the journal is the chain it was written as, and whether every table is its fold.
//! Reads in windows, so that memory holds the living rows' fields and little more. Says findings as data, not words.

use serde::Serialize;

use super::chain::{Chain, Sealed, is_exact};
use super::dump::{self, low_counters};
use super::engine::{Engine, Read};
use super::error::StoreError;
use super::fold::{self, Fold};
use super::journal::{self, CHANGE, ENTRY, Head, change_from, entry_of};
use super::problem::Problem;
use super::table::{SHAPES, Shape};
use super::value::{Row, Stmt, Val};
use crate::base::id::Id;

/// Entries or rows read at once.
const WINDOW: i64 = 1000;

/// How many problems are told; a badly damaged store has as many as rows.
const TOLD: usize = 200;

/// How often the whole is read again when somebody writes meanwhile and the tables seem to differ.
const TRIES: usize = 3;

/// What an examination found.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Audit {
    /// Entries of the journal.
    pub entries: u64,
    /// Changes in them.
    pub changes: u64,
    /// Rows of the tables.
    pub rows: u64,
    /// The last entry: worth keeping somewhere else, as a pin for next time.
    pub head: Head,
    /// What is wrong, in the order found, at most 200 of it.
    pub problems: Vec<Problem>,
    /// How many problems there are in all.
    pub found: u64,
}

impl Audit {
    /// Whether everything is as it was written.
    pub const fn is_sound(&self) -> bool {
        self.found == 0
    }

    fn tell(&mut self, problem: Problem) {
        self.found += 1;
        if self.problems.len() < TOLD {
            self.problems.push(problem);
        }
    }
}

/// Examines journal, tables and counters. `pin` is a head known from elsewhere that must still be on the chain.
///
/// Damage is a finding, not an error. Errors: the store could not be asked (busy, interrupted, gone).
pub fn audit(engine: &mut dyn Engine, pin: Option<&Head>) -> Result<Audit, StoreError> {
    for _ in 0..TRIES {
        let before = head_now(engine);
        let audit = examine(engine, pin)?;
        // What somebody wrote between two windows looks like a difference.
        if audit.is_sound() || engine.read_only() || head_now(engine) == before {
            return Ok(audit);
        }
    }
    let mut tx = engine.begin()?;
    examine(&mut *tx, pin)
}

fn head_now(engine: &mut dyn Engine) -> Option<Head> {
    let rows = engine.read_one(journal::head_stmt()).ok()?;
    journal::head_of(rows.first()?).ok()
}

/// Examines what one connection sees, without minding writers.
pub fn examine<R: Read + ?Sized>(read: &mut R, pin: Option<&Head>) -> Result<Audit, StoreError> {
    let mut audit = Audit::default();
    let mut fold = Fold::default();
    if let Err(error) = journal_of(read, pin, &mut fold, &mut audit) {
        tell_damage(&mut audit, error)?;
        // Tables cannot be compared with half a journal.
        return Ok(audit);
    }
    for shape in &SHAPES {
        if let Err(error) = table_of(read, shape, &mut fold, &mut audit) {
            tell_damage(&mut audit, error)?;
            fold.drain(shape.noun);
        }
    }
    if let Err(error) = counters_of(read, &fold, &mut audit) {
        tell_damage(&mut audit, error)?;
    }
    Ok(audit)
}

/// Damage that keeps us from reading on is a finding; everything else ends the examination.
fn tell_damage(audit: &mut Audit, error: StoreError) -> Result<(), StoreError> {
    match error {
        StoreError::Damaged { cause, .. } | StoreError::Sql { cause, .. } => {
            audit.tell(Problem::Structure { cause });
            Ok(())
        }
        StoreError::Shape { .. } | StoreError::NotADatabase { .. } => {
            audit.tell(Problem::Structure { cause: error.to_string() });
            Ok(())
        }
        other => Err(other),
    }
}

/// Follows the whole chain and folds it.
fn journal_of<R: Read + ?Sized>(
    read: &mut R,
    pin: Option<&Head>,
    fold: &mut Fold,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let mut chain = Chain::default();
    let mut pinned = None;
    let mut from = i64::MIN;
    loop {
        let entries = format!("SELECT {ENTRY} FROM entry WHERE seq >= $1 ORDER BY seq LIMIT {WINDOW}");
        let entries = read.read_one(Stmt::new(entries, vec![from.into()]))?;
        let last = entries.0.last().map(|row| row[0].int()).transpose()?;
        let until = last.filter(|_| entries.len() as i64 == WINDOW).unwrap_or(i64::MAX);
        let changes = format!("SELECT {CHANGE} FROM change WHERE seq >= $1 AND seq <= $2 ORDER BY seq, n");
        let changes = read.read_one(Stmt::new(changes, vec![from.into(), until.into()]))?;
        let mut changes = changes.into_iter().peekable();
        for row in entries {
            let seq = row[0].int()?;
            while let Some(orphan) = changes.next_if(|change| is_before(change, seq)) {
                audit.tell(Problem::Orphans { seq: orphan[0].int()? });
            }
            let mut own = vec![];
            while let Some(change) = changes.next_if(|change| change[0] == Val::Int(seq)) {
                own.push(change);
            }
            follow(&mut chain, fold, seq, &row, own, audit);
            if pin.is_some_and(|pin| pin.seq == seq) {
                pinned = Some(chain.head().hash.clone());
            }
        }
        for orphan in changes {
            audit.tell(Problem::Orphans { seq: orphan[0].int()? });
        }
        match until {
            i64::MAX => break,
            last => from = last + 1,
        }
    }
    let head = read.read_one(journal::head_stmt())?;
    audit.head = head.first().map(journal::head_of).transpose()?.unwrap_or_default();
    if audit.head != *chain.head() {
        audit.tell(Problem::Head { head: audit.head.clone(), last: chain.head().clone() });
    }
    if let Some(pin) = pin.filter(|pin| pin.seq > 0 && pinned.as_deref() != Some(&pin.hash)) {
        audit.tell(Problem::Pinned { pinned: pin.clone(), found: pinned });
    }
    Ok(())
}

fn is_before(change: &Row, seq: i64) -> bool {
    matches!(change[0], Val::Int(of) if of < seq)
}

/// Follows and folds one entry, if it can be read.
fn follow(chain: &mut Chain, fold: &mut Fold, seq: i64, row: &Row, changes: Vec<Row>, audit: &mut Audit) {
    audit.entries += 1;
    audit.changes += changes.len() as u64;
    let entry = entry_of(row).ok().filter(|entry| is_exact(entry, row));
    let mut own = vec![];
    for row in changes {
        match change_from(row) {
            Ok(change) => own.push(change),
            Err(_) => audit.tell(Problem::Entry { seq }),
        }
    }
    let Some(entry) = entry else {
        audit.tell(Problem::Entry { seq });
        let hash = row.last().and_then(|hash| hash.text().ok()).unwrap_or_default();
        return chain.skip(seq, hash);
    };
    let sealed = Sealed { entry, changes: own };
    chain.follow(&sealed, &mut |problem| audit.tell(problem));
    for change in &sealed.changes {
        if let Err(problem) = fold.apply(change) {
            audit.tell(problem);
        }
    }
}

/// Compares one table with the fold, and takes what was compared out of it.
fn table_of<R: Read + ?Sized>(
    read: &mut R,
    shape: &Shape,
    fold: &mut Fold,
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let noun = shape.noun;
    let columns = shape.columns.join(", ");
    let sql = format!("SELECT id, {columns} FROM {noun} WHERE id >= $1 ORDER BY id LIMIT {WINDOW}");
    let mut from = i64::MIN;
    loop {
        let rows = read.read_one(Stmt::new(sql.clone(), vec![from.into()]))?;
        for row in &rows {
            audit.rows += 1;
            let id = Id(row[0].int()?);
            let problem = match fold.take(noun, id) {
                Some(state) => compare(shape, id, row, &state),
                None => Some(Problem::Extra { noun, row: id }),
            };
            if let Some(problem) = problem {
                audit.tell(problem);
            }
        }
        match rows.0.last().map(|row| row[0].int()).transpose()? {
            Some(last) if rows.len() as i64 == WINDOW && last < i64::MAX => from = last + 1,
            _ => break,
        }
    }
    for (row, _) in fold.drain(noun) {
        audit.tell(Problem::Missing { noun, row });
    }
    Ok(())
}

/// What a row has that the journal does not say, derived columns included.
fn compare(shape: &Shape, id: Id, row: &Row, state: &str) -> Option<Problem> {
    if (shape.is)(row, state) {
        return None;
    }
    let noun = shape.noun;
    let made = fold::read(state).and_then(|map| (shape.row_of)(id, &map).ok());
    let Some(made) = made else { return Some(Problem::Unreadable { noun, row: id }) };
    let column = shape.columns.iter().zip(made.iter().zip(&row[1..])).find(|(_, (made, is))| made != is);
    column.map(|(column, _)| Problem::Differs { noun, row: id, column: (*column).to_owned() })
}

fn counters_of<R: Read + ?Sized>(read: &mut R, fold: &Fold, audit: &mut Audit) -> Result<(), StoreError> {
    let counters = dump::frame(read)?.counters;
    for problem in low_counters(fold, &counters) {
        audit.tell(problem);
    }
    Ok(())
}
