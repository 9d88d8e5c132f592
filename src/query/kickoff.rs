//! What a kickoff begins with: the party, and what its people's time is used for already.

use std::collections::BTreeMap;

use super::party::{PartyPage, party};
use super::{Ctx, QueryError, select};
use crate::base::id::Id;
use crate::domain::party::Share;
use crate::store::Read;

/// The page of a kickoff.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kickoff {
    /// The party.
    pub party: PartyPage,
    /// By member: what other parties may use of their time.
    pub elsewhere: BTreeMap<Id, Elsewhere>,
}

/// What other parties may use of somebody's time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Elsewhere {
    /// The sum over the other parties, percent.
    pub percent: i64,
    /// The last share that was more than nothing, percent.
    pub last: i64,
}

/// What the kickoff of a party begins with.
///
/// Errors: `Missing` when there is no party with this id.
pub fn kickoff(read: &mut dyn Read, ctx: &Ctx, id: Id) -> Result<Kickoff, QueryError> {
    let party = party(read, ctx, id)?;
    let condition = "since <= $1 AND party <> $2 AND party IN \
                     (SELECT id FROM party WHERE status IN ('active', 'resting')) ORDER BY since, id";
    let shares = select::<Share>(read, condition, vec![ctx.today.to_string().into(), id.0.into()])?;
    let (mut now, mut elsewhere) = (BTreeMap::new(), BTreeMap::<Id, Elsewhere>::new());
    for share in shares {
        let person = elsewhere.entry(share.member).or_default();
        // A share of nothing is what stays of somebody who left.
        person.last = if share.permille > 0 { (share.permille + 5) / 10 } else { person.last };
        now.insert((share.member, share.party), share.permille);
    }
    for ((member, _), permille) in now {
        elsewhere.entry(member).or_default().percent += (permille + 5) / 10;
    }
    Ok(Kickoff { party, elsewhere })
}
