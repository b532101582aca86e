//! Exchanges of one coin for another.

use data_encoding::HEXLOWER;

use super::super::{Connection, Row, StoreError, query, units};
use super::movements::{self, Incoming, Outgoing, next_chance};
use super::transactions::Kind;
use super::wallets::{self, Wallet};
use crate::domain::ctk::exchanges::{DURATION, Quote};
use crate::domain::ledger::Refusal;
use crate::domain::secret;
use crate::domain::units::Units;

/// An exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    pub id: i64,
    /// The id on the wire.
    pub external_id: String,
    pub user_id: i64,
    pub from_symbol: String,
    pub to_symbol: String,
    pub to_wallet_id: i64,
    pub amount_from: Units,
    /// What arrives, fees taken off.
    pub amount_to: Units,
    pub network_fee: Units,
    /// With its tag behind a colon, where it has one.
    pub payin_address: String,
    pub payin_hash: String,
    pub payout_address: String,
    pub payout_hash: String,
    pub created_at: i64,
    /// When what is got arrives.
    pub due_at: i64,
}

/// Who is who in an exchange.
#[derive(Debug, Clone, Copy)]
pub struct Parties<'a> {
    pub from: &'a Wallet,
    pub to: &'a Wallet,
    /// Whose deposit address is the destination.
    pub record_id: &'a str,
}

/// Begins an exchange: what is given leaves its wallet. Answers the exchange, or why nothing moved.
pub async fn begin(
    connection: &mut Connection,
    parties: Parties<'_>,
    amount: Units,
    quote: Quote,
    chance: [u8; 32],
    now: i64,
) -> Result<Result<Exchange, Refusal>, StoreError> {
    let (from, to) = (parties.from, parties.to);
    let external_id = HEXLOWER.encode(&chance[..6]);
    let exchange = Exchange {
        id: 0,
        user_id: from.user_id,
        from_symbol: from.asset.symbol.to_owned(),
        to_symbol: to.asset.symbol.to_owned(),
        to_wallet_id: to.id,
        amount_from: amount,
        amount_to: quote.amount_to,
        network_fee: quote.network_fee,
        payin_address: from.asset.chain.deposit_address(&format!("exchange {external_id}")),
        payin_hash: from.asset.chain.transaction_hash(next_chance(chance, "payin")),
        payout_address: to.asset.chain.deposit_address(parties.record_id),
        payout_hash: to.asset.chain.transaction_hash(next_chance(chance, "payout")),
        external_id,
        created_at: now,
        due_at: now + DURATION,
    };
    let outgoing = Outgoing {
        kind: Kind::Sent,
        title: format!("Exchange to {}", to.asset.symbol),
        address: Some(exchange.payin_address.clone()),
        txhash: exchange.payin_hash.clone(),
        amount,
        fee: Units::ZERO,
        chance: next_chance(chance, "sent"),
    };
    let sent_id = match movements::take(connection, from, outgoing, now).await? {
        Ok(sent_id) => sent_id,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let id = insert(connection, &exchange, sent_id).await?;
    Ok(Ok(Exchange { id, ..exchange }))
}

async fn insert(connection: &mut Connection, new: &Exchange, sent_id: i64) -> Result<i64, StoreError> {
    let (from, to, fee) = (new.amount_from.parts(), new.amount_to.parts(), new.network_fee.parts());
    let row = query(
        "INSERT INTO ctk_exchange (external_id, user_id, from_symbol, to_symbol, to_wallet_id, from_whole,
             from_fraction, to_whole, to_fraction, fee_whole, fee_fraction, payin_address, payin_hash,
             payout_address, payout_hash, created_at, due_at, sent_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         RETURNING id",
    )
    .bind(new.external_id.clone())
    .bind(new.user_id)
    .bind(new.from_symbol.clone())
    .bind(new.to_symbol.clone())
    .bind(new.to_wallet_id)
    .bind(from.0)
    .bind(from.1)
    .bind(to.0)
    .bind(to.1)
    .bind(fee.0)
    .bind(fee.1)
    .bind(new.payin_address.clone())
    .bind(new.payin_hash.clone())
    .bind(new.payout_address.clone())
    .bind(new.payout_hash.clone())
    .bind(new.created_at)
    .bind(new.due_at)
    .bind(sent_id)
    .fetch_one(connection)
    .await?;
    Ok(row.get("id")?)
}

fn read(row: &Row) -> Result<Exchange, StoreError> {
    Ok(Exchange {
        id: row.get("id")?,
        external_id: row.get("external_id")?,
        user_id: row.get("user_id")?,
        from_symbol: row.get("from_symbol")?,
        to_symbol: row.get("to_symbol")?,
        to_wallet_id: row.get("to_wallet_id")?,
        amount_from: units(row, "from_whole", "from_fraction")?,
        amount_to: units(row, "to_whole", "to_fraction")?,
        network_fee: units(row, "fee_whole", "fee_fraction")?,
        payin_address: row.get("payin_address")?,
        payin_hash: row.get("payin_hash")?,
        payout_address: row.get("payout_address")?,
        payout_hash: row.get("payout_hash")?,
        created_at: row.get("created_at")?,
        due_at: row.get("due_at")?,
    })
}

/// All exchanges of a customer, newest first.
pub async fn list(connection: &mut Connection, user_id: i64, most: i64) -> Result<Vec<Exchange>, StoreError> {
    let rows =
        query("SELECT * FROM ctk_exchange WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2")
            .bind(user_id)
            .bind(most)
            .fetch_all(connection)
            .await?;
    rows.iter().map(read).collect()
}

/// The customer's exchange of that id.
pub async fn of(
    connection: &mut Connection,
    user_id: i64,
    external_id: &str,
) -> Result<Option<Exchange>, StoreError> {
    let row = query("SELECT * FROM ctk_exchange WHERE external_id = $1 AND user_id = $2")
        .bind(external_id)
        .bind(user_id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Exchanges that arrive at `now` or before and have not been put into their wallets, oldest first.
pub(super) async fn due(
    connection: &mut Connection,
    now: i64,
    most: i64,
) -> Result<Vec<Exchange>, StoreError> {
    let rows = query(
        "SELECT * FROM ctk_exchange WHERE received_id IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT $2",
    )
    .bind(now)
    .bind(most)
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

/// Puts what an exchange brings into its wallet, at the time at which it arrives.
pub(super) async fn credit(connection: &mut Connection, exchange: Exchange) -> Result<(), StoreError> {
    let wallet = wallets::by_id(connection, exchange.to_wallet_id).await?;
    let incoming = Incoming {
        title: format!("Exchange from {}", exchange.from_symbol),
        chance: secret::digest(format!("exchange {} {}", exchange.id, exchange.external_id).as_bytes()),
        txhash: exchange.payout_hash,
        amount: exchange.amount_to,
    };
    let transaction_id = movements::give(connection, &wallet, incoming, exchange.due_at).await?;
    query("UPDATE ctk_exchange SET received_id = $2 WHERE id = $1")
        .bind(exchange.id)
        .bind(transaction_id)
        .execute(connection)
        .await?;
    Ok(())
}
