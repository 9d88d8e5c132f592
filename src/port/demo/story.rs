//! What the demo's people said and wrote: charters, comments, troubles, notes, retrospectives, a hand-over.

use serde_json::Value;

use super::{Teller, at, moment, rows};
use crate::base::day::{Day, Instant};
use crate::domain::note::NoteKind;
use crate::domain::party::Office;
use crate::domain::task::TaskStatus;
use crate::op::patch::Edit;
use crate::op::task::NewTask;
use crate::op::{Op, note, party, retro, task};
use crate::port::formats;

const STORY: &str = include_str!("../../../data/demo/story.tsv");

pub(super) fn tell(teller: &mut Teller<'_>) {
    for row in rows(STORY, 8) {
        let Some(moment) = moment(row[0]) else { continue };
        let said = teller.say(row[4], row[5]).to_owned();
        let more = teller.say(row[6], row[7]).to_owned();
        let line = Line { at: moment, by: row[1], target: row[3], said, more };
        match row[2] {
            "charter" => charter(teller, &line),
            "comment" | "block" => talk(teller, row[2], &line),
            "trouble" | "note" => write(teller, row[2], &line),
            "handover" => hand_over(teller, &line),
            _ => look_back(teller, row[2], &line),
        }
    }
}

/// One line of the story.
struct Line<'a> {
    at: Instant,
    by: &'a str,
    target: &'a str,
    said: String,
    more: String,
}

fn charter(teller: &mut Teller<'_>, line: &Line<'_>) {
    let party = teller.id(line.target);
    let Ok(section) = line.said.parse() else { return };
    let body = Edit { was: Value::Null, to: Value::String(line.more.clone()) };
    teller.tell(line.at, line.by, Op::Party(party::Op::Charter { party, section, body }));
}

fn talk(teller: &mut Teller<'_>, deed: &str, line: &Line<'_>) {
    let (task, id) = (teller.id(line.target), teller.ids.id());
    let op = if deed == "block" {
        task::Op::Block { task, reason: line.said.clone() }
    } else {
        task::Op::Comment { id, task, body: line.said.clone() }
    };
    teller.tell(line.at, line.by, Op::Task(op));
}

fn write(teller: &mut Teller<'_>, deed: &str, line: &Line<'_>) {
    let id = teller.ids.id();
    let mut parts = line.more.split(" | ").map(str::to_owned);
    let (body, fix) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let tags = parts.next().unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let is_party = !line.target.is_empty() && line.target.chars().all(|c| c.is_ascii_uppercase());
    let party = is_party.then(|| teller.id(line.target));
    let task = (!is_party && !line.target.is_empty()).then(|| teller.id(line.target));
    let kind = if deed == "trouble" { NoteKind::Trouble } else { NoteKind::Note };
    let add = note::Op::Add { id, kind, party, task, title: line.said.clone(), body, fix, tags };
    teller.tell(line.at, line.by, Op::Note(add));
}

fn hand_over(teller: &mut Teller<'_>, line: &Line<'_>) {
    let party = teller.id(line.target);
    for (office, handle) in [(Office::Leader, &line.said), (Office::Shadow, &line.more)] {
        let member = Some(teller.id(handle));
        let by = if office == Office::Leader { line.by } else { line.said.as_str() };
        teller.tell(line.at, by, Op::Party(party::Op::HandOver { party, office, member }));
    }
}

fn look_back(teller: &mut Teller<'_>, deed: &str, line: &Line<'_>) {
    let name = format!("{} retro", line.target);
    let (retro, act, id) = (teller.id(&name), teller.id(line.target), teller.ids.id());
    let op = match deed {
        "retro" => {
            let Some(format) = formats::find(&line.said, &[]) else { return };
            retro::Op::Open { id: retro, act, format: line.said.clone(), columns: format.columns() }
        }
        "card" => retro::Op::Card { id, retro, lane: line.said.clone(), body: line.more.clone() },
        "endretro" => retro::Op::Close { retro, summary: line.said.clone() },
        _ => return action(teller, line, retro),
    };
    teller.tell(line.at, line.by, Op::Retro(op));
}

/// An action: `owner due done | how it is seen to have worked`; its task is finished on the day named.
fn action(teller: &mut Teller<'_>, line: &Line<'_>, retro: crate::base::id::Id) {
    let (who, seen) = line.more.split_once(" | ").unwrap_or((line.more.as_str(), ""));
    let mut words = who.split(' ');
    let (Some(owner), due, done) = (words.next(), words.next(), words.next()) else { return };
    let day = |text: Option<&str>| text.and_then(|text| text.parse::<Day>().ok());
    let (id, task) = (teller.ids.id(), teller.ids.id());
    let mut new = NewTask::titled(task, line.said.clone());
    new.owner = Some(teller.id(owner));
    new.due = day(due);
    let op = retro::Op::Action { id, retro, task: Box::new(new), seen: seen.to_owned() };
    teller.tell(line.at, line.by, Op::Retro(op));
    if let Some(done) = day(done) {
        let to = TaskStatus::Done;
        let status = task::Op::Status { task, to, was: None, reason: String::new() };
        teller.tell(at(done, 16, 0), owner, Op::Task(status));
    }
}
