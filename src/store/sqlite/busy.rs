//! Waiting for others. SQLite's own timeout sleeps longer and longer and so lets the quickest process starve the
//! rest; short sleeps of random length share the lock evenly. Knows nothing of what is being waited for.

use std::time::{Duration, Instant};

use crate::store::error::StoreError;

/// How long a connection waits for others before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// The shortest and the longest sleep between two tries, in microseconds.
const SLEEP_MICROS: std::ops::Range<u64> = 200..2_000;

/// Sleeps a little, unless the waiting has lasted too long.
fn nap(since: Instant) -> bool {
    if since.elapsed() >= PATIENCE {
        return false;
    }
    std::thread::sleep(Duration::from_micros(fastrand::u64(SLEEP_MICROS)));
    true
}

/// Makes the handler a connection asks whether to try once more.
pub(super) fn handler() -> impl FnMut(i32) -> bool + Send + 'static {
    let mut since = Instant::now();
    move |tries| {
        if tries == 0 {
            since = Instant::now();
        }
        nap(since)
    }
}

/// Tries again while the store is busy: for the few places where SQLite does not ask the handler, such as the first
/// look at a store that another process is just recovering.
pub(super) fn patiently<T>(mut attempt: impl FnMut() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let since = Instant::now();
    loop {
        match attempt() {
            Err(StoreError::Busy { .. }) if nap(since) => {}
            other => return other,
        }
    }
}
