//! The ledger: entries are added here and nowhere else.

use super::{Connection, Row, StoreError, query};
use crate::domain::ledger::AccountKind;
use crate::domain::units::Units;

/// What an entry belongs to: the transaction that shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A `CentroWallet` transaction, and the one that shows the same movement to whom it went, where that is
    /// another one.
    CentroWallet { id: i64, recipient_id: Option<i64> },
    /// A transaction of a Centrapay wallet.
    Centrapay { id: i64 },
    /// A CTK transaction.
    Ctk { id: i64 },
}

/// A movement from one ledger account to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    pub shown: Shown,
    pub debit_account_id: i64,
    pub credit_account_id: i64,
    pub currency: &'a str,
    /// Above zero.
    pub amount: Units,
    pub created_at: i64,
}

/// Whose an account is, apart from customers'.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum House {
    /// A merchant's, of its `CentroWallet` customers.
    CentroWallet { merchant_id: i64 },
    /// A merchant's, of its Centrapay wallets.
    Centrapay { merchant_id: i64 },
    /// That of CTK itself.
    Ctk,
}

impl House {
    /// The name of the system in the database.
    pub const fn system(self) -> &'static str {
        match self {
            Self::CentroWallet { .. } => "centrowallet",
            Self::Centrapay { .. } => "centrapay",
            Self::Ctk => "ctk",
        }
    }

    /// The merchant, where there is one.
    pub const fn merchant_id(self) -> Option<i64> {
        match self {
            Self::CentroWallet { merchant_id } | Self::Centrapay { merchant_id } => Some(merchant_id),
            Self::Ctk => None,
        }
    }
}

/// What the database says to an overdraft.
pub const OVERDRAFT: &str = "ledger_account_overdraft";

/// The house's own account of that kind and currency, made where there is none. Several connections may
/// have several: together they are one.
pub async fn house_account(
    connection: &mut Connection,
    house: House,
    kind: AccountKind,
    currency: &str,
) -> Result<i64, StoreError> {
    Ok(house_balance(connection, house, kind, currency).await?.0)
}

/// The same, with what is in it.
pub async fn house_balance(
    connection: &mut Connection,
    house: House,
    kind: AccountKind,
    currency: &str,
) -> Result<(i64, Units), StoreError> {
    let stripe = connection.dialect().stripe();
    let mut found = query(
        "SELECT id, whole, fraction FROM ledger_account
         WHERE kind <> 'customer' AND system = $1 AND COALESCE(merchant_id, 0) = $2 AND kind = $3
             AND currency = $4 AND stripe = ",
    )
    .bind(house.system())
    .bind(house.merchant_id().unwrap_or_default())
    .bind(kind.as_str())
    .bind(currency.to_owned());
    found.push(stripe);
    if let Some(row) = found.fetch_optional(connection).await? {
        return Ok((row.get("id")?, super::units(&row, "whole", "fraction")?));
    }
    let mut made = query(
        "INSERT INTO ledger_account (system, merchant_id, kind, currency, stripe) VALUES ($1, $2, $3, $4, ",
    )
    .bind(house.system())
    .bind(house.merchant_id())
    .bind(kind.as_str())
    .bind(currency.to_owned());
    made.push(stripe).push(") RETURNING id");
    Ok((made.fetch_one(connection).await?.get("id")?, Units::ZERO))
}

/// What is in a ledger account.
pub async fn balance(connection: &mut Connection, id: i64) -> Result<Units, StoreError> {
    let row = query("SELECT whole, fraction FROM ledger_account WHERE id = $1")
        .bind(id)
        .fetch_one(connection)
        .await?;
    Ok(super::units(&row, "whole", "fraction")?)
}

/// Whether a ledger account can count that much more, or less.
pub async fn has_room(connection: &mut Connection, id: i64, change: Units) -> Result<bool, StoreError> {
    Ok(balance(connection, id).await?.checked_add(change).is_some())
}

/// An entry that a transaction shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posted {
    pub transaction_id: i64,
    pub recipient_id: Option<i64>,
    pub debit: (i64, AccountKind),
    pub credit: (i64, AccountKind),
    pub amount: Units,
}

/// The entries that a `CentroWallet` transaction shows, in the order in which they were made.
pub async fn shown_by(connection: &mut Connection, transaction_id: i64) -> Result<Vec<Posted>, StoreError> {
    let rows = query(
        "SELECT ledger_entry.transaction_id, ledger_entry.recipient_transaction_id,
             ledger_entry.debit_account_id, ledger_entry.credit_account_id, ledger_entry.whole,
             ledger_entry.fraction, debit.kind AS debit_kind, credit.kind AS credit_kind
         FROM ledger_entry
         JOIN ledger_account AS debit ON debit.id = ledger_entry.debit_account_id
         JOIN ledger_account AS credit ON credit.id = ledger_entry.credit_account_id
         WHERE ledger_entry.transaction_id = $1 OR ledger_entry.recipient_transaction_id = $1
         ORDER BY ledger_entry.id",
    )
    .bind(transaction_id)
    .fetch_all(connection)
    .await?;
    let kind = |row: &Row, column: &str| {
        let name: String = row.get(column)?;
        AccountKind::parse(&name).ok_or(StoreError::Missing("a kind of ledger account"))
    };
    rows.iter()
        .map(|row| {
            Ok(Posted {
                transaction_id: row.get("transaction_id")?,
                recipient_id: row.get("recipient_transaction_id")?,
                debit: (row.get("debit_account_id")?, kind(row, "debit_kind")?),
                credit: (row.get("credit_account_id")?, kind(row, "credit_kind")?),
                amount: super::units(row, "whole", "fraction")?,
            })
        })
        .collect()
}

/// Adds an entry; the database moves both balances, or refuses and moves none.
pub async fn post(connection: &mut Connection, entry: Entry<'_>) -> Result<i64, StoreError> {
    let (whole, fraction) = entry.amount.parts();
    let (transaction_id, recipient_id, centrapay_id, ctk_id) = match entry.shown {
        Shown::CentroWallet { id, recipient_id } => (Some(id), recipient_id, None, None),
        Shown::Centrapay { id } => (None, None, Some(id), None),
        Shown::Ctk { id } => (None, None, None, Some(id)),
    };
    let row = query(
        "INSERT INTO ledger_entry (transaction_id, recipient_transaction_id, centrapay_transaction_id,
             ctk_transaction_id, debit_account_id, credit_account_id, currency, whole, fraction, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
    )
    .bind(transaction_id)
    .bind(recipient_id)
    .bind(centrapay_id)
    .bind(ctk_id)
    .bind(entry.debit_account_id)
    .bind(entry.credit_account_id)
    .bind(entry.currency.to_owned())
    .bind(whole)
    .bind(fraction)
    .bind(entry.created_at)
    .fetch_one(connection)
    .await?;
    Ok(row.get("id")?)
}
