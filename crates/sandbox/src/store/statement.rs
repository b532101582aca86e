//! A statement with its values, and the rows that answer it.

use std::borrow::Cow;

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Decode, Postgres, Row as _, Type};

use super::StoreError;
use super::connection::{Connection, Driver};
use super::sqlite::{FromCell, SqliteRow, rows};

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
    is_brief: bool,
}

/// A statement that is written out.
pub const fn query(sql: &'static str) -> Statement {
    Statement { sql: Cow::Borrowed(sql), values: Vec::new(), is_brief: false }
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

    /// For a row that is found by its key: there is nothing to wait for, and no other thread is asked to.
    #[must_use]
    pub fn brief(mut self) -> Self {
        self.is_brief = true;
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
        let Self { sql, values, is_brief } = self;
        match connection.driver() {
            Driver::Lease(lease) => {
                lease.run(is_brief, move |connection| rows::execute(connection, &sql, &values)).await
            }
            Driver::Turn(turn) => Ok(rows::execute(turn.connection()?, &sql, &values)?),
            Driver::Postgres(driver) => {
                let done = bound(sqlx::query(AssertSqlSafe(sql)), values).execute(driver).await?;
                Ok(done.rows_affected())
            }
        }
    }

    /// Does it, and answers the first row if there is one.
    pub async fn fetch_optional(self, connection: &mut Connection) -> Result<Option<Row>, StoreError> {
        let Self { sql, values, is_brief } = self;
        match connection.driver() {
            Driver::Postgres(driver) => {
                let found = bound(sqlx::query(AssertSqlSafe(sql)), values).fetch_optional(driver).await?;
                Ok(found.map(Row::Postgres))
            }
            _ => Ok(Self { sql, values, is_brief }.fetch(connection, 1).await?.pop()),
        }
    }

    /// Does it, and answers the first row, which must be there.
    pub async fn fetch_one(self, connection: &mut Connection) -> Result<Row, StoreError> {
        self.fetch_optional(connection).await?.ok_or(StoreError::Database(sqlx::Error::RowNotFound))
    }

    /// Does it, and answers all rows.
    pub async fn fetch_all(self, connection: &mut Connection) -> Result<Vec<Row>, StoreError> {
        self.fetch(connection, usize::MAX).await
    }

    async fn fetch(self, connection: &mut Connection, most: usize) -> Result<Vec<Row>, StoreError> {
        let Self { sql, values, is_brief } = self;
        Ok(match connection.driver() {
            Driver::Lease(lease) => {
                let work = move |connection: &_| rows::rows(connection, &sql, &values, most);
                lease.run(is_brief, work).await?.into_iter().map(Row::Sqlite).collect()
            }
            Driver::Turn(turn) => {
                let found = rows::rows(turn.connection()?, &sql, &values, most)?;
                found.into_iter().map(Row::Sqlite).collect()
            }
            Driver::Postgres(driver) => {
                let found = bound(sqlx::query(AssertSqlSafe(sql)), values).fetch_all(driver).await?;
                found.into_iter().map(Row::Postgres).collect()
            }
        })
    }
}

fn bound(
    mut query: Query<'static, Postgres, PgArguments>,
    values: Vec<Value>,
) -> Query<'static, Postgres, PgArguments> {
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
pub trait Readable: FromCell + for<'r> Decode<'r, Postgres> + Type<Postgres> {}

impl<T: FromCell + for<'r> Decode<'r, Postgres> + Type<Postgres>> Readable for T {}

impl Row {
    /// What stands in a column.
    pub fn get<T: Readable>(&self, column: &str) -> Result<T, sqlx::Error> {
        match self {
            Self::Sqlite(row) => {
                let cell = row.cell(column)?;
                T::from_cell(cell).ok_or_else(|| sqlx::Error::ColumnDecode {
                    index: column.to_owned(),
                    source: format!("{cell:?} is of another kind").into(),
                })
            }
            Self::Postgres(row) => row.try_get(column),
        }
    }
}
