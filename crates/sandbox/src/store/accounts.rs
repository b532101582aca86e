//! Payment accounts, each with its balance in the ledger.

use std::collections::BTreeMap;

use super::ledger::House;
use super::{Connection, Dialect, Row, StoreError, query, units};
use crate::domain::card::Card;
use crate::domain::ledger::Refusal;
use crate::domain::units::Units;

/// A customer's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: i64,
    pub uuid: String,
    pub merchant_id: i64,
    pub user_id: i64,
    /// The e-mail address of the customer.
    pub email: String,
    pub ledger_account_id: i64,
    pub name: Option<String>,
    pub description: Option<String>,
    pub is_promo: bool,
    pub balance: Units,
    pub currency: String,
    pub method: String,
    pub system: String,
    pub account_number: Option<String>,
    pub brand: Option<String>,
    pub expiration_month: Option<i64>,
    pub expiration_year: Option<i64>,
    pub is_active: bool,
    pub is_auto_reload: bool,
    pub auto_reload_amount: Option<Units>,
    pub auto_reload_min_amount: Option<Units>,
    pub is_notify: bool,
    pub notify_amount: Option<Units>,
    pub webhook_url: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
    pub last_used_at: Option<i64>,
}

impl Account {
    /// Whose money is on the other side.
    pub const fn house(&self) -> House {
        House::CentroWallet { merchant_id: self.merchant_id }
    }

    /// The card that the account remembers.
    pub fn card(&self) -> Option<Card> {
        Some(Card {
            masked: self.account_number.clone()?,
            brand: self.brand.clone().unwrap_or_default(),
            month: self.expiration_month,
            year: self.expiration_year,
        })
    }

    /// `fiat` or `promo`.
    pub const fn kind(&self) -> &'static str {
        if self.is_promo { "promo" } else { "fiat" }
    }
}

/// An account that is to be.
#[derive(Debug, Clone, Default)]
pub struct NewAccount {
    pub uuid: String,
    pub merchant_id: i64,
    pub user_id: i64,
    pub name: Option<String>,
    pub description: Option<String>,
    pub is_promo: bool,
    pub currency: String,
    pub method: String,
    pub system: String,
    pub account_number: Option<String>,
    pub brand: Option<String>,
    pub expiration_month: Option<i64>,
    pub expiration_year: Option<i64>,
    pub webhook_url: Option<String>,
    pub created_at: i64,
}

/// What an account is changed to; none leaves as it is.
#[derive(Debug, Clone, Default)]
pub struct AccountChange {
    pub name: Option<String>,
    pub description: Option<String>,
    pub is_active: Option<bool>,
    pub is_auto_reload: Option<bool>,
    pub auto_reload_amount: Option<Units>,
    pub auto_reload_min_amount: Option<Units>,
    pub is_notify: Option<bool>,
    pub notify_amount: Option<Units>,
    pub webhook_url: Option<String>,
}

/// Which accounts are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountFilter {
    pub system: Option<String>,
    pub currency: Option<String>,
    pub is_active: Option<bool>,
    pub is_auto_reload: Option<bool>,
    pub is_notify: Option<bool>,
    pub is_promo: Option<bool>,
}

const SELECT: &str =
    "SELECT payment_account.*, wallet_user.email AS email, ledger_account.id AS ledger_account_id,
         ledger_account.whole AS balance_whole, ledger_account.fraction AS balance_fraction
     FROM payment_account
     JOIN wallet_user ON wallet_user.id = payment_account.user_id
     JOIN ledger_account ON ledger_account.payment_account_id = payment_account.id WHERE ";

fn setting(row: &Row, column: &str) -> Result<Option<Units>, sqlx::Error> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))).transpose()
}

fn read(row: &Row) -> Result<Account, sqlx::Error> {
    Ok(Account {
        id: row.get("id")?,
        uuid: row.get("uuid")?,
        merchant_id: row.get("merchant_id")?,
        user_id: row.get("user_id")?,
        email: row.get("email")?,
        ledger_account_id: row.get("ledger_account_id")?,
        name: row.get("name")?,
        description: row.get("description")?,
        is_promo: row.get::<String>("type")? == "promo",
        balance: units(row, "balance_whole", "balance_fraction")?,
        currency: row.get("currency")?,
        method: row.get("method")?,
        system: row.get("system")?,
        account_number: row.get("account_number")?,
        brand: row.get("brand")?,
        expiration_month: row.get("expiration_month")?,
        expiration_year: row.get("expiration_year")?,
        is_active: row.get("is_active")?,
        is_auto_reload: row.get("is_auto_reload")?,
        auto_reload_amount: setting(row, "auto_reload_amount")?,
        auto_reload_min_amount: setting(row, "auto_reload_min_amount")?,
        is_notify: row.get("is_notify")?,
        notify_amount: setting(row, "notify_amount")?,
        webhook_url: row.get("webhook_url")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        last_used_at: row.get("last_used_at")?,
    })
}

/// The account of that id.
pub async fn by_id(connection: &mut Connection, id: i64) -> Result<Option<Account>, StoreError> {
    let mut query = query(SELECT);
    query.push("payment_account.id = ").push_bind(id);
    let row = query.fetch_optional(connection).await?;
    Ok(row.as_ref().map(read).transpose()?)
}

/// A user's accounts, the oldest first.
pub async fn list(
    connection: &mut Connection,
    user_id: i64,
    filter: &AccountFilter,
) -> Result<Vec<Account>, StoreError> {
    let mut query = query(SELECT);
    query.push("payment_account.user_id = ").push_bind(user_id);
    if let Some(system) = &filter.system {
        query.push(" AND payment_account.system = ").push_bind(system.clone());
    }
    if let Some(currency) = &filter.currency {
        query.push(" AND payment_account.currency = ").push_bind(currency.clone());
    }
    if let Some(is_promo) = filter.is_promo {
        query.push(" AND payment_account.type = ").push_bind(if is_promo { "promo" } else { "fiat" });
    }
    for (column, wanted) in [
        ("is_active", filter.is_active),
        ("is_auto_reload", filter.is_auto_reload),
        ("is_notify", filter.is_notify),
    ] {
        if let Some(wanted) = wanted {
            query.push(" AND payment_account.").push(column).push(" = ").push_bind(wanted);
        }
    }
    query.push(" ORDER BY payment_account.id");
    let rows = query.fetch_all(connection).await?;
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}

/// Adds an account with nothing in it, and answers its id.
pub async fn create(connection: &mut Connection, account: NewAccount) -> Result<i64, StoreError> {
    let row = query(
        "INSERT INTO payment_account (uuid, merchant_id, user_id, name, description, type, currency,
             method, system, account_number, brand, expiration_month, expiration_year, webhook_url,
             created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15) RETURNING id",
    )
    .bind(account.uuid)
    .bind(account.merchant_id)
    .bind(account.user_id)
    .bind(account.name)
    .bind(account.description)
    .bind(if account.is_promo { "promo" } else { "fiat" })
    .bind(account.currency.clone())
    .bind(account.method)
    .bind(account.system)
    .bind(account.account_number)
    .bind(account.brand)
    .bind(account.expiration_month)
    .bind(account.expiration_year)
    .bind(account.webhook_url)
    .bind(account.created_at)
    .fetch_one(connection)
    .await?;
    let id: i64 = row.get("id")?;
    query(
        "INSERT INTO ledger_account (system, merchant_id, kind, currency, payment_account_id)
         VALUES ('centrowallet', $1, 'customer', $2, $3)",
    )
    .bind(account.merchant_id)
    .bind(account.currency)
    .bind(id)
    .execute(connection)
    .await?;
    Ok(id)
}

/// Changes the settings of an account.
pub async fn change(
    connection: &mut Connection,
    id: i64,
    change: AccountChange,
    now: i64,
) -> Result<(), StoreError> {
    let text = |amount: Option<Units>| amount.map(|amount| amount.to_string());
    query(
        "UPDATE payment_account SET
             name = COALESCE($2, name),
             description = COALESCE($3, description),
             is_active = COALESCE($4, is_active),
             is_auto_reload = COALESCE($5, is_auto_reload),
             auto_reload_amount = COALESCE($6, auto_reload_amount),
             auto_reload_min_amount = COALESCE($7, auto_reload_min_amount),
             is_notify = COALESCE($8, is_notify),
             notify_amount = COALESCE($9, notify_amount),
             webhook_url = COALESCE($10, webhook_url),
             updated_at = $11
         WHERE id = $1",
    )
    .bind(id)
    .bind(change.name)
    .bind(change.description)
    .bind(change.is_active)
    .bind(change.is_auto_reload)
    .bind(text(change.auto_reload_amount))
    .bind(text(change.auto_reload_min_amount))
    .bind(change.is_notify)
    .bind(text(change.notify_amount))
    .bind(change.webhook_url)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps others from moving the money of these accounts until the end of the transaction. Whoever moves money
/// does this first, in an order that is everybody's, so that no two wait for each other. The embedded database
/// has one writer at a time, and nothing is locked there.
pub async fn lock(connection: &mut Connection, ids: &[i64]) -> Result<(), StoreError> {
    if connection.dialect() == Dialect::Postgres && !ids.is_empty() {
        let mut statement = query("SELECT id FROM ledger_account WHERE payment_account_id IN (");
        statement.push_list(ids.iter().copied()).push(") ORDER BY id FOR NO KEY UPDATE");
        statement.fetch_all(connection).await?;
    }
    Ok(())
}

/// The accounts of these users, whose money nobody else moves until the end of the transaction.
pub async fn hold(connection: &mut Connection, user_ids: &[i64]) -> Result<Vec<Account>, StoreError> {
    let mut statement = query(SELECT);
    statement.push("payment_account.user_id IN (").push_list(user_ids.iter().copied());
    statement.push(") ORDER BY ledger_account.id");
    if connection.dialect() == Dialect::Postgres {
        statement.push(" FOR NO KEY UPDATE OF ledger_account");
    }
    let rows = statement.fetch_all(connection).await?;
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}

/// Whose these accounts are.
pub async fn owners(connection: &mut Connection, ids: &[i64]) -> Result<Vec<i64>, StoreError> {
    let mut statement = query("SELECT DISTINCT user_id FROM payment_account WHERE id IN (");
    statement.push_list(ids.iter().copied()).push(")");
    let rows = statement.fetch_all(connection).await?;
    Ok(rows.iter().map(|row| row.get("user_id")).collect::<Result<_, _>>()?)
}

/// Remembers that money moved.
pub async fn touch(connection: &mut Connection, id: i64, now: i64) -> Result<(), StoreError> {
    query("UPDATE payment_account SET last_used_at = $2 WHERE id = $1")
        .bind(id)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// What each of these users has, by currency.
pub async fn totals(
    connection: &mut Connection,
    user_ids: &[i64],
) -> Result<BTreeMap<i64, BTreeMap<String, Units>>, StoreError> {
    if user_ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut query = query(
        "SELECT payment_account.user_id, payment_account.currency, ledger_account.whole,
             ledger_account.fraction
         FROM payment_account
         JOIN wallet_user ON wallet_user.id = payment_account.user_id
     JOIN ledger_account ON ledger_account.payment_account_id = payment_account.id
         WHERE payment_account.user_id IN (",
    );
    query.push_list(user_ids.iter().copied()).push(")");
    let mut totals: BTreeMap<i64, BTreeMap<String, Units>> = BTreeMap::new();
    for row in query.fetch_all(connection).await? {
        let sum = totals.entry(row.get("user_id")?).or_default().entry(row.get("currency")?).or_default();
        *sum = [*sum, units(&row, "whole", "fraction")?].into_iter().sum();
    }
    Ok(totals)
}

/// What is in an account after a change, or why that cannot be. `total` is what its owner has in that currency
/// before: it and the balance must be such that they can be said in 96 bits.
pub fn balance_within(account: &Account, total: Units, change: Units) -> Result<Units, Refusal> {
    let balance = account.balance.checked_add(change).ok_or(Refusal::TooLarge)?;
    if balance.is_negative() {
        return Err(Refusal::Overdraft);
    }
    let total = total.checked_add(change).and_then(Units::to_decimal);
    if balance.to_decimal().is_none() || total.is_none() {
        return Err(Refusal::TooLarge);
    }
    Ok(balance)
}

/// The same where the total is not known yet.
pub async fn balance_after(
    connection: &mut Connection,
    account: &Account,
    change: Units,
) -> Result<Result<Units, Refusal>, StoreError> {
    let totals = totals(connection, &[account.user_id]).await?;
    let total = totals.get(&account.user_id).and_then(|totals| totals.get(&account.currency)).copied();
    Ok(balance_within(account, total.unwrap_or_default(), change))
}

/// Remembers the card that paid last.
pub async fn set_card(connection: &mut Connection, id: i64, card: &Card) -> Result<(), StoreError> {
    query(
        "UPDATE payment_account SET account_number = $2, brand = $3, expiration_month = $4,
             expiration_year = $5 WHERE id = $1",
    )
    .bind(id)
    .bind(card.masked.clone())
    .bind(card.brand.clone())
    .bind(card.month)
    .bind(card.year)
    .execute(connection)
    .await?;
    Ok(())
}
