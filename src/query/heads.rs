//! What many pages begin with: heads of parties and acts, and how much work is where.

use std::collections::HashMap;

use serde::Serialize;

use super::place::{Map, place_name};
use super::{Cells, Ctx, entities, select_stmt};
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::act::Act;
use crate::domain::party::{Office, Party, PartyStatus, Role};
use crate::domain::season::Stage;
use crate::domain::task::TaskStatus;
use crate::store::{Rows, Stmt, StoreError, Val};

/// An act's head, as every page that speaks of an act shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ActHead {
    /// Row id.
    pub id: Id,
    /// `LOG/S1/A2`.
    pub place: String,
    /// From 1 within its season.
    pub number: i64,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub goal: String,
    /// First day.
    pub first: Option<Day>,
    /// Last day.
    pub last: Option<Day>,
    /// Days left until the last day: 0 on it, negative after it; none once closed or without a last day.
    pub days_left: Option<i64>,
    /// Planned, running or closed.
    #[serde(rename = "status")]
    pub stage: Stage,
    /// The day it was started.
    pub started_on: Option<Day>,
    /// The day it was closed.
    pub closed_on: Option<Day>,
    /// Row id of the party.
    #[serde(skip)]
    pub party_id: Id,
    /// Row id of the season.
    #[serde(skip)]
    pub season_id: Id,
}

/// How much work is somewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Count {
    /// Tasks that are not dropped.
    pub total: i64,
    /// Not begun.
    pub todo: i64,
    /// Being worked on.
    pub doing: i64,
    /// Finished.
    pub done: i64,
    /// Estimates of all of them, minutes.
    pub estimate_minutes: i64,
    /// Estimates of the open ones, minutes.
    pub open_minutes: i64,
    /// Open ones without an estimate.
    pub unestimated: i64,
    /// Open ones without an owner.
    pub unowned: i64,
}

impl Count {
    /// The sum of two.
    #[must_use]
    pub const fn plus(self, other: &Self) -> Self {
        Self {
            total: self.total + other.total,
            todo: self.todo + other.todo,
            doing: self.doing + other.doing,
            done: self.done + other.done,
            estimate_minutes: self.estimate_minutes + other.estimate_minutes,
            open_minutes: self.open_minutes + other.open_minutes,
            unestimated: self.unestimated + other.unestimated,
            unowned: self.unowned + other.unowned,
        }
    }
}

/// A party's head, as every page that speaks of a party shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PartyHead {
    /// Row id.
    pub id: Id,
    /// `LOG`.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The problem it exists to solve.
    pub theme: String,
    /// Where it stands.
    pub status: PartyStatus,
    /// Handle of who leads.
    pub leader: Option<String>,
    /// Display name of who leads.
    pub leader_name: Option<String>,
    /// Handle of who learns to lead.
    pub shadow: Option<String>,
    /// Display name of who learns to lead.
    pub shadow_name: Option<String>,
    /// What the person who looks is to it.
    pub my_role: Option<Role>,
    /// Their share, percent.
    pub my_share: Option<i64>,
    /// Whether the person who looks may plan, close and assign there.
    #[serde(skip)]
    pub i_lead: bool,
}

/// How many statements the heads of parties take in a batch.
pub(super) const HEADS: usize = 5;

/// The statements for the heads of the parties that a condition on `p` selects; `$1`… are `args`.
pub(super) fn heads_stmts(condition: &str, args: &[Val], ctx: &Ctx) -> [Stmt; HEADS] {
    let me: Val = ctx.me.map(|me| me.0).into();
    let parties = format!("id IN (SELECT p.id FROM party p WHERE {condition}) ORDER BY key");
    let terms = format!(
        "SELECT x.party, x.office, x.member, m.handle, m.name FROM party p CROSS JOIN term x CROSS JOIN member m \
         WHERE {condition} AND x.party = p.id AND m.id = x.member AND x.until IS NULL"
    );
    let shares = "SELECT party, permille FROM share WHERE member = $1 AND since <= $2 ORDER BY since";
    [
        select_stmt::<Party>(&parties, args.to_vec()),
        Stmt::new(terms, args.to_vec()),
        Stmt::new("SELECT party, role FROM membership WHERE member = $1", vec![me.clone()]),
        Stmt::new(shares, vec![me.clone(), ctx.today.to_string().into()]),
        Stmt::new("SELECT admin FROM member WHERE id = $1", vec![me]),
    ]
}

/// The heads from the answers to [`heads_stmts`], with the parties themselves.
pub(super) fn heads(answers: &[Rows], ctx: &Ctx) -> Result<Vec<(PartyHead, Party)>, StoreError> {
    let admin = answers[4].single().map_or(Ok(false), Val::flag)?;
    let mut heads = vec![];
    for party in entities::<Party>(&answers[0])? {
        let founded = party.status == PartyStatus::Proposed && party.founder.is_some() && party.founder == ctx.me;
        let mut head = PartyHead {
            id: party.id,
            key: party.key.clone(),
            name: party.name.clone(),
            theme: party.theme.clone(),
            status: party.status,
            leader: None,
            leader_name: None,
            shadow: None,
            shadow_name: None,
            my_role: None,
            my_share: None,
            i_lead: admin || founded,
        };
        for row in &answers[1] {
            let mut at = Cells::of(row);
            let (of, office, member): (Id, Office, Id) = (at.next()?, at.next()?, at.next()?);
            if of == party.id {
                let (handle, name) = (at.next()?, at.next()?);
                match office {
                    Office::Leader => (head.leader, head.leader_name) = (handle, name),
                    Office::Shadow => (head.shadow, head.shadow_name) = (handle, name),
                }
                head.i_lead |= Some(member) == ctx.me;
            }
        }
        for row in answers[2].iter().filter(|row| row[0] == Val::Int(party.id.0)) {
            head.my_role = Cells(row[1..].iter()).next::<Option<Role>>()?;
        }
        for row in answers[3].iter().filter(|row| row[0] == Val::Int(party.id.0)) {
            head.my_share = Some(percent(row[1].int()?));
        }
        heads.push((head, party));
    }
    Ok(heads)
}

/// Thousandths as percent, halves up.
pub(super) const fn percent(permille: i64) -> i64 {
    (permille + 5) / 10
}

/// An act's head.
pub(super) fn act_head(act: &Act, map: &Map, party_key: &str, today: Day) -> ActHead {
    let season = map.season_of(act).map(|season| season.number);
    named_head(act, place_name(party_key, season, Some(act.number)), today)
}

/// An act's head where its place is known already.
pub(super) fn named_head(act: &Act, place: String, today: Day) -> ActHead {
    let days_left = if act.stage == Stage::Closed { None } else { super::days_left(act.last, today) };
    ActHead {
        id: act.id,
        place,
        number: act.number,
        title: act.title.clone(),
        goal: act.goal.clone(),
        first: act.first,
        last: act.last,
        days_left,
        stage: act.stage,
        started_on: act.started_on,
        closed_on: act.closed_on,
        party_id: act.party,
        season_id: act.season,
    }
}

const SUMS: &str =
    "t.status, COUNT(*), CAST(COALESCE(SUM(t.estimate), 0) AS BIGINT), COUNT(t.estimate), COUNT(t.owner)";

/// The statement that counts the work in the acts that a condition on `a` selects, by act.
pub(super) fn act_counts(condition: &str, args: Vec<Val>) -> Stmt {
    let sql = format!(
        "SELECT t.act, {SUMS} FROM act a CROSS JOIN task t WHERE {condition} AND t.act = a.id \
         AND t.status <> 'dropped' GROUP BY t.act, t.status"
    );
    Stmt::new(sql, args)
}

/// The statement that counts the open work in a party's backlogs, by season; no season is the party's own.
pub(super) fn backlog_counts(party: Id) -> Stmt {
    let sql = format!(
        "SELECT t.season, {SUMS} FROM task t WHERE t.party = $1 AND t.is_open = 1 AND t.act IS NULL \
         GROUP BY t.season, t.status"
    );
    Stmt::new(sql, vec![party.0.into()])
}

/// Counts by place, from the answers to [`act_counts`] or [`backlog_counts`].
pub(super) fn counts(rows: &Rows) -> Result<HashMap<Option<Id>, Count>, StoreError> {
    let mut counts: HashMap<Option<Id>, Count> = HashMap::new();
    for row in rows {
        let mut at = Cells::of(row);
        let count = counts.entry(at.next()?).or_default();
        let status: TaskStatus = at.next()?;
        let (number, minutes): (i64, i64) = (at.next()?, at.next()?);
        let (estimated, owned): (i64, i64) = (at.next()?, at.next()?);
        count.total += number;
        count.estimate_minutes += minutes;
        match status {
            TaskStatus::Todo => count.todo += number,
            TaskStatus::Doing => count.doing += number,
            TaskStatus::Done => count.done += number,
            TaskStatus::Dropped => {}
        }
        if status.is_open() {
            count.open_minutes += minutes;
            count.unestimated += number - estimated;
            count.unowned += number - owned;
        }
    }
    Ok(counts)
}

/// How much work an act has: of a closed one what its ledger froze.
pub(super) fn count_of(act: &Act, counts: &HashMap<Option<Id>, Count>) -> Count {
    match &act.ledger {
        Some(ledger) => {
            Count { total: ledger.start + ledger.added - ledger.removed, done: ledger.done, ..Count::default() }
        }
        None => counts.get(&Some(act.id)).copied().unwrap_or_default(),
    }
}
