//! One act: its days, its ledger, its tasks, what is left over and where it may go.

use serde::Serialize;

use super::Person;
use super::list::TaskRow;
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::act::Ledger;
use crate::domain::season::Stage;

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

/// The page of an act.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ActPage {
    /// The act.
    #[serde(flatten)]
    pub head: ActHead,
    /// The party's key.
    pub party: String,
    /// The party's name.
    pub party_name: String,
    /// The season's title.
    pub season_title: String,
    /// Who leads the party.
    pub leader: Option<Person>,
    /// The figures: live while it runs, frozen once closed, all zero while planned.
    pub ledger: Ledger,
    /// How much work is in it now.
    pub count: Count,
    /// Everything in it, in list order; dropped ones too.
    pub tasks: Vec<TaskRow>,
    /// Keys of the open ones: what closing asks about.
    pub leftovers: Vec<String>,
    /// What its closing settled: where each leftover went, and why.
    pub settled: Vec<Settled>,
    /// The act that `next` means when this one closes.
    pub next: Option<ActHead>,
    /// The act before it in the party.
    pub previous: Option<ActHead>,
    /// Where its retrospective stands, if it has one.
    pub retro: Option<crate::domain::retro::RetroPhase>,
}

/// One leftover's story, told from the act.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Settled {
    /// The task's key, as it is today.
    pub key: String,
    /// Its title.
    pub title: String,
    /// What became of it.
    pub fate: crate::domain::act::Fate,
    /// The act it went to, `LOG/S1/A3`.
    pub to: Option<String>,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Day,
    /// How often it had been carried then, this time counted; 0 when it went to no act.
    pub times: i64,
}
