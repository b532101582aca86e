//! Looking up everything that rows are judged by: few questions at a time, each thing asked for once.

use std::collections::BTreeSet;

use futures_util::{StreamExt, stream};
use purser_api::{
    Error, Transport,
    centrowallet::{
        Caller, PaymentAccountId, PaymentAccountKind, Status, TransactionId, UserId,
        payment_account::{self, PaymentAccount, PaymentAccountFilter},
        transaction::{self, TransactionFilter},
        user::{self, User, UserFilter},
    },
};
use web_sys::AbortSignal;

use super::{
    check::{Account, Customer, Fact, Facts, Missing, Transaction},
    rows::{Asked, Row, Which, Who},
};
use crate::{
    csv,
    gather::Progress,
    messages::errors::{Doing, trouble},
    session::Identity,
    transport::{self, Client},
};

/// How many questions are on their way at once.
const AT_ONCE: usize = 4;
/// How many transactions are asked for in one question.
const IDS_AT_ONCE: usize = 50;
/// How many customers an address is looked for among: the system finds parts of addresses too.
const MOST_ALIKE: u64 = 100;

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Question {
    Email(String),
    Owner(u64),
    Transactions(Vec<u64>),
    Order(String),
    Customer(u64),
    Account(u64, u64),
}

/// Its answer.
enum Answer {
    Email(String, Fact<UserId>),
    Owner(u64, Fact<UserId>),
    Transactions(Vec<u64>, Fact<Vec<Transaction>>),
    Order(String, Fact<Vec<Transaction>>),
    Customer(u64, Fact<Customer>),
    Account((u64, u64), Fact<Account>),
}

/// Looks everything up.
///
/// # Errors
///
/// What makes all further questions pointless: it was stopped, or nobody is signed in. Anything else is a fact that is
/// missing.
pub async fn look_up(
    client: Client,
    rows: &[Row],
    abort: Option<&AbortSignal>,
    progress: impl Fn(Progress),
) -> Result<Facts, Error> {
    let mut facts = Facts::default();
    let first = first_questions(rows);
    let expected = u64::try_from(first.len() + rows.len()).unwrap_or(u64::MAX);
    let read = ask_all(client, first, abort, &mut facts, |read| {
        progress(Progress { read, total: expected });
    })
    .await?;
    let second = second_questions(rows, &facts);
    let total = read + u64::try_from(second.len()).unwrap_or(u64::MAX);
    ask_all(client, second, abort, &mut facts, |more| progress(Progress { read: read + more, total }))
        .await?;
    Ok(facts)
}

async fn ask_all(
    client: Client,
    questions: BTreeSet<Question>,
    abort: Option<&AbortSignal>,
    facts: &mut Facts,
    progress: impl Fn(u64),
) -> Result<u64, Error> {
    let mut answers =
        stream::iter(questions).map(|question| ask(client, question, abort)).buffer_unordered(AT_ONCE);
    let mut read = 0;
    progress(read);
    while let Some(answer) = answers.next().await {
        take_in(facts, answer?);
        if abort.is_some_and(AbortSignal::aborted) {
            return Err(Error::transport(Transport::Aborted, ""));
        }
        read += 1;
        progress(read);
    }
    Ok(read)
}

/// What has to be known before it is clear whom to ask about.
fn first_questions(rows: &[Row]) -> BTreeSet<Question> {
    let mut questions = BTreeSet::new();
    let mut ids = BTreeSet::new();
    let by_address = |who: &Who, questions: &mut BTreeSet<Question>| {
        if let (None, Some(email)) = (who.id, &who.email) {
            questions.insert(Question::Email(email.to_lowercase()));
        }
    };
    for asked in rows.iter().filter_map(|row| row.asked.as_ref().ok()) {
        match asked {
            Asked::TopUp(top_up) if top_up.who == Who::default() => {
                questions.insert(Question::Owner(top_up.account.0));
            }
            Asked::TopUp(top_up) => by_address(&top_up.who, &mut questions),
            Asked::Customer(who) => by_address(who, &mut questions),
            Asked::Void { which: Which::Id(id), .. } => {
                ids.insert(id.0);
            }
            Asked::Void { which: Which::Order(order), .. } => {
                questions.insert(Question::Order(order.clone()));
            }
        }
    }
    let ids: Vec<u64> = ids.into_iter().collect();
    questions.extend(ids.chunks(IDS_AT_ONCE).map(|ids| Question::Transactions(ids.to_vec())));
    questions
}

/// Customers and accounts.
fn second_questions(rows: &[Row], facts: &Facts) -> BTreeSet<Question> {
    let mut questions = BTreeSet::new();
    for asked in rows.iter().filter_map(|row| row.asked.as_ref().ok()) {
        let (customer, account) = match asked {
            Asked::TopUp(top_up) => (facts.owner_of(top_up).ok(), Some(top_up.account)),
            Asked::Customer(who) => (facts.customer_of(who).ok(), None),
            Asked::Void { which, .. } => {
                facts.transaction_of(which).map_or((None, None), |found| (found.customer, found.account))
            }
        };
        if let Some(customer) = customer {
            questions.insert(Question::Customer(customer.0));
            questions.extend(account.map(|account| Question::Account(account.0, customer.0)));
        }
    }
    questions
}

async fn ask(client: Client, question: Question, abort: Option<&AbortSignal>) -> Result<Answer, Error> {
    let anybody = Caller::Merchant { client_id: None };
    Ok(match question {
        Question::Email(email) => {
            let filter =
                UserFilter { email: Some(email.clone()), limit: Some(MOST_ALIKE), ..UserFilter::default() };
            let page = transport::send(client, Identity::Merchant, &user::list(&filter), abort).await;
            let is_it = |user: &&User| user.email.as_ref().is_some_and(|known| known.to_lowercase() == email);
            let found = fact(page)?
                .and_then(|page| page.rows.iter().find(is_it).map(|user| user.id).ok_or(Missing::Absent));
            Answer::Email(email, found)
        }
        Question::Owner(account) => {
            let filter = TransactionFilter {
                payment_account_id: Some(PaymentAccountId(account)),
                limit: Some(1),
                ..TransactionFilter::default()
            };
            let page =
                transport::send(client, Identity::Merchant, &transaction::list(anybody, &filter), abort)
                    .await;
            let found = fact(page)?
                .and_then(|page| page.rows.first().and_then(|row| row.user_id).ok_or(Missing::Absent));
            Answer::Owner(account, found)
        }
        Question::Transactions(ids) => {
            let filter = TransactionFilter {
                id_list: ids.iter().copied().map(TransactionId).collect(),
                limit: Some(u64::try_from(IDS_AT_ONCE).unwrap_or(u64::MAX)),
                ..TransactionFilter::default()
            };
            let page =
                transport::send(client, Identity::Merchant, &transaction::list(anybody, &filter), abort)
                    .await;
            Answer::Transactions(
                ids,
                fact(page)?.map(|page| page.rows.iter().map(transaction_fact).collect()),
            )
        }
        Question::Order(order) => {
            let filter = TransactionFilter::by_reference(&order);
            let page =
                transport::send(client, Identity::Merchant, &transaction::list(anybody, &filter), abort)
                    .await;
            let bears = |row: &&transaction::Transaction| row.merchant_order_id.as_deref() == Some(&order);
            let found =
                fact(page)?.map(|page| page.rows.iter().filter(bears).map(transaction_fact).collect());
            Answer::Order(order, found)
        }
        Question::Customer(id) => {
            let user = transport::send(client, Identity::Merchant, &user::get(UserId(id)), abort).await;
            Answer::Customer(id, fact(user)?.map(customer_fact))
        }
        Question::Account(id, customer) => {
            let request = payment_account::get(Caller::merchant_for(UserId(customer)), PaymentAccountId(id));
            let account = transport::send(client, Identity::Merchant, &request, abort).await;
            Answer::Account((id, customer), fact(account)?.map(account_fact))
        }
    })
}

/// A fact of an answer. What means that there is none of this merchant's is told from what could not be read.
fn fact<T>(answer: Result<T, Error>) -> Result<Fact<T>, Error> {
    match answer {
        Ok(value) => Ok(Ok(value)),
        Err(error @ Error::Transport(Transport::Aborted, _)) => Err(error),
        Err(error) => match error.status() {
            Some(401) => Err(error),
            Some(403 | 404) => Ok(Err(Missing::Absent)),
            _ => Ok(Err(Missing::Unread(trouble(&error, Doing::Reading).title))),
        },
    }
}

fn customer_fact(user: User) -> Customer {
    Customer { email: user.email, is_blocked: user.is_blocked == Some(true), is_activated: user.is_activated }
}

fn account_fact(account: PaymentAccount) -> Account {
    Account {
        balance: account.balance_money(),
        currency: account.currency,
        is_active: account.is_active != Some(false),
        is_promo: account.kind == PaymentAccountKind::Promo,
        name: account.name.unwrap_or_default(),
    }
}

fn transaction_fact(row: &transaction::Transaction) -> Transaction {
    Transaction {
        id: row.id,
        customer: row.user_id,
        account: row.payment_account_id,
        moved: row.signed_money(),
        is_done: row.status == Status::Success,
        is_voided: row.is_voided(),
    }
}

fn take_in(facts: &mut Facts, answer: Answer) {
    match answer {
        Answer::Email(email, found) => {
            facts.emails.insert(email, found);
        }
        Answer::Owner(account, found) => {
            facts.owners.insert(account, found);
        }
        Answer::Transactions(ids, found) => match found {
            Ok(rows) => keep_transactions(facts, rows),
            Err(missing) => {
                facts.transactions.extend(ids.into_iter().map(|id| (id, Err(missing.clone()))));
            }
        },
        Answer::Order(order, found) => {
            let ids = found.map(|rows| {
                let ids = rows.iter().map(|row| row.id.0).collect();
                keep_transactions(facts, rows);
                ids
            });
            facts.orders.insert(order, ids);
        }
        Answer::Customer(id, found) => {
            facts.customers.insert(id, found);
        }
        Answer::Account(place, found) => {
            facts.accounts.insert(place, found);
        }
    }
}

fn keep_transactions(facts: &mut Facts, rows: Vec<Transaction>) {
    facts.transactions.extend(rows.into_iter().map(|row| (row.id.0, Ok(row))));
}

/// The accounts of customers as a text of top-ups, with the amounts left to fill in.
///
/// # Errors
///
/// The first customer whose accounts cannot be had.
pub async fn accounts_as_text(client: Client, customers: Vec<u64>) -> Result<String, Error> {
    let mut text = String::new();
    csv::push_row(&mut text, ["account id", "customer id", "amount", "currency", "reason"]);
    let mut answers = stream::iter(customers)
        .map(|customer| async move {
            let caller = Caller::merchant_for(UserId(customer));
            let request = payment_account::list(caller, &PaymentAccountFilter::default());
            (customer, transport::send(client, Identity::Merchant, &request, None).await)
        })
        .buffered(AT_ONCE);
    while let Some((customer, accounts)) = answers.next().await {
        for account in accounts?.rows.iter().filter(|account| account.is_active != Some(false)) {
            let cells =
                [account.id.to_string(), customer.to_string(), String::new(), account.currency.to_string()];
            csv::push_row(&mut text, cells.iter().map(String::as_str).chain([""]));
        }
    }
    Ok(text)
}
