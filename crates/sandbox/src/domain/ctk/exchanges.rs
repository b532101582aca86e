//! Exchange of one coin for another: what it brings, what it costs, and how far it is.

use super::assets::{ASSETS, Asset};
use super::value::{self, Dollars, Rate};
use crate::domain::clock::SECOND;
use crate::domain::units::Units;

/// What the exchange takes, in parts of a thousand.
pub const FEE_PERMILLE: i64 = 5;

/// The same per cent, as it is said.
pub const FEE_PER_CENT: &str = "0.5";

/// The least that is worth exchanging.
const LEAST: Dollars = Dollars::from_cents(1_000);

/// Fees of the other chain that an exchange must be worth at least.
const LEAST_FEES: i64 = 4;

/// Decimal places to which a minimum is rounded up, where the coin has more.
const MINIMUM_DECIMALS: u32 = 10;

/// Decimal places of an amount in the list of pairs, where the coin has more.
pub const PAIR_DECIMALS: u32 = 8;

/// How far an exchange is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Coins have left the wallet and are not seen on their chain yet.
    Waiting,
    /// The chain confirms them.
    Confirming,
    /// They are being exchanged.
    Exchanging,
    /// The other coins are on their way.
    Sending,
    /// They have arrived.
    Finished,
}

/// When each state begins, in seconds after the exchange.
const BEGINNINGS: [(State, i64); 5] = [
    (State::Waiting, 0),
    (State::Confirming, 15),
    (State::Exchanging, 60),
    (State::Sending, 90),
    (State::Finished, 120),
];

/// How long an exchange takes, in microseconds.
pub const DURATION: i64 = 120 * SECOND;

/// Confirmations of what was given that are waited for.
pub const CONFIRMATIONS: i64 = 2;

impl State {
    /// All of them, in order.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Confirming, Self::Exchanging, Self::Sending, Self::Finished];

    /// The state of an exchange that began so many microseconds ago.
    ///
    /// ```
    /// use purser_sandbox::domain::ctk::exchanges::State;
    ///
    /// assert_eq!(State::after(0), State::Waiting);
    /// assert_eq!(State::after(75_000_000), State::Exchanging);
    /// ```
    pub fn after(elapsed: i64) -> Self {
        let begun = BEGINNINGS.iter().rev().find(|(_, second)| elapsed >= second * SECOND);
        begun.map_or(Self::Waiting, |(state, _)| *state)
    }

    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Confirming => "confirming",
            Self::Exchanging => "exchanging",
            Self::Sending => "sending",
            Self::Finished => "finished",
        }
    }
}

/// How often the chain has confirmed what was given, so many microseconds after the exchange.
pub fn confirmations_after(elapsed: i64) -> i64 {
    match State::after(elapsed) {
        State::Waiting => 0,
        State::Confirming => 1,
        State::Exchanging | State::Sending | State::Finished => CONFIRMATIONS,
    }
}

/// The coins that can be exchanged for each other.
pub fn exchangeable() -> impl Iterator<Item = &'static Asset> {
    ASSETS.iter().filter(|asset| asset.is_offered && asset.is_exchangeable)
}

/// Whether one can be exchanged for the other.
pub fn is_pair(from: &Asset, to: &Asset) -> bool {
    let is_possible = |asset: &Asset| asset.is_offered && asset.is_exchangeable;
    is_possible(from) && is_possible(to) && from.symbol != to.symbol
}

/// The least that can be given, rounded up. None where it cannot be counted.
pub fn minimum(from: &Asset, from_rate: Rate, to: &Asset) -> Option<Units> {
    let fees = Dollars::from_cents(to.fee_cents * LEAST_FEES);
    value::coins_for(LEAST.max(fees), from_rate, from.decimals.min(MINIMUM_DECIMALS))
}

/// What an exchange brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    /// What arrives, fees taken off.
    pub amount_to: Units,
    /// What the other chain takes, in coins wanted.
    pub network_fee: Units,
}

/// What `amount` brings at these rates. None where that is nothing, or too much to be counted.
pub fn quote(amount: Units, from_rate: Rate, to: &Asset, to_rate: Rate) -> Option<Quote> {
    let converted = value::converted(amount, from_rate, to_rate, FEE_PERMILLE, to.decimals)?;
    let network_fee = value::coins_for(to.fee(), to_rate, to.decimals.min(MINIMUM_DECIMALS))?;
    let amount_to = converted.checked_sub(network_fee).filter(|amount| amount.is_positive())?;
    Some(Quote { amount_to, network_fee })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ctk::assets::find;
    use crate::domain::ctk::value::worth;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn states_only_go_forward(one in -1_000_000..200_000_000_i64, later in 0..200_000_000_i64) {
            prop_assert!(State::after(one) <= State::after(one + later));
            prop_assert!(confirmations_after(one) <= confirmations_after(one + later));
        }

        #[test]
        fn rule_19_what_is_got_and_the_fees_are_what_was_given(
            from in 0..ASSETS.len(), to in 0..ASSETS.len(), times in 1..1_000_000_i128,
        ) {
            let (from, to) = (&ASSETS[from], &ASSETS[to]);
            prop_assume!(is_pair(from, to));
            let least = minimum(from, from.usual_rate, to).unwrap();
            prop_assert!(value::is_payable(least, from.decimals));
            let amount = Units::new(least.get() * times).unwrap();
            let quote = quote(amount, from.usual_rate, to, to.usual_rate).unwrap();
            prop_assert!(value::is_payable(quote.amount_to, to.decimals));
            let given = worth(amount, from.usual_rate).get();
            let got = worth(quote.amount_to.checked_add(quote.network_fee).unwrap(), to.usual_rate).get();
            let fee = given * i128::from(FEE_PERMILLE) / 1_000;
            // Rounding loses less than the smallest part of the coin wanted.
            let smallest = worth(Units::new(10_i128.pow(18 - to.decimals)).unwrap(), to.usual_rate).get();
            prop_assert!(got <= given - fee + 1 && got + smallest + 2 >= given - fee, "{} {} {}", given, got, fee);
        }
    }

    #[test]
    fn there_are_five_states_in_two_minutes() {
        let seen: Vec<State> =
            [0, 14, 15, 60, 90, 119, 120, 10_000].map(|second| State::after(second * SECOND)).to_vec();
        assert_eq!(
            seen,
            [
                State::Waiting,
                State::Waiting,
                State::Confirming,
                State::Exchanging,
                State::Sending,
                State::Sending,
                State::Finished,
                State::Finished
            ]
        );
        assert_eq!(State::after(DURATION), State::Finished);
        assert_eq!(State::after(DURATION - 1), State::Sending);
    }

    #[test]
    fn pairs_are_of_two_coins_that_can_be_exchanged() {
        let coin = |symbol| find(symbol).unwrap();
        assert!(is_pair(coin("BTC"), coin("ETH")));
        assert!(!is_pair(coin("BTC"), coin("BTC")));
        assert!(!is_pair(coin("BTC"), coin("CTR")));
        assert!(exchangeable().count() >= 10);
    }
}
