//! Rules of looking back: when a retro opens, who writes what, and what becomes of promises. And of notes.

use partybook::base::id::Id;
use partybook::domain::act::Fate;
use partybook::domain::note::{Note, NoteKind};
use partybook::domain::refusal::{Deed, Refusal};
use partybook::domain::retro::{Card, Heap, Retro, RetroPhase};
use partybook::domain::task::{Origin, Task, TaskStatus};
use partybook::op::note::Op as NoteOp;
use partybook::op::patch::Patch;
use partybook::op::retro::Op as RetroOp;
use partybook::op::task::Op as TaskOp;
use partybook::op::{Op, act};

use super::kit::rules::refusal;
use super::kit::{Book, Outcome, refuses};

const LOG: &str = "
    LOG active leader=sol members=danpung,saebyeol observers=haneul
      S1 running 2026-11-16..2026-12-31
        A1 closed 2026-11-16..2026-11-27
        A2 planned 2026-11-30..2026-12-18";

fn open(book: &mut Book, place: &str) -> Outcome {
    let (id, act) = (book.id(), book.act(place));
    let columns = ["keep", "problem", "try"].map(|lane| (lane.to_owned(), lane.to_uppercase(), lane.to_owned()));
    book.run(&Op::Retro(RetroOp::Open { id, act, format: "kpt".into(), columns: columns.into() }))
}

fn retro(book: &mut Book) -> Id {
    Id(book.number("SELECT MAX(id) FROM retro"))
}

fn opened() -> Book {
    let mut book = Book::outline(LOG);
    open(book.me("sol"), "LOG/S1/A1").unwrap();
    book
}

fn card(book: &mut Book, who: &str, lane: &str, body: &str) -> Result<Id, Refusal> {
    let (id, retro) = (book.me(who).id(), retro(book));
    let op = Op::Retro(RetroOp::Card { id, retro, lane: lane.into(), body: body.into() });
    book.run(&op).map(|_| id).map_err(|error| refusal(Err(error)))
}

fn action(book: &mut Book, title: &str, owner: Option<&str>, due: Option<&str>) -> Outcome {
    let (id, retro, mut task) = (book.id(), retro(book), book.titled(title));
    task.owner = owner.map(|handle| book.member(handle));
    task.due = due.map(|day| day.parse().unwrap());
    let task = Box::new(task);
    book.run(&Op::Retro(RetroOp::Action { id, retro, task, seen: "we see it".into() }))
}

fn close(book: &mut Book) -> Outcome {
    let retro = retro(book);
    book.run(&Op::Retro(RetroOp::Close { retro, summary: " It went well ".into() }))
}

#[test]
fn a_retro_opens_once_over_a_closed_act_by_its_leader() {
    let role = Refusal::Role { deed: Deed::Retro, holders: vec!["sol".into()] };
    assert_eq!(refuses(LOG, |book| open(book.me("danpung"), "LOG/S1/A1")), role);
    assert_eq!(refuses(LOG, |book| open(book, "LOG/S1/A2")), Refusal::NotClosed("LOG/S1/A2".into()));
    assert_eq!(refusal(open(&mut opened(), "LOG/S1/A1")), Refusal::HasRetro("LOG/S1/A1".into()));
}

#[test]
fn an_act_that_is_looked_back_on_stays_closed() {
    let mut book = Book::outline(&LOG.replace("A1 closed", "A1 running"));
    let closing = book.me("sol").close("LOG/S1/A1", Fate::Drop, "x").unwrap();
    open(&mut book, "LOG/S1/A1").unwrap();
    assert_eq!(refusal(book.undo_entry(closing.seq.unwrap())), Refusal::HasRetro("LOG/S1/A1".into()));
    book.undo().unwrap();
    book.undo().unwrap();
    book.shows(&LOG.replace("A1 closed", "A1 running"));
}

#[test]
fn cards_go_into_the_formats_columns_by_who_works_in_the_party() {
    let mut book = opened();
    card(&mut book, "danpung", "keep", " Rollback first ").unwrap();
    let cards: Vec<Card> = book.all("id > 0", vec![]);
    assert_eq!((cards[0].body.as_str(), cards[0].author), ("Rollback first", Some(book.member("danpung"))));
    let columns = ["keep", "problem", "try"].map(String::from).into();
    assert_eq!(card(&mut book, "danpung", "kept", "x"), Err(Refusal::NoColumn("kept".into(), columns)));
    assert_eq!(card(&mut book, "danpung", "keep", " "), Err(Refusal::Empty("card".into())));
    assert!(matches!(card(&mut book, "haneul", "keep", "x"), Err(Refusal::Role { deed: Deed::Work, .. })));
}

#[test]
fn a_card_is_its_writers_and_the_leaders() {
    let mut book = opened();
    let card = card(&mut book, "danpung", "keep", "One").unwrap();
    let edit = |to: &str| {
        let set = Patch::new().set("body", &"One".to_owned(), &to.to_owned());
        Op::Retro(RetroOp::EditCard { card, set })
    };
    book.me("saebyeol");
    assert!(matches!(book.refused(&edit("Two")), Refusal::Role { deed: Deed::Others, .. }));
    assert!(matches!(book.refused(&Op::Retro(RetroOp::RemoveCard { card })), Refusal::Role { .. }));
    book.me("danpung").ok(&edit("Two"));
    book.me("sol").ok(&Op::Retro(RetroOp::RemoveCard { card }));
    assert_eq!(book.number("SELECT COUNT(*) FROM card"), 0);
}

#[test]
fn groups_hold_cards_and_go_when_empty() {
    let mut book = opened();
    let cards = ["One", "Two"].map(|body| card(&mut book, "danpung", "keep", body).unwrap());
    let (id, other, retro) = (book.id(), book.id(), retro(&mut book));
    let group = |id, title: &str, cards: &[Id]| {
        Op::Retro(RetroOp::Group { id, retro, title: title.into(), cards: cards.to_vec(), was: None })
    };
    book.ok(&group(id, "Both", &cards));
    assert_eq!(book.refused(&group(other, " ", &cards)), Refusal::Empty("title".into()));
    book.ok(&group(other, "Second", &cards[1..]));
    book.ok(&Op::Retro(RetroOp::Ungroup { card: cards[1] }));
    let heaps: Vec<String> = book.all::<Heap>("id > 0", vec![]).into_iter().map(|heap| heap.title).collect();
    assert_eq!(heaps, ["Both"]);
    let rename = |was: &str, title: &str| {
        let (was, title) = (Some(was.to_owned()), title.to_owned());
        Op::Retro(RetroOp::Group { id, retro, title, cards: vec![], was })
    };
    book.ok(&rename("Both", "One"));
    assert!(matches!(book.refused(&rename("Both", "Two")), Refusal::Conflict(_)), "it has another title since");
    book.undo().unwrap();
    book.ok(&Op::Retro(RetroOp::RemoveCard { card: cards[0] }));
    assert_eq!(book.number("SELECT COUNT(*) FROM heap"), 0);
    book.undo().unwrap();
    assert_eq!(book.number("SELECT COUNT(*) FROM heap"), 1);
}

#[test]
fn phases_go_to_and_fro_until_it_is_closed() {
    let mut book = opened();
    let retro = retro(&mut book);
    let to = |to| Op::Retro(RetroOp::Phase { retro, to });
    book.ok(&to(RetroPhase::Discussing));
    book.ok(&to(RetroPhase::Collecting));
    let wrong = Refusal::Phase { act: "LOG/S1/A1".into(), phase: RetroPhase::Collecting };
    assert_eq!(book.refused(&to(RetroPhase::Closed)), wrong);
    book.me("danpung");
    assert!(matches!(book.refused(&to(RetroPhase::Discussing)), Refusal::Role { deed: Deed::Retro, .. }));
    close(book.me("sol")).unwrap();
    assert_eq!(book.one::<Retro>(retro).summary, "It went well");
    let over = Refusal::Phase { act: "LOG/S1/A1".into(), phase: RetroPhase::Closed };
    assert_eq!(refusal(close(&mut book)), over);
    assert_eq!(card(&mut book, "sol", "keep", "x"), Err(over));
}

#[test]
fn an_action_is_a_task_of_the_next_act_with_owner_and_day() {
    let mut book = opened();
    assert_eq!(refusal(action(&mut book, "Tag", None, Some("2026-12-04"))), Refusal::Empty("owner".into()));
    assert_eq!(refusal(action(&mut book, "Tag", Some("sol"), None)), Refusal::Empty("due".into()));
    action(&mut book, "Tag an owner", Some("danpung"), Some("2026-12-04")).unwrap();
    book.shows(&format!("{LOG}\n ◦ LOG-1 Tag an owner @danpung due 2026-12-04").replace(
        "A1 closed 2026-11-16..2026-11-27",
        "A1 closed 2026-11-16..2026-11-27 [start 0 added 0 removed 0 done 0 carried 0 dropped 0]",
    ));
    let id = book.task("LOG-1");
    assert_eq!(book.one::<Task>(id).origin, Origin::Retro);
    book.me("danpung");
    assert!(matches!(refusal(action(&mut book, "x", Some("danpung"), Some("2026-12-04"))), Refusal::Role { .. }));
}

#[test]
fn without_a_next_act_an_action_goes_to_the_backlog() {
    let outline = LOG.split("        A2").next().unwrap().to_owned();
    let mut book = Book::outline(&outline);
    open(&mut book, "LOG/S1/A1").unwrap();
    action(&mut book, "Tag", Some("sol"), Some("2026-12-04")).unwrap();
    let id = book.task("LOG-1");
    let task = book.one::<Task>(id);
    assert_eq!((task.season, task.act), (Some(book.season("LOG/S1")), None));
}

/// A book whose first retro promised `LOG-1`, and whose second act is closed now.
fn promised(fate: Option<Fate>) -> Book {
    let mut book = opened();
    action(&mut book, "Tag an owner", Some("danpung"), Some("2026-12-04")).unwrap();
    close(&mut book).unwrap();
    let act = book.act("LOG/S1/A2");
    book.day("2026-11-30").ok(&Op::Act(act::Op::Start { act }));
    if let Some(fate) = fate {
        book.close("LOG/S1/A2", fate, "no time").unwrap();
    }
    book
}

#[test]
fn the_next_retro_waits_for_an_answer_to_each_promise() {
    let waiting = Refusal::Unanswered(vec!["LOG-1 Tag an owner".into()]);
    let mut book = promised(Some(Fate::Backlog));
    assert_eq!(refusal(open(&mut book, "LOG/S1/A2")), waiting, "going along as a leftover is no answer");
    book.finish("LOG-1").unwrap();
    open(&mut book, "LOG/S1/A2").unwrap();
    let mut book = promised(Some(Fate::Drop));
    open(&mut book, "LOG/S1/A2").unwrap();
    let mut book = promised(Some(Fate::Backlog));
    let action = Id(book.number("SELECT id FROM action"));
    let keep_to = |due: &str, was: Option<&str>, reason: &str| {
        let (due, was) = (due.parse().unwrap(), was.map(|day| day.parse().unwrap()));
        Op::Retro(RetroOp::Keep { action, due, reason: reason.into(), was })
    };
    let keep = |reason: &str| keep_to("2026-12-24", None, reason);
    assert_eq!(book.refused(&keep(" ")), Refusal::Empty("reason".into()));
    for due in ["2020-01-01", "2026-12-01", "2026-12-04"] {
        let after = "2026-12-04".parse().unwrap();
        let late = Refusal::NotLater { key: "LOG-1".into(), due: due.parse().unwrap(), after };
        assert_eq!(book.refused(&keep_to(due, None, "later")), late, "neither past nor the day it has");
    }
    let stale = keep_to("2026-12-24", Some("2026-12-02"), "later");
    assert!(matches!(book.refused(&stale), Refusal::Conflict(_)), "somebody moved it since");
    book.me("danpung").ok(&keep("holidays first"));
    assert_eq!(book.line("LOG-1"), "◦ LOG-1 Tag an owner @danpung due 2026-12-24");
    open(book.me("sol"), "LOG/S1/A2").unwrap();
    book.finish("LOG-1").unwrap();
    assert_eq!(book.refused(&keep("again")), Refusal::Status { key: "LOG-1".into(), status: TaskStatus::Done });
}

#[test]
fn a_promise_is_let_go_with_a_reason_only() {
    let mut book = promised(None);
    assert_eq!(refusal(book.status("LOG-1", TaskStatus::Dropped)), Refusal::NoReason("LOG-1".into()));
    let task = book.task("LOG-1");
    let reason = "the server is gone".to_owned();
    book.ok(&Op::Task(TaskOp::Status { task, to: TaskStatus::Dropped, was: None, reason }));
    book.close("LOG/S1/A2", Fate::Next, "x").unwrap();
    open(&mut book, "LOG/S1/A2").unwrap();
}

#[test]
fn notes_are_numbered_found_by_task_and_changed_by_their_writer() {
    let mut book = Book::outline(
        "LOG active leader=sol members=danpung,saebyeol\n ◦ LOG-1 One\n ◦ LOG-2 Two\nSTR active leader=boss members=sol\n ◦ STR-1 One",
    );
    let (id, task) = (book.id(), book.task("LOG-1"));
    let note = |id, task, title: &str| {
        let (body, fix) = ("cause\n\n".to_owned(), "fix".to_owned());
        let tags = vec!["K8s".into(), "k8s".into()];
        Op::Note(NoteOp::Add { id, kind: NoteKind::Trouble, party: None, task, title: title.into(), body, fix, tags })
    };
    book.me("danpung").ok(&note(id, Some(task), " Pods evicted "));
    let written = book.one::<Note>(id);
    assert_eq!((written.number, written.title.as_str(), written.tags.len()), (1, "Pods evicted", 1));
    assert_eq!(written.party, Some(book.party("LOG")));
    assert_eq!(book.refused(&note(Id(9), None, " ")), Refusal::Empty("title".into()));
    let title = |to: &str| {
        let set = Patch::new().set("title", &"Pods evicted".to_owned(), &to.to_owned());
        Op::Note(NoteOp::Edit { note: id, set })
    };
    book.me("saebyeol");
    assert_eq!(book.refused(&title("x")), Refusal::Role { deed: Deed::Others, holders: vec!["sol".into()] });
    book.me("sol").ok(&title("Pods gone"));
    let other = book.task("STR-1");
    let set = Patch::new().set("task", &Some(task), &Some(other));
    book.ok(&Op::Note(NoteOp::Edit { note: id, set }));
    assert_eq!(book.one::<Note>(id).party, Some(book.party("STR")), "a note is of its task's party");
    let nowhere = Patch::new().set("task", &Some(other), &Some(Id(9)));
    assert_eq!(
        book.me("danpung").refused(&Op::Note(NoteOp::Edit { note: id, set: nowhere })),
        Refusal::Gone("task 9".into())
    );
    book.me("danpung").ok(&Op::Note(NoteOp::Remove { note: id }));
    let next = book.id();
    book.ok(&note(next, None, "Another"));
    assert_eq!(book.one::<Note>(next).number, 2);
}

#[test]
fn notes_of_a_party_are_written_by_who_works_in_it_and_go_where_their_task_goes() {
    let mut book = Book::outline(
        "LOG active leader=sol members=danpung observers=haneul\n ◦ LOG-1 One @danpung\nSTR active leader=boss members=danpung",
    );
    let (id, party, task) = (book.id(), book.party("LOG"), book.task("LOG-1"));
    let note = |party, task| {
        let (title, body, fix) = ("Pods".to_owned(), String::new(), String::new());
        Op::Note(NoteOp::Add { id, kind: NoteKind::Trouble, party, task, title, body, fix, tags: vec![] })
    };
    book.me("haneul");
    for op in [note(Some(party), None), note(None, Some(task))] {
        assert!(matches!(book.refused(&op), Refusal::Role { deed: Deed::Work, .. }));
    }
    book.me("danpung").ok(&note(None, Some(task)));
    book.shift("LOG-1", "STR", None).unwrap();
    assert_eq!(book.one::<Note>(id).party, Some(book.party("STR")));
    book.undo().unwrap();
    assert_eq!(book.one::<Note>(id).party, Some(party));
}

#[test]
fn a_note_of_no_party_is_its_writers_and_the_admins() {
    let mut book = Book::outline("LOG active leader=sol members=danpung");
    let id = book.id();
    let (kind, title) = (NoteKind::Note, "Mine".to_owned());
    let (body, fix) = (String::new(), String::new());
    book.me("sol").ok(&Op::Note(NoteOp::Add { id, kind, party: None, task: None, title, body, fix, tags: vec![] }));
    let refusal = book.me("danpung").refused(&Op::Note(NoteOp::Remove { note: id }));
    assert_eq!(refusal, Refusal::Role { deed: Deed::Others, holders: vec!["sol".into()] });
    book.me("boss").ok(&Op::Note(NoteOp::Remove { note: id }));
}
