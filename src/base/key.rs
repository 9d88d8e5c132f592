//! The names people type for things: `LOG`, `LOG-12`, `LOG/S1`, `LOG/S1/A2`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::day::as_text;

/// Text that is no key of the asked kind.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0:?} is no key")]
pub struct NotKey(pub String);

/// Words that name a place within a party, with or without `@` before them.
pub const PLACE_WORDS: [&str; 4] = ["current", "next", "previous", "backlog"];

/// The number of a step such as `S1` or `a12`: the letter in either case, then a number from 1.
pub fn numbered(step: &str, letter: char) -> Option<i64> {
    let digits = step.strip_prefix([letter, letter.to_ascii_lowercase()])?;
    digits.parse().ok().filter(|number| *number > 0)
}

/// Whether a key would be read as a place within a party: a season, an act, or a word for one.
fn is_place(key: &str) -> bool {
    let counted = key.strip_prefix(['A', 'S']).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    counted || PLACE_WORDS.iter().any(|word| word.eq_ignore_ascii_case(key))
}

/// A party's key: a capital letter, then 1–7 capital letters or digits; nothing that names a season, an act or another
/// place (`S1`, `A2`, `NEXT`). Typed in any case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PartyKey(String);

impl PartyKey {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PartyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PartyKey {
    type Err = NotKey;

    fn from_str(text: &str) -> Result<Self, NotKey> {
        let key = text.to_ascii_uppercase();
        let body = key.as_bytes();
        let shaped = (2..=8).contains(&body.len())
            && body[0].is_ascii_uppercase()
            && body.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            && !is_place(&key);
        if shaped { Ok(Self(key)) } else { Err(NotKey(text.to_owned())) }
    }
}

/// A task's key: the party's key and a number from 1, `LOG-12`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TaskKey {
    /// The party.
    pub party: PartyKey,
    /// Counted from 1 within the party; a number once given is never given again.
    pub number: i64,
}

impl fmt::Display for TaskKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.party, self.number)
    }
}

impl FromStr for TaskKey {
    type Err = NotKey;

    fn from_str(text: &str) -> Result<Self, NotKey> {
        let wrong = || NotKey(text.to_owned());
        let (party, number) = text.rsplit_once('-').ok_or_else(wrong)?;
        Ok(Self { party: party.parse()?, number: positive(number).ok_or_else(wrong)? })
    }
}

/// A place in a party: the party itself, a season `LOG/S1`, or an act `LOG/S1/A2`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// The party.
    pub party: PartyKey,
    /// The season's number, from 1.
    pub season: Option<i64>,
    /// The act's number within its season, from 1; only with a season.
    pub act: Option<i64>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.party)?;
        if let Some(season) = self.season {
            write!(f, "/S{season}")?;
        }
        if let Some(act) = self.act {
            write!(f, "/A{act}")?;
        }
        Ok(())
    }
}

impl FromStr for Place {
    type Err = NotKey;

    fn from_str(text: &str) -> Result<Self, NotKey> {
        let wrong = || NotKey(text.to_owned());
        let mut parts = text.split('/');
        let party = parts.next().ok_or_else(wrong)?.parse()?;
        let mut numbered = |letter: char| -> Result<Option<i64>, NotKey> {
            let Some(part) = parts.next() else { return Ok(None) };
            let digits = part.strip_prefix([letter, letter.to_ascii_lowercase()]).ok_or_else(wrong)?;
            positive(digits).map(Some).ok_or_else(wrong)
        };
        let season = numbered('S')?;
        let act = numbered('A')?;
        if parts.next().is_some() { Err(wrong()) } else { Ok(Self { party, season, act }) }
    }
}

fn positive(digits: &str) -> Option<i64> {
    let plain = !digits.is_empty() && digits.len() < 18 && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|&number| plain && number > 0)
}

as_text!(PartyKey, TaskKey, Place);
