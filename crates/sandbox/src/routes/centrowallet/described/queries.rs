//! Queries of requests, out of the tables and limits that they are read with.

#![expect(dead_code, reason = "described only")]

use utoipa::IntoParams;
use utoipa::openapi::schema::ArrayBuilder;

use crate::routes::centrowallet::users::{DIRECTIONS, HIGHEST_LIMIT, LAST_PAGE, ORDERS as USER_ORDERS};
use crate::routes::centrowallet::{accounts, transactions};
use crate::routes::openapi::shape::{one_of, stands_for, whole, words};

stands_for! {
    PositiveId = whole(1, i64::MAX);
    AccountKind = words(accounts::KINDS);
    UserColumn = words(USER_ORDERS);
    TransactionColumn = words(transactions::ORDERS);
    Direction = words(DIRECTIONS);
    Limit = whole(1, HIGHEST_LIMIT);
    PageNumber = whole(1, LAST_PAGE);
    FromZero = whole(0, i64::MAX);
    WayOfMoney = words(transactions::TYPES);
    Truth = one_of(["true", "false", "1", "0"]);
    Ids = ArrayBuilder::new().items(whole(1, i64::MAX)).max_items(Some(transactions::MOST_IDS));
}

/// On whose behalf a merchant asks.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct ClientQuery {
    /// The customer on whose behalf is asked. A merchant must name one; a customer is meant without.
    #[param(inline, value_type = Option<PositiveId>)]
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
    #[param(inline, value_type = Option<Truth>)]
    is_activated: Option<bool>,
    /// Blocked or not.
    #[param(inline, value_type = Option<Truth>)]
    is_blocked: Option<bool>,
    /// Created on this day or later, UTC.
    #[param(format = "date")]
    date_from: Option<String>,
    /// Created on this day or earlier, UTC.
    #[param(format = "date")]
    date_to: Option<String>,
    /// Rows on a page; 50, if not said.
    #[param(inline, value_type = Option<Limit>)]
    limit: Option<i64>,
    /// The page, from 1.
    #[param(inline, value_type = Option<PageNumber>)]
    page: Option<i64>,
    /// What to order by; the id, if not said.
    #[param(inline, value_type = Option<UserColumn>)]
    order_column: Option<String>,
    /// Which way to order; smallest first, if not said.
    #[param(inline, value_type = Option<Direction>)]
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
    #[param(inline, value_type = Option<Truth>)]
    is_active: Option<bool>,
    /// With auto reload or without.
    #[param(inline, value_type = Option<Truth>)]
    is_auto_reload: Option<bool>,
    /// With notices of a low balance or without.
    #[param(inline, value_type = Option<Truth>)]
    is_notify: Option<bool>,
    /// With real or promotional money.
    #[param(inline, value_type = Option<AccountKind>)]
    r#type: Option<String>,
}

/// Which transactions, in which order, which page.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct TransactionQuery {
    /// Of this customer; of all customers, if a merchant does not say.
    #[param(inline, value_type = Option<PositiveId>)]
    client_id: Option<i64>,
    /// Of this payment account.
    #[param(inline, value_type = Option<PositiveId>)]
    payment_account_id: Option<i64>,
    /// Into or out of the account.
    #[param(inline, value_type = Option<WayOfMoney>)]
    r#type: Option<String>,
    /// Of this payment method.
    #[param(max_length = 255)]
    payment_method: Option<String>,
    /// With virtual (not fiat) money or without.
    #[param(inline, value_type = Option<Truth>)]
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
    #[param(inline, value_type = Option<Truth>)]
    only_with_expire_date: Option<bool>,
    /// Only those with a larger id: the tail of the list.
    #[param(inline, value_type = Option<FromZero>)]
    last_transaction_id: Option<i64>,
    /// Only these.
    #[param(rename = "idList[]", inline, value_type = Option<Ids>)]
    id_list: Option<Vec<i64>>,
    /// Rows on a page; 50, if not said.
    #[param(inline, value_type = Option<Limit>)]
    limit: Option<i64>,
    /// The page, from 1.
    #[param(inline, value_type = Option<PageNumber>)]
    page: Option<i64>,
    /// What to order by; the id, if not said.
    #[param(inline, value_type = Option<TransactionColumn>)]
    order_column: Option<String>,
    /// Which way to order; largest first, if not said.
    #[param(inline, value_type = Option<Direction>)]
    order_direction: Option<String>,
}
