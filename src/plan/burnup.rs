//! Burn-up with its scope line: what is to be done and what is done, day by day, from the changes of a stretch's tasks.

use super::flow::running;
use crate::base::day::Day;
use crate::base::minutes::Minutes;

/// A task as part of a stretch of work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// Whether it is done.
    pub done: bool,
    /// What it was thought to take, if somebody said so.
    pub estimate: Option<Minutes>,
}

/// What happened to a task on a day. Not part of the stretch is none: it came, left, was done, reopened, re-estimated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// When.
    pub day: Day,
    /// What it was.
    pub before: Option<Part>,
    /// What it is.
    pub after: Option<Part>,
}

/// One day of a burn-up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
    /// Which.
    pub day: Day,
    /// Tasks in the stretch at its end.
    pub scope: i64,
    /// Those done.
    pub done: i64,
    /// Minutes in the stretch.
    pub scope_minutes: i64,
    /// Minutes done.
    pub done_minutes: i64,
    /// Tasks without an estimate, which the minutes do not know.
    pub unestimated: i64,
}

/// The burn-up from `first` to `last`. Changes before the first day make what it begins with; their order has no say.
pub fn burnup(changes: &[Change], first: Day, last: Day) -> Vec<Point> {
    let line = |count: fn(&Part) -> i64| {
        let of = |part: Option<Part>| part.as_ref().map_or(0, count);
        running(first, last, changes.iter().map(|change| (change.day, of(change.after) - of(change.before))))
    };
    let minutes = |part: &Part| part.estimate.map_or(0, |estimate| estimate.0);
    let scope = line(|_| 1);
    let done = line(|part| i64::from(part.done));
    let scope_minutes = line(minutes);
    let done_minutes = line(|part| part.estimate.filter(|_| part.done).map_or(0, |estimate| estimate.0));
    let unestimated = line(|part| i64::from(part.estimate.is_none()));
    let point = |(at, day): (usize, Day)| Point {
        day,
        scope: scope[at],
        done: done[at],
        scope_minutes: scope_minutes[at],
        done_minutes: done_minutes[at],
        unestimated: unestimated[at],
    };
    first.through(last).enumerate().map(point).collect()
}
