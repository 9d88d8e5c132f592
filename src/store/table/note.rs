//! The table of notes and troubles.

use crate::base::fold::{initials_key, search_key};
use crate::domain::note::Note;
use crate::store::record::record;
use crate::store::value::Val;

record!(
    Note,
    [number, kind, party, task, title, body, fix, tags, author, at],
    derived
        | it
        | [
            "find" = Val::Text(search_key(&format!("{} {} {} {}", it.title, it.body, it.fix, it.tags.join(" ")))),
            "initials" = Val::Text(initials_key(&format!("{} {} {}", it.title, it.body, it.fix))),
        ]
);
