//! The header line of a table: which column means what. Knows no row.

use crate::port::columns::{Field, exported, unit};
use crate::port::import::{Choices, ImportError};
use crate::text::{say, w};

/// One column.
pub struct Column {
    /// Its name, as the file has it.
    pub name: String,
    /// What it means.
    pub field: Field,
    /// What bare numbers in it count.
    pub unit: Option<&'static str>,
    /// Whether its name said what it means, not the user.
    known: bool,
}

/// The columns, in the file's order.
pub struct Header {
    columns: Vec<Column>,
}

impl Header {
    /// Reads the header line. Names nobody knows are kept word for word; a mapping decides over a name.
    /// Errors: no title; a mapping of a column that is not there; two columns mapped to one field.
    pub fn read(names: &csv::StringRecord, choices: &Choices) -> Result<Self, ImportError> {
        let mut names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
        for (place, name) in names.iter_mut().enumerate().filter(|(_, name)| name.is_empty()) {
            *name = say(choices.lang, w::IMPORT_EMPTY_COLUMN, &[("n", &(place + 1))]);
        }
        if let Some(mapping) = choices.map.iter().find(|mapping| !names.iter().any(|name| mapping.means(name))) {
            return Err(ImportError::NoColumn(mapping.column.clone(), names));
        }
        let mut columns: Vec<Column> = names.iter().map(|name| mapped(name, choices)).collect();
        for place in 0..columns.len() {
            let (field, said) = (columns[place].field, !columns[place].known);
            if !single(field) {
                continue;
            }
            let others = |column: &&mut Column| column.field == field;
            for (_, twin) in columns.iter_mut().enumerate().filter(|(other, _)| *other != place) {
                if others(&twin) && said && !twin.known {
                    return Err(ImportError::TwiceMapped(field.name(), twin.name.clone()));
                }
                // A name that was only guessed steps back; beside a title, a description is a body.
                if others(&twin) && twin.known {
                    twin.field = if field == Field::Title { Field::Body } else { Field::Keep };
                }
            }
        }
        if !columns.iter().any(|column| column.field == Field::Title) {
            return Err(ImportError::NoTitle(names));
        }
        Ok(Self { columns })
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Which column became which field.
    pub fn mapping(&self) -> Vec<(String, String)> {
        self.columns.iter().map(|column| (column.name.clone(), column.field.name())).collect()
    }

    /// Columns kept word for word.
    pub fn kept(&self) -> Vec<String> {
        self.named(Field::Keep)
    }

    /// Columns left out because this program works them out itself.
    pub fn left_out(&self) -> Vec<String> {
        self.named(Field::Skip)
    }

    fn named(&self, field: Field) -> Vec<String> {
        self.columns.iter().filter(|column| column.field == field).map(|column| column.name.clone()).collect()
    }

    fn first(&self, wanted: impl Fn(Field) -> bool, otherwise: &str) -> String {
        let found = self.columns.iter().find(|column| wanted(column.field));
        found.map_or_else(|| otherwise.to_owned(), |column| column.name.clone())
    }

    /// The column that says where tasks belong.
    pub fn place_name(&self) -> String {
        self.first(|field| matches!(field, Field::Place(..)), "party")
    }

    /// The key that a row has, if it has one.
    pub fn key_of<'r>(&self, record: &'r csv::StringRecord) -> Option<&'r str> {
        let place = self.columns.iter().position(|column| column.field == Field::Key)?;
        record.get(place).map(str::trim).filter(|key| !key.is_empty())
    }

    /// The column of keys.
    pub fn key_name(&self) -> String {
        self.first(|field| field == Field::Key, "key")
    }

    /// The column of what comes first.
    pub fn after_name(&self) -> String {
        self.first(|field| field == Field::After, "after")
    }
}

fn mapped(name: &str, choices: &Choices) -> Column {
    let said = choices.map.iter().rev().find(|mapping| mapping.means(name)).map(|mapping| mapping.field);
    let field = said.or_else(|| Field::named(name).or_else(|| exported(name))).unwrap_or(Field::Keep);
    Column { name: name.to_owned(), field, unit: unit(name), known: said.is_none() }
}

/// Whether one column is all a field can have.
fn single(field: Field) -> bool {
    !matches!(
        field,
        Field::Tags
            | Field::Skills
            | Field::Helpers
            | Field::Links
            | Field::Comment
            | Field::After
            | Field::Keep
            | Field::Skip
    )
}
