//! The words the terminal UI and its workers exchange.

pub use crate::op::{Op, Receipt};

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::app::begin::{Look, Newcomer, Preview};
use crate::base::day::Zone;
use crate::base::id::Id;
use crate::domain::member::Member;
use crate::domain::refusal::Refusal;
use crate::query::Person;
use crate::query::act::ActPage;
use crate::query::action::Actions;
use crate::query::board::Board;
use crate::query::gate::Gate;
use crate::query::hands::Hand;
use crate::query::history::LogEntry;
use crate::query::kickoff::Kickoff;
use crate::query::list::TaskRow;
use crate::query::note::{NoteFilter, NoteRow};
use crate::query::parties::PartyRow;
use crate::query::party::PartyPage;
use crate::query::people::MemberRow;
use crate::query::plan::{Plan, Unfold};
use crate::query::retro::{RetroPage, Retros};
use crate::query::task::TaskPage;
use crate::query::today::Today;
use crate::tui::ask::{Ask, Item, TaskAsk};
use crate::tui::prepare::Prepare;

/// Numbers a change on its way, so that its answer finds the row that waits for it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Ticket(pub u64);

/// What a page asks for.
#[derive(Clone, PartialEq, Debug)]
pub enum Query {
    /// Things whose names hold a text.
    Find(String),
    /// What was changed lately.
    Log,
    /// Who sits here, the workspace's zone and days of work.
    Who,
    /// The page of today.
    Today,
    /// One task.
    Task(Id),
    /// What happened to a task.
    History(Id),
    /// What a step was that has been taken back, or brought back.
    Told(i64),
    /// A list to pick from; the frame opens it.
    Choices {
        /// What is offered.
        of: Choices,
        /// What the pick is for.
        ask: Ask,
    },
    /// Names to be looked up before a change can be made; the frame commits it.
    Prepare(Prepare),
    /// Tasks with which something was done, so that it can be said with their keys.
    Named(Named, Vec<Id>),
    /// A task's body, for the user's editor.
    Body(Box<TaskRow>),
    /// What was asked about tasks, with those tasks as they are by now.
    Fresh(TaskAsk),
    /// Every member.
    People,
    /// Every party.
    Parties,
    /// One party.
    Party(Id),
    /// What a party's kickoff begins with.
    Kickoff(Id),
    /// One act.
    Act(Id),
    /// An act's retrospective, or what stands before it.
    Retro(Id),
    /// Every retrospective, with the ledger of actions.
    Retros,
    /// Notes and troubles.
    Notes(NoteFilter),
    /// A party's plan (the usual party's when none is named) with the tasks of these places.
    Plan(Option<Id>, Vec<Unfold>),
    /// Who has how much of an act.
    Hands(Id),
    /// An act in columns, or the usual act of a party; with so many finished tasks.
    Board(BoardOf, usize),
    /// A door of the first run.
    Begin(Begin),
}

/// What a door of the first run asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Begin {
    /// A store to be joined, by its typed path.
    Look(String),
    /// What bringing in a file would do, by its typed path; for whom.
    Preview(String, Newcomer),
    /// Brings it in.
    BringIn(PathBuf, Newcomer),
}

/// What a door of the first run answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Begun {
    /// The store that was looked at.
    Store(Look),
    /// What bringing the file in would do, and for whom.
    Preview(Preview, Newcomer),
    /// Another program's work is here; holds the handle of who brought it in.
    Work(String),
    /// A whole store is here, with these people.
    Copy(Vec<Person>),
    /// It cannot be; in words.
    Refused(String),
}

/// What can be offered to pick from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choices {
    /// Members, and nobody.
    Owners,
    /// Acts and backlogs of a party, then the other parties.
    Homes(Id),
    /// The open tasks of a member.
    Work(Id),
}

/// Whose board is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BoardOf {
    /// This act's.
    Act(Id),
    /// The usual act's of this party, or of any.
    Party(Option<Id>),
}

impl Query {
    /// Whether nobody asks again where the answer does not come: what was typed or picked would be lost.
    pub fn is_asked_once(&self) -> bool {
        matches!(
            self,
            Self::Prepare(_) | Self::Choices { .. } | Self::Body(_) | Self::Fresh(_) | Self::Begin(_) | Self::Told(_)
        )
    }

    /// Whether the answer to this one makes the answer to `other` needless.
    pub fn replaces(&self, other: &Self) -> bool {
        !self.is_asked_once() && std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// What a page gets.
#[derive(Clone, PartialEq, Debug)]
pub enum Loaded {
    /// What was found for which text, the best first.
    Found(String, Vec<Item>),
    /// What was changed lately, the latest first, in sentences.
    Log(Vec<String>),
    /// Who sits here, and the workspace.
    Who(Box<Who>),
    /// The page of today, and what others did since yesterday, the latest first.
    Today(Box<Today>, Vec<LogEntry>),
    /// One task.
    Task(Box<TaskPage>),
    /// The step that was taken back, or brought back.
    Told(Told, Box<LogEntry>),
    /// What happened to a task, the latest first.
    History(Id, Vec<LogEntry>),
    /// A list to pick from, and what the pick is for.
    Choices(Ask, Vec<Item>),
    /// A change whose names are all known, and what is said once it is on disk.
    Ready(Box<Op>, String),
    /// What was to be prepared named something unknown: asked again, saying what was not understood, and of several lines
    /// which.
    Unclear(Prepare, String, BTreeMap<usize, String>),
    /// Tasks with which something was done, as they are now.
    Named(Named, Vec<TaskRow>),
    /// A task's body.
    Body(Box<TaskRow>, String),
    /// What was asked about tasks as they were, asked about them as they are.
    Fresh(TaskAsk),
    /// Every member.
    People(Vec<MemberRow>),
    /// Every party.
    Parties(Vec<PartyRow>),
    /// One party.
    Party(Box<PartyPage>),
    /// What a party's kickoff begins with.
    Kickoff(Box<Kickoff>),
    /// One act.
    Act(Box<ActPage>),
    /// An act's retrospective.
    Retro(Box<RetroPage>),
    /// What stands before an act's retrospective.
    Gate(Box<Gate>),
    /// Every retrospective, with the ledger of actions.
    Retros(Box<Retros>, Box<Actions>),
    /// Notes and troubles, for which filter.
    Notes(NoteFilter, Vec<NoteRow>),
    /// A party's plan; none when there is no party.
    Plan(Option<Plan>),
    /// Who has how much of which act.
    Hands(Id, Vec<Hand>),
    /// An act in columns; none when no act runs.
    Board(Option<Board>),
    /// A door of the first run.
    Begun(Begun),
}

/// What was done with tasks whose keys and places are known only afterwards.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Named {
    /// They are new.
    Added,
    /// They went elsewhere; holds what they were called before.
    Moved(String),
}

/// What became of a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// It was taken back.
    Undone,
    /// It was brought back.
    Redone,
}

/// Who sits here, and the workspace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Who {
    /// Who sits here, if known.
    pub me: Option<Member>,
    /// The workspace's zone.
    pub zone: Zone,
    /// Days of work, Monday first.
    pub weekdays: [bool; 7],
    /// Whether the store can only be read.
    pub read_only: bool,
}

/// A change or page that did not come about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// What happened, to what, and what would help; ready to be shown.
    pub said: String,
    /// The rule that was broken, for a screen that knows a way on.
    pub refusal: Option<Box<Refusal>>,
    /// The step that would have been taken back, had it not been so long ago: asked for by name it is.
    pub older: Option<i64>,
}

impl Failure {
    /// One that is only said.
    pub fn said(said: impl Into<String>) -> Self {
        Self { said: said.into(), refusal: None, older: None }
    }
}
