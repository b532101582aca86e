//! The kinds of money actions that `CentroWallet` knows, each with what it sends, how an answer is judged, and how it is
//! looked up: by its reference, which is the `merchantOrderId` of its transaction. A customer's own actions go the same
//! way as a merchant's; the [`Caller`] says which.

mod payment;
mod refill;
mod top_up;
mod transfer;
mod void;

use purser_api::{
    Authenticated, Error, Page, Request,
    centrowallet::{
        Caller, Status, UserId,
        transaction::{self, Transaction, TransactionFilter},
    },
};

pub use self::{payment::payment, refill::refill, top_up::top_up, transfer::transfer, void::void};
use super::plan::{Receipt, Verdict};
use crate::paths::{Route, with_query};

fn customer(caller: Caller) -> Option<UserId> {
    match caller {
        Caller::Customer => None,
        Caller::Merchant { client_id } => client_id,
    }
}

/// Asks for everything that bears a reference.
pub fn question(caller: Caller, reference: &str) -> Request<Page<Transaction>, Authenticated> {
    transaction::list(caller, &TransactionFilter::by_reference(reference))
}

/// The rows of a looked-up list that bear a reference. A row that could not be read may be the one, so without
/// another it proves nothing.
pub fn rows_with(page: Page<Transaction>, reference: &str) -> Result<Vec<Transaction>, Error> {
    let unreadable = page.unreadable.into_iter().next();
    let bears_it = |row: &Transaction| row.merchant_order_id.as_deref() == Some(reference);
    let rows: Vec<Transaction> = page.rows.into_iter().filter(bears_it).collect();
    match unreadable {
        Some(row) if rows.is_empty() => Err(row.into()),
        _ => Ok(rows),
    }
}

/// What a page of rows says about an action: the row that is the action, else how another one stands there.
fn find_in(
    page: Page<Transaction>,
    reference: &str,
    judge: impl Fn(&Transaction) -> Verdict,
) -> Result<Option<Verdict>, Error> {
    let verdicts: Vec<Verdict> = rows_with(page, reference)?.iter().map(judge).collect();
    let is_it = |verdict: &&Verdict| !matches!(verdict, Verdict::Otherwise(_));
    Ok(verdicts.iter().find(is_it).or(verdicts.first()).cloned())
}

/// The verdict on a transaction that is, or is not, the one that was asked for.
fn verdict(transaction: &Transaction, is_it: bool) -> Verdict {
    match &transaction.status {
        Status::Success if is_it => Verdict::Done(receipt(transaction)),
        Status::Fail if is_it => Verdict::Failed(receipt(transaction)),
        Status::Processing if is_it => Verdict::Underway(None),
        status if is_it => Verdict::Otherwise(status.to_string()),
        status => {
            let sum = transaction.signed_money().unwrap_or_else(|| transaction.price_money());
            Verdict::Otherwise(format!("#{}, {sum}, {status}", transaction.id))
        }
    }
}

fn receipt(transaction: &Transaction) -> Receipt {
    Receipt {
        id: transaction.id.to_string(),
        place: transaction.user_id.map(|customer| {
            with_query(Route::Transaction(transaction.id.0), &format!("customer={customer}"))
        }),
        sum: transaction.signed_money().unwrap_or_else(|| transaction.price_money()),
        balance: transaction.balance_money(),
        reference: transaction.merchant_order_id.clone().unwrap_or_default(),
    }
}

/// A verdict as who asked sees it: a customer's receipt leads into the customer's own wallet.
fn seen_by(caller: Caller, verdict: Verdict) -> Verdict {
    let own = |receipt: Receipt| {
        let place = receipt.id.parse().ok().map(|id| Route::WalletTransaction(id).to_string());
        Receipt { place, ..receipt }
    };
    match verdict {
        Verdict::Done(receipt) if caller == Caller::Customer => Verdict::Done(own(receipt)),
        Verdict::Failed(receipt) if caller == Caller::Customer => Verdict::Failed(own(receipt)),
        verdict => verdict,
    }
}

#[cfg(test)]
mod tests {
    use purser_api::Answer;

    use super::*;

    fn page(rows: &str) -> Page<Transaction> {
        let meta = r#""links": {}, "meta": {"currentPage": 1, "lastPage": 1, "perPage": 50, "total": 2}"#;
        let body = format!(r#"{{"data": [{rows}], {meta}}}"#);
        question(Caller::Customer, "pr_1").decode(&Answer::new(200, body.as_bytes())).unwrap()
    }

    #[test]
    fn rule_3_a_row_that_cannot_be_read_proves_nothing() {
        let other = r#"{"id": 1, "price": 1, "currency": "USD", "merchantOrderID": "other"}"#;
        let mine = r#"{"id": 2, "price": 1, "currency": "USD", "merchantOrderID": "pr_1"}"#;
        assert_eq!(rows_with(page(other), "pr_1").unwrap(), []);
        assert!(rows_with(page(r#"{"id": {}}"#), "pr_1").is_err());
        let found = rows_with(page(&format!(r#"{{"id": {{}}}}, {mine}"#)), "pr_1").unwrap();
        assert_eq!(found.iter().map(|row| row.id.0).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn the_row_that_is_the_action_counts_whatever_else_bears_its_reference() {
        let row = |id: u64| {
            format!(
                r#"{{"id": {id}, "price": 1, "currency": "USD", "status": "success", "merchantOrderID": "pr_1"}}"#
            )
        };
        let found =
            find_in(page(&format!("{}, {}", row(1), row(2))), "pr_1", |row| verdict(row, row.id.0 == 2));
        assert!(matches!(found.unwrap(), Some(Verdict::Done(receipt)) if receipt.id == "2"));
        let found = find_in(page(&row(1)), "pr_1", |row| verdict(row, false)).unwrap();
        assert_eq!(found, Some(Verdict::Otherwise("#1, 1.00 USD, success".to_owned())));
    }
}
