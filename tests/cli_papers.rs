//! What comes in and goes out on the command line, as people must be able to trust it: dry runs that refuse like the real
//! ones, imports that guess nothing and double nothing, papers in which text is text, editors only where somebody sits.

use crate::cli_people::{partied, peopled};
use crate::cli_tasks::planned;
use crate::kit::Shell;

/// A dry run must say what the real run says, and change nothing; a refusal is the same word for word.
#[track_caller]
fn alike(room: &mut Shell, line: &str, code: i32) {
    let before = room.ok("export");
    let dry = room.run(&format!("{line} --dry-run"));
    assert_eq!(dry.code, code, "{line} --dry-run\n{}{}", dry.stdout, dry.stderr);
    assert_eq!(room.ok("export"), before, "{line}");
    if code != 0 {
        let real = room.run(line);
        assert_eq!((real.code, real.stderr), (dry.code, dry.stderr), "{line}");
    }
}

#[test]
fn a_dry_run_is_refused_like_the_real_one() {
    let mut room = planned();
    alike(&mut room, "act close LOG/S1/A2 --leftover next --reason late", 1);
    alike(&mut room, "act close LOG/S1/A1 --leftover next", 1);
    alike(&mut room, "act close LOG/S1/A1", 1);
    alike(&mut room, "act close LOG/S1/A1 --leftover next --reason late --as saebyeol", 1);
    alike(&mut room, "act close LOG/S1/A1 --leftover next --reason late", 0);
    room.ok("act close LOG/S1/A1 --leftover next --reason late");
    alike(&mut room, "act close LOG/S1/A1 --leftover next --reason late", 1);
    alike(&mut room, "undo 9999", 1);
    alike(&mut room, "undo --as saebyeol", 1);
    alike(&mut room, "undo 3 --as danpung", 1);
    alike(&mut room, "add Something -p LOG --as nobody", 3);
    room.ok("member add haneul");
    alike(&mut room, "add Something -p LOG --as haneul", 1);
    alike(&mut room, "add Something -p LOG", 0);
    let table = room.file("tasks.csv", "title,owner\nFirst,sol\n");
    alike(&mut room, &format!("import {} -p LOG --as haneul", table.display()), 1);
    alike(&mut room, &format!("import {} -p LOG", table.display()), 0);
}

#[test]
fn a_dry_undo_shows_what_it_would_do_and_says_who_stands_in_the_way() {
    let mut room = planned();
    room.ok("start LOG-1");
    let said = room.ok("undo --dry-run");
    assert!(said.contains("doing ➜ todo"), "{said}");
    room.ok("task edit LOG-2 --title Mine");
    room.ok("task edit LOG-2 --title Theirs --as danpung");
    alike(&mut room, "undo", 4);
}

#[test]
fn a_line_that_is_left_out_makes_nobody() {
    let mut room = partied();
    let table = "title,owner,due,party\nFine,newcomer,2026-11-20,\nBad,stranger,someday,\nOther,,someday,NEWP\n";
    let path = room.file("people.csv", table);
    room.ok(&format!("import {} -p LOG --create-people --skip-bad", path.display()));
    let people = room.ok("member list");
    assert!(people.contains("newcomer") && !people.contains("stranger"), "{people}");
    assert!(!room.ok("list --all").contains("NEWP"));
    let twice = room.file("twice.csv", "key,title\nX-1,First\nX-1,Second\n");
    room.ok(&format!("import {} -p LOG --skip-bad", twice.display()));
    let tasks = room.ok("task list -p LOG");
    assert!(tasks.contains("First") && !tasks.contains("Second"), "{tasks}");
}

#[test]
fn a_table_of_ones_own_doubles_nothing() {
    let mut room = planned();
    room.ok("task done LOG-1");
    let mut table = room.ok("export --format csv");
    let before = room.ok("task list --all");
    room.file("own.csv", &table);
    let said = room.run("import own.csv");
    assert!(said.code == 0 && said.stderr.contains("4 tasks are here already by their keys"), "{said:?}");
    assert!(said.stderr.contains("LOG-1, LOG-2"), "{said:?}");
    assert_eq!(room.ok("task list --all"), before);
    let heading: Vec<&str> = table.lines().next().unwrap().trim_start_matches('\u{feff}').split(',').collect();
    let cells: Vec<&str> = heading
        .iter()
        .map(|name| match *name {
            "Key" => "NEW-1",
            "Title" => "One more",
            "Party" => "LOG",
            "Waits for" => "LOG-2",
            _ => "",
        })
        .collect();
    table.extend([cells.join(",").as_str(), "\r\n"]);
    room.file("own.csv", &table);
    room.ok("import own.csv");
    assert_eq!(room.ok("task list --all").lines().count(), before.lines().count() + 1);
}

#[test]
fn an_encoding_is_said_or_asked_for_never_guessed() {
    let room = &mut partied();
    let import = |room: &mut Shell, bytes: &[u8], more: &str| {
        std::fs::write(room.path("t.csv"), bytes).unwrap();
        room.run(&format!("import t.csv -p LOG --dry-run {more}"))
    };
    let korean = b"\xC1\xA6\xB8\xF1\n\xC3\xB9 \xC0\xCF\xB0\xA8\n";
    let said = import(room, korean, "");
    assert!(said.code == 0 && said.stderr.contains("Read as cp949") && said.stdout.contains("첫 일감"), "{said:?}");
    let mixed = [korean.as_slice(), "둘째 일감\n".as_bytes()].concat();
    let said = import(room, &mixed, "");
    assert!(said.code == 1 && said.stderr.contains("line 1 is not") && said.stderr.contains("--encoding"), "{said:?}");
    let western = b"title\nfine\ncaf\xE9\n";
    let said = import(room, western, "");
    assert!(said.code == 1 && said.stderr.contains("line 3 is not"), "{said:?}");
    let said = import(room, western, "--encoding windows-1252");
    assert!(said.code == 0 && said.stdout.contains("café") && said.stderr.contains("windows-1252"), "{said:?}");
    let said = import(room, "title\nplain\n".as_bytes(), "");
    assert!(said.code == 0 && !said.stderr.contains("Read as"), "{said:?}");
}

#[test]
fn a_header_that_is_no_header_is_not_told_whole() {
    let mut room = partied();
    room.file("wide.csv", &format!("{},b\n1,2\n", "x".repeat(600_000)));
    assert!(room.refuses(1, "import wide.csv -p LOG").len() < 1000);
    room.file("many.csv", &format!("{}\n1,2\n", (0..5000).map(|n| format!("c{n}")).collect::<Vec<_>>().join(",")));
    assert!(room.refuses(1, "import many.csv -p LOG").len() < 1000);
}

#[test]
fn text_stays_text_in_a_paper() {
    let mut room = planned();
    let title = "<script>x</script> *stars* [l](javascript:x)";
    room.run_words(&["task".into(), "edit".into(), "LOG-1".into(), "--title".into(), title.into()], "");
    let paper = room.ok("export --format md LOG/S1/A1");
    assert!(paper.contains("&lt;script>x&lt;/script> \\*stars\\* \\[l](javascript:x)"), "{paper}");
    room.run_words(&["charter", "set", "LOG", "background", "**Why** <img src=x>"].map(str::to_owned), "");
    let paper = room.ok("export --format md LOG");
    assert!(paper.contains("**Why** &lt;img src=x>"), "{paper}");
}

#[test]
fn a_dump_steers_no_terminal_and_comes_back_as_it_was() {
    let mut room = planned();
    let body = "a\u{9b}31m \u{202e}b \u{2028} \u{7f}".to_owned();
    room.run_words(&["task".into(), "edit".into(), "LOG-1".into(), "--body".into(), body], "");
    let dump = room.ok("export");
    let steers = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{2028}');
    assert!(!dump.contains(steers));
    room.file("dump.json", &dump);
    room.ok("import dump.json --db second.db");
    assert_eq!(room.ok("export --db second.db"), dump);
    room.ok("doctor --db second.db");
}

#[test]
fn an_editor_needs_a_terminal_or_a_choice() {
    let mut room = planned();
    room.ok("note add First --body text");
    for line in ["note add Second -e", "note edit 1 -e", "task edit LOG-1 -e", "charter edit LOG"] {
        let said = room.refuses(2, line);
        assert!(said.contains("no terminal") && said.contains("EDITOR"), "{line}: {said}");
    }
    room.set("EDITOR", "echo written >");
    room.ok("note add Second -e");
    assert!(room.ok("note show 2").contains("written"));
    room.set("EDITOR", "true");
    assert!(room.refuses(1, "note add Third -e").contains("Nothing was done"));
    assert_eq!(room.ok("note list").lines().count(), 2);
}

#[test]
fn today_is_silent_about_a_day_without_news() {
    let mut room = peopled();
    room.ok("found LOG 'soda log'");
    room.ok("join LOG --as danpung");
    assert!(!room.ok("today").lines().any(|line| line.trim_end().ends_with("yesterday:")));
}
