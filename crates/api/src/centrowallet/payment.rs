//! Payments (operation 15).

use rust_decimal::Decimal;
use serde::Serialize;

use super::{Caller, PaymentAccountId, transaction::Transaction};
use crate::{
    currency::Currency,
    decimal,
    metadata::Metadata,
    request::{Authenticated, Operation, Parts, Request},
};

/// A payment to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewPayment {
    /// The account that pays.
    pub payment_account_id: PaymentAccountId,
    /// How much, in major units of `currency`.
    #[serde(serialize_with = "decimal::as_number")]
    pub amount: Decimal,
    /// The account's own currency; any other is refused.
    pub currency: Currency,
    /// What it is for.
    pub name: String,
    /// The merchant's reference. The same one is not paid twice.
    pub merchant_order_id: String,
    /// What the merchant attaches.
    #[serde(skip_serializing_if = "Metadata::is_empty")]
    pub metadata: Metadata,
    /// Where to report the result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_url: Option<String>,
}

/// Pays from a payment account. Operation 15 of CentroWallet. Moves money: when
/// [`is_outcome_unknown`](crate::Error::is_outcome_unknown), look the reference up before trying again.
pub fn create(caller: Caller, payment: &NewPayment) -> Request<Transaction, Authenticated> {
    Request::new(Parts::new(Operation::PaymentCreate).body_from(caller, payment), Transaction::read)
}
