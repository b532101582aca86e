//! From what is kept to what is said on the wire.

use purser_api::centrowallet::payment_account::PaymentAccount;
use purser_api::centrowallet::transaction::Transaction;
use purser_api::centrowallet::user::{CreatedUser, RestoredUser, User};
use purser_api::centrowallet::{PaymentAccountId, TransactionId, UserId};
use purser_api::{Currency, Metadata, PageMeta, Timestamp, WireTime};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

use crate::domain::totp;
use crate::domain::units::Units;
use crate::error::ApiResult;
use crate::routes::body::unsayable;
use crate::store::{accounts, transactions, users};

/// What each of some users has, by currency.
pub(super) type Totals = BTreeMap<i64, BTreeMap<String, Units>>;

pub(super) use crate::routes::body::text;

/// An id, or a count; neither is ever below zero.
fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn time(instant: i64) -> WireTime {
    Timestamp::from_unix_micros(instant).into()
}

/// An amount that is said. No movement is made after which a balance could not be.
fn decimal(amount: Units) -> ApiResult<Decimal> {
    amount.to_decimal().ok_or_else(|| unsayable(&"an amount has too many digits"))
}

fn optional_decimal(amount: Option<Units>) -> ApiResult<Option<Decimal>> {
    amount.map(decimal).transpose()
}

fn currency(code: &str) -> ApiResult<Currency> {
    Currency::new(code).map_err(|error| unsayable(&error))
}

/// A list as the map of its places; an empty one is an empty list.
pub(super) fn numbered<T: Serialize>(rows: impl Iterator<Item = T>) -> Value {
    let rows: Map<String, Value> =
        (0..).zip(rows).map(|(place, row)| (format!("{place}"), json!(row))).collect();
    if rows.is_empty() { json!([]) } else { Value::Object(rows) }
}

/// A user in a list or alone.
pub(super) fn user(user: &users::User) -> User {
    User {
        id: UserId(unsigned(user.id)),
        uuid: Some(user.uuid.clone()),
        email: Some(user.email.clone()),
        kind: user.kind.clone(),
        external_user_id: Some(user.external_user_id.clone()),
        is_activated: Some(user.is_activated),
        is_blocked: Some(user.is_blocked),
        created_at: Some(time(user.created_at)),
        updated_at: Some(time(user.updated_at)),
        blocked_at: user.blocked_at.map(time),
    }
}

/// A user with the address for the authenticator.
pub(super) fn restored_user(user: &users::User) -> RestoredUser {
    RestoredUser {
        user_id: UserId(unsigned(user.id)),
        email: Some(user.email.clone()),
        activated: Some(user.is_activated),
        blocked: Some(user.is_blocked),
        oauth_url: totp::address(&user.email, &user.totp_secret.0).into(),
    }
}

/// A user that has just been made, with its accounts.
pub(super) fn new_user(user: &users::User, accounts: &[accounts::Account]) -> ApiResult<Value> {
    let restored = restored_user(user);
    let mut value = json!(CreatedUser {
        user_id: restored.user_id,
        email: restored.email,
        kind: user.kind.clone(),
        activated: restored.activated,
        blocked: restored.blocked,
        oauth_url: restored.oauth_url,
        payment_accounts: Vec::new().into(),
    });
    let accounts = accounts.iter().map(new_account).collect::<ApiResult<Vec<Value>>>()?;
    value["paymentAccounts"] = numbered(accounts.into_iter());
    Ok(value)
}

/// An account in a list or alone.
pub(super) fn account(account: &accounts::Account) -> ApiResult<PaymentAccount> {
    let small = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
    Ok(PaymentAccount {
        id: PaymentAccountId(unsigned(account.id)),
        uuid: Some(account.uuid.clone()),
        user_id: Some(UserId(unsigned(account.user_id))),
        name: account.name.clone(),
        kind: account.kind().into(),
        description: account.description.clone(),
        balance: Some(decimal(account.balance)?),
        decimals: None,
        currency: currency(&account.currency)?,
        method: Some(account.method.clone()),
        account_number: account.account_number.clone(),
        brand: account.brand.clone(),
        expiration_month: small(account.expiration_month),
        expiration_year: small(account.expiration_year),
        is_active: Some(account.is_active),
        autoreload: Some(account.is_auto_reload),
        autoreload_amount: optional_decimal(account.auto_reload_amount)?,
        autoreload_min_amount: optional_decimal(account.auto_reload_min_amount)?,
        is_notify: Some(account.is_notify),
        notify_amount: optional_decimal(account.notify_amount)?,
        created_at: Some(time(account.created_at)),
        updated_at: Some(time(account.updated_at)),
        last_used: account.last_used_at.map(time),
        payment_system: Some(account.system.clone()),
        webhook_url: account.webhook_url.clone().filter(|address| !address.is_empty()),
    })
}

/// An account among those of a user that has just been made: its times are plain texts there.
fn new_account(new: &accounts::Account) -> ApiResult<Value> {
    let said = PaymentAccount { decimals: currency(&new.currency)?.decimals(), ..account(new)? };
    let mut value = json!(said);
    let created_at = format!("{}Z", Timestamp::from_unix_micros(new.created_at).to_php().replace(' ', "T"));
    value["created_at"] = json!(created_at);
    value["updated_at"] = json!(created_at);
    Ok(value)
}

/// A transaction, with its voids.
pub(super) fn transaction(row: &transactions::Transaction, totals: &Totals) -> ApiResult<Transaction> {
    let metadata = row.metadata.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let balance_total = totals.get(&row.user_id).into_iter().flatten();
    Ok(Transaction {
        id: TransactionId(unsigned(row.id)),
        uuid: Some(row.uuid.clone()),
        user_id: Some(UserId(unsigned(row.user_id))),
        billing: Some(row.billing.clone()),
        payment_account_id: Some(PaymentAccountId(unsigned(row.payment_account_id))),
        kind: row.direction.as_str().into(),
        subtype: Some(row.subtype.clone()),
        payment_method: filled(&row.payment_method),
        is_virtual: Some(row.is_virtual),
        price: decimal(row.price)?,
        balance: Some(decimal(row.balance)?),
        remaining_amount: optional_decimal(row.remaining)?,
        full_covered: row.remaining.map(Units::is_zero),
        currency: currency(&row.currency)?,
        action: row.action.as_str().into(),
        mode: row.mode.as_str().into(),
        status: row.status.as_str().into(),
        descriptor: row.descriptor.clone(),
        merchant_order_id: row.merchant_order_id.clone(),
        metadata: match metadata {
            None | Some(Value::Null) => Metadata::Empty,
            Some(Value::String(text)) => Metadata::Text(text),
            Some(value) => Metadata::Object(value),
        },
        account_number: filled(&row.account_number),
        brand: filled(&row.brand),
        expiration_month: filled(&row.expiration_month),
        expiration_year: filled(&row.expiration_year),
        message: filled(&row.message),
        code: filled(&row.code),
        email: filled(&row.email),
        firstname: filled(&row.first_name),
        lastname: filled(&row.last_name),
        country: filled(&row.country),
        zip: filled(&row.zip),
        child: row.children.iter().map(|child| transaction(child, totals)).collect::<ApiResult<_>>()?,
        date: Some(time(row.created_at)),
        date_expire: row.expires_at.map(time),
        balance_total: balance_total
            .map(|(code, total)| Ok((currency(code)?, decimal(*total)?)))
            .collect::<ApiResult<_>>()?,
        payment_account_type: if row.account_is_promo { "promo" } else { "fiat" }.into(),
        unreadable: Vec::new(),
    })
}

/// A transaction as a list says it: there, the merchant's reference is spelled another way, and voids
/// are a map.
pub(super) fn listed(transaction: &Transaction) -> ApiResult<Value> {
    let mut value = serde_json::to_value(transaction).map_err(|error| unsayable(&error))?;
    respell(&mut value);
    Ok(value)
}

fn respell(transaction: &mut Value) {
    if let Some(fields) = transaction.as_object_mut() {
        let reference = fields.remove("merchantOrderID").unwrap_or_default();
        fields.insert("merchantOrderId".to_owned(), reference);
    }
    if let Some(Value::Array(children)) = transaction.get_mut("child") {
        children.iter_mut().for_each(respell);
        let children = std::mem::take(children);
        transaction["child"] = numbered(children.into_iter());
    }
}

/// Where a page stands in its list.
pub(super) fn meta(page: i64, limit: i64, total: i64) -> PageMeta {
    PageMeta {
        current_page: unsigned(page),
        last_page: unsigned(last_page(limit, total)),
        per_page: unsigned(limit),
        total: unsigned(total),
    }
}

/// The last page of a list, which has one even when it is empty.
pub(super) fn last_page(limit: i64, total: i64) -> i64 {
    ((total + limit - 1) / limit).max(1)
}

/// The address of another page of the same list.
pub(super) fn page_address(path: &str, query: Option<&str>, page: i64) -> String {
    let mut address = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        if name != "page" {
            address.append_pair(&name, &value);
        }
    }
    address.append_pair("page", &page.to_string());
    format!("{path}?{}", address.finish())
}
