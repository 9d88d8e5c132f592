//! Retrospectives, actions and facts; and what is found from anywhere.

use partybook::base::day::Day;
use partybook::base::id::Id;
use partybook::base::minutes::Minutes;
use partybook::domain::act::Fate;
use partybook::domain::note::NoteKind;
use partybook::domain::retro::RetroPhase;
use partybook::op::{self, Op, retro};
use partybook::query::note::{NoteFilter, note, notes};
use partybook::query::{QueryError, Thing, action, find, retro as page};

use super::kit::{Book, keys};

const BOOK: &str = r#"
    @sol 솔
    @danpung 단풍
    LOG active "soda log" leader=sol members=danpung,saebyeol
      S1 running 2026-11-16..2026-12-31 Kubernetes
        A1 running 2026-11-16..2026-11-27 Survey
          ◦ LOG-1 List every DAG @sol ~3d
          ◦ LOG-2 Rights @danpung ~1d
          ◦ LOG-4 Urgent @danpung ~1d +
        A2 planned 2026-11-30..2026-12-18 Migration
          ◦ LOG-3 Wave one
"#;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The book with a retro over its first act: a card of each of two, and an action of Sol.
fn looked_back() -> Book {
    let mut book = Book::outline(BOOK);
    book.day("2026-11-17").me("sol").status("LOG-1", "doing".parse().unwrap()).unwrap();
    let task = book.task("LOG-2");
    book.ok(&Op::Task(op::task::Op::Block { task, reason: "firewall review".into() }));
    book.day("2026-11-18").finish("LOG-4").unwrap();
    book.day("2026-11-20").finish("LOG-1").unwrap();
    book.day("2026-11-27").close("LOG/S1/A1", Fate::Next, "infra was late").unwrap();
    let (id, act) = (book.id(), book.act("LOG/S1/A1"));
    let columns =
        vec![("keep".into(), "Keep".into(), "좋았던 것".into()), ("try".into(), "Try".into(), "해볼 것".into())];
    book.ok(&Op::Retro(retro::Op::Open { id, act, format: "kt".into(), columns }));
    card(&mut book, id, "sol", "keep", "Rollback first");
    card(&mut book, id, "danpung", "try", "Ask infra on day one");
    book.me("sol");
    let mut task = book.titled("Tag an owner");
    (task.owner, task.due) = (Some(book.member("sol")), Some(day("2026-12-04")));
    let action = book.id();
    let seen = "no DAG without owner".to_owned();
    book.ok(&Op::Retro(retro::Op::Action { id: action, retro: id, task: Box::new(task), seen }));
    book
}

fn card(book: &mut Book, retro: Id, who: &str, lane: &str, body: &str) {
    let id = book.me(who).id();
    book.ok(&Op::Retro(retro::Op::Card { id, retro, lane: lane.into(), body: body.into() }));
}

fn read(book: &mut Book, place: &str) -> Result<page::RetroPage, QueryError> {
    let (ctx, act) = (book.ctx(), book.act(place));
    page::retro(book.engine.as_mut(), &ctx, act)
}

#[test]
fn the_facts_of_a_closed_act_stay_as_they_were_at_its_closing() {
    let mut book = looked_back();
    let before = read(&mut book, "LOG/S1/A1").unwrap().facts;
    // The leftover goes on in the next act, and a finished task is opened again.
    let task = book.task("LOG-2");
    book.me("sol").ok(&Op::Task(op::task::Op::Unblock { task }));
    book.day("2026-12-01").finish("LOG-2").unwrap();
    book.edit("LOG-2", "estimate", |task| task.estimate, &Some(Minutes(9 * 480))).unwrap();
    book.status("LOG-1", "todo".parse().unwrap()).unwrap();
    let after = read(&mut book, "LOG/S1/A1").unwrap().facts;
    assert_eq!(after, before);
}

#[test]
fn while_collecting_everybody_sees_their_own_cards() {
    let mut book = looked_back();
    let seen = read(&mut book, "LOG/S1/A1").unwrap();
    assert_eq!(seen.cards.iter().map(|card| card.text.as_str()).collect::<Vec<_>>(), ["Rollback first"]);
    assert_eq!((seen.hidden, seen.i_lead, seen.phase), (1, true, RetroPhase::Collecting));
    let wrote: Vec<_> = seen.writers.iter().map(|it| (it.handle.as_str(), it.cards)).collect();
    assert_eq!(wrote, [("danpung", 1), ("saebyeol", 0), ("sol", 1)]);
    book.ok(&Op::Retro(retro::Op::Phase { retro: seen.id, to: RetroPhase::Discussing }));
    let all = read(&mut book, "LOG/S1/A1").unwrap();
    assert_eq!((all.cards.len(), all.hidden), (2, 0));
    assert_eq!(all.cards[1].author_name.as_deref(), Some("단풍"));
}

#[test]
fn a_retro_shows_groups_actions_and_where_actions_go() {
    let mut book = looked_back();
    let seen = read(&mut book, "LOG/S1/A1").unwrap();
    let id = book.id();
    let cards = vec![seen.cards[0].id];
    book.ok(&Op::Retro(retro::Op::Group {
        id,
        retro: seen.id,
        title: "Rollback".into(),
        cards: cards.clone(),
        was: None,
    }));
    let seen = read(&mut book, "LOG/S1/A1").unwrap();
    assert_eq!((seen.groups[0].title.as_str(), &seen.groups[0].cards), ("Rollback", &cards));
    assert_eq!(seen.cards[0].group, Some(id));
    let action = &seen.actions[0];
    assert_eq!((action.key.as_str(), action.seen.as_str(), action.survived), ("LOG-5", "no DAG without owner", 0));
    assert_eq!((action.from.as_str(), action.due, action.waiting), ("LOG/S1/A1 retro", Some(day("2026-12-04")), true));
    assert_eq!(seen.next.map(|act| act.place).as_deref(), Some("LOG/S1/A2"));
    assert_eq!(seen.columns[0].ko, "좋았던 것");
    assert!(matches!(read(&mut book, "LOG/S1/A2"), Err(QueryError::Missing { what: Thing::Retro, .. })));
}

#[test]
fn facts_come_from_the_journal() {
    let mut book = looked_back();
    let facts = read(&mut book, "LOG/S1/A1").unwrap().facts;
    assert_eq!((facts.ledger.start, facts.ledger.added, facts.ledger.done, facts.ledger.carried), (2, 1, 2, 1));
    assert_eq!((facts.planned.tasks, facts.planned.estimate_minutes), (2, 4 * 480));
    assert_eq!((facts.unplanned.tasks, facts.unplanned_tasks[0].key.as_str()), (1, "LOG-4"));
    // Three days estimated took Tuesday to Friday; one day took one.
    assert_eq!((facts.against.tasks, facts.against.estimate_minutes, facts.against.actual_days), (2, 4 * 480, 5));
    assert_eq!(facts.done_tasks.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(), ["LOG-4", "LOG-1"]);
    let block = &facts.blocks[0];
    assert_eq!((block.key.as_str(), block.reason.as_str(), block.days), ("LOG-2", "firewall review", 11));
    assert_eq!((block.until, facts.blocked_days, facts.workdays), (day("2026-11-27"), 11, 10));
    assert_eq!(facts.settled[0].reason, "infra was late");
}

#[test]
fn a_block_that_was_taken_back_never_was() {
    let mut book = Book::outline(BOOK);
    let task = book.task("LOG-2");
    book.me("sol").ok(&Op::Task(op::task::Op::Block { task, reason: "mistake".into() }));
    book.undo().unwrap();
    book.close("LOG/S1/A1", Fate::Backlog, "enough").unwrap();
    let (id, act) = (book.id(), book.act("LOG/S1/A1"));
    let columns = vec![("keep".into(), "Keep".into(), "좋았던 것".into())];
    book.ok(&Op::Retro(retro::Op::Open { id, act, format: "k".into(), columns }));
    assert_eq!(read(&mut book, "LOG/S1/A1").unwrap().facts.blocks, []);
}

#[test]
fn the_next_retro_begins_with_what_the_last_one_promised() {
    let mut book = looked_back();
    let (log, first) = (book.party("LOG"), read(&mut book, "LOG/S1/A1").unwrap());
    book.ok(&Op::Retro(retro::Op::Close { retro: first.id, summary: "Ask earlier".into() }));
    let act = book.act("LOG/S1/A2");
    book.day("2026-11-30").ok(&Op::Act(op::act::Op::Start { act }));
    book.day("2026-12-18").close("LOG/S1/A2", Fate::Backlog, "enough").unwrap();
    let ledger = action::actions(book.engine.as_mut(), Some(log)).unwrap();
    assert_eq!((ledger.open[0].title.as_str(), ledger.open[0].survived), ("Tag an owner", 1));
    let listed = page::retros(book.engine.as_mut(), Some(log)).unwrap();
    assert_eq!((listed.retros[0].act.as_str(), listed.retros[0].open_actions), ("LOG/S1/A1", 1));
    assert_eq!(listed.without[0].act, "LOG/S1/A2");
    book.finish("LOG-5").unwrap();
    let id = book.id();
    let columns = vec![("keep".into(), "Keep".into(), "좋았던 것".into())];
    book.ok(&Op::Retro(retro::Op::Open { id, act, format: "k".into(), columns }));
    let second = read(&mut book, "LOG/S1/A2").unwrap();
    assert_eq!((second.last_actions[0].key.as_str(), second.last_actions[0].status.as_str()), ("LOG-5", "done"));
    assert_eq!(action::actions(book.engine.as_mut(), Some(log)).unwrap().ended.len(), 1);
}

fn trouble(book: &mut Book) {
    let (id, task) = (book.id(), Some(book.task("LOG-2")));
    book.ok(&Op::Note(op::note::Op::Add {
        id,
        kind: NoteKind::Trouble,
        party: None,
        task,
        title: "Airflow 웹 UI가 계속 재시작".into(),
        body: "started before DB init".into(),
        fix: "split init, add health check".into(),
        tags: vec!["airflow".into()],
    }));
}

#[test]
fn a_trouble_is_found_by_any_word_even_half_typed() {
    let mut book = Book::outline(BOOK);
    trouble(book.me("danpung"));
    for text in ["재시작", "웹UI", "ㅈㅅㅈ", "재시ㅈ", "health", "AIRFLOW", "init split"] {
        let found = notes(book.engine.as_mut(), &NoteFilter { text: Some(text.into()), ..NoteFilter::default() });
        assert_eq!(found.unwrap().len(), 1, "{text}");
    }
    let filter = NoteFilter { tag: Some("#airflow".into()), kind: Some(NoteKind::Note), ..NoteFilter::default() };
    assert_eq!(notes(book.engine.as_mut(), &filter), Ok(vec![]));
    let read = note(book.engine.as_mut(), "#1").unwrap();
    assert_eq!(
        (read.task.as_deref(), read.party.as_deref(), read.author_name.as_deref()),
        (Some("LOG-2"), Some("LOG"), Some("단풍"))
    );
    assert!(note(book.engine.as_mut(), "2").is_err());
}

#[test]
fn finding_looks_everywhere() {
    let mut book = Book::outline(BOOK);
    trouble(book.me("danpung"));
    let ctx = book.ctx();
    let mut found = |text: &str| find::find(book.engine.as_mut(), &ctx, text, 10).unwrap();
    assert_eq!(keys(&found("wave").tasks), "LOG-3");
    assert_eq!(keys(&found("log-2").tasks), "LOG-2");
    assert_eq!((found("soda").parties[0].key.as_str(), found("재시작").notes.len()), ("LOG", 1));
    assert_eq!(found(" ").tasks, []);
}

#[test]
fn the_palette_goes_to_everything_by_name() {
    let mut book = Book::outline(BOOK);
    trouble(book.me("danpung"));
    let ctx = book.ctx();
    let mut goes = |text: &str| {
        let all = find::palette(book.engine.as_mut(), &ctx, text, 10).unwrap();
        all.into_iter().map(|target| target.key).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(goes(""), "LOG LOG/S1/A1 LOG-2 LOG-4");
    assert_eq!(goes("migra"), "LOG/S1/A2");
    assert_eq!(goes("ㄷㅍ"), "danpung");
    assert_eq!(goes("LOG-3"), "LOG-3");
    assert_eq!(goes("airflow"), "#1");
}
