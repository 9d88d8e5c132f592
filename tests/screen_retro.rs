//! The retro room and the page of retros: the gate, writing, grouping, promising, closing, copying.

use std::collections::VecDeque;

use partybook::domain::act::Fate;
use partybook::op::retro::Op as RetroOp;
use partybook::op::task::NewTask;
use partybook::op::{Op, act};
use partybook::port::formats;
use partybook::text::Lang;
use partybook::tui::effect::Effect;
use partybook::tui::event::Event;
use partybook::tui::page::Page;
use partybook::tui::wire::Failure;

use super::kit::Book;
use super::kit::stage::Stage;

const OUTLINE: &str = r#"
    @sol 솔
    @danpung 단풍
    @saebyeol 새별
    LOG active "soda log" leader=sol members=danpung,saebyeol
      S1 running 2026-11-02..2026-12-31 Kubernetes
        A1 running 2026-11-02..2026-11-18 이관
          ✓ LOG-1 Ask infra @sol ~1d
          ▸ LOG-2 2차 이관 @danpung ~8d !p1 blocked "방화벽 검토가 늦음"
        A2 planned 2026-11-19..2026-12-04 종료
          ◦ LOG-3 Retire the legacy server @sol ~5d
"#;

fn closed() -> Book {
    let mut book = Book::outline(OUTLINE);
    book.close("LOG/S1/A1", Fate::Next, "firewall review came late").unwrap();
    book
}

fn columns() -> Vec<(String, String, String)> {
    partybook::port::formats::built_in()[0].columns()
}

/// A retro of the first act that collects.
fn collecting(book: &mut Book) -> partybook::base::id::Id {
    let (id, act) = (book.id(), book.act("LOG/S1/A1"));
    book.me("sol").ok(&Op::Retro(RetroOp::Open { id, act, format: "kpt".to_owned(), columns: columns() }));
    id
}

fn card(book: &mut Book, retro: partybook::base::id::Id, who: &str, lane: &str, body: &str) {
    let (id, lane, body) = (book.id(), lane.to_owned(), body.to_owned());
    book.me(who).ok(&Op::Retro(RetroOp::Card { id, retro, lane, body }));
}

/// The page of retros.
fn retros(book: Book, handle: &str, lang: Lang, size: (u16, u16)) -> Stage {
    Stage::new(book, handle, Page::Retros, lang, size)
}

fn body(stage: &Stage) -> String {
    let (_, rows) = stage.state.desk.size;
    let screen = stage.shows();
    let says = |line: &&str| line.chars().any(|letter| !" |".contains(letter));
    let lines = screen.lines().skip(1).take(usize::from(rows) - 3).filter(says);
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_closed_act_waits_on_the_page_and_opens_with_its_shape() {
    let mut stage = retros(closed(), "sol", Lang::Ko, (80, 24));
    insta::assert_snapshot!(body(&stage), @r"
    회고
    아직 돌아보지 않은 액트
    › ◦ LOG/S1/A1   이관                                                   11/16 월
    ");
    stage.press("<Enter>");
    insta::assert_snapshot!(body(&stage), @r"
    soda log › A1 이관 › 회고
    지난 약속은 없어요
    형식   ›1 KPT   2 3L   3 4L   4 시작·그만·계속
    Enter로 회고를 열어요
    ");
    stage.press("3<Enter>");
    assert!(stage.shows().contains("4L"), "{}", stage.shows());
    assert!(stage.shows().contains("회고를 열었어요"));
}

#[test]
fn opening_is_writing_and_every_card_shows_at_once() {
    let mut book = closed();
    let retro = collecting(&mut book);
    card(&mut book, retro, "danpung", "problem", "nobody sees this yet");
    let mut stage = retros(book, "sol", Lang::Ko, (80, 24));
    stage.press("<Enter>롤백을 먼저 연습해 둔 덕을 봤어요<Enter><Tab>DAG 주인을 몰라 사흘을 기다렸다<Enter>");
    insta::assert_snapshot!(body(&stage), @r"
    soda log › A1 이관 › 회고   KPT                                      모으는 중
    지난 약속은 없어요    숫자 Tab: 완료 1, 이월 1, 막힘 1일
    1 계속할 것 (1)         | 2 아쉬운 것 (1)         | 3 해 볼 것 (0)
    롤백을 먼저 연습해 둔   | DAG 주인을 몰라 사흘을  |
    덕을 봤어요             | 기다렸다                |
    다른 사람 카드 1장은 가려 뒀어요. Esc Space로 다 같이 열어요
    쓴 카드   단풍 1  새별 0  솔 2
    아쉬운 것 › 무엇이 걸림돌이었나요?
    Enter 다음 카드  Tab 다음 칸  Up 고치기  Esc 명령
    ");
    assert!(!stage.shows().contains("nobody sees"));
    stage.held = Some(VecDeque::new());
    stage.press("<Tab>아직 저장 중인 카드<Enter>");
    assert!(stage.shows().contains("저장 중인"), "{}", stage.shows());
    stage.answer();
    assert!(stage.line("해 볼 것 (1)").contains('3'), "{}", stage.shows());
}

#[test]
fn own_cards_are_changed_and_taken_back() {
    let mut book = closed();
    let retro = collecting(&mut book);
    card(&mut book, retro, "sol", "keep", "first");
    card(&mut book, retro, "sol", "keep", "second");
    let mut stage = retros(book, "sol", Lang::En, (80, 24));
    stage.press("<Enter><Up> thoughts<Enter>");
    assert!(stage.shows().contains("second thoughts"), "{}", stage.shows());
    stage.press("<Esc>kX");
    assert!(!stage.line("Keep (1)").is_empty());
    stage.press("u");
    assert!(stage.shows().contains("Keep (2)") && stage.shows().contains("first"), "{}", stage.shows());
    stage.press("e<Ctrl-u>changed<Enter>");
    assert!(stage.shows().contains("changed"), "{}", stage.shows());
}

#[test]
fn pasted_lines_are_cards_and_digits_choose_columns() {
    let mut book = closed();
    collecting(&mut book);
    let mut stage = retros(book, "sol", Lang::En, (80, 24));
    stage.press("<Enter><Esc>2").paste("one\ntwo\n\nthree");
    stage.press("<Enter>");
    assert!(stage.shows().contains("Problem (3)"), "{}", stage.shows());
}

#[test]
fn cards_are_grouped_talked_about_and_end_in_an_action() {
    let mut book = closed();
    let retro = collecting(&mut book);
    card(&mut book, retro, "sol", "keep", "롤백 연습");
    card(&mut book, retro, "danpung", "keep", "둘이 배포");
    card(&mut book, retro, "saebyeol", "problem", "DAG 주인을 모름");
    let mut stage = retros(book, "sol", Lang::Ko, (80, 24));
    stage.press("<Enter><Esc> xxm<Ctrl-u>배포<Enter>");
    insta::assert_snapshot!(body(&stage), @r"
    soda log › A1 이관 › 회고   KPT                                      이야기 중
    지난 약속은 없어요
    묶음                        배포
    › 배포                   2    롤백 연습
      DAG 주인을 모름             계속할 것  솔
                                  둘이 배포
                                  계속할 것  단풍
                                약속
                                아직 약속이 없어요. a로 더해요
    ");
    stage.press("a주인 태그 달기<Enter>");
    assert!(stage.shows().contains("누가 할까요"), "{}", stage.shows());
    stage.press("@danpung<Enter>");
    assert!(stage.shows().contains("언제까지"), "{}", stage.shows());
    stage.press("^금<Enter>미지정 DAG 0개<Enter>");
    assert!(stage.line("◦ 주인 태그 달기").contains("단풍  11/20 금"), "{}", stage.shows());
    stage.press(",c<Ctrl-u>연습한 만큼 빨랐다<Enter>");
    insta::assert_snapshot!(body(&stage), @r"
    soda log › A1 이관 › 회고   KPT                                           마감
    한 문장   연습한 만큼 빨랐다
    묶음                        배포
    › 배포                   2    롤백 연습
      DAG 주인을 모름             계속할 것  솔
                                  둘이 배포
                                  계속할 것  단풍
                                약속 1개
                                ◦ 주인 태그 달기  단풍  11/20 금
                                  확인: 미지정 DAG 0개
    ");
    stage.press("y");
    let Some(Effect::Copy(text)) = stage.others.last() else { panic!("nothing was copied") };
    for part in ["# soda log", "> 연습한 만큼 빨랐다", "- [ ] 주인 태그 달기", "firewall review came late"]
    {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    stage.press("a");
    assert!(stage.shows().contains("마친 회고예요"), "{}", stage.shows());
}

#[test]
fn groups_are_renamed_joined_and_taken_apart() {
    let mut book = closed();
    let retro = collecting(&mut book);
    for text in ["one", "two", "three"] {
        card(&mut book, retro, "sol", "try", text);
    }
    let mut stage = retros(book, "sol", Lang::En, (80, 24));
    stage.press("<Enter><Esc>  m<Enter><Ctrl-u>pair<Enter>");
    assert!(stage.line("› pair").contains('2'), "{}", stage.shows());
    stage.press("eed<Enter>");
    stage.press("jm<Enter>");
    assert!(stage.line("› paired").contains('3'), "{}", stage.shows());
    stage.press(",u<Enter>");
    assert!(stage.line("› paired").contains('2'), "{}", stage.shows());
}

/// A first retro with one promise, and a second act that is over.
fn with_a_promise() -> Book {
    let mut book = closed();
    let retro = collecting(&mut book);
    let (id, task, owner) = (book.id(), book.id(), book.member("danpung"));
    let due = Some("2026-11-20".parse().unwrap());
    let task = NewTask { owner: Some(owner), due, ..NewTask::titled(task, "Tag an owner") };
    let seen = "no DAG without one".to_owned();
    book.me("sol").ok(&Op::Retro(RetroOp::Action { id, retro, task: Box::new(task), seen }));
    book.ok(&Op::Retro(RetroOp::Close { retro, summary: String::new() }));
    let act = book.act("LOG/S1/A2");
    book.ok(&Op::Act(act::Op::Start { act }));
    book.close("LOG/S1/A2", Fate::Backlog, "enough").unwrap();
    book
}

#[test]
fn the_gate_asks_what_became_of_last_time() {
    let mut stage = retros(with_a_promise(), "sol", Lang::Ko, (80, 24));
    insta::assert_snapshot!(body(&stage), @r"
    회고
    회고
    › ✓ LOG/S1/A1   이관   마감          카드 0장, 약속 1개 중 1개 열림    11/16 월
    아직 돌아보지 않은 액트
      ◦ LOG/S1/A2   종료                                                   11/16 월
    열린 약속
      ◦ LOG-4       Tag an owner                       단풍          ↻1    11/20 금
    ");
    stage.press("a<Enter><Enter>");
    assert!(stage.shows().contains("답을 기다려요"), "{}", stage.shows());
    stage.press(">12/4<Enter>방화벽 먼저<Enter>");
    assert!(stage.shows().contains("회고를 열어요"), "{}", stage.shows());
    stage.press("<Enter>");
    assert!(stage.shows().contains("모으는 중"), "{}", stage.shows());
    assert!(stage.shows().contains("지난 약속 1개 중 0개 지킴"), "{}", stage.shows());
}

#[test]
fn an_action_is_kept_or_let_go_from_the_page_too() {
    let mut stage = retros(with_a_promise(), "sol", Lang::En, (80, 24));
    stage.press("G ");
    assert!(stage.shows().contains("LOG-4 kept"), "{}", stage.shows());
    assert!(!stage.shows().contains("Tag an owner"));
    let mut stage = retros(with_a_promise(), "sol", Lang::En, (120, 30));
    stage.press("G");
    assert!(stage.shows().contains("seen when: no DAG without one"), "{}", stage.shows());
    stage.press("Xnobody needs it<Enter>");
    assert!(stage.shows().contains("LOG-4 let go"), "{}", stage.shows());
}

#[test]
fn a_format_of_the_teams_own_is_offered_and_asks_its_own_questions() {
    let text = "en = \"Weather\"\nko = \"날씨\"\n[[lane]]\nid = \"sun\"\nen = \"Sunny\"\nko = \"맑음\"\nask_en = \"What shone?\"\nask_ko = \"무엇이 빛났나요?\"\n";
    let mut stage = retros(closed(), "sol", Lang::Ko, (80, 24));
    stage.state.desk.formats = vec![formats::read("weather", text).unwrap()];
    stage.press("<Enter>");
    assert!(stage.shows().contains("5 날씨"), "{}", stage.shows());
    stage.press("5<Enter>");
    assert!(stage.shows().contains("맑음"), "{}", stage.shows());
    assert!(stage.shows().contains("무엇이 빛났나요?"), "{}", stage.shows());
}

#[test]
fn only_who_leads_opens_and_facts_stand_beside() {
    let mut stage = retros(closed(), "danpung", Lang::En, (80, 24));
    stage.press("<Enter><Enter>");
    assert!(stage.shows().contains("솔"), "{}", stage.shows());
    let mut book = closed();
    collecting(&mut book);
    let mut stage = retros(book, "sol", Lang::En, (120, 30));
    stage.press("<Enter>");
    assert!(stage.shows().contains("firewall review came late"), "{}", stage.shows());
    stage.resize(80, 24);
    assert!(!stage.shows().contains("firewall review came late"));
    stage.press("<Esc><Tab>");
    assert!(stage.shows().contains("firewall review came late"), "{}", stage.shows());
}

#[test]
fn every_size_is_drawn() {
    let mut book = closed();
    let retro = collecting(&mut book);
    for place in 0..30 {
        card(&mut book, retro, "sol", "keep", &format!("카드 {place} 👨‍👩‍👧 with many words that go on and on"));
    }
    let mut stage = retros(book, "sol", Lang::Ko, (80, 24));
    stage.press("<Enter>");
    let sizes = [(1, 1), (60, 18), (79, 24), (110, 24), (200, 60), (300, 6)];
    for (columns, rows) in sizes {
        stage.resize(columns, rows).shows();
    }
    stage.resize(80, 24).press("<Esc> G");
    for (columns, rows) in sizes {
        stage.resize(columns, rows).shows();
    }
}

#[test]
fn cards_are_opened_by_two_presses_while_somebody_has_written_none() {
    let mut book = closed();
    let retro = collecting(&mut book);
    card(&mut book, retro, "danpung", "problem", "nobody sees this yet");
    let mut stage = retros(book, "sol", Lang::En, (80, 24));
    stage.press("<Enter><Esc> ");
    assert!(stage.shows().contains("No card yet: 새별, 솔. Space once more"), "{}", stage.shows());
    assert!(!stage.shows().contains("nobody sees"), "{}", stage.shows());
    stage.press("j  ");
    assert!(stage.shows().contains("nobody sees"), "{}", stage.shows());
}

#[test]
fn lines_pasted_for_an_action_become_one_and_a_copy_goes_to_a_file_too() {
    let mut book = closed();
    let retro = collecting(&mut book);
    for who in ["sol", "danpung", "saebyeol"] {
        card(&mut book, retro, who, "keep", "롤백 연습");
    }
    let mut stage = retros(book, "sol", Lang::En, (80, 24));
    stage.press("<Enter><Esc> a").paste("Tag an owner\non every DAG\n");
    assert!(stage.shows().contains("Tag an owner on every DAG"), "{}", stage.shows());
    stage.press("<Esc>,w");
    assert!(stage.shows().contains("Nothing was copied yet"), "{}", stage.shows());
    stage.press("y,wmine.md<Enter>");
    let Some(Effect::Save { path, text }) = stage.others.pop() else { panic!("nothing was saved") };
    assert!(path == "mine.md" && text.contains("# soda log"), "{path}\n{text}");
    stage.event(Event::Saved(Err(Failure::said("it is there already"))));
    assert!(stage.shows().contains("mine.md") && stage.shows().contains("there already"), "{}", stage.shows());
    stage.press("<Enter>").event(Event::Saved(Ok("/tmp/mine.md".to_owned())));
    assert!(stage.shows().contains("Written to /tmp/mine.md"), "{}", stage.shows());
}
