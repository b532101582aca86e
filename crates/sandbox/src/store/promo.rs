//! Promotional money: grants, what spent them, and what lapsed.

use super::ledger::{Entry, Shown};
use super::transactions::{self, NewTransaction};
use super::{Connection, Row, Statement, StoreError, accounts, ledger, query, units};
use crate::domain::ledger::AccountKind;
use crate::domain::promo::{self, Grant};
use crate::domain::secret;
use crate::domain::units::Units;

/// What a transaction does by which promotional money lapses.
pub const EXPIRE: &str = "expire";

/// The kind of a transaction that takes back what nobody spent in time.
pub const LAPSE: &str = "lapse";

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

async fn leave(connection: &mut Connection, grant_id: i64, left: Units) -> Result<(), StoreError> {
    let (whole, fraction) = left.parts();
    query("UPDATE promo_grant SET remaining_whole = $2, remaining_fraction = $3 WHERE transaction_id = $1")
        .bind(grant_id)
        .bind(whole)
        .bind(fraction)
        .execute(connection)
        .await?;
    Ok(())
}

async fn take(
    connection: &mut Connection,
    transaction_id: i64,
    grant_id: i64,
    part: Units,
    left: Units,
) -> Result<(), StoreError> {
    leave(connection, grant_id, left).await?;
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

const DUE: &str = "SELECT transaction_id, expires_at, remaining_whole, remaining_fraction, payment_account_id
     FROM promo_grant WHERE expires_at IS NOT NULL
         AND (remaining_whole > 0 OR remaining_fraction > 0) AND expires_at <= ";

/// Takes back what is left of the grants whose time is over, at most `most` of them.
pub async fn lapse_due(connection: &mut Connection, now: i64, most: i64) -> Result<usize, StoreError> {
    let mut due = query(DUE);
    due.push_bind(now).push(" ORDER BY expires_at, transaction_id LIMIT ").push_bind(most);
    lapse_all(connection, due, now).await
}

/// Takes back what is left of those grants of an account whose time is over.
pub async fn lapse_due_of(
    connection: &mut Connection,
    payment_account_id: i64,
    now: i64,
) -> Result<usize, StoreError> {
    let mut due = query(DUE);
    due.push_bind(now).push(" AND payment_account_id = ").push_bind(payment_account_id);
    due.push(" ORDER BY expires_at, transaction_id");
    lapse_all(connection, due, now).await
}

async fn lapse_all(connection: &mut Connection, due: Statement, now: i64) -> Result<usize, StoreError> {
    let rows = due.fetch_all(connection).await?;
    let ids = rows.iter().map(|row| row.get("payment_account_id")).collect::<Result<Vec<i64>, _>>()?;
    accounts::lock(connection, &ids).await?;
    for row in &rows {
        let account = accounts::by_id(connection, row.get("payment_account_id")?)
            .await?
            .ok_or(StoreError::Missing("the account of a grant"))?;
        lapse(connection, &account, read(row)?, now).await?;
    }
    Ok(rows.len())
}

/// What is left of the grant that a transaction made; none where it made none.
pub async fn left_of(connection: &mut Connection, grant_id: i64) -> Result<Option<Units>, StoreError> {
    let row = query("SELECT remaining_whole, remaining_fraction FROM promo_grant WHERE transaction_id = $1")
        .bind(grant_id)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| units(&row, "remaining_whole", "remaining_fraction")).transpose()?)
}

/// Takes all of a grant of which nothing has been spent.
pub async fn take_all(
    connection: &mut Connection,
    transaction_id: i64,
    grant_id: i64,
    amount: Units,
) -> Result<(), StoreError> {
    take(connection, transaction_id, grant_id, amount, Units::ZERO).await
}

/// Gives back to the grants what a transaction took from them. Those whose time is over lapse with the next
/// look.
pub async fn give_back(
    connection: &mut Connection,
    transaction_id: i64,
    spender_id: i64,
) -> Result<(), StoreError> {
    let rows = query(
        "SELECT promo_spend.grant_id, promo_spend.whole, promo_spend.fraction,
             promo_grant.remaining_whole, promo_grant.remaining_fraction
         FROM promo_spend JOIN promo_grant ON promo_grant.transaction_id = promo_spend.grant_id
         WHERE promo_spend.transaction_id = $1 ORDER BY promo_spend.grant_id",
    )
    .bind(spender_id)
    .fetch_all(connection)
    .await?;
    for row in &rows {
        let grant_id: i64 = row.get("grant_id")?;
        let part = units(row, "whole", "fraction")?;
        let left = units(row, "remaining_whole", "remaining_fraction")?
            .checked_add(part)
            .ok_or(StoreError::Missing("the rest of a grant"))?;
        leave(connection, grant_id, left).await?;
        let (whole, fraction) = part.parts();
        query("INSERT INTO promo_return (transaction_id, grant_id, whole, fraction) VALUES ($1, $2, $3, $4)")
            .bind(transaction_id)
            .bind(grant_id)
            .bind(whole)
            .bind(fraction)
            .execute(connection)
            .await?;
    }
    Ok(())
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
        kind: LAPSE,
        is_income: false,
        is_virtual: true,
        subtype: "expired".into(),
        action: EXPIRE.into(),
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
