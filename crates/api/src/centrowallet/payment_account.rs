//! Payment accounts and what fills and empties them (operations 8 to 14).

use rust_decimal::Decimal;
use serde::Serialize;

use super::{Caller, PaymentAccountId, PaymentAccountKind, UserId, transaction::Transaction};
use crate::{
    card_number,
    currency::Currency,
    decimal,
    decode::Cursor,
    list::{Rows, Unreadable},
    money::Money,
    request::{Authenticated, Operation, Parts, Request},
    time::WireTime,
};

pub use super::{
    refill::{AmountMod, Consumer, EmailOptions, Refill, RefillMetadata, RefillPayment, RefillStarted},
    transfer::{TopUp, Transfer, TransferDone},
};

/// Which payment accounts to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PaymentAccountFilter {
    /// Of this payment system.
    pub system: Option<String>,
    /// In this currency.
    pub currency: Option<Currency>,
    /// Active or not.
    pub is_active: Option<bool>,
    /// With auto reload or without.
    pub is_auto_reload: Option<bool>,
    /// With notices of a low balance or without.
    pub is_notify: Option<bool>,
    /// Real or promotional money.
    pub kind: Option<PaymentAccountKind>,
}

/// A customer's account in one currency.
///
/// Amounts are in major units of [`currency`](PaymentAccount::currency).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentAccount {
    /// The number.
    pub id: PaymentAccountId,
    /// Another id, worldwide.
    pub uuid: Option<String>,
    /// The customer.
    pub user_id: Option<UserId>,
    /// Its name.
    pub name: Option<String>,
    /// Real or promotional money.
    #[serde(rename = "type")]
    pub kind: PaymentAccountKind,
    /// What it is for.
    pub description: Option<String>,
    /// What is on it.
    #[serde(serialize_with = "decimal::as_optional_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Decimal>))]
    pub balance: Option<Decimal>,
    /// How many decimals the system keeps, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u32>,
    /// Its currency.
    pub currency: Currency,
    /// The payment method: `card`.
    pub method: Option<String>,
    /// The card's number; masked, here at the latest.
    pub account_number: Option<String>,
    /// The card's brand.
    pub brand: Option<String>,
    /// The month the card expires in.
    pub expiration_month: Option<u32>,
    /// The year the card expires in, two digits.
    pub expiration_year: Option<u32>,
    /// Whether it pays and receives.
    pub is_active: Option<bool>,
    /// Whether it is refilled by itself when it runs low.
    pub autoreload: Option<bool>,
    /// How much such a refill brings.
    #[serde(serialize_with = "decimal::as_optional_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Decimal>))]
    pub autoreload_amount: Option<Decimal>,
    /// What "low" is for that.
    #[serde(serialize_with = "decimal::as_optional_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Decimal>))]
    pub autoreload_min_amount: Option<Decimal>,
    /// Whether a low balance is reported.
    pub is_notify: Option<bool>,
    /// What "low" is for that.
    #[serde(serialize_with = "decimal::as_optional_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Decimal>))]
    pub notify_amount: Option<Decimal>,
    /// When it was opened.
    pub created_at: Option<WireTime>,
    /// When it was last changed.
    pub updated_at: Option<WireTime>,
    /// When it was last used.
    pub last_used: Option<WireTime>,
    /// The payment system: `centrobill`.
    pub payment_system: Option<String>,
    /// Where webhooks go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_url: Option<String>,
}

impl PaymentAccount {
    /// What is on it.
    pub fn balance_money(&self) -> Option<Money> {
        self.balance.map(|amount| Money::new(amount, self.currency))
    }

    /// Reads a payment account; number and currency must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            id: PaymentAccountId(fields.unsigned("id")),
            uuid: fields.optional_text("uuid"),
            user_id: fields.optional_unsigned("user_id").map(UserId),
            name: fields.optional_text("name"),
            kind: fields.open("type"),
            description: fields.optional_text("description"),
            balance: fields.optional_decimal("balance"),
            decimals: fields.optional_small("decimals"),
            currency: fields.currency("currency"),
            method: fields.optional_text("method"),
            account_number: fields.optional_text("account_number").map(|number| card_number::mask(&number)),
            brand: fields.optional_text("brand"),
            expiration_month: fields.optional_small("expiration_month"),
            expiration_year: fields.optional_small("expiration_year"),
            is_active: fields.optional_flag("is_active"),
            autoreload: fields.optional_flag("autoreload"),
            autoreload_amount: fields.optional_decimal("autoreload_amount"),
            autoreload_min_amount: fields.optional_decimal("autoreload_min_amount"),
            is_notify: fields.optional_flag("is_notify"),
            notify_amount: fields.optional_decimal("notify_amount"),
            created_at: fields.time("created_at"),
            updated_at: fields.time("updated_at"),
            last_used: fields.time("last_used"),
            payment_system: fields.optional_text("payment_system"),
            webhook_url: fields.optional_text("webhook_url"),
        };
        fields.finish(read)
    }
}

/// A payment account to open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewPaymentAccount {
    /// The payment method: `card`.
    pub method: String,
    /// The payment system: `centrobill`.
    pub system: String,
    /// Its currency, for good.
    pub currency: Currency,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Real or promotional money; real when left out.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<PaymentAccountKind>,
    /// Where webhooks go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_url: Option<String>,
}

/// What to change about a payment account; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentAccountUpdate {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether it pays and receives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// Whether it is refilled by itself when it runs low.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_auto_reload: Option<bool>,
    /// How much such a refill brings.
    #[serde(serialize_with = "decimal::as_optional_number", skip_serializing_if = "Option::is_none")]
    pub auto_reload_amount: Option<Decimal>,
    /// What "low" is for that.
    #[serde(serialize_with = "decimal::as_optional_number", skip_serializing_if = "Option::is_none")]
    pub auto_reload_min_amount: Option<Decimal>,
    /// Whether a low balance is reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_notify: Option<bool>,
    /// What "low" is for that.
    #[serde(serialize_with = "decimal::as_optional_number", skip_serializing_if = "Option::is_none")]
    pub notify_amount: Option<Decimal>,
    /// Where webhooks go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_url: Option<String>,
}

/// Lists a customer's payment accounts, all at once. Operation 8 of CentroWallet.
pub fn list(caller: Caller, filter: &PaymentAccountFilter) -> Request<Rows<PaymentAccount>, Authenticated> {
    let parts = Parts::new(Operation::PaymentAccountList)
        .caller_in_query(caller)
        .query_text("system", &filter.system)
        .query("currency", filter.currency.map(|currency| currency.to_string()))
        .query_flag("isActive", filter.is_active)
        .query_flag("isAutoReload", filter.is_auto_reload)
        .query_flag("isNotify", filter.is_notify)
        .query("type", filter.kind.as_ref().map(|kind| kind.as_str().to_owned()));
    Request::new(parts, |answer| answer.rows(PaymentAccount::read))
}

/// Opens a payment account. Operation 9 of CentroWallet.
pub fn create(caller: Caller, account: &NewPaymentAccount) -> Request<PaymentAccount, Authenticated> {
    Request::new(Parts::new(Operation::PaymentAccountCreate).body_from(caller, account), PaymentAccount::read)
}

/// One payment account. Operation 10 of CentroWallet.
pub fn get(caller: Caller, id: PaymentAccountId) -> Request<PaymentAccount, Authenticated> {
    Request::new(at(Operation::PaymentAccountGet, id).caller_in_query(caller), PaymentAccount::read)
}

/// Changes a payment account. Operation 11 of CentroWallet.
pub fn update(
    caller: Caller,
    id: PaymentAccountId,
    change: &PaymentAccountUpdate,
) -> Request<PaymentAccount, Authenticated> {
    Request::new(at(Operation::PaymentAccountUpdate, id).body_from(caller, change), PaymentAccount::read)
}

/// Starts a refill by card; the outcome arrives at the refill's `webhook_url`. Operation 12 of CentroWallet. Moves money.
pub fn refill(
    caller: Caller,
    id: PaymentAccountId,
    refill: &Refill,
) -> Request<RefillStarted, Authenticated> {
    Request::new(at(Operation::PaymentAccountRefill, id).body_from(caller, refill), RefillStarted::read)
}

/// Adds non-fiat money, or takes it when the amount is negative. Operation 13 of CentroWallet. Moves money.
pub fn top_up(caller: Caller, id: PaymentAccountId, top_up: &TopUp) -> Request<Transaction, Authenticated> {
    Request::new(at(Operation::PaymentAccountTopUp, id).body_from(caller, top_up), Transaction::read)
}

/// Transfers to another payment account of the same currency and merchant. Operation 14 of CentroWallet. Moves money.
pub fn transfer(
    caller: Caller,
    id: PaymentAccountId,
    transfer: &Transfer,
) -> Request<TransferDone, Authenticated> {
    Request::new(at(Operation::PaymentAccountTransfer, id).body_from(caller, transfer), TransferDone::read)
}

fn at(operation: Operation, id: PaymentAccountId) -> Parts {
    Parts::new(operation).param("id", id.to_string())
}
