//! What holds in every book, whatever is taken back: an undo swaps rows without asking the rules that made them, so
//! the rules that span rows are asked here, of every row it touched.

use std::collections::BTreeSet;

use super::OpError;
use super::work::Work;
use super::{label, task};
use crate::base::id::Id;
use crate::domain::act::{Act, Stay};
use crate::domain::member::{Alias, Member};
use crate::domain::party::{Former, Party};
use crate::domain::refusal::Refusal;
use crate::domain::retro::Retro;
use crate::domain::season::{Season, Stage};
use crate::domain::task::{Dependency, Task};
use crate::store::record::Noun;
use crate::store::value::Stmt;

/// Refuses when a row that this operation touched breaks a rule that spans rows.
pub fn check(work: &mut Work<'_>) -> Result<(), OpError> {
    let touched = work.touched();
    let mut acts = BTreeSet::new();
    for (noun, id) in &touched {
        match noun {
            Noun::Member => {
                wrote_nothing(work, *id)?;
                names(work, *noun, *id)?;
            }
            Noun::Alias => names(work, *noun, *id)?,
            Noun::Party | Noun::Former => keys(work, *noun, *id)?,
            Noun::Season => season_holds(work, *id)?,
            Noun::Act => {
                acts.insert(*id);
            }
            Noun::Task => acts.extend(task_holds(work, *id)?),
            Noun::Stay => acts.extend(stay_holds(work, *id, &touched)?),
            Noun::Dependency => no_circle(work, *id)?,
            _ => {}
        }
    }
    for act in acts {
        act_holds(work, act)?;
    }
    if touched.iter().any(|(noun, _)| *noun == Noun::Member) {
        let admins = work.select::<Member>("admin = 1 AND active = 1 LIMIT 1", vec![])?;
        if admins.is_empty() && !work.select::<Member>("id IS NOT NULL LIMIT 1", vec![])?.is_empty() {
            return Err(Refusal::LastAdmin.into());
        }
    }
    Ok(())
}

/// Who has written in the journal stays.
fn wrote_nothing(work: &mut Work<'_>, id: Id) -> Result<(), OpError> {
    if work.find::<Member>(id)?.is_some() {
        return Ok(());
    }
    let entries = work.rows(Stmt::new("SELECT 1 FROM entry WHERE actor = $1 LIMIT 1", vec![id.0.into()]))?;
    if entries.is_empty() && work.meta.actor != Some(id) {
        return Ok(());
    }
    let name = work.before::<Member>(id).map(|member| member.name);
    Err(Refusal::InUse { what: name.clone().unwrap_or_default(), by: name }.into())
}

/// A handle is nobody's alias, and the other way round.
fn names(work: &mut Work<'_>, noun: Noun, id: Id) -> Result<(), OpError> {
    let condition = "fold = (SELECT fold FROM member WHERE id = $1)";
    let clash = if noun == Noun::Member {
        work.select::<Alias>(condition, vec![id.0.into()])?.pop().map(|alias| (alias.name, alias.member))
    } else {
        let condition = condition.replace("FROM member", "FROM alias");
        work.select::<Member>(&condition, vec![id.0.into()])?.pop().map(|member| (member.handle, member.id))
    };
    match clash {
        Some((name, owner)) => {
            let by = work.one::<Member>(owner)?.name;
            Err(Refusal::NameTaken { name, by }.into())
        }
        None => Ok(()),
    }
}

/// A party's key is no former key.
fn keys(work: &mut Work<'_>, noun: Noun, id: Id) -> Result<(), OpError> {
    let clash = if noun == Noun::Party {
        let condition = "key = (SELECT key FROM party WHERE id = $1)";
        work.select::<Former>(condition, vec![id.0.into()])?.pop().map(|former| former.key)
    } else {
        let condition = "key = (SELECT key FROM former WHERE id = $1)";
        work.select::<Party>(condition, vec![id.0.into()])?.pop().map(|party| party.key)
    };
    clash.map_or(Ok(()), |key| Err(Refusal::KeyTaken(key).into()))
}

/// One season of a party runs, and nothing runs in a closed one.
fn season_holds(work: &mut Work<'_>, id: Id) -> Result<(), OpError> {
    let Some(season) = work.find::<Season>(id)? else { return Ok(()) };
    if season.stage == Stage::Running {
        let args = vec![season.party.0.into(), id.0.into()];
        if let Some(other) = work.select::<Season>("party = $1 AND stage = 'running' AND id <> $2", args)?.pop() {
            return Err(Refusal::SeasonOverlap { season: label::season(work, &other)? }.into());
        }
        return Ok(());
    }
    match work.select::<Act>("season = $1 AND stage = 'running'", vec![id.0.into()])?.pop() {
        Some(act) => Err(Refusal::Stage { place: label::act(work, &act)?, stage: act.stage }.into()),
        None => Ok(()),
    }
}

/// An act that is looked back on is closed, one that runs is in a running season, and a closed one has no open task.
fn act_holds(work: &mut Work<'_>, id: Id) -> Result<(), OpError> {
    let Some(act) = work.find::<Act>(id)? else { return Ok(()) };
    let place = label::act(work, &act)?;
    if act.stage != Stage::Closed && !work.select::<Retro>("act = $1", vec![id.0.into()])?.is_empty() {
        return Err(Refusal::HasRetro(place).into());
    }
    let season: Season = work.one(act.season)?;
    if act.stage == Stage::Running && season.stage != Stage::Running {
        return Err(Refusal::Stage { place: label::season(work, &season)?, stage: season.stage }.into());
    }
    let open = "act = $1 AND is_open = 1 LIMIT 1";
    if act.stage == Stage::Closed && !work.select::<Task>(open, vec![id.0.into()])?.is_empty() {
        return Err(Refusal::Stage { place, stage: act.stage }.into());
    }
    if act.stage != Stage::Closed && !counts(work, &act)? {
        return Err(Refusal::InUse { what: place, by: None }.into());
    }
    Ok(())
}

/// Whether the rows behind the figures are those of the tasks that are there: none before the start, then one for
/// each task that is not let go.
fn counts(work: &mut Work<'_>, act: &Act) -> Result<bool, OpError> {
    if act.stage == Stage::Planned {
        return Ok(work.select::<Stay>("act = $1 LIMIT 1", vec![act.id.0.into()])?.is_empty());
    }
    let sql = "SELECT (SELECT COUNT(*) FROM stay WHERE act = $1 AND gone IS NULL), \
               (SELECT COUNT(*) FROM task WHERE act = $1 AND status <> 'dropped'), \
               (SELECT COUNT(*) FROM task t WHERE t.act = $1 AND t.status <> 'dropped' AND EXISTS \
               (SELECT 1 FROM stay s WHERE s.task = t.id AND s.act = $1 AND s.gone IS NULL))";
    let rows = work.rows(Stmt::new(sql, vec![act.id.0.into()]))?;
    Ok(rows.first().is_some_and(|row| row[0] == row[1] && row[1] == row[2]))
}

/// An open task is in no closed season, and only an open one is blocked; gives the act that must hold with it.
fn task_holds(work: &mut Work<'_>, id: Id) -> Result<Option<Id>, OpError> {
    let Some(task) = work.find::<Task>(id)? else { return Ok(None) };
    if task.blocked.is_some() && !task.status.is_open() {
        return Err(Refusal::Status { key: label::task(work, &task)?, status: task.status }.into());
    }
    if let Some(season) = task.season.filter(|_| task.status.is_open()) {
        let season: Season = work.one(season)?;
        if season.stage == Stage::Closed {
            return Err(Refusal::Stage { place: label::season(work, &season)?, stage: season.stage }.into());
        }
    }
    Ok(task.act)
}

/// The rows behind a closed act's figures stay, unless its closing itself is taken back; gives the act.
fn stay_holds(work: &mut Work<'_>, id: Id, touched: &[(Noun, Id)]) -> Result<Option<Id>, OpError> {
    let Some(stay) = work.find::<Stay>(id)?.or_else(|| work.before::<Stay>(id)) else { return Ok(None) };
    match work.find::<Act>(stay.act)? {
        Some(act) if act.stage == Stage::Closed && !touched.contains(&(Noun::Act, act.id)) => {
            Err(Refusal::Stage { place: label::act(work, &act)?, stage: act.stage }.into())
        }
        _ => Ok(Some(stay.act)),
    }
}

fn no_circle(work: &mut Work<'_>, id: Id) -> Result<(), OpError> {
    match work.find::<Dependency>(id)? {
        Some(row) => task::acyclic(work, row.task, row.needs),
        None => Ok(()),
    }
}
