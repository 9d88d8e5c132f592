//! The journal as people read it.

use partybook::domain::act::Fate;
use partybook::domain::retro::RetroPhase;
use partybook::op::{self, Op};
use partybook::query::history::{Event, LogEntry, Scope, Window, as_of, log, since};
use partybook::query::{QueryError, Thing};

use super::kit::Book;

const BOOK: &str = r#"
    @sol 솔
    LOG active "soda log" leader=sol members=danpung
      S1 running 2026-11-16..2026-12-31 Kubernetes
        A1 running 2026-11-16..2026-11-27 Survey
          ◦ LOG-1 List every DAG @sol ~3d
          ◦ LOG-2 Rights @danpung
    MART active leader=haneul
      ◦ MART-1 Numbers @haneul
"#;

fn start(book: &mut Book, key: &str) {
    book.status(key, "doing".parse().unwrap()).unwrap();
}

/// `who kind label field:before>after …`, one entry a line.
fn told(entries: &[LogEntry]) -> Vec<String> {
    let mut out = vec![];
    for entry in entries {
        let mut words = vec![entry.who_name.clone().unwrap_or_default(), entry.kind.clone()];
        words.extend(entry.undone.then(|| "(undone)".to_owned()));
        for line in &entry.lines {
            words.push(line.label.clone());
            words.extend((line.event != Event::Changed).then(|| format!("{:?}", line.event).to_lowercase()));
            for change in &line.fields {
                let say = |value: &Option<String>| value.clone().unwrap_or_default();
                words.push(format!("{}:{}>{}", change.field, say(&change.before), say(&change.after)));
            }
        }
        out.push(words.join(" "));
    }
    out
}

fn history(book: &mut Book, scope: Scope) -> Vec<String> {
    told(&log(book.engine.as_mut(), scope, Window { limit: 3, ..Window::default() }).unwrap())
}

#[test]
fn a_tasks_history_names_people_and_places() {
    let mut book = Book::outline(BOOK);
    let (task, id) = (book.task("LOG-1"), book.id());
    start(book.day("2026-11-17").me("sol"), "LOG-1");
    book.ok(&Op::Task(op::task::Op::Comment { id, task, body: "Infra promised Friday".into() }));
    book.me("boss").give("LOG-1", Some("danpung")).unwrap();
    assert_eq!(
        history(&mut book, Scope::Task(task)),
        [
            "boss task.edit LOG-1 owner:솔>danpung",
            "솔 task.comment LOG-1 born author:>솔 body:>Infra promised Friday",
            "솔 task.status LOG-1 started_on:>2026-11-17 status:todo>doing",
        ]
    );
    let all = log(book.engine.as_mut(), Scope::Task(task), Window::default()).unwrap();
    let born = told(&all).pop().unwrap();
    assert_eq!(
        born,
        "boss task.add LOG-1 born act:>LOG/S1/A1 estimate:>3d origin:>plan owner:>솔 priority:>P2 season:>LOG/S1 status:>todo"
    );
}

#[test]
fn what_was_taken_back_says_so() {
    let mut book = Book::outline(BOOK);
    let task = book.task("LOG-1");
    start(book.me("sol"), "LOG-1");
    book.undo().unwrap();
    assert_eq!(
        history(&mut book, Scope::Task(task))[..2],
        [
            "솔 journal.undo LOG-1 started_on:2026-11-16> status:doing>todo",
            "솔 task.status (undone) LOG-1 started_on:>2026-11-16 status:todo>doing",
        ]
    );
    book.redo().unwrap();
    let again = history(&mut book, Scope::Task(task));
    assert_eq!(again[2], "솔 task.status LOG-1 started_on:>2026-11-16 status:todo>doing");
    assert!(again[1].contains("(undone)"), "{}", again[1]);
}

#[test]
fn a_party_sees_its_own_and_a_person_theirs() {
    let mut book = Book::outline(BOOK);
    let (log_id, mart, sol) = (book.party("LOG"), book.party("MART"), book.member("sol"));
    start(book.me("sol"), "LOG-1");
    start(book.me("haneul"), "MART-1");
    assert!(history(&mut book, Scope::All)[0].starts_with("haneul task.status MART-1"));
    assert!(history(&mut book, Scope::Party(log_id))[0].starts_with("솔 task.status LOG-1"));
    assert!(history(&mut book, Scope::Party(mart))[0].starts_with("haneul task.status MART-1"));
    assert!(history(&mut book, Scope::Actor(sol))[0].starts_with("솔 task.status LOG-1"));
}

#[test]
fn a_task_that_is_gone_is_still_named() {
    let mut book = Book::outline(BOOK);
    book.me("sol").add("LOG/S1/A1", "Short-lived").unwrap();
    book.undo().unwrap();
    let lines = history(&mut book, Scope::All);
    assert!(lines[0].starts_with("솔 journal.undo LOG-3 gone"), "{}", lines[0]);
    assert!(lines[1].starts_with("솔 task.add (undone) LOG-3 born"), "{}", lines[1]);
}

#[test]
fn windows_go_on_where_the_last_ended() {
    let mut book = Book::outline(BOOK);
    let mut read =
        |before| log(book.engine.as_mut(), Scope::All, Window { before, limit: 2, ..Window::default() }).unwrap();
    let first = read(None);
    let second = read(Some(first[1].seq));
    assert_eq!(second[0].seq, first[1].seq - 1);
}

#[test]
fn since_yesterday_tells_what_others_did_in_my_parties() {
    let mut book = Book::outline(BOOK);
    start(book.day("2026-11-17").me("danpung"), "LOG-2");
    start(book.me("haneul"), "MART-1");
    start(book.me("sol"), "LOG-1");
    let ctx = book.day("2026-11-18").me("sol").ctx();
    let news = since(book.engine.as_mut(), &ctx, "2026-11-17".parse().unwrap()).unwrap();
    assert_eq!(told(&news), ["danpung task.status LOG-2 started_on:>2026-11-17 status:todo>doing"]);
    book.me("danpung").undo().unwrap();
    assert_eq!(since(book.engine.as_mut(), &ctx, "2026-11-17".parse().unwrap()), Ok(vec![]));
}

#[test]
fn a_task_is_told_as_it_was_at_the_end_of_a_day() {
    let mut book = Book::outline(BOOK);
    let task = book.task("LOG-1");
    start(book.day("2026-11-17").me("sol"), "LOG-1");
    book.day("2026-11-19").finish("LOG-1").unwrap();
    let ctx = book.ctx();
    let mut status = |day: &str| {
        let then = as_of(book.engine.as_mut(), &ctx, task, day.parse().unwrap());
        then.map(|then| format!("{} {} {}", then.task.key, then.task.status, then.task.owner.unwrap_or_default()))
    };
    assert_eq!(status("2026-11-16").unwrap(), "LOG-1 todo 솔");
    assert_eq!(status("2026-11-18").unwrap(), "LOG-1 doing 솔");
    assert_eq!(status("2026-11-19").unwrap(), "LOG-1 done 솔");
    assert!(matches!(status("2026-11-15"), Err(QueryError::Missing { what: Thing::Task, .. })));
}

#[test]
fn a_tasks_history_keeps_what_is_gone() {
    let mut book = Book::outline(BOOK);
    let (task, needs) = (book.task("LOG-1"), book.task("LOG-2"));
    book.me("sol").ok(&Op::Task(op::task::Op::Depend { task: needs, needs: task }));
    book.ok(&Op::Task(op::task::Op::Undepend { task: needs, needs: task }));
    let told = history(&mut book, Scope::Task(needs));
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].contains("gone") && told[1].contains("born"), "{told:?}");
    let party = book.party("LOG");
    let told = history(&mut book, Scope::Party(party));
    assert!(told[0].starts_with("솔 task.undepend") && told[1].starts_with("솔 task.depend"), "{told:?}");
}

#[test]
fn what_a_sealed_card_says_stands_in_no_history() {
    let mut book = Book::outline(BOOK);
    book.me("sol").day("2026-11-27").close("LOG/S1/A1", Fate::Backlog, "year end").unwrap();
    let (act, retro, card) = (book.act("LOG/S1/A1"), book.id(), book.id());
    let columns = vec![("keep".to_owned(), "Keep".to_owned(), "유지".to_owned())];
    book.ok(&Op::Retro(op::retro::Op::Open { id: retro, act, format: "kpt".to_owned(), columns }));
    book.me("danpung").ok(&Op::Retro(op::retro::Op::Card {
        id: card,
        retro,
        lane: "keep".to_owned(),
        body: "a secret".to_owned(),
    }));
    let told = history(&mut book, Scope::All);
    assert!(told[0].contains("retro.card") && !told[0].contains("secret") && !told[0].contains("author"), "{told:?}");
    book.me("sol").ok(&Op::Retro(op::retro::Op::Phase { retro, to: RetroPhase::Discussing }));
    assert!(history(&mut book, Scope::All)[1].contains("secret"));
}

#[test]
fn a_busy_party_of_others_does_not_empty_the_news() {
    let mut book = Book::outline(BOOK);
    book.me("sol").day("2026-11-17");
    start(&mut book, "LOG-1");
    for minute in 0..120 {
        let (task, id) = (book.task("MART-1"), book.id());
        let body = format!("note {minute}");
        book.me("haneul").ok(&Op::Task(op::task::Op::Comment { id, task, body }));
    }
    book.me("danpung");
    let ctx = book.ctx();
    let news = since(book.engine.as_mut(), &ctx, "2026-11-17".parse().unwrap()).unwrap();
    assert_eq!(told(&news), ["솔 task.status LOG-1 started_on:>2026-11-17 status:todo>doing"]);
}
