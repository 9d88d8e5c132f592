//! The demo's people, parties, seasons, acts and tasks, and what became of each task.

use super::{Teller, at, moment, now, rows};
use crate::base::day::Day;
use crate::base::minutes::Minutes;
use crate::domain::act::Fate;
use crate::domain::party::PartyStatus;
use crate::domain::season::GoalMet;
use crate::domain::task::{Priority, TaskStatus};
use crate::op::party::NewShare;
use crate::op::patch::Patch;
use crate::op::stay::Target;
use crate::op::task::NewTask;
use crate::op::{Op, act, member, party, season, task};

const PEOPLE: &str = include_str!("../../../data/demo/people.tsv");
const PARTIES: &str = include_str!("../../../data/demo/parties.tsv");
const SEASONS: &str = include_str!("../../../data/demo/seasons.tsv");
const ACTS: &str = include_str!("../../../data/demo/acts.tsv");
/// The tasks: 42 rows, of which four are the same task carried to the next act.
pub const TASKS: &str = include_str!("../../../data/demo/tasks.tsv");

/// The day acts of the future were planned.
const PLANNED: &str = "2021-11-11 10:00";

pub(super) fn tell(teller: &mut Teller<'_>) {
    people(teller);
    for row in rows(PARTIES, 10) {
        found(teller, &row);
    }
    for row in rows(SEASONS, 7) {
        season(teller, &row);
    }
    let table = rows(TASKS, 11);
    let acts = rows(ACTS, 7);
    for row in &acts {
        act(teller, row, &table);
    }
    for row in &table {
        work(teller, row, &table);
    }
    close(teller, &acts);
}

fn people(teller: &mut Teller<'_>) {
    let Some(first) = moment("2021-08-02 09:00") else { return };
    for row in rows(PEOPLE, 4) {
        let id = teller.id(row[1]);
        teller.names.insert(row[0].to_owned(), id);
        let name = teller.say(row[2], row[3]).to_owned();
        let aliases = if row[1] == "saebyeol" { vec!["dini".to_owned()] } else { vec![] };
        teller.tell(first, "bori", Op::Member(member::Op::Add { id, handle: row[1].to_owned(), name, aliases }));
    }
}

fn found(teller: &mut Teller<'_>, row: &[&str]) {
    let (Ok(key), Ok(founded), Ok(kickoff)) = (row[0].parse(), row[5].parse::<Day>(), row[6].parse::<Day>()) else {
        return;
    };
    let (id, leader) = (teller.id(row[0]), teller.id(row[7]));
    let (name, theme) = (teller.say(row[1], row[2]).to_owned(), teller.say(row[3], row[4]).to_owned());
    teller.tell(at(founded, 10, 0), row[7], Op::Party(party::Op::Found { id, key, name, theme }));
    let mut shares = vec![];
    for (minute, share) in row[9].split(' ').enumerate() {
        let Some((handle, percent)) = share.split_once('=') else { continue };
        let member = teller.id(handle);
        shares.push(NewShare { member, permille: percent.parse().unwrap_or(0) * 10 });
        if handle != row[7] {
            teller.tell(at(founded, 11, minute as u32), handle, Op::Party(party::Op::Join { party: id }));
        }
    }
    let shadow = (!row[8].is_empty()).then(|| teller.id(row[8]));
    let kick = party::Op::Kickoff { party: id, leader, shadow, shares, charter: vec![] };
    teller.tell(at(kickoff, 9, 30), row[7], Op::Party(kick));
}

/// Who leads a party on its first days: what every plan of it is told by.
fn leader(key: &str) -> &'static str {
    match key {
        "ON" => "danpung",
        "ST" => "maru",
        "LG" => "sol",
        _ => "yeoul",
    }
}

fn season(teller: &mut Teller<'_>, row: &[&str]) {
    let key = row[0].split('-').next().unwrap_or_default();
    let (id, party) = (teller.id(row[0]), teller.id(key));
    let (Ok(first), Ok(last)) = (row[5].parse::<Day>(), row[6].parse::<Day>()) else { return };
    let (title, goal) = (teller.say(row[1], row[2]).to_owned(), teller.say(row[3], row[4]).to_owned());
    let planned = at(first, 9, 31).min(moment(PLANNED).unwrap_or_else(now));
    let add = season::Op::Add { id, party, title, goal, first: Some(first), last: Some(last) };
    teller.tell(planned, leader(key), Op::Season(add));
}

fn act(teller: &mut Teller<'_>, row: &[&str], table: &[Vec<&str>]) {
    let mut parts = row[0].rsplitn(2, "-A");
    let season = parts.nth(1).unwrap_or_default().to_owned();
    let key = season.split('-').next().unwrap_or_default().to_owned();
    let (Ok(first), Ok(last)) = (row[3].parse::<Day>(), row[4].parse::<Day>()) else { return };
    let season_first = rows(SEASONS, 7).iter().find(|other| other[0] == season).and_then(|other| other[5].parse().ok());
    let (id, season_id, party) = (teller.id(row[0]), teller.id(&season), teller.id(&key));
    let planned = at(season_first.unwrap_or(first), 9, 32).min(moment(PLANNED).unwrap_or_else(now));
    let title = teller.say(row[1], row[2]).to_owned();
    let by = leader(&key);
    let add = act::Op::Add { id, season: season_id, title, goal: String::new(), first: Some(first), last: Some(last) };
    teller.tell(planned, by, Op::Act(add));
    let to = Target { party, season: Some(season_id), act: Some(id) };
    let future = first > now().day_in(&super::zone());
    let filled = if future { moment(PLANNED).unwrap_or_else(now) } else { at(first, 9, 35) };
    let mut planned_tasks = vec![];
    for line in table.iter().filter(|line| line[1] == row[0] && original(line, table).is_none()) {
        let new = new_task(teller, line, table);
        // What has an urgent priority came after the act had started.
        match (line[6], line[7].parse::<Day>()) {
            ("P0", Ok(came)) => {
                teller.tell(at(came, 9, 40), by, Op::Task(task::Op::Add { to, tasks: vec![new] }));
            }
            _ => planned_tasks.push(new),
        }
    }
    if !planned_tasks.is_empty() {
        teller.tell(filled, by, Op::Task(task::Op::Add { to, tasks: planned_tasks }));
    }
    if !future {
        // Leading passes on at the start of the third act; the first leader starts it.
        teller.tell(at(first, 9, 45), by, Op::Act(act::Op::Start { act: id }));
    }
}

/// The row that a carried row goes on from: the one before it with the same title.
fn original<'t>(line: &[&str], table: &'t [Vec<&'t str>]) -> Option<&'t Vec<&'t str>> {
    let number: usize = line[0].trim_start_matches(char::is_alphabetic).parse().ok()?;
    if !line[3].ends_with("(carried)") {
        return None;
    }
    let party = line[0].trim_end_matches(|c: char| c.is_ascii_digit());
    let mut before = table.iter().filter(|other| other[9] == "1" && other[0].starts_with(party));
    before.rfind(|other| other[0].trim_start_matches(char::is_alphabetic).parse::<usize>().is_ok_and(|n| n < number))
}

/// The row whose task a row is told of: itself, or the one it was carried from.
fn root<'t>(name: &str, table: &'t [Vec<&'t str>]) -> String {
    let line = table.iter().find(|line| line[0] == name);
    line.and_then(|line| original(line, table)).map_or_else(|| name.to_owned(), |before| before[0].to_owned())
}

fn estimate(line: &[&str]) -> Option<Minutes> {
    line[5].parse::<i64>().ok().map(|days| Minutes(days * Minutes::DAY))
}

fn new_task(teller: &mut Teller<'_>, line: &[&str], table: &[Vec<&str>]) -> NewTask {
    let id = teller.id(line[0]);
    let title = teller.say(line[2], line[3]);
    let mut new = NewTask::titled(id, title);
    new.priority = line[6].parse::<Priority>().ok();
    new.estimate = estimate(line);
    new.owner = Some(teller.id(line[4]));
    new.due = due(line, table);
    if !line[10].is_empty() {
        let needs = root(line[10], table);
        new.needs = vec![teller.id(&needs)];
    }
    new
}

/// A task of the present or future is due when the file says it was finished; what is over needs no due day.
fn due(line: &[&str], table: &[Vec<&str>]) -> Option<Day> {
    let done = |line: &[&str]| line[8].parse::<Day>().ok();
    let carried = table.iter().find(|other| original(other, table).is_some_and(|before| before[0] == line[0]));
    let end = done(line).or_else(|| carried.and_then(|line| done(line)))?;
    (end >= now().day_in(&super::zone())).then_some(end)
}

/// What became of a task: started, finished, and estimated anew where it was carried.
fn work(teller: &mut Teller<'_>, line: &[&str], table: &[Vec<&str>]) {
    let name = root(line[0], table);
    let (id, today) = (teller.id(&name), now().day_in(&super::zone()));
    let owner = rows(PEOPLE, 4).iter().find(|row| row[0] == line[4]).map_or("bori", |row| row[1]);
    let status = |to| Op::Task(task::Op::Status { task: id, to, was: None, reason: String::new() });
    if let Ok(started) = line[7].parse::<Day>()
        && started <= today
    {
        if let (true, Some(first)) = (name != line[0], table.iter().find(|other| other[0] == name)) {
            let set = Patch::new().set("estimate", &estimate(first), &estimate(line));
            teller.tell(at(started, 9, 55), owner, Op::Task(task::Op::Edit { task: id, set }));
        } else {
            teller.tell(at(started, 10, 0), owner, status(TaskStatus::Doing));
        }
    }
    if let Ok(done) = line[8].parse::<Day>()
        && done < today
    {
        teller.tell(at(done, 17, 0), owner, status(TaskStatus::Done));
    }
}

/// Acts, seasons and parties that are over by now.
fn close(teller: &mut Teller<'_>, acts: &[Vec<&str>]) {
    let today = now().day_in(&super::zone());
    for row in acts {
        let Ok(last) = row[4].parse::<Day>() else { continue };
        if last >= today {
            continue;
        }
        let key = row[0].split('-').next().unwrap_or_default();
        let (id, reason) = (teller.id(row[0]), teller.say(row[5], row[6]).to_owned());
        let close = act::Op::Close { act: id, fate: Some(Fate::Next), reason, leftovers: vec![], insist: false };
        teller.tell(at(last, 17, 20), leader(key), Op::Act(close));
    }
    let (Some(over), Some(ended)) = (moment("2021-08-20 18:00"), moment("2021-09-03 10:00")) else { return };
    let (season, party) = (teller.id("ON-S1"), teller.id("ON"));
    teller.tell(over, "danpung", Op::Season(season::Op::Close { season, met: Some(GoalMet::Met) }));
    teller.tell(ended, "danpung", Op::Party(party::Op::Status { party, to: PartyStatus::Ended }));
}
