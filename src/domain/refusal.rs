//! Why an operation was not carried out: one variant per broken rule, with who or what stands in the way.
//! No prose: `text/refusal.rs` says each in words, with what would help.

use super::party::PartyStatus;
use super::retro::RetroPhase;
use super::season::Stage;
use super::task::TaskStatus;
use super::words::words;
use crate::base::day::{Day, Instant};

words! {
    /// What a role is asked for; names the deed in a refusal.
    Deed {
        /// Members and settings of the workspace.
        Workspace = "workspace",
        /// The kickoff of a party.
        Kickoff = "kickoff",
        /// Planning seasons and acts.
        Plan = "plan",
        /// Assigning somebody else.
        Assign = "assign",
        /// Adding or changing tasks.
        Work = "work",
        /// Closing acts and seasons.
        Close = "close",
        /// Running retrospectives.
        Retro = "retro",
        /// Changing what somebody else wrote.
        Others = "others",
        /// Undoing somebody else's step.
        UndoOthers = "undo_others",
        /// Undoing a step of one's own that one could not do today.
        UndoOwn = "undo_own",
        /// Overriding a rule as leader.
        Override = "override",
    }
}

/// A task that stands in the way: its key, who has it, where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Obstacle {
    /// `LOG-1`.
    pub key: String,
    /// Display name of its owner.
    pub owner: Option<String>,
    /// Where it stands.
    pub status: TaskStatus,
}

/// A field that somebody changed meanwhile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// What it is a field of, as people name it.
    pub what: String,
    /// The field's stored name.
    pub field: String,
    /// What the writer saw.
    pub was: String,
    /// What it is now.
    pub is: String,
    /// Who changed it.
    pub by: Option<String>,
    /// When.
    pub at: Option<Instant>,
}

/// One broken rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// A handle or alias is somebody's already.
    NameTaken {
        /// The name asked for.
        name: String,
        /// Whose it is.
        by: String,
    },
    /// A handle breaks the rules for handles.
    BadHandle(String),
    /// A party key is in use, or was.
    KeyTaken(String),
    /// A text that must not be empty is.
    Empty(String),
    /// A text is longer than its field allows.
    TooLong {
        /// The field.
        field: String,
        /// Characters it may have.
        limit: usize,
    },
    /// The actor does not hold the role.
    Role {
        /// What it takes the role for.
        deed: Deed,
        /// Who may: display names.
        holders: Vec<String>,
    },
    /// The party is not in the state the step needs.
    PartyState {
        /// The party's key.
        party: String,
        /// Where it stands.
        status: PartyStatus,
    },
    /// The season or act is not in the stage the step needs.
    Stage {
        /// `LOG/S1` or `LOG/S1/A1`.
        place: String,
        /// Where it stands.
        stage: Stage,
    },
    /// The last day lies before the first.
    Reversed {
        /// First day asked for.
        first: Day,
        /// Last day asked for.
        last: Day,
    },
    /// An act's days leave its season's.
    OutsideSeason {
        /// `LOG/S1`.
        season: String,
        /// The season's first day.
        first: Option<Day>,
        /// The season's last day.
        last: Option<Day>,
    },
    /// Another season of the party runs, or its days overlap.
    SeasonOverlap {
        /// The other one.
        season: String,
    },
    /// A season still has open acts.
    OpenActs(Vec<String>),
    /// A task's dependencies are not finished.
    Waits {
        /// The task.
        key: String,
        /// What it waits for.
        on: Vec<Obstacle>,
    },
    /// A dependency would close a circle: the keys along it, first and last the same.
    Cycle(Vec<String>),
    /// A task depends on one of another party or on itself.
    BadDependency(String),
    /// Tasks carried over twice already.
    ThirdCarry(Vec<String>),
    /// Estimated tasks are to be split at closing, and nobody said how much of them was delivered.
    NoDelivered(Vec<String>),
    /// There is no act to go on to.
    NoNextAct(String),
    /// A leftover was named that is none.
    NotLeftover {
        /// The task.
        key: String,
        /// The act.
        act: String,
    },
    /// A reason is needed.
    NoReason(String),
    /// Taking a task from an act that has begun to another one carries it over, which needs a reason.
    CarryReason {
        /// The task.
        key: String,
        /// The act it would leave.
        act: String,
    },
    /// Tasks cannot be in the closed act or a foreign party's.
    BadTarget(String),
    /// The status does not allow the step.
    Status {
        /// The task.
        key: String,
        /// Where it stands.
        status: TaskStatus,
    },
    /// Somebody cannot go, nor be less than a member, before they have passed on what they hold.
    Unsettled {
        /// Display name.
        member: String,
        /// Keys of the parties they lead.
        leads: Vec<String>,
        /// Keys of the open tasks they own.
        tasks: Vec<String>,
    },
    /// The share is not within 0–100 percent.
    BadShare(i64),
    /// Somebody is no member of the party.
    NotInParty {
        /// Display name.
        member: String,
        /// Party key.
        party: String,
    },
    /// A member has left the workspace.
    Inactive(String),
    /// The last admin cannot go.
    LastAdmin,
    /// A field moved on since the writer looked.
    Conflict(Vec<Moved>),
    /// Nothing of the caller's is in force.
    NothingToUndo,
    /// Nothing was undone since the caller's last entry.
    NothingToRedo,
    /// The entry is undone already, or is no entry.
    NoSuchEntry(i64),
    /// What an undo would take away is used by later things.
    InUse {
        /// What would go.
        what: String,
        /// Who made the later thing.
        by: Option<String>,
    },
    /// The same operation id came with another content.
    IdReused,
    /// The retro is not in the phase the step needs.
    Phase {
        /// The retro's act.
        act: String,
        /// Where it stands.
        phase: RetroPhase,
    },
    /// An act has a retro already.
    HasRetro(String),
    /// The act is not closed yet, so there is nothing to look back on.
    NotClosed(String),
    /// Actions of the last retro wait for an answer.
    Unanswered(Vec<String>),
    /// An action is kept for later only to a later day than today and the one it has.
    NotLater {
        /// The task.
        key: String,
        /// The day asked for.
        due: Day,
        /// The day that it must lie after.
        after: Day,
    },
    /// A format has no such column; holds the column and those it has.
    NoColumn(String, Vec<String>),
    /// A setting does not exist or does not take the value.
    BadSetting {
        /// The setting.
        name: String,
        /// The value.
        value: String,
    },
    /// A row is gone, or never was.
    Gone(String),
    /// A value does not fit its field.
    BadValue {
        /// The field.
        field: String,
        /// The value as JSON.
        value: String,
    },
}

impl Refusal {
    /// Whether it is a conflict with somebody else's change (exit 4) rather than a broken rule (exit 1).
    pub const fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict(_) | Self::IdReused)
    }
}
