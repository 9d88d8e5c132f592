//! Bringing in tables, and taking tasks out as one: encodings, headings in two languages, and the way back.

use partybook::domain::task::{Priority, Task, TaskStatus};
use partybook::port::export;
use partybook::port::import::{Bad, Choices, ImportError, Kind, People, Report};
use partybook::query::Ctx;
use partybook::text::Lang;

use crate::kit::{Book, SEOUL};
use crate::port_taskwarrior::{choices, plan};

fn book() -> Book {
    Book::outline(
        "@danpung 단풍\nLOG active \"soda log\" leader=sol\n  S1 running 2026-11-16..2026-12-31 Kubernetes\n    A1 running 2026-11-16..2026-11-27 Survey\n",
    )
}

fn import(book: &mut Book, bytes: &[u8], choices: &Choices) -> Report {
    let planned = plan(book, Kind::Csv, bytes, choices).unwrap();
    assert!(!planned.report.refuses(), "{:?}", planned.report.lines(Lang::En));
    let report = planned.report.clone();
    if let Some(op) = planned.op() {
        book.ok(&op);
    }
    report
}

fn to(place: &str, map: &[&str]) -> Choices {
    Choices { to: Some(place.parse().unwrap()), ..choices(map) }
}

#[test]
fn a_korean_windows_table_comes_in() {
    let mut book = book();
    let (bytes, _, _) = encoding_rs::EUC_KR
        .encode("이름,할일,마감,예상(시간),상태,색깔\r\n단풍,dbt 적용,2026. 12. 1.,12,진행 중,파랑\r\n");
    let report = import(&mut book, &bytes, &to("LOG/S1/A1", &[]));
    assert_eq!((report.encoding, report.will_create.tasks, report.will_create.members), ("cp949", 1, 0));
    let task: Task = book.all("title = 'dbt 적용'", vec![]).remove(0);
    assert_eq!((task.owner, task.act), (Some(book.member("danpung")), Some(book.act("LOG/S1/A1"))));
    assert_eq!((task.due.unwrap().to_string(), task.estimate.unwrap().0), ("2026-12-01".to_owned(), 720));
    assert_eq!((task.status, task.extra), (TaskStatus::Doing, vec![("색깔".to_owned(), "파랑".to_owned())]));
    assert!(report.lines(Lang::Ko).iter().any(|line| line.contains("색깔")));
}

#[test]
fn columns_are_mapped_by_hand_and_new_places_are_made() {
    let text = "sep=;\nWas;Wer;Wo;Nach;Nr\nWände streichen;Zoë;Haus.Frühling.act2;2;1\nFarbe kaufen;Zoë;Haus.Frühling.act10;;2\n";
    let mut book = book();
    let map = ["was=title", "Wer=owner", "wo=party.season.act", "Nach=after", "nr=key"];
    let report = import(&mut book, text.as_bytes(), &choices(&map));
    let counts = report.will_create;
    assert_eq!((counts.tasks, counts.members, counts.parties, counts.seasons, counts.acts), (2, 1, 1, 1, 2));
    assert_eq!(counts.dependencies, 1);
    let shown = book.show();
    assert!(
        shown.contains("HAUS") && shown.contains("A1 planned act2") && shown.contains("A2 planned act10"),
        "{shown}"
    );
    assert!(shown.contains("Wände streichen @zoë") && shown.contains("after HAUS-"), "{shown}");
}

#[test]
fn a_party_named_like_a_place_gets_a_key_that_can_be_typed() {
    let mut book = book();
    let report = import(&mut book, b"title,place\nOne,Next\nTwo,S\nThree,a1\n", &choices(&["place=party"]));
    assert_eq!(report.will_create.parties, 3);
    for key in ["PNEXT", "PS", "PA1"] {
        book.party(key);
    }
}

#[test]
fn bad_cells_are_named_with_line_and_column() {
    let text = "\u{feff}Title,Owner,Due,Estimate,Status,After\n\
                one,saebyol,,,,\n\"two\nlines\",,someday,,,\nthree,,,3,,\nfour,,,,perhaps,\nfive,,,,,Z-9\nsix,,,,,,,extra\n,sol,,,,\nseven,,,,,\n";
    let mut wanted = to("LOG", &[]);
    wanted.people = People::MustExist;
    let mut book = book();
    let planned = plan(&mut book, Kind::Csv, text.as_bytes(), &wanted).unwrap();
    let said: Vec<String> = planned.report.problems.iter().map(|problem| problem.say(Lang::En)).collect();
    let starts = [
        "line 2, Owner",
        "line 3, Due",
        "line 5, Estimate",
        "line 6, Status",
        "line 7, After",
        "line 8:",
        "line 9, Title",
    ];
    assert_eq!(said.len(), starts.len(), "{said:#?}");
    for (said, start) in said.iter().zip(starts) {
        assert!(said.starts_with(start), "{said} / {start}");
    }
    assert!(planned.report.refuses());
    wanted.bad = Bad::Skip;
    assert_eq!(import(&mut book, text.as_bytes(), &wanted).will_create.tasks, 2);
}

#[test]
fn a_table_without_a_title_is_refused_whole() {
    let mut book = book();
    let mut refused =
        |text: &str, map: &[&str]| plan(&mut book, Kind::Csv, text.as_bytes(), &to("LOG", map)).unwrap_err();
    assert!(matches!(refused("a,b\n1,2\n", &[]), ImportError::NoTitle(_)));
    assert!(matches!(refused("title,b\n1,2\n", &["c=owner"]), ImportError::NoColumn(..)));
    assert!(matches!(refused("a,b\n1,2\n", &["a=title", "b=title"]), ImportError::TwiceMapped(..)));
    assert_eq!(refused(" \n", &[]), ImportError::Empty);
    assert_eq!(
        plan(&mut Book::empty(), Kind::Csv, b"t\xFF\x00", &to("LOG", &[])),
        Err(ImportError::Encoding("utf-8", 1))
    );
}

#[test]
fn what_goes_out_comes_in_again() {
    let mut from = Book::outline(
        "@danpung 단풍\nLOG active \"soda log\" leader=sol\n  ◦ LOG-6 =1+1; an idea\n  S1 running 2026-11-16..2026-12-31 Kubernetes\n    ◦ LOG-5 In the season's backlog @sol\n    A1 running 2026-11-16..2026-11-27 Survey\n      ◦ LOG-1 쿠버네티스 권한 @danpung ~12h !p0 due 2026-11-20 #survey,k8s with sol\n      ◦ LOG-2 Rollback @sol after LOG-1\n      ▸ LOG-3 Doing @sol blocked \"firewall\"\n      ✓ LOG-4 Done @sol ~3d\n",
    );
    let ctx = Ctx { today: "2026-11-16".parse().unwrap(), zone: SEOUL, me: None };
    for lang in Lang::ALL {
        let bytes = export::csv::tasks(from.engine.as_mut(), &ctx, lang, None).unwrap();
        assert!(bytes.starts_with("\u{feff}".as_bytes()) && bytes.ends_with(b"\r\n"));
        assert!(String::from_utf8_lossy(&bytes).contains("\"'=1+1; an idea\""));
        let mut back = Book::outline("@danpung 단풍\n@sol\n");
        import(&mut back, &bytes, &choices(&[]));
        let tasks: Vec<Task> = back.all("id IS NOT NULL ORDER BY title", vec![]);
        assert_eq!(tasks.len(), 6);
        let first = tasks.iter().find(|task| task.title.starts_with("쿠버")).unwrap();
        assert_eq!((first.priority, first.estimate.unwrap().0, first.tags.len()), (Priority::P0, 720, 2));
        assert_eq!(first.act, Some(back.act("LOG/S1/A1")));
        let done = tasks.iter().find(|task| task.title == "Done").unwrap();
        assert_eq!((done.status, done.done_on.is_some()), (TaskStatus::Done, true));
        let shown = back.show();
        for part in ["=1+1; an idea", "with sol", "blocked \"firewall\"", "after LOG-", "S1 planned"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }
}
