//! The answers to what was asked about tasks, made into changes.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::Id;
use crate::base::minutes::Minutes;
use crate::domain::task::TaskStatus;
use crate::op::patch::Patch;
use crate::op::task::Op as TaskOp;
use crate::query::list::TaskRow;
use crate::text::w;
use crate::text::when::Use;
use crate::tui::ask::{Answer, Ask, Field, Home, Pick, TaskAsk};
use crate::tui::deed::carry;
use crate::tui::deed::task::{change, names, new_tasks, patched, said, set_status};
use crate::tui::desk::popup::{Popup, Prompt};
use crate::tui::desk::reading::{Reading, understood};
use crate::tui::desk::{Desk, Tone};
use crate::tui::prepare::{Prepare, one_step, ties};
use crate::tui::wire::{Named, Op, Query};

/// Takes an answer to a question about tasks.
pub fn answered(ask: TaskAsk, answer: Answer, desk: &mut Desk) {
    match (ask, answer) {
        (TaskAsk::Add(home), Answer::Text(line)) => prepare(Prepare::Add { home, lines: vec![line] }, desk),
        (TaskAsk::Add(home), Answer::Lines(lines)) => prepare(Prepare::Add { home, lines }, desk),
        (TaskAsk::Edit(row), Answer::Text(line)) => prepare(Prepare::Edit { row, line }, desk),
        (TaskAsk::Body(row, was), Answer::Text(text)) => {
            let set = Patch::new().set("body", &was, &text.trim_end().to_owned());
            change(&[*row], |row| patched(row, set.clone()), w::DEED_EDITED, desk);
        }
        (TaskAsk::Of(field, rows), Answer::Text(text)) => text_for(field, rows, text, desk),
        (TaskAsk::Of(field, rows), Answer::Pick(pick)) => pick_for(field, &rows, &pick, desk),
        (TaskAsk::Why, Answer::Text(reason)) => carry::because(&reason, desk),
        (TaskAsk::Of(Field::Helpers, rows), Answer::Picks(picks)) => helpers(&rows[0], &picks, desk),
        _ => {}
    }
}

fn prepare(wanted: Prepare, desk: &mut Desk) {
    desk.load(Query::Prepare(wanted));
}

fn text_for(field: Field, mut rows: Vec<TaskRow>, text: String, desk: &mut Desk) {
    match field {
        Field::Block => {
            let op = |row: &TaskRow| Some(TaskOp::Block { task: row.id, reason: text.clone() });
            change(&rows, op, w::DEED_BLOCKED, desk);
        }
        Field::Drop => {
            let (to, reason) = (TaskStatus::Dropped, text);
            let op = |row: &TaskRow| {
                let (task, was, reason) = (row.id, Some(row.status), reason.clone());
                (row.status != to).then_some(TaskOp::Status { task, to, was, reason })
            };
            change(&rows, op, w::DEED_DROPPED, desk);
        }
        Field::Estimate => {
            let estimate = text.parse::<Minutes>().ok();
            let op = |row: &TaskRow| patched(row, Patch::new().set("estimate", &row.estimate, &estimate));
            change(&rows, op, w::DEED_ESTIMATED, desk);
        }
        Field::Due => due(&rows, &text, desk),
        Field::Tags => {
            let tags: Vec<String> = text
                .split([' ', ',', '#', '＃'])
                .filter(|tag| !tag.is_empty())
                .map(str::to_owned)
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect();
            let op = |row: &TaskRow| patched(row, Patch::new().set("tags", &row.tags, &tags));
            change(&rows, op, w::DEED_TAGGED, desk);
        }
        Field::Comment => comment(&rows, text.trim(), desk),
        Field::Carry => prepare(Prepare::Carry { rows, reason: text }, desk),
        Field::Split => prepare(Prepare::Split { row: Box::new(rows.swap_remove(0)), line: text }, desk),
        Field::Check => prepare(Prepare::Check { task: rows[0].id, line: text }, desk),
        Field::Link => prepare(Prepare::Link { task: rows[0].id, address: text }, desk),
        Field::Depend => prepare(Prepare::Depend { row: Box::new(rows.swap_remove(0)), keys: text }, desk),
        Field::Owner | Field::Status | Field::Move | Field::Helpers => {}
    }
}

fn due(rows: &[TaskRow], text: &str, desk: &mut Desk) {
    let due = if text.is_empty() { Ok(None) } else { understood(text, Use::Due, desk).map(Some) };
    match due {
        Ok(due) => change(rows, |row| patched(row, Patch::new().set("due", &row.due, &due)), w::DEED_DUE, desk),
        Err(said) => desk.toast(Tone::Bad, said),
    }
}

fn comment(rows: &[TaskRow], body: &str, desk: &mut Desk) {
    if body.is_empty() {
        return;
    }
    let steps = rows.iter().map(|row| {
        let op = TaskOp::Comment { id: desk.id(), task: row.id, body: body.to_owned() };
        Op::Task(op)
    });
    let steps: Vec<Op> = steps.collect();
    let said = said(w::DEED_COMMENTED, rows, desk);
    desk.commit(one_step(steps), said);
}

fn pick_for(field: Field, rows: &[TaskRow], pick: &Pick, desk: &mut Desk) {
    match (field, pick) {
        (Field::Owner, Pick::Id(owner)) => own(rows, Some(*owner), desk),
        (Field::Owner, Pick::Nobody) => own(rows, None, desk),
        (Field::Status, Pick::Place(place)) => {
            const CHOICES: [TaskStatus; 4] =
                [TaskStatus::Todo, TaskStatus::Doing, TaskStatus::Done, TaskStatus::Dropped];
            if let Some(to) = CHOICES.get(*place) {
                set_status(rows, *to, desk);
            }
        }
        (Field::Move, Pick::Target(to)) => {
            let tasks: Vec<Id> = rows.iter().map(|row| row.id).collect();
            let op = TaskOp::Move { tasks: tasks.clone(), to: *to, reason: None, insist: false };
            desk.commit_named(Op::Task(op), Named::Moved(names(rows)), tasks);
        }
        _ => {}
    }
}

fn own(rows: &[TaskRow], owner: Option<Id>, desk: &mut Desk) {
    let name = desk.people.iter().find(|person| Some(person.id) == owner).map(|person| person.name.clone());
    let op = |row: &TaskRow| patched(row, Patch::new().set("owner", &row.owner_id, &owner)).map(Op::Task);
    let steps: Vec<Op> = rows.iter().filter_map(op).collect();
    if steps.is_empty() {
        desk.toast(Tone::Plain, desk.word(w::DEED_NOTHING));
        return;
    }
    let said = match (rows, &name) {
        ([row], Some(name)) => desk.say(w::DEED_ASSIGNED, &[("key", &row.key), ("name", name)]),
        _ => said(w::DEED_GIVEN_BACK, rows, desk),
    };
    desk.commit(one_step(steps), said);
}

fn helpers(row: &TaskRow, picks: &[Pick], desk: &mut Desk) {
    let helping = |handle: &String| row.helpers.contains(handle);
    let was = desk.people.iter().filter(|person| helping(&person.handle)).map(|person| person.id).collect();
    let is = picks.iter().filter_map(|pick| if let Pick::Id(id) = pick { Some(*id) } else { None }).collect();
    let steps = ties(row.id, &was, &is);
    if !steps.is_empty() {
        let said = said(w::DEED_EDITED, std::slice::from_ref(row), desk);
        desk.commit(one_step(steps), said);
    }
}

/// Asks again for lines of new tasks that named something unknown; of several `wrong` says which.
pub fn add_again(home: &Home, lines: &[String], wrong: &BTreeMap<usize, String>, desk: &mut Desk) {
    let Some(mut prompt) = new_tasks(Some(home.clone()), desk) else { return };
    match lines {
        [line] => {
            prompt = prompt.holding(line, desk);
            prompt.again = true;
        }
        lines => {
            prompt.paste(&lines.join("\n"), desk);
            prompt.mark(wrong);
        }
    }
    desk.open(Popup::Prompt(prompt));
}

/// Asks again for a text that named something unknown.
pub fn ask_again(wanted: &Prepare, said: &str, desk: &mut Desk) {
    let (label, ask, reading) = match wanted {
        Prepare::Edit { row, .. } => (w::DEED_ASK_EDIT, TaskAsk::Edit(row.clone()), Reading::Line),
        Prepare::Split { row, .. } => {
            (w::DEED_ASK_SPLIT, TaskAsk::Of(Field::Split, vec![(**row).clone()]), Reading::Line)
        }
        Prepare::Depend { row, .. } => {
            (w::DEED_ASK_DEPEND, TaskAsk::Of(Field::Depend, vec![(**row).clone()]), Reading::Text)
        }
        Prepare::Add { .. }
        | Prepare::Check { .. }
        | Prepare::Link { .. }
        | Prepare::Wish { .. }
        | Prepare::Carry { .. }
        | Prepare::NoteTask { .. } => {
            desk.toast(Tone::Bad, said);
            return;
        }
    };
    let label = desk.say(label, &[("key", &"")]);
    let prompt = Prompt::new(label.trim().to_owned(), Ask::Task(ask), reading).holding(&wanted.text(), desk);
    desk.open(Popup::Prompt(prompt));
    desk.toast(Tone::Bad, said);
}
