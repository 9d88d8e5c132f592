//! What a worker does for the terminal UI beyond pages: lists to pick from, names looked up, what was found. Needs a whole
//! session, for who acts and for fresh ids.

use std::collections::BTreeMap;

use crate::app::begin;
use crate::app::error::AppError;
use crate::app::session::Session;
use crate::app::story;
use crate::base::fold::fold;
use crate::base::id::Id;
use crate::domain::act::Act;
use crate::domain::party::Party;
use crate::domain::season::{Season, Stage};
use crate::domain::task::Task;
use crate::op::task::Target;
use crate::query::history::Window;
use crate::query::list::{self, TaskRow};
use crate::query::people::MemberRow;
use crate::query::place::Map;
use crate::query::{QueryError, Thing, find, get, hands, history, people, select};
use crate::text::when::say_day;
use crate::text::{Lang, w, word};
use crate::tui::ask::{Ask, Item, Pick, TaskAsk};
use crate::tui::face;
use crate::tui::keyhint::failure;
use crate::tui::pages;
use crate::tui::prepare::{Prepare, prepare};
use crate::tui::search::{Filter, Sort};
use crate::tui::wire::{Begin, Begun, Choices, Loaded, Query, Who};

/// How many tasks finding shows.
const MOST_FOUND: i64 = 60;
/// How many entries the history shows.
const MOST_ENTRIES: i64 = 200;

/// The answer to one query.
/// Errors: what is unknown, what the store could not do.
pub fn page(session: &mut Session, query: &Query) -> Result<Loaded, AppError> {
    if let Some(page) = session.page(|read, ctx| pages::page(read, ctx, query))? {
        return Ok(page);
    }
    Ok(match query {
        Query::Find(text) => Loaded::Found(text.clone(), find(session, text)?),
        Query::Log => Loaded::Log(log(session)?),
        Query::Choices { of, ask } => Loaded::Choices(ask.clone(), choices(session, *of, ask)?),
        Query::Prepare(wanted) => {
            let (op, said) = prepare(session, wanted)?;
            Loaded::Ready(Box::new(op), said)
        }
        Query::Body(row) => {
            let missing = || QueryError::missing(Thing::Task, row.key.clone());
            let task = session.page(|read, _| get::<Task>(read, row.id)?.ok_or_else(missing))?;
            Loaded::Body(row.clone(), task.body)
        }
        Query::Fresh(ask) => Loaded::Fresh(fresh(session, ask)?),
        Query::Begin(begin) => Loaded::Begun(begun(session, begin)?),
        // Everything else is a page.
        _ => Loaded::Who(Box::new(who_is_here(session))),
    })
}

/// What was asked about tasks, about those tasks as they are now.
fn fresh(session: &mut Session, ask: &TaskAsk) -> Result<TaskAsk, AppError> {
    let mut rows = |rows: &[TaskRow]| -> Result<Vec<TaskRow>, AppError> {
        let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
        session.page(|read, ctx| list::of_ids(read, ctx, &ids))
    };
    let mut one = |row: &TaskRow| -> Result<Box<TaskRow>, AppError> {
        let fresh = rows(std::slice::from_ref(row))?.pop();
        Ok(Box::new(fresh.unwrap_or_else(|| row.clone())))
    };
    Ok(match ask {
        TaskAsk::Add(_) | TaskAsk::Why => ask.clone(),
        TaskAsk::Edit(row) => TaskAsk::Edit(one(row)?),
        TaskAsk::Body(row, was) => {
            let row = one(row)?;
            let task = session.page(|read, _| get::<Task>(read, row.id))?;
            TaskAsk::Body(row, task.map_or_else(|| was.clone(), |task| task.body))
        }
        TaskAsk::Of(field, known) => TaskAsk::Of(*field, rows(known)?),
    })
}

/// Which of several lines cannot be prepared, and why.
pub fn unclear(session: &mut Session, wanted: &Prepare) -> BTreeMap<usize, String> {
    let Prepare::Add { home, lines } = wanted else { return BTreeMap::new() };
    if lines.len() < 2 {
        return BTreeMap::new();
    }
    let mut why = |line: &String| {
        let alone = Prepare::Add { home: home.clone(), lines: vec![line.clone()] };
        prepare(session, &alone).err().map(|error| failure(session.lang(), &error).said)
    };
    let all = lines.iter().enumerate();
    all.filter_map(|(place, line)| Some((place, why(line)?))).collect()
}

fn begun(session: &mut Session, begin: &Begin) -> Result<Begun, AppError> {
    Ok(match begin {
        Begin::Look(path) => Begun::Store(begin::look(session, path)?),
        Begin::Preview(path, me) => Begun::Preview(begin::preview(session, path, me)?, me.clone()),
        Begin::BringIn(path, me) => match begin::bring_in(session, path, me)? {
            people if people.is_empty() => Begun::Work(me.handle.clone()),
            people => Begun::Copy(people),
        },
    })
}

fn who_is_here(session: &mut Session) -> Who {
    let monday = session.today().monday();
    Who {
        me: session.me().cloned(),
        zone: session.zone(),
        weekdays: std::array::from_fn(|at| session.works_on(monday.plus(at as i64))),
        read_only: session.engine().read_only(),
    }
}

/// Parties, people, tasks and notes that hold every word of the text; a whole key finds its task at once. With a trouble
/// stands its fix. The word for people finds everybody.
fn find(session: &mut Session, text: &str) -> Result<Vec<Item>, AppError> {
    let found = session.page(|read, ctx| find::find(read, ctx, text, MOST_FOUND))?;
    let mut items: Vec<Item> = found
        .parties
        .into_iter()
        .map(|party| item(Pick::Party(party.id), format!("{} {}", party.key, party.title), String::new()))
        .collect();
    let person = |id, name, handle| item(Pick::Person(id), name, handle);
    if means_people(text) {
        let everybody = by_name(session.page(|read, _| people::people(read))?);
        items.extend(everybody.into_iter().map(|row| person(row.id, row.name, row.handle)));
    } else {
        items.extend(found.people.into_iter().map(|who| person(who.id, who.title, who.key)));
    }
    for row in found.tasks {
        items.push(item(Pick::Task(row.id), format!("{} {}", row.key, row.title), row.party_name));
    }
    for note in found.notes {
        let beside = if note.fix.is_empty() { &note.body } else { &note.fix };
        let beside = beside.lines().next().unwrap_or_default().to_owned();
        items.push(item(Pick::Note(note.number), format!("#{} {}", note.number, note.title), beside));
    }
    Ok(items)
}

/// Whether somebody looks for people as such, in any language.
fn means_people(text: &str) -> bool {
    let mut filter = Filter::default();
    for lang in Lang::ALL {
        filter.add(Sort::Verb, word(lang, w::FRAME_PEOPLE).split(' '));
    }
    text.chars().count() > 1 && !filter.rank(text).is_empty()
}

/// Those who are here, by the names that are shown.
fn by_name(mut people: Vec<MemberRow>) -> Vec<MemberRow> {
    people.retain(|row| row.active);
    people.sort_by_key(|row| fold(&row.name));
    people
}

/// What was changed lately, the latest first, in sentences.
fn log(session: &mut Session) -> Result<Vec<String>, AppError> {
    let window = Window { limit: MOST_ENTRIES, ..Window::default() };
    let entries = session.page(|read, _| history::log(read, history::Scope::All, window))?;
    let (lang, zone) = (session.lang(), session.zone());
    let line = |entry: &history::LogEntry| {
        let day = say_day(lang, entry.at.day_in(&zone));
        format!("{:>5}  {day} {}  {}", entry.seq, entry.at.hour_minute(&zone), story::whole(lang, entry))
    };
    Ok(entries.iter().map(line).collect())
}

fn choices(session: &mut Session, of: Choices, ask: &Ask) -> Result<Vec<Item>, AppError> {
    match of {
        Choices::Owners => {
            let (people, assigned) = session.page(|read, _| Ok((people::people(read)?, hands::assigned(read)?)))?;
            let nobody = item(Pick::Nobody, word(session.lang(), w::DEED_NOBODY).to_owned(), String::new());
            let rows = if let Ask::Task(TaskAsk::Of(_, rows)) = ask { rows.as_slice() } else { &[] };
            let one = |row: MemberRow| {
                let before = assigned.iter().find(|(id, _)| *id == row.id).map_or(0, |(_, minutes)| *minutes);
                let detail = load_said(session.lang(), &row, before, rows);
                item(Pick::Id(row.id), row.name, detail)
            };
            let mut items: Vec<Item> = by_name(people).into_iter().map(one).collect();
            items.push(nobody);
            Ok(items)
        }
        Choices::Homes(party) => homes(session, party),
        Choices::Work(who) => {
            let filter = list::Filter { owner: Some(list::Owner::Member(who)), ..list::Filter::default() };
            let rows = session.page(|read, ctx| list::list(read, ctx, &filter))?;
            let one = |row: TaskRow| item(Pick::Task(row.id), format!("{} {}", row.key, row.title), row.party_name);
            Ok(rows.into_iter().map(one).collect())
        }
    }
}

/// The handle, and what somebody has before and after being given these: `danpung   5d ➜ 8d`.
fn load_said(lang: Lang, who: &MemberRow, before: i64, rows: &[TaskRow]) -> String {
    let theirs = |row: &&TaskRow| row.owner_id != Some(who.id) && row.status.is_open();
    let more: i64 = rows.iter().filter(theirs).filter_map(|row| row.estimate).map(|estimate| estimate.0).sum();
    let days = |minutes: i64| face::days(minutes, lang);
    if more == 0 {
        format!("{}  {:>6}", who.handle, days(before))
    } else {
        format!("{}  {:>6} ➜ {}", who.handle, days(before), days(before + more))
    }
}

fn homes(session: &mut Session, party: Id) -> Result<Vec<Item>, AppError> {
    let map = session.page(|read, _| Map::read(read, party))?;
    let parties = session.page(|read, _| select::<Party>(read, "status <> 'ended' ORDER BY key", vec![]))?;
    let key = parties.iter().find(|it| it.id == party).map(|it| it.key.clone()).unwrap_or_default();
    let backlog = word(session.lang(), w::DEED_BACKLOG);
    let mut items = vec![];
    for season in map.seasons.iter().filter(|season| season.stage != Stage::Closed) {
        for act in map.acts.iter().filter(|act| act.season == season.id && act.stage != Stage::Closed) {
            items.push(act_item(&key, season, act));
        }
        let to = Target { party, season: Some(season.id), act: None };
        let label = format!("{key}/S{} {backlog}", season.number);
        items.push(item(Pick::Target(to), label, season.title.clone()));
    }
    let own = Target { party, season: None, act: None };
    items.push(item(Pick::Target(own), format!("{key} {backlog}"), String::new()));
    for other in parties.iter().filter(|other| other.id != party) {
        let to = Target { party: other.id, season: None, act: None };
        items.push(item(Pick::Target(to), format!("{} {backlog}", other.key), other.name.clone()));
    }
    Ok(items)
}

fn act_item(key: &str, season: &Season, act: &Act) -> Item {
    let to = Target { party: act.party, season: Some(season.id), act: Some(act.id) };
    item(Pick::Target(to), format!("{key}/S{}/A{} {}", season.number, act.number, act.title), season.title.clone())
}

fn item(pick: Pick, label: String, detail: String) -> Item {
    Item { pick, sign: String::new(), label, detail }
}
