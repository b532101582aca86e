//! What happens because time passes: deposits count, and exchanges arrive.

use super::super::{Connection, Store, StoreError, query};
use super::{deposits, exchanges};

/// Whether anything is due at `now`.
pub async fn is_any_due(connection: &mut Connection, now: i64) -> Result<bool, StoreError> {
    let row = query(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM ctk_deposit WHERE transaction_id IS NULL AND due_at <= $1)
             OR EXISTS (SELECT 1 FROM ctk_exchange WHERE received_id IS NULL AND due_at <= $1)
         THEN 1 ELSE 0 END = 1 AS is_due",
    )
    .bind(now)
    .fetch_one(connection)
    .await?;
    Ok(row.get("is_due")?)
}

/// Does what is due at `now`, up to `most` deposits and as many exchanges, each at its own time. Once more does
/// nothing more. Answers how many there were.
pub async fn advance(connection: &mut Connection, now: i64, most: i64) -> Result<usize, StoreError> {
    let deposits = deposits::due(connection, now, most).await?;
    let exchanges = exchanges::due(connection, now, most).await?;
    let count = deposits.len() + exchanges.len();
    for deposit in deposits {
        deposits::credit(connection, deposit).await?;
    }
    for exchange in exchanges {
        exchanges::credit(connection, exchange).await?;
    }
    Ok(count)
}

/// How much is done at once before somebody's question is answered.
const AT_ONCE: i64 = 1_000;

/// Does what is due at `now`, in a transaction of its own, if anything is.
pub async fn catch_up(store: &Store, now: i64) -> Result<(), StoreError> {
    let is_due = is_any_due(&mut store.read().await?, now).await?;
    if is_due {
        let mut write = store.write().await?;
        advance(&mut write, now, AT_ONCE).await?;
        write.commit().await?;
    }
    Ok(())
}
