//! Says a book as an outline, in the words [`super::build`] reads.

use std::fmt::Write;

use partybook::base::day::Day;
use partybook::base::id::Id;
use partybook::domain::act::{Act, Ledger};
use partybook::domain::member::{Alias, Member};
use partybook::domain::party::{Membership, Office, Party, Role, Share, Term};
use partybook::domain::season::{Season, Stage};
use partybook::domain::task::{Dependency, Origin, Priority, Task, TaskPerson, TaskStatus, Tie};

use super::{BOSS, Book};

impl Book {
    /// The book as an outline. Members are said only where there is more to say than their handle.
    pub fn show(&mut self) -> String {
        let mut out = String::new();
        for member in self.all::<Member>("id IS NOT NULL ORDER BY fold", vec![]) {
            self.member_shown(&member, &mut out);
        }
        for party in self.all::<Party>("id IS NOT NULL ORDER BY key", vec![]) {
            self.party_shown(&party, &mut out);
            self.tasks_shown("party = $1 AND season IS NULL AND act IS NULL", party.id, 1, &mut out);
            for season in self.all::<Season>("party = $1 ORDER BY number", vec![party.id.0.into()]) {
                let head = stretch('S', season.number, season.stage, season.first, season.last, &season.title);
                let _ = writeln!(out, "  {head}");
                self.tasks_shown("season = $1 AND act IS NULL", season.id, 2, &mut out);
                for act in self.all::<Act>("season = $1 ORDER BY number", vec![season.id.0.into()]) {
                    let mut head = stretch('A', act.number, act.stage, act.first, act.last, &act.title);
                    head.extend(act.ledger.map(|ledger| format!(" {}", figures(ledger))));
                    let _ = writeln!(out, "    {head}");
                    self.tasks_shown("act = $1", act.id, 3, &mut out);
                }
            }
        }
        out
    }

    /// One task's line, without spaces in front.
    pub fn line(&mut self, key: &str) -> String {
        let id = self.task(key);
        let task = self.one::<Task>(id);
        self.task_shown(&task)
    }

    fn handle(&mut self, id: Id) -> String {
        self.one::<Member>(id).handle
    }

    fn member_shown(&mut self, member: &Member, out: &mut String) {
        let mut words = vec![format!("@{}", member.handle)];
        if member.name != member.handle {
            words.push(member.name.clone());
        }
        let aliases = self.all::<Alias>("member = $1 ORDER BY fold", vec![member.id.0.into()]);
        if !aliases.is_empty() {
            let names: Vec<String> = aliases.into_iter().map(|alias| alias.name).collect();
            words.push(format!("aka={}", names.join(",")));
        }
        if !member.skills.is_empty() {
            words.push(format!("skills={}", member.skills.join(",")));
        }
        if member.admin != (member.handle == BOSS) {
            words.push(if member.admin { "admin".to_owned() } else { "no-admin".to_owned() });
        }
        if !member.active {
            words.push("inactive".to_owned());
        }
        if words.len() > 1 {
            let _ = writeln!(out, "{}", words.join(" "));
        }
    }

    fn party_shown(&mut self, party: &Party, out: &mut String) {
        let mut words = vec![party.key.clone(), party.status.to_string()];
        if party.name != party.key {
            words.push(if party.name.contains(' ') { format!("\"{}\"", party.name) } else { party.name.clone() });
        }
        let mut officers = vec![];
        for office in [Office::Leader, Office::Shadow] {
            let condition = "party = $1 AND office = $2 AND until IS NULL";
            for term in self.all::<Term>(condition, vec![party.id.0.into(), office.as_str().into()]) {
                officers.push(term.member);
                words.push(format!("{office}={}", self.handle(term.member)));
            }
        }
        for (list, role) in [("members", Role::Member), ("interested", Role::Interested), ("observers", Role::Observer)]
        {
            let condition = "party = $1 AND role = $2";
            let rows = self.all::<Membership>(condition, vec![party.id.0.into(), role.as_str().into()]);
            let members = rows.into_iter().map(|row| row.member).filter(|member| !officers.contains(member));
            let mut handles: Vec<String> = members.collect::<Vec<_>>().into_iter().map(|id| self.handle(id)).collect();
            handles.sort();
            if !handles.is_empty() {
                words.push(format!("{list}={}", handles.join(",")));
            }
        }
        let mut shares = std::collections::BTreeMap::new();
        for share in self.all::<Share>("party = $1 ORDER BY since", vec![party.id.0.into()]) {
            shares.insert(self.handle(share.member), share.permille / 10);
        }
        if !shares.is_empty() {
            let said: Vec<String> = shares.iter().map(|(handle, percent)| format!("{handle}:{percent}")).collect();
            words.push(format!("share={}", said.join(",")));
        }
        let _ = writeln!(out, "{}", words.join(" "));
    }

    fn tasks_shown(&mut self, condition: &str, of: Id, depth: usize, out: &mut String) {
        for task in self.all::<Task>(&format!("{condition} ORDER BY rank, number"), vec![of.0.into()]) {
            let _ = writeln!(out, "{}{}", "  ".repeat(depth), self.task_shown(&task));
        }
    }

    fn task_shown(&mut self, task: &Task) -> String {
        let glyph = match task.status {
            TaskStatus::Todo => "◦",
            TaskStatus::Doing => "▸",
            TaskStatus::Done => "✓",
            TaskStatus::Dropped => "✗",
        };
        let mut words = vec![glyph.to_owned(), self.key(task.id), task.title.clone()];
        words.extend(task.owner.map(|owner| format!("@{}", self.handle(owner))));
        words.extend(task.estimate.map(|estimate| format!("~{estimate}")));
        if task.priority != Priority::P2 {
            words.push(format!("!{}", task.priority.as_str().to_lowercase()));
        }
        words.extend(task.due.map(|day| format!("due {day}")));
        words.extend(task.tags.iter().map(|tag| format!("#{tag}")));
        for needed in self.all::<Dependency>("task = $1 ORDER BY id", vec![task.id.0.into()]) {
            words.push(format!("after {}", self.key(needed.needs)));
        }
        for (word, tie) in [("with", Tie::Helper), ("wish", Tie::Wish)] {
            let condition = "task = $1 AND tie = $2 ORDER BY id";
            for person in self.all::<TaskPerson>(condition, vec![task.id.0.into(), tie.as_str().into()]) {
                words.push(format!("{word} {}", self.handle(person.member)));
            }
        }
        words.extend(task.blocked.as_ref().map(|reason| format!("blocked \"{reason}\"")));
        if task.origin == Origin::Unplanned {
            words.push("+".to_owned());
        }
        if task.carried > 0 {
            words.push(format!("↻{}", task.carried));
        }
        words.join(" ")
    }

    /// A task's key.
    pub fn key(&mut self, task: Id) -> String {
        let task = self.one::<Task>(task);
        format!("{}-{}", self.one::<Party>(task.party).key, task.number)
    }
}

/// `A1 running 2026-11-16..2026-11-27 Survey`; a title that is only the number is not said.
fn stretch(letter: char, number: i64, stage: Stage, first: Option<Day>, last: Option<Day>, title: &str) -> String {
    let name = format!("{letter}{number}");
    let mut words = vec![name.clone(), stage.to_string()];
    if first.or(last).is_some() {
        let say = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
        words.push(format!("{}..{}", say(first), say(last)));
    }
    if title != name {
        words.push(title.to_owned());
    }
    words.join(" ")
}

/// `[start 3 added 1 removed 0 done 2 carried 1 dropped 1]`.
pub fn figures(ledger: Ledger) -> String {
    let Ledger { start, added, removed, done, carried, dropped } = ledger;
    format!("[start {start} added {added} removed {removed} done {done} carried {carried} dropped {dropped}]")
}
