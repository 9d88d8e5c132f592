//! `party found`, `join`, `leave`, `kickoff`, `hand-over`, `share` and `party party …`: a party's life and people.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::charter;
use super::desk::{Desk, Done, is_none};
use crate::app::error::AppError;
use crate::base::clean::clean;
use crate::base::key::PartyKey;
use crate::domain::party::{Office, Party as Entity, PartyStatus, Role};
use crate::op::party::NewShare;
use crate::op::patch::Patch;
use crate::op::{Op, party};
use crate::query::party::party as party_page;
use crate::text::words::w;

/// Arguments of `found`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party found LOG \"soda log\" --theme \"Log DAGs need hands-on care every week\"\n  party new MART \"soda store\""
)]
pub struct Found {
    /// The key its tasks will carry: 2 to 8 letters and digits, a letter first
    key: String,
    /// What people call it
    name: String,
    /// The problem it exists to solve
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    theme: String,
}

/// Arguments that name a party.
#[derive(Args, Debug)]
pub struct Which {
    /// The party's key [default: the party in context]
    party: Option<String>,
}

/// Arguments of `kickoff`.
#[derive(Args, Debug)]
#[command(after_help = "\
Without --charter, a person at a terminal gets the template in VISUAL or EDITOR.

Examples:
  party kickoff LOG --leader sol --shadow danpung --share sol=50 --share danpung=30 --charter charter.md
  party kickoff LOG --leader @me --charter -")]
pub struct Kickoff {
    /// The party's key
    party: String,
    /// Who leads [default: who acts]
    #[arg(long, value_name = "MEMBER")]
    leader: Option<String>,
    /// Who learns to lead
    #[arg(long, value_name = "MEMBER")]
    shadow: Option<String>,
    /// A member's time share in percent; they become members of the party
    #[arg(long, value_name = "MEMBER=PERCENT")]
    share: Vec<String>,
    /// The charter as Markdown, a section a heading; - reads the standard input
    #[arg(long, value_name = "FILE")]
    charter: Option<PathBuf>,
    /// Begin without a charter, and do not open an editor
    #[arg(long, conflicts_with = "charter")]
    no_charter: bool,
}

/// Arguments of `hand-over`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party hand-over LOG danpung\n  party hand-over LOG --shadow saebyeol\n  party hand-over LOG --shadow none"
)]
pub struct HandOver {
    /// The party's key
    party: String,
    /// Who leads from today on
    leader: Option<String>,
    /// Who learns to lead from today on; none for nobody
    #[arg(long, value_name = "MEMBER")]
    shadow: Option<String>,
}

/// Arguments of `share`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party share saebyeol LOG 40")]
pub struct Share {
    /// Handle, alias or name
    member: String,
    /// The party's key
    party: String,
    /// Percent of the member's time, 0 to 100
    percent: String,
}

/// A party's head and people.
#[derive(Subcommand, Debug)]
pub enum Party {
    /// Change a party's name, theme or key; the old key stays known
    Edit(Edit),
    /// Say what somebody is to the party
    Role(SetRole),
    /// Let a party rest
    #[command(after_help = "Examples:\n  party party rest LOG")]
    Rest(Which),
    /// Wake a resting party
    #[command(after_help = "Examples:\n  party party resume LOG")]
    Resume(Which),
    /// End a party
    #[command(after_help = "Examples:\n  party party end LOG")]
    End(Which),
}

/// Arguments of `party edit`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party party edit LOG --name \"soda log 2\"\n  party party edit LOG --key SODA")]
pub struct Edit {
    /// The party's key
    party: String,
    /// A new name
    #[arg(long)]
    name: Option<String>,
    /// A new theme
    #[arg(long)]
    theme: Option<String>,
    /// A new key; task keys change with it, old ones stay known
    #[arg(long)]
    key: Option<String>,
}

/// Arguments of `party role`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party party role LOG haneul observer\n  party party role LOG haneul none")]
pub struct SetRole {
    /// The party's key
    party: String,
    /// Handle, alias or name
    member: String,
    /// Its role
    #[arg(value_enum)]
    role: RoleWord,
}

/// What somebody can be to a party.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum RoleWord {
    /// Works in it
    Member,
    /// Reads and comments
    Observer,
    /// Would like to take part
    Interested,
    /// Is no longer in it
    None,
}

/// Proposes a party.
pub fn found(desk: &mut Desk, args: Found) -> Done {
    let key: PartyKey = args.key.parse().map_err(|_| desk.usage(w::CLI_BAD_KEY, &[("key", &clean(&args.key))]))?;
    let id = desk.book.id();
    let op = party::Op::Found { id, key: key.clone(), name: args.name.clone(), theme: args.theme };
    let message = desk.say(w::CLI_PARTY_FOUND, &[("key", &key), ("name", &args.name)]);
    desk.carry_out(vec![Op::Party(op)], "party.found/1", &message, &[key.to_string()])
}

/// Shows interest, or becomes a member.
pub fn join(desk: &mut Desk, args: &Which) -> Done {
    let party = desk.party(args.party.as_deref())?;
    let said = if party.status == PartyStatus::Proposed { w::CLI_PARTY_INTERESTED } else { w::CLI_PARTY_JOINED };
    let message = desk.say(said, &[("key", &party.key), ("name", &party.name)]);
    desk.carry_out(vec![Op::Party(party::Op::Join { party: party.id })], "party.join/1", &message, &[party.key])
}

/// Leaves a party.
pub fn leave(desk: &mut Desk, args: &Which) -> Done {
    let party = desk.party(args.party.as_deref())?;
    let message = desk.say(w::CLI_PARTY_LEFT, &[("key", &party.key), ("name", &party.name)]);
    desk.carry_out(vec![Op::Party(party::Op::Leave { party: party.id })], "party.leave/1", &message, &[party.key])
}

/// Holds the kickoff.
pub fn kickoff(desk: &mut Desk, args: &Kickoff) -> Done {
    let party = desk.party(Some(&args.party))?;
    let leader = desk.member(args.leader.as_deref().unwrap_or("@me"))?;
    let shadow = args.shadow.as_deref().map(|text| desk.member(text)).transpose()?.map(|member| member.id);
    let shares = args.share.iter().map(|text| share_of(desk, text)).collect::<Result<Vec<_>, _>>()?;
    let charter = if args.no_charter { vec![] } else { charter::for_kickoff(desk, &party, args.charter.as_deref())? };
    let op = party::Op::Kickoff { party: party.id, leader: leader.id, shadow, shares, charter };
    let message =
        desk.say(w::CLI_PARTY_KICKOFF, &[("key", &party.key), ("name", &party.name), ("leader", &leader.handle)]);
    desk.carry_out(vec![Op::Party(op)], "party.kickoff/1", &message, &[party.key])
}

/// Reads `sol=50`.
fn share_of(desk: &mut Desk, text: &str) -> Result<NewShare, AppError> {
    let Some((member, percent)) = text.split_once('=') else {
        return Err(desk.usage(w::CLI_BAD_SHARE, &[("part", &clean(text))]));
    };
    let permille = permille(desk, percent)?;
    Ok(NewShare { member: desk.member(member)?.id, permille })
}

/// Reads `50`, `50%` or `33.3` as thousandths; what is beyond 0 to 100 is for the rule to refuse.
fn permille(desk: &Desk, text: &str) -> Result<i64, AppError> {
    let bad = || desk.usage(w::CLI_BAD_SHARE, &[("part", &clean(text))]);
    let (whole, tenth) = text
        .trim()
        .trim_end_matches(['%', '％'])
        .split_once('.')
        .unwrap_or((text.trim().trim_end_matches(['%', '％']), "0"));
    let whole: i64 = whole.parse().map_err(|_| bad())?;
    let tenth: i64 =
        Some(tenth).filter(|tenth| tenth.len() == 1).and_then(|tenth| tenth.parse().ok()).ok_or_else(bad)?;
    Ok(whole.saturating_mul(10).saturating_add(tenth))
}

/// Sets a share from today on.
pub fn share(desk: &mut Desk, args: &Share) -> Done {
    let party = desk.party(Some(&args.party))?;
    let member = desk.member(&args.member)?;
    let permille = permille(desk, &args.percent)?;
    let op = party::Op::Share { party: party.id, share: NewShare { member: member.id, permille } };
    let percent = args.percent.trim_end_matches(['%', '％']);
    let message =
        desk.say(w::CLI_PARTY_SHARE, &[("key", &party.key), ("handle", &member.handle), ("percent", &percent)]);
    desk.carry_out(vec![Op::Party(op)], "party.share/1", &message, &[member.handle])
}

/// Passes offices on.
pub fn hand_over(desk: &mut Desk, args: &HandOver) -> Done {
    let party = desk.party(Some(&args.party))?;
    let (ops, said) = offices(desk, &party, args.leader.as_deref(), args.shadow.as_deref())?;
    desk.carry_out(ops, "party.hand-over/1", &said.join("\n"), &[party.key])
}

/// The steps that pass offices on, and what is said of each. Who gives an office up gives it up last: the other step
/// still needs its word.
pub fn offices(
    desk: &mut Desk,
    party: &Entity,
    leader: Option<&str>,
    shadow: Option<&str>,
) -> Result<(Vec<Op>, Vec<String>), AppError> {
    let (mut ops, mut said) = (vec![], vec![]);
    let office = |office, member| Op::Party(party::Op::HandOver { party: party.id, office, member });
    if let Some(text) = leader {
        let member = desk.member(text)?;
        said.push(desk.say(w::CLI_PARTY_LEADER, &[("key", &party.key), ("handle", &member.handle)]));
        ops.push(office(Office::Leader, Some(member.id)));
    }
    match shadow {
        Some(text) if is_none(text) => {
            said.push(desk.say(w::CLI_PARTY_NO_SHADOW, &[("key", &party.key)]));
            ops.push(office(Office::Shadow, None));
        }
        Some(text) => {
            let member = desk.member(text)?;
            said.push(desk.say(w::CLI_PARTY_SHADOW, &[("key", &party.key), ("handle", &member.handle)]));
            ops.push(office(Office::Shadow, Some(member.id)));
        }
        None => {}
    }
    if ops.len() == 2 {
        let page = desk.book.page(|read, ctx| party_page(read, ctx, party.id))?;
        let me = desk.book.me().map(|me| me.handle.as_str());
        if page.leader_terms.iter().any(|term| term.until.is_none() && Some(term.handle.as_str()) == me) {
            ops.reverse();
        }
    }
    Ok((ops, said))
}

/// Runs one of `party party …`.
pub fn run(desk: &mut Desk, command: Party) -> Done {
    match command {
        Party::Edit(args) => edit(desk, &args),
        Party::Role(args) => role(desk, &args),
        Party::Rest(args) => status(desk, &args, PartyStatus::Resting, "party.party.rest/1"),
        Party::Resume(args) => status(desk, &args, PartyStatus::Active, "party.party.resume/1"),
        Party::End(args) => status(desk, &args, PartyStatus::Ended, "party.party.end/1"),
    }
}

fn edit(desk: &mut Desk, args: &Edit) -> Done {
    let before = desk.party(Some(&args.party))?;
    let key = match &args.key {
        Some(text) => {
            let key: PartyKey = text.parse().map_err(|_| desk.usage(w::CLI_BAD_KEY, &[("key", &clean(text))]))?;
            key.to_string()
        }
        None => before.key.clone(),
    };
    let set = Patch::new()
        .set("name", &before.name, args.name.as_ref().unwrap_or(&before.name))
        .set("theme", &before.theme, args.theme.as_ref().unwrap_or(&before.theme))
        .set("key", &before.key, &key);
    let ops = if set.is_empty() { vec![] } else { vec![Op::Party(party::Op::Edit { party: before.id, set })] };
    let message = desk.say(w::CLI_PARTY_CHANGED, &[("key", &key)]);
    desk.carry_out(ops, "party.party.edit/1", &message, &[key])
}

fn role(desk: &mut Desk, args: &SetRole) -> Done {
    let party = desk.party(Some(&args.party))?;
    let member = desk.member(&args.member)?;
    let (role, said) = match args.role {
        RoleWord::Member => (Some(Role::Member), w::CLI_PARTY_ROLE_MEMBER),
        RoleWord::Observer => (Some(Role::Observer), w::CLI_PARTY_ROLE_OBSERVER),
        RoleWord::Interested => (Some(Role::Interested), w::CLI_PARTY_ROLE_INTERESTED),
        RoleWord::None => (None, w::CLI_PARTY_ROLE_NONE),
    };
    let op = Op::Party(party::Op::Role { party: party.id, member: member.id, role });
    let message = desk.say(said, &[("key", &party.key), ("handle", &member.handle)]);
    desk.carry_out(vec![op], "party.party.role/1", &message, &[member.handle])
}

fn status(desk: &mut Desk, args: &Which, to: PartyStatus, schema: &str) -> Done {
    let party = desk.party(args.party.as_deref())?;
    let said = match to {
        PartyStatus::Resting => w::CLI_PARTY_RESTS,
        PartyStatus::Ended => w::CLI_PARTY_ENDS,
        PartyStatus::Proposed | PartyStatus::Active => w::CLI_PARTY_RESUMES,
    };
    let message = desk.say(said, &[("key", &party.key), ("name", &party.name)]);
    desk.carry_out(vec![Op::Party(party::Op::Status { party: party.id, to })], schema, &message, &[party.key])
}
