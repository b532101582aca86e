//! The list of transactions, quick at any length: what is filtered by is counted beforehand or is in
//! the index that gives the order.

use super::pages::{Page, PageRequest, Walk, direction};
use super::transactions::{self, Transaction};
use super::{Connection, Dialect, Statement, StoreError, accounts, query};
use crate::domain::clock::DAY;

/// So many rows are sorted rather than looked for along the order.
const FEW: i64 = 4_000;

/// Whose transactions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those of all customers of the merchant.
    Merchant(i64),
    /// Those of one customer.
    User { merchant_id: i64, user_id: i64 },
}

impl Conditions {
    /// Whether nothing but the day is asked.
    fn is_of_days(&self) -> bool {
        *self == Self { from: self.from, until: self.until, ..Self::default() }
    }
}

impl Scope {
    const fn merchant_id(self) -> i64 {
        match self {
            Self::Merchant(merchant_id) | Self::User { merchant_id, .. } => merchant_id,
        }
    }
}

/// The columns that a list of transactions can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransactionOrder {
    Id,
    CreatedAt,
    Billing,
    PaymentMethod,
    ExternalTransactionId,
    Currency,
    Price,
    ExpireDate,
}

impl TransactionOrder {
    const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Id => &["id"],
            Self::CreatedAt => &["created_at", "id"],
            Self::Billing => &["billing", "id"],
            Self::PaymentMethod => &["payment_method", "id"],
            Self::ExternalTransactionId => &["external_transaction_id", "id"],
            Self::Currency => &["currency", "id"],
            Self::Price => &["price_whole", "price_fraction", "id"],
            Self::ExpireDate => &["expires_at", "id"],
        }
    }
}

/// What is counted for every combination of values that occurs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    pub direction: Option<String>,
    pub payment_method: Option<String>,
    pub is_virtual: Option<bool>,
    pub action: Option<String>,
    pub mode: Option<String>,
    pub status: Option<String>,
    pub has_expiry: Option<bool>,
}

/// What else can be asked of a transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions {
    pub payment_account_id: Option<i64>,
    pub descriptor: Option<String>,
    pub merchant_order_id: Option<String>,
    /// Made on that day or later; the instant at which it begins, UTC.
    pub from: Option<i64>,
    /// Made before that day; the instant at which it begins, UTC.
    pub until: Option<i64>,
    /// With an id above it.
    pub after: Option<i64>,
    pub ids: Option<Vec<i64>>,
}

/// What a query goes along: the others are asked of what it finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Along {
    Ids,
    Reference,
    Account,
    Facets,
    Scope,
    /// The order, within the scope.
    Order,
}

/// A question about transactions whose facets have been looked up.
struct Question<'a> {
    dialect: Dialect,
    scope: Scope,
    conditions: &'a Conditions,
    /// None: any.
    facet_ids: Option<Vec<i64>>,
    along: Along,
}

impl Question<'_> {
    fn push(&self, query: &mut Statement) {
        let and_besides = format!(" AND {}", self.dialect.unindexed());
        let unless = |along: Along| {
            let is_scope = along == Along::Scope && self.along == Along::Order;
            if self.along == along || is_scope { " AND " } else { &and_besides }
        };
        let besides = if self.along == Along::Scope { " AND " } else { &and_besides };
        query.push("1 = 1");
        if let (Some(ids), Along::Ids) = (&self.conditions.ids, self.along) {
            query.push(" AND id IN (").push_list(ids.iter().copied()).push(")");
        }
        if let Some(merchant_order_id) = &self.conditions.merchant_order_id {
            query.push(unless(Along::Reference)).push("merchant_order_id = ");
            query.push_bind(merchant_order_id.clone());
        }
        if let Some(account_id) = self.conditions.payment_account_id {
            query.push(unless(Along::Account)).push("payment_account_id = ").push_bind(account_id);
        }
        match (self.scope, self.along) {
            // Both have been chosen for their owner, who need not be looked up in the row.
            (Scope::Merchant(_), Along::Facets) | (_, Along::Account) => {}
            (Scope::Merchant(merchant_id), _) => {
                query.push(unless(Along::Scope)).push("merchant_id = ").push_bind(merchant_id);
            }
            (Scope::User { user_id, .. }, _) => {
                query.push(unless(Along::Scope)).push("user_id = ").push_bind(user_id);
            }
        }
        if let Some(facet_ids) = &self.facet_ids {
            query
                .push(unless(Along::Facets))
                .push("facet_id IN (")
                .push_list(facet_ids.iter().copied())
                .push(")");
        }
        if let Some(descriptor) = &self.conditions.descriptor {
            query.push(besides).push("descriptor = ").push_bind(descriptor.clone());
        }
        if let Some(from) = self.conditions.from {
            query.push(besides).push("created_at >= ").push_bind(from);
        }
        if let Some(until) = self.conditions.until {
            query.push(besides).push("created_at < ").push_bind(until);
        }
        if let Some(after) = self.conditions.after {
            query.push(" AND id > ").push_bind(after);
        }
    }

    async fn count(&self, connection: &mut Connection) -> Result<i64, StoreError> {
        let mut query = query("SELECT COUNT(*) AS total FROM wallet_transaction WHERE ");
        self.push(&mut query);
        Ok(query.fetch_one(connection).await?.get("total")?)
    }

    async fn ids(
        &self,
        connection: &mut Connection,
        order: TransactionOrder,
        descending: bool,
        walk: Walk,
    ) -> Result<Vec<i64>, StoreError> {
        let mut query = query("SELECT id FROM wallet_transaction WHERE ");
        self.push(&mut query);
        query.push(" ORDER BY ");
        for (place, column) in order.columns().iter().enumerate() {
            query.push(if place > 0 { ", " } else { "" }).push(column);
            query.push(direction(descending != walk.backwards, *column == "expires_at"));
        }
        query.push(" LIMIT ").push_bind(walk.limit).push(" OFFSET ").push_bind(walk.offset);
        let rows = query.fetch_all(connection).await?;
        let mut ids = rows.iter().map(|row| row.get("id")).collect::<Result<Vec<i64>, _>>()?;
        if walk.backwards {
            ids.reverse();
        }
        Ok(ids)
    }
}

/// The facets of a merchant that fit, and how many transactions they have together.
async fn matching_facets(
    connection: &mut Connection,
    merchant_id: i64,
    facets: &Facets,
) -> Result<(Vec<i64>, i64), StoreError> {
    let mut query = query(
        "SELECT id, (SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) FROM transaction_total
                     WHERE facet_id = transaction_facet.id) AS count
         FROM transaction_facet WHERE merchant_id = ",
    );
    query.push_bind(merchant_id);
    for (column, value) in [
        (" AND type = ", &facets.direction),
        (" AND payment_method = ", &facets.payment_method),
        (" AND action = ", &facets.action),
        (" AND mode = ", &facets.mode),
        (" AND status = ", &facets.status),
    ] {
        if let Some(value) = value {
            query.push(column).push_bind(value.clone());
        }
    }
    for (column, value) in
        [(" AND is_virtual = ", facets.is_virtual), (" AND has_expiry = ", facets.has_expiry)]
    {
        if let Some(value) = value {
            query.push(column).push_bind(value);
        }
    }
    let (mut ids, mut total) = (Vec::new(), 0_i64);
    for row in query.fetch_all(connection).await? {
        ids.push(row.get("id")?);
        total += row.get::<i64>("count")?;
    }
    Ok((ids, total))
}

/// How many transactions of these facets were made on some days.
async fn day_total(
    connection: &mut Connection,
    facet_ids: &[i64],
    conditions: &Conditions,
) -> Result<i64, StoreError> {
    let mut query =
        query("SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) AS total FROM transaction_day WHERE ");
    query.push("facet_id IN (").push_list(facet_ids.iter().copied()).push(")");
    if let Some(from) = conditions.from {
        query.push(" AND day >= ").push_bind(from.div_euclid(DAY));
    }
    if let Some(until) = conditions.until {
        query.push(" AND day < ").push_bind(until.div_euclid(DAY));
    }
    Ok(query.fetch_one(connection).await?.get("total")?)
}

async fn user_total(connection: &mut Connection, user_id: i64) -> Result<i64, StoreError> {
    let row = query("SELECT transaction_count FROM wallet_user WHERE id = $1")
        .bind(user_id)
        .fetch_one(connection)
        .await?;
    Ok(row.get("transaction_count")?)
}

/// Whether an account is one of those whose transactions are asked for.
async fn owns(connection: &mut Connection, scope: Scope, account_id: i64) -> Result<bool, StoreError> {
    let account = accounts::by_id(connection, account_id).await?;
    Ok(account.is_some_and(|account| match scope {
        Scope::Merchant(merchant_id) => account.merchant_id == merchant_id,
        Scope::User { user_id, .. } => account.user_id == user_id,
    }))
}

/// A page of the transactions that fit.
pub async fn list(
    connection: &mut Connection,
    scope: Scope,
    facets: &Facets,
    conditions: &Conditions,
    request: PageRequest<TransactionOrder>,
) -> Result<Page<Transaction>, StoreError> {
    let nothing = Page { rows: Vec::new(), total: 0 };
    if let Some(account_id) = conditions.payment_account_id
        && !owns(connection, scope, account_id).await?
    {
        return Ok(nothing);
    }
    let any_facet = *facets == Facets::default();
    let (facet_ids, facet_total) = matching_facets(connection, scope.merchant_id(), facets).await?;
    if facet_ids.is_empty() {
        return Ok(nothing);
    }
    let unconditional = *conditions == Conditions::default();
    let along = if conditions.ids.is_some() {
        Along::Ids
    } else if conditions.merchant_order_id.is_some() {
        Along::Reference
    } else if conditions.payment_account_id.is_some() {
        Along::Account
    } else if matches!(scope, Scope::Merchant(_)) && !any_facet && facet_total <= FEW {
        Along::Facets
    } else {
        Along::Scope
    };
    let total_of_days = match scope {
        Scope::Merchant(_) if unconditional => Some(facet_total),
        Scope::Merchant(_) if conditions.is_of_days() => {
            Some(day_total(connection, &facet_ids, conditions).await?)
        }
        Scope::User { user_id, .. } if unconditional && any_facet => {
            Some(user_total(connection, user_id).await?)
        }
        _ => None,
    };
    let facet_ids = (!any_facet).then_some(facet_ids);
    let mut question = Question { dialect: connection.dialect(), scope, conditions, facet_ids, along };
    let total = match total_of_days {
        Some(total) => total,
        None => question.count(connection).await?,
    };
    let Some(walk) = Walk::to(request.offset(), request.limit, total) else {
        return Ok(Page { rows: Vec::new(), total });
    };
    // What is frequent is met soon enough along the order; sorting all of it takes longer.
    let steps = (walk.offset + walk.limit).saturating_mul(facet_total) / total.max(1);
    let is_named = conditions.descriptor.is_some() && steps < total;
    let has_days = conditions.from.is_some() || conditions.until.is_some();
    let is_mostly =
        has_days && request.order != TransactionOrder::CreatedAt && total.saturating_mul(2) > facet_total;
    if along == Along::Scope && (is_named || is_mostly) {
        question.along = Along::Order;
    }
    let ids = question.ids(connection, request.order, request.descending, walk).await?;
    Ok(Page { rows: transactions::by_ids(connection, &ids).await?, total })
}
