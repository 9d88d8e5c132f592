//! What an import would do and what it could not read, as data and in words.

use serde::{Serialize, Serializer};

use super::dump::{DumpFault, DumpRefused};
use super::{Bad, Encoding, ImportError};
use crate::base::cells;
use crate::port::problem;
use crate::store::dump::RestoreError;
use crate::text::{Lang, Word, say, w, word};

/// Words of a file that are said in one line.
const MOST_LISTED: usize = 20;

/// How many of each thing come into being.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Counts {
    /// People.
    pub members: usize,
    /// Parties.
    pub parties: usize,
    /// Seasons.
    pub seasons: usize,
    /// Acts.
    pub acts: usize,
    /// Tasks.
    pub tasks: usize,
    /// Comments.
    pub comments: usize,
    /// Dependencies.
    pub dependencies: usize,
}

/// Why a line could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProblemKind {
    /// It is no JSON object; holds what the reader says.
    Json(String),
    /// It has another number of cells than the header: how many there are, how many were expected.
    Cells(usize, usize),
    /// A quote in it never closes, so that where its cells end cannot be told.
    OpenQuote,
    /// It has no title.
    NoTitle,
    /// It names no party, and none was given for such lines.
    NoParty,
    /// A text is longer than its field allows; holds the limit in characters.
    TooLong(usize),
    /// Nobody has that name; holds the nearest names.
    UnknownPerson(Vec<String>),
    /// The name can be no handle, so nobody can be made of it.
    BadHandle,
    /// The act or season is closed.
    ClosedPlace,
    /// The party has ended.
    EndedParty,
    /// No party key can be made of the name.
    BadParty,
    /// No day.
    Day,
    /// No moment in time.
    Moment,
    /// No estimate.
    Estimate,
    /// A number without a unit.
    NoUnit,
    /// No priority.
    Priority,
    /// No status.
    Status,
    /// No line and no task has that key.
    UnknownKey,
    /// Two lines have the same key.
    TwiceKey,
    /// It waits for itself, along other lines.
    Circle,
}

/// A line that could not be read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Problem {
    /// The line in the file, from 1.
    pub line: u64,
    /// The column or attribute, where it is one.
    pub column: Option<String>,
    /// Why.
    #[serde(rename = "what")]
    pub kind: ProblemKind,
    /// The part that was not understood, as it stands there.
    pub text: String,
}

impl Serialize for ProblemKind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.word().id().rsplit('.').next().unwrap_or_default())
    }
}

impl ProblemKind {
    fn word(&self) -> Word {
        match self {
            Self::Json(_) => w::IMPORT_BAD_JSON,
            Self::Cells(..) => w::IMPORT_BAD_CELLS,
            Self::OpenQuote => w::IMPORT_OPEN_QUOTE,
            Self::NoTitle => w::IMPORT_NO_TITLE,
            Self::NoParty => w::IMPORT_NO_PARTY,
            Self::TooLong(_) => w::IMPORT_TOO_LONG,
            Self::UnknownPerson(near) if near.is_empty() => w::IMPORT_UNKNOWN_PERSON,
            Self::UnknownPerson(_) => w::IMPORT_UNKNOWN_PERSON_NEAR,
            Self::BadHandle => w::IMPORT_BAD_HANDLE,
            Self::ClosedPlace => w::IMPORT_CLOSED_PLACE,
            Self::EndedParty => w::IMPORT_ENDED_PARTY,
            Self::BadParty => w::IMPORT_BAD_PARTY,
            Self::Day => w::IMPORT_BAD_DAY,
            Self::Moment => w::IMPORT_BAD_MOMENT,
            Self::Estimate => w::IMPORT_BAD_ESTIMATE,
            Self::NoUnit => w::IMPORT_NO_UNIT,
            Self::Priority => w::IMPORT_BAD_PRIORITY,
            Self::Status => w::IMPORT_BAD_STATUS,
            Self::UnknownKey => w::IMPORT_UNKNOWN_KEY,
            Self::TwiceKey => w::IMPORT_TWICE_KEY,
            Self::Circle => w::IMPORT_CIRCLE,
        }
    }
}

impl Problem {
    /// In words: `line 4, due: "someday" is no day`.
    pub fn say(&self, lang: Lang) -> String {
        let (detail, count, wanted) = match &self.kind {
            ProblemKind::Json(detail) => (detail.clone(), 0, 0),
            ProblemKind::UnknownPerson(near) => (near.join(", "), 0, 0),
            ProblemKind::Cells(found, wanted) => (String::new(), *found, *wanted),
            ProblemKind::TooLong(limit) => (String::new(), *limit, *limit),
            _ => (String::new(), 0, 0),
        };
        let values: [(&str, &dyn std::fmt::Display); 4] =
            [("text", &self.text), ("detail", &detail), ("count", &count), ("wanted", &wanted)];
        let what = say(lang, self.kind.word(), &values);
        match &self.column {
            Some(column) => {
                say(lang, w::IMPORT_AT_COLUMN, &[("line", &self.line), ("column", column), ("what", &what)])
            }
            None => say(lang, w::IMPORT_AT_LINE, &[("line", &self.line), ("what", &what)]),
        }
    }
}

/// Something worth knowing that stops nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// Columns nobody knows were kept word for word.
    Kept(Vec<String>),
    /// Columns that this program works out itself were left out.
    LeftOut(Vec<String>),
    /// So many tasks had come before and were left out.
    AlreadyHere(usize),
    /// These keys are of tasks that are here already, so their lines were left out.
    KeyHere(Vec<String>),
    /// The text was written in this encoding.
    Encoding(&'static str),
    /// So many templates of recurring tasks were left out, because their tasks came along.
    Templates(usize),
    /// So many dependencies on tasks outside the file were kept word for word.
    Outside(usize),
    /// So many priorities of its own were kept word for word.
    OwnPriorities(usize),
    /// So many lines could not be read and were left out.
    Skipped(usize),
    /// A field that looks like an owner was kept word for word; holds it.
    MaybeOwner(String),
    /// Another party's key was taken: the wanted one and the one given.
    OtherKey(String, String),
}

impl Notice {
    /// In words.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Kept(columns) => say(lang, w::IMPORT_KEPT, &[("columns", &columns.join(", "))]),
            Self::LeftOut(columns) => say(lang, w::IMPORT_LEFT_OUT, &[("columns", &columns.join(", "))]),
            Self::AlreadyHere(count) => say(lang, w::IMPORT_ALREADY_HERE, &[("n", count)]),
            Self::KeyHere(keys) => say(lang, w::IMPORT_KEY_HERE, &[("n", &keys.len()), ("keys", &listed(keys))]),
            Self::Encoding(name) => say(lang, w::IMPORT_READ_AS, &[("encoding", name)]),
            Self::Templates(count) => say(lang, w::IMPORT_TEMPLATES, &[("n", count)]),
            Self::Outside(count) => say(lang, w::IMPORT_OUTSIDE, &[("n", count)]),
            Self::OwnPriorities(count) => say(lang, w::IMPORT_OWN_PRIORITIES, &[("n", count)]),
            Self::Skipped(count) => say(lang, w::IMPORT_SKIPPED, &[("n", count)]),
            Self::MaybeOwner(field) => say(lang, w::IMPORT_MAYBE_OWNER, &[("field", field)]),
            Self::OtherKey(name, key) => say(lang, w::IMPORT_OTHER_KEY, &[("name", name), ("key", key)]),
        }
    }
}

/// What an import would do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// What comes into being.
    pub will_create: Counts,
    /// Lines that could not be read, in order.
    pub problems: Vec<Problem>,
    /// What else is worth knowing.
    pub notices: Vec<Notice>,
    /// Which column became which field, in the file's order.
    pub mapping: Vec<(String, String)>,
    /// What the text was written in.
    pub encoding: &'static str,
    /// Whether unreadable lines refuse the import.
    pub bad: Bad,
}

impl Report {
    /// Whether nothing may be imported, because a line could not be read.
    pub fn refuses(&self) -> bool {
        self.bad == Bad::Refuse && !self.problems.is_empty()
    }

    /// What would come into being, in one line: `12 tasks, 3 members, 1 party`.
    pub fn summary(&self, lang: Lang) -> String {
        let counts = &self.will_create;
        let parts = [
            (w::IMPORT_TASKS, counts.tasks),
            (w::IMPORT_MEMBERS, counts.members),
            (w::IMPORT_PARTIES, counts.parties),
            (w::IMPORT_SEASONS, counts.seasons),
            (w::IMPORT_ACTS, counts.acts),
            (w::IMPORT_COMMENTS, counts.comments),
            (w::IMPORT_DEPENDENCIES, counts.dependencies),
        ];
        let said = parts.iter().enumerate().filter(|(place, (_, count))| *place == 0 || *count > 0);
        said.map(|(_, (word, count))| say(lang, *word, &[("n", count)])).collect::<Vec<_>>().join(", ")
    }

    /// Notices and problems in words, a line each.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let notices = self.notices.iter().map(|notice| notice.say(lang));
        notices.chain(self.problems.iter().map(|problem| problem.say(lang))).collect()
    }
}

/// Words of a file in one line, the first of them and none at full length: a file may call anything a column.
fn listed(words: &[String]) -> String {
    let cut = |word: &String| cells::cut(word, 40, cells::CUT).into_owned();
    let mut shown: Vec<String> = words.iter().take(MOST_LISTED).map(cut).collect();
    if words.len() > MOST_LISTED {
        shown.push(cells::CUT.to_owned());
    }
    shown.join(", ")
}

impl ImportError {
    /// In words.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Empty => word(lang, w::IMPORT_EMPTY).to_owned(),
            Self::TooLarge(limit) => say(lang, w::IMPORT_TOO_LARGE, &[("limit", limit)]),
            Self::Encoding(name, line) => {
                let names = Encoding::NAMES.join(", ");
                say(lang, w::IMPORT_ENCODING, &[("encoding", name), ("line", line), ("names", &names)])
            }
            Self::NotTasks(line, detail) => say(lang, w::IMPORT_NOT_TASKS, &[("line", line), ("detail", detail)]),
            Self::NoTitle(columns) => say(lang, w::IMPORT_NO_TITLE_COLUMN, &[("columns", &listed(columns))]),
            Self::NoColumn(column, columns) => {
                say(lang, w::IMPORT_NO_COLUMN, &[("column", column), ("columns", &listed(columns))])
            }
            Self::TwiceMapped(field, column) => {
                say(lang, w::IMPORT_TWICE_MAPPED, &[("field", field), ("column", column)])
            }
            Self::IsDump => word(lang, w::IMPORT_IS_DUMP).to_owned(),
        }
    }
}

impl DumpRefused {
    /// In words; none where the store itself could not, which is said like every error of the store.
    pub fn say(&self, lang: Lang) -> Option<String> {
        match self {
            Self::NotDump(line, fault) => {
                let detail = match fault {
                    DumpFault::Cut => word(lang, w::IMPORT_DUMP_CUT).to_owned(),
                    DumpFault::Json => word(lang, w::IMPORT_DUMP_JSON).to_owned(),
                    DumpFault::Shape => word(lang, w::IMPORT_DUMP_SHAPE).to_owned(),
                    DumpFault::Format(format) => say(lang, w::IMPORT_DUMP_FORMAT, &[("format", format)]),
                };
                Some(say(lang, w::IMPORT_NOT_DUMP, &[("line", line), ("detail", &detail)]))
            }
            Self::Newer(format) => Some(say(lang, w::IMPORT_NEWER, &[("format", format)])),
            Self::Restore(RestoreError::NotEmpty) => Some(word(lang, w::IMPORT_NOT_EMPTY).to_owned()),
            Self::Restore(RestoreError::Broken(found)) => {
                Some(say(lang, w::IMPORT_BROKEN, &[("detail", &problem::said(lang, found, None))]))
            }
            Self::Restore(RestoreError::Store(_)) => None,
        }
    }
}
