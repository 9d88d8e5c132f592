//! Seasons: planned, started, closed.

use serde::{Deserialize, Serialize};

use super::OpError;
use super::label;
use super::patch::Patch;
use super::role::{self, BODY, TITLE};
use super::work::Work;
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::act::Act;
use crate::domain::refusal::{Deed, Refusal};
use crate::domain::season::{GoalMet, Season, Stage};
use crate::domain::task::Task;

/// What can be done with seasons.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// A new season, planned.
    Add {
        /// Row id, minted by the caller.
        id: Id,
        /// Whose season.
        party: Id,
        /// What it is called.
        title: String,
        /// What it is for.
        #[serde(default)]
        goal: String,
        /// First day.
        #[serde(default)]
        first: Option<Day>,
        /// Last day.
        #[serde(default)]
        last: Option<Day>,
    },
    /// New values for `title`, `goal`, `first`, `last`.
    Edit {
        /// Which.
        season: Id,
        /// The fields.
        set: Patch,
    },
    /// Planned → running.
    Start {
        /// Which.
        season: Id,
    },
    /// Running → closed.
    Close {
        /// Which.
        season: Id,
        /// What came of the goal, if somebody said.
        #[serde(default)]
        met: Option<GoalMet>,
    },
}

/// Carries one out.
pub fn run(work: &mut Work<'_>, op: &Op) -> Result<(), OpError> {
    match op {
        Op::Add { id, party, title, goal, first, last } => {
            role::leader(work, *party, Deed::Plan)?;
            let number = work.numbers(&format!("season:{party}"), 1)?;
            let season = Season {
                id: *id,
                party: *party,
                number,
                title: role::one_line(title),
                goal: goal.trim().to_owned(),
                first: *first,
                last: *last,
                stage: Stage::Planned,
                met: None,
                closed_on: None,
            };
            check(work, &season)?;
            work.insert(&season);
            Ok(())
        }
        Op::Edit { season, set } => {
            let before: Season = work.one(*season)?;
            role::leader(work, before.party, Deed::Plan)?;
            let what = label::season(work, &before)?;
            let mut after = set.apply(work, &before, &["title", "goal", "first", "last"], &what)?;
            after.title = role::one_line(&after.title);
            check(work, &after)?;
            work.update(&before, &after);
            Ok(())
        }
        Op::Start { season } => start(work, *season),
        Op::Close { season, met } => close(work, *season, *met),
    }
}

/// Refuses days that are the wrong way round.
pub fn ordered(first: Option<Day>, last: Option<Day>) -> Result<(), OpError> {
    match (first, last) {
        (Some(first), Some(last)) if last < first => Err(Refusal::Reversed { first, last }.into()),
        _ => Ok(()),
    }
}

fn check(work: &mut Work<'_>, season: &Season) -> Result<(), OpError> {
    role::text("title", &season.title, TITLE)?;
    role::short("goal", &season.goal, BODY)?;
    ordered(season.first, season.last)?;
    let acts = work.select::<Act>("season = $1", vec![season.id.0.into()])?;
    let outside = |act: &Act| {
        act.first.zip(season.first).is_some_and(|(act, season)| act < season)
            || act.last.zip(season.last).is_some_and(|(act, season)| act > season)
    };
    if acts.iter().any(outside) {
        let name = label::season(work, season)?;
        return Err(Refusal::OutsideSeason { season: name, first: season.first, last: season.last }.into());
    }
    Ok(())
}

/// Planned → running; refused while another season of the party runs.
pub fn start(work: &mut Work<'_>, id: Id) -> Result<(), OpError> {
    let before: Season = work.one(id)?;
    role::leader(work, before.party, Deed::Plan)?;
    if before.stage != Stage::Planned {
        return Err(Refusal::Stage { place: label::season(work, &before)?, stage: before.stage }.into());
    }
    role::active(work, before.party)?;
    let args = vec![before.party.0.into(), id.0.into()];
    if let Some(other) = work.select::<Season>("party = $1 AND stage = 'running' AND id <> $2", args)?.pop() {
        return Err(Refusal::SeasonOverlap { season: label::season(work, &other)? }.into());
    }
    // A season without a first day begins today, or where its first act is meant to.
    let acts = work.select::<Act>("season = $1 AND first IS NOT NULL ORDER BY first LIMIT 1", vec![id.0.into()])?;
    let today = acts.first().and_then(|act| act.first).map_or(work.today, |first| first.min(work.today));
    let today = before.last.map_or(today, |last| last.min(today));
    let after = Season { stage: Stage::Running, first: before.first.or(Some(today)), ..before.clone() };
    work.update(&before, &after);
    Ok(())
}

fn close(work: &mut Work<'_>, id: Id, met: Option<GoalMet>) -> Result<(), OpError> {
    let before: Season = work.one(id)?;
    role::leader(work, before.party, Deed::Close)?;
    if before.stage != Stage::Running {
        return Err(Refusal::Stage { place: label::season(work, &before)?, stage: before.stage }.into());
    }
    let place = label::season(work, &before)?;
    let acts = work.select::<Act>("season = $1 AND stage <> 'closed' ORDER BY number", vec![id.0.into()])?;
    let running: Vec<String> =
        acts.iter().filter(|act| act.stage == Stage::Running).map(|act| format!("{place}/A{}", act.number)).collect();
    let mut waiting = vec![];
    for act in acts.iter().filter(|act| act.stage == Stage::Planned) {
        let tasks = work.select::<Task>("act = $1 AND is_open = 1 LIMIT 1", vec![act.id.0.into()])?;
        if !tasks.is_empty() {
            waiting.push(format!("{place}/A{}", act.number));
        }
    }
    let open: Vec<String> = running.into_iter().chain(waiting).collect();
    if !open.is_empty() {
        return Err(Refusal::OpenActs(open).into());
    }
    for task in work.select::<Task>("season = $1 AND act IS NULL AND is_open = 1", vec![id.0.into()])? {
        let after = Task { season: None, ..task.clone() };
        work.update(&task, &after);
    }
    let after = Season { stage: Stage::Closed, met, closed_on: Some(work.today), ..before.clone() };
    work.update(&before, &after);
    Ok(())
}
