//! Writers of the embedded database take turns, and what those that came close together did is committed at
//! once: one wait for the disk instead of one each.
//!
//! A turn is a savepoint inside of a transaction that is open already or is begun. Whoever keeps a turn is
//! answered only when the transaction that holds it is on the disk. The transaction is committed by a task
//! that queues for the connection like everybody else, so that all who came before it are in it.

use std::sync::Arc;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection as _, SqliteConnection};
use tokio::sync::{Mutex, Notify, OwnedMutexGuard, oneshot};
use tokio::task::JoinHandle;

use super::StoreError;

type Outcome = Result<(), Arc<sqlx::Error>>;

#[derive(Debug)]
struct Group {
    connection: SqliteConnection,
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

impl Group {
    async fn run(&mut self, statements: &'static str) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(statements).execute(&mut self.connection).await.map(drop)
    }

    async fn begin_turn(&mut self) -> Result<(), sqlx::Error> {
        self.undo().await?;
        let begun = if self.is_open {
            self.run("SAVEPOINT turn").await
        } else {
            // Where the database gives a transaction up by itself, its commit finds this savepoint gone.
            self.is_open = true;
            self.run("BEGIN IMMEDIATE; SAVEPOINT whole; SAVEPOINT turn").await
        };
        self.or_all_fails(begun).await?;
        self.must_undo = true;
        Ok(())
    }

    async fn undo(&mut self) -> Result<(), sqlx::Error> {
        if std::mem::take(&mut self.must_undo) {
            let undone = self.run("ROLLBACK TO turn; RELEASE turn").await;
            self.or_all_fails(undone).await?;
        }
        Ok(())
    }

    async fn commit(&mut self) {
        if self.undo().await.is_ok() && self.is_open {
            self.is_open = false;
            let committed = self.run("RELEASE whole; COMMIT").await;
            if self.or_all_fails(committed).await.is_ok() {
                for waiting in self.waiting.drain(..) {
                    let _ = waiting.send(Ok(()));
                }
            }
        }
    }

    /// After a failure nothing of the transaction is kept, and everybody who waits for it is told.
    async fn or_all_fails(&mut self, outcome: Result<(), sqlx::Error>) -> Result<(), sqlx::Error> {
        let Err(error) = outcome else { return Ok(()) };
        let _ = self.run("ROLLBACK").await;
        (self.is_open, self.must_undo) = (false, false);
        let error = Arc::new(error);
        for waiting in self.waiting.drain(..) {
            let _ = waiting.send(Err(error.clone()));
        }
        Err(sqlx::Error::Protocol(error.to_string()))
    }
}

impl Writer {
    /// Writes over this connection, which nobody else does.
    pub fn new(connection: SqliteConnection) -> Self {
        let group = Group { connection, is_open: false, must_undo: false, waiting: Vec::new() };
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
        let (group, is_due) = (self.group.clone(), self.is_due.clone());
        // On a task of its own: a caller that goes away must not leave a transaction half begun.
        let begun = tokio::spawn(async move {
            let mut group = group.lock_owned().await;
            group.begin_turn().await?;
            Ok::<_, sqlx::Error>(Turn { group, due: Due(is_due) })
        });
        Ok(begun.await.map_err(|_| StoreError::Missing("a turn to write"))??)
    }

    /// Commits what is open, moves the write-ahead log into the file, and closes it.
    pub async fn finish(&self) -> Result<(), StoreError> {
        let mut group = self.group.lock().await;
        group.commit().await;
        self.committing.0.abort();
        let checkpoint = group.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
        // Something has to stand in its place for as long as this value lives.
        let nothing = SqliteConnectOptions::new().in_memory(true).connect().await?;
        std::mem::replace(&mut group.connection, nothing).close().await?;
        Ok(checkpoint?)
    }
}

impl Turn {
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.group.connection
    }

    /// Keeps what was done, and answers when it is on the disk.
    pub async fn keep(self) -> Result<(), StoreError> {
        let Self { mut group, due } = self;
        let (sender, receiver) = oneshot::channel();
        tokio::spawn(async move {
            let released = group.run("RELEASE turn").await;
            group.must_undo = false;
            group.waiting.push(sender);
            let _ = group.or_all_fails(released).await;
            drop(group);
            drop(due);
        });
        match receiver.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(StoreError::NotKept(error)),
            Err(_) => Err(StoreError::Missing("the outcome of a commit")),
        }
    }
}
