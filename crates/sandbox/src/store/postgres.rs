//! `PostgreSQL`: several writers at once, in as many processes as there are.
//!
//! Every transaction that writes is `SERIALIZABLE`: what it did is as if nobody else had written meanwhile,
//! or it is given up and done again as a whole.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection as _};

use super::StoreError;
use super::connection::{Connection, Inner, Write};

/// Connections that read.
const READERS: u32 = 12;

/// Connections that write. More at once get in each other's way: who comes later waits here, where waiting
/// costs nothing, and not inside of a transaction that is then given up.
const WRITERS: u32 = 8;

/// After so long without use it is looked whether a connection is still there.
const IDLE: Duration = Duration::from_secs(1);

/// Stands before the number of a stripe, so that nobody else locks the same.
const STRIPES: i32 = 0x7075_7273;

/// The connections to a database.
#[derive(Debug, Clone)]
pub struct Postgres {
    readers: PgPool,
    writers: PgPool,
}

/// Connects to the database at `address`.
pub async fn connect(address: &str) -> Result<Postgres, StoreError> {
    let options = PgConnectOptions::from_str(address)?
        .application_name("purser-sandbox")
        // What is acknowledged is on the disk, whatever the server is set to.
        .options([("synchronous_commit", "on"), ("timezone", "UTC")])
        .disable_statement_logging();
    let readers = pool(READERS).connect_lazy_with(options.clone());
    // A serializable transaction that reads a table from end to end is in the way of all who write to it.
    let options = options.options([("enable_seqscan", "off")]);
    let writers = pool(WRITERS)
        .after_connect(|connection, _| Box::pin(take_stripe(connection)))
        .connect_with(options)
        .await?;
    Ok(Postgres { readers, writers })
}

fn pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(30))
        .test_before_acquire(false)
        // The server may have been restarted: a connection that is gone is replaced before it fails somebody.
        .before_acquire(|connection, state| {
            Box::pin(async move {
                if state.idle_for >= IDLE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
}

/// Takes a stripe that no other connection has, of whatever process, for as long as this one lives. Where
/// all are taken it shares one, which costs time and nothing else.
async fn take_stripe(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query(
        "SELECT set_config('purser.stripe', CAST(stripe AS TEXT), FALSE)
         FROM generate_series(0, 63) AS stripe WHERE pg_try_advisory_lock($1, stripe) LIMIT 1",
    )
    .bind(STRIPES)
    .execute(connection)
    .await?;
    Ok(())
}

impl Postgres {
    /// A connection to read with.
    pub async fn read(&self) -> Result<Connection, StoreError> {
        Ok(Connection(Inner::Postgres(self.readers.acquire().await?)))
    }

    /// A transaction in which everything is of one moment.
    pub async fn snapshot(&self) -> Result<Write, StoreError> {
        let begun = self.readers.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        Ok(Write(Connection(Inner::PostgresTransaction(begun))))
    }

    /// A transaction to write with.
    pub async fn write(&self) -> Result<Write, StoreError> {
        let begun = self.writers.begin_with("BEGIN ISOLATION LEVEL SERIALIZABLE").await?;
        Ok(Write(Connection(Inner::PostgresTransaction(begun))))
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
    }
}
