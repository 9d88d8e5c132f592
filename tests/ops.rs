//! The words of operations on paper: each is pinned in `fixtures/ops.jsonl`, because journals, scripts and other
//! versions of the program speak them. A line there is never changed; new ones are added.
//!
//! `PARTY_BLESS=1` writes the lines that are missing.

use std::collections::BTreeSet;

use partybook::base::id::Id;
use partybook::base::minutes::Minutes;
use partybook::domain::act::Fate;
use partybook::domain::note::NoteKind;
use partybook::domain::party::{Office, PartyStatus, Role, Section};
use partybook::domain::retro::RetroPhase;
use partybook::domain::season::GoalMet;
use partybook::domain::task::{Check, Priority, TaskStatus, Tie};
use partybook::op::act::{Leftover, Op as ActOp};
use partybook::op::member::Op as MemberOp;
use partybook::op::note::Op as NoteOp;
use partybook::op::party::{NewShare, Op as PartyOp};
use partybook::op::patch::{Edit, Patch};
use partybook::op::retro::Op as RetroOp;
use partybook::op::season::Op as SeasonOp;
use partybook::op::task::{NewTask, Op as TaskOp, Past, Target};
use partybook::op::undo::Op as JournalOp;
use partybook::op::{Op, act, member, note, party, retro, season, task, undo};

fn day<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn patch() -> Patch {
    Patch::new().set("title", &text("Old"), &text("New")).set("owner", &None, &Some(Id(2)))
}

fn new_task() -> NewTask {
    let born = "2024-02-29T12:00:00Z".parse().unwrap();
    NewTask {
        body: text("Body"),
        priority: Some(Priority::P0),
        estimate: Some(Minutes(480)),
        owner: Some(Id(2)),
        helpers: vec![Id(3)],
        wishes: vec![Id(4)],
        due: day("2026-11-20"),
        tags: vec![text("k8s")],
        skills: vec![text("airflow")],
        checklist: vec![Check { text: text("ask"), done: true }],
        links: vec![text("https://example.org")],
        needs: vec![Id(5)],
        past: Some(Past {
            status: TaskStatus::Done,
            born,
            started_on: day("2024-03-01"),
            done_on: day("2024-03-02"),
            blocked: Some(text("review")),
            extra: vec![(text("urgency"), text("8.1"))],
            comments: vec![(born, Some(Id(2)), text("said"))],
        }),
        ..NewTask::titled(Id(1), "Title")
    }
}

fn members() -> Vec<MemberOp> {
    let (member, name) = (Id(1), text("디니"));
    vec![
        MemberOp::Add { id: member, handle: text("sol"), name: text("솔"), aliases: vec![name.clone()] },
        MemberOp::Edit { member, set: patch() },
        MemberOp::Alias { member, name: name.clone() },
        MemberOp::Unalias { member, name },
        MemberOp::Config { name: text("focus"), value: text("0.6") },
    ]
}

fn parties() -> Vec<PartyOp> {
    let party = Id(1);
    let share = NewShare { member: Id(2), permille: 500 };
    let charter = vec![(Section::OutOfScope, text("Streaming."))];
    vec![
        PartyOp::Found { id: party, key: "LOG".parse().unwrap(), name: text("soda log"), theme: text("Care") },
        PartyOp::Edit { party, set: patch() },
        PartyOp::Join { party },
        PartyOp::Leave { party },
        PartyOp::Kickoff { party, leader: Id(2), shadow: Some(Id(3)), shares: vec![share.clone()], charter },
        PartyOp::Charter { party, section: Section::Goals, body: Edit { was: "Old".into(), to: "New".into() } },
        PartyOp::Role { party, member: Id(2), role: Some(Role::Observer) },
        PartyOp::Share { party, share },
        PartyOp::HandOver { party, office: Office::Shadow, member: None },
        PartyOp::Status { party, to: PartyStatus::Resting },
    ]
}

fn seasons() -> Vec<SeasonOp> {
    let (id, title, goal) = (Id(1), text("Kubernetes"), text("Moved"));
    vec![
        SeasonOp::Add { id, party: Id(2), title, goal, first: day("2026-11-16"), last: day("2026-12-31") },
        SeasonOp::Edit { season: id, set: patch() },
        SeasonOp::Start { season: id },
        SeasonOp::Close { season: id, met: Some(GoalMet::Partly) },
    ]
}

fn acts() -> Vec<ActOp> {
    let (id, title, goal) = (Id(1), text("Survey"), text("Known"));
    let split = Leftover {
        task: Id(3),
        fate: Fate::Split,
        reason: text("half"),
        delivered: Some(Minutes(240)),
        rest: Some(Id(4)),
    };
    vec![
        ActOp::Add { id, season: Id(2), title, goal, first: day("2026-11-16"), last: day("2026-11-27") },
        ActOp::Edit { act: id, set: patch() },
        ActOp::Start { act: id },
        ActOp::Close { act: id, fate: Some(Fate::Next), reason: text("late"), leftovers: vec![split], insist: true },
    ]
}

fn tasks() -> Vec<TaskOp> {
    let (task, member, needs) = (Id(1), Id(2), Id(3));
    let to = Target { party: Id(4), season: Some(Id(5)), act: Some(Id(6)) };
    vec![
        TaskOp::Add { to, tasks: vec![new_task(), NewTask::titled(Id(7), "Plain")] },
        TaskOp::Edit { task, set: patch() },
        TaskOp::Status { task, to: TaskStatus::Dropped, was: Some(TaskStatus::Todo), reason: text("gone") },
        TaskOp::Block { task, reason: text("review") },
        TaskOp::Unblock { task },
        TaskOp::Move { tasks: vec![task], to, reason: Some(text("late")), insist: true },
        TaskOp::Reorder { task, behind: Some(Id(8)) },
        TaskOp::Split { task, estimate: Some(Minutes(60)), parts: vec![NewTask::titled(Id(7), "Part")] },
        TaskOp::Depend { task, needs },
        TaskOp::Undepend { task, needs },
        TaskOp::Tie { task, member, tie: Tie::Helper },
        TaskOp::Untie { task, member, tie: Tie::Wish },
        TaskOp::Comment { id: Id(9), task, body: text("said") },
        TaskOp::Tick { task, line: text("ask"), done: true, nth: 0 },
    ]
}

fn retros() -> Vec<RetroOp> {
    let (id, retro, card) = (Id(1), Id(2), Id(3));
    let columns = vec![(text("keep"), text("Keep"), text("좋았던 것"))];
    vec![
        RetroOp::Open { id, act: Id(4), format: text("kpt"), columns },
        RetroOp::Card { id, retro, lane: text("keep"), body: text("Rollback first") },
        RetroOp::EditCard { card, set: patch() },
        RetroOp::RemoveCard { card },
        RetroOp::Group { id, retro, title: text("Infra"), cards: vec![card], was: None },
        RetroOp::Ungroup { card },
        RetroOp::Phase { retro, to: RetroPhase::Discussing },
        RetroOp::Action { id, retro, task: Box::new(NewTask::titled(Id(5), "Tag")), seen: text("no DAG without") },
        RetroOp::Keep { action: id, due: day("2026-12-04").unwrap(), reason: text("later"), was: None },
        RetroOp::Close { retro, summary: text("Went well") },
    ]
}

fn notes() -> Vec<NoteOp> {
    let (id, tags) = (Id(1), vec![text("pod")]);
    let (title, body, fix) = (text("Evicted"), text("Memory"), text("Limits"));
    let (kind, party, task) = (NoteKind::Trouble, Some(Id(2)), Some(Id(3)));
    vec![
        NoteOp::Add { id, kind, party, task, title, body, fix, tags },
        NoteOp::Edit { note: id, set: patch() },
        NoteOp::Remove { note: id },
    ]
}

/// Every operation there is, with every field said.
fn every() -> Vec<Op> {
    let mut all: Vec<Op> = vec![];
    all.extend(members().into_iter().map(Op::Member));
    all.extend(parties().into_iter().map(Op::Party));
    all.extend(seasons().into_iter().map(Op::Season));
    all.extend(acts().into_iter().map(Op::Act));
    all.extend(tasks().into_iter().map(Op::Task));
    all.extend(retros().into_iter().map(Op::Retro));
    all.extend(notes().into_iter().map(Op::Note));
    all.push(Op::Journal(JournalOp::Undo { seq: Some(7) }));
    all.push(Op::Journal(JournalOp::Redo {}));
    all.push(Op::Batch { steps: vec![Op::Task(TaskOp::Unblock { task: Id(1) })] });
    all
}

/// How many variants an operation's noun has: a new one stops the compiler here, to be added above as well.
#[allow(clippy::match_same_arms, reason = "one arm would be one line of four hundred columns")]
fn variants(op: &Op) -> usize {
    match op {
        Op::Member(op) => match op {
            member::Op::Add { .. } | member::Op::Edit { .. } | member::Op::Alias { .. } => 5,
            member::Op::Unalias { .. } | member::Op::Config { .. } => 5,
        },
        Op::Party(op) => match op {
            party::Op::Found { .. } | party::Op::Edit { .. } | party::Op::Join { .. } | party::Op::Leave { .. } => 10,
            party::Op::Kickoff { .. } | party::Op::Charter { .. } | party::Op::Role { .. } => 10,
            party::Op::Share { .. } | party::Op::HandOver { .. } | party::Op::Status { .. } => 10,
        },
        Op::Season(op) => match op {
            season::Op::Add { .. } | season::Op::Edit { .. } | season::Op::Start { .. } => 4,
            season::Op::Close { .. } => 4,
        },
        Op::Act(op) => match op {
            act::Op::Add { .. } | act::Op::Edit { .. } | act::Op::Start { .. } | act::Op::Close { .. } => 4,
        },
        Op::Task(op) => match op {
            task::Op::Add { .. } | task::Op::Edit { .. } | task::Op::Status { .. } | task::Op::Block { .. } => 14,
            task::Op::Unblock { .. } | task::Op::Move { .. } | task::Op::Reorder { .. } => 14,
            task::Op::Split { .. } | task::Op::Depend { .. } | task::Op::Undepend { .. } | task::Op::Tie { .. } => 14,
            task::Op::Untie { .. } | task::Op::Comment { .. } | task::Op::Tick { .. } => 14,
        },
        Op::Retro(op) => match op {
            retro::Op::Open { .. } | retro::Op::Card { .. } | retro::Op::EditCard { .. } => 10,
            retro::Op::RemoveCard { .. } | retro::Op::Group { .. } | retro::Op::Ungroup { .. } => 10,
            retro::Op::Phase { .. } | retro::Op::Action { .. } | retro::Op::Keep { .. } => 10,
            retro::Op::Close { .. } => 10,
        },
        Op::Note(op) => match op {
            note::Op::Add { .. } | note::Op::Edit { .. } | note::Op::Remove { .. } => 3,
        },
        Op::Journal(op) => match op {
            undo::Op::Undo { .. } | undo::Op::Redo {} => 2,
        },
        Op::Batch { .. } => 1,
    }
}

fn pinned() -> Vec<(String, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/ops.jsonl");
    let mut known = std::fs::read_to_string(path).unwrap_or_default();
    if std::env::var_os("PARTY_BLESS").is_some() {
        for op in every() {
            let (tag, json) = op.tagged();
            if !known.lines().any(|line| line.starts_with(&format!("{tag} "))) {
                known.extend([tag.as_str(), " ", &json, "\n"]);
            }
        }
        std::fs::write(path, &known).unwrap();
    }
    known.lines().map(|line| line.split_once(' ').unwrap()).map(|(tag, json)| (text(tag), text(json))).collect()
}

#[test]
fn every_operation_is_written_as_it_always_was() {
    let pinned = pinned();
    for op in every() {
        let (tag, json) = op.tagged();
        let known: Vec<&String> = pinned.iter().filter(|(known, _)| *known == tag).map(|(_, json)| json).collect();
        assert!(known.contains(&&json), "{tag} is written as\n{json}\nand was written as\n{known:#?}");
    }
}

#[test]
fn every_operation_that_was_ever_written_is_understood() {
    for (tag, json) in pinned() {
        let op: Op = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{tag}: {error}"));
        assert_eq!(op.tagged().0, tag);
        assert!(every().contains(&op), "{tag} means something else now");
    }
}

#[test]
fn the_list_names_every_operation() {
    let tags: BTreeSet<String> = every().iter().map(|op| op.tagged().0).collect();
    assert_eq!(tags.len(), every().len());
    for op in every() {
        let noun = text(op.tagged().0.split('.').next().unwrap());
        let named = tags.iter().filter(|tag| tag.split('.').next() == Some(&noun)).count();
        assert_eq!(named, variants(&op), "{noun}");
    }
}

#[test]
fn fields_that_may_be_left_out_can_be() {
    let short = [
        r#"{"member":{"add":{"id":"1","handle":"sol","name":"솔"}}}"#,
        r#"{"party":{"kickoff":{"party":"1","leader":"2"}}}"#,
        r#"{"season":{"add":{"id":"1","party":"2","title":"S"}}}"#,
        r#"{"season":{"close":{"season":"1"}}}"#,
        r#"{"act":{"add":{"id":"1","season":"2","title":"A"}}}"#,
        r#"{"act":{"close":{"act":"1"}}}"#,
        r#"{"act":{"close":{"act":"1","leftovers":[{"task":"2","fate":"drop"}]}}}"#,
        r#"{"task":{"add":{"to":{"party":"1"},"tasks":[{"id":"2","title":"T"}]}}}"#,
        r#"{"task":{"status":{"task":"1","to":"done"}}}"#,
        r#"{"task":{"move":{"tasks":["1"],"to":{"party":"2"}}}}"#,
        r#"{"task":{"split":{"task":"1","parts":[]}}}"#,
        r#"{"retro":{"close":{"retro":"1"}}}"#,
        r#"{"note":{"add":{"id":"1","kind":"note","title":"N"}}}"#,
        r#"{"journal":{"undo":{}}}"#,
    ];
    for json in short {
        let read: Result<Op, _> = serde_json::from_str(json);
        assert!(read.is_ok(), "{json}: {read:?}");
    }
}
