//! One file a noun family: how its entities are kept. [`Shape`] is the same knowledge for code that handles any noun.

pub mod note;
pub mod party;
pub mod retro;
pub mod season;
pub mod task;
pub mod workspace;

use super::record::{Map, Noun, Record, whole};
use super::value::{Row, Val};
use crate::base::id::Id;
use crate::domain::{act, member, note as notes, party as parties, retro as retros, season as seasons, task as tasks};

/// How a noun is kept, without its Rust type: what undo, the fold and the dump work on.
pub struct Shape {
    /// The noun; its word is the table's name.
    pub noun: Noun,
    /// Columns after `id`, journalled ones first.
    pub columns: &'static [&'static str],
    /// How many columns are journalled.
    pub journalled: usize,
    /// A whole row (without `id`) from fields; the error names the field that does not fit.
    pub row_of: fn(Id, &Map) -> Result<Row, String>,
    /// The fields said by a row that starts with `id` and the journalled columns.
    pub map_of: fn(&[Val]) -> Option<(Id, Map)>,
    /// Whether a whole row, `id` first, is exactly what fields as canonical JSON make; may answer no where it is.
    pub is: fn(&[Val], &str) -> bool,
}

impl Shape {
    /// The statement that writes a whole row, `id` first.
    pub fn insert_sql(&self) -> String {
        let marks: Vec<String> = (1..=self.columns.len() + 1).map(|n| format!("${n}")).collect();
        format!("INSERT INTO {} (id, {}) VALUES ({})", self.noun, self.columns.join(", "), marks.join(", "))
    }
}

const fn shape_of<T: Record>() -> Shape {
    Shape {
        noun: T::NOUN,
        columns: T::COLUMNS,
        journalled: T::JOURNALLED,
        row_of: |id, map| T::from_map(id, map).map(|entity| entity.row()),
        map_of: |row| T::from_row(row).map(|entity| (entity.id(), whole(&entity))),
        is: |row, said| T::from_row(row).is_some_and(|entity| entity.said() == said && entity.row() == row[1..]),
    }
}

/// Every noun's shape, in the order of [`Noun::ALL`].
pub static SHAPES: [Shape; Noun::ALL.len()] = [
    shape_of::<member::Setting>(),
    shape_of::<member::Member>(),
    shape_of::<member::Alias>(),
    shape_of::<parties::Party>(),
    shape_of::<parties::Membership>(),
    shape_of::<parties::Term>(),
    shape_of::<parties::Share>(),
    shape_of::<parties::Charter>(),
    shape_of::<parties::Former>(),
    shape_of::<seasons::Season>(),
    shape_of::<act::Act>(),
    shape_of::<act::Stay>(),
    shape_of::<act::Carry>(),
    shape_of::<tasks::Task>(),
    shape_of::<tasks::TaskPerson>(),
    shape_of::<tasks::Dependency>(),
    shape_of::<tasks::Comment>(),
    shape_of::<retros::Retro>(),
    shape_of::<retros::Card>(),
    shape_of::<retros::Heap>(),
    shape_of::<retros::Action>(),
    shape_of::<notes::Note>(),
];

/// The shape of a noun.
pub fn shape(noun: Noun) -> &'static Shape {
    &SHAPES[noun as usize]
}

/// Columns that point at another noun's rows: (pointed at, table, column).
pub const REFERENCES: &[(Noun, Noun, &str)] = &[
    (Noun::Member, Noun::Alias, "member"),
    (Noun::Member, Noun::Party, "founder"),
    (Noun::Member, Noun::Membership, "member"),
    (Noun::Member, Noun::Term, "member"),
    (Noun::Member, Noun::Share, "member"),
    (Noun::Member, Noun::Task, "owner"),
    (Noun::Member, Noun::TaskPerson, "member"),
    (Noun::Member, Noun::Comment, "author"),
    (Noun::Member, Noun::Retro, "facilitator"),
    (Noun::Member, Noun::Card, "author"),
    (Noun::Member, Noun::Note, "author"),
    (Noun::Party, Noun::Membership, "party"),
    (Noun::Party, Noun::Term, "party"),
    (Noun::Party, Noun::Share, "party"),
    (Noun::Party, Noun::Charter, "party"),
    (Noun::Party, Noun::Season, "party"),
    (Noun::Party, Noun::Act, "party"),
    (Noun::Party, Noun::Retro, "party"),
    (Noun::Party, Noun::Task, "party"),
    (Noun::Party, Noun::Note, "party"),
    (Noun::Season, Noun::Act, "season"),
    (Noun::Season, Noun::Task, "season"),
    (Noun::Act, Noun::Stay, "act"),
    (Noun::Act, Noun::Carry, "from_act"),
    (Noun::Act, Noun::Carry, "to_act"),
    (Noun::Act, Noun::Task, "act"),
    (Noun::Act, Noun::Retro, "act"),
    (Noun::Task, Noun::Stay, "task"),
    (Noun::Task, Noun::Carry, "task"),
    (Noun::Task, Noun::Task, "split_from"),
    (Noun::Task, Noun::TaskPerson, "task"),
    (Noun::Task, Noun::Dependency, "task"),
    (Noun::Task, Noun::Dependency, "needs"),
    (Noun::Task, Noun::Comment, "task"),
    (Noun::Task, Noun::Action, "task"),
    (Noun::Task, Noun::Note, "task"),
    (Noun::Retro, Noun::Card, "retro"),
    (Noun::Retro, Noun::Heap, "retro"),
    (Noun::Retro, Noun::Action, "retro"),
    (Noun::Heap, Noun::Card, "heap"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_noun_has_its_shape_at_its_place() {
        for (place, noun) in Noun::ALL.iter().enumerate() {
            assert_eq!(SHAPES[place].noun, *noun);
        }
    }
}
