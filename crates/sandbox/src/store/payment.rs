//! Payments: money that a customer pays to the merchant.

use super::accounts::{self, Account};
use super::ledger::{Entry, Shown};
use super::transactions::{self, NewTransaction, Transaction};
use super::{Connection, StoreError, ledger, promo};
use crate::domain::ledger::{AccountKind, Refusal};
use crate::domain::secret;
use crate::domain::units::Units;

/// The kind of the transaction, and of its reference.
pub const KIND: &str = "payment";

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Payment {
    /// Above zero.
    pub amount: Units,
    /// What is paid for.
    pub name: String,
    pub merchant_order_id: String,
    /// JSON.
    pub metadata: Option<String>,
}

/// Moves the money, and answers the transaction or why nothing moved. `total` is what the customer has in that
/// currency before.
pub async fn pay(
    connection: &mut Connection,
    account: &Account,
    total: Units,
    payment: Payment,
    now: i64,
) -> Result<Result<Transaction, Refusal>, StoreError> {
    if !payment.amount.is_positive() {
        return Ok(Err(Refusal::NotPositive));
    }
    let balance = match accounts::balance_within(account, total, -payment.amount) {
        Ok(balance) => balance,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let (house, currency) = (account.house(), &account.currency);
    let (float, held) =
        ledger::house_balance(connection, house, AccountKind::MerchantFloat, currency).await?;
    if held.checked_add(payment.amount).is_none() {
        return Ok(Err(Refusal::TooLarge));
    }
    let transaction = NewTransaction {
        uuid: secret::uuid(secret::random()?),
        kind: KIND,
        is_income: false,
        action: "charge".into(),
        mode: "wallet".into(),
        status: "success".into(),
        price: payment.amount,
        balance,
        descriptor: Some(payment.name),
        merchant_order_id: Some(payment.merchant_order_id),
        metadata: payment.metadata,
        created_at: now,
        ..NewTransaction::of(account)
    };
    let transaction = transactions::add(connection, transaction).await?;
    let transaction_id = transaction.id;
    let entry = Entry {
        shown: Shown::CentroWallet { id: transaction_id, recipient_id: None },
        debit_account_id: account.ledger_account_id,
        credit_account_id: float,
        currency: &account.currency,
        amount: payment.amount,
        created_at: now,
    };
    ledger::post(connection, entry).await?;
    if account.is_promo {
        promo::spend(connection, account.id, transaction_id, payment.amount).await?;
    }
    accounts::touch(connection, account.id, now).await?;
    Ok(Ok(transaction))
}
