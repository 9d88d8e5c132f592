//! The papers that are exported: a retrospective, an act and a party, in both languages.

use partybook::base::id::Id;
use partybook::domain::act::Fate;
use partybook::op::task::NewTask;
use partybook::op::{Op, act, retro as retros};
use partybook::port::export::paper::{Extent, Paper, Shape};
use partybook::port::export::{act as act_paper, party as party_paper, retro as retro_paper};
use partybook::port::formats;
use partybook::query::retro::RetroPage;
use partybook::query::{Ctx, retro};
use partybook::text::Lang;

use crate::kit::{Book, SEOUL};

/// An act that was worked, closed and looked back on.
fn looked_back() -> (Book, Id) {
    let mut book = Book::outline(
        "@danpung 단풍\n@sol 솔\nLOG active \"soda log\" leader=sol members=danpung\n  S1 running 2026-11-16..2026-12-31 Kubernetes\n    A1 running 2026-11-16..2026-11-27 Survey\n      ▸ LOG-1 List every DAG @sol ~3d\n      ◦ LOG-2 Rollback plan @sol\n      ◦ LOG-3 Permissions @danpung blocked \"firewall @review came late\"\n      ✓ LOG-4 Incident @danpung ~1d +\n    A2 planned 2026-11-30..2026-12-18 Migration\n",
    );
    book.me("sol").day("2026-11-18");
    let (one, two) = (book.task("LOG-1"), book.task("LOG-2"));
    let done = partybook::domain::task::TaskStatus::Done;
    book.ok(&Op::Task(partybook::op::task::Op::Status { task: one, to: done, was: None, reason: String::new() }));
    book.day("2026-11-27");
    let place = book.act("LOG/S1/A1");
    let drop =
        act::Leftover { task: two, fate: Fate::Drop, reason: "covered by LOG-1".into(), delivered: None, rest: None };
    book.ok(&Op::Act(act::Op::Close {
        act: place,
        fate: Some(Fate::Next),
        reason: "no time".into(),
        leftovers: vec![drop],
        insist: false,
    }));
    let id = book.id();
    let columns = formats::find("kpt", &[]).unwrap().columns();
    book.ok(&Op::Retro(retros::Op::Open { id, act: place, format: "kpt".into(), columns }));
    for (who, lane, body) in [
        ("sol", "keep", "Rollback first\nsaved us"),
        ("danpung", "problem", "@here Three days lost"),
        ("sol", "try", "Ask early"),
    ] {
        let card = book.me(who).id();
        book.ok(&Op::Retro(retros::Op::Card { id: card, retro: id, lane: lane.into(), body: body.into() }));
    }
    let (action, task) = (book.me("sol").id(), book.id());
    let mut new = NewTask::titled(task, "Tag an owner");
    (new.owner, new.due) = (Some(book.member("sol")), "2026-12-04".parse().ok());
    let seen = "no DAG without owner".to_owned();
    book.ok(&Op::Retro(retros::Op::Action { id: action, retro: id, task: Box::new(new), seen }));
    book.ok(&Op::Retro(retros::Op::Close { retro: id, summary: String::new() }));
    (book, place)
}

fn ctx(book: &Book) -> Ctx {
    Ctx { today: "2026-11-27".parse().unwrap(), zone: SEOUL, me: book.actor }
}

fn page() -> RetroPage {
    let (mut book, place) = looked_back();
    let ctx = ctx(&book);
    retro::retro(book.engine.as_mut(), &ctx, place).unwrap()
}

fn paper(lang: Lang, shape: Shape, extent: Extent) -> Paper {
    Paper { lang, shape, extent }
}

#[test]
fn a_retro_leaves_one_page() {
    let page = page();
    let text = retro_paper::retro(&page, paper(Lang::En, Shape::Markdown, Extent::OnePage));
    assert_eq!(
        text,
        "\
# soda log · A1 Survey retro
2026-11-16 ~ 11-27 · 단풍, 솔 · KPT

## Actions
- [ ] Tag an owner · 솔 · Fri 2026-12-04 · check: no DAG without owner

## What we talked about
- **Keep** Rollback first saved us
- **Problem** here Three days lost
- **Try** Ask early

## Numbers
- start 3 + added 1 = done 2 + carried 1 + dropped 1
- estimated 4d, took 4 working days (2 tasks done)
- unplanned: 1 task, 1d (Incident)
- blocked 12 days: LOG-3 firewall review came late

## Carried and dropped
- LOG-2 Rollback plan → dropped · covered by LOG-1
- LOG-3 Permissions → A2 · no time · carried 1 time

Took = working days from start to finish, both counted. Made with party.
"
    );
    let text = retro_paper::retro(&page, paper(Lang::Ko, Shape::Markdown, Extent::OnePage));
    for part in
        ["# soda log · A1 Survey 회고", "2026-12-04(금)", "## 이월과 접음", "이월 1", "- **아쉬운 것** here", "1번째"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn the_full_paper_has_every_card_and_chats_get_bold_lines() {
    let page = page();
    let text = retro_paper::retro(&page, paper(Lang::Ko, Shape::Slack, Extent::Full));
    assert!(!text.contains('#') && !text.contains('@') && text.starts_with("*soda log · A1 Survey 회고*\n"), "{text}");
    assert!(text.contains("☐ Tag an owner") && text.contains("_아쉬운 것_\n• here Three days lost · 단풍"), "{text}");
}

#[test]
fn acts_and_parties_have_papers_of_their_own() {
    let (mut book, place) = looked_back();
    let ctx = ctx(&book);
    let how = paper(Lang::En, Shape::Markdown, Extent::OnePage);
    let page = partybook::query::act::act(book.engine.as_mut(), &ctx, place).unwrap();
    let text = act_paper::act(&page, how);
    assert!(text.contains("closed · leader 솔") && text.contains("- [x] LOG-1 List every DAG · 솔 · 3d"), "{text}");
    assert!(text.contains("## dropped\n- LOG-2"), "{text}");
    let party = book.party("LOG");
    let page = partybook::query::party::party(book.engine.as_mut(), &ctx, party).unwrap();
    let text = party_paper::party(&page, how);
    assert!(
        text.contains("# soda log (LOG)") && text.contains("  - A1 Survey · 2026-11-16 ~ 11-27 · closed · 2/4"),
        "{text}"
    );
}
