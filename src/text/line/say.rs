//! What the one-line form says back: the echo under the line, the line for a task, and what was not understood.

use crate::base::day::Day;
use crate::text::when::{WhyNot, say_day_short, say_effort};
use crate::text::words::{Lang, say, w};

use super::scan::protect;
use super::{LineError, LineFault, TaskLine};

/// The markers as they were understood, for the line below the one being typed: `새별  P1  3d  11/26 금`.
pub fn echo(lang: Lang, task: &TaskLine, today: Day) -> String {
    let mut said: Vec<String> = Vec::new();
    said.extend(task.owner.clone());
    said.extend(task.helpers.iter().map(|helper| format!("+{helper}")));
    said.extend(task.priority.map(|priority| format!("P{priority}")));
    said.extend(task.estimate.map(|estimate| say_effort(lang, estimate)));
    said.extend(task.due.map(|due| say_day_short(lang, due, today)));
    said.extend(task.tags.iter().map(|tag| format!("#{tag}")));
    said.extend(task.skills.iter().map(|skill| say(lang, w::LINE_ECHO_SKILL, &[("skill", skill)])));
    said.extend(task.after.iter().map(|key| say(lang, w::LINE_ECHO_AFTER, &[("key", key)])));
    said.extend(task.to.as_ref().map(|place| say(lang, w::LINE_ECHO_TO, &[("place", &place_said(lang, place))])));
    said.join("  ")
}

fn place_said(lang: Lang, place: &str) -> String {
    let said = match place {
        "next" => w::LINE_PLACE_NEXT,
        "current" => w::LINE_PLACE_CURRENT,
        "previous" => w::LINE_PLACE_PREVIOUS,
        "backlog" => w::COMMON_BACKLOG,
        other => return other.to_owned(),
    };
    say(lang, said, &[])
}

/// A task as one line that reads back as the same task: what `e` opens for editing.
pub fn write_line(task: &TaskLine) -> String {
    let mut words: Vec<String> = task.title.split_whitespace().map(protect).collect();
    words.extend(task.owner.iter().chain(&task.helpers).map(|name| format!("@{}", quoted(name))));
    words.extend(task.priority.map(|priority| format!("!p{priority}")));
    words.extend(task.estimate.map(|estimate| format!("~{estimate}")));
    words.extend(task.due.map(|due| format!("due:{due}")));
    words.extend(task.tags.iter().map(|tag| format!("#{}", quoted(tag))));
    words.extend(task.skills.iter().map(|skill| format!("skill:{}", quoted(skill))));
    words.extend(task.after.iter().map(|key| format!("after:{key}")));
    words.extend(task.to.iter().map(|place| format!("to:{place}")));
    words.join(" ")
}

/// The value as it is, or in the first pair of quotes that it does not hold itself.
fn quoted(value: &str) -> String {
    let plain = value.starts_with(char::is_alphanumeric)
        && !value.ends_with(';')
        && !value.contains(|c: char| c.is_whitespace() || c == ',');
    let pairs = [('"', '"'), ('\'', '\''), ('“', '”'), ('「', '」')];
    match pairs.iter().find(|(_, close)| !value.contains(*close)) {
        Some((open, close)) if !plain => format!("{open}{value}{close}"),
        _ => value.to_owned(),
    }
}

impl LineError {
    /// What was not understood, and what to type instead.
    pub fn say(&self, lang: Lang) -> String {
        let said = match self.fault {
            LineFault::Day(WhyNot::Unknown) => w::LINE_DAY,
            LineFault::Day(WhyNot::NoSuchDay) => w::LINE_NO_SUCH_DAY,
            LineFault::Priority => w::LINE_PRIORITY,
            LineFault::Estimate => w::LINE_ESTIMATE,
            LineFault::Key => w::LINE_KEY,
            LineFault::Place => w::LINE_PLACE,
            LineFault::Quote => w::LINE_QUOTE,
            LineFault::Missing => w::LINE_MISSING,
            LineFault::Twice => w::LINE_TWICE,
            LineFault::NoTitle => w::LINE_NO_TITLE,
        };
        say(lang, said, &[("part", &crate::base::clean::clean(&self.part))])
    }
}
