//! Who could do what: the rules, the order of what is wanted, why, why not, and the leader's word.

use std::collections::{BTreeMap, BTreeSet};

use partybook::base::id::Id;
use partybook::base::minutes::Minutes;
use partybook::domain::task::Priority;
use partybook::plan::distribute::{Edits, Member, Reason, Request, Room, Spread, Task, Why, distribute};

use super::kit::hands::{member, picture, propose, propose_with, task, words};

/// The people of `planning.sh`: sol 1 is away 2.5 of 8 days, danpung 2 knows k8s, saebyeol 3 has 960 minutes elsewhere.
fn log_party() -> [Member; 3] {
    let sol = member(1, 792, 0);
    let danpung = Member { skills: words(&["k8s"]), ..member(2, 1152, 0) };
    let elsewhere = vec![Room { capacity: 1382, load: 960 }];
    let saebyeol = Member { elsewhere, capacity_all: 2304, ..member(3, 1152, 0) };
    [sol, danpung, saebyeol]
}

fn log_tasks() -> Vec<Task> {
    let wave = Task { skills: words(&["k8s"]), ..task(1, 480) };
    vec![wave, task(2, 480), task(3, 960), task(4, 480), task(5, 240)]
}

#[test]
fn the_walk_through_planning_finds_its_owners() {
    let proposal = propose(&log_tasks(), &log_party());
    assert_eq!(picture(&proposal), "1→2 2→1 3→3 4→2 5→1");
    assert_eq!(proposal.unplaced, []);
    assert!(proposal.exact && proposal.choices.iter().all(|choice| !choice.reasons.is_empty()));
    let bars: Vec<_> = proposal.bars.iter().map(|bar| (bar.after, bar.capacity, bar.after_all)).collect();
    assert_eq!(bars, [(720, 792, 720), (960, 1152, 960), (960, 1152, 1920)]);
}

#[test]
fn a_skill_that_nobody_has_is_named() {
    let mut tasks = log_tasks();
    tasks.push(Task { skills: words(&["cobol", "k8s"]), ..task(6, 60) });
    let proposal = propose(&tasks, &log_party());
    assert_eq!(proposal.choices.len(), 5);
    assert_eq!(proposal.unplaced[0].why, Why::NoSkill(words(&["cobol"])));
    let offer = proposal.unplaced[0].offer.as_ref().unwrap();
    assert_eq!((offer.bar.member, &offer.lacks), (Id(2), &words(&["cobol"])), "who has the most of it");
}

#[test]
fn what_finds_no_owner_says_why() {
    let why = |task: Task, members: &[Member]| propose(&[task], members).unplaced.remove(0).why;
    let (k8s, sql) = (words(&["k8s"]), words(&["sql"]));
    let with = |skills: &[String], id| Member { skills: skills.to_vec(), ..member(id, 480, 0) };
    let both = Task { skills: words(&["k8s", "sql"]), ..task(1, 60) };
    assert_eq!(why(both.clone(), &[]), Why::Nobody);
    assert_eq!(why(both.clone(), &[with(&k8s, 1), with(&sql, 2)]), Why::NotTogether(words(&["k8s", "sql"])));
    let away = Member { away: true, ..member(1, 480, 0) };
    assert_eq!(why(task(1, 60), std::slice::from_ref(&away)), Why::AllAway(1));
    let room = |minutes, most| Why::NoRoom { minutes, most, member: Id(2) };
    assert_eq!(why(task(1, 60), &[away, member(2, 50, 0)]), room(Some(Minutes(60)), 50));
    assert_eq!(why(task(1, 0), &[member(2, 50, 50)]), room(None, 0), "no time is left for what nobody has estimated");
}

#[test]
fn what_is_left_over_is_told_after_what_was_placed() {
    let proposal = propose(&[task(1, 400), task(2, 300)], &[member(7, 480, 0)]);
    assert_eq!(picture(&proposal), "1→– 2→7", "of two of a kind the lower load");
    let most = Why::NoRoom { minutes: Some(Minutes(400)), most: 180, member: Id(7) };
    assert_eq!(proposal.unplaced[0].why, most);
    let offer = proposal.unplaced[0].offer.as_ref().unwrap();
    assert_eq!((offer.bar.before, offer.bar.after, offer.bar.above), (0, 700, 220));
}

#[test]
fn the_offer_is_who_would_be_the_least_overloaded() {
    let away = Member { away: true, ..member(4, 900, 0) };
    let members = [member(1, 480, 480), member(2, 960, 900), member(3, 0, 0), away];
    let offer = propose(&[task(1, 600)], &members).unplaced.remove(0).offer.unwrap();
    assert_eq!((offer.bar.member, offer.bar.after, offer.bar.above), (Id(2), 1500, 540));
    let nobody = propose(&[task(1, 600)], &[]).unplaced.remove(0);
    assert_eq!((nobody.why, nobody.offer), (Why::Nobody, None));
}

#[test]
fn what_matters_more_is_placed_first() {
    let urgent = Task { priority: Priority::P0, ..task(3, 480) };
    let proposal = propose(&[task(1, 240), task(2, 240), urgent], &[member(7, 480, 0)]);
    assert_eq!(picture(&proposal), "1→– 2→– 3→7");
}

#[test]
fn nobody_is_above_capacity_over_all_parties_either() {
    let shared =
        |load| Member { elsewhere: vec![Room { capacity: 600, load }], capacity_all: 1000, ..member(1, 600, 0) };
    assert_eq!(picture(&propose(&[task(1, 500)], &[shared(500)])), "1→1");
    assert_eq!(picture(&propose(&[task(1, 501)], &[shared(500)])), "1→–", "shares above 100 % are scaled");
    assert_eq!(picture(&propose(&[task(1, 400)], &[shared(900)])), "1→1", "the other party's own overload is its own");
    let bar = &propose(&[task(1, 400)], &[shared(900)]).bars[0];
    assert_eq!((bar.before_all, bar.after_all, bar.above), (900, 1300, 0), "but it is shown");
}

#[test]
fn load_in_other_parties_makes_somebody_fuller() {
    let busy = Member { elsewhere: vec![Room { capacity: 480, load: 480 }], capacity_all: 960, ..member(1, 480, 0) };
    let idle = Member { elsewhere: vec![Room { capacity: 480, load: 0 }], capacity_all: 960, ..member(2, 480, 0) };
    assert_eq!(picture(&propose(&[task(1, 60)], &[busy, idle])), "1→2");
}

#[test]
fn who_is_full_already_does_not_hide_the_rest() {
    let proposal = propose(&[task(1, 100), task(2, 100)], &[member(1, 480, 470), member(2, 480, 0), member(3, 480, 0)]);
    assert_eq!(picture(&proposal), "1→2 2→3");
}

#[test]
fn wishes_are_met_where_load_allows() {
    let wished = |id, by: &[i64]| Task { wishes: by.iter().map(|id| Id(*id)).collect(), ..task(id, 240) };
    let two = [member(1, 480, 0), member(2, 480, 0)];
    let proposal = propose(&[wished(1, &[2]), wished(2, &[1, 2])], &two);
    assert_eq!((picture(&proposal), proposal.wishes_met, proposal.wishes), ("1→2 2→1".to_owned(), 2, 2));
    let proposal = propose(&[wished(1, &[1]), wished(2, &[1])], &two);
    assert_eq!((proposal.wishes_met, proposal.wishes), (1, 2), "an even load comes first");
}

#[test]
fn knowledge_goes_where_the_leader_wants_it() {
    let airflow = Task { tags: words(&["airflow"]), ..task(1, 240) };
    let knows = Member { known: [("airflow".to_owned(), 3)].into(), ..member(1, 480, 0) };
    let members = [knows, member(2, 480, 0)];
    let owner = |weight| {
        let spread = Spread::of(weight).unwrap();
        let tasks = [airflow.clone()];
        distribute(&Request { tasks: &tasks, members: &members, spread, edits: &Edits::default() })
    };
    let weights = [0, 50, 66, 67, 100].map(|weight| owner(weight).owner(Id(1)).unwrap().0);
    assert_eq!(weights, [1, 1, 1, 2, 2], "a second person is wanted from 67 on");
    let free = Reason::Free { minutes: 480, of: 480 };
    let knows = Reason::Knows { area: "airflow".to_owned(), tasks: 3 };
    assert_eq!(owner(0).choices[0].reasons, [free.clone(), knows]);
    assert_eq!(owner(100).choices[0].reasons, [free, Reason::Nth { area: "airflow".to_owned(), n: 2 }]);
    assert_eq!(Spread::of(101), None);
}

#[test]
fn of_equal_proposals_the_last_one_stays() {
    let last = |id, owner| Task { last: Some(Id(owner)), ..task(id, 240) };
    let two = [member(1, 480, 0), member(2, 480, 0)];
    for (first, second) in [(1, 2), (2, 1)] {
        let proposal = propose(&[last(1, first), last(2, second)], &two);
        assert_eq!((picture(&proposal), proposal.changes), (format!("1→{first} 2→{second}"), 0));
        assert!(proposal.choices.iter().all(|choice| choice.reasons.contains(&Reason::Kept)));
    }
    let proposal = propose(&[last(1, 1), last(2, 1)], &two);
    assert_eq!(proposal.changes, 1, "an even load comes first");
}

#[test]
fn tasks_without_an_estimate_are_counted_and_spread_evenly() {
    let tasks: Vec<Task> = (1..=5).map(|id| task(id, if id == 5 { 100 } else { 0 })).collect();
    let full = member(3, 480, 480);
    let waiting = Member { unestimated: 1, ..member(2, 480, 0) };
    let proposal = propose(&tasks, &[member(1, 480, 0), waiting, full]);
    let bars: Vec<_> = proposal.bars.iter().map(|bar| (bar.member.0, bar.unestimated, bar.after)).collect();
    assert_eq!(
        bars.iter().map(|bar| bar.1).collect::<Vec<_>>(),
        [if bars[0].1 == 2 { 2 } else { 3 }, 5 - bars[0].1, 0]
    );
    assert_eq!((proposal.unestimated, proposal.unplaced.len()), (4, 0));
    assert!(proposal.choices[0].reasons.contains(&Reason::Unestimated));
}

#[test]
fn a_choice_says_all_that_speaks_for_it() {
    let task = Task { skills: words(&["k8s"]), tags: words(&["logs"]), wishes: vec![Id(1)], ..task(1, 480) };
    let sol = Member { skills: words(&["k8s"]), ..member(1, 2880, 1200) };
    let proposal = propose(&[task], &[sol, member(2, 9600, 0)]);
    let nth = Reason::Nth { area: "k8s".to_owned(), n: 1 };
    let free = Reason::Free { minutes: 1680, of: 2880 };
    let said = [free, Reason::Only, Reason::Wished, Reason::Skilled(words(&["k8s"])), nth];
    assert_eq!(proposal.choices[0].reasons, said);
}

#[test]
fn newcomers_to_an_area_are_counted_on() {
    let tasks = [1, 2, 3].map(|id| Task { tags: words(&["airflow"]), ..task(id, 240) });
    let proposal = propose(&tasks, &[1, 2, 3].map(|id| member(id, 240, 0)));
    let nth = |n| Reason::Nth { area: "airflow".to_owned(), n };
    let said: Vec<&Reason> = proposal.choices.iter().map(|choice| choice.reasons.last().unwrap()).collect();
    assert_eq!(said, [&nth(1), &nth(2), &nth(3)]);
}

#[test]
fn the_leaders_word_goes_before_every_rule() {
    let tasks = [Task { skills: words(&["cobol"]), ..task(1, 600) }, task(2, 240)];
    let members = [Member { away: true, ..member(1, 480, 100) }, member(2, 480, 0)];
    let edits = Edits { pins: [(Id(1), Id(1))].into(), ..Edits::default() };
    let proposal = propose_with(&tasks, &members, &edits);
    assert_eq!(picture(&proposal), "1→1 2→2");
    let free = Reason::Free { minutes: 0, of: 480 };
    let said = [Reason::Pinned, free, Reason::Nth { area: "cobol".to_owned(), n: 1 }];
    let loudly = [Reason::Lacks(words(&["cobol"])), Reason::Away, Reason::Above(220)];
    assert_eq!(proposal.choices[0].reasons, said.into_iter().chain(loudly).collect::<Vec<_>>());
    assert_eq!((proposal.bars[0].after, proposal.bars[0].above), (700, 220));
}

#[test]
fn a_pin_takes_its_room_from_the_rest() {
    let edits = Edits { pins: [(Id(1), Id(1))].into(), ..Edits::default() };
    let proposal = propose_with(&[task(1, 300), task(2, 300)], &[member(1, 480, 0), member(2, 310, 0)], &edits);
    assert_eq!(picture(&proposal), "1→1 2→2");
}

#[test]
fn barred_spared_and_left_out_are_kept_to() {
    let (tasks, two) = ([task(1, 60), task(2, 60)], [member(1, 480, 0), member(2, 960, 0)]);
    let after = |edits: Edits| propose_with(&tasks, &two, &edits);
    let barred = BTreeSet::from([(Id(1), Id(2)), (Id(2), Id(2))]);
    assert_eq!(picture(&after(Edits { barred: barred.clone(), ..Edits::default() })), "1→1 2→1");
    assert_eq!(picture(&after(Edits { spared: [Id(1)].into(), ..Edits::default() })), "1→2 2→2");
    let left_out = after(Edits { left_out: [Id(1)].into(), ..Edits::default() });
    assert_eq!((picture(&left_out), &left_out.unplaced[0].why), ("1→– 2→2".to_owned(), &Why::LeftOut));
    let nobody = after(Edits { barred, spared: [Id(1)].into(), ..Edits::default() });
    assert_eq!((&nobody.unplaced[0].why, &nobody.unplaced[0].offer), (&Why::Barred, &None));
}

#[test]
fn two_owners_are_exchanged() {
    let (tasks, two) = ([task(1, 60), task(2, 120), task(3, 9600)], [member(1, 480, 0), member(2, 480, 0)]);
    let proposal = propose(&tasks, &two);
    assert_eq!(picture(&proposal), "1→1 2→2 3→–");
    let mut edits = Edits::default();
    assert!(edits.swap(&proposal, Id(1), Id(2)));
    assert_eq!(picture(&propose_with(&tasks, &two, &edits)), "1→2 2→1 3→–");
    let before = edits.clone();
    assert!(!edits.swap(&proposal, Id(1), Id(3)), "nobody has the third");
    assert_eq!(edits, before);
}

#[test]
fn what_the_leader_says_of_others_is_passed_over() {
    let pins = BTreeMap::from([(Id(1), Id(99)), (Id(98), Id(1))]);
    let edits = Edits { pins, spared: [Id(97)].into(), left_out: [Id(96)].into(), ..Edits::default() };
    let proposal = propose_with(&[task(1, 60)], &[member(1, 480, 0)], &edits);
    assert_eq!(picture(&proposal), "1→1");
    assert!(!proposal.choices[0].reasons.contains(&Reason::Pinned));
}

#[test]
fn little_or_nothing_to_hand_out_is_no_trouble() {
    let nothing = propose(&[], &[]);
    assert!(nothing.choices.is_empty() && nothing.unplaced.is_empty() && nothing.bars.is_empty() && nothing.exact);
    assert_eq!(propose(&[], &[member(1, 0, 0)]).bars[0].after, 0);
    assert_eq!(picture(&propose(&[task(1, 1), task(2, 0)], &[member(1, 0, 0)])), "1→– 2→–");
    assert_eq!(picture(&propose(&[task(1, 480), task(2, 0)], &[member(1, 480, 0)])), "1→1 2→1");
    let overloaded = propose(&[task(1, 1)], &[member(1, 100, 5000)]);
    assert_eq!((picture(&overloaded), overloaded.bars[0].above), ("1→–".to_owned(), 4900));
    let many: Vec<Task> = (1..=40).map(|id| task(id, 60)).collect();
    assert_eq!(propose(&many, &[]).unplaced.len(), 40);
    assert_eq!(propose(&many, &[member(1, 600, 0)]).choices.len(), 10);
}
