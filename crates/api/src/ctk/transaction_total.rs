//! Totals of transactions over a period.

use rust_decimal::Decimal;
use serde::Serialize;

use super::transaction::Transaction;
use crate::{
    currency::Currency,
    decimal,
    decode::Cursor,
    list::{Page, PageMeta, Rows, Unreadable},
    request::{Authenticated, Operation, Parts, Request},
    time::{Date, WireTime},
};

closed_enum! {
    /// What to add up.
    TotalKind {
        /// What the card spent.
        CardPurchase = "cardPurchase",
        /// What came in.
        Receive = "receive",
        /// What was sent.
        Sent = "sent",
    }
}

/// Over which time to add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TotalPeriod {
    /// This day.
    Daily,
    /// This week.
    Weekly,
    /// This month; so too when left out.
    Monthly,
    /// This year.
    Annually,
    /// Between two days, both included.
    Interval {
        /// The first.
        start: Date,
        /// The last.
        end: Date,
    },
}

impl TotalPeriod {
    /// The text on the wire.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Annually => "annually",
            Self::Interval { .. } => "interval",
        }
    }
}

/// What to add up, and which of the transactions behind it to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TotalQuery {
    /// What; everything when left out.
    pub kind: Option<TotalKind>,
    /// Over which time.
    pub period: Option<TotalPeriod>,
    /// Of this coin.
    pub symbol: Option<Currency>,
    /// The page, from 1.
    pub page: Option<u64>,
    /// Rows on a page, 100 when left out.
    pub limit: Option<u64>,
}

/// The time that was added up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkPeriod))]
pub struct Period {
    /// `monthly` and so on.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Its beginning.
    #[serde(serialize_with = "WireTime::as_sql")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::PlainTime>))]
    pub min: Option<WireTime>,
    /// Its end.
    #[serde(serialize_with = "WireTime::as_sql")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::PlainTime>))]
    pub max: Option<WireTime>,
}

/// A total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkTotal))]
pub struct Total {
    /// What was added up.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Over which time.
    pub period: Period,
    /// How much, in US dollars at the time of each transaction.
    #[serde(serialize_with = "decimal::as_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Decimal))]
    pub total: Decimal,
    /// The same as the system rounds it.
    pub total_formatted: Option<String>,
    /// How many transactions.
    pub total_transactions: Option<u64>,
    /// The transactions of this page.
    #[serde(rename = "transactions")]
    pub rows: Vec<Transaction>,
    /// One entry for each that could not be read.
    #[serde(skip)]
    pub unreadable: Vec<Unreadable>,
}

impl Total {
    /// Reads a total; the amount must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let period = cursor.field("period");
        let Rows { rows, unreadable } = cursor.field("transactions").optional_rows(Transaction::read)?;
        let read = Self {
            kind: fields.optional_text("type"),
            period: Period {
                kind: period.field("type").optional_text()?,
                min: period.field("min").time()?,
                max: period.field("max").time()?,
            },
            total: fields.decimal("total"),
            total_formatted: fields.optional_text("totalFormatted"),
            total_transactions: fields.optional_unsigned("totalTransactions"),
            rows,
            unreadable,
        };
        fields.finish(read)
    }
}

/// Adds up transactions over a period. Operation 40 of CTK.
pub fn total(query: &TotalQuery) -> Request<Total, Authenticated> {
    Request::new(asked(query), Total::read)
}

/// Rows on each page of [`pages`].
pub const ROWS_ON_A_PAGE: u64 = 100;

/// The transactions behind a total, as pages of a list, numbered from 1. Operation 40 of CTK.
///
/// Which page it is, the answer does not say, and how many there are is counted from its number of rows.
pub fn pages(query: &TotalQuery, number: u64) -> Request<Page<Transaction>, Authenticated> {
    let query = TotalQuery { page: Some(number), limit: Some(ROWS_ON_A_PAGE), ..*query };
    Request::new(asked(&query), |cursor| {
        let read = Total::read(cursor)?;
        let counted = u64::try_from(read.rows.len() + read.unreadable.len()).unwrap_or(u64::MAX);
        let total = read.total_transactions.unwrap_or(counted);
        let meta = PageMeta {
            current_page: 1,
            last_page: total.div_ceil(ROWS_ON_A_PAGE).max(1),
            per_page: ROWS_ON_A_PAGE,
            total,
        };
        Ok(Page { rows: read.rows, unreadable: read.unreadable, links: Vec::new(), meta })
    })
}

fn asked(query: &TotalQuery) -> Parts {
    let mut parts = Parts::new(Operation::CtkTransactionTotal)
        .query("type", query.kind.map(|kind| kind.as_str().to_owned()))
        .query("period", query.period.map(|period| period.as_str().to_owned()));
    if let Some(TotalPeriod::Interval { start, end }) = query.period {
        parts = parts.query("startDate", Some(start.to_iso())).query("endDate", Some(end.to_iso()));
    }
    parts
        .query("symbol", query.symbol.map(|symbol| symbol.to_string()))
        .query_number("page", query.page)
        .query_number("limit", query.limit)
}
