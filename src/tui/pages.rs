//! One page function a query: what can be answered by reading alone.

use crate::base::id::Id;
use crate::query::{
    Ctx, QueryError, Thing, act, action, board, gate, history, kickoff, list, note, parties, party, people, plan,
    retro, select, task, today, who,
};
use crate::store::engine::Read;
use crate::tui::wire::{BoardOf, Loaded, Query, Told};

/// How many entries a task's history shows.
const MOST_ENTRIES: i64 = 30;
/// How many tasks Today shows as next.
const MOST_NEXT: i64 = 30;

/// The data of one page; none where a query needs more than reading (the counter answers those).
pub fn page(read: &mut dyn Read, ctx: &Ctx, query: &Query) -> Result<Option<Loaded>, QueryError> {
    Ok(Some(match query {
        Query::Who
        | Query::Find(_)
        | Query::Log
        | Query::Choices { .. }
        | Query::Prepare(_)
        | Query::Body(_)
        | Query::Fresh(_)
        | Query::Begin(_) => {
            return Ok(None);
        }
        Query::Today => {
            let page = today::today(read, ctx, MOST_NEXT)?;
            Loaded::Today(Box::new(page), history::since(read, ctx, ctx.today.plus(-1))?)
        }
        Query::Told(seq) => return told(read, *seq),
        Query::History(id) => {
            let window = history::Window { limit: MOST_ENTRIES, ..Default::default() };
            Loaded::History(*id, history::log(read, history::Scope::Task(*id), window)?)
        }
        Query::Named(how, ids) => Loaded::Named(how.clone(), list::of_ids(read, ctx, ids)?),
        Query::Task(id) => Loaded::Task(Box::new(task::task(read, ctx, *id)?)),
        Query::People => Loaded::People(people::people(read)?),
        Query::Parties => Loaded::Parties(parties::parties(read, ctx)?),
        Query::Party(id) => Loaded::Party(Box::new(party::party(read, ctx, *id)?)),
        Query::Kickoff(id) => Loaded::Kickoff(Box::new(kickoff::kickoff(read, ctx, *id)?)),
        Query::Act(id) => Loaded::Act(Box::new(act::act(read, ctx, *id)?)),
        Query::Retro(act) => match retro::retro(read, ctx, *act) {
            Ok(page) => Loaded::Retro(Box::new(page)),
            Err(QueryError::Missing { what: Thing::Retro, .. }) => Loaded::Gate(Box::new(gate::gate(read, ctx, *act)?)),
            Err(error) => return Err(error),
        },
        Query::Retros => Loaded::Retros(Box::new(retro::retros(read, None)?), Box::new(action::actions(read, None)?)),
        Query::Notes(filter) => Loaded::Notes(filter.clone(), note::notes(read, filter)?),
        Query::Plan(party, unfold) => Loaded::Plan(match usual_party(read, ctx, *party)? {
            Some(party) => Some(plan::plan(read, ctx, party, unfold)?),
            None => None,
        }),
        Query::Hands(act) => Loaded::Hands(*act, crate::query::hands::hands(read, *act)?),
        Query::Board(of, most_done) => Loaded::Board(match board_act(read, ctx, *of)? {
            Some(act) => Some(board::board(read, ctx, act, *most_done)?),
            None => None,
        }),
    }))
}

/// The step behind a taking back, or behind the taking back of one.
fn told(read: &mut dyn Read, seq: i64) -> Result<Option<Loaded>, QueryError> {
    let mut entry = |seq: i64| {
        let window = history::Window { before: Some(seq + 1), limit: 1, ..Default::default() };
        Ok::<_, QueryError>(history::log(read, history::Scope::All, window)?.pop().filter(|entry| entry.seq == seq))
    };
    let missing = || QueryError::missing(Thing::Entry, seq.to_string());
    let (mut found, mut told) = (entry(seq)?.ok_or_else(missing)?, Told::Undone);
    while let Some(before) = found.undoes {
        found = entry(before)?.ok_or_else(missing)?;
        told = if told == Told::Undone { Told::Redone } else { Told::Undone };
    }
    Ok(Some(Loaded::Told(told, Box::new(found))))
}

/// The party looked at last where it is still there; else the only one, else the one somebody works in now, else any.
fn usual_party(read: &mut dyn Read, ctx: &Ctx, last: Option<Id>) -> Result<Option<Id>, QueryError> {
    if let Some(last) = last
        && crate::query::get::<crate::domain::party::Party>(read, last)?.is_some()
    {
        return Ok(Some(last));
    }
    if let Some(party) = who::only_party(read, ctx)? {
        return Ok(Some(party.id));
    }
    if let Some(act) = board::usual_act(read, ctx, None)? {
        let act = crate::query::get::<crate::domain::act::Act>(read, act)?;
        return Ok(act.map(|act| act.party));
    }
    let any = select::<crate::domain::party::Party>(read, "id IS NOT NULL ORDER BY status, key LIMIT 1", vec![])?;
    Ok(any.first().map(|party| party.id))
}

/// The act asked for; of a party its running one, else its latest that is not closed, else its latest.
fn board_act(read: &mut dyn Read, ctx: &Ctx, of: BoardOf) -> Result<Option<Id>, QueryError> {
    let party = match of {
        BoardOf::Act(act) => return Ok(Some(act)),
        BoardOf::Party(party) => usual_party(read, ctx, party)?,
    };
    let Some(party) = party else { return Ok(None) };
    if let Some(act) = board::usual_act(read, ctx, Some(party))? {
        return Ok(Some(act));
    }
    let latest = "party = $1 ORDER BY CASE stage WHEN 'closed' THEN 1 ELSE 0 END, id DESC LIMIT 1";
    let acts = select::<crate::domain::act::Act>(read, latest, vec![party.0.into()])?;
    Ok(acts.first().map(|act| act.id))
}
