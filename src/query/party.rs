//! One party: who is in it and as what, its charter, its seasons and acts.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Person;
use super::act::{ActHead, Count};
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::party::{PartyStatus, Role, Section};
use crate::domain::season::{GoalMet, Stage};

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

/// The page of a party.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PartyPage {
    /// The party.
    #[serde(flatten)]
    pub head: PartyHead,
    /// Who proposed it.
    pub founder: Option<Person>,
    /// The day of its kickoff.
    pub started_on: Option<Day>,
    /// The day it ended.
    pub ended_on: Option<Day>,
    /// Everybody in it, interested ones and observers too, by handle.
    pub members: Vec<PartyMember>,
    /// Who led when, the first one first.
    pub leader_terms: Vec<TermRow>,
    /// Who learnt to lead when.
    pub shadow_terms: Vec<TermRow>,
    /// The charter's sections.
    pub charter: BTreeMap<Section, String>,
    /// Its seasons by number.
    pub seasons: Vec<SeasonRow>,
    /// How much work is in its backlogs.
    pub backlog: Count,
    /// Keys it had before.
    pub former_keys: Vec<String>,
}

/// Somebody in a party.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PartyMember {
    /// Row id of the person.
    pub id: Id,
    /// What people type.
    pub handle: String,
    /// What screens show.
    pub name: String,
    /// As what.
    pub role: Role,
    /// Since when.
    pub since: Day,
    /// Their share of time today, percent; none when none was said.
    pub share: Option<i64>,
}

/// A stretch in an office.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TermRow {
    /// What people type.
    pub handle: String,
    /// What screens show.
    pub name: String,
    /// First day.
    pub since: Day,
    /// Last day; none while it lasts.
    pub until: Option<Day>,
}

/// A season with its acts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SeasonRow {
    /// Row id.
    pub id: Id,
    /// `LOG/S1`.
    pub place: String,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub goal: String,
    /// First day.
    pub first: Option<Day>,
    /// Last day.
    pub last: Option<Day>,
    /// Planned, running or closed.
    #[serde(rename = "status")]
    pub stage: Stage,
    /// What came of the goal.
    pub met: Option<GoalMet>,
    /// Its acts by number.
    pub acts: Vec<ActRow>,
}

/// An act with its progress.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ActRow {
    /// The act.
    #[serde(flatten)]
    pub head: ActHead,
    /// How much work is in it; of a closed act only total and done, from its ledger.
    pub count: Count,
}
