//! Rules of offices and seats: who leads, who comes and goes, and what must be settled before.

use partybook::domain::act::Fate;
use partybook::domain::party::{Office, PartyStatus, Role, Term};
use partybook::domain::refusal::{Deed, Refusal};
use partybook::domain::task::{TaskStatus, Tie};
use partybook::op::member::Op as MemberOp;
use partybook::op::party::{NewShare, Op as PartyOp};
use partybook::op::patch::Patch;
use partybook::op::{Op, act, season, task};
use partybook::query::kickoff::kickoff;

use super::kit::rules::refusal;
use super::kit::{Book, Outcome, check, refuses};

const LOG: &str = "LOG active leader=sol members=danpung";

fn party(book: &mut Book, key: &str, make: impl FnOnce(&mut Book, partybook::base::id::Id) -> PartyOp) -> Outcome {
    let id = book.party(key);
    let op = make(book, id);
    book.run(&Op::Party(op))
}

fn leads(who: &str) -> Refusal {
    Refusal::Unsettled { member: who.into(), leads: vec!["LOG".into()], tasks: vec![] }
}

fn hand_over(book: &mut Book, office: Office, to: Option<&str>) -> Outcome {
    let member = to.map(|handle| book.member(handle));
    party(book, "LOG", |_, party| PartyOp::HandOver { party, office, member })
}

#[test]
fn terms_are_dated_and_the_leader_is_always_somebody() {
    let mut book = Book::outline(LOG);
    book.day("2026-12-01").me("sol");
    hand_over(&mut book, Office::Shadow, Some("danpung")).unwrap();
    book.day("2026-12-10").me("sol");
    hand_over(&mut book, Office::Leader, Some("danpung")).unwrap();
    book.shows("LOG active leader=danpung members=sol");
    let days: Vec<_> = book
        .all::<Term>("id > 0 ORDER BY since, id", vec![])
        .into_iter()
        .map(|term| (term.since.to_string(), term.until.map(|day| day.to_string())))
        .collect();
    let until = |day: &str| Some(day.to_owned());
    assert_eq!(
        days,
        [
            ("2026-11-16".into(), until("2026-12-09")),
            ("2026-12-01".into(), until("2026-12-09")),
            ("2026-12-10".into(), None)
        ]
    );
    assert!(matches!(
        refusal(hand_over(&mut book, Office::Leader, Some("sol"))),
        Refusal::Role { deed: Deed::Close, .. }
    ));
    book.me("danpung");
    assert_eq!(refusal(hand_over(&mut book, Office::Leader, None)), Refusal::Empty("leader".into()));
    hand_over(&mut book, Office::Leader, Some("danpung")).unwrap();
    book.shows("LOG active leader=danpung members=sol");
}

#[test]
fn an_office_is_held_by_one_whatever_the_zone_says_of_today() {
    let mut book = Book::outline("@boss admin");
    // Just before five in the morning in Seoul it is still the day before in Los Angeles.
    book.now = "2026-11-15T19:58:00Z".parse().unwrap();
    let (id, leader) = (book.id(), book.member("boss"));
    let key = "LOG".parse().unwrap();
    book.ok(&Op::Party(PartyOp::Found { id, key, name: "x".into(), theme: String::new() }));
    book.ok(&Op::Party(PartyOp::Kickoff { party: id, leader, shadow: None, shares: vec![], charter: vec![] }));
    let zone = MemberOp::Config { name: "timezone".into(), value: "America/Los_Angeles".into() };
    book.ok(&Op::Member(zone));
    let (id, handle) = (book.id(), "sol".to_owned());
    book.ok(&Op::Member(MemberOp::Add { id, handle, name: "SOL".into(), aliases: vec![] }));
    book.shows("@sol SOL\nLOG active x leader=boss");
    hand_over(&mut book, Office::Leader, Some("sol")).unwrap();
    book.shows("@sol SOL\nLOG active x leader=sol members=boss");
    book.undo().unwrap();
    book.shows("@sol SOL\nLOG active x leader=boss");
    let again = "INSERT INTO term (id, party, member, office, since) SELECT 9, party, member, office, since FROM term";
    let mut tx = book.engine.begin().unwrap();
    assert!(tx.write(partybook::store::Stmt::plain(again)).is_err(), "the store keeps it too");
}

#[test]
fn a_leader_passes_on_before_leaving_and_a_shadow_just_leaves() {
    let leave =
        |who: &'static str| move |book: &mut Book| party(book.me(who), "LOG", |_, party| PartyOp::Leave { party });
    assert_eq!(refuses(LOG, leave("sol")), leads("sol"));
    check("LOG active leader=sol shadow=danpung", leave("danpung"), "LOG active leader=sol");
    let refusal = refuses(&format!("@haneul 하늘\n{LOG}"), leave("haneul"));
    assert_eq!(refusal, Refusal::NotInParty { member: "하늘".into(), party: "LOG".into() });
}

#[test]
fn a_leader_says_what_somebody_is_to_the_party() {
    let role = |who: &'static str, of: &'static str, role| {
        move |book: &mut Book| {
            let member = book.member(of);
            party(book.me(who), "LOG", |_, party| PartyOp::Role { party, member, role })
        }
    };
    check(LOG, role("sol", "danpung", Some(Role::Observer)), "LOG active leader=sol observers=danpung");
    check(LOG, role("sol", "danpung", None), "LOG active leader=sol");
    assert_eq!(refuses(LOG, role("sol", "sol", None)), leads("sol"));
    assert!(matches!(refuses(LOG, role("danpung", "danpung", None)), Refusal::Role { deed: Deed::Plan, .. }));
}

#[test]
fn a_party_that_has_ended_is_planned_and_worked_on_no_more() {
    let before = "LOG active leader=sol\n ◦ LOG-2 Two\n S1 running\n A1 running\n ◦ LOG-1 One @sol\n A2 planned";
    let end = |book: &mut Book| party(book, "LOG", |_, party| PartyOp::Status { party, to: PartyStatus::Ended });
    assert_eq!(refuses(before, end), Refusal::OpenActs(vec!["LOG/S1/A1".into()]));
    let mut book = Book::outline(before);
    book.close("LOG/S1/A1", Fate::Backlog, "over").unwrap();
    end(&mut book).unwrap();
    let (task, season, act) = (book.task("LOG-1"), book.season("LOG/S1"), book.act("LOG/S1/A2"));
    let (id, leader, new, to) = (book.id(), book.member("boss"), book.titled("New"), book.target("LOG"));
    let title = "x".to_owned();
    let share = NewShare { member: leader, permille: 100 };
    let party = book.party("LOG");
    let ops = [
        Op::Act(act::Op::Start { act }),
        Op::Act(act::Op::Add { id, season, title: title.clone(), goal: String::new(), first: None, last: None }),
        Op::Season(season::Op::Close { season, met: None }),
        Op::Season(season::Op::Add { id, party, title, goal: String::new(), first: None, last: None }),
        Op::Party(PartyOp::Share { party, share }),
        Op::Party(PartyOp::HandOver { party, office: Office::Leader, member: Some(leader) }),
        Op::Party(PartyOp::Edit { party, set: Patch::new().set("name", &"LOG".to_owned(), &"Log".to_owned()) }),
        Op::Task(task::Op::Add { to, tasks: vec![new] }),
        Op::Task(task::Op::Status { task, to: TaskStatus::Doing, was: None, reason: String::new() }),
        Op::Task(task::Op::Block { task, reason: "x".into() }),
        Op::Task(task::Op::Tie { task, member: leader, tie: Tie::Helper }),
    ];
    let ended = Refusal::PartyState { party: "LOG".into(), status: PartyStatus::Ended };
    for op in ops {
        assert_eq!(book.refused(&op), ended, "{op:?}");
    }
    book.undo().unwrap();
    book.status("LOG-1", TaskStatus::Doing).unwrap();
}

#[test]
fn tasks_may_leave_a_party_that_has_ended() {
    let before = "LOG ended leader=sol\n ◦ LOG-1 One\nSTR active leader=sol";
    check(
        before,
        |book| book.me("sol").shift("LOG-1", "STR", None),
        "LOG ended leader=sol\nSTR active leader=sol\n ◦ STR-1 One",
    );
}

#[test]
fn nothing_starts_in_a_party_that_rests() {
    let refusal = refuses("LOG resting leader=sol\n S1 running\n A1 planned", |book| {
        let act = book.act("LOG/S1/A1");
        book.run(&Op::Act(act::Op::Start { act }))
    });
    assert_eq!(refusal, Refusal::PartyState { party: "LOG".into(), status: PartyStatus::Resting });
}

#[test]
fn who_goes_passes_on_the_lead_and_open_tasks_first() {
    let before = "LOG active leader=sol members=danpung,haneul share=danpung:40
          ◦ LOG-1 One @danpung
          ✓ LOG-2 Two @danpung
          ◦ LOG-3 Three with danpung
        STR active leader=danpung";
    let held = |leads: &[&str], tasks: &[&str]| Refusal::Unsettled {
        member: "danpung".into(),
        leads: leads.iter().map(ToString::to_string).collect(),
        tasks: tasks.iter().map(ToString::to_string).collect(),
    };
    let leave = |book: &mut Book| party(book.me("danpung"), "LOG", |_, party| PartyOp::Leave { party });
    let watch = |book: &mut Book| {
        let member = book.member("danpung");
        party(book.me("sol"), "LOG", |_, party| PartyOp::Role { party, member, role: Some(Role::Observer) })
    };
    let gone = |book: &mut Book| {
        let (member, set) = (book.member("danpung"), Patch::new().set("active", &true, &false));
        book.me("boss").run(&Op::Member(MemberOp::Edit { member, set }))
    };
    assert_eq!(refuses(before, leave), held(&[], &["LOG-1"]));
    assert_eq!(refuses(before, watch), held(&[], &["LOG-1"]));
    assert_eq!(refuses(before, gone), held(&["STR"], &["LOG-1"]));
    let mut book = Book::outline(before);
    book.day("2026-11-18").give("LOG-1", None).unwrap();
    leave(&mut book).unwrap();
    book.shows(
        "LOG active leader=sol members=haneul share=danpung:0
          ◦ LOG-1 One
          ✓ LOG-2 Two @danpung
          ◦ LOG-3 Three
        STR active leader=danpung",
    );
    let (ctx, elsewhere) = (book.ctx(), book.party("STR"));
    let page = kickoff(book.engine.as_mut(), &ctx, elsewhere).unwrap();
    let left = page.elsewhere[&book.member("danpung")];
    assert_eq!((left.percent, left.last), (0, 40), "what was left behind takes no time any more");
    book.undo().unwrap();
    let (party, member) = (book.party("STR"), Some(book.member("haneul")));
    book.me("boss").ok(&Op::Party(PartyOp::HandOver { party, office: Office::Leader, member }));
    gone(&mut book).unwrap();
    assert_eq!(book.line("LOG-3"), "◦ LOG-3 Three");
    assert_eq!(book.number("SELECT permille FROM share ORDER BY since DESC, id DESC LIMIT 1"), 0);
}

#[test]
fn from_a_party_that_has_ended_anybody_goes() {
    let outline = "LOG ended leader=sol members=danpung\n ◦ LOG-1 One @danpung";
    let mut book = Book::outline(outline);
    for who in ["danpung", "sol"] {
        party(book.me(who), "LOG", |_, party| PartyOp::Leave { party }).unwrap();
    }
    let end = book.number("SELECT MAX(seq) FROM entry WHERE kind = 'party.status'");
    let still = Refusal::Unsettled { member: "sol".into(), leads: vec!["LOG".into()], tasks: vec![] };
    assert_eq!(refusal(book.me("boss").undo_entry(end)), still, "it would be led by nobody who is in it");
}
