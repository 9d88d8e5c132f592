//! What stands before a retrospective that is not open yet: the act, and what became of the actions of the last one.

use super::act::{ActPage, act};
use super::action::{ActionRow, actions_stmt};
use super::{Ctx, QueryError, each, select};
use crate::base::id::Id;
use crate::domain::retro::Retro;
use crate::store::Read;

/// The page before a retrospective is opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gate {
    /// The act to look back on.
    pub act: ActPage,
    /// The actions of the party's last retrospective.
    pub actions: Vec<ActionRow>,
    /// The format that the party used last.
    pub format: Option<String>,
}

/// What stands before the retrospective of an act.
///
/// Errors: `Missing` when there is no act with this id.
pub fn gate(read: &mut dyn Read, ctx: &Ctx, id: Id) -> Result<Gate, QueryError> {
    let act = act(read, ctx, id)?;
    let last = "party = $1 ORDER BY opened_on DESC, id DESC LIMIT 1";
    let last = select::<Retro>(read, last, vec![act.head.party_id.0.into()])?.pop();
    let Some(last) = last else { return Ok(Gate { act, actions: vec![], format: None }) };
    let actions = each(&read.read_one(actions_stmt("r.id = $1", vec![last.id.0.into()]))?, super::action::action)?;
    Ok(Gate { act, actions, format: Some(last.format) })
}
