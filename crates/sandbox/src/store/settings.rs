//! What holds for the whole database.

use super::{Connection, StoreError, query};
use crate::domain::secret;

const ACCESS_TOKEN_KEY: &str = "access-token-key";
const CLOCK_OFFSET: &str = "clock-offset";

async fn read(connection: &mut Connection, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let found =
        query("SELECT value FROM setting WHERE name = $1").bind(name).fetch_optional(connection).await?;
    Ok(found.map(|row| row.get("value")).transpose()?)
}

/// What access tokens are signed with, made when it is first asked for.
pub async fn access_token_key(connection: &mut Connection) -> Result<Vec<u8>, StoreError> {
    query("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(ACCESS_TOKEN_KEY)
        .bind(secret::random::<32>()?.to_vec())
        .execute(connection)
        .await?;
    read(connection, ACCESS_TOKEN_KEY).await?.ok_or(StoreError::Missing("the key of access tokens"))
}

/// How far the clock is moved, in microseconds.
pub async fn clock_offset(connection: &mut Connection) -> Result<i64, StoreError> {
    let bytes = read(connection, CLOCK_OFFSET).await?.unwrap_or_default();
    Ok(<[u8; 8]>::try_from(bytes.as_slice()).map_or(0, i64::from_be_bytes))
}

/// Moves the clock of all processes, each of which looks every second.
pub async fn set_clock_offset(connection: &mut Connection, microseconds: i64) -> Result<(), StoreError> {
    query(
        "INSERT INTO setting (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value",
    )
    .bind(CLOCK_OFFSET)
    .bind(microseconds.to_be_bytes().to_vec())
    .execute(connection)
    .await?;
    Ok(())
}
