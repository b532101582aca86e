//! Currency codes.

use std::{cmp::Ordering, fmt, str::FromStr};

use serde::{Serialize, Serializer};

use crate::money::MoneyError;

const LONGEST: usize = 12;

/// A currency or coin code: `USD`, `BTC`, or whatever else a system names, in upper case.
///
/// Up to twelve visible ASCII characters, kept inline, so that it is as cheap to copy as a number. A code that this
/// crate does not know is borne like any other; only [`decimals`](Currency::decimals) has no answer for it then.
///
/// ```
/// use purser_api::Currency;
///
/// let currency = Currency::new("usd")?;
/// assert_eq!(currency.as_str(), "USD");
/// assert_eq!(currency.decimals(), Some(2));
/// assert_eq!(Currency::new("JPY")?.decimals(), Some(0));
/// assert_eq!(Currency::new("points")?.decimals(), None);
/// assert!(Currency::new("").is_err());
/// # Ok::<(), purser_api::MoneyError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency([u8; LONGEST]);

impl Currency {
    /// For a currency that could not be read, in a value that is thrown away.
    pub(crate) const STAND_IN: Self = Self(*b"?\0\0\0\0\0\0\0\0\0\0\0");

    /// The US dollar, in which CTK says what coins are worth.
    pub const USD: Self = Self(*b"USD\0\0\0\0\0\0\0\0\0");

    /// The code in upper case, or [`MoneyError::NotACurrency`] when it is empty, longer than twelve characters or has
    /// characters other than visible ASCII.
    pub fn new(code: &str) -> Result<Self, MoneyError> {
        let mut bytes = [0; LONGEST];
        if code.is_empty() || code.len() > LONGEST || !code.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(MoneyError::NotACurrency);
        }
        for (slot, byte) in bytes.iter_mut().zip(code.bytes()) {
            *slot = byte.to_ascii_uppercase();
        }
        Ok(Self(bytes))
    }

    /// The code, in upper case.
    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|byte| *byte == 0).unwrap_or(LONGEST);
        // Only ASCII is ever put in.
        std::str::from_utf8(&self.0[..length]).unwrap_or_default()
    }

    /// How many decimals an amount in this currency has: ISO 4217's figure, or the coin's smallest unit. `None` when
    /// the code is not known.
    pub fn decimals(&self) -> Option<u32> {
        let code = self.as_str();
        COINS
            .iter()
            .find(|(coin, _)| *coin == code)
            .map(|(_, decimals)| *decimals)
            .or_else(|| if code.len() == 3 { iso_decimals(code) } else { None })
    }
}

/// Smallest units of coins.
const COINS: [(&str, u32); 30] = [
    ("BTC", 8),
    ("ETH", 18),
    ("LTC", 8),
    ("DASH", 8),
    ("XRP", 6),
    ("XMR", 12),
    ("XLM", 7),
    ("CTR", 18),
    ("BCH", 8),
    ("BSV", 8),
    ("BTG", 8),
    ("ETC", 18),
    ("ZEC", 8),
    ("DOGE", 8),
    ("USDT", 6),
    ("USDC", 6),
    ("DAI", 18),
    ("EOS", 4),
    ("ADA", 6),
    ("TRX", 6),
    ("NEO", 0),
    ("GAS", 8),
    ("QTUM", 8),
    ("OMG", 18),
    ("REP", 18),
    ("ZRX", 18),
    ("BAT", 18),
    ("GNT", 18),
    ("XEM", 6),
    ("LSK", 8),
];

/// Codes of ISO 4217 by their number of decimals, blank-separated.
const ISO: [(u32, &str); 4] = [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
    (
        2,
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE \
         CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD \
         HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP \
         MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR \
         SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED \
         VES WST XCD YER ZAR ZMW ZWL",
    ),
];

fn iso_decimals(code: &str) -> Option<u32> {
    ISO.iter()
        .find(|(_, codes)| codes.split_ascii_whitespace().any(|known| known == code))
        .map(|(decimals, _)| *decimals)
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(code: &str) -> Result<Self, MoneyError> {
        Self::new(code)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Currency").field(&self.as_str()).finish()
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
