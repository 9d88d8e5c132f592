//! Bringing in what Taskwarrior exports: recorded files, broken lines, and the live program where it is installed.

use std::process::Command;

use partybook::base::day::Instant;
use partybook::domain::member::Member;
use partybook::domain::task::{Comment, Dependency, Origin, Priority, Task, TaskStatus};
use partybook::op::Op;
use partybook::port::import::{self, Bad, Choices, Encoding, ImportError, Kind, Known, Mapping, People, Plan};
use partybook::text::Lang;

use crate::kit::{Book, SEOUL};

const ARRAY: &str = include_str!("fixtures/taskwarrior/array.json");
const LINES: &str = include_str!("fixtures/taskwarrior/lines.json");

/// Choices with mappings as typed, unknown people made.
pub fn choices(map: &[&str]) -> Choices {
    let now: Instant = "2026-11-22T18:00:00Z".parse().unwrap();
    Choices {
        now,
        today: now.day_in(&SEOUL),
        zone: SEOUL,
        lang: Lang::En,
        to: None,
        map: map.iter().map(|text| Mapping::read(text).unwrap()).collect(),
        encoding: Encoding::Auto,
        people: People::Create,
        bad: Bad::Refuse,
    }
}

fn book() -> Book {
    Book::outline("LOG active leader=sol\n  S1 running 2026-11-16..2026-12-31 Kubernetes\n")
}

/// Plans an import for whoever acts in the book.
pub fn plan(book: &mut Book, kind: Kind, bytes: &[u8], choices: &Choices) -> Result<Plan, ImportError> {
    let actor = book.actor;
    let known = Known::load(book.engine.as_mut(), actor).unwrap();
    import::plan(kind, bytes, &known, choices, &mut book.ids)
}

fn import(book: &mut Book, text: &str, choices: &Choices) -> import::Report {
    let plan = plan(book, Kind::Taskwarrior, text.as_bytes(), choices).unwrap();
    assert!(!plan.report.refuses(), "{:?}", plan.report.lines(Lang::En));
    let report = plan.report.clone();
    if let Some(op) = plan.op() {
        book.ok(&op);
    }
    report
}

const MAP: [&str; 4] = ["project=party.season.act", "assignee=owner", "estimate=estimate", "points=skip"];

#[test]
fn a_recorded_export_comes_in_whole() {
    let mut wanted = choices(&MAP);
    wanted.to = Some("LOG/S1".parse().unwrap());
    let mut book = book();
    let report = import(&mut book, ARRAY, &wanted);
    let counts = report.will_create;
    assert_eq!((counts.tasks, counts.members, counts.parties, counts.seasons, counts.acts), (9, 3, 2, 1, 2));
    assert_eq!((counts.comments, counts.dependencies), (2, 3));
    let tasks: Vec<Task> = book.all("origin = 'import' ORDER BY title", vec![]);
    let by_title = |part: &str| tasks.iter().find(|task| task.title.contains(part)).unwrap();
    let stage = by_title("Build the stage");
    let owner: Member = book.one(stage.owner.unwrap());
    assert_eq!((owner.handle.as_str(), stage.priority, stage.status), ("mina", Priority::P1, TaskStatus::Doing));
    assert_eq!(stage.estimate.unwrap().to_string(), "2d");
    assert_eq!(
        (stage.due.unwrap().to_string(), stage.started_on.unwrap().to_string()),
        said("2026-11-20", "2026-11-23")
    );
    assert_eq!((stage.tags.join(","), stage.origin), ("stage,wood".to_owned(), Origin::Import));
    assert_eq!(book.act("CONCERT/S1/A1"), stage.act.unwrap());
    let comments: Vec<Comment> = book.all("task = $1 ORDER BY at", vec![stage.id.0.into()]);
    assert!(comments[1].body.contains("https://example.org/판자?a=1&b=2"));
    let poster = by_title("포스터");
    assert_eq!(poster.title, "포스터 붙이기: 정문과 \"후문\"");
    assert!(poster.extra.contains(&("scheduled".to_owned(), "20261118T003000Z".to_owned())));
    assert!(!poster.extra.iter().any(|(name, _)| name == "points" || name == "urgency" || name == "id"));
    let sound = by_title("Sound check");
    assert_eq!(book.all::<Dependency>("task = $1", vec![sound.id.0.into()]).len(), 2);
    assert!(sound.extra.iter().any(|(name, text)| name == "wait" && text == "20291231T150000Z"));
    let finished = by_title("Finish me");
    assert_eq!((finished.status, finished.done_on.unwrap().to_string()), (TaskStatus::Done, "2026-11-23".to_owned()));
    assert_eq!(by_title("Delete me").status, TaskStatus::Dropped);
    assert_eq!(by_title("No project").season, Some(book.season("LOG/S1")));
    assert_eq!(tasks.iter().filter(|task| task.title == "Water the plants").count(), 2);
    assert_eq!(by_title("Sell tickets").act, None);
    let lines = report.lines(Lang::En).join("\n");
    assert!(lines.contains("template") && lines.contains("scheduled"), "{lines}");
}

fn said(due: &str, started: &str) -> (String, String) {
    (due.to_owned(), started.to_owned())
}

#[test]
fn lines_are_read_like_the_array_and_a_second_time_nothing_comes() {
    let mut wanted = choices(&MAP);
    wanted.to = Some("LOG".parse().unwrap());
    let (mut one, mut other) = (book(), book());
    import(&mut one, ARRAY, &wanted);
    import(&mut other, LINES, &wanted);
    assert_eq!(one.show(), other.show());
    let before = one.show();
    let report = import(&mut one, ARRAY, &wanted);
    assert_eq!((report.will_create.tasks, one.show()), (0, before));
    assert!(report.lines(Lang::Ko).join("\n").contains("9개"));
}

#[test]
fn what_cannot_be_read_is_told_line_by_line_and_refuses() {
    let text = r#"[
{"description":"good","status":"pending","project":"a1","uuid":"1","depends":"3,4"},
{"description":"bad day","status":"pending","project":"a1","due":"someday"},
{"description":"no end,"status":"pending","project":"a1"},
{"description":"nowhere","status":"pending","uuid":"3"},
{"description":"who","status":"pending","project":"a1","who":"Zed"},
{"status":"waiting","project":"a1","uuid":"1"},
{"description":" ","status":"odd","project":"a1"}
]"#;
    let mut wanted = choices(&["who=owner"]);
    wanted.people = People::MustExist;
    let mut book = book();
    let planned = plan(&mut book, Kind::Taskwarrior, text.as_bytes(), &wanted).unwrap();
    let lines: Vec<(u64, Option<&str>)> =
        planned.report.problems.iter().map(|problem| (problem.line, problem.column.as_deref())).collect();
    let column = Some;
    assert_eq!(
        lines,
        [
            (3, column("due")),
            (4, None),
            (5, column("project")),
            (6, column("who")),
            (7, column("uuid")),
            (8, column("description")),
            (8, column("status"))
        ]
    );
    assert!(planned.report.refuses());
    assert!(planned.report.problems[0].say(Lang::Ko).starts_with("3번째 줄, due:"));
    wanted.bad = Bad::Skip;
    let report = import(&mut book, text, &wanted);
    assert_eq!((report.will_create.tasks, report.will_create.dependencies), (1, 0));
    assert!(report.lines(Lang::En).iter().any(|line| line.starts_with("6 lines")), "{:?}", report.lines(Lang::En));
}

#[test]
fn a_circle_is_named_before_anything_is_written() {
    let task = |uuid: &str, on: &str| {
        format!(
            "{{\"description\":\"t{uuid}\",\"status\":\"pending\",\"project\":\"a1\",\"uuid\":\"{uuid}\",\"depends\":[\"{on}\"]}}\n"
        )
    };
    let text = [task("1", "2"), task("2", "3"), task("3", "1")].concat();
    let planned = plan(&mut book(), Kind::Taskwarrior, text.as_bytes(), &choices(&[])).unwrap();
    assert!(planned.report.refuses());
    assert!(planned.report.problems[0].text.contains(" ➜ "));
}

#[test]
fn what_is_no_export_is_refused_whole() {
    let mut book = book();
    for text in ["[1, 2]", "{\"a\": 1}", "{\"party.dump/1\": ", "\u{feff}\n"] {
        let error = plan(&mut book, Kind::Taskwarrior, text.as_bytes(), &choices(&[]));
        assert!(matches!(error, Err(ImportError::NotTasks(..) | ImportError::Empty)), "{text}: {error:?}");
    }
    assert_eq!(Kind::of(ARRAY.as_bytes()), Kind::Taskwarrior);
    assert_eq!(Kind::of(LINES.as_bytes()), Kind::Taskwarrior);
    assert_eq!(Kind::of(b"title,owner\n"), Kind::Csv);
    assert_eq!(Kind::of(b"{\"format\":\"party.dump/1\","), Kind::Dump);
}

/// Runs the installed program on a folder of its own.
fn task(home: &std::path::Path, words: &[&str]) -> Vec<u8> {
    let mut command = Command::new("task");
    command.args(words).env("TASKRC", home.join("rc")).env("TASKDATA", home.join("data")).env("HOME", home);
    command.stdin(std::process::Stdio::null()).output().unwrap().stdout
}

#[test]
fn the_live_program_s_export_comes_in() {
    if Command::new("task").arg("--version").output().is_err() {
        assert_ne!(std::env::var("PARTY_CI").as_deref(), Ok("1"), "taskwarrior is missing");
        println!("not run: taskwarrior is missing, install it with apt-get install taskwarrior");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let rc = "confirmation=no\nverbose=nothing\nuda.assignee.type=string\nuda.assignee.label=Assignee\n";
    std::fs::write(home.path().join("rc"), rc).unwrap();
    std::fs::create_dir(home.path().join("data")).unwrap();
    task(
        home.path(),
        &["add", "Paint \"the\" door", "project:house.spring.paint", "+outside", "assignee:소라", "due:2026-12-01"],
    );
    task(home.path(), &["add", "Buy brushes", "project:house.spring.paint", "priority:H"]);
    task(home.path(), &["1", "modify", "depends:2"]);
    task(home.path(), &["1", "annotate", "Green, as agreed"]);
    let export = String::from_utf8(task(home.path(), &["export"])).unwrap();
    let mut book = book();
    let report = import(&mut book, &export, &choices(&["project=party.season.act", "assignee=owner"]));
    let counts = report.will_create;
    assert_eq!((counts.tasks, counts.comments, counts.dependencies, counts.members), (2, 1, 1, 1));
    let door: Vec<Task> = book.all("title LIKE 'Paint%'", vec![]);
    assert_eq!((door[0].title.as_str(), door[0].tags.join(",")), ("Paint \"the\" door", "outside".to_owned()));
    let owner: Member = book.one(door[0].owner.unwrap());
    assert_eq!(owner.name, "소라");
}

#[test]
fn an_import_is_one_step() {
    let mut book = book();
    let before = book.show();
    let planned = plan(&mut book, Kind::Taskwarrior, LINES.as_bytes(), &{
        let mut wanted = choices(&MAP);
        wanted.to = Some("LOG".parse().unwrap());
        wanted
    });
    let receipt = book.ok(&planned.unwrap().op().unwrap());
    book.ok(&Op::Journal(partybook::op::undo::Op::Undo { seq: receipt.seq }));
    assert_eq!(book.show(), before);
}
