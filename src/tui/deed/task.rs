//! The verbs of tasks, for every screen that shows some: rows in, a change, a question or a load on the desk out.

use crate::base::fold::fold;
use crate::domain::task::{Priority, TaskStatus};
use crate::op::patch::Patch;
use crate::op::task::Op as TaskOp;
use crate::query::list::TaskRow;
use crate::query::people::MemberRow;
use crate::text::line::{TaskLine, write_line};
use crate::text::when::Use;
use crate::text::{Word, w};
use crate::tui::ask::{Ask, Field, Home, Item, Pick, TaskAsk};
use crate::tui::desk::popup::{Picker, Popup, Prompt, Writer};
use crate::tui::desk::reading::Reading;
use crate::tui::desk::screen::{Picked, Taken};
use crate::tui::desk::{Desk, Tone};
use crate::tui::prepare::{Prepare, one_step};
use crate::tui::verb::task::Task as Deed;
use crate::tui::wire::{Choices, Op, Query};

/// Does what a verb says with the picked rows. Verbs about order and columns are the screen's own.
pub fn run(deed: Deed, picked: Picked, desk: &mut Desk) -> Taken {
    let Picked { rows, home } = picked;
    match deed {
        Deed::Add => add(home, desk),
        _ if rows.is_empty() => desk.toast(Tone::Plain, desk.word(w::FRAME_NO_TASK)),
        Deed::Advance => advance(&rows, desk),
        Deed::Done => set_status(&rows, TaskStatus::Done, desk),
        Deed::Block => block(rows, desk),
        Deed::Mine => mine(&rows, desk),
        Deed::Raise => prioritize(&rows, -1, desk),
        Deed::Lower => prioritize(&rows, 1, desk),
        Deed::ColumnRight => column(&rows, 1, desk),
        Deed::ColumnLeft => column(&rows, -1, desk),
        Deed::Copy => copy(&rows, desk),
        Deed::Wish => desk.load(Query::Prepare(Prepare::Wish { task: rows[0].id })),
        Deed::Write => {
            desk.awaiting = true;
            desk.load(Query::Body(Box::new(rows[0].clone())));
        }
        Deed::Edit => edit(&rows[0], desk),
        Deed::Sink | Deed::Float | Deed::Trouble => return Taken::No,
        Deed::Owner => choose(Choices::Owners, Field::Owner, rows, desk),
        Deed::Move => choose(Choices::Homes(rows[0].party_id), Field::Move, rows, desk),
        Deed::Helpers => helpers(&rows[0], desk),
        Deed::Status => status(rows, desk),
        Deed::Comment => {
            let title = desk.say(w::DEED_ASK_COMMENT, &[("key", &names(&rows))]);
            desk.open(Popup::Writer(Box::new(Writer::new(title, of(Field::Comment, rows), ""))));
        }
        Deed::Estimate => prompt(w::DEED_ASK_ESTIMATE, Field::Estimate, Reading::Time, rows, desk),
        Deed::Due => prompt(w::DEED_ASK_DUE, Field::Due, Reading::Day(Use::Due), rows, desk),
        Deed::Tags => prompt(w::DEED_ASK_TAGS, Field::Tags, Reading::Anything, rows, desk),
        Deed::Carry => prompt(w::DEED_ASK_CARRY, Field::Carry, Reading::Text, rows, desk),
        Deed::Drop => prompt(w::DEED_ASK_DROP, Field::Drop, Reading::Anything, rows, desk),
        Deed::Split => prompt(w::DEED_ASK_SPLIT, Field::Split, Reading::Line, rows, desk),
        Deed::Check => prompt(w::DEED_ASK_CHECK, Field::Check, Reading::Text, rows, desk),
        Deed::Depend => prompt(w::DEED_ASK_DEPEND, Field::Depend, Reading::Text, rows, desk),
        Deed::Link => prompt(w::DEED_ASK_LINK, Field::Link, Reading::Text, rows, desk),
    }
    Taken::Yes
}

/// Opens the line for new tasks; it stays open for the next one.
pub fn add(home: Option<Home>, desk: &mut Desk) {
    if let Some(mut prompt) = new_tasks(home, desk) {
        prompt.again = true;
        desk.open(Popup::Prompt(prompt));
    }
}

/// Opens the line for new tasks on a pasted list, with its preview.
pub fn add_pasted(home: Option<Home>, text: &str, desk: &mut Desk) {
    if let Some(mut prompt) = new_tasks(home, desk) {
        prompt.paste(text, desk);
        desk.open(Popup::Prompt(prompt));
    }
}

/// The line for new tasks, saying where they go; without a place that is said instead.
pub fn new_tasks(home: Option<Home>, desk: &mut Desk) -> Option<Prompt> {
    let Some(home) = home else {
        desk.toast(Tone::Plain, desk.word(w::DEED_NO_HOME));
        return None;
    };
    let said = if home.mine { w::DEED_GOES_TO_ME } else { w::DEED_GOES_TO };
    let title = desk.say(said, &[("place", &home.place)]);
    let label = desk.word(w::DEED_ASK_ADD);
    Some(Prompt::new(label, Ask::Task(TaskAsk::Add(home)), Reading::Line).about(title))
}

fn of(field: Field, rows: Vec<TaskRow>) -> Ask {
    Ask::Task(TaskAsk::Of(field, rows))
}

fn choose(offered: Choices, field: Field, rows: Vec<TaskRow>, desk: &mut Desk) {
    desk.awaiting = true;
    desk.load(Query::Choices { of: offered, ask: of(field, rows) });
}

fn prompt(label: Word, field: Field, reading: Reading, rows: Vec<TaskRow>, desk: &mut Desk) {
    let label = desk.say(label, &[("key", &names(&rows))]);
    let now = now(field, &rows);
    let prompt = Prompt::new(label, of(field, rows), reading);
    // Tags are gone on with; what is one value is replaced by typing.
    let prompt = if field == Field::Tags { prompt.holding(&now, desk) } else { prompt.offering(&now, desk) };
    desk.open(Popup::Prompt(prompt));
}

/// What one task has in a field, as it is typed.
fn now(field: Field, rows: &[TaskRow]) -> String {
    match (field, rows) {
        (Field::Estimate, [one]) => one.estimate.map(|estimate| estimate.to_string()).unwrap_or_default(),
        (Field::Due, [one]) => one.due.map(|due| due.to_string()).unwrap_or_default(),
        (Field::Tags, [one]) => one.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}

/// What stands there now of what was asked, as it is typed.
pub fn there(ask: &TaskAsk) -> String {
    match ask {
        TaskAsk::Add(_) | TaskAsk::Why => String::new(),
        TaskAsk::Edit(row) => line_of(row),
        TaskAsk::Body(_, body) => body.clone(),
        TaskAsk::Of(field, rows) => now(*field, rows),
    }
}

/// The key of one row, or how many there are.
pub fn names(rows: &[TaskRow]) -> String {
    match rows {
        [one] => one.key.clone(),
        many => many.iter().map(|row| row.key.as_str()).take(3).collect::<Vec<_>>().join(", ") + more(many.len()),
    }
}

const fn more(count: usize) -> &'static str {
    if count > 3 { " ⋯" } else { "" }
}

/// Says what happened to one task by its key, to several by their number.
pub fn said(one: Word, rows: &[TaskRow], desk: &Desk) -> String {
    match rows {
        [row] => desk.say(one, &[("key", &row.key)]),
        many => desk.say(w::DEED_MANY, &[("n", &many.len())]),
    }
}

/// Changes rows one way each, as one step.
pub fn change(rows: &[TaskRow], op: impl Fn(&TaskRow) -> Option<TaskOp>, one: Word, desk: &mut Desk) {
    let steps: Vec<Op> = rows.iter().filter_map(op).map(Op::Task).collect();
    if steps.is_empty() {
        desk.toast(Tone::Plain, desk.word(w::DEED_NOTHING));
        return;
    }
    let said = said(one, rows, desk);
    desk.commit(one_step(steps), said);
}

/// Puts rows into a state, those that are not in it.
pub fn set_status(rows: &[TaskRow], to: TaskStatus, desk: &mut Desk) {
    let one = match to {
        TaskStatus::Todo => w::DEED_REOPENED,
        TaskStatus::Doing => w::DEED_STARTED,
        TaskStatus::Done => w::DEED_DONE,
        TaskStatus::Dropped => w::DEED_DROPPED,
    };
    let op = |row: &TaskRow| {
        let (task, was) = (row.id, Some(row.status));
        (row.status != to).then(|| TaskOp::Status { task, to, was, reason: String::new() })
    };
    change(rows, op, one, desk);
}

/// Todo becomes doing, doing becomes done; what is over stays and says how it reopens.
fn advance(rows: &[TaskRow], desk: &mut Desk) {
    let open: Vec<TaskRow> = rows.iter().filter(|row| row.status.is_open()).cloned().collect();
    match open.first().map(|row| row.status) {
        None => desk.toast(Tone::Plain, desk.word(w::DEED_OVER)),
        Some(TaskStatus::Todo) => set_status(&open, TaskStatus::Doing, desk),
        Some(_) => set_status(&open, TaskStatus::Done, desk),
    }
}

fn column(rows: &[TaskRow], by: isize, desk: &mut Desk) {
    const COLUMNS: [TaskStatus; 3] = [TaskStatus::Todo, TaskStatus::Doing, TaskStatus::Done];
    let here = COLUMNS.iter().position(|status| Some(*status) == rows.first().map(|row| row.status)).unwrap_or(0);
    match here.checked_add_signed(by).and_then(|there| COLUMNS.get(there)) {
        Some(to) => set_status(rows, *to, desk),
        None => desk.toast(Tone::Plain, desk.word(w::DEED_NO_COLUMN)),
    }
}

fn block(rows: Vec<TaskRow>, desk: &mut Desk) {
    let by_hand = |row: &TaskRow| row.blocked.as_ref().is_some_and(|blocked| blocked.reason.is_some());
    if rows.iter().all(by_hand) {
        change(&rows, |row| Some(TaskOp::Unblock { task: row.id }), w::DEED_UNBLOCKED, desk);
    } else {
        prompt(w::DEED_ASK_BLOCK, Field::Block, Reading::Text, rows, desk);
    }
}

/// Takes what is not mine; gives back what all is.
fn mine(rows: &[TaskRow], desk: &mut Desk) {
    let Some(me) = desk.my_id else {
        desk.toast(Tone::Plain, desk.word(w::DEED_WHO_ARE_YOU));
        return;
    };
    let giving = rows.iter().all(|row| row.owner_id == Some(me));
    let (to, one) = if giving { (None, w::DEED_GIVEN_BACK) } else { (Some(me), w::DEED_TAKEN) };
    change(rows, |row| patched(row, Patch::new().set("owner", &row.owner_id, &to)), one, desk);
}

/// The edit of a row, where the patch changes something.
pub fn patched(row: &TaskRow, set: Patch) -> Option<TaskOp> {
    (!set.is_empty()).then_some(TaskOp::Edit { task: row.id, set })
}

fn prioritize(rows: &[TaskRow], by: isize, desk: &mut Desk) {
    const LEVELS: [Priority; 4] = [Priority::P0, Priority::P1, Priority::P2, Priority::P3];
    let op = |row: &TaskRow| {
        let here = LEVELS.iter().position(|level| *level == row.priority)?;
        let to = LEVELS.get(here.checked_add_signed(by)?)?;
        patched(row, Patch::new().set("priority", &row.priority, to))
    };
    change(rows, op, w::DEED_PRIORITIZED, desk);
}

fn copy(rows: &[TaskRow], desk: &mut Desk) {
    let text = rows.iter().map(|row| format!("- {} {}", row.key, row.title)).collect::<Vec<_>>().join("\n");
    desk.copy(text);
    let said = desk.say(w::DEED_COPIED, &[("n", &rows.len())]);
    desk.toast(Tone::Good, said);
}

/// The one-line form of a task.
fn line_of(row: &TaskRow) -> String {
    let level =
        [Priority::P0, Priority::P1, Priority::P2, Priority::P3].iter().position(|level| *level == row.priority);
    write_line(&TaskLine {
        title: row.title.clone(),
        owner: row.owner.clone(),
        helpers: row.helpers.clone(),
        priority: level.map(|level| level as u8),
        estimate: row.estimate,
        due: row.due,
        tags: row.tags.clone(),
        skills: row.skills.clone(),
        after: Vec::new(),
        to: None,
    })
}

fn edit(row: &TaskRow, desk: &mut Desk) {
    let line = line_of(row);
    let ask = Ask::Task(TaskAsk::Edit(Box::new(row.clone())));
    desk.open(Popup::Prompt(Prompt::new(row.key.clone(), ask, Reading::Line).holding(&line, desk)));
}

fn status(rows: Vec<TaskRow>, desk: &mut Desk) {
    let glyphs = desk.glyphs;
    let choices = [
        (glyphs.todo, w::DEED_STATUS_TODO),
        (glyphs.doing, w::DEED_STATUS_DOING),
        (glyphs.done, w::DEED_STATUS_DONE),
        (glyphs.dropped, w::DEED_STATUS_DROPPED),
    ];
    let item = |(place, (sign, name)): (usize, (&str, Word))| Item {
        pick: Pick::Place(place),
        sign: sign.to_owned(),
        label: desk.word(name).to_owned(),
        detail: String::new(),
    };
    let items = choices.into_iter().enumerate().map(item).collect();
    let title = desk.say(w::DEED_ASK_STATUS, &[("key", &names(&rows))]);
    desk.open(Popup::Picker(Picker::new(title, of(Field::Status, rows), items)));
}

fn helpers(row: &TaskRow, desk: &mut Desk) {
    let mut people: Vec<&MemberRow> = desk.people.iter().filter(|person| person.active).collect();
    people.sort_by_key(|person| fold(&person.name));
    let active = || people.iter();
    let items = active().map(|person| Item {
        pick: Pick::Id(person.id),
        sign: String::new(),
        label: person.name.clone(),
        detail: person.handle.clone(),
    });
    let helping = |handle: &String| row.helpers.contains(handle);
    let marked: Vec<Pick> =
        active().filter(|person| helping(&person.handle)).map(|person| Pick::Id(person.id)).collect();
    let title = desk.say(w::DEED_ASK_HELPERS, &[("key", &row.key)]);
    let picker = Picker::new(title, of(Field::Helpers, vec![row.clone()]), items.collect()).several(&marked);
    desk.open(Popup::Picker(picker));
}
