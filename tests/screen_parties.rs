//! The parties on screen: how each stands, interest, one party in full.

use partybook::text::Lang;
use partybook::tui::page::Page;

use super::kit::Book;
use super::kit::stage::Stage;

const OUTLINE: &str = r#"
    @sol 솔
    @danpung 단풍
    LOG active "soda log" leader=sol shadow=danpung members=danpung share=sol:50,danpung:30
      S1 running 2026-11-02..2026-12-31 Kubernetes
        A1 closed 2026-11-02..2026-11-13 조사
          ✓ LOG-1 List every DAG @sol ~1d
        A2 running 2026-11-16..2026-11-18 이관
          ✓ LOG-2 Wave one @sol ~1d
          ▸ LOG-3 Wave two @danpung ~3d
    MET active 메타데이터 leader=danpung
    OLD resting "온보딩" leader=sol
    STR proposed "스트리밍" interested=danpung
"#;

fn stage(lang: Lang, size: (u16, u16)) -> Stage {
    Stage::new(Book::outline(OUTLINE), "sol", Page::Parties, lang, size)
}

#[test]
fn every_party_on_a_line() {
    insta::assert_snapshot!(stage(Lang::Ko, (80, 24)).shows(), @r"
     1 오늘  2 파티  3 계획  4 보드  8 회고  0 기록                    솔  11/16 월
     활동 중인 파티 2개

     활동 중 2
    › LOG  soda log            ▰▰▰▱▱▱   1/2  이관                    D-2 솔     50%
      MET  메타데이터          진행 중인 액트가 없어요                   단풍

     제안 1
      STR  스트리밍            관심 1: 단풍                              -

     쉬는 중 1
      OLD  온보딩                                                        솔











     Enter 보기  Tab 다른 쪽  E 헌장  a 만들기  / 찾기  : 모두  ? 도움     저장됨 ✓
    ");
    insta::assert_snapshot!(stage(Lang::En, (60, 18)).shows(), @r"
     1Today 2Parties 3Plan 4Board 8Retros 0Notes 솔  Mon 16 Nov
     2 parties active
     active 2
    › LOG  soda log            ▰▰▰▱▱▱   1/2      D-2 솔     50%
      MET  메타데이터          no act runs           단풍

     proposed 1
      STR  스트리밍            interest 1: 단풍      -

     resting 1
      OLD  온보딩                                    솔






     Enter open  Tab pane  / find  : all  ? help        saved ✓
    ");
}

#[test]
fn one_party_stands_beside_the_list_or_over_it() {
    insta::assert_snapshot!(stage(Lang::Ko, (120, 24)).shows(), @r"
     1 오늘  2 파티  3 계획  4 보드  8 회고  0 기록                                                            솔  11/16 월
     활동 중인 파티 2개

     활동 중 2                                                              | LOG  soda log
    › LOG  soda log        ▰▰▰▱▱▱   1/2  이관                D-2 솔     50% |
      MET  메타데이터      진행 중인 액트가 없어요               단풍       | 상태        활동 중  11/16 월
                                                                            | 파티장      솔
     제안 1                                                                 | 예비 파티장 단풍
      STR  스트리밍        관심 1: 단풍                          -          |
                                                                            | 사람 2
     쉬는 중 1                                                              | 단풍          danpung       30%
      OLD  온보딩                                                솔         | 솔            sol           50%
                                                                            |
                                                                            | S1 Kubernetes  진행 중
                                                                            | A1  조사                      1/1    11/13 금
                                                                            | A2  이관                      1/2    11/18 수
                                                                            |
                                                                            |
                                                                            |
                                                                            |
                                                                            |
                                                                            |

     Enter 보기  Tab 다른 쪽  E 헌장  a 만들기  / 찾기  : 모두  ? 도움                                             저장됨 ✓
    ");
    let mut narrow = stage(Lang::Ko, (80, 24));
    narrow.press("<Tab>");
    assert!(narrow.shows().contains("예비 파티장 단풍"), "{}", narrow.shows());
    narrow.press("<Esc>");
    assert!(narrow.line("LOG").starts_with('›'), "{}", narrow.shows());
}

#[test]
fn interest_is_shown_and_taken_back_by_the_same_key() {
    let mut stage = stage(Lang::En, (80, 24));
    stage.press("jj");
    stage.press("i");
    assert!(stage.line("STR").contains("interest 2"), "{}", stage.shows());
    stage.press("i");
    assert!(stage.line("STR").contains("interest 1"), "{}", stage.shows());
    stage.press("u");
    assert!(stage.line("STR").contains("interest 2"), "{}", stage.shows());
}

#[test]
fn enter_goes_to_the_partys_plan() {
    let mut stage = stage(Lang::En, (80, 24));
    stage.press("j<Enter>");
    assert_eq!(stage.state.page(), Page::Plan);
    assert!(stage.state.desk.party.is_some());
}

#[test]
fn a_party_that_one_takes_part_in_is_left_by_two_presses() {
    let mut book = Book::outline(OUTLINE);
    book.give("LOG-3", None).unwrap();
    let mut stage = Stage::new(book, "danpung", Page::Parties, Lang::En, (80, 24));
    stage.press("i");
    assert!(stage.shows().contains("You take part in LOG. i once more leaves it"), "{}", stage.shows());
    stage.press("jki");
    assert!(stage.shows().contains("once more"), "{}", stage.shows());
    stage.press("i");
    assert!(stage.shows().contains("You left LOG"), "{}", stage.shows());
}

#[test]
fn the_cursor_goes_to_the_party_that_was_proposed() {
    let mut stage = stage(Lang::Ko, (80, 24));
    stage.press("a삼총사<Tab>TRI<Ctrl-s>");
    assert!(stage.line("삼총사").starts_with('›'), "{}", stage.shows());
    stage.press("i");
    assert!(stage.shows().contains("TRI"), "{}", stage.shows());
}
