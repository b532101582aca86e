//! A statement with its values, and the rows that answer it.

use std::borrow::Cow;

use sqlx::postgres::PgRow;
use sqlx::query::Query;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Decode, Encode, IntoArguments, Postgres, Row as _, Sqlite, Type};

use super::StoreError;
use super::connection::{Connection, Driver};

/// A value that a statement is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Boolean(Option<bool>),
    Integer(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

/// A statement that holds for both databases, with its values in the places `$1`, `$2` and so on.
#[derive(Debug, Clone)]
pub struct Statement {
    sql: Cow<'static, str>,
    values: Vec<Value>,
}

/// A statement that is written out.
pub const fn query(sql: &'static str) -> Statement {
    Statement { sql: Cow::Borrowed(sql), values: Vec::new() }
}

macro_rules! into_value {
    ($($from:ty => $variant:ident),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                Self::$variant(Some(value.into()))
            }
        }

        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self {
                Self::$variant(value.map(Into::into))
            }
        }
    )*};
}

into_value! { bool => Boolean, i64 => Integer, String => Text, &str => Text, Vec<u8> => Bytes }

impl Statement {
    /// Gives the next place its value.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Writes on.
    pub fn push(&mut self, sql: impl AsRef<str>) -> &mut Self {
        self.sql.to_mut().push_str(sql.as_ref());
        self
    }

    /// Writes a place and gives it its value.
    pub fn push_bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        let place = format!("${}", self.values.len());
        self.push(place)
    }

    /// Writes places with commas between, and gives them their values.
    pub fn push_list<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> &mut Self {
        for (place, value) in values.into_iter().enumerate() {
            if place > 0 {
                self.push(", ");
            }
            self.push_bind(value);
        }
        self
    }

    /// Does it, and answers how many rows it changed.
    pub async fn execute(self, connection: &mut Connection) -> Result<u64, StoreError> {
        let Self { sql, values } = self;
        Ok(match connection.driver() {
            Driver::Sqlite(driver) => bound(sqlx::query(AssertSqlSafe(positional(sql, &values))), values)
                .execute(driver)
                .await?
                .rows_affected(),
            Driver::Postgres(driver) => {
                bound(sqlx::query(AssertSqlSafe(sql)), values).execute(driver).await?.rows_affected()
            }
        })
    }

    /// Does it, and answers the first row if there is one.
    pub async fn fetch_optional(self, connection: &mut Connection) -> Result<Option<Row>, StoreError> {
        let Self { sql, values } = self;
        Ok(match connection.driver() {
            Driver::Sqlite(driver) => bound(sqlx::query(AssertSqlSafe(positional(sql, &values))), values)
                .fetch_optional(driver)
                .await?
                .map(Row::Sqlite),
            Driver::Postgres(driver) => bound(sqlx::query(AssertSqlSafe(sql)), values)
                .fetch_optional(driver)
                .await?
                .map(Row::Postgres),
        })
    }

    /// Does it, and answers the first row, which must be there.
    pub async fn fetch_one(self, connection: &mut Connection) -> Result<Row, StoreError> {
        self.fetch_optional(connection).await?.ok_or(StoreError::Database(sqlx::Error::RowNotFound))
    }

    /// Does it, and answers all rows.
    pub async fn fetch_all(self, connection: &mut Connection) -> Result<Vec<Row>, StoreError> {
        let Self { sql, values } = self;
        Ok(match connection.driver() {
            Driver::Sqlite(driver) => {
                let rows = bound(sqlx::query(AssertSqlSafe(positional(sql, &values))), values)
                    .fetch_all(driver)
                    .await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Driver::Postgres(driver) => {
                let rows = bound(sqlx::query(AssertSqlSafe(sql)), values).fetch_all(driver).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }
}

/// So many places and more are numbered in `SQLite`'s own way: it compares each name with all before it.
const MANY: usize = 64;

fn positional(sql: Cow<'static, str>, values: &[Value]) -> Cow<'static, str> {
    if values.len() < MANY { sql } else { sql.replace('$', "?").into() }
}

fn bound<DB: sqlx::Database>(
    mut query: Query<'static, DB, DB::Arguments>,
    values: Vec<Value>,
) -> Query<'static, DB, DB::Arguments>
where
    DB::Arguments: IntoArguments<DB>,
    bool: Encode<'static, DB> + Type<DB>,
    i64: Encode<'static, DB> + Type<DB>,
    String: Encode<'static, DB> + Type<DB>,
    Vec<u8>: Encode<'static, DB> + Type<DB>,
    Option<bool>: Encode<'static, DB>,
    Option<i64>: Encode<'static, DB>,
    Option<String>: Encode<'static, DB>,
    Option<Vec<u8>>: Encode<'static, DB>,
{
    for value in values {
        query = match value {
            Value::Boolean(value) => query.bind(value),
            Value::Integer(value) => query.bind(value),
            Value::Text(value) => query.bind(value),
            Value::Bytes(value) => query.bind(value),
        };
    }
    query
}

/// A row of an answer.
#[derive(Debug)]
pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// What a column can be read as.
pub trait Readable:
    for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
}

impl<T> Readable for T where
    T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
}

impl Row {
    /// What stands in a column.
    pub fn get<T: Readable>(&self, column: &str) -> Result<T, sqlx::Error> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
    }
}
