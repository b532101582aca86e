//! The coins that CTK holds: what they look like, where they live, and what may be done with them.

use super::value::{Dollars, Rate, rate};
use crate::rails::chains::Chain;

/// A coin.
#[derive(Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its code, in upper case.
    pub symbol: &'static str,
    /// Its name.
    pub title: &'static str,
    /// Its name on cards, and in the address of its picture.
    pub slug: &'static str,
    /// Its colour, `#f7931a`.
    pub color: &'static str,
    pub chain: Chain,
    /// Decimal places of its smallest part.
    pub decimals: u32,
    /// Around what its rate moves.
    pub usual_rate: Rate,
    /// By how much its rate moves less than others'.
    pub calm: i64,
    /// What sending costs, in cents of a US dollar.
    pub fee_cents: i64,
    /// Blocks until a deposit counts.
    pub confirmations: i64,
    /// How long a block takes, in simulated seconds.
    pub block_seconds: i64,
    /// Whether it is offered at all.
    pub is_offered: bool,
    pub can_receive: bool,
    pub can_send: bool,
    /// Whether a card can spend it.
    pub is_card_spendable: bool,
    /// Whether it can be exchanged for others.
    pub is_exchangeable: bool,
}

impl Asset {
    /// What sending costs.
    pub const fn fee(&self) -> Dollars {
        Dollars::from_cents(self.fee_cents)
    }

    /// Its place among the others, from 1.
    pub fn order(&self) -> u64 {
        let place = ASSETS.iter().position(|asset| asset.symbol == self.symbol).unwrap_or_default();
        u64::try_from(place + 1).unwrap_or_default()
    }

    /// The address of its picture.
    pub fn image(&self) -> String {
        format!("https://images.example/coins/{}.png", self.slug)
    }
}

/// The least that is worth sending.
pub const LEAST_WITHDRAWAL: Dollars = Dollars::from_cents(100);

/// The coin of that code, in any case.
pub fn find(symbol: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.symbol.eq_ignore_ascii_case(symbol))
}

const fn coin(symbol: &'static str, title: &'static str, slug: &'static str, color: &'static str) -> Asset {
    Asset {
        symbol,
        title,
        slug,
        color,
        chain: Chain::Bitcoin,
        decimals: 8,
        usual_rate: rate(1, 0),
        calm: 1,
        fee_cents: 25,
        confirmations: 3,
        block_seconds: 30,
        is_offered: true,
        can_receive: true,
        can_send: true,
        is_card_spendable: true,
        is_exchangeable: true,
    }
}

const fn token(symbol: &'static str, title: &'static str, slug: &'static str, color: &'static str) -> Asset {
    Asset {
        chain: Chain::Ethereum,
        decimals: 18,
        fee_cents: 120,
        confirmations: 12,
        block_seconds: 5,
        is_card_spendable: false,
        is_exchangeable: false,
        ..coin(symbol, title, slug, color)
    }
}

/// All of them, in the order to show them.
pub const ASSETS: &[Asset] = &[
    Asset { usual_rate: rate(0, 36_709_398), ..token("CTR", "Centra", "centra", "#dcf1f8") },
    Asset {
        usual_rate: rate(7_828, 92_000_000),
        fee_cents: 240,
        ..coin("BTC", "Bitcoin", "bitcoin", "#f7931a")
    },
    Asset {
        usual_rate: rate(409, 58_000_000),
        fee_cents: 60,
        is_card_spendable: true,
        is_exchangeable: true,
        ..token("ETH", "Ethereum", "ethereum", "#627eea")
    },
    Asset {
        chain: Chain::Litecoin,
        usual_rate: rate(118, 42_000_000),
        confirmations: 6,
        block_seconds: 10,
        ..coin("LTC", "Litecoin", "litecoin", "#b8b8b8")
    },
    Asset {
        chain: Chain::Dash,
        usual_rate: rate(305, 12_000_000),
        confirmations: 6,
        block_seconds: 10,
        ..coin("DASH", "Dash", "dash", "#2573c2")
    },
    Asset {
        chain: Chain::Ripple,
        decimals: 6,
        usual_rate: rate(0, 51_274_000),
        fee_cents: 10,
        confirmations: 2,
        block_seconds: 5,
        ..coin("XRP", "Ripple", "ripple", "#23292f")
    },
    Asset {
        chain: Chain::Monero,
        decimals: 12,
        usual_rate: rate(176, 30_000_000),
        fee_cents: 90,
        confirmations: 10,
        block_seconds: 10,
        is_card_spendable: false,
        ..coin("XMR", "Monero", "monero", "#ff6600")
    },
    Asset {
        chain: Chain::Stellar,
        decimals: 7,
        usual_rate: rate(0, 21_846_000),
        fee_cents: 10,
        confirmations: 2,
        block_seconds: 5,
        ..coin("XLM", "Stellar", "stellar", "#14b6e7")
    },
    Asset {
        chain: Chain::Zcash,
        usual_rate: rate(188, 77_000_000),
        confirmations: 6,
        block_seconds: 10,
        is_card_spendable: false,
        ..coin("ZEC", "Zcash", "zcash", "#f4b728")
    },
    Asset {
        chain: Chain::EthereumClassic,
        decimals: 18,
        usual_rate: rate(14, 9_000_000),
        confirmations: 12,
        block_seconds: 5,
        is_card_spendable: false,
        ..coin("ETC", "Ethereum Classic", "ethereum-classic", "#328332")
    },
    Asset {
        chain: Chain::Dogecoin,
        usual_rate: rate(0, 312_000),
        confirmations: 6,
        block_seconds: 10,
        is_card_spendable: false,
        ..coin("DOGE", "Dogecoin", "dogecoin", "#c2a633")
    },
    Asset {
        chain: Chain::Tron,
        decimals: 6,
        usual_rate: rate(0, 3_518_000),
        fee_cents: 10,
        confirmations: 19,
        block_seconds: 3,
        is_card_spendable: false,
        ..coin("TRX", "TRON", "tron", "#eb0029")
    },
    Asset {
        chain: Chain::BitcoinGold,
        usual_rate: rate(44, 61_000_000),
        can_receive: false,
        is_card_spendable: false,
        is_exchangeable: false,
        ..coin("BTG", "Bitcoin Gold", "bitcoin-gold", "#eba809")
    },
    Asset {
        chain: Chain::Qtum,
        usual_rate: rate(15, 38_000_000),
        can_send: false,
        is_card_spendable: false,
        is_exchangeable: false,
        ..coin("QTUM", "Qtum", "qtum", "#2e9ad0")
    },
    Asset { decimals: 6, calm: 100, ..token("USDT", "Tether", "tether", "#26a17b") },
    Asset { decimals: 6, calm: 100, ..token("USDC", "USD Coin", "usd-coin", "#2775ca") },
    Asset { calm: 50, ..token("DAI", "Dai", "dai", "#f5ac37") },
    Asset { usual_rate: rate(10, 12_000_000), ..token("OMG", "OmiseGO", "omisego", "#1a53f0") },
    Asset { usual_rate: rate(28, 30_000_000), ..token("REP", "Augur", "augur", "#602a52") },
    Asset { usual_rate: rate(0, 54_700_000), ..token("ZRX", "0x", "0x", "#302c2c") },
    Asset { usual_rate: rate(0, 20_300_000), ..token("BAT", "Basic Attention Token", "bat", "#ff5000") },
    Asset { usual_rate: rate(0, 24_900_000), is_offered: false, ..token("GNT", "Golem", "golem", "#001d57") },
];

#[cfg(test)]
mod tests {
    use super::*;
    use purser_api::Currency;
    use std::collections::BTreeSet;

    #[test]
    fn every_coin_is_told_apart_and_counted_as_the_client_counts_it() {
        let symbols: BTreeSet<&str> = ASSETS.iter().map(|asset| asset.symbol).collect();
        assert_eq!(symbols.len(), 22);
        for asset in ASSETS {
            let currency = Currency::new(asset.symbol).unwrap();
            assert_eq!(currency.decimals(), Some(asset.decimals), "{}", asset.symbol);
            assert_eq!(Chain::of(asset.symbol), Some(asset.chain), "{}", asset.symbol);
            assert!(asset.color.len() == 7 && asset.color.starts_with('#'));
            assert!(asset.fee_cents > 0 && asset.confirmations > 0 && asset.block_seconds > 0);
        }
        assert_eq!(find("btc").map(Asset::order), Some(2));
        assert_eq!(find("EUR"), None);
    }
}
