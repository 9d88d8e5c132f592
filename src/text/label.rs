//! The word for each value of the domain's closed sets: statuses, stages, roles, sections.

use crate::domain::act::Fate;
use crate::domain::note::NoteKind;
use crate::domain::party::{Office, PartyStatus, Role, Section};
use crate::domain::retro::RetroPhase;
use crate::domain::season::{GoalMet, Stage};
use crate::domain::task::{Origin, TaskStatus};

use super::words::{Lang, Word, w, word};

/// A value that has a word of its own.
pub trait Label {
    /// Its word by id.
    fn label(self) -> Word;

    /// Its word in a language.
    fn said(self, lang: Lang) -> &'static str
    where
        Self: Sized,
    {
        word(lang, self.label())
    }
}

macro_rules! labels {
    ($($name:ident { $($variant:ident = $word:ident),+ $(,)? })+) => {$(
        impl Label for $name {
            fn label(self) -> Word {
                match self { $(Self::$variant => w::$word),+ }
            }
        }
    )+};
}

labels! {
    TaskStatus { Todo = COMMON_TODO, Doing = COMMON_DOING, Done = COMMON_DONE, Dropped = COMMON_DROPPED }
    Origin {
        Plan = COMMON_ORIGIN_PLAN, Unplanned = COMMON_ORIGIN_UNPLANNED, Review = COMMON_ORIGIN_REVIEW,
        Retro = COMMON_ORIGIN_RETRO, Import = COMMON_ORIGIN_IMPORT,
    }
    Stage { Planned = COMMON_PLANNED, Running = COMMON_RUNNING, Closed = COMMON_CLOSED }
    GoalMet { Met = COMMON_GOAL_MET, Partly = COMMON_GOAL_PARTLY, Not = COMMON_GOAL_NOT }
    PartyStatus {
        Proposed = COMMON_PROPOSED, Active = COMMON_ACTIVE, Resting = COMMON_RESTING, Ended = COMMON_ENDED,
    }
    Role { Interested = COMMON_INTERESTED, Member = COMMON_PARTY_MEMBER, Observer = COMMON_OBSERVER }
    Office { Leader = COMMON_LEADER, Shadow = COMMON_SHADOW }
    RetroPhase { Collecting = COMMON_COLLECTING, Discussing = COMMON_DISCUSSING, Closed = COMMON_CLOSED }
    NoteKind { Note = COMMON_NOTE, Trouble = COMMON_TROUBLE }
    Fate { Next = COMMON_FATE_NEXT, Backlog = COMMON_FATE_BACKLOG, Split = COMMON_FATE_SPLIT, Drop = COMMON_FATE_DROP }
    Section {
        Background = COMMON_SECTION_BACKGROUND, Goals = COMMON_SECTION_GOALS, Scope = COMMON_SECTION_SCOPE,
        OutOfScope = COMMON_SECTION_OUT_OF_SCOPE, People = COMMON_SECTION_PEOPLE, Calendar = COMMON_SECTION_CALENDAR,
        Asks = COMMON_SECTION_ASKS, Risks = COMMON_SECTION_RISKS, Rules = COMMON_SECTION_RULES,
        Glossary = COMMON_SECTION_GLOSSARY,
    }
}

/// The word for a stored field's name (`title`, `due`), or the name itself where there is none.
pub fn field_label(lang: Lang, field: &str) -> &str {
    Word::named(&format!("common.{field}")).map_or(field, |known| word(lang, known))
}
