//! Transactions: what customers and merchants see of the movements, and of those that failed.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use super::{Connection, Row, StoreError, query, units};
use crate::domain::card::Card;
use crate::domain::units::Units;

pub use super::new_transactions::{INSERTED, NewTransaction, add, facet, insert, values};

/// So many voids stand below each other at most: an answer that is nested deeper is refused by clients.
pub const MOST_VOIDS: usize = 16;

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

impl Transaction {
    /// Whether it brought money, or was to.
    pub fn is_income(&self) -> bool {
        self.direction == "income"
    }
}

/// Decides a transaction that was under way: how it ended, what was in the account then, and what the
/// payment system says.
pub async fn decide(
    connection: &mut Connection,
    transaction: &Transaction,
    status: &str,
    balance: Units,
    (message, code): (&str, &str),
) -> Result<(), StoreError> {
    let decided = NewTransaction {
        merchant_id: transaction.merchant_id,
        is_income: transaction.is_income(),
        payment_method: transaction.payment_method.clone(),
        is_virtual: transaction.is_virtual,
        action: transaction.action.clone(),
        mode: transaction.mode.clone(),
        status: status.to_owned(),
        expires_at: transaction.expires_at,
        ..NewTransaction::default()
    };
    let facet_id = facet(connection, &decided).await?;
    let (whole, fraction) = balance.parts();
    query(
        "UPDATE wallet_transaction SET status = $2, facet_id = $3, balance_whole = $4, balance_fraction = $5,
             message = $6, code = $7 WHERE id = $1",
    )
    .bind(transaction.id)
    .bind(status)
    .bind(facet_id)
    .bind(whole)
    .bind(fraction)
    .bind(message)
    .bind(code)
    .execute(connection)
    .await?;
    Ok(())
}

/// Remembers by which card a transaction is paid.
pub async fn set_card(connection: &mut Connection, id: i64, card: &Card) -> Result<(), StoreError> {
    query(
        "UPDATE wallet_transaction SET account_number = $2, brand = $3, expiration_month = $4,
             expiration_year = $5 WHERE id = $1",
    )
    .bind(id)
    .bind(card.masked.clone())
    .bind(card.brand.clone())
    .bind(card.month.map(|month| month.to_string()).unwrap_or_default())
    .bind(card.year.map(|year| year.to_string()).unwrap_or_default())
    .execute(connection)
    .await?;
    Ok(())
}

const SELECT: &str = "SELECT wallet_transaction.*, promo_grant.remaining_whole,
         promo_grant.remaining_fraction, payment_account.type AS account_type
     FROM wallet_transaction
     JOIN payment_account ON payment_account.id = wallet_transaction.payment_account_id
     LEFT JOIN promo_grant ON promo_grant.transaction_id = wallet_transaction.id WHERE ";

fn read(row: &Row) -> Result<Transaction, sqlx::Error> {
    let remaining: Option<i64> = row.get("remaining_whole")?;
    Ok(Transaction {
        id: row.get("id")?,
        uuid: row.get("uuid")?,
        merchant_id: row.get("merchant_id")?,
        user_id: row.get("user_id")?,
        payment_account_id: row.get("payment_account_id")?,
        parent_id: row.get("parent_id")?,
        kind: row.get("kind")?,
        direction: row.get("type")?,
        subtype: row.get("subtype")?,
        billing: row.get("billing")?,
        payment_method: row.get("payment_method")?,
        is_virtual: row.get("is_virtual")?,
        action: row.get("action")?,
        mode: row.get("mode")?,
        status: row.get("status")?,
        currency: row.get("currency")?,
        price: units(row, "price_whole", "price_fraction")?,
        balance: units(row, "balance_whole", "balance_fraction")?,
        remaining: match remaining {
            Some(whole) => Some(Units::from_parts(whole, row.get("remaining_fraction")?)),
            None => None,
        },
        account_is_promo: row.get::<String>("account_type")? == "promo",
        descriptor: row.get("descriptor")?,
        merchant_order_id: row.get("merchant_order_id")?,
        metadata: row.get("metadata")?,
        account_number: row.get("account_number")?,
        brand: row.get("brand")?,
        expiration_month: row.get("expiration_month")?,
        expiration_year: row.get("expiration_year")?,
        message: row.get("message")?,
        code: row.get("code")?,
        email: row.get("email")?,
        first_name: row.get("first_name")?,
        last_name: row.get("last_name")?,
        country: row.get("country")?,
        zip: row.get("zip")?,
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
        children: Vec::new(),
    })
}

async fn select(
    connection: &mut Connection,
    column: &'static str,
    ids: &[i64],
) -> Result<Vec<Transaction>, StoreError> {
    let mut statement = query(SELECT);
    statement.push("wallet_transaction.").push(column).push(" IN (").push_list(ids.iter().copied());
    statement.push(") ORDER BY wallet_transaction.id");
    let rows = statement.fetch_all(connection).await?;
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}

/// The transactions of these ids, in that order, each with its voids as deep as they go.
pub async fn by_ids(connection: &mut Connection, ids: &[i64]) -> Result<Vec<Transaction>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut known: HashMap<i64, Transaction> = HashMap::new();
    let mut voids: HashMap<i64, BTreeSet<i64>> = HashMap::new();
    let mut generation = ids.to_vec();
    let mut next = select(connection, "id", &generation).await?;
    while !next.is_empty() {
        generation.clear();
        for transaction in next {
            if let Some(parent_id) = transaction.parent_id {
                voids.entry(parent_id).or_default().insert(transaction.id);
            }
            // One that has been met on the page already has been, or is being, followed from there.
            if let Entry::Vacant(place) = known.entry(transaction.id) {
                generation.push(transaction.id);
                place.insert(transaction);
            }
        }
        if generation.is_empty() {
            break;
        }
        next = select(connection, "parent_id", &generation).await?;
    }
    Ok(ids.iter().filter_map(|id| whole(*id, &known, &voids, 0)).collect())
}

/// A transaction with its voids, of which there are not more below each other than a void allows.
fn whole(
    id: i64,
    known: &HashMap<i64, Transaction>,
    voids: &HashMap<i64, BTreeSet<i64>>,
    depth: usize,
) -> Option<Transaction> {
    let mut transaction = known.get(&id)?.clone();
    if depth < MOST_VOIDS {
        let own = voids.get(&id).into_iter().flatten();
        transaction.children = own.filter_map(|id| whole(*id, known, voids, depth + 1)).collect();
    }
    Some(transaction)
}

/// The transaction of that id, with its voids.
pub async fn by_id(connection: &mut Connection, id: i64) -> Result<Option<Transaction>, StoreError> {
    Ok(by_ids(connection, &[id]).await?.pop())
}
