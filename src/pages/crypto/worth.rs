//! What coins are worth: a value in US dollars at the rate of a moment. A value is rounded to cents when it is shown;
//! an amount never is.

use std::time::Duration;

use leptos::prelude::*;
use purser_api::{
    Currency, Decimal, Money, Rows, Timestamp,
    ctk::{symbol::Symbol, wallet::Wallet},
};
use rust_decimal::RoundingStrategy;

use crate::{
    clock::now,
    figures::sum::Sum,
    messages,
    query::Query,
    ui::{text::foreign, time},
};

/// A value to the cent.
pub fn cents(value: Decimal) -> Money {
    let rounded = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    Money::new(rounded, Currency::USD)
}

/// What all balances together are worth, where each has a value and the sum is one.
pub fn total(wallets: &[Wallet]) -> Option<Decimal> {
    let mut sum = Sum::default();
    for wallet in wallets {
        match wallet.balance_currency {
            Some(value) => sum.add(value),
            None if wallet.balance.is_zero() => {}
            None => return None,
        }
    }
    sum.total()
}

/// How much of the total that is, in hundredths of a percent.
pub fn share(value: Decimal, total: Decimal) -> Option<u32> {
    let part = value.checked_div(total)?.checked_mul(Decimal::from(10_000))?;
    u32::try_from(part.round().trunc().mantissa()).ok().filter(|share| *share <= 10_000)
}

/// `31.2 %`; what is not nothing is not said to be.
pub fn percent(share: u32) -> String {
    let tenths = ((share + 5) / 10).max(u32::from(share > 0));
    messages::percent(tenths / 10, tenths % 10)
}

/// The coin that a card spends now, and whether somebody chose it: else it is the one worth most of those it can spend.
pub fn spent_by_card(wallets: &[Wallet], symbols: &[Symbol]) -> Option<(Currency, bool)> {
    if let Some(chosen) = wallets.iter().find(|wallet| wallet.is_active == Some(true)) {
        return Some((chosen.symbol, true));
    }
    let can = |wallet: &&Wallet| can_be_spent(symbols, wallet.symbol) && !wallet.balance.is_zero();
    wallets
        .iter()
        .filter(can)
        .max_by_key(|wallet| wallet.balance_currency)
        .map(|wallet| (wallet.symbol, false))
}

/// Whether a card can spend a coin.
pub fn can_be_spent(symbols: &[Symbol], symbol: Currency) -> bool {
    symbols.iter().any(|known| known.symbol == symbol && known.card_spendable == Some(true))
}

/// US dollars for one.
pub fn price(symbols: &[Symbol], symbol: Currency) -> Option<Decimal> {
    symbols.iter().find(|known| known.symbol == symbol).and_then(|known| known.rate_in(Currency::USD))
}

/// The name of a coin, or its code.
pub fn name(wallet: &Wallet) -> String {
    let title = wallet.title.clone().filter(|title| !title.is_empty());
    title.unwrap_or_else(|| wallet.symbol.to_string())
}

/// The colour of a coin as a mark; a colour that is none is left out.
pub fn mark(color: Option<&str>) -> AnyView {
    let fill = color.filter(|color| is_colour(color)).unwrap_or("transparent").to_owned();
    view! { <svg class="coin" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="5.5" fill=fill></circle></svg> }.into_any()
}

/// `#f7931a` and nothing else.
pub fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// A coin as the first words of a line: its mark, its name, its code.
pub fn coin(wallet: &Wallet) -> AnyView {
    let symbol = wallet.symbol.to_string();
    let title = name(wallet);
    let code = (title != symbol).then(|| view! { <span class="faint tick">{foreign(symbol)}</span> });
    view! { {mark(wallet.color.as_deref())}<b>{foreign(title)}</b>{code} }.into_any()
}

/// When an answer came.
pub fn answered_at(wallets: Query<Rows<Wallet>>) -> RwSignal<Option<Timestamp>> {
    let at = RwSignal::new(None);
    Effect::new(move |_| {
        if wallets.data.with(Option::is_some) {
            at.set(Some(now()));
        }
    });
    at
}

const TICK: Duration = Duration::from_secs(10);

/// How old the rates are that values were worked out at.
pub fn rates_of(at: RwSignal<Option<Timestamp>>) -> AnyView {
    let tick = RwSignal::new(0u32);
    let step = move || {
        tick.try_update(|tick| *tick = tick.wrapping_add(1));
    };
    let timer = set_interval_with_handle(step, TICK).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    let said = move || {
        tick.track();
        at.get().map(|at| view! { <time class="cap" datetime=at.to_iso() title=time::full(at)>{messages::rates_of(&time::clock(at), &time::short(at))}</time> })
    };
    view! { {said} }.into_any()
}

#[cfg(test)]
mod tests {
    use purser_api::decimal;

    use super::*;

    fn wallet(symbol: &str, balance: &str, value: Option<&str>) -> Wallet {
        Wallet {
            title: None,
            image: None,
            color: None,
            symbol: Currency::new(symbol).unwrap(),
            balance: decimal::parse(balance).unwrap(),
            balance_formatted: None,
            balance_currency: value.map(|value| decimal::parse(value).unwrap()),
            balance_currency_formatted: None,
            is_active: Some(false),
        }
    }

    fn symbol(code: &str, can: bool) -> Symbol {
        Symbol {
            title: None,
            symbol: Currency::new(code).unwrap(),
            card: None,
            image: None,
            status: Some(true),
            receive: Some(true),
            send: Some(true),
            card_spendable: Some(can),
            conversion_rate: Vec::new(),
            order: None,
            color: None,
            fee: None,
            fee_formatted: None,
        }
    }

    #[test]
    fn rule_1_values_are_added_exactly_and_rounded_once() {
        let wallets = [
            wallet("BTC", "1.36", Some("11831.004724281338")),
            wallet("ETH", "12.774198513298922575", Some("5647.330275718662")),
            wallet("XYZ", "0", None),
        ];
        let total = total(&wallets).unwrap();
        assert_eq!(total, decimal::parse("17478.335").unwrap());
        assert_eq!(cents(total).to_plain(), "17478.34");
        assert_eq!(
            super::total(&[wallet("XYZ", "2", None)]),
            None,
            "what has no value is not left out in silence"
        );
    }

    #[test]
    fn a_share_that_is_not_nothing_is_seen() {
        let of = |value: &str| share(decimal::parse(value).unwrap(), Decimal::from(100)).map(percent);
        assert_eq!(of("31.24").as_deref(), Some("31.2 %"));
        assert_eq!(of("31.25").as_deref(), Some("31.3 %"));
        assert_eq!(of("0.01").as_deref(), Some("0.1 %"));
        assert_eq!(of("0").as_deref(), Some("0.0 %"));
        assert_eq!(of("100").as_deref(), Some("100.0 %"));
        assert_eq!(share(Decimal::ONE, Decimal::ZERO), None);
    }

    #[test]
    fn a_card_spends_what_was_chosen_else_what_is_worth_most_of_what_it_can() {
        let symbols = [symbol("BTC", true), symbol("ETH", true), symbol("XMR", false)];
        let code = |code: &str| Currency::new(code).unwrap();
        let mut wallets = [
            wallet("BTC", "1", Some("100")),
            wallet("ETH", "1", Some("200")),
            wallet("XMR", "1", Some("900")),
        ];
        assert_eq!(spent_by_card(&wallets, &symbols), Some((code("ETH"), false)));
        wallets[0].is_active = Some(true);
        assert_eq!(spent_by_card(&wallets, &symbols), Some((code("BTC"), true)));
        assert_eq!(spent_by_card(&[], &symbols), None);
    }

    #[test]
    fn only_a_colour_is_drawn() {
        assert!(is_colour("#f7931a"));
        for text in ["red", "#fff", "#f7931a;", "url(#x)", "#gggggg", ""] {
            assert!(!is_colour(text), "{text}");
        }
    }
}
