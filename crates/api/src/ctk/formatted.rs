//! The rounded texts that CTK sends beside its amounts. For whoever plays the system; never to calculate with.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::decimal;

/// An amount with five decimals: `13.69419`.
///
/// ```
/// use purser_api::{ctk::formatted, decimal};
///
/// assert_eq!(formatted::coins(decimal::parse("13.694185").unwrap()), "13.69419");
/// ```
pub fn coins(amount: Decimal) -> String {
    rounded(amount, 5)
}

/// An amount of US dollars with grouping: `$16,115.37`.
///
/// ```
/// use purser_api::{ctk::formatted, decimal};
///
/// assert_eq!(formatted::dollars(decimal::parse("16115.370367239").unwrap()), "$16,115.37");
/// ```
pub fn dollars(amount: Decimal) -> String {
    let text = rounded(amount, 2);
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.as_str()),
    };
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut grouped = String::with_capacity(text.len() + whole / 3 + 1);
    grouped.push_str(sign);
    grouped.push('$');
    for (index, digit) in digits.char_indices() {
        if index > 0 && index < whole && (whole - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn rounded(amount: Decimal, decimals: u32) -> String {
    decimal::plain(amount.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero), decimals)
}
