//! Members of the workspace and the names they are known by.

use crate::base::id::Id;

/// A person of the workspace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// Row id.
    pub id: Id,
    /// What people type after `@`; unique, folded, over all handles and aliases.
    pub handle: String,
    /// What screens show.
    pub name: String,
    /// Whether they may change members, settings, and in every party whatever its leader may.
    pub admin: bool,
    /// Whether they still take part; a member is never deleted.
    pub active: bool,
    /// Skills that tasks may ask for, folded and sorted.
    pub skills: Vec<String>,
}

/// Another name of a member: an alias they chose, or a handle they had before. Known for ever.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alias {
    /// Row id.
    pub id: Id,
    /// Whose name it is.
    pub member: Id,
    /// The name as typed.
    pub name: String,
}

/// One setting of the whole workspace, such as its time zone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setting {
    /// Row id.
    pub id: Id,
    /// One of [`SETTINGS`].
    pub name: String,
    /// Its value as text.
    pub value: String,
}

/// The workspace's settings: name and default.
pub const SETTINGS: &[(&str, &str)] = &[
    ("timezone", "UTC"),
    ("calendar", "kr"),
    ("day_hours", "8"),
    ("weekdays", "mon,tue,wed,thu,fri"),
    ("focus", "0.6"),
];
