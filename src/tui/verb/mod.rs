//! Every action of the terminal UI once: its name, keys, guard, words and command. Hint bar, prefix popup, help, palette and
//! the config's key names all come from this table. Knows nothing of screens or drawing.

pub mod act;
pub mod form;
pub mod frame;
pub mod list;
pub mod note;
pub mod party;
pub mod retro;
pub mod task;

use crate::text::{Word, w};

/// Where a verb's keys work. A screen names its scopes, the most particular first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Scope {
    /// Everywhere but in text fields.
    Frame,
    /// On every list with a cursor.
    List,
    /// Where a row can be marked and reordered.
    Marks,
    /// On a selected task.
    Task,
    /// On a selected task that stands in a column.
    Columns,
    /// On a selected act or its page.
    Act,
    /// On a party.
    Party,
    /// On the notes page.
    Note,
    /// In a retro, which owns the digits.
    Retro,
    /// While an act is being closed, which owns the digits.
    Closing,
    /// In a form with fields, which has the keyboard.
    Form,
    /// On the sections of a charter.
    Charter,
    /// At a kickoff.
    Kickoff,
    /// On the page of retros.
    Retros,
    /// On the answers that last time's actions wait for.
    Gate,
}

impl Scope {
    /// Whether it is a room: it owns the digits, and is left by Esc before one goes elsewhere.
    pub const fn is_room(self) -> bool {
        matches!(self, Self::Retro | Self::Closing | Self::Gate | Self::Kickoff)
    }
}

/// What a verb does, one arm a file of verbs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    /// Of the frame.
    Frame(frame::Frame),
    /// Of a list.
    List(list::List),
    /// Of a task.
    Task(task::Task),
    /// Of an act.
    Act(act::Act),
    /// Of a party.
    Party(party::Party),
    /// Of a note.
    Note(note::Note),
    /// Of a retro.
    Retro(retro::Retro),
    /// Of a form or a charter.
    Form(form::Form),
}

/// Whether a verb changes the store with the very key press.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Harm {
    /// It moves, shows or asks.
    None,
    /// It commits something.
    AtOnce,
}

/// How far along a thing is, as guards see it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Life {
    /// Todo, planned, proposed.
    Planned,
    /// Doing, running, active.
    Running,
    /// Done, dropped, closed, ended.
    Over,
}

/// What is selected, as guards see it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Context {
    /// The store can only be read.
    pub read_only: bool,
    /// The selected party, if any.
    pub party: Option<Life>,
    /// The selected act, if any; a season where it stands for one.
    pub act: Option<Life>,
    /// Whether it is a season that stands for an act.
    pub season: bool,
    /// The selected task, if any; with marks, the one under the cursor.
    pub task: Option<Life>,
    /// How many rows are marked.
    pub marked: usize,
}

/// What must hold for a verb to work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Guard {
    /// Nothing.
    Always,
    /// The store can be written.
    Writes,
    /// A task is selected, to look at.
    Task,
    /// A task is selected, to change.
    ChangesTask,
    /// A task that is not finished.
    OpenTask,
    /// An act is selected, to change.
    ChangesAct,
    /// An act that has not started.
    PlannedAct,
    /// An act that runs.
    RunningAct,
    /// A party is selected, to change.
    ChangesParty,
}

impl Guard {
    /// Passes, or says in a word why not and what would help.
    pub fn check(self, context: &Context) -> Result<(), Word> {
        if context.read_only && !matches!(self, Self::Always | Self::Task) {
            return Err(w::FRAME_READ_ONLY);
        }
        let need = |there: bool, why: Word| if there { Ok(()) } else { Err(why) };
        match self {
            Self::Always | Self::Writes => Ok(()),
            Self::Task | Self::ChangesTask => need(context.task.is_some(), w::FRAME_NO_TASK),
            // With several marked, those that are finished are left out or named when it is done.
            Self::OpenTask => match context.task {
                Some(Life::Over) if context.marked == 0 => Err(w::FRAME_TASK_OVER),
                Some(_) => Ok(()),
                None => Err(w::FRAME_NO_TASK),
            },
            Self::ChangesAct => need(context.act.is_some(), w::FRAME_NO_ACT),
            Self::PlannedAct => match context.act {
                Some(Life::Planned) => Ok(()),
                Some(_) => Err(w::FRAME_ACT_STARTED),
                None => Err(w::FRAME_NO_ACT),
            },
            Self::RunningAct => match context.act {
                Some(Life::Running) => Ok(()),
                Some(Life::Planned) => Err(w::FRAME_ACT_NOT_STARTED),
                Some(Life::Over) => Err(w::FRAME_ACT_CLOSED),
                None => Err(w::FRAME_NO_ACT),
            },
            Self::ChangesParty => need(context.party.is_some(), w::FRAME_NO_PARTY),
        }
    }
}

/// One action: everything the program knows of it.
#[derive(Clone, Copy, Debug)]
pub struct Verb {
    /// Its name in the config and the documents: `task.done`.
    pub id: &'static str,
    /// Where its keys work.
    pub scope: Scope,
    /// Its keys, the one to show first.
    pub keys: &'static [&'static str],
    /// What it does.
    pub deed: Deed,
    /// What must hold.
    pub guard: Guard,
    /// Whether the key press itself commits.
    pub harm: Harm,
    /// The command that does the same, for verbs that change the store.
    pub cli: Option<&'static str>,
    /// One or two words for the hint bar.
    pub hint: Word,
    /// One line for help and palette.
    pub about: Word,
}

impl Verb {
    /// A verb that is always possible and changes nothing.
    pub const fn new(
        id: &'static str,
        scope: Scope,
        keys: &'static [&'static str],
        deed: Deed,
        words: (Word, Word),
    ) -> Self {
        let (hint, about) = words;
        Self { id, scope, keys, deed, guard: Guard::Always, harm: Harm::None, cli: None, hint, about }
    }

    /// The same verb with a guard.
    #[must_use]
    pub const fn when(mut self, guard: Guard) -> Self {
        self.guard = guard;
        self
    }

    /// The same verb, committing with the key press.
    #[must_use]
    pub const fn at_once(mut self) -> Self {
        self.harm = Harm::AtOnce;
        self
    }

    /// The same verb, naming the command that does it.
    #[must_use]
    pub const fn like(mut self, cli: &'static str) -> Self {
        self.cli = Some(cli);
        self
    }
}

/// Every verb, in the order that help shows.
pub fn all() -> impl Iterator<Item = &'static Verb> {
    [frame::VERBS, list::VERBS, task::VERBS, act::VERBS, party::VERBS, note::VERBS, retro::VERBS, form::VERBS]
        .into_iter()
        .flatten()
}
