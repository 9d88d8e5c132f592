//! Taking back and bringing back: a new entry that swaps what an earlier one changed. Nothing is ever removed.
//! Who may is in `right.rs`.

mod right;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::OpError;
use super::patch::moved;
use super::role;
use super::work::Work;
use crate::base::id::Id;
use crate::domain::member::Member;
use crate::domain::refusal::Refusal;
use crate::store::error::{Constraint, StoreError};
use crate::store::journal::{CHANGE, Change, ENTRY, Entry, change_of, entry_of};
use crate::store::record::{Map, Noun};
use crate::store::table::REFERENCES;
use crate::store::value::{Stmt, Val};
use right::party_of;

/// What can be done with the journal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Takes back the actor's latest entry that is in force and is no undo, or the entry named.
    Undo {
        /// Which entry.
        #[serde(default)]
        seq: Option<i64>,
    },
    /// Brings back what the actor's latest undo in force took away, unless they made a new entry since.
    Redo {},
}

/// Carries one out; answers the entry it takes back.
pub fn run(work: &mut Work<'_>, op: &Op) -> Result<i64, OpError> {
    let me = role::actor(work)?;
    let target = match op {
        Op::Undo { seq: None } => latest(work, me.id)?.ok_or(Refusal::NothingToUndo)?,
        Op::Undo { seq: Some(seq) } => named(work, *seq)?,
        Op::Redo {} => latest_undo(work, me.id)?.ok_or(Refusal::NothingToRedo)?,
    };
    if !me.admin {
        right::check(work, &target, me.id)?;
    }
    take_back(work, target.seq).and_then(|()| super::sound::check(work)).map_err(taken)?;
    Ok(target.seq)
}

/// A place that must be nobody's else, such as a name, and is somebody's by now.
fn taken(error: OpError) -> OpError {
    match error {
        OpError::Store(StoreError::Constraint { kind: Constraint::Unique, cause }) => {
            let named = cause.rsplit(' ').next().and_then(|column| column.split('.').next());
            let what = named.unwrap_or_default().to_owned();
            Refusal::InUse { what, by: None }.into()
        }
        other => other,
    }
}

/// The first entry in force among those a condition selects, the latest first.
fn first_in_force(work: &mut Work<'_>, condition: &str, args: &[Val]) -> Result<Option<Entry>, OpError> {
    let mut before = i64::MAX;
    loop {
        let bound = args.len() + 1;
        let sql = format!("SELECT {ENTRY} FROM entry WHERE {condition} AND seq < ${bound} ORDER BY seq DESC LIMIT 20");
        let mut args = args.to_vec();
        args.push(before.into());
        let rows = work.rows(Stmt::new(sql, args))?;
        for row in &rows {
            let entry = entry_of(row)?;
            if in_force(work, entry.seq)? {
                return Ok(Some(entry));
            }
            before = entry.seq;
        }
        if rows.len() < 20 {
            return Ok(None);
        }
    }
}

/// Whether no entry in force undoes this one.
fn in_force(work: &mut Work<'_>, seq: i64) -> Result<bool, OpError> {
    let sql = "WITH RECURSIVE later (seq, undoes) AS (SELECT seq, undoes FROM entry WHERE undoes = $1 \
               UNION ALL SELECT e.seq, e.undoes FROM entry e JOIN later l ON e.undoes = l.seq) \
               SELECT seq, undoes FROM later ORDER BY seq DESC";
    let rows = work.rows(Stmt::new(sql, vec![seq.into()]))?;
    let mut undone: Vec<i64> = vec![];
    for row in &rows {
        // An entry is undone only by later ones, and those have been judged by now.
        if !undone.contains(&row[0].int()?) {
            undone.push(row[1].int()?);
        }
    }
    Ok(!undone.contains(&seq))
}

/// The actor's latest entry that is in force and takes nothing back.
fn latest(work: &mut Work<'_>, actor: Id) -> Result<Option<Entry>, OpError> {
    first_in_force(work, "actor = $1 AND undoes IS NULL", &[actor.0.into()])
}

/// The actor's latest undo in force, when they have made no entry since that is no undo or redo.
fn latest_undo(work: &mut Work<'_>, actor: Id) -> Result<Option<Entry>, OpError> {
    let condition = "actor = $1 AND kind = 'journal.undo' AND seq > COALESCE((SELECT MAX(n.seq) FROM entry n \
                     WHERE n.actor = $1 AND n.undoes IS NULL), 0)";
    first_in_force(work, condition, &[actor.0.into()])
}

fn named(work: &mut Work<'_>, seq: i64) -> Result<Entry, OpError> {
    let found = first_in_force(work, "seq = $1", &[seq.into()])?;
    Ok(found.ok_or(Refusal::NoSuchEntry(seq))?)
}

fn changes(work: &mut Work<'_>, seq: i64) -> Result<Vec<Change>, OpError> {
    let stmt = Stmt::new(format!("SELECT {CHANGE} FROM change WHERE seq = $1 ORDER BY n"), vec![seq.into()]);
    work.rows(stmt)?.iter().map(|row| Ok(change_of(row)?)).collect()
}

/// Swaps before and after of every change of an entry; refused where a field has moved on.
fn take_back(work: &mut Work<'_>, seq: i64) -> Result<(), OpError> {
    for change in changes(work, seq)?.into_iter().rev() {
        let (before, after) = (change.before_map()?, change.after_map()?);
        let now = work.fields(change.noun, change.row)?;
        match (before, after) {
            // Its birth: it must be as it was born, and nothing may hang on it.
            (None, Some(after)) => {
                let now = now.ok_or_else(|| gone(&change))?;
                let differs = |field: &&String| now.get(*field) != after.get(*field);
                if let Some(field) = after.keys().chain(now.keys()).find(differs) {
                    return Err(has_moved(work, &change, field, &after, &now)?);
                }
                work.put(change.noun, change.row, Some(now), None)?;
            }
            // Its death: it must still be dead.
            (Some(before), None) => {
                if now.is_some() {
                    return Err(gone(&change).into());
                }
                work.put(change.noun, change.row, None, Some(before))?;
            }
            (Some(before), Some(after)) => {
                let now = now.ok_or_else(|| gone(&change))?;
                let mut back = now.clone();
                for (field, was) in &before {
                    let is = now.get(field).unwrap_or(&Value::Null);
                    if Some(is) != after.get(field) {
                        return Err(has_moved(work, &change, field, &after, &now)?);
                    }
                    if was.is_null() {
                        back.remove(field);
                    } else {
                        back.insert(field.clone(), was.clone());
                    }
                }
                work.put(change.noun, change.row, Some(now), Some(said(back)))?;
            }
            (None, None) => {}
        }
    }
    unused(work, seq)?;
    unplanned(work, seq)?;
    rooted(work, seq)
}

/// Refuses when a row that this undo brought back or changed points at one that is gone.
fn rooted(work: &mut Work<'_>, seq: i64) -> Result<(), OpError> {
    let mut known: HashSet<(Noun, Id)> = HashSet::new();
    for change in changes(work, seq)? {
        let Some(now) = work.fields(change.noun, change.row)? else { continue };
        for (noun, _, column) in REFERENCES.iter().filter(|(_, table, _)| *table == change.noun) {
            let Some(row) = now.get(*column).and_then(Value::as_str).and_then(|text| text.parse().ok()) else {
                continue;
            };
            if known.insert((*noun, row)) && work.fields(*noun, row)?.is_none() {
                return Err(Refusal::Gone(format!("{noun} {row}")).into());
            }
        }
    }
    Ok(())
}

/// Only the fields that say something, as entities are kept in memory.
fn said(map: Map) -> Map {
    map.into_iter().filter(|(_, value)| !crate::store::record::is_blank(value)).collect()
}

fn gone(change: &Change) -> Refusal {
    Refusal::Gone(format!("{} {}", change.noun, change.row))
}

fn has_moved(work: &mut Work<'_>, change: &Change, field: &str, was: &Map, now: &Map) -> Result<OpError, OpError> {
    let what = label(work, change.noun, now)?;
    let value = |map: &Map| map.get(field).cloned().unwrap_or(Value::Null);
    let moved = moved(work, change.noun, change.row, &what, field, &value(was), &value(now))?;
    Ok(Refusal::Conflict(vec![moved]).into())
}

/// What people call a row: its key, title or name.
fn label(work: &mut Work<'_>, noun: Noun, fields: &Map) -> Result<String, OpError> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
    if noun == Noun::Task
        && let (Some(party), Some(number)) = (party_of(work, fields)?, fields.get("number"))
        && let Some(party) = work.fields(Noun::Party, party)?
    {
        return Ok(format!("{}-{number}", party.get("key").and_then(Value::as_str).unwrap_or_default()));
    }
    Ok(text("key").or(text("title")).or(text("name")).or(text("body")).unwrap_or_else(|| noun.to_string()))
}

/// Refuses to make a party a mere proposal again when it has been planned or worked in since its kickoff.
fn unplanned(work: &mut Work<'_>, seq: i64) -> Result<(), OpError> {
    let status = |map: &Option<Map>| {
        map.as_ref().and_then(|map| map.get("status")).and_then(Value::as_str).map(str::to_owned).unwrap_or_default()
    };
    for change in changes(work, seq)?.into_iter().filter(|change| change.noun == Noun::Party) {
        let (before, after) = (change.before_map()?, change.after_map()?);
        if (status(&before).as_str(), status(&after).as_str()) != ("proposed", "active") {
            continue;
        }
        let sql = "SELECT e.actor FROM change c JOIN entry e ON e.seq = c.seq WHERE c.seq > $2 AND c.before IS NULL \
                   AND (c.row IN (SELECT id FROM season WHERE party = $1) \
                   OR c.row IN (SELECT id FROM task WHERE party = $1)) ORDER BY c.seq DESC LIMIT 1";
        if let Some(actor) = work.rows(Stmt::new(sql, vec![change.row.0.into(), seq.into()]))?.first().cloned() {
            let by = actor[0].int().ok().map(|actor| work.one::<Member>(Id(actor))).transpose()?;
            let fields = work.fields(Noun::Party, change.row)?.unwrap_or_default();
            let what = label(work, Noun::Party, &fields)?;
            return Err(Refusal::InUse { what, by: by.map(|member| member.name) }.into());
        }
    }
    Ok(())
}

/// Refuses when a row that this undo took away is pointed at by a row that stays.
fn unused(work: &mut Work<'_>, seq: i64) -> Result<(), OpError> {
    for (noun, table, column) in REFERENCES {
        // One statement for all of an import's births; the row that stays is named by who touched it last.
        let sql = format!(
            "SELECT t.id, t.{column} FROM {table} t WHERE t.{column} IN \
             (SELECT row FROM change WHERE seq = $1 AND noun = $2 AND before IS NULL) LIMIT 1"
        );
        let rows = work.rows(Stmt::new(sql, vec![seq.into(), noun.as_str().into()]))?;
        let Some(found) = rows.first() else { continue };
        let (user, used) = (found[0].clone(), found[1].int()?);
        let born = changes(work, seq)?.into_iter().find(|change| change.row == Id(used) && change.before.is_none());
        let after = born.map(|change| change.after_map()).transpose()?.flatten().unwrap_or_default();
        let what = label(work, *noun, &after)?;
        let sql = "SELECT e.actor FROM change c JOIN entry e ON e.seq = c.seq WHERE c.row = $1 ORDER BY c.seq DESC";
        let actor = work.rows(Stmt::new(sql, vec![user]))?.single().and_then(|val| val.int().ok());
        let by = actor.map(|actor| work.one::<Member>(Id(actor))).transpose()?.map(|member| member.name);
        return Err(Refusal::InUse { what, by }.into());
    }
    Ok(())
}
