//! Addresses with the checksums that their chains ask for.
//!
//! ```
//! use purser_sandbox::rails::chains::{Chain, Problem};
//!
//! let address = Chain::Bitcoin.deposit_address("268166600234323379");
//! assert_eq!(Chain::Bitcoin.check(&address), Ok(()));
//! assert_eq!(Chain::Dash.check(&address), Err(Problem::OtherChain));
//!
//! // Where everybody shares an address, a tag tells them apart.
//! let ripple = Chain::Ripple.deposit_address("268166600234323379");
//! assert!(ripple.split_once(':').is_some_and(|(_, tag)| tag.parse::<u32>().is_ok()));
//! ```

mod base58;
mod ethereum;
mod monero;
mod segwit;
mod stellar;
mod tag;

use data_encoding::{HEXLOWER, HEXUPPER};
use sha2::{Digest, Sha256};
use std::fmt;

/// A chain, or a family of coins on one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chain {
    Bitcoin,
    BitcoinGold,
    Dash,
    Dogecoin,
    /// Ether, and every token that lives there.
    Ethereum,
    EthereumClassic,
    Litecoin,
    Monero,
    Qtum,
    Ripple,
    Stellar,
    Tron,
    Zcash,
}

/// Why nothing can be sent to a destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// It does not have the form of an address of this chain.
    Form,
    /// A character is wrong: the checksum does not fit.
    Checksum,
    /// It is an address, but not of this chain.
    OtherChain,
    /// The chain has no tags, and here is one.
    NoTags,
    /// The tag does not have the form that the chain asks for.
    Tag,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Form => "is not an address of this chain",
            Self::Checksum => "is mistyped: its checksum does not fit",
            Self::OtherChain => "belongs to another chain",
            Self::NoTags => "has a tag, and this chain has none",
            Self::Tag => "has a tag that this chain does not know",
        })
    }
}

impl std::error::Error for Problem {}

impl Chain {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Bitcoin,
        Self::BitcoinGold,
        Self::Dash,
        Self::Dogecoin,
        Self::Ethereum,
        Self::EthereumClassic,
        Self::Litecoin,
        Self::Monero,
        Self::Qtum,
        Self::Ripple,
        Self::Stellar,
        Self::Tron,
        Self::Zcash,
    ];

    const fn label(self) -> &'static str {
        match self {
            Self::Bitcoin => "bitcoin",
            Self::BitcoinGold => "bitcoin-gold",
            Self::Dash => "dash",
            Self::Dogecoin => "dogecoin",
            Self::Ethereum => "ethereum",
            Self::EthereumClassic => "ethereum-classic",
            Self::Litecoin => "litecoin",
            Self::Monero => "monero",
            Self::Qtum => "qtum",
            Self::Ripple => "ripple",
            Self::Stellar => "stellar",
            Self::Tron => "tron",
            Self::Zcash => "zcash",
        }
    }

    /// Whether a destination can have a tag, a memo or a payment id.
    pub const fn has_tags(self) -> bool {
        matches!(self, Self::Monero | Self::Ripple | Self::Stellar)
    }

    /// Where `owner` receives: always the same, and valid on the chain. On a chain with tags, everybody has the
    /// same address and a tag of their own behind a colon.
    pub fn deposit_address(self, owner: &str) -> String {
        if self.has_tags() {
            let tag = tag::of(self, seed(self, owner, "tag"));
            format!("{}:{tag}", self.address(seed(self, "the house", "address")))
        } else {
            self.address(seed(self, owner, "address"))
        }
    }

    fn address(self, seed: [u8; 32]) -> String {
        match self {
            Self::Ethereum | Self::EthereumClassic => ethereum::address(seed),
            Self::Monero => monero::address(seed),
            Self::Stellar => stellar::address(seed),
            other => base58::address(other, seed),
        }
    }

    /// Whether coins of this chain can be sent to `destination`, which is an address, or an address and a tag with
    /// a colon between them.
    pub fn check(self, destination: &str) -> Result<(), Problem> {
        let (address, tag) = match destination.rsplit_once(':') {
            Some((address, tag)) => (address, Some(tag)),
            None => (destination, None),
        };
        match self {
            Self::Ethereum | Self::EthereumClassic => ethereum::check(address)?,
            Self::Monero => monero::check(address)?,
            Self::Stellar => stellar::check(address)?,
            other => match segwit::check(other, address) {
                Some(verdict) => verdict?,
                None => base58::check(other, address)?,
            },
        }
        match tag {
            None => Ok(()),
            Some(tag) if self.has_tags() => tag::check(self, tag),
            Some(_) => Err(Problem::NoTags),
        }
    }

    /// What the chain calls a transaction made of these bytes.
    pub fn transaction_hash(self, bytes: [u8; 32]) -> String {
        match self {
            Self::Ethereum | Self::EthereumClassic => format!("0x{}", HEXLOWER.encode(&bytes)),
            Self::Ripple => HEXUPPER.encode(&bytes),
            _ => HEXLOWER.encode(&bytes),
        }
    }
}

/// Thirty-two bytes that depend on these words and nothing else.
fn seed(chain: Chain, owner: &str, purpose: &str) -> [u8; 32] {
    let label = chain.label();
    let words = format!("{}:{label}{}:{owner}{}:{purpose}", label.len(), owner.len(), purpose.len());
    Sha256::digest(words).into()
}

/// The first `N` of them.
fn first<const N: usize>(seed: [u8; 32]) -> [u8; N] {
    let mut bytes = [0; N];
    for (slot, byte) in bytes.iter_mut().zip(seed) {
        *slot = byte;
    }
    bytes
}

/// A public key on Curve25519, as wallets make them: by multiplying the base point.
fn public_key(seed: [u8; 32]) -> [u8; 32] {
    let pair = ed25519_compact::KeyPair::from_seed(ed25519_compact::Seed::new(seed));
    *pair.pk
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_address_that_was_given_out_is_taken_by_its_chain_alone(owner in ".{0,40}") {
            for chain in Chain::ALL {
                let address = chain.deposit_address(&owner);
                prop_assert_eq!(&chain.deposit_address(&owner), &address);
                prop_assert_eq!(chain.check(&address), Ok(()), "{}", address);
                for other in Chain::ALL {
                    let is_same_form = matches!(
                        (chain, other),
                        (Chain::Ethereum | Chain::EthereumClassic, Chain::Ethereum | Chain::EthereumClassic)
                    );
                    if chain != other && !is_same_form {
                        prop_assert!(other.check(&address).is_err(), "{:?} took {}", other, address);
                    }
                }
            }
        }

        #[test]
        fn a_mistyped_character_is_found(owner in "[a-z]{1,9}", place in 0..200_usize, letter in "[2-9A-HJ-NP-Za-km-z]") {
            for chain in Chain::ALL {
                let address = chain.deposit_address(&owner);
                let address = address.split(':').next().unwrap();
                let place = place % address.len();
                let mut letters: Vec<char> = address.chars().collect();
                let letter = letter.chars().next().unwrap();
                // Ethereum's checksum is in the case of its letters: of one in digits it says nothing.
                if letters[place] == letter || address.starts_with("0x") {
                    continue;
                }
                letters[place] = letter;
                let mistyped: String = letters.into_iter().collect();
                prop_assert!(chain.check(&mistyped).is_err(), "{:?} took {}", chain, mistyped);
            }
        }

        #[test]
        fn rule_24_no_text_is_too_strange(text in "\\PC{0,120}", tag in "\\PC{0,80}") {
            for chain in Chain::ALL {
                let _ = chain.check(&text);
                let _ = chain.check(&format!("{text}:{tag}"));
            }
        }
    }

    #[test]
    fn everybody_has_their_own() {
        for chain in Chain::ALL {
            assert_ne!(chain.deposit_address("ann"), chain.deposit_address("bob"));
        }
        let (first, _) = Chain::Ripple.deposit_address("ann").split_once(':').map(owned).unwrap();
        let (second, _) = Chain::Ripple.deposit_address("bob").split_once(':').map(owned).unwrap();
        assert_eq!(first, second, "told apart by the tag");
    }

    fn owned((left, right): (&str, &str)) -> (String, String) {
        (left.to_owned(), right.to_owned())
    }

    #[test]
    fn tags_are_for_chains_that_have_them() {
        let address = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
        assert_eq!(Chain::Bitcoin.check(address), Ok(()));
        assert_eq!(Chain::Bitcoin.check(&format!("{address}:1")), Err(Problem::NoTags));
        let address = "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP";
        assert_eq!(Chain::Ripple.check(&format!("{address}:156041")), Ok(()));
        assert_eq!(Chain::Ripple.check(&format!("{address}:")), Err(Problem::Tag));
        assert_eq!(Chain::Ripple.check(&format!("{address}:4294967296")), Err(Problem::Tag));
    }

    #[test]
    fn hashes_look_as_on_their_chain() {
        assert!(Chain::Ethereum.transaction_hash([171; 32]).starts_with("0xabab"));
        assert!(Chain::Ripple.transaction_hash([171; 32]).starts_with("ABAB"));
        assert_eq!(Chain::Bitcoin.transaction_hash([171; 32]).len(), 64);
    }
}
