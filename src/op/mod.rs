//! The door: every change of the book is an [`Op`], and [`carry_out`] is the only function that carries one out.

pub mod act;
pub mod label;
pub mod member;
pub mod note;
pub mod party;
pub mod patch;
pub mod retro;
pub mod role;
pub mod season;
pub mod seat;
pub mod sound;
pub mod stay;
pub mod task;
pub mod undo;
pub mod work;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::base::day::{Instant, Zone};
use crate::base::fold::composed;
use crate::base::id::{Id, OpId};
use crate::base::source::Ids;
use crate::domain::refusal::{Moved, Refusal};
use crate::store::engine::{Engine, Read, Tx};
use crate::store::error::{StoreError, damaged};
use crate::store::journal::{self, Head};
use crate::store::record::Noun;
use crate::store::value::Stmt;
use work::Work;

/// An intent to change the book. Tags are stable: a tag never changes its meaning, fields are only added.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Members and settings.
    Member(member::Op),
    /// Parties.
    Party(party::Op),
    /// Seasons.
    Season(season::Op),
    /// Acts.
    Act(act::Op),
    /// Tasks.
    Task(task::Op),
    /// Retrospectives.
    Retro(retro::Op),
    /// Notes and troubles.
    Note(note::Op),
    /// Taking back and bringing back.
    Journal(undo::Op),
    /// Many operations as one step.
    Batch {
        /// Carried out in order; all or none.
        steps: Vec<Op>,
    },
}

/// Who wants it, when, and through what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meta {
    /// The intent's identity: sent twice, carried out once.
    pub op_id: OpId,
    /// Which member; none only while the workspace has no members.
    pub actor: Option<Id>,
    /// When.
    pub at: Instant,
    /// Through what: `cli`, `tui`, `import`.
    pub via: String,
    /// The machine's time zone, kept as the workspace's when the store is new.
    pub zone: Zone,
}

/// What came of an operation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// The journal entry; none when there was nothing to change.
    pub seq: Option<i64>,
    /// The entry's kind, such as `task.status`.
    pub kind: String,
    /// The entry it took back, if it did.
    pub undoes: Option<i64>,
    /// Which rows changed.
    pub touched: Vec<(Noun, Id)>,
    /// Fields left alone because somebody changed them meanwhile.
    pub conflicts: Vec<Moved>,
    /// Whether the same operation had been carried out before.
    pub replayed: bool,
}

/// Why an operation was not carried out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OpError {
    /// A rule stands in the way.
    Refused(Box<Refusal>),
    /// The store could not.
    Store(StoreError),
}

impl From<Refusal> for OpError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<StoreError> for OpError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Op {
    /// The stable tag, such as `task.status`, and the operation as JSON.
    pub fn tagged(&self) -> (String, String) {
        let json = serde_json::to_string(self).unwrap_or_default();
        let mut quoted = json.split('"').skip(1).step_by(2);
        let (noun, verb) = (quoted.next().unwrap_or_default(), quoted.next().unwrap_or_default());
        let tag = if noun == "batch" { "batch".to_owned() } else { format!("{noun}.{verb}") };
        (tag, json)
    }
}

/// Carries an operation out and journals it, all or nothing. When it returns, the change is on disk.
///
/// Errors: the broken rule, or what the store could not do; nothing is kept then.
pub fn carry_out(engine: &mut dyn Engine, ids: &mut dyn Ids, meta: &Meta, op: &Op) -> Result<Receipt, OpError> {
    let spelled = Spelled::of(op)?;
    let mut tx = engine.begin()?;
    let receipt = carry(&mut *tx, ids, meta, &spelled)?;
    if receipt.seq.is_some() && !receipt.replayed {
        tx.commit()?;
    }
    Ok(receipt)
}

/// Carries an operation out, lets `look` read what the book would be, and takes everything back: what would be refused
/// is refused here in the same words.
///
/// Errors: as in [`carry_out`].
pub fn rehearse<T>(
    engine: &mut dyn Engine,
    ids: &mut dyn Ids,
    meta: &Meta,
    op: &Op,
    look: impl FnOnce(&mut dyn Read, &Receipt) -> T,
) -> Result<T, OpError> {
    let spelled = Spelled::of(op)?;
    let mut tx = engine.begin()?;
    let receipt = carry(&mut *tx, ids, meta, &spelled)?;
    Ok(look(&mut *tx, &receipt))
}

/// An operation as it is carried out and journalled.
struct Spelled<'a> {
    op: Cow<'a, Op>,
    kind: String,
    json: String,
}

impl<'a> Spelled<'a> {
    /// Composes the letters of an operation: two spellings of one letter would be two values for who compares and for
    /// who searches.
    fn of(op: &'a Op) -> Result<Self, OpError> {
        let (kind, json) = op.tagged();
        if let Cow::Borrowed(_) = composed(&json) {
            return Ok(Self { op: Cow::Borrowed(op), kind, json });
        }
        let whole = serde_json::from_str(&json).map(compose).and_then(|value| {
            let json = value.to_string();
            serde_json::from_value(value).map(|op| (op, json))
        });
        match whole {
            Ok((op, json)) => Ok(Self { op: Cow::Owned(op), kind, json }),
            Err(error) => Err(Refusal::BadValue { field: kind, value: error.to_string() }.into()),
        }
    }
}

/// Composes the letters of every text. Not of the JSON around them: what an escape ends with is no letter.
fn compose(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(composed(&text).into_owned()),
        Value::Array(values) => Value::Array(values.into_iter().map(compose).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, compose(value))).collect())
        }
        other => other,
    }
}

/// Carries an operation out within a transaction, which keeps it or does not.
fn carry(tx: &mut dyn Tx, ids: &mut dyn Ids, meta: &Meta, spelled: &Spelled<'_>) -> Result<Receipt, OpError> {
    let sum = journal::text_sum(&spelled.json);
    let zone = "SELECT value FROM setting WHERE name = 'timezone'";
    let answers = tx.read(&[journal::take_head(), journal::by_op(meta.op_id), Stmt::plain(zone)])?;
    if let Some(row) = answers[1].first() {
        let entry = journal::entry_of(row)?;
        if entry.op_sum != sum {
            return Err(Refusal::IdReused.into());
        }
        return replayed(tx, &entry);
    }
    let head: Head = journal::head_of(answers[0].first().ok_or_else(|| damaged("the journal has no head"))?)?;
    let stored_zone = answers[2].single().and_then(|val| val.text().ok()?.parse().ok());
    let mut work = Work::new(tx, ids, meta, stored_zone.unwrap_or(meta.zone));
    if stored_zone.is_none() {
        member::first_settings(&mut work);
    }
    let undoes = run(&mut work, &spelled.op)?;
    if cfg!(debug_assertions) {
        // What the store itself refuses is no rule's business.
        work.flush()?;
        let sound = sound::check(&mut work);
        debug_assert!(sound.is_ok(), "{} leaves {sound:?}", spelled.kind);
    }
    let receipt = work.finish(&head, &spelled.kind, sum, undoes)?;
    if receipt.seq.is_none() && !receipt.conflicts.is_empty() {
        return Err(Refusal::Conflict(receipt.conflicts).into());
    }
    Ok(receipt)
}

/// Carries out one operation within a step; answers which entry it takes back, if it does.
fn run(work: &mut Work<'_>, op: &Op) -> Result<Option<i64>, OpError> {
    match op {
        Op::Member(op) => member::run(work, op)?,
        Op::Party(op) => party::run(work, op)?,
        Op::Season(op) => season::run(work, op)?,
        Op::Act(op) => act::run(work, op)?,
        Op::Task(op) => task::run(work, op)?,
        Op::Retro(op) => retro::run(work, op)?,
        Op::Note(op) => note::run(work, op)?,
        Op::Journal(op) => return undo::run(work, op).map(Some),
        Op::Batch { steps } => {
            for step in steps {
                // An entry takes back at most one other: a step that undoes has no place among steps.
                if let Op::Journal(_) = step {
                    return Err(Refusal::BadValue { field: "steps".to_owned(), value: step.tagged().0 }.into());
                }
                run(work, step)?;
            }
        }
    }
    Ok(None)
}

fn replayed(tx: &mut dyn Read, entry: &journal::Entry) -> Result<Receipt, OpError> {
    let changes = journal::changes_of(tx, entry.seq)?;
    Ok(Receipt {
        seq: Some(entry.seq),
        kind: entry.kind.clone(),
        undoes: entry.undoes,
        touched: changes.iter().map(|change| (change.noun, change.row)).collect(),
        conflicts: vec![],
        replayed: true,
    })
}
