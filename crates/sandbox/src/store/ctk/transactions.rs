//! Movements of coins as customers see them.

use super::super::{Connection, Row, Statement, StoreError, query, units};
use super::wallets::Wallet;
use crate::domain::ctk::assets::{self, Asset};
use crate::domain::ctk::value::{Dollars, Rate, worth};
use crate::domain::units::Units;
use crate::rails::rates;

/// Which way coins went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Away.
    Sent,
    /// Here.
    Receive,
    /// To a shop, by card.
    CardPurchase,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sent, Self::Receive, Self::CardPurchase];

    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Receive => "receive",
            Self::CardPurchase => "card_purchase",
        }
    }
}

/// A movement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    pub id: i64,
    /// The id on the wire.
    pub external_id: String,
    pub asset: &'static Asset,
    pub kind: Kind,
    pub title: String,
    pub txhash: String,
    pub amount: Units,
    /// What a coin cost then.
    pub rate: Rate,
    /// What it was worth then.
    pub usd: Dollars,
    pub created_at: i64,
}

/// A movement that is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTransaction {
    pub external_id: String,
    pub kind: Kind,
    pub title: String,
    pub txhash: String,
    /// Where to, where it leaves.
    pub address: Option<String>,
    pub amount: Units,
    pub created_at: i64,
}

/// Adds a movement at the rate of its time and answers its id. It moves nothing: entries do.
pub async fn insert(
    connection: &mut Connection,
    wallet: &Wallet,
    new: NewTransaction,
) -> Result<i64, StoreError> {
    let rate = rates::usd(wallet.asset, new.created_at);
    let (usd_whole, usd_fraction) = worth(new.amount, rate).parts();
    let (amount_whole, amount_fraction) = new.amount.parts();
    let row = query(
        "INSERT INTO ctk_transaction (external_id, user_id, wallet_id, symbol, kind, title, txhash, address,
             amount_whole, amount_fraction, rate, usd_whole, usd_fraction, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id",
    )
    .bind(new.external_id)
    .bind(wallet.user_id)
    .bind(wallet.id)
    .bind(wallet.asset.symbol)
    .bind(new.kind.as_str())
    .bind(new.title)
    .bind(new.txhash)
    .bind(new.address)
    .bind(amount_whole)
    .bind(amount_fraction)
    .bind(rate.get())
    .bind(usd_whole)
    .bind(usd_fraction)
    .bind(new.created_at)
    .fetch_one(connection)
    .await?;
    Ok(row.get("id")?)
}

/// Which movements are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub symbol: Option<&'static str>,
    pub kind: Option<Kind>,
    /// At or after.
    pub from: Option<i64>,
    /// Before.
    pub until: Option<i64>,
}

/// What a filter finds: how many, and what they were worth together at their times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    pub count: i64,
    pub usd: Dollars,
}

fn push_filter(statement: &mut Statement, user_id: i64, filter: &Filter) {
    statement.push(" FROM ctk_transaction WHERE user_id = ").push_bind(user_id);
    if let Some(symbol) = filter.symbol {
        statement.push(" AND symbol = ").push_bind(symbol);
    }
    if let Some(kind) = filter.kind {
        statement.push(" AND kind = ").push_bind(kind.as_str());
    }
    if let Some(from) = filter.from {
        statement.push(" AND created_at >= ").push_bind(from);
    }
    if let Some(until) = filter.until {
        statement.push(" AND created_at < ").push_bind(until);
    }
}

/// How many a filter finds, and what they come to.
pub async fn sum(connection: &mut Connection, user_id: i64, filter: &Filter) -> Result<Sum, StoreError> {
    let mut select = query(
        "SELECT COUNT(*) AS count, CAST(COALESCE(SUM(usd_whole), 0) AS BIGINT) AS whole,
             CAST(COALESCE(SUM(usd_fraction), 0) AS BIGINT) AS fraction",
    );
    push_filter(&mut select, user_id, filter);
    let row = select.fetch_one(connection).await?;
    let usd = Dollars::from_parts(row.get("whole")?, row.get("fraction")?);
    Ok(Sum { count: row.get("count")?, usd })
}

/// A page of what a filter finds, newest first.
pub async fn list(
    connection: &mut Connection,
    user_id: i64,
    filter: &Filter,
    page: i64,
    limit: i64,
) -> Result<Vec<Transaction>, StoreError> {
    let mut select = query("SELECT *");
    push_filter(&mut select, user_id, filter);
    select.push(" ORDER BY created_at DESC, id DESC LIMIT ").push_bind(limit);
    select.push(" OFFSET ").push_bind((page - 1).saturating_mul(limit));
    let rows = select.fetch_all(connection).await?;
    rows.iter().map(read).collect()
}

/// The movement of that id.
pub async fn by_id(connection: &mut Connection, id: i64) -> Result<Transaction, StoreError> {
    let row = query("SELECT * FROM ctk_transaction WHERE id = $1").bind(id).fetch_one(connection).await?;
    read(&row)
}

/// The coins of which a customer has movements, in their order.
pub async fn symbols(connection: &mut Connection, user_id: i64) -> Result<Vec<&'static Asset>, StoreError> {
    let rows = query("SELECT DISTINCT symbol FROM ctk_transaction WHERE user_id = $1")
        .bind(user_id)
        .fetch_all(connection)
        .await?;
    let mut found = rows.iter().map(asset).collect::<Result<Vec<&'static Asset>, _>>()?;
    found.sort_by_key(|asset| asset.order());
    Ok(found)
}

fn asset(row: &Row) -> Result<&'static Asset, StoreError> {
    let symbol: String = row.get("symbol")?;
    assets::find(&symbol).ok_or(StoreError::Missing("a coin of that symbol"))
}

fn read(row: &Row) -> Result<Transaction, StoreError> {
    let kind: String = row.get("kind")?;
    Ok(Transaction {
        id: row.get("id")?,
        external_id: row.get("external_id")?,
        asset: asset(row)?,
        kind: Kind::ALL
            .into_iter()
            .find(|known| known.as_str() == kind)
            .ok_or(StoreError::Missing("a kind of transaction"))?,
        title: row.get("title")?,
        txhash: row.get("txhash")?,
        amount: units(row, "amount_whole", "amount_fraction")?,
        rate: Rate::new(row.get("rate")?),
        usd: Dollars::from_parts(row.get("usd_whole")?, row.get("usd_fraction")?),
        created_at: row.get("created_at")?,
    })
}
