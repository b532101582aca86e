//! External providers: wallets elsewhere.

/// Those that can be added.
pub const AUTHORISED: &[&str] =
    &["bitfinex", "bithumbs", "bitstamp", "bittrex", "coinbase", "gemini", "kraken", "poloniex"];

/// The name of a provider that can be added, however it is written.
pub fn find(name: &str) -> Option<&'static str> {
    AUTHORISED.iter().find(|known| known.eq_ignore_ascii_case(name)).copied()
}
