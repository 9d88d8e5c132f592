//! Rules at their edges: reopened tasks in closed places, acts without days, handles that only look new, offices that
//! cannot be put aside, texts no engine could keep, and undoing what something else stands on by now.

use partybook::domain::act::{Act, Carry, Fate};
use partybook::domain::member::Alias;
use partybook::domain::note::NoteKind;
use partybook::domain::party::Role;
use partybook::domain::refusal::{Deed, Refusal};
use partybook::domain::task::{Task, TaskStatus, Tie};
use partybook::op::patch::Patch;
use partybook::op::task::Op as TaskOp;
use partybook::op::{Op, act, member, note, party, retro, season};
use partybook::query::who;

use super::kit::deeds::seq;
use super::kit::rules::refusal as refused;
use super::kit::{Book, check, refuses};

const LOG: &str = "
    LOG active leader=sol shadow=haneul members=danpung
      S1 running 2026-11-16..2026-12-31
        ✓ LOG-1 In the backlog
        A1 running 2026-11-16..2026-11-27
          ◦ LOG-2 One @danpung
        A2 planned";

fn close_season(book: &mut Book, place: &str) {
    let season = book.season(place);
    book.ok(&Op::Season(season::Op::Close { season, met: None }));
}

#[test]
fn a_task_reopened_from_a_closed_season_goes_to_the_partys_backlog() {
    let mut book = Book::outline(LOG);
    book.finish("LOG-2").unwrap();
    book.shift("LOG-2", "LOG/S1/A2", None).unwrap();
    book.close("LOG/S1/A1", Fate::Backlog, "over").unwrap();
    close_season(&mut book, "LOG/S1");
    for key in ["LOG-1", "LOG-2"] {
        book.status(key, TaskStatus::Todo).unwrap();
        let id = book.task(key);
        let task: Task = book.one(id);
        assert_eq!((task.season, task.act), (None, None), "{key}");
    }
}

#[test]
fn work_goes_on_from_an_act_without_days_to_one_that_has_some() {
    let mut book = Book::outline(
        "LOG active leader=sol
           S1 running 2026-11-16..2026-12-31
             A1 running
               ◦ LOG-1 One
             A2 planned 2026-12-01..2026-12-11
             A3 planned",
    );
    let first = book.act("LOG/S1/A1");
    assert_eq!(book.one::<Act>(first).first, None);
    book.close("LOG/S1/A1", Fate::Next, "more").unwrap();
    let (task, second) = (book.task("LOG-1"), book.act("LOG/S1/A2"));
    assert_eq!(book.one::<Task>(task).act, Some(second));
}

#[test]
fn a_handle_typed_otherwise_is_the_same_handle() {
    let mut book = Book::outline("@danpung");
    let danpung = book.member("danpung");
    let set = Patch::new().set("handle", &"danpung".to_owned(), &"@DanPung".to_owned());
    let receipt = book.ok(&Op::Member(member::Op::Edit { member: danpung, set }));
    assert_eq!(receipt.seq, None);
    assert!(book.all::<Alias>("id IS NOT NULL", vec![]).is_empty());
}

#[test]
fn who_holds_an_office_stays_a_member_until_it_is_passed_on() {
    let role = |book: &mut Book, handle: &str, role| {
        let (party, member) = (book.party("LOG"), book.member(handle));
        book.run(&Op::Party(party::Op::Role { party, member, role: Some(role) }))
    };
    let refusal = refuses(LOG, |book| role(book, "sol", Role::Observer));
    let leads = Refusal::Unsettled { member: "sol".to_owned(), leads: vec!["LOG".to_owned()], tasks: vec![] };
    assert_eq!(refusal, leads);
    let mut book = Book::outline(LOG);
    role(&mut book, "haneul", Role::Observer).unwrap();
    assert!(!book.show().contains("shadow="), "an observer learns to lead no more");
}

#[test]
fn interest_in_a_party_that_works_already_is_no_work_in_it() {
    let mut book = Book::outline(&LOG.replace(" @danpung", ""));
    let (party, member) = (book.party("LOG"), book.member("danpung"));
    book.ok(&Op::Party(party::Op::Role { party, member, role: Some(Role::Interested) }));
    assert!(matches!(refused(book.me("danpung").add("LOG", "Mine")), Refusal::Role { deed: Deed::Work, .. }));
}

#[test]
fn only_another_estimate_or_a_true_split_lets_a_task_go_on_a_third_time() {
    let carried = |book: &mut Book| {
        for (from, to) in [("A1", "A2"), ("A2", "A3")] {
            book.close(&format!("LOG/S1/{from}"), Fate::Next, "late").unwrap();
            let act = book.act(&format!("LOG/S1/{to}"));
            book.ok(&Op::Act(act::Op::Start { act }));
        }
    };
    let outline = "
        LOG active leader=sol
          S1 running 2026-11-16..2026-12-31
            A1 running
              ◦ LOG-1 One ~3d
            A2 planned
            A3 planned
            A4 planned";
    let mut book = Book::outline(outline);
    carried(&mut book);
    book.edit("LOG-1", "estimate", |task| task.estimate, &None).unwrap();
    let third = refused(book.close("LOG/S1/A3", Fate::Next, "late"));
    assert_eq!(third, Refusal::ThirdCarry(vec!["LOG-1".to_owned()]));
    let task = book.task("LOG-1");
    let empty = TaskOp::Split { task, estimate: None, parts: vec![] };
    assert_eq!(book.refused(&Op::Task(empty)), Refusal::Empty("parts".to_owned()));
    let parts = vec![book.titled("The rest")];
    book.ok(&Op::Task(TaskOp::Split { task, estimate: None, parts }));
    assert_eq!(book.one::<Task>(task).carried, 2, "it remembers");
    book.close("LOG/S1/A3", Fate::Next, "late").unwrap();
    assert_eq!(book.one::<Task>(task).carried, 3);
}

#[test]
fn nothing_is_carried_out_of_an_act_that_has_not_begun() {
    let mut book = Book::outline(LOG);
    book.add("LOG/S1/A2", "Two").unwrap();
    book.shift("LOG-3", "LOG/S1/A1", Some("sooner")).unwrap();
    let task = book.task("LOG-3");
    assert_eq!(book.one::<Task>(task).carried, 0);
    assert!(book.all::<Carry>("id IS NOT NULL", vec![]).is_empty());
}

#[test]
fn a_season_that_was_to_end_before_it_began_begins_on_its_last_day() {
    check(
        "LOG active leader=sol\n  S1 planned ..2026-11-01",
        |book| {
            let season = book.season("LOG/S1");
            book.run(&Op::Season(season::Op::Start { season }))
        },
        "LOG active leader=sol\n  S1 running 2026-11-01..2026-11-01",
    );
}

#[test]
fn one_line_is_one_line() {
    let mut book = Book::outline("LOG active leader=sol");
    book.add("LOG", "Two\nlines\tand\u{2028}more ").unwrap();
    let task = book.task("LOG-1");
    assert_eq!(book.one::<Task>(task).title, "Two lines and more");
}

#[test]
fn a_text_that_no_other_engine_could_keep_is_refused() {
    let refusal = refuses("LOG active leader=sol\n  ◦ LOG-1 One", |book| {
        book.edit("LOG-1", "body", |task| task.body.clone(), &"a\0b".to_owned())
    });
    assert_eq!(refusal, Refusal::BadValue { field: "body".to_owned(), value: "U+0000".to_owned() });
}

#[test]
fn what_an_operation_names_must_be_there() {
    let mut book = Book::outline("LOG active leader=sol\n  ◦ LOG-1 One");
    let (nobody, id, task) = (book.id(), book.id(), book.task("LOG-1"));
    let wish = Op::Task(TaskOp::Tie { task, member: nobody, tie: Tie::Wish });
    assert_eq!(book.refused(&wish), Refusal::Gone(format!("member {nobody}")));
    let (title, body, fix) = ("Lost".to_owned(), String::new(), String::new());
    let party = Some(nobody);
    let add = note::Op::Add { id, kind: NoteKind::Note, party, task: None, title, body, fix, tags: vec![] };
    assert_eq!(book.refused(&Op::Note(add)), Refusal::Gone(format!("party {nobody}")));
}

#[test]
fn what_stood_on_something_that_is_gone_does_not_come_back() {
    let mut book = Book::outline(LOG);
    book.close("LOG/S1/A1", Fate::Backlog, "over").unwrap();
    let (id, act, card) = (book.id(), book.act("LOG/S1/A1"), book.id());
    let columns = vec![("keep".to_owned(), "Keep".to_owned(), "좋았던 점".to_owned())];
    let open = book.ok(&Op::Retro(retro::Op::Open { id, act, format: "kpt".to_owned(), columns }));
    let (lane, body) = ("keep".to_owned(), "Tea".to_owned());
    book.ok(&Op::Retro(retro::Op::Card { id: card, retro: id, lane, body }));
    let removal = book.ok(&Op::Retro(retro::Op::RemoveCard { card }));
    book.undo_entry(seq(&open)).unwrap();
    let refusal = refused(book.undo_entry(seq(&removal)));
    assert_eq!(refusal, Refusal::Gone(format!("retro {id}")));
}

#[test]
fn a_move_between_parties_is_taken_back_by_who_leads_both() {
    let outline = "
        LOG active leader=sol members=danpung
          ◦ LOG-1 One @danpung
        STR active leader=haneul members=danpung,sol";
    let mut book = Book::outline(outline);
    let moved = book.me("danpung").shift("LOG-1", "STR", None).unwrap();
    let refusal = refused(book.me("haneul").undo_entry(seq(&moved)));
    assert!(matches!(refusal, Refusal::Role { deed: Deed::UndoOthers, .. }), "{refusal:?}");
    book.me("boss").undo_entry(seq(&moved)).unwrap();
    let party = book.party("STR");
    let set = Patch::new().set("key", &"STR".to_owned(), &"STAR".to_owned());
    let renamed = book.ok(&Op::Party(party::Op::Edit { party, set }));
    book.me("haneul").undo_entry(seq(&renamed)).unwrap();
}

#[test]
fn every_key_a_task_was_ever_known_by_finds_it() {
    let mut book = Book::outline("LOG active leader=sol\n  ◦ LOG-1 One\n  ◦ LOG-2 Two\nSTR active leader=sol");
    let rename = |book: &mut Book, from: &str, to: &str| {
        let (party, set) = (book.party(from), Patch::new().set("key", &from.to_owned(), &to.to_owned()));
        book.ok(&Op::Party(party::Op::Edit { party, set }));
    };
    book.shift("LOG-1", "STR", None).unwrap();
    rename(&mut book, "LOG", "LOGS");
    book.shift("LOGS-2", "STR", None).unwrap();
    for (typed, key) in
        [("LOG-1", "STR-1"), ("LOGS-1", "STR-1"), ("LOG-2", "STR-2"), ("LOGS-2", "STR-2"), ("str-2", "STR-2")]
    {
        let found = who::task(book.engine.as_mut(), typed, None).unwrap_or_else(|error| panic!("{typed}: {error:?}"));
        assert_eq!(found.key(), key, "{typed}");
    }
}
