//! Ideal working time, kept in minutes: `1d` is always 8 hours, whatever the workspace's day is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Minutes of ideal working time, 0 or more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Minutes(pub i64);

/// The longest estimate one task may have: 250 ideal days, a working year.
pub const LONGEST: Minutes = Minutes(250 * Minutes::DAY);

/// Text that is no estimate such as `4h`, `2d`, `1d4h`, `90m` or `1.5d`.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0:?} is no estimate")]
pub struct NotMinutes(pub String);

impl Minutes {
    /// Minutes in one ideal day.
    pub const DAY: i64 = 480;
    /// Minutes in one hour.
    pub const HOUR: i64 = 60;
}

impl fmt::Display for Minutes {
    /// The shortest exact form: `3d`, `4h`, `1d4h`, `90m`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, rest) = (self.0 / Self::DAY, self.0 % Self::DAY);
        let (hours, minutes) = (rest / Self::HOUR, rest % Self::HOUR);
        if days != 0 {
            write!(f, "{days}d")?;
        }
        if hours != 0 {
            write!(f, "{hours}h")?;
        }
        if minutes != 0 || self.0 == 0 {
            write!(f, "{minutes}m")?;
        }
        Ok(())
    }
}

impl FromStr for Minutes {
    type Err = NotMinutes;

    /// Reads one or more numbers, each with its unit `d`, `h`, `m` (or 일, 시간, 분); tenths are allowed.
    /// The sum must be more than zero and at most [`LONGEST`].
    fn from_str(text: &str) -> Result<Self, NotMinutes> {
        let wrong = || NotMinutes(text.to_owned());
        let mut rest = text.trim();
        let mut total = 0_i64;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or_else(wrong)?;
            let (number, tail) = rest.split_at(end);
            let (unit, after) = UNITS
                .iter()
                .find_map(|(name, minutes)| tail.strip_prefix(name).map(|after| (*minutes, after)))
                .ok_or_else(wrong)?;
            total += scaled(number, unit).ok_or_else(wrong)?;
            rest = after.trim_start();
        }
        let sum = Self(total);
        if sum.0 > 0 && sum <= LONGEST { Ok(sum) } else { Err(wrong()) }
    }
}

const UNITS: [(&str, i64); 6] =
    [("d", Minutes::DAY), ("h", Minutes::HOUR), ("m", 1), ("일", Minutes::DAY), ("시간", Minutes::HOUR), ("분", 1)];

/// `number` (with at most one decimal place, at most 6 digits) times `unit`.
fn scaled(number: &str, unit: i64) -> Option<i64> {
    let (whole, tenth) = number.split_once('.').unwrap_or((number, "0"));
    let short = (1..=6).contains(&whole.len()) && tenth.len() == 1;
    let tenths = whole.parse::<i64>().ok()? * 10 + tenth.parse::<i64>().ok()?;
    let product = tenths * unit;
    (short && product % 10 == 0).then_some(product / 10)
}
