//! The first run on screen: doors, three questions, what is asked again.

use partybook::text::Lang;
use partybook::tui::effect::{Effect, Exit};
use partybook::tui::page::Page;

use super::kit::stage::Stage;

fn stage(lang: Lang) -> Stage {
    Stage::welcome(lang, (80, 24))
}

#[test]
fn four_doors_and_who_are_you() {
    insta::assert_snapshot!(stage(Lang::Ko).shows(), @r"
    1 오늘  2 파티  3 계획  4 보드  8 회고  0 기록                        11/16 월



      party   일을 나누고, 함께 돌아보는 곳


      › 1  둘러보기         예시 팀 8명, 내 데이터와 따로
        2  첫 파티 만들기   세 가지만 여쭤볼게요
        3  우리 팀에 합류   팀 저장소 파일 경로
        4  가져오기         CSV, Taskwarrior, party 백업

      이름은 무엇으로 부를까요?

      데이터는 이 컴퓨터에만 있어요.   Enter 시작   1-4   Esc 나가기








                                                                          저장됨 ✓
    ");
    insta::assert_snapshot!(stage(Lang::En).shows(), @r"
    1Today 2Parties 3Plan 4Board 8Retros 0Notes                         Mon 16 Nov



      party   a place to share out work and look back together


      › 1  Look around              an example team of 8, apart from your data
        2  Found your first party   three questions, then type tasks at once
        3  Join my team             the path of your team's store
        4  Bring work in            CSV, Taskwarrior, a party backup

      What shall we call you?

      Your data stays on this computer.   Enter begins   1-4   Esc leaves








                                                                           saved ✓
    ");
    insta::assert_snapshot!(Stage::welcome(Lang::Ko, (60, 18)).shows(), @r"
    1오늘 2파티 3계획 4보드 8회고 0기록               11/16 월

      party   일을 나누고, 함께 돌아보는 곳

      › 1  둘러보기         예시 팀 8명, 내 데이터와 따로
        2  첫 파티 만들기   세 가지만 여쭤볼게요
        3  우리 팀에 합류   팀 저장소 파일 경로
        4  가져오기         CSV, Taskwarrior, party 백업

      이름은 무엇으로 부를까요?

      데이터는 이 컴퓨터에만 있어요.   Enter 시작   1-4
      Esc 나가기




                                                      저장됨 ✓
    ");
}

#[test]
fn three_questions_found_a_party_and_tasks_can_be_typed_at_once() {
    let mut stage = stage(Lang::Ko);
    stage.press("새별2로그 이관");
    insta::assert_snapshot!(stage.shows(), @r"
    1 오늘  2 파티  3 계획  4 보드  8 회고  0 기록                        11/16 월



      party   일을 나누고, 함께 돌아보는 곳


      첫 파티 만들기

      내 이름         새별

      1 이름          로그 이관
                      일감은 RGIG-1, RGIG-2가 돼요  (Tab으로 키를 고쳐요)
        키            RGIG

      2 문제

      3 사람


      Enter 다음   Tab이나 화살표로 칸 이동   Esc 뒤로


                                                                          저장됨 ✓
    ");
    stage.press("<Enter>낡은 로그 서버<Enter>단풍, 솔<Enter>");
    assert_eq!(stage.state.page(), Page::Plan, "{}", stage.shows());
    assert!(stage.others.contains(&Effect::Be("새별".to_owned())));
    assert!(stage.shows().contains("'로그 이관'을 만들었어요"), "{}", stage.shows());
    assert!(stage.shows().contains("액트 1"), "{}", stage.shows());
}

#[test]
fn an_answer_that_cannot_be_is_asked_again() {
    let mut stage = stage(Lang::En);
    stage.press("2<Enter>");
    assert!(stage.shows().contains("This one is needed"), "{}", stage.shows());
    stage.press("Sol<Enter>3<Tab><Ctrl-u>x<Ctrl-s>");
    assert!(stage.shows().contains("cannot be a key"), "{}", stage.shows());
    stage.press("<Esc>");
    assert!(stage.line("What shall we call you?").contains("Sol"), "{}", stage.shows());
}

#[test]
fn doors_lead_to_the_demo_and_to_files_that_are_looked_at_first() {
    let mut demo = stage(Lang::En);
    demo.press("1");
    assert!(demo.others.contains(&Effect::Quit(Exit::Demo)));
    let mut join = stage(Lang::En);
    join.press("3/nowhere/party.db<Enter>");
    assert!(join.shows().contains("/nowhere/party.db") && !join.shows().contains("One moment"), "{}", join.shows());
    let mut import = stage(Lang::En);
    import.press("Sol4/nowhere/tasks.csv<Enter>");
    assert!(import.shows().contains("/nowhere/tasks.csv"), "{}", import.shows());
}

#[test]
fn a_file_is_shown_before_it_is_brought_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    std::fs::write(&path, "title,owner,estimate\nMove wave two,Danpung,3d\nRunbook,,1d\n").unwrap();
    let mut stage = stage(Lang::En);
    stage.press("Sol4");
    stage.paste(&path.display().to_string());
    stage.press("<Enter>");
    assert!(stage.shows().contains("2 tasks, 1 member, 1 party"), "{}", stage.shows());
    stage.press("<Enter>");
    assert_eq!(stage.state.page(), Page::Parties, "{}", stage.shows());
    assert!(stage.shows().contains("WORK"), "{}", stage.shows());
}
