//! Who is signed in: a session is a family of refresh tokens, each spent when the next is given.

use super::{Connection, StoreError, query};
use crate::domain::clock::DAY;
use crate::domain::secret;

/// How long a refresh token can be used.
pub const REFRESH_LIFETIME: i64 = 30 * DAY;

/// What became of a refresh token that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// It was good and is now spent.
    Spent { session_id: i64, user_id: i64 },
    /// It had been spent before: its session is revoked.
    Reused,
    /// There is no such token, or its time or session is over, or it is another user's.
    Unknown,
}

/// Begins a session.
pub async fn begin(connection: &mut Connection, user_id: i64, now: i64) -> Result<i64, StoreError> {
    let row = query("INSERT INTO session (user_id, created_at) VALUES ($1, $2) RETURNING id")
        .bind(user_id)
        .bind(now)
        .fetch_one(connection)
        .await?;
    Ok(row.get("id")?)
}

/// Keeps the digest of a new refresh token.
pub async fn add_token(
    connection: &mut Connection,
    session_id: i64,
    token: &str,
    now: i64,
) -> Result<(), StoreError> {
    query("INSERT INTO refresh_token (hash, session_id, expires_at) VALUES ($1, $2, $3)")
        .bind(secret::digest(token.as_bytes()).to_vec())
        .bind(session_id)
        .bind(now + REFRESH_LIFETIME)
        .execute(connection)
        .await?;
    Ok(())
}

/// Spends a refresh token of that user.
pub async fn spend_token(
    connection: &mut Connection,
    user_id: i64,
    token: &str,
    now: i64,
) -> Result<Shown, StoreError> {
    let hash = secret::digest(token.as_bytes()).to_vec();
    let row = query(
        "SELECT session.id, session.user_id, session.revoked_at, refresh_token.expires_at,
             refresh_token.spent_at
         FROM refresh_token JOIN session ON session.id = refresh_token.session_id
         WHERE refresh_token.hash = $1 AND session.user_id = $2",
    )
    .bind(hash.clone())
    .bind(user_id)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(Shown::Unknown) };
    let session_id: i64 = row.get("id")?;
    if row.get::<Option<i64>>("spent_at")?.is_some() {
        query("UPDATE session SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL")
            .bind(session_id)
            .bind(now)
            .execute(connection)
            .await?;
        return Ok(Shown::Reused);
    }
    let over = row.get::<Option<i64>>("revoked_at")?.is_some();
    if over || row.get::<i64>("expires_at")? <= now {
        return Ok(Shown::Unknown);
    }
    query("UPDATE refresh_token SET spent_at = $2 WHERE hash = $1")
        .bind(hash)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(Shown::Spent { session_id, user_id })
}

/// Whether a session is that user's and has not been revoked.
pub async fn is_open(connection: &mut Connection, session_id: i64, user_id: i64) -> Result<bool, StoreError> {
    let row = query("SELECT 1 FROM session WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL")
        .brief()
        .bind(session_id)
        .bind(user_id)
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

/// Ends all sessions of a user.
pub async fn revoke_all(connection: &mut Connection, user_id: i64, now: i64) -> Result<(), StoreError> {
    query("UPDATE session SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL")
        .bind(user_id)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}
