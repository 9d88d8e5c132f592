//! When will it be done: drawn futures against exact ones, guards, several streams, what if, velocity, health, Brier.

use partybook::plan::calibration::calibration;
use partybook::plan::chance::{Chance, seed};
use partybook::plan::forecast::{
    Away, Histogram, History, HowMany, Likelihood, Odds, TRIALS, TooEarly, When, how_many, velocity_range, when,
};
use partybook::plan::health::{Health, health};
use partybook::plan::percentile::{Summary, nearest_rank};
use proptest::prelude::*;

/// TV-D1: tasks finished in each of 24 weeks.
const WEEKS: [u32; 24] = [16, 3, 10, 6, 19, 11, 17, 17, 15, 9, 11, 8, 5, 13, 5, 7, 8, 6, 10, 10, 8, 5, 5, 7];

fn foretold(history: &[u32], left: u64) -> When {
    when(History(history), left, None).unwrap()
}

#[track_caller]
fn near(likely: Likelihood, exact: f64) {
    assert!((likely.value() - exact).abs() <= 0.02, "{} is not {exact}", likely.value());
}

#[test]
fn the_sample_is_the_published_one() {
    let summary = Summary::of(WEEKS.iter().map(|week| i64::from(*week)).collect()).unwrap();
    assert_eq!((summary.n, WEEKS.iter().sum::<u32>(), summary.p50, summary.highest), (24, 231, 8, 19));
    assert_eq!(History(&WEEKS).finishing_days(), 24);
}

#[test]
fn published_trials_are_counted_as_published() {
    // TV-D2.
    let futures = HowMany::of(History(&WEEKS), vec![48, 56, 56, 31, 62, 53, 45, 53]);
    let share = [30, 40, 50, 60].map(|count| futures.chance_of(count).unwrap().within);
    assert_eq!(share, [8, 7, 5, 1]);
    assert_eq!(futures.at_least(100), Some(31));
}

#[test]
fn how_many_comes_near_the_exact_answer() {
    // TV-D3.
    let many = how_many(History(&WEEKS), 6).unwrap();
    let exact = [(30, 0.999_482), (40, 0.965_339), (50, 0.768_819), (60, 0.420_189), (70, 0.141_414), (80, 0.027_158)];
    for (count, chance) in exact {
        near(many.chance_of(count).unwrap(), chance);
    }
    for (percent, exact) in [(50, 57), (70, 52), (80, 48), (85, 47), (90, 44), (95, 41)] {
        let most = many.at_least(percent).unwrap();
        assert!(most.abs_diff(exact) <= 1, "p{percent}: {most} is not {exact}");
    }
    assert_eq!((many.days, many.finishing_days), (24, 24));
}

#[test]
fn when_comes_near_the_exact_answer() {
    // TV-D4.
    let sixty = foretold(&WEEKS, 60);
    let exact = [(4, 0.01262), (5, 0.12884), (6, 0.420_189), (7, 0.740_423), (8, 0.926_541), (9, 0.9875)];
    for (weeks, chance) in exact {
        near(sixty.by(weeks), chance);
    }
    assert_eq!([50, 85, 95].map(|percent| sixty.within(percent)), [Some(7), Some(8), Some(9)]);
    assert_eq!((sixty.left, sixty.days, sixty.finishing_days, sixty.histogram.total()), (60, 24, 24, TRIALS as u64));
}

#[test]
fn a_burn_down_by_dice_comes_near_the_exact_answer() {
    // TV-D5.
    let dice = foretold(&[1, 2, 3, 4, 5, 6], 20);
    let exact = [(4, 0.054_012), (5, 0.305_170), (6, 0.636_896), (7, 0.862_837), (8, 0.961_130), (9, 0.991_472)];
    for (rolls, chance) in exact {
        near(dice.by(rolls), chance);
    }
    assert_eq!([50, 85, 95].map(|percent| dice.within(percent)), [Some(6), Some(7), Some(8)]);
    let days: Vec<usize> = dice.histogram.days().map(|(day, _)| day).collect();
    assert!(days.first() == Some(&4) && days.last().is_some_and(|last| *last <= 20), "{days:?}");
}

#[test]
fn a_histogram_is_read_as_published() {
    // TV-D6; nothing known is nothing said, where the source says 0.
    let histogram = Histogram::of(&[(3, 1), (4, 2), (5, 3), (6, 2), (7, 1), (8, 0), (9, 1)]);
    let read = [8, 30, 50, 70, 85, 95].map(|percent| histogram.percentile(percent).unwrap());
    assert_eq!(read, [3, 4, 5, 6, 7, 9]);
    let likely = [0, 2, 3, 4, 5, 6, 7, 8, 12].map(|day| histogram.up_to(day) * 100 / histogram.total());
    assert_eq!(likely, [0, 0, 10, 30, 60, 80, 90, 90, 100]);
    assert_eq!(Histogram::of(&[]).percentile(50), None);
}

fn joint(one: &[(usize, u64)], two: &[(usize, u64)]) -> Vec<(usize, u64)> {
    Histogram::joint(&[&Histogram::of(one), &Histogram::of(two)]).unwrap().days().collect()
}

#[test]
fn streams_finish_at_the_product_of_their_distributions() {
    // TV-D8.
    let thirds = [(1, 5000), (2, 2500), (3, 2500)];
    assert_eq!(joint(&thirds, &thirds), [(1, 2500), (2, 3125), (3, 4375)]);
    assert_eq!(joint(&[(2, 10)], &[(1, 5), (4, 5)]), [(2, 5), (4, 5)]);
    assert_eq!(joint(&[(1, 1), (2, 2)], &[(1, 1), (2, 1)]), [(1, 1), (2, 2)], "the rest goes to the earlier day");
    assert_eq!(Histogram::joint(&[]), None);
    assert_eq!(Histogram::joint(&[&Histogram::of(&[])]), None);
}

#[test]
fn two_streams_take_longer_than_either() {
    let (one, two) = (foretold(&[0, 1, 2, 0, 1, 1, 3], 12), foretold(&[1, 1, 0, 1, 1, 1, 0, 0], 7));
    let both = When::together(&[one.clone(), two.clone()]).unwrap();
    assert!(both.within(85) >= one.within(85).max(two.within(85)));
    assert_eq!((both.left, both.days, both.finishing_days), (19, 7, 5));
    assert_eq!(When::together(&[]), None);
    let done = foretold(&[], 0);
    assert_eq!(When::together(&[done, one.clone()]).unwrap().histogram, one.histogram, "what is done holds nobody up");
}

#[test]
fn nothing_is_foretold_before_five_days_with_a_completion() {
    let early = |history: &[u32]| when(History(history), 3, None).map(|when| when.finishing_days);
    assert_eq!(early(&[0, 3, 0, 1, 1, 9, 0]), Err(TooEarly { finishing_days: 4, needed: 5 }));
    assert_eq!(early(&[]), Err(TooEarly { finishing_days: 0, needed: 5 }));
    assert_eq!(early(&[0, 3, 0, 1, 1, 9, 0, 1]), Ok(5));
    assert!(how_many(History(&[4, 4, 4, 4]), 5).is_err());
}

#[test]
fn nothing_is_sure_while_work_is_left() {
    let sure = foretold(&[1, 1, 1, 1, 1], 3);
    assert_eq!((sure.by(3).value(), sure.odds(3), sure.odds(2)), (1.0, Odds::Above95, Odds::Percent(0)));
    let dice = foretold(&[1, 2, 3, 4, 5, 6], 20);
    let Odds::Percent(six) = dice.odds(6) else { panic!("{:?}", dice.odds(6)) };
    assert!((62..=66).contains(&six), "{six}");
    let done = foretold(&[], 0);
    assert_eq!((done.odds(0), done.within(85), done.by(0).value()), (Odds::Done, Some(0), 1.0));
}

#[test]
fn what_never_ends_has_no_day() {
    let slow: Vec<u32> = (0..500).map(|day| u32::from(day < 5)).collect();
    let never = foretold(&slow, 1_000);
    assert_eq!((never.within(50), never.within(1), never.odds(10_000)), (None, None, Odds::Percent(0)));
    let some = When::together(&[never, foretold(&[1; 9], 1)]).unwrap();
    assert_eq!((some.within(50), some.histogram.total()), (None, TRIALS as u64));
}

#[test]
fn who_is_away_finishes_nothing_meanwhile() {
    let (all, without) = ([2, 0, 1, 3, 1, 2], [1, 0, 0, 1, 1, 0]);
    let with = |days| when(History(&all), 12, Some(&Away { without: &without, days })).unwrap();
    let usual = foretold(&all, 12);
    assert_eq!(with(0..0), usual);
    assert!(with(0..4).within(85) > usual.within(85));
    assert_eq!(with(0..5_000).by(6).within, 0, "three a day without them is never more than one");
}

#[test]
fn the_same_data_gives_the_same_answer() {
    assert_eq!(foretold(&WEEKS, 60), foretold(&WEEKS, 60));
    let mut other = WEEKS;
    other.swap(0, 1);
    assert_ne!(foretold(&WEEKS, 60).histogram, foretold(&other, 60).histogram, "the order of the data has a say");
}

#[test]
fn chance_is_the_published_generator() {
    let mut chance = Chance::new(1_234_567);
    let drawn = [chance.draw(), chance.draw(), chance.draw()];
    assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    assert_eq!((chance.below(0), chance.below(1)), (0, 0));
    let mut counts = [0; 6];
    (0..60_000).for_each(|_| counts[chance.below(6) as usize] += 1);
    assert!(counts.iter().all(|count| (9_600..10_400).contains(count)), "{counts:?}");
    assert_ne!(seed([1, 2]), seed([2, 1]));
    assert_ne!(seed([0]), seed([0, 0]));
}

#[test]
fn velocities_give_a_range() {
    // TV-D9.
    let range = velocity_range(&[40, 27, 41, 35, 45, 38, 40, 34, 39]).unwrap();
    assert_eq!((range.n, range.discarded, range.low, range.high, range.over(5)), (9, 1, 34, 41, (170, 205)));
    let table =
        [(5..=7, 0), (8..=10, 1), (11..=12, 2), (13..=15, 3), (16..=17, 4), (18..=20, 5), (21..=22, 6), (23..=25, 7)];
    for (many, discarded) in table {
        for n in many {
            assert_eq!(velocity_range(&vec![7; n]).map(|range| range.discarded), Some(discarded), "{n}");
        }
    }
    assert_eq!(velocity_range(&[7; 26]).unwrap().discarded, 8);
    assert_eq!(velocity_range(&[1, 2, 3, 4]), None, "four values cover no range with 90 %");
    assert_eq!(velocity_range(&[]), None);
    assert_eq!(velocity_range(&[3; 500]).unwrap().n, 120);
}

#[test]
fn nearest_rank_is_the_published_one() {
    // TV-E3.
    let scores = [15, 20, 35, 40, 50];
    assert_eq!([40, 50, 85, 0, 100].map(|p| nearest_rank(&scores, p).unwrap()), [20, 35, 50, 15, 50]);
    assert_eq!([50, 85].map(|p| nearest_rank(&[1, 2, 3, 4, 5], p).unwrap()), [3, 5]);
    assert_eq!(nearest_rank::<i64>(&[], 50), None);
    assert_eq!(Summary::of(vec![]), None);
}

#[test]
fn health_has_two_borders() {
    let at = |within| health(Some(Likelihood { within, trials: 10_000 })).unwrap();
    assert_eq!([10_000, 8_500].map(at), [Health::OnTrack; 2]);
    assert_eq!([8_499, 5_000].map(at), [Health::AtRisk; 2]);
    assert_eq!([4_999, 0].map(at), [Health::OffTrack; 2]);
    assert_eq!(health(None), None);
    assert_eq!(health(Some(foretold(&[], 0).by(0))), Some(Health::OnTrack), "nothing is left");
    assert_eq!(health(Some(foretold(&[9; 9], 1).by(0))), Some(Health::OffTrack), "no day is left");
}

#[test]
fn forecasts_are_held_against_what_came() {
    // TV-H1.
    let brier = |forecasts: &[(u16, bool)]| calibration(forecasts).map(|it| (it.n, (it.brier * 1e6).round() as i64));
    assert_eq!(brier(&[(700, true)]), Some((1, 90_000)));
    assert_eq!(brier(&[(700, false)]), Some((1, 490_000)));
    assert_eq!(brier(&[(500, false), (500, true), (500, true)]), Some((3, 250_000)));
    assert_eq!(brier(&[(700, true), (700, false)]), Some((2, 290_000)));
    assert_eq!(brier(&[]), None);
}

/// A history with enough days on which something was finished.
fn a_history() -> impl Strategy<Value = Vec<u32>> {
    let some = proptest::collection::vec(1_u32..6, 5..8);
    (some, proptest::collection::vec(0_u32..4, 0..30)).prop_map(|(some, rest)| [some, rest].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn when_and_how_many_say_the_same(history in a_history(), left in 1_u64..60, days in 0_usize..40) {
        let by = foretold(&history, left).by(days);
        prop_assert_eq!(by, how_many(History(&history), days).unwrap().chance_of(left).unwrap());
    }

    #[test]
    fn more_work_is_never_done_earlier(history in a_history(), left in 0_u64..60, more in 0_u64..20, days in 0_usize..40) {
        let (less, more) = (foretold(&history, left), foretold(&history, left + more));
        prop_assert!(more.by(days).within <= less.by(days).within);
        prop_assert!(more.within(85) >= less.within(85));
        prop_assert!(less.within(50) <= less.within(85));
        prop_assert!(less.by(days).within <= less.by(days + 1).within);
    }

    #[test]
    fn streams_may_be_named_in_any_order(all in proptest::collection::vec(proptest::collection::vec((0_usize..30, 1_u64..50), 1..6), 1..5)) {
        let histograms: Vec<Histogram> = all.iter().map(|days| Histogram::of(days)).collect();
        let there: Vec<&Histogram> = histograms.iter().collect();
        let back: Vec<&Histogram> = histograms.iter().rev().collect();
        let joint = Histogram::joint(&there).unwrap();
        prop_assert_eq!(&joint, &Histogram::joint(&back).unwrap());
        prop_assert_eq!(joint.days().map(|(_, count)| count).sum::<u64>(), joint.total());
        prop_assert_eq!(joint.total(), histograms.iter().map(Histogram::total).max().unwrap());
    }
}
