//! Exact money: an amount and its currency.

use std::{cmp::Ordering, fmt};

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

pub use crate::currency::Currency;
use crate::decimal::{self, DecimalError};

/// What may go wrong with money. Nothing here is ever rounded away instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// A currency code is empty, too long, or not visible ASCII.
    NotACurrency,
    /// A text is not an amount: digits, at most one point, an optional minus in front.
    NotANumber,
    /// An amount has more decimals than its currency has.
    TooManyDecimals {
        /// How many the currency has.
        allowed: u32,
    },
    /// An amount has more digits than can be kept exactly.
    TooLarge,
    /// Amounts of two currencies do not add up.
    CurrencyMismatch {
        /// The currency on the left.
        left: Currency,
        /// The currency on the right.
        right: Currency,
    },
    /// A sum has more digits than can be kept exactly.
    Overflow,
    /// The number of decimals of this currency is not known, so minor units say nothing.
    UnknownMinorUnit(Currency),
}

impl fmt::Display for MoneyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotACurrency => formatter.write_str("is not a currency code"),
            Self::NotANumber => formatter.write_str("is not an amount"),
            Self::TooManyDecimals { allowed } => write!(formatter, "has more than {allowed} decimals"),
            Self::TooLarge => formatter.write_str("has more digits than can be kept exactly"),
            Self::CurrencyMismatch { left, right } => write!(formatter, "{left} and {right} do not add up"),
            Self::Overflow => formatter.write_str("the sum has more digits than can be kept exactly"),
            Self::UnknownMinorUnit(currency) => write!(formatter, "{currency} has no known minor unit"),
        }
    }
}

impl std::error::Error for MoneyError {}

impl From<DecimalError> for MoneyError {
    fn from(error: DecimalError) -> Self {
        match error {
            DecimalError::NotANumber => Self::NotANumber,
            DecimalError::TooManyDigits => Self::TooLarge,
        }
    }
}

/// An amount in a currency, exact to the last digit.
///
/// The amount is in major units (dollars, not cents) and may have more decimals than the currency: rates and converted
/// values do. Only what a person types in is held to the currency's decimals, by [`Money::parse`].
///
/// ```
/// use purser_api::{Currency, Money, MoneyError};
///
/// let dollars = Currency::new("USD")?;
/// let price = Money::parse("25", dollars)?;
/// assert_eq!(price.to_string(), "25.00 USD");
///
/// let sum = price.checked_add(Money::from_minor("1", dollars)?)?;
/// assert_eq!(sum.to_plain(), "25.01");
///
/// assert_eq!(Money::parse("1.005", dollars), Err(MoneyError::TooManyDecimals { allowed: 2 }));
/// assert!(price.checked_add(Money::zero(Currency::new("EUR")?)).is_err());
/// # Ok::<(), MoneyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

impl Money {
    /// An amount in major units.
    pub fn new(amount: Decimal, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Nothing, in that currency.
    pub fn zero(currency: Currency) -> Self {
        Self::new(Decimal::ZERO, currency)
    }

    /// Reads what a person typed: `25`, `25.00`, `-3.5`; no exponent, no grouping, no sign other than a minus.
    ///
    /// # Errors
    ///
    /// [`MoneyError::NotANumber`], [`MoneyError::TooManyDecimals`] when the currency has fewer, and
    /// [`MoneyError::TooLarge`]. A currency whose decimals are not known takes as many as can be kept.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-')) {
            return Err(MoneyError::NotANumber);
        }
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        // The shape first: more decimals than fit is still a number.
        let amount = decimal::parse(text);
        if amount == Err(DecimalError::NotANumber) {
            return Err(MoneyError::NotANumber);
        }
        match currency.decimals() {
            Some(allowed) if u32::try_from(decimals).is_ok_and(|decimals| decimals <= allowed) => {}
            Some(allowed) => return Err(MoneyError::TooManyDecimals { allowed }),
            None => {}
        }
        Ok(Self::new(amount?, currency))
    }

    /// Reads a whole number of minor units (cents), as long as it may be.
    ///
    /// ```
    /// use purser_api::{Currency, Money};
    ///
    /// let cents = Money::from_minor("9223372036854775808", Currency::new("NZD")?)?;
    /// assert_eq!(cents.to_plain(), "92233720368547758.08");
    /// # Ok::<(), purser_api::MoneyError>(())
    /// ```
    pub fn from_minor(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        MinorUnits::parse(text)?.to_money(currency)
    }

    /// The amount in minor units, when it is a whole number of them and the currency's decimals are known.
    pub fn to_minor(&self) -> Option<MinorUnits> {
        let decimals = self.currency.decimals()?;
        let amount = self.amount.normalize();
        let zeros = decimals.checked_sub(amount.scale())?;
        let units = amount.mantissa().checked_mul(10_i128.checked_pow(zeros)?)?;
        Decimal::try_from_i128_with_scale(units, 0).ok().map(MinorUnits)
    }

    /// The amount, in major units.
    pub fn amount(&self) -> Decimal {
        self.amount
    }

    /// The currency.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The sum, exact.
    ///
    /// # Errors
    ///
    /// [`MoneyError::CurrencyMismatch`], or [`MoneyError::Overflow`] when the sum has more digits than can be kept.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch { left: self.currency, right: other.currency });
        }
        let amount = decimal::add(self.amount, other.amount).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(amount, self.currency))
    }

    /// The difference, exact, with the errors of [`Money::checked_add`].
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.checked_add(other.negate())
    }

    /// The same amount the other way.
    #[must_use]
    pub fn negate(self) -> Self {
        let amount = if self.amount.is_zero() { self.amount.abs() } else { -self.amount };
        Self::new(amount, self.currency)
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        !self.amount.is_zero() && self.amount.is_sign_negative()
    }

    /// Whether it is zero, with however many decimals.
    pub fn is_zero(&self) -> bool {
        self.amount.is_zero()
    }

    /// Compares two amounts of one currency; `None` for two currencies.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        (self.currency == other.currency).then(|| self.amount.cmp(&other.amount))
    }

    /// The amount alone, with at least the currency's decimals and with all it has: `25.00`.
    pub fn to_plain(&self) -> String {
        decimal::plain(self.amount, self.currency.decimals().unwrap_or(0))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.to_plain(), self.currency)
    }
}

/// A whole number of minor units (cents), without a currency: what Centrapay's amounts are.
///
/// ```
/// use purser_api::{Currency, money::MinorUnits};
///
/// let units = MinorUnits::parse("-350")?;
/// assert_eq!(units.to_money(Currency::new("NZD")?)?.to_string(), "-3.50 NZD");
/// # Ok::<(), purser_api::MoneyError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MinorUnits(Decimal);

impl MinorUnits {
    /// Reads digits with an optional minus.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(MoneyError::NotANumber);
        }
        Ok(Self(decimal::parse(text)?))
    }

    /// The number of units; it has no decimals.
    pub fn units(&self) -> Decimal {
        self.0
    }

    /// In major units of that currency; [`MoneyError::UnknownMinorUnit`] when its decimals are not known.
    pub fn to_money(self, currency: Currency) -> Result<Money, MoneyError> {
        let decimals = currency.decimals().ok_or(MoneyError::UnknownMinorUnit(currency))?;
        let amount = Decimal::try_from_i128_with_scale(self.0.mantissa(), decimals)
            .map_err(|_| MoneyError::TooLarge)?;
        Ok(Money::new(amount, currency))
    }
}

impl fmt::Display for MinorUnits {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Serialize for MinorUnits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
