//! Amounts in whole coins.

use purser_api::Currency;

use super::units::{SCALE, Units};

/// Decimal places of the smallest coin.
pub fn decimals(code: &str) -> u32 {
    Currency::new(code).ok().and_then(|currency| currency.decimals()).unwrap_or(2).min(SCALE)
}

/// What a refill costs: one and a half in a hundred, in whole coins.
pub fn fee(amount: Units, code: &str) -> Units {
    let coin = 10_i128.pow(SCALE - decimals(code));
    Units::new(amount.get() * 15 / 1_000 / coin * coin).unwrap_or_default()
}
