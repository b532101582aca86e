//! Cards: which ones the sandbox takes, and what each of them does.

use super::clock::SECOND;
use super::units::Units;
use purser_api::Timestamp;

/// How long the payment system takes to decide about a slow card.
pub const SLOW: i64 = 30 * SECOND;

/// What the customer types when a bank asks whether it is the customer.
pub const CHALLENGE_CODE: &str = "123456";

/// What a card does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// It pays.
    Approved,
    /// It does not pay.
    Declined,
    /// The bank asks whether it is the customer (3-D Secure).
    Challenged,
    /// It pays after a while.
    Slow,
    /// It pays, and the connection closes before that is said.
    Dropped,
}

/// A card of the sandbox.
#[derive(Debug, Clone, Copy)]
pub struct TestCard {
    pub number: &'static str,
    pub behaviour: Behaviour,
    /// What it does, in words.
    pub words: &'static str,
}

/// The cards that the hosted page takes. It takes no others, so that nobody leaves a real number in a sandbox.
pub const TEST_CARDS: [TestCard; 5] = [
    TestCard { number: "4111 1111 1111 1111", behaviour: Behaviour::Approved, words: "is approved" },
    TestCard { number: "4000 0000 0000 0002", behaviour: Behaviour::Declined, words: "is declined" },
    TestCard {
        number: "4000 0000 0000 3220",
        behaviour: Behaviour::Challenged,
        words: "asks for a 3-D Secure code: 123456 is right, any other is wrong",
    },
    TestCard {
        number: "4000 0000 0000 0341",
        behaviour: Behaviour::Slow,
        words: "is approved after 30 seconds",
    },
    TestCard {
        number: "4000 0000 0000 0119",
        behaviour: Behaviour::Dropped,
        words: "is approved, and the connection closes before that is said",
    },
];

/// What may be remembered of a card: neither its number nor its CVV.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// The first six digits and the last four.
    pub masked: String,
    pub brand: String,
    pub month: Option<i64>,
    /// Two digits.
    pub year: Option<i64>,
}

/// The number with all but the first six and the last four digits replaced.
pub fn mask(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match (digits.get(..6), digits.len().checked_sub(4).and_then(|start| digits.get(start..))) {
        (Some(first), Some(last)) if digits.len() > 10 => format!("{first}****{last}"),
        _ => "****".to_owned(),
    }
}

/// Whether the digits of a number check out (Luhn).
pub fn is_checked(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|digit| digit.to_digit(10))
        .enumerate()
        .map(|(place, digit)| match (place % 2 == 1, digit * 2) {
            (false, _) => digit,
            (true, twice) => twice / 10 + twice % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Who issues cards that begin like this.
pub fn brand(digits: &str) -> &'static str {
    match digits.as_bytes() {
        [b'4', ..] => "visa",
        [b'5', b'1'..=b'5', ..] | [b'2', b'2'..=b'7', ..] => "mastercard",
        [b'3', b'4' | b'7', ..] => "amex",
        _ => "card",
    }
}

/// Reads the number of a test card, or says what is wrong with it.
pub fn read_number(text: &str) -> Result<Card, &'static str> {
    if text.chars().any(|character| !character.is_ascii_digit() && !" -".contains(character)) {
        return Err("The card number has digits only.");
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if !(12..=19).contains(&digits.len()) {
        return Err("A card number has 12 to 19 digits.");
    }
    if !is_checked(&digits) {
        return Err("A digit of the card number is wrong.");
    }
    if !TEST_CARDS.iter().any(|card| card.number.replace(' ', "") == digits) {
        return Err("This is a sandbox: use one of the test cards, never a real one.");
    }
    Ok(Card { masked: mask(&digits), brand: brand(&digits).to_owned(), ..Card::default() })
}

/// Reads `08/28` or `8 / 2028`: the month, and two digits of the year.
pub fn read_expiry(text: &str) -> Option<(i64, i64)> {
    let (month, year) = text.split_once('/')?;
    let number = |text: &str, longest: usize| {
        let text = text.trim();
        let is_number = (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<i64>().ok()).flatten()
    };
    let (month, year) = (number(month, 2)?, (number(year, 4)?, year.trim().len()));
    let year = match year {
        (year, 2) => year,
        (year @ 2_000..=2_099, 4) => year - 2_000,
        _ => return None,
    };
    (1..=12).contains(&month).then_some((month, year))
}

impl Card {
    /// What this card does.
    pub fn behaviour(&self) -> Behaviour {
        let known = TEST_CARDS.iter().find(|card| mask(card.number) == self.masked);
        known.map_or(Behaviour::Approved, |card| card.behaviour)
    }

    /// Whether its last month is over. A card without one does not expire.
    pub fn is_expired(&self, now: i64) -> bool {
        let today = Timestamp::from_unix_micros(now).to_php();
        let part = |range: std::ops::Range<usize>| today.get(range).and_then(|text| text.parse::<i64>().ok());
        match (self.year, self.month, part(0..4), part(5..7)) {
            (Some(year), Some(month), Some(this_year), Some(this_month)) => {
                (2_000 + year, month) < (this_year, this_month)
            }
            _ => false,
        }
    }
}

/// What a card is charged: what the account receives, and what the modifications add or take off.
pub fn charged(amount: Units, modifications: &[Units]) -> Option<(Units, Units)> {
    let surcharge = modifications.iter().try_fold(Units::ZERO, |sum, part| sum.checked_add(*part))?;
    let charged = amount.checked_add(surcharge)?;
    (charged.is_positive() && charged.to_decimal().is_some()).then_some((charged, surcharge))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clock::parse_date_time;

    #[test]
    fn test_cards_check_out_and_others_are_refused() {
        for card in TEST_CARDS {
            let read = read_number(card.number).unwrap();
            assert_eq!(read.behaviour(), card.behaviour);
            assert_eq!(read.brand, "visa");
        }
        assert_eq!(read_number("4111-1111-1111-1111").unwrap().masked, "411111****1111");
        assert!(read_number("4111 1111 1111 1112").unwrap_err().contains("wrong"));
        assert!(read_number("5555 5555 5555 4444").unwrap_err().contains("sandbox"));
        assert!(read_number("4111").is_err() && read_number("41111111 1111111x").is_err());
        assert_eq!(mask("41111"), "****");
    }

    #[test]
    fn a_card_lasts_to_the_end_of_its_month() {
        assert_eq!(read_expiry("8/28"), Some((8, 28)));
        assert_eq!(read_expiry(" 08 / 2028 "), Some((8, 28)));
        for wrong in ["", "8", "13/28", "0/28", "8/1", "8/128", "8/3028", "-8/28", "8/28/1"] {
            assert_eq!(read_expiry(wrong), None, "{wrong}");
        }
        let card = Card { month: Some(3), year: Some(26), ..Card::default() };
        assert!(!card.is_expired(parse_date_time("2026-03-31 23:59:59").unwrap()));
        assert!(card.is_expired(parse_date_time("2026-04-01 00:00:00").unwrap()));
        assert!(!Card::default().is_expired(0));
    }

    #[test]
    fn rule_1_modifications_change_what_is_charged_exactly() {
        let units = |text: &str| text.parse::<Units>().unwrap();
        let (charged_in_all, surcharge) = charged(units("10"), &[units("0.1"), units("-0.3")]).unwrap();
        assert_eq!((charged_in_all.to_string(), surcharge.to_string()), ("9.8".into(), "-0.2".into()));
        assert_eq!(charged(units("10"), &[units("-10")]), None);
    }
}
