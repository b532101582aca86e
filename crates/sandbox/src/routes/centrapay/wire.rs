//! From what is kept to what is said on the wire: whole cents, as texts.

use purser_api::centrapay::{transaction, wallet};
use purser_api::money::MinorUnits;
use purser_api::{Currency, Timestamp};

use super::super::body::unsayable;
use crate::domain::centrapay::Kind;
use crate::domain::units::{ONE, Units};
use crate::error::ApiResult;
use crate::store::centrapay::transactions::Transaction;
use crate::store::centrapay::wallets::Wallet;

const CENT: i128 = ONE / 100;

fn cents(amount: Units) -> ApiResult<MinorUnits> {
    if amount.get() % CENT != 0 {
        return Err(unsayable(&"an amount is not in whole cents"));
    }
    MinorUnits::parse(&(amount.get() / CENT).to_string()).map_err(|error| unsayable(&error))
}

fn currency() -> ApiResult<Currency> {
    Currency::new("NZD").map_err(|error| unsayable(&error))
}

/// A wallet that has just been made.
pub(super) fn created(wallet: &Wallet) -> ApiResult<wallet::Wallet> {
    Ok(wallet::Wallet {
        ledger_id: None,
        category: Some("money".into()),
        kind: Some(wallet.ledger.id().into()),
        liveness: wallet.ledger.liveness().into(),
        description: Some("NZD".into()),
        created_at: Some(Timestamp::from_unix_micros(wallet.created_at).into()),
        status: Some("active".into()),
        settlement: wallet.is_settlement.then_some(true),
        ..listed(wallet)?
    })
}

/// A wallet in a list. Nothing is ever held back, so that all of the balance is available.
pub(super) fn listed(wallet: &Wallet) -> ApiResult<wallet::Wallet> {
    Ok(wallet::Wallet {
        id: wallet.public_id.clone(),
        account_id: Some(wallet.account_id.clone()),
        ledger_id: Some(wallet.ledger.id().into()),
        category: None,
        kind: None,
        liveness: "".into(),
        description: None,
        created_at: None,
        status: None,
        currency: currency()?,
        balance: cents(wallet.balance)?,
        available_balance: Some(cents(wallet.balance)?),
        settlement: None,
    })
}

/// A transaction: which id it has says what it is.
pub(super) fn transaction(row: &Transaction) -> ApiResult<transaction::Transaction> {
    let related = |kinds: &[Kind]| kinds.contains(&row.kind).then(|| row.related_id.clone());
    Ok(transaction::Transaction {
        activity_number: row.activity_number.to_string(),
        amount: cents(row.value.abs())?,
        value: cents(row.value)?,
        created_at: Some(Timestamp::from_unix_micros(row.created_at).into()),
        activity_type: (row.kind == Kind::Returned).then(|| "returned-asset-transfer".into()),
        dest_wallet_id: row.destination_wallet.clone(),
        src_wallet_id: row.source_wallet.clone(),
        dest_party: row.destination_party.clone(),
        src_party: row.source_party.clone(),
        payment_request_id: related(&[Kind::Payment]),
        topup_id: related(&[Kind::Topup]),
        asset_transfer_id: related(&[Kind::Sent, Kind::Received, Kind::Returned]),
        withdrawal_id: related(&[Kind::Withdrawal]),
    })
}
