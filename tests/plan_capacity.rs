//! Leave, shares, focus and capacity: published figures, and the laws they keep.

use partybook::base::day::Day;
use partybook::base::id::Id;
use partybook::domain::party::Share;
use partybook::plan::calendar::{Calendar, Stretch, Week};
use partybook::plan::capacity::{Able, ClosedAct, Focus, Given, Person, focus};
use partybook::plan::leave::{Away, Presence, overlap};
use partybook::plan::share::{on, runs, too_many_from};
use proptest::prelude::*;

use crate::plan_calendar::{day, korea, stretch};

pub const LOG: Id = Id(1);
pub const MART: Id = Id(2);

pub fn share(party: Id, permille: i64, since: &str) -> Share {
    Share { id: Id(0), party, member: Id(9), permille, since: day(since) }
}

pub fn away(first: &str, last: &str, half: bool) -> Away {
    Away { days: stretch(first, last), half }
}

pub fn person(member: i64, leave: Vec<Away>, shares: Vec<Share>) -> Person {
    Person { member: Id(member), leave, shares, taken: vec![] }
}

/// Monday to Friday without holidays, days of so many minutes.
fn plain(minutes: i64) -> Calendar {
    Calendar::new(Week::FIVE, minutes, vec![], &[])
}

fn given(calendar: &Calendar, person: &Person, days: Stretch) -> Given {
    Able::new(calendar, person).given(LOG, days).unwrap()
}

#[test]
fn leave_is_whole_and_half_days_of_working_days() {
    let korea = korea();
    // A range over the weekend and Hangul Day's substitute, and a half day.
    let leave = [away("2021-10-07", "2021-10-12", false), away("2021-10-14", "2021-10-14", true)];
    let presence = Presence::new(&korea, &leave);
    let act = stretch("2021-10-05", "2021-10-15");
    assert_eq!((presence.leave(act), presence.halves(act)), (7, 9));
    let off = presence.days_off(act);
    let off: Vec<(String, i64)> = off.iter().map(|off| (off.day.to_string(), off.halves)).collect();
    let said = [("2021-10-07", 2), ("2021-10-08", 2), ("2021-10-12", 2), ("2021-10-14", 1)];
    assert_eq!(off, said.map(|(day, halves)| (day.to_owned(), halves)));
    assert_eq!(presence.leave(stretch("2021-10-09", "2021-10-11")), 0);
    assert_eq!(presence.leave(stretch("2021-10-15", "2021-10-05")), 0);
}

#[test]
fn leave_on_a_day_that_is_taken_overlaps() {
    let taken = [away("2021-10-05", "2021-10-06", false), away("2021-10-07", "2021-10-07", true)];
    assert_eq!(overlap(&taken, stretch("2021-10-06", "2021-10-07")), Some(taken[0]));
    assert_eq!(overlap(&taken, stretch("2021-10-07", "2021-10-07")), Some(taken[1]));
    assert_eq!(overlap(&taken, stretch("2021-10-01", "2021-10-31")), Some(taken[0]));
    assert_eq!(overlap(&taken, stretch("2021-10-08", "2021-10-08")), None);
    assert_eq!(overlap(&[], stretch("2021-10-08", "2021-10-08")), None);
    // Should two be stored all the same, a day is off once.
    let both = [away("2021-10-05", "2021-10-08", false), away("2021-10-07", "2021-10-12", true)];
    assert_eq!(Presence::new(&korea(), &both).leave(stretch("2021-10-01", "2021-10-31")), 9);
}

#[test]
fn capacity_of_the_planning_walk() {
    let korea = korea();
    let leave = vec![away("2021-10-05", "2021-10-06", false), away("2021-10-07", "2021-10-07", true)];
    let sol = Able::new(&korea, &person(1, leave, vec![share(LOG, 500, "2021-09-13")]));
    let act = stretch("2021-10-05", "2021-10-15");
    assert_eq!((korea.workdays(act), sol.presence.leave(act)), (8, 5));
    assert_eq!(sol.capacity(&|_| 600, act), Some(792));
    assert_eq!(sol.capacity_for(LOG, 600, act), Some(792));
    assert_eq!(sol.capacity_for(MART, 600, act), None, "no share was said for it");
    assert_eq!(sol.capacity(&|_| 600, stretch("2021-09-01", "2021-09-10")), None, "nor for these days");
}

#[test]
fn shares_above_all_of_the_time_are_named_and_scaled() {
    let shares = [share(MART, 400, "2021-09-13"), share(LOG, 500, "2021-09-13"), share(MART, 600, "2021-10-01")];
    let sum = |date: &str| on(&shares, day(date)).sum();
    assert_eq!(["2021-09-12", "2021-09-13", "2021-09-30", "2021-10-01"].map(sum), [0, 900, 900, 1100]);
    assert_eq!(on(&shares, day("2021-10-01")).too_many(), [LOG, MART]);
    assert!(on(&shares, day("2021-09-30")).too_many().is_empty());
    let over = too_many_from(&shares, day("2021-10-05"));
    assert_eq!((over.len(), over[0].days.first), (1, day("2021-10-01")));
    assert!(
        too_many_from(&[share(LOG, 500, "2021-09-13"), share(MART, 500, "2021-09-13")], day("2021-09-13")).is_empty()
    );
    let ended = [share(LOG, 800, "2021-09-13"), share(MART, 800, "2021-09-20"), share(LOG, 0, "2021-09-27")];
    assert!(too_many_from(&ended, day("2021-09-27")).is_empty());
    assert_eq!(too_many_from(&ended, day("2021-09-01"))[0].days, stretch("2021-09-20", "2021-09-26"));

    let korea = korea();
    let able = Able::new(&korea, &person(3, vec![], shares.to_vec()));
    let act = stretch("2021-10-05", "2021-10-15");
    // 8 days of 480 minutes; each party by its own share, all together at most all of the time.
    assert_eq!(able.capacity_for(LOG, 600, act), Some(1152));
    assert_eq!(able.capacity_for(MART, 800, act), Some(1843));
    assert_eq!(able.capacity(&|_| 600, act), Some(2304));
    let own = |party| if party == LOG { 600 } else { 800 };
    // 3840 × (0.5 × 0.6 + 0.6 × 0.8) ÷ 1.1 = 2722.9…
    assert_eq!(able.capacity(&own, act), Some(2723));
}

#[test]
fn minutes_are_rounded_half_up_once_at_the_end() {
    let days = plain(61);
    let able = Able::new(&days, &person(1, vec![], vec![share(LOG, 1000, "2021-01-01")]));
    assert_eq!(able.capacity_for(LOG, 500, stretch("2021-01-04", "2021-01-04")), Some(31));
    assert_eq!(able.capacity(&|_| 500, stretch("2021-01-04", "2021-01-04")), Some(31));
    assert_eq!(able.capacity_for(LOG, 500, stretch("2021-01-04", "2021-01-05")), Some(61));
    // A third of a minute of one run and a sixth of the next are half a minute.
    let thousand = plain(1000);
    let shares =
        |days: [(i64, i64, &str); 4]| days.map(|(id, permille, since)| share(Id(id), permille, since)).to_vec();
    let odd =
        shares([(1, 1000, "2021-01-04"), (2, 200, "2021-01-04"), (3, 1000, "2021-01-05"), (4, 200, "2021-01-05")]);
    let able = Able::new(&thousand, &person(1, vec![], odd));
    let only = |party| if party == MART { 2 } else { 0 };
    assert_eq!(able.capacity(&only, stretch("2021-01-04", "2021-01-05")), Some(1));
    assert_eq!(able.capacity(&only, stretch("2021-01-04", "2021-01-04")), Some(0));
}

#[test]
fn events_that_take_capacity_shorten_the_day() {
    let korea = korea();
    let mut sol = person(1, vec![away("2021-10-07", "2021-10-07", true)], vec![share(LOG, 500, "2021-09-13")]);
    sol.taken = vec![(day("2021-10-05"), 60), (day("2021-10-07"), 400), (day("2021-10-09"), 60)];
    let able = Able::new(&korea, &sol);
    // 60 minutes of the 5th, all 240 of the half day, nothing of a Saturday.
    assert_eq!(able.capacity_for(LOG, 1000, stretch("2021-10-05", "2021-10-08")), Some((4 * 480 - 240 - 60 - 240) / 2));
    assert_eq!(able.capacity_for(LOG, 1000, stretch("2021-10-06", "2021-10-06")), Some(240));
}

#[test]
fn published_focus_factors() {
    // TV-A1: 7 people × 3 weeks × 5 days are 105 man-days; 80 after leave; 60 of them reach the plan.
    let weeks = stretch("2021-11-01", "2021-11-19");
    let days = plain(480);
    let leave = |on_leave: bool| if on_leave { vec![away("2021-11-01", "2021-11-05", false)] } else { vec![] };
    let team = (0..7).map(|n| person(n, leave(n < 5), vec![share(LOG, 1000, "2021-01-01")]));
    let team: Vec<Person> = team.collect();
    let raw: i64 = team.iter().map(|_| days.workdays(weeks)).sum();
    let there: i64 = team.iter().map(|person| given(&days, person, weeks).minutes()).sum();
    assert_eq!((raw, there), (105, 80 * 480));
    let planned: Option<i64> = team.iter().map(|one| Able::new(&days, one).capacity_for(LOG, 750, weeks)).sum();
    assert_eq!(planned, Some(60 * 480));
    let all: Given = team.iter().map(|person| given(&days, person, weeks)).sum();
    let act = |done: i64| ClosedAct { closed_on: day("2021-11-19"), done, given: all };
    assert_eq!(focus(&[act(60 * 480); 3], 600), Focus { permille: 750, acts: 3 });

    // TV-A2: 28 days at 0.7 are 19.6 days, kept as minutes and not rounded to days; 9.8 delivered measure 0.35.
    let four = stretch("2021-11-01", "2021-12-08");
    let one = person(1, vec![], vec![share(LOG, 1000, "2021-01-01")]);
    assert_eq!(days.workdays(four), 28);
    assert_eq!(Able::new(&days, &one).capacity_for(LOG, 700, four), Some(9408));
    let act = ClosedAct { closed_on: day("2021-12-08"), done: 4704, given: given(&days, &one, four) };
    assert_eq!(focus(&[act; 4], 700), Focus { permille: 350, acts: 4 });

    // TV-A3: five hours outside meetings, 30 % kept for maintenance, are 0.4375 of an eight-hour day.
    let five = plain(300);
    let today = stretch("2021-11-01", "2021-11-01");
    assert_eq!(Able::new(&five, &one).capacity_for(LOG, 700, today), Some(210));
    let act = ClosedAct { closed_on: day("2021-11-01"), done: 210, given: given(&days, &one, today) };
    assert_eq!(focus(&[act; 3], 600).permille, 438, "437.5 thousandths, half up");
}

#[test]
fn focus_looks_at_the_last_acts_only() {
    let days = plain(480);
    let one = person(1, vec![], vec![share(LOG, 500, "2021-01-01")]);
    let week = given(&days, &one, stretch("2021-11-01", "2021-11-05"));
    let act = |closed: &str, done: i64| ClosedAct { closed_on: day(closed), done, given: week };
    let recent: Vec<ClosedAct> = ["2021-06-01", "2021-07-01", "2021-08-01", "2021-09-01", "2021-10-01", "2021-11-01"]
        .map(|d| act(d, 600))
        .to_vec();
    let mut all = vec![act("2021-05-01", 6000)];
    all.extend(&recent);
    assert_eq!(focus(&all, 600), Focus { permille: 500, acts: 6 });
    let fallback = Focus { permille: 600, acts: 0 };
    assert_eq!(focus(&recent[..2], 600), fallback, "two acts are not enough");
    assert_eq!(focus(&[], 600), fallback);
    assert_eq!(focus(&[act("2021-05-01", 0); 3], 600), fallback, "nothing with an estimate was done");
    assert_eq!(focus(&[ClosedAct { given: Given::default(), ..recent[0] }; 3], 600), fallback, "no time was given");
    assert_eq!(focus(&[act("2021-05-01", i64::MAX / 4); 3], 600).permille, 100_000);
}

/// Leave and shares by chance, over 2026.
fn somebody() -> impl Strategy<Value = Person> {
    let leave = proptest::collection::vec((0_i64..340, 0_i64..9, any::<bool>()), 0..6);
    let shares = proptest::collection::btree_map((1_i64..5, 0_i64..340), 0_i64..=1000, 0..8);
    (leave, shares).prop_map(|(leave, shares)| {
        let at = |n: i64| day("2026-01-01").plus(n);
        let mut free = 0;
        let mut kept = vec![];
        let mut leave = leave;
        leave.sort_unstable();
        for (first, length, half) in leave.into_iter().filter(|(first, ..)| *first >= 0) {
            if first >= free {
                kept.push(Away { days: Stretch::new(at(first), at(first + length)), half });
                free = first + length + 1;
            }
        }
        let share = |((party, since), permille): ((i64, i64), i64)| Share {
            id: Id(0),
            party: Id(party),
            member: Id(9),
            permille,
            since: at(since),
        };
        person(9, kept, shares.into_iter().map(share).collect())
    })
}

fn focus_of(party: Id) -> i64 {
    350 + party.0 * 117
}

proptest! {
    /// The formula, day by day, in exact fractions of one denominator a day and checked against the whole.
    #[test]
    fn capacity_is_the_sum_of_its_days(person in somebody(), first in 0_i64..300, length in 0_i64..60) {
        let korea = korea();
        let able = Able::new(&korea, &person);
        let from = day("2026-01-01").plus(first);
        let days = Stretch::new(from, from.plus(length));
        let (mut all, mut own) = (0.0, 0_i64);
        for day in days.first.through(days.last).filter(|day| korea.works_on(*day)) {
            let off: i64 = person.leave.iter().filter(|away| away.days.holds(day)).map(|away| if away.half { 1 } else { 2 }).sum();
            let mut shares = std::collections::BTreeMap::new();
            let mut sorted = person.shares.clone();
            sorted.sort_by_key(|share| share.since);
            for share in sorted.iter().filter(|share| share.since <= day) {
                shares.insert(share.party, share.permille);
            }
            let sum: i64 = shares.values().sum();
            let focused: i64 = shares.iter().map(|(party, permille)| permille * focus_of(*party)).sum();
            all += (240 * (2 - off) * focused) as f64 / 1000.0 / sum.max(1000) as f64;
            own += 240 * (2 - off) * shares.get(&LOG).copied().unwrap_or(0) * focus_of(LOG);
        }
        let capacity = able.capacity(&focus_of, days).unwrap_or(0);
        prop_assert!((capacity as f64 - all).abs() <= 0.5 + 1e-6, "{} {}", capacity, all);
        prop_assert_eq!(able.capacity_for(LOG, focus_of(LOG), days).unwrap_or(0), (own + 500_000) / 1_000_000);
    }

    #[test]
    fn more_leave_or_less_share_never_gives_more(person in somebody(), first in 0_i64..300, more in 0_i64..300) {
        let korea = korea();
        let days = Stretch::new(day("2026-01-01").plus(first), day("2026-01-01").plus(first + 30));
        let before = Able::new(&korea, &person);
        let mut away = person.clone();
        let wanted = Stretch::new(day("2026-01-01").plus(more), day("2026-01-01").plus(more + 3));
        prop_assume!(overlap(&person.leave, wanted).is_none());
        away.leave.push(Away { days: wanted, half: more % 2 == 0 });
        let after = Able::new(&korea, &away);
        prop_assert!(after.capacity(&focus_of, days) <= before.capacity(&focus_of, days));
        prop_assert!(after.presence.halves(days) + after.presence.leave(days) == 2 * korea.workdays(days));
        let mut less = person.clone();
        less.shares.iter_mut().for_each(|share| share.permille /= 2);
        prop_assert!(Able::new(&korea, &less).capacity_for(LOG, 600, days) <= before.capacity_for(LOG, 600, days));
    }

    #[test]
    fn order_does_not_matter(person in somebody(), turn in 0_usize..6, first in 0_i64..300) {
        let korea = korea();
        let days = Stretch::new(day("2026-01-01").plus(first), day("2026-01-01").plus(first + 45));
        let mut turned = person.clone();
        turned.leave.reverse();
        let by = turn.min(turned.shares.len());
        turned.shares.rotate_left(by);
        let (one, other) = (Able::new(&korea, &person), Able::new(&korea, &turned));
        prop_assert_eq!(one.capacity(&focus_of, days), other.capacity(&focus_of, days));
        prop_assert_eq!(one.days_off(days), other.days_off(days));
        prop_assert_eq!(runs(&person.shares), runs(&turned.shares));
    }

    #[test]
    fn runs_lie_end_to_end(person in somebody()) {
        let runs = runs(&person.shares);
        prop_assert!(runs.windows(2).all(|pair| pair[0].days.last.plus(1) == pair[1].days.first));
        prop_assert!(runs.last().is_none_or(|run| run.days.last == Day::LAST));
        for share in &person.shares {
            let now = on(&person.shares, share.since);
            prop_assert_eq!(now.parties.get(&share.party), Some(&share.permille));
        }
    }
}
