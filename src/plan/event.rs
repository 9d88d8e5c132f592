//! Events of the calendar that come once or again and again, the time they take, and meetings that avoid holidays.

use super::calendar::{Calendar, Stretch};
use super::recurrence::Rule;
use crate::base::day::Day;

/// Something on the calendar: a review every Tuesday, a happy hour on the last Friday.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// The first day it may be on.
    pub first: Day,
    /// How it comes again; none when it is once, on `first`.
    pub rule: Option<Rule>,
    /// Minutes it lasts.
    pub minutes: i64,
    /// Whether it takes capacity from those who go; events take none unless told to.
    pub takes: bool,
}

impl Event {
    /// The days of a stretch it is on, in order; holidays are not left out.
    pub fn days(&self, stretch: Stretch) -> Vec<Day> {
        match &self.rule {
            Some(rule) => rule.days(self.first, stretch),
            None => stretch.holds(self.first).then_some(self.first).into_iter().collect(),
        }
    }
}

/// Minutes that one person's events take from the days of a stretch, by day, each day once. On days that are not worked
/// they take nothing.
pub fn taken(events: &[Event], stretch: Stretch, calendar: &Calendar) -> Vec<(Day, i64)> {
    let taking = events.iter().filter(|event| event.takes);
    let days = taking.flat_map(|event| event.days(stretch).into_iter().map(|day| (day, event.minutes)));
    let mut sums = std::collections::BTreeMap::new();
    for (day, minutes) in days.filter(|(day, _)| calendar.works_on(*day)) {
        *sums.entry(day).or_insert(0) += minutes;
    }
    sums.into_iter().collect()
}

/// When a meeting is next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// The day proposed.
    pub day: Day,
    /// The day that the rule says, where it is not worked.
    pub instead_of: Option<Day>,
}

/// The next day of a meeting after `after`, around holidays. Where the rule's day is not worked, the next working day of
/// the same week, else the last one before it in that week; where neither is there, or the meeting is on that day anyway,
/// it falls out and the rule's next day is looked at. None where the rule has ended.
pub fn next_meeting(event: &Event, after: Day, calendar: &Calendar) -> Option<Proposal> {
    let mut from = after.plus(1);
    for _ in 0..MOST_TRIES {
        let day = match &event.rule {
            Some(rule) => rule.next(event.first, from)?,
            None => Some(event.first).filter(|first| *first >= from)?,
        };
        if calendar.works_on(day) {
            return Some(Proposal { day, instead_of: None });
        }
        let week = Stretch::week(day);
        let meets = |other: Day| !event.days(Stretch::new(other, other)).is_empty();
        let later = day.plus(1).through(week.last);
        let earlier = (1..7).map(|back| day.plus(-back)).take_while(|other| *other >= week.first && *other > after);
        let near = later.chain(earlier).filter(|other| calendar.works_on(*other)).find(|other| !meets(*other));
        if let Some(near) = near {
            return Some(Proposal { day: near, instead_of: Some(day) });
        }
        from = day.plus(1);
    }
    None
}

/// Days of a rule that are looked at before a meeting is said to have none: two years of a daily one.
const MOST_TRIES: usize = 800;
