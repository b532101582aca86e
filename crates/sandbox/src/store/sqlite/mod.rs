//! The embedded database: one file, one writer, a few readers; or memory.

mod group;
mod pool;
pub mod rows;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::StoreError;
use super::connection::{self, Inner, Write};
use group::Writer;
use pool::Pool;

pub use group::Turn;
pub use pool::Lease;
pub use rows::{FromCell, SqliteRow};

/// The name of the file in its directory.
pub const FILE_NAME: &str = "purser.sqlite3";

const READERS: usize = 4;

/// How long one process waits for another to end its transaction.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Statements that are kept prepared.
const PREPARED: usize = 256;

/// Pages that the write-ahead log holds before they are moved into the file. A payment changes some thirty, and
/// the next one most of the same again: moved seldom, each is moved once for many.
const LOGGED: u32 = 8_192;

/// Where a database is.
#[derive(Debug, Clone)]
enum Place {
    File(PathBuf),
    /// The memory of that name.
    Memory(String),
}

/// An open database.
#[derive(Debug, Clone)]
pub struct Sqlite {
    readers: Pool,
    /// None in memory, where one connection does everything.
    writer: Option<Writer>,
}

/// Opens the file in `directory`, or makes it.
pub fn open(directory: &Path) -> Result<Sqlite, StoreError> {
    let unusable = |reason: String| StoreError::Unusable { path: directory.to_owned(), reason };
    std::fs::create_dir_all(directory).map_err(|error| unusable(error.to_string()))?;
    let file = directory.join(FILE_NAME);
    let writing = open_file(&file).map_err(|error| unusable(error.to_string()))?;
    Ok(Sqlite { readers: Pool::new(Place::File(file), READERS), writer: Some(Writer::new(writing)) })
}

/// A database that is gone when nobody has it any more.
pub fn in_memory() -> Sqlite {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let name = format!("file:/purser-{}?vfs=memdb", NEXT.fetch_add(1, Ordering::Relaxed));
    Sqlite { readers: Pool::new(Place::Memory(name), 1), writer: None }
}

/// A connection to a file, or a new one: what it commits is on the disk.
pub fn open_file(file: &Path) -> Result<Connection, rusqlite::Error> {
    let connection = Connection::open(file)?;
    prepare(&connection)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", LOGGED)?;
    Ok(connection)
}

impl Place {
    fn open(&self) -> Result<Connection, rusqlite::Error> {
        match self {
            Self::File(file) => open_file(file),
            Self::Memory(name) => {
                let connection = Connection::open_with_flags(name, OpenFlags::default())?;
                prepare(&connection)?;
                Ok(connection)
            }
        }
    }
}

fn prepare(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.busy_timeout(LONGEST_WAIT)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    for (pragma, value) in [("foreign_keys", "ON"), ("recursive_triggers", "ON"), ("temp_store", "MEMORY")] {
        connection.pragma_update(None, pragma, value)?;
    }
    connection.pragma_update(None, "cache_size", -65_536)
}

impl Sqlite {
    /// A connection to read with.
    pub async fn read(&self) -> Result<connection::Connection, StoreError> {
        Ok(connection::Connection(Inner::Sqlite(self.readers.lease().await?)))
    }

    /// A transaction in which everything is of one moment.
    pub async fn snapshot(&self) -> Result<Write, StoreError> {
        self.begin("BEGIN").await
    }

    /// A transaction to write with; there is one at a time.
    pub async fn write(&self) -> Result<Write, StoreError> {
        match &self.writer {
            Some(writer) => Ok(Write(connection::Connection(Inner::SqliteTurn(writer.turn().await?)))),
            None => self.begin("BEGIN IMMEDIATE").await,
        }
    }

    async fn begin(&self, statement: &'static str) -> Result<Write, StoreError> {
        let mut lease = self.readers.lease().await?;
        lease.begin(statement).await?;
        Ok(Write(connection::Connection(Inner::SqliteTransaction(lease))))
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
