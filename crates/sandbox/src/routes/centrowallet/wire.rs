//! How things are written on the wire.

use serde_json::{Map, Number, Value, json};
use std::collections::BTreeMap;

use crate::domain::clock::civil;
use crate::domain::units::Units;
use crate::domain::{currency, totp};
use crate::store::accounts::Account;
use crate::store::transactions::Transaction;
use crate::store::users::User;

/// What each of some users has, by currency.
pub(super) type Totals = BTreeMap<i64, BTreeMap<String, Units>>;

/// An amount with all of its digits.
pub(super) fn number(amount: Units) -> Value {
    amount.to_string().parse::<Number>().map_or(Value::Null, Value::Number)
}

fn optional_number(amount: Option<Units>) -> Value {
    amount.map_or(Value::Null, number)
}

/// A time, with its zone beside it.
pub(super) fn time(instant: i64) -> Value {
    let civil = civil(instant);
    let date = format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:06}",
        civil.year, civil.month, civil.day, civil.hour, civil.minute, civil.second, civil.microsecond
    );
    json!({ "date": date, "timezone_type": 3, "timezone": "UTC" })
}

fn optional_time(instant: Option<i64>) -> Value {
    instant.map_or(Value::Null, time)
}

fn iso_time(instant: i64) -> String {
    let civil = civil(instant);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z",
        civil.year, civil.month, civil.day, civil.hour, civil.minute, civil.second, civil.microsecond
    )
}

/// A list as the map of its places; an empty one is an empty list.
pub(super) fn numbered(rows: Vec<Value>) -> Value {
    if rows.is_empty() {
        return json!([]);
    }
    let rows: Map<String, Value> = (0..).zip(rows).map(|(place, row)| (format!("{place}"), row)).collect();
    Value::Object(rows)
}

/// A user in a list or alone.
pub(super) fn user(user: &User) -> Value {
    json!({
        "id": user.id,
        "uuid": user.uuid,
        "email": user.email,
        "type": user.kind,
        "externalUserId": user.external_user_id,
        "isActivated": user.is_activated,
        "isBlocked": user.is_blocked,
        "createdAt": time(user.created_at),
        "updatedAt": time(user.updated_at),
        "blockedAt": optional_time(user.blocked_at),
    })
}

/// A user with the address for the authenticator.
pub(super) fn user_with_secret(user: &User) -> Value {
    json!({
        "userId": user.id,
        "email": user.email,
        "activated": user.is_activated,
        "blocked": user.is_blocked,
        "oauthUrl": totp::address(&user.email, &user.totp_secret.0),
    })
}

/// A user that has just been made, with its accounts.
pub(super) fn new_user(user: &User, accounts: &[Account]) -> Value {
    let mut value = user_with_secret(user);
    value["type"] = json!(user.kind);
    value["paymentAccounts"] = numbered(accounts.iter().map(new_account).collect());
    value
}

/// An account in a list or alone.
pub(super) fn account(account: &Account) -> Value {
    json!({
        "id": account.id,
        "uuid": account.uuid,
        "user_id": account.user_id,
        "name": account.name,
        "type": account.kind(),
        "description": account.description,
        "balance": number(account.balance),
        "currency": account.currency,
        "method": account.method,
        "account_number": account.account_number,
        "brand": account.brand,
        "expiration_month": account.expiration_month,
        "expiration_year": account.expiration_year,
        "is_active": account.is_active,
        "autoreload": account.is_auto_reload,
        "autoreload_amount": optional_number(account.auto_reload_amount),
        "autoreload_min_amount": optional_number(account.auto_reload_min_amount),
        "is_notify": account.is_notify,
        "notify_amount": optional_number(account.notify_amount),
        "created_at": time(account.created_at),
        "updated_at": time(account.updated_at),
        "last_used": optional_time(account.last_used_at),
        "payment_system": account.system,
        "webhook_url": account.webhook_url,
    })
}

/// An account among those of a user that has just been made: its times are plain texts there.
fn new_account(new: &Account) -> Value {
    let mut value = account(new);
    value["decimals"] = json!(currency::find(&new.currency).map(|currency| currency.decimals));
    value["created_at"] = json!(iso_time(new.created_at));
    value["updated_at"] = json!(iso_time(new.updated_at));
    value
}

/// How a transaction spells the merchant's reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// In a list.
    MerchantOrderId,
    /// Alone.
    MerchantOrderID,
}

/// A transaction, with its voids.
pub(super) fn transaction(row: &Transaction, totals: &Totals, spelling: Spelling) -> Value {
    let reference = match spelling {
        Spelling::MerchantOrderId => "merchantOrderId",
        Spelling::MerchantOrderID => "merchantOrderID",
    };
    let metadata: Value =
        row.metadata.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null);
    let children = row.children.iter().map(|child| transaction(child, totals, spelling)).collect();
    let balance_total: Map<String, Value> = totals
        .get(&row.user_id)
        .into_iter()
        .flatten()
        .map(|(currency, total)| (currency.clone(), json!(total.to_string())))
        .collect();
    let mut value = json!({
        "id": row.id,
        "uuid": row.uuid,
        "userId": row.user_id,
        "billing": row.billing,
        "paymentAccountId": row.payment_account_id,
        "type": row.direction,
        "subtype": row.subtype,
        "paymentMethod": if row.payment_method.is_empty() { Value::Null } else { json!(row.payment_method) },
        "isVirtual": row.is_virtual,
        "price": number(row.price),
        "balance": number(row.balance),
        "remainingAmount": row.remaining.map(|remaining| remaining.to_string()),
        "fullCovered": row.remaining.map(Units::is_zero),
        "currency": row.currency,
        "action": row.action,
        "mode": row.mode,
        "status": row.status,
        "descriptor": row.descriptor,
        "metadata": metadata,
        "accountNumber": row.account_number,
        "brand": row.brand,
        "expirationMonth": row.expiration_month,
        "expirationYear": row.expiration_year,
        "message": row.message,
        "code": row.code,
        "email": row.email,
        "firstname": row.first_name,
        "lastname": row.last_name,
        "country": row.country,
        "zip": row.zip,
        "child": numbered(children),
        "date": time(row.created_at),
        "dateExpire": optional_time(row.expires_at),
        "balanceTotal": balance_total,
        "paymentAccountType": if row.account_is_promo { "promo" } else { "fiat" },
    });
    value[reference] = json!(row.merchant_order_id);
    value
}

/// Where a page stands in its list.
pub(super) fn meta(page: i64, limit: i64, total: i64) -> Value {
    let last = ((total + limit - 1) / limit).max(1);
    json!({ "currentPage": page, "lastPage": last, "perPage": limit, "total": total })
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
