//! What the world does to CTK's customers, on request: messages that arrive, deposits, purchases, letters with cards.
//!
//! Only for whoever sits at the machine.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use purser_api::Timestamp;
use serde_json::{Value, json};

use super::{Loopback, Steering};
use crate::app::Shared;
use crate::domain::ctk::assets::{self, Asset};
use crate::domain::ctk::cards::cvv;
use crate::domain::ctk::deposits::confirmations_at;
use crate::domain::ctk::value::{Dollars, is_payable};
use crate::domain::secret;
use crate::domain::units::{ONE, Units};
use crate::error::{ApiError, ApiResult, json_response};
use crate::rails::sms;
use crate::routes::ctk::card_key;
use crate::routes::input::Input;
use crate::store::Connection;
use crate::store::ctk::users::{self, User};
use crate::store::ctk::{advance, cards, deposits, purchases, wallets};

/// The newest messages that are shown.
const MESSAGES: i64 = 100;

/// The most that one deposit can bring, in whole coins.
const LARGEST_DEPOSIT: i128 = 1_000_000_000 * ONE;

/// The most that one purchase can cost, in cents.
const DEAREST: i128 = 10_000_000_000;

/// Units of an amount in a cent.
const CENT: i128 = ONE / 100;

fn ok(value: &Value) -> Response {
    json_response(StatusCode::OK, value.to_string())
}

fn time(instant: i64) -> String {
    Timestamp::from_unix_micros(instant).to_iso()
}

async fn user_of(connection: &mut Connection, username: &str) -> ApiResult<User> {
    let user = users::by_username(connection, username).await?;
    user.ok_or_else(|| ApiError::not_found("There is no such username."))
}

pub(super) async fn messages(
    _near: Loopback,
    State(app): State<Shared>,
    RawQuery(query): RawQuery,
) -> ApiResult<Response> {
    let mut input = Input::from_query(query.as_deref());
    let to = input.text("to");
    input.check()?;
    let found = sms::newest(&mut *app.store.snapshot().await?, to.as_deref(), MESSAGES).await?;
    let said: Vec<Value> = found
        .into_iter()
        .map(|message| json!({ "to": message.to, "text": message.text, "createdAt": time(message.created_at) }))
        .collect();
    Ok(ok(&json!({ "messages": said })))
}

/// What stands on the backs of somebody's cards, as if they had come by post.
pub(super) async fn backs(
    _near: Loopback,
    State(app): State<Shared>,
    RawQuery(query): RawQuery,
) -> ApiResult<Response> {
    let mut input = Input::from_query(query.as_deref());
    let username = input.text("username");
    let username = input.required("username", username).unwrap_or_default();
    input.check()?;
    let mut connection = app.store.snapshot().await?;
    let user = user_of(&mut connection, &username).await?;
    let key = card_key(&app);
    let said: Vec<Value> = cards::list(&mut connection, user.id)
        .await?
        .into_iter()
        .map(|card| json!({ "san": card.san, "cvv": cvv(&key, &card.san), "status": card.status() }))
        .collect();
    Ok(ok(&json!({ "cards": said })))
}

fn read_coin(input: &mut Input) -> Option<&'static Asset> {
    let symbol = input.text("symbol");
    let symbol = input.required("symbol", symbol)?;
    let asset = assets::find(&symbol);
    if asset.is_none() {
        input.refuse("symbol", "There is no such symbol.");
    }
    asset
}

pub(super) async fn deposit(
    _near: Loopback,
    State(app): State<Shared>,
    mut steering: Steering,
) -> ApiResult<Response> {
    let input = &mut steering.input;
    let username = input.text("username");
    let username = input.required("username", username).unwrap_or_default();
    let asset = read_coin(input);
    let amount = input.amount("amount");
    let amount = input.required("amount", amount).unwrap_or_default();
    let confirmations = input.number("confirmations", 0, 1_000).unwrap_or(0);
    if input.value("amount").is_some() && (!amount.is_positive() || amount.get() > LARGEST_DEPOSIT) {
        input.refuse("amount", "The amount must be above zero and not above a billion.");
    }
    if asset.is_some_and(|asset| !is_payable(amount, asset.decimals)) {
        input.refuse("amount", "The amount has more decimal places than the coin.");
    }
    input.check()?;
    let Some(asset) = asset else { return Err(ApiError::internal()) };
    let now = app.clock.now();
    let txhash = asset.chain.transaction_hash(secret::random()?);
    let mut write = app.store.write().await?;
    let user = user_of(&mut write, &username).await?;
    let wallet = wallets::of(&mut write, user.id, asset).await?;
    if !wallets::can_hold(&mut write, &wallet, amount).await? {
        return Err(ApiError::invalid("amount", "The wallet cannot hold that much."));
    }
    let due_at = deposits::notice(&mut write, &wallet, amount, &txhash, confirmations, now).await?;
    if due_at <= now {
        advance::advance(&mut write, now, 1_000).await?;
    }
    write.commit().await?;
    Ok(steering.done(&json!({
        "txhash": txhash,
        "symbol": asset.symbol,
        "address": asset.chain.deposit_address(&user.record_id),
        "confirmations": confirmations_at(asset, now, confirmations, now),
        "confirmationsNeeded": asset.confirmations,
        "creditedAt": time(due_at),
    })))
}

/// An amount of US dollars in whole cents.
fn read_price(input: &mut Input) -> Dollars {
    let amount = input.amount("amount");
    let amount: Units = input.required("amount", amount).unwrap_or_default();
    let cents = amount.get() / CENT;
    let is_price = amount.get() % CENT == 0 && (1..=DEAREST).contains(&cents);
    if input.value("amount").is_some() && !is_price {
        input.refuse(
            "amount",
            "The amount must be US dollars and cents, above zero and below a hundred million.",
        );
    }
    Dollars::from_cents(i64::try_from(cents).unwrap_or_default())
}

pub(super) async fn purchase(
    _near: Loopback,
    State(app): State<Shared>,
    mut steering: Steering,
) -> ApiResult<Response> {
    let input = &mut steering.input;
    let username = input.text("username");
    let username = input.required("username", username).unwrap_or_default();
    let price = read_price(input);
    let merchant = input.text_up_to("merchant", 100);
    let merchant = input.required("merchant", merchant).unwrap_or_default();
    let san = input.text("san");
    input.check()?;
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    advance::advance(&mut write, now, 1_000).await?;
    let user = user_of(&mut write, &username).await?;
    let purchase = purchases::Purchase { san, price, merchant, chance: secret::random()? };
    let outcome = purchases::purchase(&mut write, &user, purchase, now).await?;
    write.commit().await?;
    Ok(steering.done(&match outcome {
        Ok(done) => json!({
            "approved": true,
            "transactionId": done.transaction_id,
            "san": done.san,
            "symbol": done.asset.symbol,
            "amount": done.amount.to_string(),
        }),
        Err(declined) => json!({ "approved": false, "reason": declined.to_string() }),
    }))
}
