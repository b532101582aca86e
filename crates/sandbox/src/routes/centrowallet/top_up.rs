//! Top-ups: operation 13.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::caller::{Caller, MerchantOnly, account_of, admit};
use super::{Form, id, wire};
use crate::app::Shared;
use crate::domain::secret;
use crate::error::{ApiError, ApiResult, json_response};
use crate::faults::Replayed;
use crate::store::answers::{self, Known, Reference};
use crate::store::top_up::{self, TopUp};
use crate::store::{accounts, promo, transactions};

/// Grants that lapse before a top-up is looked at.
const LAPSES_AT_ONCE: i64 = 1_000;

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
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    let user = Caller::Merchant(merchant).client(&mut write, &mut input).await?;
    promo::lapse_due(&mut write, now, LAPSES_AT_ONCE).await?;
    let account = account_of(&mut write, &user, account_id).await?;
    let reference = reference(user.id, account_id, &request);
    if let Some(reference) = &reference {
        match answers::find(&mut write, reference).await? {
            Known::New => {}
            Known::Same(body) => {
                let mut response = json_response(StatusCode::OK, body);
                response.extensions_mut().insert(Replayed);
                return Ok(response);
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
    if request.expires_at.is_some() {
        check_expiry(account.is_promo, &request, now)?;
    }
    let transaction_id =
        top_up::top_up(&mut write, &account, request, now).await?.map_err(ApiError::refused)?;
    let transaction =
        transactions::by_id(&mut write, transaction_id).await?.ok_or_else(ApiError::internal)?;
    let totals = accounts::totals(&mut write, &[user.id]).await?;
    let body = wire::text(&wire::transaction(&transaction, &totals)?)?;
    if let Some(reference) = &reference {
        answers::keep(&mut write, reference, transaction_id, &body, now).await?;
    }
    write.commit().await?;
    Ok(json_response(StatusCode::OK, body))
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

fn reference(user_id: i64, account_id: i64, request: &TopUp) -> Option<Reference> {
    let merchant_order_id = request.merchant_order_id.clone()?;
    // Texts are quoted and escaped, so that two different requests do not become one.
    let asked = format!(
        "{account_id}|{}|{:?}|{:?}|{:?}",
        request.amount,
        request.reason,
        request.metadata.as_deref().map(in_order),
        request.expires_at
    );
    let digest = secret::digest(asked.as_bytes());
    Some(Reference { user_id, kind: top_up::KIND, merchant_order_id, digest })
}

/// The order in which an object's keys were written says nothing.
fn in_order(json: &str) -> String {
    let Ok(mut value) = serde_json::from_str::<serde_json::Value>(json) else { return json.to_owned() };
    value.sort_all_objects();
    value.to_string()
}
