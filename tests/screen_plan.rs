//! The plan on screen: tree, folds, new tasks and acts, order, what is refused.

use partybook::base::source::Ids;
use partybook::op::Op;
use partybook::op::task::{NewTask, Op as TaskOp};
use partybook::text::Lang;
use partybook::tui::input::Press;
use partybook::tui::page::Page;

use super::kit::Book;
use super::kit::stage::Stage;

const OUTLINE: &str = r#"
    @sol 솔
    @danpung 단풍
    @saebyeol 새별
    @stranger
    LOG active "soda log" leader=sol members=danpung,saebyeol
      ◦ LOG-7 An idea for later
      S1 running 2026-11-02..2026-12-31 Kubernetes
        ◦ LOG-6 Runbook
        A1 running 2026-11-02..2026-11-18 Migration
          ✓ LOG-1 Ask infra @sol ~1d
          ▸ LOG-2 Wave two: nine production DAGs @danpung ~8d !p1 blocked "firewall review"
          ◦ LOG-3 Owner tag on every DAG after LOG-2
          ◦ LOG-8 Ingestion delay @danpung !p0 ~1d +
        A2 planned 2026-11-19..2026-12-04 Shutdown
          ◦ LOG-4 Retire the legacy server @sol ~5d
          ◦ LOG-5 Alerts once it is off ~2d !p1
"#;

fn stage(lang: Lang, size: (u16, u16)) -> Stage {
    Stage::new(Book::outline(OUTLINE), "sol", Page::Plan, lang, size)
}

fn at_80(lang: Lang) -> Stage {
    stage(lang, (80, 24))
}

/// The lines of the tree, from the first season on, without what follows it.
fn tree(stage: &Stage) -> String {
    let screen = stage.shows();
    let lines = screen.lines().skip(3).take_while(|line| !line.trim().is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_tree_says_how_full_who_and_what_is_missing() {
    insta::assert_snapshot!(tree(&at_80(Lang::En)), @r"
      ▾ S1 Kubernetes                        running  D-45          2 Nov - 31 Dec
    ›   ▾ A1 Migration                       running   D-2  ▰▰▱▱▱▱▱▱    1/4    10d
          ✓ LOG-1 Ask infra                                   솔    1d        P2
          ! LOG-2 Wave two: nine produ⋯  firewall review, ⋯   단풍  8d        P1
          ! LOG-3 Owner tag on every DAG    waits for LOG-2   -      ?        P2
          ◦ LOG-8 Ingestion delay                           + 단풍  1d        P0
          a task here, or paste a whole list
        ▾ A2 Shutdown                        planned  D-18  ▱▱▱▱▱▱▱▱    0/2     7d
          ◦ LOG-4 Retire the legacy server                    솔    5d        P2
          ◦ LOG-5 Alerts once it is off                       -     2d        P1
          a task here, or paste a whole list
        ▸ Backlog S1                                                      1
      ▸ Backlog LOG                                                       1
    ");
    insta::assert_snapshot!(tree(&at_80(Lang::Ko)), @r"
      ▾ S1 Kubernetes                        진행 중  D-45            11/2 - 12/31
    ›   ▾ A1 Migration                       진행 중   D-2  ▰▰▱▱▱▱▱▱    1/4   10일
          ✓ LOG-1 Ask infra                                  솔    1일        P2
          ! LOG-2 Wave two: nine prod⋯  firewall review, ⋯   단풍  8일        P1
          ! LOG-3 Owner tag on every DAG        LOG-2 먼저   -       ?        P2
          ◦ LOG-8 Ingestion delay                          + 단풍  1일        P0
          a 여기에 일감 하나, 목록은 통째로 붙여넣기
        ▾ A2 Shutdown                        예정     D-18  ▱▱▱▱▱▱▱▱    0/2    7일
          ◦ LOG-4 Retire the legacy server                   솔    5일        P2
          ◦ LOG-5 Alerts once it is off                      -     2일        P1
          a 여기에 일감 하나, 목록은 통째로 붙여넣기
        ▸ S1 백로그                                                       1
      ▸ LOG 백로그                                                        1
    ");
}

#[test]
fn a_narrow_window_keeps_title_owner_and_estimate() {
    let stage = stage(Lang::En, (60, 18));
    assert_eq!(stage.line("LOG-4"), "       ◦ LOG-4 Retire the legacy se⋯   솔    5d        P2");
}

#[test]
fn a_wide_window_shows_whose_hands_the_act_is_in() {
    let mut stage = stage(Lang::En, (120, 40));
    for said in ["단풍               ▰▰▰▰▰▰       9d/9d     0/2", "no owner: LOG-3", "LOG-3 needs LOG-2 first"]
    {
        assert!(stage.shows().contains(said), "{said}\n{}", stage.shows());
    }
    stage.press("jj");
    assert!(stage.shows().contains("! LOG-2  Wave two: nine production DAGs"), "{}", stage.shows());
    stage.press("<Tab><Tab>");
    assert!(stage.shows().contains("no owner: LOG-3"), "{}", stage.shows());
}

#[test]
fn folds_and_steps_from_act_to_act() {
    let mut stage = at_80(Lang::En);
    stage.press("h");
    assert!(!stage.shows().contains("LOG-1 "));
    stage.press("l]h");
    assert!(stage.shows().contains("LOG-1 ") && !stage.shows().contains("LOG-4"), "{}", stage.shows());
    stage.press("[");
    assert!(stage.line("▾ A1").starts_with(" ›"));
    stage.press("gg<Enter>");
    assert_eq!(tree(&stage).lines().count(), 2);
}

#[test]
fn a_task_is_carried_down_its_act_and_on_into_the_next() {
    let mut stage = at_80(Lang::En);
    stage.press("jjJJ");
    insta::assert_snapshot!(tree(&stage), @r"
      ▾ S1 Kubernetes                        running  D-45          2 Nov - 31 Dec
        ▾ A1 Migration                       running   D-2  ▰▰▱▱▱▱▱▱    1/4    10d
          ✓ LOG-1 Ask infra                                   솔    1d        P2
          ! LOG-3 Owner tag on every DAG    waits for LOG-2   -      ?        P2
          ◦ LOG-8 Ingestion delay                           + 단풍  1d        P0
    ›     ! LOG-2 Wave two: nine produ⋯  firewall review, ⋯   단풍  8d        P1
          a task here, or paste a whole list
        ▾ A2 Shutdown                        planned  D-18  ▱▱▱▱▱▱▱▱    0/2     7d
          ◦ LOG-4 Retire the legacy server                    솔    5d        P2
          ◦ LOG-5 Alerts once it is off                       -     2d        P1
          a task here, or paste a whole list
        ▸ Backlog S1                                                      1
      ▸ Backlog LOG                                                       1
    ");
    stage.press("J");
    assert!(stage.shows().contains("LOG-2 ➜ A2. u takes it back"), "{}", stage.shows());
    assert_eq!(stage.place("! LOG-2 ").1 + 1, stage.place("LOG-4 ").1);
    stage.press("KK");
    assert_eq!(stage.place("! LOG-2 ").1 + 1, stage.place("LOG-8 ").1);
    assert!(stage.line("! LOG-2 ").starts_with(" ›"));
}

#[test]
fn a_step_shows_before_it_is_on_disk_and_goes_back_when_refused() {
    let mut book = Book::outline(OUTLINE);
    book.me("boss");
    let mut stage = Stage::new(book, "stranger", Page::Plan, Lang::En, (80, 24));
    stage.held = Some(std::collections::VecDeque::new());
    stage.press("jjJ");
    assert!(stage.place("! LOG-2 ").1 > stage.place("LOG-3 ").1);
    assert!(stage.line("! LOG-2 ").ends_with("P1 ⋯"), "{}", stage.shows());
    stage.answer();
    assert!(stage.place("! LOG-2 ").1 < stage.place("LOG-3 ").1, "{}", stage.shows());
}

#[test]
fn typing_adds_one_after_the_other_and_a_pasted_list_is_one_step() {
    let mut stage = at_80(Lang::En);
    stage.press("]aWrite it down @danpung !1 ~2d");
    assert!(stage.shows().contains("danpung  P1  2d"), "{}", stage.shows());
    stage.press("<Enter>Another one<Enter><Esc>");
    assert!(stage.line("LOG-9 ").contains("Write it down") && stage.line("LOG-10").contains("Another one"));
    stage.paste("- one ~1d\n- two\n\n3. three\n");
    assert!(stage.shows().contains("3 tasks from the paste"), "{}", stage.shows());
    stage.press("<Enter>");
    assert!(stage.line("LOG-13").contains("three"));
    stage.press("u");
    assert!(!stage.shows().contains("◦ LOG-11"), "{}", stage.shows());
    assert!(stage.shows().contains("LOG-10"));
}

#[test]
fn a_new_act_takes_its_dates_from_the_last_one_and_its_tasks_at_once() {
    let mut stage = at_80(Lang::En);
    stage.press("A");
    assert!(stage.shows().contains("New act A3 of S1 › 2026-12-07..2026-12-22"), "{}", stage.shows());
    assert!(stage.shows().contains("Mon 2026-12-07 - Tue 2026-12-22   12 workdays"));
    stage.press("Rest goal: nothing left<Enter>");
    assert!(stage.line("▾ A3 Rest").starts_with(" ›"), "{}", stage.shows());
    stage.press("afirst<Enter><Esc>");
    assert!(stage.line("LOG-9").contains("first"));
    stage.press("[]");
    assert!(stage.line("▾ A3 Rest").contains("0/1"), "{}", stage.shows());
}

#[test]
fn acts_are_started_and_edited_where_they_stand() {
    let mut stage = at_80(Lang::En);
    stage.press("S");
    assert!(stage.shows().contains("This act has already started. C closes it"), "{}", stage.shows());
    stage.press("]S");
    assert!(stage.shows().contains("A2 started. u takes it back") && stage.line("▾ A2").contains("running"));
    stage.press("e");
    assert!(stage.shows().contains("A2 › 2026-11-19..2026-12-04 Shutdown"), "{}", stage.shows());
    stage.press("<Ctrl-u>..12/11 Switch off<Enter>");
    assert!(stage.line("▾ A2").contains("D-25"), "{}", stage.shows());
}

#[test]
fn who_may_not_plan_reads_who_may() {
    let mut stage = Stage::new(Book::outline(OUTLINE), "danpung", Page::Plan, Lang::Ko, (80, 24));
    stage.press("]S");
    assert!(stage.line("▾ A2").contains("예정"));
    assert!(stage.shows().contains("솔"), "{}", stage.shows());
}

#[test]
fn marked_tasks_go_on_to_the_next_act_with_one_reason() {
    let mut stage = at_80(Lang::En);
    stage.press("jjxx>");
    assert!(stage.shows().contains("Why carry LOG-2, LOG-3 over ›"), "{}", stage.shows());
    stage.press("infra is late<Enter>");
    assert!(stage.place("! LOG-2 ").1 > stage.place("▾ A2").1, "{}", stage.shows());
    assert!(stage.line("LOG-3 ").contains("↻1"));
    stage.press("u");
    assert!(stage.place("LOG-3 ").1 < stage.place("▾ A2").1, "{}", stage.shows());
}

#[test]
fn out_of_a_planned_act_nothing_is_asked() {
    let mut stage = at_80(Lang::En);
    stage.press("A<Ctrl-u>Rest<Enter>[j>");
    assert!(stage.place("LOG-4 ").1 > stage.place("▾ A3").1, "{}", stage.shows());
}

#[test]
fn the_mouse_selects_folds_and_drags_between_acts() {
    let mut stage = at_80(Lang::En);
    let (from, to) = (stage.place("LOG-3 "), stage.place("LOG-4 "));
    stage.mouse(Press::Down, from.0, from.1);
    assert!(stage.line("LOG-3 ").starts_with(" ›"));
    stage.mouse(Press::Drag, to.0, to.1).mouse(Press::Up, to.0, to.1);
    assert!(stage.shows().contains("Why carry LOG-3 over"), "out of an act that runs: {}", stage.shows());
    stage.press("late<Enter>");
    assert_eq!(stage.place("LOG-3 ").1, stage.place("LOG-4 ").1 + 1, "{}", stage.shows());
    assert!(stage.line("LOG-3 ").contains("↻1"), "{}", stage.shows());
    let head = stage.place("▾ A2");
    stage.mouse(Press::Down, head.0, head.1).mouse(Press::Up, head.0, head.1);
    assert!(!stage.shows().contains("LOG-4 "), "{}", stage.shows());
}

#[test]
fn ten_thousand_tasks_are_read_in_windows() {
    let mut book = Book::outline("LOG active leader=sol\n S1 running Work\n A1 planned Long");
    let to = book.target("LOG/S1/A1");
    let tasks = (0..10_000).map(|n| NewTask::titled(book.ids.id(), format!("task {n}"))).collect();
    book.ok(&Op::Task(TaskOp::Add { to, tasks }));
    let mut stage = Stage::new(book, "sol", Page::Plan, Lang::En, (80, 24));
    assert!(stage.line("▾ A1").contains("0/10000"));
    stage.press("<PageDown><PageDown>");
    assert!(stage.shows().contains("LOG-30"), "{}", stage.shows());
    for _ in 0..30 {
        stage.press("<PageDown>");
    }
    assert!(stage.shows().contains("task 5"), "{}", stage.shows());
    stage.press("gg");
    for _ in 0..4 {
        stage.press("j");
    }
    assert!(stage.shows().contains("LOG-"), "{}", stage.shows());
}

#[test]
fn a_party_without_an_act_says_what_comes_next() {
    let mut stage = Stage::new(Book::outline("LOG active leader=sol"), "sol", Page::Plan, Lang::En, (80, 24));
    assert!(stage.shows().contains("No act yet. A plans one, with its season"), "{}", stage.shows());
    stage.press("ASurvey<Enter>");
    assert!(stage.line("▾ S1").contains("planned") && stage.line("▾ A1").contains("planned"));
}

#[test]
fn a_third_time_is_asked_about() {
    let outline = "LOG active leader=sol members=danpung
      S1 running Work
        A1 running 2026-11-02..2026-11-06 One
          ◦ LOG-1 Never finished @sol ~1d
        A2 running 2026-11-09..2026-11-13 Two
        A3 running 2026-11-16..2026-11-20 Three
        A4 planned 2026-11-23..2026-11-27 Four";
    let mut stage = Stage::new(Book::outline(outline), "sol", Page::Plan, Lang::En, (80, 24));
    stage.press("j>late<Enter>>later<Enter>");
    assert!(stage.line("LOG-1").contains("↻2"), "{}", stage.shows());
    stage.press(">never<Enter>");
    assert!(stage.shows().contains("LOG-1: carried twice already"), "{}", stage.shows());
    stage.press("4");
    assert!(stage.line("◦ LOG-1").contains("↻3"), "{}", stage.shows());
    assert!(stage.place("◦ LOG-1").1 > stage.place("▾ A4").1);
}
