//! Addresses as links, which wallets read from QR codes.

use std::fmt::Write;

use super::Chain;

impl Chain {
    /// The schemes of its links; the first is the one that is written.
    pub(crate) const fn schemes(self) -> &'static [&'static str] {
        match self {
            Self::Bitcoin => &["bitcoin"],
            Self::BitcoinGold => &["bitcoingold"],
            Self::Dash => &["dash"],
            Self::Dogecoin => &["dogecoin"],
            Self::Ethereum | Self::EthereumClassic => &["ethereum"],
            Self::Litecoin => &["litecoin"],
            Self::Monero => &["monero"],
            Self::Qtum => &["qtum"],
            Self::Ripple => &["ripple", "xrpl", "xrp"],
            Self::Stellar => &["web+stellar"],
            Self::Tron => &["tron"],
            Self::Zcash => &["zcash"],
        }
    }

    /// An address, with its tag, as a link that a wallet of that coin understands. None where the chain has no such
    /// form, or where it would need more than an address, as for a token.
    ///
    /// ```
    /// use purser_chains::Chain;
    ///
    /// let link = Chain::Ripple.uri("XRP", "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP", Some("156041"));
    /// assert_eq!(link.as_deref(), Some("ripple:rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP?dt=156041"));
    /// assert_eq!(Chain::Ethereum.uri("USDT", "0x52908400098527886E0F7030069857D2E4169EE7", None), None);
    /// ```
    pub fn uri(self, symbol: &str, address: &str, tag: Option<&str>) -> Option<String> {
        let scheme = self.schemes().first()?;
        let with = |start: String, name: &str| {
            let tag = tag.map(|tag| format!("{name}={}", encoded(tag))).unwrap_or_default();
            format!("{start}{tag}")
        };
        let mark = if tag.is_some() { "?" } else { "" };
        match self {
            Self::Tron => None,
            // EIP-681: which network stands behind the address.
            Self::Ethereum => (symbol == "ETH").then(|| format!("{scheme}:{address}@1")),
            Self::EthereumClassic => Some(format!("{scheme}:{address}@61")),
            Self::Ripple => Some(with(format!("{scheme}:{address}{mark}"), "dt")),
            Self::Monero => Some(with(format!("{scheme}:{address}{mark}"), "tx_payment_id")),
            // SEP 7.
            Self::Stellar => {
                let mark = if tag.is_some() { "&" } else { "" };
                Some(with(format!("{scheme}:pay?destination={address}{mark}"), "memo"))
            }
            _ => Some(format!("{scheme}:{address}")),
        }
    }
}

fn encoded(tag: &str) -> String {
    tag.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_read_as_it_was_written() {
        let (ripple, stellar) = (
            "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP",
            "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ",
        );
        for (chain, symbol, address, tag) in [
            (Chain::Bitcoin, "BTC", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", None),
            (Chain::Ethereum, "ETH", "0x52908400098527886E0F7030069857D2E4169EE7", None),
            (Chain::EthereumClassic, "ETC", "0x52908400098527886E0F7030069857D2E4169EE7", None),
            (Chain::Ripple, "XRP", ripple, Some("156041")),
            (Chain::Ripple, "XRP", ripple, None),
            (Chain::Stellar, "XLM", stellar, Some("156041")),
            (Chain::Monero, "XMR", "44AFFq5kSiGBoZ4", Some("0123456789abcdef")),
        ] {
            let link = chain.uri(symbol, address, tag).unwrap();
            let (read, said) = chain.read(&link);
            assert_eq!((read.as_str(), said.as_deref()), (address, tag), "{link}");
        }
        assert_eq!(
            Chain::Stellar.uri("XLM", "GA7", Some("a b")).as_deref(),
            Some("web+stellar:pay?destination=GA7&memo=a%20b")
        );
    }
}
