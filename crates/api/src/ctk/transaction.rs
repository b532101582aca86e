//! Transactions and their totals (operations 38 to 40).

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

pub use super::transaction_total::{
    Period, ROWS_ON_A_PAGE, Total, TotalKind, TotalPeriod, TotalQuery, pages, total,
};

open_enum! {
    /// Which way coins went.
    TransactionKind {
        /// Away.
        Sent = "Sent",
        /// Here.
        Receive = "Receive",
        /// To a shop, by card. The text is assumed.
        CardPurchase = "cardPurchase",
    }
}

/// A movement of coins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkTransaction))]
pub struct Transaction {
    /// The id.
    pub id: String,
    /// The coin.
    pub symbol: Currency,
    /// The transaction's hash on the chain.
    pub txhash: Option<String>,
    /// What it is called.
    pub title: Option<String>,
    /// How much, in whole coins.
    #[serde(serialize_with = "decimal::as_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Decimal))]
    pub amount: Decimal,
    /// The same as the system rounds it.
    pub amount_formatted: Option<String>,
    /// US dollars for a coin, then.
    #[serde(serialize_with = "decimal::as_optional_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Decimal>))]
    pub conversion_rate_at_transaction: Option<Decimal>,
    /// The same as the system rounds it.
    pub conversion_rate_at_transaction_formatted: Option<String>,
    /// What it was worth in US dollars, then.
    #[serde(serialize_with = "decimal::as_optional_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Decimal>))]
    pub usd_amount_at_transaction: Option<Decimal>,
    /// The same as the system rounds it.
    pub usd_amount_at_transaction_formatted: Option<String>,
    /// US dollars for a coin, now.
    #[serde(serialize_with = "decimal::as_optional_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Decimal>))]
    pub conversion_rate_now: Option<Decimal>,
    /// The same as the system rounds it.
    pub conversion_rate_now_formatted: Option<String>,
    /// What it is worth in US dollars, now.
    #[serde(serialize_with = "decimal::as_optional_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Decimal>))]
    pub usd_amount_now: Option<Decimal>,
    /// The same as the system rounds it.
    pub usd_amount_now_formatted: Option<String>,
    /// When.
    #[serde(serialize_with = "WireTime::as_sql")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::PlainTime>))]
    pub date_time: Option<WireTime>,
    /// Which way.
    #[serde(rename = "type")]
    pub kind: TransactionKind,
}

impl Transaction {
    /// How much.
    pub fn amount_money(&self) -> Money {
        Money::new(self.amount, self.symbol)
    }

    /// Reads a transaction; id, coin and amount must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            id: fields.text("id"),
            symbol: fields.currency("symbol"),
            txhash: fields.optional_text("txhash"),
            title: fields.optional_text("title"),
            amount: fields.decimal("amount"),
            amount_formatted: fields.optional_text("amountFormatted"),
            conversion_rate_at_transaction: fields.optional_decimal("conversionRateAtTransaction"),
            conversion_rate_at_transaction_formatted: fields
                .optional_text("conversionRateAtTransactionFormatted"),
            usd_amount_at_transaction: fields.optional_decimal("usdAmountAtTransaction"),
            usd_amount_at_transaction_formatted: fields.optional_text("usdAmountAtTransactionFormatted"),
            conversion_rate_now: fields.optional_decimal("conversionRateNow"),
            conversion_rate_now_formatted: fields.optional_text("conversionRateNowFormatted"),
            usd_amount_now: fields.optional_decimal("usdAmountNow"),
            usd_amount_now_formatted: fields.optional_text("usdAmountNowFormatted"),
            date_time: fields.time("dateTime"),
            kind: fields.open("type"),
        };
        fields.finish(read)
    }
}

/// Which transactions to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TransactionQuery {
    /// The page, from 1.
    pub page: Option<u64>,
    /// Rows on a page, 100 when left out.
    pub limit: Option<u64>,
    /// Of this coin.
    pub symbol: Option<Currency>,
}

/// One page of transactions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkTransactionPage))]
pub struct TransactionPage {
    /// This page, from 1. Like the three below, `None` when the answer does not say.
    pub page: Option<u64>,
    /// How many pages there are.
    pub total_pages: Option<u64>,
    /// Rows on a full page.
    pub limit: Option<u64>,
    /// Rows on all pages.
    pub total: Option<u64>,
    /// The transactions.
    #[serde(rename = "transactions")]
    pub rows: Vec<Transaction>,
    /// One entry for each that could not be read.
    #[serde(skip)]
    pub unreadable: Vec<Unreadable>,
}

impl TransactionPage {
    /// Reads a page.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let Rows { rows, unreadable } = cursor.field("transactions").optional_rows(Transaction::read)?;
        let read = Self {
            page: fields.optional_unsigned("page"),
            total_pages: fields.optional_unsigned("totalPages"),
            limit: fields.optional_unsigned("limit"),
            total: fields.optional_unsigned("total"),
            rows,
            unreadable,
        };
        fields.finish(read)
    }

    fn read_or_empty(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        if cursor.is_none() { Ok(Self::default()) } else { Self::read(cursor) }
    }
}

/// Transactions by coin, each with a page of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkTransactionGroups))]
pub struct TransactionGroups {
    /// The coins and their pages.
    #[serde(rename = "group", serialize_with = "as_map")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, TransactionPage>))]
    pub groups: Vec<(Currency, TransactionPage)>,
    /// One entry for each coin whose page could not be read.
    #[serde(skip)]
    pub unreadable: Vec<Unreadable>,
}

fn as_map<S: Serializer>(groups: &[(Currency, TransactionPage)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(groups.iter().map(|(symbol, page)| (symbol, page)))
}

impl TransactionGroups {
    /// Reads the groups; one that cannot be read costs itself.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let group = cursor.field("group");
        let mut read = Self::default();
        for (symbol, page) in group.entries()? {
            let symbol = Currency::new(symbol).map_err(|_| page.trouble("the name is not a coin"));
            match (symbol, TransactionPage::read(&page)) {
                (Ok(symbol), Ok(page)) => read.groups.push((symbol, page)),
                (Err(trouble), _) | (_, Err(trouble)) => read.unreadable.push(trouble),
            }
        }
        Ok(read)
    }
}

/// Transactions by coin. Operation 38 of CTK.
pub fn by_symbol(query: &TransactionQuery) -> Request<TransactionGroups, Authenticated> {
    Request::new(asked(Operation::CtkTransactionBySymbol, query), TransactionGroups::read)
}

/// Transactions, a page at a time. Operation 39 of CTK.
pub fn list(query: &TransactionQuery) -> Request<TransactionPage, Authenticated> {
    Request::new(asked(Operation::CtkTransactionList, query), TransactionPage::read_or_empty)
}

fn asked(operation: Operation, query: &TransactionQuery) -> Parts {
    Parts::new(operation)
        .query_number("page", query.page)
        .query_number("limit", query.limit)
        .query("symbol", query.symbol.map(|symbol| symbol.to_string()))
}
