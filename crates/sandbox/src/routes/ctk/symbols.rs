//! Coins: operation 41.

use axum::extract::State;
use axum::response::Response;
use purser_api::ctk::formatted;
use purser_api::ctk::symbol::{Rate, Symbol};

use super::answer::{CtkResult, data};
use super::caller::Customer;
use super::wire;
use crate::app::Shared;
use crate::domain::ctk::assets::{ASSETS, Asset};
use crate::rails::rates;

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

pub(super) async fn list(_customer: Customer, State(app): State<Shared>) -> CtkResult<Response> {
    let now = app.clock.now();
    data(&ASSETS.iter().map(|asset| symbol(asset, now)).collect::<CtkResult<Vec<Symbol>>>()?)
}
