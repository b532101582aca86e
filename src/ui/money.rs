//! Amounts on screen: exact, grouped by the browser's own number format, the currency code always there.
//!
//! `Intl.NumberFormat` takes a decimal string and keeps every digit, so no amount passes through a float.

use std::{cell::RefCell, collections::BTreeMap};

use js_sys::{Array, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use purser_api::{Money, decimal};
use wasm_bindgen::JsValue;

use super::preferences::use_preferences;

/// What an amount says besides its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// A balance or a plain figure: a minus sign where negative, never a plus.
    #[default]
    Plain,
    /// A movement: `+` and green for money in, `−` for money out.
    Moved,
    /// A movement that did not happen: grey.
    Still,
    /// A movement that was taken back: struck through.
    Undone,
}

const MINUS: char = '\u{2212}';
/// Between an amount and its currency, a heading and its count: read aloud and copied, they are two words.
pub const NO_BREAK: &str = "\u{a0}";
const HIDDEN: &str = "••••••";

/// As many decimals a coin's amount is written with at least, where its smallest part has more.
const COIN_DECIMALS: u32 = 8;

/// The digits of an amount: every one it has, and noughts up to its currency's smallest part; of a coin that has
/// eighteen decimals no row of noughts.
fn plain(money: Money) -> String {
    match money.currency().decimals() {
        Some(decimals) if decimals > COIN_DECIMALS => {
            decimal::plain(money.amount().normalize(), COIN_DECIMALS)
        }
        _ => money.to_plain(),
    }
}

/// The digits of an amount, grouped, with the sign its tone asks for, without the currency.
pub fn digits(money: Money, tone: Tone) -> String {
    let grouped = group(plain(money).trim_start_matches('-'));
    match (money.is_negative(), tone) {
        (true, _) => format!("{MINUS}{grouped}"),
        (false, Tone::Plain) => grouped,
        (false, _) if money.is_zero() => grouped,
        (false, _) => format!("+{grouped}"),
    }
}

/// An amount in words: `25.00 USD`.
pub fn words(money: Money) -> String {
    format!("{} {}", digits(money, Tone::Plain), money.currency())
}

fn class(money: Money, tone: Tone) -> &'static str {
    match tone {
        Tone::Moved if !money.is_negative() && !money.is_zero() => "money in",
        Tone::Still => "money still",
        Tone::Undone => "money undone",
        _ => "money",
    }
}

/// An amount in a row or a line of text.
pub fn amount(money: Money, tone: Tone) -> AnyView {
    let hidden = use_preferences().amounts_hidden;
    let shown = digits(money, tone);
    let currency = money.currency().as_str().to_owned();
    view! {
        <span class=class(money, tone)>
            {move || if hidden.get() { HIDDEN.to_owned() } else { shown.clone() }}
            <span class={"gap"}>{NO_BREAK}</span><span class="ccy">{currency}</span>
        </span>
    }
    .into_any()
}

/// An amount whose currency stands beside it: the digits alone, hidden like every amount.
pub fn bare(money: Money) -> AnyView {
    let hidden = use_preferences().amounts_hidden;
    let shown = digits(money, Tone::Plain);
    view! { <span class="money faint">{move || if hidden.get() { HIDDEN.to_owned() } else { shown.clone() }}</span> }.into_any()
}

/// An amount as the picture of a screen: large, its decimals fainter than its whole part.
pub fn figure(money: Money, tone: Tone, size: &'static str) -> AnyView {
    let hidden = use_preferences().amounts_hidden;
    let shown = digits(money, tone);
    let places = plain(money).split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let cut = shown.chars().count().saturating_sub(if places == 0 { 0 } else { places + 1 });
    let whole: String = shown.chars().take(cut).collect();
    let decimals: String = shown.chars().skip(cut).collect();
    let whole_is_nothing = !whole.chars().any(|digit| digit.is_ascii_digit() && digit != '0');
    let decimals_class = if whole_is_nothing { "" } else { "frac" };
    let currency = money.currency().as_str().to_owned();
    view! {
        <span class=format!("figure {size} {}", class(money, tone))>
            {move || if hidden.get() { HIDDEN.to_owned() } else { whole.clone() }}
            <span class=decimals_class>{move || if hidden.get() { String::new() } else { decimals.clone() }}</span>
            <span class={"gap"}>{NO_BREAK}</span><span class="ccy">{currency}</span>
        </span>
    }
    .into_any()
}

/// A count, grouped.
pub fn count(number: u64) -> String {
    group(&number.to_string())
}

/// A plain number, grouped, with no more decimals than it needs.
pub fn number(value: purser_api::Decimal) -> String {
    let plain = value.normalize().to_string();
    let grouped = group(plain.trim_start_matches('-'));
    if plain.starts_with('-') { format!("{MINUS}{grouped}") } else { grouped }
}

/// Groups the digits. Outside a browser there is no number format, and the plain digits stand as they are.
fn group(plain: &str) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return plain.to_owned();
    }
    let places = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    FORMATS
        .with_borrow_mut(|formats| {
            let format = formats.entry(places).or_insert_with(|| number_format(places));
            format
                .call1(&JsValue::UNDEFINED, &JsValue::from_str(plain))
                .ok()
                .and_then(|text| text.as_string())
        })
        // Without the browser's format the plain digits are still exact.
        .unwrap_or_else(|| plain.to_owned())
}

thread_local! {
    static FORMATS: RefCell<BTreeMap<usize, Function>> = const { RefCell::new(BTreeMap::new()) };
}

fn number_format(places: usize) -> Function {
    let options = Object::new();
    let places = JsValue::from(u32::try_from(places).unwrap_or(0));
    let _ = Reflect::set(&options, &"minimumFractionDigits".into(), &places);
    let _ = Reflect::set(&options, &"maximumFractionDigits".into(), &places);
    Intl::NumberFormat::new(&Array::new(), &options).format()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use purser_api::{Currency, Decimal};

    use super::*;

    proptest! {
        /// What stands on the screen is the amount: its sign once, every digit, and noughts at the end alone besides.
        #[test]
        fn rule_1_an_amount_on_screen_has_every_digit(mantissa in any::<i64>(), scale in 0_u32..=20, code in prop::sample::select(vec!["USD", "JPY", "KWD", "BTC", "ETH", "POINTS"])) {
            let Ok(currency) = Currency::new(code) else { return Ok(()) };
            let money = Money::new(Decimal::new(mantissa, scale), currency);
            for tone in [Tone::Plain, Tone::Moved, Tone::Still, Tone::Undone] {
                let shown = digits(money, tone);
                let unsigned = shown.trim_start_matches(['+', MINUS]);
                prop_assert_eq!(purser_api::decimal::parse(unsigned), Ok(money.amount().abs()));
                prop_assert_eq!(shown.starts_with(MINUS), money.is_negative());
                prop_assert_eq!(shown.starts_with('+'), tone != Tone::Plain && mantissa > 0);
            }
            prop_assert_eq!(number(money.amount()).replace(MINUS, "-"), money.amount().normalize().to_string());
        }
    }
}
