//! Retrospectives: the page of one, and the list of a party's.

use serde::Serialize;

use super::act::ActHead;
use super::action::{ActionRow, action, actions_stmt};
use super::facts::{FACTS, Facts, facts, facts_stmts};
use super::heads::{HEADS, act_head, heads, heads_stmts};
use super::place::{Map, place_of};
use super::rows::{self, Pick};
use super::{Ctx, Person, QueryError, Thing, each, entities, select_stmt};
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::retro::{Card, Heap, Retro, RetroPhase};
use crate::store::{Read, Rows, Stmt};

/// The page of a retrospective.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RetroPage {
    /// Row id.
    pub id: Id,
    /// The act looked back on.
    pub act: ActHead,
    /// The party's key.
    pub party: String,
    /// The party's name.
    pub party_name: String,
    /// The season's title.
    pub season_title: String,
    /// The format's id.
    pub format: String,
    /// The format's columns.
    pub columns: Vec<RetroColumn>,
    /// Where it stands.
    pub phase: RetroPhase,
    /// Who runs it.
    pub facilitator: Option<Person>,
    /// The one sentence the paper starts with.
    pub summary: String,
    /// When it was opened.
    pub opened_on: Day,
    /// When it was closed.
    pub closed_on: Option<Day>,
    /// Cards, the oldest first; while collecting only one's own.
    pub cards: Vec<CardRow>,
    /// How many cards of others are not shown yet.
    pub hidden: i64,
    /// Who has written how many cards; everybody in the party, by handle.
    pub writers: Vec<Writer>,
    /// What belongs together, in the order it is talked through.
    pub groups: Vec<Group>,
    /// What came of it.
    pub actions: Vec<ActionRow>,
    /// What the retrospective before it promised.
    pub last_actions: Vec<ActionRow>,
    /// What the journal knows of the act.
    pub facts: Facts,
    /// The act that new actions go to; none sends them to a backlog.
    pub next: Option<ActHead>,
    /// Whether the person who looks may run it.
    #[serde(skip)]
    pub i_lead: bool,
    /// The entity.
    #[serde(skip)]
    pub retro: Retro,
}

/// A column of a retrospective's format.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RetroColumn {
    /// What cards name it by.
    pub id: String,
    /// Its title in English.
    pub en: String,
    /// Its title in Korean.
    pub ko: String,
}

/// What one person wrote.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CardRow {
    /// Row id.
    pub id: Id,
    /// The column.
    #[serde(rename = "column")]
    pub lane: String,
    /// The text.
    pub text: String,
    /// Handle of who wrote it.
    pub author: Option<String>,
    /// Display name of who wrote it.
    pub author_name: Option<String>,
    /// The group it belongs to.
    pub group: Option<Id>,
    /// The entity, for making patches.
    #[serde(skip)]
    pub card: Card,
}

/// Somebody of the party, and how much they wrote.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Writer {
    /// Row id of the person.
    pub id: Id,
    /// What people type.
    pub handle: String,
    /// What screens show.
    pub name: String,
    /// Their cards.
    pub cards: i64,
}

/// Cards that belong together.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Group {
    /// Row id.
    pub id: Id,
    /// What they are about.
    pub title: String,
    /// Its cards.
    pub cards: Vec<Id>,
}

/// The page of an act's retrospective.
///
/// Errors: `Missing` when the act has none.
pub fn retro(read: &mut dyn Read, ctx: &Ctx, act: Id) -> Result<RetroPage, QueryError> {
    let answers = read.read(&stmts(act, ctx))?;
    let found = entities::<Retro>(&answers[0])?.pop();
    let map = Map::of(&answers[1], &answers[2])?;
    let tasks = rows::assemble(&answers[3..], ctx)?;
    let rest = &answers[3 + rows::STMTS..];
    let party = heads(rest, ctx)?.pop().map(|(head, _)| head);
    let own = map.acts.iter().find(|other| other.id == act);
    let (Some(retro), Some(party), Some(own)) = (found, party, own) else {
        return Err(QueryError::missing(Thing::Retro, act.to_string()));
    };
    let rest = &rest[HEADS..];
    let facts = facts(own, &tasks, rest, ctx)?;
    let rest = &rest[FACTS..];
    let people = each(&rest[0], |at| Ok(Person { id: at.next()?, handle: at.next()?, name: at.next()? }))?;
    let all: Vec<Card> = entities(&rest[1])?;
    let sealed = |card: &Card| retro.phase == RetroPhase::Collecting && (card.author != ctx.me || ctx.me.is_none());
    let hidden = all.iter().filter(|card| sealed(card)).count() as i64;
    let shown = || all.iter().filter(|card| !sealed(card));
    let groups = entities::<Heap>(&rest[2])?.into_iter().map(|heap| {
        let cards = shown().filter(|card| card.heap == Some(heap.id)).map(|card| card.id);
        Group { id: heap.id, title: heap.title, cards: cards.collect() }
    });
    let head = |act| act_head(act, &map, &party.key, ctx.today);
    Ok(RetroPage {
        id: retro.id,
        act: head(own),
        season_title: map.season_of(own).map(|season| season.title.clone()).unwrap_or_default(),
        format: retro.format.clone(),
        columns: retro.columns.iter().cloned().map(|(id, en, ko)| RetroColumn { id, en, ko }).collect(),
        phase: retro.phase,
        facilitator: retro.facilitator.and_then(|id| people.iter().find(|person| person.id == id).cloned()),
        summary: retro.summary.clone(),
        opened_on: retro.opened_on,
        closed_on: retro.closed_on,
        cards: shown().map(|card| card_row(card, &people)).collect(),
        hidden,
        writers: writers(&all, &people, &rest[3])?,
        groups: groups.collect(),
        actions: each(&rest[4], action)?,
        last_actions: each(&rest[5], action)?,
        facts,
        next: map.next_after(own).map(head),
        i_lead: party.i_lead,
        party: party.key.clone(),
        party_name: party.name.clone(),
        retro,
    })
}

fn stmts(act: Id, ctx: &Ctx) -> Vec<Stmt> {
    let one = |sql: &str| Stmt::new(sql.to_owned(), vec![act.0.into()]);
    let mut pick = Pick::new("t.priority, t.due_key, t.party, t.number");
    pick.also("t.act = ?", [act.0.into()]);
    let party = "(SELECT party FROM act WHERE id = $1)";
    let own = "(SELECT id FROM retro WHERE act = $1)";
    let mut batch = vec![select_stmt::<Retro>("act = $1", vec![act.0.into()])];
    batch.extend(Map::stmts_where(&format!("party = {party}"), act));
    batch.extend(pick.stmts());
    batch.extend(heads_stmts(&format!("p.id = {party}"), &[act.0.into()], ctx));
    batch.extend(facts_stmts(act));
    let last = "r.id = (SELECT l.id FROM retro l JOIN retro o ON o.act = $1 WHERE l.party = o.party AND l.id <> o.id \
                AND (l.opened_on, l.id) < (o.opened_on, o.id) ORDER BY l.opened_on DESC, l.id DESC LIMIT 1)";
    batch.extend([
        Stmt::plain("SELECT id, handle, name FROM member ORDER BY fold"),
        select_stmt::<Card>(&format!("retro = {own} ORDER BY id"), vec![act.0.into()]),
        select_stmt::<Heap>(&format!("retro = {own} ORDER BY rank, id"), vec![act.0.into()]),
        one(&format!("SELECT member FROM membership WHERE party = {party} AND role = 'member'")),
        actions_stmt("r.act = $1", vec![act.0.into()]),
        actions_stmt(last, vec![act.0.into()]),
    ]);
    batch
}

fn card_row(card: &Card, people: &[Person]) -> CardRow {
    let author = card.author.and_then(|id| people.iter().find(|person| person.id == id));
    CardRow {
        id: card.id,
        lane: card.lane.clone(),
        text: card.body.clone(),
        author: author.map(|person| person.handle.clone()),
        author_name: author.map(|person| person.name.clone()),
        group: card.heap,
        card: card.clone(),
    }
}

fn writers(cards: &[Card], people: &[Person], members: &Rows) -> Result<Vec<Writer>, QueryError> {
    let members: Vec<Id> = super::column(members)?;
    let writer = |person: &Person| Writer {
        id: person.id,
        handle: person.handle.clone(),
        name: person.name.clone(),
        cards: cards.iter().filter(|card| card.author == Some(person.id)).count() as i64,
    };
    Ok(people.iter().filter(|person| members.contains(&person.id)).map(writer).collect())
}

/// A party's retrospectives.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Retros {
    /// The latest first.
    pub retros: Vec<RetroRow>,
    /// Closed acts that nobody has looked back on, the latest first.
    pub without: Vec<RetroLack>,
}

/// A retrospective in a row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RetroRow {
    /// Row id.
    pub id: Id,
    /// Row id of the act.
    #[serde(skip)]
    pub act_id: Id,
    /// The act looked back on.
    pub act: String,
    /// Its title.
    pub title: String,
    /// The party's name.
    pub party_name: String,
    /// The format's id.
    pub format: String,
    /// Where it stands.
    pub phase: RetroPhase,
    /// When it was opened.
    pub opened_on: Day,
    /// When it was closed.
    pub closed_on: Option<Day>,
    /// How many cards it has.
    pub cards: i64,
    /// How many actions came of it.
    pub actions: i64,
    /// How many of those are unfinished.
    pub open_actions: i64,
}

/// A closed act without a retrospective.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RetroLack {
    /// Row id of the act.
    #[serde(skip)]
    pub act_id: Id,
    /// `LOG/S1/A1`.
    pub act: String,
    /// Its title.
    pub title: String,
    /// When it was closed.
    pub closed_on: Option<Day>,
}

/// The retrospectives of a party, or of all parties.
pub fn retros(read: &mut dyn Read, party: Option<Id>) -> Result<Retros, QueryError> {
    let of = |column: &str| if party.is_some() { format!("{column} = $1") } else { format!("{column} IS NOT NULL") };
    let args = || party.iter().map(|party| party.0.into()).collect::<Vec<_>>();
    let act = "JOIN season s ON s.id = a.season JOIN party p ON p.id = a.party";
    let held = format!(
        "SELECT r.id, r.act, p.key, s.number, a.number, a.title, p.name, r.format, r.phase, r.opened_on, r.closed_on, \
         (SELECT COUNT(*) FROM card c WHERE c.retro = r.id), (SELECT COUNT(*) FROM action x WHERE x.retro = r.id), \
         (SELECT COUNT(*) FROM action x JOIN task t ON t.id = x.task WHERE x.retro = r.id AND t.is_open = 1) \
         FROM retro r JOIN act a ON a.id = r.act {act} WHERE {} ORDER BY r.opened_on DESC, r.id DESC",
        of("r.party")
    );
    let lacking = format!(
        "SELECT a.id, p.key, s.number, a.number, a.title, a.closed_on FROM act a {act} WHERE {} \
         AND a.stage = 'closed' AND NOT EXISTS (SELECT 1 FROM retro r WHERE r.act = a.id) \
         ORDER BY a.closed_on DESC, a.id DESC LIMIT 20",
        of("a.party")
    );
    let answers = read.read(&[Stmt::new(held, args()), Stmt::new(lacking, args())])?;
    let retros = each(&answers[0], |at| {
        let (id, act_id, act) = (at.next()?, at.next()?, place_of(at)?.unwrap_or_default());
        let (title, party_name, format, phase) = (at.next()?, at.next()?, at.next()?, at.next()?);
        let (opened_on, closed_on) = (at.next()?, at.next()?);
        let (cards, actions, open_actions) = (at.next()?, at.next()?, at.next()?);
        Ok(RetroRow {
            id,
            act_id,
            act,
            title,
            party_name,
            format,
            phase,
            opened_on,
            closed_on,
            cards,
            actions,
            open_actions,
        })
    })?;
    let without = each(&answers[1], |at| {
        let (act_id, act) = (at.next()?, place_of(at)?.unwrap_or_default());
        Ok(RetroLack { act_id, act, title: at.next()?, closed_on: at.next()? })
    })?;
    Ok(Retros { retros, without })
}
