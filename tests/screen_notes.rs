//! Notes and troubles on screen: found while typing, written in place or outside, linked, taken away and back.

use partybook::domain::note::NoteKind;
use partybook::op::{Op, note};
use partybook::text::Lang;
use partybook::tui::effect::{Effect, Wake};
use partybook::tui::event::Event;
use partybook::tui::page::Page;

use super::kit::Book;
use super::kit::stage::Stage;

fn book() -> Book {
    let mut book = Book::outline(
        r#"
        @sol 솔
        LOG active "soda log" leader=sol
          ◦ LOG-1 Retry alarms @sol
    "#,
    );
    book.me("sol");
    let notes = [
        (NoteKind::Note, "정기 회의 메모", "- 하나\n- 둘", "", vec!["회의"]),
        (
            NoteKind::Trouble,
            "Airflow 재시작 뒤 DAG이 안 보임",
            "동기화가 멈춤",
            "스케줄러를 다시 켠다",
            vec!["airflow"],
        ),
        (NoteKind::Trouble, "Counts differ at night", "", "", vec![]),
    ];
    for (kind, title, body, fix, tags) in notes {
        let (id, tags) = (book.id(), tags.into_iter().map(str::to_owned).collect());
        let (title, body, fix) = (title.to_owned(), body.to_owned(), fix.to_owned());
        book.ok(&Op::Note(note::Op::Add { id, kind, party: None, task: None, title, body, fix, tags }));
    }
    book
}

fn stage(lang: Lang, size: (u16, u16)) -> Stage {
    Stage::new(book(), "sol", Page::Notes, lang, size)
}

fn body(stage: &Stage) -> String {
    let (_, rows) = stage.state.desk.size;
    let screen = stage.shows();
    let lines = screen.lines().skip(1).take(usize::from(rows) - 3).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_list_stands_left_and_the_note_right() {
    let mut stage = stage(Lang::Ko, (80, 24));
    stage.press("j");
    insta::assert_snapshot!(body(&stage), @r"
    기록과 트러블슈팅                                                          3개
    /로 찾아요. 낱말 일부나 초성도 돼요
      ! Counts differ at night       Airflow 재시작 뒤 DAG이 안 보임
    › ✓ Airflow 재시작 뒤 DAG이 ⋯    #2  트러블슈팅  솔  11/16 월  #airflow
        정기 회의 메모
                                     원인
                                     동기화가 멈춤
                                     해결
                                     스케줄러를 다시 켠다
    ");
    stage.resize(60, 18);
    insta::assert_snapshot!(body(&stage), @r"
    기록과 트러블슈팅                                      3개
    /로 찾아요. 낱말 일부나 초성도 돼요
      ! Counts differ at night
    › ✓ Airflow 재시작 뒤 DAG이 안 보임
        정기 회의 메모
    ");
    stage.press("<Enter>");
    assert!(stage.shows().contains("스케줄러를 다시 켠다"), "{}", stage.shows());
}

#[test]
fn finding_goes_on_while_typing() {
    let mut stage = stage(Lang::Ko, (80, 24));
    for (typed, found) in
        [("재시ㅈ", "Airflow 재시작"), ("ㅈㄱㅎㅇ", "정기 회의"), ("AIRF", "Airflow"), ("멈춤", "Airflow")]
    {
        stage.press("/").press(typed);
        assert!(stage.line("›").contains(typed), "{}", stage.shows());
        assert!(stage.shows().contains(found), "{typed}\n{}", stage.shows());
        assert!(!stage.shows().contains("Counts differ"), "{typed}\n{}", stage.shows());
        stage.press("<Esc>");
    }
    assert!(stage.shows().contains("Counts differ"));
    stage.press("/nothing like it<Enter>f");
    assert!(stage.line("증상").contains("nothing like it"), "{}", stage.shows());
}

#[test]
fn a_trouble_is_written_in_place() {
    let mut stage = stage(Lang::En, (80, 24));
    stage.press("f<Ctrl-s>");
    assert!(stage.shows().contains("The symptom is needed"), "{}", stage.shows());
    stage.press("Disk full<Tab>logs\nnever rotated<Tab>logrotate<Tab>#disk #k8s<Ctrl-s>");
    assert!(stage.shows().contains("Trouble kept"), "{}", stage.shows());
    assert!(stage.line("#4").contains("#disk  #k8s"), "{}", stage.shows());
    stage.press("eX<Ctrl-s>");
    assert!(stage.shows().contains("never rotatedX") || stage.shows().contains("rotatedX"), "{}", stage.shows());
}

#[test]
fn leaving_what_was_written_asks_once() {
    let mut stage = stage(Lang::Ko, (80, 24));
    stage.press("a쓰다 만<Esc>");
    assert!(stage.shows().contains("아직 저장하지 않았어요"), "{}", stage.shows());
    stage.press("<Esc>");
    assert!(stage.shows().contains("기록과 트러블슈팅") && !stage.shows().contains("쓰다 만"));
}

#[test]
fn the_editor_gets_the_parts_and_gives_them_back() {
    let mut stage = stage(Lang::Ko, (80, 24));
    stage.press("jE");
    let Some(Effect::Write { text, ask, .. }) = stage.others.pop() else { panic!("no editor was asked for") };
    assert_eq!(text, "# Airflow 재시작 뒤 DAG이 안 보임\n\n## 원인\n동기화가 멈춤\n\n## 해결\n스케줄러를 다시 켠다\n");
    stage.event(Event::Edited { ask, text: Ok(Some(text.replace("다시 켠다", "두 번 켠다"))) });
    assert!(stage.shows().contains("두 번 켠다") && stage.shows().contains("#airflow"), "{}", stage.shows());
}

#[test]
fn a_note_is_linked_removed_and_brought_back() {
    let mut stage = stage(Lang::En, (80, 24));
    stage.press("tlog-1<Enter>");
    assert!(stage.line("Counts differ").contains("LOG-1"), "{}", stage.shows());
    stage.press("tLOG-9<Enter>");
    assert!(stage.line("Counts differ").contains("LOG-1") && stage.shows().contains("LOG-9"), "{}", stage.shows());
    stage.press("X");
    assert!(!stage.shows().contains("Counts differ"), "{}", stage.shows());
    stage.press("u");
    assert!(stage.shows().contains("Counts differ"), "{}", stage.shows());
}

#[test]
fn an_empty_page_says_what_to_do_and_every_size_is_drawn() {
    let mut empty = Stage::new(Book::outline("@sol"), "sol", Page::Notes, Lang::Ko, (80, 24));
    assert!(empty.shows().contains("아직 적은 것이 없어요. a 기록, f 트러블슈팅"), "{}", empty.shows());
    empty.press("f");
    for (columns, rows) in [(1, 1), (60, 18), (75, 20), (76, 20), (200, 60), (300, 6)] {
        empty.resize(columns, rows).shows();
    }
    let mut stage = stage(Lang::Ko, (80, 24));
    for (columns, rows) in [(1, 1), (60, 18), (75, 20), (76, 20), (200, 60), (300, 6)] {
        stage.resize(columns, rows).shows();
    }
}

#[test]
fn what_blocked_a_task_begins_a_trouble() {
    let outline = "LOG active leader=boss\n  ◦ LOG-1 Move it @boss blocked \"firewall review\"";
    let mut stage = Stage::new(Book::outline(outline), "boss", Page::Today, Lang::En, (80, 24));
    stage.press("f");
    assert!(stage.line("Symptom").contains("firewall review"), "{}", stage.shows());
    // What it began with is not thrown away at one press either.
    stage.press("<Esc>");
    assert!(stage.line("Symptom").contains("firewall review"), "{}", stage.shows());
    stage.press("asked too late<Ctrl-s>0");
    assert!(stage.line("firewall review").contains("LOG-1"), "{}", stage.shows());
}

#[test]
fn a_fix_is_read_while_finding_from_anywhere() {
    let mut stage = Stage::new(book(), "sol", Page::Today, Lang::Ko, (80, 24));
    stage.press("/재시작").event(Event::Woke(Wake::Typed(3)));
    assert!(stage.line("#2 Airflow").contains("스케줄러를 다시 켠다"), "{}", stage.shows());
    stage.press("<Enter>");
    assert!(stage.line("› ✓").contains("Airflow") && stage.shows().contains("동기화가 멈춤"), "{}", stage.shows());
    stage.press("<Esc>");
    assert!(!stage.shows().contains("동기화가 멈춤"), "{}", stage.shows());
}
