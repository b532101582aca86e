//! Monero's addresses: a version, two public keys and four bytes of Keccak, in base 58 by blocks of eight bytes.

use sha3::{Digest, Keccak256};

use super::Problem;
#[cfg(feature = "make")]
use super::public_key;

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Characters that so many bytes take.
const WIDTHS: [usize; 9] = [0, 2, 3, 5, 6, 7, 9, 10, 11];

const ORDINARY: u8 = 18;
const INTEGRATED: u8 = 19;
const SUBADDRESS: u8 = 42;

const CHECKSUM_BYTES: usize = 4;

#[cfg(feature = "make")]
pub(super) fn address(seed: [u8; 32]) -> String {
    let view: [u8; 32] = Keccak256::digest(seed).into();
    let mut bytes = vec![ORDINARY];
    bytes.extend(public_key(seed));
    bytes.extend(public_key(view));
    bytes.extend(&Keccak256::digest(&bytes)[..CHECKSUM_BYTES]);
    encode(&bytes)
}

pub(super) fn check(address: &str) -> Result<(), Problem> {
    // A network, two keys and a checksum; an integrated address has a payment id of eight bytes too.
    let bytes = decode(address).filter(|bytes| matches!(bytes.len(), 69 | 77)).ok_or(Problem::Form)?;
    let (body, checksum) = bytes.split_at(bytes.len() - CHECKSUM_BYTES);
    if !Keccak256::digest(body).starts_with(checksum) {
        return Err(Problem::Checksum);
    }
    match (body.first(), body.len()) {
        (Some(&(ORDINARY | SUBADDRESS)), 65) | (Some(&INTEGRATED), 73) => Ok(()),
        _ => Err(Problem::OtherChain),
    }
}

/// Whether a payment id stands beside it, and not within.
pub(super) fn takes_payment_id(address: &str) -> bool {
    decode(address).is_some_and(|bytes| bytes.first() != Some(&INTEGRATED))
}

#[cfg(feature = "make")]
fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    for block in bytes.chunks(8) {
        let mut number = block.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let mut letters = vec![ALPHABET[0]; WIDTHS[block.len()]];
        for letter in letters.iter_mut().rev() {
            *letter = ALPHABET[usize::try_from(number % 58).unwrap_or_default()];
            number /= 58;
        }
        text.extend(letters.into_iter().map(char::from));
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for block in text.as_bytes().chunks(11) {
        let size = WIDTHS.iter().position(|width| *width == block.len())?;
        let mut number = 0_u64;
        for letter in block {
            let digit = ALPHABET.iter().position(|known| known == letter)?;
            number = number.checked_mul(58)?.checked_add(u64::try_from(digit).ok()?)?;
        }
        let all = number.to_be_bytes();
        let (spare, used) = all.split_at(8 - size);
        if spare.iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend(used);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_addresses_are_taken() {
        for address in [
            // The project's donation address, then and before, and the examples of its documents.
            "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A",
            "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H",
            "4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rge",
            "4LL9oSLmtpccfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2bYXZKKQePHES9khPK",
        ] {
            assert_eq!(check(address), Ok(()), "{address}");
        }
    }

    #[test]
    fn blocks_are_those_of_the_reference() {
        for (bytes, text) in [
            (vec![0x00], "11"),
            (vec![0x39], "1z"),
            (vec![0xff], "5Q"),
            (vec![0x00, 0x00], "111"),
            (vec![0xff, 0xff], "LUv"),
            (vec![0xff; 8], "jpXCZedGfVQ"),
            (vec![0x06, 0x15, 0x60, 0x13, 0x76, 0x28, 0x79, 0xf7], "22222222222"),
        ] {
            assert_eq!(encode(&bytes), text);
            assert_eq!(decode(text), Some(bytes), "{text}");
        }
        for bad in ["1", "z", "5R", "zz", "LUw", "zzzzzzzzzzz", "jpXCZedGfVR", "01"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
