//! Amounts and times through the browser's own formats.

use purser::ui::{
    money::{Tone, count, digits, words},
    time,
};
use purser_api::{Currency, Money, Timestamp};
use wasm_bindgen_test::wasm_bindgen_test;

fn money(text: &str, code: &str) -> Money {
    Money::parse(text, Currency::new(code).unwrap()).unwrap()
}

#[wasm_bindgen_test]
fn rule_1_every_digit_reaches_the_screen() {
    for (text, code, shown) in [
        ("1234567.89", "USD", "1,234,567.89"),
        ("0.00000001", "BTC", "0.00000001"),
        ("0.046773436337937221", "ETH", "0.046773436337937221"),
        ("0.046773436337937220", "ETH", "0.04677343633793722"),
        ("2", "ETH", "2.00000000"),
        ("9223372036854775808.01", "USD", "9,223,372,036,854,775,808.01"),
        ("25", "USD", "25.00"),
        ("1500", "JPY", "1,500"),
        ("90071992547409.93", "USD", "90,071,992,547,409.93"),
    ] {
        assert_eq!(digits(money(text, code), Tone::Plain), shown);
    }
}

#[wasm_bindgen_test]
fn signs_say_which_way_money_went() {
    assert_eq!(digits(money("-6.5", "USD"), Tone::Moved), "\u{2212}6.50");
    assert_eq!(digits(money("6.5", "USD"), Tone::Moved), "+6.50");
    assert_eq!(digits(money("6.5", "USD"), Tone::Plain), "6.50");
    assert_eq!(digits(money("0", "USD"), Tone::Moved), "0.00");
    assert_eq!(words(money("25", "USD")), "25.00 USD");
    assert_eq!(count(4812), "4,812");
}

#[wasm_bindgen_test]
fn times_are_relative_within_a_day() {
    let ago = |seconds: i64| Timestamp::from_unix_millis(purser::clock::now_millis() - seconds * 1000);
    assert_eq!(time::short(ago(5)), "just now");
    assert_eq!(time::short(ago(125)), "2 min ago");
    assert_eq!(time::short(ago(3 * 3600 + 5)), "3 h ago");
    let old = Timestamp::parse("2024-03-14 10:43:33").unwrap();
    assert!(time::short(old).contains("14 Mar"), "{}", time::short(old));
    assert!(time::full(old).contains("2024"));
    assert_eq!(time::day_heading(ago(1)), "Today");
    assert_eq!(time::day_heading(ago(86_400)), "Yesterday");
}
