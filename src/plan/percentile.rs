//! Percentiles by nearest rank: of the usual definitions the only one that promises "at least p % took this or less".

/// The rank, from 1, of a percentile among `count` values in order: `count` × `percent` ÷ 100 rounded up.
pub fn rank(count: u64, percent: u32) -> u64 {
    let exact = u128::from(count) * u128::from(percent.min(100));
    (exact.div_ceil(100) as u64).max(1)
}

/// The smallest of some values that at least `percent` of a hundred of them do not exceed; none where there are none.
/// `sorted` is in ascending order.
pub fn nearest_rank<T: Copy>(sorted: &[T], percent: u32) -> Option<T> {
    sorted.get(rank(sorted.len() as u64, percent) as usize - 1).copied()
}

/// How some values lie.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Summary {
    /// How many values there are.
    pub n: usize,
    /// Half of them are this or less.
    pub p50: i64,
    /// 85 of a hundred are this or less.
    pub p85: i64,
    /// 95 of a hundred are this or less.
    pub p95: i64,
    /// The highest.
    pub highest: i64,
}

impl Summary {
    /// Sums values up; none where there are none.
    pub fn of(mut values: Vec<i64>) -> Option<Self> {
        values.sort_unstable();
        let at = |percent| nearest_rank(&values, percent);
        Some(Self { n: values.len(), p50: at(50)?, p85: at(85)?, p95: at(95)?, highest: at(100)? })
    }
}
