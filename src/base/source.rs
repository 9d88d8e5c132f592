//! The two things a pure program cannot make itself: the time and fresh ids.
//! `app/env.rs` implements both for the machine; tests implement them with a fixed clock and a seed.

use super::day::{Day, Instant, Zone};
use super::id::{Id, OpId};

/// Tells the time.
pub trait Clock {
    /// The present moment.
    fn now(&self) -> Instant;

    /// The calendar day of the present moment in `zone`.
    fn today(&self, zone: &Zone) -> Day {
        self.now().day_in(zone)
    }
}

/// Mints identities and chance.
pub trait Ids {
    /// A fresh row id, greater than every id this source gave before.
    fn id(&mut self) -> Id;
    /// 128 fresh random bits.
    fn chance(&mut self) -> u128;
    /// A fresh operation id.
    fn op_id(&mut self) -> OpId {
        OpId(self.chance())
    }
}
