//! How good forecasts were.

/// Forecasts held against what came of them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Calibration {
    /// Forecasts.
    pub n: usize,
    /// Brier score in its form from 0 (always right) to 1; saying 50 % every time scores 0.25.
    pub brier: f64,
}

/// Brier: Verification of forecasts expressed in terms of probability, 1950: the mean of (forecast − outcome)², the
/// forecast in thousandths (0–1000), the outcome 1 when it happened. None where there was no forecast.
pub fn calibration(forecasts: &[(u16, bool)]) -> Option<Calibration> {
    let miss = |&(said, happened): &(u16, bool)| (f64::from(said) / 1000.0 - f64::from(u8::from(happened))).powi(2);
    let n = forecasts.len();
    (n > 0).then(|| Calibration { n, brier: forecasts.iter().map(miss).sum::<f64>() / n as f64 })
}
