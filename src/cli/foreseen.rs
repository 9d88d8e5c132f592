//! What an import would bring, read from its plan: people and places that come into being, and each task on a line.
//! Knows no file and no format.

use std::collections::HashMap;

use super::desk::Desk;
use super::print::{Face, Loudness};
use crate::base::id::Id;
use crate::op::task::NewTask;
use crate::op::{Op, act, member, party, season, task};
use crate::port::import::Known;
use crate::text::when::{say_day, say_effort};
use crate::text::words::w;

/// Lines that a person at a terminal gets, unless all are asked for by `-v`.
const MOST_SHOWN: usize = 20;

/// What an import would bring.
pub struct Foreseen {
    /// People and places that come into being, in words.
    pub founds: Vec<String>,
    /// The tasks, a line each.
    pub lines: Vec<String>,
}

impl Foreseen {
    /// Reads a plan's operations.
    pub fn of(desk: &Desk, known: &Known, ops: &[Op]) -> Self {
        let mut names = names(known);
        let mut foreseen = Self { founds: vec![], lines: vec![] };
        let name = |names: &HashMap<Id, String>, id: Id| names.get(&id).cloned().unwrap_or_default();
        for op in ops {
            let (id, noun, what) = match op {
                Op::Member(member::Op::Add { id, handle, name, .. }) => {
                    names.insert(*id, handle.clone());
                    foreseen.founds.push(format!("{} {handle} ({name})", desk.out.word(w::COMMON_MEMBER)));
                    continue;
                }
                Op::Party(party::Op::Found { id, key, name, .. }) => {
                    names.insert(*id, key.to_string());
                    foreseen.founds.push(format!("{} {key} ({name})", desk.out.word(w::COMMON_PARTY)));
                    continue;
                }
                Op::Season(season::Op::Add { id, party, title, .. }) => {
                    (*id, w::COMMON_SEASON, format!("{}/{title}", name(&names, *party)))
                }
                Op::Act(act::Op::Add { id, season, title, .. }) => {
                    (*id, w::COMMON_ACT, format!("{}/{title}", name(&names, *season)))
                }
                Op::Task(task::Op::Add { to, tasks }) => {
                    let place = name(&names, to.act.or(to.season).unwrap_or(to.party));
                    foreseen.lines.extend(tasks.iter().map(|task| line(desk, &names, task, &place)));
                    continue;
                }
                _ => continue,
            };
            foreseen.founds.push(format!("{} {what}", desk.out.word(noun)));
            names.insert(id, what);
        }
        foreseen
    }

    /// Prints the tasks: all of them in a pipe or where much is asked for, else the first.
    pub fn show(&self, desk: &mut Desk) {
        let all = desk.out.face != Face::Person || desk.out.loudness == Loudness::Verbose;
        let shown = if all { self.lines.len() } else { MOST_SHOWN };
        for line in self.lines.iter().take(shown) {
            desk.out.line(format!("  + {line}"));
        }
        if self.lines.len() > shown {
            let more = desk.say(w::CLI_IMPORT_MORE, &[("n", &(self.lines.len() - shown))]);
            desk.out.line(format!("  {more} (-v)"));
        }
    }
}

/// What people call the rows an import can name.
fn names(known: &Known) -> HashMap<Id, String> {
    let mut names: HashMap<Id, String> = known.parties.iter().map(|party| (party.id, party.key.clone())).collect();
    names.extend(known.members.iter().map(|member| (member.id, member.handle.clone())));
    for season in &known.seasons {
        let party = names.get(&season.party).cloned().unwrap_or_default();
        names.insert(season.id, format!("{party}/S{}", season.number));
    }
    for act in &known.acts {
        let season = names.get(&act.season).cloned().unwrap_or_default();
        names.insert(act.id, format!("{season}/A{}", act.number));
    }
    names
}

/// `List every DAG  ➜ LOG/S1/A1  sol  P1  3d  Fri 2026-11-20  #survey`.
fn line(desk: &Desk, names: &HashMap<Id, String>, task: &NewTask, place: &str) -> String {
    let lang = desk.lang();
    let mut said = vec![task.title.clone(), format!("➜ {place}")];
    said.extend(task.owner.and_then(|owner| names.get(&owner).cloned()));
    said.extend(task.priority.map(|priority| priority.to_string()));
    said.extend(task.estimate.map(|estimate| say_effort(lang, estimate)));
    said.extend(task.due.map(|due| say_day(lang, due)));
    said.extend(task.tags.iter().map(|tag| format!("#{tag}")));
    said.join("  ")
}
