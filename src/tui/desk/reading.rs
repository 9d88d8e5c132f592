//! How a prompt understands what is typed, said back under the line before Enter. Pure.

use crate::base::day::Day;
use crate::base::fold::fold;
use crate::base::minutes::Minutes;
use crate::base::name::nearest;
use crate::text::line::{TaskLine, echo, glance, read_list};
use crate::text::name::say_not_found;
use crate::text::stretch::read_stretch;
use crate::text::w;
use crate::text::when::{Use, read_day, say_day, say_effort};
use crate::tui::desk::Desk;

/// What a prompt expects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// Any text, and some of it.
    Text,
    /// Any text, or none.
    Anything,
    /// Working time such as `4h`, `2d`.
    Time,
    /// A day such as `fri`, `11/26`, `+3d`.
    Day(Use),
    /// A task's one-line form, or a list of them.
    Line,
    /// The one-line form of an act or a season.
    Stretch,
}

/// What was understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// Nothing is to be said (yet).
    Nothing,
    /// This, in words.
    Read(String),
    /// Something was not understood.
    Wrong {
        /// Which part, and what would be.
        text: String,
        /// What may have been meant: Tab takes it.
        instead: Option<String>,
    },
}

impl Reading {
    /// Reads what stands in the field.
    pub fn read(self, text: &str, desk: &Desk) -> Said {
        let text = text.trim();
        if text.is_empty() {
            return Said::Nothing;
        }
        match self {
            Self::Text | Self::Anything => Said::Nothing,
            Self::Line => line(text, desk),
            Self::Stretch => stretch(text, desk),
            Self::Day(wanted) => match understood(text, wanted, desk) {
                Ok(day) => Said::Read(say_day(desk.lang, day)),
                Err(text) => Said::Wrong { text, instead: None },
            },
            Self::Time => match text.parse::<Minutes>() {
                Ok(minutes) => Said::Read(say_effort(desk.lang, minutes)),
                Err(_) => Said::Wrong { text: desk.say(w::FRAME_NOT_TIME, &[("part", &text)]), instead: None },
            },
        }
    }

    /// What is expected, in a few words, while nothing was typed.
    pub fn help(self, desk: &Desk) -> &'static str {
        desk.word(match self {
            Self::Text => w::FRAME_PROMPT_TEXT,
            Self::Anything => w::FRAME_PROMPT_ANYTHING,
            Self::Time => w::FRAME_PROMPT_TIME,
            Self::Day(_) => w::FRAME_PROMPT_DAY,
            Self::Line => w::FRAME_PROMPT_LINE,
            Self::Stretch => w::FRAME_PROMPT_STRETCH,
        })
    }

    /// Whether an empty line is an answer.
    pub fn takes_nothing(self) -> bool {
        self == Self::Anything
    }

    /// Whether emptying what stood there takes the value away.
    pub fn can_be_emptied(self) -> bool {
        matches!(self, Self::Day(_) | Self::Time)
    }

    /// The things of a pasted list, one a line, without their bullets.
    pub fn list(self, text: &str, desk: &Desk) -> Vec<String> {
        match self {
            Self::Line => {
                read_list(text, desk.today, &|day| desk.works_on(day)).into_iter().map(|line| line.text).collect()
            }
            _ => text.lines().map(str::to_owned).collect(),
        }
    }
}

/// The day that was typed. Errors: what was not understood, in words.
pub fn understood(text: &str, wanted: Use, desk: &Desk) -> Result<Day, String> {
    read_day(text, desk.today, wanted, &|day| desk.works_on(day)).map_err(|error| error.say(desk.lang))
}

/// What a line says beside its title, or the first part of it that means nothing.
fn line(text: &str, desk: &Desk) -> Said {
    let glance = glance(text, desk.today, &|day| desk.works_on(day));
    if let Some(error) = glance.errors.first() {
        return Said::Wrong { text: error.say(desk.lang), instead: None };
    }
    if let Some(stranger) = stranger(&glance.task, desk) {
        let known = || desk.people.iter().filter(|it| it.active).flat_map(|it| [it.handle.as_str(), it.name.as_str()]);
        let near = nearest(stranger, known()).first().map(|near| text.replace(stranger, near));
        return Said::Wrong { text: say_not_found(desk.lang, stranger, known()), instead: near };
    }
    let said = echo(desk.lang, &glance.task, desk.today);
    if said.is_empty() { Said::Nothing } else { Said::Read(said) }
}

/// The days of a stretch said back, with how many of them are worked on.
fn stretch(text: &str, desk: &Desk) -> Said {
    let line = match read_stretch(text, desk.today, &|day| desk.works_on(day)) {
        Ok(line) => line,
        Err(no) => return Said::Wrong { text: no.say(desk.lang), instead: None },
    };
    let day = |day: Option<Day>| day.map(|day| say_day(desk.lang, day)).unwrap_or_default();
    match (line.first, line.last) {
        (None, None) if line.title.is_empty() => Said::Nothing,
        (None, None) => Said::Read(desk.word(w::FRAME_NO_DATES).to_owned()),
        (Some(first), Some(last)) if last < first => {
            let text = desk.say(w::FRAME_REVERSED, &[("first", &day(line.first)), ("last", &day(line.last))]);
            Said::Wrong { text, instead: None }
        }
        (first, last) => {
            let worked =
                first.zip(last).map(|(first, last)| first.through(last).filter(|day| desk.works_on(*day)).count());
            let counted = worked.map(|n| desk.say(w::FRAME_WORKDAYS, &[("n", &n)])).unwrap_or_default();
            Said::Read(format!("{} - {}   {counted}", day(first), day(last)).trim().to_owned())
        }
    }
}

/// The first person of a line whom nobody knows; nobody can be told while the members are not loaded.
fn stranger<'a>(line: &'a TaskLine, desk: &Desk) -> Option<&'a str> {
    let known = |typed: &str| {
        let typed = fold(typed);
        let names = |it: &crate::query::people::MemberRow| {
            fold(&it.handle) == typed || fold(&it.name) == typed || it.aliases.iter().any(|alias| fold(alias) == typed)
        };
        typed == "me" || desk.people.iter().any(names)
    };
    let mut named = line.owner.iter().chain(&line.helpers).map(String::as_str);
    named.find(|typed| !desk.people.is_empty() && !known(typed))
}
