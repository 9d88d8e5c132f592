//! Where the effort of a task lies: spread over working days, in whole minutes, with none lost.

use super::calendar::{Calendar, Stretch};
use super::leave::{Edges, Mark, Presence};
use crate::base::day::Day;
use crate::base::id::Id;
use crate::base::minutes::Minutes;
use crate::domain::act::Act;
use crate::domain::task::{Task, TaskStatus};

/// A task as far as load goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Assigned {
    /// The task.
    pub task: Id,
    /// Who does it.
    pub owner: Id,
    /// Its party.
    pub party: Id,
    /// Its act, if it is in one.
    pub act: Option<Id>,
    /// Where it stands; only open tasks carry load.
    pub status: TaskStatus,
    /// Its effort, if somebody said one.
    pub estimate: Option<Minutes>,
    /// Whether it is blocked, by hand or by a task it waits for. It carries load all the same.
    pub blocked: bool,
    /// The day it was started.
    pub started_on: Option<Day>,
    /// The day it is due.
    pub due: Option<Day>,
    /// The act's first day, or the day it was started.
    pub act_first: Option<Day>,
    /// The act's last day.
    pub act_last: Option<Day>,
}

impl Assigned {
    /// A task with its act; none while nobody owns it. `waits` says whether a task it needs is unfinished.
    pub fn of(task: &Task, act: Option<&Act>, waits: bool) -> Option<Self> {
        Some(Self {
            task: task.id,
            owner: task.owner?,
            party: task.party,
            act: task.act,
            status: task.status,
            estimate: task.estimate,
            blocked: waits || task.blocked.is_some(),
            started_on: task.started_on,
            due: task.due,
            act_first: act.and_then(|act| act.first.or(act.started_on)),
            act_last: act.and_then(|act| act.last),
        })
    }
}

/// The days a task's effort is spread over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// From its start to its end.
    Days(Stretch),
    /// Its end has passed: all of it stands on this day, today or the first working day after.
    Overdue(Day),
    /// It has no end, so that no day can be said.
    Undated,
}

impl Assigned {
    /// Where the effort lies, the one way in which the program says it.
    ///
    /// The end is the due day, else the act's last day. The start is the day the task was started, else the act's first
    /// day, else today; but what nobody has begun cannot be done in the past, so that it starts today at the earliest. A
    /// start behind the end means the end. An open task whose end has passed stands wholly on the first working day from
    /// today, until it is finished or gets another day. A task without an end is undated.
    pub fn place(&self, today: Day, calendar: &Calendar) -> Place {
        let Some(last) = self.due.or(self.act_last) else { return Place::Undated };
        if last < today {
            return Place::Overdue(calendar.first_from(today).unwrap_or(today));
        }
        let begun = self.started_on.filter(|_| self.status == TaskStatus::Doing);
        let first = begun.unwrap_or_else(|| self.act_first.unwrap_or(today).max(today));
        Place::Days(Stretch::new(first.min(last), last))
    }
}

/// Effort over days, by the days on which its owner is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spread {
    minutes: i64,
    days: Stretch,
    by: By,
}

/// What the days of a spread are weighed by: counted before its first day, and in all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum By {
    /// Halves of days the owner is there.
    Presence(i64, i64),
    /// Working days, where the owner is away all the time.
    Workdays(i64, i64),
    /// All on one day.
    OneDay,
}

impl Spread {
    /// The effort of a task over its days: evenly over the working days on which its owner is there, half a day counting
    /// half. Where they are away all the time, evenly over the working days; where none is worked, all on the first
    /// working day after. None for a task that is undated, has no estimate or is not open.
    pub fn of(work: &Assigned, owner: &Presence<'_>, today: Day) -> Option<Self> {
        let minutes = work.estimate.filter(|_| work.status.is_open())?.0;
        let calendar = owner.calendar();
        let on = |day: Day| Some(Self { minutes, days: Stretch::new(day, day), by: By::OneDay });
        let days = match work.place(today, calendar) {
            Place::Undated => return None,
            Place::Overdue(day) => return on(day),
            Place::Days(days) => days,
        };
        let Edges { before, end } = owner.edges(days);
        let (there, worked) = (end.there - before.there, end.worked - before.worked);
        if there > 0 {
            Some(Self { minutes, days, by: By::Presence(before.there, there) })
        } else if worked > 0 {
            Some(Self { minutes, days, by: By::Workdays(before.worked, worked) })
        } else {
            on(calendar.first_from(days.last).unwrap_or(days.last))
        }
    }

    /// All of its minutes.
    pub const fn minutes(&self) -> i64 {
        self.minutes
    }

    /// The days it lies on.
    pub const fn days(&self) -> Stretch {
        self.days
    }

    /// Minutes of it that lie in a stretch, whose edges are its owner's. Stretches that together hold all its days add up
    /// to all its minutes: each gets what has come together by its end less what had come together before, in whole
    /// minutes.
    pub fn within(&self, edges: &Edges) -> i64 {
        self.until(edges.end) - self.until(edges.before)
    }

    /// Minutes up to and with the day of a mark.
    fn until(&self, mark: Mark) -> i64 {
        // Counts never fall, so that a count within those of the days is a day within them.
        let part = |count: i64, (before, all): (i64, i64)| self.minutes * (count - before).clamp(0, all) / all;
        match self.by {
            By::Presence(before, all) => part(mark.there, (before, all)),
            By::Workdays(before, all) => part(mark.worked, (before, all)),
            By::OneDay if mark.day < self.days.first => 0,
            By::OneDay => self.minutes,
        }
    }
}
