//! The one way of everything that moves a customer's money.
//!
//! Who asks, and for whom; what has lapsed is taken back; then it is done. What is done, its answer and its
//! reports are of one transaction.
//!
//! Nearly every reference is new, and that nobody uses it twice is seen to by the database. So it is looked up
//! only when something was refused: then, with nothing done, what was answered to it before is answered again.
//! To have looked for what is not there would put everybody in everybody's way on `PostgreSQL`.

use axum::http::StatusCode;
use axum::response::Response;
use std::collections::BTreeMap;

use super::caller::{Caller, account_of, admit};
use super::{Input, wire};
use crate::app::App;
use crate::domain::secret;
use crate::domain::units::Units;
use crate::error::{ApiError, ApiResult, json_response};
use crate::faults::Replayed;
use crate::store::accounts::{self, Account};
use crate::store::answers::{self, Known, Reference};
use crate::store::transactions::Transaction;
use crate::store::{Write, promo, transactions, void};

/// Whose money is to move.
pub(super) enum Of {
    Account(i64),
    /// The account that sends; the other is not looked at before it is known who asks.
    Transfer {
        from: i64,
        to: i64,
    },
    /// The account of that transaction.
    Transaction(i64),
}

/// What is asked for.
pub(super) struct Asked {
    /// The kind of the reference.
    pub(super) kind: &'static str,
    pub(super) of: Of,
    pub(super) merchant_order_id: Option<String>,
    /// Everything else, in words that are the same only for the same.
    pub(super) words: String,
}

/// A movement that may be made.
pub(super) struct Action {
    pub(super) write: Write,
    pub(super) account: Account,
    pub(super) now: i64,
    /// What the customer has before, by currency.
    totals: BTreeMap<String, Units>,
    reference: Option<Reference>,
}

/// How an action begins.
pub(super) enum Begun {
    /// It was done before, and this was answered.
    Answered(Response),
    /// It is to be done.
    Admitted(Box<Action>),
}

/// What was done: the transaction's id, and the answer.
pub(super) type Done = (i64, String);

/// Begins an action, or says why not.
pub(super) async fn begin(app: &App, caller: &Caller, input: &mut Input, asked: Asked) -> ApiResult<Begun> {
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    let user = caller.client(&mut write, input).await?;
    let (account_id, others) = match asked.of {
        Of::Account(id) => (id, Vec::new()),
        Of::Transfer { from, to } => (from, vec![to]),
        Of::Transaction(id) => {
            let own = transactions::by_id(&mut write, id).await?.filter(|one| one.user_id == user.id);
            let transaction = own.ok_or_else(|| ApiError::not_found("There is no such transaction."))?;
            (transaction.payment_account_id, void::accounts_of(&mut write, id).await?)
        }
    };
    let mut user_ids = vec![user.id];
    if !others.is_empty() {
        user_ids.extend(accounts::owners(&mut write, &others).await?);
    }
    let mut held = accounts::hold(&mut write, &user_ids).await?;
    let Some(mut account) = own(&held, user.id, account_id) else {
        account_of(&mut write, &user, account_id).await?;
        return Err(ApiError::internal());
    };
    if account.is_promo && promo::lapse_due_of(&mut write, account_id, now).await? > 0 {
        held = accounts::hold(&mut write, &user_ids).await?;
        account = own(&held, user.id, account_id).ok_or_else(ApiError::internal)?;
    }
    let mut totals: BTreeMap<String, Units> = BTreeMap::new();
    for account in held.iter().filter(|account| account.user_id == user.id) {
        let total = totals.entry(account.currency.clone()).or_default();
        *total = [*total, account.balance].into_iter().sum();
    }
    let reference = asked.merchant_order_id.map(|merchant_order_id| Reference {
        user_id: user.id,
        kind: asked.kind,
        merchant_order_id,
        digest: secret::digest(asked.words.as_bytes()),
    });
    let admitted = match admit(&user) {
        Ok(()) if !account.is_active => Err(ApiError::invalid("id", "The payment account is not active.")),
        admitted => admitted,
    };
    if let Err(refusal) = admitted {
        drop(write);
        // That somebody was blocked since does not undo what was answered.
        return Ok(Begun::Answered(answered_before(app, reference, refusal).await?));
    }
    Ok(Begun::Admitted(Box::new(Action { write, account, now, totals, reference })))
}

fn own(held: &[Account], user_id: i64, account_id: i64) -> Option<Account> {
    held.iter().find(|account| account.id == account_id && account.user_id == user_id).cloned()
}

/// What was answered to the reference before, or else the refusal.
async fn answered_before(app: &App, reference: Option<Reference>, refusal: ApiError) -> ApiResult<Response> {
    let Some(reference) = reference else { return Err(refusal) };
    let mut write = app.store.write().await?;
    let known = answers::find(&mut write, &reference).await?;
    // What is answered again may have been done a moment ago, and not be on the disk yet.
    write.commit().await?;
    match known {
        Known::New => Err(refusal),
        Known::Same(body) => {
            let mut response = json_response(StatusCode::OK, body);
            response.extensions_mut().insert(Replayed);
            Ok(response)
        }
        Known::Different => Err(ApiError::conflict("merchantOrderId", answers::DIFFERENT)),
    }
}

impl Action {
    /// What the customer has before, in the currency of the account.
    pub(super) fn total(&self) -> Units {
        self.totals.get(&self.account.currency).copied().unwrap_or_default()
    }

    /// The transaction that was made, as it is said, where nothing else was moved since.
    pub(super) fn said(&mut self, made: &Transaction) -> ApiResult<String> {
        let change = if made.is_income() { made.price } else { -made.price };
        let total = self.totals.entry(made.currency.clone()).or_default();
        *total = [*total, change].into_iter().sum();
        let totals = BTreeMap::from([(made.user_id, self.totals.clone())]);
        wire::text(&wire::transaction(made, &totals)?)
    }

    /// A transaction as it is said, whatever was moved.
    pub(super) async fn transaction(&mut self, id: i64) -> ApiResult<String> {
        let transaction = transactions::by_id(&mut self.write, id).await?.ok_or_else(ApiError::internal)?;
        let totals = accounts::totals(&mut self.write, &[transaction.user_id]).await?;
        wire::text(&wire::transaction(&transaction, &totals)?)
    }

    /// Keeps what was done together with its answer, and answers. Where it was refused, nothing is kept.
    pub(super) async fn end(mut self, app: &App, outcome: ApiResult<Done>) -> ApiResult<Response> {
        match outcome {
            Ok((transaction_id, body)) => {
                if let Some(reference) = &self.reference {
                    answers::keep(&mut self.write, reference, transaction_id, &body, self.now).await?;
                }
                self.write.commit().await?;
                Ok(json_response(StatusCode::OK, body))
            }
            Err(refusal) if refusal.status().is_client_error() => {
                drop(self.write);
                answered_before(app, self.reference, refusal).await
            }
            Err(failure) => Err(failure),
        }
    }
}

/// An amount above zero, which must be there; zero where it is refused.
pub(super) fn positive(input: &mut Input, field: &str) -> Units {
    let amount = input.amount(field);
    let amount = input.required(field, amount);
    if amount.is_some_and(|amount| !amount.is_positive()) {
        input.refuse(field, format!("The {field} must be above zero."));
    }
    amount.unwrap_or_default()
}

/// The JSON of some metadata, whatever the order in which its keys were written, which says nothing.
pub(super) fn in_order(json: Option<&str>) -> Option<String> {
    let json = json?;
    let Ok(mut value) = serde_json::from_str::<serde_json::Value>(json) else { return Some(json.to_owned()) };
    value.sort_all_objects();
    Some(value.to_string())
}
