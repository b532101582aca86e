//! The one way of everything that moves a customer's money.
//!
//! Who asks, and for whom; what has lapsed is taken back; what was answered to the same reference is answered
//! again; only then may the customer be refused. What is done, its answer and its reports are of one
//! transaction.

use axum::http::StatusCode;
use axum::response::Response;

use super::caller::{Caller, account_of, admit};
use super::{Input, wire};
use crate::app::App;
use crate::domain::secret;
use crate::domain::units::Units;
use crate::error::{ApiError, ApiResult, json_response};
use crate::faults::Replayed;
use crate::store::accounts::{self, Account};
use crate::store::answers::{self, Known, Reference};
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
    reference: Option<Reference>,
}

/// How an action begins.
pub(super) enum Begun {
    /// It was done before, and this was answered.
    Answered(Response),
    /// It is to be done.
    Admitted(Box<Action>),
}

/// Begins an action, or says why not.
pub(super) async fn begin(app: &App, caller: &Caller, input: &mut Input, asked: Asked) -> ApiResult<Begun> {
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    let user = caller.client(&mut write, input).await?;
    let (account_id, others) = match asked.of {
        Of::Account(id) => (id, Vec::new()),
        Of::Transfer { from, to } => (from, vec![to]),
        Of::Transaction(id) => {
            let transaction = transactions::by_id(&mut write, id).await?;
            let transaction =
                transaction.ok_or_else(|| ApiError::not_found("There is no such transaction."))?;
            (transaction.payment_account_id, void::accounts_of(&mut write, id).await?)
        }
    };
    let mut account = account_of(&mut write, &user, account_id).await?;
    let is_locked = accounts::lock(&mut write, &[vec![account_id], others].concat()).await?;
    let lapsed = promo::lapse_due_of(&mut write, account_id, now).await?;
    if is_locked || lapsed > 0 {
        account = account_of(&mut write, &user, account_id).await?;
    }
    let reference = asked.merchant_order_id.map(|merchant_order_id| Reference {
        user_id: user.id,
        kind: asked.kind,
        merchant_order_id,
        digest: secret::digest(asked.words.as_bytes()),
    });
    if let Some(reference) = &reference {
        match answers::find(&mut write, reference).await? {
            Known::New => {}
            Known::Same(body) => {
                let mut response = json_response(StatusCode::OK, body);
                response.extensions_mut().insert(Replayed);
                return Ok(Begun::Answered(response));
            }
            Known::Different => {
                let sentence = "The merchantOrderId has been used for something else.";
                return Err(ApiError::conflict("merchantOrderId", sentence));
            }
        }
    }
    // After what was answered already: that somebody was blocked since does not undo it.
    admit(&user)?;
    if !account.is_active {
        return Err(ApiError::invalid("id", "The payment account is not active."));
    }
    Ok(Begun::Admitted(Box::new(Action { write, account, now, reference })))
}

impl Action {
    /// A transaction as it is said.
    pub(super) async fn transaction(&mut self, id: i64) -> ApiResult<String> {
        let transaction = transactions::by_id(&mut self.write, id).await?.ok_or_else(ApiError::internal)?;
        let totals = accounts::totals(&mut self.write, &[transaction.user_id]).await?;
        wire::text(&wire::transaction(&transaction, &totals)?)
    }

    /// Keeps what was done together with its answer, and answers.
    pub(super) async fn answer(mut self, transaction_id: i64, body: String) -> ApiResult<Response> {
        if let Some(reference) = &self.reference {
            answers::keep(&mut self.write, reference, transaction_id, &body, self.now).await?;
        }
        self.write.commit().await?;
        Ok(json_response(StatusCode::OK, body))
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
