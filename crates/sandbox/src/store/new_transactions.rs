//! Transactions that are added, and the rows by which they are counted.

use super::accounts::Account;
use super::statement::Value;
use super::transactions::Transaction;
use super::{Connection, Statement, StoreError, query};
use crate::domain::units::Units;

/// A transaction that is to be.
#[derive(Debug, Clone, Default)]
pub struct NewTransaction {
    pub uuid: String,
    pub merchant_id: i64,
    pub user_id: i64,
    pub payment_account_id: i64,
    pub parent_id: Option<i64>,
    /// Of one that shows the other side of a movement: the one that shows the first.
    pub linked_id: Option<i64>,
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
    pub account_is_promo: bool,
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
            account_is_promo: account.is_promo,
            ..Self::default()
        }
    }

    /// What it is once it has been added.
    fn with_id(self, id: i64) -> Transaction {
        Transaction {
            id,
            direction: self.direction().to_owned(),
            kind: self.kind.to_owned(),
            remaining: None,
            children: Vec::new(),
            uuid: self.uuid,
            merchant_id: self.merchant_id,
            user_id: self.user_id,
            payment_account_id: self.payment_account_id,
            parent_id: self.parent_id,
            subtype: self.subtype,
            billing: self.billing,
            payment_method: self.payment_method,
            is_virtual: self.is_virtual,
            action: self.action,
            mode: self.mode,
            status: self.status,
            currency: self.currency,
            price: self.price,
            balance: self.balance,
            account_is_promo: self.account_is_promo,
            descriptor: self.descriptor,
            merchant_order_id: self.merchant_order_id,
            metadata: self.metadata,
            account_number: self.account_number,
            brand: self.brand,
            expiration_month: self.expiration_month,
            expiration_year: self.expiration_year,
            message: self.message,
            code: self.code,
            email: self.email,
            first_name: self.first_name,
            last_name: self.last_name,
            country: self.country,
            zip: self.zip,
            created_at: self.created_at,
            expires_at: self.expires_at,
        }
    }

    /// `income` or `outcome`.
    pub const fn direction(&self) -> &'static str {
        if self.is_income { "income" } else { "outcome" }
    }
}

/// The columns of a transaction that is added, without its id, in the order in which they are bound.
pub const INSERTED: &str = "uuid, merchant_id, user_id, payment_account_id, parent_id, linked_id, facet_id, \
     kind, type, subtype, billing, payment_method, is_virtual, action, mode, status, currency, price_whole, \
     price_fraction, balance_whole, balance_fraction, descriptor, merchant_order_id, \
     external_transaction_id, metadata, account_number, brand, expiration_month, expiration_year, \
     message, code, email, first_name, last_name, country, zip, created_at, expires_at";

/// Whether a row of `transaction_facet` is that of a transaction of these values.
fn push_facet(statement: &mut Statement, transaction: &NewTransaction) {
    statement.push(" merchant_id = ").push_bind(transaction.merchant_id);
    statement.push(" AND type = ").push_bind(transaction.direction());
    statement.push(" AND payment_method = ").push_bind(transaction.payment_method.clone());
    statement.push(" AND is_virtual = ").push_bind(transaction.is_virtual);
    statement.push(" AND action = ").push_bind(transaction.action.clone());
    statement.push(" AND mode = ").push_bind(transaction.mode.clone());
    statement.push(" AND status = ").push_bind(transaction.status.clone());
    statement.push(" AND has_expiry = ").push_bind(transaction.expires_at.is_some());
}

/// The row by which a transaction of these values is counted, made where there is none.
pub async fn facet(connection: &mut Connection, transaction: &NewTransaction) -> Result<i64, StoreError> {
    let mut found = query("SELECT id FROM transaction_facet WHERE");
    push_facet(&mut found, transaction);
    match found.fetch_optional(connection).await? {
        Some(row) => Ok(row.get("id")?),
        None => add_facet(connection, transaction).await,
    }
}

async fn add_facet(connection: &mut Connection, transaction: &NewTransaction) -> Result<i64, StoreError> {
    let row = query(
        "INSERT INTO transaction_facet (merchant_id, type, payment_method, is_virtual, action, mode,
             status, has_expiry)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
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
    Ok(row.get("id")?)
}

/// Where among them the facet stands.
const FACET: usize = 6;

/// A transaction's values in the order of [`INSERTED`].
pub fn values(facet_id: i64, transaction: NewTransaction) -> [Value; 38] {
    let direction = transaction.direction();
    let (price_whole, price_fraction) = transaction.price.parts();
    let (balance_whole, balance_fraction) = transaction.balance.parts();
    [
        transaction.uuid.into(),
        transaction.merchant_id.into(),
        transaction.user_id.into(),
        transaction.payment_account_id.into(),
        transaction.parent_id.into(),
        transaction.linked_id.into(),
        facet_id.into(),
        transaction.kind.into(),
        direction.into(),
        transaction.subtype.into(),
        transaction.billing.into(),
        transaction.payment_method.into(),
        transaction.is_virtual.into(),
        transaction.action.into(),
        transaction.mode.into(),
        transaction.status.into(),
        transaction.currency.into(),
        price_whole.into(),
        price_fraction.into(),
        balance_whole.into(),
        balance_fraction.into(),
        transaction.descriptor.into(),
        transaction.merchant_order_id.into(),
        transaction.external_transaction_id.into(),
        transaction.metadata.into(),
        transaction.account_number.into(),
        transaction.brand.into(),
        transaction.expiration_month.into(),
        transaction.expiration_year.into(),
        transaction.message.into(),
        transaction.code.into(),
        transaction.email.into(),
        transaction.first_name.into(),
        transaction.last_name.into(),
        transaction.country.into(),
        transaction.zip.into(),
        transaction.created_at.into(),
        transaction.expires_at.into(),
    ]
}

/// Adds a transaction and answers it as it then is. It moves no money: entries do.
pub async fn add(connection: &mut Connection, new: NewTransaction) -> Result<Transaction, StoreError> {
    let mut id = insert_counted(connection, &new).await?;
    if id.is_none() {
        add_facet(connection, &new).await?;
        id = insert_counted(connection, &new).await?;
    }
    let id = id.ok_or(StoreError::Missing("the row that counts a transaction"))?;
    Ok(new.with_id(id))
}

/// The same, for who needs the id only.
pub async fn insert(connection: &mut Connection, new: NewTransaction) -> Result<i64, StoreError> {
    Ok(add(connection, new).await?.id)
}

/// Adds a transaction where the row that counts it is there already.
async fn insert_counted(
    connection: &mut Connection,
    new: &NewTransaction,
) -> Result<Option<i64>, StoreError> {
    let mut statement = query("INSERT INTO wallet_transaction (");
    statement.push(INSERTED).push(") SELECT ");
    for (place, value) in values(0, new.clone()).into_iter().enumerate() {
        if place > 0 {
            statement.push(", ");
        }
        if place == FACET {
            statement.push("transaction_facet.id");
        } else {
            statement.push_bind(value);
        }
    }
    statement.push(" FROM transaction_facet WHERE");
    push_facet(&mut statement, new);
    statement.push(" RETURNING id");
    Ok(statement.fetch_optional(connection).await?.map(|row| row.get("id")).transpose()?)
}
