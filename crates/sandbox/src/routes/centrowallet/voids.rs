//! Voids: operation 18.

use axum::extract::State;
use axum::response::Response;
use purser_api::centrowallet::transaction::Transaction;

use super::action::{self, Action, Asked, Begun, Done, Of, in_order};
use super::caller::{Caller, MerchantOnly};
use super::{Form, Id, described, id};
use crate::app::Shared;
use crate::error::{ApiError, ApiResult};
use crate::routes::openapi::refusals::{Body, Credential, Refusal};
use crate::store::transactions;
use crate::store::void::{self, NotVoided, Void};

/// Only a merchant voids: a customer who could would take payments back.
#[utoipa::path(
    post,
    path = "/transaction/{id}/void",
    operation_id = "transaction-void",
    tag = "CentroWallet payments",
    summary = "Reverses a transaction",
    description = "And its children, once, while the money is still there.",
    params(("id" = i64, Path, description = "The transaction's id", minimum = 1)),
    request_body = described::Void,
    responses(
        (status = 200, body = Transaction, description = "The transaction, with the void in `child`"),
        (status = 403, body = Refusal, description = "A customer asks, or the user is blocked or not activated"),
        (status = 404, body = Refusal, description = "There is no such transaction or customer"),
        (status = 409, body = Refusal, description = "It has been voided, moved nothing, or the money is gone; or the merchantOrderId has been used for something else"),
        (status = 422, body = Refusal, description = "A field is not as it must be, the account is not active, or what lapsed stays lapsed"),
        Body,
        Credential,
    ),
    security(("merchantKey" = []))
)]
pub(super) async fn void(
    MerchantOnly(merchant): MerchantOnly,
    State(app): State<Shared>,
    path: Id,
    Form(mut input): Form,
) -> ApiResult<Response> {
    let id = id(path)?;
    let request = Void {
        reason: input.text("reason"),
        merchant_order_id: input.text("merchantOrderId"),
        metadata: input.json("metadata"),
    };
    let words = format!("{id}|{:?}|{:?}", request.reason, in_order(request.metadata.as_deref()));
    let asked = Asked {
        kind: void::KIND,
        of: Of::Transaction(id),
        merchant_order_id: request.merchant_order_id.clone(),
        words,
    };
    let mut action = match action::begin(&app, &Caller::Merchant(merchant), &mut input, asked).await? {
        Begun::Answered(response) => return Ok(response),
        Begun::Admitted(action) => action,
    };
    let outcome = voided(&mut action, id, request).await;
    action.end(&app, outcome).await
}

async fn voided(action: &mut Action, id: i64, request: Void) -> ApiResult<Done> {
    let transaction = transactions::by_id(&mut action.write, id).await?.ok_or_else(ApiError::internal)?;
    let void_id = void::void(&mut action.write, transaction, request, action.now).await?.map_err(refused)?;
    Ok((void_id, action.transaction(id).await?))
}

/// What the state of things forbids is a conflict; what never goes is invalid.
fn refused(reason: NotVoided) -> ApiError {
    match reason {
        NotVoided::Already => ApiError::conflict("id", "The transaction has been voided already."),
        NotVoided::NothingMoved => {
            ApiError::conflict("id", "The transaction has moved no money that could be given back.")
        }
        NotVoided::Gone => ApiError::conflict("id", "The money is no longer there."),
        NotVoided::OtherSide => {
            ApiError::conflict("id", "The payment account on the other side neither pays nor receives.")
        }
        NotVoided::TooDeep => ApiError::conflict("id", "A void can be voided in turn, but not so often."),
        NotVoided::Lapse => ApiError::invalid("id", "Promotional money that has lapsed stays lapsed."),
        NotVoided::TooLarge => ApiError::invalid("id", "The balance would be too large."),
    }
}
