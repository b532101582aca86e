//! Writers take turns, and what those that came close together did is committed at once: one wait for the
//! disk instead of one each.
//!
//! A turn is a savepoint inside of a transaction that is open already or is begun. Whoever keeps a turn is
//! answered only when the transaction that holds it is on the disk. The transaction is committed by a task
//! that queues for the connection like everybody else, so that all who came before it are in it.
//!
//! Statements of a turn are done where they stand, without handing them to another thread: they touch memory,
//! and the others wait for the turn to end anyway. Only beginning, where another process may be in the way,
//! and committing wait for something.

use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};
use tokio::sync::{Mutex, Notify, OwnedMutexGuard, oneshot};
use tokio::task::{JoinHandle, spawn_blocking};

use super::LONGEST_WAIT;
use crate::store::StoreError;

type Outcome = Result<(), Arc<rusqlite::Error>>;

#[derive(Debug)]
struct Group {
    /// None while another thread uses it.
    connection: Option<Connection>,
    is_open: bool,
    /// The last turn has not been kept: what it did has to be undone.
    must_undo: bool,
    waiting: Vec<oneshot::Sender<Outcome>>,
}

/// The one connection that writes.
#[derive(Debug, Clone)]
pub struct Writer {
    group: Arc<Mutex<Group>>,
    is_due: Arc<Notify>,
    committing: Arc<Committing>,
}

/// The task that commits, for as long as somebody can write.
#[derive(Debug)]
struct Committing(JoinHandle<()>);

impl Drop for Committing {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What one caller does between others; undone when dropped.
#[derive(Debug)]
pub struct Turn {
    group: OwnedMutexGuard<Group>,
    /// Dropped after the group has been let go of.
    due: Due,
}

/// Has the group committed once it is dropped.
#[derive(Debug)]
struct Due(Arc<Notify>);

impl Drop for Due {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

fn lost() -> rusqlite::Error {
    rusqlite::Error::InvalidQuery
}

impl Group {
    fn run(&self, statements: &str) -> rusqlite::Result<()> {
        self.connection.as_ref().ok_or_else(lost)?.execute_batch(statements)
    }

    /// The same, on a thread that may wait.
    async fn wait(&mut self, statements: &'static str) -> rusqlite::Result<()> {
        let connection = self.connection.take().ok_or_else(lost)?;
        let working = spawn_blocking(move || {
            let outcome = connection.execute_batch(statements);
            (connection, outcome)
        });
        let (connection, outcome) = working.await.map_err(|_| lost())?;
        self.connection = Some(connection);
        outcome
    }

    /// Begins a transaction if nobody else is in the way.
    fn try_begin(&self) -> rusqlite::Result<bool> {
        let connection = self.connection.as_ref().ok_or_else(lost)?;
        connection.busy_timeout(Duration::ZERO)?;
        let begun = connection.execute_batch("BEGIN IMMEDIATE");
        connection.busy_timeout(LONGEST_WAIT)?;
        match begun {
            Err(error) if is_busy(&error) => Ok(false),
            other => other.map(|()| true),
        }
    }

    /// Marks the transaction that has been begun, and begins the first turn in it.
    fn begin_whole(&mut self) -> rusqlite::Result<()> {
        self.is_open = true;
        let marked = self.run("SAVEPOINT whole");
        self.or_all_fails(marked)?;
        self.begin_turn()
    }

    fn begin_turn(&mut self) -> rusqlite::Result<()> {
        let begun = self.run("SAVEPOINT turn");
        self.or_all_fails(begun)?;
        self.must_undo = true;
        Ok(())
    }

    fn undo(&mut self) -> rusqlite::Result<()> {
        if std::mem::take(&mut self.must_undo) {
            let undone = self.run("ROLLBACK TO turn; RELEASE turn");
            self.or_all_fails(undone)?;
        }
        Ok(())
    }

    async fn commit(&mut self) {
        if self.undo().is_ok() && self.is_open {
            self.is_open = false;
            // Where the database gave the transaction up by itself, the savepoint is gone.
            let committed = self.wait("RELEASE whole; COMMIT").await;
            if self.or_all_fails(committed).is_ok() {
                for waiting in self.waiting.drain(..) {
                    let _ = waiting.send(Ok(()));
                }
            }
        }
    }

    /// After a failure nothing of the transaction is kept, and everybody who waits for it is told.
    fn or_all_fails(&mut self, outcome: rusqlite::Result<()>) -> rusqlite::Result<()> {
        let Err(error) = outcome else { return Ok(()) };
        let _ = self.run("ROLLBACK");
        (self.is_open, self.must_undo) = (false, false);
        let error = Arc::new(error);
        for waiting in self.waiting.drain(..) {
            let _ = waiting.send(Err(error.clone()));
        }
        Err(rusqlite::Error::ToSqlConversionFailure(error.to_string().into()))
    }
}

impl Writer {
    /// Writes over this connection, which nobody else does.
    pub fn new(connection: Connection) -> Self {
        let group =
            Group { connection: Some(connection), is_open: false, must_undo: false, waiting: Vec::new() };
        let (group, is_due) = (Arc::new(Mutex::new(group)), Arc::new(Notify::new()));
        let (due, committed) = (is_due.clone(), group.clone());
        let committing = tokio::spawn(async move {
            loop {
                due.notified().await;
                committed.lock().await.commit().await;
            }
        });
        Self { group, is_due, committing: Arc::new(Committing(committing)) }
    }

    /// Waits for a turn.
    pub async fn turn(&self) -> Result<Turn, StoreError> {
        let mut group = self.group.clone().lock_owned().await;
        group.undo()?;
        let due = Due(self.is_due.clone());
        if group.is_open {
            group.begin_turn()?;
            return Ok(Turn { group, due });
        }
        if group.try_begin()? {
            group.begin_whole()?;
            return Ok(Turn { group, due });
        }
        // On a task of its own: when the caller goes away meanwhile, what was begun is ended all the same.
        let waiting = tokio::spawn(async move {
            let begun = group.wait("BEGIN IMMEDIATE").await;
            if begun.as_ref().is_err_and(is_busy) {
                return Err(StoreError::Busy);
            }
            begun?;
            group.begin_whole()?;
            Ok(Turn { group, due })
        });
        waiting.await.map_err(|_| StoreError::Missing("a turn to write"))?
    }

    /// Commits what is open, moves the write-ahead log into the file, and closes it.
    pub async fn finish(&self) -> Result<(), StoreError> {
        let mut group = self.group.lock().await;
        group.commit().await;
        self.committing.0.abort();
        if group.connection.is_none() {
            return Ok(());
        }
        let checkpoint = group.wait("PRAGMA wal_checkpoint(TRUNCATE)").await;
        if let Some(connection) = group.connection.take() {
            connection.close().map_err(|(_, error)| error)?;
        }
        Ok(checkpoint?)
    }
}

impl Turn {
    /// The connection, for as long as the turn is.
    pub fn connection(&self) -> Result<&Connection, StoreError> {
        let connection = self.group.connection.as_ref().ok_or_else(lost)?;
        // After a full disk, for one: each further statement would be kept alone.
        if connection.is_autocommit() {
            return Err(StoreError::Missing("the transaction, which the database gave up"));
        }
        Ok(connection)
    }

    /// Keeps what was done, and answers when it is on the disk.
    pub async fn keep(self) -> Result<(), StoreError> {
        let Self { mut group, due } = self;
        let (sender, receiver) = oneshot::channel();
        let released = group.run("RELEASE turn");
        group.must_undo = false;
        group.waiting.push(sender);
        let _ = group.or_all_fails(released);
        drop(group);
        drop(due);
        match receiver.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(StoreError::NotKept(error)),
            Err(_) => Err(StoreError::Missing("the outcome of a commit")),
        }
    }
}
