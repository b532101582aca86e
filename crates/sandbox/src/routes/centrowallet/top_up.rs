//! Top-ups: operation 13.

use axum::extract::{Path, State};
use axum::response::Response;

use super::action::{self, Asked, Begun, Of, in_order};
use super::caller::{Caller, MerchantOnly};
use super::{Form, id};
use crate::app::Shared;
use crate::error::{ApiError, ApiResult};
use crate::store::top_up::{self, TopUp};

/// Only a merchant gives: a customer who could would make money.
pub(super) async fn top_up(
    MerchantOnly(merchant): MerchantOnly,
    State(app): State<Shared>,
    path: Path<String>,
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
    if request.expires_at.is_some() {
        check_expiry(action.account.is_promo, &request, action.now)?;
    }
    let id = top_up::top_up(&mut action.write, &action.account, request, action.now)
        .await?
        .map_err(ApiError::refused)?;
    let body = action.transaction(id).await?;
    action.answer(id, body).await
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
