//! The store and its journal on the command line: log, undo, doctor, backup, restore, import, export, settings, notes.

use crate::cli_people::{partied, peopled};
use crate::cli_tasks::planned;
use crate::kit::shell;

#[test]
fn every_step_can_be_taken_back_and_looked_up() {
    let mut room = planned();
    room.ok("start 1");
    room.day("2026-11-18").ok("done 1");
    let story = room.ok("log LOG-1");
    assert!(story.contains("sol\ttask.status") && story.contains("doing ➜ done"), "{story}");
    assert!(room.ok("log LOG-1 --at 2026-11-17").contains("doing"));
    assert!(room.refuses(3, "log LOG-1 --at 2026-11-01").contains("LOG-1"));
    assert!(room.ok("undo --dry-run").contains("LOG-1"));
    assert!(room.ok("undo").contains("LOG-1"));
    assert!(room.ok("task show 1").contains("doing"));
    assert!(room.ok("redo").contains("done"));
    assert!(room.refuses(1, "redo").contains("bring back"));
    assert!(room.refuses(1, "undo 9999").contains("9999"));
    assert!(room.refuses(1, "undo 1 --as danpung").contains("admin"));
    assert_eq!(
        room.ok("log -n 2")
            .lines()
            .map(|line| line.split('\t').next().unwrap_or("").to_owned())
            .collect::<Vec<_>>()
            .len(),
        2
    );
    assert!(room.ok("log --by danpung").is_empty());
    room.ok("task edit LOG-1 --title Other --as danpung");
    room.ok("task edit LOG-1 --title Third");
    let said = room.run("undo 1000");
    assert_eq!(said.code, 1);
}

#[test]
fn an_undo_that_meets_a_later_change_says_who() {
    let mut room = planned();
    room.ok("task edit LOG-1 --title Mine");
    room.ok("task edit LOG-1 --title Theirs --as danpung");
    let said = room.refuses(4, "undo");
    assert!(said.contains("단풍") && said.contains("LOG-1") && said.contains("Theirs"), "{said}");
}

#[test]
fn reading_a_store_that_is_not_there_makes_no_file() {
    let mut room = shell();
    assert_eq!(room.ok("task list --json"), "{\"schema\":\"party.task.list/1\",\"data\":[]}\n");
    assert!(room.ok("info").contains("not there yet"));
    assert!(room.refuses(3, "show LOG").contains("LOG"));
    assert!(room.refuses(3, "doctor").contains("no store"));
    assert!(!room.path("party.db").exists());
}

#[test]
fn the_store_is_examined_copied_and_put_back() {
    let mut room = planned();
    assert!(room.ok("doctor").starts_with("Sound: "));
    let said = room.ok("backup");
    assert!(said.contains("backups/party-20261116-000000.db"), "{said}");
    let copy = room.path("copy.db").display().to_string();
    room.ok(&format!("backup {copy}"));
    assert!(room.refuses(1, &format!("backup {copy}")).contains("exists"));
    room.ok("task add -p LOG 'After the backup'");
    let said = room.run(&format!("restore {copy} --yes"));
    assert!(said.code == 0 && said.stdout.contains("What was there"), "{}{}", said.stdout, said.stderr);
    assert!(!room.ok("task list").contains("After the backup"));
    let broken = room.file("broken.db", "not a database, surely, whatever it says");
    assert!(room.refuses(5, &format!("restore {} --yes", broken.display())).contains("not a database"));
    assert!(room.refuses(5, &format!("list --db {}", broken.display())).contains("untouched"));
    assert!(room.refuses(5, "doctor --db .").contains("folder"));
}

#[test]
fn the_whole_book_goes_out_and_comes_in_word_for_word() {
    let mut room = planned();
    room.ok("export -o dump.json");
    assert!(room.refuses(1, "export -o dump.json").contains("--force"));
    room.ok("export -o dump.json --force");
    assert!(room.ok("import dump.json --db second.db").contains("Restored word for word"));
    assert_eq!(room.ok("export --db second.db"), std::fs::read_to_string(room.path("dump.json")).unwrap());
    assert!(room.refuses(1, "import dump.json").contains("empty"));
    let table = room.ok("export --format csv");
    assert!(table.starts_with('\u{feff}') && table.contains("LOG-1"), "{table}");
    assert!(room.ok("export --format md LOG/S1/A1").contains("Survey"));
    assert!(room.ok("export --format slack LOG").contains("soda log"));
}

#[test]
fn a_table_comes_in_as_one_step_or_not_at_all() {
    let mut room = partied();
    let good = "제목,담당자,마감,우선순위\n첫 일감,단풍,2026-11-20,P1\n둘째,솔,,\n";
    let path = room.file("tasks.csv", good);
    let look = room.run(&format!("import {} -p LOG --dry-run", path.display()));
    assert!(look.code == 0 && look.stdout.contains("2 tasks") && look.stderr.contains("dry run"), "{look:?}");
    assert_eq!(room.ok("task list -p LOG"), "");
    room.ok(&format!("import {} -p LOG", path.display()));
    assert_eq!(room.ok("task list -p LOG").lines().count(), 2);
    room.ok("undo");
    assert_eq!(room.ok("task list -p LOG"), "");
    let bad = room.file("bad.csv", "title,owner,due\nFine,sol,2026-11-20\nWhose,stranger,someday\n");
    let said = room.refuses(1, &format!("import {} -p LOG", bad.display()));
    assert!(said.contains("Nothing was imported") && said.contains("stranger"), "{said}");
    assert!(said.contains("someday"), "every cell that could not be read is named: {said}");
    room.ok(&format!("import {} -p LOG --skip-bad", bad.display()));
    assert_eq!(room.ok("task list -p LOG").lines().count(), 1);
    assert!(room.refuses(2, "import tasks.csv --format xml").contains("csv"));
    assert!(room.refuses(3, "import nowhere.csv").contains("nowhere.csv"));
}

#[test]
fn the_very_first_command_may_be_an_import() {
    let mut room = shell();
    let export = r#"[{"description":"Paint","status":"pending","project":"house.spring.one","who":"mina"}]"#;
    let path = room.file("tw.json", export);
    let import = format!("import {} --map project=party.season.act --map who=owner", path.display());
    let said = room.refuses(3, &import);
    assert!(said.contains("nobody is in this workspace") && said.contains("--create-people"), "{said}");
    let look = room.ok(&format!("{import} --create-people --dry-run"));
    assert!(look.contains("1 member, 1 party") && look.contains("HOUSE/spring/one"), "{look}");
    room.ok(&format!("{import} --create-people"));
    let people = room.ok("member list");
    assert!(people.contains("sol") && people.contains("mina"), "{people}");
    assert!(room.ok("show HOUSE").contains("sol"));
    room.ok("undo");
    assert!(room.ok("member list").contains("sol"));
    assert!(!room.ok("list --all").contains("HOUSE"));
}

#[test]
fn taking_back_an_import_says_how_much_it_was_not_every_row() {
    let mut room = partied();
    let rows: Vec<String> = (1..=30).map(|n| format!("LOG,Piece {n},sol,P1\nNEW,Other {n},sol,P1")).collect();
    let table = room.file("many.csv", format!("party,title,owner,priority\n{}\n", rows.join("\n")).as_str());
    room.ok(&format!("import {}", table.display()));
    let said = room.ok("undo");
    assert_eq!(said.lines().count(), 12, "{said}");
    assert!(said.lines().last().unwrap().contains("more"), "{said}");
    assert!(said.lines().skip(1).all(|line| !line.contains("➜") && !line.contains("- -")), "{said}");
    assert_eq!(room.ok("redo").lines().count(), 12);
}

#[test]
fn settings_are_the_persons_or_the_workspaces() {
    let mut room = peopled();
    assert!(room.ok("config path").ends_with("config.toml\n"));
    room.ok("config set lang ko");
    assert_eq!(room.ok("config get lang"), "ko\n");
    room.ok("config unset lang");
    assert_eq!(room.ok("config get lang"), "");
    room.ok("config set day_hours 7");
    assert!(room.ok("config list").contains("day_hours\t7\tworkspace"));
    assert!(room.refuses(1, "config set day_hours 70").contains("70"));
    assert!(room.refuses(1, "config set day_hours 7 --as danpung").contains("admin"));
    assert!(room.refuses(3, "config set langg ko").contains("lang"));
    assert!(room.refuses(2, "config set lang klingon").contains("en | ko"));
    room.ok("undo");
    assert_eq!(room.ok("config get day_hours"), "8\n");
    room.file("config.toml", "lang = [broken");
    assert!(room.refuses(1, "list").contains("config.toml"));
    assert!(room.ok("config path").ends_with("config.toml\n"));
}

#[test]
fn what_was_written_down_is_found_half_typed() {
    let mut room = planned();
    let line = "trouble add --task LOG-1 --symptom 'Airflow 웹 UI가 계속 재시작' --cause 'started before DB init' \
                --fix 'split init, add health check' --tag airflow";
    room.ok(line);
    for query in ["재시작", "웹UI", "ㅈㅅㅈ", "재시ㅈ", "health", "AIRFLOW"] {
        assert!(room.ok(&format!("trouble find {query}")).contains("Airflow"), "{query}");
    }
    assert!(room.ok("find 재시작").contains("Airflow"));
    assert!(room.ok("find rollback").contains("LOG-2"));
    assert_eq!(room.ok("find nothingatall"), "");
    room.ok("note add 'Deploys sleep from 2 to 4' -p LOG --tag deploy --body 'Nobody told us.'");
    assert!(room.ok("note show 2").contains("Nobody told us."));
    room.ok("note edit 2 --title 'Deploys sleep' --untag deploy --tag night");
    assert!(room.ok("note list").contains("2\tnote\tDeploys sleep\tnight\tLOG\tsol"));
    room.ok("note remove 2");
    assert!(room.refuses(3, "note show 2").contains('2'));
    room.ok("undo");
    assert!(room.ok("note show 2").contains("Deploys"));
    assert!(room.refuses(1, "note edit 2 --title x --as saebyeol").contains("Somebody else"));
}
