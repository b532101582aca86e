//! The currencies that the sandbox keeps.

/// A currency and how many decimal places its coins have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    /// The code, in upper case.
    pub code: &'static str,
    /// Decimal places of the smallest coin.
    pub decimals: u32,
}

const fn currency(code: &'static str, decimals: u32) -> Currency {
    Currency { code, decimals }
}

/// All of them.
pub const ALL: &[Currency] = &[
    currency("AED", 2),
    currency("AUD", 2),
    currency("BHD", 3),
    currency("BRL", 2),
    currency("BTC", 8),
    currency("CAD", 2),
    currency("CHF", 2),
    currency("CNY", 2),
    currency("CZK", 2),
    currency("DAI", 18),
    currency("DKK", 2),
    currency("ETH", 18),
    currency("EUR", 2),
    currency("GBP", 2),
    currency("HKD", 2),
    currency("HUF", 2),
    currency("INR", 2),
    currency("JPY", 0),
    currency("KRW", 0),
    currency("KWD", 3),
    currency("LTC", 8),
    currency("MXN", 2),
    currency("NOK", 2),
    currency("NZD", 2),
    currency("PLN", 2),
    currency("SEK", 2),
    currency("SGD", 2),
    currency("THB", 2),
    currency("USD", 2),
    currency("USDC", 6),
    currency("USDT", 6),
    currency("XLM", 7),
    currency("XMR", 12),
    currency("XRP", 6),
    currency("ZAR", 2),
];

/// The currency of that code.
pub fn find(code: &str) -> Option<Currency> {
    ALL.iter().copied().find(|currency| currency.code == code)
}
