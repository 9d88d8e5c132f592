//! People and parties on the command line: members, founding, kickoff, charter, shares, hand-over.

use crate::kit::{Shell, shell};

/// A room with three members, one of them `sol`, the admin.
pub fn peopled() -> Shell {
    let mut room = shell();
    for line in
        ["member add sol --name 솔", "member add danpung --name 단풍", "member add saebyeol --name 새별 --alias 디니"]
    {
        room.ok(line);
    }
    room
}

/// The same with the active party LOG, which `sol` leads.
pub fn partied() -> Shell {
    let mut room = peopled();
    room.ok("found LOG 'soda log' --theme 'Legacy log DAGs'");
    room.ok(
        "kickoff LOG --leader sol --shadow danpung --share sol=50 --share danpung=30 --share saebyeol=40 --no-charter",
    );
    room
}

#[test]
fn members_are_added_renamed_and_let_go() {
    let mut room = peopled();
    assert_eq!(
        room.ok("member list"),
        "danpung\t단풍\t\t\tactive\nsaebyeol\t새별\t디니\t\tactive\nsol\t솔\t\t\tadmin\n"
    );
    assert!(room.refuses(1, "member add sol --name Sol").contains("already"));
    assert!(room.refuses(1, "member add fri --name Fri").contains("handle"));
    room.ok("member edit danpung --skill k8s --skill airflow --handle maple");
    assert!(room.ok("member show danpung").contains("airflow, k8s"));
    assert!(room.ok("member show @maple").contains("danpung"));
    room.ok("member alias sol soul");
    assert!(room.ok("member show soul").contains("@sol"));
    room.ok("member alias sol soul --remove");
    assert!(room.refuses(3, "member show soul").contains("sol"));
    room.ok("member remove saebyeol");
    assert!(!room.ok("member list").contains("saebyeol"));
    assert!(room.ok("member list --all").contains("saebyeol\t새별\t디니\t\tinactive"));
    assert!(room.refuses(1, "member remove sol").contains("last admin"));
    assert!(room.refuses(2, "member edit sol").contains("nothing to change"));
    assert!(room.refuses(3, "member list --as nobody").contains("nobody"));
}

#[test]
fn a_member_needs_the_admin() {
    let mut room = peopled();
    let said = room.refuses(1, "member add maru --name 마루 --as danpung");
    assert!(said.contains("admin") && said.contains('솔'), "{said}");
}

#[test]
fn a_party_lives_from_proposal_to_end() {
    let mut room = peopled();
    room.ok("new LOG 'soda log' --theme 'Legacy DAGs'");
    assert!(room.refuses(1, "found log again").contains("LOG"));
    assert!(room.refuses(2, "found L x").contains("key"));
    room.ok("join LOG --as 디니");
    assert!(room.ok("list").starts_with("LOG\tsoda log\tproposed\tsaebyeol, sol"));
    room.ok("kickoff LOG --leader danpung --share sol=33.3 --no-charter");
    let shown = room.ok("show LOG --json");
    let page: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(page["schema"], "party.show/1");
    assert_eq!(page["data"]["leader"], "danpung");
    assert!(room.refuses(1, "kickoff LOG --leader sol --no-charter").contains("active already"));
    room.ok("party rest LOG");
    assert!(room.ok("show LOG").contains("resting"));
    room.ok("party resume LOG");
    room.ok("party end LOG");
    assert_eq!(room.ok("list"), "");
    assert!(room.ok("list --all").contains("ended"));
    assert!(room.refuses(1, "join LOG --as 디니").contains("ended"));
}

#[test]
fn offices_shares_and_roles_pass_on() {
    let mut room = partied();
    room.day("2026-11-20");
    room.ok("hand-over LOG danpung --shadow saebyeol");
    assert!(room.ok("show LOG").contains("danpung (단풍)"));
    room.ok("hand-over LOG --shadow none");
    room.ok("share saebyeol LOG 25%");
    assert!(room.ok("show LOG").contains("saebyeol\t새별\tmember\t25%"));
    assert!(room.refuses(1, "share saebyeol LOG 125").contains("125%"));
    assert!(room.refuses(2, "share saebyeol LOG much").contains("much"));
    room.ok("party role LOG saebyeol observer");
    assert!(room.ok("show LOG").contains("observer"));
    room.ok("leave LOG --as 디니");
    assert!(!room.ok("show LOG").contains("saebyeol\t새별\tobserver"));
    room.ok("party edit LOG --key SODA --name 'soda'");
    assert!(room.ok("show LOG").contains("SODA"));
    assert!(room.refuses(1, "party end SODA --as saebyeol").contains("leader"));
}

#[test]
fn a_charter_is_written_by_file_and_by_section() {
    let mut room = partied();
    room.feed("charter edit LOG --file -", "# soda log\n## Goals\nMove 21 DAGs.\n## Risks\nNobody owns them.\n");
    assert!(room.ok("charter show LOG").contains("## Goals\nMove 21 DAGs."));
    room.ok("charter set LOG goals 'Move 22 DAGs.'");
    assert_eq!(room.ok("charter show LOG --section goals --json").matches("22 DAGs").count(), 1);
    assert!(room.refuses(2, "charter set LOG nonsense x").contains("background"));
    assert!(room.refuses(1, "charter set LOG goals x --as saebyeol").contains("leader"));
    room.ok("charter set LOG goals ''");
    assert!(!room.ok("charter show LOG").contains("Goals"));
}
