//! Ids and chance that are the same in every run.

use partybook::base::id::Id;
use partybook::base::source::Ids;

/// Counts row ids up from one birth, draws chance from a seed.
#[derive(Clone, Debug)]
pub struct Seeded {
    next: i64,
    state: u64,
}

impl Seeded {
    /// Different seeds never give the same row id within a million ids.
    pub fn new(seed: u64) -> Self {
        // 2026-11-16 in milliseconds since 2010, above 22 bits.
        let birth = 532_569_600_000_i64 << 22;
        Self { next: birth + ((seed as i64) << 20), state: seed }
    }

    fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Ids for Seeded {
    fn id(&mut self) -> Id {
        self.next += 1;
        Id(self.next)
    }

    fn chance(&mut self) -> u128 {
        (u128::from(self.draw()) << 64) | u128::from(self.draw())
    }
}
