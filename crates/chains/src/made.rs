//! Addresses and hashes made up: valid on their chains, and nobody's.

use data_encoding::{HEXLOWER, HEXUPPER};
use sha2::{Digest, Sha256};

use super::{Chain, base58, ethereum, monero, stellar, tag};

impl Chain {
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
pub(super) fn first<const N: usize>(seed: [u8; 32]) -> [u8; N] {
    let mut bytes = [0; N];
    for (slot, byte) in bytes.iter_mut().zip(seed) {
        *slot = byte;
    }
    bytes
}

/// A public key on Curve25519, as wallets make them: by multiplying the base point.
pub(super) fn public_key(seed: [u8; 32]) -> [u8; 32] {
    let pair = ed25519_compact::KeyPair::from_seed(ed25519_compact::Seed::new(seed));
    *pair.pk
}
