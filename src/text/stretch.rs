//! The one-line form of an act or a season: `11/30..12/11 Shutdown goal: no DAG on the old server`. Dates first, where
//! either may be left out; the goal behind its word. Shares its reading of days with everything else.

use crate::base::day::Day;

use super::when::{NotDay, Use, read_day};
use super::words::{Lang, w, word};

/// What one line says of an act or a season.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StretchLine {
    /// First day.
    pub first: Option<Day>,
    /// Last day.
    pub last: Option<Day>,
    /// What it is called; may be empty.
    pub title: String,
    /// What it is for.
    pub goal: String,
}

/// Between two days, as people type it.
const BETWEEN: [&str; 4] = ["..", "~", "–", "～"];
/// What stands before a goal, in both languages.
const GOALS: [&str; 3] = ["goal:", "목표:", "목표："];

/// Reads one line. Errors: the day that was not understood.
pub fn read_stretch(text: &str, today: Day, workday: &dyn Fn(Day) -> bool) -> Result<StretchLine, NotDay> {
    let lower = text.to_lowercase();
    let goal_at = GOALS.iter().filter_map(|word| start_of_word(&lower, word)).min();
    let (head, goal) = match goal_at {
        Some((at, length)) if lower.len() == text.len() => (&text[..at], text[at + length..].trim()),
        _ => (text, ""),
    };
    let mut line = StretchLine { goal: goal.to_owned(), ..StretchLine::default() };
    let mut words = head.split_whitespace().peekable();
    let day = |text: &str, of: Use| {
        if text.is_empty() { Ok(None) } else { read_day(text, today, of, workday).map(Some) }
    };
    let is_day = |text: &str| read_day(text, today, Use::Start, workday).is_ok();
    if let Some(dates) = words.peek().and_then(|word| between(word).or_else(|| dashed(word, is_day))) {
        words.next();
        (line.first, line.last) = (day(dates.0, Use::Start)?, day(dates.1, Use::Due)?);
    } else if let Some((first, last)) = spaced(&mut words.clone(), is_day) {
        words.nth(2);
        (line.first, line.last) = (day(first, Use::Start)?, day(last, Use::Due)?);
    }
    line.title = words.collect::<Vec<_>>().join(" ");
    Ok(line)
}

fn start_of_word(text: &str, word: &str) -> Option<(usize, usize)> {
    let at = text.match_indices(word).find(|(at, _)| text[..*at].chars().next_back().is_none_or(char::is_whitespace));
    at.map(|(at, _)| (at, word.len()))
}

/// The two sides of `11/18-12/31`, as screens print it without room.
fn dashed(token: &str, is_day: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    let sides = token.match_indices('-').map(|(at, _)| (&token[..at], &token[at + 1..]));
    sides.into_iter().find(|(first, last)| is_day(first) && is_day(last))
}

/// The two days of `11/18 - 12/31`, as screens print it.
fn spaced<'t>(words: &mut impl Iterator<Item = &'t str>, is_day: impl Fn(&str) -> bool) -> Option<(&'t str, &'t str)> {
    let (first, sign, last) = (words.next()?, words.next()?, words.next()?);
    let between = sign == "-" || BETWEEN.contains(&sign);
    (between && is_day(first) && is_day(last)).then_some((first, last))
}

/// The two sides of `a..b`; a title such as `~later` is none.
fn between(token: &str) -> Option<(&str, &str)> {
    let (first, last) = BETWEEN.iter().find_map(|sign| token.split_once(sign))?;
    let dated = |side: &str| side.is_empty() || side.chars().any(|letter| letter.is_ascii_digit()) || side.len() > 1;
    let any = !first.is_empty() || !last.is_empty();
    (any && dated(first) && dated(last)).then_some((first, last))
}

/// An act or a season as one line that reads back as the same.
pub fn write_stretch(lang: Lang, line: &StretchLine) -> String {
    let mut words = Vec::new();
    if line.first.is_some() || line.last.is_some() {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        words.push(format!("{}..{}", day(line.first), day(line.last)));
    }
    if !line.title.is_empty() {
        words.push(line.title.clone());
    }
    if !line.goal.is_empty() {
        let goal = line.goal.split_whitespace().collect::<Vec<_>>().join(" ");
        words.push(format!("{}: {goal}", word(lang, w::COMMON_GOAL)));
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_title_and_goal_in_one_line() {
        let today: Day = "2026-11-18".parse().unwrap();
        let read = |text: &str| read_stretch(text, today, &|day| day.weekday() < 5);
        let line = read("11/30..12/11 Shut down  the server goal: no DAG left").unwrap();
        assert_eq!(line.first, "2026-11-30".parse().ok());
        assert_eq!(line.last, "2026-12-11".parse().ok());
        assert_eq!((line.title.as_str(), line.goal.as_str()), ("Shut down the server", "no DAG left"));
        for lang in Lang::ALL {
            assert_eq!(read(&write_stretch(lang, &line)), Ok(line.clone()));
        }
        assert_eq!(read("이관 목표: 모두 옮기기").unwrap().goal, "모두 옮기기");
        assert_eq!(
            read("11/30~ 종료").unwrap(),
            StretchLine { first: "2026-11-30".parse().ok(), title: "종료".to_owned(), ..StretchLine::default() }
        );
        for dates in ["11/30 - 12/11", "11/30-12/11", "11/30 ~ 12/11", "2026-11-30-2026-12-11"] {
            let line = read(&format!("{dates} 종료")).unwrap();
            let days = (line.first.map(|day| day.to_string()), line.last.map(|day| day.to_string()));
            assert_eq!(days, (Some("2026-11-30".to_owned()), Some("2026-12-11".to_owned())), "{dates}");
            assert_eq!(line.title, "종료", "{dates}");
        }
        assert_eq!(read("Wave - two").unwrap().title, "Wave - two");
        assert!(read("11/30..someday x").is_err());
        assert_eq!(read("Wave 2").unwrap().title, "Wave 2");
    }
}
