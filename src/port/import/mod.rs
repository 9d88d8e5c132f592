//! Bringing work in: bytes of another program → one plan of operations with a report. Pure: who and what is known
//! arrives as [`Known`], ids through [`Ids`]; nothing is written here, and all of a plan is one journal entry.
//!
//! A line that cannot be read refuses the whole import, unless [`Bad::Skip`] leaves such lines out by name.

pub mod build;
mod circle;
pub mod csv;
pub mod decode;
pub mod dump;
pub mod fields;
pub mod known;
pub mod report;
pub mod taskwarrior;

use crate::base::day::{Day, Instant, Zone};
use crate::base::key::Place;
use crate::base::source::Ids;
use crate::op::Op;
use crate::text::Lang;

pub use super::columns::{Field, Mapping};
pub use decode::Encoding;
pub use known::Known;
pub use report::{Counts, Notice, Problem, ProblemKind, Report};

/// Bytes a file may have: 256 MiB.
pub const MOST_BYTES: usize = 256 << 20;
/// Tasks a file may hold.
pub const MOST_TASKS: usize = 500_000;
/// Characters one field may have before it is looked at at all.
pub const LONGEST_FIELD: usize = 100_000;

/// The kinds of file that can be brought in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A table with a header line.
    Csv,
    /// What `task export` writes.
    Taskwarrior,
    /// This program's own dump: restored into an empty store, never planned.
    Dump,
}

impl Kind {
    /// Names that [`Self::named`] takes.
    pub const NAMES: [&'static str; 3] = ["csv", "taskwarrior", "json"];

    /// The kind of a name as typed: `csv` (`tsv`), `taskwarrior` (`task`), `json` (`dump`).
    pub fn named(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "csv" | "tsv" => Some(Self::Csv),
            "taskwarrior" | "task" | "tw" => Some(Self::Taskwarrior),
            "json" | "dump" | "party" => Some(Self::Dump),
            _ => None,
        }
    }

    /// The kind that the first bytes look like.
    pub fn of(bytes: &[u8]) -> Self {
        let head = &bytes[..bytes.len().min(4096)];
        let text = String::from_utf8_lossy(head);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if dump::is_dump(text) {
            Self::Dump
        } else if text.starts_with("[{") || text.starts_with('{') || is_array(text) {
            Self::Taskwarrior
        } else {
            Self::Csv
        }
    }
}

fn is_array(text: &str) -> bool {
    text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', ']']))
}

/// What to do with people that nobody knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum People {
    /// A line that names one cannot be read.
    #[default]
    MustExist,
    /// They become members.
    Create,
}

/// What to do with lines that cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Bad {
    /// Nothing is imported.
    #[default]
    Refuse,
    /// They are left out; the report names them.
    Skip,
}

/// How a file is to be brought in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choices {
    /// The moment of the import: when tasks were born that do not say.
    pub now: Instant,
    /// The workspace's day, for date words.
    pub today: Day,
    /// The workspace's zone: the days of another program's instants.
    pub zone: Zone,
    /// The language of names this import has to invent.
    pub lang: Lang,
    /// Where tasks go that name no place.
    pub to: Option<Place>,
    /// `--map column=field`, in the order given.
    pub map: Vec<Mapping>,
    /// What the text is written in; for tables only.
    pub encoding: Encoding,
    /// Unknown people.
    pub people: People,
    /// Unreadable lines.
    pub bad: Bad,
}

/// What an import would do.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// The operations, in order.
    pub ops: Vec<Op>,
    /// What they come to, and what could not be read.
    pub report: Report,
}

impl Plan {
    /// The whole plan as one operation. None when there is nothing to do.
    pub fn op(self) -> Option<Op> {
        (!self.ops.is_empty()).then_some(Op::Batch { steps: self.ops })
    }
}

/// Why a file cannot be brought in at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ImportError {
    /// There is nothing in it.
    Empty,
    /// It has more bytes than [`MOST_BYTES`] or more tasks than [`MOST_TASKS`]; holds the limit.
    TooLarge(usize),
    /// It is not written in this encoding; holds the first line that is not.
    Encoding(&'static str, u64),
    /// It is no JSON, or none of `task export`: line and what the reader says.
    NotTasks(u64, String),
    /// No column is a title; holds the columns.
    NoTitle(Vec<String>),
    /// A mapping names a column that is not there; holds it and the columns.
    NoColumn(String, Vec<String>),
    /// Two columns are mapped to the same field.
    TwiceMapped(String, String),
    /// It is the program's own dump, which restores an empty store instead.
    IsDump,
}

/// Plans the import of a file. The plan refuses (see [`Report::refuses`]) where a line could not be read.
pub fn plan(
    kind: Kind,
    bytes: &[u8],
    known: &Known,
    choices: &Choices,
    ids: &mut dyn Ids,
) -> Result<Plan, ImportError> {
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::TooLarge(MOST_BYTES));
    }
    match kind {
        Kind::Csv => csv::plan(bytes, known, choices, ids),
        Kind::Taskwarrior => taskwarrior::plan(bytes, known, choices, ids),
        Kind::Dump => Err(ImportError::IsDump),
    }
}
