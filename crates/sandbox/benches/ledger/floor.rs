//! What the disk does when nothing is done with it but committing.

use purser_sandbox::store::sqlite::options;
use sqlx::{ConnectOptions, Connection};
use std::path::Path;
use std::time::{Duration, Instant};

use super::Numbers;

/// Transactions of one row each, one after the other, with the durability of payments.
pub async fn bare_commits(directory: &Path, time: Duration) -> Numbers {
    let options = options(&directory.join("bare.sqlite3"));
    let mut connection = options.connect().await.expect("a database");
    sqlx::raw_sql("CREATE TABLE bare (id INTEGER PRIMARY KEY, value INTEGER NOT NULL) STRICT")
        .execute(&mut connection)
        .await
        .expect("a table");
    let mut latencies = Vec::new();
    let started = Instant::now();
    while started.elapsed() < time {
        let begun = Instant::now();
        let mut write = connection.begin_with("BEGIN IMMEDIATE").await.expect("a transaction");
        sqlx::query("INSERT INTO bare (value) VALUES ($1)")
            .bind(7)
            .execute(&mut *write)
            .await
            .expect("a row");
        write.commit().await.expect("a commit");
        latencies.push(begun.elapsed());
    }
    Numbers::new(latencies, started.elapsed())
}
