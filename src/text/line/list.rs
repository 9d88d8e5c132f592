//! Pasted lists: one task a line, whatever bullets they came with.

use crate::base::day::Day;

use super::{LineError, TaskLine, read_line};

/// One line of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListLine {
    /// The line's number in what was pasted, from 1.
    pub number: usize,
    /// The line without its bullet.
    pub text: String,
    /// What it says.
    pub task: Result<TaskLine, LineError>,
}

/// Reads many lines; empty ones are passed over, bullets (`- `, `* `, `• `, `1. `, `2) `, `- [ ] `) are taken off.
pub fn read_list(text: &str, today: Day, workday: &dyn Fn(Day) -> bool) -> Vec<ListLine> {
    let lines = text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{B}', '\u{C}']);
    let mut number = 0;
    let mut found = Vec::new();
    // `\r\n` splits twice; its empty half must not count as a line.
    let mut after_return = false;
    let mut rest = text;
    for line in lines {
        let end = rest[line.len()..].chars().next();
        let half = after_return && line.is_empty() && end == Some('\n');
        rest = end.map_or("", |end| &rest[line.len() + end.len_utf8()..]);
        after_return = end == Some('\r');
        if half {
            continue;
        }
        number += 1;
        let bare = without_bullet(line);
        if !bare.is_empty() {
            found.push(ListLine { number, text: bare.to_owned(), task: read_line(bare, today, workday) });
        }
    }
    found
}

fn without_bullet(line: &str) -> &str {
    let line = line.trim_start_matches('\u{FEFF}').trim();
    let bare = bullet(line).or_else(|| numbered(line)).unwrap_or(line);
    ["[ ]", "[x]", "[X]", "[]", "☐", "☑", "✅"].iter().find_map(|mark| spaced(bare.strip_prefix(mark)?)).unwrap_or(bare)
}

fn bullet(line: &str) -> Option<&str> {
    let sign = line.chars().next().filter(|c| "-*+•◦▪‣·–—●○■□".contains(*c))?;
    spaced(&line[sign.len_utf8()..])
}

fn numbered(line: &str) -> Option<&str> {
    let end = line.find(|c: char| !c.is_ascii_digit()).filter(|end| (1..=3).contains(end))?;
    let rest = line[end..].strip_prefix(['.', ')'])?;
    spaced(rest)
}

/// What follows a bullet, where at least one space (or nothing) stands after it.
fn spaced(rest: &str) -> Option<&str> {
    let text = rest.trim_start();
    (text.len() < rest.len() || rest.is_empty()).then_some(text)
}
