//! Today on screen: what comes first, what one key does, what is refused, what others did.

use partybook::domain::task::TaskStatus;
use partybook::text::Lang;
use partybook::tui::ask::{Item, Pick};
use partybook::tui::effect::Effect;
use partybook::tui::event::Event;
use partybook::tui::input::{Input, Press};
use partybook::tui::key::Key;
use partybook::tui::page::Page;
use partybook::tui::update::update;
use partybook::tui::wire::{Loaded, Query};

use super::kit::Book;
use super::kit::stage::Stage;

const OUTLINE: &str = r#"
    @sol 솔
    @danpung 단풍
    @saebyeol 새별
    LOG active "soda log" leader=sol members=danpung,saebyeol
      S1 running 2026-11-02..2026-12-31 Kubernetes
        A1 running 2026-11-02..2026-11-18 이관
          ▸ LOG-1 MySQL 메타데이터 추출 스크립트 @saebyeol ~8d !p1 due 2026-11-25
          ◦ LOG-2 운영 계정 요청 문서 @saebyeol ~4h
          ◦ LOG-3 이중 적재 알림 점검 @saebyeol ~1d due 2026-11-17
          ◦ LOG-4 시크릿 옮기기 @saebyeol blocked "방화벽 검토"
          ◦ LOG-5 Backfill the archive @danpung after LOG-2
          ◦ LOG-6 Ingestion delay @saebyeol !p0 +
"#;

fn book() -> Book {
    let mut book = Book::outline(OUTLINE);
    // What was built two days before is no news.
    book.day("2026-11-18");
    book
}

fn stage(lang: Lang, size: (u16, u16)) -> Stage {
    Stage::new(book(), "saebyeol", Page::Today, lang, size)
}

#[test]
fn who_waits_what_i_do_what_is_next() {
    insta::assert_snapshot!(stage(Lang::Ko, (80, 24)).shows(), @r"
     1 오늘  2 파티  3 계획  4 보드  8 회고  0 기록                  새별  11/18 수
     11월 3주차 (11/16-11/22)   soda log 이관 D-day

     나를 기다려요 1
      ◦ LOG-2  운영 계정 요청 문서               단풍이 기다림                3일째

     하는 중 1
    › ▸ LOG-1  MySQL 메타데이터 추출 스크립트    soda log     8일      11/25 수 D-7

     다음 3
      ◦ LOG-6  Ingestion delay +                 soda log
      ◦ LOG-3  이중 적재 알림 점검               soda log     1일      11/17 화 D+1
      ! LOG-4  시크릿 옮기기                     막힘: 방화벽 검토            3일째










     Space 끝내기  b 막힘  c 댓글  a 추가  o 담당  / 찾기  : 모두  ? 도움  저장됨 ✓
    ");
    insta::assert_snapshot!(stage(Lang::En, (80, 24)).shows(), @r"
     1Today 2Parties 3Plan 4Board 8Retros 0Notes                   새별  Wed 18 Nov
     W47 (16-22 Nov)   soda log 이관 D-day

     Waiting for me 1
      ◦ LOG-2  운영 계정 요청 문서             단풍 waiting                   day 3

     Doing 1
    › ▸ LOG-1  MySQL 메타데이터 추출 스크립트  soda log     8d       Wed 25 Nov D-7

     Next 3
      ◦ LOG-6  Ingestion delay +               soda log
      ◦ LOG-3  이중 적재 알림 점검             soda log     1d       Tue 17 Nov D+1
      ! LOG-4  시크릿 옮기기                   blocked: 방화벽 검토           day 3










     Space finish  b block  c comment  a add  / find  : all  ? help         saved ✓
    ");
}

#[test]
fn small_and_wide_windows_show_it_too() {
    insta::assert_snapshot!(stage(Lang::Ko, (60, 18)).shows(), @r"
     1오늘 2파티 3계획 4보드 8회고 0기록         새별  11/18 수
     11월 3주차 (11/16-11/22)   soda log 이관 D-day
     나를 기다려요 1
      ◦ LOG-2  운영 계정 요청 문서  단풍이 기다림         3일째

     하는 중 1
    › ▸ LOG-1  MySQL 메타데이터 추출 스크립트      11/25 수 D-7

     다음 3
      ◦ LOG-6  Ingestion delay +
      ◦ LOG-3  이중 적재 알림 점검                 11/17 화 D+1
      ! LOG-4  시크릿 옮기기        막힘: 방화벽 ⋯        3일째





     Space 끝내기  b 막힘  / 찾기  : 모두  ? 도움      저장됨 ✓
    ");
    insta::assert_snapshot!(stage(Lang::Ko, (120, 24)).shows(), @r"
     1 오늘  2 파티  3 계획  4 보드  8 회고  0 기록                                                          새별  11/18 수
     11월 3주차 (11/16-11/22)   soda log 이관 D-day

     나를 기다려요 1                                                        | ▸ LOG-1  MySQL 메타데이터 추출 스크립트
      ◦ LOG-2  운영 계정 요청 문서       단풍이 기다림                3일째 |
                                                                            | 위치      LOG/S1/A1 이관
     하는 중 1                                                              | 담당      새별
    › ▸ LOG-1  MySQL 메타데이터 추출 스⋯ soda log     8일      11/25 수 D-7 | 우선순위  P1
                                                                            | 예상      8일
     다음 3                                                                 | 기한      11/25 수 D-7
      ◦ LOG-6  Ingestion delay +         soda log                           | 시작      2026-11-16(월)
      ◦ LOG-3  이중 적재 알림 점검       soda log     1일      11/17 화 D+1 |
      ! LOG-4  시크릿 옮기기             막힘: 방화벽 검토            3일째 | 변경 이력
                                                                            | 11/16 월 09:00  boss가 LOG-1을 시작
                                                                            | 11/16 월 09:00  boss가 LOG-1을 추가
                                                                            |
                                                                            |
                                                                            |
                                                                            |
                                                                            |
                                                                            |
                                                                            |

     Space 끝내기  b 막힘  c 댓글  a 추가  o 담당  Enter 보기  t 기한  x 표시  / 찾기  : 모두  ? 도움              저장됨 ✓
    ");
}

#[test]
fn the_cursor_begins_on_what_i_do_and_space_finishes_it() {
    let mut stage = stage(Lang::En, (80, 24));
    assert!(stage.line("LOG-1").starts_with("› ▸"));
    assert!(stage.shows().contains("Space finish"));
    stage.press(" ");
    assert!(stage.line("LOG-1 done").contains("u takes it back"), "{}", stage.shows());
    stage.press("u");
    assert!(stage.line("Taken back").contains("finished LOG-1"), "{}", stage.shows());
    assert!(stage.line("LOG-1").contains('▸'));
    stage.press("<Ctrl-r>");
    assert!(stage.line("Done again").contains("finished LOG-1"), "{}", stage.shows());
}

#[test]
fn a_key_shows_at_once_and_a_refusal_takes_it_back() {
    let mut stage = stage(Lang::En, (80, 24));
    stage.held = Some(std::collections::VecDeque::new());
    stage.press("j ");
    assert!(stage.line("LOG-6").contains('▸'), "{}", stage.shows());
    stage.press("d");
    assert!(stage.line("LOG-6").contains('✓'), "{}", stage.shows());
    stage.answer();
    assert!(stage.line("LOG-6 done").contains("takes it back"), "{}", stage.shows());
    let mut book = book();
    book.status("LOG-2", TaskStatus::Todo).unwrap();
    let mut other = Stage::new(book, "danpung", Page::Today, Lang::Ko, (80, 24));
    other.press("d");
    assert!(other.shows().contains("LOG-5보다 LOG-2(새별, 할 일)가 먼저예요"), "{}", other.shows());
    assert!(other.line("Backfill").contains("! LOG-5"), "{}", other.shows());
}

#[test]
fn marked_rows_are_one_step() {
    let mut stage = stage(Lang::En, (80, 24));
    stage.press("jxx");
    assert!(stage.shows().contains("2 marked"), "{}", stage.shows());
    stage.press("+");
    assert!(stage.line("2 tasks changed").contains("u takes it back"), "{}", stage.shows());
    stage.press("u");
    assert!(stage.line("Taken back").contains("priority"), "{}", stage.shows());
}

#[test]
fn hangul_keys_work_and_enter_opens_the_task() {
    let mut stage = stage(Lang::Ko, (80, 24));
    stage.press("ㅓ<Enter>");
    assert!(stage.shows().contains("soda log › A1 이관 › LOG-6"), "{}", stage.shows());
    stage.press("<Esc>");
    assert!(stage.line("LOG-6").starts_with('›'), "{}", stage.shows());
}

#[test]
fn a_pasted_list_becomes_tasks_beside_the_selected_one() {
    let mut stage = stage(Lang::Ko, (80, 24));
    stage.paste("- 문서 정리 @새별 ~2h\n- 알림 점검 @새별\n");
    assert!(stage.shows().contains("붙여넣은 일감 2개"), "{}", stage.shows());
    stage.press("<Enter>");
    assert!(stage.shows().contains("문서 정리") && stage.shows().contains("알림 점검"), "{}", stage.shows());
}

#[test]
fn what_others_did_since_yesterday_comes_first() {
    let mut book = book();
    book.me("danpung");
    book.status("LOG-5", TaskStatus::Doing).unwrap();
    let stage = Stage::new(book, "saebyeol", Page::Today, Lang::Ko, (80, 24));
    assert!(stage.line("어제 뒤로").contains("단풍이 LOG-5를 시작"), "{}", stage.shows());
}

#[test]
fn the_mouse_selects_and_opens() {
    let mut stage = stage(Lang::En, (80, 24));
    let (column, row) = stage.place("LOG-3");
    stage.mouse(Press::Down, column, row);
    assert!(stage.line("LOG-3").starts_with('›'));
    stage.mouse(Press::Down, column, row);
    assert!(stage.shows().contains("› LOG-3"), "{}", stage.shows());
}

#[test]
fn keys_typed_while_a_list_is_on_its_way_are_for_that_list() {
    let mut stage = stage(Lang::En, (80, 24));
    let now = stage.state.desk.now;
    let press = |stage: &mut Stage, key: char| update(&mut stage.state, Event::Input(Input::Key(Key::of(key))), now);
    let asked = press(&mut stage, 'o');
    let asked: Vec<Query> = asked
        .into_iter()
        .filter_map(|effect| if let Effect::Load(query) = effect { Some(query) } else { None })
        .collect();
    let Some(Query::Choices { ask, .. }) = asked.into_iter().next() else { panic!("owners are asked for") };
    // Without waiting, this key would finish the task.
    assert!(press(&mut stage, 'd').is_empty());
    let danpung = Item { pick: Pick::Nobody, sign: String::new(), label: "danpung".to_owned(), detail: String::new() };
    stage.event(Event::Loaded(Ok(Box::new(Loaded::Choices(ask, vec![danpung])))));
    assert!(stage.shows().contains("Who does it") && stage.shows().contains("› danpung"), "{}", stage.shows());
    stage.press("<Esc>");
    assert!(stage.line("LOG-1").contains('▸'), "{}", stage.shows());
}
