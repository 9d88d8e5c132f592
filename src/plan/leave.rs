//! Leave of members: whole and half days, and how much of their working days they are there.

use super::calendar::{Calendar, Stretch};
use crate::base::day::Day;

/// Halves in a working day: leave takes none, one or both.
pub const WHOLE: i64 = 2;

/// A stretch of leave: whole days, or half of each of its days.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Away {
    /// Its days.
    pub days: Stretch,
    /// Whether only half of each day is off.
    pub half: bool,
}

impl Away {
    const fn halves(self) -> i64 {
        if self.half { 1 } else { WHOLE }
    }
}

/// The first stretch of leave that shares a day with a wanted one. A second half of the same day counts as sharing it:
/// make the first one whole instead.
pub fn overlap(taken: &[Away], wanted: Stretch) -> Option<Away> {
    taken.iter().filter(|away| !away.days.common(wanted).is_empty()).min().copied()
}

/// A day of leave that would have been worked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayOff {
    /// The day.
    pub day: Day,
    /// Halves of it that are off: 1 or 2.
    pub halves: i64,
}

/// How much somebody is there: the calendar's working days less their leave, in halves of days.
#[derive(Clone, Debug)]
pub struct Presence<'c> {
    calendar: &'c Calendar,
    /// In order, no day twice.
    leave: Vec<Piece>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    away: Away,
    /// Working days before its first.
    from: i64,
    /// Halves off in the pieces before it.
    before: i64,
}

/// The two edges of a stretch in somebody's count of days: all that a spread has to know of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edges {
    pub(super) before: Mark,
    pub(super) end: Mark,
}

/// How far somebody's days have come by the end of a day, counted from long ago: only differences mean something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    pub(super) day: Day,
    /// Halves of days they were there.
    pub(super) there: i64,
    /// Days that the calendar worked.
    pub(super) worked: i64,
}

impl<'c> Presence<'c> {
    /// Somebody's presence. Where two stretches share days (the door refuses that), the one that begins earlier holds.
    pub fn new(calendar: &'c Calendar, leave: &[Away]) -> Self {
        let mut sorted = leave.to_vec();
        sorted.sort_unstable();
        let mut pieces: Vec<Piece> = vec![];
        let mut before = 0;
        for mut away in sorted {
            if let Some(earlier) = pieces.last() {
                away.days.first = away.days.first.max(earlier.away.days.last.plus(1));
            }
            if !away.days.is_empty() {
                pieces.push(Piece { away, from: calendar.until(away.days.first.plus(-1)), before });
                before += calendar.workdays(away.days) * away.halves();
            }
        }
        Self { calendar, leave: pieces }
    }

    /// The calendar it goes by.
    pub const fn calendar(&self) -> &'c Calendar {
        self.calendar
    }

    /// Halves of working days in a stretch that they are on leave: 5 is two and a half days.
    pub fn leave(&self, stretch: Stretch) -> i64 {
        if stretch.is_empty() { 0 } else { self.away_until(stretch.last) - self.away_until(stretch.first.plus(-1)) }
    }

    /// Halves of working days in a stretch that they are there.
    pub fn halves(&self, stretch: Stretch) -> i64 {
        let edges = self.edges(stretch);
        edges.end.there - edges.before.there
    }

    /// The edges of a stretch; of an empty one both are the same.
    pub fn edges(&self, stretch: Stretch) -> Edges {
        let before = self.mark(stretch.first.plus(-1));
        Edges { before, end: if stretch.is_empty() { before } else { self.mark(stretch.last) } }
    }

    /// The working days of a stretch that they are on leave, wholly or half.
    pub fn days_off(&self, stretch: Stretch) -> Vec<DayOff> {
        let pieces = self.leave.iter().map(|piece| (piece.away.days.common(stretch), piece.away.halves()));
        let days =
            pieces.flat_map(|(days, halves)| days.first.through(days.last).map(move |day| DayOff { day, halves }));
        days.filter(|off| self.calendar.works_on(off.day)).collect()
    }

    fn mark(&self, day: Day) -> Mark {
        let worked = self.calendar.until(day);
        Mark { day, there: worked * WHOLE - self.away_until(day), worked }
    }

    fn away_until(&self, day: Day) -> i64 {
        let begun = self.leave.partition_point(|piece| piece.away.days.first <= day);
        let Some(piece) = begun.checked_sub(1).and_then(|last| self.leave.get(last)) else { return 0 };
        let days = self.calendar.until(day.min(piece.away.days.last)) - piece.from;
        piece.before + days * piece.away.halves()
    }
}
