//! What holds in every book, whatever is done or taken back: an undo swaps rows without asking the rules that made them,
//! so the rules that span rows are asked here, of every row it touched. Builds for debugging ask after every operation.

use std::collections::BTreeSet;

use super::OpError;
use super::work::Work;
use super::{label, role, seat, task};
use crate::base::id::Id;
use crate::domain::act::{Act, Stay};
use crate::domain::member::{Alias, Member};
use crate::domain::note::Note;
use crate::domain::party::{Former, Membership, Office, Party, PartyStatus, Term};
use crate::domain::refusal::Refusal;
use crate::domain::retro::Retro;
use crate::domain::season::{Season, Stage};
use crate::domain::task::{Dependency, Task, TaskPerson, Tie};
use crate::store::record::Noun;
use crate::store::value::Stmt;

/// Refuses when a row that this operation touched breaks a rule that spans rows.
pub fn check(work: &mut Work<'_>) -> Result<(), OpError> {
    let touched = work.touched();
    let (mut acts, mut seats) = (BTreeSet::new(), BTreeSet::new());
    for (noun, id) in &touched {
        match noun {
            Noun::Member => {
                wrote_nothing(work, *id)?;
                names(work, *noun, *id)?;
                seats.extend(seats_of_who_left(work, *id)?);
            }
            Noun::Alias => names(work, *noun, *id)?,
            Noun::Party => {
                keys(work, *noun, *id)?;
                led(work, *id)?;
                seats.extend(seats_of_who_woke(work, *id)?);
            }
            Noun::Former => keys(work, *noun, *id)?,
            Noun::Term => {
                let term = work.find::<Term>(*id)?.or_else(|| work.before::<Term>(*id));
                if let Some(term) = term {
                    led(work, term.party)?;
                    seats.insert((term.party, term.member));
                }
            }
            Noun::Membership => {
                let row = work.find::<Membership>(*id)?.or_else(|| work.before::<Membership>(*id));
                seats.extend(row.map(|row| (row.party, row.member)));
            }
            Noun::TaskPerson => seats.extend(seat_of_helper(work, *id)?),
            Noun::Season => season_holds(work, *id)?,
            Noun::Act => {
                acts.insert(*id);
            }
            Noun::Task => {
                acts.extend(task_holds(work, *id)?);
                at_home(work, "task = $1", *id)?;
                let owned = work.find::<Task>(*id)?.filter(|task| task.status.is_open());
                seats.extend(owned.and_then(|task| Some((task.party, task.owner?))));
            }
            Noun::Stay => acts.extend(stay_holds(work, *id, &touched)?),
            Noun::Dependency => no_circle(work, *id)?,
            Noun::Note => at_home(work, "id = $1", *id)?,
            _ => {}
        }
    }
    for act in acts {
        act_holds(work, act)?;
    }
    for (party, member) in seats {
        seated(work, party, member)?;
    }
    lives(work, &touched)?;
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

/// A party that has had its kickoff is led by somebody until it ends.
fn led(work: &mut Work<'_>, id: Id) -> Result<(), OpError> {
    let Some(party) = work.find::<Party>(id)? else { return Ok(()) };
    let needs = matches!(party.status, PartyStatus::Active | PartyStatus::Resting);
    if needs && role::holder(work, id, Office::Leader)?.is_none() {
        return Err(Refusal::Empty(Office::Leader.to_string()).into());
    }
    Ok(())
}

/// The seats to look at when somebody has left the workspace: all they have.
fn seats_of_who_left(work: &mut Work<'_>, id: Id) -> Result<Vec<(Id, Id)>, OpError> {
    if work.find::<Member>(id)?.is_none_or(|member| member.active) {
        return Ok(vec![]);
    }
    let rows = work.select::<Membership>("member = $1", vec![id.0.into()])?;
    Ok(rows.into_iter().map(|row| (row.party, id)).collect())
}

/// The seats to look at when a party has come back from its end: those of everybody it may have lost meanwhile.
fn seats_of_who_woke(work: &mut Work<'_>, id: Id) -> Result<Vec<(Id, Id)>, OpError> {
    if work.before::<Party>(id).is_none_or(|party| party.status != PartyStatus::Ended) {
        return Ok(vec![]);
    }
    let sql = "SELECT member FROM term WHERE party = $1 AND until IS NULL \
               UNION SELECT owner FROM task WHERE party = $1 AND is_open = 1 AND owner IS NOT NULL \
               UNION SELECT p.member FROM task t JOIN task_person p ON p.task = t.id \
               WHERE t.party = $1 AND t.is_open = 1 AND p.tie = 'helper'";
    let rows = work.rows(Stmt::new(sql, vec![id.0.into()]))?;
    rows.iter().map(|row| Ok((id, Id(row[0].int()?)))).collect()
}

/// The seat of a helper with an open task.
fn seat_of_helper(work: &mut Work<'_>, id: Id) -> Result<Option<(Id, Id)>, OpError> {
    let Some(row) = work.find::<TaskPerson>(id)?.filter(|row| row.tie == Tie::Helper) else { return Ok(None) };
    let task = work.find::<Task>(row.task)?.filter(|task| task.status.is_open());
    Ok(task.map(|task| (task.party, row.member)))
}

/// Who holds an office of a party that has not ended, or has open tasks there, works in it.
fn seated(work: &mut Work<'_>, party: Id, member: Id) -> Result<(), OpError> {
    let (Some(party), Some(person)) = (work.find::<Party>(party)?, work.find::<Member>(member)?) else { return Ok(()) };
    if party.status == PartyStatus::Ended {
        return Ok(());
    }
    let args = vec![party.id.0.into(), member.0.into()];
    let row = work.select::<Membership>("party = $1 AND member = $2", args.clone())?.pop();
    if person.active && row.is_some_and(|row| row.role.works(party.status)) {
        return Ok(());
    }
    seat::unheld(work, &party, &person)?;
    let office = "party = $1 AND member = $2 AND until IS NULL LIMIT 1";
    let helps =
        "member = $2 AND tie = 'helper' AND task IN (SELECT id FROM task WHERE party = $1 AND is_open = 1) LIMIT 1";
    if work.select::<Term>(office, args.clone())?.is_empty() && work.select::<TaskPerson>(helps, args)?.is_empty() {
        return Ok(());
    }
    Err(Refusal::NotInParty { member: person.name, party: party.key }.into())
}

/// Nothing is planned or worked on in a party that has ended, unless its end is what is taken back.
fn lives(work: &mut Work<'_>, touched: &[(Noun, Id)]) -> Result<(), OpError> {
    let mut parties = BTreeSet::new();
    for (noun, id) in touched {
        parties.extend(match noun {
            Noun::Season => work.find::<Season>(*id)?.map(|season| season.party),
            Noun::Act => work.find::<Act>(*id)?.map(|act| act.party),
            // Where a task only left or comes back to, nobody works on it.
            Noun::Task => {
                let from = work.before::<Task>(*id).map(|task| task.party);
                let now = work.find::<Task>(*id)?.map(|task| task.party);
                now.filter(|now| from.is_none_or(|from| from == *now))
            }
            _ => None,
        });
    }
    for id in parties.into_iter().filter(|id| !touched.contains(&(Noun::Party, *id))) {
        let party: Party = work.one(id)?;
        if party.status == PartyStatus::Ended {
            return Err(Refusal::PartyState { party: party.key, status: party.status }.into());
        }
    }
    Ok(())
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

/// The notes that a condition on `$1` selects are of their tasks' parties.
fn at_home(work: &mut Work<'_>, condition: &str, id: Id) -> Result<(), OpError> {
    let stray = "task IS NOT NULL AND (party IS NULL OR party <> (SELECT t.party FROM task t WHERE t.id = note.task))";
    match work.select::<Note>(&format!("{condition} AND {stray} LIMIT 1"), vec![id.0.into()])?.pop() {
        Some(note) => Err(Refusal::InUse { what: note.title, by: None }.into()),
        None => Ok(()),
    }
}

fn no_circle(work: &mut Work<'_>, id: Id) -> Result<(), OpError> {
    match work.find::<Dependency>(id)? {
        Some(row) => task::acyclic(work, row.task, row.needs),
        None => Ok(()),
    }
}
