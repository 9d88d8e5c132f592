//! Finding from anywhere: tasks, notes, parties, people and acts by any word, while it is still being typed.

use serde::Serialize;

use super::list::TaskRow;
use super::note::{NoteFilter, NoteRow, rows_of};
use super::place::place_name;
use super::rows::{self, Pick};
use super::{Ctx, QueryError, Thing, each, entities, select_stmt};
use crate::base::fold::{Column, Needle};
use crate::base::id::Id;
use crate::base::key::TaskKey;
use crate::domain::member::Member;
use crate::domain::season::Stage;
use crate::store::{Read, Rows, Stmt};

/// What a query found, each list the likeliest first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Found {
    /// Tasks: the one whose key was typed, then open ones, then ended ones, in list order.
    pub tasks: Vec<TaskRow>,
    /// Notes and troubles, the latest first.
    pub notes: Vec<NoteRow>,
    /// Parties by key.
    pub parties: Vec<Target>,
    /// People who are here, by handle or name.
    pub people: Vec<Target>,
}

/// Something to go to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Target {
    /// What it is.
    pub kind: Thing,
    /// Row id.
    pub id: Id,
    /// What people call it: a key, a place, a handle, a note's number.
    pub key: String,
    /// Its title or name.
    pub title: String,
    /// The party's key, where it belongs to one.
    pub party: Option<String>,
}

/// Finds tasks by title and key, notes by all their words, parties by key and name, people by handle and name; at most
/// `most` of each.
pub fn find(read: &mut dyn Read, ctx: &Ctx, query: &str, most: i64) -> Result<Found, QueryError> {
    let needles = Needle::each(query);
    if needles.is_empty() {
        return Ok(Found::default());
    }
    let notes = NoteFilter { text: Some(query.to_owned()), limit: Some(most), ..NoteFilter::default() };
    let mut pick = Pick::new("t.is_open DESC, t.priority, t.due_key, t.party, t.number");
    pick.limit = Some(most);
    for needle in &needles {
        pick.needle(needle);
    }
    let key: Option<TaskKey> = query.trim().parse().ok();
    let answers =
        read.read(&[pick.ids_stmt(), key_stmt(key.as_ref()), notes.stmt(), party_stmt(&needles, most), people_stmt()])?;
    let mut ids: Vec<Id> = vec![];
    for rows in [&answers[1], &answers[0]] {
        for id in super::column::<Id>(rows)? {
            if !ids.contains(&id) && ids.len() < most as usize {
                ids.push(id);
            }
        }
    }
    Ok(Found {
        tasks: rows::of_ids(read, ctx, &ids)?,
        notes: rows_of(&answers[2])?,
        parties: targets(&answers[3])?,
        people: people(&answers[4], &needles, most)?,
    })
}

/// Everybody who is here.
fn people_stmt() -> Stmt {
    select_stmt::<Member>("active = 1 ORDER BY fold", vec![])
}

/// Those whose handle or name holds every needle; at most `most`.
fn people(rows: &Rows, needles: &[Needle], most: i64) -> Result<Vec<Target>, QueryError> {
    let holds = |member: &Member| {
        needles.iter().all(|needle| [&member.handle, &member.name].iter().any(|text| needle.is_in(text)))
    };
    let found = entities::<Member>(rows)?.into_iter().filter(holds).take(most as usize);
    let target = |member: Member| Target {
        kind: Thing::Member,
        id: member.id,
        key: member.handle,
        title: member.name,
        party: None,
    };
    Ok(found.map(target).collect())
}

/// Where the palette can go. Without a query: parties, running acts and the open tasks of who looks; with one:
/// everything whose name, key or title holds its words. At most `most` of each kind.
pub fn palette(read: &mut dyn Read, ctx: &Ctx, query: &str, most: i64) -> Result<Vec<Target>, QueryError> {
    let needles = Needle::each(query);
    let mut pick = Pick::new(if needles.is_empty() {
        "t.priority, t.due_key, t.party, t.number"
    } else {
        "t.is_open DESC, t.priority, t.due_key, t.party, t.number"
    });
    pick.limit = Some(most);
    if needles.is_empty() {
        pick.also("t.owner = ? AND t.is_open = 1", [ctx.me.map(|me| me.0).into()]);
    }
    for needle in &needles {
        pick.needle(needle);
    }
    let key: Option<TaskKey> = query.trim().parse().ok();
    let notes = NoteFilter { text: Some(query.to_owned()), limit: Some(most), ..NoteFilter::default() };
    let answers = read.read(&[
        party_stmt(&needles, most),
        act_stmt(),
        people_stmt(),
        key_stmt(key.as_ref()),
        pick.targets_stmt(),
        notes.stmt(),
    ])?;
    let mut all = targets(&answers[0])?;
    let holds = |texts: &[&str]| needles.iter().all(|needle| texts.iter().any(|text| needle.is_in(text)));
    for (act, stage) in acts(&answers[1])? {
        let shown = if needles.is_empty() { stage == Stage::Running } else { holds(&[&act.key, &act.title]) };
        all.extend(shown.then_some(act));
    }
    if !needles.is_empty() {
        all.extend(people(&answers[2], &needles, most)?);
    }
    for rows in [&answers[3], &answers[4]] {
        for target in task_targets(rows)? {
            if !all.iter().any(|known| known.id == target.id) {
                all.push(target);
            }
        }
    }
    if !needles.is_empty() {
        let title = |note: NoteRow| Target {
            kind: Thing::Note,
            id: note.id,
            key: format!("#{}", note.number),
            title: note.title,
            party: note.party,
        };
        all.extend(rows_of(&answers[5])?.into_iter().map(title));
    }
    Ok(all)
}

/// The task whose key was typed: id, party key, number, title.
fn key_stmt(key: Option<&TaskKey>) -> Stmt {
    let sql = "SELECT t.id, p.key, t.number, t.title FROM party p CROSS JOIN task t WHERE p.key = $1 \
               AND t.party = p.id AND t.number = $2 UNION ALL SELECT t.id, p.key, t.number, t.title FROM former f \
               CROSS JOIN task t CROSS JOIN party p WHERE f.key = $3 AND t.id = f.target AND p.id = t.party";
    let party = key.map_or("", |key| key.party.as_str());
    let number = key.map_or(0, |key| key.number);
    let whole = key.map_or_else(String::new, ToString::to_string);
    Stmt::new(sql, vec![party.into(), number.into(), whole.into()])
}

/// Parties that hold every needle: id, key, name.
fn party_stmt(needles: &[Needle], most: i64) -> Stmt {
    let (mut conditions, mut args) = (vec!["x.id IS NOT NULL".to_owned()], vec![]);
    for needle in needles {
        let column = match needle.column {
            Column::Keys => "x.find",
            Column::Initials => "x.initials",
        };
        args.push(needle.pattern().into());
        conditions.push(format!("{column} LIKE ${} ESCAPE '\\'", args.len()));
    }
    let order = "CASE x.status WHEN 'active' THEN 0 WHEN 'proposed' THEN 1 WHEN 'resting' THEN 2 ELSE 3 END, x.key";
    let sql = format!(
        "SELECT x.id, x.key, x.name FROM party x WHERE {} ORDER BY {order} LIMIT {most}",
        conditions.join(" AND ")
    );
    Stmt::new(sql, args)
}

fn targets(parties: &crate::store::Rows) -> Result<Vec<Target>, QueryError> {
    let parties = each(parties, |at| {
        let (id, key, title) = (at.next()?, at.next::<String>()?, at.next()?);
        Ok(Target { kind: Thing::Party, id, party: Some(key.clone()), key, title })
    })?;
    Ok(parties)
}

/// Acts that are not closed, in parties that are not over.
fn act_stmt() -> Stmt {
    Stmt::plain(
        "SELECT a.id, p.key, s.number, a.number, a.title, a.stage FROM act a JOIN season s ON s.id = a.season \
         JOIN party p ON p.id = a.party WHERE a.stage <> 'closed' AND p.status <> 'ended' \
         ORDER BY p.key, s.number, a.number",
    )
}

fn acts(rows: &crate::store::Rows) -> Result<Vec<(Target, Stage)>, QueryError> {
    let acts = each(rows, |at| {
        let (id, party): (Id, String) = (at.next()?, at.next()?);
        let key = place_name(&party, Some(at.next()?), Some(at.next()?));
        let target = Target { kind: Thing::Act, id, key, title: at.next()?, party: Some(party) };
        Ok((target, at.next()?))
    })?;
    Ok(acts)
}

fn task_targets(rows: &crate::store::Rows) -> Result<Vec<Target>, QueryError> {
    let tasks = each(rows, |at| {
        let (id, party): (Id, String) = (at.next()?, at.next()?);
        let key = format!("{party}-{}", at.next::<i64>()?);
        Ok(Target { kind: Thing::Task, id, key, title: at.next()?, party: Some(party) })
    })?;
    Ok(tasks)
}
