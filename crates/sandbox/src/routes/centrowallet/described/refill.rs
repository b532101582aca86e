//! The body that starts a refill.

#![expect(dead_code, reason = "described only")]

use purser_api::openapi::Decimal;
use std::collections::BTreeMap;
use utoipa::ToSchema;

use super::queries::PositiveId;

/// A refill to start.
#[derive(ToSchema)]
#[schema(as = RefillBody, rename_all = "camelCase")]
pub(in crate::routes::centrowallet) struct Refill {
    /// Whose account it is. A merchant must say so.
    #[schema(value_type = Option<PositiveId>)]
    client_id: Option<i64>,
    /// What it is called: the descriptor of its transaction.
    #[schema(max_length = 255, min_length = 1, examples("Refill"))]
    name: String,
    /// How much the account receives; above zero, with up to 18 decimals.
    amount: Decimal,
    /// Who pays, and with what browser.
    consumer: Consumer,
    /// Whether to send an e-mail about it.
    email_options: Option<EmailOptions>,
    /// Where the hosted page sends the customer afterwards: an http or https address.
    #[schema(max_length = 2048)]
    redirect_url: Option<String>,
    /// Where to tell how it ended, in place of the account's own address.
    #[schema(max_length = 2048)]
    webhook_url: Option<String>,
    /// Whether the bank is to ask for a 3-D Secure code, whatever the card.
    secure: Option<bool>,
    /// Whether no real money is to move; for merchants only.
    test: Option<bool>,
    /// Your reference. The same body under the same reference is answered as before and not charged twice.
    #[schema(max_length = 255, examples("refill-1"))]
    merchant_order_id: Option<String>,
    /// What to attach, and what the charge is made of.
    metadata: Option<RefillMetadata>,
    /// Whether to show the hosted page even where the account remembers a card.
    force_checkout: Option<bool>,
    /// Where the payment is made.
    payment: Option<RefillPayment>,
}

/// Who pays. First and last name, country and zip are kept; the rest is read and forgotten.
#[derive(ToSchema)]
#[schema(as = ConsumerBody, rename_all = "camelCase")]
struct Consumer {
    /// First name.
    #[schema(max_length = 255, examples("Ada"))]
    first_name: Option<String>,
    /// Last name.
    #[schema(max_length = 255)]
    last_name: Option<String>,
    /// Two or three letters.
    #[schema(max_length = 3)]
    country: Option<String>,
    /// Postal code.
    #[schema(max_length = 32)]
    zip: Option<String>,
    /// Internet address.
    #[schema(max_length = 255)]
    ip: Option<String>,
    /// The browser's `User-Agent`.
    #[schema(max_length = 1000)]
    user_agent: Option<String>,
    /// The browser's `Accept`.
    #[schema(max_length = 1000)]
    browser_accept_header: Option<String>,
    /// Whether the browser runs Java.
    browser_java_enabled: Option<bool>,
    /// The browser's language.
    #[schema(max_length = 255)]
    browser_language: Option<String>,
    /// Bits for a point of the screen.
    #[schema(minimum = 0, maximum = 1_000_000)]
    browser_color_depth: Option<i64>,
    /// Height of the screen in points.
    #[schema(minimum = 0, maximum = 1_000_000)]
    browser_screen_height: Option<i64>,
    /// Width of the screen in points.
    #[schema(minimum = 0, maximum = 1_000_000)]
    browser_screen_width: Option<i64>,
    /// The browser's time zone.
    #[schema(max_length = 255)]
    browser_timezone: Option<String>,
    /// Telephone number.
    #[schema(max_length = 255)]
    phone: Option<String>,
    /// State or province.
    #[schema(max_length = 255)]
    state: Option<String>,
    /// City.
    #[schema(max_length = 255)]
    city: Option<String>,
    /// Street and house.
    #[schema(max_length = 255)]
    address: Option<String>,
    /// Birthday.
    #[schema(format = "date")]
    birthday: Option<String>,
}

/// Whether to send an e-mail. Older documents have `true` in place of the object; that is read too.
#[derive(ToSchema)]
#[schema(as = EmailOptionsBody)]
struct EmailOptions {
    /// Whether to.
    send: Option<bool>,
}

/// What is attached to a refill.
#[derive(ToSchema)]
#[schema(as = RefillMetadataBody, rename_all = "camelCase")]
struct RefillMetadata {
    /// Whether it covers something owed.
    is_cover: Option<bool>,
    /// What is added to the charge, or taken off it.
    #[schema(max_items = 100)]
    amount_mods: Option<Vec<AmountMod>>,
    /// Whatever else.
    #[serde(flatten)]
    more: BTreeMap<String, serde_json::Value>,
}

/// One part of a charge.
#[derive(ToSchema)]
#[schema(as = AmountModBody)]
struct AmountMod {
    /// How much; below zero takes off.
    amount: Decimal,
    /// What for.
    title: Option<Vec<String>>,
}

/// Where a payment is made.
#[derive(ToSchema)]
#[schema(as = RefillPaymentBody)]
struct RefillPayment {
    /// The site: the descriptor in place of the name.
    #[schema(max_length = 255, examples("shop.example"))]
    domain: Option<String>,
}
