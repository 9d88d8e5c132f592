//! Tasks and members of a distribution, said in one line each.

use partybook::base::id::Id;
use partybook::domain::task::Priority;
use partybook::plan::distribute::{Edits, Member, Proposal, Request, Room, Spread, Task, distribute};

/// A P2 task with an estimate in minutes; 0 is none.
pub fn task(id: i64, minutes: i64) -> Task {
    Task {
        id: Id(id),
        priority: Priority::P2,
        estimate: (minutes > 0).then_some(partybook::base::minutes::Minutes(minutes)),
        skills: vec![],
        tags: vec![],
        wishes: vec![],
        last: None,
    }
}

/// A member of one party, with capacity and load in minutes.
pub fn member(id: i64, capacity: i64, load: i64) -> Member {
    Member {
        id: Id(id),
        here: Room { capacity, load },
        elsewhere: vec![],
        capacity_all: capacity,
        unestimated: 0,
        away: false,
        skills: vec![],
        known: [].into(),
    }
}

/// Words of their own.
pub fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|word| (*word).to_owned()).collect()
}

/// What is proposed when the leader has not said anything yet.
pub fn propose(tasks: &[Task], members: &[Member]) -> Proposal {
    propose_with(tasks, members, &Edits::default())
}

/// What is proposed after the leader's edits.
pub fn propose_with(tasks: &[Task], members: &[Member], edits: &Edits) -> Proposal {
    distribute(&Request { tasks, members, spread: Spread::BALANCED, edits })
}

/// Task and owner by number, `1→10`, and `1→–` for what nobody does.
pub fn picture(proposal: &Proposal) -> String {
    let choices = proposal.choices.iter().map(|choice| (choice.task, format!("{}→{}", choice.task, choice.member)));
    let left = proposal.unplaced.iter().map(|left| (left.task, format!("{}→–", left.task)));
    let mut all: Vec<(Id, String)> = choices.chain(left).collect();
    all.sort();
    all.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}
