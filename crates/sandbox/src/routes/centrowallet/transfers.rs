//! Transfers: operation 14.

use axum::extract::State;
use axum::response::Response;
use purser_api::centrowallet::payment_account::TransferDone;

use super::action::{self, Action, Asked, Begun, Done, Of, in_order, positive};
use super::caller::{Caller, is_admitted};
use super::{Form, Id, aftermath, described, id, wire};
use crate::app::Shared;
use crate::error::{ApiError, ApiResult};
use crate::routes::openapi::refusals::{Body, Credential, Refusal};
use crate::store::accounts::{self, Account};
use crate::store::transfer::{self, Transfer};
use crate::store::{Connection, users};

const RECIPIENT: &str = "recipientPaymentAccountId";

/// A customer sends money from an own account, or a merchant has one send it.
#[utoipa::path(
    post,
    path = "/payment-account/{id}/transfer",
    operation_id = "payment-account-transfer",
    tag = "CentroWallet payment accounts",
    summary = "Sends money to another account",
    description = "Of the same merchant and in the same currency. Promotional money stays where it is.",
    params(("id" = i64, Path, description = "The payment account's id", minimum = 1)),
    request_body = described::Transfer,
    responses(
        (status = 200, body = TransferDone, description = "The transfer, as who sent it sees it"),
        (status = 403, body = Refusal, description = "The customer is blocked or not activated"),
        (status = 404, body = Refusal, description = "There is no such account or customer"),
        (status = 409, body = Refusal, description = "The merchantOrderId has been used for something else"),
        (status = 422, body = Refusal, description = "A field is not as it must be, one of the accounts cannot, or the balance is too low"),
        Body,
        Credential,
    ),
    security(("merchantKey" = []), ("customerToken" = []))
)]
pub(super) async fn transfer(
    caller: Caller,
    State(app): State<Shared>,
    path: Id,
    Form(mut input): Form,
) -> ApiResult<Response> {
    let account_id = id(path)?;
    let recipient_id = input.id(RECIPIENT);
    let recipient_id = input.required(RECIPIENT, recipient_id).unwrap_or_default();
    let request = Transfer {
        amount: positive(&mut input, "amount"),
        reason: input.text("reason"),
        merchant_order_id: input.text("merchantOrderId"),
        metadata: input.json("metadata"),
    };
    let words = format!(
        "{account_id}|{recipient_id}|{}|{:?}|{:?}",
        request.amount,
        request.reason,
        in_order(request.metadata.as_deref())
    );
    let asked = Asked {
        kind: transfer::KIND,
        of: Of::Transfer { from: account_id, to: recipient_id },
        merchant_order_id: request.merchant_order_id.clone(),
        words,
    };
    let mut action = match action::begin(&app, &caller, &mut input, asked).await? {
        Begun::Answered(response) => return Ok(response),
        Begun::Admitted(action) => action,
    };
    let outcome = transferred(&mut action, recipient_id, request).await;
    action.end(&app, outcome).await
}

async fn transferred(action: &mut Action, recipient_id: i64, request: Transfer) -> ApiResult<Done> {
    if action.account.is_promo {
        // It was given to one customer for one purpose, and its expiry would have to go along.
        return Err(ApiError::invalid("id", "Promotional money cannot be transferred."));
    }
    let recipient = recipient(&mut action.write, &action.account, recipient_id).await?;
    let sent = transfer::transfer(&mut action.write, &action.account, &recipient, request, action.now)
        .await?
        .map_err(ApiError::refused)?;
    aftermath::of_spending(&mut action.write, &action.account, action.now).await?;
    Ok((sent.id, wire::text(&wire::transfer(&sent, recipient.id)?)?))
}

/// The account that receives. That another merchant has it is nobody's business here.
async fn recipient(connection: &mut Connection, from: &Account, id: i64) -> ApiResult<Account> {
    let refused = |sentence: &str| Err(ApiError::invalid(RECIPIENT, sentence));
    let found = accounts::by_id(connection, id).await?;
    let Some(to) = found.filter(|account| account.merchant_id == from.merchant_id) else {
        return refused("There is no such payment account.");
    };
    if to.id == from.id {
        return refused("The two payment accounts are the same.");
    }
    if to.currency != from.currency {
        return refused("The two payment accounts differ in currency.");
    }
    if to.is_promo {
        return refused("A promotional account receives from the merchant only.");
    }
    let user = users::by_id(connection, to.user_id).await?.ok_or_else(ApiError::internal)?;
    if !to.is_active || !is_admitted(&user) {
        return refused("The payment account does not receive.");
    }
    Ok(to)
}
