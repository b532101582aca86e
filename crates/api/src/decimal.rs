//! Decimals as the wire writes them: every digit is kept, or the text is refused.
//!
//! [`parse`] reads JSON numbers and the strings that stand for them (`"01.23"`, `1e-8`), [`add`] adds without ever
//! rounding, [`plain`] writes back. No float is involved anywhere.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::Number;

/// The largest unscaled value that a [`Decimal`] bears: 96 bits.
const LARGEST: u128 = (1 << 96) - 1;
/// The most decimals that a [`Decimal`] bears.
const MOST_DECIMALS: i64 = 28;

/// Why a text is not read as a decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// The text is not a number in plain or exponent notation.
    NotANumber,
    /// The number has more digits than 96 bits or 28 decimals bear. It is refused, never rounded.
    TooManyDigits,
}

impl fmt::Display for DecimalError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotANumber => "is not a number",
            Self::TooManyDigits => "has more digits than can be kept exactly",
        })
    }
}

impl std::error::Error for DecimalError {}

/// Reads a decimal exactly: an optional minus, digits, optional decimals, an optional exponent.
///
/// Trailing zeros are kept where they fit, so `2.50` is written back as `2.50`.
///
/// ```
/// use purser_api::decimal;
///
/// assert_eq!(decimal::parse("01.23")?.to_string(), "1.23");
/// assert_eq!(decimal::parse("1e-8")?.to_string(), "0.00000001");
/// assert!(decimal::parse("0.12345678901234567890123456789").is_err());
/// # Ok::<(), decimal::DecimalError>(())
/// ```
pub fn parse(text: &str) -> Result<Decimal, DecimalError> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut digits = Digits::default();
    let mut bytes = rest.bytes().peekable();
    let mut decimals: i64 = 0;

    let mut any = false;
    while let Some(byte) = bytes.next_if(u8::is_ascii_digit) {
        digits.push(byte);
        any = true;
    }
    if !any {
        return Err(DecimalError::NotANumber);
    }
    if bytes.next_if_eq(&b'.').is_some() {
        while let Some(byte) = bytes.next_if(u8::is_ascii_digit) {
            digits.push(byte);
            decimals += 1;
        }
        if decimals == 0 {
            return Err(DecimalError::NotANumber);
        }
    }
    let mut exponent: i64 = 0;
    if bytes.next_if(|byte| matches!(byte, b'e' | b'E')).is_some() {
        let down = match bytes.next_if(|byte| matches!(byte, b'+' | b'-')) {
            Some(sign) => sign == b'-',
            None => false,
        };
        let mut any = false;
        while let Some(byte) = bytes.next_if(u8::is_ascii_digit) {
            // Beyond a million every value but zero is refused anyway.
            exponent = (exponent * 10 + i64::from(byte - b'0')).min(1_000_000);
            any = true;
        }
        if !any {
            return Err(DecimalError::NotANumber);
        }
        if down {
            exponent = -exponent;
        }
    }
    if bytes.next().is_some() {
        return Err(DecimalError::NotANumber);
    }
    digits.into_decimal(negative, decimals.saturating_sub(exponent))
}

/// Significant digits, with the zeros at the end counted apart.
#[derive(Default)]
struct Digits {
    unscaled: u128,
    zeros: u32,
    /// There are more than fit. What comes behind them may still show that it is no number at all.
    too_many: bool,
}

impl Digits {
    fn push(&mut self, byte: u8) {
        if byte == b'0' {
            if self.unscaled != 0 {
                self.zeros = self.zeros.saturating_add(1);
            }
            return;
        }
        let places = 10_u128.checked_pow(self.zeros.saturating_add(1));
        let unscaled = places
            .and_then(|places| self.unscaled.checked_mul(places))
            .and_then(|unscaled| unscaled.checked_add(u128::from(byte - b'0')))
            .filter(|unscaled| *unscaled <= LARGEST);
        self.too_many |= unscaled.is_none();
        self.unscaled = unscaled.unwrap_or(self.unscaled);
        self.zeros = 0;
    }

    /// `scale` is the number of decimals the text shows, less than zero for a large exponent.
    fn into_decimal(self, negative: bool, scale: i64) -> Result<Decimal, DecimalError> {
        if self.too_many {
            return Err(DecimalError::TooManyDigits);
        }
        let most = scale.clamp(0, MOST_DECIMALS);
        let least = if self.unscaled == 0 { most } else { (scale - i64::from(self.zeros)).max(0) };
        // Zeros at the end are kept as far as they fit.
        let mut decimals = most;
        while decimals >= least {
            let zeros = decimals - scale + i64::from(self.zeros);
            let unscaled = u32::try_from(zeros)
                .ok()
                .and_then(|zeros| 10_u128.checked_pow(zeros))
                .and_then(|places| self.unscaled.checked_mul(places))
                .filter(|unscaled| *unscaled <= LARGEST);
            if self.unscaled == 0 {
                return make(0, decimals);
            }
            if let Some(unscaled) = unscaled.and_then(|unscaled| i128::try_from(unscaled).ok()) {
                return make(if negative { -unscaled } else { unscaled }, decimals);
            }
            decimals -= 1;
        }
        Err(DecimalError::TooManyDigits)
    }
}

fn make(unscaled: i128, decimals: i64) -> Result<Decimal, DecimalError> {
    u32::try_from(decimals)
        .ok()
        .and_then(|decimals| Decimal::try_from_i128_with_scale(unscaled, decimals).ok())
        .ok_or(DecimalError::TooManyDigits)
}

/// Adds exactly. `None` when the sum has more digits than a [`Decimal`] bears; [`Decimal`]'s own sum would round.
pub fn add(left: Decimal, right: Decimal) -> Option<Decimal> {
    aligned_sum(left, right).or_else(|| aligned_sum(left.normalize(), right.normalize()))
}

fn aligned_sum(left: Decimal, right: Decimal) -> Option<Decimal> {
    let mut scale = left.scale().max(right.scale());
    let left = left.mantissa().checked_mul(10_i128.checked_pow(scale - left.scale())?)?;
    let right = right.mantissa().checked_mul(10_i128.checked_pow(scale - right.scale())?)?;
    let mut sum = left.checked_add(right)?;
    while sum.unsigned_abs() > LARGEST && scale > 0 && sum % 10 == 0 {
        sum /= 10;
        scale -= 1;
    }
    Decimal::try_from_i128_with_scale(sum, scale).ok()
}

/// Writes a decimal with at least that many decimals, and with all it has: `(25, 2)` gives `25.00`.
pub fn plain(value: Decimal, at_least: u32) -> String {
    let mut text = value.to_string();
    let mut decimals = value.scale();
    if decimals == 0 && at_least > 0 {
        text.push('.');
    }
    while decimals < at_least {
        text.push('0');
        decimals += 1;
    }
    text
}

/// The decimal as a JSON number, digit for digit.
pub(crate) fn number(value: Decimal) -> Result<Number, serde_json::Error> {
    value.to_string().parse()
}

/// For `#[serde(serialize_with)]`: a JSON number.
pub(crate) fn as_number<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    number(*value).map_err(S::Error::custom)?.serialize(serializer)
}

/// For `#[serde(serialize_with)]`: a JSON number or null.
#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
pub(crate) fn as_optional_number<S: Serializer>(
    value: &Option<Decimal>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => as_number(value, serializer),
        None => serializer.serialize_none(),
    }
}

/// For `#[serde(serialize_with)]`: a number in a JSON string, as the exchanges write it.
pub(crate) fn as_string<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// For `#[serde(serialize_with)]`: a number in a JSON string, or null.
#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
pub(crate) fn as_optional_string<S: Serializer>(
    value: &Option<Decimal>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => as_string(value, serializer),
        None => serializer.serialize_none(),
    }
}
