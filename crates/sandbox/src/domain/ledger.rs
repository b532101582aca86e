//! Double entry: every movement takes from one ledger account what it gives to another.

use std::collections::BTreeMap;
use std::fmt;

use super::units::Units;

/// Whose money a ledger account counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AccountKind {
    /// A customer's; never below zero.
    Customer,
    /// What the merchant has given, less what it has taken.
    MerchantFloat,
    /// Fees that were kept.
    Fees,
    /// Promotional money that nobody spent in time.
    LapsedPromo,
    /// The world outside: cards, banks, chains.
    Outside,
}

impl AccountKind {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Customer, Self::MerchantFloat, Self::Fees, Self::LapsedPromo, Self::Outside];

    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::MerchantFloat => "merchant_float",
            Self::Fees => "fees",
            Self::LapsedPromo => "lapsed_promo",
            Self::Outside => "outside",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Whether its balance may go below zero.
    pub const fn may_be_negative(self) -> bool {
        !matches!(self, Self::Customer)
    }
}

/// Why a movement is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A customer does not have that much.
    Overdraft,
    /// The balance would be more than can be counted or said.
    TooLarge,
    /// From one currency to another.
    Currency,
    /// Nothing, or less.
    NotPositive,
    /// From an account to itself.
    SameAccount,
    /// There is no such account.
    NoAccount,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Overdraft => "The balance is not sufficient.",
            Self::TooLarge => "The amount is too large.",
            Self::Currency => "The two accounts differ in currency.",
            Self::NotPositive => "The amount must be above zero.",
            Self::SameAccount => "The two accounts are the same.",
            Self::NoAccount => "There is no such account.",
        })
    }
}

/// One account of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub kind: AccountKind,
    pub currency: String,
    pub balance: Units,
}

/// A book in memory, by the same rules as the one in the database: what that one is checked against.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// The accounts by their ids.
    pub accounts: BTreeMap<i64, Account>,
}

impl Book {
    /// Moves `amount` from `debit` to `credit`, or says why not and changes nothing.
    pub fn post(&mut self, debit: i64, credit: i64, amount: Units) -> Result<(), Refusal> {
        if !amount.is_positive() {
            return Err(Refusal::NotPositive);
        }
        if debit == credit {
            return Err(Refusal::SameAccount);
        }
        let from = self.accounts.get(&debit).ok_or(Refusal::NoAccount)?;
        let to = self.accounts.get(&credit).ok_or(Refusal::NoAccount)?;
        if from.currency != to.currency {
            return Err(Refusal::Currency);
        }
        let lowered = from.balance.checked_sub(amount).ok_or(Refusal::TooLarge)?;
        let raised = to.balance.checked_add(amount).ok_or(Refusal::TooLarge)?;
        if lowered.is_negative() && !from.kind.may_be_negative() {
            return Err(Refusal::Overdraft);
        }
        if let Some(account) = self.accounts.get_mut(&debit) {
            account.balance = lowered;
        }
        if let Some(account) = self.accounts.get_mut(&credit) {
            account.balance = raised;
        }
        Ok(())
    }

    /// What all accounts of each currency come to: zero, always.
    pub fn sums(&self) -> BTreeMap<&str, i128> {
        let mut sums = BTreeMap::new();
        for account in self.accounts.values() {
            *sums.entry(account.currency.as_str()).or_default() += account.balance.get();
        }
        sums
    }
}
