//! Writes the past in large pieces, through the same tables, constraints and triggers as everything else.

use std::collections::HashMap;

use super::step::{End, Step};
use super::world::World;
use crate::domain::ledger::AccountKind;
use crate::domain::promo::Grant;
use crate::domain::units::Units;
use crate::store::checkout::{self, Checkout};
use crate::store::ledger::{self, House};
use crate::store::statement::Value;
use crate::store::transactions::{self, INSERTED, NewTransaction};
use crate::store::{Connection, Dialect, Store, StoreError, Write, query};

/// Rows of one statement.
const ROWS: usize = 100;

/// Transactions between two commits.
const fn between_commits(dialect: Dialect) -> usize {
    match dialect {
        Dialect::Sqlite => 100_000,
        // What a transaction changed often it has to look through each time: counts, and balances of the house.
        Dialect::Postgres => 1_000,
    }
}

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
    checkouts: Vec<(Checkout, String)>,
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
            let rows = query(match write.dialect() {
                Dialect::Sqlite => {
                    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
                         AND tbl_name IN ('wallet_transaction', 'ledger_entry')"
                }
                Dialect::Postgres => {
                    "SELECT CAST(indexname AS TEXT) AS name, indexdef AS sql FROM pg_indexes
                     WHERE schemaname = current_schema()
                         AND tablename IN ('wallet_transaction', 'ledger_entry')
                         AND indexname NOT IN (SELECT conname FROM pg_constraint)"
                }
            })
            .fetch_all(&mut write)
            .await?;
            for row in rows {
                let name: String = row.get("name")?;
                indexes.push(row.get("sql")?);
                write.script(&format!("DROP INDEX {name}")).await?;
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
            checkouts: Vec::new(),
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
        self.checkouts.extend(step.checkout);
        for (id, transaction) in (step.first_id..).zip(step.transactions) {
            let facet_id = self.facet(&transaction).await?;
            self.transactions.push((id, facet_id, transaction));
        }
        if self.transactions.len() >= ROWS {
            self.flush().await?;
        }
        if self.since_commit >= between_commits(store.dialect()) {
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
        let id = ledger::house_account(write, House::CentroWallet { merchant_id }, kind, currency).await?;
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
        let transactions = std::mem::take(&mut self.transactions).into_iter();
        let rows = transactions.map(|(id, facet_id, transaction)| {
            std::iter::once(Value::from(id)).chain(transactions::values(facet_id, transaction)).collect()
        });
        insert(write, &format!("wallet_transaction (id, {INSERTED})"), rows.collect()).await?;
        let rows = std::mem::take(&mut self.entries).into_iter().map(|entry| {
            let (whole, fraction) = entry.amount.parts();
            vec![
                entry.transaction_id.into(),
                entry.recipient_transaction_id.into(),
                entry.debit.into(),
                entry.credit.into(),
                entry.currency.into(),
                whole.into(),
                fraction.into(),
                entry.created_at.into(),
            ]
        });
        let into = "ledger_entry (transaction_id, recipient_transaction_id, debit_account_id,
                        credit_account_id, currency, whole, fraction, created_at)";
        insert(write, into, rows.collect()).await?;
        let rows = std::mem::take(&mut self.grants).into_iter().map(|(account_id, grant)| {
            let (whole, fraction) = grant.remaining.parts();
            let (id, expires_at) = (grant.transaction_id, grant.expires_at);
            vec![id.into(), account_id.into(), expires_at.into(), whole.into(), fraction.into()]
        });
        let into = "promo_grant (transaction_id, payment_account_id, expires_at, remaining_whole,
                        remaining_fraction)";
        insert(write, into, rows.collect()).await?;
        let rows = std::mem::take(&mut self.spends).into_iter().map(|(transaction_id, grant_id, part)| {
            let (whole, fraction) = part.parts();
            vec![transaction_id.into(), grant_id.into(), whole.into(), fraction.into()]
        });
        insert(write, "promo_spend (transaction_id, grant_id, whole, fraction)", rows.collect()).await?;
        for (checkout, token) in std::mem::take(&mut self.checkouts) {
            checkout::add(write, &checkout, &token).await?;
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
            query(
                "UPDATE promo_grant SET remaining_whole = $2, remaining_fraction = $3
                 WHERE transaction_id = $1",
            )
            .bind(grant_id)
            .bind(whole)
            .bind(fraction)
            .execute(&mut write)
            .await?;
        }
        write.commit().await?;
        let mut write = store.write().await?;
        for index in self.indexes {
            write.script(&index).await?;
        }
        if write.dialect() == Dialect::Postgres {
            // The ids were given; the next one is to be another. And how many rows there are is known before
            // anybody asks, not when the server next looks.
            write
                .script(
                    "SELECT setval(pg_get_serial_sequence('wallet_transaction', 'id'),
                                   COALESCE((SELECT MAX(id) FROM wallet_transaction), 1));
                     ANALYZE",
                )
                .await?;
        }
        for holding in &world.holdings {
            query(
                "UPDATE payment_account SET last_used_at =
                     (SELECT MAX(created_at) FROM wallet_transaction
                      WHERE payment_account_id = $1 AND status = 'success') WHERE id = $1",
            )
            .bind(holding.account.id)
            .execute(&mut write)
            .await?;
        }
        write.commit().await
    }
}

/// Adds rows, many with each statement.
async fn insert(connection: &mut Connection, into: &str, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
    let mut rest = rows.into_iter().peekable();
    while rest.peek().is_some() {
        let mut statement = query("INSERT INTO ");
        statement.push(into).push(" VALUES ");
        for (place, row) in rest.by_ref().take(ROWS).enumerate() {
            statement.push(if place > 0 { ", (" } else { "(" }).push_list(row).push(")");
        }
        statement.execute(connection).await?;
    }
    Ok(())
}
