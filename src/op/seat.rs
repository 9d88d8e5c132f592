//! Seats and offices: who comes to a party, who goes, and what must be settled before.

use serde::{Deserialize, Serialize};

use super::OpError;
use super::label;
use super::role;
use super::work::Work;
use crate::base::id::Id;
use crate::domain::member::Member;
use crate::domain::party::{Membership, Office, Party, PartyStatus, Role, Share, Term};
use crate::domain::refusal::Refusal;
use crate::domain::task::{Task, TaskPerson};

/// A member's share of time for a party.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewShare {
    /// Whose.
    pub member: Id,
    /// Thousandths of their time, 0–1000.
    pub permille: i64,
}

/// Makes somebody something to a party; none takes them out.
pub fn set_role(work: &mut Work<'_>, party: Id, member: Id, role: Option<Role>) -> Result<(), OpError> {
    let person: Member = work.one(member)?;
    if role.is_some() && !person.active {
        return Err(Refusal::Inactive(person.name).into());
    }
    let today = work.today;
    let args = vec![party.0.into(), member.0.into()];
    let before = work.select::<Membership>("party = $1 AND member = $2", args)?.pop();
    match (before, role) {
        (Some(before), Some(role)) => {
            let status = work.one::<Party>(party)?.status;
            if before.role.works(status) && !role.works(status) {
                settle(work, party, &person)?;
            }
            let after = Membership { role, ..before.clone() };
            work.update(&before, &after);
        }
        (Some(before), None) => {
            settle(work, party, &person)?;
            work.delete(&before);
        }
        (None, Some(role)) => {
            let id = work.id();
            work.insert(&Membership { id, party, member, role, since: today });
        }
        (None, None) => {
            let party: Party = work.one(party)?;
            return Err(Refusal::NotInParty { member: person.name, party: party.key }.into());
        }
    }
    Ok(())
}

/// What somebody holds in parties that have not ended and that cannot be left behind: the keys of the parties they lead,
/// and of the open tasks they own.
#[derive(Default)]
struct Held {
    leads: Vec<String>,
    tasks: Vec<String>,
}

impl Held {
    fn add(&mut self, work: &mut Work<'_>, party: &Party, member: Id) -> Result<(), OpError> {
        if role::holder(work, party.id, Office::Leader)?.is_some_and(|term| term.member == member) {
            self.leads.push(party.key.clone());
        }
        let args = vec![member.0.into(), party.id.0.into()];
        for task in work.select::<Task>("owner = $1 AND is_open = 1 AND party = $2 ORDER BY number", args)? {
            self.tasks.push(label::task(work, &task)?);
        }
        Ok(())
    }

    fn refuse(self, member: &Member) -> Result<(), OpError> {
        if self.leads.is_empty() && self.tasks.is_empty() {
            return Ok(());
        }
        Err(Refusal::Unsettled { member: member.name.clone(), leads: self.leads, tasks: self.tasks }.into())
    }
}

/// Lets somebody go from a party: refused while they lead it or own open tasks; what else they held there ends.
fn settle(work: &mut Work<'_>, party: Id, member: &Member) -> Result<(), OpError> {
    let party: Party = work.one(party)?;
    if party.status == PartyStatus::Ended {
        return Ok(());
    }
    unheld(work, &party, member)?;
    let_go(work, party.id, member.id)
}

/// Refuses while somebody leads a party or owns open tasks of it.
pub fn unheld(work: &mut Work<'_>, party: &Party, member: &Member) -> Result<(), OpError> {
    let mut held = Held::default();
    held.add(work, party, member.id)?;
    held.refuse(member)
}

/// Lets somebody go from the workspace, and so from every party that has not ended.
pub fn settle_all(work: &mut Work<'_>, member: &Member) -> Result<(), OpError> {
    let theirs = "status <> 'ended' AND id IN (SELECT party FROM membership WHERE member = $1) ORDER BY key";
    let parties = work.select::<Party>(theirs, vec![member.id.0.into()])?;
    let mut held = Held::default();
    for party in &parties {
        held.add(work, party, member.id)?;
    }
    held.refuse(member)?;
    parties.iter().try_for_each(|party| let_go(work, party.id, member.id))
}

/// Ends what goes with somebody: the shadow's office, helping with open tasks, the share of their time.
fn let_go(work: &mut Work<'_>, party: Id, member: Id) -> Result<(), OpError> {
    if role::holder(work, party, Office::Shadow)?.is_some_and(|term| term.member == member) {
        appoint(work, party, Office::Shadow, None)?;
    }
    let helps = "member = $1 AND tie = 'helper' AND task IN (SELECT id FROM task WHERE party = $2 AND is_open = 1)";
    for tie in work.select::<TaskPerson>(helps, vec![member.0.into(), party.0.into()])? {
        work.delete(&tie);
    }
    let latest = "party = $1 AND member = $2 ORDER BY since DESC LIMIT 1";
    let share = work.select::<Share>(latest, vec![party.0.into(), member.0.into()])?.pop();
    if share.is_some_and(|share| share.permille > 0) {
        share_from_today(work, party, &NewShare { member, permille: 0 })?;
    }
    Ok(())
}

/// Gives somebody a share from today on; who has none yet becomes a member of the party.
pub fn set_share(work: &mut Work<'_>, party: Id, share: &NewShare) -> Result<(), OpError> {
    if !(0..=1000).contains(&share.permille) {
        return Err(Refusal::BadShare(share.permille / 10).into());
    }
    set_role(work, party, share.member, Some(Role::Member))?;
    share_from_today(work, party, share)
}

fn share_from_today(work: &mut Work<'_>, party: Id, share: &NewShare) -> Result<(), OpError> {
    let since = work.today;
    let args = vec![party.0.into(), share.member.0.into(), since.to_string().into()];
    match work.select::<Share>("party = $1 AND member = $2 AND since = $3", args)?.pop() {
        Some(before) => {
            let after = Share { permille: share.permille, ..before.clone() };
            work.update(&before, &after);
        }
        None => {
            let id = work.id();
            work.insert(&Share { id, party, member: share.member, permille: share.permille, since });
        }
    }
    Ok(())
}

/// Passes an office on; none leaves it empty, which only the shadow's may be.
pub fn appoint(work: &mut Work<'_>, party: Id, office: Office, member: Option<Id>) -> Result<(), OpError> {
    let today = work.today;
    if member.is_none() && office == Office::Leader {
        return Err(Refusal::Empty(office.to_string()).into());
    }
    let held = role::holder(work, party, office)?;
    if held.as_ref().map(|term| term.member) == member {
        return Ok(());
    }
    if let Some(before) = held {
        if before.since >= today {
            work.delete(&before);
        } else {
            let after = Term { until: Some(today.plus(-1)), ..before.clone() };
            work.update(&before, &after);
        }
    }
    if let Some(member) = member {
        let shadow = role::holder(work, party, Office::Shadow)?;
        if office == Office::Leader && shadow.is_some_and(|term| term.member == member) {
            // Who leads has learnt to.
            appoint(work, party, Office::Shadow, None)?;
        }
        set_role(work, party, member, Some(Role::Member))?;
        let id = work.id();
        work.insert(&Term { id, party, member, office, since: today, until: None });
    }
    Ok(())
}
