//! New tasks: by hand, from a list, from another program, or cut from one that is there.

use serde::{Deserialize, Serialize};

use super::depend::depend;
use crate::base::day::{Day, Instant};
use crate::base::id::Id;
use crate::base::minutes::Minutes;
use crate::domain::act::Act;
use crate::domain::member::Member;
use crate::domain::party::Party;
use crate::domain::refusal::{Deed, Refusal};
use crate::domain::season::Stage;
use crate::domain::task::{Check, Comment, Origin, Priority, Task, TaskPerson, TaskStatus, Tie};
use crate::op::member::tidy;
use crate::op::role::{self, BODY, TITLE, admit, fair_estimate};
use crate::op::stay::{STRIDE, Target, enter, resolve};
use crate::op::work::Work;
use crate::op::{OpError, label};

/// A task to be; everything but the title may be left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewTask {
    /// Row id, minted by the caller.
    pub id: Id,
    /// One line.
    pub title: String,
    /// Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// P2 when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// Ideal working time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Minutes>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Id>,
    /// Who helps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helpers: Vec<Id>,
    /// Who would like it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<Id>,
    /// The day it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// Area tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Skills it needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// Things to tick.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<Check>,
    /// Addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
    /// Tasks it waits for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Id>,
    /// What another program knew of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub past: Option<Past>,
}

impl NewTask {
    /// A task with a title and nothing else.
    pub fn titled(id: Id, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            body: String::new(),
            priority: None,
            estimate: None,
            owner: None,
            helpers: vec![],
            wishes: vec![],
            due: None,
            tags: vec![],
            skills: vec![],
            checklist: vec![],
            links: vec![],
            needs: vec![],
            past: None,
        }
    }
}

/// What happened to a task before it came here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Past {
    /// Where it stood.
    pub status: TaskStatus,
    /// When it was born.
    pub born: Instant,
    /// When it was started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_on: Option<Day>,
    /// When it was finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Day>,
    /// Why it was blocked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked: Option<String>,
    /// Fields this program does not have, word for word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<(String, String)>,
    /// What was said about it: when, by whom, what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<(Instant, Option<Id>, String)>,
}

pub(super) fn add(work: &mut Work<'_>, to: &Target, tasks: &[NewTask]) -> Result<(), OpError> {
    let (party, act) = resolve(work, to)?;
    let standing = role::worker(work, party.id)?;
    let me = role::actor(work)?.id;
    let first = work.numbers(&format!("task:{}", party.id), tasks.len() as i64)?;
    for (number, new) in (first..).zip(tasks) {
        if new.owner.is_some_and(|owner| owner != me) && !standing.leads {
            return Err(role::lacking(work, party.id, Deed::Assign)?.into());
        }
        if let Some(owner) = new.owner {
            admit(work, party.id, owner)?;
        }
        let task = build(work, to, act.as_ref(), &party, number, new)?;
        work.insert(&task);
        enter(work, &task, act.as_ref());
        for helper in &new.helpers {
            tie(work, &task, *helper, Tie::Helper)?;
        }
        for wisher in &new.wishes {
            tie(work, &task, *wisher, Tie::Wish)?;
        }
        for (at, author, body) in new.past.iter().flat_map(|past| &past.comments) {
            let id = work.id();
            work.insert(&Comment { id, task: task.id, author: *author, at: *at, body: body.clone() });
        }
    }
    // Dependencies come last: a list may name tasks further down.
    for new in tasks {
        for needs in &new.needs {
            depend(work, new.id, *needs)?;
        }
    }
    Ok(())
}

fn build(
    work: &Work<'_>,
    to: &Target,
    act: Option<&Act>,
    party: &Party,
    number: i64,
    new: &NewTask,
) -> Result<Task, OpError> {
    role::text("title", &new.title, TITLE)?;
    role::short("body", &new.body, BODY)?;
    fair_estimate(new.estimate)?;
    let past = new.past.as_ref();
    let origin = match act {
        _ if past.is_some() => Origin::Import,
        Some(act) if act.stage == Stage::Running => Origin::Unplanned,
        _ => Origin::Plan,
    };
    let open = past.is_none_or(|past| past.status.is_open());
    let blocked = past.and_then(|past| past.blocked.clone()).filter(|reason| open && !reason.trim().is_empty());
    Ok(Task {
        id: new.id,
        party: party.id,
        season: act.map_or(to.season, |act| Some(act.season)),
        act: act.map(|act| act.id),
        number,
        title: role::one_line(&new.title),
        body: new.body.trim_end().to_owned(),
        priority: new.priority.unwrap_or(Priority::P2),
        estimate: new.estimate,
        owner: new.owner,
        status: past.map_or(TaskStatus::Todo, |past| past.status),
        due: new.due,
        started_on: past.and_then(|past| past.started_on),
        done_on: past.and_then(|past| past.done_on),
        blocked_since: blocked.as_ref().map(|_| work.today),
        blocked,
        origin,
        tags: tidy(&new.tags),
        skills: tidy(&new.skills),
        checklist: new.checklist.clone(),
        links: new.links.clone(),
        extra: past.map_or_else(Vec::new, |past| past.extra.clone()),
        carried: 0,
        reestimated: false,
        rank: number * STRIDE,
        split_from: None,
        born: past.map_or(work.meta.at, |past| past.born),
    })
}

pub(super) fn tie(work: &mut Work<'_>, task: &Task, member: Id, tie: Tie) -> Result<(), OpError> {
    match tie {
        Tie::Helper => admit(work, task.party, member)?,
        Tie::Wish => drop(work.one::<Member>(member)?),
    }
    let args = vec![task.id.0.into(), member.0.into(), tie.as_str().into()];
    if work.select::<TaskPerson>("task = $1 AND member = $2 AND tie = $3", args)?.is_empty() {
        let id = work.id();
        work.insert(&TaskPerson { id, task: task.id, member, tie });
    }
    Ok(())
}

pub(super) fn split(work: &mut Work<'_>, id: Id, estimate: Option<Minutes>, parts: &[NewTask]) -> Result<(), OpError> {
    let before: Task = work.one(id)?;
    let key = label::task(work, &before)?;
    if !before.status.is_open() {
        return Err(Refusal::Status { key, status: before.status }.into());
    }
    fair_estimate(estimate)?;
    if parts.is_empty() {
        return Err(Refusal::Empty("parts".to_owned()).into());
    }
    let to = Target { party: before.party, season: before.season, act: before.act };
    add(work, &to, parts)?;
    for part in parts {
        let born: Task = work.one(part.id)?;
        let mut after = Task { split_from: Some(id), rank: before.rank + 1, ..born.clone() };
        if part.priority.is_none() {
            after.priority = before.priority;
        }
        work.update(&born, &after);
    }
    // How often it was carried stays known; being split is what the rule of the third time asks for.
    let after = Task { estimate: estimate.or(before.estimate), reestimated: before.carried >= 2, ..before.clone() };
    work.update(&before, &after);
    Ok(())
}
