//! `party member`: people and the names they are known by.

use clap::{Args, Subcommand};

use super::desk::{Desk, Done};
use super::print::Style;
use super::table::{Cell, Table};
use crate::op::patch::Patch;
use crate::op::{Op, member};
use crate::query::people::{MemberRow, people};
use crate::text::words::w;

/// Members of the workspace.
#[derive(Subcommand, Debug)]
pub enum Member {
    /// Add a member; the first one is the workspace's admin
    Add(Add),
    /// List the members
    List(List),
    /// Show one member
    Show(Show),
    /// Change a member's handle, name, skills, role
    Edit(Edit),
    /// Give a member one more name, or take one away
    Alias(Alias),
    /// Let a member leave; nothing they did is lost
    #[command(visible_alias = "deactivate")]
    Remove(Remove),
}

/// Arguments of `member add`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party member add sol --name 솔\n  party member add saebyeol --name 새별 --alias 디니"
)]
pub struct Add {
    /// What people type after @: letters of any script, digits, -
    handle: String,
    /// What screens show [default: the handle]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// One more name; may be given several times
    #[arg(long, value_name = "NAME")]
    alias: Vec<String>,
}

/// Arguments of `member list`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party member list\n  party member list --all --json")]
pub struct List {
    /// Those who left, too
    #[arg(short, long)]
    all: bool,
}

/// Arguments of `member show`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party member show @me\n  party member show 디니")]
pub struct Show {
    /// Handle, alias or name
    member: String,
}

/// Arguments of `member edit`.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that people set or do not")]
#[command(
    after_help = "Examples:\n  party member edit danpung --skill k8s --skill airflow\n  party member edit sol --handle soul"
)]
pub struct Edit {
    /// Handle, alias or name
    member: String,
    /// A new handle; the old one stays known
    #[arg(long)]
    handle: Option<String>,
    /// A new name
    #[arg(long)]
    name: Option<String>,
    /// A skill more; may be given several times
    #[arg(long, value_name = "SKILL")]
    skill: Vec<String>,
    /// A skill less
    #[arg(long, value_name = "SKILL")]
    unskill: Vec<String>,
    /// Make an admin
    #[arg(long, conflicts_with = "no_admin")]
    admin: bool,
    /// No longer an admin
    #[arg(long)]
    no_admin: bool,
    /// Back in the workspace
    #[arg(long, conflicts_with = "inactive")]
    active: bool,
    /// Gone from the workspace
    #[arg(long)]
    inactive: bool,
}

/// Arguments of `member alias`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party member alias saebyeol 디니\n  party member alias saebyeol 디니 --remove")]
pub struct Alias {
    /// Handle, alias or name
    member: String,
    /// The other name
    name: String,
    /// Take the name away
    #[arg(long)]
    remove: bool,
}

/// Arguments of `member remove`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party member remove haneul")]
pub struct Remove {
    /// Handle, alias or name
    member: String,
}

/// Runs one.
pub fn run(desk: &mut Desk, command: Member) -> Done {
    match command {
        Member::Add(args) => add(desk, args),
        Member::List(args) => list(desk, &args),
        Member::Show(args) => show(desk, &args),
        Member::Edit(args) => edit(desk, &args),
        Member::Alias(args) => alias(desk, args),
        Member::Remove(args) => remove(desk, &args),
    }
}

fn add(desk: &mut Desk, args: Add) -> Done {
    let id = desk.book.id();
    let first = !desk.book.peopled();
    let handle = args.handle.trim_start_matches(['@', '＠']).to_owned();
    let name = args.name.unwrap_or_else(|| handle.clone());
    let op = member::Op::Add { id, handle: handle.clone(), name: name.clone(), aliases: args.alias };
    let receipt = desk.commit(&Op::Member(op))?;
    let said = if first { w::CLI_MEMBER_FIRST } else { w::CLI_MEMBER_ADDED };
    let message = desk.say(said, &[("handle", &handle), ("name", &name)]);
    let hint = desk.say(w::CLI_MEMBER_WHO_ARE_YOU, &[("handle", &handle)]);
    desk.done(&receipt, "party.member.add/1", &message, &[handle]);
    if first && desk.book.me().is_none() {
        desk.out.message(hint);
    }
    Ok(())
}

fn list(desk: &mut Desk, args: &List) -> Done {
    let mut rows = desk.book.page(|read, _| people(read))?;
    rows.retain(|row| args.all || row.active);
    if desk.out.is_json() {
        desk.out.json("party.member.list/1", &rows);
        return Ok(());
    }
    let heads = [w::COMMON_HANDLE, w::COMMON_NAME, w::COMMON_ALIAS, w::COMMON_SKILL, w::COMMON_STATUS];
    let mut table = Table::new(desk.lang(), &heads, [3]);
    for row in &rows {
        let (stable, said) = standing(row);
        let said = said.map_or("", |said| desk.out.word(said));
        table.row(vec![
            Cell::of(&row.handle).styled(Style::Bold),
            Cell::of(&row.name),
            Cell::of(row.aliases.join(", ")).stable(row.aliases.join(",")),
            Cell::of(row.skills.join(", ")).stable(row.skills.join(",")),
            Cell::of(said).stable(stable),
        ]);
    }
    if table.is_empty() {
        desk.out.message(desk.out.word(w::CLI_MEMBER_NONE));
    } else {
        desk.out.table(&table);
    }
    Ok(())
}

/// The stored word and the shown one for what a member is to the workspace.
fn standing(row: &MemberRow) -> (&'static str, Option<crate::text::Word>) {
    match (row.active, row.admin) {
        (false, _) => ("inactive", Some(w::CLI_MEMBER_LEFT)),
        (true, true) => ("admin", Some(w::COMMON_ADMIN)),
        (true, false) => ("active", None),
    }
}

fn show(desk: &mut Desk, args: &Show) -> Done {
    let id = desk.member(&args.member)?.id;
    let rows = desk.book.page(|read, _| people(read))?;
    let Some(row) = rows.into_iter().find(|row| row.id == id) else {
        return Err(desk.missing(crate::query::Thing::Member, &args.member));
    };
    if desk.out.is_json() {
        desk.out.json("party.member.show/1", &row);
        return Ok(());
    }
    desk.out.styled(Style::Bold, format!("@{}", row.handle));
    desk.out.field(w::COMMON_NAME, &row.name);
    desk.out.field(w::COMMON_ALIAS, row.aliases.join(", "));
    desk.out.field(w::COMMON_SKILL, row.skills.join(", "));
    if let (_, Some(said)) = standing(&row) {
        desk.out.field(w::COMMON_STATUS, desk.out.word(said));
    }
    Ok(())
}

fn edit(desk: &mut Desk, args: &Edit) -> Done {
    let before = desk.member(&args.member)?;
    let mut skills = before.skills.clone();
    skills.retain(|skill| args.unskill.iter().all(|gone| !gone.eq_ignore_ascii_case(skill)));
    let new = args.skill.iter().map(|skill| skill.to_lowercase()).filter(|skill| !before.skills.contains(skill));
    skills.extend(new);
    let flag = |on: bool, off: bool, was: bool| if on || off { on } else { was };
    let handle = args.handle.as_ref().map_or(&before.handle, |handle| handle);
    let set = Patch::new()
        .set("handle", &before.handle, handle)
        .set("name", &before.name, args.name.as_ref().unwrap_or(&before.name))
        .set("skills", &before.skills, &skills)
        .set("admin", &before.admin, &flag(args.admin, args.no_admin, before.admin))
        .set("active", &before.active, &flag(args.active, args.inactive, before.active));
    change(desk, before.id, handle, set, "party.member.edit/1")
}

fn change(desk: &mut Desk, id: crate::base::id::Id, handle: &str, set: Patch, schema: &str) -> Done {
    if set.is_empty() {
        return Err(desk.usage(w::CLI_NOTHING_TO_DO, &[]));
    }
    let message = desk.say(w::CLI_MEMBER_CHANGED, &[("handle", &handle)]);
    desk.carry_out(vec![Op::Member(member::Op::Edit { member: id, set })], schema, &message, &[handle.to_owned()])
}

fn alias(desk: &mut Desk, args: Alias) -> Done {
    let before = desk.member(&args.member)?;
    let (member, name) = (before.id, args.name);
    let (said, op) = if args.remove {
        (w::CLI_MEMBER_UNALIAS, member::Op::Unalias { member, name: name.clone() })
    } else {
        (w::CLI_MEMBER_ALIAS, member::Op::Alias { member, name: name.clone() })
    };
    let message = desk.say(said, &[("handle", &before.handle), ("name", &name)]);
    desk.carry_out(vec![Op::Member(op)], "party.member.alias/1", &message, &[before.handle])
}

fn remove(desk: &mut Desk, args: &Remove) -> Done {
    let before = desk.member(&args.member)?;
    let set = Patch::new().set("active", &before.active, &false);
    let message = desk.say(w::CLI_MEMBER_GONE, &[("handle", &before.handle), ("name", &before.name)]);
    if set.is_empty() {
        return Err(desk.refused(w::CLI_MEMBER_GONE, &[("handle", &before.handle), ("name", &before.name)]));
    }
    let op = Op::Member(member::Op::Edit { member: before.id, set });
    desk.carry_out(vec![op], "party.member.remove/1", &message, &[before.handle])
}
