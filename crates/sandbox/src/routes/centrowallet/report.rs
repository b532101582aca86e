//! Webhooks and mails: what is told of a movement, in the same transaction as the movement.

use super::wire;
use crate::store::accounts::{self, Account};
use crate::store::checkout::Checkout;
use crate::store::mail::{self, Mail};
use crate::store::webhooks::{self, NewWebhook};
use crate::store::{Connection, StoreError, transactions};

/// Tells `url` of something, or the address of the account where there is no `url`; nobody where neither is.
pub(super) async fn about(
    connection: &mut Connection,
    account: &Account,
    kind: &'static str,
    url: Option<String>,
    body: String,
    now: i64,
) -> Result<(), StoreError> {
    match url.or_else(|| account.webhook_url.clone()).filter(|url| !url.is_empty()) {
        Some(url) => {
            let hook = NewWebhook { merchant_id: account.merchant_id, url, kind, body };
            webhooks::enqueue(connection, hook, now).await
        }
        None => Ok(()),
    }
}

/// Tells of a refill that has been decided.
pub(crate) async fn refill(
    connection: &mut Connection,
    checkout: &Checkout,
    now: i64,
) -> Result<(), StoreError> {
    let transaction = transactions::by_id(connection, checkout.transaction_id).await?;
    let transaction = transaction.ok_or(StoreError::Missing("the transaction of a checkout"))?;
    let account = accounts::by_id(connection, transaction.payment_account_id).await?;
    let account = account.ok_or(StoreError::Missing("the account of a transaction"))?;
    let totals = accounts::totals(connection, &[account.user_id]).await?;
    let said = wire::transaction(&transaction, &totals);
    let body =
        said.and_then(|said| wire::text(&said)).map_err(|_| StoreError::Missing("words for a refill"))?;
    about(connection, &account, "refill", checkout.webhook_url.clone(), body, now).await?;
    if checkout.wants_mail {
        let price = format!("{} {}", transaction.price, transaction.currency);
        let (subject, body) = if transaction.status == "success" {
            let body = format!("Your account received {price}. It has {} now.", transaction.balance);
            (format!("{price} received"), body)
        } else {
            let body = format!("Nothing was charged. The reason given: {}.", transaction.message);
            (format!("{price} not received"), body)
        };
        let address = transaction.email.clone();
        mail::add(connection, Mail { transaction_id: transaction.id, address, subject, body }, now).await?;
    }
    Ok(())
}
