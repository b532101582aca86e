//! One connection, whichever database is behind it.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, PgConnection, Postgres, Transaction};

use super::StoreError;
use super::sqlite::{Lease, Turn};

/// What the two databases say differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// Stands before a column that the database shall not go along. `PostgreSQL` knows by itself what a way
    /// costs.
    pub const fn unindexed(self) -> &'static str {
        match self {
            Self::Sqlite => "+",
            Self::Postgres => "",
        }
    }

    /// The stripe in which this connection counts.
    ///
    /// What everybody adds to is kept in several rows where several write at once; their sum counts.
    pub const fn stripe(self) -> &'static str {
        match self {
            Self::Sqlite => "0",
            Self::Postgres => "own_stripe()",
        }
    }
}

/// A connection, inside of a transaction or not.
#[derive(Debug)]
pub struct Connection(pub(super) Inner);

#[derive(Debug)]
pub(super) enum Inner {
    Sqlite(Lease),
    SqliteTransaction(Lease),
    SqliteTurn(Turn),
    Postgres(PoolConnection<Postgres>),
    PostgresTransaction(Transaction<'static, Postgres>),
}

pub(super) enum Driver<'a> {
    Lease(&'a mut Lease),
    Turn(&'a mut Turn),
    Postgres(&'a mut PgConnection),
}

impl Connection {
    /// Which database this is.
    pub const fn dialect(&self) -> Dialect {
        match &self.0 {
            Inner::Sqlite(_) | Inner::SqliteTransaction(_) | Inner::SqliteTurn(_) => Dialect::Sqlite,
            Inner::Postgres(_) | Inner::PostgresTransaction(_) => Dialect::Postgres,
        }
    }

    pub(super) fn driver(&mut self) -> Driver<'_> {
        match &mut self.0 {
            Inner::Sqlite(lease) | Inner::SqliteTransaction(lease) => Driver::Lease(lease),
            Inner::SqliteTurn(turn) => Driver::Turn(turn),
            Inner::Postgres(connection) => Driver::Postgres(connection),
            Inner::PostgresTransaction(transaction) => Driver::Postgres(transaction),
        }
    }

    /// Does several statements, none of which is given a value.
    pub async fn script(&mut self, statements: &str) -> Result<(), StoreError> {
        match self.driver() {
            Driver::Lease(lease) => {
                let statements = statements.to_owned();
                lease.run(false, move |connection| connection.execute_batch(&statements)).await
            }
            Driver::Turn(turn) => Ok(turn.connection()?.execute_batch(statements)?),
            Driver::Postgres(connection) => {
                sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(connection).await?;
                Ok(())
            }
        }
    }
}

/// A transaction to write with; undone when dropped.
#[derive(Debug)]
pub struct Write(pub(super) Connection);

impl Write {
    /// Keeps what was done. When this has answered, a power cut does not lose it.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.0.0 {
            Inner::SqliteTransaction(lease) => lease.commit().await?,
            Inner::PostgresTransaction(transaction) => transaction.commit().await?,
            Inner::SqliteTurn(turn) => turn.keep().await?,
            Inner::Sqlite(_) | Inner::Postgres(_) => {}
        }
        Ok(())
    }
}

impl Deref for Write {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.0
    }
}
