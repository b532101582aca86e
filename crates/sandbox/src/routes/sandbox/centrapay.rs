//! Money that moves in Centrapay wallets: the published operations only show it.

use axum::extract::State;
use axum::response::Response;
use serde_json::json;

use super::{Loopback, Steering};
use crate::app::Shared;
use crate::domain::centrapay::Kind;
use crate::domain::units::{ONE, Units};
use crate::error::{ApiError, ApiResult};
use crate::routes::input::Input;
use crate::store::Connection;
use crate::store::centrapay::movements::{self, Movement, Party};
use crate::store::centrapay::wallets::{self, Wallet};

const KINDS: &[(&str, Kind)] = &[
    ("payment", Kind::Payment),
    ("topup", Kind::Topup),
    ("sent", Kind::Sent),
    ("received", Kind::Received),
    ("returned", Kind::Returned),
    ("withdrawal", Kind::Withdrawal),
];

/// Moves `amount`, in whole cents, in the wallet `walletId`. What kind it is says which way, except that a
/// settlement wallet is paid and, with `refund`, pays back. With `otherWalletId` the other side is a wallet
/// too.
pub(super) async fn add(
    _near: Loopback,
    State(app): State<Shared>,
    mut steering: Steering,
) -> ApiResult<Response> {
    let input = &mut steering.input;
    let kind = input.choice("kind", KINDS);
    let kind = input.required("kind", kind).unwrap_or(Kind::Topup);
    let amount = input.amount("amount").and_then(cents);
    let amount = input.required("amount", amount).unwrap_or_default();
    if input.value("amount").is_some() && !amount.is_positive() {
        input.refuse("amount", "The amount must be whole cents above zero.");
    }
    let is_refund = input.boolean("refund").unwrap_or(false);
    let name = input.text("party");
    let mut write = app.store.write().await?;
    let wallet = wallet(&mut write, input, "walletId").await?;
    let wallet = input.required("walletId", wallet);
    let other = wallet_of(&mut write, input).await?;
    input.check()?;
    let wallet = wallet.ok_or_else(ApiError::internal)?;
    let is_in = match kind {
        Kind::Payment => wallet.is_settlement != is_refund,
        Kind::Topup | Kind::Received | Kind::Returned => true,
        Kind::Sent | Kind::Withdrawal => false,
    };
    for taking_part in [Some(&wallet), other.as_ref()].into_iter().flatten() {
        if taking_part.is_settlement && !kind.is_for_settlement() {
            let sentence = "A settlement wallet is paid payment requests and refunds them, and nothing else.";
            return Err(ApiError::invalid("kind", sentence));
        }
        if taking_part.ledger != wallet.ledger || taking_part.merchant_id != wallet.merchant_id {
            return Err(ApiError::invalid("otherWalletId", "The other wallet must be of the same ledger."));
        }
    }
    let related_id = movements::related_id()?;
    let value = if is_in { amount } else { -amount };
    let now = app.clock.now();
    let party = Party { name: name.clone(), wallet: other.as_ref().map(|other| other.public_id.clone()) };
    let movement = Movement { kind, value, other: party, related_id: related_id.clone() };
    movements::post(&mut write, &wallet, movement, now).await?.map_err(ApiError::refused)?;
    if let Some(other) = &other {
        let party = Party { name: None, wallet: Some(wallet.public_id.clone()) };
        let kind = match kind {
            Kind::Sent | Kind::Returned => Kind::Received,
            Kind::Received => Kind::Sent,
            kind => kind,
        };
        let movement = Movement { kind, value: -value, other: party, related_id: related_id.clone() };
        movements::post(&mut write, other, movement, now).await?.map_err(ApiError::refused)?;
    }
    write.commit().await?;
    Ok(steering.done(&json!({ "id": related_id })))
}

fn cents(amount: Units) -> Option<Units> {
    let is_whole = amount.get() % ONE == 0;
    is_whole.then(|| Units::new(amount.get() / 100)).flatten()
}

async fn wallet(connection: &mut Connection, input: &mut Input, field: &str) -> ApiResult<Option<Wallet>> {
    let Some(id) = input.text(field) else { return Ok(None) };
    let found = wallets::by_public_id(connection, &id).await?;
    if found.is_none() {
        input.refuse(field, format!("The {field} is not known."));
    }
    Ok(found)
}

async fn wallet_of(connection: &mut Connection, input: &mut Input) -> ApiResult<Option<Wallet>> {
    let other = wallet(connection, input, "otherWalletId").await?;
    if other.is_some() && input.value("otherWalletId") == input.value("walletId") {
        input.refuse("otherWalletId", "The two wallets are the same.");
    }
    Ok(other)
}
