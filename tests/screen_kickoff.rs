//! Founding, kicking off and chartering a party on screen, and the forms of seasons and acts.

use partybook::text::Lang;
use partybook::tui::effect::Effect;
use partybook::tui::event::Event;
use partybook::tui::page::Page;

use super::kit::Book;
use super::kit::stage::Stage;

const OUTLINE: &str = r#"
    @sol 솔
    @danpung 단풍
    @saebyeol 새별
    LOG active "soda log" leader=sol share=danpung:70,sol:50
      S1 running 2026-11-02..2026-12-31 Kubernetes
        A1 running 2026-11-02..2026-11-13 이관
    STR proposed "soda store" interested=sol,danpung
"#;

fn parties(lang: Lang, size: (u16, u16)) -> Stage {
    Stage::new(Book::outline(OUTLINE), "sol", Page::Parties, lang, size)
}

fn body(stage: &Stage) -> String {
    let (_, rows) = stage.state.desk.size;
    let screen = stage.shows();
    let lines = screen.lines().skip(1).take(usize::from(rows) - 3).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_kickoff_begins_filled_in() {
    let mut stage = parties(Lang::Ko, (80, 24));
    stage.press("G,k");
    insta::assert_snapshot!(body(&stage), @r"
    STR soda store › 킥오프                                     Enter로 킥오프해요
    › 파티장          솔                만든 사람
      예비 파티장     아직 없음
    파티원과 참여 비중   + -나 숫자로 비중을 정하고, a로 한 사람 더
      단풍            ▰▰▰▱▱▱▱▱▱▱   30%  다른 파티 70%
      솔              ▰▰▰▰▰▱▱▱▱▱   50%  다른 파티 50%
    헌장   e로 한 부분, E로 편집기에서 전부
      ▾ 배경
        이 파티는 왜 있나요? 아무도 안 하면 어떻게 되나요?
      ▾ 목표
        끝나면 무엇이 달라지고, 그걸 어떻게 재나요?
      ▾ 범위
        무엇까지 하나요?
      ▸ 제외                    아직 비어 있어요
      ▸ 사람과 참여 비중        아직 비어 있어요
      ▸ 일정                    아직 비어 있어요
      ▸ 요청                    아직 비어 있어요
      ▸ 리스크와 가정           아직 비어 있어요
    ");
    stage.resize(120, 30);
    assert!(stage.line("파티장").contains("헌장"), "{}", stage.shows());
}

#[test]
fn a_kickoff_is_changed_and_held_in_one_step() {
    let mut stage = parties(Lang::En, (80, 24));
    stage.press("G,kje새별<Enter>j+5");
    assert!(stage.line("단풍").contains("50%") && stage.shows().contains("together 120%"), "{}", stage.shows());
    stage.press("j-jjeBecause\nit hurts<Ctrl-s>");
    assert!(stage.shows().contains("Because"), "{}", stage.shows());
    stage.press("<Enter>");
    assert!(stage.shows().contains("Kickoff held: 솔 leads STR"), "{}", stage.shows());
    assert!(stage.shows().contains("2 parties active"), "{}", stage.shows());
    stage.press("u");
    assert!(stage.shows().contains("1 party active"), "{}", stage.shows());
}

#[test]
fn shares_are_typed_and_wrong_ones_are_said() {
    let mut stage = parties(Lang::Ko, (80, 24));
    stage.press("G,kjje<Ctrl-u>35%<Enter>");
    assert!(stage.line("▰▰▰▰▱").contains("35%"), "{}", stage.shows());
    stage.press("e<Ctrl-u>135<Enter>");
    assert!(stage.shows().contains("비중은 0에서 100 사이예요"), "{}", stage.shows());
    stage.press("a<Enter>");
    assert!(stage.line("boss").contains("20%"), "{}", stage.shows());
}

#[test]
fn the_whole_charter_is_written_outside() {
    let mut stage = parties(Lang::Ko, (80, 24));
    stage.press("G,kE");
    let Some(Effect::Write { ask, text, .. }) = stage.others.pop() else { panic!("no editor was asked for") };
    assert!(text.contains("## 배경") && text.contains("soda store"));
    stage
        .event(Event::Edited { ask, text: Ok(Some("# x\n\n## 배경\n왜냐하면\n\n## Goals\n- one\n".to_owned())) });
    assert!(stage.shows().contains("왜냐하면") && stage.shows().contains("- one"), "{}", stage.shows());
    stage.press("<Enter>E");
    insta::assert_snapshot!(body(&stage), @r"
    soda store › 헌장                                               10개 중 2개 씀
    › ✓ 배경                     왜냐하면
      ✓ 목표
      ◦ 범위
      ◦ 제외
      ◦ 사람과 참여 비중
      ◦ 일정
      ◦ 요청
      ◦ 리스크와 가정
      ◦ 회의 규칙
      ◦ 용어
    e로 한 부분, E로 편집기에서 전부
    ");
    stage.press("je\n- 둘<Ctrl-s>");
    assert!(stage.shows().contains("- 둘") && stage.shows().contains("적었어요"), "{}", stage.shows());
}

#[test]
fn only_founder_or_admin_holds_it() {
    let mut stage = Stage::new(Book::outline(OUTLINE), "danpung", Page::Parties, Lang::En, (80, 24));
    stage.press("G,k<Enter>");
    assert!(stage.shows().contains("솔") && stage.shows().contains("STR soda store › kickoff"), "{}", stage.shows());
}

#[test]
fn a_party_is_proposed_with_a_key_from_its_name() {
    let mut stage = parties(Lang::Ko, (80, 24));
    stage.press("asoda price<Enter>");
    assert!(stage.line("› 키").contains("SP"), "{}", stage.shows());
    stage.press("<Ctrl-u>1<Enter>");
    assert!(stage.shows().contains("2-8글자예요"), "{}", stage.shows());
    stage.press("<Ctrl-u>prc<Enter>가격이 늦어요<Enter>");
    assert!(stage.shows().contains("PRC를 제안했어요") && stage.shows().contains("soda price"), "{}", stage.shows());
}

#[test]
fn an_act_goes_on_where_the_last_one_ended_and_says_dates_back() {
    let mut stage = parties(Lang::Ko, (80, 24));
    stage.press("A");
    insta::assert_snapshot!(body(&stage), @r"
    새 액트
    › 제목
                  한두 낱말이면 돼요. 예: 이관
      목표
                  끝나면 무엇이 달라져 있을까요?
      첫날        2026-11-16
                  2026-11-16(월)
      마지막 날   2026-11-27
                  2026-11-27(금)  D-11   근무일 10일
      LOG/S1 안   Tab이나 화살표로 칸을 옮겨요
    ");
    stage.press("종료<Tab><Tab><Tab><Ctrl-u>다음주 금요일");
    assert!(stage.shows().contains("2026-11-27(금)"), "{}", stage.shows());
    stage.press("<Ctrl-u>언젠가<Enter>");
    assert!(stage.shows().contains("'언젠가'만 못 읽었어요"), "{}", stage.shows());
    stage.press("<Ctrl-u>11/13<Ctrl-s>");
    assert!(stage.shows().contains("마지막 날이 첫날보다 먼저예요"), "{}", stage.shows());
    stage.press("<Ctrl-u>11/27<Ctrl-s>");
    assert!(stage.shows().contains("액트를 세웠어요"), "{}", stage.shows());
}

#[test]
fn seasons_are_planned_and_acts_changed() {
    let mut stage = parties(Lang::En, (80, 24));
    stage.press(",nPrices<Tab><Tab>");
    assert!(stage.line("First day").contains("2027-01-01"), "{}", stage.shows());
    stage.press("<Ctrl-s>");
    assert!(stage.shows().contains("Season added"), "{}", stage.shows());
    stage.press(",e<Ctrl-u>Move<Ctrl-s>");
    assert!(stage.shows().contains("LOG/S1/A1 changed") && stage.line("LOG").contains("Move"), "{}", stage.shows());
    stage.press(",e!<Esc>");
    assert!(stage.shows().contains("Not kept yet"), "{}", stage.shows());
    stage.press("<Esc>");
    assert!(stage.line("LOG").contains("Move"));
}

#[test]
fn a_party_without_a_season_gets_one_with_its_first_act() {
    let mut book = Book::outline("LOG active leader=boss");
    book.me("boss");
    let mut stage = Stage::new(book, "boss", Page::Parties, Lang::En, (80, 24));
    stage.press("AFirst<Ctrl-s>");
    assert!(stage.shows().contains("Act added"), "{}", stage.shows());
    stage.press("3");
    assert!(stage.shows().contains("First") && stage.shows().contains("Season 1"), "{}", stage.shows());
}

#[test]
fn every_size_is_drawn() {
    let sizes = [(1, 1), (60, 18), (75, 20), (110, 24), (200, 60), (300, 6)];
    for keys in ["G,k", "E", "A", "a"] {
        let mut stage = parties(Lang::Ko, (80, 24));
        stage.press(keys);
        for (columns, rows) in sizes {
            stage.resize(columns, rows).shows();
        }
    }
}

#[test]
fn what_was_filled_in_is_left_by_two_presses() {
    let mut stage = parties(Lang::En, (80, 24));
    stage.press("G,k<Esc>G,kjj5<Esc>");
    assert!(stage.shows().contains("Not held yet"), "{}", stage.shows());
    stage.press("+<Esc><Esc>");
    assert!(stage.line("STR").starts_with('›'), "{}", stage.shows());
}
