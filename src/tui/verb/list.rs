//! Verbs of every list: moving the cursor, opening, marking.

use crate::text::w;
use crate::tui::verb::{Deed, Scope, Verb};

/// What a list can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum List {
    /// One row down.
    Down,
    /// One row up.
    Up,
    /// To the left: fold, the column before.
    Left,
    /// To the right: unfold, the next column.
    Right,
    /// The first row.
    Top,
    /// The last row.
    Bottom,
    /// Half a page down.
    HalfDown,
    /// Half a page up.
    HalfUp,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// Opens the selected thing.
    Open,
    /// The next pane.
    Pane,
    /// The previous act.
    Previous,
    /// The next act.
    Next,
    /// The next thing found.
    FindNext,
    /// The thing found before.
    FindPrevious,
    /// Marks the row and steps down.
    Mark,
    /// Marks a range.
    Range,
    /// Marks all shown.
    MarkAll,
}

const fn list(deed: List) -> Deed {
    Deed::List(deed)
}

const ON: Scope = Scope::List;
const MARKS: Scope = Scope::Marks;

/// The verbs of lists.
pub const VERBS: &[Verb] = &[
    Verb::new("list.down", ON, &["j", "Down"], list(List::Down), (w::VERB_DOWN, w::ABOUT_DOWN)),
    Verb::new("list.up", ON, &["k", "Up"], list(List::Up), (w::VERB_UP, w::ABOUT_UP)),
    Verb::new("list.left", ON, &["h", "Left"], list(List::Left), (w::VERB_LEFT, w::ABOUT_LEFT)),
    Verb::new("list.right", ON, &["l", "Right"], list(List::Right), (w::VERB_RIGHT, w::ABOUT_RIGHT)),
    Verb::new("list.top", ON, &["g g", "Home"], list(List::Top), (w::VERB_TOP, w::ABOUT_TOP)),
    Verb::new("list.bottom", ON, &["G", "End"], list(List::Bottom), (w::VERB_BOTTOM, w::ABOUT_BOTTOM)),
    Verb::new("list.half_down", ON, &["Ctrl-d"], list(List::HalfDown), (w::VERB_HALF_DOWN, w::ABOUT_HALF_DOWN)),
    Verb::new("list.half_up", ON, &["Ctrl-u"], list(List::HalfUp), (w::VERB_HALF_UP, w::ABOUT_HALF_UP)),
    Verb::new("list.page_down", ON, &["PgDn"], list(List::PageDown), (w::VERB_PAGE_DOWN, w::ABOUT_PAGE_DOWN)),
    Verb::new("list.page_up", ON, &["PgUp"], list(List::PageUp), (w::VERB_PAGE_UP, w::ABOUT_PAGE_UP)),
    Verb::new("list.open", ON, &["Enter"], list(List::Open), (w::VERB_OPEN, w::ABOUT_OPEN)),
    Verb::new("list.pane", ON, &["Tab"], list(List::Pane), (w::VERB_PANE, w::ABOUT_PANE)),
    Verb::new("list.previous", ON, &["["], list(List::Previous), (w::VERB_PREVIOUS, w::ABOUT_PREVIOUS)),
    Verb::new("list.next", ON, &["]"], list(List::Next), (w::VERB_NEXT, w::ABOUT_NEXT)),
    Verb::new("list.find_next", ON, &["n"], list(List::FindNext), (w::VERB_FIND_NEXT, w::ABOUT_FIND_NEXT)),
    Verb::new("list.find_previous", ON, &["N"], list(List::FindPrevious), (w::VERB_FIND_BACK, w::ABOUT_FIND_BACK)),
    Verb::new("list.mark", MARKS, &["x"], list(List::Mark), (w::VERB_MARK, w::ABOUT_MARK)),
    Verb::new("list.range", MARKS, &["v"], list(List::Range), (w::VERB_RANGE, w::ABOUT_RANGE)),
    Verb::new("list.mark_all", MARKS, &["*"], list(List::MarkAll), (w::VERB_MARK_ALL, w::ABOUT_MARK_ALL)),
];
