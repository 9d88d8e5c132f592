//! Seasons and acts on the command line: planned, started, closed with every leftover accounted for, looked back on.

use crate::cli_people::partied;
use crate::cli_tasks::planned;

#[test]
fn seasons_and_acts_are_planned_with_days_in_words() {
    let mut room = partied();
    let said = room.ok("season add LOG Kubernetes --goal 'Server off' --from mon --to 'w52'");
    assert!(said.starts_with("LOG/S1 Kubernetes planned. Mon 2026-11-23"), "{said}");
    let said = room.ok("act add LOG/S1 Survey --from 2026-11-23 --to +11d");
    assert!(said.contains("LOG/S1/A1 Survey planned. Mon 2026-11-23 - Fri 2026-11-27"), "{said}");
    assert!(room.refuses(1, "act add LOG/S1 Late --from 2027-02-01 --to 2027-02-03").contains("LOG/S1"));
    assert!(room.refuses(1, "act add LOG/S1 Back --from 2026-12-03 --to 2026-12-01").contains("before"));
    assert!(room.refuses(2, "act add LOG/S1 When --from someday").contains("someday"));
    assert!(room.refuses(3, "act add LOG/S7 Where").contains("LOG/S1"));
    room.ok("act edit LOG/S1/A1 --title Inventory --goal 'Every DAG known' --to none");
    assert!(room.ok("act show LOG/S1/A1").contains("Every DAG known"));
    room.ok("season edit LOG/S1 --title K8s");
    assert!(room.ok("season list LOG").contains("K8s\tplanned\t2026-11-23..2026-12-25"));
    room.ok("season start LOG/S1");
    assert!(room.refuses(1, "season start LOG/S1").contains("running"));
    room.ok("season add LOG Two");
    assert!(room.refuses(1, "season start LOG/S2").contains("LOG/S1"));
    assert!(room.refuses(1, "season close LOG/S1 --as saebyeol").contains("leader"));
    assert!(room.ok("season close LOG/S1 --goal partly --leader danpung").contains("danpung leads LOG"));
    assert!(room.ok("season show LOG/S1").contains("partly met"));
}

#[test]
fn closing_an_act_settles_every_leftover() {
    let mut room = planned();
    room.ok("task add --to @current 'Third ~2d' 'Fourth ~4d'");
    let said = room.refuses(1, "act close @current");
    assert!(said.contains("LOG-1") && said.contains("--leftover"), "{said}");
    assert!(room.refuses(1, "act close @current --leftover next").contains("reason"));
    assert!(room.refuses(2, "act close @current --leftover nowhere").contains("nowhere"));
    assert!(room.refuses(2, "act close @current --leftover-of LOG-1").contains("LOG-2=drop"));
    assert!(
        room.refuses(1, "act close @current --leftover next --reason x --leftover-of LOG-3=drop:y").contains("LOG-3")
    );
    let look = room.run("act close @current --leftover next --reason late --leftover-of LOG-2=drop:covered --dry-run");
    assert!(look.stdout.contains("LOG-1  List every DAG  ➜ LOG/S1/A2  late"), "{}", look.stdout);
    assert!(look.stdout.contains("covered") && look.stderr.contains("dry run"));
    let line = "act close @current --leftover next --reason late --leftover-of LOG-2=drop:covered \
                --leftover-of LOG-5=backlog:later --leftover-of LOG-6=split/1d:half";
    let said = room.ok(line);
    assert!(said.contains("start 1 + added 3 - removed 0 = done 1 + carried 2 + dropped 1"), "{said}");
    assert!(room.ok("act show LOG/S1/A1").contains("LOG-2\tRollback plan\tdrop\tcovered"));
    assert!(room.ok("task show LOG-7").contains("cut from"));
    assert!(room.refuses(1, "act close LOG/S1/A1 --leftover next --reason x").contains("closed"));
    assert!(room.ok("undo").contains("LOG-1"));
    assert!(room.ok("act show LOG/S1/A1 --json").contains("\"status\":\"running\""));
}

#[test]
fn a_task_is_not_carried_a_third_time_without_a_word() {
    let mut room = planned();
    for n in 3..=5 {
        room.ok(&format!("act add LOG/S1 Act{n} --from 2026-12-{} --to 2026-12-{}", 16 + n, 17 + n));
    }
    room.ok("act close LOG/S1/A1 --leftover next --reason one");
    room.ok("act start LOG/S1/A2");
    room.ok("act close LOG/S1/A2 --leftover next --reason two");
    room.ok("act start LOG/S1/A3");
    let said = room.refuses(1, "act close LOG/S1/A3 --leftover next --reason three");
    assert!(said.contains("LOG-1") && said.contains("--insist"), "{said}");
    room.ok("task edit LOG-1 --estimate 5d");
    room.ok("task edit LOG-2 --estimate 5d");
    room.ok("act close LOG/S1/A3 --leftover next --reason three");
    assert!(room.refuses(1, "act close LOG/S1/A5 --leftover next --reason x").contains("not started"));
}

#[test]
fn a_retro_goes_from_cards_to_actions_and_paper() {
    let mut room = planned();
    assert!(room.refuses(1, "retro open LOG/S1/A1").contains("not closed"));
    room.day("2026-11-27").ok("act close LOG/S1/A1 --leftover next --reason 'firewall'");
    assert!(room.refuses(3, "retro show LOG/S1/A1").contains("retro open"));
    assert!(room.refuses(3, "retro open LOG/S1/A1 --format nonsense").contains("kpt"));
    room.ok("retro open LOG/S1/A1");
    assert!(room.refuses(1, "retro open LOG/S1/A1").contains("already"));
    room.ok("retro card LOG/S1/A1 keep 'Rollback first'");
    room.ok("retro card LOG/S1/A1 2 'Three days lost' --as danpung");
    assert!(room.refuses(1, "retro card LOG/S1/A1 wish x").contains("keep"));
    let shown = room.ok("retro show LOG/S1/A1");
    assert!(shown.contains("1  Rollback first") && !shown.contains("Three days") && shown.contains("1 card of others"));
    room.ok("retro discuss LOG/S1/A1");
    assert!(room.ok("retro show LOG/S1/A1").contains("Three days lost"));
    room.ok("retro edit LOG/S1/A1 2 --text 'Four days lost' --as danpung");
    room.ok("retro group LOG/S1/A1 Owners 2");
    assert!(room.ok("retro show LOG/S1/A1").contains("(Owners)"));
    room.ok("retro ungroup LOG/S1/A1 2");
    assert!(room.refuses(3, "retro remove LOG/S1/A1 9").contains('9'));
    assert!(room.refuses(2, "retro action LOG/S1/A1 'Somebody should'").contains("owner"));
    let said = room.ok("retro action LOG/S1/A1 'Tag an owner @sol' --due 2026-12-04 --check 'none without'");
    assert!(said.contains("LOG-5  Tag an owner") && said.contains("LOG/S1/A2"), "{said}");
    room.ok("retro close LOG/S1/A1 --summary 'Owners cost us days'");
    let paper = room.ok("retro export LOG/S1/A1");
    assert!(paper.contains("> Owners cost us days") && paper.contains("2026-12-04"), "{paper}");
    assert!(room.ok("retro export LOG/S1/A1 --format slack").contains("Owners cost us days"));
    assert!(room.ok("retro list LOG").contains("LOG/S1/A1\tSurvey\tclosed\tkpt\t2\t0/1"));
    assert!(room.ok("retro formats").contains("4l"));
}

#[test]
fn the_last_retros_actions_want_an_answer_first() {
    let mut room = planned();
    room.day("2026-11-27").ok("act close LOG/S1/A1 --leftover backlog --reason firewall");
    room.ok("retro open LOG/S1/A1");
    room.ok("retro action LOG/S1/A1 'Tag an owner' --owner sol --due 2026-12-04");
    room.ok("retro close LOG/S1/A1");
    room.ok("act start LOG/S1/A2");
    room.day("2026-12-18").ok("act close LOG/S1/A2 --leftover backlog --reason enough");
    let said = room.refuses(1, "retro open LOG/S1/A2");
    assert!(said.contains("LOG-5") && said.contains("actions keep LOG-5"), "{said}");
    assert!(room.ok("actions LOG").contains("LOG-5\ttodo\tTag an owner\tsol\t2026-12-04\tLOG/S1/A1 retro"));
    assert!(room.refuses(3, "actions keep LOG-1 --due fri --reason x").contains("no action"));
    room.ok("actions keep LOG-5 --due 2027-01-15 --reason 'new catalogue first'");
    room.ok("retro open LOG/S1/A2 --format 3l");
    assert!(room.ok("retro show LOG/S1/A2").contains("new catalogue first"));
}

#[test]
fn where_there_is_nothing_yet_nobody_counts_to_zero() {
    let mut room = partied();
    let count =
        |said: &str| said.split(|c: char| !c.is_alphanumeric()).any(|word| word == "0" || word.starts_with("0개"));
    room.ok("season add LOG Kubernetes -q");
    room.ok("act add LOG/S1 Survey -q");
    for lang in ["en", "ko"] {
        room.set("PARTY_LANG", lang);
        assert!(!count(room.ok("info").lines().last().unwrap()), "{lang}");
        for line in ["plan LOG", "show LOG/S1/A1", "export --format md LOG", "board LOG/S1/A1", "show LOG"] {
            let said = room.run(line);
            assert!(said.code == 0 && !count(&said.stderr), "party {line}: {}", said.stderr);
            // Pipes get every count; what is not a table is the same for people.
            assert!(line.starts_with("show LOG") || !count(&said.stdout), "party {line}:\n{}", said.stdout);
        }
    }
    room.set("PARTY_LANG", "en").ok("season start LOG/S1");
    assert!(room.ok("act start LOG/S1/A1").contains("There are no tasks in it yet."));
    assert!(room.ok("act show LOG/S1/A1").contains("no tasks yet"));
    assert!(room.ok("act close LOG/S1/A1").contains("no tasks\n"));
    assert!(!room.ok("export --format md LOG/S1/A1").contains("Numbers"));
    room.ok("retro open LOG/S1/A1");
    let closed = room.ok("retro close LOG/S1/A1");
    assert!(closed.starts_with("The retro of LOG/S1/A1 is closed. `"), "{closed}");
    assert!(room.run("trouble list").stderr.contains("`party trouble add"));
}
