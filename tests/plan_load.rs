//! Where effort lies and what it adds up to: by week, by act, and when somebody is given a task.

use partybook::base::day::Day;
use partybook::base::id::Id;
use partybook::base::minutes::Minutes;
use partybook::domain::task::TaskStatus;
use partybook::plan::calendar::Stretch;
use partybook::plan::capacity::Person;
use partybook::plan::leave::Presence;
use partybook::plan::load::{ActDays, Change, Loads, Part};
use partybook::plan::spread::{Assigned, Place, Spread};
use proptest::prelude::*;

use crate::plan_calendar::{day, korea, stretch};
use crate::plan_capacity::{LOG, MART, away, person, share};

const SOL: i64 = 1;
const SAEBYEOL: i64 = 2;
const ACT: Id = Id(70);

/// A task of MART's act 2021-10-05…15, for new year's year in Korea.
fn task(id: i64, owner: i64, minutes: impl Into<Option<i64>>) -> Assigned {
    Assigned {
        task: Id(id),
        owner: Id(owner),
        party: MART,
        act: Some(ACT),
        status: TaskStatus::Todo,
        estimate: minutes.into().map(Minutes),
        blocked: false,
        started_on: None,
        due: None,
        act_first: Some(day("2021-10-05")),
        act_last: Some(day("2021-10-15")),
    }
}

fn team() -> Vec<Person> {
    let since = "2021-09-13";
    let sol = person(SOL, vec![away("2021-10-05", "2021-10-07", false)], vec![share(LOG, 500, since)]);
    let saebyeol = person(SAEBYEOL, vec![], vec![share(LOG, 500, since), share(MART, 600, since)]);
    vec![sol, saebyeol]
}

const TODAY: &str = "2021-09-13";

#[test]
fn a_task_of_the_planning_walk() {
    let (korea, team, works) = (korea(), team(), [task(1, SAEBYEOL, 960)]);
    let loads = Loads::new(&korea, &team, &works, &|_| 600, day(TODAY));
    let act = stretch("2021-10-05", "2021-10-15");
    let rows = loads.over(&[act]);
    let shown: Vec<(i64, i64, Option<i64>)> =
        rows.iter().map(|row| (row.cells[0].workdays, row.cells[0].load, row.cells[0].capacity)).collect();
    assert_eq!(shown, [(8, 0, Some(720)), (8, 960, Some(2304))]);
    assert_eq!((rows[0].cells[0].halves_off(), rows[0].cells[0].off.len()), (6, 3));
    assert_eq!(rows[1].cells[0].parts, [Part { work: 0, minutes: Some(960) }]);
    let change = Change { before: 0, after: 960, capacity: Some(720) };
    assert_eq!(loads.giving(Id(SOL), &works[0], act), Some(change));
    let same = Change { before: 960, after: 960, capacity: Some(2304) };
    assert_eq!(loads.giving(Id(SAEBYEOL), &works[0], act), Some(same));
    assert_eq!(loads.giving(Id(99), &works[0], act), None);
}

#[test]
fn effort_lies_between_start_and_end() {
    let korea = korea();
    let place = |work: Assigned, today: &str| work.place(day(today), &korea);
    let days = |first: &str, last: &str| Place::Days(stretch(first, last));
    let plain = task(1, SOL, 480);
    assert_eq!(place(plain, TODAY), days("2021-10-05", "2021-10-15"));
    assert_eq!(place(plain, "2021-10-08"), days("2021-10-08", "2021-10-15"), "nobody has begun it");
    assert_eq!(place(plain, "2021-10-15"), days("2021-10-15", "2021-10-15"));
    assert_eq!(place(plain, "2021-10-16"), Place::Overdue(day("2021-10-18")), "from the next working day");
    let due = Assigned { due: Some(day("2021-10-12")), ..plain };
    assert_eq!(place(due, TODAY), days("2021-10-05", "2021-10-12"), "the due day goes before the act's");
    let early = Assigned { due: Some(day("2021-10-01")), ..plain };
    assert_eq!(place(early, TODAY), days("2021-10-01", "2021-10-01"), "a start behind the end means the end");
    let doing = Assigned { status: TaskStatus::Doing, started_on: Some(day("2021-10-06")), ..plain };
    assert_eq!(place(doing, "2021-10-08"), days("2021-10-06", "2021-10-15"), "what was begun lies where it began");
    let again = Assigned { status: TaskStatus::Todo, ..doing };
    assert_eq!(place(again, "2021-10-08"), days("2021-10-08", "2021-10-15"), "what was put back has not begun");
    let loose = Assigned { act: None, act_first: None, act_last: None, ..plain };
    assert_eq!(place(loose, TODAY), Place::Undated);
    assert_eq!(place(Assigned { due: Some(day("2021-10-01")), ..loose }, TODAY), days(TODAY, "2021-10-01"));
    assert_eq!(place(Assigned { act_last: None, ..plain }, TODAY), Place::Undated, "an act without an end");
}

/// Minutes of a task of sol on each day of its act.
fn by_day(work: Assigned, today: &str) -> Vec<i64> {
    let korea = korea();
    let presence = Presence::new(&korea, &team()[0].leave);
    let spread = Spread::of(&work, &presence, day(today)).unwrap();
    let days = day("2021-10-05").through(day("2021-10-15"));
    let each: Vec<i64> = days.map(|day| spread.within(&presence.edges(Stretch::new(day, day)))).collect();
    assert_eq!(spread.within(&presence.edges(stretch("2021-01-01", "2021-12-31"))), spread.minutes());
    each
}

#[test]
fn effort_is_spread_over_the_days_its_owner_is_there() {
    // 5–7 October on leave, then Friday, the weekend, a holiday, Tuesday to Friday: five days for 482 minutes.
    assert_eq!(by_day(task(1, SOL, 482), TODAY), [0, 0, 0, 96, 0, 0, 0, 96, 97, 96, 97]);
    let korea = korea();
    let half = [away("2021-10-13", "2021-10-13", true)];
    let presence = Presence::new(&korea, &half);
    let work = Assigned { act_first: Some(day("2021-10-12")), ..task(1, SOL, 700) };
    let spread = Spread::of(&work, &presence, day(TODAY)).unwrap();
    let on = |date: &str| spread.within(&presence.edges(stretch(date, date)));
    assert_eq!(["2021-10-12", "2021-10-13", "2021-10-14", "2021-10-15"].map(on), [200, 100, 200, 200]);
    // Away all the time: the work stands there all the same, and the cell is over.
    let short = Assigned { due: Some(day("2021-10-06")), ..task(1, SOL, 101) };
    assert_eq!(by_day(short, TODAY)[..3], [50, 51, 0]);
    // No working day at all: the first one after.
    let holiday = Assigned { act_first: Some(day("2021-10-09")), due: Some(day("2021-10-11")), ..task(1, SOL, 60) };
    assert_eq!(by_day(holiday, TODAY)[6..8], [0, 60]);
    assert_eq!(by_day(Assigned { due: Some(day("2021-10-01")), ..task(1, SOL, 90) }, "2021-10-04")[0], 90, "overdue");
}

#[test]
fn what_needs_a_word_is_named() {
    let works = [
        task(1, SOL, 480),
        Assigned { blocked: true, ..task(2, SOL, 240) },
        task(3, SOL, None),
        Assigned { act_last: None, ..task(4, SOL, 60) },
        Assigned { due: Some(day("2021-09-10")), ..task(5, SOL, 30) },
        Assigned { status: TaskStatus::Done, ..task(6, SOL, 480) },
        Assigned { status: TaskStatus::Dropped, due: Some(day("2021-09-01")), ..task(7, SOL, None) },
        task(8, 99, 480),
        Assigned { blocked: true, act_last: None, ..task(9, SOL, None) },
    ];
    let (korea, team) = (korea(), team());
    let loads = Loads::new(&korea, &team, &works, &|_| 600, day(TODAY));
    let rows = loads.over(&[stretch("2021-09-13", "2021-09-19"), stretch("2021-10-04", "2021-10-10")]);
    let row = &rows[0];
    assert_eq!((&row.unestimated, &row.blocked), (&vec![2, 8], &vec![1, 8]));
    assert_eq!((&row.undated, row.undated_minutes, &row.overdue), (&vec![3, 8], 60, &vec![4]));
    // Overdue stands on today; of five days one lies in October's first week.
    assert_eq!((row.cells[0].load, row.cells[1].load, row.outside), (30, 96 + 48, 720 - 96 - 48));
    let parts = [(0, Some(96)), (1, Some(48)), (2, None)].map(|(work, minutes)| Part { work, minutes });
    assert_eq!(row.cells[1].parts, parts);
    assert!(row.cells.iter().all(|cell| !cell.is_over()));
    assert_eq!(rows[1].cells.iter().map(|cell| cell.load).sum::<i64>(), 0);
}

#[test]
fn more_than_can_be_done_is_over_and_unknown_never_is() {
    let korea = korea();
    let stranger = person(3, vec![], vec![]);
    let works = [task(1, SOL, 721), task(2, 3, 5000), task(3, SAEBYEOL, 2304)];
    let people: Vec<Person> = team().into_iter().chain([stranger]).collect();
    let loads = Loads::new(&korea, &people, &works, &|_| 600, day(TODAY));
    let rows = loads.over(&[stretch("2021-10-05", "2021-10-15")]);
    let over: Vec<(Option<i64>, bool)> =
        rows.iter().map(|row| (row.cells[0].capacity, row.cells[0].is_over())).collect();
    assert_eq!(over, [(Some(720), true), (Some(2304), false), (None, false)]);
}

#[test]
fn acts_count_their_own_tasks_and_all_that_lies_in_their_days() {
    let other = Assigned { party: LOG, act: Some(Id(71)), ..task(2, SAEBYEOL, 400) };
    let late = Assigned { due: Some(day("2021-11-30")), ..task(3, SAEBYEOL, 3600) };
    let works = [task(1, SAEBYEOL, 960), other, late, task(4, SOL, None)];
    let (korea, team) = (korea(), team());
    let loads = Loads::new(&korea, &team, &works, &|_| 600, day(TODAY));
    let days = stretch("2021-10-05", "2021-10-15");
    let acts = loads.acts(&[ActDays { act: ACT, party: MART, days }, ActDays { act: Id(72), party: LOG, days }]);
    let (sol, saebyeol) = (&acts[0][0], &acts[0][1]);
    assert_eq!((sol.member, sol.capacity, sol.load, sol.is_over()), (Id(SOL), None, 0, false));
    assert_eq!(sol.parts, [Part { work: 3, minutes: None }]);
    // 3840 minutes × 0.6 × 0.6; the late task counts whole in its act, in its days with 8 of its 40 working days.
    assert_eq!((saebyeol.capacity, saebyeol.load, saebyeol.is_over()), (Some(1382), 4560, true));
    assert_eq!((saebyeol.capacity_all, saebyeol.load_all), (Some(2304), 960 + 400 + 3600 * 8 / 40));
    assert!(!saebyeol.is_over_all());
    let members: Vec<(Id, i64, Option<i64>)> =
        acts[1].iter().map(|cell| (cell.member, cell.load, cell.capacity)).collect();
    assert_eq!(members, [(Id(SOL), 0, Some(720)), (Id(SAEBYEOL), 0, Some(1152))]);
}

#[test]
fn a_member_is_seen_party_by_party() {
    let other = Assigned { party: LOG, act: Some(Id(71)), ..task(2, SAEBYEOL, 400) };
    let works = [task(1, SAEBYEOL, 960), other, task(3, SOL, 100), task(4, SAEBYEOL, 240)];
    let (korea, team) = (korea(), team());
    let loads = Loads::new(&korea, &team, &works, &|_| 600, day(TODAY));
    let act = stretch("2021-10-05", "2021-10-15");
    let of = |member: i64| -> Vec<(Id, Option<i64>, i64)> {
        loads.by_party(Id(member), act).iter().map(|cell| (cell.party, cell.capacity, cell.load)).collect()
    };
    assert_eq!(of(SAEBYEOL), [(LOG, Some(1152), 400), (MART, Some(1382), 1200)]);
    assert_eq!(of(SOL), [(LOG, Some(720), 0), (MART, None, 100)]);
    assert!(of(99).is_empty());
}

/// Tasks of two people by chance, over the end of 2026.
fn any_task() -> impl Strategy<Value = Assigned> {
    let days = || proptest::option::of(0_i64..120);
    let status = prop_oneof![3 => Just(TaskStatus::Todo), 2 => Just(TaskStatus::Doing), 1 => Just(TaskStatus::Done)];
    let estimate = proptest::option::of(1_i64..6000);
    (1_i64..3, status, estimate, days(), days(), days(), days()).prop_map(
        |(owner, status, estimate, started, due, first, last)| {
            let at = |n: i64| day("2026-09-01").plus(n);
            Assigned {
                status,
                started_on: started.map(at),
                due: due.map(at),
                act_first: first.map(at),
                act_last: last.map(at),
                ..task(0, owner, estimate)
            }
        },
    )
}

fn any_leave() -> impl Strategy<Value = Vec<Person>> {
    proptest::collection::vec((0_i64..120, 0_i64..15, any::<bool>()), 0..5).prop_map(|leave| {
        let at = |n: i64| day("2026-09-01").plus(n);
        let away = |(first, length, half)| partybook::plan::leave::Away {
            days: Stretch::new(at(first), at(first + length)),
            half,
        };
        let leave: Vec<_> = leave.into_iter().map(away).collect();
        let shares = vec![share(LOG, 400, "2026-01-01"), share(MART, 500, "2026-01-01")];
        vec![person(1, leave, shares.clone()), person(2, vec![], shares)]
    })
}

fn weeks() -> Vec<Stretch> {
    Stretch::weeks(day("2026-10-01"), 9)
}

proptest! {
    #[test]
    fn no_minute_is_lost(works in proptest::collection::vec(any_task(), 0..25), team in any_leave(), today in 0_i64..120) {
        let korea = korea();
        let loads = Loads::new(&korea, &team, &works, &|_| 600, day("2026-09-01").plus(today));
        let rows = loads.over(&weeks());
        for row in &rows {
            let open = works.iter().filter(|work| work.owner == row.member && work.status.is_open());
            let estimates: i64 = open.filter_map(|work| work.estimate).map(|minutes| minutes.0).sum();
            let cells: i64 = row.cells.iter().map(|cell| cell.load).sum();
            prop_assert_eq!(cells + row.outside + row.undated_minutes, estimates);
            prop_assert!(row.outside >= 0 && row.cells.iter().all(|cell| cell.load >= 0));
            for cell in &row.cells {
                prop_assert_eq!(cell.parts.iter().filter_map(|part| part.minutes).sum::<i64>(), cell.load);
            }
        }
        // Weeks are the sum of their days.
        let days: Vec<Stretch> = weeks().iter().flat_map(|week| week.first.through(week.last)).map(|d| Stretch::new(d, d)).collect();
        for (row, by_day) in rows.iter().zip(loads.over(&days)) {
            let sums: Vec<i64> = by_day.cells.chunks(7).map(|week| week.iter().map(|cell| cell.load).sum()).collect();
            prop_assert_eq!(row.cells.iter().map(|cell| cell.load).collect::<Vec<_>>(), sums);
        }
    }

    #[test]
    fn order_does_not_matter_and_more_work_is_never_less_load(
        works in proptest::collection::vec(any_task(), 1..20),
        team in any_leave(),
        today in 0_i64..120,
        turn in 0_usize..20,
    ) {
        let korea = korea();
        let today: Day = day("2026-09-01").plus(today);
        let loads_of = |works: &[Assigned]| {
            let rows = Loads::new(&korea, &team, works, &|_| 600, today).over(&weeks());
            rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.load)).collect::<Vec<i64>>()
        };
        let whole = loads_of(&works);
        let mut turned = works.clone();
        turned.rotate_left(turn % works.len());
        prop_assert_eq!(&loads_of(&turned), &whole);
        let fewer = loads_of(&works[1..]);
        prop_assert!(fewer.iter().zip(&whole).all(|(fewer, all)| fewer <= all));
    }

    #[test]
    fn giving_a_task_is_what_having_it_shows(works in proptest::collection::vec(any_task(), 1..15), team in any_leave(), today in 0_i64..120) {
        let korea = korea();
        let today = day("2026-09-01").plus(today);
        let works: Vec<Assigned> = works.into_iter().zip(1..).map(|(work, id)| Assigned { task: Id(id), ..work }).collect();
        let week = weeks()[2];
        let mut moved = works.clone();
        moved[0].owner = Id(2);
        let before = Loads::new(&korea, &team, &works, &|_| 600, today);
        let change = before.giving(Id(2), &works[0], week).unwrap();
        let after = Loads::new(&korea, &team, &moved, &|_| 600, today).over(&[week])[1].cells[0].load;
        prop_assert_eq!((change.before, change.after), (before.over(&[week])[1].cells[0].load, after));
    }
}
