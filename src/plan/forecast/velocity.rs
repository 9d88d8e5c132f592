//! How much the next acts will bring, as a range, from what the last ones brought (Cohn: Agile Estimating and Planning).

/// The range in which the middle of a party's velocities lies with 90 % confidence, and what it means for acts to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VelocityRange {
    /// Velocities looked at.
    pub n: usize,
    /// So many are left out at each end.
    pub discarded: usize,
    /// The low end, an act.
    pub low: i64,
    /// The high end, an act.
    pub high: i64,
}

impl VelocityRange {
    /// Low and high end over a number of acts.
    pub fn over(self, acts: i64) -> (i64, i64) {
        (self.low * acts, self.high * acts)
    }
}

/// The most velocities that count, so that the sums below stay exact.
const MOST: usize = 120;

/// The range of some velocities, the latest last, of which the last 120 count; none below five of them, which no range
/// covers with 90 %.
///
/// The exact rule: leave out at each end the most values `d` for which the chance that the middle lies between the
/// rest, 1 − 2·Σ C(n, i) ÷ 2ⁿ over i ≤ d, is still at least 0.9.
pub fn velocity_range(velocities: &[i64]) -> Option<VelocityRange> {
    let mut sorted = velocities[velocities.len().saturating_sub(MOST)..].to_vec();
    sorted.sort_unstable();
    let n = sorted.len();
    let (mut chosen, mut outside) = (1_u128, 0_u128);
    let mut discarded = None;
    for d in 0..n.div_ceil(2) {
        // `chosen` is C(n, d); both tails together may hold a tenth of all 2ⁿ.
        outside += chosen;
        if outside * 20 > 1 << n {
            break;
        }
        discarded = Some(d);
        chosen = chosen * (n - d) as u128 / (d + 1) as u128;
    }
    let discarded = discarded?;
    Some(VelocityRange { n, discarded, low: sorted[discarded], high: sorted[n - 1 - discarded] })
}
