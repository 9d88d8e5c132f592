//! Files of days: holidays of other countries and company days, and what is wrong with a line.

use partybook::plan::calendar::OwnDay;
use partybook::port::holidays::{DaysRead, Unreadable, read};
use partybook::text::Lang;
use proptest::prelude::*;

fn days(text: &str) -> DaysRead {
    read(text.as_bytes()).unwrap()
}

/// `2026-12-31 name`, with a `+` where it is worked.
fn shown(days: &[OwnDay]) -> Vec<String> {
    days.iter().map(|own| format!("{} {}{}", own.day, own.name, if own.works { "+" } else { "" })).collect()
}

#[track_caller]
fn refused(text: &str, lines: &[&str]) {
    let said = read(text.as_bytes()).unwrap_err().lines(Lang::En);
    assert_eq!(said.len(), lines.len(), "{said:#?}");
    for (said, line) in said.iter().zip(lines) {
        assert!(said.starts_with(line), "{said} / {line}");
    }
    assert_eq!(read(text.as_bytes()).unwrap_err().lines(Lang::Ko).len(), lines.len());
}

#[test]
fn tables_with_and_without_a_header() {
    let bare = "2026-12-31,Founding day\r\n2026/5/1,Worked,workday\r\n\r\n\"2026. 12. 30.\",\"Eve, of it\"\r\n";
    assert_eq!(shown(&days(bare).days), ["2026-12-31 Founding day", "2026-05-01 Worked+", "2026-12-30 Eve, of it"]);
    let korean = "\u{feff}이름;날짜;까지;구분\n겨울 휴무;2026-12-30;2027-01-01;휴무\n창립기념일;20261111;;\n대체 근무;2026년 12월 26일;;근무일\n";
    assert_eq!(
        shown(&days(korean).days),
        [
            "2026-12-30 겨울 휴무",
            "2026-12-31 겨울 휴무",
            "2027-01-01 겨울 휴무",
            "2026-11-11 창립기념일",
            "2026-12-26 대체 근무+"
        ]
    );
    let (windows, _, _) = encoding_rs::EUC_KR.encode("날짜,이름\n2026-11-11,창립기념일\n");
    assert_eq!(shown(&read(&windows).unwrap().days), ["2026-11-11 창립기념일"]);
}

#[test]
fn bad_lines_of_a_table_are_named_and_refuse_it_whole() {
    let text = "date,name,until,kind\n2026-12-31,ok,,\n31/12/2026,no day,,\n2026-02-30,no such day,,\n2026-12-31,back,2026-12-30,\n2026-01-01,long,2027-01-02,\n2026-01-01,?,,perhaps\n2026-01-01,x,soon,\n,y,,\n2026-01-02,\"open,,\n";
    refused(
        text,
        &[
            "line 3: \"31/12/2026\" is no day",
            "line 4: \"2026-02-30\" is no day",
            "line 5: the last day lies before the first",
            "line 6: 2026-01-01–2027-01-02 is longer than 366 days",
            "line 7: \"perhaps\" is no kind of day",
            "line 8: \"soon\" is no day",
            "line 9: \"\" is no day",
            "line 10: a quote is opened here",
        ],
    );
    refused("name,kind\na,b\n", &["line 1: no column holds days (name, kind)"]);
    assert_eq!(read(b" \n"), Err(Unreadable::Empty));
    assert_eq!(read(b"date,name\n"), Err(Unreadable::Empty));
    assert_eq!(read(b"\x00\x01\x02\x81"), Err(Unreadable::Encoding));
    let many: Vec<String> = (2000..2100).map(|year| format!("{year}-01-01,x,{year}-12-31\n")).collect();
    let many = many.concat();
    refused(
        &format!("date,name,until\n{many}"),
        &["line 56: with 2054-01-01–2054-12-31 there are more than 20000 days"],
    );
}

const GOOGLE: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Christmas\\, both\r\n  days\r\nDESCRIPTION:Public holiday\r\nBEGIN:VALARM\r\nDESCRIPTION:Observance\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260214\r\nSUMMARY:Valentine's Day\r\nDESCRIPTION:Observance\\nTo hide observances\\, go to the settings\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART;X-P=\"a:b\":20260501T000000\r\nDTEND:20260501T000000\r\nSUMMARY:Labour Day\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSTATUS:CANCELLED\r\nDTSTART;VALUE=DATE:20260601\r\nSUMMARY:Not this year\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn calendars_as_they_are_given_out() {
    let read = days(GOOGLE);
    let christmas = "Christmas, both days";
    assert_eq!(
        shown(&read.days),
        [format!("2026-12-25 {christmas}"), format!("2026-12-26 {christmas}"), "2026-05-01 Labour Day".to_owned()]
    );
    assert_eq!(read.left_out, ["Valentine's Day", "Not this year"]);
}

fn event(lines: &str) -> String {
    format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n")
}

#[test]
fn holidays_that_come_again_are_carried_on() {
    let thanks = "DTSTART;VALUE=DATE:20251127\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\nEXDATE;VALUE=DATE:20261126\nSUMMARY:Thanksgiving";
    let read = shown(&days(&event(thanks)).days);
    assert_eq!(
        (read.len(), read[0].as_str(), read[1].as_str()),
        (25, "2025-11-27 Thanksgiving", "2027-11-25 Thanksgiving")
    );
    let twice =
        "DTSTART;VALUE=DATE:20251224\nDTEND;VALUE=DATE:20251227\nRRULE:FREQ=YEARLY;UNTIL=20261231\nSUMMARY:Break";
    assert_eq!(days(&event(twice)).days.len(), 6);
}

#[test]
fn bad_events_are_named() {
    for (lines, said) in [
        ("SUMMARY:Nowhere", "line 2: an event without a day: Nowhere"),
        ("DTSTART:20260101T090000Z", "line 3: an event at a time of day is no holiday"),
        ("DTSTART;VALUE=DATE:20260101\nDTEND:20260101T170000", "line 4: an event at a time of day"),
        ("DTSTART;VALUE=DATE:20260230", "line 3: \"20260230\" is no day"),
        ("DTSTART;VALUE=DATE:20260105\nDTEND;VALUE=DATE:20260103", "line 3: the last day lies before the first"),
        ("DTSTART;VALUE=DATE:20260105\nDURATION:P2D", "line 4: DURATION is not supported"),
        ("DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=YEARLY;BYSETPOS=1", "line 4: BYSETPOS=1 is not supported"),
        ("DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=YEARLY\nEXDATE:soon", "line 5: \"soon\" is no day"),
        ("DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=DAILY\nDTEND;VALUE=DATE:20270105", "line 3: with "),
    ] {
        refused(&event(lines), &[said]);
    }
    refused("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\n", &["line 2: an event begins here"]);
    assert_eq!(read(b"BEGIN:VCALENDAR\nEND:VCALENDAR\n"), Err(Unreadable::Empty));
}

#[test]
fn refusals_are_said_in_korean_too() {
    let said = |text: &str| read(text.as_bytes()).unwrap_err().lines(Lang::Ko).join("\n");
    assert_eq!(said("2026-01-01,a\n언젠가,b\n"), "2번째 줄: '언젠가'는 날짜로 못 읽었어요. 2026-12-31처럼 적어 주세요");
    let rule = "DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=YEARLY;COUNT=1;UNTIL=20270101";
    assert_eq!(said(&event(rule)), "4번째 줄: COUNT와 UNTIL은 같이 쓸 수 없어요");
}

proptest! {
    #[test]
    fn nothing_in_a_file_makes_reading_panic(lines in proptest::collection::vec(prop_oneof![
        Just("BEGIN:VEVENT".to_owned()), Just("END:VEVENT".to_owned()), Just("BEGIN:VALARM".to_owned()), Just("END:".to_owned()),
        "(DTSTART|DTEND|RRULE|EXDATE|SUMMARY|[A-Z]{0,6})(;[A-Z\":=]{0,8})?:[0-9TZ]{0,16}", "[ \t]?\\PC{0,20}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2},\\PC{0,9}",
    ], 0..12), calendar: bool) {
        let head = if calendar { "BEGIN:VCALENDAR\n" } else { "" };
        let text = head.to_owned() + &lines.join("\n");
        if let Err(unreadable) = read(text.as_bytes()) {
            prop_assert!(!unreadable.lines(Lang::En).is_empty());
        }
    }
}
