//! Verbs of forms and of a charter: fields one under the other, sections one under the other.

use crate::text::w;
use crate::tui::verb::{Deed, Guard, Scope, Verb};

/// What can be done in a form, a kickoff or a charter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// The next field; from the last one keeps the form.
    Next,
    /// Keeps the form.
    Keep,
    /// Writes the section, or changes the row, under the cursor.
    Edit,
    /// Writes the whole charter in the user's editor.
    Write,
    /// Folds or opens the section under the cursor.
    Fold,
    /// Adds a person.
    Add,
    /// More share.
    More,
    /// Less share.
    Less,
    /// Holds the kickoff.
    Hold,
}

const fn form(deed: Form) -> Deed {
    Deed::Form(deed)
}

/// The verbs of forms.
pub const VERBS: &[Verb] = &[
    Verb::new("form.next", Scope::Form, &["Enter"], form(Form::Next), (w::VERB_FORM_NEXT, w::ABOUT_FORM_NEXT)),
    Verb::new("form.keep", Scope::Form, &["Ctrl-s"], form(Form::Keep), (w::VERB_FORM_KEEP, w::ABOUT_FORM_KEEP))
        .when(Guard::Writes),
    Verb::new("charter.edit", Scope::Charter, &["e"], form(Form::Edit), (w::VERB_SECTION, w::ABOUT_SECTION))
        .when(Guard::Writes)
        .like("party charter"),
    Verb::new("charter.write", Scope::Charter, &["E"], form(Form::Write), (w::VERB_WHOLE, w::ABOUT_WHOLE))
        .when(Guard::Writes)
        .like("party charter"),
    Verb::new("charter.fold", Scope::Charter, &["Space"], form(Form::Fold), (w::VERB_FOLD, w::ABOUT_FOLD)),
    Verb::new("kickoff.hold", Scope::Kickoff, &["Enter"], form(Form::Hold), (w::VERB_HOLD, w::ABOUT_HOLD))
        .when(Guard::Writes)
        .like("party kickoff"),
    Verb::new("kickoff.add", Scope::Kickoff, &["a"], form(Form::Add), (w::VERB_INVITE, w::ABOUT_INVITE))
        .when(Guard::Writes),
    Verb::new("kickoff.more", Scope::Kickoff, &["+"], form(Form::More), (w::VERB_MORE, w::ABOUT_MORE)),
    Verb::new("kickoff.less", Scope::Kickoff, &["-"], form(Form::Less), (w::VERB_LESS, w::ABOUT_LESS)),
];
