//! From what is kept to what is said on the wire.

use purser_api::ctk::exchange::Exchange as SaidExchange;
use purser_api::ctk::formatted;
use purser_api::ctk::transaction::{Transaction as SaidTransaction, TransactionKind};
use purser_api::ctk::user::Profile;
use purser_api::ctk::wallet::Wallet as SaidWallet;
use purser_api::{Currency, Date, Timestamp, WireTime};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::answer::{CtkError, CtkResult};
use crate::domain::clock::SECOND;
use crate::domain::ctk::exchanges::{FEE_PER_CENT, State, confirmations_after};
use crate::domain::ctk::value::worth;
use crate::domain::units::Units;
use crate::rails::rates;
use crate::store::ctk::exchanges::Exchange;
use crate::store::ctk::transactions::{Kind, Transaction};
use crate::store::ctk::users::User;
use crate::store::ctk::wallets::Wallet;

/// An amount as it is said. No movement is made after which a balance could not be.
pub(super) fn decimal(amount: Units) -> CtkResult<Decimal> {
    amount.to_decimal().ok_or_else(|| CtkError::own(&"an amount has too many digits"))
}

pub(super) fn currency(code: &str) -> CtkResult<Currency> {
    Currency::new(code).map_err(|error| CtkError::own(&error))
}

/// An instant; times on the wire have no parts of a second.
pub(super) fn time(instant: i64) -> WireTime {
    Timestamp::from_unix_micros(instant.div_euclid(SECOND) * SECOND).into()
}

/// Both parts of what is kept as `address:tag`.
pub(super) fn address_and_tag(text: &str) -> (String, Option<String>) {
    match text.split_once(':') {
        Some((address, tag)) => (address.to_owned(), Some(tag.to_owned())),
        None => (text.to_owned(), None),
    }
}

/// A wallet at the rate of `now`.
pub(super) fn wallet(wallet: &Wallet, default: Option<&str>, now: i64) -> CtkResult<SaidWallet> {
    let asset = wallet.asset;
    let balance = decimal(wallet.balance)?;
    let value = worth(wallet.balance, rates::usd(asset, now)).to_decimal();
    Ok(SaidWallet {
        title: Some(asset.title.to_owned()),
        image: Some(asset.image()),
        color: Some(asset.color.to_owned()),
        symbol: currency(asset.symbol)?,
        balance,
        balance_formatted: Some(formatted::coins(balance)),
        balance_currency: Some(value),
        balance_currency_formatted: Some(formatted::dollars(value)),
        is_active: Some(default == Some(asset.symbol)),
    })
}

/// A transaction, with what it is worth at `now`.
pub(super) fn transaction(row: &Transaction, now: i64) -> CtkResult<SaidTransaction> {
    let amount = decimal(row.amount)?;
    let (rate_then, usd_then) = (row.rate.to_decimal(), row.usd.to_decimal());
    let rate = rates::usd(row.asset, now);
    let (rate_now, usd_now) = (rate.to_decimal(), worth(row.amount, rate).to_decimal());
    let dollars = |amount: Decimal| Some(formatted::dollars(amount));
    Ok(SaidTransaction {
        id: row.external_id.clone(),
        symbol: currency(row.asset.symbol)?,
        txhash: Some(row.txhash.clone()),
        title: Some(row.title.clone()),
        amount,
        amount_formatted: Some(formatted::coins(amount)),
        conversion_rate_at_transaction: Some(rate_then),
        conversion_rate_at_transaction_formatted: dollars(rate_then),
        usd_amount_at_transaction: Some(usd_then),
        usd_amount_at_transaction_formatted: dollars(usd_then),
        conversion_rate_now: Some(rate_now),
        conversion_rate_now_formatted: dollars(rate_now),
        usd_amount_now: Some(usd_now),
        usd_amount_now_formatted: dollars(usd_now),
        date_time: Some(time(row.created_at)),
        kind: match row.kind {
            Kind::Sent => TransactionKind::Sent,
            Kind::Receive => TransactionKind::Receive,
            Kind::CardPurchase => TransactionKind::CardPurchase,
        },
    })
}

/// A profile. The tier is a text in the document's answers.
pub(super) fn profile(user: &User) -> CtkResult<Value> {
    let identity = user.identity();
    let tier = identity.tier();
    let birthdate = user.birthdate.as_deref().and_then(|text| Date::parse(text).ok());
    let said = Profile {
        username: user.username.clone(),
        record_id: Some(user.record_id.clone()),
        mfa: Some(user.mfa),
        first_name: Some(user.first_name.clone()),
        last_name: Some(user.last_name.clone()),
        email: Some(user.email.clone()),
        birthdate_datetime: user.birthdate.clone(),
        birthdate: birthdate.as_ref().map(Date::to_american),
        phone: Some(user.phone.clone()),
        country: user.country.clone(),
        address: user.address.clone(),
        city: user.city.clone(),
        state: user.state.clone(),
        zipcode: user.zipcode.clone(),
        nin: user.nin.clone(),
        tier_level: Some(tier.level()),
        vc_limit: Some(Decimal::from(tier.card_limit())),
        signup_steps_completed: user.is_stepwise.then(|| identity.steps_completed()),
    };
    let mut said = serde_json::to_value(&said).map_err(|error| CtkError::own(&error))?;
    said["tierLevel"] = json!(tier.level().to_string());
    Ok(said)
}

/// An exchange at `now`: what has not happened yet is null. Confirmations are a text in the document's answers.
pub(super) fn exchange(exchange: &Exchange, now: i64) -> CtkResult<Value> {
    let elapsed = now - exchange.created_at;
    let state = State::after(elapsed);
    let (payin_address, payin_extra_id) = address_and_tag(&exchange.payin_address);
    let (payout_address, payout_extra_id) = address_and_tag(&exchange.payout_address);
    let created_at = WireTime::from_unix_seconds(exchange.created_at.div_euclid(SECOND));
    let said = SaidExchange {
        id: exchange.external_id.clone(),
        created_at: created_at.ok(),
        payin_confirmations: None,
        status: state.as_str().into(),
        currency_from: currency(&exchange.from_symbol)?,
        currency_to: currency(&exchange.to_symbol)?,
        payin_address: Some(payin_address),
        payin_extra_id,
        payin_hash: (state > State::Waiting).then(|| exchange.payin_hash.clone()),
        payout_address: Some(payout_address),
        payout_extra_id,
        payout_hash: (state >= State::Sending).then(|| exchange.payout_hash.clone()),
        amount_from: Some(decimal(exchange.amount_from)?),
        amount_to: Some(decimal(exchange.amount_to)?),
        network_fee: Some(decimal(exchange.network_fee)?),
        changelly_fee: FEE_PER_CENT.parse().ok(),
        api_extra_fee: Some(Decimal::ZERO),
    };
    let mut said = serde_json::to_value(&said).map_err(|error| CtkError::own(&error))?;
    said["payinConfirmations"] = json!(confirmations_after(elapsed).to_string());
    Ok(said)
}
