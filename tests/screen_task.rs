//! A task on a screen of its own and beside a list: what it says, ticks, ways to other tasks.

use partybook::domain::task::Check;
use partybook::op::Op;
use partybook::op::patch::Patch;
use partybook::op::task::Op as TaskOp;
use partybook::text::Lang;
use partybook::tui::page::Page;

use super::kit::Book;
use super::kit::stage::Stage;

fn book() -> Book {
    let mut book = Book::outline(
        r#"
        @sol 솔
        @danpung 단풍
        LOG active "soda log" leader=sol members=danpung
          S1 running 2026-11-02..2026-12-31 Kubernetes
            A1 running 2026-11-02..2026-11-18 이관
              ◦ LOG-1 Ask infra @danpung
              ▸ LOG-2 2차 이관 @sol ~8d !p1 due 2026-11-20 #airflow after LOG-1 with danpung
              ◦ LOG-3 서버 끄기 @sol after LOG-2
    "#,
    );
    book.me("sol");
    let task = book.task("LOG-2");
    let check = |text: &str, done| Check { text: text.to_owned(), done };
    let set = Patch::new().set("body", &String::new(), &"## 순서\n\n1. **롤백** 먼저\n2. 옮기기".to_owned()).set(
        "checklist",
        &vec![],
        &vec![check("백업", true), check("DAG 아홉 개", false)],
    );
    book.ok(&Op::Task(TaskOp::Edit { task, set }));
    let id = book.id();
    book.ok(&Op::Task(TaskOp::Comment { id, task, body: "방화벽은 *금요일*이래요".to_owned() }));
    book.day("2026-11-18");
    book
}

fn stage(lang: Lang, size: (u16, u16)) -> Stage {
    Stage::new(book(), "sol", Page::Today, lang, size)
}

fn opened(lang: Lang, size: (u16, u16)) -> Stage {
    let mut stage = stage(lang, size);
    stage.press("<Enter>");
    stage
}

#[test]
fn everything_known_of_a_task() {
    insta::assert_snapshot!(opened(Lang::Ko, (80, 36)).shows(), @r"
    1 오늘  2 파티  3 계획  4 보드  8 회고  0 기록                    솔  11/18 수
    soda log › A1 이관 › LOG-2                                             하는 중

    ! LOG-2  2차 이관

    위치      LOG/S1/A1 이관
    담당      솔
    함께      danpung
    우선순위  P1
    예상      8일
    기한      11/20 금 D-2
    막힘      LOG-1 먼저
    태그      #airflow
    시작      2026-11-16(월)

    순서
    1. 롤백 먼저
    2. 옮기기

    체크리스트 1/2
    [x] 백업
    [ ] DAG 아홉 개

    먼저 할 일 1
    ◦ LOG-1  Ask infra                                                        단풍

    이 일을 기다리는 일감 1
    ◦ LOG-3  서버 끄기                                                          솔

    댓글 1
    솔  11/16 월 09:00
    방화벽은 금요일이래요

    변경 이력

    Esc 뒤로  Space 끝내기  c 댓글  b 막힘  / 찾기  : 모두  ? 도움        저장됨 ✓
    ");
    insta::assert_snapshot!(opened(Lang::En, (80, 24)).shows(), @r"
    1Today 2Parties 3Plan 4Board 8Retros 0Notes                     솔  Wed 18 Nov
    soda log › A1 이관 › LOG-2                                               doing

    ! LOG-2  2차 이관

    in        LOG/S1/A1 이관
    owner     솔
    with      danpung
    priority  P1
    estimate  8d
    due       Fri 20 Nov D-2
    blocked   waits for LOG-1
    tags      #airflow
    started   Mon 2026-11-16

    순서
    1. 롤백 먼저
    2. 옮기기

    Checklist 1/2
    [x] 백업
    [ ] DAG 아홉 개

    Esc back  Space finish  c comment  b block  / find  : all  ? help      saved ✓
    ");
}

#[test]
fn space_ticks_a_check_and_enter_opens_another_task() {
    let mut stage = opened(Lang::En, (80, 36));
    stage.press("jj ");
    assert!(stage.line("DAG 아홉 개").contains("[x]"), "{}", stage.shows());
    assert!(stage.shows().contains("Ticked on LOG-2"), "{}", stage.shows());
    stage.press("u");
    assert!(stage.line("DAG 아홉 개").contains("[ ]"), "{}", stage.shows());
    stage.press("j<Enter>");
    assert!(stage.shows().contains("› LOG-1"), "{}", stage.shows());
    stage.press("<Esc>");
    assert!(stage.shows().contains("› LOG-2"), "{}", stage.shows());
}

#[test]
fn space_with_nothing_under_the_cursor_is_the_tasks_own() {
    let mut stage = opened(Lang::Ko, (80, 36));
    stage.press(" ");
    assert!(stage.shows().contains("LOG-2보다 LOG-1(단풍, 할 일)이 먼저예요"), "{}", stage.shows());
}

#[test]
fn keys_of_tasks_act_on_it() {
    let mut stage = opened(Lang::En, (80, 36));
    stage.press("t<Ctrl-u>fri<Enter>");
    assert!(stage.line("due ").contains("Fri 20 Nov"), "{}", stage.shows());
    stage.press("~<Ctrl-u>3d<Enter>");
    assert!(stage.line("estimate").contains("3d"), "{}", stage.shows());
    stage.press("bfirewall<Enter>");
    assert!(stage.line("blocked").contains("firewall"), "{}", stage.shows());
    stage.press("odanp<Enter>");
    assert!(stage.line("owner").contains("단풍"), "{}", stage.shows());
    stage.press("oㄷㅍ<Esc>");
    stage.press("t<Ctrl-u>someday<Enter>");
    assert!(
        stage.shows().contains("Only the date “someday”") || stage.shows().contains("unclear"),
        "{}",
        stage.shows()
    );
}

#[test]
fn beside_a_list_tab_turns_to_it() {
    let mut stage = stage(Lang::Ko, (120, 40));
    assert!(stage.shows().contains("체크리스트 1/2"), "{}", stage.shows());
    stage.press("<Tab>jj ");
    assert!(stage.shows().contains("체크리스트 2/2"), "{}", stage.shows());
    stage.press("<Esc>j");
    assert!(!stage.shows().contains("체크리스트"), "{}", stage.shows());
}
