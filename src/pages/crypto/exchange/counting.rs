//! What one coin brings in another, both ways, exact to the smallest part of each coin: a rate times an amount has more
//! digits than a decimal bears, so it is counted in whole numbers of twice the width.
//!
//! What is got is rounded down and what is given is rounded up, so that nobody is promised more than they get, nor asked
//! for more than the next smaller amount would not do.

use purser_api::{Currency, Decimal, Money};

/// Decimals of an amount of a coin whose smallest part is not known.
const USUAL_DECIMALS: u32 = 8;

/// This many given bring that many, and what the other chain takes off them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    pub from: Currency,
    pub to: Currency,
    pub given: Decimal,
    pub got: Decimal,
    /// In coins wanted.
    pub fee: Decimal,
}

/// How a quotient that is no whole number is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rounding {
    Down,
    Up,
}

impl Terms {
    /// What an amount brings before the other chain's fee is taken off.
    pub fn before_fee(&self, give: Decimal) -> Option<Money> {
        let got = scaled(give, self.got, self.given, decimals(self.to), Rounding::Down)?;
        Some(Money::new(got, self.to))
    }

    /// What an amount brings; nothing where the fee takes it all.
    pub fn gets(&self, give: Decimal) -> Option<Money> {
        let got = self.before_fee(give)?.checked_sub(Money::new(self.fee, self.to)).ok()?;
        Some(got).filter(|got| !got.is_negative() && !got.is_zero())
    }

    /// The least that must be given so that as much is got.
    pub fn gives(&self, get: Decimal) -> Option<Money> {
        let before = Money::new(get, self.to).checked_add(Money::new(self.fee, self.to)).ok()?;
        let give = scaled(before.amount(), self.given, self.got, decimals(self.from), Rounding::Up)?;
        Some(Money::new(give, self.from))
    }
}

/// The decimals of a coin's smallest part.
pub fn decimals(coin: Currency) -> u32 {
    coin.decimals().unwrap_or(USUAL_DECIMALS)
}

/// What the other chain takes in its own coins, where its price in dollars is known: rounded up.
pub fn fee_in_coins(dollars: Decimal, price: Decimal, coin: Currency) -> Option<Decimal> {
    // Beyond that a fee that is only about right says nothing.
    scaled(dollars, Decimal::ONE, price, decimals(coin).min(10), Rounding::Up)
}

/// `amount` × `times` ÷ `by`, rounded to so many decimals.
fn scaled(
    amount: Decimal,
    times: Decimal,
    by: Decimal,
    decimals: u32,
    rounding: Rounding,
) -> Option<Decimal> {
    let (amount, times, by) = (amount.normalize(), times.normalize(), by.normalize());
    let whole = |value: Decimal| u128::try_from(value.mantissa()).ok();
    let (mut times_whole, mut by_whole) = (whole(times)?, whole(by)?);
    // What the scales leave over goes where it makes a whole number.
    let over = i64::from(by.scale() + decimals) - i64::from(amount.scale() + times.scale());
    let places = 10_u128.checked_pow(u32::try_from(over.unsigned_abs()).ok()?)?;
    if over < 0 {
        by_whole = by_whole.checked_mul(places)?;
    } else {
        times_whole = times_whole.checked_mul(places)?;
    }
    let units = multiply_divide(whole(amount)?, times_whole, by_whole, rounding)?;
    Decimal::try_from_i128_with_scale(i128::try_from(units).ok()?, decimals)
        .ok()
        .map(|value| value.normalize())
}

/// `number` × `factor` ÷ `divisor` without losing anything in between.
fn multiply_divide(number: u128, factor: u128, divisor: u128, rounding: Rounding) -> Option<u128> {
    if divisor == 0 || divisor > u128::MAX >> 1 {
        return None;
    }
    let (high, low) = widening_mul(number, factor);
    if high >= divisor {
        return None;
    }
    let (mut rest, mut quotient) = (high, 0_u128);
    for bit in (0..128).rev() {
        rest = rest << 1 | (low >> bit & 1);
        quotient <<= 1;
        if rest >= divisor {
            rest -= divisor;
            quotient |= 1;
        }
    }
    if rounding == Rounding::Up && rest > 0 { quotient.checked_add(1) } else { Some(quotient) }
}

/// The product in two halves.
fn widening_mul(left: u128, right: u128) -> (u128, u128) {
    const HALF: u128 = u64::MAX as u128;
    let (left_high, left_low) = (left >> 64, left & HALF);
    let (right_high, right_low) = (right >> 64, right & HALF);
    let low = left_low * right_low;
    let middle = left_high * right_low + (low >> 64);
    let other = left_low * right_high + (middle & HALF);
    (left_high * right_high + (middle >> 64) + (other >> 64), other << 64 | (low & HALF))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use purser_api::decimal;

    use super::*;

    const COINS: [(&str, u32); 6] =
        [("BTC", 8), ("ETH", 18), ("XRP", 6), ("EOS", 4), ("NEO", 0), ("DAI", 18)];

    fn coin(code: &str) -> Currency {
        Currency::new(code).unwrap()
    }

    fn terms(from: &str, to: &str, got: &str, fee: &str) -> Terms {
        let number = |text: &str| decimal::parse(text).unwrap();
        Terms { from: coin(from), to: coin(to), given: Decimal::ONE, got: number(got), fee: number(fee) }
    }

    #[test]
    fn rule_1_the_mock_ups_figures_come_out_to_the_last_digit() {
        let terms = terms("BTC", "ETH", "13.694185", "0.002");
        let give = decimal::parse("0.25").unwrap();
        assert_eq!(terms.before_fee(give).unwrap().amount(), decimal::parse("3.42354625").unwrap());
        let get = terms.gets(give).unwrap();
        assert_eq!(get.amount(), decimal::parse("3.42154625").unwrap());
        assert_eq!(terms.gives(get.amount()).unwrap().amount(), give);
        assert_eq!(terms.gets(decimal::parse("0.0001").unwrap()), None, "the fee takes it all");
    }

    #[test]
    fn rule_1_eighteen_decimals_are_counted() {
        let terms = terms("ETH", "DAI", "409.58123457", "0");
        let give = decimal::parse("1.000000000000000001").unwrap();
        // 409.58123457 and 409.58123457 × 10⁻¹⁸, of which a whole part is left.
        assert_eq!(terms.gets(give).unwrap().to_plain(), "409.581234570000000409");
        let all = decimal::parse("9999999999.999999999999999999").unwrap();
        assert_eq!(terms.before_fee(all), None, "what has too many digits is not rounded");
    }

    #[test]
    fn a_fee_in_dollars_is_rounded_up_to_what_the_coin_has() {
        let number = |text: &str| decimal::parse(text).unwrap();
        assert_eq!(fee_in_coins(number("2.4"), number("7828.92"), coin("BTC")), Some(number("0.00030656")));
        assert_eq!(fee_in_coins(number("0.6"), number("409.58"), coin("ETH")), Some(number("0.0014649153")));
        assert_eq!(fee_in_coins(number("1"), Decimal::ZERO, coin("ETH")), None);
    }

    proptest! {
        #[test]
        fn rule_1_both_ways_are_exact_and_nobody_gives_more_than_needed(
            from in 0..COINS.len(), to in 0..COINS.len(),
            give in 1_u64..10_u64.pow(17), rate in 1_u64..10_u64.pow(13), fee in 0_u64..1_000_000,
        ) {
            let ((from, from_decimals), (to, to_decimals)) = (COINS[from], COINS[to]);
            let amount = |units: u64, scale: u32| Decimal::try_from_i128_with_scale(i128::from(units), scale).unwrap();
            let terms = Terms {
                from: coin(from),
                to: coin(to),
                given: Decimal::ONE,
                got: amount(rate, 8),
                fee: amount(fee, to_decimals),
            };
            let give = amount(give, from_decimals);
            if let Some(get) = terms.gets(give) {
                prop_assert!(get.amount().scale() <= to_decimals, "no finer than the coin");
                let needed = terms.gives(get.amount()).unwrap();
                prop_assert!(needed.amount() <= give, "never more than was offered for it: {} {}", needed, give);
                prop_assert!(needed.amount().normalize().scale() <= from_decimals);
                let brings = terms.gets(needed.amount()).unwrap();
                prop_assert!(brings.amount() >= get.amount(), "what is given suffices: {} {}", brings, get);
                // The smallest part less does not do.
                let less = Money::new(needed.amount(), terms.from)
                    .checked_sub(Money::new(amount(1, from_decimals), terms.from)).unwrap();
                let brings_less = terms.gets(less.amount()).map_or(Decimal::ZERO, |money| money.amount());
                prop_assert!(less.is_zero() || brings_less < get.amount(), "{} would do", less);
            }
        }

        #[test]
        fn rule_1_a_product_is_the_same_in_two_halves(left: u64, right: u128, divisor in 1_u128..u128::MAX >> 1) {
            let (high, low) = widening_mul(u128::from(left), right);
            if let Some(product) = u128::from(left).checked_mul(right) {
                prop_assert_eq!((high, low), (0, product));
                prop_assert_eq!(multiply_divide(u128::from(left), right, divisor, Rounding::Down), Some(product / divisor));
                prop_assert_eq!(multiply_divide(u128::from(left), right, divisor, Rounding::Up), Some(product.div_ceil(divisor)));
            }
            prop_assert_eq!(multiply_divide(right, divisor, divisor, Rounding::Up), Some(right));
        }
    }
}
