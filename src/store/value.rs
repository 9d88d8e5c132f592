//! Values, statements and rows as both engines understand them. Knows no driver and no table.

use std::borrow::Cow;

use super::error::StoreError;

/// One value of a row or of a statement's arguments: the four kinds every engine has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Val {
    /// No value.
    #[default]
    Null,
    /// A whole number of 64 bits; flags are 0 and 1.
    Int(i64),
    /// Text, UTF-8.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl Val {
    /// Says whether there is no value.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Gives the number. Errors: `Shape` when it is anything else.
    pub fn int(&self) -> Result<i64, StoreError> {
        self.int_or_null()?.ok_or_else(|| self.shape("a number"))
    }

    /// Gives the number, or `None` where there is no value. Errors: `Shape` for text and bytes.
    pub fn int_or_null(&self) -> Result<Option<i64>, StoreError> {
        match self {
            Self::Null => Ok(None),
            Self::Int(number) => Ok(Some(*number)),
            _ => Err(self.shape("a number")),
        }
    }

    /// Gives the flag: 1 is true, 0 is false. Errors: `Shape` for everything else.
    pub fn flag(&self) -> Result<bool, StoreError> {
        match self {
            Self::Int(0) => Ok(false),
            Self::Int(1) => Ok(true),
            _ => Err(self.shape("a flag")),
        }
    }

    /// Gives the text. Errors: `Shape` when it is anything else.
    pub fn text(&self) -> Result<&str, StoreError> {
        self.text_or_null()?.ok_or_else(|| self.shape("text"))
    }

    /// Gives the text, or `None` where there is no value. Errors: `Shape` for numbers and bytes.
    pub fn text_or_null(&self) -> Result<Option<&str>, StoreError> {
        match self {
            Self::Null => Ok(None),
            Self::Text(text) => Ok(Some(text)),
            _ => Err(self.shape("text")),
        }
    }

    /// Gives the bytes. Errors: `Shape` when it is anything else.
    pub fn blob(&self) -> Result<&[u8], StoreError> {
        match self {
            Self::Blob(bytes) => Ok(bytes),
            _ => Err(self.shape("bytes")),
        }
    }

    /// Takes the text out without copying. Errors: `Shape` when it is anything else.
    pub fn into_text(self) -> Result<String, StoreError> {
        match self {
            Self::Text(text) => Ok(text),
            other => Err(other.shape("text")),
        }
    }

    fn shape(&self, wanted: &'static str) -> StoreError {
        let found = match self {
            Self::Null => "nothing",
            Self::Int(_) => "a number",
            Self::Text(_) => "text",
            Self::Blob(_) => "bytes",
        };
        StoreError::Shape { wanted, found }
    }
}

impl From<i64> for Val {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<i32> for Val {
    fn from(number: i32) -> Self {
        Self::Int(number.into())
    }
}

impl From<u32> for Val {
    fn from(number: u32) -> Self {
        Self::Int(number.into())
    }
}

impl From<bool> for Val {
    fn from(flag: bool) -> Self {
        Self::Int(flag.into())
    }
}

impl From<&str> for Val {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Val {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<u8>> for Val {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Blob(bytes)
    }
}

impl From<&[u8]> for Val {
    fn from(bytes: &[u8]) -> Self {
        Self::Blob(bytes.to_vec())
    }
}

impl<T: Into<Val>> From<Option<T>> for Val {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A statement with its arguments. `$1` is the first argument, `$2` the second; any order, any number of times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stmt {
    /// The SQL, in the dialect all engines share.
    pub sql: Cow<'static, str>,
    /// The arguments, `$1` first.
    pub args: Vec<Val>,
}

impl Stmt {
    /// Makes a statement with arguments.
    pub fn new(sql: impl Into<Cow<'static, str>>, args: Vec<Val>) -> Self {
        Self { sql: sql.into(), args }
    }

    /// Makes a statement that takes no arguments.
    pub fn plain(sql: impl Into<Cow<'static, str>>) -> Self {
        Self::new(sql, Vec::new())
    }
}

/// One row: its values in the order the statement names them.
pub type Row = Vec<Val>;

/// The rows one statement answered with, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows(pub Vec<Row>);

impl Rows {
    /// Counts the rows.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Says whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Gives the first row, if there is one.
    pub fn first(&self) -> Option<&Row> {
        self.0.first()
    }

    /// Walks over the rows.
    pub fn iter(&self) -> std::slice::Iter<'_, Row> {
        self.0.iter()
    }

    /// Gives the first value of the first row, if there is a row: the answer of `SELECT COUNT(*)`.
    pub fn single(&self) -> Option<&Val> {
        self.0.first().and_then(|row| row.first())
    }
}

impl IntoIterator for Rows {
    type Item = Row;
    type IntoIter = std::vec::IntoIter<Row>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Rows {
    type Item = &'a Row;
    type IntoIter = std::slice::Iter<'a, Row>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
