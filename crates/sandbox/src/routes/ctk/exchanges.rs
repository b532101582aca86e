//! Exchange: operations 51 to 55.

use axum::extract::State;
use axum::response::Response;
use purser_api::ctk::exchange::{ExchangeStarted, Minimum, Pair};
use purser_api::ctk::formatted;
use rust_decimal::Decimal;
use serde_json::Value;

use super::answer::{CtkError, CtkResult, data};
use super::caller::{Customer, Form, Named};
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

pub(super) async fn minimum(
    _customer: Customer,
    State(app): State<Shared>,
    Form(mut fields): Form,
) -> CtkResult<Response> {
    let (from, to) = read_pair(&mut fields)?;
    let amount = wire::decimal(least(from, to, app.clock.now())?)?;
    data(&Minimum { amount, amount_formatted: Some(formatted::coins(amount)) })
}

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

pub(super) async fn history(Customer(user): Customer, State(app): State<Shared>) -> CtkResult<Response> {
    let now = app.clock.now();
    advance::catch_up(&app.store, now).await?;
    let found = exchanges::list(&mut *app.store.snapshot().await?, user.id, MOST).await?;
    data(&found.iter().map(|one| wire::exchange(one, now)).collect::<CtkResult<Vec<Value>>>()?)
}

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
