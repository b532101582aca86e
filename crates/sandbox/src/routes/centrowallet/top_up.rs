//! Top-ups: operation 13.

use axum::extract::State;
use axum::response::Response;
use purser_api::centrowallet::transaction::Transaction;

use super::action::{self, Action, Asked, Begun, Done, Of, in_order};
use super::caller::{Caller, MerchantOnly};
use super::{Form, Id, described, id};
use crate::app::Shared;
use crate::error::{ApiError, ApiResult};
use crate::routes::openapi::refusals::{Body, Credential, Refusal};
use crate::store::top_up::{self, TopUp};

/// Only a merchant gives: a customer who could would make money.
#[utoipa::path(
    post,
    path = "/payment-account/{id}/top-up",
    operation_id = "payment-account-top-up",
    tag = "CentroWallet payment accounts",
    summary = "Gives or takes money that is not fiat",
    description = "Above zero it is an income, below zero an outcome. On a promotional account it may lapse.",
    params(("id" = i64, Path, description = "The payment account's id", minimum = 1)),
    request_body = described::TopUp,
    responses(
        (status = 200, body = Transaction, description = "The transaction"),
        (status = 403, body = Refusal, description = "A customer asks, or the user is blocked or not activated"),
        (status = 404, body = Refusal, description = "There is no such account or customer"),
        (status = 409, body = Refusal, description = "The merchantOrderId has been used for something else"),
        (status = 422, body = Refusal, description = "A field is not as it must be, the account is not active, or has not that much"),
        Body,
        Credential,
    ),
    security(("merchantKey" = []))
)]
pub(super) async fn top_up(
    MerchantOnly(merchant): MerchantOnly,
    State(app): State<Shared>,
    path: Id,
    Form(mut input): Form,
) -> ApiResult<Response> {
    let account_id = id(path)?;
    let amount = input.amount("amount");
    let amount = input.required("amount", amount).unwrap_or_default();
    if input.value("amount").is_some() && amount.is_zero() {
        input.refuse("amount", "The amount must not be zero.");
    }
    let request = TopUp {
        amount,
        reason: input.text("reason"),
        merchant_order_id: input.text("merchantOrderId"),
        metadata: input.json("metadata"),
        expires_at: input.date_time("dateExpire"),
    };
    let words = format!(
        "{account_id}|{}|{:?}|{:?}|{:?}",
        request.amount,
        request.reason,
        in_order(request.metadata.as_deref()),
        request.expires_at
    );
    let asked = Asked {
        kind: top_up::KIND,
        of: Of::Account(account_id),
        merchant_order_id: request.merchant_order_id.clone(),
        words,
    };
    let mut action = match action::begin(&app, &Caller::Merchant(merchant), &mut input, asked).await? {
        Begun::Answered(response) => return Ok(response),
        Begun::Admitted(action) => action,
    };
    let outcome = topped_up(&mut action, request).await;
    action.end(&app, outcome).await
}

async fn topped_up(action: &mut Action, request: TopUp) -> ApiResult<Done> {
    if request.expires_at.is_some() {
        check_expiry(action.account.is_promo, &request, action.now)?;
    }
    let total = action.total();
    let made = top_up::top_up(&mut action.write, &action.account, total, request, action.now)
        .await?
        .map_err(ApiError::refused)?;
    Ok((made.id, action.said(&made)?))
}

fn check_expiry(is_promo: bool, request: &TopUp, now: i64) -> ApiResult<()> {
    let sentence = if !is_promo {
        "The dateExpire is for promo accounts only."
    } else if request.amount.is_negative() {
        "The dateExpire is for money that is given, not taken."
    } else if request.expires_at.is_some_and(|expires_at| expires_at <= now) {
        "The dateExpire must be in the future."
    } else {
        return Ok(());
    };
    Err(ApiError::invalid("dateExpire", sentence))
}
