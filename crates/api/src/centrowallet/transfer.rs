//! Top-ups and transfers between payment accounts.

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::{Action, Mode, PaymentAccountId, Status, TransactionId, TransactionKind, UserId};
use crate::{
    currency::Currency,
    decimal,
    decode::Cursor,
    list::Unreadable,
    metadata::Metadata,
    money::Money,
    time::{Timestamp, WireTime},
};

/// Non-fiat money to add or take.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TopUp {
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How much, in major units of the account's currency: positive becomes an income, negative an outcome.
    #[serde(serialize_with = "decimal::as_number")]
    pub amount: Decimal,
    /// The merchant's reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_order_id: Option<String>,
    /// What the merchant attaches.
    #[serde(skip_serializing_if = "Metadata::is_empty")]
    pub metadata: Metadata,
    /// When the money lapses, UTC; promotional accounts only.
    #[serde(serialize_with = "as_sql", skip_serializing_if = "Option::is_none")]
    pub date_expire: Option<Timestamp>,
}

#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
fn as_sql<S: Serializer>(time: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => serializer.serialize_str(&time.to_sql()),
        None => serializer.serialize_none(),
    }
}

/// Money to send to another payment account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Transfer {
    /// The account that receives: of the same currency and merchant.
    pub recipient_payment_account_id: PaymentAccountId,
    /// How much, in major units of the account's currency.
    #[serde(serialize_with = "decimal::as_number")]
    pub amount: Decimal,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The merchant's reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_order_id: Option<String>,
    /// What the merchant attaches.
    #[serde(skip_serializing_if = "Metadata::is_empty")]
    pub metadata: Metadata,
}

/// A transfer that was made, as seen from the account that sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TransferDone {
    /// The number.
    pub id: TransactionId,
    /// Another id, worldwide.
    pub uuid: Option<String>,
    /// The customer.
    pub user_id: Option<UserId>,
    /// The account that sent.
    pub sender_payment_account_id: Option<PaymentAccountId>,
    /// The account that received.
    pub recipient_payment_account_id: Option<PaymentAccountId>,
    /// Into or out of the account.
    #[serde(rename = "type")]
    pub kind: TransactionKind,
    /// How much.
    #[serde(serialize_with = "decimal::as_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Decimal))]
    pub price: Decimal,
    /// The sending account's balance afterwards.
    #[serde(serialize_with = "decimal::as_optional_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Decimal>))]
    pub balance: Option<Decimal>,
    /// The currency.
    pub currency: Currency,
    /// What it does.
    pub action: Action,
    /// How it came about.
    pub mode: Mode,
    /// How it ended.
    pub status: Status,
    /// The merchant's reference.
    pub merchant_order_id: Option<String>,
    /// What the merchant attached.
    pub metadata: Metadata,
    /// The reason given.
    pub message: Option<String>,
    /// When it was made.
    pub created_at: Option<WireTime>,
}

impl TransferDone {
    /// How much.
    pub fn price_money(&self) -> Money {
        Money::new(self.price, self.currency)
    }

    /// The sending account's balance afterwards.
    pub fn balance_money(&self) -> Option<Money> {
        self.balance.map(|amount| Money::new(amount, self.currency))
    }

    /// Reads a transfer; id, price and currency must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            id: TransactionId(fields.unsigned("id")),
            uuid: fields.optional_text("uuid"),
            user_id: fields.optional_unsigned("userId").map(UserId),
            sender_payment_account_id: fields
                .optional_unsigned("senderPaymentAccountId")
                .map(PaymentAccountId),
            recipient_payment_account_id: fields
                .optional_unsigned("recipientPaymentAccountId")
                .map(PaymentAccountId),
            kind: fields.open("type"),
            price: fields.decimal("price"),
            balance: fields.optional_decimal("balance"),
            currency: fields.currency("currency"),
            action: fields.open("action"),
            mode: fields.open("mode"),
            status: fields.open("status"),
            merchant_order_id: fields
                .keep(cursor.either("merchantOrderId", "merchantOrderID").optional_text())
                .flatten(),
            metadata: Metadata::read(&cursor.field("metadata")),
            message: fields.optional_text("message"),
            created_at: fields.time("createdAt"),
        };
        fields.finish(read)
    }
}
