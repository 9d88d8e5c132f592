//! Brings a store's tables to the schema this program knows. Owns the list of migrations and the words they are
//! written in; must not know what the tables mean, nor the time: the caller brings the stamp.

use std::path::PathBuf;

use super::engine::{Dialect, Engine, Tx};
use super::error::StoreError;
use super::value::{Stmt, Val};
use super::version::SchemaVersion;

/// One step from a schema to the next. Its file never changes once a program with it was released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// The file's name without its ending, such as `0001_foundation`.
    pub name: &'static str,
    /// The schema a store has after it.
    pub version: SchemaVersion,
    /// The script, in the words both engines share.
    pub sql: &'static str,
    /// The one engine it is for, where there is no other way; its file's name says so.
    pub only: Option<Dialect>,
}

impl Migration {
    /// Gives the number its name begins with.
    pub fn number(&self) -> &'static str {
        self.name.split('_').next().unwrap_or(self.name)
    }
}

/// All migrations, in order.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "0001_foundation",
        version: SchemaVersion::new(1, 0),
        sql: include_str!("../../data/migrations/0001_foundation.sql"),
        only: None,
    },
    Migration {
        name: "0002_append_only.sqlite",
        version: SchemaVersion::new(1, 0),
        sql: include_str!("../../data/migrations/0002_append_only.sqlite.sql"),
        only: Some(Dialect::Sqlite),
    },
];

/// Gives the newest schema this program knows.
pub fn newest() -> SchemaVersion {
    newest_of(MIGRATIONS)
}

fn newest_of(list: &[Migration]) -> SchemaVersion {
    list.last().map_or(SchemaVersion::new(1, 0), |migration| migration.version)
}

/// What bringing a store up to date came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was to do: the schema is this program's, or differs by additions only.
    Current,
    /// A blank store got its tables.
    Created,
    /// An older store was brought up to date.
    Raised {
        /// The schema it had.
        from: SchemaVersion,
        /// The copy of the store as it was; `None` where it is kept in no file.
        copy: Option<PathBuf>,
    },
}

/// Brings a store up to date with `MIGRATIONS`.
pub fn bring_up(engine: &mut dyn Engine, stamp: &str) -> Result<Outcome, StoreError> {
    bring_up_with(engine, MIGRATIONS, stamp)
}

/// Brings a store up to date with a list. Everything happens in one transaction: a crash leaves the old store or the
/// new one. A store that had tables is copied first, to `<file>.before-<number>-<stamp>`.
/// Errors: `Newer`, `Older` where an older store may not be written to, and whatever a script fails with.
pub fn bring_up_with(engine: &mut dyn Engine, list: &[Migration], stamp: &str) -> Result<Outcome, StoreError> {
    let known = newest_of(list);
    let path = engine.file().map_or_else(|| PathBuf::from(engine.name()), PathBuf::from);
    if is_current(engine.schema()?, known, &path)? {
        return Ok(Outcome::Current);
    }
    if engine.read_only() {
        let found = engine.schema()?.unwrap_or(SchemaVersion::new(0, 0));
        return Err(StoreError::Older { path, found, known });
    }
    let dialect = engine.dialect();
    let file = engine.file().map(PathBuf::from);
    let mut tx = engine.begin()?;
    // Another process may have been quicker.
    let found = tx.schema()?;
    if is_current(found, known, &path)? {
        return Ok(Outcome::Current);
    }
    let due: Vec<&Migration> = list.iter().filter(|step| found.is_none_or(|found| step.version > found)).collect();
    let copy = match (found, &file, due.first()) {
        (Some(_), Some(file), Some(first)) => Some(copy_first(tx.as_mut(), file, first, stamp)?),
        _ => None,
    };
    for step in due.into_iter().filter(|step| step.only.is_none_or(|only| only == dialect)) {
        tx.define(&spelled(step.sql, dialect))?;
    }
    note(tx.as_mut(), known, dialect)?;
    tx.commit()?;
    Ok(found.map_or(Outcome::Created, |from| Outcome::Raised { from, copy }))
}

fn is_current(found: Option<SchemaVersion>, known: SchemaVersion, path: &std::path::Path) -> Result<bool, StoreError> {
    match found {
        Some(found) if found.major > known.major => Err(StoreError::Newer { path: path.to_path_buf(), found, known }),
        Some(found) => Ok(found >= known),
        None => Ok(false),
    }
}

fn copy_first(tx: &mut dyn Tx, file: &std::path::Path, first: &Migration, stamp: &str) -> Result<PathBuf, StoreError> {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".before-{}-{stamp}", first.number()));
    let copy = PathBuf::from(name);
    tx.copy_before(&copy)?;
    Ok(copy)
}

/// Writes the version into the store: into `meta` for everybody who reads tables, and as the engine's own mark.
fn note(tx: &mut dyn Tx, version: SchemaVersion, dialect: Dialect) -> Result<(), StoreError> {
    let table = "CREATE TABLE IF NOT EXISTS meta (key {text} PRIMARY KEY, value {text} NOT NULL) {strict}";
    tx.define(&spelled(table, dialect))?;
    for (key, value) in [("schema_major", version.major), ("schema_minor", version.minor)] {
        tx.write(Stmt::new(
            "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            vec![Val::from(key), Val::from(value.to_string())],
        ))?;
    }
    tx.stamp(version)
}

/// Puts an engine's own words in place of the shared ones.
pub fn spelled(script: &str, dialect: Dialect) -> String {
    let words = match dialect {
        Dialect::Sqlite => {
            [("{id}", "INTEGER"), ("{int}", "INTEGER"), ("{text}", "TEXT"), ("{blob}", "BLOB"), ("{strict}", "STRICT")]
        }
        Dialect::Postgres => [
            ("{id}", "BIGINT"),
            ("{int}", "BIGINT"),
            ("{text}", "TEXT COLLATE \"C\""),
            ("{blob}", "BYTEA"),
            ("{strict}", ""),
        ],
    };
    words.iter().fold(script.to_owned(), |script, (word, own)| script.replace(word, own))
}
