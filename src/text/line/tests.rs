//! The one-line form: every marker, every way to keep one as text, what is refused, and chance.

use proptest::prelude::*;

use super::*;
use crate::text::words::Lang;

fn today() -> Day {
    "2026-11-18".parse().unwrap()
}

fn weekdays(day: Day) -> bool {
    day.weekday() < 5
}

fn read(text: &str) -> Result<TaskLine, LineError> {
    read_line(text, today(), &weekdays)
}

fn titled(title: &str) -> TaskLine {
    TaskLine { title: title.to_owned(), ..TaskLine::default() }
}

fn list(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

#[test]
fn the_line_of_the_plan() {
    let expected = TaskLine {
        owner: Some("dini".to_owned()),
        priority: Some(1),
        estimate: Some(Minutes(1440)),
        due: Day::of(2026, 11, 20),
        tags: list(&["airflow"]),
        skills: list(&["k8s"]),
        after: list(&["LOG-4"]),
        to: Some("next".to_owned()),
        ..titled("Move wave two to k8s")
    };
    let english = "Move wave two to k8s @dini !p1 ~3d due:fri #airflow skill:k8s after:LOG-4 act:next";
    assert_eq!(read(english), Ok(expected.clone()));
    let signs = "@dini Move wave two !1 to k8s ~3d ^금 #airflow skill:k8s >다음 <log-4";
    assert_eq!(read(signs), Ok(expected.clone()));
    let wide = "Move wave two to k8s ＠dini ！ｐ１ ～３d 금요일까지 ＃airflow 기술：k8s ＜LOG-4 ＞next";
    assert_eq!(read(wide), Ok(expected));
}

#[test]
fn values_may_be_quoted() {
    for text in
        ["x due:'next fri'", "x due:\"next fri\"", "x due:“next fri”", "x ^'다음주 금'", "x 마감:'다음 주 금요일'"]
    {
        assert_eq!(read(text).unwrap().due, Day::of(2026, 11, 27), "{text}");
    }
    assert_eq!(read("x @'Park Ji' #\"two words\"").unwrap().owner.as_deref(), Some("Park Ji"));
    assert_eq!(read("x skill:'a, b' skill:c,d").unwrap().skills, list(&["a, b", "c", "d"]));
}

#[test]
fn days_before_until_are_due_days() {
    for (text, title, due) in [
        ("보고서 쓰기 금요일까지", "보고서 쓰기", Day::of(2026, 11, 20)),
        ("다음주 금요일까지 보고서", "보고서", Day::of(2026, 11, 27)),
        ("보고서 11월 3주차 금까지", "보고서", Day::of(2026, 11, 20)),
        ("보고서 11/26까지", "보고서", Day::of(2026, 11, 26)),
        ("오늘까지 보고서", "보고서", Day::of(2026, 11, 18)),
        ("3일 뒤까지 보고서", "보고서", Day::of(2026, 11, 21)),
        ("끝까지 간다", "끝까지 간다", None),
        ("남은 할 일까지 정리", "남은 할 일까지 정리", None),
        ("\\금요일까지 보고서", "금요일까지 보고서", None),
        ("다음주 \\금까지", "다음주 금까지", None),
    ] {
        assert_eq!(read(text), Ok(TaskLine { due, ..titled(title) }), "{text}");
    }
}

#[test]
fn a_backslash_keeps_one_marker_as_text() {
    for (text, title) in [
        (r"mail \@home", "mail @home"),
        (r"\!p1 \~3d \#tag \^fri \<LOG-1 \>next", "!p1 ~3d #tag ^fri <LOG-1 >next"),
        (r"\due:fri", "due:fri"),
        (r"₩@home ￦#x", "@home #x"),
        (r"\\@home", r"\@home"),
        (r"C:\temp \\server\share \n", r"C:\temp \\server\share \n"),
        ("₩5000 예산", "₩5000 예산"),
        ("a@b.c x!p1 a#b 5~6 a>b", "a@b.c x!p1 a#b 5~6 a>b"),
        ("a @ b ! ~ # ^ < > -> <b> >90% ~/bin !! ## x: note:y", "a @ b ! ~ # ^ < > -> <b> >90% ~/bin !! ## x: note:y"),
        ("  two   words ", "two words"),
        ("\u{1112}\u{1161}\u{11AB}", "한"),
    ] {
        assert_eq!(read(text), Ok(titled(title)), "{text}");
    }
}

#[test]
fn one_owner_many_helpers_and_lists() {
    let task = read("x @sol @danpung, @danpung #a #b #a after:LOG-1,2 <3").unwrap();
    assert_eq!(task.owner.as_deref(), Some("sol"));
    assert_eq!(task.helpers, list(&["danpung"]));
    assert_eq!(task.tags, list(&["a", "b"]));
    assert_eq!(task.after, list(&["LOG-1", "2", "3"]));
}

#[test]
fn places_are_read_in_one_form() {
    for (text, place) in [
        ("to:LOG", "LOG"),
        ("act:log/s1/a2", "LOG/S1/A2"),
        (">백로그", "backlog"),
        (">A2", "A2"),
        ("to:s1/a2", "S1/A2"),
        ("act:@next", "next"),
        ("to:s2", "S2"),
    ] {
        assert_eq!(read(&format!("x {text}")).unwrap().to.as_deref(), Some(place));
    }
}

#[test]
fn the_exact_part_is_named() {
    for (text, part, fault) in [
        ("x due:someday", "someday", LineFault::Day(WhyNot::Unknown)),
        ("x due:'next friyay'", "friyay", LineFault::Day(WhyNot::Unknown)),
        ("x due:2/30", "2/30", LineFault::Day(WhyNot::NoSuchDay)),
        ("x 2월 30일까지", "2월 30일", LineFault::Day(WhyNot::NoSuchDay)),
        ("x ^언젠가", "언젠가", LineFault::Day(WhyNot::Unknown)),
        ("x !p9", "!p9", LineFault::Priority),
        ("x !soon", "!soon", LineFault::Priority),
        ("x ~3", "~3", LineFault::Estimate),
        ("x ~long", "~long", LineFault::Estimate),
        ("x after:LOG-1,LGO", "LGO", LineFault::Key),
        ("x <LOG-0", "LOG-0", LineFault::Key),
        ("x act:somewhere/else", "somewhere/else", LineFault::Place),
        ("x due: fri", "due:", LineFault::Missing),
        ("x due:'fri", "due:'fri", LineFault::Quote),
        ("x due:'fri'x y", "due:'fri'x", LineFault::Quote),
        ("x !p1 !p2", "!p2", LineFault::Twice),
        ("x due:fri 내일까지", "내일까지", LineFault::Twice),
        ("!p1 ~3d", "!p1 ~3d", LineFault::NoTitle),
        ("", "", LineFault::NoTitle),
    ] {
        let error = read(text).unwrap_err();
        assert_eq!((error.part.as_str(), error.fault), (part, fault), "{text}");
        assert!(text.get(error.span.clone()).is_some_and(|span| span.contains(part)), "{text}");
        assert!(Lang::ALL.iter().all(|lang| error.say(*lang).contains(part)), "{text}");
    }
    assert!(read("x due:someday").unwrap_err().say(Lang::En).contains("due date \"someday\""));
}

#[test]
fn a_line_is_read_while_it_is_typed() {
    let glance = glance("Wave @새별 !p1 ~3 ^11/27", today(), &weekdays);
    let kinds: Vec<PieceKind> = glance.pieces.iter().map(|piece| piece.kind).collect();
    assert_eq!(kinds, [PieceKind::Owner, PieceKind::Priority, PieceKind::Unclear, PieceKind::Due]);
    assert_eq!(glance.errors.len(), 1);
    assert_eq!(echo(Lang::Ko, &glance.task, today()), "새별  P1  11/27 금");
    let task = read("x @sol @bori ~12h <4 >next skill:k8s").unwrap();
    assert_eq!(echo(Lang::En, &task, today()), "sol  +bori  1d4h  skill k8s  after 4  ➜ next act");
}

#[test]
fn a_pasted_list_is_one_task_a_line() {
    let text = "- Wave one @sol\r\n\r\n* [ ] Wave two ~2d\n  3. Third\n• 넷째\n- [x] done\n-5 degrees\n1.5 times\n- due:never x\n-\n";
    let lines = read_list(text, today(), &weekdays);
    let titles: Vec<&str> =
        lines.iter().map(|line| line.task.as_ref().map_or("?", |task| task.title.as_str())).collect();
    assert_eq!(titles, ["Wave one", "Wave two", "Third", "넷째", "done", "-5 degrees", "1.5 times", "?"]);
    let numbers: Vec<usize> = lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [1, 3, 4, 5, 6, 7, 8, 9]);
}

fn any_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "\\PC{0,6}",
        Just("@".to_owned()),
        Just("\\".to_owned()),
        Just("₩".to_owned()),
        Just("due:".to_owned()),
        Just(" ".to_owned()),
        Just("금요일까지".to_owned()),
        Just("다음주 ".to_owned()),
        Just("'".to_owned()),
        Just("!p".to_owned()),
        Just("~3d".to_owned()),
        Just("<LOG-".to_owned()),
        Just("＃".to_owned()),
        Just(">A2".to_owned()),
        Just("까지".to_owned()),
    ];
    proptest::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn reading_never_panics_and_spans_are_sound(text in any_text()) {
        let glance = glance(&text, today(), &weekdays);
        let mut end = 0;
        for piece in &glance.pieces {
            prop_assert!(piece.span.start >= end && text.get(piece.span.clone()).is_some());
            end = piece.span.end;
        }
        let _ = read_list(&text, today(), &weekdays);
        for error in &glance.errors {
            prop_assert!(!error.say(Lang::Ko).is_empty());
        }
    }

    #[test]
    fn a_line_that_was_written_is_read_again(text in any_text()) {
        if let Ok(task) = read(&text) {
            let written = write_line(&task);
            prop_assert_eq!(read(&written), Ok(task), "{}", written);
        }
    }

    #[test]
    fn any_title_can_be_written(text in any_text()) {
        let title: String = text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        if !title.is_empty() {
            prop_assert_eq!(read(&write_line(&titled(&title))), Ok(titled(&title)));
        }
    }
}
