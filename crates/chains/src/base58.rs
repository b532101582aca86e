//! Base 58 with a check: a version, twenty bytes and four of a double SHA-256.

use bs58::Alphabet;
use bs58::decode::Error;

#[cfg(feature = "make")]
use super::first;
use super::{Chain, Problem};

const HASH_BYTES: usize = 20;

/// The versions that a chain's addresses begin with; the first is that of an ordinary one, the others are of scripts.
const fn versions(chain: Chain) -> &'static [&'static [u8]] {
    match chain {
        Chain::Bitcoin => &[&[0x00], &[0x05]],
        Chain::BitcoinGold => &[&[0x26], &[0x17]],
        Chain::Dash => &[&[0x4c], &[0x10]],
        Chain::Dogecoin => &[&[0x1e], &[0x16]],
        Chain::Litecoin => &[&[0x30], &[0x32]],
        Chain::Qtum => &[&[0x3a], &[0x32]],
        Chain::Ripple => &[&[0x00]],
        Chain::Tron => &[&[0x41]],
        Chain::Zcash => &[&[0x1c, 0xb8], &[0x1c, 0xbd]],
        Chain::Ethereum | Chain::EthereumClassic | Chain::Monero | Chain::Stellar => &[],
    }
}

const fn alphabet(chain: Chain) -> &'static Alphabet {
    if matches!(chain, Chain::Ripple) { Alphabet::RIPPLE } else { Alphabet::BITCOIN }
}

#[cfg(feature = "make")]
pub(super) fn address(chain: Chain, seed: [u8; 32]) -> String {
    let version = versions(chain).first().copied().unwrap_or_default();
    let payload = [version, &first::<HASH_BYTES>(seed)].concat();
    bs58::encode(payload).with_alphabet(alphabet(chain)).with_check().into_string()
}

pub(super) fn check(chain: Chain, address: &str) -> Result<(), Problem> {
    // The longest is that of Zcash, with thirty-six; decoding takes the square of the length.
    if !(25..=40).contains(&address.len()) {
        return Err(Problem::Form);
    }
    let payload = bs58::decode(address).with_alphabet(alphabet(chain)).with_check(None).into_vec();
    let payload = payload.map_err(|error| match error {
        Error::InvalidChecksum { .. } => Problem::Checksum,
        _ => Problem::Form,
    })?;
    let is_ours = versions(chain)
        .iter()
        .any(|version| payload.strip_prefix(*version).is_some_and(|hash| hash.len() == HASH_BYTES));
    if is_ours { Ok(()) } else { Err(Problem::OtherChain) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_addresses_are_taken() {
        for (chain, address) in [
            (Chain::Bitcoin, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
            (Chain::Bitcoin, "1LLzN2ffsY1AdvswuGLMDnBro5FA8uwDZN"),
            (Chain::Bitcoin, "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"),
            (Chain::Litecoin, "LWAPtEgkzczJeCmGxQESTmyfEqrdZgFYzj"),
            (Chain::Litecoin, "MQMcJhpWHYVeQArcZR3sBgyPZxxRtnH441"),
            (Chain::Dogecoin, "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L"),
            (Chain::Dash, "XuQQkwA4FYkq2XERzMY2CiAZhJTEDAbtcg"),
            (Chain::Zcash, "t1Hsc1LR8yKnbbe3twRp88p6vFfC5t7DLbs"),
            (Chain::Zcash, "t3Vz22vK5z2LcKEdg16Yv4FFneEL1zg9ojd"),
            (Chain::Ripple, "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP"),
            (Chain::Ripple, "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"),
            (Chain::Ripple, "rrrrrrrrrrrrrrrrrrrrrhoLvTp"),
            (Chain::Tron, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
        ] {
            assert_eq!(check(chain, address), Ok(()), "{address}");
        }
    }

    #[test]
    fn mistyped_and_foreign_ones_are_not() {
        assert_eq!(check(Chain::Bitcoin, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"), Err(Problem::Checksum));
        assert_eq!(check(Chain::Bitcoin, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfN0"), Err(Problem::Form));
        assert_eq!(check(Chain::Bitcoin, "LWAPtEgkzczJeCmGxQESTmyfEqrdZgFYzj"), Err(Problem::OtherChain));
        assert_eq!(check(Chain::Litecoin, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"), Err(Problem::OtherChain));
        assert_eq!(check(Chain::Bitcoin, ""), Err(Problem::Form));
        assert_eq!(check(Chain::Bitcoin, &"1".repeat(10_000)), Err(Problem::Form));
    }
}
