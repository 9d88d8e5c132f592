//! What to do first, for those who weigh it: RICE and WSJF. All numbers are in thousandths, so that 0.8 is 800.

use super::ratio::half_up;

/// Reach, impact, confidence, effort, each in thousandths and 0 or more (Intercom's RICE).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rice {
    /// How many it reaches.
    pub reach: i64,
    /// What it does for each of them.
    pub impact: i64,
    /// How sure one is; 1000 is sure.
    pub confidence: i64,
    /// What it takes.
    pub effort: i64,
}

impl Rice {
    /// Reach × impact × confidence ÷ effort, in thousandths; none without effort.
    pub fn score(self) -> Option<i64> {
        let gain = i128::from(self.reach.max(0)) * i128::from(self.impact.max(0));
        let gain = gain.saturating_mul(i128::from(self.confidence.max(0)));
        // Three thousandths multiplied, over a fourth: a thousandth of that is in thousandths again.
        (self.effort > 0).then(|| half_up(gain, i128::from(self.effort) * 1000))
    }
}

/// Weighted shortest job first: cost of delay over size, each in thousandths and 0 or more (Reinertsen; SAFe's parts).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wsjf {
    /// Value to those who want it.
    pub value: i64,
    /// How much it loses by waiting.
    pub urgency: i64,
    /// Risk it takes away, or chances it opens.
    pub opportunity: i64,
    /// How large it is.
    pub size: i64,
}

impl Wsjf {
    /// (Value + urgency + opportunity) ÷ size, in thousandths; none without size.
    pub fn score(self) -> Option<i64> {
        let parts = [self.value, self.urgency, self.opportunity];
        let delay: i128 = parts.iter().map(|part| i128::from((*part).max(0))).sum();
        (self.size > 0).then(|| half_up(delay * 1000, i128::from(self.size)))
    }
}
