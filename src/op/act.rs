//! Acts: planned, started, closed with every leftover accounted for.

use serde::{Deserialize, Serialize};

use super::OpError;
use super::label;
use super::patch::Patch;
use super::role::{self, BODY, TITLE};
use super::season;
use super::stay::{leave, place};
use super::work::Work;
use crate::base::day::Day;
use crate::base::id::Id;
use crate::base::minutes::Minutes;
use crate::domain::act::{Act, Carry, Entered, Fate, Ledger, Left, Stay, next_after};
use crate::domain::refusal::{Deed, Refusal};
use crate::domain::season::{Season, Stage};
use crate::domain::task::{Dependency, Origin, Task, TaskPerson, TaskStatus};
use crate::query::{QueryError, facts};

/// What is to become of one leftover.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Leftover {
    /// Which task.
    pub task: Id,
    /// What becomes of it.
    pub fate: Fate,
    /// Why; empty takes the reason for all, or where there is none either a block's reason.
    #[serde(default)]
    pub reason: String,
    /// For a split: the ideal time delivered so far; what has an estimate needs it, so that no work is counted twice.
    #[serde(default)]
    pub delivered: Option<Minutes>,
    /// For a split: row id of the new task that holds the rest, minted by the caller.
    #[serde(default)]
    pub rest: Option<Id>,
}

/// What can be done with acts.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// A new act, planned.
    Add {
        /// Row id, minted by the caller.
        id: Id,
        /// Whose act.
        season: Id,
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
        act: Id,
        /// The fields.
        set: Patch,
    },
    /// Planned → running: what is in it now is its plan.
    Start {
        /// Which.
        act: Id,
    },
    /// Running → closed: every unfinished task goes somewhere, the figures freeze.
    Close {
        /// Which.
        act: Id,
        /// Where leftovers go that are not named.
        #[serde(default)]
        fate: Option<Fate>,
        /// Why, for those that have no reason of their own.
        #[serde(default)]
        reason: String,
        /// The named ones.
        #[serde(default)]
        leftovers: Vec<Leftover>,
        /// Carries a task a third time all the same, as the leader's word.
        #[serde(default)]
        insist: bool,
    },
}

/// Carries one out.
pub fn run(work: &mut Work<'_>, op: &Op) -> Result<(), OpError> {
    match op {
        Op::Add { id, season, title, goal, first, last } => {
            let season: Season = work.one(*season)?;
            role::leader(work, season.party, Deed::Plan)?;
            if season.stage == Stage::Closed {
                return Err(Refusal::Stage { place: label::season(work, &season)?, stage: season.stage }.into());
            }
            let number = work.numbers(&format!("act:{}", season.id), 1)?;
            let act = Act {
                id: *id,
                party: season.party,
                season: season.id,
                number,
                title: role::one_line(title),
                goal: goal.trim().to_owned(),
                first: *first,
                last: *last,
                stage: Stage::Planned,
                started_on: None,
                closed_on: None,
                ledger: None,
                account: None,
            };
            check(work, &season, &act)?;
            work.insert(&act);
            Ok(())
        }
        Op::Edit { act, set } => {
            let before: Act = work.one(*act)?;
            role::leader(work, before.party, Deed::Plan)?;
            let what = label::act(work, &before)?;
            let mut after = set.apply(work, &before, &["title", "goal", "first", "last"], &what)?;
            after.title = role::one_line(&after.title);
            let season: Season = work.one(before.season)?;
            check(work, &season, &after)?;
            work.update(&before, &after);
            Ok(())
        }
        Op::Start { act } => start(work, *act),
        Op::Close { act, fate, reason, leftovers, insist } => {
            close(work, *act, &Closing { fate: *fate, reason: reason.trim(), leftovers, insist: *insist })
        }
    }
}

fn check(work: &mut Work<'_>, season: &Season, act: &Act) -> Result<(), OpError> {
    role::text("title", &act.title, TITLE)?;
    role::short("goal", &act.goal, BODY)?;
    season::ordered(act.first, act.last)?;
    let days = [act.first, act.last];
    let outside = days
        .iter()
        .flatten()
        .any(|day| season.first.is_some_and(|first| *day < first) || season.last.is_some_and(|last| *day > last));
    if outside {
        let name = label::season(work, season)?;
        return Err(Refusal::OutsideSeason { season: name, first: season.first, last: season.last }.into());
    }
    Ok(())
}

fn start(work: &mut Work<'_>, id: Id) -> Result<(), OpError> {
    let before: Act = work.one(id)?;
    role::leader(work, before.party, Deed::Plan)?;
    if before.stage != Stage::Planned {
        return Err(Refusal::Stage { place: label::act(work, &before)?, stage: before.stage }.into());
    }
    role::active(work, before.party)?;
    let season: Season = work.one(before.season)?;
    match season.stage {
        Stage::Running => {}
        // An act cannot run in a season that does not: starting the act starts the season.
        Stage::Planned => season::start(work, season.id)?,
        Stage::Closed => {
            return Err(Refusal::Stage { place: label::season(work, &season)?, stage: season.stage }.into());
        }
    }
    let after = Act { stage: Stage::Running, started_on: Some(work.today), ..before.clone() };
    work.update(&before, &after);
    for task in work.select::<Task>("act = $1 AND status <> 'dropped' ORDER BY rank, number", vec![id.0.into()])? {
        let stay = work.id();
        work.insert(&Stay { id: stay, act: id, task: task.id, entered: Entered::Start, gone: None });
    }
    Ok(())
}

/// The act that work goes on to, see [`next_after`].
pub fn next(work: &mut Work<'_>, act: &Act) -> Result<Option<Act>, OpError> {
    let acts = work.select::<Act>("party = $1", vec![act.party.0.into()])?;
    let seasons = work.select::<Season>("party = $1", vec![act.party.0.into()])?;
    Ok(next_after(act, &acts, &seasons).cloned())
}

/// How an act is to be closed.
struct Closing<'a> {
    fate: Option<Fate>,
    reason: &'a str,
    leftovers: &'a [Leftover],
    insist: bool,
}

fn close(work: &mut Work<'_>, id: Id, closing: &Closing<'_>) -> Result<(), OpError> {
    let act: Act = work.one(id)?;
    role::leader(work, act.party, Deed::Close)?;
    let place = label::act(work, &act)?;
    if act.stage != Stage::Running {
        return Err(Refusal::Stage { place, stage: act.stage }.into());
    }
    let tasks = work.select::<Task>("act = $1 ORDER BY rank, number", vec![id.0.into()])?;
    let (open, ended): (Vec<Task>, Vec<Task>) = tasks.into_iter().partition(|task| task.status.is_open());
    for leftover in closing.leftovers {
        if !open.iter().any(|task| task.id == leftover.task) {
            let task: Task = work.one(leftover.task)?;
            let key = label::task(work, &task)?;
            return Err(Refusal::NotLeftover { key, act: place }.into());
        }
    }
    let next = next(work, &act)?;
    let mut ledger = counted(work, id)?;
    ledger.done = ended.iter().filter(|task| task.status == TaskStatus::Done).count() as i64;
    for delivered in closing.leftovers.iter().filter_map(|leftover| leftover.delivered) {
        role::fair_estimate(Some(delivered))?;
    }
    let (mut undecided, mut third, mut unmeasured) = (vec![], vec![], vec![]);
    for task in open {
        let named = closing.leftovers.iter().find(|leftover| leftover.task == task.id);
        let key = label::task(work, &task)?;
        let Some(fate) = named.map(|leftover| leftover.fate).or(closing.fate) else {
            undecided.push(key);
            continue;
        };
        let own = named.map_or("", |leftover| leftover.reason.trim());
        // Why it is blocked is a reason where nobody has said another.
        let reasons = [own, closing.reason, task.blocked.as_deref().unwrap_or_default()];
        let Some(reason) = reasons.into_iter().find(|reason| !reason.is_empty()) else {
            return Err(Refusal::NoReason(key).into());
        };
        if fate == Fate::Next && task.carried >= 2 && !task.reestimated && !closing.insist {
            third.push(key);
            continue;
        }
        if fate == Fate::Split && task.estimate.is_some() && named.is_none_or(|named| named.delivered.is_none()) {
            unmeasured.push(key);
            continue;
        }
        let to = match fate {
            Fate::Next | Fate::Split => Some(next.clone().ok_or_else(|| Refusal::NoNextAct(place.clone()))?),
            Fate::Backlog | Fate::Drop => None,
        };
        settle(work, &act, &task, &Settled { fate, reason, to: to.as_ref(), named }, &mut ledger)?;
    }
    if !undecided.is_empty() {
        return Err(Refusal::OpenActs(undecided).into());
    }
    if !third.is_empty() {
        return Err(Refusal::ThirdCarry(third).into());
    }
    if !unmeasured.is_empty() {
        return Err(Refusal::NoDelivered(unmeasured).into());
    }
    freeze(work, &act, ledger, &place)
}

/// Closes the act, its figures and what came of it as they are now.
fn freeze(work: &mut Work<'_>, act: &Act, ledger: Ledger, place: &str) -> Result<(), OpError> {
    let (today, zone) = (work.today, work.zone);
    let closed = Act { stage: Stage::Closed, closed_on: Some(today), ledger: Some(ledger), ..act.clone() };
    let account = facts::account(work.read()?, &closed, today, zone).map_err(|error| match error {
        QueryError::Store(error) => OpError::Store(error),
        QueryError::Missing { .. } | QueryError::Ambiguous { .. } => Refusal::Gone(place.to_owned()).into(),
    })?;
    work.update(act, &Act { account: Some(account), ..closed });
    Ok(())
}

/// Start, added and removed of an act so far, from its stays.
pub fn counted(work: &mut Work<'_>, act: Id) -> Result<Ledger, OpError> {
    let stays = work.select::<Stay>("act = $1", vec![act.0.into()])?;
    let count = |wanted: &dyn Fn(&Stay) -> bool| stays.iter().filter(|stay| wanted(stay)).count() as i64;
    Ok(Ledger {
        start: count(&|stay| stay.entered == Entered::Start),
        added: count(&|stay| stay.entered == Entered::Added),
        removed: count(&|stay| stay.gone == Some(Left::Removed)),
        ..Ledger::default()
    })
}

/// One leftover's settlement.
struct Settled<'a> {
    fate: Fate,
    reason: &'a str,
    to: Option<&'a Act>,
    named: Option<&'a Leftover>,
}

fn settle(work: &mut Work<'_>, act: &Act, task: &Task, how: &Settled<'_>, ledger: &mut Ledger) -> Result<(), OpError> {
    let today = work.today;
    let mut after = task.clone();
    match how.fate {
        Fate::Next => {
            leave(work, task, Left::Carried)?;
            place(work, &mut after, how.to)?;
            after.carried += 1;
            after.reestimated = false;
            ledger.carried += 1;
        }
        Fate::Backlog => {
            leave(work, task, Left::Backlog)?;
            after.act = None;
            ledger.carried += 1;
        }
        Fate::Drop => {
            leave(work, task, Left::Dropped)?;
            after.status = TaskStatus::Dropped;
            (after.blocked, after.blocked_since) = (None, None);
            ledger.dropped += 1;
        }
        Fate::Split => {
            split_rest(work, task, how)?;
            let delivered = how.named.and_then(|leftover| leftover.delivered);
            after.estimate = delivered.or(task.estimate);
            after.status = TaskStatus::Done;
            after.started_on = task.started_on.or(Some(today));
            after.done_on = Some(today);
            (after.blocked, after.blocked_since) = (None, None);
            ledger.done += 1;
        }
    }
    work.update(task, &after);
    let id = work.id();
    let to_act = if how.fate == Fate::Split { None } else { how.to.map(|act| act.id) };
    let carry =
        Carry { id, task: task.id, from_act: act.id, to_act, fate: how.fate, reason: how.reason.into(), day: today };
    work.insert(&carry);
    Ok(())
}

/// The new task that holds what a split one did not deliver.
fn split_rest(work: &mut Work<'_>, task: &Task, how: &Settled<'_>) -> Result<(), OpError> {
    let named = how.named;
    let id = match named.and_then(|leftover| leftover.rest) {
        Some(id) => id,
        None => work.id(),
    };
    let number = work.numbers(&format!("task:{}", task.party), 1)?;
    let delivered = named.and_then(|leftover| leftover.delivered);
    let left = task.estimate.zip(delivered).map(|(whole, part)| Minutes(whole.0 - part.0));
    let mut rest = Task {
        id,
        number,
        // Where more was delivered than was estimated, nobody knows yet how much is left.
        estimate: left.filter(|left| left.0 > 0),
        status: TaskStatus::Todo,
        started_on: None,
        blocked: None,
        blocked_since: None,
        carried: 0,
        reestimated: false,
        origin: Origin::Plan,
        split_from: Some(task.id),
        born: work.meta.at,
        ..task.clone()
    };
    place(work, &mut rest, how.to)?;
    work.insert(&rest);
    follow(work, task.id, id)
}

/// The rest of a split task takes over who helps, what it waits for, and who waits for it: those wait until all is there.
fn follow(work: &mut Work<'_>, task: Id, rest: Id) -> Result<(), OpError> {
    let of = || vec![task.0.into()];
    for helper in work.select::<TaskPerson>("task = $1 AND tie = 'helper' ORDER BY id", of())? {
        let id = work.id();
        work.insert(&TaskPerson { id, task: rest, ..helper });
    }
    let open = "IN (SELECT id FROM task WHERE is_open = 1) ORDER BY id";
    for row in work.select::<Dependency>(&format!("task = $1 AND needs {open}"), of())? {
        let id = work.id();
        work.insert(&Dependency { id, task: rest, needs: row.needs });
    }
    for row in work.select::<Dependency>(&format!("needs = $1 AND task {open}"), of())? {
        let id = work.id();
        work.insert(&Dependency { id, task: row.task, needs: rest });
    }
    Ok(())
}
