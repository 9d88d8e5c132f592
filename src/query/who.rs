//! What people type, resolved: handles, keys and places, former ones too, each with the nearest known name when there
//! is none. Knows the names of things and nothing of their pages.

use super::{Ctx, QueryError, Thing, entities, select, select_stmt};
use crate::base::fold::fold;
use crate::base::key::TaskKey;
use crate::base::name::nearest;
use crate::domain::member::{Alias, Member};
use crate::domain::party::{Party, PartyStatus};
use crate::domain::task::Task;
use crate::store::record::{Record, columns, read_row};
use crate::store::{Read, Rows, Stmt, StoreError};

/// Finds a member by handle, alias or display name, in that order, with or without `@`; `me` is who looks.
///
/// Errors: `Missing` with the nearest names, `Ambiguous` when two share the display name.
pub fn member(read: &mut dyn Read, ctx: &Ctx, text: &str) -> Result<Member, QueryError> {
    let typed = text.trim().trim_start_matches(['@', '＠']);
    let folded = fold(typed);
    if let (true, Some(me)) = (folded == "me", ctx.me) {
        return super::get(read, me)?.ok_or_else(|| QueryError::missing(Thing::Member, text));
    }
    let by_alias = "id IN (SELECT member FROM alias WHERE fold = $1)";
    let answers = read.read(&[
        select_stmt::<Member>("fold = $1", vec![folded.clone().into()]),
        select_stmt::<Member>(by_alias, vec![folded.clone().into()]),
    ])?;
    for rows in &answers {
        if let Some(found) = entities::<Member>(rows)?.pop() {
            return Ok(found);
        }
    }
    by_name(read, typed, &folded)
}

fn by_name(read: &mut dyn Read, typed: &str, folded: &str) -> Result<Member, QueryError> {
    let everybody = "id IS NOT NULL ORDER BY fold";
    let answers = read.read(&[select_stmt::<Member>(everybody, vec![]), select_stmt::<Alias>(everybody, vec![])])?;
    let members: Vec<Member> = entities(&answers[0])?;
    let mut named: Vec<&Member> = members.iter().filter(|member| fold(&member.name) == folded).collect();
    if named.len() > 1 && named.iter().any(|member| member.active) {
        named.retain(|member| member.active);
    }
    match named[..] {
        [one] => return Ok(one.clone()),
        [] => {}
        _ => {
            let candidates = named.iter().map(|member| member.handle.clone()).collect();
            return Err(QueryError::Ambiguous { what: Thing::Member, text: typed.to_owned(), candidates });
        }
    }
    let aliases: Vec<Alias> = entities(&answers[1])?;
    let active = || members.iter().filter(|member| member.active);
    let known = active().map(|member| member.handle.as_str());
    let known = known.chain(active().map(|member| member.name.as_str()));
    let known = known.chain(aliases.iter().map(|alias| alias.name.as_str()));
    let nearest = nearest(typed, known).into_iter().map(str::to_owned).collect();
    Err(QueryError::Missing { what: Thing::Member, text: typed.to_owned(), nearest })
}

/// Finds a party by its key in any case, by a former key, or by its name.
///
/// Errors: `Missing` with the nearest keys, `Ambiguous` when two share the name.
pub fn party(read: &mut dyn Read, text: &str) -> Result<Party, QueryError> {
    let typed = text.trim();
    let key = typed.to_ascii_uppercase();
    let answers = read.read(&[
        select_stmt::<Party>("key = $1", vec![key.clone().into()]),
        select_stmt::<Party>("id IN (SELECT target FROM former WHERE key = $1)", vec![key.into()]),
    ])?;
    for rows in &answers {
        if let Some(found) = entities::<Party>(rows)?.pop() {
            return Ok(found);
        }
    }
    let parties = select::<Party>(read, "id IS NOT NULL ORDER BY key", vec![])?;
    let folded = fold(typed);
    let named: Vec<&Party> = parties.iter().filter(|party| fold(&party.name) == folded).collect();
    match named[..] {
        [one] => return Ok(one.clone()),
        [] => {}
        _ => {
            let candidates = named.iter().map(|party| party.key.clone()).collect();
            return Err(QueryError::Ambiguous { what: Thing::Party, text: typed.to_owned(), candidates });
        }
    }
    let known = parties.iter().map(|party| party.key.as_str()).chain(parties.iter().map(|party| party.name.as_str()));
    let nearest = nearest(typed, known).into_iter().map(str::to_owned).collect();
    Err(QueryError::Missing { what: Thing::Party, text: typed.to_owned(), nearest })
}

/// The party that goes without saying: the only active one of who looks, else the only active one at all.
pub fn only_party(read: &mut dyn Read, ctx: &Ctx) -> Result<Option<Party>, QueryError> {
    let active = select::<Party>(read, "status = 'active' ORDER BY key", vec![])?;
    if active.len() == 1 {
        return Ok(active.into_iter().next());
    }
    let Some(me) = ctx.me else { return Ok(None) };
    let mine = "status = $2 AND id IN (SELECT party FROM membership WHERE member = $1 AND role = 'member')";
    let mut mine = select::<Party>(read, mine, vec![me.0.into(), PartyStatus::Active.as_str().into()])?;
    Ok(if mine.len() == 1 { mine.pop() } else { None })
}

/// A task with its party.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundTask {
    /// The task.
    pub task: Task,
    /// Its party.
    pub party: Party,
}

impl FoundTask {
    /// `LOG-12`, as it is today.
    pub fn key(&self) -> String {
        format!("{}-{}", self.party.key, self.task.number)
    }
}

/// Finds a task by its key in any case, by a former key of it or its party, or by its bare number: within `party`
/// when one is given, else where only one active party has that number.
///
/// Errors: `Missing` with the nearest keys, `Ambiguous` for a bare number that several parties have.
pub fn task(read: &mut dyn Read, text: &str, party: Option<&Party>) -> Result<FoundTask, QueryError> {
    let typed = text.trim();
    let bare = typed.trim_start_matches('#');
    if let Some(number) = bare.parse::<i64>().ok().filter(|number| *number > 0) {
        return match party {
            Some(party) => task(read, &format!("{}-{number}", party.key), None),
            None => by_number(read, typed, number),
        };
    }
    let key: TaskKey = typed.parse().map_err(|_| QueryError::missing(Thing::Task, typed))?;
    let number = || key.number.into();
    let answers = read.read(&[
        found_stmt("t.party = (SELECT id FROM party WHERE key = $1) AND t.number = $2", key.party.as_str(), number()),
        found_stmt("t.id = (SELECT target FROM former WHERE key = $1)", &key.to_string(), number()),
        found_stmt(
            "t.party = (SELECT target FROM former WHERE key = $1) AND t.number = $2",
            key.party.as_str(),
            number(),
        ),
    ])?;
    for rows in &answers {
        if let Some(found) = found(rows)?.pop() {
            return Ok(found);
        }
    }
    if let Some(found) = by_any_key(read, &key)? {
        return Ok(found);
    }
    Err(QueryError::Missing { what: Thing::Task, text: typed.to_owned(), nearest: near_keys(read, &key)? })
}

/// A task that left its party under one of the party's keys, asked for under another of them.
fn by_any_key(read: &mut dyn Read, key: &TaskKey) -> Result<Option<FoundTask>, QueryError> {
    let party = "SELECT id FROM party WHERE key = $1 UNION ALL SELECT target FROM former WHERE key = $1";
    let keys = format!(
        "SELECT key FROM party WHERE id IN ({party}) UNION ALL SELECT key FROM former WHERE target IN ({party})"
    );
    for row in &read.read_one(Stmt::new(keys, vec![key.party.as_str().into()]))? {
        let former = format!("{}-{}", row[0].text()?, key.number);
        let condition = "t.id = (SELECT target FROM former WHERE key = $1)";
        if let Some(found) = found(&read.read_one(found_stmt(condition, &former, key.number.into()))?)?.pop() {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Finds several tasks, all or none.
pub fn tasks(read: &mut dyn Read, texts: &[String], party: Option<&Party>) -> Result<Vec<FoundTask>, QueryError> {
    texts.iter().map(|text| task(read, text, party)).collect()
}

fn found_stmt(condition: &str, text: &str, number: crate::store::Val) -> Stmt {
    let sql = format!(
        "SELECT {}, {} FROM task t CROSS JOIN party p WHERE p.id = t.party AND {condition}",
        columns::<Task>("t"),
        columns::<Party>("p")
    );
    let args = if condition.contains("$2") { vec![text.into(), number] } else { vec![text.into()] };
    Stmt::new(sql, args)
}

fn found(rows: &Rows) -> Result<Vec<FoundTask>, StoreError> {
    let both = |row: &crate::store::Row| {
        let (task, party) = row.split_at(Task::JOURNALLED + 1);
        Ok(FoundTask { task: read_row(task)?, party: read_row(party)? })
    };
    rows.iter().map(both).collect()
}

fn by_number(read: &mut dyn Read, typed: &str, number: i64) -> Result<FoundTask, QueryError> {
    let sql = format!(
        "SELECT {}, {} FROM party p CROSS JOIN task t WHERE p.status = 'active' AND t.party = p.id AND t.number = $1 \
         ORDER BY p.key",
        columns::<Task>("t"),
        columns::<Party>("p")
    );
    let mut all = found(&read.read_one(Stmt::new(sql, vec![number.into()]))?)?;
    if all.len() > 1 {
        let candidates = all.iter().map(FoundTask::key).collect();
        return Err(QueryError::Ambiguous { what: Thing::Task, text: typed.to_owned(), candidates });
    }
    all.pop().ok_or_else(|| QueryError::missing(Thing::Task, typed))
}

/// Keys with the same number in parties whose key is near, and the last key of the party itself.
fn near_keys(read: &mut dyn Read, key: &TaskKey) -> Result<Vec<String>, QueryError> {
    let sql = "SELECT p.key, (SELECT MAX(t.number) FROM task t WHERE t.party = p.id) FROM party p ORDER BY p.key";
    let rows = read.read_one(Stmt::plain(sql))?;
    let mut last: Vec<(String, i64)> = vec![];
    for row in &rows {
        last.push((row[0].text()?.to_owned(), row[1].int_or_null()?.unwrap_or(0)));
    }
    let own = last.iter().find(|(known, last)| known == key.party.as_str() && *last > 0);
    if let Some((known, number)) = own {
        return Ok(vec![format!("{known}-{number}")]);
    }
    let near = nearest(key.party.as_str(), last.iter().map(|(known, _)| known.as_str()));
    let has = |known: &&str| last.iter().any(|(key_of, number)| key_of == known && *number >= key.number);
    Ok(near.into_iter().filter(has).map(|known| format!("{known}-{}", key.number)).collect())
}
