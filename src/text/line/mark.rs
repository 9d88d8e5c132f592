//! What each marker's value means.

use unicode_normalization::UnicodeNormalization;

use crate::base::day::Day;
use crate::base::hangul::narrow;
use crate::base::key::{Place, TaskKey};
use crate::base::minutes::Minutes;
use crate::text::when::{Use, read_day};

use super::scan::{Mark, Sign};
use super::{LineFault, PieceKind, TaskLine};

type Failed = (String, LineFault);

/// Puts a marker's value into the task, or names the part that was not understood.
pub(super) fn take(
    task: &mut TaskLine,
    mark: &Mark,
    today: Day,
    workday: &dyn Fn(Day) -> bool,
) -> Result<PieceKind, Failed> {
    let value: String = mark.value.nfc().collect();
    if value.trim().is_empty() {
        return Err((mark.typed.clone(), LineFault::Missing));
    }
    let plain: String = value.chars().map(|letter| narrow(letter).unwrap_or(letter)).collect();
    let wrong = |fault| (mark.typed.clone(), fault);
    match mark.sign {
        Sign::Person => return Ok(person(task, value)),
        Sign::Priority => once(&mut task.priority, priority(&plain).ok_or_else(|| wrong(LineFault::Priority))?, mark)?,
        Sign::Estimate => {
            let estimate: Minutes = plain.to_lowercase().parse().map_err(|_| wrong(LineFault::Estimate))?;
            once(&mut task.estimate, estimate, mark)?;
        }
        Sign::Due => {
            let due = read_day(&value, today, Use::Due, workday).map_err(|no| (no.part, LineFault::Day(no.why)))?;
            once(&mut task.due, due, mark)?;
        }
        Sign::Tag => add(&mut task.tags, value),
        Sign::Skill if mark.quoted => add(&mut task.skills, value),
        Sign::Skill => parts(&value).for_each(|skill| add(&mut task.skills, skill.to_owned())),
        Sign::After => {
            for key in parts(&plain) {
                let key = task_key(key).ok_or_else(|| (key.to_owned(), LineFault::Key))?;
                add(&mut task.after, key);
            }
        }
        Sign::To => {
            let place = read_place(&plain).ok_or_else(|| (value.clone(), LineFault::Place))?;
            once(&mut task.to, place, mark)?;
        }
    }
    Ok(kind(mark.sign))
}

fn kind(sign: Sign) -> PieceKind {
    match sign {
        Sign::Person => PieceKind::Owner,
        Sign::Priority => PieceKind::Priority,
        Sign::Estimate => PieceKind::Estimate,
        Sign::Due => PieceKind::Due,
        Sign::Tag => PieceKind::Tag,
        Sign::Skill => PieceKind::Skill,
        Sign::After => PieceKind::After,
        Sign::To => PieceKind::To,
    }
}

fn person(task: &mut TaskLine, name: String) -> PieceKind {
    if task.owner.is_none() {
        task.owner = Some(name);
        return PieceKind::Owner;
    }
    add(&mut task.helpers, name);
    PieceKind::Helper
}

fn once<T>(slot: &mut Option<T>, value: T, mark: &Mark) -> Result<(), Failed> {
    if slot.is_some() {
        return Err((mark.typed.clone(), LineFault::Twice));
    }
    *slot = Some(value);
    Ok(())
}

fn add(list: &mut Vec<String>, value: String) {
    if !list.contains(&value) {
        list.push(value);
    }
}

fn parts(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|part| !part.is_empty())
}

fn priority(value: &str) -> Option<u8> {
    match value.trim_start_matches(['p', 'P', 'ㅔ']) {
        "0" => Some(0),
        "1" => Some(1),
        "2" => Some(2),
        "3" => Some(3),
        _ => None,
    }
}

fn task_key(value: &str) -> Option<String> {
    let number =
        |text: &str| text.parse::<u32>().ok().filter(|number| *number > 0 && text.bytes().all(|b| b.is_ascii_digit()));
    let whole = value.parse::<TaskKey>().map(|key| key.to_string()).ok();
    whole.or_else(|| number(value).map(|number| number.to_string()))
}

/// Reads where a task may go: `next`, `current`, `previous`, `backlog` (also `@next`, `다음`, `백로그` …) or a place such as
/// `log/s1/a2`, `S1/A2`, `A2`, `LOG`; gives it in the form of [`TaskLine::to`].
pub fn read_place(text: &str) -> Option<String> {
    let lower = text.trim().trim_start_matches('@').to_lowercase();
    let word = match lower.as_str() {
        "next" | "다음" | "다음액트" | "다음 액트" => "next",
        "current" | "now" | "이번" | "지금" | "현재" | "이번 액트" => "current",
        "previous" | "prev" | "이전" | "지난" => "previous",
        "backlog" | "백로그" => "backlog",
        other => return place(other),
    };
    Some(word.to_owned())
}

fn place(lower: &str) -> Option<String> {
    // `S1/A2` and `A2` are places of the party at hand.
    let within = |text: &str| format!("XX/{text}").parse::<Place>().ok().map(|_| text.to_uppercase());
    let act = |text: &str| {
        text.strip_prefix('a')
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|_| within(&format!("s1/{text}")))
    };
    if act(lower).is_some() {
        return Some(lower.to_uppercase());
    }
    within(lower).or_else(|| lower.parse::<Place>().ok().map(|place| place.to_string()))
}
