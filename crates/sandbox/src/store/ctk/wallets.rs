//! Wallets: one for each coin, each with its balance in the ledger.

use super::super::{Connection, Row, StoreError, query, units};
use crate::domain::ctk::assets::{self, ASSETS, Asset};
use crate::domain::units::Units;

/// More than this is held in no wallet: with eighteen decimals, a decimal says no more.
pub const LARGEST: i128 = 9_999_999_999 * crate::domain::units::ONE;

/// A wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wallet {
    pub id: i64,
    pub user_id: i64,
    pub ledger_account_id: i64,
    pub asset: &'static Asset,
    pub balance: Units,
}

const SELECT: &str = "SELECT ctk_wallet.id, ctk_wallet.user_id, ctk_wallet.symbol,
         ledger_account.id AS ledger_account_id, ledger_account.whole, ledger_account.fraction
     FROM ctk_wallet JOIN ledger_account ON ledger_account.ctk_wallet_id = ctk_wallet.id WHERE ";

fn read(row: &Row) -> Result<Wallet, StoreError> {
    let symbol: String = row.get("symbol")?;
    Ok(Wallet {
        id: row.get("id")?,
        user_id: row.get("user_id")?,
        ledger_account_id: row.get("ledger_account_id")?,
        asset: assets::find(&symbol).ok_or(StoreError::Missing("a coin of that symbol"))?,
        balance: units(row, "whole", "fraction")?,
    })
}

/// Gives a new customer an empty wallet for every coin.
pub async fn create_all(connection: &mut Connection, user_id: i64) -> Result<(), StoreError> {
    let mut wallets = query("INSERT INTO ctk_wallet (user_id, symbol) VALUES ");
    for (place, asset) in ASSETS.iter().enumerate() {
        wallets.push(if place == 0 { "(" } else { ", (" });
        wallets.push_bind(user_id).push(", ").push_bind(asset.symbol).push(")");
    }
    wallets.execute(connection).await?;
    query(
        "INSERT INTO ledger_account (system, kind, currency, ctk_wallet_id)
         SELECT 'ctk', 'customer', symbol, id FROM ctk_wallet WHERE user_id = $1 ORDER BY id",
    )
    .bind(user_id)
    .execute(connection)
    .await?;
    Ok(())
}

/// All wallets of a customer, in the order of the coins.
pub async fn list(connection: &mut Connection, user_id: i64) -> Result<Vec<Wallet>, StoreError> {
    let mut select = query(SELECT);
    select.push("ctk_wallet.user_id = ").push_bind(user_id);
    let rows = select.fetch_all(connection).await?;
    let mut wallets = rows.iter().map(read).collect::<Result<Vec<Wallet>, _>>()?;
    wallets.sort_by_key(|wallet| wallet.asset.order());
    Ok(wallets)
}

/// The customer's wallet of a coin.
pub async fn of(connection: &mut Connection, user_id: i64, asset: &Asset) -> Result<Wallet, StoreError> {
    let mut select = query(SELECT);
    select.push("ctk_wallet.user_id = ").push_bind(user_id);
    select.push(" AND ctk_wallet.symbol = ").push_bind(asset.symbol);
    read(&select.fetch_optional(connection).await?.ok_or(StoreError::Missing("a wallet"))?)
}

/// The wallet of that id.
pub async fn by_id(connection: &mut Connection, id: i64) -> Result<Wallet, StoreError> {
    let mut select = query(SELECT);
    select.push("ctk_wallet.id = ").push_bind(id);
    read(&select.fetch_optional(connection).await?.ok_or(StoreError::Missing("a wallet"))?)
}

/// Whether a wallet can hold `amount` more, when all that is on its way has come.
pub async fn can_hold(
    connection: &mut Connection,
    wallet: &Wallet,
    amount: Units,
) -> Result<bool, StoreError> {
    let mut sum = wallet.balance.get().saturating_add(amount.get());
    let coming = query(
        "SELECT amount_whole AS whole, amount_fraction AS fraction FROM ctk_deposit
         WHERE wallet_id = $1 AND transaction_id IS NULL
         UNION ALL
         SELECT to_whole AS whole, to_fraction AS fraction FROM ctk_exchange
         WHERE to_wallet_id = $1 AND received_id IS NULL",
    )
    .bind(wallet.id)
    .fetch_all(connection)
    .await?;
    for row in &coming {
        sum = sum.saturating_add(units(row, "whole", "fraction")?.get());
    }
    Ok(sum <= LARGEST)
}
