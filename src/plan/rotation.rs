//! Who could lead next. A suggestion that explains itself; people decide.

use std::cmp::Reverse;

use crate::base::day::Day;
use crate::base::id::Id;

/// Somebody in the party, and what matters for leading it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Who.
    pub member: Id,
    /// Whether they said they would.
    pub opted_in: bool,
    /// Whether they lead this party now.
    pub leads: bool,
    /// Whether they lead another party now.
    pub leads_elsewhere: bool,
    /// The last day on which they led any party; none if they never did.
    pub last_led: Option<Day>,
    /// The last day on which they were this party's shadow; none if they never were.
    pub last_shadow: Option<Day>,
}

/// A part of why somebody is suggested.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// They were the last shadow, until that day.
    LastShadow(Day),
    /// They have not led a party yet.
    NeverLed,
    /// They led last on that day.
    LastLed(Day),
    /// Nobody else is free to.
    Only,
}

/// Why somebody is not suggested.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PassedOver {
    /// They lead it now.
    Leads,
    /// They did not say they would.
    NotOptedIn,
    /// They lead another party.
    LeadsElsewhere,
    /// Somebody else was the last shadow, or has not led for longer.
    Later,
}

/// Who could be next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// The member and why; none where nobody is free to.
    pub next: Option<(Id, Vec<Reason>)>,
    /// Everybody else and why not, by id.
    pub others: Vec<(Id, PassedOver)>,
}

impl Candidate {
    fn hindrance(&self) -> Option<PassedOver> {
        match self {
            Self { leads: true, .. } => Some(PassedOver::Leads),
            Self { opted_in: false, .. } => Some(PassedOver::NotOptedIn),
            Self { leads_elsewhere: true, .. } => Some(PassedOver::LeadsElsewhere),
            _ => None,
        }
    }
}

/// Of those who opted in and lead nothing now: the last shadow first, then who has not led for the longest time (never
/// is longest), then the lower id.
pub fn next_leader(candidates: &[Candidate]) -> Suggestion {
    let mut sorted = candidates.to_vec();
    sorted.sort_by_key(|candidate| candidate.member);
    // Who leads now learnt as a shadow before; whose turn it is, is the last shadow among all the others.
    let shadow = sorted.iter().filter(|candidate| !candidate.leads).filter_map(|candidate| candidate.last_shadow).max();
    let is_shadow = |candidate: &Candidate| shadow.is_some() && candidate.last_shadow == shadow;
    let free: Vec<&Candidate> = sorted.iter().filter(|candidate| candidate.hindrance().is_none()).collect();
    let order = |candidate: &&&Candidate| (Reverse(is_shadow(candidate)), candidate.last_led, candidate.member);
    let next = free.iter().min_by_key(order).copied();
    let reasons = |next: &Candidate| {
        let shadow = next.last_shadow.filter(|_| is_shadow(next)).map(Reason::LastShadow);
        let led = next.last_led.map_or(Reason::NeverLed, Reason::LastLed);
        let only = (free.len() == 1).then_some(Reason::Only);
        shadow.into_iter().chain([led]).chain(only).collect()
    };
    let others = sorted.iter().filter(|candidate| next.is_none_or(|next| next.member != candidate.member));
    Suggestion {
        next: next.map(|next| (next.member, reasons(next))),
        others: others.map(|other| (other.member, other.hindrance().unwrap_or(PassedOver::Later))).collect(),
    }
}
