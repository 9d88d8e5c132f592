//! How the command line speaks: help with examples, completions, manual pages, JSON, pipes, Korean, hostile text.

use std::io::Read;
use std::process::{Command, Stdio};

use crate::cli_people::{partied, peopled};
use crate::cli_tasks::planned;
use crate::kit::shell;

/// The subcommands that a help page lists: what stands under its headings for commands, of which the program has many.
fn listed(help: &str) -> Vec<String> {
    let others = ["Arguments:", "Options:", "Everywhere:", "Examples:"];
    let (mut found, mut under_commands) = (vec![], false);
    for line in help.lines() {
        if !line.starts_with(' ') {
            under_commands = line.ends_with(':') && !others.contains(&line);
        } else if under_commands && !line.starts_with("   ") {
            found.extend(line.split_whitespace().next().map(str::to_owned));
        }
    }
    found
}

#[test]
fn every_command_is_documented_with_examples() {
    let mut room = shell();
    let mut waiting = vec![String::new()];
    let mut seen = 0;
    while let Some(command) = waiting.pop() {
        let help = room.ok(&format!("{command} --help"));
        let commands = listed(&help);
        assert!(!commands.is_empty() || help.contains("Examples:"), "`party{command} --help` has no example:\n{help}");
        assert!(help.contains("Usage: party"), "{command}");
        waiting.extend(commands.iter().map(|name| format!("{command} {name}")));
        seen += 1;
    }
    assert!(seen > 80, "{seen} commands");
}

#[test]
fn completions_and_manual_pages_come_for_every_command() {
    let mut room = shell();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(room.ok(&format!("completions {shell}")).contains("hand-over"), "{shell}");
    }
    assert!(room.ok("man").contains(".TH party 1"));
    for (lang, examples, fish) in
        [("en", ".SH EXAMPLES", "Add tasks, a line each"), ("ko", ".SH 예\n", "일감 추가, 한 줄에 하나")]
    {
        room.set("PARTY_LANG", lang);
        let page = room.ok("man task add");
        assert!(page.contains(examples) && page.contains(".nf\nparty add "), "{page}");
        assert!(room.ok("completions fish").contains(fish), "{lang}");
    }
    room.set("PARTY_LANG", "en");
    assert!(room.refuses(3, "man nonsense").contains("nonsense"));
    room.ok("man --all pages");
    assert!(room.path("pages/party-task-add.1").exists());
}

#[test]
fn wrong_words_end_with_two_and_a_guess() {
    let mut room = shell();
    assert!(room.refuses(2, "tsak list").contains("task"));
    assert!(room.refuses(2, "task lst").contains("list"));
    assert!(room.refuses(2, "task list --onwer sol").contains("--owner"));
    assert!(room.refuses(2, "list --lang klingon").contains("klingon"));
    assert!(room.refuses(2, "act close").contains("<ACT>"));
    assert!(room.ok("--version").starts_with("party 0."));
}

#[test]
fn json_has_a_versioned_envelope_everywhere() {
    let mut room = planned();
    for line in [
        "member list",
        "list",
        "show LOG",
        "show LOG/S1",
        "show LOG/S1/A1",
        "show LOG-1",
        "task list",
        "today",
        "board",
        "plan LOG",
        "season list LOG",
        "act list LOG",
        "log",
        "log LOG-1",
        "find dag",
        "note list",
        "trouble list",
        "retro list",
        "retro formats",
        "actions",
        "charter show LOG",
        "config list",
        "config get lang",
        "info",
        "doctor",
        "task check LOG-1",
        "start LOG-1",
        "task comment LOG-1 x",
        "undo",
        "redo",
        "note add x",
        "backup",
    ] {
        let said = room.ok(&format!("{line} --json"));
        let answer: serde_json::Value =
            serde_json::from_str(&said).unwrap_or_else(|error| panic!("{line}: {error}\n{said}"));
        let schema = answer["schema"].as_str().unwrap_or_default();
        assert!(schema.starts_with("party.") && schema.ends_with("/1"), "{line}: {schema}");
        assert!(answer.get("data").is_some(), "{line}");
    }
}

#[test]
fn korean_is_spoken_when_asked_for() {
    let mut room = planned();
    room.set("PARTY_LANG", "ko");
    assert!(room.ok("start 1").contains("LOG-1 시작!"));
    assert!(room.refuses(1, "done 2").contains("LOG-1(솔, 하는 중)이 먼저예요"));
    assert!(room.refuses(3, "task show LOG-99").contains("일감은 없어요"));
    assert!(room.refuses(2, "task edit LOG-1 --due 언젠가").contains("'언젠가'"));
    assert!(room.ok("add '새 일감 ^금' --lang en").contains("Fri 2026-11-20"));
    assert!(room.ok("add '새 일감 ^금'").contains("2026-11-20(금)"));
    room.set("PARTY_LANG", "").set("LANG", "ko_KR.UTF-8");
    assert!(room.ok("done 1").contains("LOG-1 끝!"));
}

#[test]
fn hostile_text_reaches_no_terminal() {
    let mut room = partied();
    let evil = "evil \u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2028}\u{feff} end";
    room.run_words(&["add".into(), evil.into()], "");
    room.run_words(&["task".into(), "comment".into(), "LOG-1".into(), evil.into()], "");
    room.run_words(&["note".into(), "add".into(), evil.into(), "--body".into(), evil.into()], "");
    room.run_words(&["member".into(), "edit".into(), "danpung".into(), "--name".into(), evil.into()], "");
    let mut said = String::new();
    for line in [
        "task list",
        "task show 1",
        "task show 1 --json",
        "today",
        "log",
        "log --json",
        "note list",
        "note show 1",
        "find evil",
        "member list",
        "plan LOG",
        "board",
        "undo",
        "retro export LOG/S1/A1",
    ] {
        let answer = room.run(line);
        said.push_str(&answer.stdout);
        said.push_str(&answer.stderr);
    }
    said.push_str(&room.run_words(&["show".into(), evil.into()], "").stderr);
    said.push_str(&room.run_words(&[evil.into()], "").stderr);
    assert!(said.contains("evil"));
    let harmful = |letter: char| {
        (letter.is_control() && letter != '\n' && letter != '\t')
            || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{2066}'..='\u{2069}')
    };
    let found: Vec<char> = said.chars().filter(|letter| harmful(*letter)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let mut room = planned();
    let lines: Vec<String> = (0..2000).map(|n| format!("Task number {n} with a title that takes some room")).collect();
    let path = room.file("many", &lines.join("\n"));
    room.ok(&format!("task add -p LOG --file {} -q", path.display()));
    let mut command = Command::new(env!("CARGO_BIN_EXE_party"));
    command
        .args(["task", "list", "-p", "LOG", "--db"])
        .arg(room.path("party.db"))
        .env("PARTY_CONFIG", room.path("none"));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 10]).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn a_read_only_store_can_be_read_and_says_why_not_written() {
    let mut room = peopled();
    let said = room.run("member list");
    assert_eq!(said.code, 0);
    let path = room.path("party.db");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    assert!(room.ok("member list").contains("sol"));
    if std::fs::OpenOptions::new().append(true).open(&path).is_ok() {
        println!("not run: this user may write read-only files");
        return;
    }
    assert!(room.refuses(1, "member add maru").contains("can only be read"));
}

#[test]
fn quiet_says_keys_and_verbose_says_entries() {
    let mut room = planned();
    assert_eq!(room.ok("start 1 -q"), "LOG-1\n");
    let said = room.run("done 1 -v");
    assert!(said.stderr.contains("task.status") && said.stderr.contains("party.db"), "{}", said.stderr);
    assert_eq!(room.ok("add 'One' 'Two x' -p LOG -q --each"), "LOG-5\nLOG-6\n");
}
