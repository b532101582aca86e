//! Bodies of requests.

#![expect(dead_code, reason = "described only")]

use purser_api::openapi::Decimal;
use std::collections::BTreeMap;
use utoipa::ToSchema;

use super::queries::{AccountKind, PositiveId};

/// What was attached to something.
#[derive(ToSchema)]
#[schema(as = MetadataBody)]
#[serde(untagged)]
pub(in crate::routes::centrowallet) enum Metadata {
    /// Names and values.
    Object(BTreeMap<String, serde_json::Value>),
    /// A text, as older records have it.
    Text(String),
    /// A list.
    List(Vec<serde_json::Value>),
}

/// An e-mail address and the code that the authenticator shows.
#[derive(ToSchema)]
#[schema(as = AuthorizeBody)]
pub(in crate::routes::centrowallet) struct Authorize {
    /// The customer's e-mail address.
    #[schema(max_length = 254, format = "email", examples("ada@example.org"))]
    email: String,
    /// Six digits. Each works once; five wrong ones lock for a while.
    #[schema(pattern = "^[0-9]{6}$", examples("123456"))]
    code: String,
}

/// A refresh token.
#[derive(ToSchema)]
#[schema(as = RefreshBody, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct Refresh {
    /// The newest one. Shown a second time, it ends the session.
    #[schema(max_length = 255, min_length = 1, examples("Vd1ZK8rm0pQZ0m0kZ3m7bQ"))]
    refresh_token: String,
}

/// A user to create.
#[derive(ToSchema)]
#[schema(as = NewUserBody, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct NewUser {
    /// The e-mail address, which no other user has.
    #[schema(max_length = 254, format = "email", examples("ada@example.org"))]
    email: String,
    /// The user's id in your own system, which no other user of yours has.
    #[schema(max_length = 255, min_length = 1, examples("customer-17"))]
    external_user_id: String,
    /// What kind of user it is; whatever you like.
    #[schema(max_length = 255)]
    r#type: Option<String>,
    /// Whether it may be used at once; false, if not said.
    is_activated: Option<bool>,
    /// Whether all its requests are refused; false, if not said.
    is_blocked: Option<bool>,
    /// Payment accounts to open with it.
    #[schema(max_items = 20)]
    payment_accounts: Option<Vec<FirstAccount>>,
}

/// A payment account to open with a user.
#[derive(ToSchema)]
#[schema(as = FirstPaymentAccountBody, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct FirstAccount {
    /// The payment method.
    #[schema(max_length = 64, min_length = 1, examples("card"))]
    method: String,
    /// The payment system behind it.
    #[schema(max_length = 64, min_length = 1, examples("centrobill"))]
    system: String,
    /// A currency that is known, for good.
    #[schema(pattern = "^[A-Za-z]{3,5}$", examples("USD"))]
    currency: String,
    /// Its name.
    #[schema(max_length = 255)]
    name: Option<String>,
    /// What it is for.
    #[schema(max_length = 1000)]
    description: Option<String>,
    /// Real money, or promotional money, which only you give; real, if not said.
    #[schema(value_type = Option<AccountKind>)]
    r#type: Option<String>,
    /// Where webhooks go: an http or https address.
    #[schema(max_length = 2048, examples("https://shop.example/hooks"))]
    webhook_url: Option<String>,
}

/// A payment account to open.
#[derive(ToSchema)]
#[schema(as = NewPaymentAccountBody, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct NewAccount {
    /// The customer it is for. A merchant must name one.
    #[schema(value_type = Option<PositiveId>)]
    client_id: Option<i64>,
    /// The payment method.
    #[schema(max_length = 64, min_length = 1, examples("card"))]
    method: String,
    /// The payment system behind it.
    #[schema(max_length = 64, min_length = 1, examples("centrobill"))]
    system: String,
    /// A currency that is known, for good.
    #[schema(pattern = "^[A-Za-z]{3,5}$", examples("USD"))]
    currency: String,
    /// Its name.
    #[schema(max_length = 255)]
    name: Option<String>,
    /// What it is for.
    #[schema(max_length = 1000)]
    description: Option<String>,
    /// Real money, or promotional money, which only a merchant gives; real, if not said.
    #[schema(value_type = Option<AccountKind>)]
    r#type: Option<String>,
    /// Where webhooks go: an http or https address.
    #[schema(max_length = 2048, examples("https://shop.example/hooks"))]
    webhook_url: Option<String>,
}

/// What to change about a user; what is not said stays.
#[derive(ToSchema)]
#[schema(as = UserUpdateBody, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct UserUpdate {
    /// Whether it may be used. To be said every time.
    #[schema(examples(true))]
    is_activated: bool,
    /// Whether all its requests are refused.
    is_blocked: Option<bool>,
    /// What kind of user it is.
    #[schema(max_length = 255)]
    r#type: Option<String>,
    /// The user's id in your own system.
    #[schema(max_length = 255)]
    external_user_id: Option<String>,
}

/// What to change about a payment account; what is not said stays.
#[derive(ToSchema)]
#[schema(as = PaymentAccountUpdateBody, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct AccountUpdate {
    /// Whose it is. A merchant must say so.
    #[schema(value_type = Option<PositiveId>)]
    client_id: Option<i64>,
    /// Its name.
    #[schema(max_length = 255, examples("Holidays"))]
    name: Option<String>,
    /// What it is for.
    #[schema(max_length = 255)]
    description: Option<String>,
    /// Whether it pays and receives.
    is_active: Option<bool>,
    /// Whether it is refilled when it runs low, from the card that it remembers.
    is_auto_reload: Option<bool>,
    /// How much such a refill brings.
    auto_reload_amount: Option<Decimal>,
    /// What "low" is for that.
    auto_reload_min_amount: Option<Decimal>,
    /// Whether `webhookUrl` is told when it runs low.
    is_notify: Option<bool>,
    /// What "low" is for that.
    notify_amount: Option<Decimal>,
    /// Where webhooks go; empty for nowhere.
    #[schema(max_length = 2048)]
    webhook_url: Option<String>,
}

/// A payment to make.
#[derive(ToSchema)]
#[schema(as = NewPaymentBody, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct NewPayment {
    /// Who pays. A merchant must say so.
    #[schema(value_type = Option<PositiveId>)]
    client_id: Option<i64>,
    /// The account that pays.
    #[schema(value_type = PositiveId)]
    payment_account_id: i64,
    /// How much; above zero, with up to 18 decimals.
    amount: Decimal,
    /// The account's own currency; any other is refused.
    #[schema(max_length = 255, min_length = 1, examples("USD"))]
    currency: String,
    /// What it is for.
    #[schema(max_length = 255, min_length = 1, examples("Coffee"))]
    name: String,
    /// Your reference. The same body under the same reference is answered as before and not paid twice.
    #[schema(max_length = 255, min_length = 1, examples("order-1"))]
    merchant_order_id: String,
    /// What to attach.
    metadata: Option<Metadata>,
    /// Where to tell of it, in place of the account's own address.
    #[schema(max_length = 2048)]
    webhook_url: Option<String>,
}

/// Money to send to another payment account.
#[derive(ToSchema)]
#[schema(as = TransferBody, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct Transfer {
    /// Who sends. A merchant must say so.
    #[schema(value_type = Option<PositiveId>)]
    client_id: Option<i64>,
    /// The account that receives: of the same merchant and in the same currency.
    #[schema(value_type = PositiveId)]
    recipient_payment_account_id: i64,
    /// How much; above zero, with up to 18 decimals.
    amount: Decimal,
    /// Why.
    #[schema(max_length = 255)]
    reason: Option<String>,
    /// Your reference. The same body under the same reference is answered as before and not sent twice.
    #[schema(max_length = 255, examples("transfer-1"))]
    merchant_order_id: Option<String>,
    /// What to attach.
    metadata: Option<Metadata>,
}

/// Money that a merchant gives or takes.
#[derive(ToSchema)]
#[schema(as = TopUpBody, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct TopUp {
    /// Whose account it is.
    #[schema(value_type = PositiveId)]
    client_id: i64,
    /// How much: above zero is given, below zero is taken.
    amount: Decimal,
    /// Why.
    #[schema(max_length = 255)]
    reason: Option<String>,
    /// Your reference. The same body under the same reference is answered as before and not given twice.
    #[schema(max_length = 255, examples("gift-1"))]
    merchant_order_id: Option<String>,
    /// What to attach.
    metadata: Option<Metadata>,
    /// When the money lapses, UTC, in the future; promotional accounts only.
    #[schema(
        pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}$",
        examples("2030-12-31 23:59:59")
    )]
    date_expire: Option<String>,
}

/// A void to make.
#[derive(ToSchema)]
#[schema(as = VoidBody, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct Void {
    /// Whose transaction it is.
    #[schema(value_type = PositiveId)]
    client_id: i64,
    /// Why.
    #[schema(max_length = 255, examples("Wrong item"))]
    reason: Option<String>,
    /// Your reference for the void.
    #[schema(max_length = 255)]
    merchant_order_id: Option<String>,
    /// What to attach.
    metadata: Option<Metadata>,
}
