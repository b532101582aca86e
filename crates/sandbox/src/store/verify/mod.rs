//! Proves the ledger by going through it again, or names the first thing in it that does not fit.

mod centrapay;

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
    let transactions = prove_transactions(connection).await?;
    prove_facets(connection).await?;
    prove_promo(connection).await?;
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

async fn prove_transactions(connection: &mut Connection) -> Result<u64, Stop> {
    none_of(
        connection,
        "SELECT id FROM wallet_transaction WHERE status = 'success'
             AND NOT EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = wallet_transaction.id)
             AND NOT EXISTS (SELECT 1 FROM ledger_entry
                             WHERE recipient_transaction_id = wallet_transaction.id)
         ORDER BY id LIMIT 1",
        "it succeeded and no entry moves its money",
    )
    .await?;
    none_of(
        connection,
        "SELECT id FROM wallet_transaction WHERE status <> 'success'
             AND (EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = wallet_transaction.id)
                  OR EXISTS (SELECT 1 FROM ledger_entry
                             WHERE recipient_transaction_id = wallet_transaction.id))
         ORDER BY id LIMIT 1",
        "it did not succeed and an entry moves its money",
    )
    .await?;
    let total: i64 = query("SELECT COUNT(*) AS total FROM wallet_transaction")
        .fetch_one(connection)
        .await?
        .get("total")?;
    Ok(u64::try_from(total).unwrap_or_default())
}

/// The counts by which lists are paged are those of the rows.
async fn prove_facets(connection: &mut Connection) -> Result<(), Stop> {
    none_of(
        connection,
        "SELECT wallet_transaction.id FROM wallet_transaction
         JOIN transaction_facet ON transaction_facet.id = wallet_transaction.facet_id
         WHERE transaction_facet.merchant_id <> wallet_transaction.merchant_id
             OR transaction_facet.type <> wallet_transaction.type
             OR transaction_facet.payment_method <> wallet_transaction.payment_method
             OR transaction_facet.is_virtual <> wallet_transaction.is_virtual
             OR transaction_facet.action <> wallet_transaction.action
             OR transaction_facet.mode <> wallet_transaction.mode
             OR transaction_facet.status <> wallet_transaction.status
             OR transaction_facet.has_expiry <> (wallet_transaction.expires_at IS NOT NULL)
         ORDER BY wallet_transaction.id LIMIT 1",
        "it is counted with others than its like",
    )
    .await?;
    none_of(
        connection,
        "SELECT COALESCE(MIN(wallet_transaction.id), 0) AS id FROM transaction_facet
         LEFT JOIN wallet_transaction ON wallet_transaction.facet_id = transaction_facet.id
         GROUP BY transaction_facet.id
         HAVING COUNT(wallet_transaction.id) <>
             COALESCE((SELECT SUM(count) FROM transaction_total WHERE facet_id = transaction_facet.id), 0)
         LIMIT 1",
        "its like are not as many as is counted",
    )
    .await?;
    none_of(
        connection,
        "SELECT COALESCE(found.id, 0) AS id
         FROM (SELECT facet_id, day, SUM(count) AS count FROM transaction_day GROUP BY facet_id, day) AS said
         LEFT JOIN (SELECT MIN(id) AS id, facet_id, created_at / 86400000000 AS day, COUNT(*) AS count
                    FROM wallet_transaction GROUP BY 2, 3) AS found
             ON found.facet_id = said.facet_id AND found.day = said.day
         WHERE COALESCE(found.count, 0) <> said.count LIMIT 1",
        "its like of that day are not as many as is counted",
    )
    .await?;
    none_of(
        connection,
        "SELECT COALESCE(MIN(wallet_transaction.id), 0) AS id FROM wallet_user
         LEFT JOIN wallet_transaction ON wallet_transaction.user_id = wallet_user.id
         GROUP BY wallet_user.id
         HAVING COUNT(wallet_transaction.id) <> wallet_user.transaction_count LIMIT 1",
        "its user does not have as many as is counted",
    )
    .await
}

/// What is left of the grants of an account is its balance, and what was spent is what is gone.
async fn prove_promo(connection: &mut Connection) -> Result<(), Stop> {
    let mut left: BTreeMap<i64, Vec<Units>> = BTreeMap::new();
    let mut gone: BTreeMap<i64, Units> = BTreeMap::new();
    for row in query("SELECT grant_id, whole, fraction FROM promo_spend").fetch_all(connection).await? {
        let sum = gone.entry(row.get("grant_id")?).or_default();
        *sum = [*sum, units(&row, "whole", "fraction")?].into_iter().sum();
    }
    let grants = query(
        "SELECT promo_grant.transaction_id, promo_grant.remaining_whole, promo_grant.remaining_fraction,
             wallet_transaction.price_whole, wallet_transaction.price_fraction, ledger_account.id
         FROM promo_grant
         JOIN wallet_transaction ON wallet_transaction.id = promo_grant.transaction_id
         JOIN ledger_account ON ledger_account.payment_account_id = promo_grant.payment_account_id",
    )
    .fetch_all(connection)
    .await?;
    for row in &grants {
        let id: i64 = row.get("transaction_id")?;
        let remaining = units(row, "remaining_whole", "remaining_fraction")?;
        left.entry(row.get("id")?).or_default().push(remaining);
        let spent = gone.get(&id).copied().unwrap_or_default();
        let granted = units(row, "price_whole", "price_fraction")?;
        if remaining.checked_add(spent) != Some(granted) {
            let reason = format!("it granted {granted}, of which {spent} is spent and {remaining} is left");
            return Err(Stop::Fault(Fault::Transaction { id, reason }));
        }
    }
    let accounts = query(
        "SELECT ledger_account.id, ledger_account.whole, ledger_account.fraction FROM ledger_account
         JOIN payment_account ON payment_account.id = ledger_account.payment_account_id
         WHERE payment_account.type = 'promo'",
    )
    .fetch_all(connection)
    .await?;
    for row in &accounts {
        let id: i64 = row.get("id")?;
        let sum: Units = left.remove(&id).unwrap_or_default().into_iter().sum();
        let balance = units(row, "whole", "fraction")?;
        if sum != balance {
            let reason = format!("it has {balance} and its grants come to {sum}");
            return Err(Stop::Fault(Fault::Account { id, reason }));
        }
    }
    Ok(())
}
