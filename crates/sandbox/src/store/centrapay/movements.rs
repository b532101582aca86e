//! Money that moves in a wallet, or between two. The published operations only show it: it is moved from the
//! simulated outside.

use super::super::ledger::{self, Entry, House, Shown};
use super::super::{Connection, StoreError};
use super::transactions::{self, Transaction};
use super::wallets::Wallet;
use crate::domain::centrapay::{Kind, public_id};
use crate::domain::ledger::{AccountKind, Refusal};
use crate::domain::secret;
use crate::domain::units::Units;

/// What is on the other side, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// A merchant's name, a masked telephone number, a bank account.
    pub name: Option<String>,
    pub wallet: Option<String>,
}

/// A movement seen from one wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    pub kind: Kind,
    /// Below zero where money leaves.
    pub value: Units,
    pub other: Party,
    pub related_id: String,
}

/// A new id of what a movement belongs to.
pub fn related_id() -> Result<String, StoreError> {
    Ok(public_id(secret::random()?))
}

/// Moves money between a wallet and the outside, or says why not and changes nothing.
pub async fn post(
    connection: &mut Connection,
    wallet: &Wallet,
    movement: Movement,
    now: i64,
) -> Result<Result<(), Refusal>, StoreError> {
    let Movement { kind, value, other, related_id } = movement;
    if value.is_zero() {
        return Ok(Err(Refusal::NotPositive));
    }
    match wallet.balance.checked_add(value) {
        Some(balance) if balance.is_negative() => return Ok(Err(Refusal::Overdraft)),
        Some(balance) if balance.to_decimal().is_some() => {}
        _ => return Ok(Err(Refusal::TooLarge)),
    }
    let currency = wallet.ledger.currency();
    let house = House::Centrapay { merchant_id: wallet.merchant_id };
    let outside = ledger::house_account(connection, house, AccountKind::Outside, currency).await?;
    if ledger::balance(connection, outside).await?.checked_sub(value).is_none() {
        return Ok(Err(Refusal::TooLarge));
    }
    let own = Party { name: None, wallet: Some(wallet.public_id.clone()) };
    let (source, destination) = if value.is_negative() { (own, other) } else { (other, own) };
    let transaction = Transaction {
        activity_number: wallet.last_activity + 1,
        kind,
        related_id,
        value,
        source_wallet: source.wallet,
        destination_wallet: destination.wallet,
        source_party: source.name,
        destination_party: destination.name,
        created_at: now,
    };
    let id = transactions::insert(connection, wallet.id, transaction).await?;
    let (debit_account_id, credit_account_id) = if value.is_negative() {
        (wallet.ledger_account_id, outside)
    } else {
        (outside, wallet.ledger_account_id)
    };
    let shown = Shown::Centrapay { id };
    let amount = value.abs();
    let entry = Entry { shown, debit_account_id, credit_account_id, currency, amount, created_at: now };
    ledger::post(connection, entry).await?;
    Ok(Ok(()))
}
