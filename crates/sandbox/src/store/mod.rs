//! What is kept, and how it is asked for: `SQLite` or `PostgreSQL`, by the same queries.

pub mod accounts;
pub mod answers;
pub mod centrapay;
pub mod checkout;
pub mod connection;
pub mod ctk;
pub mod ledger;
pub mod mail;
pub mod merchants;
pub mod migrations;
mod new_transactions;
pub mod pages;
pub mod payment;
pub mod postgres;
pub mod promo;
pub mod refill;
pub mod sessions;
pub mod settings;
pub mod sqlite;
pub mod statement;
pub mod top_up;
pub mod transaction_list;
pub mod transactions;
pub mod transfer;
pub mod users;
pub mod verify;
pub mod void;
pub mod webhooks;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use connection::{Connection, Dialect, Write};
pub use statement::{Row, Statement, query};

use crate::domain::secret::{NoRandomness, Secret};
use crate::domain::units::Units;

/// Why the store could not do what was asked.
#[derive(Debug)]
pub enum StoreError {
    /// The database said no, or answered something else than was asked.
    Database(sqlx::Error),
    /// The embedded database said no.
    Sqlite(rusqlite::Error),
    /// The database did not keep what was done, for all who waited for the same commit.
    NotKept(Arc<rusqlite::Error>),
    /// The directory or the file cannot be used.
    Unusable { path: PathBuf, reason: String },
    /// The database was made by a later version of this program.
    Newer { found: i64, known: i64 },
    /// The database was made by steps other than those of this program.
    Different { version: i64 },
    /// Another process writes, and has for long; nothing was done.
    Busy,
    /// No random bytes.
    NoRandomness(NoRandomness),
    /// Something that must always be there is not.
    Missing(&'static str),
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => write!(formatter, "the database failed: {error}"),
            Self::Sqlite(error) => write!(formatter, "the database failed: {error}"),
            Self::NotKept(error) => write!(formatter, "the database did not commit: {error}"),
            Self::Unusable { path, reason } => {
                write!(formatter, "{} cannot be used for the data: {reason}", path.display())
            }
            Self::Newer { found, known } => write!(
                formatter,
                "the database is of version {found} and this program knows versions up to {known}: \
                 use a newer purser-sandbox or another --data"
            ),
            Self::Different { version } => write!(
                formatter,
                "step {version} of the database was taken by a program that is not a predecessor of this \
                 one: use another --data"
            ),
            Self::Busy => formatter.write_str("another process writes for too long"),
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

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
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
        match self {
            Self::Database(sqlx::Error::Database(error)) => error.message().contains(text),
            Self::Sqlite(error) => error.to_string().contains(text),
            _ => false,
        }
    }

    /// Whether the database gave up only because somebody else wrote at the same time: nothing was done, and
    /// the same again may well succeed.
    pub fn is_contention(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else { return false };
        // Two who insert the same at once both found nothing before; the second finds it when asked again.
        error
            .try_downcast_ref::<sqlx::postgres::PgDatabaseError>()
            .is_some_and(|error| matches!(error.code(), "40001" | "40P01" | "23505" | "55P03" | "CR000"))
    }
}

/// The database.
#[derive(Debug, Clone)]
pub struct Store {
    backend: Backend,
    access_token_key: Arc<Secret>,
}

#[derive(Debug, Clone)]
enum Backend {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Store {
    /// Opens the database in `directory`, makes it where there is none, and brings it up to date.
    pub async fn open(directory: &Path) -> Result<Self, StoreError> {
        Self::prepare(Backend::Sqlite(sqlite::open(directory)?)).await
    }

    /// Opens the database in `directory`, which must be there already.
    pub async fn open_existing(directory: &Path) -> Result<Self, StoreError> {
        if directory.join(sqlite::FILE_NAME).is_file() {
            Self::open(directory).await
        } else {
            let reason = format!("there is no {} in it", sqlite::FILE_NAME);
            Err(StoreError::Unusable { path: directory.to_owned(), reason })
        }
    }

    /// A database that lives as long as this value and its clones.
    pub async fn in_memory() -> Result<Self, StoreError> {
        Self::prepare(Backend::Sqlite(sqlite::in_memory())).await
    }

    /// Connects to the `PostgreSQL` database at `address`, like `postgres://user:password@host/name`, and
    /// brings it up to date.
    pub async fn connect(address: &str) -> Result<Self, StoreError> {
        Self::prepare(Backend::Postgres(postgres::connect(address).await?)).await
    }

    async fn prepare(backend: Backend) -> Result<Self, StoreError> {
        let mut store = Self { backend, access_token_key: Arc::new(Secret(Vec::new())) };
        match store.bring_up_to_date().await {
            Ok(key) => {
                store.access_token_key = Arc::new(Secret(key));
                Ok(store)
            }
            Err(error) => {
                store.close().await?;
                Err(error)
            }
        }
    }

    async fn bring_up_to_date(&self) -> Result<Vec<u8>, StoreError> {
        let mut write = self.write().await?;
        migrations::run(&mut write).await?;
        let key = settings::access_token_key(&mut write).await?;
        write.commit().await?;
        Ok(key)
    }

    /// A connection to read with.
    pub async fn read(&self) -> Result<Connection, StoreError> {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.read().await,
            Backend::Postgres(postgres) => postgres.read().await,
        }
    }

    /// A transaction to read with: everything in it is of one moment.
    pub async fn snapshot(&self) -> Result<Write, StoreError> {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.snapshot().await,
            Backend::Postgres(postgres) => postgres.snapshot().await,
        }
    }

    /// A transaction to write with, as if nobody else wrote meanwhile. On `PostgreSQL` it may turn out that
    /// somebody did; then everything in it is to be done again ([`StoreError::is_contention`]).
    pub async fn write(&self) -> Result<Write, StoreError> {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.write().await,
            Backend::Postgres(postgres) => postgres.write().await,
        }
    }

    /// How far the clock of all processes is moved, in microseconds.
    pub async fn read_clock_offset(&self) -> Result<i64, StoreError> {
        settings::clock_offset(&mut self.read().await?).await
    }

    /// What access tokens are signed with.
    pub fn access_token_key(&self) -> &[u8] {
        &self.access_token_key.0
    }

    /// Which database this is.
    pub const fn dialect(&self) -> Dialect {
        match &self.backend {
            Backend::Sqlite(_) => Dialect::Sqlite,
            Backend::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Finishes what is under way and closes all connections.
    pub async fn close(&self) -> Result<(), StoreError> {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.close().await,
            Backend::Postgres(postgres) => {
                postgres.close().await;
                Ok(())
            }
        }
    }
}

/// The amount in the columns `<name>_whole` and `<name>_fraction`.
fn units(row: &Row, whole: &str, fraction: &str) -> Result<Units, sqlx::Error> {
    Ok(Units::from_parts(row.get(whole)?, row.get(fraction)?))
}
