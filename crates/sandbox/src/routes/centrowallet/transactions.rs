//! Transactions: operations 16 and 17.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use purser_api::Link;
use purser_api::centrowallet::transaction::Transaction;
use serde_json::{Value, json};
use std::collections::BTreeSet;

use super::caller::Caller;
use super::users::{DIRECTIONS, HIGHEST_LIMIT, LAST_PAGE, USUAL_LIMIT};
use super::{Id, Input, described, id, ok, wire};
use crate::app::Shared;
use crate::error::{ApiError, ApiResult};
use crate::routes::openapi::refusals::{Credential, Refusal};
use crate::store::pages::PageRequest;
use crate::store::transaction_list::{self, Conditions, Facets, Scope, TransactionOrder};
use crate::store::{accounts, transactions};

pub(super) const MOST_IDS: usize = 1_000;

pub(super) const ORDERS: &[(&str, TransactionOrder)] = &[
    ("id", TransactionOrder::Id),
    ("created_at", TransactionOrder::CreatedAt),
    ("billing", TransactionOrder::Billing),
    ("payment_method", TransactionOrder::PaymentMethod),
    ("external_transaction_id", TransactionOrder::ExternalTransactionId),
    ("currency", TransactionOrder::Currency),
    ("price", TransactionOrder::Price),
    ("expire_date", TransactionOrder::ExpireDate),
];

pub(super) const TYPES: &[(&str, &str)] = &[("income", "income"), ("outcome", "outcome")];

fn read_facets(input: &mut Input) -> Facets {
    Facets {
        direction: input.choice("type", TYPES).map(str::to_owned),
        payment_method: input.text("paymentMethod"),
        is_virtual: input.boolean("virtual"),
        action: input.text("action"),
        mode: input.text("mode"),
        status: input.text("status"),
        // False asks for nothing, as if it were not there.
        has_expiry: input.boolean("onlyWithExpireDate").filter(|only| *only),
    }
}

fn read_conditions(input: &mut Input) -> Conditions {
    Conditions {
        payment_account_id: input.id("paymentAccountId"),
        descriptor: input.text("descriptor"),
        merchant_order_id: input.text("merchantOrderId"),
        from: input.day("dateFrom"),
        until: input.day_after("dateTo"),
        after: input.number("lastTransactionId", 0, i64::MAX),
        ids: input.ids("idList", MOST_IDS),
    }
}

#[utoipa::path(
    get,
    path = "/transaction",
    operation_id = "transaction-list",
    tag = "CentroWallet payments",
    summary = "Lists transactions",
    description = "Of one customer, or of all. Each filter narrows. The reference is spelled `merchantOrderId` here, and voids are a map.",
    params(described::TransactionQuery),
    responses(
        (status = 200, body = described::TransactionPage, description = "One page of them"),
        (status = 403, body = Refusal, description = "The customer is blocked or not activated"),
        (status = 404, body = Refusal, description = "There is no such customer"),
        (status = 422, body = Refusal, description = "A field is not as it must be; `errors` says which and why"),
        Credential,
    ),
    security(("merchantKey" = []), ("customerToken" = []))
)]
pub(super) async fn list(
    caller: Caller,
    State(app): State<Shared>,
    RawQuery(query): RawQuery,
) -> ApiResult<Response> {
    let mut input = Input::from_query(query.as_deref());
    let facets = read_facets(&mut input);
    let conditions = read_conditions(&mut input);
    let request = PageRequest {
        order: input.choice("orderColumn", ORDERS).unwrap_or(TransactionOrder::Id),
        descending: input.choice("orderDirection", DIRECTIONS).unwrap_or(true),
        limit: input.number("limit", 1, HIGHEST_LIMIT).unwrap_or(USUAL_LIMIT),
        page: input.number("page", 1, LAST_PAGE).unwrap_or(1),
    };
    let client_id = input.id("clientId");
    input.check()?;
    let mut connection = app.store.snapshot().await?;
    let scope = match (&caller, client_id) {
        (Caller::Merchant(merchant), None) => Scope::Merchant(merchant.id),
        (_, client_id) => {
            let user = match (&caller, client_id) {
                (Caller::Customer(customer), None) => customer.clone(),
                (_, client_id) => caller.user(&mut connection, client_id.unwrap_or_default()).await?,
            };
            Scope::User { merchant_id: user.merchant_id, user_id: user.id }
        }
    };
    let page = transaction_list::list(&mut connection, scope, &facets, &conditions, request).await?;
    let user_ids: BTreeSet<i64> = page.rows.iter().map(|row| row.user_id).collect();
    let user_ids: Vec<i64> = user_ids.into_iter().collect();
    let totals = accounts::totals(&mut connection, &user_ids).await?;
    drop(connection);
    let rows = page
        .rows
        .iter()
        .map(|row| wire::listed(&wire::transaction(row, &totals)?))
        .collect::<ApiResult<Vec<Value>>>()?;
    let meta = wire::meta(request.page, request.limit, page.total);
    let links = links(query.as_deref(), request.page, wire::last_page(request.limit, page.total));
    let body = json!({ "data": rows, "links": links, "meta": meta });
    ok(&body)
}

fn links(query: Option<&str>, page: i64, last: i64) -> Vec<Link> {
    let mut links = vec![("current", page), ("first", 1), ("last", last)];
    if page > 1 {
        links.push(("prev", page.min(last + 1) - 1));
    }
    if page < last {
        links.push(("next", page + 1));
    }
    let link = |(rel, page): (&str, i64)| Link {
        rel: Some(rel.to_owned()),
        href: Some(wire::page_address("/api/v1/transaction", query, page)),
    };
    links.into_iter().map(link).collect()
}

#[utoipa::path(
    get,
    path = "/transaction/{id}",
    operation_id = "transaction-get",
    tag = "CentroWallet payments",
    summary = "Shows one transaction",
    description = "With its voids in `child`, as deep as they go. The reference is spelled `merchantOrderID` here.",
    params(("id" = i64, Path, description = "The transaction's id", minimum = 1), described::ClientQuery),
    responses(
        (status = 200, body = Transaction, description = "The transaction"),
        (status = 403, body = Refusal, description = "The customer is blocked or not activated"),
        (status = 404, body = Refusal, description = "There is no such transaction or customer"),
        (status = 422, body = Refusal, description = "A field is not as it must be; `errors` says which and why"),
        Credential,
    ),
    security(("merchantKey" = []), ("customerToken" = []))
)]
pub(super) async fn get(
    caller: Caller,
    State(app): State<Shared>,
    path: Id,
    RawQuery(query): RawQuery,
) -> ApiResult<Response> {
    let id = id(path)?;
    let mut input = Input::from_query(query.as_deref());
    let mut connection = app.store.snapshot().await?;
    let user = caller.client(&mut connection, &mut input).await?;
    let own = transactions::by_id(&mut connection, id).await?.filter(|one| one.user_id == user.id);
    let transaction = own.ok_or_else(|| ApiError::not_found("There is no such transaction."))?;
    let totals = accounts::totals(&mut connection, &[user.id]).await?;
    ok(&wire::transaction(&transaction, &totals)?)
}
