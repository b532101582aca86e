//! Answers that were given to references, so that a repeated request gets the same one.

use super::{Connection, StoreError, query};

/// Whose reference, for what, and what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    pub user_id: i64,
    pub kind: &'static str,
    pub merchant_order_id: String,
    /// A digest of what was asked.
    pub digest: [u8; 32],
}

/// What is known of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    New,
    /// The same was asked before; this was answered.
    Same(String),
    /// Something else was asked with it.
    Different,
}

/// What the database says to a reference that has been used.
pub const TAKEN: &str = "wallet_transaction_reference";

/// What is said to a reference that has been used otherwise.
pub const DIFFERENT: &str = "The merchantOrderId has been used for something else.";

/// Looks a reference up, also among transactions for which no answer was kept.
pub async fn find(connection: &mut Connection, reference: &Reference) -> Result<Known, StoreError> {
    let stored = query(
        "SELECT digest, body FROM stored_answer
         WHERE user_id = $1 AND kind = $2 AND merchant_order_id = $3",
    )
    .bind(reference.user_id)
    .bind(reference.kind)
    .bind(reference.merchant_order_id.clone())
    .fetch_optional(connection)
    .await?;
    if let Some(row) = stored {
        let same = row.get::<Vec<u8>>("digest")? == reference.digest;
        return Ok(if same { Known::Same(row.get("body")?) } else { Known::Different });
    }
    let used = query(
        "SELECT 1 FROM wallet_transaction
         WHERE merchant_order_id = $3 AND user_id = $1 AND kind = $2 AND linked_id IS NULL",
    )
    .bind(reference.user_id)
    .bind(reference.kind)
    .bind(reference.merchant_order_id.clone())
    .fetch_optional(connection)
    .await?;
    Ok(if used.is_some() { Known::Different } else { Known::New })
}

/// Keeps the answer.
pub async fn keep(
    connection: &mut Connection,
    reference: &Reference,
    transaction_id: i64,
    body: &str,
    now: i64,
) -> Result<(), StoreError> {
    query(
        "INSERT INTO stored_answer (user_id, kind, merchant_order_id, digest, transaction_id, body,
             created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(reference.user_id)
    .bind(reference.kind)
    .bind(reference.merchant_order_id.clone())
    .bind(reference.digest.to_vec())
    .bind(transaction_id)
    .bind(body)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}
