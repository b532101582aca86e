//! Users: a merchant's customers (operations 1 to 5).

use serde::Serialize;

use super::{OrderDirection, PaymentAccountKind, UserId, payment_account::PaymentAccount};
use crate::{
    currency::Currency,
    decode::Cursor,
    list::{Page, Rows, Unreadable},
    request::{Authenticated, Operation, Parts, Request},
    secret::Secret,
    time::{Date, WireTime},
};

closed_enum! {
    /// What users are ordered by.
    UserOrder {
        /// The number.
        Id = "id",
        /// When it was created.
        CreatedAt = "created_at",
        /// When it was last changed.
        UpdatedAt = "updated_at",
        /// When it was blocked.
        BlockedAt = "blocked_at",
        /// The e-mail address.
        Email = "email",
        /// Whether it is blocked.
        IsBlocked = "is_blocked",
        /// Whether it is activated.
        IsActivated = "is_activated",
    }
}

/// Which users to list, in which order, which page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct UserFilter {
    /// A part of the e-mail address.
    pub email: Option<String>,
    /// The user's id in the merchant's own system.
    pub external_user_id: Option<String>,
    /// Activated or not.
    pub is_activated: Option<bool>,
    /// Blocked or not.
    pub is_blocked: Option<bool>,
    /// Created on this day or later.
    pub date_from: Option<Date>,
    /// Created on this day or earlier.
    pub date_to: Option<Date>,
    /// Rows on a page.
    pub limit: Option<u64>,
    /// The page, from 1.
    pub page: Option<u64>,
    /// What to order by.
    pub order_column: Option<UserOrder>,
    /// Which way to order.
    pub order_direction: Option<OrderDirection>,
}

/// A user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// The number.
    pub id: UserId,
    /// Another id, worldwide.
    pub uuid: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// What kind of user the merchant says it is.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The user's id in the merchant's own system.
    pub external_user_id: Option<String>,
    /// Whether it may be used yet.
    pub is_activated: Option<bool>,
    /// Whether all its requests are refused.
    pub is_blocked: Option<bool>,
    /// When it was created.
    pub created_at: Option<WireTime>,
    /// When it was last changed.
    pub updated_at: Option<WireTime>,
    /// When it was blocked, if it is.
    pub blocked_at: Option<WireTime>,
}

impl User {
    /// Reads a user; only the number must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            id: UserId(fields.unsigned("id")),
            uuid: fields.optional_text("uuid"),
            email: fields.optional_text("email"),
            kind: fields.optional_text("type"),
            external_user_id: fields.optional_text("externalUserId"),
            is_activated: fields.optional_flag("isActivated"),
            is_blocked: fields.optional_flag("isBlocked"),
            created_at: fields.time("createdAt"),
            updated_at: fields.time("updatedAt"),
            blocked_at: fields.time("blockedAt"),
        };
        fields.finish(read)
    }
}

/// A user to create.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewUser {
    /// The e-mail address.
    pub email: String,
    /// The user's id in the merchant's own system.
    pub external_user_id: String,
    /// What kind of user it is.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether it may be used at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_activated: Option<bool>,
    /// Whether to refuse all its requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_blocked: Option<bool>,
    /// Payment accounts to open with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub payment_accounts: Vec<FirstPaymentAccount>,
}

/// A payment account to open with a new user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FirstPaymentAccount {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its currency, for good.
    pub currency: Currency,
    /// The payment system behind it: `centrobill`.
    pub system: String,
    /// The payment method: `card`.
    pub method: String,
    /// Real or promotional money.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<PaymentAccountKind>,
    /// Where to send webhooks, null for nowhere.
    pub webhook_url: Option<String>,
}

/// A user just created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedUser {
    /// The number.
    pub user_id: UserId,
    /// The e-mail address.
    pub email: Option<String>,
    /// What kind of user it is.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Whether it may be used yet.
    pub activated: Option<bool>,
    /// Whether all its requests are refused.
    pub blocked: Option<bool>,
    /// The `otpauth://` address for the customer's authenticator, to be shown once as a QR code. See
    /// [`otpauth`](crate::otpauth).
    pub oauth_url: Secret,
    /// The payment accounts opened with it.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<PaymentAccount>))]
    pub payment_accounts: Rows<PaymentAccount>,
}

impl CreatedUser {
    /// Reads a user just created; number and `oauthUrl` must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            user_id: UserId(fields.unsigned("userId")),
            email: fields.optional_text("email"),
            kind: fields.optional_text("type"),
            activated: fields.optional_flag("activated"),
            blocked: fields.optional_flag("blocked"),
            oauth_url: fields.secret("oauthUrl"),
            payment_accounts: cursor.field("paymentAccounts").optional_rows(PaymentAccount::read)?,
        };
        fields.finish(read)
    }
}

/// What to change about a user; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserUpdate {
    /// Whether it may be used. The system wants this every time.
    pub is_activated: bool,
    /// Whether to refuse all its requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_blocked: Option<bool>,
    /// What kind of user it is.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The user's id in the merchant's own system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_user_id: Option<String>,
}

/// A user with a new authenticator secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RestoredUser {
    /// The number.
    pub user_id: UserId,
    /// The e-mail address.
    pub email: Option<String>,
    /// Whether it may be used yet.
    pub activated: Option<bool>,
    /// Whether all its requests are refused.
    pub blocked: Option<bool>,
    /// The new `otpauth://` address, to be shown once as a QR code.
    pub oauth_url: Secret,
}

impl RestoredUser {
    /// Reads a restored user; number and `oauthUrl` must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            user_id: UserId(fields.unsigned("userId")),
            email: fields.optional_text("email"),
            activated: fields.optional_flag("activated"),
            blocked: fields.optional_flag("blocked"),
            oauth_url: fields.secret("oauthUrl"),
        };
        fields.finish(read)
    }
}

/// Lists users. Operation 1 of CentroWallet, for merchants.
pub fn list(filter: &UserFilter) -> Request<Page<User>, Authenticated> {
    let parts = Parts::new(Operation::UserList)
        .query_text("email", &filter.email)
        .query_text("externalUserId", &filter.external_user_id)
        .query_flag("isActivated", filter.is_activated)
        .query_flag("isBlocked", filter.is_blocked)
        .query("dateFrom", filter.date_from.map(|date| date.to_iso()))
        .query("dateTo", filter.date_to.map(|date| date.to_iso()))
        .query_number("limit", filter.limit)
        .query_number("page", filter.page)
        .query("orderColumn", filter.order_column.map(|column| column.as_str().to_owned()))
        // The list of users wants this in upper case, that of transactions in lower.
        .query(
            "orderDirection",
            filter.order_direction.map(|direction| direction.as_str().to_ascii_uppercase()),
        );
    Request::new(parts, |answer| Page::read(answer, User::read))
}

/// Creates a user, with payment accounts if asked. Operation 2 of CentroWallet, for merchants.
pub fn create(user: &NewUser) -> Request<CreatedUser, Authenticated> {
    Request::new(Parts::new(Operation::UserCreate).body(user), CreatedUser::read)
}

/// One user. Operation 3 of CentroWallet.
pub fn get(id: UserId) -> Request<User, Authenticated> {
    Request::new(Parts::new(Operation::UserGet).param("id", id.to_string()), User::read)
}

/// Changes a user. Operation 4 of CentroWallet, for merchants.
pub fn update(id: UserId, change: &UserUpdate) -> Request<User, Authenticated> {
    Request::new(Parts::new(Operation::UserUpdate).param("id", id.to_string()).body(change), User::read)
}

/// Gives a user a new authenticator secret; the old one and all sessions stop working. Operation 5 of CentroWallet, for
/// merchants.
pub fn restore(id: UserId) -> Request<RestoredUser, Authenticated> {
    Request::new(Parts::new(Operation::UserRestore).param("id", id.to_string()), RestoredUser::read)
}
