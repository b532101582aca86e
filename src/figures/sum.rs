//! An exact sum that no order of its parts changes.

use rust_decimal::Decimal;

/// Decimals that a sum keeps: as many as a [`Decimal`] can have.
const PLACES: u32 = 28;
const ONE: i128 = 10_i128.pow(PLACES);

/// A sum in the making: whole part and fraction apart, so that neither a large nor a small part costs a digit of the
/// other, and no sum on the way is larger than what it can hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    whole: i128,
    /// In units of 10⁻²⁸.
    fraction: i128,
}

impl Sum {
    pub fn add(&mut self, value: Decimal) {
        let fraction = value.fract();
        let unit = 10_i128.pow(PLACES.saturating_sub(fraction.scale()));
        // 2⁹⁶ fits into the whole part two thousand million times, and a fraction is less than one.
        self.whole = self.whole.saturating_add(value.trunc().mantissa());
        self.fraction = self.fraction.saturating_add(fraction.mantissa().saturating_mul(unit));
        self.whole = self.whole.saturating_add(self.fraction.div_euclid(ONE));
        self.fraction = self.fraction.rem_euclid(ONE);
    }

    /// The sum, unless it has more digits than can be kept exactly.
    pub fn total(&self) -> Option<Decimal> {
        let (mut fraction, mut places) = (self.fraction, PLACES);
        while places > 0 && fraction % 10 == 0 {
            fraction /= 10;
            places -= 1;
        }
        let mantissa = self.whole.checked_mul(10_i128.checked_pow(places)?)?.checked_add(fraction)?;
        Decimal::try_from_i128_with_scale(mantissa, places).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use purser_api::decimal;

    use super::*;

    fn any_decimal() -> impl Strategy<Value = Decimal> {
        (any::<i128>(), 0..=28_u32).prop_map(|(mantissa, scale)| {
            Decimal::from_i128_with_scale(mantissa % 79_228_162_514_264_337_593_543_950_335, scale)
        })
    }

    fn sum<'a>(values: impl IntoIterator<Item = &'a Decimal>) -> Sum {
        let mut sum = Sum::default();
        for value in values {
            sum.add(*value);
        }
        sum
    }

    #[test]
    fn what_is_large_keeps_what_is_small() {
        let parts =
            ["7000000000000000000000000000", "0.05", "0.05"].map(|text| decimal::parse(text).unwrap());
        assert_eq!(sum(&parts).total().unwrap().to_string(), "7000000000000000000000000000.1");
        assert_eq!(sum(&[Decimal::MAX, Decimal::ONE]).total(), None, "too large is said, never rounded");
        assert_eq!(sum(&[Decimal::MAX, Decimal::ONE, Decimal::NEGATIVE_ONE]).total(), Some(Decimal::MAX));
        assert_eq!(sum(&[]).total(), Some(Decimal::ZERO));
    }

    proptest! {
        #[test]
        fn no_value_whatever_makes_it_panic(values in prop::collection::vec(any_decimal(), 0..40)) {
            let _ = sum(&values).total();
        }

        #[test]
        fn the_order_does_not_matter(values in prop::collection::vec(any_decimal(), 0..40), turn in 0_usize..40) {
            let mut turned = values.clone();
            turned.rotate_left(turn.min(values.len()));
            turned.reverse();
            prop_assert_eq!(sum(&values), sum(&turned));
        }

        /// A plain model: whole cents.
        #[test]
        fn it_is_what_whole_cents_add_up_to(cents in prop::collection::vec(any::<i64>(), 0..200)) {
            let values: Vec<Decimal> = cents.iter().map(|cents| Decimal::new(*cents, 2)).collect();
            let model: i128 = cents.iter().map(|cents| i128::from(*cents)).sum();
            prop_assert_eq!(sum(&values).total(), Some(Decimal::from_i128_with_scale(model, 2)));
        }

        #[test]
        fn two_sums_of_parts_are_the_sum_of_all(values in prop::collection::vec(any_decimal(), 1..20)) {
            let there_and_back: Vec<Decimal> = values.iter().copied().chain(values.iter().map(|value| -value)).collect();
            prop_assert_eq!(sum(&there_and_back).total(), Some(Decimal::ZERO));
        }
    }
}
