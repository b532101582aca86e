//! What happens at once.

use crate::domain::ledger::AccountKind;
use crate::domain::promo::Grant;
use crate::domain::units::Units;
use crate::store::checkout::Checkout;
use crate::store::transactions::NewTransaction;

/// One end of a movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The ledger account of a customer.
    Customer(i64),
    /// The merchant's own.
    House(AccountKind),
}

/// A movement of a step.
#[derive(Debug, Clone, Copy)]
pub struct Movement {
    /// Place of the transaction in its step.
    pub transaction: usize,
    /// Place of the one that shows the same to whom it went.
    pub recipient: Option<usize>,
    pub debit: End,
    pub credit: End,
    pub amount: Units,
}

/// What happened at once: up to two transactions, their movements, and what became of grants.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// The id of the first transaction; the second has the next.
    pub first_id: i64,
    pub transactions: Vec<NewTransaction>,
    pub movements: Vec<Movement>,
    /// The account and what the first transaction granted to it.
    pub granted: Option<(i64, Grant)>,
    /// The grants that paid for the first transaction.
    pub spent: Vec<(i64, Units)>,
    /// How the first transaction is to be paid for, with the token of the address.
    pub checkout: Option<(Checkout, String)>,
}

/// A payment or refill that can still be voided.
#[derive(Debug, Clone)]
pub struct Voidable {
    pub id: i64,
    pub holding: usize,
    pub is_income: bool,
    pub amount: Units,
    pub outside: bool,
}
