//! Closing an act on screen: one table filled in beforehand, reasons, a third time, one step that `u` takes back.

use partybook::text::Lang;
use partybook::tui::page::Page;

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
          ▸ LOG-2 2차 이관: 운영 로그 DAG 아홉 개를 새 클러스터로 @danpung ~8d !p1 blocked "방화벽 검토가 늦음"
          ▸ LOG-3 Compare counts every night @saebyeol ~2d due 2026-11-17
        A2 planned 2026-11-19..2026-12-04 종료
          ◦ LOG-4 Retire the legacy server @sol ~5d
"#;

fn room(handle: &str, lang: Lang, size: (u16, u16)) -> Stage {
    let mut stage = Stage::new(Book::outline(OUTLINE), handle, Page::Parties, lang, size);
    stage.press("C");
    stage
}

/// The lines between the status line and the toast that say something.
fn body(stage: &Stage) -> String {
    let (_, rows) = stage.state.desk.size;
    let screen = stage.shows();
    let lines = screen.lines().skip(2).take(usize::from(rows) - 4).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_table_is_filled_in_beforehand() {
    insta::assert_snapshot!(body(&room("sol", Lang::Ko, (80, 24))), @r"
    처음 3 + 추가 0 - 뺌 0 = 완료 1 + 남음 2   예상 11일
    남은 일감 2                           어디로            왜
    › LOG-2    2차 이관: 운영 로그 DAG⋯   > A2 종료         방화벽 검토가 늦음
      LOG-3    Compare counts every ni⋯   > A2 종료
      이유가 빈 일감 모두에 › R로 한 줄
    이어서 하기   1 [x] 회고 열기   2 [ ] A2 종료 시작
    ");
    insta::assert_snapshot!(body(&room("sol", Lang::En, (60, 18))), @r"
    start 3 + added 0 - removed 0 = done 1 + left 2
    2 leftovers                   where         why
    › LOG-2    2차 이관: 운영 ⋯   > A2 종료     방화벽 검토가⋯
      LOG-3    Compare counts ⋯   > A2 종료
      For all without a reason › R one line for all
    Then   1 [x] open the retro   2 [ ] start A2 종료
    ");
    let wide = room("sol", Lang::En, (120, 30));
    assert!(wide.shows().contains("방화벽 검토가 늦음, 1 day"), "{}", wide.shows());
}

#[test]
fn enter_asks_for_one_reason_then_closes_in_one_step() {
    let mut stage = room("sol", Lang::Ko, (80, 24));
    stage.press("<Enter>");
    assert!(stage.shows().contains("남은 이유 ›"));
    stage.press("시간이 모자랐어요<Enter>");
    assert!(stage.line("LOG-3").contains("시간이 모자랐어요"));
    stage.press("jXr겹침<Enter>1<Enter>");
    assert!(stage.shows().contains("LOG/S1/A1을 마감했어요"), "{}", stage.shows());
    stage.press("8");
    assert!(stage.line("이관").contains("LOG/S1/A1"));
    stage.press("2u");
    assert!(stage.line("soda log").contains("1/3"), "{}", stage.shows());
}

#[test]
fn the_retro_opens_next_unless_the_box_is_empty() {
    let mut stage = room("sol", Lang::En, (80, 24));
    stage.press("Rlate<Enter><Enter>");
    assert!(stage.shows().contains("soda log › A1 이관 › retro"), "{}", stage.shows());
    assert!(stage.shows().contains("No actions from last time"));
}

#[test]
fn a_split_says_how_much_is_done_and_the_rest_goes_on() {
    let mut stage = room("sol", Lang::En, (80, 24));
    stage.press("js1d<Enter>Rlate<Enter>1<Enter>");
    assert!(stage.shows().contains("LOG/S1/A1 is closed"), "{}", stage.shows());
    stage.press("3");
    assert!(stage.shows().contains("LOG-5"), "{}", stage.shows());
}

#[test]
fn a_split_of_an_estimated_task_asks_until_it_knows_how_much_is_done() {
    let mut stage = room("sol", Lang::En, (80, 24));
    stage.press("js<Esc>Rlate<Enter><Enter>");
    assert!(stage.shows().contains("is done"), "{}", stage.shows());
    stage.press("1d<Enter><Enter>");
    assert!(stage.shows().contains("LOG/S1/A1 is closed"), "{}", stage.shows());
}

#[test]
fn a_third_time_is_named_and_asked_once() {
    let outline = r"
        LOG active leader=boss
          S1 running
            A1 running 2026-11-02..2026-11-06 One
              ◦ LOG-1 Stays @boss
            A2 planned 2026-11-09..2026-11-13 Two
            A3 planned 2026-11-16..2026-11-20 Three
            A4 planned 2026-11-23..2026-11-27 Four
    ";
    let mut book = Book::outline(outline);
    for act in ["LOG/S1/A1", "LOG/S1/A2"] {
        book.close(act, partybook::domain::act::Fate::Next, "late").unwrap();
        let next = book.act(if act.ends_with('1') { "LOG/S1/A2" } else { "LOG/S1/A3" });
        book.ok(&partybook::op::Op::Act(partybook::op::act::Op::Start { act: next }));
    }
    let mut stage = Stage::new(book, "boss", Page::Parties, Lang::En, (80, 24));
    stage.press("CRlate again<Enter>");
    assert!(stage.shows().contains("LOG-1: Carried twice already. Split s, drop X"), "{}", stage.shows());
    stage.press("<Enter>");
    assert!(stage.shows().contains("Carried twice already: LOG-1. Enter again"), "{}", stage.shows());
    stage.press("1<Enter>");
    assert!(stage.shows().contains("LOG/S1/A3 is closed"), "{}", stage.shows());
}

#[test]
fn estimating_again_lifts_the_flag() {
    let outline = r"
        LOG active leader=boss
          S1 running
            A1 running 2026-11-02..2026-11-06 One
              ◦ LOG-1 Stays @boss ~1d
            A2 planned 2026-11-09..2026-11-13 Two
            A3 planned 2026-11-16..2026-11-20 Three
            A4 planned 2026-11-23..2026-11-27 Four
    ";
    let mut book = Book::outline(outline);
    for act in ["LOG/S1/A1", "LOG/S1/A2"] {
        book.close(act, partybook::domain::act::Fate::Next, "late").unwrap();
        let next = book.act(if act.ends_with('1') { "LOG/S1/A2" } else { "LOG/S1/A3" });
        book.ok(&partybook::op::Op::Act(partybook::op::act::Op::Start { act: next }));
    }
    let mut stage = Stage::new(book, "boss", Page::Parties, Lang::Ko, (80, 24));
    stage.press("C~<Ctrl-u>3d<Enter>Rlate<Enter>1<Enter>");
    assert!(stage.shows().contains("LOG/S1/A3을 마감했어요"), "{}", stage.shows());
}

#[test]
fn only_who_leads_closes_and_no_next_act_is_said() {
    let mut stage = room("saebyeol", Lang::En, (80, 24));
    stage.press("Rlate<Enter><Enter>");
    assert!(stage.shows().contains("The leader closes acts: that is 솔 today"), "{}", stage.shows());
    let outline = "LOG active leader=boss\n  S1 running\n    A1 running\n      ◦ LOG-1 Last @boss";
    let mut alone = Stage::new(Book::outline(outline), "boss", Page::Parties, Lang::En, (80, 24));
    alone.press("C>");
    assert!(alone.line("LOG-1").contains("backlog"), "{}", alone.shows());
    assert!(alone.shows().contains("There is no next act"), "{}", alone.shows());
}

#[test]
fn esc_leaves_without_a_change_and_every_size_is_drawn() {
    let mut stage = room("sol", Lang::Ko, (80, 24));
    stage.press("jX<Esc>");
    assert!(stage.line("soda log").contains("1/3"));
    let mut stage = room("sol", Lang::Ko, (80, 24));
    for (columns, rows) in [(1, 1), (60, 18), (61, 19), (109, 24), (110, 24), (200, 60), (500, 5)] {
        stage.resize(columns, rows).shows();
    }
}
