//! Coins: operation 41.

use axum::extract::State;
use axum::response::Response;
use purser_api::ctk::formatted;
use purser_api::ctk::symbol::{Rate, Symbol};

use super::answer::{CtkResult, data};
use super::caller::Customer;
use super::described::Said;
use super::wire;
use crate::app::Shared;
use crate::domain::ctk::assets::{ASSETS, Asset};
use crate::rails::rates;
use crate::routes::openapi::refusals::CtkToken;

fn symbol(asset: &Asset, now: i64) -> CtkResult<Symbol> {
    let price = rates::usd(asset, now).to_decimal();
    let fee = asset.fee().to_decimal();
    let rate = Rate { price, price_formatted: Some(formatted::dollars(price)) };
    Ok(Symbol {
        title: Some(asset.title.to_owned()),
        symbol: wire::currency(asset.symbol)?,
        card: Some(asset.slug.to_owned()),
        image: Some(asset.image()),
        status: Some(asset.is_offered),
        receive: Some(asset.is_offered && asset.can_receive),
        send: Some(asset.is_offered && asset.can_send),
        card_spendable: Some(asset.is_offered && asset.is_card_spendable),
        conversion_rate: vec![(wire::currency("USD")?, rate)],
        order: Some(asset.order()),
        color: Some(asset.color.to_owned()),
        fee: Some(fee),
        fee_formatted: Some(formatted::dollars(fee)),
    })
}

#[utoipa::path(
    get,
    path = "/symbol",
    operation_id = "ctk-symbol-list",
    tag = "CTK wallets",
    summary = "Lists coins",
    description = "What each is worth now, and what may be done with it.",
    responses(
        (status = 200, body = Said<Vec<Symbol>>, description = "The coins, in the order to show them"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn list(_customer: Customer, State(app): State<Shared>) -> CtkResult<Response> {
    let now = app.clock.now();
    data(&ASSETS.iter().map(|asset| symbol(asset, now)).collect::<CtkResult<Vec<Symbol>>>()?)
}
