//! Rules of seasons and acts: their days, their stages, and the closing that leaves nothing unaccounted for.

use partybook::base::minutes::Minutes;
use partybook::domain::act::{Act, Carry, Fate, Ledger, Stay};
use partybook::domain::refusal::{Deed, Refusal};
use partybook::domain::season::{GoalMet, Season, Stage};
use partybook::domain::task::{Task, TaskStatus};
use partybook::op::act::{Leftover, Op as ActOp};
use partybook::op::patch::Patch;
use partybook::op::season::Op as SeasonOp;
use partybook::op::{Op, task::Op as TaskOp};

use super::kit::deeds::leftover;
use super::kit::rules::refusal;
use super::kit::{Book, Outcome, check, refuses};

const LOG: &str = "
    LOG active leader=sol members=danpung
      S1 running 2026-11-16..2026-12-31 Kubernetes
        A1 running 2026-11-16..2026-11-27 Survey
          ✓ LOG-1 List DAGs @sol
          ▸ LOG-2 Rollback plan @danpung ~2d
          ◦ LOG-3 Permissions @danpung blocked firewall
          ◦ LOG-5 Delay +
        A2 planned 2026-11-30..2026-12-18 Migration
          ◦ LOG-4 Wave one";

fn season(book: &mut Book, party: &str, first: &str, last: &str) -> Outcome {
    let (id, party) = (book.id(), book.party(party));
    let (first, last) = (first.parse().ok(), last.parse().ok());
    book.run(&Op::Season(SeasonOp::Add { id, party, title: "Next".into(), goal: String::new(), first, last }))
}

fn act(book: &mut Book, place: &str, first: &str, last: &str) -> Outcome {
    let (id, season) = (book.id(), book.season(place));
    let (first, last) = (first.parse().ok(), last.parse().ok());
    book.run(&Op::Act(ActOp::Add { id, season, title: "More".into(), goal: String::new(), first, last }))
}

fn start(book: &mut Book, place: &str) -> Outcome {
    let act = book.act(place);
    book.run(&Op::Act(ActOp::Start { act }))
}

fn start_season(book: &mut Book, place: &str) -> Outcome {
    let season = book.season(place);
    book.run(&Op::Season(SeasonOp::Start { season }))
}

fn close_season(book: &mut Book, place: &str, met: Option<GoalMet>) -> Outcome {
    let season = book.season(place);
    book.run(&Op::Season(SeasonOp::Close { season, met }))
}

fn day(text: &str) -> partybook::base::day::Day {
    text.parse().unwrap()
}

/// The identity every ledger keeps.
fn balanced(ledger: Ledger) -> bool {
    ledger.start + ledger.added - ledger.removed == ledger.done + ledger.carried + ledger.dropped
}

#[test]
fn days_stand_the_right_way_round_and_within_the_season() {
    let wrong = Refusal::Reversed { first: day("2027-02-02"), last: day("2027-02-01") };
    assert_eq!(refuses(LOG, |book| season(book, "LOG", "2027-02-02", "2027-02-01")), wrong);
    let outside = Refusal::OutsideSeason {
        season: "LOG/S1".into(),
        first: Some(day("2026-11-16")),
        last: Some(day("2026-12-31")),
    };
    assert_eq!(refuses(LOG, |book| act(book, "LOG/S1", "2027-01-04", "2027-01-08")), outside);
    assert_eq!(refuses(LOG, |book| act(book, "LOG/S1", "2026-11-15", "")), outside);
    let shrunk = refuses(LOG, |book| {
        let id = book.season("LOG/S1");
        let set = Patch::new().set("last", &Some(day("2026-12-31")), &Some(day("2026-12-01")));
        book.run(&Op::Season(SeasonOp::Edit { season: id, set }))
    });
    assert!(matches!(shrunk, Refusal::OutsideSeason { .. }));
    let moved = refuses(LOG, |book| {
        let id = book.act("LOG/S1/A1");
        let set = Patch::new().set("last", &Some(day("2026-11-27")), &Some(day("2027-01-27")));
        book.run(&Op::Act(ActOp::Edit { act: id, set }))
    });
    assert_eq!(moved, outside);
}

#[test]
fn planning_is_for_leaders() {
    let role = |deed| Refusal::Role { deed, holders: vec!["sol".into()] };
    assert_eq!(refuses(LOG, |book| act(book.me("danpung"), "LOG/S1", "", "")), role(Deed::Plan));
    assert_eq!(refuses(LOG, |book| season(book.me("danpung"), "LOG", "", "")), role(Deed::Plan));
    assert_eq!(refuses(LOG, |book| start(book.me("danpung"), "LOG/S1/A2")), role(Deed::Plan));
    let refusal = refuses(LOG, |book| book.me("danpung").close("LOG/S1/A1", Fate::Next, "x"));
    assert_eq!(refusal, role(Deed::Close));
    assert_eq!(refuses(LOG, |book| close_season(book.me("danpung"), "LOG/S1", None)), role(Deed::Close));
}

#[test]
fn one_season_of_a_party_runs_at_a_time() {
    let refusal = refuses(&format!("{LOG}\n S2 planned\n"), |book| start_season(book, "LOG/S2"));
    assert_eq!(refusal, Refusal::SeasonOverlap { season: "LOG/S1".into() });
    let refusal = refuses(LOG, |book| start_season(book, "LOG/S1"));
    assert_eq!(refusal, Refusal::Stage { place: "LOG/S1".into(), stage: Stage::Running });
    let resting = refuses("LOG resting leader=sol\n S1 planned", |book| start_season(book, "LOG/S1"));
    assert!(matches!(resting, Refusal::PartyState { .. }));
    let ended = refuses("LOG ended leader=sol", |book| season(book, "LOG", "", ""));
    assert!(matches!(ended, Refusal::PartyState { .. }));
}

#[test]
fn a_season_without_days_begins_when_it_starts_or_with_its_first_act() {
    let starts = |outline: &str, first: &str| {
        let mut book = Book::outline(outline);
        start_season(&mut book, "LOG/S1").unwrap();
        let id = book.season("LOG/S1");
        assert_eq!(book.one::<Season>(id).first, Some(day(first)));
    };
    starts("LOG active leader=sol\n S1 planned", "2026-11-16");
    starts("LOG active leader=sol\n S1 planned\n A1 planned 2026-11-30..", "2026-11-16");
    starts("LOG active leader=sol\n S1 planned\n A1 planned 2026-11-09..", "2026-11-09");
    starts("LOG active leader=sol\n S1 planned 2026-11-02..", "2026-11-02");
}

#[test]
fn starting_an_act_starts_its_season_and_fixes_its_plan() {
    let planned =
        "LOG active leader=sol\n S1 planned 2026-11-16..\n A1 planned\n ◦ LOG-1 One\n ✗ LOG-2 Two\n ✓ LOG-3 Three";
    let running = planned.replace("planned", "running");
    let mut book = check(planned, |book| start(book, "LOG/S1/A1"), &running);
    let stays: Vec<Stay> = book.all("id > 0", vec![]);
    assert_eq!(stays.len(), 2, "what is let go is no part of the plan");
    let refusal = refusal(start(&mut book, "LOG/S1/A1"));
    assert_eq!(refusal, Refusal::Stage { place: "LOG/S1/A1".into(), stage: Stage::Running });
    let closed = refuses("LOG active leader=sol\n S1 closed\n A1 planned", |book| start(book, "LOG/S1/A1"));
    assert_eq!(closed, Refusal::Stage { place: "LOG/S1".into(), stage: Stage::Closed });
}

#[test]
fn closing_sends_every_leftover_where_it_is_told_with_a_reason() {
    let mut book = check(
        LOG,
        |book| {
            let mut split = leftover(book, "LOG-2", Fate::Split, "half of it");
            split.delivered = Some(Minutes(480));
            let named = vec![split, leftover(book, "LOG-5", Fate::Drop, "covered")];
            book.me("sol").close_with("LOG/S1/A1", Some(Fate::Next), "too much", named)
        },
        "LOG active leader=sol members=danpung
           S1 running 2026-11-16..2026-12-31 Kubernetes
             A1 closed 2026-11-16..2026-11-27 Survey [start 3 added 1 removed 0 done 2 carried 1 dropped 1]
               ✓ LOG-1 List DAGs @sol
               ✓ LOG-2 Rollback plan @danpung ~1d
               ✗ LOG-5 Delay +
             A2 planned 2026-11-30..2026-12-18 Migration
               ◦ LOG-6 Rollback plan @danpung ~1d
               ◦ LOG-3 Permissions @danpung blocked \"firewall\" ↻1
               ◦ LOG-4 Wave one",
    );
    let carries: Vec<(String, String)> = book
        .all::<Carry>("id > 0 ORDER BY id", vec![])
        .into_iter()
        .map(|carry| (carry.fate.to_string(), carry.reason))
        .collect();
    let said = [("split", "half of it"), ("next", "too much"), ("drop", "covered")];
    assert_eq!(carries, said.map(|(fate, reason)| (fate.to_owned(), reason.to_owned())));
    let rest = book.task("LOG-6");
    assert_eq!(book.one::<Task>(rest).split_from, Some(book.task("LOG-2")));
}

#[test]
fn a_split_counts_no_work_twice_and_holds_who_waits_until_the_rest_is_there() {
    let outline = "LOG active leader=sol members=danpung,haneul
        S1 running\n A1 running\n ◦ LOG-1 Plan @sol\n ▸ LOG-2 Move @danpung ~2d after LOG-1 with haneul\n ◦ LOG-3 Watch after LOG-2\n ◦ LOG-4 Talk
        A2 planned";
    let refusal = refuses(outline, |book| book.close("LOG/S1/A1", Fate::Split, "half"));
    assert_eq!(refusal, Refusal::NoDelivered(vec!["LOG-2".into()]), "what has no estimate needs no measure");
    let close = |delivered| {
        move |book: &mut Book| {
            let mut split = leftover(book, "LOG-2", Fate::Split, "half");
            split.delivered = Some(Minutes(delivered));
            book.close_with("LOG/S1/A1", Some(Fate::Next), "late", vec![split])
        }
    };
    let mut book = Book::outline(outline);
    close(480)(&mut book).unwrap();
    assert_eq!(book.line("LOG-2"), "✓ LOG-2 Move @danpung ~1d after LOG-1 with haneul");
    assert_eq!(book.line("LOG-5"), "◦ LOG-5 Move @danpung ~1d after LOG-1 with haneul");
    assert_eq!(book.line("LOG-3"), "◦ LOG-3 Watch after LOG-2 after LOG-5 ↻1");
    assert!(matches!(super::kit::rules::refusal(book.finish("LOG-3")), Refusal::Waits { .. }));
    let mut book = Book::outline(outline);
    close(960)(&mut book).unwrap();
    assert_eq!(book.line("LOG-5"), "◦ LOG-5 Move @danpung after LOG-1 with haneul", "nobody knows how much is left");
}

#[test]
fn leftovers_go_to_the_seasons_backlog() {
    check(
        LOG,
        |book| book.close("LOG/S1/A1", Fate::Backlog, "not now"),
        "LOG active leader=sol members=danpung
           S1 running 2026-11-16..2026-12-31 Kubernetes
             ▸ LOG-2 Rollback plan @danpung ~2d
             ◦ LOG-3 Permissions @danpung blocked \"firewall\"
             ◦ LOG-5 Delay +
             A1 closed 2026-11-16..2026-11-27 Survey [start 3 added 1 removed 0 done 1 carried 3 dropped 0]
               ✓ LOG-1 List DAGs @sol
             A2 planned 2026-11-30..2026-12-18 Migration
               ◦ LOG-4 Wave one",
    );
}

#[test]
fn a_leftover_without_a_fate_a_reason_or_a_place_to_go_refuses_the_closing() {
    let refusal = refuses(LOG, |book| book.close_with("LOG/S1/A1", None, "why", vec![]));
    assert_eq!(refusal, Refusal::OpenActs(["LOG-2", "LOG-3", "LOG-5"].map(String::from).into()));
    let refusal = refuses(LOG, |book| book.close("LOG/S1/A1", Fate::Next, " "));
    assert_eq!(refusal, Refusal::NoReason("LOG-2".into()), "LOG-3 has its block's reason");
    let last = LOG.split("        A2").next().unwrap();
    let last = last.replace("LOG-5", "LOG-4");
    let last = last.replace(" ~2d", "");
    for fate in [Fate::Next, Fate::Split] {
        assert_eq!(refuses(&last, |book| book.close("LOG/S1/A1", fate, "x")), Refusal::NoNextAct("LOG/S1/A1".into()));
    }
    let refusal = refuses(LOG, |book| {
        let named = vec![leftover(book, "LOG-1", Fate::Drop, "done")];
        book.close_with("LOG/S1/A1", Some(Fate::Next), "x", named)
    });
    assert_eq!(refusal, Refusal::NotLeftover { key: "LOG-1".into(), act: "LOG/S1/A1".into() });
    let refusal = refuses(LOG, |book| book.close("LOG/S1/A2", Fate::Backlog, "x"));
    assert_eq!(refusal, Refusal::Stage { place: "LOG/S1/A2".into(), stage: Stage::Planned });
    let refusal = refuses(LOG, |book| {
        let task = book.task("LOG-2");
        let split = Leftover { task, fate: Fate::Split, reason: "x".into(), delivered: Some(Minutes(-1)), rest: None };
        book.close_with("LOG/S1/A1", Some(Fate::Next), "x", vec![split])
    });
    assert!(matches!(refusal, Refusal::BadValue { .. }));
}

#[test]
fn next_is_the_soonest_later_act_then_the_next_season() {
    let outline =
        |rest: &str| format!("LOG active leader=sol\n S1 running\n A1 running 2026-11-16..\n ◦ LOG-1 One\n{rest}");
    let gone = |rest: &str| {
        let mut book = Book::outline(&outline(rest));
        book.close("LOG/S1/A1", Fate::Next, "x").unwrap();
        let id = book.task("LOG-1");
        let act = book.one::<Task>(id).act.unwrap();
        let act: Act = book.one(act);
        (book.one::<Season>(act.season).number, act.number)
    };
    assert_eq!(gone("A2 planned 2026-12-14..\n A3 planned 2026-11-30..\n A4 planned"), (1, 3));
    assert_eq!(gone("A2 planned"), (1, 2), "an act without days comes last");
    assert_eq!(
        gone("S2 planned\n A1 planned 2027-02-01..\n A2 planned 2027-01-04..\n S3 planned\n A1 planned"),
        (2, 2)
    );
    assert_eq!(gone("A2 running 2026-11-23..\n A3 planned 2026-11-30.."), (1, 2), "a running one counts");
    let before = outline("A2 running 2026-11-09..");
    let refusal = refuses(&before, |book| book.close("LOG/S1/A1", Fate::Next, "x"));
    assert_eq!(refusal, Refusal::NoNextAct("LOG/S1/A1".into()), "an earlier one does not");
}

#[test]
fn a_third_carry_is_refused_until_the_task_is_estimated_anew_or_the_leader_insists() {
    let outline = "LOG active leader=sol members=danpung
        S1 running\n A1 running 2026-11-16..\n ◦ LOG-1 Hard @danpung ~1d
        A2 planned 2026-11-23..\n A3 planned 2026-11-30..\n A4 planned 2026-12-07..";
    let mut book = Book::outline(outline);
    for place in ["LOG/S1/A1", "LOG/S1/A2"] {
        book.close(place, Fate::Next, "x").unwrap();
        let next = if place.ends_with('1') { "LOG/S1/A2" } else { "LOG/S1/A3" };
        start(&mut book, next).unwrap();
    }
    assert_eq!(book.line("LOG-1"), "◦ LOG-1 Hard @danpung ~1d ↻2");
    let third = Refusal::ThirdCarry(vec!["LOG-1".into()]);
    assert_eq!(refusal(book.close("LOG/S1/A3", Fate::Next, "x")), third);
    assert_eq!(refusal(book.shift("LOG-1", "LOG/S1/A4", Some("x"))), third);
    let (task, to, act) = (book.task("LOG-1"), book.target("LOG/S1/A4"), book.act("LOG/S1/A3"));
    let insist = Op::Task(TaskOp::Move { tasks: vec![task], to, reason: Some("x".into()), insist: true });
    let role = Refusal::Role { deed: Deed::Override, holders: vec!["sol".into()] };
    assert_eq!(refusal(book.me("danpung").run(&insist)), role);
    book.me("sol").ok(&insist);
    assert_eq!(book.line("LOG-1"), "◦ LOG-1 Hard @danpung ~1d ↻3");
    book.undo().unwrap();
    let closing = ActOp::Close { act, fate: Some(Fate::Next), reason: "x".into(), leftovers: vec![], insist: true };
    book.ok(&Op::Act(closing));
    book.undo().unwrap();
    book.edit("LOG-1", "estimate", |task| task.estimate, &Some(Minutes(240))).unwrap();
    book.close("LOG/S1/A3", Fate::Next, "x").unwrap();
    assert_eq!(book.line("LOG-1"), "◦ LOG-1 Hard @danpung ~4h ↻3");
    start(&mut book, "LOG/S1/A4").unwrap();
    assert_eq!(refusal(book.close("LOG/S1/A4", Fate::Backlog, "")), Refusal::NoReason("LOG-1".into()));
    book.close("LOG/S1/A4", Fate::Backlog, "x").unwrap();
    assert_eq!(book.line("LOG-1"), "◦ LOG-1 Hard @danpung ~4h ↻3", "the backlog is no act");
}

#[test]
fn whatever_happens_in_an_act_its_ledger_balances() {
    let mut book = Book::outline(LOG);
    book.status("LOG-2", TaskStatus::Dropped).unwrap();
    book.status("LOG-2", TaskStatus::Done).unwrap();
    book.status("LOG-3", TaskStatus::Dropped).unwrap();
    book.status("LOG-3", TaskStatus::Doing).unwrap();
    book.shift("LOG-5", "LOG/S1", None).unwrap();
    book.shift("LOG-5", "LOG/S1/A1", None).unwrap();
    book.shift("LOG-1", "LOG/S1/A2", None).unwrap();
    book.shift("LOG-4", "LOG/S1/A1", None).unwrap();
    book.status("LOG-4", TaskStatus::Dropped).unwrap();
    book.add("LOG/S1/A1", "One more").unwrap();
    book.close("LOG/S1/A1", Fate::Next, "x").unwrap();
    let ledger = book.ledger("LOG/S1/A1").unwrap();
    assert!(balanced(ledger), "{ledger:?}");
    assert_eq!(ledger, Ledger { start: 3, added: 6, removed: 5, done: 1, carried: 3, dropped: 0 });
}

#[test]
fn a_reopened_task_does_not_go_back_into_a_closed_act() {
    let mut book = Book::outline(LOG);
    book.close("LOG/S1/A1", Fate::Drop, "x").unwrap();
    let ledger = book.ledger("LOG/S1/A1");
    book.status("LOG-1", TaskStatus::Doing).unwrap();
    book.status("LOG-2", TaskStatus::Todo).unwrap();
    book.status("LOG-3", TaskStatus::Done).unwrap();
    book.status("LOG-5", TaskStatus::Todo).unwrap();
    let places: Vec<_> = ["LOG-1", "LOG-2", "LOG-3", "LOG-5"]
        .map(|key| book.task(key))
        .into_iter()
        .map(|id| book.one::<Task>(id).act)
        .collect();
    assert_eq!(places, [None; 4]);
    assert_eq!(book.ledger("LOG/S1/A1"), ledger);
    assert!(book.all::<Stay>("gone IS NULL", vec![]).len() as i64 == ledger.unwrap().done);
}

#[test]
fn nothing_goes_into_a_closed_act_or_season() {
    let closed = "LOG active leader=sol\n S1 closed\n A1 closed\n A2 planned\n ◦ LOG-1 One".replace("◦ LOG-1 One", "");
    for place in ["LOG/S1/A1", "LOG/S1/A2", "LOG/S1"] {
        let wanted = if place == "LOG/S1/A1" { place } else { "LOG/S1" };
        assert_eq!(refuses(&closed, |book| book.add(place, "x")), Refusal::BadTarget(wanted.into()));
    }
    let refusal = refuses(&closed, |book| act(book, "LOG/S1", "", ""));
    assert_eq!(refusal, Refusal::Stage { place: "LOG/S1".into(), stage: Stage::Closed });
    let foreign =
        refuses("LOG active leader=sol\n S1 planned\n A1 planned\nSTR active leader=sol\n ◦ STR-1 One", |book| {
            let (tasks, mut to) = (vec![book.task("STR-1")], book.target("LOG/S1/A1"));
            to.party = book.party("STR");
            book.run(&Op::Task(TaskOp::Move { tasks, to, reason: None, insist: false }))
        });
    assert_eq!(foreign, Refusal::BadTarget("LOG/S1/A1".into()));
}

#[test]
fn closing_a_season_wants_its_acts_closed_and_sends_the_backlog_home() {
    let refusal = refuses(LOG, |book| close_season(book, "LOG/S1", None));
    assert_eq!(refusal, Refusal::OpenActs(["LOG/S1/A1", "LOG/S1/A2"].map(String::from).into()));
    let mut book = Book::outline(LOG);
    book.close("LOG/S1/A1", Fate::Backlog, "x").unwrap();
    book.status("LOG-4", TaskStatus::Dropped).unwrap();
    close_season(&mut book, "LOG/S1", Some(GoalMet::Partly)).unwrap();
    book.shows(
        "LOG active leader=sol members=danpung
           ▸ LOG-2 Rollback plan @danpung ~2d
           ◦ LOG-3 Permissions @danpung blocked \"firewall\"
           ◦ LOG-5 Delay +
           S1 closed 2026-11-16..2026-12-31 Kubernetes
             A1 closed 2026-11-16..2026-11-27 Survey [start 3 added 1 removed 0 done 1 carried 3 dropped 0]
               ✓ LOG-1 List DAGs @sol
             A2 planned 2026-11-30..2026-12-18 Migration
               ✗ LOG-4 Wave one",
    );
    let id = book.season("LOG/S1");
    assert_eq!(book.one::<Season>(id).met, Some(GoalMet::Partly));
    let refusal = refuses("LOG active leader=sol\n S1 planned", |book| close_season(book, "LOG/S1", None));
    assert_eq!(refusal, Refusal::Stage { place: "LOG/S1".into(), stage: Stage::Planned });
}

#[test]
fn numbers_count_within_their_house_and_are_never_given_again() {
    let mut book = Book::outline(LOG);
    act(&mut book, "LOG/S1", "", "").unwrap();
    book.undo().unwrap();
    act(&mut book, "LOG/S1", "", "").unwrap();
    assert_eq!(book.number("SELECT MAX(number) FROM act"), 4);
    season(&mut book, "LOG", "", "").unwrap();
    book.undo().unwrap();
    season(&mut book, "LOG", "", "").unwrap();
    assert_eq!(book.number("SELECT MAX(number) FROM season"), 3);
    act(&mut book, "LOG/S3", "", "").unwrap();
    book.act("LOG/S3/A1");
}
