//! Merchants, their keys, and what the demonstration shows of both.

use super::{Connection, Row, StoreError, query};
use crate::domain::secret;

/// A merchant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merchant {
    pub id: i64,
    pub name: String,
    pub user_count: i64,
}

/// The merchant whose key this is.
pub async fn by_key(connection: &mut Connection, key: &str) -> Result<Option<Merchant>, StoreError> {
    let row = query("SELECT id, name, user_count FROM merchant WHERE api_key_hash = $1")
        .brief()
        .bind(secret::digest(key.as_bytes()).to_vec())
        .fetch_optional(connection)
        .await?;
    Ok(row.as_ref().map(read).transpose()?)
}

/// Adds a merchant; of the key only a digest is kept.
pub async fn create(connection: &mut Connection, name: &str, key: &str, now: i64) -> Result<i64, StoreError> {
    let row = query("INSERT INTO merchant (name, api_key_hash, created_at) VALUES ($1, $2, $3) RETURNING id")
        .bind(name)
        .bind(secret::digest(key.as_bytes()).to_vec())
        .bind(now)
        .fetch_one(connection)
        .await?;
    Ok(row.get("id")?)
}

/// What a merchant is called.
pub async fn name(connection: &mut Connection, id: i64) -> Result<String, StoreError> {
    let row = query("SELECT name FROM merchant WHERE id = $1").bind(id).fetch_one(connection).await?;
    Ok(row.get("name")?)
}

/// Whether there is any merchant.
pub async fn any(connection: &mut Connection) -> Result<bool, StoreError> {
    Ok(query("SELECT 1 FROM merchant LIMIT 1").fetch_optional(connection).await?.is_some())
}

/// Lets the demonstration show this merchant's key.
pub async fn show_in_demo(
    connection: &mut Connection,
    merchant_id: i64,
    key: &str,
) -> Result<(), StoreError> {
    query("INSERT INTO demo_merchant (merchant_id, api_key) VALUES ($1, $2)")
        .bind(merchant_id)
        .bind(key)
        .execute(connection)
        .await?;
    Ok(())
}

/// A merchant of the demonstration, with the key in clear.
#[derive(Debug, Clone)]
pub struct DemoMerchant {
    pub name: String,
    pub api_key: String,
    /// The account of its Centrapay wallets, if it has any.
    pub centrapay_account_id: Option<String>,
}

/// The demonstration's merchants, the main one first.
pub async fn demo(connection: &mut Connection) -> Result<Vec<DemoMerchant>, StoreError> {
    let rows = query(
        "SELECT merchant.name, demo_merchant.api_key,
            (SELECT MIN(account_id) FROM centrapay_wallet WHERE centrapay_wallet.merchant_id = merchant.id)
                AS centrapay_account_id
         FROM demo_merchant
         JOIN merchant ON merchant.id = demo_merchant.merchant_id ORDER BY merchant.id",
    )
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(DemoMerchant {
                name: row.get("name")?,
                api_key: row.get("api_key")?,
                centrapay_account_id: row.get("centrapay_account_id")?,
            })
        })
        .collect()
}

/// All merchants, the oldest first.
pub async fn all(connection: &mut Connection) -> Result<Vec<Merchant>, StoreError> {
    let rows = query("SELECT id, name, user_count FROM merchant ORDER BY id").fetch_all(connection).await?;
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}

fn read(row: &Row) -> Result<Merchant, sqlx::Error> {
    Ok(Merchant { id: row.get("id")?, name: row.get("name")?, user_count: row.get("user_count")? })
}
