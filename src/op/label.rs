//! What people call seasons, acts and tasks: the keys that refusals speak of.

use super::OpError;
use super::work::Work;
use crate::domain::act::Act;
use crate::domain::party::Party;
use crate::domain::season::Season;
use crate::domain::task::Task;

/// `LOG/S1`.
pub fn season(work: &mut Work<'_>, season: &Season) -> Result<String, OpError> {
    let party: Party = work.one(season.party)?;
    Ok(format!("{}/S{}", party.key, season.number))
}

/// `LOG/S1/A1`.
pub fn act(work: &mut Work<'_>, act: &Act) -> Result<String, OpError> {
    let above: Season = work.one(act.season)?;
    Ok(format!("{}/A{}", season(work, &above)?, act.number))
}

/// `LOG-12`.
pub fn task(work: &mut Work<'_>, task: &Task) -> Result<String, OpError> {
    let party: Party = work.one(task.party)?;
    Ok(format!("{}-{}", party.key, task.number))
}
