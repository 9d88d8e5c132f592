//! Date words against the published vectors, the plan's own examples, and chance.

use proptest::prelude::*;

use super::*;
use crate::base::minutes::Minutes;
use crate::text::words::Lang;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn weekdays(day: Day) -> bool {
    day.weekday() < 5
}

fn read_on(today: &str, wanted: Use, text: &str) -> Result<String, NotDay> {
    read_day(text, day(today), wanted, &weekdays).map(|day| day.to_string())
}

/// `cases`: one a line, the text and the day, split by `=`.
fn check(today: &str, wanted: Use, cases: &str) {
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (text, expected) = line.split_once('=').unwrap();
        assert_eq!(read_on(today, wanted, text.trim()).as_deref(), Ok(expected.trim()), "{text} on {today}");
    }
}

#[test]
fn the_words_of_the_plan_on_a_wednesday() {
    check(
        "2026-11-18",
        Use::Due,
        "today = 2026-11-18
        tomorrow = 2026-11-19
        fri = 2026-11-20
        wed = 2026-11-25
        next fri = 2026-11-27
        this mon = 2026-11-16
        +3d = 2026-11-21
        eom = 2026-11-30
        11/3 = 2026-11-03
        2026-11-03 = 2026-11-03
        w47 = 2026-11-20
        5/18 = 2026-05-18
        5/17 = 2027-05-17
        오늘 = 2026-11-18
        내일 = 2026-11-19
        모레 = 2026-11-20
        글피 = 2026-11-21
        금요일 = 2026-11-20
        금 = 2026-11-20
        다음주 금요일 = 2026-11-27
        다음 주 수요일 = 2026-11-25
        3일 뒤 = 2026-11-21
        이번달 말 = 2026-11-30
        월말 = 2026-11-30
        11월 3주차 금 = 2026-11-20
        11월 3주차 = 2026-11-20
        5영업일 뒤 = 2026-11-25",
    );
    check(
        "2026-11-18",
        Use::Start,
        "w47 = 2026-11-16\n11월 3주차 = 2026-11-16\nnext month = 2026-12-01\n다음분기 = 2027-01-01",
    );
}

#[test]
fn korean_words_as_published() {
    // TV-C2
    check(
        "2013-02-12",
        Use::Start,
        "오늘 = 2013-02-12
        내일 = 2013-02-13
        모레 = 2013-02-14
        내일모레 = 2013-02-14
        어제 = 2013-02-11
        그제 = 2013-02-10
        엊그제 = 2013-02-10
        다음주 금요일 = 2013-02-22
        다음주 화요일 = 2013-02-19
        이번주 화요일 = 2013-02-12
        이번주 수요일 = 2013-02-13
        금요일 = 2013-02-15
        저번주 화요일 = 2013-02-05
        지난주 일요일 = 2013-02-10
        15일에 = 2013-02-15
        2/15 = 2013-02-15
        3월 마지막 월요일 = 2013-03-25
        2015년 10월 마지막날 = 2015-10-31
        2014년 9월 셋째화요일 = 2014-09-16
        다음달 = 2013-03-01
        다음분기 = 2013-04-01
        2018년 4분기 = 2018-10-01
        7일전 = 2013-02-05
        1주일내 = 2013-02-19",
    );
    // TV-C3: where the grid and the Thursday rule decide
    check("2013-02-12", Use::Start, "이번주 월요일 = 2013-02-11\n2014년 10월 첫번째주 = 2014-09-29");
    assert!(read_on("2013-02-12", Use::Due, "설날").is_err());
}

#[test]
fn more_words_people_use() {
    check(
        "2026-11-18",
        Use::Due,
        "in 3 days = 2026-11-21
        2 weeks = 2026-12-02
        three days ago = 2026-11-15
        5 business days = 2026-11-25
        +5wd = 2026-11-25
        +1mo = 2026-12-18
        end of next month = 2026-12-31
        end of the month = 2026-11-30
        eow = 2026-11-20
        nov 3 = 2026-11-03
        3rd Dec 2027 = 2027-12-03
        december = 2026-12-31
        the 15th = 2026-12-15
        next week = 2026-11-27
        fri next week = 2026-11-27
        last monday of march = 2027-03-29
        day after tomorrow = 2026-11-20
        by friday = 2026-11-20
        2027-w01 = 2027-01-08
        w49 tue = 2026-12-01
        2/29 = 2028-02-29
        ２０２６－１１－２０ = 2026-11-20
        20261120 = 2026-11-20
        2026.11.20. = 2026-11-20
        한 달 뒤 = 2026-12-18
        열흘 후 = 2026-11-28
        2주 뒤 = 2026-12-02
        다다음주 월요일 = 2026-11-30
        다음달 15일 = 2026-12-15
        11월 20일까지 = 2026-11-20
        내년 3월 2일 = 2027-03-02
        2026년 11월 말 = 2026-11-30
        12월 = 2026-12-31
        연말 = 2026-12-31
        이번 분기 말 = 2026-12-31
        다음 금요일 = 2026-11-27
        다음주 = 2026-11-27
        Fri 2026-11-20 = 2026-11-20
        2026-11-20(금) = 2026-11-20
        11/20 금 = 2026-11-20
        Fri 20 Nov = 2026-11-20",
    );
}

#[test]
fn what_is_no_day_names_its_part() {
    for (text, part, why) in [
        ("someday", "someday", WhyNot::Unknown),
        ("next friyay", "friyay", WhyNot::Unknown),
        ("언젠가", "언젠가", WhyNot::Unknown),
        ("2/30", "2/30", WhyNot::NoSuchDay),
        ("2026-02-29", "2026-02-29", WhyNot::NoSuchDay),
        ("11월 9주차", "11월 9주차", WhyNot::NoSuchDay),
        ("Mon 2026-11-20", "mon 2026-11-20", WhyNot::NoSuchDay),
        ("", "", WhyNot::Unknown),
        ("분기", "분기", WhyNot::Unknown),
        ("+9999y", "+9999y", WhyNot::NoSuchDay),
    ] {
        let expected = NotDay { part: part.to_owned(), why };
        assert_eq!(read_on("2026-11-18", Use::Due, text), Err(expected), "{text}");
    }
}

#[test]
fn weeks_belong_to_the_month_of_their_thursday() {
    // TV-C1
    for (date, expected) in [
        ("2013-06-02", (2013, 5, 5)),
        ("2013-06-03", (2013, 6, 1)),
        ("2013-06-09", (2013, 6, 1)),
        ("2019-11-04", (2019, 11, 1)),
        ("2020-08-31", (2020, 9, 1)),
        ("2020-09-06", (2020, 9, 1)),
        ("2024-03-01", (2024, 2, 5)),
        ("2024-03-04", (2024, 3, 1)),
        ("2024-04-07", (2024, 4, 1)),
        ("2014-09-29", (2014, 10, 1)),
        ("2021-11-18", (2021, 11, 3)),
        ("2019-11-10", (2019, 11, 1)),
        ("2024-04-01", (2024, 4, 1)),
        ("2014-10-05", (2014, 10, 1)),
        ("2022-01-01", (2021, 12, 5)),
        ("2022-01-02", (2021, 12, 5)),
        ("2022-01-03", (2022, 1, 1)),
        ("2026-11-18", (2026, 11, 3)),
    ] {
        assert_eq!(month_week(day(date)), expected, "{date}");
    }
    for (year, months) in
        [(2021, [4, 7, 9, 12].as_slice()), (2022, &[3, 6, 9, 12]), (2026, &[1, 4, 7, 10, 12]), (2027, &[4, 7, 9, 12])]
    {
        let fifth = (1..=12).filter(|month| calendar::week_of_month(year, *month, 5).is_some());
        assert!(fifth.eq(months.iter().copied()), "{year}");
    }
}

#[test]
fn days_are_said_in_both_languages() {
    let (friday, today) = (day("2026-11-20"), day("2026-11-18"));
    assert_eq!(say_day(Lang::En, friday), "Fri 2026-11-20");
    assert_eq!(say_day(Lang::Ko, friday), "2026-11-20(금)");
    assert_eq!(say_day_short(Lang::En, friday, today), "Fri 20 Nov");
    assert_eq!(say_day_short(Lang::Ko, friday, today), "11/20 금");
    assert_eq!(say_day_short(Lang::En, day("2027-11-20"), today), "Sat 20 Nov 2027");
    assert_eq!(say_week(Lang::Ko, friday), "11월 3주차 (11/16–11/22)");
    assert_eq!(say_week(Lang::En, friday), "W47 (16–22 Nov)");
    assert_eq!(say_week(Lang::En, day("2026-12-01")), "W49 (30 Nov–6 Dec)");
    assert_eq!(say_week(Lang::Ko, day("2021-11-18")), "11월 3주차 (11/15–11/21)");
    for new_year in ["2022-01-01", "2022-01-02"] {
        assert_eq!(say_week(Lang::Ko, day(new_year)), "2021년 12월 5주차 (12/27–01/02)");
        assert_eq!(say_week(Lang::En, day(new_year)), "2021-W52 (27 Dec–2 Jan)");
    }
    assert_eq!(say_week(Lang::Ko, day("2022-01-03")), "1월 1주차 (01/03–01/09)");
    assert_eq!(say_week(Lang::En, day("2022-01-03")), "W01 (3–9 Jan)");
    assert_eq!(d_day(friday, today), "D-2");
    assert_eq!((d_day(today, today), d_day(today, friday)), ("D-day".to_owned(), "D+2".to_owned()));
    assert_eq!(say_effort(Lang::Ko, Minutes(720)), "1일 4시간");
}

#[test]
fn no_handle_can_be_a_date_word() {
    for name in crate::base::name::DATE_WORDS {
        assert!(is_date_word(name), "{name}");
    }
    for name in ["sol", "새별", "danpung", "디니", "mary"] {
        assert!(!is_date_word(name), "{name}");
    }
}

proptest! {
    #[test]
    fn reading_never_panics(text in "\\PC{0,24}") {
        let _ = read_day(&text, day("2026-11-18"), Use::Due, &weekdays);
    }

    #[test]
    fn reading_words_never_panics(words in proptest::collection::vec(prop_oneof![
        Just("다음"), Just("주"), Just("금요일"), Just("말"), Just("월"), Just("일"), Just("번째"), Just("9999"), Just("0"),
        Just("w"), Just("-"), Just("+"), Just("next"), Just("fri"), Just("of"), Just("년"), Just("뒤"), Just("영업일"), Just(" "),
    ], 0..7)) {
        let _ = read_day(&words.concat(), day("2026-11-18"), Use::Start, &|_| false);
    }

    #[test]
    fn a_day_that_was_said_is_read_again(ahead in -150_i64..3000, from in 0_i64..20_000, korean: bool) {
        let today = day("1990-01-01").plus(from);
        let meant = today.plus(ahead);
        let lang = if korean { Lang::Ko } else { Lang::En };
        for said in [say_day(lang, meant), say_day_short(lang, meant, today), meant.to_string()] {
            prop_assert_eq!(read_day(&said, today, Use::Due, &weekdays), Ok(meant), "{}", said);
        }
    }
}
