//! The embedded database: one file, one writer, a few readers; or memory.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use super::StoreError;
use super::connection::{Connection, Inner, Write};
use super::group::Writer;

/// The name of the file in its directory.
pub const FILE_NAME: &str = "purser.sqlite3";

const READERS: u32 = 4;

/// An open database.
#[derive(Debug, Clone)]
pub struct Sqlite {
    readers: SqlitePool,
    /// None in memory, where one connection does everything.
    writer: Option<Writer>,
}

/// Opens the file in `directory`, or makes it.
pub async fn open(directory: &Path) -> Result<Sqlite, StoreError> {
    let unusable = |reason: String| StoreError::Unusable { path: directory.to_owned(), reason };
    std::fs::create_dir_all(directory).map_err(|error| unusable(error.to_string()))?;
    let options = options()
        .filename(directory.join(FILE_NAME))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let writing = options.clone().connect().await.map_err(|error| match error {
        sqlx::Error::Database(error) => unusable(error.message().to_owned()),
        other => StoreError::Database(other),
    })?;
    let readers = pool(READERS).connect_lazy_with(options.create_if_missing(false));
    Ok(Sqlite { readers, writer: Some(Writer::new(writing)) })
}

/// A database that is gone when nobody has it any more.
pub async fn in_memory() -> Result<Sqlite, StoreError> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let name = format!("/purser-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let options = options().filename(name).vfs("memdb").create_if_missing(true);
    Ok(Sqlite { readers: pool(1).connect_with(options).await?, writer: None })
}

impl Sqlite {
    /// A connection to read with.
    pub async fn read(&self) -> Result<Connection, StoreError> {
        Ok(Connection(Inner::Sqlite(self.readers.acquire().await?)))
    }

    /// A transaction in which everything is of one moment.
    pub async fn snapshot(&self) -> Result<Write, StoreError> {
        Ok(Write(Connection(Inner::SqliteTransaction(self.readers.begin_with("BEGIN").await?))))
    }

    /// A transaction to write with; there is one at a time.
    pub async fn write(&self) -> Result<Write, StoreError> {
        Ok(Write(Connection(match &self.writer {
            Some(writer) => Inner::SqliteTurn(writer.turn().await?),
            None => Inner::SqliteTransaction(self.readers.begin_with("BEGIN IMMEDIATE").await?),
        })))
    }

    /// Moves what the write-ahead log holds into the file, and closes it.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.readers.close().await;
        match &self.writer {
            Some(writer) => writer.finish().await,
            None => Ok(()),
        }
    }
}

fn options() -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .pragma("recursive_triggers", "ON")
        .pragma("cache_size", "-65536")
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging()
}

fn pool(connections: u32) -> SqlitePoolOptions {
    // A connection to memory that was let go of would take the data along.
    SqlitePoolOptions::new()
        .max_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_mins(1))
}
