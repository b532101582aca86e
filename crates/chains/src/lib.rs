//! Addresses of coins: what tells a mistyped one, or one of another chain, before anything is sent to it.
//!
//! The console asks before it sends, the sandbox when it is asked to send; both by this code. With the feature `make` it
//! makes addresses too, for who plays a chain.
//!
//! ```
//! use purser_chains::{Chain, Problem};
//!
//! let genesis = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
//! assert_eq!(Chain::of("BTC"), Some(Chain::Bitcoin));
//! assert_eq!(Chain::Bitcoin.check(genesis), Ok(()));
//! assert_eq!(Chain::Bitcoin.check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"), Err(Problem::Checksum));
//! assert_eq!(Chain::Dash.check(genesis), Err(Problem::OtherChain));
//! assert_eq!(Chain::whose(genesis), Some(Chain::Bitcoin));
//! ```
//!
//! ```
//! # #[cfg(feature = "make")] {
//! use purser_chains::{Chain, Problem};
//!
//! let address = Chain::Bitcoin.deposit_address("268166600234323379");
//! assert_eq!(Chain::Bitcoin.check(&address), Ok(()));
//! assert_eq!(Chain::Dash.check(&address), Err(Problem::OtherChain));
//!
//! // Where everybody shares an address, a tag tells them apart.
//! let ripple = Chain::Ripple.deposit_address("268166600234323379");
//! assert!(ripple.split_once(':').is_some_and(|(_, tag)| tag.parse::<u32>().is_ok()));
//! # }
//! ```

mod base58;
mod ethereum;
#[cfg(feature = "make")]
mod made;
mod monero;
mod pasted;
#[cfg(test)]
mod properties;
mod segwit;
mod stellar;
mod tag;
mod uri;

use std::fmt;

#[cfg(feature = "make")]
use made::{first, public_key};

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

    /// The chain that a coin lives on. None where that is not known: then nobody here can tell a good address.
    pub fn of(symbol: &str) -> Option<Self> {
        COINS.iter().find(|(_, coins)| coins.contains(&symbol)).map(|(chain, _)| *chain)
    }

    /// The chain that an address belongs to, the best known where several have the same addresses.
    pub fn whose(address: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|chain| chain.check(address).is_ok())
    }

    /// Its name, as people call the network.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bitcoin => "Bitcoin",
            Self::BitcoinGold => "Bitcoin Gold",
            Self::Dash => "Dash",
            Self::Dogecoin => "Dogecoin",
            Self::Ethereum => "Ethereum",
            Self::EthereumClassic => "Ethereum Classic",
            Self::Litecoin => "Litecoin",
            Self::Monero => "Monero",
            Self::Qtum => "Qtum",
            Self::Ripple => "XRP Ledger",
            Self::Stellar => "Stellar",
            Self::Tron => "TRON",
            Self::Zcash => "Zcash",
        }
    }

    /// Its name as one word, for files and digests.
    pub const fn label(self) -> &'static str {
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

    /// Whether a mistyped character of a good address would be noticed. An address of Ethereum in one case says nothing
    /// about a checksum.
    pub fn is_protected(self, address: &str) -> bool {
        !matches!(self, Self::Ethereum | Self::EthereumClassic) || ethereum::is_mixed(address)
    }

    /// Whether a good address takes a tag beside it: one of Monero may have its payment id within.
    pub fn takes_tag(self, address: &str) -> bool {
        self.has_tags() && (self != Self::Monero || monero::takes_payment_id(address))
    }

    /// The form of a good address that all its spellings have in common, to be compared with others.
    pub fn canonical(self, address: &str) -> String {
        let is_of_any_case = matches!(self, Self::Ethereum | Self::EthereumClassic)
            || segwit::check(self, address).is_some_and(|verdict| verdict.is_ok());
        if is_of_any_case { address.to_ascii_lowercase() } else { address.to_owned() }
    }

    /// How many characters all its addresses begin with, or almost: they tell none from another.
    pub fn common_start(self, address: &str) -> usize {
        let lower = address.to_ascii_lowercase();
        let prefixes: &[&str] = match self {
            Self::Ethereum | Self::EthereumClassic => &["0x"],
            _ => &["bc1q", "bc1p", "ltc1q", "ltc1p", "btg1q", "qc1q", "t1", "t3"],
        };
        prefixes.iter().find(|prefix| lower.starts_with(**prefix)).map_or(1, |prefix| prefix.len())
    }
}

/// The coins of each chain.
const COINS: &[(Chain, &[&str])] = &[
    (Chain::Bitcoin, &["BTC"]),
    (Chain::BitcoinGold, &["BTG"]),
    (Chain::Dash, &["DASH"]),
    (Chain::Dogecoin, &["DOGE"]),
    (Chain::Ethereum, &["ETH", "CTR", "USDT", "USDC", "DAI", "OMG", "REP", "ZRX", "BAT", "GNT"]),
    (Chain::EthereumClassic, &["ETC"]),
    (Chain::Litecoin, &["LTC"]),
    (Chain::Monero, &["XMR"]),
    (Chain::Qtum, &["QTUM"]),
    (Chain::Ripple, &["XRP"]),
    (Chain::Stellar, &["XLM"]),
    (Chain::Tron, &["TRX"]),
    (Chain::Zcash, &["ZEC"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// One address of each kind, from the chains' own documents.
    const PUBLISHED: [(Chain, &str); 12] = [
        (Chain::Bitcoin, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
        (Chain::Bitcoin, "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"),
        (Chain::Bitcoin, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
        (Chain::Bitcoin, "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"),
        (Chain::Litecoin, "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9"),
        (Chain::Dogecoin, "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L"),
        (Chain::Dash, "XuQQkwA4FYkq2XERzMY2CiAZhJTEDAbtcg"),
        (Chain::Zcash, "t1Hsc1LR8yKnbbe3twRp88p6vFfC5t7DLbs"),
        (Chain::Ripple, "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP"),
        (Chain::Tron, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
        (Chain::Stellar, "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ"),
        (
            Chain::Monero,
            "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A",
        ),
    ];

    #[test]
    fn no_address_with_one_other_character_is_taken() {
        for (chain, address) in PUBLISHED {
            assert_eq!(chain.check(address), Ok(()), "{address}");
            assert!(chain.is_protected(address), "{address}");
            for place in 0..address.len() {
                for letter in ('0'..='9').chain('A'..='Z').chain('a'..='z') {
                    if !address[place..].starts_with(letter) {
                        let changed = format!("{}{letter}{}", &address[..place], &address[place + 1..]);
                        assert!(chain.check(&changed).is_err(), "{chain:?} took {changed}");
                    }
                }
                let missing = format!("{}{}", &address[..place], &address[place + 1..]);
                assert!(chain.check(&missing).is_err(), "{chain:?} took {missing}");
            }
        }
    }

    #[test]
    fn what_ethereum_does_not_protect_is_known() {
        let address = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
        assert!(Chain::Ethereum.is_protected(address));
        assert!(!Chain::Ethereum.is_protected(&address.to_ascii_lowercase()));
        assert!(!Chain::EthereumClassic.is_protected("0x52908400098527886E0F7030069857D2E4169EE7"));
        for place in 2..address.len() {
            let mut other = address.to_owned().into_bytes();
            other[place] ^= if other[place].is_ascii_alphabetic() { 0x20 } else { 0 };
            let other = String::from_utf8(other).unwrap();
            let expected = if other == address { Ok(()) } else { Err(Problem::Checksum) };
            assert_eq!(Chain::Ethereum.check(&other), expected, "{other}");
        }
    }

    #[test]
    fn spellings_of_one_address_are_one() {
        let (mixed, bech) =
            ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4");
        assert_eq!(Chain::Ethereum.canonical(mixed), mixed.to_ascii_lowercase());
        assert_eq!(Chain::Bitcoin.canonical(bech), bech.to_ascii_lowercase());
        let plain = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
        assert_eq!(Chain::Bitcoin.canonical(plain), plain, "case tells these apart");
        assert_eq!((Chain::Bitcoin.common_start(bech), Chain::Bitcoin.common_start(plain)), (4, 1));
    }

    #[test]
    fn an_address_is_known_by_its_chain() {
        for (chain, address) in PUBLISHED {
            assert_eq!(Chain::whose(address), Some(chain), "{address}");
        }
        assert_eq!(Chain::whose("hello"), None);
        assert_eq!((Chain::of("ETH"), Chain::of("ADA")), (Some(Chain::Ethereum), None));
    }

    #[test]
    fn a_payment_id_stands_within_or_beside() {
        let (_, plain) = PUBLISHED[11];
        let integrated = "4LL9oSLmtpccfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2bYXZKKQePHES9khPK";
        assert!(Chain::Monero.takes_tag(plain) && !Chain::Monero.takes_tag(integrated));
        assert!(Chain::Ripple.takes_tag("r") && !Chain::Bitcoin.takes_tag("1"));
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
