//! Ethereum's addresses, whose checksum is in the case of their letters (EIP-55).

#[cfg(feature = "make")]
use data_encoding::HEXLOWER;
use data_encoding::HEXLOWER_PERMISSIVE;
use sha3::{Digest, Keccak256};

use super::Problem;
#[cfg(feature = "make")]
use super::first;

const DIGITS: usize = 40;

#[cfg(feature = "make")]
pub(super) fn address(seed: [u8; 32]) -> String {
    format!("0x{}", checksummed(&HEXLOWER.encode(&first::<20>(seed))))
}

/// Forty lower-case digits, with those letters in upper case whose place in the digest has its highest bit set.
fn checksummed(digits: &str) -> String {
    let digest = Keccak256::digest(digits.as_bytes());
    let nibbles = digest.iter().flat_map(|byte| [byte >> 4, byte & 0x0f]);
    digits
        .chars()
        .zip(nibbles)
        .map(|(digit, nibble)| if nibble >= 8 { digit.to_ascii_uppercase() } else { digit })
        .collect()
}

/// Whether it is of both cases: then they are a checksum.
pub(super) fn is_mixed(address: &str) -> bool {
    let digits = address.strip_prefix("0x").unwrap_or(address);
    let has = |is_in_case: fn(&u8) -> bool| digits.as_bytes().iter().any(is_in_case);
    has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase)
}

pub(super) fn check(address: &str) -> Result<(), Problem> {
    let digits = address.strip_prefix("0x").ok_or(Problem::Form)?;
    if digits.len() != DIGITS || HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).is_err() {
        return Err(Problem::Form);
    }
    // In one case, nothing was said about a checksum.
    if is_mixed(digits) && checksummed(&digits.to_ascii_lowercase()) != digits {
        return Err(Problem::Checksum);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_eip_55_are_judged_as_published() {
        for address in [
            "0x52908400098527886E0F7030069857D2E4169EE7",
            "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
            "0xde709f2102306220921060314715629080e2fb77",
            "0x27b1fdb04752bbc536007a920d24acb045561c26",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
            "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
            "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        ] {
            assert_eq!(check(address), Ok(()), "{address}");
            let digits = &address[2..];
            let is_mixed = digits != digits.to_lowercase() && digits != digits.to_uppercase();
            if is_mixed {
                assert_eq!(checksummed(&digits.to_lowercase()), digits);
            }
        }
        assert_eq!(check("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed"), Err(Problem::Checksum));
        for malformed in [
            "",
            "0x",
            "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg",
        ] {
            assert_eq!(check(malformed), Err(Problem::Form), "{malformed}");
        }
    }

    #[test]
    fn the_documents_addresses_are_taken() {
        for address in
            ["0x533584114A1cE143318858BAB997DC00DA575faA", "0x588BF5217B15911ba1c9C01E5aF2ceBbfE371d5f"]
        {
            assert_eq!(check(address), Ok(()), "{address}");
        }
    }
}
