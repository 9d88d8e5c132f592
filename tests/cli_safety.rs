//! What a command must never do: overwrite the store, leave something behind after a refusal, meet a half-made store,
//! blame the wrong file, or say that nothing was saved when something was.

use std::os::unix::fs::{DirBuilderExt, symlink};
use std::process::Stdio;

use crate::cli_people::{partied, peopled};
use crate::cli_tasks::planned;
use crate::kit::shell;

#[test]
fn no_result_is_written_over_the_store() {
    let mut room = planned();
    let before = room.ok("export");
    symlink(room.path("party.db"), room.path("link.db")).unwrap();
    std::fs::hard_link(room.path("party.db"), room.path("hard.db")).unwrap();
    std::fs::DirBuilder::new().mode(0o700).create(room.path("side")).unwrap();
    let names =
        ["party.db", "party.db-wal", "party.db-shm", "party.db-journal", "side/../party.db", "link.db", "hard.db"];
    for name in names {
        for command in ["export --force -o", "export --format csv --force -o", "backup --force"] {
            let said = room.refuses(1, &format!("{command} {name}"));
            assert!(said.contains("the store itself"), "{command} {name}: {said}");
        }
    }
    assert!(room.refuses(1, "restore side/../party.db --yes").contains("the store itself"));
    std::fs::remove_file(room.path("hard.db")).unwrap();
    assert_eq!(room.ok("export"), before);
    room.ok("doctor");
    let mut empty = shell();
    assert!(empty.refuses(1, "export -o party.db").contains("the store itself"), "nor where a store would come to be");
}

#[test]
fn a_result_needs_a_plain_file_in_a_folder_that_is_there() {
    let mut room = planned();
    std::fs::create_dir(room.path("side")).unwrap();
    symlink("elsewhere.json", room.path("link.json")).unwrap();
    for (command, code, said) in [
        ("export -o nowhere/x.json", 3, "no folder nowhere"),
        ("backup nowhere/x.db", 3, "no folder nowhere"),
        ("export --force -o side", 1, "side is a folder"),
        ("backup --force side", 1, "side is a folder"),
        ("export --force -o link.json", 1, "link.json is a link"),
        ("import nowhere.csv", 3, "no file nowhere.csv"),
        ("restore nowhere.db --yes", 3, "no file nowhere.db"),
    ] {
        let heard = room.refuses(code, command);
        assert!(
            heard.contains(said) && !heard.contains("--force") && !heard.contains("os error"),
            "{command}: {heard}"
        );
    }
}

#[test]
fn what_is_refused_leaves_nothing_behind() {
    let mut room = shell();
    let store = room.path("deep/down/party.db").display().to_string();
    room.set("PARTY_DB", &store);
    room.file("half.json", "{\"format\":\"party.dump/1\",\n\"head\":");
    let first = "party member add";
    for (line, code, said) in [
        ("undo", 3, first),
        ("redo", 3, first),
        ("found LOG Logs", 3, first),
        ("note add Something", 3, first),
        ("config set timezone Nowhere", 3, first),
        ("config set timezone Asia/Tokyo", 3, first),
        ("member add me", 1, "handle"),
        ("import half.json", 1, "dump"),
        ("backup", 3, "no store"),
        ("restore nowhere.db --yes", 3, "nowhere.db"),
    ] {
        let heard = room.refuses(code, line);
        assert!(heard.contains(said), "{line}: {heard}");
        assert!(!room.path("deep").exists(), "{line}");
    }
    assert_eq!(room.ok("config get timezone"), "Asia/Seoul\n");
    room.ok("member add sol");
    assert!(room.path("deep/down/party.db").exists());
    assert_eq!(room.ok("config get timezone"), "Asia/Seoul\n");
}

#[test]
fn a_dump_that_is_not_whole_makes_no_store() {
    let mut room = planned();
    let whole = room.ok("export");
    let cut = whole.replacen("List every DAG", "List every dog", 1);
    assert_ne!(whole, cut);
    room.file("cut.json", &cut);
    assert!(room.refuses(5, "import cut.json --db new/second.db").contains("not what was once written"));
    assert!(!room.path("new").exists());
    room.file("whole.json", &whole);
    room.ok("import whole.json --db new/second.db");
    assert_eq!(room.ok("export --db new/second.db"), whole);
}

#[test]
fn nobody_meets_a_store_half_made() {
    let room = shell();
    let start = |n: usize| {
        let mut command = room.command(&["member", "add", &format!("m{n}"), "--name", &format!("M{n}")]);
        command.env("PARTY_ACTOR", format!("m{n}")).env("PARTY_SEED", format!("9{n}"));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let started: Vec<_> = (0..24).map(start).collect();
    let ended: Vec<_> = started.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    let codes: Vec<i32> = ended.iter().map(|output| output.status.code().unwrap_or(-1)).collect();
    assert_eq!(codes.iter().filter(|code| **code == 0).count(), 1, "one becomes the first member: {codes:?}");
    let late: Vec<String> = ended
        .iter()
        .filter(|output| !output.status.success())
        .map(|output| String::from_utf8_lossy(&output.stderr).into_owned())
        .collect();
    assert!(codes.iter().all(|code| [0, 3].contains(code)), "{codes:?}");
    assert!(late.iter().all(|said| said.contains("Nobody is called")), "{late:?}");
    let names: Vec<String> = std::fs::read_dir(room.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("party.db") || name.starts_with(".party"))
        .collect();
    assert!(names.iter().all(|name| name.starts_with("party.db")), "{names:?}");
}

#[test]
fn a_store_without_its_schema_is_left_alone() {
    let mut room = planned();
    let path = room.path("party.db");
    room.ok("backup copy.db");
    std::fs::rename(room.path("copy.db"), &path).unwrap();
    for helper in ["party.db-wal", "party.db-shm"] {
        let _ = std::fs::remove_file(room.path(helper));
    }
    let mut bytes = std::fs::read(&path).unwrap();
    // The number `user_version` of SQLite's header.
    bytes[60..64].fill(0);
    std::fs::write(&path, &bytes).unwrap();
    for line in ["list", "doctor", "task add -p LOG Something"] {
        let said = room.refuses(5, line);
        assert!(said.contains("is damaged") && !said.contains("CREATE") && !said.contains("should not"), "{said}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{line}");
    }
}

#[test]
fn a_damaged_backup_is_blamed_itself() {
    let mut room = planned();
    room.ok("backup copy.db");
    let mut bytes = std::fs::read(room.path("copy.db")).unwrap();
    bytes[4096 * 3..4096 * 6].iter_mut().for_each(|byte| *byte ^= 0x55);
    std::fs::write(room.path("copy.db"), &bytes).unwrap();
    let said = room.refuses(5, "restore copy.db --yes");
    let first = said.lines().next().unwrap_or_default();
    assert!(first.contains("copy.db is damaged") && first.contains("the store is as it was"), "{said}");
    room.ok("doctor");
}

#[test]
fn copies_of_one_moment_have_names_of_their_own() {
    let mut room = planned();
    let copies: Vec<String> = (0..3).map(|_| room.ok("backup -q")).collect();
    assert!(copies[0] != copies[1] && copies[1] != copies[2], "{copies:?}");
    room.ok(&format!("restore {} --yes", copies[0].trim()));
    room.ok(&format!("restore {} --yes", copies[1].trim()));
}

#[test]
fn what_is_saved_is_said_to_be_saved() {
    let room = partied();
    let full = |words: &[&str]| {
        let device = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = room.command(words).stdin(Stdio::null()).stdout(device).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = full(&["add", "Full", "-p", "LOG"]);
    assert!(code == Some(1) && said.contains("is saved") && !said.contains("Nothing was saved"), "{said}");
    let (code, said) = full(&["task", "list"]);
    assert!(code == Some(1) && said.contains("could not be written") && !said.contains("saved"), "{said}");
    let mut room = room;
    assert!(room.ok("task list").contains("Full"));
}

#[test]
fn a_leader_hands_both_offices_over_at_once() {
    let mut room = partied();
    room.ok("hand-over LOG danpung --shadow saebyeol");
    room.ok("hand-over LOG saebyeol --shadow sol --as danpung");
    let said = room.ok("hand-over LOG danpung --shadow saebyeol --as sol");
    assert!(said.contains("danpung leads LOG") && said.contains("saebyeol learns to lead LOG"), "{said}");
    room.ok("season add LOG Kubernetes");
    room.ok("season start LOG/S1");
    let said = room.ok("season close LOG/S1 --leader saebyeol --shadow none --as danpung");
    assert!(said.contains("saebyeol leads LOG") && said.contains("no shadow"), "{said}");
}

#[test]
fn who_is_not_known_hears_who_is_near() {
    let mut room = peopled();
    for line in ["list --as saebyol", "member list --as saebyol", "note add Something --as saebyol"] {
        let said = room.refuses(3, line);
        assert!(said.contains("saebyeol") && said.contains("--as") && !said.contains("written"), "{line}: {said}");
    }
    room.set("PARTY_ACTOR", "saebyol");
    assert!(room.refuses(3, "note add Something").contains("saebyeol"));
}

#[test]
fn the_doctor_calls_rows_by_their_names() {
    let mut room = planned();
    room.ok("backup copy.db");
    let mut bytes = std::fs::read(room.path("copy.db")).unwrap();
    let (old, new) = ("An idea for later", "An idea for never");
    let body = bytes.windows(old.len()).rposition(|found| found == old.as_bytes()).unwrap();
    let all: Vec<usize> = (0..=body).filter(|at| bytes[*at..].starts_with(old.as_bytes())).collect();
    let mut heard = vec![];
    for at in all {
        bytes[at..at + old.len()].copy_from_slice(new.as_bytes());
        std::fs::write(room.path("changed.db"), &bytes).unwrap();
        heard.push(room.run("doctor --db changed.db").stderr);
        bytes[at..at + old.len()].copy_from_slice(old.as_bytes());
    }
    assert!(heard.iter().any(|said| said.contains("task LOG-3")), "{heard:?}");
}
