//! Who is signed in to CTK, and who is half-way there.

use super::super::{Connection, StoreError, query};
use crate::domain::ctk::codes::LIFETIME;
use crate::domain::secret;

/// Begins a session.
pub async fn begin(connection: &mut Connection, user_id: i64, now: i64) -> Result<i64, StoreError> {
    let row = query("INSERT INTO ctk_session (user_id, created_at) VALUES ($1, $2) RETURNING id")
        .bind(user_id)
        .bind(now)
        .fetch_one(connection)
        .await?;
    Ok(row.get("id")?)
}

/// Whether a session is that customer's and goes on.
pub async fn is_open(connection: &mut Connection, session_id: i64, user_id: i64) -> Result<bool, StoreError> {
    let row = query("SELECT 1 FROM ctk_session WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL")
        .bind(session_id)
        .bind(user_id)
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

/// Ends all sessions of a customer, and the sign-ins that wait for a code.
pub async fn revoke_all(connection: &mut Connection, user_id: i64, now: i64) -> Result<(), StoreError> {
    query("UPDATE ctk_session SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL")
        .bind(user_id)
        .bind(now)
        .execute(connection)
        .await?;
    query("UPDATE ctk_sign_in SET spent_at = $2 WHERE user_id = $1 AND spent_at IS NULL")
        .bind(user_id)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Remembers somebody whose password was right and who is to say a code.
pub async fn begin_sign_in(
    connection: &mut Connection,
    user_id: i64,
    token: &str,
    now: i64,
) -> Result<(), StoreError> {
    query("INSERT INTO ctk_sign_in (hash, user_id, expires_at) VALUES ($1, $2, $3)")
        .bind(secret::digest(token.as_bytes()).to_vec())
        .bind(user_id)
        .bind(now + LIFETIME)
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether that token is of a sign-in of that customer, which waits.
pub async fn is_waiting(
    connection: &mut Connection,
    user_id: i64,
    token: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let row = query(
        "SELECT 1 FROM ctk_sign_in
         WHERE hash = $1 AND user_id = $2 AND expires_at > $3 AND spent_at IS NULL",
    )
    .bind(secret::digest(token.as_bytes()).to_vec())
    .bind(user_id)
    .bind(now)
    .fetch_optional(connection)
    .await?;
    Ok(row.is_some())
}

/// Ends the wait.
pub async fn end_sign_in(connection: &mut Connection, token: &str, now: i64) -> Result<(), StoreError> {
    query("UPDATE ctk_sign_in SET spent_at = $2 WHERE hash = $1")
        .bind(secret::digest(token.as_bytes()).to_vec())
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}
