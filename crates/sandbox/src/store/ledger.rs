//! The ledger: entries are added here and nowhere else.

use sqlx::Row;

use super::{Connection, StoreError};
use crate::domain::ledger::AccountKind;
use crate::domain::units::Units;

/// A movement from one ledger account to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    pub transaction_id: i64,
    /// The transaction that shows the same movement to whom it went, where that is another one.
    pub recipient_transaction_id: Option<i64>,
    pub debit_account_id: i64,
    pub credit_account_id: i64,
    pub currency: &'a str,
    /// Above zero.
    pub amount: Units,
    pub created_at: i64,
}

/// What the database says to an overdraft.
pub const OVERDRAFT: &str = "ledger_account_overdraft";

/// The merchant's own account of that kind and currency, made where there is none.
pub async fn house_account(
    connection: &mut Connection,
    merchant_id: i64,
    kind: AccountKind,
    currency: &str,
) -> Result<i64, StoreError> {
    let found = sqlx::query(
        "SELECT id FROM ledger_account
         WHERE merchant_id = $1 AND kind = $2 AND currency = $3 AND payment_account_id IS NULL",
    )
    .bind(merchant_id)
    .bind(kind.as_str())
    .bind(currency)
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(row) = found {
        return Ok(row.try_get("id")?);
    }
    let row = sqlx::query(
        "INSERT INTO ledger_account (merchant_id, kind, currency) VALUES ($1, $2, $3) RETURNING id",
    )
    .bind(merchant_id)
    .bind(kind.as_str())
    .bind(currency)
    .fetch_one(connection)
    .await?;
    Ok(row.try_get("id")?)
}

/// What is in a ledger account.
pub async fn balance(connection: &mut Connection, id: i64) -> Result<Units, StoreError> {
    let row = sqlx::query("SELECT whole, fraction FROM ledger_account WHERE id = $1")
        .bind(id)
        .fetch_one(connection)
        .await?;
    Ok(super::units(&row, "whole", "fraction")?)
}

/// Adds an entry; the database moves both balances, or refuses and moves none.
pub async fn post(connection: &mut Connection, entry: Entry<'_>) -> Result<i64, StoreError> {
    let (whole, fraction) = entry.amount.parts();
    let row = sqlx::query(
        "INSERT INTO ledger_entry (transaction_id, recipient_transaction_id, debit_account_id,
             credit_account_id, currency, whole, fraction, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
    )
    .bind(entry.transaction_id)
    .bind(entry.recipient_transaction_id)
    .bind(entry.debit_account_id)
    .bind(entry.credit_account_id)
    .bind(entry.currency)
    .bind(whole)
    .bind(fraction)
    .bind(entry.created_at)
    .fetch_one(connection)
    .await?;
    Ok(row.try_get("id")?)
}
