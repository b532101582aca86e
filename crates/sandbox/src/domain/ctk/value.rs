//! What an amount of a coin is worth, and the other way round. Exact until the last step, which says how it rounds.

use rust_decimal::Decimal;

use super::super::units::{SCALE, Units};

/// Decimal places of a rate.
pub const RATE_SCALE: u32 = 8;

/// Decimal places of an amount of US dollars.
pub const DOLLAR_SCALE: u32 = 12;

const RATE_ONE: i64 = 10_i64.pow(RATE_SCALE);
const DOLLAR_ONE: i128 = 10_i128.pow(DOLLAR_SCALE);
const UNITS_TO_DOLLARS: i128 = 10_i128.pow(SCALE + RATE_SCALE - DOLLAR_SCALE);

/// US dollars for one coin, counted in units of 10⁻⁸.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(i64);

impl Rate {
    /// A rate of that many units; at least one, so that it can divide.
    pub const fn new(units: i64) -> Self {
        Self(if units < 1 { 1 } else { units })
    }

    /// The count of units of 10⁻⁸.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The rate as it is said.
    pub fn to_decimal(self) -> Decimal {
        Decimal::from_i128_with_scale(i128::from(self.0), RATE_SCALE).normalize()
    }
}

/// An amount of US dollars, counted in units of 10⁻¹².
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dollars(i128);

impl Dollars {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// That many units of 10⁻¹².
    pub const fn new(units: i128) -> Self {
        Self(units)
    }

    /// That many cents.
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents as i128 * (DOLLAR_ONE / 100))
    }

    /// The count of units of 10⁻¹².
    pub const fn get(self) -> i128 {
        self.0
    }

    /// Whole dollars, and units of 10⁻¹² above them: the two columns of the database.
    pub fn parts(self) -> (i64, i64) {
        let part = |number: i128| i64::try_from(number).unwrap_or(i64::MAX);
        (part(self.0.div_euclid(DOLLAR_ONE)), part(self.0.rem_euclid(DOLLAR_ONE)))
    }

    /// The amount of two columns, or of their sums.
    pub const fn from_parts(whole: i64, fraction: i64) -> Self {
        Self(whole as i128 * DOLLAR_ONE + fraction as i128)
    }

    /// The amount as it is said. What has too many digits for that loses the last ones: it is an estimate of
    /// worth, and moves no money.
    pub fn to_decimal(self) -> Decimal {
        let (mut units, mut scale) = (self.0, DOLLAR_SCALE);
        loop {
            match Decimal::try_from_i128_with_scale(units, scale) {
                Ok(decimal) => return decimal.normalize(),
                Err(_) if scale > 0 => {
                    units /= 10;
                    scale -= 1;
                }
                Err(_) => return Decimal::MAX,
            }
        }
    }
}

/// How a quotient that is no whole number is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    Down,
    Up,
    Nearest,
}

/// `number` × `factor` ÷ `divisor` without losing anything in between. None where the result, or what is left
/// over times the factor, does not fit in 128 bits; all three are zero or more and the divisor is above zero.
pub fn multiply_divide(number: i128, factor: i128, divisor: i128, rounding: Rounding) -> Option<i128> {
    let (quotient, rest) = (number.checked_div(divisor)?, number.checked_rem(divisor)?);
    let product = rest.checked_mul(factor)?;
    let extra = match rounding {
        Rounding::Down => 0,
        Rounding::Up => divisor - 1,
        Rounding::Nearest => divisor / 2,
    };
    quotient.checked_mul(factor)?.checked_add(product.checked_add(extra)? / divisor)
}

/// What an amount is worth at a rate, to the nearest 10⁻¹² dollars.
pub fn worth(amount: Units, rate: Rate) -> Dollars {
    let dollars = multiply_divide(amount.get(), i128::from(rate.get()), UNITS_TO_DOLLARS, Rounding::Nearest);
    // Both factors are limited: 2⁶³ coins at 2⁶³ units of rate would not fit, and no coin costs that much.
    Dollars(dollars.unwrap_or(i128::MAX / 2))
}

/// How many coins are worth so many dollars, rounded up to `decimals`.
pub fn coins_for(dollars: Dollars, rate: Rate, decimals: u32) -> Option<Units> {
    let units = multiply_divide(dollars.get(), UNITS_TO_DOLLARS, i128::from(rate.get()), Rounding::Up)?;
    let smallest = 10_i128.pow(SCALE.checked_sub(decimals)?);
    let whole = units.checked_add(smallest - 1)? / smallest * smallest;
    Units::new(whole)
}

/// An amount of one coin in another, rounded down to `decimals`, less `fee_permille` of a thousand.
pub fn converted(amount: Units, from: Rate, to: Rate, fee_permille: i64, decimals: u32) -> Option<Units> {
    let factor = i128::from(from.get()) * i128::from(1_000 - fee_permille);
    let divisor = i128::from(to.get()) * 1_000;
    let units = multiply_divide(amount.get(), factor, divisor, Rounding::Down)?;
    let smallest = 10_i128.pow(SCALE.checked_sub(decimals)?);
    Units::new(units / smallest * smallest)
}

/// Whether an amount is not finer than the smallest part of a coin with so many decimals.
pub fn is_payable(amount: Units, decimals: u32) -> bool {
    SCALE.checked_sub(decimals).is_some_and(|missing| amount.get() % 10_i128.pow(missing) == 0)
}

/// So many whole dollars and millionths for one coin, in a table.
pub(super) const fn rate(dollars: i64, hundred_millionths: i64) -> Rate {
    Rate::new(dollars * RATE_ONE + hundred_millionths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rule_1_the_documents_figures_come_out_to_the_last_digit() {
        let amount: Units = "0.00022881".parse().unwrap();
        assert_eq!(
            worth(amount, rate(15_237, 81_000_000)).to_decimal().to_string(),
            "3.486563306100".trim_end_matches('0')
        );
        let amount: Units = "3".parse().unwrap();
        assert_eq!(worth(amount, rate(0, 68_511_663)).to_decimal().to_string(), "2.05534989");
        let amount: Units = "41.207778".parse().unwrap();
        assert_eq!(worth(amount, rate(0, 79_664_310)).to_decimal().to_string(), "32.827892010032");
    }

    proptest! {
        #[test]
        fn rule_1_nothing_is_lost_on_the_way(number in 0..10_i128.pow(28), factor in 1..10_i128.pow(9), divisor in 1..10_i128.pow(20)) {
            let product = number * factor;
            prop_assert_eq!(multiply_divide(number, factor, divisor, Rounding::Down), Some(product / divisor));
            let up = product.div_euclid(divisor) + i128::from(product % divisor != 0);
            prop_assert_eq!(multiply_divide(number, factor, divisor, Rounding::Up), Some(up));
        }

        #[test]
        fn rule_1_dollars_buy_no_less_than_they_are_worth(cents in 1..10_000_000_i64, rate in 1..10_i64.pow(13), decimals in 6..=18_u32) {
            let (dollars, rate) = (Dollars::from_cents(cents), Rate::new(rate));
            let coins = coins_for(dollars, rate, decimals).unwrap();
            prop_assert!(is_payable(coins, decimals));
            prop_assert!(worth(coins, rate) >= dollars);
        }

        #[test]
        fn rule_19_an_exchange_makes_no_money(units in 1..10_i128.pow(26), from in 1..10_i64.pow(13), to in 1..10_i64.pow(13)) {
            let (amount, from, to) = (Units::new(units).unwrap(), Rate::new(from), Rate::new(to));
            if let Some(there) = converted(amount, from, to, 5, 18) {
                prop_assert!(worth(there, to).get() <= worth(amount, from).get() + 1);
                if let Some(back) = converted(there, to, from, 5, 18) {
                    prop_assert!(back <= amount);
                }
            }
        }

        #[test]
        fn dollars_come_back_from_their_columns(units in 0..10_i128.pow(30)) {
            let dollars = Dollars::new(units);
            let (whole, fraction) = dollars.parts();
            prop_assert_eq!(Dollars::from_parts(whole, fraction), dollars);
        }
    }
}
