//! Exact amounts, counted in units of 10⁻¹⁸.

use rust_decimal::Decimal;
use std::fmt;
use std::iter::Sum;
use std::ops::Neg;

/// How many decimal places an amount can have.
pub const SCALE: u32 = 18;

/// One whole of a currency, in units.
pub const ONE: i128 = 1_000_000_000_000_000_000;

const LIMIT: i128 = (i64::MAX as i128) * ONE;

/// An exact amount of some currency, counted in units of 10⁻¹⁸.
///
/// ```
/// use purser_sandbox::domain::units::Units;
/// let amount: Units = "-0.000000000000000001".parse().unwrap();
/// assert_eq!(amount.parts(), (-1, 999_999_999_999_999_999));
/// assert_eq!(amount.to_string(), "-0.000000000000000001");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Units(i128);

/// Why a number is no amount here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitsError {
    /// More than eighteen decimal places.
    TooFine,
    /// Outside of what the ledger counts.
    TooLarge,
    /// Not a decimal number.
    NotANumber,
}

impl fmt::Display for UnitsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TooFine => "has more than 18 decimal places",
            Self::TooLarge => "is too large",
            Self::NotANumber => "is not a number",
        })
    }
}

impl std::error::Error for UnitsError {}

impl Units {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// That many units of 10⁻¹⁸, if the ledger can count them.
    pub const fn new(units: i128) -> Option<Self> {
        if units > LIMIT || units < -LIMIT { None } else { Some(Self(units)) }
    }

    /// `mantissa` × 10⁻ˢᶜᵃˡᵉ.
    pub fn with_scale(mantissa: i128, scale: u32) -> Result<Self, UnitsError> {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        let missing = SCALE.checked_sub(scale).ok_or(UnitsError::TooFine)?;
        let units = mantissa.checked_mul(10_i128.pow(missing)).ok_or(UnitsError::TooLarge)?;
        Self::new(units).ok_or(UnitsError::TooLarge)
    }

    /// The same amount, or why it cannot be held exactly.
    pub fn from_decimal(decimal: Decimal) -> Result<Self, UnitsError> {
        Self::with_scale(decimal.mantissa(), decimal.scale())
    }

    /// The same amount as a decimal without trailing zeros; none where 96 bits do not hold it.
    pub fn to_decimal(self) -> Option<Decimal> {
        let (mut mantissa, mut scale) = (self.0, SCALE);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Decimal::try_from_i128_with_scale(mantissa, scale).ok()
    }

    /// The floor, and what is above it in units: the two columns of the database.
    #[expect(clippy::cast_possible_truncation, reason = "the constructors keep both parts within 64 bits")]
    pub const fn parts(self) -> (i64, i64) {
        (self.0.div_euclid(ONE) as i64, self.0.rem_euclid(ONE) as i64)
    }

    /// The amount of two database columns.
    pub const fn from_parts(whole: i64, fraction: i64) -> Self {
        Self(whole as i128 * ONE + fraction as i128)
    }

    /// The count of units of 10⁻¹⁸.
    pub const fn get(self) -> i128 {
        self.0
    }

    /// The sum, if the ledger can count it.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::new(self.0.checked_add(other.0)?)
    }

    /// The difference, if the ledger can count it.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        Self::new(self.0.checked_sub(other.0)?)
    }

    /// Whether it is above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether it is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }
}

impl Neg for Units {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Units {
    /// The sum in 128 bits, which about nine numbers at the limit fill; past it stays at the limit.
    fn sum<I: Iterator<Item = Self>>(iterator: I) -> Self {
        Self(iterator.fold(0, |sum, next| sum.saturating_add(next.0)))
    }
}

impl fmt::Display for Units {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let one = ONE.unsigned_abs();
        let fraction = format!("{:018}", magnitude % one);
        let fraction = fraction.trim_end_matches('0');
        let sign = if self.0 < 0 { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        write!(formatter, "{sign}{}{point}{fraction}", magnitude / one)
    }
}

impl std::str::FromStr for Units {
    type Err = UnitsError;

    fn from_str(text: &str) -> Result<Self, UnitsError> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let joined = format!("{whole}{fraction}");
        if whole.is_empty() || !joined.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(UnitsError::NotANumber);
        }
        let mantissa: i128 = joined.parse().map_err(|_| UnitsError::TooLarge)?;
        let scale = u32::try_from(fraction.len()).map_err(|_| UnitsError::TooFine)?;
        Self::with_scale(sign * mantissa, scale)
    }
}
