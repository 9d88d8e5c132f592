//! How every party stands: the overview of the workspace.

use serde::Serialize;

use super::act::{ActHead, Count};
use super::heads::{HEADS, act_counts, count_of, counts, heads, heads_stmts, named_head};
use super::party::PartyHead;
use super::{Ctx, Person, QueryError, each, place::place_name};
use crate::base::id::Id;
use crate::domain::act::Act;
use crate::domain::party::{PartyStatus, Role};
use crate::store::record::{Record, columns, read_row};
use crate::store::{Read, Rows, Stmt};

/// One party of the overview.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PartyRow {
    /// The party.
    #[serde(flatten)]
    pub head: PartyHead,
    /// Its running act, the one that started last.
    pub act: Option<ActHead>,
    /// The act's progress.
    pub progress: Option<Count>,
    /// How many people work in it.
    pub members: i64,
    /// Who is interested in a proposal, by handle.
    pub interested: Vec<Person>,
    /// Open tasks, over acts and backlogs.
    pub open: i64,
}

/// Every party: active ones first, then proposals, resting and ended ones, each by key.
pub fn parties(read: &mut dyn Read, ctx: &Ctx) -> Result<Vec<PartyRow>, QueryError> {
    let mut batch = heads_stmts("p.id IS NOT NULL", &[], ctx).to_vec();
    batch.extend(own_stmts());
    let answers = read.read(&batch)?;
    let heads = heads(&answers, ctx)?;
    let rest = &answers[HEADS..];
    let people = each(&rest[0], |at| {
        let (party, role): (Id, Role) = (at.next()?, at.next()?);
        Ok((party, role, Person { id: at.next()?, handle: at.next()?, name: at.next()? }))
    })?;
    let open = each(&rest[1], |at| Ok((at.next::<Id>()?, at.next::<i64>()?)))?;
    let acts = running(&rest[2])?;
    let counts = counts(&rest[3])?;
    let mut parties = vec![];
    for (head, _) in heads {
        let own = || people.iter().filter(|(party, _, _)| *party == head.id);
        // The answer comes the latest started first.
        let act = acts.iter().find(|(act, _)| act.party == head.id);
        parties.push(PartyRow {
            act: act.map(|(act, season)| {
                named_head(act, place_name(&head.key, Some(*season), Some(act.number)), ctx.today)
            }),
            progress: act.map(|(act, _)| count_of(act, &counts)),
            members: own().filter(|(_, role, _)| *role == Role::Member).count() as i64,
            interested: own().filter(|(_, role, _)| *role == Role::Interested).map(|it| it.2.clone()).collect(),
            open: open.iter().find(|(party, _)| *party == head.id).map_or(0, |(_, open)| *open),
            head,
        });
    }
    parties.sort_by_key(|row| (order(row.head.status), row.head.key.clone()));
    Ok(parties)
}

fn own_stmts() -> [Stmt; 4] {
    let acts = format!(
        "SELECT {}, s.number FROM act a JOIN season s ON s.id = a.season WHERE a.stage = 'running' \
         ORDER BY a.started_on DESC, a.id DESC",
        columns::<Act>("a")
    );
    [
        Stmt::plain(
            "SELECT x.party, x.role, m.id, m.handle, m.name FROM membership x JOIN member m ON m.id = x.member \
             ORDER BY m.fold",
        ),
        Stmt::plain("SELECT p.id, (SELECT COUNT(*) FROM task t WHERE t.party = p.id AND t.is_open = 1) FROM party p"),
        Stmt::plain(acts),
        act_counts("a.stage = 'running'", vec![]),
    ]
}

/// Running acts with their season's number.
fn running(rows: &Rows) -> Result<Vec<(Act, i64)>, QueryError> {
    let both = |row: &crate::store::Row| {
        let (act, season) = row.split_at(Act::JOURNALLED + 1);
        Ok((read_row(act)?, season[0].int()?))
    };
    rows.iter().map(both).collect()
}

const fn order(status: PartyStatus) -> u8 {
    match status {
        PartyStatus::Active => 0,
        PartyStatus::Proposed => 1,
        PartyStatus::Resting => 2,
        PartyStatus::Ended => 3,
    }
}
