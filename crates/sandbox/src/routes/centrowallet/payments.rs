//! Payments: operation 15.

use axum::extract::State;
use axum::response::Response;
use purser_api::Currency;
use purser_api::centrowallet::transaction::Transaction;

use super::action::{self, Action, Asked, Begun, Done, Of, in_order, positive};
use super::caller::Caller;
use super::{Form, aftermath, described, report};
use crate::app::Shared;
use crate::error::{ApiError, ApiResult};
use crate::routes::openapi::refusals::{Body, Credential, Refusal};
use crate::store::payment::{self, Payment};

/// A customer pays, or a merchant has one pay.
#[utoipa::path(
    post,
    path = "/payment",
    operation_id = "payment-create",
    tag = "CentroWallet payments",
    summary = "Pays",
    description = "From a payment account to the merchant. Ask again with the same reference when the answer was lost: it is not paid twice.",
    request_body = described::NewPayment,
    responses(
        (status = 200, body = Transaction, description = "The payment"),
        (status = 403, body = Refusal, description = "The customer is blocked or not activated"),
        (status = 404, body = Refusal, description = "There is no such account or customer"),
        (status = 409, body = Refusal, description = "The merchantOrderId has been used for something else"),
        (status = 422, body = Refusal, description = "A field is not as it must be, the account is not active, or has not that much"),
        Body,
        Credential,
    ),
    security(("merchantKey" = []), ("customerToken" = []))
)]
pub(super) async fn pay(
    caller: Caller,
    State(app): State<Shared>,
    Form(mut input): Form,
) -> ApiResult<Response> {
    let account_id = input.id("paymentAccountId");
    let account_id = input.required("paymentAccountId", account_id).unwrap_or_default();
    let amount = positive(&mut input, "amount");
    let code = input.text("currency");
    let code = input.required("currency", code).unwrap_or_default();
    let name = input.text("name");
    let name = input.required("name", name).unwrap_or_default();
    let merchant_order_id = input.text("merchantOrderId");
    let merchant_order_id = input.required("merchantOrderId", merchant_order_id).unwrap_or_default();
    let metadata = input.json("metadata");
    let webhook_url = input.web_address("webhookUrl");
    let words = format!(
        "{account_id}|{amount}|{code:?}|{name:?}|{:?}|{webhook_url:?}",
        in_order(metadata.as_deref())
    );
    let asked = Asked {
        kind: payment::KIND,
        of: Of::Account(account_id),
        merchant_order_id: Some(merchant_order_id.clone()),
        words,
    };
    let mut action = match action::begin(&app, &caller, &mut input, asked).await? {
        Begun::Answered(response) => return Ok(response),
        Begun::Admitted(action) => action,
    };
    let payment = Payment { amount, name, merchant_order_id, metadata };
    let outcome = paid(&mut action, payment, &code, webhook_url).await;
    action.end(&app, outcome).await
}

async fn paid(
    action: &mut Action,
    payment: Payment,
    code: &str,
    webhook_url: Option<String>,
) -> ApiResult<Done> {
    let (total, now) = (action.total(), action.now);
    let (write, account) = (&mut action.write, &action.account);
    if Currency::new(code).map(|currency| currency.to_string()).ok().as_ref() != Some(&account.currency) {
        let sentence = format!("The currency must be that of the payment account: {}.", account.currency);
        return Err(ApiError::invalid("currency", &sentence));
    }
    let made = payment::pay(write, account, total, payment, now).await?.map_err(ApiError::refused)?;
    let is_more = aftermath::of_spending(write, account, now).await?;
    let body = if is_more { action.transaction(made.id).await? } else { action.said(&made)? };
    report::about(&mut action.write, &action.account, "payment", webhook_url, body.clone(), now).await?;
    Ok((made.id, body))
}
