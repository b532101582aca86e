//! Statements done on a connection, and the rows that answer them.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Statement, ToSql, params_from_iter};

use crate::store::statement::Value;

/// A row, apart from the statement that found it.
#[derive(Debug, Clone)]
pub struct SqliteRow {
    columns: Arc<HashMap<String, usize>>,
    values: Vec<Cell>,
}

/// What stands in a column.
#[derive(Debug, Clone)]
pub enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        match self {
            Self::Boolean(value) => value.to_sql(),
            Self::Integer(value) => value.to_sql(),
            Self::Text(value) => value.to_sql(),
            Self::Bytes(value) => value.to_sql(),
        }
    }
}

impl SqliteRow {
    /// What stands in the column of that name.
    pub fn cell(&self, column: &str) -> Result<&Cell, sqlx::Error> {
        let place = self.columns.get(column).and_then(|place| self.values.get(*place));
        place.ok_or_else(|| sqlx::Error::ColumnNotFound(column.to_owned()))
    }
}

fn prepare<'a>(connection: &'a Connection, sql: &str) -> rusqlite::Result<rusqlite::CachedStatement<'a>> {
    // A place by its number: behind a dollar stands a name.
    connection.prepare_cached(&sql.replace('$', "?"))
}

/// Does a statement, and answers how many rows it changed.
pub fn execute(connection: &Connection, sql: &str, values: &[Value]) -> rusqlite::Result<u64> {
    let mut statement = prepare(connection, sql)?;
    let changed = if statement.column_count() == 0 {
        statement.execute(params_from_iter(values))?
    } else {
        fetch(&mut statement, values, usize::MAX)?.len()
    };
    Ok(u64::try_from(changed).unwrap_or(u64::MAX))
}

/// Does a statement, and answers its rows, at most so many.
pub fn rows(
    connection: &Connection,
    sql: &str,
    values: &[Value],
    most: usize,
) -> rusqlite::Result<Vec<SqliteRow>> {
    fetch(&mut *prepare(connection, sql)?, values, most)
}

fn fetch(statement: &mut Statement<'_>, values: &[Value], most: usize) -> rusqlite::Result<Vec<SqliteRow>> {
    let names = statement.column_names().enumerate();
    let columns: Arc<HashMap<String, usize>> =
        Arc::new(names.map(|(place, name)| (name.to_owned(), place)).collect());
    let count = statement.column_count();
    let mut found = Vec::new();
    let mut rows = statement.query(params_from_iter(values))?;
    // To the end, even where one is enough: a statement that changes rows is done only then.
    while let Some(row) = rows.next()? {
        if found.len() < most {
            let values =
                (0..count).map(|place| row.get_ref(place).map(Cell::from)).collect::<Result<_, _>>()?;
            found.push(SqliteRow { columns: columns.clone(), values });
        }
    }
    Ok(found)
}

impl From<ValueRef<'_>> for Cell {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Integer(number),
            ValueRef::Real(number) => Self::Real(number),
            ValueRef::Text(text) => Self::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Self::Bytes(bytes.to_vec()),
        }
    }
}

/// What a cell can be read as.
pub trait FromCell: Sized {
    /// The value; none where the cell is of another kind.
    fn from_cell(cell: &Cell) -> Option<Self>;
}

impl FromCell for i64 {
    fn from_cell(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Integer(number) => Some(*number),
            _ => None,
        }
    }
}

impl FromCell for bool {
    fn from_cell(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Integer(number) => Some(*number != 0),
            _ => None,
        }
    }
}

impl FromCell for String {
    fn from_cell(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Text(text) => Some(text.clone()),
            _ => None,
        }
    }
}

impl FromCell for Vec<u8> {
    fn from_cell(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Bytes(bytes) => Some(bytes.clone()),
            _ => None,
        }
    }
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            other => T::from_cell(other).map(Some),
        }
    }
}
