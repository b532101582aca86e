//! Transactions: what customers and merchants see of the movements, and of those that failed.

use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};
use std::collections::{BTreeMap, HashMap};

use super::accounts::Account;
use super::{Connection, StoreError, units};
use crate::domain::units::Units;

/// A transaction as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    pub id: i64,
    pub uuid: String,
    pub merchant_id: i64,
    pub user_id: i64,
    pub payment_account_id: i64,
    pub parent_id: Option<i64>,
    pub kind: String,
    pub direction: String,
    pub subtype: String,
    pub billing: String,
    /// Empty: none.
    pub payment_method: String,
    pub is_virtual: bool,
    pub action: String,
    pub mode: String,
    pub status: String,
    pub currency: String,
    pub price: Units,
    /// What was in the account after it.
    pub balance: Units,
    /// What is left of it, where it gave promotional money.
    pub remaining: Option<Units>,
    pub account_is_promo: bool,
    pub descriptor: Option<String>,
    pub merchant_order_id: Option<String>,
    /// JSON.
    pub metadata: Option<String>,
    pub account_number: String,
    pub brand: String,
    pub expiration_month: String,
    pub expiration_year: String,
    pub message: String,
    pub code: String,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub country: String,
    pub zip: String,
    pub created_at: i64,
    pub expires_at: Option<i64>,
    /// Voids of it.
    pub children: Vec<Transaction>,
}

/// A transaction that is to be.
#[derive(Debug, Clone, Default)]
pub struct NewTransaction {
    pub uuid: String,
    pub merchant_id: i64,
    pub user_id: i64,
    pub payment_account_id: i64,
    pub parent_id: Option<i64>,
    pub kind: &'static str,
    pub is_income: bool,
    pub subtype: String,
    pub billing: String,
    pub payment_method: String,
    pub is_virtual: bool,
    pub action: String,
    pub mode: String,
    pub status: String,
    pub currency: String,
    pub price: Units,
    pub balance: Units,
    pub descriptor: Option<String>,
    pub merchant_order_id: Option<String>,
    pub external_transaction_id: String,
    pub metadata: Option<String>,
    pub account_number: String,
    pub brand: String,
    pub expiration_month: String,
    pub expiration_year: String,
    pub message: String,
    pub code: String,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub country: String,
    pub zip: String,
    pub created_at: i64,
    pub expires_at: Option<i64>,
}

impl NewTransaction {
    /// A transaction of that account, with everything else still to be said.
    pub fn of(account: &Account) -> Self {
        Self {
            merchant_id: account.merchant_id,
            user_id: account.user_id,
            payment_account_id: account.id,
            subtype: "regular".into(),
            billing: account.system.clone(),
            currency: account.currency.clone(),
            email: account.email.clone(),
            ..Self::default()
        }
    }

    /// `income` or `outcome`.
    pub const fn direction(&self) -> &'static str {
        if self.is_income { "income" } else { "outcome" }
    }
}

/// The columns of a transaction that is added, without its id, in the order in which they are bound.
pub const INSERTED: &str = "uuid, merchant_id, user_id, payment_account_id, parent_id, facet_id, kind, \
     type, subtype, billing, payment_method, is_virtual, action, mode, status, currency, price_whole, \
     price_fraction, balance_whole, balance_fraction, descriptor, merchant_order_id, \
     external_transaction_id, metadata, account_number, brand, expiration_month, expiration_year, \
     message, code, email, first_name, last_name, country, zip, created_at, expires_at";

/// The row of counts that a transaction of these values belongs to, made where there is none.
pub async fn facet(connection: &mut Connection, transaction: &NewTransaction) -> Result<i64, StoreError> {
    let row = sqlx::query(
        "INSERT INTO transaction_facet (merchant_id, type, payment_method, is_virtual, action, mode,
             status, has_expiry)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (merchant_id, type, payment_method, is_virtual, action, mode, status, has_expiry)
         DO UPDATE SET count = count RETURNING id",
    )
    .bind(transaction.merchant_id)
    .bind(transaction.direction())
    .bind(transaction.payment_method.clone())
    .bind(transaction.is_virtual)
    .bind(transaction.action.clone())
    .bind(transaction.mode.clone())
    .bind(transaction.status.clone())
    .bind(transaction.expires_at.is_some())
    .fetch_one(connection)
    .await?;
    Ok(row.try_get("id")?)
}

/// Binds a transaction's values in the order of [`INSERTED`].
pub fn push_values(
    values: &mut sqlx::query_builder::Separated<'_, Sqlite, &'static str>,
    facet_id: i64,
    transaction: NewTransaction,
) {
    let direction = transaction.direction();
    let (price_whole, price_fraction) = transaction.price.parts();
    let (balance_whole, balance_fraction) = transaction.balance.parts();
    values
        .push_bind(transaction.uuid)
        .push_bind(transaction.merchant_id)
        .push_bind(transaction.user_id)
        .push_bind(transaction.payment_account_id)
        .push_bind(transaction.parent_id)
        .push_bind(facet_id)
        .push_bind(transaction.kind)
        .push_bind(direction)
        .push_bind(transaction.subtype)
        .push_bind(transaction.billing)
        .push_bind(transaction.payment_method)
        .push_bind(transaction.is_virtual)
        .push_bind(transaction.action)
        .push_bind(transaction.mode)
        .push_bind(transaction.status)
        .push_bind(transaction.currency)
        .push_bind(price_whole)
        .push_bind(price_fraction)
        .push_bind(balance_whole)
        .push_bind(balance_fraction)
        .push_bind(transaction.descriptor)
        .push_bind(transaction.merchant_order_id)
        .push_bind(transaction.external_transaction_id)
        .push_bind(transaction.metadata)
        .push_bind(transaction.account_number)
        .push_bind(transaction.brand)
        .push_bind(transaction.expiration_month)
        .push_bind(transaction.expiration_year)
        .push_bind(transaction.message)
        .push_bind(transaction.code)
        .push_bind(transaction.email)
        .push_bind(transaction.first_name)
        .push_bind(transaction.last_name)
        .push_bind(transaction.country)
        .push_bind(transaction.zip)
        .push_bind(transaction.created_at)
        .push_bind(transaction.expires_at);
}

/// Adds a transaction and answers its id. It moves no money: entries do.
pub async fn insert(connection: &mut Connection, transaction: NewTransaction) -> Result<i64, StoreError> {
    let facet_id = facet(connection, &transaction).await?;
    let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO wallet_transaction (");
    query.push(INSERTED).push(") VALUES (");
    push_values(&mut query.separated(", "), facet_id, transaction);
    query.push(") RETURNING id");
    Ok(query.build().fetch_one(connection).await?.try_get("id")?)
}

const SELECT: &str = "SELECT wallet_transaction.*, promo_grant.remaining_whole,
         promo_grant.remaining_fraction, payment_account.type AS account_type
     FROM wallet_transaction
     JOIN payment_account ON payment_account.id = wallet_transaction.payment_account_id
     LEFT JOIN promo_grant ON promo_grant.transaction_id = wallet_transaction.id WHERE ";

fn read(row: &SqliteRow) -> Result<Transaction, sqlx::Error> {
    let remaining: Option<i64> = row.try_get("remaining_whole")?;
    Ok(Transaction {
        id: row.try_get("id")?,
        uuid: row.try_get("uuid")?,
        merchant_id: row.try_get("merchant_id")?,
        user_id: row.try_get("user_id")?,
        payment_account_id: row.try_get("payment_account_id")?,
        parent_id: row.try_get("parent_id")?,
        kind: row.try_get("kind")?,
        direction: row.try_get("type")?,
        subtype: row.try_get("subtype")?,
        billing: row.try_get("billing")?,
        payment_method: row.try_get("payment_method")?,
        is_virtual: row.try_get("is_virtual")?,
        action: row.try_get("action")?,
        mode: row.try_get("mode")?,
        status: row.try_get("status")?,
        currency: row.try_get("currency")?,
        price: units(row, "price_whole", "price_fraction")?,
        balance: units(row, "balance_whole", "balance_fraction")?,
        remaining: match remaining {
            Some(whole) => Some(Units::from_parts(whole, row.try_get("remaining_fraction")?)),
            None => None,
        },
        account_is_promo: row.try_get::<String, _>("account_type")? == "promo",
        descriptor: row.try_get("descriptor")?,
        merchant_order_id: row.try_get("merchant_order_id")?,
        metadata: row.try_get("metadata")?,
        account_number: row.try_get("account_number")?,
        brand: row.try_get("brand")?,
        expiration_month: row.try_get("expiration_month")?,
        expiration_year: row.try_get("expiration_year")?,
        message: row.try_get("message")?,
        code: row.try_get("code")?,
        email: row.try_get("email")?,
        first_name: row.try_get("first_name")?,
        last_name: row.try_get("last_name")?,
        country: row.try_get("country")?,
        zip: row.try_get("zip")?,
        created_at: row.try_get("created_at")?,
        expires_at: row.try_get("expires_at")?,
        children: Vec::new(),
    })
}

async fn select(
    connection: &mut Connection,
    column: &'static str,
    ids: &[i64],
) -> Result<Vec<Transaction>, StoreError> {
    let mut query = QueryBuilder::<Sqlite>::new(SELECT);
    query.push("wallet_transaction.").push(column).push(" IN (");
    let mut list = query.separated(", ");
    for id in ids {
        list.push_bind(*id);
    }
    query.push(") ORDER BY wallet_transaction.id");
    let rows = query.build().fetch_all(connection).await?;
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}

/// The transactions of these ids, in that order, each with its voids as deep as they go.
pub async fn by_ids(connection: &mut Connection, ids: &[i64]) -> Result<Vec<Transaction>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = select(connection, "id", ids).await?;
    let mut generation: Vec<i64> = found.iter().map(|transaction| transaction.id).collect();
    let mut descendants: Vec<Transaction> = Vec::new();
    while !generation.is_empty() {
        let next = select(connection, "parent_id", &generation).await?;
        generation = next.iter().map(|transaction| transaction.id).collect();
        descendants.extend(next);
    }
    let mut children: BTreeMap<i64, Vec<Transaction>> = BTreeMap::new();
    // A void is younger than what it voids, so that from the youngest up all are whole when they move.
    descendants.sort_by_key(|transaction| std::cmp::Reverse(transaction.id));
    for mut transaction in descendants {
        adopt(&mut transaction, &children);
        if let Some(parent) = transaction.parent_id {
            children.entry(parent).or_default().push(transaction);
        }
    }
    let mut by_id: HashMap<i64, Transaction> = found
        .into_iter()
        .map(|mut transaction| {
            adopt(&mut transaction, &children);
            (transaction.id, transaction)
        })
        .collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

fn adopt(transaction: &mut Transaction, children: &BTreeMap<i64, Vec<Transaction>>) {
    if let Some(own) = children.get(&transaction.id) {
        transaction.children.clone_from(own);
        transaction.children.reverse();
    }
}

/// The transaction of that id, with its voids.
pub async fn by_id(connection: &mut Connection, id: i64) -> Result<Option<Transaction>, StoreError> {
    Ok(by_ids(connection, &[id]).await?.pop())
}
