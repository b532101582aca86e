//! Promotional money: grants, what spent them, and what lapsed.

use super::ledger::{Entry, Shown};
use super::transactions::{self, NewTransaction};
use super::{Connection, Row, StoreError, accounts, ledger, query, units};
use crate::domain::ledger::AccountKind;
use crate::domain::promo::{self, Grant};
use crate::domain::secret;
use crate::domain::units::Units;

fn read(row: &Row) -> Result<Grant, sqlx::Error> {
    Ok(Grant {
        transaction_id: row.get("transaction_id")?,
        expires_at: row.get("expires_at")?,
        remaining: units(row, "remaining_whole", "remaining_fraction")?,
    })
}

/// Remembers that a transaction gave promotional money.
pub async fn grant(
    connection: &mut Connection,
    payment_account_id: i64,
    grant: Grant,
) -> Result<(), StoreError> {
    let (whole, fraction) = grant.remaining.parts();
    query(
        "INSERT INTO promo_grant (transaction_id, payment_account_id, expires_at, remaining_whole,
             remaining_fraction) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(grant.transaction_id)
    .bind(payment_account_id)
    .bind(grant.expires_at)
    .bind(whole)
    .bind(fraction)
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes `amount` from the grants of an account, those that lapse first, first.
pub async fn spend(
    connection: &mut Connection,
    payment_account_id: i64,
    transaction_id: i64,
    amount: Units,
) -> Result<(), StoreError> {
    let rows = query(
        "SELECT transaction_id, expires_at, remaining_whole, remaining_fraction FROM promo_grant
         WHERE payment_account_id = $1 AND (remaining_whole > 0 OR remaining_fraction > 0)",
    )
    .bind(payment_account_id)
    .fetch_all(connection)
    .await?;
    let grants: Vec<Grant> = rows.iter().map(read).collect::<Result<_, _>>()?;
    let parts =
        promo::spend(&grants, amount).ok_or(StoreError::Missing("the grants of a promotional balance"))?;
    for (grant_id, part) in parts {
        let before = grants.iter().find(|grant| grant.transaction_id == grant_id);
        let left = before.and_then(|grant| grant.remaining.checked_sub(part)).unwrap_or_default();
        take(connection, transaction_id, grant_id, part, left).await?;
    }
    Ok(())
}

async fn take(
    connection: &mut Connection,
    transaction_id: i64,
    grant_id: i64,
    part: Units,
    left: Units,
) -> Result<(), StoreError> {
    let (whole, fraction) = left.parts();
    query("UPDATE promo_grant SET remaining_whole = $2, remaining_fraction = $3 WHERE transaction_id = $1")
        .bind(grant_id)
        .bind(whole)
        .bind(fraction)
        .execute(connection)
        .await?;
    let (whole, fraction) = part.parts();
    query("INSERT INTO promo_spend (transaction_id, grant_id, whole, fraction) VALUES ($1, $2, $3, $4)")
        .bind(transaction_id)
        .bind(grant_id)
        .bind(whole)
        .bind(fraction)
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether there are grants whose time is over.
pub async fn is_any_due(connection: &mut Connection, now: i64) -> Result<bool, StoreError> {
    let row = query(
        "SELECT 1 FROM promo_grant WHERE expires_at IS NOT NULL AND expires_at <= $1
             AND (remaining_whole > 0 OR remaining_fraction > 0) LIMIT 1",
    )
    .bind(now)
    .fetch_optional(connection)
    .await?;
    Ok(row.is_some())
}

/// Takes back what is left of the grants whose time is over, at most `most` of them.
pub async fn lapse_due(connection: &mut Connection, now: i64, most: i64) -> Result<usize, StoreError> {
    let rows = query(
        "SELECT transaction_id, expires_at, remaining_whole, remaining_fraction, payment_account_id
         FROM promo_grant WHERE expires_at IS NOT NULL AND expires_at <= $1
             AND (remaining_whole > 0 OR remaining_fraction > 0)
         ORDER BY expires_at, transaction_id LIMIT $2",
    )
    .bind(now)
    .bind(most)
    .fetch_all(connection)
    .await?;
    for row in &rows {
        let account = accounts::by_id(connection, row.get("payment_account_id")?)
            .await?
            .ok_or(StoreError::Missing("the account of a grant"))?;
        lapse(connection, &account, read(row)?, now).await?;
    }
    Ok(rows.len())
}

async fn lapse(
    connection: &mut Connection,
    account: &accounts::Account,
    grant: Grant,
    now: i64,
) -> Result<(), StoreError> {
    let balance =
        account.balance.checked_sub(grant.remaining).ok_or(StoreError::Missing("the balance of a grant"))?;
    let transaction = NewTransaction {
        uuid: secret::uuid(secret::random()?),
        kind: "lapse",
        is_income: false,
        is_virtual: true,
        subtype: "expired".into(),
        action: "expire".into(),
        mode: "wallet".into(),
        status: "success".into(),
        price: grant.remaining,
        balance,
        message: format!("Unspent part of {} lapsed", grant.transaction_id),
        created_at: now,
        ..NewTransaction::of(account)
    };
    let transaction_id = transactions::insert(connection, transaction).await?;
    let lapsed =
        ledger::house_account(connection, account.house(), AccountKind::LapsedPromo, &account.currency)
            .await?;
    let entry = Entry {
        shown: Shown::CentroWallet { id: transaction_id, recipient_id: None },
        debit_account_id: account.ledger_account_id,
        credit_account_id: lapsed,
        currency: &account.currency,
        amount: grant.remaining,
        created_at: now,
    };
    ledger::post(connection, entry).await?;
    take(connection, transaction_id, grant.transaction_id, grant.remaining, Units::ZERO).await
}
