//! Cells of a file to values of a task: the words other programs use, in English and Korean. Knows no file.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::report::ProblemKind;
use crate::base::day::{Day, Instant, Zone};
use crate::base::minutes::{LONGEST, Minutes};
use crate::domain::task::{Priority, TaskStatus};
use crate::text::when::{Use, read_day};

/// Characters a title may have.
pub const TITLE: usize = crate::op::role::TITLE;
/// Characters a body may have.
pub const BODY: usize = crate::op::role::BODY;

/// NFC, without U+0000, which PostgreSQL cannot keep.
pub fn tidy(text: &str) -> String {
    let plain = text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes;
    let text: String = if plain { text.to_owned() } else { text.nfc().collect() };
    if text.contains('\0') { text.replace('\0', "") } else { text }
}

/// One line: line breaks become spaces, ends are trimmed.
pub fn title(text: &str) -> Result<String, ProblemKind> {
    let text = tidy(text.trim());
    let text =
        if text.contains(['\n', '\r', '\t']) { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text };
    match text.chars().count() {
        0 => Err(ProblemKind::NoTitle),
        long if long > TITLE => Err(ProblemKind::TooLong(TITLE)),
        _ => Ok(text),
    }
}

/// Any number of lines.
pub fn body(text: &str) -> Result<String, ProblemKind> {
    let text = tidy(text.trim_end());
    let text = if text.contains('\r') { text.replace("\r\n", "\n") } else { text };
    if text.len() > BODY && text.chars().count() > BODY { Err(ProblemKind::TooLong(BODY)) } else { Ok(text) }
}

/// `P1`, `1`, `H`, `high`, `높음`.
pub fn priority(text: &str) -> Result<Priority, ProblemKind> {
    match text.trim().to_lowercase().as_str() {
        "p0" | "0" | "u" | "urgent" | "critical" | "highest" | "blocker" | "긴급" | "매우 높음" | "매우높음" => {
            Ok(Priority::P0)
        }
        "p1" | "1" | "h" | "high" | "높음" | "상" => Ok(Priority::P1),
        "p2" | "2" | "m" | "medium" | "normal" | "보통" | "중간" | "중" => Ok(Priority::P2),
        "p3" | "3" | "l" | "low" | "lowest" | "낮음" | "하" => Ok(Priority::P3),
        _ => Err(ProblemKind::Priority),
    }
}

/// `done`, `in progress`, `완료`, a tick box.
pub fn status(text: &str) -> Result<TaskStatus, ProblemKind> {
    let plain: String = text.trim().to_lowercase().chars().filter(|c| !matches!(c, ' ' | '-' | '_')).collect();
    match plain.as_str() {
        "todo" | "open" | "new" | "pending" | "waiting" | "backlog" | "notstarted" | "planned" | "false" | "no"
        | "할일" | "대기" | "대기중" | "예정" | "시작전" | "미완료" => Ok(TaskStatus::Todo),
        "doing" | "inprogress" | "started" | "active" | "wip" | "inreview" | "하는중" | "진행" | "진행중"
        | "작업중" => Ok(TaskStatus::Doing),
        "done" | "completed" | "complete" | "closed" | "finished" | "resolved" | "true" | "yes" | "x" | "✓" | "끝"
        | "완료" | "완료됨" | "끝남" | "종료" => Ok(TaskStatus::Done),
        "dropped" | "deleted" | "cancelled" | "canceled" | "wontdo" | "rejected" | "접음" | "취소" | "취소됨"
        | "보류" | "삭제" => Ok(TaskStatus::Dropped),
        _ => Err(ProblemKind::Status),
    }
}

/// `4h`, `2d`, `1일`, an ISO 8601 duration such as `P2D` or `PT4H`, or a bare number where `unit` says of what.
pub fn estimate(text: &str, unit: Option<&str>) -> Result<Minutes, ProblemKind> {
    let text = text.trim();
    if let Ok(minutes) = text.to_lowercase().parse() {
        return Ok(minutes);
    }
    if let Some(minutes) = duration(text) {
        return Ok(minutes);
    }
    let number: f64 = text.parse().map_err(|_| ProblemKind::Estimate)?;
    let per = match unit {
        Some("d") => Minutes::DAY,
        Some("h") => Minutes::HOUR,
        Some(_) => 1,
        None => return Err(ProblemKind::NoUnit),
    };
    fair((number * per as f64).round() as i64).ok_or(ProblemKind::Estimate)
}

fn fair(minutes: i64) -> Option<Minutes> {
    (1..=LONGEST.0).contains(&minutes).then_some(Minutes(minutes))
}

/// `P1W2DT3H4M`; a week is five ideal days.
fn duration(text: &str) -> Option<Minutes> {
    let mut rest = text.strip_prefix(['P', 'p'])?;
    let mut total = 0_i64;
    let mut timed = false;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(['T', 't']) {
            (timed, rest) = (true, after);
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let count: i64 = rest.get(..end).filter(|digits| digits.len() <= 6)?.parse().ok()?;
        let unit = rest[end..].chars().next()?;
        total += count
            * match (timed, unit.to_ascii_uppercase()) {
                (false, 'W') => 5 * Minutes::DAY,
                (false, 'D') => Minutes::DAY,
                (true, 'H') => Minutes::HOUR,
                (true, 'M') => 1,
                (true, 'S') => 0,
                _ => return None,
            };
        rest = &rest[end + unit.len_utf8()..];
    }
    fair(total)
}

/// A day in words or digits; of a moment its date as it stands there.
pub fn day(text: &str, today: Day) -> Result<Day, ProblemKind> {
    let text = text.trim();
    if let Some(day) = date_of_moment(text) {
        return Ok(day);
    }
    // Spreadsheets write 2026. 11. 3. and 2026-11-03 0:00.
    let close: String = if text.contains(". ") { text.replace(". ", ".") } else { text.to_owned() };
    let date = close.split_once(' ').filter(|(_, time)| time.contains(':')).map_or(close.as_str(), |(date, _)| date);
    read_day(date, today, Use::Due, &|day| day.weekday() < 5).map_err(|_| ProblemKind::Day)
}

fn date_of_moment(text: &str) -> Option<Day> {
    let (date, rest) = text.split_at_checked(10)?;
    (rest.is_empty() || rest.starts_with(['T', ' '])).then_some(())?;
    date.parse().ok()
}

/// A moment: RFC 3339, `20261120T090000Z`, or the start of a day.
pub fn moment(text: &str, today: Day, zone: &Zone) -> Result<Instant, ProblemKind> {
    let text = text.trim();
    if let Some(at) = compact(text) {
        return Ok(at);
    }
    text.parse().or_else(|_| day(text, today).map(|day| Instant::at(day, 0, 0, zone)))
}

/// `20261120T090000Z`, as Taskwarrior writes moments.
pub fn compact(text: &str) -> Option<Instant> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 16 && bytes[8] == b'T' && bytes[15] == b'Z';
    if !shaped {
        return None;
    }
    let number = |from: usize, to: usize| -> Option<u32> {
        bytes[from..to].iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    let day = Day::of(i32::try_from(number(0, 4)?).ok()?, number(4, 6)?, number(6, 8)?)?;
    let (hour, minute, second) = (number(9, 11)?, number(11, 13)?, number(13, 15)?);
    (hour < 24 && minute < 60 && second < 61).then_some(())?;
    let epoch = Day::of(1970, 1, 1)?;
    let seconds = day.since(epoch) * 86_400 + i64::from(hour * 3600 + minute * 60 + second);
    Some(Instant::from_millis(seconds * 1000))
}

/// The words of a list: split at commas, semicolons, or (where there are none) at spaces; `#` and `@` in front go.
pub fn list(text: &str) -> Vec<String> {
    let by_sign = text.contains([',', ';', '\n']);
    let parts = text.split(|c: char| if by_sign { matches!(c, ',' | ';' | '\n') } else { c.is_whitespace() });
    parts.map(|part| tidy(part.trim().trim_start_matches(['#', '@']))).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_in_many_shapes() {
        for (text, unit, minutes) in [
            ("4h", None, 240),
            ("1d4h", None, 720),
            ("2일", None, 960),
            ("P2D", None, 960),
            ("PT1H30M", None, 90),
            ("P1W", None, 2400),
            ("1.5", Some("d"), 720),
            ("3", Some("h"), 180),
        ] {
            assert_eq!(estimate(text, unit), Ok(Minutes(minutes)), "{text}");
        }
        assert_eq!(estimate("3", None), Err(ProblemKind::NoUnit));
        for text in ["soon", "P", "-1", "P999999D", "0h"] {
            assert!(estimate(text, Some("h")).is_err(), "{text}");
        }
    }

    #[test]
    fn days_and_moments() {
        let today = Day::of(2026, 11, 16).unwrap();
        let third = Day::of(2026, 11, 3).unwrap();
        for text in ["2026-11-03", "2026-11-03T09:00:00Z", "2026-11-03 0:00", "2026. 11. 3.", "2026/11/3", "11월 3일"]
        {
            assert_eq!(day(text, today), Ok(third), "{text}");
        }
        assert_eq!(day("someday", today), Err(ProblemKind::Day));
        let seoul: Zone = "Asia/Seoul".parse().unwrap();
        let at = moment("20261103T001500Z", today, &seoul).unwrap();
        assert_eq!(at.to_string(), "2026-11-03T00:15:00.000Z");
        assert_eq!(moment("2026-11-03", today, &seoul).unwrap().to_string(), "2026-11-02T15:00:00.000Z");
        assert_eq!(compact("20261331T000000Z"), None);
    }

    #[test]
    fn words_of_other_programs() {
        assert_eq!(status("In Progress"), Ok(TaskStatus::Doing));
        assert_eq!(status("완료"), Ok(TaskStatus::Done));
        assert_eq!(priority("높음"), Ok(Priority::P1));
        assert_eq!(priority("9"), Err(ProblemKind::Priority));
        assert_eq!(list("#k8s, 로그 적재"), ["k8s", "로그 적재"]);
        assert_eq!(list("a b"), ["a", "b"]);
        assert_eq!(title(" two\nlines "), Ok("two lines".to_owned()));
        assert_eq!(title("\u{1112}\u{1161}\u{11ab}"), Ok("한".to_owned()));
        assert_eq!(title(" "), Err(ProblemKind::NoTitle));
    }
}
