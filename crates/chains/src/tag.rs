//! What stands beside an address where many share one: destination tags, memos, payment ids.

#[cfg(feature = "make")]
use data_encoding::HEXLOWER;
use data_encoding::HEXLOWER_PERMISSIVE;

#[cfg(feature = "make")]
use super::first;
use super::{Chain, Problem};

#[cfg(feature = "make")]
/// Tags below it look like somebody's test.
const LEAST: u32 = 100_000;

/// A memo of text has so many bytes at most.
const LONGEST_MEMO: usize = 28;

#[cfg(feature = "make")]
/// The tag of whoever these bytes belong to.
pub(super) fn of(chain: Chain, seed: [u8; 32]) -> String {
    match chain {
        Chain::Monero => HEXLOWER.encode(&seed),
        _ => (u32::from_be_bytes(first(seed)) / 2 + LEAST).to_string(),
    }
}

pub(super) fn check(chain: Chain, tag: &str) -> Result<(), Problem> {
    let is_number = !tag.is_empty() && tag.bytes().all(|byte| byte.is_ascii_digit());
    let is_good = match chain {
        // An integer of 32 bits.
        Chain::Ripple => is_number && tag.parse::<u32>().is_ok(),
        // An id is an integer of 64 bits, and would be a text as well.
        Chain::Stellar => !tag.is_empty() && tag.len() <= LONGEST_MEMO && !tag.chars().any(char::is_control),
        // Eight bytes when it came with an integrated address, thirty-two otherwise.
        Chain::Monero => matches!(tag.len(), 16 | 64) && HEXLOWER_PERMISSIVE.decode(tag.as_bytes()).is_ok(),
        _ => false,
    };
    if is_good { Ok(()) } else { Err(Problem::Tag) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_the_form_of_its_chain() {
        for (chain, good, bad) in [
            (Chain::Ripple, vec!["0", "156041", "4294967295"], vec!["", "-1", "+1", "4294967296", "x"]),
            (
                Chain::Stellar,
                vec!["1", "18446744073709551615", "for Ann"],
                vec!["", "a\nb", "12345678901234567890123456789"],
            ),
            (Chain::Monero, vec!["0123456789abcdef"], vec!["", "0123456789abcdeg", "0123"]),
        ] {
            for tag in good {
                assert_eq!(check(chain, tag), Ok(()), "{chain:?} {tag:?}");
            }
            for tag in bad {
                assert_eq!(check(chain, tag), Err(Problem::Tag), "{chain:?} {tag:?}");
            }
        }
    }
}
