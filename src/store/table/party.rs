//! Tables of a party: itself, its people, its charter, its former keys.

use crate::base::fold::{initials_key, search_key};
use crate::domain::party::{Charter, Former, Membership, Party, Share, Term};
use crate::store::record::record;
use crate::store::value::Val;

record!(
    Party,
    [key, name, theme, status, founder, started_on, ended_on],
    derived
        | it
        | [
            "find" = Val::Text(search_key(&format!("{} {}", it.key, it.name))),
            "initials" = Val::Text(initials_key(&it.name)),
        ]
);
record!(Membership, [party, member, role, since]);
record!(Term, [party, member, office, since, until]);
record!(Share, [party, member, permille, since]);
record!(Charter, [party, section, body]);
record!(Former, [key, target]);
