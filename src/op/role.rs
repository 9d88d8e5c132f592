//! Who may do what: the roles of a party, and the refusal that says who holds them.

use super::OpError;
use super::work::Work;
use crate::base::id::Id;
use crate::base::minutes::{LONGEST, Minutes};
use crate::domain::member::Member;
use crate::domain::party::{Membership, Office, Party, PartyStatus, Role, Term};
use crate::domain::refusal::{Deed, Refusal};

/// What the actor is to a party.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Whether they lead, learn to lead, founded a party that has no leader yet, or are admin.
    pub leads: bool,
    /// Their role, if they have one.
    pub role: Option<Role>,
    /// Where the party stands.
    pub status: PartyStatus,
}

/// The acting member; refused when there is none or they have left.
pub fn actor(work: &mut Work<'_>) -> Result<Member, OpError> {
    let id = work.meta.actor.ok_or_else(|| Refusal::Gone("actor".to_owned()))?;
    let member: Member = work.one(id)?;
    if member.active { Ok(member) } else { Err(Refusal::Inactive(member.name).into()) }
}

/// The term that lasts of an office, if somebody holds it. Days do not decide: a workspace that changes its time zone
/// may be a day behind the term's first.
pub fn holder(work: &mut Work<'_>, party: Id, office: Office) -> Result<Option<Term>, OpError> {
    let args = vec![party.0.into(), office.as_str().into()];
    Ok(work.select::<Term>("party = $1 AND office = $2 AND until IS NULL", args)?.pop())
}

/// What the actor is to a party today.
pub fn standing(work: &mut Work<'_>, party: Id) -> Result<Standing, OpError> {
    if let Some((leads, role, status)) = work.known_standing(party) {
        return Ok(Standing { leads, role, status });
    }
    let me = actor(work)?;
    let mut leads = me.admin;
    for office in [Office::Leader, Office::Shadow] {
        leads |= holder(work, party, office)?.is_some_and(|term| term.member == me.id);
    }
    let found: Party = work.one(party)?;
    leads |= found.status == PartyStatus::Proposed && found.founder == Some(me.id);
    let args = vec![party.0.into(), me.id.0.into()];
    let membership = work.select::<Membership>("party = $1 AND member = $2", args)?.pop();
    let role = membership.map(|row| row.role);
    work.remember_standing(party, (leads, role, found.status));
    Ok(Standing { leads, role, status: found.status })
}

/// Refuses unless the actor is an admin.
pub fn admin(work: &mut Work<'_>) -> Result<(), OpError> {
    if actor(work)?.admin {
        return Ok(());
    }
    let holders = work.select::<Member>("admin = 1 AND active = 1 ORDER BY fold", vec![])?;
    Err(Refusal::Role { deed: Deed::Workspace, holders: holders.into_iter().map(|member| member.name).collect() }
        .into())
}

/// Refuses unless the actor leads the party (or learns to, or is admin); in a party that has ended only looking back and
/// mending what was written is left to do.
pub fn leader(work: &mut Work<'_>, party: Id, deed: Deed) -> Result<(), OpError> {
    if !standing(work, party)?.leads {
        return Err(lacking(work, party, deed)?.into());
    }
    match deed {
        Deed::Plan | Deed::Assign | Deed::Work | Deed::Close | Deed::Override => alive(work, party),
        _ => Ok(()),
    }
}

/// Refuses unless the actor works in the party and it has not ended.
pub fn worker(work: &mut Work<'_>, party: Id) -> Result<Standing, OpError> {
    let standing = voice(work, party)?;
    alive(work, party)?;
    Ok(standing)
}

/// Refuses unless the actor is one of those who work in the party: they look back and write notes even when it has
/// ended. While it is a proposal, everybody interested is.
pub fn voice(work: &mut Work<'_>, party: Id) -> Result<Standing, OpError> {
    let standing = standing(work, party)?;
    if standing.leads || standing.role.is_some_and(|role| role.works(standing.status)) {
        Ok(standing)
    } else {
        Err(lacking(work, party, Deed::Work)?.into())
    }
}

/// Refuses once the party has ended: nothing is planned in it or worked on any more.
pub fn alive(work: &mut Work<'_>, party: Id) -> Result<(), OpError> {
    match standing(work, party)?.status {
        status @ PartyStatus::Ended => Err(Refusal::PartyState { party: work.one::<Party>(party)?.key, status }.into()),
        _ => Ok(()),
    }
}

/// Refuses unless the party is active: nothing starts in one that is proposed, rests or has ended.
pub fn active(work: &mut Work<'_>, party: Id) -> Result<(), OpError> {
    match standing(work, party)?.status {
        PartyStatus::Active => Ok(()),
        status => Err(Refusal::PartyState { party: work.one::<Party>(party)?.key, status }.into()),
    }
}

/// The refusal that names who may.
pub fn lacking(work: &mut Work<'_>, party: Id, deed: Deed) -> Result<Refusal, OpError> {
    let mut holders = vec![];
    for office in [Office::Leader, Office::Shadow] {
        if let Some(term) = holder(work, party, office)? {
            holders.push(work.one::<Member>(term.member)?.name);
        }
    }
    if holders.is_empty()
        && let Some(founder) = work.one::<Party>(party)?.founder
    {
        holders.push(work.one::<Member>(founder)?.name);
    }
    if deed == Deed::Work {
        let sql =
            "id IN (SELECT member FROM membership WHERE party = $1 AND role = 'member') AND active = 1 ORDER BY fold";
        for member in work.select::<Member>(sql, vec![party.0.into()])? {
            if !holders.contains(&member.name) {
                holders.push(member.name);
            }
        }
    }
    Ok(Refusal::Role { deed, holders })
}

/// Refuses somebody who has left; makes a member of the party of somebody who is not one yet.
pub fn admit(work: &mut Work<'_>, party: Id, member: Id) -> Result<(), OpError> {
    if work.is_admitted(party, member) {
        return Ok(());
    }
    let person: Member = work.one(member)?;
    if !person.active {
        return Err(Refusal::Inactive(person.name).into());
    }
    let args = vec![party.0.into(), member.0.into()];
    let known = work.select::<Membership>("party = $1 AND member = $2", args)?.pop();
    match known {
        Some(before) if !before.role.works(work.one::<Party>(party)?.status) => {
            work.update(&before, &Membership { role: Role::Member, ..before.clone() });
        }
        Some(_) => {}
        None => {
            let (id, since) = (work.id(), work.today);
            work.insert(&Membership { id, party, member, role: Role::Member, since });
        }
    }
    work.remember_admitted(party, member);
    Ok(())
}

/// Refuses an estimate that is not more than zero and at most a working year.
pub fn fair_estimate(estimate: Option<Minutes>) -> Result<(), OpError> {
    match estimate {
        Some(estimate) if estimate.0 <= 0 || estimate > LONGEST => {
            Err(Refusal::BadValue { field: "estimate".to_owned(), value: estimate.to_string() }.into())
        }
        _ => Ok(()),
    }
}

/// A text that is shown in one line: its breaks and tabs become spaces, its ends are cut.
pub fn one_line(text: &str) -> String {
    let breaks = |c: char| matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.split(breaks).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Refuses a text that is empty or longer than `limit` characters.
pub fn text(field: &str, text: &str, limit: usize) -> Result<(), OpError> {
    if text.trim().is_empty() {
        return Err(Refusal::Empty(field.to_owned()).into());
    }
    short(field, text, limit)
}

/// Refuses a text longer than `limit` characters.
pub fn short(field: &str, text: &str, limit: usize) -> Result<(), OpError> {
    if text.chars().count() > limit {
        return Err(Refusal::TooLong { field: field.to_owned(), limit }.into());
    }
    Ok(())
}

/// Characters a title may have.
pub const TITLE: usize = 500;
/// Characters a body may have.
pub const BODY: usize = 100_000;
