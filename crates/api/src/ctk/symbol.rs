//! Coins, their rates, and what may be done with them (operation 41).

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::{
    currency::Currency,
    decimal,
    decode::Cursor,
    list::{Rows, Unreadable},
    request::{Authenticated, Operation, Parts, Request},
};

/// A coin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkSymbol))]
pub struct Symbol {
    /// Its name.
    pub title: Option<String>,
    /// Its code.
    pub symbol: Currency,
    /// Its name on cards.
    pub card: Option<String>,
    /// The address of its picture.
    pub image: Option<String>,
    /// Whether it is offered.
    pub status: Option<bool>,
    /// Whether it can be received.
    pub receive: Option<bool>,
    /// Whether it can be sent.
    pub send: Option<bool>,
    /// Whether a card can spend it.
    pub card_spendable: Option<bool>,
    /// The price of one, per currency.
    #[serde(serialize_with = "as_map")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, Rate>))]
    pub conversion_rate: Vec<(Currency, Rate)>,
    /// Where to show it among the others.
    pub order: Option<u64>,
    /// Its colour, `#f7931a`.
    pub color: Option<String>,
    /// What sending it costs, in US dollars.
    #[serde(serialize_with = "decimal::as_optional_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Decimal>))]
    pub fee: Option<Decimal>,
    /// The same as the system rounds it.
    pub fee_formatted: Option<String>,
}

/// A price of a coin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkRate))]
pub struct Rate {
    /// The price of one.
    #[serde(serialize_with = "decimal::as_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Decimal))]
    pub price: Decimal,
    /// The same as the system rounds it.
    pub price_formatted: Option<String>,
}

fn as_map<S: Serializer>(rates: &[(Currency, Rate)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(rates.iter().map(|(currency, rate)| (currency, rate)))
}

impl Symbol {
    /// The price of one in that currency, where it is known.
    pub fn rate_in(&self, currency: Currency) -> Option<Decimal> {
        self.conversion_rate.iter().find(|(other, _)| *other == currency).map(|(_, rate)| rate.price)
    }

    /// Reads a coin; its code must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let mut conversion_rate = Vec::new();
        for (code, rate) in cursor.field("conversionRate").entries()? {
            let currency =
                Currency::new(code).map_err(|_| rate.trouble("the name is not a currency code"))?;
            let price = rate.field("price").decimal()?;
            let price_formatted = rate.field("priceFormatted").optional_text()?;
            conversion_rate.push((currency, Rate { price, price_formatted }));
        }
        let read = Self {
            title: fields.optional_text("title"),
            symbol: fields.currency("symbol"),
            card: fields.optional_text("card"),
            image: fields.optional_text("image"),
            status: fields.optional_flag("status"),
            receive: fields.optional_flag("receive"),
            send: fields.optional_flag("send"),
            card_spendable: fields.optional_flag("cardSpendable"),
            conversion_rate,
            order: fields.optional_unsigned("order"),
            color: fields.optional_text("color"),
            fee: fields.optional_decimal("fee"),
            fee_formatted: fields.optional_text("feeFormatted"),
        };
        fields.finish(read)
    }
}

/// All coins, in the order to show them. Operation 41 of CTK.
pub fn list() -> Request<Rows<Symbol>, Authenticated> {
    Request::new(Parts::new(Operation::CtkSymbolList), |data| data.optional_rows(Symbol::read))
}
