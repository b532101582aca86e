//! Transactions and their totals: operations 38 to 40.

use axum::extract::State;
use axum::response::Response;
use purser_api::ctk::formatted;
use purser_api::ctk::transaction::{Period as SaidPeriod, Total, TransactionGroups, TransactionPage};

use super::answer::{CtkResult, data};
use super::caller::{Customer, Query};
use super::described::{CtkRefusal, PageQuery, Said, TotalQuery};
use super::fields::Fields;
use super::wire;
use crate::app::Shared;
use crate::domain::clock::DAY;
use crate::domain::ctk::errors::Refused;
use crate::domain::ctk::periods::{Period, last_second};
use crate::routes::openapi::refusals::CtkToken;
use crate::store::Connection;
use crate::store::ctk::advance;
use crate::store::ctk::transactions::{self, Filter, Kind};

pub(super) const KINDS: &[(&str, Kind)] =
    &[("cardPurchase", Kind::CardPurchase), ("receive", Kind::Receive), ("sent", Kind::Sent)];

/// What a filter finds, as a page is said.
async fn page_of(
    connection: &mut Connection,
    user_id: i64,
    filter: &Filter,
    (page, limit): (i64, i64),
    now: i64,
) -> CtkResult<TransactionPage> {
    let sum = transactions::sum(connection, user_id, filter).await?;
    let rows = transactions::list(connection, user_id, filter, page, limit).await?;
    let count = |number: i64| u64::try_from(number).ok();
    Ok(TransactionPage {
        page: count(page),
        total_pages: count(((sum.count + limit - 1) / limit).max(1)),
        limit: count(limit),
        total: count(sum.count),
        rows: rows.iter().map(|row| wire::transaction(row, now)).collect::<CtkResult<_>>()?,
        unreadable: Vec::new(),
    })
}

#[utoipa::path(
    get,
    path = "/transaction",
    operation_id = "ctk-transaction-list",
    tag = "CTK transactions",
    summary = "Lists transactions",
    description = "Newest first, a page at a time.",
    params(PageQuery),
    responses(
        (status = 200, body = Said<TransactionPage>, description = "One page of them"),
        (status = 404, body = CtkRefusal, description = "300: there is no such symbol"),
        (status = 422, body = CtkRefusal, description = "102: a parameter is not as it must be"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn list(
    Customer(user): Customer,
    State(app): State<Shared>,
    Query(mut fields): Query,
) -> CtkResult<Response> {
    let page = fields.page();
    let symbol = fields.filter_symbol().map(|asset| asset.symbol);
    fields.check()?;
    let now = app.clock.now();
    advance::catch_up(&app.store, now).await?;
    let mut connection = app.store.snapshot().await?;
    let filter = Filter { symbol, ..Filter::default() };
    data(&page_of(&mut connection, user.id, &filter, page, now).await?)
}

#[utoipa::path(
    get,
    path = "/transactionBySymbol",
    operation_id = "ctk-transaction-by-symbol",
    tag = "CTK transactions",
    summary = "Lists transactions by coin",
    description = "Each coin has a page of its own.",
    params(PageQuery),
    responses(
        (status = 200, body = Said<TransactionGroups>, description = "One page of each coin"),
        (status = 404, body = CtkRefusal, description = "300: there is no such symbol"),
        (status = 422, body = CtkRefusal, description = "102: a parameter is not as it must be"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn by_symbol(
    Customer(user): Customer,
    State(app): State<Shared>,
    Query(mut fields): Query,
) -> CtkResult<Response> {
    let page = fields.page();
    let symbol = fields.filter_symbol();
    fields.check()?;
    let now = app.clock.now();
    advance::catch_up(&app.store, now).await?;
    let mut connection = app.store.snapshot().await?;
    let assets = match symbol {
        Some(asset) => vec![asset],
        None => transactions::symbols(&mut connection, user.id).await?,
    };
    let mut groups = Vec::new();
    for asset in assets {
        let filter = Filter { symbol: Some(asset.symbol), ..Filter::default() };
        let page = page_of(&mut connection, user.id, &filter, page, now).await?;
        groups.push((wire::currency(asset.symbol)?, page));
    }
    data(&TransactionGroups { groups, unreadable: Vec::new() })
}

/// The stretch of time that is asked for: its first instant, and the first after it.
fn stretch(fields: &mut Fields, period: Period, now: i64) -> (i64, i64) {
    if let Some(around) = period.around(now) {
        return around;
    }
    let start = fields.required_day("startDate");
    // The document's text has one letter of it wrong.
    let name = if fields.has("endData") && !fields.has("endDate") { "endData" } else { "endDate" };
    let end = fields.required_day(name) + DAY;
    if end <= start {
        fields.refuse(Refused::Invalid, &[("field", "endDate"), ("why", "must not be before the startDate")]);
    }
    (start, end)
}

#[utoipa::path(
    get,
    path = "/transaction/total",
    operation_id = "ctk-transaction-total",
    tag = "CTK transactions",
    summary = "Adds up transactions",
    description = "In US dollars at the time of each, over a period.",
    params(TotalQuery, PageQuery),
    responses(
        (status = 200, body = Said<Total>, description = "The sum, and one page of what it is made of"),
        (status = 404, body = CtkRefusal, description = "300: there is no such symbol"),
        (status = 422, body = CtkRefusal, description = "101 or 102: a parameter is missing or not as it must be"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn total(
    Customer(user): Customer,
    State(app): State<Shared>,
    Query(mut fields): Query,
) -> CtkResult<Response> {
    let now = app.clock.now();
    let kind = fields.choice("type", KINDS);
    let period = fields.choice("period", Period::ALL).unwrap_or(Period::Monthly);
    let (from, until) = stretch(&mut fields, period, now);
    let symbol = fields.filter_symbol().map(|asset| asset.symbol);
    let (page, limit) = fields.page();
    fields.check()?;
    advance::catch_up(&app.store, now).await?;
    let mut connection = app.store.snapshot().await?;
    let filter = Filter { symbol, kind, from: Some(from), until: Some(until) };
    let sum = transactions::sum(&mut connection, user.id, &filter).await?;
    let rows = transactions::list(&mut connection, user.id, &filter, page, limit).await?;
    let total = sum.usd.to_decimal();
    let word = KINDS.iter().find(|(_, known)| Some(*known) == kind).map_or("", |(word, _)| word);
    data(&Total {
        kind: Some(word.to_owned()),
        period: SaidPeriod {
            kind: Some(period.as_str().to_owned()),
            min: Some(wire::time(from)),
            max: Some(wire::time(last_second(until))),
        },
        total,
        total_formatted: Some(formatted::dollars(total)),
        total_transactions: u64::try_from(sum.count).ok(),
        rows: rows.iter().map(|row| wire::transaction(row, now)).collect::<CtkResult<_>>()?,
        unreadable: Vec::new(),
    })
}
