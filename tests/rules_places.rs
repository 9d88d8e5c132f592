//! Rules of where tasks are: moves, former keys, splits, order, and what came from other programs.

use partybook::base::minutes::Minutes;
use partybook::domain::party::Former;
use partybook::domain::refusal::{Deed, Refusal};
use partybook::domain::task::{Comment, Origin, Task, TaskStatus};
use partybook::op::Op;
use partybook::op::task::{NewTask, Op as TaskOp, Past};

use super::kit::rules::refusal;
use super::kit::{Book, Outcome, check, refuses};

const LOG: &str = "
    LOG active leader=sol members=danpung
      ◦ LOG-1 One @danpung
      ◦ LOG-2 Two @sol
      ◦ LOG-3 Three
      S1 running 2026-11-16..
        A1 running
        A2 planned
    STR active leader=haneul members=danpung
      ◦ STR-1 Other";

fn reorder(book: &mut Book, key: &str, behind: Option<&str>) -> Outcome {
    let (task, behind) = (book.task(key), behind.map(|key| book.task(key)));
    book.run(&Op::Task(TaskOp::Reorder { task, behind }))
}

fn order(book: &mut Book) -> Vec<String> {
    let tasks = book.all::<Task>("party = (SELECT id FROM party WHERE key = 'LOG') ORDER BY rank, number", vec![]);
    tasks.into_iter().map(|task| book.key(task.id)).collect()
}

#[test]
fn a_task_moved_to_another_party_gets_its_next_number_and_keeps_its_former_key() {
    let mut book = check(
        LOG,
        |book| book.me("danpung").shift("LOG-1", "STR", None),
        "LOG active leader=sol members=danpung
           ◦ LOG-2 Two @sol
           ◦ LOG-3 Three
           S1 running 2026-11-16..
             A1 running
             A2 planned
         STR active leader=haneul members=danpung
           ◦ STR-1 Other
           ◦ STR-2 One @danpung",
    );
    let former: Vec<Former> = book.all("id > 0", vec![]);
    assert_eq!((former[0].key.as_str(), former[0].target), ("LOG-1", book.task("STR-2")));
    book.shift("STR-2", "LOG", None).unwrap();
    assert_eq!(book.line("LOG-4"), "◦ LOG-4 One @danpung", "a number once given is never given again");
    let target = book.task("LOG-4");
    let former: Vec<Former> = book.all("target = $1 ORDER BY id", vec![target.0.into()]);
    assert_eq!(former.iter().map(|former| former.key.as_str()).collect::<Vec<_>>(), ["LOG-1", "STR-2"]);
    book.undo().unwrap();
    book.undo().unwrap();
    book.shows(LOG);
    book.shift("LOG-1", "STR", None).unwrap();
    book.task("STR-3");
}

#[test]
fn who_owns_a_task_goes_with_it_as_a_member() {
    let after =
        LOG.replace("      ◦ LOG-2 Two @sol\n", "").replace("haneul members=danpung", "haneul members=danpung,sol");
    check(LOG, |book| book.shift("LOG-2", "STR", None), &format!("{after}\n ◦ STR-2 Two @sol"));
}

#[test]
fn members_move_their_own_work_and_what_nobody_has() {
    let refusal = refuses(LOG, |book| book.me("danpung").shift("LOG-2", "LOG/S1/A1", None));
    assert_eq!(refusal, Refusal::Role { deed: Deed::Plan, holders: vec!["sol".into()] });
    for key in ["LOG-1", "LOG-3"] {
        Book::outline(LOG).me("danpung").shift(key, "LOG/S1/A1", None).unwrap();
    }
    let stranger = refuses(LOG, |book| book.me("sol").shift("LOG-3", "STR", None));
    assert!(matches!(stranger, Refusal::Role { deed: Deed::Work, .. }), "not a member there");
    let ended = LOG.replace("STR active", "STR ended");
    assert!(matches!(refuses(&ended, |book| book.shift("LOG-3", "STR", None)), Refusal::PartyState { .. }));
}

#[test]
fn a_move_with_a_reason_out_of_an_act_is_a_carry_over() {
    let mut book = Book::outline(LOG);
    book.shift("LOG-3", "LOG/S1/A1", Some("from the backlog")).unwrap();
    assert_eq!(book.line("LOG-3"), "◦ LOG-3 Three", "coming from a backlog is none");
    assert_eq!(refusal(book.shift("LOG-3", "LOG/S1/A2", Some(""))), Refusal::NoReason("LOG-3".into()));
    book.shift("LOG-3", "LOG/S1/A2", Some("late")).unwrap();
    assert_eq!(book.line("LOG-3"), "◦ LOG-3 Three ↻1");
    book.shift("LOG-3", "LOG/S1/A1", None).unwrap();
    assert_eq!(book.line("LOG-3"), "◦ LOG-3 Three ↻1");
    assert_eq!(book.number("SELECT COUNT(*) FROM carry"), 1);
}

#[test]
fn moving_where_a_task_is_changes_nothing() {
    let mut book = Book::outline(LOG);
    let receipt = book.shift("LOG-1", "LOG", None).unwrap();
    assert_eq!((receipt.seq, receipt.touched), (None, vec![]));
}

#[test]
fn order_is_by_hand_and_survives_crowding() {
    let mut book = Book::outline(LOG);
    reorder(&mut book, "LOG-3", None).unwrap();
    assert_eq!(order(&mut book), ["LOG-3", "LOG-1", "LOG-2"]);
    reorder(&mut book, "LOG-3", Some("LOG-2")).unwrap();
    assert_eq!(order(&mut book), ["LOG-1", "LOG-2", "LOG-3"]);
    let mut wanted: Vec<String> = order(&mut book);
    for step in 0..40 {
        let key = if step % 2 == 0 { "LOG-3" } else { "LOG-2" };
        reorder(&mut book, key, Some("LOG-1")).unwrap();
        wanted.retain(|other| other != key);
        wanted.insert(1, key.to_owned());
        assert_eq!(order(&mut book), wanted, "step {step}");
    }
    assert_eq!(refusal(reorder(&mut book, "LOG-1", Some("STR-1"))), {
        let other = book.task("STR-1");
        Refusal::Gone(format!("task {other}"))
    });
}

#[test]
fn a_split_task_keeps_its_first_part_beside_the_others() {
    let mut book = Book::outline(
        "LOG active leader=sol\n S1 running 2026-11-16..\n A1 running\n ◦ LOG-1 Big ~5d !p1 #k8s\n ◦ LOG-2 Next",
    );
    let (task, parts) = (book.task("LOG-1"), vec![book.titled("Part two"), book.titled("Part three")]);
    let split = Op::Task(TaskOp::Split { task, estimate: Some(Minutes(480)), parts });
    book.ok(&split);
    book.shows(
        "LOG active leader=sol
           S1 running 2026-11-16..
             A1 running
               ◦ LOG-1 Big ~1d !p1 #k8s
               ◦ LOG-3 Part two !p1 +
               ◦ LOG-4 Part three !p1 +
               ◦ LOG-2 Next",
    );
    let part = book.task("LOG-4");
    assert_eq!(book.one::<Task>(part).split_from, Some(task));
    book.finish("LOG-1").unwrap();
    let again = Op::Task(TaskOp::Split { task, estimate: None, parts: vec![book.titled("x")] });
    assert_eq!(book.refused(&again), Refusal::Status { key: "LOG-1".into(), status: TaskStatus::Done });
}

#[test]
fn a_list_is_added_in_order_and_may_point_forward() {
    let mut book = Book::outline("LOG active leader=sol");
    let mut list: Vec<NewTask> = ["One", "Two", "Three"].map(|title| book.titled(title)).into();
    list[0].needs = vec![list[2].id];
    let to = book.target("LOG");
    book.me("sol").ok(&Op::Task(TaskOp::Add { to, tasks: list.clone() }));
    book.shows("LOG active leader=sol\n ◦ LOG-1 One after LOG-3\n ◦ LOG-2 Two\n ◦ LOG-3 Three");
    list[2].needs = vec![list[0].id];
    let mut again: Vec<NewTask> = list.iter().map(|new| NewTask { id: book.id(), ..new.clone() }).collect();
    (again[0].needs, again[2].needs) = (vec![again[2].id], vec![again[0].id]);
    let circle = book.refused(&Op::Task(TaskOp::Add { to, tasks: again }));
    assert_eq!(circle, Refusal::Cycle(["LOG-6", "LOG-4", "LOG-6"].map(String::from).into()));
}

#[test]
fn what_came_from_elsewhere_keeps_its_past() {
    let mut book = Book::outline("LOG active leader=sol");
    let born = "2024-02-29T12:00:00Z".parse().unwrap();
    let past = Past {
        status: TaskStatus::Done,
        born,
        started_on: "2024-03-01".parse().ok(),
        done_on: "2024-03-02".parse().ok(),
        blocked: Some("waiting".into()),
        extra: vec![("urgency".into(), "8.1".into())],
        comments: vec![(born, None, "written long ago".into())],
    };
    let task = NewTask { past: Some(past.clone()), ..book.titled("Old") };
    let empty = Past { status: TaskStatus::Todo, blocked: Some(String::new()), comments: vec![], ..past };
    let other = NewTask { past: Some(empty), ..book.titled("Open") };
    let (id, to) = (task.id, book.target("LOG"));
    book.ok(&Op::Task(TaskOp::Add { to, tasks: vec![task, other] }));
    let task = book.one::<Task>(id);
    assert_eq!(
        (task.origin, task.born, task.done_on.unwrap().to_string()),
        (Origin::Import, born, "2024-03-02".into())
    );
    assert_eq!((task.blocked, task.extra.len()), (None, 1), "what is done is not blocked");
    assert_eq!(book.all::<Comment>("id > 0", vec![])[0].author, None);
    assert!(partybook::store::audit::audit(book.engine.as_mut(), None).unwrap().is_sound());
}

#[test]
fn taking_a_task_out_of_an_act_that_has_begun_to_another_carries_it_over() {
    let outline = "LOG active leader=sol\n S1 running\n A1 running\n ◦ LOG-1 One\n ◦ LOG-2 Two blocked review\n ✓ LOG-3 Three\n A2 planned";
    let unsaid = Refusal::CarryReason { key: "LOG-1".into(), act: "LOG/S1/A1".into() };
    assert_eq!(refuses(outline, |book| book.shift("LOG-1", "LOG/S1/A2", None)), unsaid);
    assert_eq!(refuses(outline, |book| book.shift("LOG-1", "LOG/S1/A2", Some(" "))), Refusal::NoReason("LOG-1".into()));
    let mut book = Book::outline(outline);
    for key in ["LOG-2", "LOG-3"] {
        book.shift(key, "LOG/S1/A2", None).unwrap();
    }
    assert_eq!(book.line("LOG-2"), "◦ LOG-2 Two blocked \"review\" ↻1", "a block's reason is one");
    assert_eq!(book.line("LOG-3"), "✓ LOG-3 Three", "what is done is not carried");
    book.shift("LOG-1", "LOG/S1", None).unwrap();
    assert_eq!(book.line("LOG-1"), "◦ LOG-1 One", "the backlog is no act");
}
