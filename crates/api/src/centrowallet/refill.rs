//! Refills of a payment account by card.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Status;
use crate::{decimal, decode::Cursor, list::Unreadable, text, time::Date};

/// A refill to start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Refill {
    /// What it is called.
    pub name: String,
    /// How much, in major units of the account's currency.
    #[serde(serialize_with = "decimal::as_number")]
    pub amount: Decimal,
    /// Who pays, and with what browser.
    pub consumer: Consumer,
    /// Whether to send e-mail about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_options: Option<EmailOptions>,
    /// Where the checkout sends the payer afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// Where to report the outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_url: Option<String>,
    /// Whether to ask for 3-D Secure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secure: Option<bool>,
    /// Whether no real money is to move.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<bool>,
    /// The merchant's reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_order_id: Option<String>,
    /// What the merchant attaches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<RefillMetadata>,
    /// Whether to go through the checkout even where a card is on file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force_checkout: Option<bool>,
    /// Where the payment is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<RefillPayment>,
}

/// Who pays for a refill, and with what browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Consumer {
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Internet address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    /// The browser's `User-Agent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// The browser's `Accept`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser_accept_header: Option<String>,
    /// Whether the browser runs Java.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser_java_enabled: Option<bool>,
    /// The browser's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser_language: Option<String>,
    /// Bits per pixel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser_color_depth: Option<u32>,
    /// Screen height in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser_screen_height: Option<u32>,
    /// Screen width in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser_screen_width: Option<u32>,
    /// The browser's time zone, as the system wants it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser_timezone: Option<String>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Country, three letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// State or province.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip: Option<String>,
    /// Street and house.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Birthday.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthday: Option<Date>,
}

/// Whether to send e-mail about a refill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EmailOptions {
    /// Yes, no, or as the system likes.
    pub send: Option<bool>,
}

impl EmailOptions {
    /// Reads `{"send": true}`, and `true`, which older documents have.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let send = if cursor.object().is_ok() {
            cursor.field("send").optional_flag()?
        } else {
            cursor.optional_flag()?
        };
        Ok(Self { send })
    }
}

/// What a merchant attaches to a refill.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RefillMetadata {
    /// Whether it covers something owed.
    pub is_cover: Option<bool>,
    /// What the amount is made of.
    pub amount_mods: Vec<AmountMod>,
}

/// One part of a refill's amount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AmountMod {
    /// How much, in major units of the account's currency.
    #[serde(serialize_with = "decimal::as_number")]
    pub amount: Decimal,
    /// What for.
    pub title: Vec<String>,
}

/// Where a refill's payment is made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RefillPayment {
    /// The site's domain.
    pub domain: String,
}

/// A refill under way: what the payer does next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefillStarted {
    /// How far it is; usually [`Status::Processing`].
    pub result: Status,
    /// What to do next: `redirect` to [`url`](RefillStarted::url).
    pub action: Option<String>,
    /// The payment system's code.
    #[serde(serialize_with = "text::or_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Code>))]
    pub code: Option<String>,
    /// The checkout's address (assumed: the published sample lacks it).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl RefillStarted {
    /// Reads what a refill's start answers.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let result = cursor.field("result");
        if result.is_none() {
            return Err(result.trouble("a refill without a result"));
        }
        let read = Self {
            result: result.open()?,
            action: fields.optional_text("action"),
            code: fields.optional_text("code"),
            url: fields.optional_text("url"),
        };
        fields.finish(read)
    }

    /// Whether the payer is to be sent to the checkout.
    pub fn is_redirect(&self) -> bool {
        self.action.as_deref() == Some("redirect")
    }
}
