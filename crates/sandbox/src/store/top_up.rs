//! Top-ups: money that a merchant gives to a customer, or takes back.

use super::accounts::{self, Account};
use super::ledger::{Entry, Shown};
use super::transactions::{self, NewTransaction, Transaction};
use super::{Connection, StoreError, ledger, promo};
use crate::domain::ledger::{AccountKind, Refusal};
use crate::domain::promo::Grant;
use crate::domain::secret;
use crate::domain::units::Units;

/// The kind of the transaction, and of its reference.
pub const KIND: &str = "top_up";

/// What is asked for.
#[derive(Debug, Clone)]
pub struct TopUp {
    /// Above zero gives, below takes back.
    pub amount: Units,
    pub reason: Option<String>,
    pub merchant_order_id: Option<String>,
    /// JSON.
    pub metadata: Option<String>,
    /// When the money lapses, in microseconds since 1970.
    pub expires_at: Option<i64>,
}

/// Moves the money, and answers the transaction or why nothing moved. `total` is what the customer has in that
/// currency before.
pub async fn top_up(
    connection: &mut Connection,
    account: &Account,
    total: Units,
    request: TopUp,
    now: i64,
) -> Result<Result<Transaction, Refusal>, StoreError> {
    if request.amount.is_zero() {
        return Ok(Err(Refusal::NotPositive));
    }
    let balance = match accounts::balance_within(account, total, request.amount) {
        Ok(balance) => balance,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let (house, currency) = (account.house(), &account.currency);
    let (float, held) =
        ledger::house_balance(connection, house, AccountKind::MerchantFloat, currency).await?;
    if held.checked_add(-request.amount).is_none() {
        return Ok(Err(Refusal::TooLarge));
    }
    let amount = request.amount.abs();
    let is_income = request.amount.is_positive();
    let transaction = NewTransaction {
        uuid: secret::uuid(secret::random()?),
        kind: KIND,
        is_income,
        is_virtual: true,
        action: "deposit".into(),
        mode: "wallet".into(),
        status: "success".into(),
        price: amount,
        balance,
        merchant_order_id: request.merchant_order_id,
        metadata: request.metadata,
        message: request.reason.unwrap_or_default(),
        created_at: now,
        expires_at: request.expires_at,
        ..NewTransaction::of(account)
    };
    let mut transaction = transactions::add(connection, transaction).await?;
    let transaction_id = transaction.id;
    let (debit_account_id, credit_account_id) =
        if is_income { (float, account.ledger_account_id) } else { (account.ledger_account_id, float) };
    let entry = Entry {
        shown: Shown::CentroWallet { id: transaction_id, recipient_id: None },
        debit_account_id,
        credit_account_id,
        currency: &account.currency,
        amount,
        created_at: now,
    };
    ledger::post(connection, entry).await?;
    if account.is_promo && is_income {
        let grant = Grant { transaction_id, expires_at: request.expires_at, remaining: amount };
        promo::grant(connection, account.id, grant).await?;
        transaction.remaining = Some(amount);
    } else if account.is_promo {
        promo::spend(connection, account.id, transaction_id, amount).await?;
    }
    accounts::touch(connection, account.id, now).await?;
    Ok(Ok(transaction))
}
