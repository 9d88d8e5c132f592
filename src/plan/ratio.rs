//! Exact fractions: what decides who gets what is compared by cross-multiplying, so that no rounding has a say.

use std::cmp::Ordering;

/// A part of a whole, both 0 or more. Something of nothing is more than every number; nothing of nothing is zero.
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    part: i64,
    whole: i64,
}

impl Ratio {
    /// Nothing.
    pub const ZERO: Self = Self { part: 0, whole: 1 };

    /// `part` ÷ `whole`; what is below 0 counts as 0.
    pub const fn new(part: i64, whole: i64) -> Self {
        match (part > 0, whole > 0) {
            (false, _) => Self::ZERO,
            (true, false) => Self { part, whole: 0 },
            (true, true) => Self { part, whole },
        }
    }

    /// In thousandths, half rounded up; none when it is a part of nothing.
    pub fn thousandths(self) -> Option<i64> {
        let scaled = self.part.checked_mul(2000).and_then(|part| part.checked_add(self.whole));
        match (self.whole, scaled, self.whole.checked_mul(2)) {
            (0, ..) => None,
            // The usual size, without the slow division of wide numbers.
            (_, Some(part), Some(whole)) => Some(part / whole),
            _ => Some(half_up(i128::from(self.part) * 1000, i128::from(self.whole))),
        }
    }

    /// As a number to calculate on with; none when it is a part of nothing.
    pub fn value(self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        let across = |one: &Self, other: &Self| i128::from(one.part) * i128::from(other.whole);
        across(self, other).cmp(&across(other, self))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

/// `part` ÷ `whole` (more than 0) to the nearest whole number, half rounded up; the largest number where it is beyond.
pub(super) fn half_up(part: i128, whole: i128) -> i64 {
    let (down, rest) = (part.div_euclid(whole), part.rem_euclid(whole));
    i64::try_from(down + i128::from(rest >= whole - rest)).unwrap_or(i64::MAX)
}
