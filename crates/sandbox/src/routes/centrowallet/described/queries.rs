//! Queries of requests, out of the tables and limits that they are read with.

#![expect(dead_code, reason = "described only")]

use utoipa::IntoParams;
use utoipa::openapi::schema::ArrayBuilder;
use utoipa::openapi::{Array, Object};

use crate::routes::centrowallet::users::{DIRECTIONS, HIGHEST_LIMIT, LAST_PAGE, ORDERS as USER_ORDERS};
use crate::routes::centrowallet::{accounts, transactions};
use crate::routes::openapi::shape::{one_of, whole, words};

pub(super) fn positive_id() -> Object {
    whole(1, i64::MAX)
}

pub(super) fn kinds() -> Object {
    words(accounts::KINDS)
}

fn user_orders() -> Object {
    words(USER_ORDERS)
}

fn transaction_orders() -> Object {
    words(transactions::ORDERS)
}

fn directions() -> Object {
    words(DIRECTIONS)
}

fn limit() -> Object {
    whole(1, HIGHEST_LIMIT)
}

fn page() -> Object {
    whole(1, LAST_PAGE)
}

fn from_zero() -> Object {
    whole(0, i64::MAX)
}

fn directions_of_money() -> Object {
    words(transactions::TYPES)
}

fn truth() -> Object {
    one_of(["true", "false", "1", "0"])
}

fn ids() -> Array {
    ArrayBuilder::new().items(positive_id()).max_items(Some(transactions::MOST_IDS)).build()
}

/// On whose behalf a merchant asks.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct ClientQuery {
    /// The customer on whose behalf is asked. A merchant must name one; a customer is meant without.
    #[param(schema_with = positive_id)]
    client_id: Option<i64>,
}

/// Which users, in which order, which page.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct UserQuery {
    /// A part of the e-mail address.
    #[param(max_length = 255)]
    email: Option<String>,
    /// The user's id in your own system.
    #[param(max_length = 255)]
    external_user_id: Option<String>,
    /// Activated or not.
    #[param(schema_with = truth)]
    is_activated: Option<bool>,
    /// Blocked or not.
    #[param(schema_with = truth)]
    is_blocked: Option<bool>,
    /// Created on this day or later, UTC.
    #[param(format = "date")]
    date_from: Option<String>,
    /// Created on this day or earlier, UTC.
    #[param(format = "date")]
    date_to: Option<String>,
    /// Rows on a page; 50, if not said.
    #[param(schema_with = limit)]
    limit: Option<i64>,
    /// The page, from 1.
    #[param(schema_with = page)]
    page: Option<i64>,
    /// What to order by; the id, if not said.
    #[param(schema_with = user_orders)]
    order_column: Option<String>,
    /// Which way to order; smallest first, if not said.
    #[param(schema_with = directions)]
    order_direction: Option<String>,
}

/// Which payment accounts.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct AccountQuery {
    /// Of this payment system.
    #[param(max_length = 255)]
    system: Option<String>,
    /// In this currency.
    #[param(max_length = 255)]
    currency: Option<String>,
    /// Active or not.
    #[param(schema_with = truth)]
    is_active: Option<bool>,
    /// With auto reload or without.
    #[param(schema_with = truth)]
    is_auto_reload: Option<bool>,
    /// With notices of a low balance or without.
    #[param(schema_with = truth)]
    is_notify: Option<bool>,
    /// With real or promotional money.
    #[param(schema_with = kinds)]
    r#type: Option<String>,
}

/// Which transactions, in which order, which page.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct TransactionQuery {
    /// Of this customer; of all customers, if a merchant does not say.
    #[param(schema_with = positive_id)]
    client_id: Option<i64>,
    /// Of this payment account.
    #[param(schema_with = positive_id)]
    payment_account_id: Option<i64>,
    /// Into or out of the account.
    #[param(schema_with = directions_of_money)]
    r#type: Option<String>,
    /// Of this payment method.
    #[param(max_length = 255)]
    payment_method: Option<String>,
    /// With virtual (not fiat) money or without.
    #[param(schema_with = truth)]
    r#virtual: Option<bool>,
    /// charge, refund or deposit.
    #[param(max_length = 255)]
    action: Option<String>,
    /// wallet, card, void or test.
    #[param(max_length = 255)]
    mode: Option<String>,
    /// success, fail or processing.
    #[param(max_length = 255)]
    status: Option<String>,
    /// With this descriptor.
    #[param(max_length = 255)]
    descriptor: Option<String>,
    /// With this reference: how the outcome of a payment is looked up.
    #[param(max_length = 255)]
    merchant_order_id: Option<String>,
    /// Made on this day or later, UTC.
    #[param(format = "date")]
    date_from: Option<String>,
    /// Made on this day or earlier, UTC.
    #[param(format = "date")]
    date_to: Option<String>,
    /// Only those that lapse; false asks for nothing.
    #[param(schema_with = truth)]
    only_with_expire_date: Option<bool>,
    /// Only those with a larger id: the tail of the list.
    #[param(schema_with = from_zero)]
    last_transaction_id: Option<i64>,
    /// Only these.
    #[param(rename = "idList[]", schema_with = ids)]
    id_list: Option<Vec<i64>>,
    /// Rows on a page; 50, if not said.
    #[param(schema_with = limit)]
    limit: Option<i64>,
    /// The page, from 1.
    #[param(schema_with = page)]
    page: Option<i64>,
    /// What to order by; the id, if not said.
    #[param(schema_with = transaction_orders)]
    order_column: Option<String>,
    /// Which way to order; largest first, if not said.
    #[param(schema_with = directions)]
    order_direction: Option<String>,
}
