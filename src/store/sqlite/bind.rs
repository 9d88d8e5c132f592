//! Statements and their arguments. Arguments are bound by name, because SQLite numbers `$n` in the order it meets
//! them: bound by position, `$2` before `$1` would silently swap values. Knows no table.

use std::path::Path;

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection};

use super::failure;
use crate::store::error::StoreError;
use crate::store::value::{Row, Rows, Stmt, Val};

/// Which statements may run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gate {
    /// Only those that change nothing.
    ReadsOnly,
    /// All: inside a transaction a statement may change rows and answer with them.
    All,
}

impl ToSql for Val {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// Runs a statement without arguments and forgets what it answers.
pub(super) fn run(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    let mut prepared = connection.prepare_cached(sql)?;
    let mut rows = prepared.raw_query();
    while rows.next()?.is_some() {}
    Ok(())
}

/// Runs a statement without arguments that answers with one number.
pub(super) fn number(connection: &Connection, sql: &str) -> rusqlite::Result<i64> {
    connection.prepare_cached(sql)?.query_row([], |row| row.get(0))
}

/// Runs a checking pragma and gives its rows as lines of text, at most `limit` of them.
pub(super) fn lines(connection: &Connection, sql: &str, limit: usize) -> rusqlite::Result<Vec<String>> {
    let mut prepared = connection.prepare(sql)?;
    let columns = prepared.column_count();
    let mut rows = prepared.raw_query();
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let cells: Vec<String> = (0..columns).map(|at| row.get_ref(at).map(cell)).collect::<Result<_, _>>()?;
        lines.push(cells.join(" "));
        if lines.len() == limit {
            break;
        }
    }
    Ok(lines)
}

fn cell(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "-".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Runs a statement and gives all its rows.
pub(super) fn rows(connection: &Connection, statement: &Stmt, gate: Gate, path: &Path) -> Result<Rows, StoreError> {
    let failed = |error| failure::of(error, path, &statement.sql);
    let mut prepared = connection.prepare_cached(&statement.sql).map_err(failed)?;
    if gate == Gate::ReadsOnly && !prepared.readonly() {
        return Err(mistake(&statement.sql, "a statement that changes something needs a transaction"));
    }
    let places = places(&prepared, &statement.sql, statement.args.len())?;
    bind(&mut prepared, &places, &statement.args).map_err(failed)?;
    let columns = prepared.column_count();
    let mut answer = prepared.raw_query();
    let mut rows = Vec::new();
    while let Some(row) = answer.next().map_err(failed)? {
        let mut values: Row = Vec::with_capacity(columns);
        for at in 0..columns {
            values.push(value(row.get_ref(at).map_err(failed)?, path)?);
        }
        rows.push(values);
    }
    Ok(Rows(rows))
}

/// Runs a statement once for each row of arguments and counts the rows it changed.
pub(super) fn write(connection: &Connection, sql: &str, rows: &[Vec<Val>], path: &Path) -> Result<u64, StoreError> {
    let failed = |error| failure::of(error, path, sql);
    let Some(first) = rows.first() else { return Ok(0) };
    let mut prepared = connection.prepare_cached(sql).map_err(failed)?;
    let places = places(&prepared, sql, first.len())?;
    let mut changed = 0;
    for row in rows {
        if row.len() != places.len() {
            return Err(mistake(sql, "rows of arguments differ in length"));
        }
        bind(&mut prepared, &places, row).map_err(failed)?;
        changed += prepared.raw_execute().map_err(failed)? as u64;
    }
    Ok(changed)
}

/// Finds SQLite's own number of each argument.
fn places(prepared: &CachedStatement<'_>, sql: &str, arguments: usize) -> Result<Vec<usize>, StoreError> {
    let wanted = prepared.parameter_count();
    if wanted != arguments {
        return Err(mistake(sql, &format!("{wanted} arguments wanted, {arguments} given")));
    }
    (1..=arguments)
        .map(|number| match prepared.parameter_index(&format!("${number}")) {
            Ok(Some(place)) => Ok(place),
            _ => Err(mistake(sql, &format!("argument ${number} is not used"))),
        })
        .collect()
}

fn bind(prepared: &mut CachedStatement<'_>, places: &[usize], arguments: &[Val]) -> rusqlite::Result<()> {
    places.iter().zip(arguments).try_for_each(|(place, argument)| prepared.raw_bind_parameter(*place, argument))
}

fn value(value: ValueRef<'_>, path: &Path) -> Result<Val, StoreError> {
    match value {
        ValueRef::Null => Ok(Val::Null),
        ValueRef::Integer(number) => Ok(Val::Int(number)),
        ValueRef::Real(_) => Err(StoreError::Shape { wanted: "no fractions in a store", found: "a fraction" }),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Val::Text(text.to_owned())),
            Err(error) => Err(StoreError::Damaged { path: path.to_path_buf(), cause: error.to_string() }),
        },
        ValueRef::Blob(bytes) => Ok(Val::Blob(bytes.to_vec())),
    }
}

fn mistake(sql: &str, cause: &str) -> StoreError {
    StoreError::Sql { statement: sql.to_owned(), cause: cause.to_owned() }
}
