//! A wallet's transactions: operation 22.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use data_encoding::BASE64;
use purser_api::centrapay::transaction::TransactionPage;

use super::super::body::ok;
use super::super::input::Input;
use super::caller::{Caller, WalletId};
use super::{described, wire};
use crate::app::Shared;
use crate::error::{ApiError, ApiResult};
use crate::routes::openapi::refusals::{Credential, Refusal};
use crate::store::centrapay::transactions;

/// Rows of a page.
const LIMIT: i64 = 50;

/// Where the next page begins. In base 64, which an address must encode, as a client has to be ready for.
fn page_key(number: i64) -> String {
    BASE64.encode(format!("activityNumber<{number}").as_bytes())
}

fn number_of(page_key: &str) -> Option<i64> {
    let text = String::from_utf8(BASE64.decode(page_key.as_bytes()).ok()?).ok()?;
    text.strip_prefix("activityNumber<")?.parse().ok()
}

#[utoipa::path(
    get,
    path = "/{id}/transactions",
    operation_id = "centrapay-wallet-transactions",
    tag = "Centrapay wallets",
    summary = "Lists a wallet's transactions",
    description = "Newest first, fifty a page. Which id a transaction has says what it is: `paymentRequestId`, `topupId`, `assetTransferId` or `withdrawalId`.",
    params(("id" = String, Path, description = "The wallet's id"), described::PageQuery),
    responses(
        (status = 200, body = TransactionPage, description = "One page of them, and the key of the next where there is one"),
        (status = 404, body = Refusal, description = "There is no such wallet"),
        (status = 422, body = Refusal, description = "The pageKey is none that was given"),
        Credential,
    ),
    security(("centrapayKey" = []))
)]
pub(super) async fn list(
    caller: Caller,
    State(app): State<Shared>,
    WalletId(id): WalletId,
    RawQuery(query): RawQuery,
) -> ApiResult<Response> {
    let mut input = Input::from_query(query.as_deref());
    let below = match input.text("pageKey") {
        None => i64::MAX,
        Some(key) => number_of(&key)
            .ok_or_else(|| ApiError::invalid("pageKey", "The pageKey is none that was given."))?,
    };
    input.check()?;
    let mut connection = app.store.snapshot().await?;
    let wallet = caller.wallet(&mut connection, &id).await?;
    let mut rows = transactions::before(&mut connection, wallet.id, below, LIMIT + 1).await?;
    let has_more = rows.len() > usize::try_from(LIMIT).unwrap_or_default();
    if has_more {
        rows.pop();
    }
    let next_page_key = rows.last().filter(|_| has_more).map(|last| page_key(last.activity_number));
    let rows = rows.iter().map(wire::transaction).collect::<ApiResult<Vec<_>>>()?;
    ok(&TransactionPage { rows, unreadable: Vec::new(), next_page_key })
}
