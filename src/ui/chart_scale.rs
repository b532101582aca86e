//! How amounts become heights: whole tenths of a pixel, by exact division.

use purser_api::Decimal;

/// The room above the largest amount.
const TOP: u32 = 220;

/// The scale of a chart that goes both ways from a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    largest: Decimal,
    reach: u32,
    step: Decimal,
}

impl Scale {
    /// A scale on which the largest amount reaches as far as there is room.
    pub fn up_to(largest: Decimal, reach: u32) -> Self {
        let largest = if largest > Decimal::ZERO { largest } else { Decimal::ONE };
        Self { largest, reach, step: step(largest) }
    }

    /// How far an amount reaches. What is not nothing is seen.
    pub fn reach(&self, amount: Decimal) -> u32 {
        if amount <= Decimal::ZERO {
            return 0;
        }
        let reach = amount
            .min(self.largest)
            .checked_div(self.largest)
            .and_then(|part| part.checked_mul(Decimal::from(self.reach)))
            .and_then(|reach| u32::try_from(reach.trunc().mantissa()).ok());
        reach.unwrap_or_default().max(10)
    }

    /// The amounts that are written beside the chart, the largest first, each with its distance from the top.
    pub fn ticks(&self) -> Vec<(Decimal, u32)> {
        let zero = self.reach + TOP;
        let two = self.step.checked_add(self.step).filter(|two| *two <= self.largest);
        let above: Vec<Decimal> = [two, Some(self.step)].into_iter().flatten().collect();
        let down = above.iter().rev().map(|value| (-*value, zero + self.reach(*value)));
        let up = above.iter().map(|value| (*value, zero - self.reach(*value)));
        up.chain([(Decimal::ZERO, zero)]).chain(down).collect()
    }
}

/// The largest of 1, 2 and 5 times a power of ten that is not more than half of it.
fn step(largest: Decimal) -> Decimal {
    let mut power = Decimal::ONE;
    while let Some(next) = power.checked_mul(Decimal::TEN).filter(|next| *next <= largest) {
        power = next;
    }
    while power > largest {
        // As many decimals as there are, then the amount itself has to do.
        match power.checked_div(Decimal::TEN).filter(|next| !next.is_zero()) {
            Some(next) => power = next,
            None => return largest,
        }
    }
    let fits = |factor: i64| {
        let step = power.checked_mul(Decimal::from(factor))?;
        step.checked_mul(Decimal::TWO).filter(|twice| *twice <= largest).map(|_| step)
    };
    let tenth = power.checked_div(Decimal::TEN).and_then(|tenth| tenth.checked_mul(Decimal::from(5)));
    fits(5).or_else(|| fits(2)).or_else(|| fits(1)).or(tenth).unwrap_or(power)
}

/// Tenths of a pixel as a length.
pub fn tenths(value: u32) -> String {
    format!("{}.{}", value / 10, value % 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use purser_api::decimal;

    use super::*;

    fn ticks(largest: &str) -> Vec<String> {
        let scale = Scale::up_to(decimal::parse(largest).unwrap(), 760);
        scale
            .ticks()
            .iter()
            .map(|(value, offset)| format!("{}@{}", value.normalize(), tenths(*offset)))
            .collect()
    }

    #[test]
    fn ticks_are_round_amounts() {
        assert_eq!(ticks("11000"), ["10000@29.0", "5000@63.5", "0@98.0", "-5000@132.5", "-10000@167.0"]);
        assert_eq!(
            ticks("0.00041"),
            ["0.0004@23.9", "0.0002@61.0", "0@98.0", "-0.0002@135.0", "-0.0004@172.1"]
        );
        assert_eq!(ticks("0"), ["1@22.0", "0.5@60.0", "0@98.0", "-0.5@136.0", "-1@174.0"]);
    }

    proptest! {
        #[test]
        fn every_amount_has_a_height_between_nothing_and_the_largest(
            largest in (1..i64::MAX, 0..=28_u32), part in (any::<i64>(), 0..=28_u32)
        ) {
            let largest = Decimal::new(largest.0, largest.1);
            let part = Decimal::new(part.0, part.1);
            let scale = Scale::up_to(largest, 760);
            prop_assert_eq!(scale.reach(largest), 760);
            prop_assert!(scale.reach(part) <= 760);
            prop_assert_eq!(scale.reach(part) == 0, part <= Decimal::ZERO);
            for (_, offset) in scale.ticks() {
                prop_assert!((220..=1_740).contains(&offset));
            }
        }

        #[test]
        fn more_is_never_drawn_lower(one in 0..i64::MAX, other in 0..i64::MAX) {
            let (less, more) = (one.min(other), one.max(other));
            let scale = Scale::up_to(Decimal::from(i64::MAX), 760);
            prop_assert!(scale.reach(Decimal::from(less)) <= scale.reach(Decimal::from(more)));
        }
    }
}
