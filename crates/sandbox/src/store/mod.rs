//! What is kept, and how it is asked for: `SQLite`, by queries that hold for `PostgreSQL` too.

pub mod accounts;
pub mod answers;
pub mod ledger;
pub mod merchants;
pub mod migrations;
pub mod pages;
pub mod promo;
pub mod sessions;
pub mod top_up;
pub mod transaction_list;
pub mod transactions;
pub mod users;
pub mod verify;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Row, Sqlite, SqliteConnection, Transaction};

use crate::domain::secret::{self, NoRandomness, Secret};
use crate::domain::units::Units;

/// One connection, inside of a transaction or not.
pub type Connection = SqliteConnection;

/// A read-write transaction; rolled back when dropped.
pub type Write = Transaction<'static, Sqlite>;

const FILE_NAME: &str = "purser.sqlite3";
const READERS: u32 = 4;

/// Why the store could not do what was asked.
#[derive(Debug)]
pub enum StoreError {
    /// The database said no.
    Database(sqlx::Error),
    /// The directory or the file cannot be used.
    Unusable { path: PathBuf, reason: String },
    /// The database was made by a later version of this program.
    Newer { found: i64, known: i64 },
    /// No random bytes.
    NoRandomness(NoRandomness),
    /// Something that must always be there is not.
    Missing(&'static str),
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => write!(formatter, "the database failed: {error}"),
            Self::Unusable { path, reason } => {
                write!(formatter, "{} cannot be used for the data: {reason}", path.display())
            }
            Self::Newer { found, known } => write!(
                formatter,
                "the database is of version {found} and this program knows versions up to {known}: \
                 use a newer purser-sandbox or another --data"
            ),
            Self::NoRandomness(error) => error.fmt(formatter),
            Self::Missing(what) => write!(formatter, "the database lacks {what}"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl From<NoRandomness> for StoreError {
    fn from(error: NoRandomness) -> Self {
        Self::NoRandomness(error)
    }
}

impl StoreError {
    /// Whether the database refused because of the constraint or trigger whose message has `text` in it.
    pub fn is_refusal(&self, text: &str) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.message().contains(text))
    }
}

/// The database: one writer, a few readers.
#[derive(Debug, Clone)]
pub struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
    access_token_key: Arc<Secret>,
}

impl Store {
    /// Opens the database in `directory`, makes it where there is none, and brings it up to date.
    pub async fn open(directory: &Path) -> Result<Self, StoreError> {
        let unusable = |reason: String| StoreError::Unusable { path: directory.to_owned(), reason };
        std::fs::create_dir_all(directory).map_err(|error| unusable(error.to_string()))?;
        let options = options()
            .filename(directory.join(FILE_NAME))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let writer = pool(1).connect_with(options.clone()).await.map_err(|error| match error {
            sqlx::Error::Database(error) => unusable(error.message().to_owned()),
            other => StoreError::Database(other),
        })?;
        let readers = pool(READERS).connect_lazy_with(options.create_if_missing(false));
        Self::prepare(writer, readers).await
    }

    /// Opens the database in `directory`, which must be there already.
    pub async fn open_existing(directory: &Path) -> Result<Self, StoreError> {
        if directory.join(FILE_NAME).is_file() {
            Self::open(directory).await
        } else {
            let reason = format!("there is no {FILE_NAME} in it");
            Err(StoreError::Unusable { path: directory.to_owned(), reason })
        }
    }

    /// A database that lives as long as this value and its clones.
    pub async fn in_memory() -> Result<Self, StoreError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("/purser-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let options = options().filename(name).vfs("memdb").create_if_missing(true);
        let pool = pool(1).connect_with(options).await?;
        Self::prepare(pool.clone(), pool).await
    }

    async fn prepare(writer: SqlitePool, readers: SqlitePool) -> Result<Self, StoreError> {
        let mut write = writer.begin_with("BEGIN IMMEDIATE").await?;
        migrations::run(&mut write).await?;
        let key = access_token_key(&mut write).await?;
        write.commit().await?;
        Ok(Self { writer, readers, access_token_key: Arc::new(Secret(key)) })
    }

    /// A connection to read with.
    pub async fn read(&self) -> Result<sqlx::pool::PoolConnection<Sqlite>, StoreError> {
        Ok(self.readers.acquire().await?)
    }

    /// A transaction to read with: everything in it is of one moment.
    pub async fn snapshot(&self) -> Result<Write, StoreError> {
        Ok(self.readers.begin_with("BEGIN").await?)
    }

    /// A transaction to write with; there is one at a time.
    pub async fn write(&self) -> Result<Write, StoreError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// What access tokens are signed with.
    pub fn access_token_key(&self) -> &[u8] {
        &self.access_token_key.0
    }

    /// Moves what the write-ahead log holds into the database, and closes it.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.readers_apart().await;
        if !self.writer.is_closed() {
            let checkpoint = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.writer).await;
            self.writer.close().await;
            checkpoint?;
        }
        Ok(())
    }

    async fn readers_apart(&self) {
        // In memory, readers and writer are one pool; it is closed last.
        if self.readers.options().get_max_connections() > 1 {
            self.readers.close().await;
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

async fn access_token_key(connection: &mut Connection) -> Result<Vec<u8>, StoreError> {
    let found = sqlx::query("SELECT value FROM setting WHERE name = 'access-token-key'")
        .fetch_optional(&mut *connection)
        .await?;
    if let Some(row) = found {
        return Ok(row.try_get("value")?);
    }
    let key = secret::random::<32>()?.to_vec();
    sqlx::query("INSERT INTO setting (name, value) VALUES ('access-token-key', $1)")
        .bind(key.clone())
        .execute(connection)
        .await?;
    Ok(key)
}

/// The amount in the columns `<name>_whole` and `<name>_fraction`.
fn units(row: &SqliteRow, whole: &str, fraction: &str) -> Result<Units, sqlx::Error> {
    Ok(Units::from_parts(row.try_get(whole)?, row.try_get(fraction)?))
}
