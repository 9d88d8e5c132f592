//! The workers' side of the terminal UI: a [`Session`] as their book, one page function a query.

use crate::app::error::{AppError, Kind};
use crate::app::session::Session;
use crate::base::id::Id;
use crate::query::{
    Ctx, QueryError, Thing, act, action, board, gate, note, parties, party, people, plan, retro, select, who,
};
use crate::store::engine::{Interrupter, Read};
use crate::text::{w, word};
use crate::tui::book::{Book, Change};
use crate::tui::wire::{BoardOf, Failure, Loaded, Query, Receipt};

/// A session in a worker's hands.
pub struct Shelf {
    session: Session,
    version: i64,
}

impl Shelf {
    /// The shelf of an open session.
    pub fn new(session: Session) -> Self {
        Self { session, version: 0 }
    }
}

impl Book for Shelf {
    fn commit(&mut self, change: &Change) -> Result<Receipt, Failure> {
        let receipt = match change {
            Change::Op(op) => self.session.commit(op),
            Change::Draft(draft) => self.session.commit_draft(draft),
        };
        receipt.map_err(|error| failure(&error))
    }

    fn load(&mut self, query: &Query) -> Result<Option<Loaded>, Failure> {
        match self.session.page(|read, ctx| page(read, ctx, query)) {
            Ok(loaded) => Ok(Some(loaded)),
            Err(error) if error.kind == Kind::Interrupted => Ok(None),
            Err(error) => Err(failure(&error)),
        }
    }

    fn changed(&mut self) -> bool {
        match self.session.engine().data_version() {
            Ok(version) => std::mem::replace(&mut self.version, version) != version,
            Err(_) => false,
        }
    }

    fn interrupter(&self) -> Option<Interrupter> {
        Some(self.session.interrupter())
    }

    fn broken(&self) -> Failure {
        Failure { said: word(self.session.lang(), w::FRAME_BROKEN).to_owned() }
    }
}

/// A failure on one line: what happened, then what would help.
fn failure(error: &AppError) -> Failure {
    let mut said = error.message.clone();
    for hint in &error.hints {
        let end = if said.ends_with(['.', '?', '!']) { " " } else { ". " };
        said = [said.as_str(), end, hint].concat();
    }
    Failure { said }
}

/// The data of one query.
pub fn page(read: &mut dyn Read, ctx: &Ctx, query: &Query) -> Result<Loaded, QueryError> {
    Ok(match query {
        Query::Find(text) => Loaded::Found(text.clone()),
        Query::Log => Loaded::Found(String::new()),
        Query::People => Loaded::People(people::people(read)?),
        Query::Parties => Loaded::Parties(parties::parties(read, ctx)?),
        Query::Party(id) => Loaded::Party(Box::new(party::party(read, ctx, *id)?)),
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
    })
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
