//! The steps from an empty database to the newest one.

use sqlx::Row;

use super::{Connection, StoreError};

const MIGRATIONS: &[&str] = &[include_str!("../../migrations/sqlite/0001_centrowallet.sql")];

/// The newest version that this program knows.
pub fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Takes the steps that are still to take.
pub async fn run(connection: &mut Connection) -> Result<(), StoreError> {
    sqlx::raw_sql("CREATE TABLE IF NOT EXISTS migration (version INTEGER NOT NULL PRIMARY KEY) STRICT")
        .execute(&mut *connection)
        .await?;
    let found: i64 = sqlx::query("SELECT COALESCE(MAX(version), 0) AS version FROM migration")
        .fetch_one(&mut *connection)
        .await?
        .try_get("version")?;
    if found > known() {
        return Err(StoreError::Newer { found, known: known() });
    }
    for (version, migration) in (1_i64..).zip(MIGRATIONS) {
        if version > found {
            sqlx::raw_sql(*migration).execute(&mut *connection).await?;
            sqlx::query("INSERT INTO migration (version) VALUES ($1)")
                .bind(version)
                .execute(&mut *connection)
                .await?;
        }
    }
    Ok(())
}
