//! Connections that are lent out, one to each who reads.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Place;
use crate::store::StoreError;

#[derive(Debug, Clone)]
pub struct Pool {
    place: Place,
    idle: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
    most: u32,
}

/// A connection that goes back when dropped; a transaction that is still open then is given up.
#[derive(Debug)]
pub struct Lease {
    /// None while another thread uses it, and when that was not waited for.
    connection: Option<Connection>,
    is_open: bool,
    /// In memory no statement waits for a disk, and no other thread is asked to do it.
    is_memory: bool,
    idle: Arc<Mutex<Vec<Connection>>>,
    /// Goes along to the other thread: until that is done, nobody else takes its place.
    permit: Option<OwnedSemaphorePermit>,
}

impl Pool {
    pub fn new(place: Place, most: usize) -> Self {
        let permits = Arc::new(Semaphore::new(most));
        Self { place, idle: Arc::default(), permits, most: u32::try_from(most).unwrap_or(1) }
    }

    pub async fn lease(&self) -> Result<Lease, StoreError> {
        let closed = |_| StoreError::Missing("an open database");
        let permit = self.permits.clone().acquire_owned().await.map_err(closed)?;
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.place.open()?,
        };
        Ok(Lease {
            connection: Some(connection),
            is_open: false,
            is_memory: matches!(self.place, Place::Memory(_)),
            idle: self.idle.clone(),
            permit: Some(permit),
        })
    }

    /// Waits for all that are lent out, and closes them.
    pub async fn close(&self) {
        if let Ok(all) = self.permits.acquire_many(self.most).await {
            self.permits.close();
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
            all.forget();
        }
    }
}

impl Lease {
    /// Does some work on the connection: where it stands if it is brief, else on a thread that may wait for
    /// the disk.
    pub async fn run<T: Send + 'static>(
        &mut self,
        is_brief: bool,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let lost = || StoreError::Missing("the connection of a statement that was not waited for");
        let connection = self.connection.take().ok_or_else(lost)?;
        let permit = self.permit.take();
        let (connection, permit, outcome) = if is_brief || self.is_memory {
            let outcome = work(&connection);
            (connection, permit, outcome)
        } else {
            let working = tokio::task::spawn_blocking(move || {
                let outcome = work(&connection);
                (connection, permit, outcome)
            });
            working.await.map_err(|_| lost())?
        };
        (self.connection, self.permit) = (Some(connection), permit);
        Ok(outcome?)
    }

    pub async fn begin(&mut self, statement: &'static str) -> Result<(), StoreError> {
        self.is_open = true;
        self.run(true, move |connection| connection.execute_batch(statement)).await
    }

    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.run(true, |connection| connection.execute_batch("COMMIT")).await?;
        self.is_open = false;
        Ok(())
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        // What cannot be given up is closed, which gives it up.
        if !self.is_open || connection.execute_batch("ROLLBACK").is_ok() || connection.is_autocommit() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }
}
