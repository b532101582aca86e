//! Wallets, each with its balance in the ledger.

use super::super::{Connection, Row, StoreError, query, units};
use crate::domain::centrapay::Ledger;
use crate::domain::units::Units;

/// A wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wallet {
    pub id: i64,
    pub public_id: String,
    pub merchant_id: i64,
    pub account_id: String,
    pub ledger: Ledger,
    pub is_settlement: bool,
    /// The number of its newest transaction.
    pub last_activity: i64,
    pub ledger_account_id: i64,
    /// In dollars.
    pub balance: Units,
    pub created_at: i64,
}

/// A wallet that is to be.
#[derive(Debug, Clone)]
pub struct NewWallet {
    pub public_id: String,
    pub merchant_id: i64,
    pub account_id: String,
    pub ledger: Ledger,
    pub is_settlement: bool,
    pub created_at: i64,
}

const SELECT: &str = "SELECT centrapay_wallet.*, ledger_account.id AS ledger_account_id,
         ledger_account.whole AS balance_whole, ledger_account.fraction AS balance_fraction
     FROM centrapay_wallet
     JOIN ledger_account ON ledger_account.centrapay_wallet_id = centrapay_wallet.id WHERE ";

fn read(row: &Row) -> Result<Wallet, StoreError> {
    let ledger: String = row.get("ledger")?;
    Ok(Wallet {
        id: row.get("id")?,
        public_id: row.get("public_id")?,
        merchant_id: row.get("merchant_id")?,
        account_id: row.get("account_id")?,
        ledger: Ledger::parse(&ledger).ok_or(StoreError::Missing("a Centrapay ledger"))?,
        is_settlement: row.get("is_settlement")?,
        last_activity: row.get("last_activity")?,
        ledger_account_id: row.get("ledger_account_id")?,
        balance: units(row, "balance_whole", "balance_fraction")?,
        created_at: row.get("created_at")?,
    })
}

/// The wallet of that public id.
pub async fn by_public_id(connection: &mut Connection, id: &str) -> Result<Option<Wallet>, StoreError> {
    let mut statement = query(SELECT);
    statement.push("centrapay_wallet.public_id = ").push_bind(id);
    statement.fetch_optional(connection).await?.as_ref().map(read).transpose()
}

/// A merchant's wallets, the oldest first.
pub async fn list(connection: &mut Connection, merchant_id: i64) -> Result<Vec<Wallet>, StoreError> {
    let mut statement = query(SELECT);
    statement.push("centrapay_wallet.merchant_id = ").push_bind(merchant_id);
    statement.push(" ORDER BY centrapay_wallet.id");
    statement.fetch_all(connection).await?.iter().map(read).collect()
}

/// Whose account this is, if it has wallets.
pub async fn merchant_of(connection: &mut Connection, account_id: &str) -> Result<Option<i64>, StoreError> {
    let row = query("SELECT merchant_id FROM centrapay_wallet WHERE account_id = $1 LIMIT 1")
        .bind(account_id)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| row.get("merchant_id")).transpose()?)
}

/// How many wallets of a ledger an account has.
pub async fn count(connection: &mut Connection, account_id: &str, ledger: Ledger) -> Result<i64, StoreError> {
    let row = query("SELECT COUNT(*) AS total FROM centrapay_wallet WHERE account_id = $1 AND ledger = $2")
        .bind(account_id)
        .bind(ledger.id())
        .fetch_one(connection)
        .await?;
    Ok(row.get("total")?)
}

/// Adds a wallet with nothing in it.
pub async fn create(connection: &mut Connection, wallet: NewWallet) -> Result<(), StoreError> {
    let row = query(
        "INSERT INTO centrapay_wallet (public_id, merchant_id, account_id, ledger, currency, is_settlement,
             created_at)
         VALUES ($1, $2, $3, $4, 'NZD', $5, $6) RETURNING id",
    )
    .bind(wallet.public_id)
    .bind(wallet.merchant_id)
    .bind(wallet.account_id)
    .bind(wallet.ledger.id())
    .bind(wallet.is_settlement)
    .bind(wallet.created_at)
    .fetch_one(connection)
    .await?;
    query(
        "INSERT INTO ledger_account (system, merchant_id, kind, currency, centrapay_wallet_id)
         VALUES ('centrapay', $1, 'customer', $2, $3)",
    )
    .bind(wallet.merchant_id)
    .bind(wallet.ledger.currency())
    .bind(row.get::<i64>("id")?)
    .execute(connection)
    .await?;
    Ok(())
}
