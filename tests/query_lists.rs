//! Lists of tasks, and the names people type.

use partybook::domain::task::TaskStatus;
use partybook::query::list::{Backlog, Cursor, Filter, Owner, Show, count, list};
use partybook::query::{QueryError, place, who};

use super::kit::{Book, keys};

const BOOK: &str = r#"
    @saebyeol 새별 aka=디니
    @sol 솔
    LOG active "soda log" leader=sol members=danpung,saebyeol
      ◦ LOG-7 An idea for later
      S1 running 2026-11-16..2026-12-31 Kubernetes
        ◦ LOG-6 For the season
        A1 running 2026-11-16..2026-11-27 Survey
          ▸ LOG-1 List every DAG @sol ~3d !p1 due 2026-11-20 #survey
          ◦ LOG-2 Rollback plan @sol !p1 ~2d due 2026-11-27 after LOG-1
          ◦ LOG-3 쿠버네티스 권한 준비 @danpung ~12h #k8s with saebyeol blocked "firewall review"
          ✗ LOG-4 Never mind
          ◦ LOG-8 Urgent: ingestion delay @danpung !p0 ~1d +
        A2 planned 2026-11-30..2026-12-18 Migration
          ◦ LOG-5 Wave one @saebyeol
    MART active "soda store" leader=danpung members=sol
      ◦ MART-1 Weekly numbers @sol !p1 due 2026-11-20
"#;

fn listed(filter: &Filter) -> String {
    let mut book = Book::outline(BOOK);
    let ctx = book.me("sol").ctx();
    keys(&list(book.engine.as_mut(), &ctx, filter).unwrap())
}

fn of(book: &mut Book, key: &str) -> Filter {
    Filter { party: Some(book.party(key)), ..Filter::default() }
}

#[test]
fn open_tasks_come_by_priority_due_day_party_and_number() {
    assert_eq!(listed(&Filter::default()), "LOG-8 LOG-1 MART-1 LOG-2 LOG-3 LOG-5 LOG-6 LOG-7");
}

#[test]
fn an_act_shows_all_of_it() {
    let mut book = Book::outline(BOOK);
    let (ctx, act) = (book.me("sol").ctx(), book.act("LOG/S1/A1"));
    let rows = list(book.engine.as_mut(), &ctx, &Filter { act: Some(act), ..Filter::default() }).unwrap();
    let said: Vec<_> = rows.iter().map(|row| (row.key.as_str(), row.status, row.blocked.is_some())).collect();
    let (todo, doing) = (TaskStatus::Todo, TaskStatus::Doing);
    assert_eq!(
        said,
        [
            ("LOG-8", todo, false),
            ("LOG-1", doing, false),
            ("LOG-2", todo, true),
            ("LOG-3", todo, true),
            ("LOG-4", TaskStatus::Dropped, false)
        ]
    );
    assert_eq!(rows[2].blocked.as_ref().unwrap().waits_for, ["LOG-1"]);
    let blocked = rows[3].blocked.as_ref().unwrap();
    assert_eq!((blocked.reason.as_deref(), blocked.days), (Some("firewall review"), Some(1)));
    assert_eq!(
        (rows[3].helpers.clone(), rows[3].owner_name.as_deref()),
        (vec!["saebyeol".to_owned()], Some("danpung"))
    );
    assert_eq!(rows[0].act.as_deref(), Some("LOG/S1/A1"));
}

#[test]
fn filters_narrow() {
    let mut book = Book::outline(BOOK);
    let (party, season) = (book.party("LOG"), book.season("LOG/S1"));
    let sol = Some(Owner::Member(book.member("sol")));
    let log = of(&mut book, "LOG");
    for (filter, expected) in [
        (Filter { owner: sol, ..Filter::default() }, "LOG-1 MART-1 LOG-2"),
        (Filter { owner: sol, party: Some(party), ..Filter::default() }, "LOG-1 LOG-2"),
        (Filter { owner: Some(Owner::Nobody), ..log.clone() }, "LOG-6 LOG-7"),
        (Filter { backlog: Some(Backlog::Party), ..log.clone() }, "LOG-7"),
        (Filter { backlog: Some(Backlog::Season(season)), ..log.clone() }, "LOG-6"),
        (Filter { backlog: Some(Backlog::Any), ..log.clone() }, "LOG-6 LOG-7"),
        (Filter { season: Some(season), show: Show::All, ..log.clone() }, "LOG-8 LOG-1 LOG-2 LOG-3 LOG-4 LOG-5 LOG-6"),
        (Filter { status: vec![TaskStatus::Doing], ..log.clone() }, "LOG-1"),
        (Filter { status: vec![TaskStatus::Dropped], ..log.clone() }, "LOG-4"),
        (Filter { blocked_only: true, ..log.clone() }, "LOG-2 LOG-3"),
        (Filter { tag: Some("#K8s".into()), ..log.clone() }, "LOG-3"),
        (Filter { due_until: "2026-11-20".parse().ok(), ..Filter::default() }, "LOG-1 MART-1"),
        (Filter { priority: "P0".parse().ok(), ..Filter::default() }, "LOG-8"),
        (Filter { text: Some("ㅋㅂㄴ".into()), ..Filter::default() }, "LOG-3"),
        (Filter { text: Some("plan roll".into()), ..Filter::default() }, "LOG-2"),
        (Filter { text: Some("쿠버네틱".into()), ..Filter::default() }, ""),
        (Filter { text: Some("쿠버네ㅌ".into()), ..Filter::default() }, "LOG-3"),
    ] {
        assert_eq!(listed(&filter), expected, "{filter:?}");
    }
}

#[test]
fn windows_join_without_gap_or_double() {
    let mut book = Book::outline(BOOK);
    let (ctx, mut filter) = (book.ctx(), Filter { limit: Some(3), ..of(&mut Book::outline(BOOK), "LOG") });
    let mut all = vec![];
    loop {
        let rows = list(book.engine.as_mut(), &ctx, &filter).unwrap();
        let Some(last) = rows.last() else { break };
        filter.after = Some(Cursor::of(last));
        all.extend(rows);
    }
    assert_eq!(keys(&all), "LOG-8 LOG-1 LOG-2 LOG-3 LOG-5 LOG-6 LOG-7");
    assert_eq!(count(book.engine.as_mut(), &filter), Ok(7));
}

fn nearest<T: std::fmt::Debug>(answer: Result<T, QueryError>) -> Vec<String> {
    match answer {
        Err(QueryError::Missing { nearest, .. }) => nearest,
        Err(QueryError::Ambiguous { candidates, .. }) => candidates,
        other => panic!("{other:?}"),
    }
}

#[test]
fn members_are_found_by_every_name() {
    let mut book = Book::outline(BOOK);
    let ctx = book.me("sol").ctx();
    for (typed, handle) in [("@디니", "saebyeol"), ("SOL", "sol"), ("솔", "sol"), ("새별", "saebyeol"), ("@me", "sol")]
    {
        let found = who::member(book.engine.as_mut(), &ctx, typed).unwrap();
        assert_eq!(found.handle, handle, "{typed}");
    }
    assert_eq!(nearest(who::member(book.engine.as_mut(), &ctx, "@saebyol")), ["saebyeol"]);
    assert_eq!(nearest(who::member(book.engine.as_mut(), &ctx, "새뱔")), ["새별"]);
    assert!(nearest(who::member(book.engine.as_mut(), &ctx, "stranger")).is_empty());
}

#[test]
fn two_of_one_name_are_both_named() {
    let mut book = Book::outline("@aaa 가람\n@bbb 가람\nLOG active leader=sol");
    let ctx = book.ctx();
    assert_eq!(nearest(who::member(book.engine.as_mut(), &ctx, "가람")), ["aaa", "bbb"]);
}

#[test]
fn parties_and_tasks_are_found_by_key_in_any_case() {
    let mut book = Book::outline(BOOK);
    let log = who::party(book.engine.as_mut(), "log").unwrap();
    assert_eq!(who::party(book.engine.as_mut(), "Soda Store").unwrap().key, "MART");
    assert_eq!(nearest(who::party(book.engine.as_mut(), "LGO")), ["LOG"]);
    let mut key = |typed: &str, party| who::task(book.engine.as_mut(), typed, party).map(|found| found.key());
    assert_eq!(key("log-2", None).unwrap(), "LOG-2");
    assert_eq!(key("#2", Some(&log)).unwrap(), "LOG-2");
    assert_eq!(key("5", None).unwrap(), "LOG-5");
    assert_eq!(nearest(key("1", None)), ["LOG-1", "MART-1"]);
    assert_eq!(nearest(key("LGO-2", None)), ["LOG-2"]);
    assert_eq!(nearest(key("LOG-99", None)), ["LOG-8"]);
}

#[test]
fn a_task_that_moved_away_keeps_its_old_key() {
    let mut book = Book::outline(BOOK);
    book.me("boss").shift("LOG-7", "MART", None).unwrap();
    assert_eq!(who::task(book.engine.as_mut(), "LOG-7", None).unwrap().key(), "MART-2");
}

#[test]
fn places_are_found_by_number_and_by_word() {
    let mut book = Book::outline(BOOK);
    let ctx = book.me("sol").ctx();
    let log = who::party(book.engine.as_mut(), "LOG").unwrap();
    for (typed, name) in [
        ("LOG", "LOG"),
        ("log/s1", "LOG/S1"),
        ("LOG/S1/A2", "LOG/S1/A2"),
        ("S1/a1", "LOG/S1/A1"),
        ("A2", "LOG/S1/A2"),
        ("@current", "LOG/S1/A1"),
        ("next", "LOG/S1/A2"),
        ("LOG/@next", "LOG/S1/A2"),
        ("backlog", "LOG/S1"),
        ("백로그", "LOG/S1"),
    ] {
        let spot = place::place(book.engine.as_mut(), &ctx, typed, Some(&log)).unwrap();
        assert_eq!(spot.name(), name, "{typed}");
    }
    assert_eq!(nearest(place::place(book.engine.as_mut(), &ctx, "LOG/S1/A3", None)), ["LOG/S1/A1", "LOG/S1/A2"]);
    let mut closed = Book::outline("LOG active leader=sol\n S1 closed\n A1 planned\n S2 planned\n A1 planned");
    let (ctx, log) = (closed.ctx(), who::party(closed.engine.as_mut(), "LOG").unwrap());
    let next = place::place(closed.engine.as_mut(), &ctx, "@next", Some(&log)).unwrap();
    assert_eq!(next.name(), "LOG/S2/A1", "nothing goes on in a closed season");
    let ctx = book.ctx();
    assert!(place::act(book.engine.as_mut(), &ctx, "LOG/S1", None).is_err());
    assert!(place::place(book.engine.as_mut(), &ctx, "@previous", Some(&log)).is_err());
}
