//! Round trips. Each is tried a thousand times, or as often as `PROPTEST_CASES` says; `cargo xtask fuzz` goes on for millions.

use proptest::prelude::*;
use purser_api::{
    Answer, Date, Decimal, Money, Timestamp, WireTime,
    centrowallet::{Caller, TransactionId, transaction},
    decimal,
    decode::Cursor,
};
use serde_json::{Map, Value};

use crate::every_operation::{coin, usd};

fn number(row: &Cursor<'_>) -> Result<u64, purser_api::Unreadable> {
    row.unsigned()
}

pub fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1_000);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

const LARGEST: i128 = (1 << 96) - 1;

fn decimals() -> impl Strategy<Value = Decimal> {
    let unscaled = prop_oneof![-LARGEST..=LARGEST, -1_000_000_i128..1_000_000];
    (unscaled, 0_u32..=28).prop_map(|(unscaled, scale)| Decimal::from_i128_with_scale(unscaled, scale))
}

fn timestamps() -> impl Strategy<Value = Timestamp> {
    (Timestamp::EARLIEST.unix_micros()..=Timestamp::LATEST.unix_micros())
        .prop_map(Timestamp::from_unix_micros)
}

/// The digits of a decimal, with sign and scale.
fn digits(value: Decimal) -> (i128, u32) {
    (value.mantissa(), value.scale())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn rule_1_a_decimal_survives_text_and_json(value in decimals()) {
        let parsed = decimal::parse(&value.to_string()).unwrap();
        prop_assert_eq!(digits(parsed), digits(value));

        let body = format!(r#"{{"id": 1, "currency": "USD", "price": {value}, "balance": "{value}"}}"#);
        let get = transaction::get(Caller::Customer, TransactionId(1));
        let read = get.decode(&Answer::new(200, body.as_bytes())).unwrap();
        prop_assert_eq!(digits(read.price), digits(value));
        prop_assert_eq!(read.balance.map(digits), Some(digits(value)));
        let written = serde_json::to_string(&read).unwrap();
        let price = format!(r#""price":{value},"#);
        prop_assert!(written.contains(&price), "{}", written);
    }

    #[test]
    fn rule_1_an_exponent_only_moves_the_point(unscaled in -1_000_000_000_i64..1_000_000_000, exponent in -19_i32..=19) {
        let text = format!("{unscaled}e{exponent}");
        let expected = if exponent < 0 {
            Decimal::from_i128_with_scale(i128::from(unscaled), exponent.unsigned_abs())
        } else {
            Decimal::from_i128_with_scale(i128::from(unscaled) * 10_i128.pow(exponent.unsigned_abs()), 0)
        };
        prop_assert_eq!(digits(decimal::parse(&text).unwrap()), digits(expected));
    }

    #[test]
    fn rule_1_leading_and_trailing_zeros_change_nothing(value in decimals(), leading in 0_usize..40, trailing in 0_usize..40) {
        let text = value.abs().to_string();
        let point = if text.contains('.') { "" } else { "." };
        let trailing = if point.is_empty() { trailing } else { trailing + 1 };
        let padded = format!("{}{text}{point}{}", "0".repeat(leading), "0".repeat(trailing));
        prop_assert_eq!(decimal::parse(&padded).unwrap(), value.abs());
    }

    #[test]
    fn rule_1_sums_are_exact_or_refused(left in decimals(), right in decimals()) {
        if let Some(sum) = decimal::add(left, right) {
            prop_assert_eq!(wide_sum(left, right), wide(sum));
            // And back, where the way back fits as well.
            if let Some(back) = decimal::add(sum, -right) {
                prop_assert_eq!(back, left);
            }
        }
        prop_assert_eq!(decimal::add(left, right), decimal::add(right, left));
    }

    #[test]
    fn rule_1_ordinary_sums_are_never_refused(left in -1_000_000_000_000_i64..1_000_000_000_000, right in -1_000_000_000_000_i64..1_000_000_000_000, places in 0_u32..=12) {
        let sum = decimal::add(Decimal::new(left, places), Decimal::new(right, 2)).unwrap();
        let back = decimal::add(sum, Decimal::new(-right, 2)).unwrap();
        prop_assert_eq!(back, Decimal::new(left, places));
    }

    #[test]
    fn money_survives_being_shown_and_typed_in(cents in any::<i64>()) {
        let money = Money::from_minor(&cents.to_string(), usd()).unwrap();
        prop_assert_eq!(Money::parse(&money.to_plain(), usd()), Ok(money));
        prop_assert_eq!(money.to_minor().unwrap().to_string(), cents.to_string());
        prop_assert_eq!(money.to_string(), format!("{} USD", money.to_plain()));
        let sum = money.checked_add(money.negate()).unwrap();
        prop_assert!(sum.is_zero());
    }

    #[test]
    fn a_time_survives_every_way_to_write_it(time in timestamps()) {
        prop_assert_eq!(Timestamp::parse(&time.to_iso()), Ok(time));
        prop_assert_eq!(Timestamp::parse(&time.to_php()), Ok(time));
        let second = Timestamp::from_unix_seconds(time.unix_seconds());
        prop_assert_eq!(Timestamp::parse(&time.to_sql()), Ok(second));
        let milli = Timestamp::from_unix_millis(time.unix_millis());
        prop_assert_eq!(Timestamp::parse(&time.to_iso_millis()), Ok(milli));

        let written = serde_json::to_value(WireTime::from(time)).unwrap();
        let read = Cursor::root(&written).time().unwrap().unwrap();
        prop_assert_eq!(read.instant(), Some(time));

        let parts = time.parts();
        let clock = i64::from(parts.hour) * 3600 + i64::from(parts.minute) * 60 + i64::from(parts.second);
        let micros = parts.date.midnight().unix_micros() + clock * 1_000_000 + i64::from(parts.microsecond);
        prop_assert_eq!(micros, time.unix_micros());
        prop_assert_eq!(Date::parse(&parts.date.to_iso()), Ok(parts.date));
        prop_assert_eq!(Date::parse_american(&parts.date.to_american()), Ok(parts.date));
    }

    #[test]
    fn an_offset_shifts_the_clock_and_not_the_instant(seconds in 0_i64..4_000_000_000, minutes in -14 * 60_i64..=14 * 60) {
        let time = Timestamp::from_unix_seconds(seconds);
        let local = Timestamp::from_unix_seconds(seconds + minutes * 60);
        let sign = if minutes < 0 { '-' } else { '+' };
        let offset = format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
        let iso = format!("{}{offset}", local.to_sql().replace(' ', "T"));
        prop_assert_eq!(Timestamp::parse(&iso), Ok(time));
        prop_assert_eq!(WireTime::new(&local.to_php(), Some(&offset)).unwrap().instant(), Some(time));
    }

    #[test]
    fn a_numbered_object_is_a_list(ids in prop::collection::vec(any::<u64>(), 0..30)) {
        let listed: Value = ids.iter().copied().map(Value::from).collect();
        let mut numbered = Map::new();
        for (index, id) in ids.iter().enumerate().rev() {
            numbered.insert(index.to_string(), Value::from(*id));
        }
        let numbered = Value::Object(numbered);
        for list in [&listed, &numbered] {
            let rows = Cursor::root(list).rows(number).unwrap();
            prop_assert_eq!(&rows.rows, &ids);
            prop_assert!(rows.unreadable.is_empty());
        }
    }

    #[test]
    fn rule_8_as_many_rows_are_lost_as_are_malformed(sound in prop::collection::vec(any::<bool>(), 0..30), numbered in any::<bool>()) {
        let row = |(index, sound): (usize, &bool)| {
            if *sound { serde_json::json!({"id": index, "price": 1, "currency": "USD"}) } else { Value::from(index) }
        };
        let rows = sound.iter().enumerate().map(row);
        let data = if numbered {
            Value::Object(rows.enumerate().map(|(index, row)| (index.to_string(), row)).collect())
        } else {
            rows.collect()
        };
        let meta = serde_json::json!({"currentPage": 1, "lastPage": 1, "perPage": 50, "total": 0});
        let body = serde_json::json!({"data": data, "meta": meta}).to_string();
        let list = transaction::list(Caller::Customer, &transaction::TransactionFilter::default());
        let page = list.decode(&Answer::new(200, body.as_bytes())).unwrap();
        prop_assert_eq!(page.rows.len(), sound.iter().filter(|sound| **sound).count());
        prop_assert_eq!(page.rows.len() + page.unreadable.len(), sound.len());
    }

    #[test]
    fn any_text_is_a_currency_or_not(code in "\\PC{0,14}") {
        if let Ok(currency) = purser_api::Currency::new(&code) {
            prop_assert_eq!(currency.as_str(), code.to_ascii_uppercase());
            prop_assert_eq!(coin(currency.as_str()), currency);
        }
    }
}

/// An amount in units of 10⁻²⁸, as high and low half in base 10²⁸, so that no sum of two overflows.
fn wide(value: Decimal) -> (i128, i128) {
    const BASE: i128 = 10_i128.pow(28);
    let scale = 10_i128.pow(value.scale());
    let whole = value.mantissa() / scale;
    let part = value.mantissa() % scale * 10_i128.pow(28 - value.scale());
    (whole + part.div_euclid(BASE), part.rem_euclid(BASE))
}

fn wide_sum(left: Decimal, right: Decimal) -> (i128, i128) {
    const BASE: i128 = 10_i128.pow(28);
    let (left, right) = (wide(left), wide(right));
    let low = left.1 + right.1;
    (left.0 + right.0 + low.div_euclid(BASE), low.rem_euclid(BASE))
}
