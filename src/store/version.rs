//! Which tables a store has. Knows neither engines nor migrations.

use std::fmt;

/// The version of a store's tables. A program opens what has its own major number; the minor number grows when
/// something is added that older programs can leave alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaVersion {
    /// Grows when older programs must not touch the store; at least 1.
    pub major: u16,
    /// Grows with every other change; 0 to 9999.
    pub minor: u16,
}

impl SchemaVersion {
    /// Makes a version.
    pub const fn new(major: u16, minor: u16) -> Self {
        Self { major, minor }
    }

    /// Packs it into one number, which sorts like the version: 1.2 is 10002.
    pub const fn number(self) -> i64 {
        self.major as i64 * 10_000 + self.minor as i64
    }

    /// Unpacks a number made by `number`; `None` for a negative one or one too large.
    pub fn of_number(number: i64) -> Option<Self> {
        let major = u16::try_from(number.checked_div(10_000)?).ok()?;
        let minor = u16::try_from(number % 10_000).ok()?;
        Some(Self { major, minor })
    }
}

impl fmt::Display for SchemaVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}
