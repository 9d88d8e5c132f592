//! What concerns people and order: who leads next, how evenly work and knowledge lie, what to do first.

use partybook::base::day::Day;
use partybook::base::id::Id;
use partybook::plan::fairness::{Keeper, fairness, jain, truck_factor};
use partybook::plan::priority::{Rice, Wsjf};
use partybook::plan::ratio::Ratio;
use partybook::plan::rotation::{Candidate, PassedOver, Reason, next_leader};
use proptest::prelude::*;

fn day(month: u32) -> Option<Day> {
    Day::of(2021, month, 1)
}

/// Somebody who would lead and never did.
fn candidate(id: i64) -> Candidate {
    Candidate {
        member: Id(id),
        opted_in: true,
        leads: false,
        leads_elsewhere: false,
        last_led: None,
        last_shadow: None,
    }
}

#[test]
fn who_has_not_led_for_longest_is_next() {
    let sol = Candidate { leads: true, last_led: day(12), last_shadow: day(8), ..candidate(1) };
    let danpung = Candidate { last_led: day(6), ..candidate(2) };
    let bori = Candidate { last_led: day(3), ..candidate(3) };
    let next = next_leader(&[danpung, sol, bori]);
    assert_eq!(next.next, Some((Id(3), vec![Reason::LastLed(day(3).unwrap())])));
    assert_eq!(next.others, [(Id(1), PassedOver::Leads), (Id(2), PassedOver::Later)]);
    let garam = candidate(4);
    assert_eq!(next_leader(&[sol, danpung, garam, bori]).next, Some((Id(4), vec![Reason::NeverLed])));
}

#[test]
fn the_last_shadow_comes_first() {
    let shadow = Candidate { last_led: day(11), last_shadow: day(10), ..candidate(2) };
    let before = Candidate { last_shadow: day(9), ..candidate(3) };
    let said = vec![Reason::LastShadow(day(10).unwrap()), Reason::LastLed(day(11).unwrap())];
    assert_eq!(next_leader(&[candidate(1), before, shadow]).next, Some((Id(2), said)));
}

#[test]
fn who_is_not_free_is_passed_over() {
    let shy = Candidate { opted_in: false, last_shadow: day(10), ..candidate(1) };
    let busy = Candidate { leads_elsewhere: true, ..candidate(2) };
    let next = next_leader(&[shy, busy, candidate(3)]);
    assert_eq!(next.next, Some((Id(3), vec![Reason::NeverLed, Reason::Only])));
    assert_eq!(next.others, [(Id(1), PassedOver::NotOptedIn), (Id(2), PassedOver::LeadsElsewhere)]);
    let nobody = next_leader(&[shy, busy]);
    assert_eq!((nobody.next, nobody.others.len()), (None, 2));
    assert_eq!(next_leader(&[]).next, None);
}

/// Jain's index in ten-thousandths.
fn index(shares: &[f64]) -> Option<i64> {
    jain(shares).map(|index| (index * 10_000.0).round() as i64)
}

#[test]
fn jains_index_is_the_published_one() {
    // TV-G4.
    assert_eq!(index(&[1.0, 3.0, 5.0]), Some(7714));
    assert_eq!(index(&[1.0, 4.0, 5.0]), Some(7937));
    assert_eq!(index(&[1.0, 2.0, 5.0]), Some(7111));
    assert_eq!(index(&[10.0, 20.0, 30.0, 40.0, 50.0, 60.0]), Some(8077));
    assert_eq!(index(&[7.0, 7.0, 0.0, 0.0, 0.0]), Some(4000), "k of n equal, the rest nothing: k ÷ n");
    assert_eq!((index(&[]), index(&[0.0, 0.0])), (None, None));
}

#[test]
fn fairness_tells_the_spread() {
    // The demo's eight people, in days.
    let minutes = [7, 16, 26, 16, 25, 17, 23, 45].map(|days| days * 480);
    let all = fairness(&minutes).unwrap();
    assert_eq!((all.n, all.lowest, all.highest, all.spread()), (8, 7 * 480, 45 * 480, 38 * 480));
    assert_eq!(all.jain.map(|index| (index * 10_000.0).round() as i64), Some(8136));
    assert_eq!(fairness(&[]), None);
    assert_eq!(fairness(&[0, 0]).unwrap().jain, None);
}

fn keeper(handle: &str, leads: usize, areas: &str) -> Keeper {
    Keeper { handle: handle.to_owned(), leads, areas: areas.split_whitespace().map(str::to_owned).collect() }
}

#[test]
fn the_truck_factor_is_the_published_one() {
    // TV-G5.
    let people =
        [keeper("dini", 0, "a b c"), keeper("grab", 0, "c d"), keeper("humphrey", 0, "e"), keeper("jeff", 0, "f")];
    let found = truck_factor(&people).unwrap();
    assert_eq!((found.factor, found.areas), (2, 6));
    assert_eq!(found.keepers, ["dini", "grab"]);
}

#[test]
fn of_equals_who_leads_the_least_counts_first_then_the_name() {
    let people = [keeper("b", 1, "x y"), keeper("c", 0, "y z"), keeper("a", 1, "z x")];
    assert_eq!(truck_factor(&people).unwrap().keepers, ["c", "a", "b"], "half covered is enough");
    let mut other = people.to_vec();
    other.reverse();
    assert_eq!(truck_factor(&other), truck_factor(&people));
    assert_eq!((truck_factor(&[]), truck_factor(&[keeper("a", 0, "")])), (None, None));
    assert_eq!(truck_factor(&[keeper("a", 0, "x"), keeper("b", 0, "x")]).unwrap().factor, 2);
}

/// Numbers in thousandths.
fn rice(reach: i64, impact: i64, confidence: i64, effort: i64) -> Option<i64> {
    Rice { reach: reach * 1000, impact, confidence, effort }.score()
}

#[test]
fn rice_is_the_published_one() {
    // TV-F1.
    assert_eq!(rice(2000, 2000, 800, 3000), Some(1_066_667));
    assert_eq!(rice(5000, 500, 1000, 1000), Some(2_500_000));
    assert_eq!(rice(5000, 2000, 800, 2000), Some(4_000_000));
    assert_eq!(rice(10, 3000, 1000, 6000), Some(5_000));
    assert_eq!(rice(10_000, 3000, 1000, 500), Some(60_000_000));
    assert_eq!(rice(10, 3000, 1000, 0), None, "without effort there is no score");
    let most = Rice { reach: i64::MAX, impact: i64::MAX, confidence: i64::MAX, effort: 1 };
    assert_eq!(most.score(), Some(i64::MAX));
}

#[test]
fn wsjf_is_the_published_one() {
    // TV-F2.
    let wsjf = |parts: [i64; 3], size: i64| {
        let [value, urgency, opportunity] = parts.map(|part| part * 1000);
        Wsjf { value, urgency, opportunity, size: size * 1000 }.score()
    };
    assert_eq!(wsjf([100, 50, 20], 10), Some(17_000));
    assert_eq!(wsjf([80, 30, 10], 5), Some(24_000));
    assert_eq!(wsjf([8, 5, 3], 4), Some(4_000));
    assert_eq!(wsjf([6, 9, 2], 3), Some(5_667));
    assert_eq!(wsjf([6, 9, 2], 0), None);
}

#[test]
fn a_part_of_nothing_is_more_than_everything() {
    let (full, none) = (Ratio::new(7, 7), Ratio::new(1, 0));
    assert!(full < Ratio::new(8, 7) && Ratio::new(1_000_000, 1) < none);
    assert_eq!((Ratio::new(0, 0), Ratio::new(-3, 5)), (Ratio::ZERO, Ratio::ZERO));
    assert_eq!(Ratio::new(1, 2), Ratio::new(240, 480));
    assert_eq!((none.thousandths(), none.value()), (None, None));
    assert_eq!(
        [(1, 3), (2, 3), (1, 2000)].map(|(part, whole)| Ratio::new(part, whole).thousandths()),
        [Some(333), Some(667), Some(1)]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ratios_are_in_the_order_of_numbers(one in (0_i64..2000, 1_i64..2000), two in (0_i64..2000, 1_i64..2000)) {
        let (a, b) = (Ratio::new(one.0, one.1), Ratio::new(two.0, two.1));
        prop_assert_eq!(a.cmp(&b), (one.0 * two.1).cmp(&(two.0 * one.1)));
        prop_assert!(a.thousandths().unwrap().abs_diff((a.value().unwrap() * 1000.0).round() as i64) <= 1);
    }

    #[test]
    fn jains_index_lies_between_one_of_all_and_one(shares in proptest::collection::vec(0_u32..100, 1..20), times in 1_u32..9) {
        let numbers: Vec<f64> = shares.iter().copied().map(f64::from).collect();
        let Some(index) = jain(&numbers) else { return Ok(()) };
        let scaled: Vec<f64> = numbers.iter().map(|share| share * f64::from(times)).collect();
        prop_assert!(index <= 1.0 + 1e-9 && index * numbers.len() as f64 >= 1.0 - 1e-9);
        prop_assert!((jain(&scaled).unwrap() - index).abs() < 1e-9, "the unit has no say");
    }
}
