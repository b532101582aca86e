//! Transactions (operations 16 to 18).

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::{
    Action, Caller, Mode, OrderDirection, PaymentAccountId, PaymentAccountKind, Status, TransactionId,
    TransactionKind, UserId,
};
use crate::{
    card_number,
    currency::Currency,
    decimal,
    decode::Cursor,
    list::{Page, Unreadable},
    metadata::Metadata,
    money::Money,
    request::{Authenticated, Operation, Parts, Request},
    text,
    time::{Date, WireTime},
};

closed_enum! {
    /// What transactions are ordered by.
    TransactionOrder {
        /// The number.
        Id = "id",
        /// When it was made.
        CreatedAt = "created_at",
        /// The payment system.
        Billing = "billing",
        /// The payment method.
        PaymentMethod = "payment_method",
        /// The payment system's own id.
        ExternalTransactionId = "external_transaction_id",
        /// The currency.
        Currency = "currency",
        /// The amount.
        Price = "price",
        /// When promotional money lapses.
        ExpireDate = "expire_date",
    }
}

/// Which transactions to list, in which order, which page: all eighteen filters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TransactionFilter {
    /// Rows on a page.
    pub limit: Option<u64>,
    /// The page, from 1.
    pub page: Option<u64>,
    /// What to order by.
    pub order_column: Option<TransactionOrder>,
    /// Which way to order.
    pub order_direction: Option<OrderDirection>,
    /// Of this payment account.
    pub payment_account_id: Option<PaymentAccountId>,
    /// Into or out of the account.
    pub kind: Option<TransactionKind>,
    /// Of this payment method.
    pub payment_method: Option<String>,
    /// Virtual (not fiat) or not.
    pub is_virtual: Option<bool>,
    /// Of this action.
    pub action: Option<Action>,
    /// Of this mode.
    pub mode: Option<Mode>,
    /// Of this status.
    pub status: Option<Status>,
    /// With this descriptor.
    pub descriptor: Option<String>,
    /// With this reference.
    pub merchant_order_id: Option<String>,
    /// Made on this day or later.
    pub date_from: Option<Date>,
    /// Made on this day or earlier.
    pub date_to: Option<Date>,
    /// Only those that expire, or only those that do not.
    pub only_with_expire_date: Option<bool>,
    /// Only those with a larger number: the tail of the list.
    pub last_transaction_id: Option<TransactionId>,
    /// Only these.
    pub id_list: Vec<TransactionId>,
}

impl TransactionFilter {
    /// Whatever bears that reference: how the outcome of a payment is looked up.
    pub fn by_reference(merchant_order_id: &str) -> Self {
        Self { merchant_order_id: Some(merchant_order_id.to_owned()), ..Self::default() }
    }
}

/// A movement of money on a payment account.
///
/// Amounts are in major units of [`currency`](Transaction::currency). Only id, price and currency must be there to read
/// one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transaction {
    /// The number.
    pub id: TransactionId,
    /// Another id, worldwide.
    pub uuid: Option<String>,
    /// The customer.
    pub user_id: Option<UserId>,
    /// The payment system: `centrobill`.
    pub billing: Option<String>,
    /// The payment account.
    pub payment_account_id: Option<PaymentAccountId>,
    /// Into or out of the account.
    #[serde(rename = "type")]
    pub kind: TransactionKind,
    /// `regular`, as far as published.
    pub subtype: Option<String>,
    /// The payment method: `card`.
    pub payment_method: Option<String>,
    /// Whether it is virtual (not fiat) money.
    pub is_virtual: Option<bool>,
    /// How much moved; never negative for what it is, see `kind`.
    #[serde(serialize_with = "decimal::as_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Decimal))]
    pub price: Decimal,
    /// The account's balance afterwards.
    #[serde(serialize_with = "decimal::as_optional_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Decimal>))]
    pub balance: Option<Decimal>,
    /// What is left of a grant of promotional money.
    #[serde(serialize_with = "decimal::as_optional_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Decimal>))]
    pub remaining_amount: Option<Decimal>,
    /// Whether nothing is left of it.
    pub full_covered: Option<bool>,
    /// The currency of all amounts here but `balance_total`.
    pub currency: Currency,
    /// What it does.
    pub action: Action,
    /// How it came about.
    pub mode: Mode,
    /// How it ended.
    pub status: Status,
    /// What the customer reads on a statement.
    pub descriptor: Option<String>,
    /// The merchant's reference.
    #[serde(rename = "merchantOrderID")]
    pub merchant_order_id: Option<String>,
    /// What the merchant attached.
    pub metadata: Metadata,
    /// The card's number; masked, here at the latest.
    #[serde(serialize_with = "text::or_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub account_number: Option<String>,
    /// The card's brand.
    #[serde(serialize_with = "text::or_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub brand: Option<String>,
    /// The month the card expires in.
    #[serde(serialize_with = "text::or_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub expiration_month: Option<String>,
    /// The year the card expires in, two digits.
    #[serde(serialize_with = "text::or_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub expiration_year: Option<String>,
    /// What the payment system, or whoever voided it, says.
    #[serde(serialize_with = "text::or_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub message: Option<String>,
    /// The payment system's code.
    #[serde(serialize_with = "text::or_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: Option<String>,
    /// The payer's e-mail address.
    #[serde(serialize_with = "text::or_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub email: Option<String>,
    /// The payer's first name.
    #[serde(serialize_with = "text::or_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub firstname: Option<String>,
    /// The payer's last name.
    #[serde(serialize_with = "text::or_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub lastname: Option<String>,
    /// The payer's country.
    #[serde(serialize_with = "text::or_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub country: Option<String>,
    /// The payer's postal code.
    #[serde(serialize_with = "text::or_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub zip: Option<String>,
    /// Voids of this one, as deep as they go.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub child: Vec<Transaction>,
    /// When it was made.
    pub date: Option<WireTime>,
    /// When promotional money lapses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_expire: Option<WireTime>,
    /// What the customer has in all, per currency.
    #[serde(serialize_with = "totals", skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, crate::openapi::DecimalText>))]
    pub balance_total: Vec<(Currency, Decimal)>,
    /// Whether the account holds real or promotional money.
    #[serde(skip_serializing_if = "is_absent")]
    pub payment_account_type: PaymentAccountKind,
    /// Children and totals that could not be read; the transaction itself could.
    #[serde(skip)]
    pub unreadable: Vec<Unreadable>,
}

fn is_absent(kind: &PaymentAccountKind) -> bool {
    kind.as_str().is_empty()
}

fn totals<S: Serializer>(totals: &[(Currency, Decimal)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(totals.iter().map(|(currency, amount)| (currency, amount.to_string())))
}

impl Transaction {
    /// How much moved.
    pub fn price_money(&self) -> Money {
        Money::new(self.price, self.currency)
    }

    /// How much moved, less than zero when it left the account; `None` when the way is not known.
    pub fn signed_money(&self) -> Option<Money> {
        match self.kind {
            TransactionKind::Income => Some(self.price_money()),
            TransactionKind::Outcome => Some(self.price_money().negate()),
            TransactionKind::Other(_) => None,
        }
    }

    /// The account's balance afterwards.
    pub fn balance_money(&self) -> Option<Money> {
        self.balance.map(|amount| Money::new(amount, self.currency))
    }

    /// What is left of a grant of promotional money.
    pub fn remaining_money(&self) -> Option<Money> {
        self.remaining_amount.map(|amount| Money::new(amount, self.currency))
    }

    /// Whether a void of it went through.
    pub fn is_voided(&self) -> bool {
        self.child.iter().any(|child| child.mode == Mode::Void && child.status == Status::Success)
    }

    /// Reads a transaction and its children.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let mut unreadable = Vec::new();
        let read = Self {
            id: TransactionId(fields.unsigned("id")),
            uuid: fields.optional_text("uuid"),
            user_id: fields.optional_unsigned("userId").map(UserId),
            billing: fields.optional_text("billing"),
            payment_account_id: fields.optional_unsigned("paymentAccountId").map(PaymentAccountId),
            kind: fields.open("type"),
            subtype: fields.optional_text("subtype"),
            payment_method: fields.optional_text("paymentMethod"),
            is_virtual: fields.optional_flag("isVirtual"),
            price: fields.decimal("price"),
            balance: fields.optional_decimal("balance"),
            remaining_amount: fields.optional_decimal("remainingAmount"),
            full_covered: fields.optional_flag("fullCovered"),
            currency: fields.currency("currency"),
            action: fields.open("action"),
            mode: fields.open("mode"),
            status: fields.open("status"),
            descriptor: fields.optional_text("descriptor"),
            merchant_order_id: fields
                .keep(cursor.either("merchantOrderID", "merchantOrderId").optional_text())
                .flatten(),
            metadata: Metadata::read(&cursor.field("metadata")),
            account_number: fields.optional_text("accountNumber").map(|number| card_number::mask(&number)),
            brand: fields.optional_text("brand"),
            expiration_month: fields.optional_text("expirationMonth"),
            expiration_year: fields.optional_text("expirationYear"),
            message: fields.optional_text("message"),
            code: fields.optional_text("code"),
            email: fields.optional_text("email"),
            firstname: fields.optional_text("firstname"),
            lastname: fields.optional_text("lastname"),
            country: fields.optional_text("country"),
            zip: fields.optional_text("zip"),
            child: children(&cursor.field("child"), &mut unreadable),
            date: fields.time("date"),
            date_expire: fields.time("dateExpire"),
            balance_total: read_totals(&cursor.field("balanceTotal"), &mut unreadable),
            payment_account_type: fields.open("paymentAccountType"),
            unreadable,
        };
        fields.finish(read)
    }
}

/// Children that are empty objects are no transactions and passed over.
fn children(child: &Cursor<'_>, unreadable: &mut Vec<Unreadable>) -> Vec<Transaction> {
    if child.is_none() {
        return Vec::new();
    }
    let items = match child.items() {
        Ok(items) => items,
        Err(trouble) => {
            unreadable.push(trouble);
            return Vec::new();
        }
    };
    let mut children = Vec::new();
    for item in items.iter().filter(|item| !item.object().is_ok_and(serde_json::Map::is_empty)) {
        match Transaction::read(item) {
            Ok(transaction) => children.push(transaction),
            Err(trouble) => unreadable.push(trouble),
        }
    }
    children
}

fn read_totals(totals: &Cursor<'_>, unreadable: &mut Vec<Unreadable>) -> Vec<(Currency, Decimal)> {
    let entries = totals.entries().unwrap_or_else(|trouble| {
        unreadable.push(trouble);
        Vec::new()
    });
    let mut totals = Vec::with_capacity(entries.len());
    for (code, amount) in entries {
        let currency = Currency::new(code).map_err(|_| amount.trouble("the name is not a currency code"));
        match (currency, amount.decimal()) {
            (Ok(currency), Ok(amount)) => totals.push((currency, amount)),
            (Err(trouble), _) | (_, Err(trouble)) => unreadable.push(trouble),
        }
    }
    totals
}

/// A void to make.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Void {
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The merchant's reference for the void.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_order_id: Option<String>,
    /// What the merchant attaches.
    #[serde(skip_serializing_if = "Metadata::is_empty")]
    pub metadata: Metadata,
}

/// Lists transactions. Operation 16 of CentroWallet.
pub fn list(caller: Caller, filter: &TransactionFilter) -> Request<Page<Transaction>, Authenticated> {
    let mut parts = Parts::new(Operation::TransactionList)
        .caller_in_query(caller)
        .query_number("limit", filter.limit)
        .query_number("page", filter.page)
        .query("orderColumn", filter.order_column.map(|column| column.as_str().to_owned()))
        .query("orderDirection", filter.order_direction.map(|direction| direction.as_str().to_owned()))
        .query_number("paymentAccountId", filter.payment_account_id.map(|id| id.0))
        .query("type", filter.kind.as_ref().map(|kind| kind.as_str().to_owned()))
        .query_text("paymentMethod", &filter.payment_method)
        .query_flag("virtual", filter.is_virtual)
        .query("action", filter.action.as_ref().map(|action| action.as_str().to_owned()))
        .query("mode", filter.mode.as_ref().map(|mode| mode.as_str().to_owned()))
        .query("status", filter.status.as_ref().map(|status| status.as_str().to_owned()))
        .query_text("descriptor", &filter.descriptor)
        .query_text("merchantOrderId", &filter.merchant_order_id)
        .query("dateFrom", filter.date_from.map(|date| date.to_iso()))
        .query("dateTo", filter.date_to.map(|date| date.to_iso()))
        .query_flag("onlyWithExpireDate", filter.only_with_expire_date)
        .query_number("lastTransactionId", filter.last_transaction_id.map(|id| id.0));
    for id in &filter.id_list {
        parts = parts.query_number("idList[]", Some(id.0));
    }
    Request::new(parts, |answer| Page::read(answer, Transaction::read))
}

/// One transaction, with its voids. Operation 17 of CentroWallet.
pub fn get(caller: Caller, id: TransactionId) -> Request<Transaction, Authenticated> {
    let parts = Parts::new(Operation::TransactionGet).param("id", id.to_string()).caller_in_query(caller);
    Request::new(parts, Transaction::read)
}

/// Reverses a transaction and its children. Operation 18 of CentroWallet. Moves money.
pub fn void(caller: Caller, id: TransactionId, void: &Void) -> Request<Transaction, Authenticated> {
    let parts = Parts::new(Operation::TransactionVoid).param("id", id.to_string()).body_from(caller, void);
    Request::new(parts, Transaction::read)
}
