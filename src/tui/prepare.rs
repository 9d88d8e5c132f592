//! Changes that need a look at the store before they can be made: names, keys and places typed by people, and fields that
//! lists do not show. Runs on a worker.

use std::collections::BTreeSet;

use crate::app::draft::{self, Draft};
use crate::app::error::AppError;
use crate::app::session::Session;
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::party::Party;
use crate::domain::task::{Check, Task, TaskPerson, Tie};
use crate::op::patch::Patch;
use crate::op::task::Target;
use crate::op::{self, Op, task};
use crate::query::list::TaskRow;
use crate::query::{QueryError, Thing, get, place, select, who};
use crate::text::line::{TaskLine, read_line};
use crate::text::{Lang, say, w};
use crate::tui::ask::Home;

/// What is to be prepared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Prepare {
    /// New tasks of these lines.
    Add {
        /// Where and for whom, unless a line says otherwise.
        home: Home,
        /// One a task.
        lines: Vec<String>,
    },
    /// Another one-line form for a task.
    Edit {
        /// The task as it was shown.
        row: Box<TaskRow>,
        /// The line.
        line: String,
    },
    /// A part cut off a task, in one line.
    Split {
        /// The task.
        row: Box<TaskRow>,
        /// The part.
        line: String,
    },
    /// A line more on the checklist.
    Check {
        /// The task.
        task: Id,
        /// The line.
        line: String,
    },
    /// An address more.
    Link {
        /// The task.
        task: Id,
        /// The address.
        address: String,
    },
    /// Tasks that come first.
    Depend {
        /// The task that waits.
        row: Box<TaskRow>,
        /// Their keys.
        keys: String,
    },
    /// A wish made, or taken back.
    Wish {
        /// The task.
        task: Id,
    },
    /// The task that a note is about; an empty key for none.
    NoteTask {
        /// The note.
        note: Id,
        /// Its task as it was shown.
        was: Option<Id>,
        /// The key as typed.
        key: String,
    },
    /// On to the next act.
    Carry {
        /// Which tasks, of one act.
        rows: Vec<TaskRow>,
        /// Why.
        reason: String,
    },
}

impl Prepare {
    /// The text that was typed, to be shown again where it was unclear.
    pub fn text(&self) -> String {
        match self {
            Self::Add { lines, .. } => lines.join("\n"),
            Self::Edit { line, .. } | Self::Split { line, .. } | Self::Check { line, .. } => line.clone(),
            Self::Link { address: text, .. } | Self::Depend { keys: text, .. } | Self::Carry { reason: text, .. } => {
                text.clone()
            }
            Self::NoteTask { key, .. } => key.clone(),
            Self::Wish { .. } => String::new(),
        }
    }
}

/// Looks everything up; gives the change and what is said once it is on disk.
/// Errors: what is unknown, with the nearest names.
pub fn prepare(session: &mut Session, wanted: &Prepare) -> Result<(Op, String), AppError> {
    let lang = session.lang();
    match wanted {
        Prepare::Add { home, lines } => add(session, home, lines),
        Prepare::Edit { row, line } => edit(session, row, line),
        Prepare::Split { row, line } => {
            let line = understood(session, line)?;
            let Some(party) = party(session, row.party_id)? else { return Err(nobody(lang)) };
            let id = session.id();
            let part = session.page(|read, ctx| draft::new_task(read, ctx, id, &line, &party))?;
            let op = task::Op::Split { task: row.id, estimate: None, parts: vec![part] };
            Ok((Op::Task(op), say(lang, w::DEED_SPLIT, &[("key", &row.key)])))
        }
        Prepare::Check { task, line } => {
            let before = whole(session, *task)?;
            let mut checklist = before.checklist.clone();
            checklist.push(Check { text: line.clone(), done: false });
            let set = Patch::new().set("checklist", &before.checklist, &checklist);
            Ok((Op::Task(task::Op::Edit { task: *task, set }), say(lang, w::DEED_CHECK, &[])))
        }
        Prepare::Link { task, address } => {
            let before = whole(session, *task)?;
            let mut links = before.links.clone();
            links.push(address.clone());
            let set = Patch::new().set("links", &before.links, &links);
            Ok((Op::Task(task::Op::Edit { task: *task, set }), say(lang, w::DEED_LINK, &[])))
        }
        Prepare::Depend { row, keys } => depend(session, row, keys),
        Prepare::Wish { task } => wish(session, *task),
        Prepare::Carry { rows, reason } => carry(session, rows, reason),
        Prepare::NoteTask { note, was, key } => note_task(session, *note, *was, key),
    }
}

fn note_task(session: &mut Session, note: Id, was: Option<Id>, key: &str) -> Result<(Op, String), AppError> {
    let lang = session.lang();
    let (task, said) = if key.trim().is_empty() {
        (None, say(lang, w::NOTES_UNLINKED, &[]))
    } else {
        let party = session.page(who::only_party)?;
        let found = session.page(|read, _| who::task(read, key.trim(), party.as_ref()))?;
        (Some(found.task.id), say(lang, w::NOTES_LINKED, &[("key", &found.key())]))
    };
    let set = Patch::new().set("task", &was, &task);
    Ok((Op::Note(op::note::Op::Edit { note, set }), said))
}

/// Nothing is said beforehand: which keys they got is known once they are on disk.
fn add(session: &mut Session, home: &Home, texts: &[String]) -> Result<(Op, String), AppError> {
    let mut lines = texts.iter().map(|text| understood(session, text)).collect::<Result<Vec<_>, _>>()?;
    if let Some(me) = session.me().map(|me| me.handle.clone()).filter(|_| home.mine) {
        for line in &mut lines {
            line.owner.get_or_insert_with(|| me.clone());
        }
    }
    let op = session.complete(&Draft::Tasks { lines, here: home.to })?;
    Ok((op, String::new()))
}

/// The new tasks that a change makes.
pub fn added(op: &Op) -> Vec<Id> {
    match op {
        Op::Task(task::Op::Add { tasks, .. }) => tasks.iter().map(|task| task.id).collect(),
        Op::Batch { steps } => steps.iter().flat_map(added).collect(),
        _ => Vec::new(),
    }
}

fn edit(session: &mut Session, row: &TaskRow, text: &str) -> Result<(Op, String), AppError> {
    let lang = session.lang();
    let line = understood(session, text)?;
    let party_of = party(session, row.party_id)?;
    let before = whole(session, row.id)?;
    let owner = line.owner.as_deref().map(|name| person(session, name)).transpose()?;
    let priority = line.priority.map_or(before.priority, draft::priority);
    let set = Patch::new()
        .set("title", &row.title, &line.title)
        .set("priority", &row.priority, &priority)
        .set("estimate", &row.estimate, &line.estimate)
        .set("owner", &row.owner_id, &owner)
        .set("due", &row.due, &line.due)
        .set("tags", &row.tags, &line.tags)
        .set("skills", &row.skills, &line.skills);
    let mut steps = vec![];
    if !set.is_empty() {
        steps.push(Op::Task(task::Op::Edit { task: row.id, set }));
    }
    let was = row.helpers.iter().map(|name| person(session, name)).collect::<Result<BTreeSet<_>, _>>()?;
    let is = line.helpers.iter().map(|name| person(session, name)).collect::<Result<BTreeSet<_>, _>>()?;
    steps.extend(ties(row.id, &was, &is));
    for found in session.page(|read, _| who::tasks(read, &line.after, party_of.as_ref()))? {
        steps.push(Op::Task(task::Op::Depend { task: row.id, needs: found.task.id }));
    }
    if let Some(place) = &line.to {
        let to = place_at(session, place, party_of.as_ref())?;
        steps.push(Op::Task(task::Op::Move { tasks: vec![row.id], to, reason: None, insist: false }));
    }
    Ok((one_step(steps), say(lang, w::DEED_EDITED, &[("key", &row.key)])))
}

/// The ops that make the helpers who `was` into those who `is`.
pub fn ties(task: Id, was: &BTreeSet<Id>, is: &BTreeSet<Id>) -> Vec<Op> {
    let gone = was.difference(is).map(|member| task::Op::Untie { task, member: *member, tie: Tie::Helper });
    let come = is.difference(was).map(|member| task::Op::Tie { task, member: *member, tie: Tie::Helper });
    gone.chain(come).map(Op::Task).collect()
}

fn depend(session: &mut Session, row: &TaskRow, keys: &str) -> Result<(Op, String), AppError> {
    let lang = session.lang();
    let party_of = party(session, row.party_id)?;
    let keys: Vec<String> = keys.split([',', ' ']).filter(|key| !key.is_empty()).map(str::to_owned).collect();
    let found = session.page(|read, _| who::tasks(read, &keys, party_of.as_ref()))?;
    let steps = found.iter().map(|needs| Op::Task(task::Op::Depend { task: row.id, needs: needs.task.id })).collect();
    let needs = found.iter().map(who::FoundTask::key).collect::<Vec<_>>().join(", ");
    Ok((one_step(steps), say(lang, w::DEED_DEPENDS, &[("key", &row.key), ("needs", &needs)])))
}

fn wish(session: &mut Session, task: Id) -> Result<(Op, String), AppError> {
    let lang = session.lang();
    let me = session.me().map(|me| me.id);
    let Some(member) = me else { return Err(person(session, "me").err().unwrap_or_else(|| nobody(lang))) };
    let args = vec![task.0.into(), member.0.into(), Tie::Wish.as_str().into()];
    let known = session.page(|read, _| select::<TaskPerson>(read, "task = $1 AND member = $2 AND tie = $3", args))?;
    let tie = Tie::Wish;
    Ok(if known.is_empty() {
        (Op::Task(task::Op::Tie { task, member, tie }), say(lang, w::DEED_WISHED, &[]))
    } else {
        (Op::Task(task::Op::Untie { task, member, tie }), say(lang, w::DEED_UNWISHED, &[]))
    })
}

fn nobody(lang: Lang) -> AppError {
    AppError::new(crate::app::error::Kind::Missing, say(lang, w::STORE_WHO_ARE_YOU, &[]))
}

fn carry(session: &mut Session, rows: &[TaskRow], reason: &str) -> Result<(Op, String), AppError> {
    let lang = session.lang();
    let party_of: Option<Party> = match rows.first() {
        Some(row) => party(session, row.party_id)?,
        None => None,
    };
    let to = place_at(session, "next", party_of.as_ref())?;
    let tasks = rows.iter().map(|row| row.id).collect();
    let op = task::Op::Move { tasks, to, reason: Some(reason.to_owned()), insist: false };
    Ok((Op::Task(op), say(lang, w::DEED_CARRIED, &[("n", &rows.len())])))
}

/// Where a task is at home.
pub fn home(row: &TaskRow) -> Target {
    Target { party: row.party_id, season: row.season_id, act: row.act_id }
}

fn party(session: &mut Session, id: Id) -> Result<Option<Party>, AppError> {
    session.page(|read, _| get::<Party>(read, id))
}

fn person(session: &mut Session, name: &str) -> Result<Id, AppError> {
    session.page(|read, ctx| who::member(read, ctx, name)).map(|member| member.id)
}

fn place_at(session: &mut Session, text: &str, party: Option<&Party>) -> Result<Target, AppError> {
    session.page(|read, ctx| place::place(read, ctx, text, party)).map(|spot| draft::target(&spot))
}

fn whole(session: &mut Session, task: Id) -> Result<Task, AppError> {
    session.page(|read, _| get::<Task>(read, task)?.ok_or_else(|| QueryError::missing(Thing::Task, task.to_string())))
}

fn understood(session: &Session, text: &str) -> Result<TaskLine, AppError> {
    let works = |day: Day| session.works_on(day);
    read_line(text, session.today(), &works)
        .map_err(|error| AppError::new(crate::app::error::Kind::Usage, error.say(session.lang())))
}

/// Several ops as one undoable step.
pub fn one_step(mut steps: Vec<Op>) -> Op {
    match steps.len() {
        1 => steps.remove(0),
        _ => Op::Batch { steps },
    }
}
