//! Segregated witness addresses: bech32 for version 0 (BIP 173), bech32m for those after it (BIP 350).

use bech32::segwit;

use super::{Chain, Problem};

const fn prefix(chain: Chain) -> Option<&'static str> {
    match chain {
        Chain::Bitcoin => Some("bc"),
        Chain::BitcoinGold => Some("btg"),
        Chain::Litecoin => Some("ltc"),
        Chain::Qtum => Some("qc"),
        _ => None,
    }
}

/// The verdict on an address of this form; none where it is of another form.
pub(super) fn check(chain: Chain, address: &str) -> Option<Result<(), Problem>> {
    let prefix = prefix(chain)?;
    let has = |is: fn(&u8) -> bool| address.as_bytes().iter().any(is);
    // This form is of one case; `Qc1…` of both is Qtum's Base58.
    if has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) {
        return None;
    }
    let (found, _) = address.rsplit_once('1')?;
    // A Base58 address that happens to have a 1 in it has more before it than any prefix.
    if !["bc", "btg", "ltc", "qc", "tb", "bcrt"].iter().any(|known| known.eq_ignore_ascii_case(found)) {
        return None;
    }
    Some(match segwit::decode(address) {
        Ok(_) if found.eq_ignore_ascii_case(prefix) => Ok(()),
        Ok(_) => Err(Problem::OtherChain),
        Err(_) => Err(Problem::Checksum),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_bip_173_and_bip_350_are_judged_as_published() {
        for good in [
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
            "BC1SW50QGDZ25J",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        ] {
            assert_eq!(check(Chain::Bitcoin, good), Some(Ok(())), "{good}");
            assert_eq!(check(Chain::Litecoin, good), Some(Err(Problem::OtherChain)), "{good}");
        }
        for bad in [
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
            "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
            "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
            "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
            "bc1pw5dgrnzv",
            "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
            "bc1gmk9yu",
        ] {
            assert_eq!(check(Chain::Bitcoin, bad), Some(Err(Problem::Checksum)), "{bad}");
        }
        assert_eq!(check(Chain::Dash, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"), None);
        assert_eq!(check(Chain::Qtum, "Qc1CaRF27ft8cik8YnTfzF2PBXWL56X9QW"), None);
        assert_eq!(check(Chain::Litecoin, "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9"), Some(Ok(())));
    }
}
