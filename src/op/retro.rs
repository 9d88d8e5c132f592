//! Retrospectives: opened over a closed act, filled with cards, grouped, closed with actions.

use serde::{Deserialize, Serialize};

use super::OpError;
use super::label;
use super::patch::{Patch, moved};
use super::role::{self, BODY, TITLE};
use super::stay::Target;
use super::task::{self, NewTask};
use super::work::Work;
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::act::Act;
use crate::domain::refusal::{Deed, Refusal};
use crate::domain::retro::{Action, Card, Heap, Retro, RetroPhase};
use crate::domain::season::{Season, Stage};
use crate::domain::task::{Origin, Task};
use crate::store::field::Field;
use crate::store::record::Noun;

/// What can be done with retrospectives.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Opens one over a closed act.
    Open {
        /// Row id, minted by the caller.
        id: Id,
        /// The act.
        act: Id,
        /// The format's id.
        format: String,
        /// The format's columns: id, English title, Korean title.
        columns: Vec<(String, String, String)>,
    },
    /// Writes a card.
    Card {
        /// Row id, minted by the caller.
        id: Id,
        /// The retro.
        retro: Id,
        /// The column.
        lane: String,
        /// The text.
        body: String,
    },
    /// New values for a card's `body` and `lane`.
    EditCard {
        /// Which.
        card: Id,
        /// The fields.
        set: Patch,
    },
    /// Takes a card away.
    RemoveCard {
        /// Which.
        card: Id,
    },
    /// Makes a group and puts cards in it.
    Group {
        /// Row id, minted by the caller; an existing group's id adds to it.
        id: Id,
        /// The retro.
        retro: Id,
        /// What they are about.
        title: String,
        /// Which cards.
        cards: Vec<Id>,
        /// An existing group's title, as the writer saw it; where it has another one by now it keeps that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<String>,
    },
    /// Takes a card out of its group; a group left empty goes.
    Ungroup {
        /// Which card.
        card: Id,
    },
    /// Collecting ⇄ discussing.
    Phase {
        /// The retro.
        retro: Id,
        /// Collecting or discussing.
        to: RetroPhase,
    },
    /// An action: a task of the next act, else of the season's backlog.
    Action {
        /// Row id, minted by the caller.
        id: Id,
        /// The retro.
        retro: Id,
        /// The task that carries it out; it must have an owner and a due day.
        task: Box<NewTask>,
        /// How we will see that it worked.
        seen: String,
    },
    /// Keeps an unfinished action for later, with a new due day and a reason.
    Keep {
        /// Which action.
        action: Id,
        /// The new due day.
        due: Day,
        /// Why.
        reason: String,
        /// The due day its writer saw.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Day>,
    },
    /// Ends it.
    Close {
        /// The retro.
        retro: Id,
        /// The one sentence the paper starts with.
        #[serde(default)]
        summary: String,
    },
}

/// Carries one out.
pub fn run(work: &mut Work<'_>, op: &Op) -> Result<(), OpError> {
    match op {
        Op::Open { id, act, format, columns } => open(work, *id, *act, format, columns),
        Op::Card { id, retro, lane, body } => {
            let (retro, _) = open_one(work, *retro)?;
            let author = Some(role::actor(work)?.id);
            role::voice(work, retro.party)?;
            check_card(&retro, lane, body)?;
            let body = body.trim().to_owned();
            work.insert(&Card { id: *id, retro: retro.id, lane: lane.clone(), body, author, heap: None });
            Ok(())
        }
        Op::EditCard { card, set } => {
            let (before, retro) = own_card(work, *card)?;
            let what = before.body.clone();
            let after = set.apply(work, &before, &["body", "lane"], &what)?;
            check_card(&retro, &after.lane, &after.body)?;
            work.update(&before, &after);
            Ok(())
        }
        Op::RemoveCard { card } => {
            let (before, _) = own_card(work, *card)?;
            work.delete(&before);
            sweep(work, before.heap)
        }
        Op::Group { id, retro, title, cards, was } => {
            name_group(work, *id, *retro, title, was.as_deref())?;
            gather(work, *id, *retro, cards)
        }
        Op::Ungroup { card } => {
            let before: Card = work.one(*card)?;
            let (retro, _) = open_one(work, before.retro)?;
            role::voice(work, retro.party)?;
            work.update(&before, &Card { heap: None, ..before.clone() });
            sweep(work, before.heap)
        }
        Op::Phase { retro, to } => {
            let (before, place) = open_one(work, *retro)?;
            role::leader(work, before.party, Deed::Retro)?;
            if *to == RetroPhase::Closed {
                return Err(Refusal::Phase { act: place, phase: before.phase }.into());
            }
            work.update(&before, &Retro { phase: *to, ..before.clone() });
            Ok(())
        }
        Op::Action { id, retro, task, seen } => action(work, *id, *retro, task, seen),
        Op::Keep { action, due, reason, was } => keep(work, *action, *due, reason, *was),
        Op::Close { retro, summary } => {
            let (before, _) = open_one(work, *retro)?;
            role::leader(work, before.party, Deed::Retro)?;
            role::short("summary", summary, BODY)?;
            let summary = if summary.trim().is_empty() { before.summary.clone() } else { summary.trim().to_owned() };
            let closed_on = Some(work.today);
            work.update(&before, &Retro { phase: RetroPhase::Closed, summary, closed_on, ..before.clone() });
            Ok(())
        }
    }
}

fn open(
    work: &mut Work<'_>,
    id: Id,
    act: Id,
    format: &str,
    columns: &[(String, String, String)],
) -> Result<(), OpError> {
    let act: Act = work.one(act)?;
    role::leader(work, act.party, Deed::Retro)?;
    let place = label::act(work, &act)?;
    if act.stage != Stage::Closed {
        return Err(Refusal::NotClosed(place).into());
    }
    if !work.select::<Retro>("act = $1", vec![act.id.0.into()])?.is_empty() {
        return Err(Refusal::HasRetro(place).into());
    }
    let waiting = unanswered(work, act.party)?;
    if !waiting.is_empty() {
        return Err(Refusal::Unanswered(waiting).into());
    }
    work.insert(&Retro {
        id,
        party: act.party,
        act: act.id,
        format: format.to_owned(),
        columns: columns.to_vec(),
        phase: RetroPhase::Collecting,
        facilitator: work.meta.actor,
        summary: String::new(),
        opened_on: work.today,
        closed_on: None,
    });
    Ok(())
}

/// The unfinished, unkept actions of a party's last retro, as `LOG-4 Tag an owner`.
fn unanswered(work: &mut Work<'_>, party: Id) -> Result<Vec<String>, OpError> {
    let last = work.select::<Retro>("party = $1 ORDER BY opened_on DESC, id DESC LIMIT 1", vec![party.0.into()])?;
    let Some(last) = last.into_iter().next() else { return Ok(vec![]) };
    let mut waiting = vec![];
    for action in work.select::<Action>("retro = $1 AND kept IS NULL ORDER BY id", vec![last.id.0.into()])? {
        let task: Task = work.one(action.task)?;
        if task.status.is_open() {
            waiting.push(format!("{} {}", label::task(work, &task)?, task.title));
        }
    }
    Ok(waiting)
}

/// A retro that is not closed, with its act's name.
fn open_one(work: &mut Work<'_>, id: Id) -> Result<(Retro, String), OpError> {
    let retro: Retro = work.one(id)?;
    let act: Act = work.one(retro.act)?;
    let place = label::act(work, &act)?;
    if retro.phase == RetroPhase::Closed {
        return Err(Refusal::Phase { act: place, phase: retro.phase }.into());
    }
    Ok((retro, place))
}

fn check_card(retro: &Retro, lane: &str, body: &str) -> Result<(), OpError> {
    if !retro.columns.iter().any(|(column, _, _)| column == lane) {
        let columns = retro.columns.iter().map(|(column, _, _)| column.clone()).collect();
        return Err(Refusal::NoColumn(lane.to_owned(), columns).into());
    }
    role::text("card", body, TITLE * 4)
}

/// A card the actor wrote, or any card for who leads; its retro is open.
fn own_card(work: &mut Work<'_>, id: Id) -> Result<(Card, Retro), OpError> {
    let card: Card = work.one(id)?;
    let (retro, _) = open_one(work, card.retro)?;
    if card.author != Some(role::actor(work)?.id) {
        role::leader(work, retro.party, Deed::Others)?;
    }
    Ok((card, retro))
}

/// Removes a group that no card is left in.
fn sweep(work: &mut Work<'_>, heap: Option<Id>) -> Result<(), OpError> {
    let Some(heap) = heap else { return Ok(()) };
    if work.select::<Card>("heap = $1 LIMIT 1", vec![heap.0.into()])?.is_empty()
        && let Some(heap) = work.find::<Heap>(heap)?
    {
        work.delete(&heap);
    }
    Ok(())
}

/// Makes a group, or gives an existing one its title.
fn name_group(work: &mut Work<'_>, id: Id, retro: Id, title: &str, was: Option<&str>) -> Result<(), OpError> {
    let (retro, _) = open_one(work, retro)?;
    role::voice(work, retro.party)?;
    role::text("title", title, TITLE)?;
    let title = role::one_line(title);
    match work.find::<Heap>(id)? {
        Some(before) if before.retro != retro.id => Err(Refusal::Gone(format!("heap {id}")).into()),
        Some(before) if before.title != title && was.is_some_and(|was| was != before.title) => {
            let (was, is) = (was.unwrap_or_default().into(), before.title.as_str().into());
            let moved = moved(work, Noun::Heap, id, &before.title, "title", &was, &is)?;
            work.conflicts.push(moved);
            Ok(())
        }
        Some(before) => {
            work.update(&before, &Heap { title, ..before.clone() });
            Ok(())
        }
        None => {
            let rank = work.select::<Heap>("retro = $1", vec![retro.id.0.into()])?.len() as i64;
            work.insert(&Heap { id, retro: retro.id, title, rank });
            Ok(())
        }
    }
}

/// Puts cards into a group; groups left empty go.
fn gather(work: &mut Work<'_>, heap: Id, retro: Id, cards: &[Id]) -> Result<(), OpError> {
    for card in cards {
        let before: Card = work.one(*card)?;
        if before.retro != retro {
            return Err(Refusal::Gone(format!("card {card}")).into());
        }
        work.update(&before, &Card { heap: Some(heap), ..before.clone() });
        if before.heap != Some(heap) {
            sweep(work, before.heap)?;
        }
    }
    Ok(())
}

fn action(work: &mut Work<'_>, id: Id, retro: Id, new: &NewTask, seen: &str) -> Result<(), OpError> {
    let (retro, _) = open_one(work, retro)?;
    role::leader(work, retro.party, Deed::Retro)?;
    if new.owner.is_none() {
        return Err(Refusal::Empty("owner".to_owned()).into());
    }
    if new.due.is_none() {
        return Err(Refusal::Empty("due".to_owned()).into());
    }
    role::short("check", seen, TITLE)?;
    let act: Act = work.one(retro.act)?;
    let next = super::act::next(work, &act)?;
    let season: Season = work.one(act.season)?;
    let to = match next {
        Some(next) => Target { party: act.party, season: Some(next.season), act: Some(next.id) },
        None => {
            let season = (season.stage != Stage::Closed).then_some(season.id);
            Target { party: act.party, season, act: None }
        }
    };
    task::run(work, &task::Op::Add { to, tasks: vec![new.clone()] })?;
    let born: Task = work.one(new.id)?;
    work.update(&born, &Task { origin: Origin::Retro, ..born.clone() });
    work.insert(&Action { id, retro: retro.id, task: new.id, seen: seen.trim().to_owned(), kept: None });
    Ok(())
}

fn keep(work: &mut Work<'_>, id: Id, due: Day, reason: &str, was: Option<Day>) -> Result<(), OpError> {
    let before: Action = work.one(id)?;
    let retro: Retro = work.one(before.retro)?;
    role::worker(work, retro.party)?;
    role::text("reason", reason, TITLE)?;
    let task: Task = work.one(before.task)?;
    let key = label::task(work, &task)?;
    if !task.status.is_open() {
        return Err(Refusal::Status { key, status: task.status }.into());
    }
    if was.is_some() && was != task.due {
        let moved = moved(work, Noun::Task, task.id, &key, "due", &was.to_json(), &task.due.to_json())?;
        return Err(Refusal::Conflict(vec![moved]).into());
    }
    let after = task.due.map_or(work.today, |due| due.max(work.today));
    if due <= after {
        return Err(Refusal::NotLater { key, due, after }.into());
    }
    work.update(&task, &Task { due: Some(due), ..task.clone() });
    work.update(&before, &Action { kept: Some(reason.trim().to_owned()), ..before.clone() });
    Ok(())
}
