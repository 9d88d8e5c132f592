//! Verbs of a retro and of closing an act: rooms that own the digits and are left by Esc.

use crate::text::w;
use crate::tui::verb::{Deed, Guard, Scope, Verb};

/// What can be done in a retro or while closing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Retro {
    /// Writes a card.
    Card,
    /// The next phase or group.
    Next,
    /// Merges groups.
    Merge,
    /// Adds an action.
    Action,
    /// Closes the retro.
    Close,
    /// Copies it in the last used shape.
    Copy,
    /// A leftover goes to the next act.
    ToNext,
    /// A leftover goes to the backlog.
    ToBacklog,
    /// A leftover is split.
    Split,
    /// A leftover is dropped.
    Drop,
    /// Gives a reason.
    Reason,
    /// Gives one reason for all leftovers without one.
    ReasonAll,
    /// Closes the act.
    Finish,
    /// Changes a card or a group's name.
    Edit,
    /// Takes a card away.
    Remove,
    /// Takes a card out of its group.
    Ungroup,
    /// Back to collecting.
    Back,
    /// An action of last time was done.
    Kept,
    /// An action of last time is to be done later.
    Later,
    /// An action of last time is let go.
    LetGo,
    /// Opens the retro whose gate this is.
    Open,
    /// Opens the retro of a closed act.
    New,
}

const fn retro(deed: Retro) -> Deed {
    Deed::Retro(deed)
}

const ON: Scope = Scope::Retro;
const CLOSING: Scope = Scope::Closing;
const GATE: Scope = Scope::Gate;

/// The verbs of retros and of closing.
pub const VERBS: &[Verb] = &[
    Verb::new("retro.card", ON, &["Enter"], retro(Retro::Card), (w::VERB_CARD, w::ABOUT_CARD))
        .when(Guard::Writes)
        .like("retro card"),
    Verb::new("retro.next", ON, &["Space"], retro(Retro::Next), (w::VERB_RETRO_NEXT, w::ABOUT_RETRO_NEXT))
        .when(Guard::Writes)
        .like("retro discuss"),
    Verb::new("retro.action", ON, &["a"], retro(Retro::Action), (w::VERB_ACTION, w::ABOUT_ACTION))
        .when(Guard::Writes)
        .like("retro action"),
    Verb::new("retro.merge", ON, &["m"], retro(Retro::Merge), (w::VERB_MERGE, w::ABOUT_MERGE))
        .when(Guard::Writes)
        .like("retro group"),
    Verb::new("retro.close", ON, &[", c"], retro(Retro::Close), (w::VERB_RETRO_CLOSE, w::ABOUT_RETRO_CLOSE))
        .when(Guard::Writes)
        .like("retro close"),
    Verb::new("retro.copy", ON, &["y"], retro(Retro::Copy), (w::VERB_RETRO_COPY, w::ABOUT_RETRO_COPY)),
    Verb::new("retro.edit", ON, &["e"], retro(Retro::Edit), (w::VERB_CARD_EDIT, w::ABOUT_CARD_EDIT))
        .when(Guard::Writes),
    Verb::new("retro.remove", ON, &["X"], retro(Retro::Remove), (w::VERB_CARD_REMOVE, w::ABOUT_CARD_REMOVE))
        .when(Guard::Writes),
    Verb::new("retro.ungroup", ON, &[", u"], retro(Retro::Ungroup), (w::VERB_UNGROUP, w::ABOUT_UNGROUP))
        .when(Guard::Writes),
    Verb::new("retro.back", ON, &[", b"], retro(Retro::Back), (w::VERB_RETRO_BACK, w::ABOUT_RETRO_BACK))
        .when(Guard::Writes),
    Verb::new("gate.kept", GATE, &["Space"], retro(Retro::Kept), (w::VERB_KEPT, w::ABOUT_KEPT))
        .when(Guard::Writes)
        .at_once()
        .like("task done"),
    Verb::new("gate.later", GATE, &[">"], retro(Retro::Later), (w::VERB_LATER, w::ABOUT_LATER))
        .when(Guard::Writes)
        .like("actions keep"),
    Verb::new("gate.drop", GATE, &["X"], retro(Retro::LetGo), (w::VERB_LET_GO, w::ABOUT_LET_GO))
        .when(Guard::Writes)
        .like("task drop"),
    Verb::new("gate.open", GATE, &["Enter"], retro(Retro::Open), (w::VERB_GATE_OPEN, w::ABOUT_GATE_OPEN))
        .when(Guard::Writes)
        .like("retro open"),
    Verb::new("retros.new", Scope::Retros, &["a"], retro(Retro::New), (w::VERB_RETRO_NEW, w::ABOUT_RETRO_NEW))
        .when(Guard::Writes)
        .like("retro open"),
    Verb::new("retros.copy", Scope::Retros, &["y"], retro(Retro::Copy), (w::VERB_RETRO_COPY, w::ABOUT_RETRO_COPY)),
    Verb::new("closing.next", CLOSING, &[">"], retro(Retro::ToNext), (w::VERB_TO_NEXT, w::ABOUT_TO_NEXT)),
    Verb::new("closing.backlog", CLOSING, &["b"], retro(Retro::ToBacklog), (w::VERB_TO_BACKLOG, w::ABOUT_TO_BACKLOG)),
    Verb::new("closing.split", CLOSING, &["s"], retro(Retro::Split), (w::VERB_LEFT_SPLIT, w::ABOUT_LEFT_SPLIT)),
    Verb::new("closing.drop", CLOSING, &["X"], retro(Retro::Drop), (w::VERB_LEFT_DROP, w::ABOUT_LEFT_DROP)),
    Verb::new("closing.reason", CLOSING, &["r"], retro(Retro::Reason), (w::VERB_REASON, w::ABOUT_REASON)),
    Verb::new(
        "closing.reason_all",
        CLOSING,
        &["R"],
        retro(Retro::ReasonAll),
        (w::VERB_REASON_ALL, w::ABOUT_REASON_ALL),
    ),
    Verb::new("closing.finish", CLOSING, &["Enter"], retro(Retro::Finish), (w::VERB_FINISH, w::ABOUT_FINISH))
        .when(Guard::Writes)
        .like("act close"),
];
