//! Exchange: operations 51 to 55.

use axum::extract::State;
use axum::response::Response;
use purser_api::ctk::exchange::{ExchangeStarted, Minimum, Pair};
use purser_api::ctk::formatted;
use rust_decimal::Decimal;
use serde_json::Value;

use super::answer::{CtkError, CtkResult, data};
use super::caller::{Customer, Form, Named};
use super::described::{self, CtkRefusal, NewExchange, Said};
use super::fields::Fields;
use super::wallets::refused;
use super::wire;
use crate::app::Shared;
use crate::domain::ctk::assets::Asset;
use crate::domain::ctk::errors::Refused;
use crate::domain::ctk::exchanges::{self as rules, FEE_PERMILLE, PAIR_DECIMALS, State as Progress};
use crate::domain::ctk::value::converted;
use crate::domain::secret;
use crate::domain::units::{ONE, Units};
use crate::rails::rates;
use crate::routes::openapi::refusals::{CtkBody, CtkToken};
use crate::store::ctk::exchanges::{self, Parties};
use crate::store::ctk::{advance, wallets};

/// The history ends after so many: the document knows no pages of it.
const MOST: i64 = 500;

/// Two coins that can be exchanged.
fn read_pair(fields: &mut Fields) -> CtkResult<(&'static Asset, &'static Asset)> {
    let (from, to) = (fields.asset("from"), fields.asset("to"));
    let (Some(from), Some(to)) = (from, to) else {
        fields.check()?;
        return Err(CtkError::new(Refused::NoSuchSymbol));
    };
    if rules::is_pair(from, to) {
        Ok((from, to))
    } else {
        Err(CtkError::with(Refused::NoSuchPair, &[("from", from.symbol), ("to", to.symbol)]))
    }
}

fn least(from: &Asset, to: &Asset, now: i64) -> CtkResult<Units> {
    let least = rules::minimum(from, rates::usd(from, now), to);
    least.ok_or_else(|| CtkError::own(&"a minimum cannot be counted"))
}

#[utoipa::path(
    get,
    path = "/exchange",
    operation_id = "ctk-exchange-pairs",
    tag = "CTK exchange",
    summary = "Lists what can be exchanged for what",
    description = "And what one brings now, after the fee.",
    responses(
        (status = 200, body = Said<Vec<Pair>>, description = "The pairs"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn pairs(_customer: Customer, State(app): State<Shared>) -> CtkResult<Response> {
    let now = app.clock.now();
    let one = Units::new(ONE).unwrap_or_default();
    let mut pairs = Vec::new();
    for from in rules::exchangeable() {
        for to in rules::exchangeable().filter(|to| rules::is_pair(from, to)) {
            let (from_rate, to_rate) = (rates::usd(from, now), rates::usd(to, now));
            let decimals = to.decimals.min(PAIR_DECIMALS);
            let amount = converted(one, from_rate, to_rate, FEE_PERMILLE, decimals).unwrap_or_default();
            let amount_to = wire::decimal(amount)?;
            pairs.push(Pair {
                from: wire::currency(from.symbol)?,
                to: wire::currency(to.symbol)?,
                amount_from: Decimal::ONE,
                amount_from_formatted: Some(formatted::coins(Decimal::ONE)),
                amount_to,
                amount_to_formatted: Some(formatted::coins(amount_to)),
            });
        }
    }
    data(&pairs)
}

#[utoipa::path(
    post,
    path = "/exchange/minimum",
    operation_id = "ctk-exchange-minimum",
    tag = "CTK exchange",
    summary = "Shows the least that can be exchanged",
    request_body = described::Pair,
    responses(
        (status = 200, body = Said<Minimum>, description = "The least"),
        (status = 404, body = CtkRefusal, description = "300 or 400: there is no such symbol, or no such pair"),
        (status = 422, body = CtkRefusal, description = "101 or 102: a coin is missing or not as it must be"),
        CtkBody,
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn minimum(
    _customer: Customer,
    State(app): State<Shared>,
    Form(mut fields): Form,
) -> CtkResult<Response> {
    let (from, to) = read_pair(&mut fields)?;
    let amount = wire::decimal(least(from, to, app.clock.now())?)?;
    data(&Minimum { amount, amount_formatted: Some(formatted::coins(amount)) })
}

#[utoipa::path(
    post,
    path = "/exchange/transaction",
    operation_id = "ctk-exchange-create",
    tag = "CTK exchange",
    summary = "Exchanges",
    description = "It has no reference: when the answer was lost, look at the exchanges before you ask again.",
    request_body = NewExchange,
    responses(
        (status = 200, body = Said<ExchangeStarted>, description = "The exchange has begun"),
        (status = 404, body = CtkRefusal, description = "300 or 400: there is no such symbol, or no such pair"),
        (status = 422, body = CtkRefusal, description = "A field is not as it must be, it is less than the minimum, or there is not that much"),
        CtkBody,
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn create(
    Customer(user): Customer,
    State(app): State<Shared>,
    Form(mut fields): Form,
) -> CtkResult<Response> {
    let (from, to) = read_pair(&mut fields)?;
    let amount = fields.amount("amount", from.decimals);
    fields.check()?;
    let now = app.clock.now();
    let least = least(from, to, now)?;
    if amount < least {
        let values = [("least", &*least.to_string()), ("symbol", from.symbol)];
        return Err(CtkError::with(Refused::BelowExchangeMinimum, &values));
    }
    let too_large = || CtkError::new(Refused::AmountTooLarge);
    let quote = rules::quote(amount, rates::usd(from, now), to, rates::usd(to, now)).ok_or_else(too_large)?;
    advance::catch_up(&app.store, now).await?;
    let mut write = app.store.write().await?;
    let from_wallet = wallets::of(&mut write, user.id, from).await?;
    let to_wallet = wallets::of(&mut write, user.id, to).await?;
    // Who has not enough is told so, however much that is.
    if from_wallet.balance >= amount && !wallets::can_hold(&mut write, &to_wallet, quote.amount_to).await? {
        return Err(too_large());
    }
    let parties = Parties { from: &from_wallet, to: &to_wallet, record_id: &user.record_id };
    let exchange = exchanges::begin(&mut write, parties, amount, quote, secret::random()?, now)
        .await?
        .map_err(|refusal| refused(refusal, amount, from))?;
    write.commit().await?;
    let (from_address, from_extra_id) = wire::address_and_tag(&exchange.payin_address);
    let (to_address, _) = wire::address_and_tag(&exchange.payout_address);
    data(&ExchangeStarted {
        id: exchange.external_id.clone(),
        from_address: Some(from_address),
        from_extra_id,
        to_address: Some(to_address),
    })
}

#[utoipa::path(
    get,
    path = "/exchange/transactions",
    operation_id = "ctk-exchange-history",
    tag = "CTK exchange",
    summary = "Lists exchanges",
    description = "The newest 500. Amounts are texts with up to 18 decimals.",
    responses(
        (status = 200, body = Said<described::Exchanges>, description = "The exchanges, newest first"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn history(Customer(user): Customer, State(app): State<Shared>) -> CtkResult<Response> {
    let now = app.clock.now();
    advance::catch_up(&app.store, now).await?;
    let found = exchanges::list(&mut *app.store.snapshot().await?, user.id, MOST).await?;
    data(&found.iter().map(|one| wire::exchange(one, now)).collect::<CtkResult<Vec<Value>>>()?)
}

#[utoipa::path(
    get,
    path = "/exchange/{id}",
    operation_id = "ctk-exchange-status",
    tag = "CTK exchange",
    summary = "Shows how far an exchange is",
    description = "waiting, confirming, exchanging, sending, finished.",
    params(("id" = String, Path, description = "The id that the exchange began with", max_length = 255)),
    responses(
        (status = 200, body = Said<described::Progress>, description = "How far it is"),
        (status = 404, body = CtkRefusal, description = "402: there is no such exchange"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn status(
    Customer(user): Customer,
    State(app): State<Shared>,
    Named(id): Named,
) -> CtkResult<Response> {
    let now = app.clock.now();
    advance::catch_up(&app.store, now).await?;
    let found = exchanges::of(&mut *app.store.snapshot().await?, user.id, &id).await?;
    let found = found.ok_or_else(|| CtkError::new(Refused::NoSuchExchange))?;
    data(&Progress::after(now - found.created_at).as_str())
}
