//! Retrospectives: formats, cards, groups and the actions that lead somewhere.

use super::words::words;
use crate::base::day::Day;
use crate::base::id::Id;

words! {
    /// collecting → discussing → closed.
    RetroPhase {
        /// Cards are written.
        Collecting = "collecting",
        /// Cards are grouped and talked about.
        Discussing = "discussing",
        /// Over.
        Closed = "closed",
    }
}

/// Looking back on an act.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Retro {
    /// Row id.
    pub id: Id,
    /// The party.
    pub party: Id,
    /// The act looked back on.
    pub act: Id,
    /// The format's id, such as `kpt`.
    pub format: String,
    /// The format's columns as they were at the opening: id, title in English, title in Korean.
    pub columns: Vec<(String, String, String)>,
    /// Where it stands.
    pub phase: RetroPhase,
    /// Who runs it.
    pub facilitator: Option<Id>,
    /// The one sentence the paper starts with.
    pub summary: String,
    /// When it was opened.
    pub opened_on: Day,
    /// When it was closed.
    pub closed_on: Option<Day>,
}

/// What one person wrote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    /// Row id.
    pub id: Id,
    /// The retro.
    pub retro: Id,
    /// The format's column.
    pub lane: String,
    /// Markdown, short.
    pub body: String,
    /// Who wrote it.
    pub author: Option<Id>,
    /// The group it belongs to.
    pub heap: Option<Id>,
}

/// Cards that belong together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heap {
    /// Row id.
    pub id: Id,
    /// The retro.
    pub retro: Id,
    /// What they are about.
    pub title: String,
    /// Place among the groups, smaller first.
    pub rank: i64,
}

/// What somebody will do because of a retrospective; the doing itself is a task.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    /// Row id.
    pub id: Id,
    /// The retro it came from.
    pub retro: Id,
    /// The task that carries it out.
    pub task: Id,
    /// How we will see that it worked.
    pub seen: String,
    /// Why it was kept for later, when the next retro asked; none while it is unanswered.
    pub kept: Option<String>,
}
