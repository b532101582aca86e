//! Cards: numbers that pass the check of all card numbers, masked before anybody sees them, and the CVV on the back.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::domain::clock::SECOND;
use purser_api::Timestamp;

/// How many years a card works.
const YEARS: u16 = 4;

/// The digits that this issuer's numbers begin with.
const ISSUER: &str = "417011";

/// The digit that makes a number pass the check of Luhn.
///
/// ```
/// use purser_sandbox::domain::ctk::cards::check_digit;
///
/// assert_eq!(check_digit("411111111111111"), Some('1'));
/// assert_eq!(check_digit("7992739871"), Some('3'));
/// ```
pub fn check_digit(digits: &str) -> Option<char> {
    let mut sum = 0;
    for (place, digit) in digits.chars().rev().enumerate() {
        let digit = digit.to_digit(10)?;
        let doubled = if place % 2 == 0 { digit * 2 } else { digit };
        sum += if doubled > 9 { doubled - 9 } else { doubled };
    }
    char::from_digit((10 - sum % 10) % 10, 10)
}

/// A card number made of these bytes. Only its last four digits are ever kept.
pub fn number(bytes: [u8; 16]) -> String {
    let account =
        u64::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]])
            % 1_000_000_000;
    let digits = format!("{ISSUER}{account:09}");
    let check = check_digit(&digits).unwrap_or('0');
    format!("{digits}{check}")
}

/// The last four digits of a number.
pub fn last_four(number: &str) -> &str {
    number.get(number.len().saturating_sub(4)..).unwrap_or_default()
}

/// A number of which the last four digits are known.
pub fn masked(last_four: &str) -> String {
    format!("************{last_four}")
}

/// The number that a card is spoken of by: nine digits.
pub fn san(bytes: [u8; 16]) -> String {
    let number = u64::from_be_bytes([
        bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15],
    ]);
    (100_000_000 + number % 900_000_000).to_string()
}

/// The three digits on a card's back. They are kept nowhere: as with real cards, they are worked out from the card's
/// number with a key, each time that they are needed.
pub fn cvv(key: &[u8], san: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(b"cvv ");
    mac.update(san.as_bytes());
    let digest = mac.finalize().into_bytes();
    let number = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
    Some(format!("{:03}", number % 1_000))
}

/// Whether somebody who says that CVV has seen the card's back.
pub fn is_cvv(key: &[u8], san: &str, said: &str) -> bool {
    cvv(key, san).is_some_and(|right| bool::from(right.as_bytes().ct_eq(said.as_bytes())))
}

/// Until when a card that was made at `created_at` works: `04/22`.
pub fn expiry(created_at: i64) -> String {
    let date = Timestamp::from_unix_micros(created_at).date();
    format!("{:02}/{:02}", date.month(), (date.year() + YEARS) % 100)
}

/// Whether it still works at `now`: to the end of the month that stands on it.
pub fn works_at(created_at: i64, now: i64) -> bool {
    let months = |instant: i64| {
        let date = Timestamp::from_unix_micros(instant.div_euclid(SECOND) * SECOND).date();
        u32::from(date.year()) * 12 + u32::from(date.month())
    };
    months(now) <= months(created_at) + u32::from(YEARS) * 12
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clock::parse_date_time;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_number_passes_the_check_of_luhn(bytes: [u8; 16]) {
            let number = number(bytes);
            prop_assert_eq!(number.len(), 16);
            prop_assert_eq!(check_digit(&number[..15]), number.chars().last());
            prop_assert!(san(bytes).len() == 9);
            let masked = masked(last_four(&number));
            prop_assert!(masked.len() == 16 && masked.starts_with("************"), "rule 18");
        }
    }

    #[test]
    fn rule_18_a_cvv_depends_on_the_key_and_the_card() {
        let right = cvv(b"key", "417011732").unwrap();
        assert_eq!(right.len(), 3);
        assert!(is_cvv(b"key", "417011732", &right));
        let others = (0..50).map(|card| cvv(b"key", &format!("{card}")).unwrap());
        assert!(others.collect::<std::collections::BTreeSet<_>>().len() > 40);
        assert!(!is_cvv(b"key", "417011732", ""));
    }

    #[test]
    fn a_card_works_to_the_end_of_its_month() {
        let made = parse_date_time("2026-03-31 12:00:00").unwrap();
        assert_eq!(expiry(made), "03/30");
        assert!(works_at(made, parse_date_time("2030-03-31 23:59:59").unwrap()));
        assert!(!works_at(made, parse_date_time("2030-04-01 00:00:00").unwrap()));
    }
}
