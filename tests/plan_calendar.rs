//! Korean holidays, working days, and the calendar's own laws.

use korean_lunar_calendar::{LunarDate, lunar_to_gregorian};
use partybook::base::day::Day;
use partybook::plan::calendar::{Calendar, OwnDay, Stretch, Week};
use partybook::plan::holidays::{Holiday, korean};
use proptest::prelude::*;

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn stretch(first: &str, last: &str) -> Stretch {
    Stretch::new(day(first), day(last))
}

/// Monday to Friday, eight hours, Korean holidays.
pub fn korea() -> Calendar {
    Calendar::new(Week::FIVE, 480, korean(), &[])
}

fn own(date: &str, name: &str, works: bool) -> OwnDay {
    OwnDay { day: day(date), name: name.to_owned(), works }
}

fn names(date: &str) -> Vec<String> {
    korea().holidays(stretch(date, date)).iter().map(|holiday| holiday.ko.to_string()).collect()
}

#[test]
fn the_almanacs_hold_192_names_of_191_days() {
    // TV-B1
    let all = korean();
    let mut official: Vec<Day> = all.iter().filter(|holiday| !holiday.estimated).map(|holiday| holiday.day).collect();
    assert_eq!(official.len(), 192);
    assert!(official.is_sorted() && all.iter().map(|holiday| holiday.day).is_sorted());
    official.dedup();
    assert_eq!(official.len(), 191);
    assert_eq!((official[0], official[190]), (day("2018-01-01"), day("2027-12-27")));
    assert_eq!(names("2025-05-05"), ["어린이날", "부처님 오신 날"]);
    assert!(all.iter().all(|holiday| !holiday.en.is_empty() && holiday.en.is_ascii()), "a name in English each");
}

#[test]
fn dates_that_break_naive_code() {
    // TV-B2
    for (date, name) in [
        ("2027-02-07", "설날"),
        ("2028-01-27", "설날"),
        ("2024-02-12", "대체공휴일(설날)"),
        ("2022-09-12", "대체공휴일(추석)"),
        ("2025-10-08", "대체공휴일(추석)"),
        ("2025-05-06", "대체공휴일(부처님 오신 날)"),
        ("2021-08-16", "대체공휴일(광복절)"),
        ("2021-10-04", "대체공휴일(개천절)"),
        ("2021-10-11", "대체공휴일(한글날)"),
        ("2025-03-03", "대체공휴일(3ㆍ1절)"),
        ("2026-03-02", "대체공휴일(3ㆍ1절)"),
        ("2023-05-29", "대체공휴일(부처님 오신 날)"),
        ("2026-05-25", "대체공휴일(부처님 오신 날)"),
        ("2027-12-27", "대체공휴일(기독탄신일)"),
        ("2023-10-02", "임시공휴일"),
        ("2024-10-01", "임시공휴일"),
        ("2025-01-27", "임시공휴일"),
        ("2025-06-03", "임시공휴일(대통령선거)"),
        ("2026-05-01", "노동절"),
        ("2026-07-17", "제헌절"),
        ("2027-05-03", "대체공휴일(노동절)"),
        ("2027-07-19", "대체공휴일(제헌절)"),
    ] {
        assert_eq!(names(date), [name], "{date}");
    }
    for date in ["2021-06-07", "2022-01-03", "2021-03-02", "2022-05-09", "2025-05-01", "2025-07-17", "2028-01-26"] {
        assert_eq!(names(date).is_empty(), date != "2028-01-26", "{date}");
    }
}

#[test]
fn years_to_come_are_estimated() {
    let estimated: Vec<Holiday> = korean().into_iter().filter(|holiday| holiday.estimated).collect();
    assert_eq!((estimated[0].day, estimated.last().unwrap().day), (day("2028-01-01"), day("2050-12-26")));
    let of = |year: i32| {
        let days = estimated.iter().filter(move |holiday| holiday.day.ymd().0 == year);
        days.map(|holiday| holiday.day.to_string()[5..].to_owned()).collect::<Vec<_>>().join(" ")
    };
    // Chuseok and the National Foundation Day on one day; worked out by hand from the Regulations, article 3.
    assert_eq!(
        of(2028),
        "01-01 01-26 01-27 01-28 03-01 05-01 05-02 05-05 06-06 07-17 08-15 10-02 10-03 10-03 10-04 10-05 10-09 12-25"
    );
    // Two holidays lose their day within one festival, and two in a row.
    assert!(of(2036).contains("10-03 10-03 10-04 10-05 10-06 10-07 10-09"));
    assert!(of(2039).contains("04-30 05-01 05-02 05-03 05-05"));
    assert!(of(2044).contains("05-05 05-05 05-06 06-06"));
}

#[test]
fn lunar_days_are_those_of_the_crate() {
    let all = korean();
    let has = |year: i32, month: u8, date: u8, name: &str| {
        let lunar = LunarDate { year, month: (month, false), day: date };
        let wanted = Day(lunar_to_gregorian(&lunar).unwrap());
        assert!(all.iter().any(|holiday| holiday.day == wanted && holiday.ko == name), "{name} {wanted}");
    };
    for year in 2018..=2050 {
        has(year, 1, 1, "설날");
        has(year, 4, 8, "부처님 오신 날");
        has(year, 8, 15, "추석");
    }
}

#[test]
fn korean_working_days() {
    // TV-A4
    let korea = korea();
    for (first, last, days) in [
        ("2021-08-09", "2021-08-20", 9),
        ("2021-09-13", "2021-09-24", 7),
        ("2021-10-04", "2021-10-15", 8),
        ("2022-02-21", "2022-03-31", 27),
        ("2025-10-03", "2025-10-09", 0),
        ("2021-01-01", "2021-12-31", 249),
        ("2022-01-01", "2022-12-31", 247),
        ("2025-01-01", "2025-12-31", 244),
        ("2026-01-01", "2026-12-31", 245),
        ("2027-01-01", "2027-12-31", 246),
    ] {
        assert_eq!(korea.workdays(stretch(first, last)), days, "{first}–{last}");
    }
    let months = [21, 17, 21, 22, 18, 21, 22, 20, 20, 20, 21, 22];
    for (month, days) in (1..).zip(months) {
        let first = Day::of(2026, month, 1).unwrap();
        let last = Day::of(2026, month % 12 + 1, 1).map_or(first, |next| next.plus(-1));
        let last = if month == 12 { day("2026-12-31") } else { last };
        assert_eq!(korea.workdays(Stretch::new(first, last)), days, "2026-{month}");
    }
    assert_eq!(korea.later(day("2021-09-17"), 3), Some(day("2021-09-27")));
    assert_eq!(korea.later(day("2025-10-02"), 1), Some(day("2025-10-10")));
    assert_eq!(korea.later(day("2025-10-10"), -1), Some(day("2025-10-02")));
    assert_eq!(korea.first_from(day("2025-10-03")), Some(day("2025-10-10")));
    assert_eq!(korea.first_from(day("2025-10-10")), Some(day("2025-10-10")));
}

#[test]
fn the_teams_own_days_add_and_take_away() {
    let days = [
        own("2026-05-04", "Bridge", false),
        own("2026-05-01", "", true),
        own("2026-05-09", "Moving day", true),
        own("2026-05-06", "Founding day", false),
        own("2026-05-06", "Founding day is worked this year", true),
        own("2026-05-10", "Fair", false),
    ];
    let calendar = Calendar::new(Week::FIVE, 480, korean(), &days);
    let worked = |date: &str| calendar.works_on(day(date));
    assert_eq!(["2026-05-01", "2026-05-04", "2026-05-05"].map(worked), [true, false, false]);
    assert_eq!(["2026-05-06", "2026-05-09", "2026-05-10"].map(worked), [true, true, false]);
    // 1, 6, 7, 8 and Saturday the 9th.
    assert_eq!(calendar.workdays(stretch("2026-05-01", "2026-05-10")), 5);
    let listed = calendar.holidays(stretch("2026-05-01", "2026-05-10"));
    let listed: Vec<(String, &str)> =
        listed.iter().map(|holiday| (holiday.day.to_string(), holiday.en.as_ref())).collect();
    let said = [("2026-05-04", "Bridge"), ("2026-05-05", "Children's Day"), ("2026-05-10", "Fair")];
    assert_eq!(listed, said.map(|(day, name)| (day.to_owned(), name)));
}

#[test]
fn weekdays_are_read_and_kept_in_order() {
    let week: Week = "sat,mon".parse().unwrap();
    assert_eq!(week.to_string(), "mon,sat");
    assert_eq!("mon,tue,wed,thu,fri".parse(), Ok(Week::FIVE));
    for wrong in ["", "mon,", "Mon", "monday", "mon tue"] {
        assert!(wrong.parse::<Week>().is_err(), "{wrong}");
    }
    let calendar = Calendar::new(week, 480, vec![], &[]);
    assert_eq!(calendar.workdays(stretch("2026-11-16", "2026-11-29")), 4);
    assert_eq!(calendar.later(day("2026-11-21"), 1), Some(day("2026-11-23")));
}

#[test]
fn the_end_of_time_is_the_end() {
    let korea = korea();
    assert_eq!(korea.later(day("9999-12-31"), 1), None);
    assert_eq!(korea.later(day("2026-01-01"), i64::MAX), None);
    assert_eq!(korea.later(day("2026-01-01"), i64::MIN), None);
    assert_eq!(korea.workdays(stretch("2026-01-02", "2026-01-01")), 0);
    assert!(korea.holidays(stretch("2026-01-02", "2026-01-01")).is_empty());
    let off: Vec<OwnDay> =
        day("2026-01-01").through(day("2029-01-01")).map(|d| own(&d.to_string(), "", false)).collect();
    let closed = Calendar::new(Week::FIVE, 480, vec![], &off);
    assert_eq!(closed.first_from(day("2026-01-01")), None);
}

proptest! {
    #[test]
    fn counting_is_what_looking_at_each_day_gives(
        week in "(mon|tue|wed|thu|fri|sat|sun)(,(mon|wed|fri|sun)){0,3}",
        from in 0_i64..12_000,
        length in -2_i64..500,
        split in 0_i64..500,
        days in proptest::collection::vec((0_i64..12_500, any::<bool>()), 0..40),
    ) {
        let at = |n: i64| day("2017-06-01").plus(n);
        let own: Vec<OwnDay> = days.iter().map(|(n, works)| own(&at(*n).to_string(), "x", *works)).collect();
        let calendar = Calendar::new(week.parse().unwrap(), 480, korean(), &own);
        let whole = Stretch::new(at(from), at(from + length));
        let seen = whole.first.through(whole.last).filter(|day| calendar.works_on(*day)).count() as i64;
        prop_assert_eq!(calendar.workdays(whole), seen);
        let middle = at(from + split.min(length));
        let (left, right) = (Stretch::new(whole.first, middle), Stretch::new(middle.plus(1), whole.last));
        prop_assert_eq!(calendar.workdays(left) + calendar.workdays(right), seen);
    }

    #[test]
    fn adding_working_days_and_counting_them_agree(from in 0_i64..12_000, count in 1_i64..300) {
        let korea = korea();
        let start = day("2018-01-01").plus(from);
        let end = korea.later(start, count).unwrap();
        prop_assert!(korea.works_on(end));
        prop_assert_eq!(korea.workdays(Stretch::new(start.plus(1), end)), count);
        let back = korea.later(end.plus(1), -count).unwrap();
        prop_assert!(back > start && korea.workdays(Stretch::new(start.plus(1), back)) == 1);
    }
}
