//! The plan: a party's seasons, acts and backlogs as one tree, with the tasks of what is unfolded.

use serde::Serialize;

use super::act::{ActHead, Count};
use super::heads::{HEADS, act_counts, act_head, backlog_counts, count_of, counts, heads, heads_stmts};
use super::list::TaskRow;
use super::party::PartyHead;
use super::place::{Map, place_name};
use super::rows::{self, Pick};
use super::{Ctx, QueryError, Thing};
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::act::Ledger;
use crate::domain::season::{GoalMet, Season, Stage};
use crate::store::Read;

/// A place of the plan that can be unfolded.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Node {
    /// An act.
    Act(Id),
    /// A season's backlog.
    Season(Id),
    /// The party's backlog.
    Party,
}

/// A place to unfold, and how much of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unfold {
    /// Which place.
    pub node: Node,
    /// Only tasks behind this rank and number.
    pub after: Option<(i64, i64)>,
    /// At most so many tasks.
    pub limit: i64,
}

impl Unfold {
    /// A place from its first task on, a thousand tasks of it.
    pub const fn whole(node: Node) -> Self {
        Self { node, after: None, limit: 1000 }
    }
}

/// The plan of a party.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Plan {
    /// The party.
    pub party: PartyHead,
    /// Its seasons by number.
    pub seasons: Vec<PlanSeason>,
    /// Tasks bound to no season.
    pub backlog: PlanBacklog,
}

/// A season of the plan.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PlanSeason {
    /// Row id.
    pub id: Id,
    /// `LOG/S1`.
    pub place: String,
    /// From 1 within the party.
    pub number: i64,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub goal: String,
    /// First day.
    pub first: Option<Day>,
    /// Last day.
    pub last: Option<Day>,
    /// Days left until the last day; none once closed.
    pub days_left: Option<i64>,
    /// Planned, running or closed.
    #[serde(rename = "status")]
    pub stage: Stage,
    /// What came of the goal.
    pub met: Option<GoalMet>,
    /// Its acts by number.
    pub acts: Vec<PlanAct>,
    /// Its tasks in no act.
    pub backlog: PlanBacklog,
}

/// An act of the plan.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PlanAct {
    /// The act.
    #[serde(flatten)]
    pub head: ActHead,
    /// How much work is in it; of a closed act only total and done, from its ledger.
    pub count: Count,
    /// The frozen figures of a closed act.
    pub ledger: Option<Ledger>,
    /// Its tasks by rank, dropped ones left out; none while it is folded.
    pub tasks: Option<Vec<TaskRow>>,
}

/// A backlog of the plan: open tasks in no act.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct PlanBacklog {
    /// How much work is in it.
    pub count: Count,
    /// Its tasks by rank; none while it is folded.
    pub tasks: Option<Vec<TaskRow>>,
}

/// The plan of a party, with the tasks of the places to unfold.
///
/// Errors: `Missing` when there is no party with this id.
pub fn plan(read: &mut dyn Read, ctx: &Ctx, party: Id, unfold: &[Unfold]) -> Result<Plan, QueryError> {
    let mut batch = heads_stmts("p.id = $1", &[party.0.into()], ctx).to_vec();
    batch.extend(Map::stmts(party));
    batch.push(act_counts("a.party = $1 AND a.stage <> 'closed'", vec![party.0.into()]));
    batch.push(backlog_counts(party));
    for place in unfold {
        batch.extend(pick(party, place).stmts());
    }
    let answers = read.read(&batch)?;
    let Some((head, _)) = heads(&answers, ctx)?.pop() else {
        return Err(QueryError::missing(Thing::Party, party.to_string()));
    };
    let rest = &answers[HEADS..];
    let map = Map::of(&rest[0], &rest[1])?;
    let (acts, backlogs) = (counts(&rest[2])?, counts(&rest[3])?);
    let mut unfolded = vec![];
    for (place, rows) in unfold.iter().zip(rest[4..].chunks(rows::STMTS)) {
        unfolded.push((place.node, rows::assemble(rows, ctx)?));
    }
    let mut tasks = |node: Node| {
        let place = unfolded.iter().position(|(known, _)| *known == node);
        place.map(|place| unfolded.swap_remove(place).1)
    };
    let backlog =
        |count: Option<Id>, tasks| PlanBacklog { count: backlogs.get(&count).copied().unwrap_or_default(), tasks };
    let mut seasons = vec![];
    for season in &map.seasons {
        let own = map.acts.iter().filter(|act| act.season == season.id);
        let acts = own.map(|act| PlanAct {
            head: act_head(act, &map, &head.key, ctx.today),
            count: count_of(act, &acts),
            ledger: act.ledger,
            tasks: tasks(Node::Act(act.id)),
        });
        let acts = acts.collect();
        let place = place_name(&head.key, Some(season.number), None);
        let backlog = backlog(Some(season.id), tasks(Node::Season(season.id)));
        seasons.push(season_row(season, place, acts, backlog, ctx));
    }
    Ok(Plan { seasons, backlog: backlog(None, tasks(Node::Party)), party: head })
}

fn season_row(season: &Season, place: String, acts: Vec<PlanAct>, backlog: PlanBacklog, ctx: &Ctx) -> PlanSeason {
    let closed = season.stage == Stage::Closed;
    PlanSeason {
        id: season.id,
        place,
        number: season.number,
        title: season.title.clone(),
        goal: season.goal.clone(),
        first: season.first,
        last: season.last,
        days_left: if closed { None } else { super::days_left(season.last, ctx.today) },
        stage: season.stage,
        met: season.met,
        acts,
        backlog,
    }
}

fn pick(party: Id, unfold: &Unfold) -> Pick {
    let mut pick = Pick::new("t.rank, t.number");
    pick.limit = Some(unfold.limit);
    match unfold.node {
        Node::Act(act) => pick.also("t.act = ? AND t.status <> 'dropped'", [act.0.into()]),
        Node::Season(season) => pick.also(
            "t.party = ? AND t.is_open = 1 AND t.act IS NULL AND t.season = ?",
            [party.0.into(), season.0.into()],
        ),
        Node::Party => {
            pick.also("t.party = ? AND t.is_open = 1 AND t.act IS NULL AND t.season IS NULL", [party.0.into()]);
        }
    }
    if let Some((rank, number)) = unfold.after {
        pick.also("(t.rank, t.number) > (?, ?)", [rank.into(), number.into()]);
    }
    pick
}
