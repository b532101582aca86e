//! What has come on a chain, and waits until the chain has confirmed it.

use super::super::{Connection, Row, StoreError, query, units};
use super::movements::{self, Incoming};
use super::wallets::{self, Wallet};
use crate::domain::ctk::deposits::credited_at;
use crate::domain::secret;
use crate::domain::units::Units;

/// A deposit that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deposit {
    pub id: i64,
    pub wallet_id: i64,
    pub txhash: String,
    pub amount: Units,
    pub due_at: i64,
}

/// Notes that coins have come and how often the chain has confirmed them already; answers when they count.
pub async fn notice(
    connection: &mut Connection,
    wallet: &Wallet,
    amount: Units,
    txhash: &str,
    confirmations: i64,
    now: i64,
) -> Result<i64, StoreError> {
    let due_at = credited_at(wallet.asset, now, confirmations);
    let (whole, fraction) = amount.parts();
    query(
        "INSERT INTO ctk_deposit (user_id, wallet_id, symbol, txhash, amount_whole, amount_fraction,
             created_at, due_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(wallet.user_id)
    .bind(wallet.id)
    .bind(wallet.asset.symbol)
    .bind(txhash)
    .bind(whole)
    .bind(fraction)
    .bind(now)
    .bind(due_at)
    .execute(connection)
    .await?;
    Ok(due_at)
}

/// Deposits that count at `now` and have not been put into their wallets, oldest first.
pub(super) async fn due(
    connection: &mut Connection,
    now: i64,
    most: i64,
) -> Result<Vec<Deposit>, StoreError> {
    let rows = query(
        "SELECT id, wallet_id, txhash, amount_whole, amount_fraction, due_at FROM ctk_deposit
         WHERE transaction_id IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT $2",
    )
    .bind(now)
    .bind(most)
    .fetch_all(connection)
    .await?;
    let read = |row: &Row| {
        Ok(Deposit {
            id: row.get("id")?,
            wallet_id: row.get("wallet_id")?,
            txhash: row.get("txhash")?,
            amount: units(row, "amount_whole", "amount_fraction")?,
            due_at: row.get("due_at")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Puts a deposit into its wallet, at the time at which it counts.
pub(super) async fn credit(connection: &mut Connection, deposit: Deposit) -> Result<(), StoreError> {
    let wallet = wallets::by_id(connection, deposit.wallet_id).await?;
    let incoming = Incoming {
        title: String::new(),
        chance: secret::digest(format!("deposit {} {}", deposit.id, deposit.txhash).as_bytes()),
        txhash: deposit.txhash,
        amount: deposit.amount,
    };
    let transaction_id = movements::give(connection, &wallet, incoming, deposit.due_at).await?;
    query("UPDATE ctk_deposit SET transaction_id = $2 WHERE id = $1")
        .bind(deposit.id)
        .bind(transaction_id)
        .execute(connection)
        .await?;
    Ok(())
}
