//! Pages of tasks, acts, parties and today.

use partybook::domain::act::{Fate, Ledger};
use partybook::domain::party::Section;
use partybook::domain::task::TaskStatus;
use partybook::op::{self, Op};
use partybook::query::plan::{Node, Unfold};
use partybook::query::{act, board, parties, party, people, plan, stats, task, today};

use super::kit::deeds::leftover;
use super::kit::{Book, keys};

const BOOK: &str = r#"
    @saebyeol 새별 aka=디니
    @sol 솔
    LOG active "soda log" leader=sol shadow=danpung members=saebyeol observers=haneul share=sol:50,saebyeol:40
      ◦ LOG-6 An idea for later
      S1 running 2026-11-16..2026-12-31 Kubernetes
        A1 running 2026-11-16..2026-11-27 Survey
          ▸ LOG-1 List every DAG @sol ~3d !p1 due 2026-11-20 #survey
          ◦ LOG-2 Rollback plan @sol !p1 ~2d due 2026-11-27 after LOG-1
          ◦ LOG-3 Rights @danpung ~12h blocked "firewall review" with saebyeol
          ◦ LOG-7 Urgent @danpung !p0 ~1d +
        A2 planned 2026-11-30..2026-12-18 Migration
          ◦ LOG-4 Wave one @saebyeol ~8d
          ◦ LOG-5 Report after LOG-2
    STR proposed "stream" interested=danpung,sol
"#;

/// The outline's book, its first act closed as the walk closes it.
fn closed() -> Book {
    let mut book = Book::outline(BOOK);
    book.day("2026-11-19").me("boss");
    book.finish("LOG-1").unwrap();
    book.finish("LOG-7").unwrap();
    book.day("2026-11-27").me("sol");
    let dropped = leftover(&mut book, "LOG-2", Fate::Drop, "covered by LOG-5");
    book.close_with("LOG/S1/A1", Some(Fate::Next), "firewall review came late", vec![dropped]).unwrap();
    book
}

#[test]
fn an_act_that_runs_shows_its_figures_live() {
    let mut book = Book::outline(BOOK);
    let (ctx, id) = (book.me("sol").ctx(), book.act("LOG/S1/A1"));
    let page = act::act(book.engine.as_mut(), &ctx, id).unwrap();
    assert_eq!(page.ledger, Ledger { start: 3, added: 1, ..Ledger::default() });
    assert_eq!((page.count.total, page.count.doing, page.count.estimate_minutes), (4, 1, 3600));
    assert_eq!(page.leftovers, ["LOG-7", "LOG-1", "LOG-2", "LOG-3"]);
    assert_eq!(page.next.map(|next| next.place).as_deref(), Some("LOG/S1/A2"));
    assert_eq!((page.head.days_left, page.leader_name.as_deref(), page.i_lead), (Some(11), Some("솔"), true));
    let json = serde_json::to_value(act::act(book.engine.as_mut(), &ctx, id).unwrap()).unwrap();
    assert_eq!((json["status"].as_str(), json["place"].as_str()), (Some("running"), Some("LOG/S1/A1")));
}

#[test]
fn an_act_that_closed_tells_where_everything_went() {
    let mut book = closed();
    let (ctx, id) = (book.ctx(), book.act("LOG/S1/A1"));
    let page = act::act(book.engine.as_mut(), &ctx, id).unwrap();
    let Ledger { start, added, removed, done, carried, dropped } = page.ledger;
    assert_eq!((start, added, removed, done, carried, dropped), (3, 1, 0, 2, 1, 1));
    let told: Vec<_> = page.settled.iter().map(|it| (it.key.as_str(), it.fate, it.to.as_deref(), it.times)).collect();
    assert_eq!(told, [("LOG-2", Fate::Drop, None, 0), ("LOG-3", Fate::Next, Some("LOG/S1/A2"), 1)]);
    assert_eq!(page.settled[0].reason, "covered by LOG-5");
    let json = serde_json::to_string(&page.ledger).unwrap();
    assert_eq!(json, r#"{"start":3,"added":1,"removed":0,"done":2,"carried":1,"dropped":1}"#);
}

#[test]
fn a_task_tells_what_it_waits_for_and_where_it_was_carried() {
    let mut book = closed();
    let ctx = book.ctx();
    let mut page = |key: &str| {
        let id = book.task(key);
        task::task(book.engine.as_mut(), &ctx, id).unwrap()
    };
    let carried = page("LOG-3");
    assert_eq!((carried.row.act.as_deref(), carried.row.carried), (Some("LOG/S1/A2"), 1));
    assert_eq!(carried.carries[0].reason, "firewall review came late");
    assert_eq!((carried.carries[0].from.as_str(), carried.carries[0].to.as_deref()), ("LOG/S1/A1", Some("LOG/S1/A2")));
    assert_eq!(carried.row.helpers, ["saebyeol"]);
    let blocked = carried.row.blocked.as_ref().unwrap();
    assert_eq!((blocked.reason.as_deref(), blocked.days), (Some("firewall review"), Some(12)));
    let waits = page("LOG-5");
    assert_eq!((waits.needs[0].key.as_str(), waits.needs[0].status), ("LOG-2", TaskStatus::Dropped));
    // Dropped counts as finished.
    assert_eq!(waits.row.blocked, None);
    assert_eq!(page("LOG-2").needed_by[0].key, "LOG-5");
    let json = serde_json::to_value(page("LOG-1")).unwrap();
    assert_eq!(
        (json["status"].as_str(), json["done_on"].as_str(), json["estimate_minutes"].as_i64(), json["owner"].as_str()),
        (Some("done"), Some("2026-11-19"), Some(1440), Some("sol"))
    );
}

#[test]
fn a_board_has_columns_and_the_latest_done_first() {
    let mut book = Book::outline(BOOK);
    book.day("2026-11-18").finish("LOG-1").unwrap();
    book.day("2026-11-19").finish("LOG-7").unwrap();
    let (ctx, id) = (book.ctx(), book.act("LOG/S1/A1"));
    let page = board::board(book.engine.as_mut(), &ctx, id, 5).unwrap();
    assert_eq!((keys(&page.todo).as_str(), keys(&page.doing).as_str()), ("LOG-2 LOG-3", ""));
    assert_eq!((keys(&page.done).as_str(), page.unplanned, page.acts.len()), ("LOG-7 LOG-1", 1, 2));
    assert_eq!(board::usual_act(book.engine.as_mut(), &ctx, None), Ok(Some(id)));
    assert_eq!(keys(&board::board(book.engine.as_mut(), &ctx, id, 1).unwrap().done), "LOG-7");
}

#[test]
fn a_plan_counts_what_is_folded_and_lists_what_is_not() {
    let mut book = closed();
    let (ctx, log, next) = (book.ctx(), book.party("LOG"), book.act("LOG/S1/A2"));
    let unfold = [Unfold::whole(Node::Act(next)), Unfold::whole(Node::Party)];
    let page = plan::plan(book.engine.as_mut(), &ctx, log, &unfold).unwrap();
    let acts = &page.seasons[0].acts;
    assert_eq!((acts[0].count.total, acts[0].count.done, acts[0].tasks.as_ref()), (4, 2, None));
    assert_eq!(acts[0].ledger.map(|ledger| ledger.dropped), Some(1));
    assert_eq!(keys(acts[1].tasks.as_ref().unwrap()), "LOG-3 LOG-4 LOG-5");
    assert_eq!((acts[1].count.total, acts[1].count.unestimated, acts[1].count.unowned), (3, 1, 1));
    assert_eq!(acts[1].count.open_minutes, 720 + 3840);
    assert_eq!(keys(page.backlog.tasks.as_ref().unwrap()), "LOG-6");
    assert_eq!((page.backlog.count.total, page.party.leader.as_deref()), (1, Some("sol")));
    let window = Unfold { node: Node::Act(next), after: Some((3 * 1024, 3)), limit: 1 };
    let page = plan::plan(book.engine.as_mut(), &ctx, log, &[window]).unwrap();
    assert_eq!(keys(page.seasons[0].acts[1].tasks.as_ref().unwrap()), "LOG-4");
}

#[test]
fn a_party_tells_its_people_terms_and_charter() {
    let mut book = Book::outline(BOOK);
    let log = book.party("LOG");
    let body = op::patch::Edit { was: serde_json::Value::Null, to: "Move 21 DAGs".into() };
    book.ok(&Op::Party(op::party::Op::Charter { party: log, section: Section::Goals, body }));
    book.day("2026-12-01");
    let member = Some(book.member("danpung"));
    book.ok(&Op::Party(op::party::Op::HandOver { party: log, office: "leader".parse().unwrap(), member }));
    let ctx = book.me("saebyeol").ctx();
    let page = party::party(book.engine.as_mut(), &ctx, log).unwrap();
    assert_eq!((page.head.leader.as_deref(), page.head.my_share, page.head.i_lead), (Some("danpung"), Some(40), false));
    let led: Vec<_> = page.leader_terms.iter().map(|term| term.handle.as_str()).collect();
    assert_eq!(led, ["sol", "danpung"]);
    let shares: Vec<_> = page.members.iter().map(|it| (it.handle.as_str(), it.share)).collect();
    assert_eq!(shares, [("danpung", None), ("haneul", None), ("saebyeol", Some(40)), ("sol", Some(50))]);
    let json = serde_json::to_value(&page).unwrap();
    assert_eq!(json["charter"]["goals"].as_str(), Some("Move 21 DAGs"));
    assert_eq!((json["status"].as_str(), json["backlog"]["total"].as_i64()), (Some("active"), Some(1)));
    assert_eq!(page.seasons[0].acts[0].count.total, 4);
}

#[test]
fn the_overview_shows_how_each_party_stands() {
    let mut book = Book::outline(BOOK);
    let ctx = book.me("sol").ctx();
    let rows = parties::parties(book.engine.as_mut(), &ctx).unwrap();
    assert_eq!(rows.iter().map(|row| row.head.key.as_str()).collect::<Vec<_>>(), ["LOG", "STR"]);
    assert_eq!(rows[0].act.as_ref().map(|act| act.place.as_str()), Some("LOG/S1/A1"));
    assert_eq!(rows[0].progress.map(|count| (count.done, count.total)), Some((0, 4)));
    assert_eq!((rows[0].members, rows[0].open, rows[0].head.my_share), (3, 7, Some(50)));
    assert_eq!(rows[1].interested.iter().map(|it| it.handle.as_str()).collect::<Vec<_>>(), ["danpung", "sol"]);
    assert_eq!(rows[1].act, None);
}

#[test]
fn today_tells_who_waits_what_goes_on_and_what_is_next() {
    let mut book = Book::outline(BOOK);
    book.give("LOG-5", Some("saebyeol")).unwrap();
    let ctx = book.day("2026-11-18").me("sol").ctx();
    let page = today::today(book.engine.as_mut(), &ctx, 20).unwrap();
    assert_eq!((keys(&page.doing).as_str(), keys(&page.next).as_str(), page.next_total), ("LOG-1", "LOG-2", 1));
    assert_eq!(page.waiting.len(), 1);
    let waiting = &page.waiting[0];
    assert_eq!(
        (waiting.task.key.as_str(), waiting.keys[0].as_str(), waiting.names[0].as_str()),
        ("LOG-2", "LOG-5", "새별")
    );
    assert_eq!(waiting.days, Some(3));
    assert_eq!((page.acts[0].act.place.as_str(), page.acts[0].act.days_left), ("LOG/S1/A1", Some(9)));
    let ctx = book.me("danpung").ctx();
    let page = today::today(book.engine.as_mut(), &ctx, 20).unwrap();
    assert_eq!(keys(&page.next), "LOG-7 LOG-3");
    let stranger = partybook::query::Ctx { me: None, ..ctx };
    assert!(today::today(book.engine.as_mut(), &stranger, 20).unwrap().next.is_empty());
}

#[test]
fn people_come_by_handle_with_every_name() {
    let mut book = Book::outline(BOOK);
    let rows = people::people(book.engine.as_mut()).unwrap();
    let names: Vec<_> = rows.iter().map(|row| (row.handle.as_str(), row.name.as_str())).collect();
    assert_eq!(
        names,
        [("boss", "boss"), ("danpung", "danpung"), ("haneul", "haneul"), ("saebyeol", "새별"), ("sol", "솔")]
    );
    assert_eq!((rows[3].aliases.clone(), rows[0].admin), (vec!["디니".to_owned()], true));
    let counts = stats::stats(book.engine.as_mut()).unwrap();
    assert_eq!((counts.members, counts.parties, counts.acts, counts.tasks, counts.open_tasks), (5, 2, 2, 7, 7));
}
