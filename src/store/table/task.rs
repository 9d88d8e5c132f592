//! Tables of a task: itself, who is tied to it, what it waits for, what was said.

use crate::base::fold::{initials_key, search_key};
use crate::domain::task::{Comment, Dependency, Task, TaskPerson};
use crate::store::record::record;
use crate::store::value::Val;

/// What stands in the due column of an index for a task without a due day: sorts after every day.
pub const NEVER: &str = "9999-12-31";

record!(
    Task,
    [
        party,
        season,
        act,
        number,
        title,
        body,
        priority,
        estimate,
        owner,
        status,
        due,
        started_on,
        done_on,
        blocked,
        blocked_since,
        origin,
        tags,
        skills,
        checklist,
        links,
        extra,
        carried,
        reestimated,
        rank,
        split_from,
        born,
    ],
    derived
        | it
        | [
            "is_open" = Val::Int(i64::from(it.status.is_open())),
            "due_key" = Val::Text(it.due.map_or_else(|| NEVER.to_owned(), |day| day.to_string())),
            "find" = Val::Text(search_key(&it.title)),
            "initials" = Val::Text(initials_key(&it.title)),
        ]
);
record!(TaskPerson, [task, member, tie]);
record!(Dependency, [task, needs]);
record!(Comment, [task, author, at, body]);
