//! Movements of coins: every one adds a transaction and the entries behind it, or changes nothing.

use data_encoding::HEXLOWER;

use super::super::ledger::{self, Entry, House, Shown};
use super::super::{Connection, StoreError};
use super::transactions::{self, Kind, NewTransaction};
use super::wallets::Wallet;
use crate::domain::clock::SECOND;
use crate::domain::ctk::assets::Asset;
use crate::domain::ledger::{AccountKind, Refusal};
use crate::domain::secret;
use crate::domain::units::Units;

/// An id of twenty-four digits: the time in seconds, and eight bytes.
pub fn transaction_id(chance: [u8; 32], now: i64) -> String {
    let seconds = u32::try_from(now.div_euclid(SECOND)).unwrap_or_default();
    format!("{}{}", HEXLOWER.encode(&seconds.to_be_bytes()), HEXLOWER.encode(&chance[..8]))
}

/// Thirty-two other bytes that follow from these.
pub fn next_chance(chance: [u8; 32], purpose: &str) -> [u8; 32] {
    secret::digest(&[purpose.as_bytes(), &chance].concat())
}

/// What leaves a wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    pub kind: Kind,
    pub title: String,
    pub address: Option<String>,
    pub txhash: String,
    pub amount: Units,
    /// What is kept on top of the amount.
    pub fee: Units,
    /// What the id is made of.
    pub chance: [u8; 32],
}

/// Takes an amount and a fee out of a wallet, and answers the transaction's id or why nothing moved.
pub async fn take(
    connection: &mut Connection,
    wallet: &Wallet,
    outgoing: Outgoing,
    now: i64,
) -> Result<Result<i64, Refusal>, StoreError> {
    let Some(needed) = outgoing.amount.checked_add(outgoing.fee) else { return Ok(Err(Refusal::TooLarge)) };
    if !outgoing.amount.is_positive() || outgoing.fee.is_negative() {
        return Ok(Err(Refusal::NotPositive));
    }
    if wallet.balance < needed {
        return Ok(Err(Refusal::Overdraft));
    }
    let (amount, fee) = (outgoing.amount, outgoing.fee);
    let new = NewTransaction {
        external_id: transaction_id(outgoing.chance, now),
        kind: outgoing.kind,
        title: outgoing.title,
        txhash: outgoing.txhash,
        address: outgoing.address,
        amount,
        created_at: now,
    };
    let id = transactions::insert(connection, wallet, new).await?;
    let outside = house(connection, AccountKind::Outside, wallet.asset).await?;
    post(connection, id, wallet.asset, wallet.ledger_account_id, outside, amount, now).await?;
    if fee.is_positive() {
        let fees = house(connection, AccountKind::Fees, wallet.asset).await?;
        post(connection, id, wallet.asset, wallet.ledger_account_id, fees, fee, now).await?;
    }
    Ok(Ok(id))
}

/// What comes into a wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    pub title: String,
    pub txhash: String,
    pub amount: Units,
    /// What the id is made of.
    pub chance: [u8; 32],
}

/// Puts an amount from outside into a wallet and answers the transaction's id.
pub async fn give(
    connection: &mut Connection,
    wallet: &Wallet,
    incoming: Incoming,
    now: i64,
) -> Result<i64, StoreError> {
    let amount = incoming.amount;
    let new = NewTransaction {
        external_id: transaction_id(incoming.chance, now),
        kind: Kind::Receive,
        title: incoming.title,
        txhash: incoming.txhash,
        address: None,
        amount,
        created_at: now,
    };
    let id = transactions::insert(connection, wallet, new).await?;
    let outside = house(connection, AccountKind::Outside, wallet.asset).await?;
    post(connection, id, wallet.asset, outside, wallet.ledger_account_id, amount, now).await?;
    Ok(id)
}

async fn house(connection: &mut Connection, kind: AccountKind, asset: &Asset) -> Result<i64, StoreError> {
    ledger::house_account(connection, House::Ctk, kind, asset.symbol).await
}

async fn post(
    connection: &mut Connection,
    transaction_id: i64,
    asset: &Asset,
    debit_account_id: i64,
    credit_account_id: i64,
    amount: Units,
    created_at: i64,
) -> Result<(), StoreError> {
    let entry = Entry {
        shown: Shown::Ctk { id: transaction_id },
        debit_account_id,
        credit_account_id,
        currency: asset.symbol,
        amount,
        created_at,
    };
    ledger::post(connection, entry).await?;
    Ok(())
}
