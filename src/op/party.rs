//! Parties: founding, interest, kickoff, charter, people, rest and end.

use serde::{Deserialize, Serialize};

use super::OpError;
use super::label;
use super::patch::{Edit, Patch, moved};
use super::role::{self, BODY, TITLE};
pub use super::seat::NewShare;
use super::seat::{appoint, set_role, set_share};
use super::work::Work;
use crate::base::id::Id;
use crate::base::key::PartyKey;
use crate::domain::act::Act;
use crate::domain::party::{Charter, Former, Membership, Office, Party, PartyStatus, Role, Section};
use crate::domain::refusal::{Deed, Refusal};
use crate::store::record::Noun;

/// What can be done with parties.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Proposes a party; the founder is interested from the start.
    Found {
        /// Row id, minted by the caller.
        id: Id,
        /// `LOG`.
        key: PartyKey,
        /// What people call it.
        name: String,
        /// The problem.
        theme: String,
    },
    /// New values for `key`, `name`, `theme`.
    Edit {
        /// Which party.
        party: Id,
        /// The fields.
        set: Patch,
    },
    /// The actor would like to take part; in an active party they become a member.
    Join {
        /// Which party.
        party: Id,
    },
    /// The actor leaves.
    Leave {
        /// Which party.
        party: Id,
    },
    /// The founding meeting: appoints, shares out, writes the charter, makes the party active.
    Kickoff {
        /// Which party.
        party: Id,
        /// Who leads.
        leader: Id,
        /// Who learns to lead.
        #[serde(default)]
        shadow: Option<Id>,
        /// Shares; their members become members of the party.
        #[serde(default)]
        shares: Vec<NewShare>,
        /// Sections of the charter.
        #[serde(default)]
        charter: Vec<(Section, String)>,
    },
    /// One section of the charter.
    Charter {
        /// Which party.
        party: Id,
        /// Which section.
        section: Section,
        /// The text, with what its writer saw.
        body: Edit,
    },
    /// What somebody is to the party, said by its leader.
    Role {
        /// Which party.
        party: Id,
        /// Whom.
        member: Id,
        /// As what; none takes them out.
        role: Option<Role>,
    },
    /// Somebody's share from today on.
    Share {
        /// Which party.
        party: Id,
        /// Whose share.
        share: NewShare,
    },
    /// Passes an office on.
    HandOver {
        /// Which party.
        party: Id,
        /// Which office.
        office: Office,
        /// To whom; none leaves it empty (only the shadow's).
        member: Option<Id>,
    },
    /// Active ⇄ resting, and the end.
    Status {
        /// Which party.
        party: Id,
        /// Active (resume), resting or ended.
        to: PartyStatus,
    },
}

/// Carries one out.
pub fn run(work: &mut Work<'_>, op: &Op) -> Result<(), OpError> {
    match op {
        Op::Found { id, key, name, theme } => found(work, *id, key, name, theme),
        Op::Edit { party, set } => edit(work, *party, set),
        Op::Join { party } => join(work, *party),
        Op::Leave { party } => {
            let me = role::actor(work)?.id;
            set_role(work, *party, me, None)
        }
        Op::Kickoff { party, leader, shadow, shares, charter } => {
            kickoff(work, *party, *leader, *shadow, shares, charter)
        }
        Op::Charter { party, section, body } => {
            role::leader(work, *party, Deed::Plan)?;
            write_section(work, *party, *section, body)
        }
        Op::Role { party, member, role } => {
            role::leader(work, *party, Deed::Plan)?;
            set_role(work, *party, *member, *role)
        }
        Op::Share { party, share } => {
            role::leader(work, *party, Deed::Plan)?;
            set_share(work, *party, share)
        }
        Op::HandOver { party, office, member } => {
            role::leader(work, *party, Deed::Close)?;
            appoint(work, *party, *office, *member)
        }
        Op::Status { party, to } => change_status(work, *party, *to),
    }
}

fn found(work: &mut Work<'_>, id: Id, key: &PartyKey, name: &str, theme: &str) -> Result<(), OpError> {
    let founder = role::actor(work)?.id;
    role::text("name", name, TITLE)?;
    role::short("theme", theme, BODY)?;
    free_key(work, key)?;
    work.insert(&Party {
        id,
        key: key.to_string(),
        name: role::one_line(name),
        theme: theme.trim().to_owned(),
        status: PartyStatus::Proposed,
        founder: Some(founder),
        started_on: None,
        ended_on: None,
    });
    set_role(work, id, founder, Some(Role::Interested))
}

fn free_key(work: &mut Work<'_>, key: &PartyKey) -> Result<(), OpError> {
    let args = || vec![key.as_str().into()];
    let taken =
        !work.select::<Party>("key = $1", args())?.is_empty() || !work.select::<Former>("key = $1", args())?.is_empty();
    if taken { Err(Refusal::KeyTaken(key.to_string()).into()) } else { Ok(()) }
}

fn edit(work: &mut Work<'_>, id: Id, set: &Patch) -> Result<(), OpError> {
    role::leader(work, id, Deed::Plan)?;
    let before: Party = work.one(id)?;
    let mut after = set.apply(work, &before, &["key", "name", "theme"], &before.key.clone())?;
    role::text("name", &after.name, TITLE)?;
    role::short("theme", &after.theme, BODY)?;
    after.name = role::one_line(&after.name);
    if after.key != before.key {
        let key: PartyKey = after.key.parse().map_err(|_| Refusal::KeyTaken(after.key.clone()))?;
        let own = work.select::<Former>("key = $1 AND target = $2", vec![key.as_str().into(), id.0.into()])?;
        match own.into_iter().next() {
            Some(former) => work.delete(&former),
            None => free_key(work, &key)?,
        }
        after.key = key.to_string();
        let row = work.id();
        work.insert(&Former { id: row, key: before.key.clone(), target: id });
    }
    work.update(&before, &after);
    Ok(())
}

fn join(work: &mut Work<'_>, id: Id) -> Result<(), OpError> {
    let me = role::actor(work)?.id;
    let party: Party = work.one(id)?;
    match party.status {
        PartyStatus::Proposed => set_role(work, id, me, Some(Role::Interested)),
        PartyStatus::Active | PartyStatus::Resting => set_role(work, id, me, Some(Role::Member)),
        PartyStatus::Ended => Err(Refusal::PartyState { party: party.key, status: party.status }.into()),
    }
}

fn kickoff(
    work: &mut Work<'_>,
    id: Id,
    leader: Id,
    shadow: Option<Id>,
    shares: &[NewShare],
    charter: &[(Section, String)],
) -> Result<(), OpError> {
    let before: Party = work.one(id)?;
    if before.status != PartyStatus::Proposed {
        return Err(Refusal::PartyState { party: before.key, status: before.status }.into());
    }
    let me = role::actor(work)?;
    if before.founder != Some(me.id) && !me.admin {
        return Err(role::lacking(work, id, Deed::Kickoff)?.into());
    }
    let after = Party { status: PartyStatus::Active, started_on: Some(work.today), ..before.clone() };
    work.update(&before, &after);
    for interested in work.select::<Membership>("party = $1 AND role = 'interested'", vec![id.0.into()])? {
        set_role(work, id, interested.member, Some(Role::Member))?;
    }
    for share in shares {
        set_share(work, id, share)?;
    }
    appoint(work, id, Office::Leader, Some(leader))?;
    if shadow.is_some() {
        appoint(work, id, Office::Shadow, shadow)?;
    }
    for (section, body) in charter {
        let body = Edit { was: serde_json::Value::Null, to: body.as_str().into() };
        write_section(work, id, *section, &body)?;
    }
    Ok(())
}

fn write_section(work: &mut Work<'_>, party: Id, section: Section, edit: &Edit) -> Result<(), OpError> {
    let body = edit.to.as_str().unwrap_or_default().trim().to_owned();
    let was = edit.was.as_str().unwrap_or_default().trim();
    role::short(section.as_str(), &body, BODY)?;
    let args = vec![party.0.into(), section.as_str().into()];
    let Some(before) = work.select::<Charter>("party = $1 AND section = $2", args)?.pop() else {
        if !body.is_empty() {
            let id = work.id();
            work.insert(&Charter { id, party, section, body });
        }
        return Ok(());
    };
    if before.body != was && before.body != body {
        let is = before.body.as_str().into();
        let moved = moved(work, Noun::Charter, before.id, section.as_str(), "body", &was.into(), &is)?;
        work.conflicts.push(moved);
    } else if body.is_empty() {
        work.delete(&before);
    } else {
        let after = Charter { body, ..before.clone() };
        work.update(&before, &after);
    }
    Ok(())
}

fn change_status(work: &mut Work<'_>, id: Id, to: PartyStatus) -> Result<(), OpError> {
    role::leader(work, id, Deed::Close)?;
    let before: Party = work.one(id)?;
    let allowed = matches!(
        (before.status, to),
        (PartyStatus::Active, PartyStatus::Resting | PartyStatus::Ended)
            | (PartyStatus::Resting, PartyStatus::Active | PartyStatus::Ended)
            | (PartyStatus::Proposed, PartyStatus::Ended)
    );
    if !allowed {
        return Err(Refusal::PartyState { party: before.key, status: before.status }.into());
    }
    if to == PartyStatus::Ended {
        let mut running = vec![];
        for act in work.select::<Act>("party = $1 AND stage = 'running' ORDER BY number", vec![id.0.into()])? {
            running.push(label::act(work, &act)?);
        }
        if !running.is_empty() {
            return Err(Refusal::OpenActs(running).into());
        }
    }
    let ended_on = (to == PartyStatus::Ended).then_some(work.today);
    let after = Party { status: to, ended_on, ..before.clone() };
    work.update(&before, &after);
    Ok(())
}
