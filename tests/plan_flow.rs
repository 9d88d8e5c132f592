//! How work flows: one published data set in every metric, burn-up, shares, estimates against what it took.

use partybook::base::day::{Day, Instant, Zone};
use partybook::base::minutes::Minutes;
use partybook::domain::act::Ledger;
use partybook::plan::burnup::{Change, Part, burnup};
use partybook::plan::flow::{
    Ends, Item, ages, cumulative, cycle_summary, cycle_times, per_day, per_week, per_workday, under_way,
};
use partybook::plan::outcome::{against, shares};
use partybook::plan::percentile::Summary;
use partybook::plan::ratio::Ratio;
use proptest::prelude::*;

/// TV-E1: items by the days of January 2018 on which they came to backlog, committed, build, test, done; 0 is not yet.
const ITEMS: [[u32; 5]; 18] = [
    [1, 0, 0, 0, 0],
    [2, 0, 0, 0, 0],
    [3, 0, 0, 0, 0],
    [1, 2, 0, 0, 0],
    [1, 3, 0, 0, 0],
    [1, 3, 0, 0, 0],
    [1, 2, 3, 0, 0],
    [1, 2, 4, 0, 0],
    [1, 2, 4, 0, 0],
    [1, 2, 3, 4, 0],
    [1, 2, 3, 5, 0],
    [1, 2, 3, 5, 0],
    [1, 2, 3, 4, 7],
    [1, 2, 3, 5, 7],
    [1, 3, 3, 5, 8],
    [1, 3, 3, 4, 8],
    [1, 4, 5, 5, 9],
    [1, 5, 6, 8, 9],
];
const COMMITTED: usize = 1;

fn january(day: u32) -> Day {
    Day::of(2018, 1, day).unwrap()
}

fn items() -> Vec<Item<5>> {
    let entered = |days: [u32; 5]| days.map(|day| (day > 0).then(|| january(day)));
    ITEMS.iter().map(|days| Item { entered: entered(*days), left: None }).collect()
}

#[test]
fn cumulative_flow_is_the_published_one() {
    let published = [
        [16, 0, 0, 0, 0],
        [17, 9, 0, 0, 0],
        [18, 13, 8, 0, 0],
        [18, 14, 10, 3, 0],
        [18, 15, 11, 8, 0],
        [18, 15, 12, 8, 0],
        [18, 15, 12, 8, 2],
        [18, 15, 12, 9, 4],
        [18, 15, 12, 9, 6],
    ];
    assert_eq!(cumulative(&items(), january(1), january(9)), published);
    assert_eq!(cumulative(&items(), january(5), january(6)), published[4..6], "what came before is there already");
    assert_eq!(cumulative(&items(), january(5), january(4)), [[0; 5]; 0]);
}

#[test]
fn work_under_way_is_the_published_one() {
    let flow = under_way(&items(), COMMITTED, january(1), january(9));
    assert_eq!(flow.iter().map(|day| day.wip).collect::<Vec<_>>(), [0, 9, 13, 14, 15, 15, 13, 11, 9]);
    assert_eq!(flow.iter().map(|day| day.arrivals).collect::<Vec<_>>(), [0, 9, 4, 1, 1, 0, 0, 0, 0]);
    assert_eq!(flow.iter().map(|day| day.departures).collect::<Vec<_>>(), [0, 0, 0, 0, 0, 0, 2, 2, 2]);
    let later = under_way(&items(), COMMITTED, january(4), january(4))[0];
    assert_eq!((later.day, later.wip, later.arrivals, later.given_up), (january(4), 14, 1, 0));
}

#[test]
fn cycle_times_and_ages_are_the_published_ones() {
    let items = items();
    assert_eq!(cycle_times(&items, COMMITTED, Ends::Last), [5, 5, 5, 5, 5, 4]);
    assert_eq!(cycle_times(&items, COMMITTED, Ends::Both), [6, 6, 6, 6, 6, 5]);
    let summary = cycle_summary(&items, COMMITTED).unwrap();
    assert_eq!((summary.n, summary.p50, summary.p85, summary.highest), (6, 6, 6, 6));
    let ages = ages(&items, COMMITTED, january(10), Ends::Last);
    assert_eq!(ages[..3], [(3, 8), (4, 7), (5, 7)]);
    assert_eq!(ages.len(), 9);
    assert_eq!(cycle_summary::<5>(&[], COMMITTED), None);
}

#[test]
fn throughput_is_the_published_one() {
    let done: Vec<Day> = items().iter().filter_map(|item| item.entered[4]).collect();
    assert_eq!(per_day(&done, january(7), january(9)), [2, 2, 2]);
    assert_eq!(per_day(&done, january(5), january(9)), [0, 0, 2, 2, 2]);
    assert_eq!(per_week(&done, january(1), 2), [2, 4]);
}

#[test]
fn days_off_hand_on_what_was_finished_on_them() {
    let workdays: Vec<Day> = [4, 5, 8, 9].map(january).to_vec();
    let done = [3, 4, 6, 7, 8, 9, 10].map(january);
    assert_eq!(per_workday(&done, &workdays), [1, 0, 3, 2]);
    assert_eq!(per_workday(&done, &[]), [0; 0]);
}

/// Days that items spent under way within the window, each counted on its own.
fn days_in_system(items: &[Item<5>], last: u32) -> i64 {
    let finished: i64 = cycle_times(items, COMMITTED, Ends::Last).iter().sum();
    let open: i64 = ages(items, COMMITTED, january(last), Ends::Both).iter().map(|(_, age)| age).sum();
    finished + open
}

#[test]
fn littles_law_holds_in_its_finite_form() {
    let wip: i64 = under_way(&items(), COMMITTED, january(1), january(9)).iter().map(|day| day.wip).sum();
    assert_eq!((wip, days_in_system(&items(), 9)), (99, 29 + 70));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn littles_law_holds_for_any_work(days in proptest::collection::vec(proptest::array::uniform5(0_u32..=9), 0..30)) {
        let entered = |days: [u32; 5]| days.map(|day| (day > 0).then(|| january(day)));
        let items: Vec<Item<5>> = days.into_iter().map(|days| Item { entered: entered(days), left: None }).collect();
        let wip: i64 = under_way(&items, COMMITTED, january(1), january(9)).iter().map(|day| day.wip).sum();
        prop_assert_eq!(wip, days_in_system(&items, 9));
    }

    #[test]
    fn nothing_under_way_is_lost(days in proptest::collection::vec((proptest::array::uniform5(0_u32..=12), 0_u32..=12), 0..30), first in 1_u32..9) {
        let entered = |days: [u32; 5]| days.map(|day| (day > 0).then(|| january(day)));
        let item = |(days, left)| Item { entered: entered(days), left: (left > 0).then(|| january(left)) };
        let items: Vec<Item<5>> = days.into_iter().map(item).collect();
        let flow = under_way(&items, COMMITTED, january(first), january(12));
        for pair in flow.windows(2) {
            prop_assert_eq!(pair[1].wip, pair[0].wip + pair[1].arrivals - pair[1].departures - pair[1].given_up);
        }
        for (day, bands) in flow.iter().zip(cumulative(&items, january(first), january(12))) {
            prop_assert_eq!(ages(&items, COMMITTED, day.day, Ends::Both).len() as i64, day.wip);
            prop_assert!(bands.windows(2).all(|pair| pair[0] >= pair[1]) && bands[4] >= 0);
        }
    }
}

#[test]
fn who_jumps_a_stage_has_been_through_it() {
    let item = Item { entered: [Some(january(1)), None, None, None, Some(january(3))], left: None };
    assert_eq!(cycle_times(&[item], COMMITTED, Ends::Both), [1], "done straight from the backlog is a day");
    assert_eq!(cumulative(&[item], january(3), january(3)), [[1; 5]]);
}

#[test]
fn what_was_let_go_is_not_under_way() {
    let [came, left] = [january(2), january(4)];
    let item = Item { entered: [Some(came), Some(came), None, None, None], left: Some(left) };
    let flow = under_way(&[item], COMMITTED, january(1), january(5));
    let days: Vec<_> = flow.iter().map(|day| (day.wip, day.arrivals, day.departures, day.given_up)).collect();
    assert_eq!(days, [(0, 0, 0, 0), (1, 1, 0, 0), (1, 0, 0, 0), (0, 0, 0, 1), (0, 0, 0, 0)]);
    assert_eq!(cycle_times(&[item], COMMITTED, Ends::Both), [0; 0]);
    assert_eq!(ages(&[item], COMMITTED, left, Ends::Both), []);
}

#[test]
fn a_day_is_a_day_where_the_team_lives() {
    // TV-E4.
    let [start, done] = ["2026-03-02T15:30:00Z", "2026-03-04T14:59:00Z"].map(|at| at.parse::<Instant>().unwrap());
    let days = |zone: &Zone, ends: Ends| ends.days(start.day_in(zone), done.day_in(zone));
    let seoul: Zone = "Asia/Seoul".parse().unwrap();
    assert_eq!((days(&seoul, Ends::Both), days(&seoul, Ends::Last)), (2, 1));
    assert_eq!((days(&Zone::UTC, Ends::Both), days(&Zone::UTC, Ends::Last)), (3, 2));
}

/// A task in a stretch: done or not, with an estimate in hours.
fn part(done: bool, hours: i64) -> Part {
    Part { done, estimate: (hours > 0).then_some(Minutes(hours * 60)) }
}

#[test]
fn burn_up_is_the_published_one() {
    // TV-E2, and minutes beside.
    let came = |day, hours| Change { day: january(day), before: None, after: Some(part(false, hours)) };
    let done = Change { day: january(6), before: Some(part(false, 8)), after: Some(part(true, 8)) };
    let points = burnup(&[done, came(4, 0), came(1, 8), came(2, 4), came(3, 2)], january(1), january(6));
    assert_eq!(points.iter().map(|point| point.scope).collect::<Vec<_>>(), [1, 2, 3, 4, 4, 4]);
    assert_eq!(points.iter().map(|point| point.done).collect::<Vec<_>>(), [0, 0, 0, 0, 0, 1]);
    let last = points[5];
    assert_eq!((last.scope_minutes, last.done_minutes, last.unestimated), (840, 480, 1));
}

#[test]
fn scope_goes_down_and_up_again() {
    let change = |day, before, after| Change { day: january(day), before, after };
    let changes = [
        change(1, None, Some(part(false, 8))),
        change(2, Some(part(false, 8)), Some(part(true, 8))),
        change(3, Some(part(true, 8)), Some(part(false, 8))),
        change(4, Some(part(false, 8)), Some(part(false, 2))),
        change(5, Some(part(false, 2)), None),
    ];
    let points = burnup(&changes, january(1), january(5));
    let said: Vec<_> = points.iter().map(|point| (point.scope, point.done, point.scope_minutes)).collect();
    assert_eq!(said, [(1, 0, 480), (1, 1, 480), (1, 0, 480), (1, 0, 120), (0, 0, 0)]);
    assert_eq!(burnup(&changes, january(4), january(4))[0].scope_minutes, 120);
}

#[test]
fn shares_of_an_act_are_of_what_was_in_it() {
    let ledger = Ledger { start: 8, added: 3, removed: 1, done: 7, carried: 2, dropped: 1 };
    let act = shares(&ledger, 2).unwrap();
    assert_eq!((act.n, act.carried, act.unplanned), (10, Ratio::new(1, 5), Ratio::new(2, 10)));
    assert_eq!(act.carried.thousandths(), Some(200));
    assert_eq!(shares(&Ledger::default(), 0), None);
}

#[test]
fn estimates_are_held_against_what_it_took() {
    // TV-D11: eleven estimates of two hours.
    let actual = [2, 2, 2, 2, 4, 2, 2, 2, 2, 4, 2].map(|hours| (Minutes(120), Minutes(hours * 60)));
    let all = against(&actual).unwrap();
    assert_eq!((all.estimated, all.actual, all.ratio), (Minutes(1320), Minutes(1560), Ratio::new(26, 22)));
    assert_eq!(all.each, Summary { n: 11, p50: 1000, p85: 2000, p95: 2000, highest: 2000 });
    assert_eq!(against(&[(Minutes(0), Minutes(60))]), None, "nobody said what it would take");
}
