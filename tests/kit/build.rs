//! Builds a book from an outline, through the same door as everybody.
//!
//! ```text
//! @danpung 단풍 aka=dan,pung skills=k8s,airflow inactive admin
//! LOG active "soda log" leader=sol shadow=danpung members=saebyeol observers=haneul share=sol:50,danpung:30
//!   ◦ LOG-6 An idea for later                            (the party's backlog)
//!   S1 running 2026-11-16..2026-12-31 Kubernetes
//!     ✓ LOG-5 Ask infra @sol                             (the season's backlog)
//!     A1 running 2026-11-16..2026-11-27 Survey
//!       ▸ LOG-1 List every DAG @sol ~3d !p1 due 2026-11-20 #survey with danpung wish saebyeol
//!       ◦ LOG-2 Rollback plan @sol after LOG-1 blocked "firewall review"
//!       ◦ LOG-3 Ingestion delay +                        (unplanned: came after the start)
//! STR proposed interested=danpung
//! ```
//!
//! `◦` todo, `▸` doing, `✓` done, `✗` dropped. Numbers are given by the program: planned tasks count first, then
//! those with `+`; a key that turns out otherwise stops the test. Whoever is named is a member; the admin `boss` is
//! there always, and acts when the book is built. `//` starts a comment.

use partybook::base::id::Id;
use partybook::base::source::Ids;
use partybook::domain::act::Fate;
use partybook::domain::party::{Office, PartyStatus, Role};
use partybook::domain::task::TaskStatus;
use partybook::op::party::NewShare;
use partybook::op::{Op, act, member, party, season, task};

use super::Book;
use super::shell::words;

/// The admin of every outlined workspace.
pub const BOSS: &str = "boss";

/// A task's line, read.
struct Line {
    key: String,
    place: String,
    status: TaskStatus,
    unplanned: bool,
    new: task::NewTask,
    helpers: Vec<String>,
    wishes: Vec<String>,
    after: Vec<String>,
    blocked: Option<String>,
    owner: Option<String>,
}

/// What is to be done when every task is there.
#[derive(Default)]
struct Later {
    tasks: Vec<Line>,
    seasons: Vec<(String, String)>,
    acts: Vec<(String, String)>,
    parties: Vec<(String, String)>,
}

/// Builds what the outline says.
pub fn build(book: &mut Book, text: &str) {
    person(book, BOSS);
    book.me(BOSS);
    let (mut later, mut at) = (Later::default(), String::new());
    for line in text.lines().map(|line| line.split("//").next().unwrap_or_default().trim()) {
        match line.chars().next() {
            None => {}
            Some('@') => member_line(book, line),
            Some('◦' | '▸' | '✓' | '✗') => {
                let read = task_line(book, line, &at);
                later.tasks.push(read);
            }
            Some('S') if numbered(line, 'S') => season_line(book, line, &mut at, &mut later),
            Some('A') if numbered(line, 'A') => act_line(book, line, &mut at, &mut later),
            Some(_) => party_line(book, line, &mut at, &mut later),
        }
    }
    finish(book, later);
    book.me(BOSS);
}

fn numbered(line: &str, letter: char) -> bool {
    let word = line.split(' ').next().unwrap_or_default();
    word.strip_prefix(letter).is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// The member of that handle; a new one is added under the name of their handle.
fn person(book: &mut Book, handle: &str) -> Id {
    let sql = "SELECT id FROM member WHERE handle = $1";
    if let Some(id) = book.value(sql, vec![handle.into()]) {
        return Id(id.int().unwrap());
    }
    let id = book.ids.id();
    book.ok(&Op::Member(member::Op::Add { id, handle: handle.into(), name: handle.into(), aliases: vec![] }));
    if book.actor.is_none() {
        book.actor = Some(id);
    }
    id
}

fn listed(words: &[String], name: &str) -> Vec<String> {
    let prefix = format!("{name}=");
    let list = words.iter().find_map(|word| word.strip_prefix(&prefix)).unwrap_or_default();
    list.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn member_line(book: &mut Book, line: &str) {
    let words = words(line);
    let handle = words[0].trim_start_matches('@');
    let id = person(book, handle);
    let name = words.get(1).filter(|word| !word.contains('=') && *word != "admin" && *word != "inactive");
    for name in listed(&words, "aka") {
        book.ok(&Op::Member(member::Op::Alias { member: id, name }));
    }
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    let set = op_patch()
        .set("name", &handle.to_owned(), name.unwrap_or(&handle.to_owned()))
        .set("admin", &(handle == BOSS), &(has("admin") || handle == BOSS))
        .set("active", &true, &!has("inactive"))
        .set("skills", &vec![], &listed(&words, "skills"));
    book.ok(&Op::Member(member::Op::Edit { member: id, set }));
}

fn op_patch() -> partybook::op::patch::Patch {
    partybook::op::patch::Patch::new()
}

fn party_line(book: &mut Book, line: &str, at: &mut String, later: &mut Later) {
    let words = words(line);
    let (key, status) = (words[0].clone(), words.get(1).cloned().unwrap_or_else(|| "active".into()));
    let name = words.get(2).filter(|word| !word.contains('=')).unwrap_or(&key).clone();
    let leader = listed(&words, "leader").pop();
    let interested = listed(&words, "interested");
    let founder = leader.clone().or_else(|| interested.first().cloned()).unwrap_or_else(|| BOSS.to_owned());
    let id = book.ids.id();
    person(book, &founder);
    book.me(&founder);
    book.ok(&Op::Party(party::Op::Found { id, key: key.parse().unwrap(), name, theme: String::new() }));
    for handle in &interested {
        person(book.me(BOSS), handle);
        book.me(handle);
        book.ok(&Op::Party(party::Op::Join { party: id }));
    }
    book.me(BOSS);
    at.clone_from(&key);
    if status == "proposed" {
        return;
    }
    let leader = person(book, &founder);
    book.ok(&Op::Party(party::Op::Kickoff { party: id, leader, shadow: None, shares: vec![], charter: vec![] }));
    for (list, role) in [("members", Role::Member), ("observers", Role::Observer)] {
        for handle in listed(&words, list) {
            let member = person(book, &handle);
            book.ok(&Op::Party(party::Op::Role { party: id, member, role: Some(role) }));
        }
    }
    if let Some(handle) = listed(&words, "shadow").pop() {
        let member = Some(person(book, &handle));
        book.ok(&Op::Party(party::Op::HandOver { party: id, office: Office::Shadow, member }));
    }
    for share in listed(&words, "share") {
        let (handle, percent) = share.split_once(':').unwrap();
        let permille = percent.parse::<i64>().unwrap() * 10;
        let share = NewShare { member: person(book, handle), permille };
        book.ok(&Op::Party(party::Op::Share { party: id, share }));
    }
    later.parties.push((key, status));
}

/// Stage, days and title behind a season's or act's number.
fn stretch(line: &str) -> (String, Option<String>, Option<String>, String) {
    let mut words = line.split_whitespace().skip(1).peekable();
    let stage = words.next_if(|word| ["planned", "running", "closed"].contains(word)).unwrap_or("planned");
    let days = words.next_if(|word| word.contains("..")).and_then(|word| word.split_once(".."));
    let rest: Vec<&str> = words.take_while(|word| *word != "[start").collect();
    let number = line.split(' ').next().unwrap();
    let title = if rest.is_empty() { number.to_owned() } else { rest.join(" ") };
    let day = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (stage.to_owned(), days.and_then(|(first, _)| day(first)), days.and_then(|(_, last)| day(last)), title)
}

fn season_line(book: &mut Book, line: &str, at: &mut String, later: &mut Later) {
    let key = at.split('/').next().unwrap().to_owned();
    let (stage, first, last, title) = stretch(line);
    let (id, party) = (book.ids.id(), book.party(&key));
    let (first, last) = (first.map(|day| day.parse().unwrap()), last.map(|day| day.parse().unwrap()));
    book.ok(&Op::Season(season::Op::Add { id, party, title, goal: String::new(), first, last }));
    *at = format!("{key}/{}", line.split(' ').next().unwrap());
    assert_eq!(book.season(at), id, "seasons count from S1");
    later.seasons.push((at.clone(), stage));
}

fn act_line(book: &mut Book, line: &str, at: &mut String, later: &mut Later) {
    let place = at.split("/A").next().unwrap().to_owned();
    let (stage, first, last, title) = stretch(line);
    let (id, season) = (book.ids.id(), book.season(&place));
    let (first, last) = (first.map(|day| day.parse().unwrap()), last.map(|day| day.parse().unwrap()));
    book.ok(&Op::Act(act::Op::Add { id, season, title, goal: String::new(), first, last }));
    *at = format!("{place}/{}", line.split(' ').next().unwrap());
    assert_eq!(book.act(at), id, "acts count from A1");
    later.acts.push((at.clone(), stage));
}

fn task_line(book: &mut Book, line: &str, at: &str) -> Line {
    let words = words(line);
    let status = match words[0].as_str() {
        "◦" => TaskStatus::Todo,
        "▸" => TaskStatus::Doing,
        "✓" => TaskStatus::Done,
        _ => TaskStatus::Dropped,
    };
    let (mut title, mut new) = (vec![], task::NewTask::titled(book.ids.id(), ""));
    let (mut helpers, mut wishes, mut after) = (vec![], vec![], vec![]);
    let (mut blocked, mut owner, mut unplanned) = (None, None, false);
    let mut rest = words[2..].iter();
    while let Some(word) = rest.next() {
        let mut value = || rest.next().unwrap_or_else(|| panic!("{word} what? in {line}")).clone();
        match (word.as_str(), word.get(..1).unwrap_or_default()) {
            ("due", _) => new.due = Some(value().parse().unwrap()),
            ("after", _) => after.push(value()),
            ("with", _) => helpers.push(value()),
            ("wish", _) => wishes.push(value()),
            ("blocked", _) => blocked = Some(value()),
            ("+", _) => unplanned = true,
            (_, "@") => owner = Some(word[1..].to_owned()),
            (_, "~") => new.estimate = Some(word[1..].parse().unwrap()),
            (_, "!") => new.priority = Some(word[1..].to_uppercase().parse().unwrap()),
            (_, "#") => new.tags.push(word[1..].to_owned()),
            (_, "↻") => panic!("carries are made by carrying: {line}"),
            _ => title.push(word.clone()),
        }
    }
    new.title = title.join(" ");
    Line { key: words[1].clone(), place: at.into(), status, unplanned, new, helpers, wishes, after, blocked, owner }
}

fn add(book: &mut Book, line: &Line) {
    let mut new = line.new.clone();
    new.owner = line.owner.as_ref().map(|handle| person(book, handle));
    new.helpers = line.helpers.iter().map(|handle| person(book, handle)).collect();
    new.wishes = line.wishes.iter().map(|handle| person(book, handle)).collect();
    let to = book.target(&line.place);
    let id = new.id;
    book.ok(&Op::Task(task::Op::Add { to, tasks: vec![new] }));
    assert_eq!(book.task(&line.key), id, "{} is not the number the program gives here", line.key);
}

fn finish(book: &mut Book, mut later: Later) {
    let number = |line: &Line| {
        line.key.rsplit_once('-').map(|(party, number)| (party.to_owned(), number.len(), number.to_owned()))
    };
    later.tasks.sort_by_key(number);
    for line in later.tasks.iter().filter(|line| !line.unplanned) {
        add(book, line);
    }
    for (place, _) in later.seasons.iter().filter(|(_, stage)| stage != "planned") {
        let season = book.season(place);
        book.ok(&Op::Season(season::Op::Start { season }));
    }
    for (place, _) in later.acts.iter().filter(|(_, stage)| stage != "planned") {
        let act = book.act(place);
        book.ok(&Op::Act(act::Op::Start { act }));
    }
    for line in later.tasks.iter().filter(|line| line.unplanned) {
        add(book, line);
    }
    for line in &later.tasks {
        let task = line.new.id;
        if line.status != TaskStatus::Todo {
            let (was, reason) = (None, String::new());
            book.ok(&Op::Task(task::Op::Status { task, to: line.status, was, reason }));
        }
        if let Some(reason) = line.blocked.clone() {
            book.ok(&Op::Task(task::Op::Block { task, reason }));
        }
        for key in &line.after {
            let needs = book.task(key);
            book.ok(&Op::Task(task::Op::Depend { task, needs }));
        }
    }
    let closed = |list: Vec<(String, String)>| list.into_iter().filter(|(_, stage)| stage == "closed");
    for (place, _) in closed(later.acts) {
        book.close(&place, Fate::Drop, "outline").unwrap();
    }
    for (place, _) in closed(later.seasons) {
        let season = book.season(&place);
        book.ok(&Op::Season(season::Op::Close { season, met: None }));
    }
    for (key, status) in later.parties.into_iter().filter(|(_, status)| status != "active") {
        let (party, to) = (book.party(&key), status.parse::<PartyStatus>().unwrap());
        book.ok(&Op::Party(party::Op::Status { party, to }));
    }
}
