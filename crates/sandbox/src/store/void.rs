//! Voids: transactions that give back what others moved.

use super::accounts::{self, Account};
use super::ledger::{Entry, Posted, Shown};
use super::transactions::{self, NewTransaction, Transaction};
use super::{Connection, StoreError, ledger, promo, query, users};
use crate::domain::ledger::{AccountKind, Refusal};
use crate::domain::secret;
use crate::domain::units::Units;

/// The kind of the transaction, and of its reference.
pub const KIND: &str = "void";

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Void {
    pub reason: Option<String>,
    pub merchant_order_id: Option<String>,
    /// JSON.
    pub metadata: Option<String>,
}

/// Why nothing was given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotVoided {
    /// It has been voided already; its void can be voided in turn.
    Already,
    /// It moved no money, or has not yet.
    NothingMoved,
    /// It let promotional money lapse.
    Lapse,
    /// The money is no longer there.
    Gone,
    /// The balance would be more than can be counted or said.
    TooLarge,
    /// The account on the other side neither pays nor receives.
    OtherSide,
    /// It is a void of a void of a void, and so on, too often.
    TooDeep,
}

/// A transaction, with the account that it is of and what is in that after the void.
struct Side {
    transaction: Transaction,
    account: Account,
    balance: Units,
}

/// Gives back what a transaction moved, on both sides where it is a transfer, and answers the void's id or why
/// nothing moved. Fees are kept: the payment system gives none back either.
pub async fn void(
    connection: &mut Connection,
    transaction: Transaction,
    void: Void,
    now: i64,
) -> Result<Result<i64, NotVoided>, StoreError> {
    if transaction.kind == promo::LAPSE {
        return Ok(Err(NotVoided::Lapse));
    }
    if transaction.status != "success" {
        return Ok(Err(NotVoided::NothingMoved));
    }
    if !transaction.children.is_empty() {
        return Ok(Err(NotVoided::Already));
    }
    if depth(connection, &transaction).await? >= transactions::MOST_VOIDS {
        return Ok(Err(NotVoided::TooDeep));
    }
    let entries = ledger::shown_by(connection, transaction.id).await?;
    let is_customers = |(_, kind): (i64, AccountKind)| kind == AccountKind::Customer;
    let moved = entries.iter().find(|entry| is_customers(entry.debit) || is_customers(entry.credit));
    let Some(moved) = moved.copied() else { return Ok(Err(NotVoided::NothingMoved)) };
    let other_id = [Some(moved.transaction_id), moved.recipient_id]
        .into_iter()
        .flatten()
        .find(|id| *id != transaction.id);
    let mut sides = Vec::new();
    match side(connection, transaction).await? {
        Ok(own) => sides.push(own),
        Err(reason) => return Ok(Err(reason)),
    }
    if let Some(other_id) = other_id {
        let other = transactions::by_id(connection, other_id).await?;
        let other = other.ok_or(StoreError::Missing("the other side of a transfer"))?;
        match side(connection, other).await? {
            Ok(other) if can_move(connection, &other.account).await? => sides.push(other),
            Ok(_) => return Ok(Err(NotVoided::OtherSide)),
            Err(reason) => return Ok(Err(reason)),
        }
    }
    let mut voids: Vec<(i64, i64)> = Vec::new();
    for side in &sides {
        let voided = &side.transaction;
        let new = NewTransaction {
            uuid: secret::uuid(secret::random()?),
            parent_id: Some(voided.id),
            linked_id: voids.first().map(|(_, id)| *id),
            kind: KIND,
            is_income: !voided.is_income(),
            is_virtual: voided.is_virtual,
            action: "refund".into(),
            mode: "void".into(),
            status: "success".into(),
            price: voided.price,
            balance: side.balance,
            merchant_order_id: void.merchant_order_id.clone(),
            metadata: void.metadata.clone(),
            message: void.reason.clone().unwrap_or_default(),
            created_at: now,
            ..NewTransaction::of(&side.account)
        };
        voids.push((voided.id, transactions::insert(connection, new).await?));
        accounts::touch(connection, side.account.id, now).await?;
    }
    for entry in &entries {
        if entry.credit.1 == AccountKind::Fees {
            continue;
        }
        let posted = reverse(connection, entry, &voids, &sides[0].account, now).await?;
        if let Err(reason) = posted {
            return Ok(Err(reason));
        }
    }
    let (void_id, own) = (voids[0].1, &sides[0]);
    if own.account.is_promo {
        restore(connection, own, void_id, now).await?;
    }
    Ok(Ok(void_id))
}

/// The accounts whose money a void of that transaction moves.
pub async fn accounts_of(connection: &mut Connection, transaction_id: i64) -> Result<Vec<i64>, StoreError> {
    let rows = query(
        "SELECT ledger_account.payment_account_id FROM ledger_entry
         JOIN ledger_account ON ledger_account.id IN (ledger_entry.debit_account_id, ledger_entry.credit_account_id)
         WHERE ledger_account.payment_account_id IS NOT NULL
             AND (ledger_entry.transaction_id = $1 OR ledger_entry.recipient_transaction_id = $1)",
    )
    .bind(transaction_id)
    .fetch_all(connection)
    .await?;
    Ok(rows.iter().map(|row| row.get("payment_account_id")).collect::<Result<_, _>>()?)
}

/// What becomes of one side, or why it cannot be.
async fn side(
    connection: &mut Connection,
    transaction: Transaction,
) -> Result<Result<Side, NotVoided>, StoreError> {
    let account = accounts::by_id(connection, transaction.payment_account_id).await?;
    let account = account.ok_or(StoreError::Missing("the account of a transaction"))?;
    let change = if transaction.is_income() { -transaction.price } else { transaction.price };
    let balance = match accounts::balance_after(connection, &account, change).await? {
        Ok(balance) => balance,
        Err(Refusal::Overdraft) => return Ok(Err(NotVoided::Gone)),
        Err(_) => return Ok(Err(NotVoided::TooLarge)),
    };
    if account.is_promo && transaction.is_income() {
        let left = promo::left_of(connection, transaction.id).await?;
        if left.is_some_and(|left| left != transaction.price) {
            return Ok(Err(NotVoided::Gone));
        }
    }
    Ok(Ok(Side { transaction, account, balance }))
}

async fn can_move(connection: &mut Connection, account: &Account) -> Result<bool, StoreError> {
    let user = users::by_id(connection, account.user_id).await?;
    Ok(account.is_active && user.is_some_and(|user| user.is_activated && !user.is_blocked))
}

async fn reverse(
    connection: &mut Connection,
    entry: &Posted,
    voids: &[(i64, i64)],
    account: &Account,
    now: i64,
) -> Result<Result<(), NotVoided>, StoreError> {
    let void_of = |id: i64| voids.iter().find(|(voided, _)| *voided == id).map(|(_, id)| *id);
    let mut ends = Vec::new();
    for ((id, kind), change) in [(entry.credit, -entry.amount), (entry.debit, entry.amount)] {
        if kind == AccountKind::Customer {
            ends.push(id);
            continue;
        }
        let own = ledger::house_account(connection, account.house(), kind, &account.currency).await?;
        if !ledger::has_room(connection, own, change).await? {
            return Ok(Err(NotVoided::TooLarge));
        }
        ends.push(own);
    }
    let entry = Entry {
        shown: Shown::CentroWallet {
            id: void_of(entry.transaction_id).ok_or(StoreError::Missing("a void"))?,
            recipient_id: entry.recipient_id.and_then(void_of),
        },
        debit_account_id: ends[0],
        credit_account_id: ends[1],
        currency: &account.currency,
        amount: entry.amount,
        created_at: now,
    };
    ledger::post(connection, entry).await?;
    Ok(Ok(()))
}

/// Takes a grant back, or gives back to the grants. What would have lapsed meanwhile lapses at once.
async fn restore(connection: &mut Connection, side: &Side, void_id: i64, now: i64) -> Result<(), StoreError> {
    let voided = &side.transaction;
    if !voided.is_income() {
        promo::give_back(connection, void_id, voided.id).await?;
        promo::lapse_due_of(connection, side.account.id, now).await?;
    } else if promo::left_of(connection, voided.id).await?.is_some() {
        promo::take_all(connection, void_id, voided.id, voided.price).await?;
    } else {
        promo::spend(connection, side.account.id, void_id, voided.price).await?;
    }
    Ok(())
}

/// How many voids stand above a transaction: what it voids, what that voids, and so on.
async fn depth(connection: &mut Connection, transaction: &Transaction) -> Result<usize, StoreError> {
    let (mut depth, mut above) = (0, transaction.parent_id);
    while let Some(id) = above {
        depth += 1;
        if depth > transactions::MOST_VOIDS {
            break;
        }
        let found = query("SELECT parent_id FROM wallet_transaction WHERE id = $1").bind(id);
        above = found.fetch_one(connection).await?.get("parent_id")?;
    }
    Ok(depth)
}
