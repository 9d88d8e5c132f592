//! How an act stands, computed. What the leader says of it is kept beside, and both are shown.

use super::forecast::Likelihood;

/// How an act stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Health {
    /// Done by its end with 85 % or more.
    OnTrack,
    /// With 50 % or more.
    AtRisk,
    /// With less.
    OffTrack,
}

/// Health from the likelihood that the act is done by its end; none where nothing can be foretold.
pub fn health(done_in_time: Option<Likelihood>) -> Option<Health> {
    let likely = done_in_time?;
    Some(if likely.reaches(85) {
        Health::OnTrack
    } else if likely.reaches(50) {
        Health::AtRisk
    } else {
        Health::OffTrack
    })
}
