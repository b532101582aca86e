//! Cards.

use super::super::{Connection, Row, StoreError, query};
use crate::domain::ctk::cards::{last_four, number, san};
use crate::domain::ctk::codes::Attempts;

/// A card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub id: i64,
    pub user_id: i64,
    pub san: String,
    pub last_four: String,
    pub kind: String,
    pub is_virtual: bool,
    pub is_unlocked: bool,
    pub activated_at: Option<i64>,
    /// Wrong CVVs.
    pub attempts: Attempts,
    pub created_at: i64,
}

impl Card {
    /// Whether it can be used: activated and not locked.
    pub const fn status(&self) -> bool {
        self.is_unlocked && self.activated_at.is_some()
    }
}

fn read(row: &Row) -> Result<Card, sqlx::Error> {
    Ok(Card {
        id: row.get("id")?,
        user_id: row.get("user_id")?,
        san: row.get("san")?,
        last_four: row.get("last_four")?,
        kind: row.get("type")?,
        is_virtual: row.get("is_virtual")?,
        is_unlocked: row.get("is_unlocked")?,
        activated_at: row.get("activated_at")?,
        attempts: Attempts { failures: row.get("cvv_failures")?, locked_until: row.get("cvv_locked_until")? },
        created_at: row.get("created_at")?,
    })
}

/// Makes a virtual card out of sixteen bytes of chance and answers its number.
pub async fn issue(
    connection: &mut Connection,
    user_id: i64,
    chance: [u8; 16],
    now: i64,
) -> Result<String, StoreError> {
    let san = san(chance);
    query(
        "INSERT INTO ctk_card (user_id, san, last_four, type, is_virtual, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(user_id)
    .bind(san.clone())
    .bind(last_four(&number(chance)))
    .bind("gold")
    .bind(true)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(san)
}

/// All cards of a customer, oldest first.
pub async fn list(connection: &mut Connection, user_id: i64) -> Result<Vec<Card>, StoreError> {
    let rows = query("SELECT * FROM ctk_card WHERE user_id = $1 ORDER BY id")
        .bind(user_id)
        .fetch_all(connection)
        .await?;
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}

/// The customer's card of that number.
pub async fn of(connection: &mut Connection, user_id: i64, san: &str) -> Result<Option<Card>, StoreError> {
    let row = query("SELECT * FROM ctk_card WHERE san = $1 AND user_id = $2")
        .bind(san)
        .bind(user_id)
        .fetch_optional(connection)
        .await?;
    Ok(row.as_ref().map(read).transpose()?)
}

/// Whether anybody has a card of that number.
pub async fn is_taken(connection: &mut Connection, san: &str) -> Result<bool, StoreError> {
    let row = query("SELECT 1 FROM ctk_card WHERE san = $1").bind(san).fetch_optional(connection).await?;
    Ok(row.is_some())
}

/// Makes a card usable.
pub async fn activate(connection: &mut Connection, id: i64, now: i64) -> Result<(), StoreError> {
    query("UPDATE ctk_card SET activated_at = $2, is_unlocked = $3 WHERE id = $1")
        .bind(id)
        .bind(now)
        .bind(true)
        .execute(connection)
        .await?;
    Ok(())
}

/// Locks a card, or unlocks it.
pub async fn change_lock(connection: &mut Connection, id: i64, is_unlocked: bool) -> Result<(), StoreError> {
    query("UPDATE ctk_card SET is_unlocked = $2 WHERE id = $1")
        .bind(id)
        .bind(is_unlocked)
        .execute(connection)
        .await?;
    Ok(())
}

/// Remembers wrong CVVs.
pub async fn change_attempts(
    connection: &mut Connection,
    id: i64,
    attempts: Attempts,
) -> Result<(), StoreError> {
    query("UPDATE ctk_card SET cvv_failures = $2, cvv_locked_until = $3 WHERE id = $1")
        .bind(id)
        .bind(attempts.failures)
        .bind(attempts.locked_until)
        .execute(connection)
        .await?;
    Ok(())
}
