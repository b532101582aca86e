//! Writes the past in large pieces, through the same tables, constraints and triggers as everything else.

use sqlx::{QueryBuilder, Row, Sqlite};
use std::collections::HashMap;

use super::step::{End, Step};
use super::world::World;
use crate::domain::ledger::AccountKind;
use crate::domain::promo::Grant;
use crate::domain::units::Units;
use crate::store::transactions::{self, INSERTED, NewTransaction};
use crate::store::{Store, StoreError, Write, ledger};

/// Rows of one statement.
const ROWS: usize = 100;

/// Transactions between two commits.
const COMMIT: usize = 100_000;

/// From so many transactions on it is quicker to index them afterwards.
const INDEX_LATER: u32 = 50_000;

struct Entry {
    transaction_id: i64,
    recipient_transaction_id: Option<i64>,
    debit: i64,
    credit: i64,
    currency: String,
    amount: Units,
    created_at: i64,
}

/// What has been told and not yet been written.
pub struct Bulk {
    write: Option<Write>,
    indexes: Vec<String>,
    houses: HashMap<(i64, AccountKind, String), i64>,
    facets: HashMap<String, i64>,
    transactions: Vec<(i64, i64, NewTransaction)>,
    entries: Vec<Entry>,
    grants: Vec<(i64, Grant)>,
    spends: Vec<(i64, i64, Units)>,
    /// What is left of grants that have been spent from.
    left: HashMap<i64, Units>,
    since_commit: usize,
}

fn no_transaction() -> StoreError {
    StoreError::Missing("a transaction that is under way")
}

impl Bulk {
    /// Begins; for a long past, without the indexes.
    pub async fn begin(mut write: Write, transactions: u32) -> Result<Self, StoreError> {
        let mut indexes = Vec::new();
        if transactions >= INDEX_LATER {
            let rows = sqlx::query(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
                     AND tbl_name IN ('wallet_transaction', 'ledger_entry')",
            )
            .fetch_all(&mut *write)
            .await?;
            for row in rows {
                let name: String = row.try_get("name")?;
                indexes.push(row.try_get("sql")?);
                sqlx::query(sqlx::AssertSqlSafe(format!("DROP INDEX {name}"))).execute(&mut *write).await?;
            }
        }
        Ok(Self {
            write: Some(write),
            indexes,
            houses: HashMap::new(),
            facets: HashMap::new(),
            transactions: Vec::new(),
            entries: Vec::new(),
            grants: Vec::new(),
            spends: Vec::new(),
            left: HashMap::new(),
            since_commit: 0,
        })
    }

    /// Takes a step.
    pub async fn add(&mut self, store: &Store, step: Step) -> Result<(), StoreError> {
        for movement in &step.movements {
            let transaction = &step.transactions[movement.transaction];
            let (merchant_id, currency) = (transaction.merchant_id, transaction.currency.clone());
            let place = |place: usize| step.first_id + i64::try_from(place).unwrap_or_default();
            let entry = Entry {
                transaction_id: place(movement.transaction),
                recipient_transaction_id: movement.recipient.map(place),
                debit: self.ledger_account(merchant_id, movement.debit, &currency).await?,
                credit: self.ledger_account(merchant_id, movement.credit, &currency).await?,
                currency,
                amount: movement.amount,
                created_at: transaction.created_at,
            };
            self.entries.push(entry);
        }
        self.grants.extend(step.granted);
        if let Some((_, grant)) = step.granted {
            self.left.insert(grant.transaction_id, grant.remaining);
        }
        for (grant_id, part) in step.spent {
            if let Some(left) = self.left.get_mut(&grant_id) {
                *left = left.checked_sub(part).ok_or(StoreError::Missing("the rest of a grant"))?;
            }
            self.spends.push((step.first_id, grant_id, part));
        }
        for (id, transaction) in (step.first_id..).zip(step.transactions) {
            let facet_id = self.facet(&transaction).await?;
            self.transactions.push((id, facet_id, transaction));
        }
        if self.transactions.len() >= ROWS {
            self.flush().await?;
        }
        if self.since_commit >= COMMIT {
            self.commit(store).await?;
        }
        Ok(())
    }

    async fn commit(&mut self, store: &Store) -> Result<(), StoreError> {
        self.since_commit = 0;
        self.write.take().ok_or_else(no_transaction)?.commit().await?;
        self.write = Some(store.write().await?);
        Ok(())
    }

    async fn ledger_account(
        &mut self,
        merchant_id: i64,
        end: End,
        currency: &str,
    ) -> Result<i64, StoreError> {
        let kind = match end {
            End::Customer(id) => return Ok(id),
            End::House(kind) => kind,
        };
        let key = (merchant_id, kind, currency.to_owned());
        if let Some(id) = self.houses.get(&key) {
            return Ok(*id);
        }
        let write = self.write.as_mut().ok_or_else(no_transaction)?;
        let id = ledger::house_account(write, merchant_id, kind, currency).await?;
        self.houses.insert(key, id);
        Ok(id)
    }

    async fn facet(&mut self, transaction: &NewTransaction) -> Result<i64, StoreError> {
        let key = format!(
            "{}|{}|{}|{}|{}|{}|{}|{}",
            transaction.merchant_id,
            transaction.is_income,
            transaction.payment_method,
            transaction.is_virtual,
            transaction.action,
            transaction.mode,
            transaction.status,
            transaction.expires_at.is_some()
        );
        if let Some(id) = self.facets.get(&key) {
            return Ok(*id);
        }
        let write = self.write.as_mut().ok_or_else(no_transaction)?;
        let id = transactions::facet(write, transaction).await?;
        self.facets.insert(key, id);
        Ok(id)
    }

    async fn flush(&mut self) -> Result<(), StoreError> {
        let write = self.write.as_mut().ok_or_else(no_transaction)?;
        self.since_commit += self.transactions.len();
        let mut rest = std::mem::take(&mut self.transactions).into_iter().peekable();
        while rest.peek().is_some() {
            let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO wallet_transaction (id, ");
            query.push(INSERTED).push(") ");
            query.push_values(rest.by_ref().take(ROWS), |mut values, (id, facet_id, transaction)| {
                values.push_bind(id);
                transactions::push_values(&mut values, facet_id, transaction);
            });
            query.build().execute(&mut **write).await?;
        }
        let mut rest = std::mem::take(&mut self.entries).into_iter().peekable();
        while rest.peek().is_some() {
            let mut query = QueryBuilder::<Sqlite>::new(
                "INSERT INTO ledger_entry (transaction_id, recipient_transaction_id, debit_account_id,
                     credit_account_id, currency, whole, fraction, created_at) ",
            );
            query.push_values(rest.by_ref().take(ROWS), |mut values, entry| {
                let (whole, fraction) = entry.amount.parts();
                values
                    .push_bind(entry.transaction_id)
                    .push_bind(entry.recipient_transaction_id)
                    .push_bind(entry.debit)
                    .push_bind(entry.credit)
                    .push_bind(entry.currency)
                    .push_bind(whole)
                    .push_bind(fraction)
                    .push_bind(entry.created_at);
            });
            query.build().execute(&mut **write).await?;
        }
        let mut rest = std::mem::take(&mut self.grants).into_iter().peekable();
        while rest.peek().is_some() {
            let mut query = QueryBuilder::<Sqlite>::new(
                "INSERT INTO promo_grant (transaction_id, payment_account_id, expires_at, remaining_whole,
                     remaining_fraction) ",
            );
            query.push_values(rest.by_ref().take(ROWS), |mut values, (account_id, grant)| {
                let (whole, fraction) = grant.remaining.parts();
                values
                    .push_bind(grant.transaction_id)
                    .push_bind(account_id)
                    .push_bind(grant.expires_at)
                    .push_bind(whole)
                    .push_bind(fraction);
            });
            query.build().execute(&mut **write).await?;
        }
        let mut rest = std::mem::take(&mut self.spends).into_iter().peekable();
        while rest.peek().is_some() {
            let mut query = QueryBuilder::<Sqlite>::new(
                "INSERT INTO promo_spend (transaction_id, grant_id, whole, fraction) ",
            );
            query.push_values(rest.by_ref().take(ROWS), |mut values, (transaction_id, grant_id, part)| {
                let (whole, fraction) = part.parts();
                values.push_bind(transaction_id).push_bind(grant_id).push_bind(whole).push_bind(fraction);
            });
            query.build().execute(&mut **write).await?;
        }
        Ok(())
    }

    /// Writes what is left, then the indexes.
    pub async fn finish(mut self, store: &Store, world: World) -> Result<(), StoreError> {
        self.flush().await?;
        let mut write = self.write.take().ok_or_else(no_transaction)?;
        let mut left: Vec<(i64, Units)> = self.left.into_iter().collect();
        left.sort_unstable_by_key(|(id, _)| *id);
        for (grant_id, remaining) in left {
            let (whole, fraction) = remaining.parts();
            sqlx::query(
                "UPDATE promo_grant SET remaining_whole = $2, remaining_fraction = $3
                 WHERE transaction_id = $1",
            )
            .bind(grant_id)
            .bind(whole)
            .bind(fraction)
            .execute(&mut *write)
            .await?;
        }
        write.commit().await?;
        let mut write = store.write().await?;
        for index in self.indexes {
            sqlx::query(sqlx::AssertSqlSafe(index)).execute(&mut *write).await?;
        }
        for holding in &world.holdings {
            sqlx::query(
                "UPDATE payment_account SET last_used_at =
                     (SELECT MAX(created_at) FROM wallet_transaction
                      WHERE payment_account_id = $1 AND +status = 'success') WHERE id = $1",
            )
            .bind(holding.account.id)
            .execute(&mut *write)
            .await?;
        }
        write.commit().await.map_err(StoreError::from)
    }
}
