//! What the command line answers to words that fit no command: which word it was and what would fit, in the person's
//! language although nothing could be read, as one line of JSON where a program asks; exit code 2.

use serde_json::Value;

use crate::cli_people::peopled;
use crate::kit::shell::{Shell, shell};

/// Words that fit no command, and what the answer says in each language.
const UNREAD: &[(&str, &str, &str)] = &[
    ("task list --onwer sol", "There is no option --onwer here.", "여기에 --onwer 옵션은 없어요."),
    ("task list --onwer sol", "Did you mean --owner?", "--owner인가요?"),
    ("tsak list", "There is no command \"tsak\".", "'tsak' 명령은 없어요."),
    ("tsak list", "Did you mean task?", "task인가요?"),
    ("task lst", "Did you mean list?", "list인가요?"),
    ("task ㅣㅑㄴㅅ", "Did you mean list?", "list인가요?"),
    ("task lst", "`party task --help` shows", "`party task --help`에"),
    ("act close", "`party act close` still needs <ACT>.", "`party act close`에 빠진 것이 있어요: <액트>."),
    ("act close", "Usage: party act close <ACT>", "쓰는 법: party act close <액트>"),
    ("actions keep LOG-1", "--due <DAY>, --reason <TEXT>", "--due <날>, --reason <글>"),
    ("party role LOG sol chief", "\"chief\" is nothing that <ROLE> takes.", "'chief'는 <역할>에 쓸 수 없는 값이에요."),
    ("export --format jsno", "Did you mean json?", "json인가요?"),
    ("export --format jsno", "It takes json, csv, md, slack.", "쓸 수 있는 값: json, csv, md, slack."),
    ("find x --limit many", "\"many\" is no number, and --limit takes one.", "--limit에는 수를 적어 주세요."),
    ("list --quiet --verbose", "--quiet and --verbose do not go together.", "--quiet와 --verbose는 함께 쓸 수 없어요."),
    ("kickoff LOG --leader a --leader b", "--leader can be given once only.", "--leader는 한 번만 쓸 수 있어요."),
    ("list --db", "--db wants a value.", "--db 뒤에 값을 적어 주세요."),
    ("found LOG soda log", "\"log\" is one word more", "'log'는 이 명령이 받지 않는 말이에요."),
    ("found LOG soda log", "goes in quotes", "따옴표로 묶어 주세요"),
    ("add --wave", "`-- --wave`", "`-- --wave`"),
];

#[test]
fn words_that_fit_no_command_are_answered_in_the_persons_language() {
    let mut room = shell();
    for (line, english, korean) in UNREAD {
        for (lang, expected) in [("en", english), ("ko", korean)] {
            let said = room.set("PARTY_LANG", lang).refuses(2, line);
            assert!(said.contains(expected), "party {line}: no {expected:?} in\n{said}");
            assert!(said.starts_with("party: ") && said.contains("--help`"), "party {line}:\n{said}");
        }
    }
}

#[test]
fn a_group_without_a_command_shows_its_commands() {
    let mut room = shell();
    assert!(room.refuses(2, "task").contains("\nCommands:\n  add "));
    assert!(room.refuses(2, "task --lang ko").contains("\n명령:\n  add "));
}

#[test]
fn the_language_is_right_although_nothing_could_be_read() {
    let korean = |room: &mut Shell, line: &str| room.refuses(2, line).contains("명령은 없어요");
    let mut room = shell();
    room.set("PARTY_LANG", "");
    assert!(!korean(&mut room, "tsak"));
    for line in ["tsak --lang ko", "tsak --lang=ko", "--lang ko tsak", "--lang=한국어 tsak --json"] {
        assert!(korean(&mut room, line), "{line}");
    }
    assert!(!korean(&mut room, "tsak -- --lang ko"), "what stands behind two dashes is text");
    assert!(!korean(&mut room, "tsak --lang"));
    for name in ["LANG", "LC_MESSAGES", "LC_ALL", "PARTY_LANG"] {
        let mut room = shell();
        room.set("PARTY_LANG", "").set(name, "ko_KR.UTF-8");
        assert!(korean(&mut room, "tsak"), "{name}");
        assert!(!korean(&mut room, "tsak --lang en"), "{name}");
    }
    let room = &mut room;
    room.file("config.toml", "lang = \"ko\"\n");
    assert!(korean(room, "tsak"));
    assert!(room.ok("--help").contains("쓰는 법: party [옵션] [명령]"));
    assert!(room.ok("help act close").contains("쓰는 법: party act close [옵션] <액트>"));
    assert!(room.ok("man act close").contains(".SH 개요"));
    assert!(room.refuses(2, "list --lang klingon").contains("모르는 언어예요"));
    room.set("PARTY_LANG", "en");
    assert!(!korean(room, "tsak"), "the environment wins over the configuration");
    room.set("PARTY_LANG", "").file("config.toml", "this is no setting");
    assert!(!korean(room, "tsak"), "a configuration that cannot be read says nothing");
}

/// The data of a failure's envelope: the last line of the standard error.
#[track_caller]
fn failure(room: &mut Shell, code: i32, line: &str) -> Value {
    let said = room.refuses(code, line);
    let answer: Value = serde_json::from_str(said.trim_end()).unwrap_or_else(|error| panic!("{line}: {error}\n{said}"));
    assert_eq!(answer["schema"], "party.error/1", "{line}");
    answer["data"].clone()
}

#[test]
fn programs_get_failures_as_json() {
    let mut room = peopled();
    for (line, code, kind, message, hint) in [
        ("tsak --json", 2, "usage", "tsak", "task"),
        ("--json task list --onwer x", 2, "usage", "--onwer", "--owner"),
        ("task --json", 2, "usage", "add, list, show", "--help"),
        ("list --lang klingon --json", 2, "usage", "klingon", ""),
        ("show LOG-99 --json", 3, "missing", "LOG-99", ""),
        ("member add sol --json", 1, "refused", "already", "alias"),
        ("help nonsense --json", 3, "missing", "nonsense", ""),
        ("doctor --json --db nowhere.db", 3, "missing", "nowhere.db", ""),
    ] {
        let data = failure(&mut room, code, line);
        assert_eq!(data["kind"], kind, "{line}");
        assert!(data["message"].as_str().unwrap().contains(message), "{line}: {data}");
        let hints = data["hints"].as_array().unwrap();
        assert!(hint.is_empty() || hints.iter().any(|one| one.as_str().unwrap().contains(hint)), "{line}: {data}");
    }
    let path = room.file("foreign.db", "not a database, surely").display().to_string();
    assert_eq!(failure(&mut room, 5, &format!("list --json --db {path}"))["kind"], "damaged");
    assert!(failure(&mut room, 2, "tsak --json --lang ko")["message"].as_str().unwrap().contains("명령은 없어요"));
    assert!(room.refuses(2, "tsak -- --json").starts_with("party: "), "what stands behind two dashes is text");
}

#[test]
fn the_help_of_a_command_is_found_by_its_words() {
    let mut room = shell();
    assert_eq!(room.ok("help act close"), room.ok("act close --help"));
    assert_eq!(room.ok("act close -h"), room.ok("act close --help"));
    assert_eq!(room.ok("help"), room.ok("--help"));
    assert_eq!(room.ok("help task ls"), room.ok("task list --help"));
    assert!(room.refuses(3, "help act colse").contains("Did you mean close?"));
    assert_eq!(room.ok("-V"), room.ok("--version"));
}
