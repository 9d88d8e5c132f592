//! Verbs of an act and its page: capitals, and the same in the act menu `,`.

use crate::text::w;
use crate::tui::verb::{Deed, Guard, Scope, Verb};

/// What can be done with an act or its page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// Plans a new act.
    New,
    /// Plans a new season.
    NewSeason,
    /// Starts it.
    Start,
    /// Closes it, with its leftovers.
    Close,
    /// Edits its goal and dates.
    Edit,
    /// Filters and lanes.
    Filter,
    /// Opens its retro.
    Retro,
    /// Turns to another party.
    Party,
}

const fn act(deed: Act) -> Deed {
    Deed::Act(deed)
}

const ON: Scope = Scope::Act;

/// The verbs of acts.
pub const VERBS: &[Verb] = &[
    Verb::new("act.new", ON, &["A", ", a"], act(Act::New), (w::VERB_ACT_NEW, w::ABOUT_ACT_NEW))
        .when(Guard::Writes)
        .like("act add"),
    Verb::new("act.start", ON, &["S", ", s"], act(Act::Start), (w::VERB_ACT_START, w::ABOUT_ACT_START))
        .when(Guard::PlannedAct)
        .at_once()
        .like("act start"),
    Verb::new("act.close", ON, &["C", ", c"], act(Act::Close), (w::VERB_ACT_CLOSE, w::ABOUT_ACT_CLOSE))
        .when(Guard::RunningAct)
        .like("act close"),
    Verb::new("act.edit", ON, &["e", ", e"], act(Act::Edit), (w::VERB_ACT_EDIT, w::ABOUT_ACT_EDIT))
        .when(Guard::ChangesAct)
        .like("act edit"),
    Verb::new("act.retro", ON, &[", r"], act(Act::Retro), (w::VERB_ACT_RETRO, w::ABOUT_ACT_RETRO))
        .when(Guard::ChangesAct)
        .like("retro open"),
    Verb::new("act.party", ON, &["p", ", p"], act(Act::Party), (w::VERB_ACT_PARTY, w::ABOUT_ACT_PARTY)),
    Verb::new("act.filter", ON, &["F", ", f"], act(Act::Filter), (w::VERB_ACT_FILTER, w::ABOUT_ACT_FILTER)),
    Verb::new("season.new", ON, &[", n"], act(Act::NewSeason), (w::VERB_SEASON_NEW, w::ABOUT_SEASON_NEW))
        .when(Guard::Writes)
        .like("season add"),
];
