//! What became of an action whose answer was lost. CTK's history names neither reference nor recipient, so the row is
//! told by three things: it is newer than the newest one before the sending, it is of that coin and amount, and no other
//! intent of this browser lays claim to it. Where rows and claims are not as many, nobody here can tell them apart, and a
//! person has to compare.
//!
//! The journal keeps the id of that newest row, and a digest of what the row will say together with the reference: from
//! it a row is known again after a reload, and no amount is read out of it.

use purser_api::{
    Error,
    ctk::transaction::{self, Transaction, TransactionKind, TransactionPage, TransactionQuery},
};

use crate::{
    digest::sha256_hex,
    journal::{self, Entry, State, Trace},
    money_action::plan::send_over,
    session::Identity,
    transport::Client,
};

/// The kind of a withdrawal, in the journal and in sentences.
pub const WITHDRAWAL: &str = "withdrawal";

const PER_PAGE: u64 = 100;
/// More rows than on so many pages have not come between a sending and a look at it.
const MOST_PAGES: u64 = 20;

/// The newest row of a history, and when it was the newest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Newest {
    /// Empty where the history is.
    pub id: String,
    /// Unix milliseconds of this machine.
    pub seen_at: i64,
}

/// What the history says about an intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen<T> {
    Nothing,
    This(T),
    /// Rows like it, but not one for each that may have made them.
    Unclear(String),
}

impl<T> Seen<T> {
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Seen<U> {
        match self {
            Self::Nothing => Seen::Nothing,
            Self::This(row) => Seen::This(change(row)),
            Self::Unclear(said) => Seen::Unclear(said),
        }
    }
}

/// Asks for the newest row of all coins.
pub fn newest() -> purser_api::Request<TransactionPage, purser_api::Authenticated> {
    page(1, 1)
}

fn page(number: u64, limit: u64) -> purser_api::Request<TransactionPage, purser_api::Authenticated> {
    transaction::list(&TransactionQuery { page: Some(number), limit: Some(limit), symbol: None })
}

/// What a row says that tells it from others: `Sent BTC 0.5`.
pub fn words(kind: &TransactionKind, symbol: &str, amount: purser_api::Decimal) -> String {
    format!("{kind} {symbol} {}", amount.normalize())
}

/// What the journal keeps of those words.
pub async fn mark(reference: &str, words: &str) -> String {
    sha256_hex(&format!("{reference}\n{words}")).await
}

/// Looks a withdrawal up, by what the journal keeps of it.
///
/// # Errors
///
/// Where the history cannot be read as far as it would have to be: then it proves nothing.
pub async fn look(client: Client, connection: &str, reference: &str) -> Result<Seen<Transaction>, Error> {
    let (entry, trace) = written(reference)?;
    let (rows, unreadable) = since(client, connection, &trace.after).await?;
    let said = |row: Transaction| (words(&row.kind, row.symbol.as_str(), row.amount), row);
    // An exchange is a row of this history too, and looks like it.
    tell(&entry, &trace, rows.into_iter().map(said).collect(), unreadable, |_| true).await
}

/// What the journal keeps of an intent.
pub(super) fn written(reference: &str) -> Result<(Entry, Trace), Error> {
    let cannot = |why: &str| Error::decode("$", why);
    let entry = journal::find(reference).ok_or_else(|| cannot("nothing is written down about it"))?;
    let trace = entry.trace.clone().filter(|trace| !trace.mark.is_empty());
    let trace = trace.ok_or_else(|| cannot("nothing tells it in a history"))?;
    Ok((entry, trace))
}

/// Which of the rows that came later, each with what it says, is an intent's own.
pub(super) async fn tell<T>(
    entry: &Entry,
    trace: &Trace,
    rows: Vec<(String, T)>,
    unreadable: Option<Error>,
    is_rival: impl Fn(&Entry) -> bool,
) -> Result<Seen<T>, Error> {
    let mut alike = Vec::new();
    for (said, row) in rows {
        if mark(&entry.reference, &said).await == trace.mark {
            alike.push((row, said));
        }
    }
    let Some((_, said)) = alike.first() else {
        return match unreadable {
            Some(error) => Err(error),
            None => Ok(Seen::Nothing),
        };
    };
    let mut claims = Vec::new();
    for other in journal::all() {
        if may_claim(&other, entry) && is_rival(&other) && lays_claim(&other, said).await {
            claims.push(other);
        }
    }
    Ok(assign(&entry.reference, claims, alike.into_iter().map(|(row, _)| row).collect()))
}

/// The rows above that one, newest first, and an error where one of them cannot be read.
async fn since(
    client: Client,
    connection: &str,
    after: &str,
) -> Result<(Vec<Transaction>, Option<Error>), Error> {
    let (mut rows, mut unreadable) = (Vec::<Transaction>::new(), None);
    for number in 1..=MOST_PAGES {
        let answer = send_over(client, Identity::Holder, connection, &page(number, PER_PAGE), None).await?;
        let is_last = answer.rows.is_empty() || answer.total_pages.is_none_or(|pages| number >= pages);
        unreadable = unreadable.or_else(|| answer.unreadable.first().cloned().map(Into::into));
        for row in answer.rows {
            if row.id == after {
                return Ok((rows, unreadable));
            }
            // What arrives meanwhile moves rows to the next page, where they are met again.
            if rows.iter().all(|known| known.id != row.id) {
                rows.push(row);
            }
        }
        if is_last && after.is_empty() {
            return Ok((rows, unreadable));
        }
        if is_last {
            break;
        }
    }
    Err(Error::decode("$.transactions", "the row that was the newest before it is not there any more"))
}

/// Whether another intent could have made a row that is newer than what this one knew: it is not settled, or was
/// confirmed since then.
fn may_claim(other: &Entry, this: &Entry) -> bool {
    let since = this.trace.as_ref().map_or(this.at, |trace| trace.seen_at);
    let is_this = other.reference == this.reference;
    let is_newer = other.state == State::Confirmed && other.at >= since;
    other.connection == this.connection && (is_this || other.state.is_open() || is_newer)
}

async fn lays_claim(other: &Entry, said: &str) -> bool {
    match &other.trace {
        Some(trace) => mark(&other.reference, said).await == trace.mark,
        None => false,
    }
}

/// The row of an intent, where there is one for each: the oldest row is the one that was sent first.
fn assign<T>(reference: &str, mut claims: Vec<Entry>, mut rows: Vec<T>) -> Seen<T> {
    let (found, claimed) = (rows.len(), claims.len());
    claims.sort_by_key(|claim| claim.at);
    rows.reverse();
    let place = claims.iter().position(|claim| claim.reference == reference);
    match place.and_then(|place| rows.into_iter().nth(place)) {
        Some(row) if found == claimed => Seen::This(row),
        _ => Seen::Unclear(format!("{found} of that coin and amount, sent {claimed} times from here")),
    }
}

#[cfg(test)]
mod tests {
    use purser_api::{Currency, Money, decimal};

    use super::*;
    use crate::strange::coin_row;

    fn row(id: &str) -> Transaction {
        let sum = Money::new(decimal::parse("0.50").unwrap(), Currency::new("BTC").unwrap());
        coin_row(id, sum, TransactionKind::Sent)
    }

    fn entry(reference: &str, at: i64, state: State) -> Entry {
        Entry {
            reference: reference.to_owned(),
            kind: WITHDRAWAL.to_owned(),
            digest: String::new(),
            state,
            at,
            connection: "holder-1".to_owned(),
            customer: None,
            trace: Some(Trace { after: "t0".to_owned(), seen_at: at - 10, mark: "m".to_owned() }),
        }
    }

    fn ids(claims: &[&str], rows: &[&str], reference: &str) -> Option<String> {
        let claims =
            claims.iter().zip(1..).map(|(reference, at)| entry(reference, at, State::Sent)).collect();
        // The history has the newest first.
        match assign(reference, claims, rows.iter().rev().map(|id| row(id)).collect()) {
            Seen::This(row) => Some(row.id),
            Seen::Nothing | Seen::Unclear(_) => None,
        }
    }

    #[test]
    fn rule_3_a_row_is_an_intents_own_only_where_there_is_one_for_each() {
        assert_eq!(ids(&["a"], &["t1"], "a").as_deref(), Some("t1"));
        assert_eq!(ids(&["a", "b"], &["t1", "t2"], "a").as_deref(), Some("t1"));
        assert_eq!(ids(&["a", "b"], &["t1", "t2"], "b").as_deref(), Some("t2"));
        assert_eq!(ids(&["a", "b"], &["t1"], "a"), None, "one of the two, and nobody knows which");
        assert_eq!(ids(&["a"], &["t1", "t2"], "a"), None, "somebody else sent as much");
        assert_eq!(ids(&[], &["t1"], "a"), None);
    }

    #[test]
    fn rule_3_what_was_settled_before_lays_no_claim() {
        let this = entry("a", 1000, State::Sent);
        assert!(may_claim(&this, &this));
        assert!(may_claim(&entry("b", 500, State::Sent), &this), "not known yet, so it may be the one");
        assert!(may_claim(&entry("b", 1000, State::Confirmed), &this));
        assert!(!may_claim(&entry("b", 500, State::Confirmed), &this), "its row was there before");
        assert!(!may_claim(&entry("b", 1000, State::Refused), &this));
        let elsewhere = Entry { connection: "holder-2".to_owned(), ..entry("b", 1000, State::Sent) };
        assert!(!may_claim(&elsewhere, &this));
    }

    #[test]
    fn rule_1_an_amount_is_the_same_however_many_noughts_it_has() {
        let said = |text: &str| words(&TransactionKind::Sent, "ETH", decimal::parse(text).unwrap());
        assert_eq!(said("0.50"), said("0.5"));
        assert_ne!(said("0.500000000000000001"), said("0.5"));
    }
}
