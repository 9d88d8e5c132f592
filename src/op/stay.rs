//! Where tasks are and the ledger's rows behind it: what may be a target, how a task enters a place and leaves it.

use serde::{Deserialize, Serialize};

use super::OpError;
use super::label;
use super::work::Work;
use crate::base::id::Id;
use crate::domain::act::{Act, Entered, Left, Stay};
use crate::domain::party::Party;
use crate::domain::refusal::Refusal;
use crate::domain::season::{Season, Stage};
use crate::domain::task::{Task, TaskStatus};

/// The distance between the ranks of two tasks that nobody has reordered.
pub const STRIDE: i64 = 1024;

/// Where tasks can be: an act, a season's backlog, or a party's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Target {
    /// The party.
    pub party: Id,
    /// The season; for an act it may be left out.
    #[serde(default)]
    pub season: Option<Id>,
    /// The act.
    #[serde(default)]
    pub act: Option<Id>,
}

/// The party and act of a target; refused where no task may go.
pub fn resolve(work: &mut Work<'_>, to: &Target) -> Result<(Party, Option<Act>), OpError> {
    let party: Party = work.one(to.party)?;
    let act = to.act.map(|act| work.one::<Act>(act)).transpose()?;
    if let Some(act) = &act
        && (act.stage == Stage::Closed || act.party != party.id)
    {
        let place = label::act(work, act)?;
        return Err(Refusal::BadTarget(place).into());
    }
    if let Some(season) = act.as_ref().map(|act| act.season).or(to.season) {
        let season: Season = work.one(season)?;
        if season.stage == Stage::Closed || season.party != party.id {
            let place = label::season(work, &season)?;
            return Err(Refusal::BadTarget(place).into());
        }
    }
    Ok((party, act))
}

/// Notes in the act's ledger that a task has come, where the act has started.
pub fn enter(work: &mut Work<'_>, task: &Task, act: Option<&Act>) {
    let Some(act) = act.filter(|act| act.stage == Stage::Running && task.status != TaskStatus::Dropped) else { return };
    let id = work.id();
    work.insert(&Stay { id, act: act.id, task: task.id, entered: Entered::Added, gone: None });
}

/// Notes in the act's ledger that a task leaves, and how.
pub fn leave(work: &mut Work<'_>, task: &Task, how: Left) -> Result<(), OpError> {
    let Some(act) = task.act else { return Ok(()) };
    // What a closed act says of itself is final, wherever its tasks go later.
    if work.one::<Act>(act)?.stage == Stage::Closed {
        return Ok(());
    }
    let args = vec![task.id.0.into(), act.0.into()];
    for stay in work.select::<Stay>("task = $1 AND act = $2 AND gone IS NULL", args)? {
        work.update(&stay, &Stay { gone: Some(how), ..stay.clone() });
    }
    Ok(())
}

/// Puts a task into an act (none: leaves it where its season is) and notes that in the act's ledger.
pub fn place(work: &mut Work<'_>, task: &mut Task, to: Option<&Act>) -> Result<(), OpError> {
    if let Some(act) = to {
        if act.stage == Stage::Closed {
            return Err(Refusal::BadTarget(label::act(work, act)?).into());
        }
        (task.season, task.act) = (Some(act.season), Some(act.id));
        enter(work, task, Some(act));
    }
    Ok(())
}
