//! Rules of people: members and their names, the workspace's settings, parties and who is what to them.

use partybook::domain::member::{Alias, Member, Setting};
use partybook::domain::party::{Charter, Former, PartyStatus, Section};
use partybook::domain::refusal::{Deed, Refusal};
use partybook::op::Op;
use partybook::op::member::Op as MemberOp;
use partybook::op::party::{NewShare, Op as PartyOp};
use partybook::op::patch::{Edit, Patch};

use super::kit::{Book, Outcome, check, refuses};

const LOG: &str = "LOG active leader=sol members=danpung";
const STR: &str = "STR proposed interested=sol,danpung";

fn add(book: &mut Book, handle: &str, aliases: &[&str]) -> Outcome {
    let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
    let (id, name) = (book.id(), handle.to_uppercase());
    book.run(&Op::Member(MemberOp::Add { id, handle: handle.to_owned(), name, aliases }))
}

fn member(book: &mut Book, handle: &str, set: Patch) -> Outcome {
    let member = book.member(handle);
    book.run(&Op::Member(MemberOp::Edit { member, set }))
}

fn rename(book: &mut Book, from: &str, to: &str) -> Outcome {
    member(book, from, Patch::new().set("handle", &from.to_owned(), &to.to_owned()))
}

fn party(book: &mut Book, key: &str, make: impl FnOnce(&mut Book, partybook::base::id::Id) -> PartyOp) -> Outcome {
    let id = book.party(key);
    let op = make(book, id);
    book.run(&Op::Party(op))
}

#[test]
fn the_first_member_is_admin_and_brings_the_time_zone() {
    let mut book = Book::empty();
    add(&mut book, "sol", &[]).unwrap();
    let sol: Member = book.all("id > 0", vec![]).remove(0);
    assert!(sol.admin && sol.active);
    let settings: Vec<Setting> = book.all("id > 0", vec![]);
    assert_eq!((settings[0].name.as_str(), settings[0].value.as_str()), ("timezone", "Asia/Seoul"));
    assert_eq!(super::kit::rules::refusal(add(&mut book, "ann", &[])), Refusal::Gone("actor".into()));
    book.me("sol");
    add(&mut book, "danpung", &[]).unwrap();
    book.me("danpung");
    let role = Refusal::Role { deed: Deed::Workspace, holders: vec!["SOL".into()] };
    assert_eq!(super::kit::rules::refusal(add(&mut book, "ann", &[])), role);
}

#[test]
fn names_are_unique_over_handles_and_aliases_whatever_their_case() {
    let outline = format!("@danpung 단풍 aka=디니\n{LOG}");
    let taken = |name: &str, by: &str| Refusal::NameTaken { name: name.into(), by: by.into() };
    assert_eq!(refuses(&outline, |book| add(book, "SOL", &[])), taken("sol", "sol"));
    assert_eq!(refuses(&outline, |book| add(book, "디니", &[])), taken("디니", "단풍"));
    assert_eq!(refuses(&outline, |book| add(book, "haneul", &["Sol"])), taken("sol", "sol"));
    assert_eq!(refuses(&outline, |book| add(book, "haneul", &["haneul"])), taken("haneul", "HANEUL"));
    assert_eq!(refuses(&outline, |book| rename(book, "sol", "디니")), taken("디니", "단풍"));
    // The same letters, composed and taken apart.
    assert_eq!(refuses(&outline, |book| add(book, "\u{1103}\u{1175}\u{1102}\u{1175}", &[])), taken("디니", "단풍"));
}

#[test]
fn some_handles_cannot_be() {
    let reserved = ["me", "none", "없음", "current", "next", "previous", "backlog", "백로그", "today", "내일"];
    for handle in reserved.into_iter().chain(["x", "a b", "sol!", "-"]) {
        let refusal = refuses(LOG, |book| add(book, handle, &[]));
        assert_eq!(refusal, Refusal::BadHandle(handle.into()), "{handle}");
    }
}

#[test]
fn a_former_handle_stays_known() {
    let mut book = Book::outline(LOG);
    rename(&mut book, "sol", "solmin").unwrap();
    let aliases: Vec<Alias> = book.all("id > 0", vec![]);
    assert_eq!((aliases[0].name.as_str(), aliases.len()), ("sol", 1));
    let refusal = super::kit::rules::refusal(add(&mut book, "sol", &[]));
    assert_eq!(refusal, Refusal::NameTaken { name: "sol".into(), by: "sol".into() });
    rename(&mut book, "solmin", "sol").unwrap();
    let aliases: Vec<Alias> = book.all("id > 0", vec![]);
    assert_eq!((aliases[0].name.as_str(), aliases.len()), ("solmin", 1));
}

#[test]
fn names_are_ones_own_business_and_the_admins() {
    let mine = |book: &mut Book| rename(book.me("sol"), "sol", "solmin");
    check(LOG, mine, "@solmin sol aka=sol\nLOG active leader=solmin members=danpung");
    let role = Refusal::Role { deed: Deed::Workspace, holders: vec!["boss".into()] };
    assert_eq!(refuses(LOG, |book| rename(book.me("danpung"), "sol", "solmin")), role);
    let admin = Patch::new().set("admin", &false, &true);
    assert_eq!(refuses(LOG, |book| member(book.me("sol"), "sol", admin.clone())), role);
    check(LOG, |book| member(book, "sol", admin), "@sol admin\nLOG active leader=sol members=danpung");
}

#[test]
fn an_alias_comes_and_goes() {
    let alias = |name: &'static str| {
        move |book: &mut Book| {
            let member = book.member("danpung");
            book.me("danpung").run(&Op::Member(MemberOp::Alias { member, name: name.into() }))
        }
    };
    let mut book = check(LOG, alias("디니"), &format!("@danpung aka=디니\n{LOG}"));
    let member = book.member("danpung");
    let less = |name: &str| Op::Member(MemberOp::Unalias { member, name: name.into() });
    assert_eq!(book.refused(&less("dini")), Refusal::Gone("dini".into()));
    book.ok(&less("디니"));
    book.shows(LOG);
}

#[test]
fn the_last_admin_stays_even_by_taking_back() {
    let no_admin = || Patch::new().set("admin", &true, &false);
    assert_eq!(refuses(LOG, |book| member(book, "boss", no_admin())), Refusal::LastAdmin);
    let gone = Patch::new().set("active", &true, &false);
    assert_eq!(refuses(LOG, |book| member(book, "boss", gone)), Refusal::LastAdmin);
    let mut book = Book::outline(LOG);
    let promoted = member(&mut book, "sol", Patch::new().set("admin", &false, &true)).unwrap();
    member(book.me("sol"), "boss", no_admin()).unwrap();
    let refusal = super::kit::rules::refusal(book.undo_entry(promoted.seq.unwrap()));
    assert_eq!(refusal, Refusal::LastAdmin);
}

#[test]
fn who_has_left_does_nothing_more() {
    let outline = "@danpung inactive\nLOG active leader=sol";
    assert_eq!(refuses(outline, |book| book.me("danpung").add("LOG", "x")), Refusal::Inactive("danpung".into()));
}

#[test]
fn a_name_somebody_took_meanwhile_does_not_come_back_by_undo() {
    let mut book = Book::outline(&format!("@danpung 단풍 aka=디니\n{LOG}"));
    let member = book.member("danpung");
    let removal = book.ok(&Op::Member(MemberOp::Unalias { member, name: "디니".into() }));
    add(&mut book, "디니", &[]).unwrap();
    let refusal = super::kit::rules::refusal(book.undo_entry(removal.seq.unwrap()));
    assert_eq!(refusal, Refusal::NameTaken { name: "디니".into(), by: "디니".into() });
    let mut book = Book::outline(&format!("@danpung 단풍 aka=디니\n{LOG}"));
    let (member, sol) = (book.member("danpung"), book.member("sol"));
    let removal = book.ok(&Op::Member(MemberOp::Unalias { member, name: "디니".into() }));
    book.ok(&Op::Member(MemberOp::Alias { member: sol, name: "디니".into() }));
    let refusal = super::kit::rules::refusal(book.undo_entry(removal.seq.unwrap()));
    assert_eq!(refusal, Refusal::InUse { what: "alias".into(), by: None });
}

#[test]
fn settings_take_what_fits_from_admins_only() {
    let set = |name: &str, value: &str| Op::Member(MemberOp::Config { name: name.into(), value: value.into() });
    let mut book = Book::outline(LOG);
    for (name, value) in [
        ("focus", "0.7"),
        ("focus", "1"),
        ("day_hours", "7"),
        ("weekdays", "mon,tue"),
        ("calendar", "none"),
        ("timezone", "Europe/Paris"),
    ] {
        book.ok(&set(name, value));
        assert_eq!(book.value("SELECT value FROM setting WHERE name = $1", vec![name.into()]), Some(value.into()));
    }
    for (name, value) in [
        ("focus", "0"),
        ("focus", "1.5"),
        ("day_hours", "0"),
        ("day_hours", "x"),
        ("weekdays", "mon,funday"),
        ("timezone", "Mars"),
        ("nonsense", "1"),
    ] {
        let wrong = Refusal::BadSetting { name: name.into(), value: value.into() };
        assert_eq!(book.refused(&set(name, value)), wrong);
    }
    book.me("sol");
    assert!(matches!(book.refused(&set("focus", "0.5")), Refusal::Role { deed: Deed::Workspace, .. }));
}

#[test]
fn a_kickoff_turns_the_interested_into_members_and_appoints() {
    let kickoff = |book: &mut Book| {
        let (leader, shadow) = (book.member("sol"), Some(book.member("danpung")));
        let shares = vec![NewShare { member: book.member("haneul"), permille: 400 }];
        let charter = vec![(Section::Goals, " Move 21 DAGs \n".into())];
        party(book.me("sol"), "STR", |_, party| PartyOp::Kickoff { party, leader, shadow, shares, charter })
    };
    let outline = "@haneul 하늘\nSTR proposed interested=sol,saebyeol";
    let outline = format!("@danpung 단풍\n{outline}");
    let mut book = check(
        &outline,
        kickoff,
        "@danpung 단풍\n@haneul 하늘\nSTR active leader=sol shadow=danpung members=haneul,saebyeol share=haneul:40",
    );
    let charter: Vec<Charter> = book.all("id > 0", vec![]);
    assert_eq!((charter[0].section, charter[0].body.as_str()), (Section::Goals, "Move 21 DAGs"));
    let refusal = super::kit::rules::refusal(kickoff(&mut book));
    assert_eq!(refusal, Refusal::PartyState { party: "STR".into(), status: PartyStatus::Active });
}

#[test]
fn a_kickoff_is_for_the_founder_or_an_admin() {
    let refusal = refuses(STR, |book| {
        let leader = book.member("danpung");
        party(book.me("danpung"), "STR", |_, party| PartyOp::Kickoff {
            party,
            leader,
            shadow: None,
            shares: vec![],
            charter: vec![],
        })
    });
    assert_eq!(refusal, Refusal::Role { deed: Deed::Kickoff, holders: vec!["sol".into()] });
}

#[test]
fn shares_are_percent_and_make_members() {
    let share = |handle: &'static str, permille| {
        move |book: &mut Book| {
            let share = NewShare { member: book.member(handle), permille };
            party(book.me("sol"), "LOG", |_, party| PartyOp::Share { party, share })
        }
    };
    assert_eq!(refuses(LOG, share("danpung", 1001)), Refusal::BadShare(100));
    assert_eq!(refuses(LOG, share("danpung", -10)), Refusal::BadShare(-1));
    let mut book = check(LOG, share("boss", 300), "LOG active leader=sol members=boss,danpung share=boss:30");
    share("boss", 200)(&mut book).unwrap();
    share("boss", 100)(book.day("2026-11-17")).unwrap();
    assert_eq!(book.number("SELECT COUNT(*) FROM share"), 2, "one a day");
    book.shows("LOG active leader=sol members=boss,danpung share=boss:10");
}

#[test]
fn joining_a_proposal_is_interest_and_an_active_party_membership() {
    let join =
        |key: &'static str| move |book: &mut Book| party(book.me("haneul"), key, |_, party| PartyOp::Join { party });
    let outline = |rest: &str| format!("@haneul 하늘\n{rest}");
    check(&outline(STR), join("STR"), &outline("STR proposed interested=danpung,haneul,sol"));
    check(&outline(LOG), join("LOG"), &outline("LOG active leader=sol members=danpung,haneul"));
    let refusal = refuses(&outline("LOG ended leader=sol"), join("LOG"));
    assert_eq!(refusal, Refusal::PartyState { party: "LOG".into(), status: PartyStatus::Ended });
}

#[test]
fn a_party_rests_resumes_and_ends_for_good() {
    let to = |to| move |book: &mut Book| party(book.me("sol"), "LOG", |_, party| PartyOp::Status { party, to });
    let line = |status: &str| format!("LOG {status} leader=sol members=danpung");
    check(&line("active"), to(PartyStatus::Resting), &line("resting"));
    check(&line("resting"), to(PartyStatus::Active), &line("active"));
    check(&line("resting"), to(PartyStatus::Ended), &line("ended"));
    for wrong in [PartyStatus::Proposed, PartyStatus::Active, PartyStatus::Ended] {
        let refusal = refuses(&line("ended"), to(wrong));
        assert_eq!(refusal, Refusal::PartyState { party: "LOG".into(), status: PartyStatus::Ended });
    }
    let refusal = refuses(&line("active"), |book| {
        party(book.me("danpung"), "LOG", |_, party| PartyOp::Status { party, to: PartyStatus::Ended })
    });
    assert_eq!(refusal, Refusal::Role { deed: Deed::Close, holders: vec!["sol".into()] });
    let refusal = refuses(&line("ended"), |book| book.me("sol").add("LOG", "x"));
    assert_eq!(refusal, Refusal::PartyState { party: "LOG".into(), status: PartyStatus::Ended });
}

#[test]
fn keys_are_never_given_twice_and_former_ones_stay_known() {
    let rekey = |from: &'static str, to: &'static str| {
        move |book: &mut Book| {
            let set = Patch::new().set("key", &from.to_owned(), &to.to_owned());
            party(book.me("sol"), from, |_, party| PartyOp::Edit { party, set })
        }
    };
    let two = "LOG active leader=sol\nSTR active leader=sol";
    assert_eq!(refuses(two, rekey("LOG", "STR")), Refusal::KeyTaken("STR".into()));
    assert_eq!(refuses(two, rekey("LOG", "L-1")), Refusal::KeyTaken("L-1".into()));
    let mut book = check(
        two,
        rekey("LOG", "LOX"),
        "LOX active \"LOG\" leader=sol\nSTR active leader=sol".replace('"', "").as_str(),
    );
    let found = |book: &mut Book, key: &str| {
        let id = book.id();
        book.run(&Op::Party(PartyOp::Found { id, key: key.parse().unwrap(), name: "x".into(), theme: String::new() }))
    };
    for key in ["LOG", "STR", "LOX"] {
        assert_eq!(super::kit::rules::refusal(found(&mut book, key)), Refusal::KeyTaken(key.into()));
    }
    rekey("LOX", "LOG")(&mut book).unwrap();
    let former: Vec<Former> = book.all("id > 0", vec![]);
    assert_eq!((former.len(), former[0].key.as_str()), (1, "LOX"));
}

#[test]
fn what_names_a_place_is_no_partys_key() {
    for key in ["A1", "s12", "NEXT", "current", "Previous", "BACKLOG"] {
        assert!(key.parse::<partybook::base::key::PartyKey>().is_err(), "{key}");
    }
    for key in ["AB", "A1B", "SALES", "NEXTS", "LOG"] {
        assert!(key.parse::<partybook::base::key::PartyKey>().is_ok(), "{key}");
    }
    let refusal = refuses(LOG, |book| {
        let set = Patch::new().set("key", &"LOG".to_owned(), &"S2".to_owned());
        party(book.me("sol"), "LOG", |_, party| PartyOp::Edit { party, set })
    });
    assert_eq!(refusal, Refusal::KeyTaken("S2".into()));
}

#[test]
fn a_charter_section_two_people_write_is_a_conflict() {
    let write = |was: &'static str, to: &'static str| {
        move |book: &mut Book| {
            let body = Edit { was: was.into(), to: to.into() };
            party(book.me("sol"), "LOG", |_, party| PartyOp::Charter { party, section: Section::Goals, body })
        }
    };
    let mut book = Book::outline(LOG);
    write("", "Move 21 DAGs")(&mut book).unwrap();
    let Refusal::Conflict(moved) = super::kit::rules::refusal(write("", "Move 20 DAGs")(&mut book)) else { panic!() };
    assert_eq!(
        (moved[0].was.as_str(), moved[0].is.as_str(), moved[0].by.as_deref()),
        ("", "Move 21 DAGs", Some("sol"))
    );
    write("Move 21 DAGs", "")(&mut book).unwrap();
    assert_eq!(book.number("SELECT COUNT(*) FROM charter"), 0);
    let refusal = refuses(LOG, |book| {
        let body = Edit { was: "".into(), to: "x".into() };
        party(book.me("danpung"), "LOG", |_, party| PartyOp::Charter { party, section: Section::Goals, body })
    });
    assert!(matches!(refusal, Refusal::Role { deed: Deed::Plan, .. }));
}
