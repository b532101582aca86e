//! What the disk does when nothing is done with it but committing.

use purser_sandbox::store::sqlite::open_file;
use std::path::Path;
use std::time::{Duration, Instant};

use super::Numbers;

/// Transactions of one row each, one after the other, with the durability of payments.
pub fn bare_commits(directory: &Path, time: Duration) -> Numbers {
    let connection = open_file(&directory.join("bare.sqlite3")).expect("a database");
    connection
        .execute_batch("CREATE TABLE bare (id INTEGER PRIMARY KEY, value INTEGER NOT NULL) STRICT")
        .expect("a table");
    let mut insert = connection.prepare("INSERT INTO bare (value) VALUES (?1)").expect("a statement");
    let mut latencies = Vec::new();
    let started = Instant::now();
    while started.elapsed() < time {
        let begun = Instant::now();
        // Outside of a transaction a statement is one, and is committed when it is done.
        insert.execute([7]).expect("a commit");
        latencies.push(begun.elapsed());
    }
    Numbers::new(latencies, started.elapsed())
}
