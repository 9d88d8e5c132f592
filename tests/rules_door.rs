//! Rules of the door itself: one intent is carried out once, two people on one thing merge or are told, a refusal leaves
//! no trace, and what was done can be taken back and brought back.

use partybook::base::id::{Id, OpId};
use partybook::base::source::Ids;
use partybook::domain::refusal::{Deed, Refusal};
use partybook::domain::task::{Priority, Task, TaskStatus};
use partybook::op::member::Op as MemberOp;
use partybook::op::party::Op as PartyOp;
use partybook::op::patch::Patch;
use partybook::op::task::Op as TaskOp;
use partybook::op::undo::Op as JournalOp;
use partybook::op::{Op, OpError};
use partybook::store::StoreError;

use super::kit::rules::refusal;
use super::kit::state::{snapshot, tables};
use super::kit::{Book, check, refuses};

const LOG: &str = "
    LOG active leader=sol members=danpung
      ◦ LOG-1 One @danpung
      ◦ LOG-2 Two";

fn block(book: &mut Book, key: &str, reason: &str) -> Op {
    Op::Task(TaskOp::Block { task: book.task(key), reason: reason.to_owned() })
}

#[test]
fn the_same_intent_sent_twice_is_carried_out_once() {
    let mut book = Book::outline(LOG);
    let (op, op_id) = (block(&mut book, "LOG-1", "review"), OpId(7));
    let meta = book.meta_of(op_id);
    let first = book.run_as(&meta, &op).unwrap();
    let state = snapshot(book.engine.as_mut());
    let later = book.meta_of(op_id);
    let second = book.run_as(&later, &op).unwrap();
    assert_eq!(state, snapshot(book.engine.as_mut()));
    assert_eq!((second.seq, second.touched, second.replayed), (first.seq, first.touched, true));
    let other = block(&mut book, "LOG-2", "review");
    assert_eq!(refusal(book.run_as(&later, &other)), Refusal::IdReused);
    assert!(Refusal::IdReused.is_conflict());
    assert_eq!(state, snapshot(book.engine.as_mut()));
}

#[test]
fn an_intent_that_was_refused_may_come_again_under_its_id() {
    let mut book = Book::outline(LOG);
    book.depend("LOG-1", "LOG-2").unwrap();
    let task = book.task("LOG-1");
    let op = Op::Task(TaskOp::Status { task, to: TaskStatus::Done, was: None, reason: String::new() });
    let meta = book.meta_of(OpId(7));
    assert!(matches!(refusal(book.run_as(&meta, &op)), Refusal::Waits { .. }));
    book.finish("LOG-2").unwrap();
    assert!(!book.run_as(&meta, &op).unwrap().replayed);
}

#[test]
fn two_people_on_one_task_merge_and_hear_of_what_did_not() {
    let mut book = Book::outline(LOG);
    let task = book.task("LOG-1");
    let seen: Task = book.one(task);
    book.me("danpung").edit("LOG-1", "title", |task| task.title.clone(), &"Uno".to_owned()).unwrap();
    let set = Patch::new()
        .set("title", &seen.title, &"Eins".to_owned())
        .set("priority", &seen.priority, &Priority::P0)
        .set("due", &seen.due, &"2026-12-24".parse().ok());
    let receipt = book.me("sol").patch(task, set).unwrap();
    assert_eq!(book.line("LOG-1"), "◦ LOG-1 Uno @danpung !p0 due 2026-12-24");
    let moved = &receipt.conflicts[0];
    let said = (moved.what.as_str(), moved.field.as_str(), moved.was.as_str(), moved.is.as_str(), moved.by.as_deref());
    assert_eq!(said, ("LOG-1", "title", "One", "Uno", Some("danpung")));
    assert!(moved.at.is_some() && receipt.conflicts.len() == 1);
}

#[test]
fn where_nothing_goes_through_it_is_a_conflict() {
    let mut book = Book::outline(LOG);
    let task = book.task("LOG-1");
    book.edit("LOG-1", "title", |task| task.title.clone(), &"Uno".to_owned()).unwrap();
    let state = snapshot(book.engine.as_mut());
    let set = Patch::new().set("title", &"One".to_owned(), &"Eins".to_owned());
    let Refusal::Conflict(moved) = refusal(book.patch(task, set)) else { panic!("no conflict") };
    assert_eq!(moved[0].is, "Uno");
    assert_eq!(state, snapshot(book.engine.as_mut()));
    let set = Patch::new().set("title", &"One".to_owned(), &"Uno".to_owned());
    assert_eq!(book.patch(task, set).unwrap().seq, None, "wanting what is so already is none");
    let status =
        Op::Task(TaskOp::Status { task, to: TaskStatus::Done, was: Some(TaskStatus::Doing), reason: String::new() });
    let Refusal::Conflict(moved) = book.refused(&status) else { panic!("no conflict") };
    assert_eq!((moved[0].was.as_str(), moved[0].is.as_str()), ("doing", "todo"));
}

#[test]
fn many_steps_are_one_entry_and_all_or_none() {
    let mut book = Book::outline(LOG);
    let steps = vec![block(&mut book, "LOG-1", "a"), block(&mut book, "LOG-2", "b")];
    let batch = Op::Batch { steps: steps.clone() };
    let receipt = book.ok(&batch);
    assert_eq!((receipt.kind.as_str(), receipt.touched.len()), ("batch", 2));
    book.undo().unwrap();
    book.shows(LOG);
    let refusal = refuses(LOG, |book| {
        let steps = vec![block(book, "LOG-1", "a"), block(book, "LOG-2", "")];
        book.run(&Op::Batch { steps })
    });
    assert_eq!(refusal, Refusal::Empty("reason".into()));
    let nested = Op::Batch { steps: vec![Op::Journal(JournalOp::Undo { seq: None })] };
    let wrong = Refusal::BadValue { field: "steps".into(), value: "journal.undo".into() };
    assert_eq!(refuses(LOG, |book| book.run(&nested)), wrong);
}

#[test]
fn a_refused_task_takes_no_number_and_one_taken_back_keeps_its_own() {
    let mut book = Book::outline(LOG);
    assert_eq!(refusal(book.add("LOG", "")), Refusal::Empty("title".into()));
    book.add("LOG", "Three").unwrap();
    assert_eq!(book.line("LOG-3"), "◦ LOG-3 Three");
    book.undo().unwrap();
    book.add("LOG", "Four").unwrap();
    assert_eq!(book.line("LOG-4"), "◦ LOG-4 Four");
}

#[test]
fn undo_goes_back_step_by_step_and_redo_forth() {
    let mut book = Book::outline(LOG);
    book.me("sol");
    let mut states = vec![tables(book.engine.as_mut())];
    for key in ["LOG-1", "LOG-2"] {
        book.finish(key).unwrap();
        states.push(tables(book.engine.as_mut()));
    }
    for state in states[..2].iter().rev() {
        book.undo().unwrap();
        assert!(*state == tables(book.engine.as_mut()));
    }
    assert_eq!(refusal(book.undo()), refusal(book.undo()));
    for state in &states[1..] {
        book.redo().unwrap();
        assert!(*state == tables(book.engine.as_mut()));
    }
    assert_eq!(refusal(book.redo()), Refusal::NothingToRedo);
    book.undo().unwrap();
    assert!(states[1] == tables(book.engine.as_mut()));
    book.add("LOG", "New").unwrap();
    assert_eq!(refusal(book.redo()), Refusal::NothingToRedo, "a new entry ends it");
}

#[test]
fn everybody_takes_back_their_own() {
    let mut book = Book::outline(LOG);
    let sols = book.me("sol").finish("LOG-2").unwrap();
    book.me("danpung").finish("LOG-1").unwrap();
    let undone = book.me("sol").undo().unwrap();
    assert_eq!(undone.undoes, sols.seq);
    book.shows(&LOG.replace("◦ LOG-1", "✓ LOG-1"));
    assert_eq!(refusal(book.me("danpung").redo()), Refusal::NothingToRedo);
}

#[test]
fn taking_back_others_steps_is_for_leaders() {
    let mut book = Book::outline(LOG);
    let seq = book.me("sol").finish("LOG-2").unwrap().seq.unwrap();
    let role = Refusal::Role { deed: Deed::UndoOthers, holders: vec!["sol".into()] };
    assert_eq!(refusal(book.me("danpung").undo_entry(seq)), role);
    let seq = book.me("danpung").finish("LOG-1").unwrap().seq.unwrap();
    book.me("sol").undo_entry(seq).unwrap();
    assert_eq!(refusal(book.undo_entry(seq)), Refusal::NoSuchEntry(seq), "once");
    assert_eq!(refusal(book.undo_entry(9999)), Refusal::NoSuchEntry(9999));
    let members = book.number("SELECT seq FROM entry WHERE kind = 'member.add' AND seq > 1 LIMIT 1");
    assert!(matches!(refusal(book.undo_entry(members)), Refusal::Role { deed: Deed::Workspace, .. }));
}

#[test]
fn a_field_that_has_moved_on_keeps_an_undo_out_and_names_who_moved_it() {
    let mut book = Book::outline(LOG);
    let title = |task: &Task| task.title.clone();
    let seq = book.me("sol").edit("LOG-2", "title", title, &"Zwei".to_owned()).unwrap().seq.unwrap();
    book.me("danpung").edit("LOG-2", "title", title, &"Deux".to_owned()).unwrap();
    let Refusal::Conflict(moved) = refusal(book.me("sol").undo()) else { panic!("no conflict") };
    let said = (moved[0].what.as_str(), moved[0].field.as_str(), moved[0].is.as_str(), moved[0].by.as_deref());
    assert_eq!(said, ("LOG-2", "title", "Deux", Some("danpung")));
    book.me("danpung").undo().unwrap();
    book.me("sol").undo_entry(seq).unwrap();
    book.shows(LOG);
}

#[test]
fn other_fields_of_the_same_thing_do_not_keep_an_undo_out() {
    let mut book = Book::outline(LOG);
    book.me("sol").edit("LOG-2", "title", |task| task.title.clone(), &"Zwei".to_owned()).unwrap();
    book.me("danpung").edit("LOG-2", "priority", |task| task.priority, &Priority::P0).unwrap();
    book.me("sol").undo().unwrap();
    assert_eq!(book.line("LOG-2"), "◦ LOG-2 Two !p0");
}

#[test]
fn what_is_used_by_something_later_is_not_taken_away() {
    let mut book = Book::outline(LOG);
    let born = book.me("sol").add("LOG", "Three").unwrap();
    book.me("danpung").depend("LOG-1", "LOG-3").unwrap();
    let used = Refusal::InUse { what: "LOG-3".into(), by: Some("danpung".into()) };
    assert_eq!(refusal(book.me("sol").undo()), used);
    book.me("danpung").undo().unwrap();
    book.me("sol").undo_entry(born.seq.unwrap()).unwrap();
    book.shows(LOG);
}

#[test]
fn nothing_done_is_nothing_to_take_back() {
    let outline = format!("@haneul 하늘\n{LOG}");
    assert_eq!(refuses(&outline, |book| book.me("haneul").undo()), Refusal::NothingToUndo);
    assert_eq!(refuses(&outline, |book| book.me("haneul").redo()), Refusal::NothingToRedo);
}

#[test]
fn an_undo_that_would_open_a_closed_act_is_refused() {
    let outline = "LOG active leader=sol members=danpung\n S1 running 2026-11-16..\n A1 running\n ◦ LOG-1 One\n A2 running\n ◦ LOG-2 Two";
    let mut book = Book::outline(outline);
    book.me("danpung").finish("LOG-1").unwrap();
    book.me("sol").close("LOG/S1/A1", partybook::domain::act::Fate::Drop, "x").unwrap();
    assert!(matches!(refusal(book.me("danpung").undo()), Refusal::Stage { .. }));
    let mut book = Book::outline(outline);
    book.me("danpung").shift("LOG-1", "LOG/S1/A2", Some("late")).unwrap();
    book.me("sol").close("LOG/S1/A1", partybook::domain::act::Fate::Drop, "x").unwrap();
    assert!(matches!(refusal(book.me("danpung").undo()), Refusal::Stage { .. }));
    book.me("sol").undo().unwrap();
    book.me("danpung").undo().unwrap();
    book.shows(outline);
}

#[test]
fn an_undo_that_would_block_what_is_finished_is_refused() {
    let mut book = Book::outline(&LOG.replace("@danpung", "@danpung blocked review"));
    let task = book.task("LOG-1");
    book.me("danpung").ok(&Op::Task(TaskOp::Unblock { task }));
    book.me("sol").finish("LOG-1").unwrap();
    let finished = Refusal::Status { key: "LOG-1".into(), status: TaskStatus::Done };
    assert_eq!(refusal(book.me("danpung").undo()), finished);
}

#[test]
fn a_start_taken_back_after_work_came_is_refused() {
    let mut book =
        Book::outline("LOG active leader=sol members=danpung\n S1 running 2026-11-16..\n A1 planned\n ◦ LOG-1 One");
    let act = book.act("LOG/S1/A1");
    book.me("sol").ok(&Op::Act(partybook::op::act::Op::Start { act }));
    book.me("danpung").add("LOG/S1/A1", "Two").unwrap();
    assert_eq!(refusal(book.me("sol").undo()), Refusal::InUse { what: "LOG/S1/A1".into(), by: None });
    book.me("danpung").undo().unwrap();
    book.me("sol").undo().unwrap();
    book.me("danpung").add("LOG/S1/A1", "Three").unwrap();
    assert_eq!(refusal(book.me("sol").redo()), Refusal::InUse { what: "LOG/S1/A1".into(), by: None });
}

#[test]
fn letters_are_kept_composed() {
    let mut book = Book::outline(LOG);
    let apart = "\u{1112}\u{116c}\u{110b}\u{1173} caf\u{65}\u{301}";
    book.add("LOG", apart).unwrap();
    assert_eq!(book.line("LOG-3"), "◦ LOG-3 회으 café");
    let (op, op_id) = (block(&mut book, "LOG-1", apart), OpId(7));
    let meta = book.meta_of(op_id);
    book.run_as(&meta, &op).unwrap();
    assert!(book.run_as(&meta, &op).unwrap().replayed);
}

#[test]
fn who_has_written_in_the_journal_stays_and_nothing_points_at_who_is_gone() {
    let mut book = Book::outline(LOG);
    let id = book.id();
    let born =
        book.ok(&Op::Member(MemberOp::Add { id, handle: "haneul".into(), name: "하늘".into(), aliases: vec![] }));
    let other = book.id();
    let found = PartyOp::Found { id: other, key: "STR".parse().unwrap(), name: "x".into(), theme: String::new() };
    book.me("haneul").ok(&Op::Party(found));
    book.undo().unwrap();
    let wrote = Refusal::InUse { what: "하늘".into(), by: Some("하늘".into()) };
    assert_eq!(refusal(book.me("boss").undo_entry(born.seq.unwrap())), wrote);
    let id = book.id();
    let born = book.ok(&Op::Member(MemberOp::Add { id, handle: "ann".into(), name: "Ann".into(), aliases: vec![] }));
    book.me("sol").give("LOG-2", Some("sol")).unwrap();
    book.give("LOG-2", Some("ann")).unwrap();
    let moved = book.give("LOG-2", Some("sol")).unwrap();
    let gone = book.me("boss").undo_entry(born.seq.unwrap());
    assert!(matches!(refusal(gone), Refusal::InUse { .. }), "Ann is a member of the party by now");
    let party = book.party("LOG");
    book.ok(&Op::Party(PartyOp::Role { party, member: id, role: None }));
    book.undo_entry(born.seq.unwrap()).unwrap();
    assert_eq!(refusal(book.undo_entry(moved.seq.unwrap())), Refusal::Gone(format!("member {id}")));
}

#[test]
fn entries_say_who_when_and_through_what() {
    let mut book = Book::outline(LOG);
    book.me("sol").finish("LOG-2").unwrap();
    let sql = "SELECT kind || ' ' || via || ' ' || at FROM entry ORDER BY seq DESC LIMIT 1";
    let said = book.value(sql, vec![]).unwrap().into_text().unwrap();
    assert!(said.starts_with("task.status test 2026-11-16T00:00:"), "{said}");
    let sol = book.member("sol");
    assert_eq!(book.number("SELECT actor FROM entry ORDER BY seq DESC LIMIT 1"), sol.0);
}

#[test]
fn a_row_id_that_is_taken_is_refused_by_the_store_whole() {
    let mut book = Book::outline(LOG);
    let taken = book.task("LOG-1");
    let state = snapshot(book.engine.as_mut());
    let mut new = book.titled("Again");
    new.id = taken;
    let to = book.target("LOG");
    let failed = book.run(&Op::Task(TaskOp::Add { to, tasks: vec![new] }));
    assert!(matches!(failed, Err(OpError::Store(StoreError::Constraint { .. }))), "{failed:?}");
    assert_eq!(state, snapshot(book.engine.as_mut()));
}

#[test]
fn without_an_actor_only_the_first_member_comes_in() {
    let mut book = Book::outline(LOG);
    book.actor = None;
    assert_eq!(refusal(book.finish("LOG-1")), Refusal::Gone("actor".into()));
    book.actor = Some(Id(7));
    assert_eq!(refusal(book.finish("LOG-1")), Refusal::Gone("member 7".into()));
    assert!(book.ids.id() > Id(0));
    check(LOG, |book| book.me("sol").finish("LOG-2"), &LOG.replace("◦ LOG-2", "✓ LOG-2"));
}
