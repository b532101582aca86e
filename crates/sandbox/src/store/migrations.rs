//! The steps from an empty database to the newest one.

use super::{Connection, Dialect, StoreError, query};
use crate::domain::secret;

/// A step, in the words of both databases.
struct Migration {
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migration {
    ($name:literal) => {
        Migration {
            sqlite: include_str!(concat!("../../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../../migrations/postgres/", $name, ".sql")),
        }
    };
}

const MIGRATIONS: &[Migration] = &[
    migration!("0001_centrowallet"),
    migration!("0002_centrapay"),
    migration!("0003_ctk"),
    migration!("0004_rails"),
];

/// The newest version that this program knows.
pub fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Takes the steps that are still to take; one process after the other, where several start at once.
pub async fn run(connection: &mut Connection) -> Result<(), StoreError> {
    let dialect = connection.dialect();
    let table = match dialect {
        Dialect::Sqlite => {
            "CREATE TABLE IF NOT EXISTS migration
                 (version INTEGER NOT NULL PRIMARY KEY, digest BLOB NOT NULL) STRICT"
        }
        Dialect::Postgres => {
            "SELECT pg_advisory_xact_lock(7875737265720001);
             CREATE TABLE IF NOT EXISTS migration
                 (version BIGINT NOT NULL PRIMARY KEY, digest BYTEA NOT NULL)"
        }
    };
    connection.script(table).await?;
    let taken = query("SELECT version, digest FROM migration ORDER BY version").fetch_all(connection).await;
    // Before there were digests there was only one step, and another one.
    let taken = taken.map_err(|_| StoreError::Different { version: 1 })?;
    let mut found = 0;
    for row in &taken {
        found = row.get("version")?;
        let step = usize::try_from(found).ok().and_then(|version| MIGRATIONS.get(version.checked_sub(1)?));
        let Some(step) = step else { return Err(StoreError::Newer { found, known: known() }) };
        if row.get::<Vec<u8>>("digest")? != digest(step.statements(dialect)) {
            return Err(StoreError::Different { version: found });
        }
    }
    for (version, step) in (1_i64..).zip(MIGRATIONS) {
        if version > found {
            let statements = step.statements(dialect);
            connection.script(statements).await?;
            query("INSERT INTO migration (version, digest) VALUES ($1, $2)")
                .bind(version)
                .bind(digest(statements))
                .execute(connection)
                .await?;
        }
    }
    Ok(())
}

impl Migration {
    const fn statements(&self, dialect: Dialect) -> &'static str {
        match dialect {
            Dialect::Sqlite => self.sqlite,
            Dialect::Postgres => self.postgres,
        }
    }
}

fn digest(statements: &str) -> Vec<u8> {
    secret::digest(statements.as_bytes()).to_vec()
}
