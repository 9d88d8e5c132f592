//! Events that come again, what is refused of a rule, and meetings around holidays.

use partybook::base::day::Day;
use partybook::plan::calendar::Stretch;
use partybook::plan::event::{Event, Proposal, next_meeting, taken};
use partybook::plan::recurrence::{NotRule, Rule};
use proptest::prelude::*;

use crate::plan_calendar::{day, korea, stretch};

fn rule(text: &str) -> Rule {
    text.parse().unwrap()
}

/// The days from `start` to the end of the next year, at most eight, without their year where it is the first one's.
fn days(text: &str, start: &str) -> String {
    let start = day(start);
    let last = Day::of(start.ymd().0 + 1, 12, 31).unwrap();
    let days = rule(text).days(start, Stretch::new(start, last));
    let year = format!("{}-", start.ymd().0);
    days.iter().take(8).map(|day| day.to_string().replace(&year, "")).collect::<Vec<_>>().join(" ")
}

#[test]
fn rules_of_a_teams_calendar() {
    for (text, start, expected) in [
        ("FREQ=DAILY;COUNT=3", "2026-11-30", "11-30 12-01 12-02"),
        ("FREQ=DAILY;INTERVAL=10;UNTIL=20261221", "2026-11-30", "11-30 12-10 12-20"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=4", "2026-11-19", "11-19 11-20 11-23 11-24"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=3", "2026-11-18", "11-24 12-01 12-08"),
        ("FREQ=WEEKLY;COUNT=2", "2026-11-18", "11-18 11-25"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,MO;COUNT=4", "2026-11-18", "11-20 11-30 12-04 12-14"),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "2026-11-18", "11-27 12-25 2027-01-29"),
        ("FREQ=MONTHLY;BYDAY=2TU,4TU;COUNT=3", "2026-11-18", "11-24 12-08 12-22"),
        ("FREQ=MONTHLY;BYDAY=5MO;COUNT=2", "2026-11-01", "11-30 2027-03-29"),
        ("FREQ=MONTHLY;BYDAY=FR;COUNT=5", "2026-11-01", "11-06 11-13 11-20 11-27 12-04"),
        ("FREQ=MONTHLY;COUNT=3", "2026-01-31", "01-31 03-31 05-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2026-01-05", "01-31 02-28 03-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,-1;COUNT=3", "2026-01-20", "01-31 02-15 02-28"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=25;COUNT=2", "2026-11-01", "11-25 2027-02-25"),
        ("FREQ=YEARLY;COUNT=2", "2026-03-01", "03-01 2027-03-01"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=2", "2026-01-01", "11-26 2027-11-25"),
    ] {
        assert_eq!(days(text, start), expected, "{text}");
    }
    // RFC 5545, 3.3.10: the same rule with weeks that begin on another day.
    assert_eq!(days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05"), "08-05 08-10 08-19 08-24");
    assert_eq!(days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05"), "08-05 08-17 08-19 08-31");
    // A leap day is skipped in other years, and a rule without any day ends.
    assert_eq!(rule("FREQ=YEARLY").next(day("2028-02-29"), day("2028-03-01")), Some(day("2032-02-29")));
    assert_eq!(rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30").next(day("2026-01-01"), day("2026-01-01")), None);
    assert_eq!(rule("FREQ=DAILY;INTERVAL=9999").next(day("9990-01-01"), day("9999-12-31")), None);
}

#[test]
fn a_rule_is_kept_in_one_form() {
    for (typed, kept) in [
        ("rrule:freq=weekly;byday=tu;wkst=mo;interval=1", "FREQ=WEEKLY;BYDAY=TU"),
        ("BYDAY=+2TU,-1FR;FREQ=MONTHLY;COUNT=05", "FREQ=MONTHLY;BYDAY=2TU,-1FR;COUNT=5"),
        ("FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2;UNTIL=20301231T235959Z;WKST=SU;", ""),
    ] {
        let kept = if kept.is_empty() { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;WKST=SU;UNTIL=20301231" } else { kept };
        assert_eq!(rule(typed).to_string(), kept);
        assert_eq!(rule(kept), rule(typed));
    }
}

#[test]
fn what_is_not_understood_is_refused_by_name() {
    let unsupported = |part: &str| NotRule::Unsupported(part.to_owned());
    let bad = |part: &str| NotRule::BadValue(part.to_owned());
    let together = |one: &str, other: &str| NotRule::Together(one.to_owned(), other.to_owned());
    for (text, no) in [
        ("", NotRule::NoFreq),
        ("BYDAY=TU", NotRule::NoFreq),
        ("FREQ=HOURLY", unsupported("FREQ=HOURLY")),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", unsupported("BYSETPOS=-1")),
        ("FREQ=WEEKLY;TUESDAYS", unsupported("TUESDAYS=")),
        ("FREQ=WEEKLY;INTERVAL=0", bad("INTERVAL=0")),
        ("FREQ=WEEKLY;INTERVAL=-1", bad("INTERVAL=-1")),
        ("FREQ=WEEKLY;BYDAY=TUE", bad("BYDAY=TUE")),
        ("FREQ=MONTHLY;BYDAY=6FR", bad("BYDAY=6FR")),
        ("FREQ=MONTHLY;BYDAY=화", bad("BYDAY=화")),
        ("FREQ=MONTHLY;BYMONTHDAY=0", bad("BYMONTHDAY=0")),
        ("FREQ=WEEKLY;COUNT=0", bad("COUNT=0")),
        ("FREQ=WEEKLY;UNTIL=20260230", bad("UNTIL=20260230")),
        ("FREQ=WEEKLY;WKST=1MO", bad("WKST=1MO")),
        ("FREQ=WEEKLY;COUNT=2;UNTIL=20261231", together("COUNT", "UNTIL")),
        ("FREQ=WEEKLY;BYDAY=TU;BYDAY=WE", together("BYDAY", "BYDAY")),
        ("FREQ=WEEKLY;BYDAY=2TU", together("FREQ=WEEKLY", "BYDAY")),
        ("FREQ=YEARLY;BYDAY=2TU", together("FREQ=YEARLY", "BYDAY")),
        ("FREQ=WEEKLY;BYMONTHDAY=3", together("FREQ=WEEKLY", "BYMONTHDAY")),
        ("FREQ=MONTHLY;BYMONTH=3", together("FREQ=MONTHLY", "BYMONTH")),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", together("BYDAY", "BYMONTHDAY")),
    ] {
        assert_eq!(text.parse::<Rule>(), Err(no), "{text}");
    }
}

fn event(first: &str, rule: Option<&str>, minutes: i64, takes: bool) -> Event {
    Event { first: day(first), rule: rule.map(self::rule), minutes, takes }
}

#[test]
fn events_take_time_only_when_told_to_and_only_on_working_days() {
    let standup = event("2021-09-13", Some("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"), 15, true);
    let hour = event("2021-09-13", Some("FREQ=MONTHLY;BYDAY=-1FR"), 60, false);
    let fair = event("2021-09-24", None, 120, true);
    let events = [standup, hour, fair];
    let taken = taken(&events, stretch("2021-09-17", "2021-09-24"), &korea());
    assert_eq!(taken, [("2021-09-17", 15), ("2021-09-23", 15), ("2021-09-24", 135)].map(|(date, n)| (day(date), n)));
}

#[test]
fn a_meeting_avoids_holidays() {
    let korea = korea();
    let next = |text: &str, after: &str| {
        let found = next_meeting(&event("2021-01-01", Some(text), 30, false), day(after), &korea);
        found.map(|Proposal { day, instead_of }| (day.to_string(), instead_of.map(|day| day.to_string())))
    };
    let moved = |to: &str, from: &str| Some((to.to_owned(), Some(from.to_owned())));
    // Chuseok Tuesday goes to the Thursday of its week, Hangul Day's substitute Monday to the Tuesday.
    assert_eq!(next("FREQ=WEEKLY;BYDAY=TU", "2021-09-15"), moved("2021-09-23", "2021-09-21"));
    assert_eq!(next("FREQ=WEEKLY;BYDAY=MO", "2021-10-05"), moved("2021-10-12", "2021-10-11"));
    // A Friday goes back in its week, but never before the day it is asked on.
    assert_eq!(next("FREQ=WEEKLY;BYDAY=FR", "2024-02-03"), moved("2024-02-08", "2024-02-09"));
    assert_eq!(next("FREQ=WEEKLY;BYDAY=FR", "2024-02-08"), Some(("2024-02-16".to_owned(), None)));
    // A week without a working day falls out; so does a day on which a daily meeting is anyway.
    assert_eq!(next("FREQ=WEEKLY;BYDAY=TU", "2025-09-30"), moved("2025-10-10", "2025-10-07"));
    assert_eq!(next("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2021-09-17"), Some(("2021-09-23".to_owned(), None)));
    assert_eq!(next("FREQ=WEEKLY;BYDAY=TU;UNTIL=20210920", "2021-09-15"), None);
    let once = event("2021-09-21", None, 60, false);
    let proposed = Proposal { day: day("2021-09-23"), instead_of: Some(day("2021-09-21")) };
    assert_eq!(next_meeting(&once, day("2021-09-01"), &korea), Some(proposed));
    assert_eq!(next_meeting(&once, day("2021-09-21"), &korea), None);
}

fn any_rule() -> impl Strategy<Value = String> {
    let freq = prop_oneof![
        Just("FREQ=DAILY"),
        Just("FREQ=DAILY;BYDAY=MO,WE"),
        Just("FREQ=WEEKLY"),
        Just("FREQ=WEEKLY;BYDAY=SU,TU"),
        Just("FREQ=WEEKLY;BYDAY=SA;WKST=SU"),
        Just("FREQ=MONTHLY"),
        Just("FREQ=MONTHLY;BYDAY=-1FR,2MO"),
        Just("FREQ=MONTHLY;BYMONTHDAY=-1,31,10"),
        Just("FREQ=YEARLY"),
        Just("FREQ=YEARLY;BYMONTH=2;BYDAY=-1TH"),
    ];
    (freq, 1..5_i64).prop_map(|(freq, interval)| format!("{freq};INTERVAL={interval}"))
}

proptest! {
    /// Beginning near by gives what counting from the start gives.
    #[test]
    fn a_later_look_sees_the_same_days(text in any_rule(), start in 0_i64..3000, ahead in 0_i64..4000, length in 0_i64..400) {
        let start = day("2020-01-01").plus(start);
        let (rule, first) = (rule(&text), start.plus(ahead));
        let whole = rule.days(start, Stretch::new(start, first.plus(length)));
        let seen = rule.days(start, Stretch::new(first, first.plus(length)));
        prop_assert!(whole.is_sorted_by(|a, b| a < b));
        let later: Vec<Day> = whole.iter().copied().filter(|day| *day >= first).collect();
        prop_assert_eq!(&seen, &later);
        prop_assert_eq!(rule.next(start, first).filter(|day| *day <= first.plus(length)), seen.first().copied());
        let counted = self::rule(&format!("{text};COUNT=7"));
        let days = counted.days(start, Stretch::new(start, start.plus(40_000)));
        prop_assert_eq!(days.len(), 7);
        prop_assert!(whole.iter().take(7).eq(days.iter().take(whole.len())));
    }

    #[test]
    fn no_text_makes_a_rule_panic(text in "(FREQ=)?[A-Z]{0,7}(;[A-Z]{2,10}=[-+0-9A-Z,화]{0,9}){0,3}") {
        if let Ok(rule) = text.parse::<Rule>() {
            prop_assert_eq!(rule.to_string().parse::<Rule>(), Ok(rule));
        }
    }
}
