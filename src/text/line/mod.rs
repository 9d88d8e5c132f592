//! The one-line form of a task: `Move wave two to k8s @dini !p1 ~3d due:fri #airflow skill:k8s after:LOG-4 act:next`,
//! the same without English (`@솔 !1 ~3d ^금 #k8s >다음 <LOG-4`, `금요일까지`), and lists of such lines.
//!
//! Markers count only at the start of a word; a backslash (or ₩) before one keeps it as text. Names and keys are not looked up here:
//! who `@dini` is and whether `LOG-4` exists is for those who know the store.

mod list;
mod mark;
mod say;
mod scan;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::base::day::Day;
use crate::base::minutes::Minutes;

use super::when::WhyNot;
use scan::Token;

pub use list::{ListLine, read_list};
pub use mark::read_place;
pub use say::{echo, write_line};

/// What one line says of a task.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TaskLine {
    /// The title: NFC, one space between words; never empty when [`read_line`] gave it.
    pub title: String,
    /// The first `@name`, as typed, without its sign.
    pub owner: Option<String>,
    /// Every further `@name`.
    pub helpers: Vec<String>,
    /// 0 for P0 to 3 for P3.
    pub priority: Option<u8>,
    /// The estimate.
    pub estimate: Option<Minutes>,
    /// The due day.
    pub due: Option<Day>,
    /// Area tags, without their sign.
    pub tags: Vec<String>,
    /// Needed skills.
    pub skills: Vec<String>,
    /// Tasks that come first: `LOG-4`, or bare numbers (`4`) for the party at hand.
    pub after: Vec<String>,
    /// Where it goes: `next`, `current`, `previous`, `backlog`, or a place such as `LOG`, `LOG/S1/A2`, `S1/A2`, `A2`.
    pub to: Option<String>,
}

/// A part of the typed line that is a marker, for colouring while it is typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Where it stands, in bytes of the line.
    pub span: Range<usize>,
    /// What it is.
    pub kind: PieceKind,
}

/// What a marker says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PieceKind {
    /// Who owns the task.
    Owner,
    /// Who helps.
    Helper,
    /// Its priority.
    Priority,
    /// Its estimate.
    Estimate,
    /// Its due day.
    Due,
    /// An area tag.
    Tag,
    /// A needed skill.
    Skill,
    /// A task that comes first.
    After,
    /// Where it goes.
    To,
    /// A marker that was not understood.
    Unclear,
}

/// Why a line, or a part of it, was not understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineFault {
    /// The due day.
    Day(WhyNot),
    /// Not `!p0` to `!p3`.
    Priority,
    /// No estimate such as `4h`, `2d`.
    Estimate,
    /// No task key.
    Key,
    /// No place.
    Place,
    /// A quote that is not closed, or goes on after its end.
    Quote,
    /// A marker without a value.
    Missing,
    /// A second value where one is all there can be.
    Twice,
    /// Nothing but markers.
    NoTitle,
}

/// The part of a line that was not understood.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{part:?} was not understood")]
pub struct LineError {
    /// The exact part, as typed.
    pub part: String,
    /// The marker that holds it, in bytes of the line.
    pub span: Range<usize>,
    /// What it should have been.
    pub fault: LineFault,
}

/// A line as far as it is understood while it is being typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Glance {
    /// What was understood; the title may be empty.
    pub task: TaskLine,
    /// The markers, in order.
    pub pieces: Vec<Piece>,
    /// What was not understood, in order.
    pub errors: Vec<LineError>,
}

/// Reads a whole line, or names the first part of it that was not understood.
///
/// `today` and `workday` are what [`super::when::read_day`] asks for.
pub fn read_line(text: &str, today: Day, workday: &dyn Fn(Day) -> bool) -> Result<TaskLine, LineError> {
    let glance = glance(text, today, workday);
    match glance.errors.into_iter().next() {
        Some(error) => Err(error),
        None if glance.task.title.is_empty() => {
            Err(LineError { part: text.trim().to_owned(), span: 0..text.len(), fault: LineFault::NoTitle })
        }
        None => Ok(glance.task),
    }
}

/// Reads what can be read of a line that is still being typed.
pub fn glance(text: &str, today: Day, workday: &dyn Fn(Day) -> bool) -> Glance {
    let mut glance = Glance::default();
    let mut title: Vec<String> = Vec::new();
    let tokens = scan::tokens(text, &|day| super::when::read_day(day, today, super::when::Use::Due, workday));
    for token in tokens {
        match token {
            Token::Word { text: word, .. } => title.push(word.nfc().collect()),
            Token::Mark { span, mark } => match mark::take(&mut glance.task, &mark, today, workday) {
                Ok(kind) => glance.pieces.push(Piece { span, kind }),
                Err((part, fault)) => glance.fail(span, part, fault),
            },
            Token::Unclosed { span } => {
                let part = text[span.clone()].to_owned();
                glance.fail(span, part, LineFault::Quote);
            }
        }
    }
    glance.task.title = title.join(" ");
    glance
}

impl Glance {
    fn fail(&mut self, span: Range<usize>, part: String, fault: LineFault) {
        self.pieces.push(Piece { span: span.clone(), kind: PieceKind::Unclear });
        self.errors.push(LineError { part, span, fault });
    }
}

#[cfg(test)]
mod tests;
