//! Tasks on the command line: added, listed, worked on, moved, handed out.

use crate::cli_people::partied;
use crate::kit::Shell;

/// A room with LOG, its season S1 running, act A1 running and A2 planned, and five tasks.
pub fn planned() -> Shell {
    let mut room = partied();
    for line in [
        "season add LOG Kubernetes --from 2026-11-16 --to 2026-12-31",
        "act add LOG/S1 Survey --from 2026-11-16 --to 2026-11-27",
        "act add LOG/S1 Migration --from 2026-11-30 --to 2026-12-18",
        "task add --to LOG/S1/A1 'List every DAG @sol !p1 ~3d due:11/20 #survey'",
        "act start LOG/S1/A1",
    ] {
        room.ok(line);
    }
    room.ok("task add --to LOG/S1/A1 'Rollback plan @sol ~2d after:LOG-1'");
    room.ok("task add -p LOG 'An idea for later' 'Another one @danpung'");
    room
}

#[test]
fn a_line_becomes_a_task_and_is_echoed_with_its_day() {
    let mut room = partied();
    let said =
        room.run_words(&["add".into(), "Rights @단풍 @디니 ~12h !p0 due:'다음주 수요일' #k8s skill:helm".into()], "");
    assert_eq!(
        said.stdout,
        "LOG-1  Rights  danpung  +saebyeol  P0  1d4h  Wed 2026-11-25  #k8s  skill helm  ➜ backlog\n"
    );
    let said = room.ok("add 'One more' --json");
    let answer: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(answer["schema"], "party.task.add/1");
    assert_eq!(answer["data"]["keys"][0], "LOG-2");
    assert_eq!(answer["data"]["now"][0]["title"], "One more");
}

#[test]
fn lists_are_narrowed_and_sorted() {
    let mut room = planned();
    assert!(room.ok("task list").starts_with("LOG-1\ttodo\tP1\tList every DAG\tsol\t3d\t2026-11-20\tsurvey\t"));
    assert_eq!(room.ok("task list --owner danpung").lines().count(), 1);
    assert_eq!(room.ok("task list -m").lines().count(), 2);
    assert_eq!(room.ok("task list --unowned").lines().count(), 1);
    assert_eq!(room.ok("task list --backlog").lines().count(), 2);
    assert_eq!(room.ok("task list --act @current").lines().count(), 2);
    assert_eq!(room.ok("task list --tag survey --priority P1 --due fri").lines().count(), 1);
    assert_eq!(room.ok("task list --blocked").lines().count(), 1);
    assert_eq!(room.ok("task list -n 2").lines().count(), 2);
    assert_eq!(room.ok("task list rollback").lines().count(), 1);
    assert_eq!(room.ok("task list --status done"), "");
    assert!(room.refuses(3, "task list --owner nobody-here").contains("nobody-here"));
    assert!(room.refuses(2, "task list --due someday").contains("someday"));
    assert!(room.refuses(3, "task list --act LOG/S9/A1").contains("LOG/S1/A2"));
}

#[test]
fn work_goes_from_start_to_done_and_back() {
    let mut room = planned();
    assert!(room.ok("start 1").contains("LOG-1 started"));
    assert!(room.refuses(1, "done LOG-2").contains("LOG-2 waits for LOG-1 (솔, doing)"));
    assert_eq!(room.ok("done 1 -q"), "LOG-1\n");
    assert!(room.ok("task show 1").contains("done"));
    room.ok("task reopen LOG-1 --reason 'two were missing'");
    assert!(room.ok("task show LOG-1").contains("two were missing"));
    room.ok("task drop LOG-3 LOG-4 --reason 'covered'");
    assert_eq!(room.ok("task list --status dropped").lines().count(), 2);
    assert!(room.refuses(3, "done LOG-99").contains("LOG-4"));
    assert!(room.refuses(3, "done LGO-1").contains("LOG-1"));
}

#[test]
fn blocks_comments_and_checklists() {
    let mut room = planned();
    room.ok("task block LOG-1 waiting for the firewall");
    assert!(room.ok("today").contains("blocked: waiting for the firewall"));
    assert!(room.refuses(1, "task block LOG-1 ''").contains("empty"));
    room.ok("task unblock LOG-1");
    assert!(!room.ok("task show LOG-1").contains("firewall"));
    assert_eq!(room.feed("task comment LOG-1 -", "Infra promised\nFriday\n").code, 0);
    assert!(room.ok("task show LOG-1").contains("  Friday"));
    room.ok("task check LOG-1 --add 'dry run' --add 'tell infra'");
    room.ok("task check LOG-1 --done 1");
    assert_eq!(room.ok("task check LOG-1"), "✓ 1  dry run\n◦ 2  tell infra\n");
    room.ok("task check LOG-1 --undone 'dry run' --remove 2 --add third");
    assert_eq!(room.ok("task check LOG-1"), "◦ 1  dry run\n◦ 2  third\n");
    assert!(room.refuses(3, "task check LOG-1 --done 7").contains('7'));
    room.ok("task check LOG-1 --add third --add last");
    room.ok("task check LOG-1 --remove 2 --done 3 --done 4");
    assert_eq!(room.ok("task check LOG-1"), "◦ 1  dry run\n✓ 2  third\n✓ 3  last\n");
}

#[test]
fn fields_are_edited_and_what_is_said_again_changes_nothing() {
    let mut room = planned();
    let said = room.ok(
        "task edit LOG-2 --title 'Way back' --estimate 1d4h --due 'next fri' --priority 0 --tag K8s --link https://x.y",
    );
    assert!(said.contains("Way back") && said.contains("P0") && said.contains("Fri 2026-11-27"), "{said}");
    let again = room.run("task edit LOG-2 --title 'Way back'");
    assert!(again.code == 0 && again.stderr.contains("Nothing changed"));
    room.ok("task edit LOG-2 --due none --estimate none --owner none --not-after LOG-1");
    assert!(room.ok("done LOG-2").contains("LOG-2"));
    assert!(room.refuses(1, "task edit LOG-1 --after LOG-1").contains("LOG-1"));
    room.ok("task edit LOG-4 --after LOG-1");
    assert!(room.refuses(1, "task edit LOG-1 --after LOG-4").contains("LOG-4"));
    assert!(room.refuses(2, "task edit LOG-1").contains("nothing to change"));
    assert!(room.refuses(2, "task edit LOG-1 --estimate much").contains("much"));
    assert!(room.refuses(2, "task edit LOG-1 --priority P7").contains("P7"));
}

#[test]
fn tasks_move_are_carried_ordered_and_split() {
    let mut room = planned();
    room.ok("task move LOG-3 LOG-4 --to LOG/S1/A2");
    assert_eq!(room.ok("task list --act LOG/S1/A2").lines().count(), 2);
    room.ok("task order LOG-4 --first");
    assert!(room.ok("plan LOG").contains("LOG-4"));
    room.ok("task carry LOG-1 --reason late");
    assert!(room.ok("task show LOG-1").contains("late"));
    assert!(room.refuses(1, "task carry LOG-2 --to LOG/S1/A2").contains("reason"));
    let said = room.ok("task split LOG-4 'Half ~1d @danpung' 'Rest' --estimate 4h");
    assert!(said.contains("LOG-5") && said.contains("LOG-6"), "{said}");
    room.ok("task move LOG-3 --to backlog");
    assert!(room.refuses(3, "task move LOG-3 --to NOPE").contains("NOPE"));
}

#[test]
fn tasks_change_hands() {
    let mut room = planned();
    room.ok("task assign LOG-3 LOG-4 디니");
    assert_eq!(room.ok("task list --owner saebyeol").lines().count(), 2);
    room.ok("task assign LOG-3 none");
    room.me("danpung").ok("task take LOG-3");
    room.ok("task give LOG-3");
    assert!(room.refuses(1, "task assign LOG-3 sol --as saebyeol").contains("leader"));
    room.ok("task helper LOG-3 saebyeol");
    room.ok("task wish LOG-3");
    let shown = room.ok("task show LOG-3 --json");
    assert!(shown.contains("\"helpers\":[\"saebyeol\"]") && shown.contains("danpung"), "{shown}");
    room.ok("task helper LOG-3 saebyeol --remove");
    assert!(room.refuses(3, "task assign LOG-3 saebyol").contains("saebyeol"));
}

#[test]
fn what_was_not_understood_is_named_and_nothing_is_stored() {
    let mut room = planned();
    let list = room.file("list", "- Fine one\n- Bad due:someday\n- Bad too ~soon\n");
    let said = room.refuses(2, &format!("task add -p LOG --file {}", list.display()));
    assert!(said.contains("line 2") && said.contains("someday") && said.contains("line 3"), "{said}");
    assert_eq!(room.ok("task list --backlog").lines().count(), 2);
    assert!(room.refuses(3, "add 'For whom @saebyol'").contains("saebyeol"));
    assert!(room.refuses(3, "add 'After what after:LOG-77'").contains("LOG-77"));
    assert!(room.refuses(2, "add ''").contains("nothing to add"));
    let preview = room.run("add 'Look first due:fri' --dry-run");
    assert!(preview.stdout.contains("Fri") && preview.stderr.contains("dry run"));
    assert_eq!(room.ok("task list --backlog").lines().count(), 2);
    room.ok("add Three plain words due:'next fri'");
    assert!(room.ok("task list plain").contains("Three plain words"));
}
