//! The board on screen: columns, lanes, cards that move, what is refused.

use std::fmt::Write as _;

use partybook::text::Lang;
use partybook::tui::input::Press;
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
          ▸ LOG-2 2차 이관: 운영 로그 DAG 아홉 개를 새 클러스터로 @danpung ~8d !p1 blocked "firewall review"
          ◦ LOG-3 Owner tag on every DAG after LOG-2
          ▸ LOG-4 Compare counts every night @saebyeol ~2d due 2026-11-17
          ◦ LOG-5 Runbook @sol ~4h !p3
          ◦ LOG-7 Ingestion delay @danpung !p0 ~1d +
        A2 planned 2026-11-19..2026-12-04 Shutdown
          ◦ LOG-6 Retire the legacy server @sol ~5d
"#;

fn stage(lang: Lang, size: (u16, u16)) -> Stage {
    Stage::new(Book::outline(OUTLINE), "sol", Page::Board, lang, size)
}

fn at_80(lang: Lang) -> Stage {
    stage(lang, (80, 24))
}

/// What stands between the status line and the toast.
fn body(stage: &Stage) -> String {
    let screen = stage.shows();
    let lines = screen.lines().skip(3).take_while(|line| line.chars().any(|letter| !" |".contains(letter)));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn three_columns_with_what_is_blocked_on_top() {
    let stage = at_80(Lang::En);
    insta::assert_snapshot!(body(&stage), @r"
    TODO 3                  | DOING 2                 | DONE 1
    ! LOG-3 -          ? P2 | ! LOG-2 단풍      8d P1 | ✓ LOG-1 솔             1d
      Owner tag on every D⋯ | › 2차 이관: 운영 로그 ⋯ |   Ask infra
      waits for LOG-2       |   firewall review, 1 d⋯ |
    ◦ LOG-7 단풍    + 1d P0 | ▸ LOG-4 새별      2d P2 |
      Ingestion delay       |   Compare counts every⋯ |
    ◦ LOG-5 솔        4h P3 |                         |
      Runbook               |                         |
    ");
    assert!(stage.shows().contains("soda log › A1 이관") && stage.shows().contains("1 of 6 done   unplanned 1"));
    insta::assert_snapshot!(body(&at_80(Lang::Ko)), @r"
    할 일 3                 | 하는 중 2               | 완료 1
    ! LOG-3 -          ? P2 | ! LOG-2 단풍     8일 P1 | ✓ LOG-1 솔            1일
      Owner tag on every D⋯ | › 2차 이관: 운영 로그 ⋯ |   Ask infra
      LOG-2 먼저            |   firewall review, 1일⋯ |
    ◦ LOG-7 단풍   + 1일 P0 | ▸ LOG-4 새별     2일 P2 |
      Ingestion delay       |   Compare counts every⋯ |
    ◦ LOG-5 솔     0.5일 P3 |                         |
      Runbook               |                         |
    ");
}

#[test]
fn a_wide_board_has_a_column_for_what_is_blocked() {
    let stage = stage(Lang::Ko, (120, 30));
    insta::assert_snapshot!(body(&stage), @r"
    할 일 2                     | 하는 중 1                   | 막힘 2                      | 완료 1
    ◦ LOG-7 단풍       + 1일 P0 | ▸ LOG-4 새별         2일 P2 | ! LOG-3 -              ? P2 | ✓ LOG-1 솔              1일
      Ingestion delay           |   Compare counts every nig⋯ |   Owner tag on every DAG    |   Ask infra
    ◦ LOG-5 솔         0.5일 P3 |                             |   LOG-2 먼저                |
      Runbook                   |                             | ! LOG-2 단풍         8일 P1 |
                                |                             | › 2차 이관: 운영 로그 DAG ⋯ |
                                |                             |   firewall review, 1일째    |
    ");
}

#[test]
fn a_card_moves_across_and_is_followed() {
    let mut stage = at_80(Lang::En);
    stage.press("jL");
    assert!(stage.shows().contains("LOG-4 done"), "{}", stage.shows());
    assert!(stage.line("DONE").contains("DONE 2"), "{}", stage.shows());
    stage.press("H");
    assert!(stage.line("DOING").contains("DOING 2"), "{}", stage.shows());
}

#[test]
fn a_card_is_ahead_of_its_answer_and_goes_back_when_refused() {
    let mut stage = at_80(Lang::En);
    stage.held = Some(std::collections::VecDeque::new());
    stage.press("hLL");
    assert!(stage.line("DOING").contains("DONE 2"), "{}", stage.shows());
    stage.answer();
    assert!(stage.shows().contains("LOG-3 waits for LOG-2"), "{}", stage.shows());
    assert!(stage.line("DOING").contains("DOING 3"), "{}", stage.shows());
}

#[test]
fn lanes_by_owner_and_only_mine() {
    let mut stage = at_80(Lang::En);
    stage.press("F2");
    insta::assert_snapshot!(body(&stage), @r"
    TODO 3                    DOING 2                   DONE 1
    단풍
    ◦ LOG-7 단풍    + 1d P0 | ! LOG-2 단풍      8d P1 |
      Ingestion delay       | › 2차 이관: 운영 로그 ⋯ |
                            |   firewall review, 1 d⋯ |
    ");
    stage.press("F3");
    assert!(stage.shows().contains("LOG-5") && !stage.shows().contains("LOG-2"), "{}", stage.shows());
    stage.press("<Esc>");
    assert!(stage.shows().contains("LOG-2"));
}

#[test]
fn the_acts_of_a_party_follow_one_another() {
    let mut stage = at_80(Lang::En);
    stage.press("]");
    assert!(stage.shows().contains("soda log › A2 Shutdown") && stage.shows().contains("planned   0 of 1 done"));
    stage.press("]");
    assert!(stage.shows().contains("no further act"), "{}", stage.shows());
    stage.press("S[");
    assert!(stage.shows().contains("soda log › A1"), "{}", stage.shows());
}

#[test]
fn the_mouse_drags_a_card_to_another_column() {
    let mut stage = at_80(Lang::En);
    let (card, column) = (stage.place("LOG-5"), stage.place("DOING"));
    stage.mouse(Press::Down, card.0, card.1);
    stage.mouse(Press::Drag, column.0, 12).mouse(Press::Up, column.0, 12);
    assert!(stage.shows().contains("LOG-5 started"), "{}", stage.shows());
    assert!(stage.line("DOING").contains("TODO 2"), "{}", stage.shows());
}

#[test]
fn done_shows_the_last_five() {
    let mut outline = String::from("LOG active leader=sol\n S1 running Work\n A1 running Long\n");
    for n in 1..=8 {
        let _ = writeln!(outline, "✓ LOG-{n} task {n}");
    }
    let stage = Stage::new(Book::outline(&outline), "sol", Page::Board, Lang::En, (80, 24));
    assert!(stage.shows().contains("DONE 8   last 5"), "{}", stage.shows());
    assert!(stage.shows().contains("LOG-8") && !stage.shows().contains("LOG-3"), "{}", stage.shows());
}

#[test]
fn without_an_act_the_board_says_where_to_plan_one() {
    let stage = Stage::new(Book::outline("LOG active leader=sol"), "sol", Page::Board, Lang::En, (80, 24));
    assert!(stage.shows().contains("No act to show. 3 opens the plan"), "{}", stage.shows());
}

#[test]
fn every_window_keeps_the_card() {
    let mut stage = at_80(Lang::Ko);
    stage.press("hj");
    for (columns, rows) in [(60, 18), (120, 40), (200, 60), (80, 24), (20, 5), (80, 24)] {
        stage.resize(columns, rows);
        let _ = stage.shows();
    }
    assert!(stage.line("› Ingestion").contains("Ingestion"), "{}", stage.shows());
}
