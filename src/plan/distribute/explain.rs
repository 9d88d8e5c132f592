//! What a proposal says for itself: why this member, why nobody, and who would be the least overloaded all the same.
//! Reasons are values; `text/` puts them into words.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::Problem;
use super::{Bar, Choice, Member, Proposal, Request, Task, Unplaced};
use crate::base::id::Id;
use crate::base::minutes::Minutes;
use crate::plan::ratio::Ratio;

/// A part of why a task goes to somebody, in the order to be said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The leader said so.
    Pinned,
    /// Their time before this proposal: minutes free, of minutes the party may use.
    Free {
        /// Free.
        minutes: i64,
        /// Of so many.
        of: i64,
    },
    /// Nobody else has the skills and the time.
    Only,
    /// They would like to do it.
    Wished,
    /// They have the skills it needs.
    Skilled(Vec<String>),
    /// They know the area best of those it has: tasks of theirs in it.
    Knows {
        /// Tag or skill.
        area: String,
        /// Tasks done or under way.
        tasks: usize,
    },
    /// They become the n-th who knows the area.
    Nth {
        /// Tag or skill.
        area: String,
        /// From 1.
        n: usize,
    },
    /// It was theirs in the last proposal.
    Kept,
    /// It has no estimate, so it is counted and weighs nothing.
    Unestimated,
    /// They lack skills it needs. Only by the leader's word, as what follows.
    Lacks(Vec<String>),
    /// They are away for the whole stretch.
    Away,
    /// With all they are given here they are so many minutes above capacity.
    Above(i64),
}

/// Why a task goes to nobody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// The leader left it out.
    LeftOut,
    /// There is nobody to give it to.
    Nobody,
    /// Skills that nobody has.
    NoSkill(Vec<String>),
    /// Skills that somebody has, but nobody has all of them.
    NotTogether(Vec<String>),
    /// All who have the skills, so many, are away for the whole stretch.
    AllAway(usize),
    /// The leader barred all who have the skills and are there.
    Barred,
    /// Nobody of those who could has the time.
    NoRoom {
        /// What it takes, if somebody said so.
        minutes: Option<Minutes>,
        /// The most minutes that one of them has free after this proposal.
        most: i64,
        /// Who.
        member: Id,
    },
}

/// Somebody to give an unplaced task to all the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// Skills it needs that they lack.
    pub lacks: Vec<String>,
    /// Whether they are away for the whole stretch.
    pub away: bool,
    /// What it would do to their load, this proposal accepted.
    pub bar: Bar,
}

/// The tasks and what became of them: owner, minutes and unestimated tasks that each member is given.
struct Given<'a> {
    owners: BTreeMap<Id, &'a Member>,
    minutes: BTreeMap<Id, (i64, usize)>,
}

impl<'a> Given<'a> {
    fn of(request: &Request<'a>, problem: &Problem<'a>, hands: &[Option<usize>]) -> Self {
        let member = |id: &Id| request.members.iter().find(|member| member.id == *id);
        let placed = problem.pieces.iter().zip(hands);
        let placed = placed.filter_map(|(piece, hand)| Some((piece.task.id, problem.hands[(*hand)?].member)));
        let pinned = request.edits.pins.iter().filter(|(task, _)| !request.edits.left_out.contains(task));
        let pinned = pinned.filter_map(|(task, id)| Some((*task, member(id)?)));
        let owners: BTreeMap<Id, &Member> = placed.chain(pinned).collect();
        let mut minutes: BTreeMap<Id, (i64, usize)> = BTreeMap::new();
        for task in request.tasks {
            let Some(owner) = owners.get(&task.id) else { continue };
            let own = minutes.entry(owner.id).or_default();
            own.0 += task.estimate.map_or(0, |estimate| estimate.0);
            own.1 += usize::from(task.estimate.is_none());
        }
        Self { owners, minutes }
    }

    fn owner(&self, task: &Task) -> Option<Id> {
        self.owners.get(&task.id).map(|owner| owner.id)
    }

    fn minutes(&self, member: &Member) -> (i64, usize) {
        self.minutes.get(&member.id).copied().unwrap_or_default()
    }

    /// A member's load, with another task on top if there is one.
    fn bar(&self, member: &Member, more: Option<&Task>) -> Bar {
        let (minutes, unestimated) = self.minutes(member);
        let extra = more.and_then(|task| task.estimate).map_or(0, |estimate| estimate.0);
        member.bar(minutes + extra, unestimated + usize::from(more.is_some_and(|task| task.estimate.is_none())))
    }
}

/// Puts owners, as places among the problem's hands, into a proposal that explains itself.
pub(super) fn proposal(request: &Request<'_>, problem: &Problem<'_>, hands: &[Option<usize>], exact: bool) -> Proposal {
    let given = Given::of(request, problem, hands);
    let tasks: BTreeMap<Id, &Task> = request.tasks.iter().map(|task| (task.id, task)).collect();
    let members: BTreeMap<Id, &Member> = request.members.iter().map(|member| (member.id, member)).collect();
    let mut known: BTreeMap<&str, BTreeSet<Id>> = BTreeMap::new();
    for member in request.members {
        for (area, _) in member.known.iter().filter(|(_, count)| **count > 0) {
            known.entry(area).or_default().insert(member.id);
        }
    }
    let (mut choices, mut unplaced) = (vec![], vec![]);
    for task in tasks.values() {
        if let Some(owner) = given.owners.get(&task.id) {
            let reasons = reasons(request, problem, &given, task, owner, &mut known);
            choices.push(Choice { task: task.id, member: owner.id, reasons });
        } else {
            let asked = members.values().copied().filter(|member| !barred(request, task, member));
            let offer = asked.map(|member| Offer::of(&given, task, member)).min_by_key(Offer::harm);
            unplaced.push(Unplaced { task: task.id, why: why(request, &given, task), offer });
        }
    }
    let owned = || choices.iter().map(|choice| (tasks[&choice.task], choice.member));
    Proposal {
        wishes_met: owned().filter(|(task, owner)| task.wishes.contains(owner)).count(),
        wishes: tasks.values().filter(|task| !task.wishes.is_empty()).count(),
        changes: tasks.values().filter(|task| task.last.is_some() && task.last != given.owner(task)).count(),
        unestimated: owned().filter(|(task, _)| task.estimate.is_none()).count(),
        bars: members.values().map(|member| given.bar(member, None)).collect(),
        exact,
        choices,
        unplaced,
    }
}

/// Why `owner`; notes in `known` what they get to know by it.
fn reasons<'a>(
    request: &Request<'_>,
    problem: &Problem<'_>,
    given: &Given<'_>,
    task: &'a Task,
    owner: &Member,
    known: &mut BTreeMap<&'a str, BTreeSet<Id>>,
) -> Vec<Reason> {
    let mut reasons = vec![];
    let pinned = request.edits.pins.get(&task.id) == Some(&owner.id);
    reasons.extend(pinned.then_some(Reason::Pinned));
    reasons.push(Reason::Free { minutes: owner.free(0), of: owner.here.capacity });
    let piece = problem.pieces.iter().find(|piece| piece.task.id == task.id);
    let only = piece.is_some_and(|piece| piece.able.iter().filter(|able| **able).count() == 1);
    reasons.extend(only.then_some(Reason::Only));
    reasons.extend(task.wishes.contains(&owner.id).then_some(Reason::Wished));
    let lacks: Vec<String> = owner.lacks(&task.skills).cloned().collect();
    let has: Vec<String> = task.skills.iter().filter(|skill| !lacks.contains(skill)).cloned().collect();
    reasons.extend((!has.is_empty()).then_some(Reason::Skilled(has)));
    reasons.extend(learned(task, owner, known));
    reasons.extend((task.last == Some(owner.id)).then_some(Reason::Kept));
    reasons.extend(task.estimate.is_none().then_some(Reason::Unestimated));
    reasons.extend((!lacks.is_empty()).then_some(Reason::Lacks(lacks)));
    reasons.extend(owner.away.then_some(Reason::Away));
    let above = owner.above(given.minutes(owner).0);
    reasons.extend((pinned && above > 0).then_some(Reason::Above(above)));
    reasons
}

/// The area they know best, and the one where the fewest people will be.
fn learned<'a>(task: &'a Task, owner: &Member, known: &mut BTreeMap<&'a str, BTreeSet<Id>>) -> Vec<Reason> {
    let (mut best, mut rarest) = (None, None);
    for area in task.areas() {
        let people = known.entry(area).or_default();
        if let Some(tasks) = owner.known.get(area).copied().filter(|tasks| *tasks > 0) {
            best = best.filter(|(most, _)| *most >= tasks).or(Some((tasks, area)));
        } else if people.insert(owner.id) {
            let n = people.len();
            rarest = rarest.filter(|(fewest, _)| *fewest <= n).or(Some((n, area)));
        }
    }
    let best = best.map(|(tasks, area)| Reason::Knows { area: area.to_owned(), tasks });
    let rarest = rarest.map(|(n, area)| Reason::Nth { area: area.to_owned(), n });
    best.into_iter().chain(rarest).collect()
}

/// Whether the leader said that somebody is not to do a task.
fn barred(request: &Request<'_>, task: &Task, member: &Member) -> bool {
    request.edits.spared.contains(&member.id) || request.edits.barred.contains(&(task.id, member.id))
}

/// Why nobody.
fn why(request: &Request<'_>, given: &Given<'_>, task: &Task) -> Why {
    let (edits, members) = (request.edits, request.members);
    if edits.left_out.contains(&task.id) {
        return Why::LeftOut;
    }
    if members.is_empty() {
        return Why::Nobody;
    }
    let nobody_has = |skill: &&String| !members.iter().any(|member| member.skills.contains(skill));
    let missing: Vec<String> = task.skills.iter().filter(nobody_has).cloned().collect();
    if !missing.is_empty() {
        return Why::NoSkill(missing);
    }
    let skilled: Vec<&Member> = members.iter().filter(|member| member.lacks(&task.skills).next().is_none()).collect();
    let there: Vec<&Member> = skilled.iter().copied().filter(|member| !member.away).collect();
    let allowed = there.iter().copied().filter(|member| !barred(request, task, member));
    let free = |member: &Member| member.free(given.minutes(member).0);
    // The most time free; of equals the one who was there first.
    let most = allowed.max_by_key(|member| (free(member), std::cmp::Reverse(member.id)));
    match most {
        Some(member) => Why::NoRoom { minutes: task.estimate, most: free(member), member: member.id },
        None if skilled.is_empty() => Why::NotTogether(task.skills.clone()),
        None if there.is_empty() => Why::AllAway(skilled.len()),
        None => Why::Barred,
    }
}

impl Offer {
    fn of(given: &Given<'_>, task: &Task, member: &Member) -> Self {
        let lacks = member.lacks(&task.skills).cloned().collect();
        Self { lacks, away: member.away, bar: given.bar(member, Some(task)) }
    }

    /// What speaks against it, the worst first.
    fn harm(&self) -> (bool, bool, usize, Ratio, Id) {
        (self.away, self.bar.capacity == 0, self.lacks.len(), self.bar.filled, self.bar.member)
    }
}
