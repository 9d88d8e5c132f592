//! Chance that is the same every time: numbers that look random and follow from a seed, and the seed from the data.
//! Written here and not taken from a crate, so that no update of one ever changes a forecast.

/// A SplitMix64 generator (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
#[derive(Clone, Debug)]
pub struct Chance(u64);

/// The odd number that a step adds: 2⁶⁴ ÷ the golden ratio.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Chance {
    /// The stream of numbers that follows from `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A stream of its own for each number, the same every time.
    #[must_use]
    pub const fn stream(&self, number: u64) -> Self {
        Self(Self(self.0 ^ Self(number).draw()).draw())
    }

    /// The next number, any of 64 bits.
    pub const fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `count` − 1, each as likely as the others; 0 when `count` is 0.
    ///
    /// Lemire: Fast random integer generation in an interval, 2019.
    pub const fn below(&mut self, count: u64) -> u64 {
        if count == 0 {
            return 0;
        }
        loop {
            let wide = self.draw() as u128 * count as u128;
            if wide as u64 >= count.wrapping_neg() % count {
                return (wide >> 64) as u64;
            }
        }
    }
}

/// A seed that follows from data: every number and their order have a say.
pub fn seed(data: impl IntoIterator<Item = u64>) -> u64 {
    data.into_iter().fold(0, |seed, number| Chance::new(seed ^ number).draw())
}
