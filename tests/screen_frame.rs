//! The frame around every page: what `:`, `/`, `?` find, what is typed and never lost, what is taken back, the mouse.

use partybook::base::day::Day;
use partybook::domain::task::TaskStatus;
use partybook::op::patch::Patch;
use partybook::op::{Op, task};
use partybook::text::Lang;
use partybook::tui::desk::popup::Popup;
use partybook::tui::effect::Effect;
use partybook::tui::event::Event;
use partybook::tui::input::Press;
use partybook::tui::page::Page;
use partybook::tui::wire::Failure;

use super::kit::Book;
use super::kit::stage::Stage;

const OUTLINE: &str = r#"
    @sol 솔
    @danpung 단풍
    @grab 그랩
    LG active "로그 파티" leader=sol members=danpung,grab
      S1 running 2026-11-02..2026-12-31 Kubernetes
        A1 running 2026-11-02..2026-11-27 이관
          ▸ LG-1 Wave one @sol ~4h due 2026-11-20
          ◦ LG-2 Wave two @danpung ~1d
          ◦ LG-3 Wave three ~1d
    SODA active "소다 로그" leader=danpung members=sol
      S1 running 2026-11-02..2026-12-31 창고
        A1 running 2026-11-02..2026-11-27 정리
          ◦ SODA-1 창고 정리 @sol
"#;

fn at(page: Page, lang: Lang) -> Stage {
    Stage::new(Book::outline(OUTLINE), "sol", page, lang, (80, 24))
}

/// The plan of LG.
fn plan() -> Stage {
    let mut stage = at(Page::Today, Lang::En);
    stage.press(":LG<Enter>");
    stage
}

/// The first thing in the open list.
fn first(stage: &Stage) -> String {
    let Some(Popup::Picker(picker)) = stage.state.popups.last() else { panic!("no list\n{}", stage.shows()) };
    picker.selected().map(|item| item.label.clone()).unwrap_or_default()
}

/// What the user's editor was given.
fn written(stage: &mut Stage) -> (String, partybook::tui::ask::Ask) {
    match stage.others.pop() {
        Some(Effect::Write { text, ask, .. }) => (text, ask),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_palette_goes_to_what_is_called_so_however_fast_it_is_typed() {
    let mut stage = at(Page::Today, Lang::En);
    stage.press(":LG<Enter>");
    assert_eq!(stage.state.page(), Page::Plan, "{}", stage.shows());
    assert!(stage.shows().contains("로그 파티"), "{}", stage.shows());
    stage.press("1:소다<Enter>");
    assert!(stage.line("소다 로그").contains("S1") || stage.shows().contains("창고"), "{}", stage.shows());
    stage.press("1:lg-2<Enter>");
    assert!(stage.shows().contains("› LG-2"), "{}", stage.shows());
}

#[test]
fn people_are_found_with_what_they_have() {
    for opened in [":", "/"] {
        let mut stage = at(Page::Today, Lang::En);
        stage.press(opened).press("Sol<Enter>");
        assert!(stage.shows().contains("솔: 2 open tasks"), "{}", stage.shows());
        stage.press("<Enter>");
        assert!(stage.shows().contains("› LG-1"), "{}", stage.shows());
    }
    let mut stage = at(Page::Today, Lang::Ko);
    stage.press(":멤버<Enter>");
    // Nothing was picked yet by a hurried Enter but the first of everybody, by name.
    assert!(stage.shows().contains("boss는 지금 맡은 일감이 없어요"), "{}", stage.shows());
}

#[test]
fn verbs_are_found_by_their_words_in_both_languages_and_by_their_commands() {
    for (lang, typed, about) in [
        (Lang::En, "undo", "Take back your last step"),
        (Lang::En, "되돌", "Take back your last step"),
        (Lang::Ko, "되돌", "내 마지막 일을 되돌려요"),
        (Lang::En, "help", "What can be done here; type to search, Enter runs it"),
        (Lang::En, "split", "Cut it in two"),
        (Lang::En, "task split", "Cut it in two"),
        (Lang::En, "language", "Switch between Korean and English"),
        (Lang::Ko, "english", "한국어와 영어를 바꿔요"),
        (Lang::En, "add", "Add a task in one line, or paste a list"),
    ] {
        let mut stage = at(Page::Today, lang);
        stage.press(":").press(typed);
        assert_eq!(first(&stage), about, "{typed}\n{}", stage.shows());
    }
    for typed in ["rename", "theme", "dark", "디니"] {
        let mut stage = at(Page::Today, Lang::Ko);
        stage.press(":").press(typed).press("<Enter>");
        assert!(stage.shows().contains("그런 것은 없어요"), "{typed}\n{}", stage.shows());
    }
}

#[test]
fn an_empty_palette_begins_with_what_can_be_done_to_the_selection() {
    let mut stage = at(Page::Today, Lang::En);
    stage.press("jk<Tab>:");
    assert_eq!(first(&stage), "Start it; press again to finish it");
    stage.press("<Esc>c<Esc>:");
    assert_eq!(first(&stage), "Write a comment");
}

#[test]
fn the_next_thing_found_is_one_key_away_on_every_page() {
    let mut stage = at(Page::Board, Lang::En);
    stage.press("n");
    assert!(stage.shows().contains("Nothing was looked for yet"), "{}", stage.shows());
    stage.press("/wave<Enter>");
    assert!(stage.shows().contains("› LG-1"), "{}", stage.shows());
    stage.press("n");
    assert!(stage.shows().contains("› LG-2") && stage.shows().contains("2 of 3"), "{}", stage.shows());
    stage.press("nn");
    assert!(stage.shows().contains("the last of 3"), "{}", stage.shows());
    stage.press("N<Esc>");
    assert_eq!(stage.state.depth(), 0);
    stage.press("1N");
    assert!(stage.shows().contains("› LG-1"), "{}", stage.shows());
}

#[test]
fn a_comment_stays_where_the_editor_gives_nothing() {
    let mut stage = at(Page::Today, Lang::En);
    stage.press("cfirewall<Ctrl-e>");
    let (text, ask) = written(&mut stage);
    assert_eq!(text, "firewall");
    stage.event(Event::Edited { ask: ask.clone(), text: Ok(None) });
    assert!(stage.shows().contains("firewall") && stage.shows().contains("is here"), "{}", stage.shows());
    stage.event(Event::Edited { ask: ask.clone(), text: Err(Failure::said("no such editor")) });
    assert!(stage.shows().contains("firewall") && stage.shows().contains("no such editor"), "{}", stage.shows());
    stage.event(Event::Edited { ask, text: Ok(Some("firewall opened".to_owned())) });
    assert!(stage.shows().contains("Said on LG-1. u takes it back"), "{}", stage.shows());
    stage.press("<Enter>");
    assert!(stage.shows().contains("firewall opened"), "{}", stage.shows());
}

fn pasted(count: usize) -> String {
    (1..=count).map(|at| format!("- task number {at}\n")).collect::<Vec<_>>().concat()
}

#[test]
fn a_long_paste_scrolls_and_no_letter_throws_it_away() {
    let mut stage = plan();
    stage.press("j").paste(&pasted(45));
    assert!(stage.shows().contains("1-16 of 45"), "{}", stage.shows());
    stage.press("G");
    assert!(stage.shows().contains("task number 45"), "{}", stage.shows());
    stage.press("gjㅓkzq");
    assert!(stage.shows().contains("2-17 of 45"), "{}", stage.shows());
    stage.press("e");
    let (text, ask) = written(&mut stage);
    assert_eq!(text.lines().count(), 45);
    stage.event(Event::Edited { ask: ask.clone(), text: Ok(None) });
    assert!(stage.shows().contains("of 45"), "{}", stage.shows());
    stage.event(Event::Edited { ask, text: Ok(Some("one\ntwo\n".to_owned())) });
    stage.press("<Enter>");
    assert!(stage.shows().contains("2 tasks added to 로그 파티 › S1/A1"), "{}", stage.shows());
}

#[test]
fn the_line_that_was_not_understood_is_shown_and_marked() {
    let mut stage = plan();
    let text = pasted(45).replace("number 30", "number 30 ^whenever");
    stage.press("j").paste(&text);
    assert!(stage.line("number 30").contains("! task"), "{}", stage.shows());
    stage.press("<Esc>").paste(&pasted(45).replace("number 30", "number 30 <LG-99"));
    assert!(!stage.shows().contains("! task"), "{}", stage.shows());
    stage.press("<Enter>");
    assert!(stage.line("number 30").contains("! task"), "{}", stage.shows());
    stage.press("<Enter>");
    assert!(stage.shows().contains("adds the other 44"), "{}", stage.shows());
    stage.press("<Enter>");
    assert!(stage.shows().contains("44 tasks added"), "{}", stage.shows());
}

#[test]
fn an_old_step_is_taken_back_only_once_it_was_seen() {
    let mut book = Book::outline(OUTLINE);
    book.me("sol").status("LG-3", TaskStatus::Doing).unwrap();
    book.day("2026-12-10");
    let mut stage = Stage::new(book, "sol", Page::Today, Lang::En, (80, 24));
    stage.press("u");
    assert!(stage.line("would take back").contains("started LG-3"), "{}", stage.shows());
    stage.press("ju");
    assert!(stage.shows().contains("would take back"), "{}", stage.shows());
    stage.press("u");
    assert!(stage.line("Taken back").contains("started LG-3"), "{}", stage.shows());
    // What was done a moment ago goes at once.
    stage.press("+u");
    assert!(stage.line("Taken back").contains("priority"), "{}", stage.shows());
}

#[test]
fn a_task_added_today_is_mine_and_says_where_it_went() {
    let mut stage = at(Page::Today, Lang::En);
    stage.press("a");
    assert!(stage.shows().contains("Goes to 로그 파티 › S1/A1, to you unless"), "{}", stage.shows());
    stage.press("오늘에서 하나<Enter>");
    assert!(stage.shows().contains("LG-4 added to 로그 파티 › S1/A1"), "{}", stage.shows());
    stage.press("<Esc>");
    assert!(stage.line("LG-4").contains("오늘에서 하나"), "{}", stage.shows());
}

#[test]
fn what_stands_in_a_field_of_one_value_is_replaced_by_typing() {
    let mut stage = at(Page::Today, Lang::Ko);
    stage.press("t금");
    assert!(stage.shows().contains("11/20 금") && !stage.shows().contains("못 읽었어요"), "{}", stage.shows());
    stage.press("<Esc>~1d4h<Enter>");
    assert!(stage.line("▸ LG-1").contains("1일 4"), "{}", stage.shows());
}

#[test]
fn somebody_elses_change_is_shown_beside_mine_and_one_of_both_chosen() {
    for (keys, title) in [("<Enter>", "Mine"), ("<Esc>", "Theirs")] {
        let mut book = Book::outline(OUTLINE);
        let task = book.task("LG-1");
        let set = Patch::new().set("title", &"Wave one".to_owned(), &"Theirs".to_owned());
        let mut stage = Stage::new(book, "sol", Page::Today, Lang::En, (80, 24));
        stage.press("e<Ctrl-u>Mine @sol").behind("grab", &Op::Task(task::Op::Edit { task, set }));
        stage.press("<Enter>");
        let screen = stage.shows();
        assert!(screen.contains("By now: Theirs") && screen.contains("Mine") && screen.contains("그랩"), "{screen}");
        stage.press(keys);
        stage.press("<Esc>");
        assert!(stage.line("▸ LG-1").contains(title), "{}", stage.shows());
    }
    let mut book = Book::outline(OUTLINE);
    let task = book.task("LG-1");
    let set = Patch::new().set("due", &Day::of(2026, 11, 20), &Day::of(2026, 11, 25));
    let mut stage = Stage::new(book, "sol", Page::Today, Lang::En, (80, 24));
    stage.press("tmon").behind("grab", &Op::Task(task::Op::Edit { task, set })).press("<Enter>");
    assert!(stage.shows().contains("By now: 2026-11-25"), "{}", stage.shows());
    stage.press("<Enter>");
    assert!(stage.line("▸ LG-1").contains("Mon 23 Nov"), "{}", stage.shows());
}

#[test]
fn the_selected_task_can_be_dragged_and_opens_when_it_is_let_go() {
    let mut stage = plan();
    stage.press("4");
    let (card, column) = (stage.place("LG-1"), stage.place("DONE"));
    stage.mouse(Press::Down, card.0, card.1).mouse(Press::Drag, column.0, 12).mouse(Press::Up, column.0, 12);
    assert!(stage.shows().contains("LG-1 done"), "{}", stage.shows());
    let card = stage.place("LG-1");
    stage.mouse(Press::Down, card.0, card.1);
    assert_eq!(stage.state.depth(), 0);
    stage.mouse(Press::Up, card.0, card.1);
    assert_eq!(stage.state.depth(), 1, "{}", stage.shows());
}

#[test]
fn a_filter_of_the_board_is_named_while_it_hides_something() {
    let mut stage = Stage::new(Book::outline(OUTLINE), "grab", Page::Today, Lang::En, (80, 24));
    stage.press(":LG<Enter>4F3");
    assert!(stage.shows().contains("only mine (Esc all)"), "{}", stage.shows());
    assert!(stage.shows().contains("No card to show this way"), "{}", stage.shows());
    stage.press("1").press("4<Esc>");
    assert!(!stage.shows().contains("only mine") && stage.shows().contains("LG-2"), "{}", stage.shows());
}

#[test]
fn columns_are_a_matter_of_the_board_and_moves_say_where_to() {
    let mut stage = plan();
    stage.press("jH");
    assert!(stage.shows().contains("H does nothing here"), "{}", stage.shows());
    stage.press("mSODA<Enter>");
    assert!(stage.shows().contains("LG-1 is SODA-2 in 소다 로그"), "{}", stage.shows());
}

#[test]
fn the_open_line_hides_no_task_that_was_just_added() {
    let tasks = (1..=30).map(|at| format!("          ◦ LG-{at} task {at}\n")).collect::<Vec<_>>().concat();
    let outline = format!("LG active leader=sol\n  S1 running Work\n        A1 planned One\n{tasks}");
    let mut stage = Stage::new(Book::outline(&outline), "sol", Page::Plan, Lang::En, (80, 24));
    stage.press("anumber thirty-one<Enter>");
    assert!(stage.line("number thirty-one").contains("LG-31"), "{}", stage.shows());
}
