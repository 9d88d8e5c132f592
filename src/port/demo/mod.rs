//! The demo: a team of eight in the middle of four parties, told as operations with their own times, in one language.
//! What is told lies in `data/demo/`. Knows no store; whoever replays the steps carries them out.

mod plan;
mod story;

use std::collections::HashMap;

use crate::base::day::{Day, Instant, Zone};
use crate::base::id::Id;
use crate::base::source::Ids;
use crate::op::Op;
use crate::text::Lang;

/// The day on which the demo stands still: Thursday, 18 November 2021.
pub const TODAY: &str = "2021-11-18";
/// Whose eyes the demo is seen with.
pub const ME: &str = "saebyeol";

/// One operation of the demo's past.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// When it was done.
    pub at: Instant,
    /// Whose handle did it.
    pub by: String,
    /// What was done.
    pub op: Op,
}

/// The zone the demo's team works in.
pub fn zone() -> Zone {
    "Asia/Seoul".parse().unwrap_or(Zone::UTC)
}

/// The demo's present: nine in the morning of [`TODAY`].
pub fn now() -> Instant {
    moment(&format!("{TODAY} 09:00")).unwrap_or_else(|| Instant::from_millis(0))
}

/// Everything that happened up to the demo's present, in order.
pub fn steps(lang: Lang, ids: &mut dyn Ids) -> Vec<Step> {
    let mut teller = Teller { lang, ids, steps: vec![], names: HashMap::new(), order: 0 };
    plan::tell(&mut teller);
    story::tell(&mut teller);
    let mut steps = teller.steps;
    steps.retain(|(step, _)| step.at <= now());
    steps.sort_by_key(|(step, order)| (step.at, *order));
    steps.into_iter().map(|(step, _)| step).collect()
}

/// Collects steps and the ids of what they bring into being.
struct Teller<'a> {
    lang: Lang,
    ids: &'a mut dyn Ids,
    steps: Vec<(Step, usize)>,
    /// Ids by the names the data uses: `sol`, `LG`, `LG-S1`, `LG-S1-A2`, `LG6`.
    names: HashMap<String, Id>,
    order: usize,
}

impl Teller<'_> {
    /// The id behind a name; the first asking mints it.
    fn id(&mut self, name: &str) -> Id {
        if let Some(id) = self.names.get(name) {
            return *id;
        }
        let id = self.ids.id();
        self.names.insert(name.to_owned(), id);
        id
    }

    /// Adds a step; steps of one moment keep the order they were added in.
    fn tell(&mut self, at: Instant, by: &str, op: Op) {
        self.order += 1;
        self.steps.push((Step { at, by: by.to_owned(), op }, self.order));
    }

    /// The text of the demo's language.
    fn say<'t>(&self, ko: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Ko => ko,
            Lang::En => en,
        }
    }
}

/// The rows of a tab-separated table below its heading, each with at least `width` columns.
fn rows(text: &str, width: usize) -> Vec<Vec<&str>> {
    text.lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let mut row: Vec<&str> = line.split('\t').collect();
            row.resize(row.len().max(width), "");
            row
        })
        .collect()
}

/// `2021-11-08 14:20` in the demo's zone.
fn moment(text: &str) -> Option<Instant> {
    let (day, time) = text.split_once(' ')?;
    let (hour, minute) = time.split_once(':')?;
    Some(Instant::at(day.parse().ok()?, hour.parse().ok()?, minute.parse().ok()?, &zone()))
}

/// That day at an hour and minute.
fn at(day: Day, hour: u32, minute: u32) -> Instant {
    Instant::at(day, hour, minute, &zone())
}
