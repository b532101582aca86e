//! Codes that were sent, as far as they are kept.

use super::super::{Connection, StoreError, query};
use crate::domain::ctk::codes::{self, Attempts, Kept, Purpose, Verdict};
use crate::domain::secret;
use crate::rails::sms;

/// Sends a new code, which replaces the one before. Wrong attempts are not forgotten for it.
pub async fn send(
    connection: &mut Connection,
    key: &[u8],
    user_id: i64,
    phone: &str,
    purpose: Purpose,
    now: i64,
) -> Result<(), StoreError> {
    let code = codes::code(secret::random()?);
    query(
        "INSERT INTO ctk_code (user_id, purpose, digest, expires_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (user_id, purpose) DO UPDATE SET digest = excluded.digest, expires_at = excluded.expires_at",
    )
    .bind(user_id)
    .bind(purpose.as_str())
    .bind(codes::digest(key, user_id, purpose, &code))
    .bind(now + codes::LIFETIME)
    .execute(connection)
    .await?;
    sms::send(connection, phone, &purpose.text(&code), now).await
}

/// Judges a code and remembers the outcome: the caller commits even when it was wrong.
pub async fn judge(
    connection: &mut Connection,
    key: &[u8],
    user_id: i64,
    purpose: Purpose,
    code: &str,
    now: i64,
) -> Result<Verdict, StoreError> {
    let found = query(
        "SELECT digest, expires_at, failures, locked_until FROM ctk_code WHERE user_id = $1 AND purpose = $2",
    )
    .bind(user_id)
    .bind(purpose.as_str())
    .fetch_optional(connection)
    .await?;
    let mut kept = match found {
        Some(row) => Kept {
            digest: row.get("digest")?,
            expires_at: row.get("expires_at")?,
            attempts: Attempts { failures: row.get("failures")?, locked_until: row.get("locked_until")? },
        },
        None => Kept::default(),
    };
    let verdict = kept.judge(&codes::digest(key, user_id, purpose, code), now);
    query(
        "INSERT INTO ctk_code (user_id, purpose, digest, expires_at, failures, locked_until)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (user_id, purpose) DO UPDATE SET digest = excluded.digest, failures = excluded.failures,
             locked_until = excluded.locked_until",
    )
    .bind(user_id)
    .bind(purpose.as_str())
    .bind(kept.digest)
    .bind(kept.expires_at)
    .bind(kept.attempts.failures)
    .bind(kept.attempts.locked_until)
    .execute(connection)
    .await?;
    Ok(verdict)
}
