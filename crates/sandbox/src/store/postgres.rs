//! `PostgreSQL`: as many writers as there are connections, in as many processes as there are.
//!
//! Every transaction that writes is `SERIALIZABLE`: what it did is as if nobody else had written meanwhile,
//! or it is given up and done again as a whole.

use std::str::FromStr;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

use super::StoreError;
use super::connection::{Connection, Inner, Write};

const CONNECTIONS: u32 = 20;

/// Connects to the database at `address`.
pub async fn connect(address: &str) -> Result<PgPool, StoreError> {
    let options = PgConnectOptions::from_str(address)?
        .application_name("purser-sandbox")
        // What is acknowledged is on the disk, whatever the server is set to.
        .options([("synchronous_commit", "on"), ("timezone", "UTC")])
        .disable_statement_logging();
    Ok(PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(Duration::from_secs(30))
        // The server may have been restarted: a connection that is gone is replaced before it fails somebody.
        .test_before_acquire(true)
        .connect_with(options)
        .await?)
}

/// A connection to read with.
pub async fn read(pool: &PgPool) -> Result<Connection, StoreError> {
    Ok(Connection(Inner::Postgres(pool.acquire().await?)))
}

/// A transaction in which everything is of one moment.
pub async fn snapshot(pool: &PgPool) -> Result<Write, StoreError> {
    let begun = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    Ok(Write(Connection(Inner::PostgresTransaction(begun))))
}

/// A transaction to write with.
pub async fn write(pool: &PgPool) -> Result<Write, StoreError> {
    let begun = pool.begin_with("BEGIN ISOLATION LEVEL SERIALIZABLE").await?;
    Ok(Write(Connection(Inner::PostgresTransaction(begun))))
}
