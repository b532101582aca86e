//! Exchange of one coin for another (operations 51 to 55).

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::{
    currency::Currency,
    decimal,
    decode::Cursor,
    list::{Rows, Unreadable},
    money::Money,
    request::{Authenticated, Operation, Parts, Request},
    time::WireTime,
};

open_enum! {
    /// How far an exchange is.
    ExchangeStatus {
        /// Waiting for the coins to come in.
        Waiting = "waiting",
        /// Waiting for the chain to confirm them.
        Confirming = "confirming",
        /// Exchanging.
        Exchanging = "exchanging",
        /// Sending the other coins.
        Sending = "sending",
        /// Done.
        Finished = "finished",
    }
}

/// An exchange, as the history has it. Amounts are in whole coins, with up to 18 decimals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkExchange))]
pub struct Exchange {
    /// The id.
    pub id: String,
    /// When it began.
    #[serde(serialize_with = "WireTime::as_unix")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::UnixTime>))]
    pub created_at: Option<WireTime>,
    /// How often the chain has confirmed what came in.
    pub payin_confirmations: Option<u64>,
    /// How far it is.
    pub status: ExchangeStatus,
    /// The coin given.
    #[serde(serialize_with = "in_lower_case")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub currency_from: Currency,
    /// The coin wanted.
    #[serde(serialize_with = "in_lower_case")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub currency_to: Currency,
    /// Where the coins given go.
    pub payin_address: Option<String>,
    /// The tag of that address.
    pub payin_extra_id: Option<String>,
    /// The transaction that brought them.
    pub payin_hash: Option<String>,
    /// Where the coins wanted go.
    pub payout_address: Option<String>,
    /// The tag of that address.
    pub payout_extra_id: Option<String>,
    /// The transaction that brought them.
    pub payout_hash: Option<String>,
    /// How much is given.
    #[serde(serialize_with = "decimal::as_optional_string")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::DecimalText>))]
    pub amount_from: Option<Decimal>,
    /// How much is got; not known before the exchange.
    #[serde(serialize_with = "decimal::as_optional_string")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::DecimalText>))]
    pub amount_to: Option<Decimal>,
    /// What the chain takes, in coins wanted.
    #[serde(serialize_with = "decimal::as_optional_string")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::DecimalText>))]
    pub network_fee: Option<Decimal>,
    /// What the exchange takes, per cent.
    #[serde(serialize_with = "decimal::as_optional_string")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::DecimalText>))]
    pub changelly_fee: Option<Decimal>,
    /// What CTK takes, per cent.
    #[serde(serialize_with = "decimal::as_optional_string")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::DecimalText>))]
    pub api_extra_fee: Option<Decimal>,
}

fn in_lower_case<S: Serializer>(currency: &Currency, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&currency.as_str().to_ascii_lowercase())
}

impl Exchange {
    /// How much is given.
    pub fn from_money(&self) -> Option<Money> {
        self.amount_from.map(|amount| Money::new(amount, self.currency_from))
    }

    /// How much is got.
    pub fn to_money(&self) -> Option<Money> {
        self.amount_to.map(|amount| Money::new(amount, self.currency_to))
    }

    /// Reads an exchange; id and both coins must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            id: fields.text("id"),
            created_at: fields.time("createdAt"),
            payin_confirmations: fields.optional_unsigned("payinConfirmations"),
            status: fields.open("status"),
            currency_from: fields.currency("currencyFrom"),
            currency_to: fields.currency("currencyTo"),
            payin_address: fields.optional_text("payinAddress"),
            payin_extra_id: fields.optional_text("payinExtraId"),
            payin_hash: fields.optional_text("payinHash"),
            payout_address: fields.optional_text("payoutAddress"),
            payout_extra_id: fields.optional_text("payoutExtraId"),
            payout_hash: fields.optional_text("payoutHash"),
            amount_from: fields.optional_decimal("amountFrom"),
            amount_to: fields.optional_decimal("amountTo"),
            network_fee: fields.optional_decimal("networkFee"),
            changelly_fee: fields.optional_decimal("changellyFee"),
            api_extra_fee: fields.optional_decimal("apiExtraFee"),
        };
        fields.finish(read)
    }
}

/// What can be exchanged for what, and at which rate now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkPair))]
pub struct Pair {
    /// The coin given.
    pub from: Currency,
    /// The coin wanted.
    pub to: Currency,
    /// This many given …
    #[serde(serialize_with = "decimal::as_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Decimal))]
    pub amount_from: Decimal,
    /// The same as the system rounds it.
    pub amount_from_formatted: Option<String>,
    /// … bring this many.
    #[serde(serialize_with = "decimal::as_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Decimal))]
    pub amount_to: Decimal,
    /// The same as the system rounds it.
    pub amount_to_formatted: Option<String>,
}

impl Pair {
    /// Reads a pair; coins and amounts must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            from: fields.currency("from"),
            to: fields.currency("to"),
            amount_from: fields.decimal("amountFrom"),
            amount_from_formatted: fields.optional_text("amountFromFormatted"),
            amount_to: fields.decimal("amountTo"),
            amount_to_formatted: fields.optional_text("amountToFormatted"),
        };
        fields.finish(read)
    }
}

/// The least that can be exchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkMinimum))]
pub struct Minimum {
    /// How much must be given.
    #[serde(serialize_with = "decimal::as_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Decimal))]
    pub amount: Decimal,
    /// The same as the system rounds it, which may be too little.
    pub amount_formatted: Option<String>,
}

impl Minimum {
    /// Reads a minimum; the amount must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        Ok(Self {
            amount: cursor.field("amount").decimal()?,
            amount_formatted: cursor.field("amountFormatted").optional_text()?,
        })
    }
}

/// An exchange to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewExchange {
    /// The coin given.
    pub from: Currency,
    /// The coin wanted.
    pub to: Currency,
    /// How much is given; a text on the wire.
    #[serde(serialize_with = "decimal::as_string")]
    pub amount: Decimal,
}

/// An exchange under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkExchangeStarted))]
pub struct ExchangeStarted {
    /// The id, to ask for its [`status`].
    pub id: String,
    /// Where the coins given go.
    pub from_address: Option<String>,
    /// The tag of that address.
    pub from_extra_id: Option<String>,
    /// Where the coins wanted go.
    pub to_address: Option<String>,
}

impl ExchangeStarted {
    /// Reads an exchange's start; the id must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            id: fields.text("id"),
            from_address: fields.optional_text("fromAddress"),
            from_extra_id: fields.optional_text("fromExtraId"),
            to_address: fields.optional_text("toAddress"),
        };
        fields.finish(read)
    }
}

#[derive(Serialize)]
struct Coins {
    from: Currency,
    to: Currency,
}

/// All exchanges, newest first. Operation 51 of CTK.
pub fn history() -> Request<Rows<Exchange>, Authenticated> {
    Request::new(Parts::new(Operation::CtkExchangeHistory), |data| data.optional_rows(Exchange::read))
}

/// What can be exchanged for what. Operation 52 of CTK.
pub fn pairs() -> Request<Rows<Pair>, Authenticated> {
    Request::new(Parts::new(Operation::CtkExchangePairs), |data| data.optional_rows(Pair::read))
}

/// How far an exchange is. Operation 53 of CTK.
pub fn status(id: &str) -> Request<ExchangeStatus, Authenticated> {
    Request::new(Parts::new(Operation::CtkExchangeStatus).param("id", id.to_owned()), |data| {
        data.text().map(ExchangeStatus::from)
    })
}

/// The least that can be exchanged. Operation 54 of CTK.
pub fn minimum(from: Currency, to: Currency) -> Request<Minimum, Authenticated> {
    Request::new(Parts::new(Operation::CtkExchangeMinimum).body(&Coins { from, to }), Minimum::read)
}

/// Exchanges. Operation 55 of CTK. Moves money, and without a reference: when
/// [`is_outcome_unknown`](crate::Error::is_outcome_unknown), only the [`history`] tells.
pub fn create(exchange: &NewExchange) -> Request<ExchangeStarted, Authenticated> {
    Request::new(Parts::new(Operation::CtkExchangeCreate).body(exchange), ExchangeStarted::read)
}
