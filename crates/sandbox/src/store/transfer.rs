//! Transfers: money that goes from one customer's account to another account.

use super::accounts::{self, Account};
use super::ledger::{Entry, Shown};
use super::transactions::{self, NewTransaction, Transaction};
use super::{Connection, StoreError, ledger};
use crate::domain::ledger::Refusal;
use crate::domain::secret;
use crate::domain::units::Units;

/// The kind of the transaction that sends, and of its reference.
pub const KIND: &str = "transfer_out";

/// The kind of the transaction that receives.
pub const RECEIVED: &str = "transfer_in";

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Transfer {
    /// Above zero.
    pub amount: Units,
    pub reason: Option<String>,
    pub merchant_order_id: Option<String>,
    /// JSON.
    pub metadata: Option<String>,
}

/// Moves the money, and answers the transaction that sends, or why nothing moved. One entry moves
/// it, and two transactions show it: one to each side.
pub async fn transfer(
    connection: &mut Connection,
    from: &Account,
    to: &Account,
    transfer: Transfer,
    now: i64,
) -> Result<Result<Transaction, Refusal>, StoreError> {
    let amount = transfer.amount;
    if !amount.is_positive() {
        return Ok(Err(Refusal::NotPositive));
    }
    if from.id == to.id {
        return Ok(Err(Refusal::SameAccount));
    }
    if from.currency != to.currency {
        return Ok(Err(Refusal::Currency));
    }
    let after = (
        accounts::balance_after(connection, from, -amount).await?,
        accounts::balance_after(connection, to, amount).await?,
    );
    let (left, received) = match after {
        (Ok(left), Ok(received)) => (left, received),
        (Err(refusal), _) | (_, Err(refusal)) => return Ok(Err(refusal)),
    };
    let sent = NewTransaction {
        uuid: secret::uuid(secret::random()?),
        kind: KIND,
        is_income: false,
        action: "deposit".into(),
        mode: "wallet".into(),
        status: "success".into(),
        price: amount,
        balance: left,
        merchant_order_id: transfer.merchant_order_id,
        metadata: transfer.metadata,
        message: transfer.reason.unwrap_or_default(),
        created_at: now,
        ..NewTransaction::of(from)
    };
    let shared = NewTransaction {
        uuid: secret::uuid(secret::random()?),
        kind: RECEIVED,
        is_income: true,
        balance: received,
        merchant_id: to.merchant_id,
        user_id: to.user_id,
        payment_account_id: to.id,
        billing: to.system.clone(),
        email: to.email.clone(),
        ..sent.clone()
    };
    let sent = transactions::add(connection, sent).await?;
    let shared = NewTransaction { linked_id: Some(sent.id), ..shared };
    let recipient_id = transactions::insert(connection, shared).await?;
    let entry = Entry {
        shown: Shown::CentroWallet { id: sent.id, recipient_id: Some(recipient_id) },
        debit_account_id: from.ledger_account_id,
        credit_account_id: to.ledger_account_id,
        currency: &from.currency,
        amount,
        created_at: now,
    };
    ledger::post(connection, entry).await?;
    accounts::touch(connection, from.id, now).await?;
    accounts::touch(connection, to.id, now).await?;
    Ok(Ok(sent))
}
