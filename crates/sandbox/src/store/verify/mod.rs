//! Proves the ledger by going through it again, or names the first thing in it that does not fit.

mod centrapay;
mod transactions;

use std::collections::BTreeMap;
use std::fmt;

use super::{Connection, Row, StoreError, query, units};
use crate::domain::ledger::{Account, AccountKind, Book};
use crate::domain::units::Units;

/// Rows that are looked at at once.
const PIECE: i64 = 10_000;

/// What has been proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    pub accounts: usize,
    pub entries: u64,
    pub transactions: u64,
    pub currencies: usize,
}

impl fmt::Display for Proof {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the ledger holds: {} entries give the balances of {} accounts, {} currencies come to zero, \
             no customer was ever overdrawn, {} transactions agree",
            self.entries, self.accounts, self.currencies, self.transactions
        )
    }
}

/// The first thing that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    Entry { id: i64, reason: String },
    Account { id: i64, reason: String },
    Transaction { id: i64, reason: String },
    Currency { code: String, sum: i128 },
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry { id, reason } => write!(formatter, "entry {id} does not fit: {reason}"),
            Self::Account { id, reason } => write!(formatter, "ledger account {id} does not fit: {reason}"),
            Self::Transaction { id, reason } => write!(formatter, "transaction {id} does not fit: {reason}"),
            Self::Currency { code, sum } => {
                write!(formatter, "the accounts in {code} come to {sum} units of 10^-18 rather than to zero")
            }
        }
    }
}

/// An outcome that is a fault, or a failure to look.
enum Stop {
    Fault(Fault),
    Store(StoreError),
}

impl<E: Into<StoreError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

/// Proves everything, or says what is wrong first.
pub async fn run(connection: &mut Connection) -> Result<Result<Proof, Fault>, StoreError> {
    match prove(connection).await {
        Ok(proof) => Ok(Ok(proof)),
        Err(Stop::Fault(fault)) => Ok(Err(fault)),
        Err(Stop::Store(error)) => Err(error),
    }
}

async fn prove(connection: &mut Connection) -> Result<Proof, Stop> {
    let (mut book, said) = read_accounts(connection).await?;
    let entries = replay(connection, &mut book).await?;
    for (id, balance) in &said {
        let found = book.accounts.get(id).map(|account| account.balance).unwrap_or_default();
        if found != *balance {
            let reason = format!("it says {balance}, its entries come to {found}");
            return Err(Stop::Fault(Fault::Account { id: *id, reason }));
        }
    }
    let sums = book.sums();
    for (code, sum) in &sums {
        if *sum != 0 {
            return Err(Stop::Fault(Fault::Currency { code: (*code).to_owned(), sum: *sum }));
        }
    }
    let currencies = sums.len();
    let transactions = transactions::prove(connection).await?;
    transactions::prove_facets(connection).await?;
    transactions::prove_promo(connection).await?;
    if let Some((id, reason)) = super::ctk::verify::first_fault(connection).await? {
        return Err(Stop::Fault(Fault::Transaction { id, reason: reason.to_owned() }));
    }
    centrapay::prove(connection).await?;
    Ok(Proof { accounts: said.len(), entries, transactions, currencies })
}

/// The accounts with nothing in them, and what each says it has.
async fn read_accounts(connection: &mut Connection) -> Result<(Book, BTreeMap<i64, Units>), Stop> {
    let (mut book, mut said) = (Book::default(), BTreeMap::new());
    let rows = query("SELECT id, kind, currency, whole, fraction FROM ledger_account ORDER BY id")
        .fetch_all(connection)
        .await?;
    for row in &rows {
        let id: i64 = row.get("id")?;
        let kind: String = row.get("kind")?;
        let kind = AccountKind::parse(&kind).ok_or(StoreError::Missing("a kind of ledger account"))?;
        let account = Account { kind, currency: row.get("currency")?, balance: Units::ZERO };
        book.accounts.insert(id, account);
        said.insert(id, units(row, "whole", "fraction")?);
    }
    Ok((book, said))
}

/// Posts every entry again, in the order in which they came, and compares the balances on the way with
/// those that the transactions remember.
async fn replay(connection: &mut Connection, book: &mut Book) -> Result<u64, Stop> {
    let (mut last, mut count) = (0_i64, 0_u64);
    loop {
        let rows = query(
            "SELECT ledger_entry.id, ledger_entry.transaction_id, ledger_entry.debit_account_id, ledger_entry.credit_account_id,
                 ledger_entry.currency, ledger_entry.whole, ledger_entry.fraction,
                 own.id AS own_id, own.status AS own_status, own.type AS own_type,
                 own.price_whole, own.price_fraction, own.balance_whole, own.balance_fraction,
                 own_account.id AS own_account_id,
                 other.id AS other_id, other.balance_whole AS other_whole,
                 other.balance_fraction AS other_fraction, other.price_whole AS other_price_whole,
                 other.price_fraction AS other_price_fraction, other.status AS other_status,
                 other.type AS other_type, other_account.id AS other_account_id
             FROM ledger_entry
             LEFT JOIN wallet_transaction AS own ON own.id = ledger_entry.transaction_id
             LEFT JOIN ledger_account AS own_account ON own_account.payment_account_id = own.payment_account_id
             LEFT JOIN wallet_transaction AS other ON other.id = ledger_entry.recipient_transaction_id
             LEFT JOIN ledger_account AS other_account
                 ON other_account.payment_account_id = other.payment_account_id
             WHERE ledger_entry.id > $1 ORDER BY ledger_entry.id LIMIT $2",
        )
        .bind(last)
        .bind(PIECE)
        .fetch_all(connection)
        .await?;
        let Some(end) = rows.last() else { break };
        last = end.get("id")?;
        for row in &rows {
            count += 1;
            let id = row.get("id")?;
            post_again(row, book)?.map_err(|reason| Stop::Fault(Fault::Entry { id, reason }))?;
        }
    }
    Ok(count)
}

fn post_again(row: &Row, book: &mut Book) -> Result<Result<(), String>, sqlx::Error> {
    let amount = units(row, "whole", "fraction")?;
    let (debit, credit): (i64, i64) = (row.get("debit_account_id")?, row.get("credit_account_id")?);
    if let Err(refusal) = book.post(debit, credit, amount) {
        return Ok(Err(format!("{amount} from account {debit} to {credit}: {refusal}")));
    }
    let currency: String = row.get("currency")?;
    if book.accounts.get(&debit).is_none_or(|account| account.currency != currency) {
        return Ok(Err(format!("it is in {currency} and its accounts are not")));
    }
    let Some(own) = row.get::<Option<i64>>("own_account_id")? else {
        let is_shown_elsewhere = row.get::<Option<i64>>("transaction_id")?.is_none();
        return Ok(if is_shown_elsewhere { Ok(()) } else { Err("its transaction is not there".to_owned()) });
    };
    let mut sides = vec![(
        own,
        "own_id",
        "own_status",
        "own_type",
        ("price_whole", "price_fraction"),
        ("balance_whole", "balance_fraction"),
    )];
    if row.get::<Option<i64>>("other_id")?.is_some() {
        let price = ("other_price_whole", "other_price_fraction");
        let balance = ("other_whole", "other_fraction");
        sides.push((row.get("other_account_id")?, "other_id", "other_status", "other_type", price, balance));
    }
    for (account, id, status, direction, price, balance) in sides {
        let is_debit = account == debit;
        if !is_debit && account != credit {
            // A fee between accounts of the house.
            continue;
        }
        let id: i64 = row.get(id)?;
        let said = units(row, balance.0, balance.1)?;
        let found = book.accounts.get(&account).map(|account| account.balance).unwrap_or_default();
        if said != found {
            return Ok(Err(format!("after it account {account} has {found}, transaction {id} says {said}")));
        }
        let price = units(row, price.0, price.1)?;
        if price != amount {
            return Ok(Err(format!("it moves {amount}, transaction {id} says {price}")));
        }
        let expected = if is_debit { "outcome" } else { "income" };
        let (status, direction): (String, String) = (row.get(status)?, row.get(direction)?);
        if direction != expected || status != "success" {
            return Ok(Err(format!(
                "it is an {expected}, transaction {id} is an {direction} of status {status}"
            )));
        }
    }
    Ok(Ok(()))
}

/// The first row of a query that finds what must not be.
async fn none_of(connection: &mut Connection, of_those: &'static str, reason: &str) -> Result<(), Stop> {
    match query(of_those).fetch_optional(connection).await? {
        None => Ok(()),
        Some(row) => Err(Stop::Fault(Fault::Transaction { id: row.get("id")?, reason: reason.to_owned() })),
    }
}
