//! No amount is read as another one than its text says: against a second reading, done on the digits alone.

use proptest::{collection::vec, prelude::*, sample::select};
use purser_api::{Answer, Currency, Money, MoneyError, decimal};
use serde_json::{Number, Value};

use crate::{
    fixtures::{ANSWERS, json},
    properties::config,
    strange::{ALL, changed, leaves, place},
};

/// A number by its digits: whether it is below zero, its digits without zeros at either end, and how many of them stand
/// behind the point.
type Said = (bool, String, i64);

/// What a text says; `None` when it is no number.
pub fn said(text: &str) -> Option<Said> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, power(exponent)?),
        None => (text, 0),
    };
    let (whole, part) = match digits.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (digits, ""),
    };
    let all = format!("{whole}{part}");
    if whole.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let behind = i64::try_from(part.len()).ok()? - exponent;
    let trimmed = all.trim_end_matches('0');
    let zeros = i64::try_from(all.len() - trimmed.len()).ok()?;
    match trimmed.trim_start_matches('0') {
        "" => Some((false, String::new(), 0)),
        digits => Some((negative, digits.to_owned(), behind - zeros)),
    }
}

fn power(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(sign * digits.parse::<i64>().unwrap_or(i64::MAX).min(1_000_000_000))
}

/// Whether 96 bits and 28 decimals bear it.
fn fits((_, digits, behind): &Said) -> bool {
    let zeros = usize::try_from(-behind).unwrap_or(0);
    if *behind > 28 || digits.len() > 29 || (!digits.is_empty() && digits.len() + zeros > 29) {
        return false;
    }
    let whole = format!("0{digits}{}", "0".repeat(if digits.is_empty() { 0 } else { zeros }));
    whole.parse::<u128>().is_ok_and(|unscaled| unscaled < 1 << 96)
}

/// Texts that are amounts, or almost.
fn amounts() -> impl Strategy<Value = String> {
    let plain = prop_oneof![
        4 => "-?[0-9]{1,12}(\\.[0-9]{1,10})?",
        1 => "-?[0-9]{1,40}(\\.[0-9]{1,40})?",
        1 => "-?[0-9]{1,30}(\\.[0-9]{1,30})?[eE][+-]?[0-9]{1,3}",
        1 => "-?0{0,20}[0-9]{0,3}(\\.0{0,40}[0-9]{0,3})?([eE][+-]?[0-9]{1,20})?",
    ];
    prop_oneof![2 => plain.clone(), 3 => plain.prop_flat_map(|text| changed(text, "0123456789.,-+eE '_\u{2212}\u{0663}$")) ]
}

fn currencies() -> impl Strategy<Value = Currency> {
    let known = vec!["USD", "EUR", "JPY", "KWD", "CLF", "BTC", "ETH", "XRP", "EOS", "NEO", "POINTS", "XAU"];
    select(known).prop_map(|code| Currency::new(code).unwrap())
}

/// Whether the name of a field says that an amount is in it.
fn is_amount(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    // How many there are is a count.
    !name.starts_with("/meta")
        && ["price", "amount", "balance", "rate", "fee", "value", "total", "min"]
            .iter()
            .any(|word| name.contains(word))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn rule_1_an_amount_is_what_its_text_says_or_refused(text in amounts()) {
        match (said(&text), decimal::parse(&text)) {
            (Some(wanted), Ok(read)) => prop_assert_eq!(said(&read.to_string()), Some(wanted)),
            (Some(wanted), Err(decimal::DecimalError::TooManyDigits)) => prop_assert!(!fits(&wanted), "{}", text),
            (None, Err(_)) => {}
            (wanted, read) => prop_assert!(false, "{text:?} says {wanted:?} and was read as {read:?}"),
        }
    }

    #[test]
    fn rule_1_what_is_typed_in_is_what_it_says_in_every_currency(text in amounts(), currency in currencies()) {
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        match Money::parse(&text, currency) {
            Ok(money) => {
                prop_assert_eq!(said(&money.to_plain()), said(&text));
                prop_assert!(said(&text).is_some() && !text.contains(['e', 'E']));
                prop_assert!(currency.decimals().is_none_or(|most| decimals <= most as usize));
                let shown = money.to_plain();
                prop_assert_eq!(Money::parse(&shown, currency), Ok(money));
                let places = shown.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                prop_assert!(currency.decimals().is_none_or(|least| places == least as usize), "{}", shown);
                if let Some(units) = money.to_minor() {
                    prop_assert_eq!(Money::from_minor(&units.to_string(), currency), Ok(money));
                }
            }
            Err(MoneyError::TooManyDecimals { allowed }) => {
                prop_assert!(decimals > allowed as usize && currency.decimals() == Some(allowed));
            }
            Err(MoneyError::TooLarge) => prop_assert!(!fits(&said(&text).unwrap()), "{}", text),
            Err(error) => {
                prop_assert_eq!(error, MoneyError::NotANumber);
                prop_assert!(said(&text).is_none() || text.contains(['e', 'E']), "{}", text);
            }
        }
    }

    /// Whatever stands in place of an amount: each amount that is read stood somewhere in the answer, digit for digit.
    #[test]
    fn rule_1_no_answer_is_read_with_an_amount_it_does_not_have(
        sample in any::<prop::sample::Index>(),
        which in any::<prop::sample::Index>(),
        texts in vec(amounts(), 1..3),
        as_number in any::<bool>(),
    ) {
        let (file, operation) = sample.get(ANSWERS);
        let mut body = json(file);
        for text in &texts {
            let paths: Vec<String> =
                leaves(&body).into_iter().filter(|(path, _)| is_amount(path)).map(|(path, _)| path).collect();
            if paths.is_empty() {
                return Ok(());
            }
            let number = text.parse::<Number>().ok().filter(|_| as_number).map(Value::Number);
            let path: &String = which.get(&paths);
            *place(&mut body, path) = number.unwrap_or_else(|| Value::String(text.clone()));
        }
        let bytes = body.to_string();
        let reader = usize::from(operation.number()) - 1;
        let read = ALL.with(|all| (all[reader].reread)(&Answer::new(200, bytes.as_bytes())));
        let Ok(read) = read else { return Ok(()) };
        let there: Vec<Said> = leaves(&body).iter().filter_map(|(_, value)| number_in(value)).collect();
        for (path, value) in leaves(&read).iter().filter(|(path, _)| is_amount(path)) {
            if let Some(amount) = number_in(value) {
                prop_assert!(there.contains(&amount), "{} at {path} is not in {bytes}", value);
            }
        }
    }
}

fn number_in(value: &Value) -> Option<Said> {
    match value {
        Value::Number(number) => said(&number.to_string()),
        Value::String(text) => said(text),
        _ => None,
    }
}

#[test]
fn the_second_reading_is_one() {
    for (text, digits, behind) in
        [("25.00", "25", 0), ("0.10", "1", 1), ("1e3", "1", -3), ("12.5e-2", "125", 3)]
    {
        assert_eq!(said(text), Some((false, digits.to_owned(), behind)), "{text}");
    }
    assert_eq!(said("-0.0"), said("0"));
    for text in ["", "-", ".5", "5.", "1e", "+1", "1,0", "1 0"] {
        assert_eq!(said(text), None, "{text}");
    }
    let most = said("79228162514264337593543950335").unwrap();
    assert!(fits(&most) && !fits(&said("79228162514264337593543950336").unwrap()));
    assert!(!fits(&said("1e-29").unwrap()) && fits(&said("7e28").unwrap()) && !fits(&said("8e28").unwrap()));
}
