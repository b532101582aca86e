//! Wallets: operations 23 to 26.

use axum::extract::State;
use axum::response::Response;
use purser_api::ctk::transaction::Transaction;
use purser_api::ctk::wallet::{DepositAddress, Wallet};

use super::answer::{CtkError, CtkResult, data, done};
use super::caller::{Customer, Form, Named};
use super::described::{self, CtkRefusal, Done, Said, SymbolPath, Withdrawal};
use super::wire;
use crate::app::Shared;
use crate::domain::ctk::assets::{self, Asset, LEAST_WITHDRAWAL};
use crate::domain::ctk::errors::Refused;
use crate::domain::ctk::value::coins_for;
use crate::domain::ledger::Refusal;
use crate::domain::secret;
use crate::domain::units::Units;
use crate::rails::rates;
use crate::routes::openapi::refusals::{CtkBody, CtkToken};
use crate::store::ctk::movements::{self, Outgoing, next_chance};
use crate::store::ctk::transactions::{self, Kind};
use crate::store::ctk::{advance, users, wallets};

/// The coin in an address, which must be offered.
pub(super) fn offered(symbol: &str) -> CtkResult<&'static Asset> {
    let asset = assets::find(symbol).ok_or_else(|| CtkError::new(Refused::NoSuchSymbol))?;
    if asset.is_offered {
        Ok(asset)
    } else {
        Err(CtkError::with(Refused::SymbolNotOffered, &[("symbol", asset.symbol)]))
    }
}

/// Why nothing moved.
pub(super) fn refused(refusal: Refusal, needed: Units, asset: &Asset) -> CtkError {
    match refusal {
        Refusal::Overdraft => CtkError::with(
            Refused::InsufficientBalance,
            &[("needed", &needed.to_string()), ("symbol", asset.symbol)],
        ),
        _ => CtkError::new(Refused::AmountTooLarge),
    }
}

#[utoipa::path(
    get,
    path = "/wallet",
    operation_id = "ctk-wallet-list",
    tag = "CTK wallets",
    summary = "Lists balances",
    description = "One of each coin, with what it is worth in US dollars now.",
    responses(
        (status = 200, body = Said<Vec<Wallet>>, description = "The balances"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn list(Customer(user): Customer, State(app): State<Shared>) -> CtkResult<Response> {
    let now = app.clock.now();
    advance::catch_up(&app.store, now).await?;
    let mut connection = app.store.read().await?;
    let wallets = wallets::list(&mut connection, user.id).await?;
    let default = user.default_symbol.as_deref();
    let said = wallets
        .iter()
        .filter(|wallet| wallet.asset.is_offered)
        .map(|wallet| wire::wallet(wallet, default, now))
        .collect::<CtkResult<Vec<Wallet>>>()?;
    data(&said)
}

#[utoipa::path(
    get,
    path = "/wallet/address/{symbol}",
    operation_id = "ctk-wallet-address",
    tag = "CTK wallets",
    summary = "Shows where to send coins to",
    description = "Some addresses come as `address:tag`: without the tag, what is sent is lost.",
    params(SymbolPath),
    responses(
        (status = 200, body = Said<DepositAddress>, description = "The address"),
        (status = 404, body = CtkRefusal, description = "300: there is no such symbol"),
        (status = 422, body = CtkRefusal, description = "301 or 302: the coin is not offered, or cannot be received now"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn address(Customer(user): Customer, Named(symbol): Named) -> CtkResult<Response> {
    let asset = offered(&symbol)?;
    if !asset.can_receive {
        return Err(CtkError::with(Refused::CannotReceive, &[("symbol", asset.symbol)]));
    }
    let address = asset.chain.deposit_address(&user.record_id);
    data(&DepositAddress::split(&address, wire::currency(asset.symbol)?))
}

#[utoipa::path(
    post,
    path = "/wallet/withdraw/{symbol}",
    operation_id = "ctk-withdraw",
    tag = "CTK wallets",
    summary = "Sends coins away",
    description = "It cannot be taken back, and it has no reference: when the answer was lost, look at the transactions before you ask again.",
    params(SymbolPath),
    request_body = Withdrawal,
    responses(
        (status = 200, body = Said<Transaction>, description = "The transaction"),
        (status = 404, body = CtkRefusal, description = "300: there is no such symbol"),
        (status = 422, body = CtkRefusal, description = "A field is not as it must be, the coin cannot be sent, or there is not that much of it"),
        CtkBody,
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn withdraw(
    Customer(user): Customer,
    State(app): State<Shared>,
    Named(symbol): Named,
    Form(mut fields): Form,
) -> CtkResult<Response> {
    let asset = offered(&symbol)?;
    if !asset.can_send {
        return Err(CtkError::with(Refused::CannotSend, &[("symbol", asset.symbol)]));
    }
    let address = fields.required("address", 255);
    let amount = fields.amount("amount", asset.decimals);
    if let Err(problem) = asset.chain.check(&address)
        && !address.is_empty()
    {
        fields.refuse(Refused::WrongAddress, &[("why", &problem.to_string())]);
    }
    fields.check()?;
    let now = app.clock.now();
    let rate = rates::usd(asset, now);
    let too_large = || CtkError::new(Refused::AmountTooLarge);
    let least = coins_for(LEAST_WITHDRAWAL, rate, asset.decimals).ok_or_else(too_large)?;
    if amount < least {
        let values = [("least", &*least.to_string()), ("symbol", asset.symbol)];
        return Err(CtkError::with(Refused::BelowMinimum, &values));
    }
    let fee = coins_for(asset.fee(), rate, asset.decimals).ok_or_else(too_large)?;
    let needed = amount.checked_add(fee).ok_or_else(too_large)?;
    let chance = secret::random()?;
    advance::catch_up(&app.store, now).await?;
    let mut write = app.store.write().await?;
    let wallet = wallets::of(&mut write, user.id, asset).await?;
    let outgoing = Outgoing {
        kind: Kind::Sent,
        title: "Withdraw".to_owned(),
        address: Some(address),
        txhash: asset.chain.transaction_hash(next_chance(chance, "hash")),
        amount,
        fee,
        chance,
    };
    let id = movements::take(&mut write, &wallet, outgoing, now)
        .await?
        .map_err(|refusal| refused(refusal, needed, asset))?;
    let transaction = transactions::by_id(&mut write, id).await?;
    write.commit().await?;
    data(&wire::transaction(&transaction, now)?)
}

#[utoipa::path(
    put,
    path = "/wallet/{symbol}",
    operation_id = "ctk-wallet-update",
    tag = "CTK wallets",
    summary = "Says which balance the card spends",
    description = "With none chosen, it spends the largest.",
    params(SymbolPath),
    request_body = described::Default,
    responses(
        (status = 200, body = Done, description = "It is so now"),
        (status = 404, body = CtkRefusal, description = "300: there is no such symbol"),
        (status = 422, body = CtkRefusal, description = "101, 102, 301 or 308: a field is not as it must be, or a card cannot spend the coin"),
        CtkBody,
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn update(
    Customer(user): Customer,
    State(app): State<Shared>,
    Named(symbol): Named,
    Form(mut fields): Form,
) -> CtkResult<Response> {
    let asset = offered(&symbol)?;
    let is_default = fields.required_boolean("isDefault");
    fields.check()?;
    if is_default && !asset.is_card_spendable {
        return Err(CtkError::with(Refused::NotCardSpendable, &[("symbol", asset.symbol)]));
    }
    let mut write = app.store.write().await?;
    let user = users::by_id(&mut write, user.id).await?;
    let user = user.ok_or_else(|| CtkError::new(Refused::Unauthenticated))?;
    if is_default {
        users::change_default(&mut write, user.id, Some(asset.symbol)).await?;
    } else if user.default_symbol.as_deref() == Some(asset.symbol) {
        users::change_default(&mut write, user.id, None).await?;
    }
    write.commit().await?;
    Ok(done())
}
