//! A wallet's transactions: its own view of every movement that it took part in.

use super::super::{Connection, Row, StoreError, query, units};
use crate::domain::centrapay::Kind;
use crate::domain::units::Units;

/// A transaction of a wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// Counts from one in every wallet.
    pub activity_number: i64,
    pub kind: Kind,
    /// The id of the payment request, top-up, asset transfer or withdrawal.
    pub related_id: String,
    /// In dollars; below zero where money left.
    pub value: Units,
    pub source_wallet: Option<String>,
    pub destination_wallet: Option<String>,
    pub source_party: Option<String>,
    pub destination_party: Option<String>,
    pub created_at: i64,
}

fn read(row: &Row) -> Result<Transaction, StoreError> {
    let kind: String = row.get("kind")?;
    Ok(Transaction {
        activity_number: row.get("activity_number")?,
        kind: Kind::parse(&kind).ok_or(StoreError::Missing("a kind of Centrapay transaction"))?,
        related_id: row.get("related_id")?,
        value: units(row, "value_whole", "value_fraction")?,
        source_wallet: row.get("source_wallet")?,
        destination_wallet: row.get("destination_wallet")?,
        source_party: row.get("source_party")?,
        destination_party: row.get("destination_party")?,
        created_at: row.get("created_at")?,
    })
}

/// Adds a transaction with the wallet's next number, and answers its id. It moves no money: an entry does.
pub async fn insert(
    connection: &mut Connection,
    wallet_id: i64,
    transaction: Transaction,
) -> Result<i64, StoreError> {
    let (whole, fraction) = transaction.value.parts();
    query("UPDATE centrapay_wallet SET last_activity = $2 WHERE id = $1")
        .bind(wallet_id)
        .bind(transaction.activity_number)
        .execute(connection)
        .await?;
    let row = query(
        "INSERT INTO centrapay_transaction (wallet_id, activity_number, kind, related_id, value_whole,
             value_fraction, source_wallet, destination_wallet, source_party, destination_party, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
    )
    .bind(wallet_id)
    .bind(transaction.activity_number)
    .bind(transaction.kind.as_str())
    .bind(transaction.related_id)
    .bind(whole)
    .bind(fraction)
    .bind(transaction.source_wallet)
    .bind(transaction.destination_wallet)
    .bind(transaction.source_party)
    .bind(transaction.destination_party)
    .bind(transaction.created_at)
    .fetch_one(connection)
    .await?;
    Ok(row.get("id")?)
}

/// Those of a wallet below a number, the newest first.
pub async fn before(
    connection: &mut Connection,
    wallet_id: i64,
    number: i64,
    most: i64,
) -> Result<Vec<Transaction>, StoreError> {
    query(
        "SELECT * FROM centrapay_transaction WHERE wallet_id = $1 AND activity_number < $2
         ORDER BY activity_number DESC LIMIT $3",
    )
    .bind(wallet_id)
    .bind(number)
    .bind(most)
    .fetch_all(connection)
    .await?
    .iter()
    .map(read)
    .collect()
}
