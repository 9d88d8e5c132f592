//! One party: who is in it and as what, its charter, its seasons and acts.

use std::collections::BTreeMap;

use serde::Serialize;

pub use super::heads::PartyHead;
use super::heads::{
    ActHead, Count, HEADS, act_counts, act_head, backlog_counts, count_of, counts, heads, heads_stmts, percent,
};
use super::place::{Map, place_name};
use super::{Ctx, Person, QueryError, Thing, column, each, entities, select_stmt};
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::party::{Charter, Office, Party, Role, Section};
use crate::domain::season::{GoalMet, Stage};
use crate::store::{Read, Rows, Stmt};

/// The page of a party.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PartyPage {
    /// The party.
    #[serde(flatten)]
    pub head: PartyHead,
    /// Who proposed it.
    pub founder: Option<Person>,
    /// The day of its kickoff.
    pub started_on: Option<Day>,
    /// The day it ended.
    pub ended_on: Option<Day>,
    /// Everybody in it, interested ones and observers too, by handle.
    pub members: Vec<PartyMember>,
    /// Who led when, the first one first.
    pub leader_terms: Vec<TermRow>,
    /// Who learnt to lead when.
    pub shadow_terms: Vec<TermRow>,
    /// The charter's sections.
    pub charter: BTreeMap<Section, String>,
    /// Its seasons by number.
    pub seasons: Vec<SeasonRow>,
    /// How much work is in its backlogs.
    pub backlog: Count,
    /// Keys it had before.
    pub former_keys: Vec<String>,
    /// The entity, for making patches.
    #[serde(skip)]
    pub party: Party,
}

/// Somebody in a party.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PartyMember {
    /// Row id of the person.
    pub id: Id,
    /// What people type.
    pub handle: String,
    /// What screens show.
    pub name: String,
    /// As what.
    pub role: Role,
    /// Since when.
    pub since: Day,
    /// Their share of time today, percent; none when none was said.
    pub share: Option<i64>,
}

/// A stretch in an office.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TermRow {
    /// What people type.
    pub handle: String,
    /// What screens show.
    pub name: String,
    /// First day.
    pub since: Day,
    /// Last day; none while it lasts.
    pub until: Option<Day>,
}

/// A season with its acts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SeasonRow {
    /// Row id.
    pub id: Id,
    /// `LOG/S1`.
    pub place: String,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub goal: String,
    /// First day.
    pub first: Option<Day>,
    /// Last day.
    pub last: Option<Day>,
    /// Planned, running or closed.
    #[serde(rename = "status")]
    pub stage: Stage,
    /// What came of the goal.
    pub met: Option<GoalMet>,
    /// Its acts by number.
    pub acts: Vec<ActRow>,
}

/// An act with its progress.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ActRow {
    /// The act.
    #[serde(flatten)]
    pub head: ActHead,
    /// How much work is in it; of a closed act only total and done, from its ledger.
    pub count: Count,
}

/// The page of a party.
///
/// Errors: `Missing` when there is no party with this id.
pub fn party(read: &mut dyn Read, ctx: &Ctx, id: Id) -> Result<PartyPage, QueryError> {
    let mut batch = heads_stmts("p.id = $1", &[id.0.into()], ctx).to_vec();
    batch.extend(Map::stmts(id));
    batch.extend(own_stmts(id, ctx));
    let answers = read.read(&batch)?;
    let Some((head, party)) = heads(&answers, ctx)?.pop() else {
        return Err(QueryError::missing(Thing::Party, id.to_string()));
    };
    let rest = &answers[HEADS..];
    let map = Map::of(&rest[0], &rest[1])?;
    let rest = &rest[2..];
    let terms = each(&rest[1], |at| {
        let office: Office = at.next()?;
        Ok((office, TermRow { handle: at.next()?, name: at.next()?, since: at.next()?, until: at.next()? }))
    })?;
    let of = |wanted: Office| terms.iter().filter(move |(office, _)| *office == wanted).map(|(_, term)| term.clone());
    let charter = entities::<Charter>(&rest[2])?.into_iter().map(|part| (part.section, part.body)).collect();
    let mut backlog = Count::default();
    for part in counts(&rest[4])?.values() {
        backlog = backlog.plus(part);
    }
    let founder = each(&rest[6], |at| Ok(Person { id: at.next()?, handle: at.next()?, name: at.next()? }))?.pop();
    Ok(PartyPage {
        founder,
        started_on: party.started_on,
        ended_on: party.ended_on,
        members: members(&rest[0], &rest[7])?,
        leader_terms: of(Office::Leader).collect(),
        shadow_terms: of(Office::Shadow).collect(),
        charter,
        seasons: seasons(&map, &party.key, &rest[3], ctx)?,
        backlog,
        former_keys: column(&rest[5])?,
        head,
        party,
    })
}

fn own_stmts(id: Id, ctx: &Ctx) -> [Stmt; 8] {
    let one = |sql: &str| Stmt::new(sql.to_owned(), vec![id.0.into()]);
    let shares = "SELECT member, permille FROM share WHERE party = $1 AND since <= $2 ORDER BY since";
    [
        one("SELECT m.id, m.handle, m.name, x.role, x.since FROM membership x JOIN member m ON m.id = x.member \
             WHERE x.party = $1 ORDER BY m.fold"),
        one("SELECT x.office, m.handle, m.name, x.since, x.until FROM term x JOIN member m ON m.id = x.member \
             WHERE x.party = $1 ORDER BY x.since, x.id"),
        select_stmt::<Charter>("party = $1", vec![id.0.into()]),
        act_counts("a.party = $1 AND a.stage <> 'closed'", vec![id.0.into()]),
        backlog_counts(id),
        one("SELECT key FROM former WHERE target = $1 ORDER BY id"),
        one("SELECT m.id, m.handle, m.name FROM party p JOIN member m ON m.id = p.founder WHERE p.id = $1"),
        Stmt::new(shares, vec![id.0.into(), ctx.today.to_string().into()]),
    ]
}

fn members(people: &Rows, shares: &Rows) -> Result<Vec<PartyMember>, QueryError> {
    let shares = each(shares, |at| Ok((at.next::<Id>()?, at.next::<i64>()?)))?;
    let members = each(people, |at| {
        let (id, handle, name) = (at.next()?, at.next()?, at.next()?);
        // The latest share that has begun holds.
        let share = shares.iter().rev().find(|(member, _)| *member == id).map(|(_, permille)| percent(*permille));
        Ok(PartyMember { id, handle, name, role: at.next()?, since: at.next()?, share })
    })?;
    Ok(members)
}

fn seasons(map: &Map, party_key: &str, work: &Rows, ctx: &Ctx) -> Result<Vec<SeasonRow>, QueryError> {
    let counts = counts(work)?;
    let season = |season: &crate::domain::season::Season| {
        let acts = map.acts.iter().filter(|act| act.season == season.id);
        let row = |act| ActRow { head: act_head(act, map, party_key, ctx.today), count: count_of(act, &counts) };
        SeasonRow {
            id: season.id,
            place: place_name(party_key, Some(season.number), None),
            title: season.title.clone(),
            goal: season.goal.clone(),
            first: season.first,
            last: season.last,
            stage: season.stage,
            met: season.met,
            acts: acts.map(row).collect(),
        }
    };
    Ok(map.seasons.iter().map(season).collect())
}
