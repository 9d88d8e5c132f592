//! Rules of taking back that ask for roles and for what stands by now: nobody gets by undo what they could not do.

use partybook::domain::party::Office;
use partybook::domain::refusal::{Deed, Refusal};
use partybook::op::party::Op as PartyOp;
use partybook::op::{Op, season};

use super::kit::rules::refusal;
use super::kit::{Book, Outcome};

const LOG: &str = "
    LOG active leader=sol members=danpung,haneul
      ◦ LOG-1 One
      ◦ LOG-2 Two @danpung";

fn lead(book: &mut Book, to: &str) -> Outcome {
    let (party, member) = (book.party("LOG"), Some(book.member(to)));
    book.run(&Op::Party(PartyOp::HandOver { party, office: Office::Leader, member }))
}

fn join(book: &mut Book) -> Outcome {
    let party = book.party("LOG");
    book.run(&Op::Party(PartyOp::Join { party }))
}

fn season(book: &mut Book) -> Outcome {
    let (id, party, title) = (book.id(), book.party("LOG"), "x".to_owned());
    book.run(&Op::Season(season::Op::Add { id, party, title, goal: String::new(), first: None, last: None }))
}

fn own(who: &str) -> Refusal {
    Refusal::Role { deed: Deed::UndoOwn, holders: vec![who.into()] }
}

#[test]
fn a_hand_over_by_mistake_is_taken_back_until_the_new_leader_acts() {
    let mut book = Book::outline(LOG);
    lead(book.me("sol"), "danpung").unwrap();
    book.undo().unwrap();
    book.shows(LOG);
    book.redo().unwrap();
    book.me("danpung").add("LOG", "Mine to plan").unwrap();
    assert_eq!(refusal(book.me("sol").undo()), own("danpung"));
    lead(book.me("danpung"), "sol").unwrap();
    assert!(book.show().contains("leader=sol"));
}

#[test]
fn a_leader_of_yesterday_takes_back_no_more_than_they_could_do_today() {
    let mut book = Book::outline(LOG);
    let planned = season(book.me("sol")).unwrap();
    let given = book.give("LOG-1", Some("haneul")).unwrap();
    let done = book.finish("LOG-1").unwrap();
    lead(book.me("boss"), "danpung").unwrap();
    book.me("sol");
    for seq in [&planned, &given].map(|receipt| receipt.seq.unwrap()) {
        assert_eq!(refusal(book.undo_entry(seq)), own("danpung"));
    }
    book.undo_entry(done.seq.unwrap()).unwrap();
    book.me("danpung").undo_entry(planned.seq.unwrap()).unwrap();
}

#[test]
fn who_is_in_a_party_no_more_takes_back_no_work_there() {
    let mut book = Book::outline(LOG);
    book.me("haneul").finish("LOG-1").unwrap();
    let (party, member) = (book.party("LOG"), book.member("haneul"));
    book.me("sol").ok(&Op::Party(PartyOp::Role { party, member, role: None }));
    assert!(matches!(refusal(book.me("haneul").undo()), Refusal::Role { deed: Deed::Work, .. }));
}

#[test]
fn ones_own_coming_and_going_is_taken_back_freely() {
    let mut book = Book::outline(LOG);
    let party = book.party("LOG");
    book.me("haneul").ok(&Op::Party(PartyOp::Leave { party }));
    book.undo().unwrap();
    book.shows(LOG);
    book.redo().unwrap();
    join(&mut book).unwrap();
    book.undo().unwrap();
    assert!(!book.show().contains("haneul"));
}

#[test]
fn no_seat_goes_from_under_a_leader_or_an_owner() {
    let before = "@maru\nLOG active leader=sol\n ◦ LOG-1 One";
    let held = |leads: &[&str], tasks: &[&str]| Refusal::Unsettled {
        member: "maru".into(),
        leads: leads.iter().map(ToString::to_string).collect(),
        tasks: tasks.iter().map(ToString::to_string).collect(),
    };
    let mut book = Book::outline(before);
    join(book.me("maru")).unwrap();
    book.me("sol").give("LOG-1", Some("maru")).unwrap();
    assert_eq!(refusal(book.me("maru").undo()), held(&[], &["LOG-1"]));
    lead(book.me("sol"), "maru").unwrap();
    assert_eq!(refusal(book.me("maru").undo()), held(&["LOG"], &["LOG-1"]));
    let mut book = Book::outline(before);
    join(book.me("maru")).unwrap();
    let (task, member, tie) = (book.task("LOG-1"), book.member("maru"), partybook::domain::task::Tie::Helper);
    book.me("sol").ok(&Op::Task(partybook::op::task::Op::Tie { task, member, tie }));
    let stranger = Refusal::NotInParty { member: "maru".into(), party: "LOG".into() };
    assert_eq!(refusal(book.me("maru").undo()), stranger);
}
