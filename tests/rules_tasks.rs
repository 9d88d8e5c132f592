//! Rules of tasks: states, owners, dependencies, blocks, texts.

use partybook::base::id::Id;
use partybook::base::minutes::Minutes;
use partybook::domain::refusal::{Deed, Obstacle, Refusal};
use partybook::domain::task::{Check, Comment, Priority, Task, TaskStatus, Tie};
use partybook::op::Op;
use partybook::op::patch::Patch;
use partybook::op::task::Op as TaskOp;

use super::kit::{Book, check, refuses};

const LOG: &str = "
    LOG active leader=sol members=danpung,saebyeol observers=haneul
      ◦ LOG-1 List DAGs
      ◦ LOG-2 Rollback plan @danpung
      ◦ LOG-3 Wave one @sol";

/// The outline with one line in place of the one that starts alike.
fn with(line: &str) -> String {
    let key = line.split(' ').nth(1).unwrap();
    let swap = |old: &str| if old.contains(key) { format!("{line}\n") } else { format!("{old}\n") };
    LOG.lines().map(swap).collect()
}

fn block(book: &mut Book, key: &str, reason: &str) -> super::kit::Outcome {
    let task = book.task(key);
    book.run(&Op::Task(TaskOp::Block { task, reason: reason.to_owned() }))
}

#[test]
fn an_outline_says_what_it_was_built_from() {
    let outline = r#"
        @danpung 단풍 aka=dan skills=k8s
        LOG active "soda log" leader=sol shadow=danpung members=saebyeol observers=haneul share=sol:50
          ◦ LOG-1 An idea for later
          S1 running 2026-11-16..2026-12-31 Kubernetes
            ✓ LOG-2 Ask infra @sol
            A1 running 2026-11-16..2026-11-27 Survey
              ▸ LOG-3 List every DAG @sol ~3d !p1 due 2026-11-20 #survey with danpung wish saebyeol
              ◦ LOG-4 Rollback plan @sol after LOG-3 blocked "firewall review"
              ◦ LOG-6 Ingestion delay @danpung ~1d !p0 +
            A2 planned 2026-11-30.. Migration
              ✗ LOG-5 Wave one
        STR proposed interested=danpung,sol"#;
    Book::outline(outline).shows(outline);
}

#[test]
fn done_straight_from_todo_starts_and_ends_that_day_and_lifts_a_block() {
    let mut book = check(
        &with("◦ LOG-1 List DAGs blocked review"),
        |book| book.me("danpung").finish("LOG-1"),
        &with("✓ LOG-1 List DAGs"),
    );
    let id = book.task("LOG-1");
    let task = book.one::<Task>(id);
    let today = "2026-11-16".parse().ok();
    assert_eq!((task.started_on, task.done_on, task.blocked_since), (today, today, None));
}

#[test]
fn a_task_keeps_the_day_it_was_started_and_loses_its_days_when_it_goes_back() {
    let mut book = Book::outline(LOG);
    book.status("LOG-1", TaskStatus::Doing).unwrap();
    book.day("2026-11-18").finish("LOG-1").unwrap();
    let id = book.task("LOG-1");
    let days = |task: Task| [task.started_on, task.done_on].map(|day| day.map(|day| day.to_string()));
    let said = |days: [&str; 2]| days.map(|day| (!day.is_empty()).then(|| day.to_owned()));
    assert_eq!(days(book.one(id)), said(["2026-11-16", "2026-11-18"]));
    book.status("LOG-1", TaskStatus::Doing).unwrap();
    assert_eq!(days(book.one(id)), said(["2026-11-16", ""]));
    book.status("LOG-1", TaskStatus::Todo).unwrap();
    assert_eq!(days(book.one(id)), said(["", ""]));
}

#[test]
fn every_state_can_be_reached_from_every_other() {
    for from in TaskStatus::ALL {
        for to in TaskStatus::ALL {
            let mut book = Book::outline(LOG);
            book.status("LOG-1", *from).unwrap();
            book.status("LOG-1", *to).unwrap();
            let id = book.task("LOG-1");
            assert_eq!(book.one::<Task>(id).status, *to);
        }
    }
}

#[test]
fn a_reason_for_a_state_becomes_a_comment() {
    let mut book = Book::outline(LOG);
    let task = book.task("LOG-1");
    let reason = " covered by LOG-3 ".to_owned();
    book.ok(&Op::Task(TaskOp::Status { task, to: TaskStatus::Dropped, was: None, reason }));
    let said: Vec<String> = book.all::<Comment>("id > 0", vec![]).into_iter().map(|comment| comment.body).collect();
    assert_eq!(said, ["covered by LOG-3"]);
}

#[test]
fn done_waits_for_what_it_depends_on_and_names_it() {
    let outline = with("◦ LOG-1 List DAGs after LOG-2 after LOG-3");
    let refusal = refuses(&outline, |book| book.me("sol").finish("LOG-1"));
    let on = [("LOG-2", "danpung"), ("LOG-3", "sol")].map(|(key, owner)| Obstacle {
        key: key.into(),
        owner: Some(owner.into()),
        status: TaskStatus::Todo,
    });
    assert_eq!(refusal, Refusal::Waits { key: "LOG-1".into(), on: on.into() });
    let mut book = Book::outline(&outline);
    book.status("LOG-2", TaskStatus::Dropped).unwrap();
    book.finish("LOG-3").unwrap();
    book.finish("LOG-1").unwrap();
}

#[test]
fn dependencies_never_form_a_circle_not_even_by_taking_back() {
    let refusal = refuses(&with("◦ LOG-1 List DAGs after LOG-2"), |book| book.depend("LOG-2", "LOG-1"));
    assert_eq!(refusal, Refusal::Cycle(["LOG-2", "LOG-1", "LOG-2"].map(String::from).into()));
    let refusal = refuses(LOG, |book| book.depend("LOG-2", "LOG-2"));
    assert_eq!(refusal, Refusal::BadDependency("LOG-2".into()));
    let mut book = Book::outline(LOG);
    book.depend("LOG-1", "LOG-2").unwrap();
    let (task, needs) = (book.task("LOG-1"), book.task("LOG-2"));
    let removal = book.ok(&Op::Task(TaskOp::Undepend { task, needs }));
    book.depend("LOG-2", "LOG-1").unwrap();
    let refusal = super::kit::rules::refusal(book.undo_entry(removal.seq.unwrap()));
    assert_eq!(refusal, Refusal::Cycle(["LOG-1", "LOG-2", "LOG-1"].map(String::from).into()));
}

#[test]
fn a_dependency_twice_is_one_and_can_go() {
    let mut book = check(
        LOG,
        |book| {
            book.depend("LOG-1", "LOG-2")?;
            book.depend("LOG-1", "LOG-2")
        },
        &with("◦ LOG-1 List DAGs after LOG-2"),
    );
    let (task, needs) = (book.task("LOG-1"), book.task("LOG-2"));
    book.ok(&Op::Task(TaskOp::Undepend { task, needs }));
    book.shows(LOG);
}

#[test]
fn a_member_takes_what_nobody_has_and_gives_back_their_own() {
    check(LOG, |book| book.me("danpung").give("LOG-1", Some("danpung")), &with("◦ LOG-1 List DAGs @danpung"));
    check(LOG, |book| book.me("danpung").give("LOG-2", None), &with("◦ LOG-2 Rollback plan"));
    let role = Refusal::Role { deed: Deed::Assign, holders: vec!["sol".into()] };
    assert_eq!(refuses(LOG, |book| book.me("danpung").give("LOG-1", Some("saebyeol"))), role);
    assert_eq!(refuses(LOG, |book| book.me("danpung").give("LOG-3", Some("danpung"))), role);
    assert_eq!(refuses(LOG, |book| book.me("danpung").give("LOG-2", Some("saebyeol"))), role);
    check(LOG, |book| book.me("sol").give("LOG-2", Some("saebyeol")), &with("◦ LOG-2 Rollback plan @saebyeol"));
}

#[test]
fn who_gets_a_task_works_in_the_party_from_then_on() {
    let after = with("◦ LOG-1 List DAGs @haneul").replace("saebyeol observers=haneul", "haneul,saebyeol");
    check(LOG, |book| book.me("sol").give("LOG-1", Some("haneul")), &after);
    let outline = format!("@gone inactive\n{LOG}");
    let refusal = refuses(&outline, |book| book.me("sol").give("LOG-1", Some("gone")));
    assert_eq!(refusal, Refusal::Inactive("gone".into()));
}

#[test]
fn observers_and_strangers_comment_but_do_not_work() {
    let holders = vec!["sol".to_owned(), "danpung".to_owned(), "saebyeol".to_owned()];
    for who in ["haneul", "stranger"] {
        let outline = format!("@stranger name\n{LOG}");
        let refusal = refuses(&outline, |book| book.me(who).finish("LOG-1"));
        assert_eq!(refusal, Refusal::Role { deed: Deed::Work, holders: holders.clone() });
        assert!(matches!(refuses(&outline, |book| book.me(who).add("LOG", "Mine")), Refusal::Role { .. }));
        assert!(matches!(refuses(&outline, |book| block(book.me(who), "LOG-1", "why")), Refusal::Role { .. }));
        let mut book = Book::outline(&outline);
        let (id, task) = (book.me(who).id(), book.task("LOG-1"));
        book.ok(&Op::Task(TaskOp::Comment { id, task, body: "Infra promised Friday".into() }));
    }
}

#[test]
fn blocking_needs_a_reason_and_an_open_task() {
    assert_eq!(refuses(LOG, |book| block(book, "LOG-1", " ")), Refusal::Empty("reason".into()));
    let done = with("✓ LOG-1 List DAGs");
    let refusal = refuses(&done, |book| block(book, "LOG-1", "why"));
    assert_eq!(refusal, Refusal::Status { key: "LOG-1".into(), status: TaskStatus::Done });
    let mut book = check(LOG, |book| block(book, "LOG-1", "review"), &with("◦ LOG-1 List DAGs blocked \"review\""));
    block(book.day("2026-11-20"), "LOG-1", "still").unwrap();
    let id = book.task("LOG-1");
    assert_eq!(book.one::<Task>(id).blocked_since, "2026-11-16".parse().ok(), "blocked since the first reason");
    book.ok(&Op::Task(TaskOp::Unblock { task: id }));
    book.shows(LOG);
}

#[test]
fn titles_and_estimates_stay_within_bounds() {
    assert_eq!(refuses(LOG, |book| book.add("LOG", "  ")), Refusal::Empty("title".into()));
    let long = "가".repeat(501);
    assert_eq!(refuses(LOG, |book| book.add("LOG", &long)), Refusal::TooLong { field: "title".into(), limit: 500 });
    let estimate =
        |minutes| move |book: &mut Book| book.edit("LOG-1", "estimate", |task| task.estimate, &Some(minutes));
    let refusal = refuses(LOG, estimate(Minutes(250 * 480 + 1)));
    assert_eq!(refusal, Refusal::BadValue { field: "estimate".into(), value: "250d1m".into() });
    check(LOG, estimate(Minutes(240)), &with("◦ LOG-1 List DAGs ~4h"));
    check(
        LOG,
        |book| book.edit("LOG-1", "title", |task| task.title.clone(), &" New ".to_owned()),
        &with("◦ LOG-1 New"),
    );
}

#[test]
fn fields_that_are_not_for_editing_are_refused() {
    for field in ["status", "party", "number", "carried", "born", "nonsense"] {
        let refusal = refuses(LOG, |book| {
            let task = book.task("LOG-1");
            book.patch(task, Patch::new().set(field, &Some(1_i64), &Some(2)))
        });
        assert_eq!(refusal, Refusal::BadValue { field: field.into(), value: "2".into() });
    }
    let refusal = refuses(LOG, |book| {
        let task = book.task("LOG-1");
        book.patch(
            task,
            Patch::new().set("priority", &Priority::P2, &Priority::P0).set("due", &None, &Some("soon".to_owned())),
        )
    });
    assert_eq!(refusal, Refusal::BadValue { field: "due".into(), value: "\"soon\"".into() });
}

#[test]
fn tags_are_folded_sorted_and_once() {
    let tags: Vec<String> = ["Survey", "k8s", " survey ", ""].map(String::from).into();
    check(
        LOG,
        |book| book.edit("LOG-1", "tags", |task| task.tags.clone(), &tags),
        &with("◦ LOG-1 List DAGs #k8s #survey"),
    );
}

#[test]
fn a_line_of_a_checklist_is_ticked_by_its_words_and_its_place_among_the_same() {
    let mut book = Book::outline(LOG);
    let task = book.task("LOG-1");
    let list = |book: &mut Book| {
        let list = book.one::<Task>(task).checklist;
        let said = list.iter().map(|check| format!("{}{}", if check.done { "✓" } else { "◦" }, check.text));
        said.collect::<Vec<_>>().join(" ")
    };
    let lines = ["test", "tell", "test"].map(|text| Check { text: text.into(), done: false });
    book.edit("LOG-1", "checklist", |task| task.checklist.clone(), &lines.to_vec()).unwrap();
    let tick = |line: &str, nth| Op::Task(TaskOp::Tick { task, line: line.into(), done: true, nth });
    book.ok(&tick(" test ", 1));
    assert_eq!(list(&mut book), "◦test ◦tell ✓test");
    book.ok(&tick("tell", 0));
    book.ok(&tick("test", 0));
    assert_eq!(list(&mut book), "✓test ✓tell ✓test");
    book.edit("LOG-1", "checklist", |task| task.checklist.clone(), &lines[1..].to_vec()).unwrap();
    for gone in [tick("test", 1), tick("never", 0)] {
        let Refusal::Conflict(moved) = book.refused(&gone) else { panic!("a line that is gone comes back") };
        assert_eq!((moved[0].what.as_str(), moved[0].field.as_str()), ("LOG-1", "checklist"));
        assert_eq!(moved[0].by.as_deref(), Some("boss"));
    }
}

#[test]
fn somebody_is_tied_once_and_untied() {
    let tie = |make: fn(Id, Id) -> TaskOp| {
        move |book: &mut Book| {
            let (task, member) = (book.task("LOG-1"), book.member("saebyeol"));
            book.run(&Op::Task(make(task, member)))
        }
    };
    let wish = |task, member| TaskOp::Tie { task, member, tie: Tie::Wish };
    let mut book = check(LOG, tie(wish), &with("◦ LOG-1 List DAGs wish saebyeol"));
    tie(wish)(&mut book).unwrap();
    book.shows(&with("◦ LOG-1 List DAGs wish saebyeol"));
    tie(|task, member| TaskOp::Untie { task, member, tie: Tie::Wish })(&mut book).unwrap();
    book.shows(LOG);
}

#[test]
fn what_is_gone_is_refused_not_crashed_into() {
    let nobody = Id(7);
    for op in [
        TaskOp::Unblock { task: nobody },
        TaskOp::Depend { task: nobody, needs: nobody },
        TaskOp::Edit { task: nobody, set: Patch::new() },
    ] {
        assert_eq!(refuses(LOG, |book| book.run(&Op::Task(op.clone()))), Refusal::Gone("task 7".into()));
    }
    let refusal = refuses(LOG, |book| book.edit("LOG-1", "owner", |task| task.owner, &Some(nobody)));
    assert_eq!(refusal, Refusal::Gone("member 7".into()));
    let refusal = refuses(LOG, |book| {
        let mut new = book.titled("For whom");
        new.helpers = vec![nobody];
        let to = book.target("LOG");
        book.run(&Op::Task(TaskOp::Add { to, tasks: vec![new] }))
    });
    assert_eq!(refusal, Refusal::Gone("member 7".into()));
}
