//! What an exchange would bring at the rates that were read last, and what is wrong with an amount.

use purser_api::{
    Currency, Decimal, Money,
    ctk::{exchange::Pair, symbol::Symbol},
};

use super::counting::{Terms, fee_in_coins};
use crate::{messages, pages::crypto::worth::price, ui::money::words};

/// The amount that was typed; the other one follows from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    #[default]
    Give,
    Get,
}

/// The terms of a pair, and whether the other chain's fee is in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    pub terms: Terms,
    pub knows_fee: bool,
}

/// Both amounts, and what lies between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    pub give: Money,
    pub before_fee: Money,
    pub fee: Money,
    pub get: Money,
}

/// What is offered for a pair.
pub fn offer(pairs: &[Pair], symbols: &[Symbol], from: Currency, to: Currency) -> Option<Offer> {
    let pair = pairs.iter().find(|pair| pair.from == from && pair.to == to)?;
    let is_some = |amount: Decimal| amount > Decimal::ZERO;
    if !is_some(pair.amount_from) || !is_some(pair.amount_to) {
        return None;
    }
    let dollars = symbols.iter().find(|known| known.symbol == to).and_then(|known| known.fee);
    let fee = dollars.zip(price(symbols, to)).and_then(|(fee, price)| fee_in_coins(fee, price, to));
    let terms =
        Terms { from, to, given: pair.amount_from, got: pair.amount_to, fee: fee.unwrap_or_default() };
    Some(Offer { terms, knows_fee: fee.is_some() })
}

/// Both amounts of what was typed on one side, or what is wrong with it.
pub fn quote(terms: &Terms, side: Side, typed: &str) -> Result<Quote, String> {
    let coin = if side == Side::Give { terms.from } else { terms.to };
    let amount = Money::parse(typed.trim(), coin).map_err(|error| messages::amount_wrong(&error))?;
    if amount.is_zero() || amount.is_negative() {
        return Err(messages::AMOUNT_ZERO.to_owned());
    }
    let too_long = || messages::TOO_LONG_TO_COUNT.to_owned();
    let give = match side {
        Side::Give => amount,
        Side::Get => terms.gives(amount.amount()).ok_or_else(too_long)?,
    };
    let before_fee = terms.before_fee(give.amount()).ok_or_else(too_long)?;
    let get = terms.gets(give.amount()).ok_or_else(|| messages::NOT_WORTH_IT.to_owned())?;
    Ok(Quote { give, before_fee, fee: Money::new(terms.fee, terms.to), get })
}

/// What is wrong with giving that much, beside what the amounts themselves say.
pub fn wrong_with(give: Money, balance: Option<Money>, least: Option<Money>) -> Option<String> {
    let Some(least) = least else { return Some(messages::LEAST_NOT_KNOWN.to_owned()) };
    let Some(balance) = balance else { return Some(messages::BALANCE_UNKNOWN.to_owned()) };
    if give.amount() < least.amount() {
        return Some(messages::below_the_least(&words(least)));
    }
    (give.amount() > balance.amount()).then(|| messages::more_than_balance(&words(balance)))
}

#[cfg(test)]
mod tests {
    use purser_api::decimal;

    use super::*;

    fn terms() -> Terms {
        let number = |text: &str| decimal::parse(text).unwrap();
        let coin = |code: &str| Currency::new(code).unwrap();
        Terms {
            from: coin("BTC"),
            to: coin("ETH"),
            given: Decimal::ONE,
            got: number("13.694185"),
            fee: number("0.002"),
        }
    }

    #[test]
    fn an_amount_is_typed_on_either_side() {
        let given = quote(&terms(), Side::Give, "0.25").unwrap();
        assert_eq!(given.get.amount(), decimal::parse("3.42154625").unwrap());
        let got = quote(&terms(), Side::Get, &given.get.amount().to_string()).unwrap();
        assert_eq!(got, given);
        // What is wanted cannot always be hit: what is given then brings a little more, never less.
        let wanted = quote(&terms(), Side::Get, "1").unwrap();
        assert!(wanted.get.amount() >= Decimal::ONE);
        assert_eq!(wanted.give.to_plain(), "0.07316975");
    }

    #[test]
    fn what_is_wrong_with_an_amount_is_said() {
        for typed in ["", "x", "1,5", "1e3", "0", "-1", "0.123456789"] {
            assert!(quote(&terms(), Side::Give, typed).is_err(), "{typed}");
        }
        assert_eq!(quote(&terms(), Side::Give, "0.0001").unwrap_err(), messages::NOT_WORTH_IT);
        let money = |text: &str| Money::parse(text, terms().from).ok();
        let wrong = |give: &str| wrong_with(money(give).unwrap(), money("1"), money("0.01"));
        assert_eq!(wrong("0.00999999").unwrap(), "The least that can be exchanged is 0.01000000 BTC.");
        assert_eq!(wrong("1.00000001").unwrap(), "You have 1.00000000 BTC.");
        assert_eq!((wrong("0.01"), wrong("1")), (None, None));
        assert_eq!(wrong_with(money("0.5").unwrap(), money("1"), None).unwrap(), messages::LEAST_NOT_KNOWN);
    }
}
