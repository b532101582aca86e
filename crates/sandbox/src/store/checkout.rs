//! Checkouts: how refills are paid for, and how far they are.

use super::{Connection, Row, StoreError, query, units};
use crate::domain::clock::DAY;
use crate::domain::secret;
use crate::domain::units::Units;

/// How long a customer has to pay.
pub const OPEN_FOR: i64 = DAY;

/// How far a checkout is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits for a card.
    Open,
    /// The bank asks whether it is the customer.
    Challenged,
    /// The payment system takes its time.
    Settling,
    /// It succeeded or failed.
    Done,
}

impl State {
    const ALL: [Self; 4] = [Self::Open, Self::Challenged, Self::Settling, Self::Done];

    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Challenged => "challenged",
            Self::Settling => "settling",
            Self::Done => "done",
        }
    }
}

/// How a refill is paid for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkout {
    pub transaction_id: i64,
    pub state: State,
    /// Whether the bank is to ask in any case.
    pub is_secure: bool,
    /// What the card is charged above what the account receives; below zero, a discount.
    pub surcharge: Units,
    pub redirect_url: Option<String>,
    pub webhook_url: Option<String>,
    pub wants_mail: bool,
    /// When it settles, or is given up.
    pub due_at: i64,
}

/// Adds a checkout.
pub async fn add(connection: &mut Connection, checkout: &Checkout, token: &str) -> Result<(), StoreError> {
    let (whole, fraction) = checkout.surcharge.parts();
    query(
        "INSERT INTO checkout (transaction_id, token_hash, state, is_secure, surcharge_whole,
             surcharge_fraction, redirect_url, webhook_url, wants_mail, due_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(checkout.transaction_id)
    .bind(secret::digest(token.as_bytes()).to_vec())
    .bind(checkout.state.as_str())
    .bind(checkout.is_secure)
    .bind(whole)
    .bind(fraction)
    .bind(checkout.redirect_url.clone())
    .bind(checkout.webhook_url.clone())
    .bind(checkout.wants_mail)
    .bind(checkout.due_at)
    .execute(connection)
    .await?;
    Ok(())
}

fn read(row: &Row) -> Result<Checkout, StoreError> {
    let state: String = row.get("state")?;
    let state = State::ALL.into_iter().find(|known| known.as_str() == state);
    Ok(Checkout {
        transaction_id: row.get("transaction_id")?,
        state: state.ok_or(StoreError::Missing("a state of a checkout"))?,
        is_secure: row.get("is_secure")?,
        surcharge: units(row, "surcharge_whole", "surcharge_fraction")?,
        redirect_url: row.get("redirect_url")?,
        webhook_url: row.get("webhook_url")?,
        wants_mail: row.get("wants_mail")?,
        due_at: row.get("due_at")?,
    })
}

/// The checkout whose address has that token.
pub async fn by_token(connection: &mut Connection, token: &str) -> Result<Option<Checkout>, StoreError> {
    let row = query("SELECT * FROM checkout WHERE token_hash = $1")
        .bind(secret::digest(token.as_bytes()).to_vec())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Moves a checkout on.
pub async fn advance(
    connection: &mut Connection,
    checkout: &mut Checkout,
    state: State,
    due_at: i64,
) -> Result<(), StoreError> {
    (checkout.state, checkout.due_at) = (state, due_at);
    query("UPDATE checkout SET state = $2, due_at = $3 WHERE transaction_id = $1")
        .bind(checkout.transaction_id)
        .bind(state.as_str())
        .bind(due_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// The transactions of the checkouts that are due, those that have waited longest first.
pub async fn due(connection: &mut Connection, now: i64, most: i64) -> Result<Vec<i64>, StoreError> {
    let rows = query(
        "SELECT transaction_id FROM checkout WHERE state <> 'done' AND due_at <= $1
         ORDER BY due_at, transaction_id LIMIT $2",
    )
    .bind(now)
    .bind(most)
    .fetch_all(connection)
    .await?;
    Ok(rows.iter().map(|row| row.get("transaction_id")).collect::<Result<_, _>>()?)
}

/// The checkout of that transaction, if it is due.
pub async fn if_due(
    connection: &mut Connection,
    transaction_id: i64,
    now: i64,
) -> Result<Option<Checkout>, StoreError> {
    let row = query("SELECT * FROM checkout WHERE transaction_id = $1 AND state <> 'done' AND due_at <= $2")
        .bind(transaction_id)
        .bind(now)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Whether the payment system is at work for an account.
pub async fn is_settling(connection: &mut Connection, account_id: i64) -> Result<bool, StoreError> {
    let row = query(
        "SELECT 1 FROM checkout
         JOIN wallet_transaction ON wallet_transaction.id = checkout.transaction_id
         WHERE checkout.state = 'settling' AND wallet_transaction.payment_account_id = $1 LIMIT 1",
    )
    .bind(account_id)
    .fetch_optional(connection)
    .await?;
    Ok(row.is_some())
}
