//! Balances, deposit addresses and withdrawals (operations 23 to 26).

use rust_decimal::Decimal;
use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{nothing, transaction::Transaction};
use crate::{
    currency::Currency,
    decimal,
    decode::Cursor,
    list::{Rows, Unreadable},
    money::Money,
    request::{Authenticated, Operation, Parts, Request},
};

/// A balance of one coin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkWallet))]
pub struct Wallet {
    /// The coin's name.
    pub title: Option<String>,
    /// The address of the coin's picture.
    pub image: Option<String>,
    /// The coin's colour, `#2573c2`.
    pub color: Option<String>,
    /// The coin.
    pub symbol: Currency,
    /// How much, in whole coins.
    #[serde(serialize_with = "decimal::as_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Decimal))]
    pub balance: Decimal,
    /// The same as the system rounds it.
    pub balance_formatted: Option<String>,
    /// What that is worth in US dollars.
    #[serde(serialize_with = "decimal::as_optional_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Decimal>))]
    pub balance_currency: Option<Decimal>,
    /// The same as the system rounds it.
    pub balance_currency_formatted: Option<String>,
    /// Whether the card spends it.
    pub is_active: Option<bool>,
}

impl Wallet {
    /// How much.
    pub fn balance_money(&self) -> Money {
        Money::new(self.balance, self.symbol)
    }

    /// Reads a balance; coin and amount must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            title: fields.optional_text("title"),
            image: fields.optional_text("image"),
            color: fields.optional_text("color"),
            symbol: fields.currency("symbol"),
            balance: fields.decimal("balance"),
            balance_formatted: fields.optional_text("balanceFormatted"),
            balance_currency: fields.optional_decimal("balanceCurrency"),
            balance_currency_formatted: fields.optional_text("balanceCurrencyFormatted"),
            is_active: fields.optional_flag("isActive"),
        };
        fields.finish(read)
    }
}

/// Where to send a coin, in two parts for some: without its tag a deposit is lost.
///
/// ```
/// use purser_api::{Currency, ctk::wallet::DepositAddress};
///
/// let address = DepositAddress::split("rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP:156041", Currency::new("XRP").unwrap());
/// assert_eq!(address.address, "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP");
/// assert_eq!(address.tag.as_deref(), Some("156041"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DepositAddress {
    /// The address.
    pub address: String,
    /// The destination tag, memo or payment id, to be given beside it.
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub tag: Option<String>,
    /// The coin.
    pub symbol: Currency,
}

/// What stands before the colon of some addresses and belongs to them.
const PREFIXES: [&str; 8] =
    ["bitcoincash", "bchtest", "bchreg", "simpleledger", "ecash", "kaspa", "bitcoin", "ethereum"];

impl DepositAddress {
    /// Takes apart what CTK sends in one: `address:tag`, or an address alone.
    pub fn split(text: &str, symbol: Currency) -> Self {
        let parts = text
            .rsplit_once(':')
            .filter(|(address, _)| !PREFIXES.iter().any(|prefix| address.eq_ignore_ascii_case(prefix)));
        match parts {
            Some((address, tag)) => {
                let tag = Some(tag.to_owned()).filter(|tag| !tag.is_empty());
                Self { address: address.to_owned(), tag, symbol }
            }
            None => Self { address: text.to_owned(), tag: None, symbol },
        }
    }

    /// Both parts in one, as CTK sends them.
    pub fn joined(&self) -> String {
        let mut text = self.address.clone();
        if let Some(tag) = &self.tag {
            text.push(':');
            text.push_str(tag);
        }
        text
    }

    /// Reads an address; it and its coin must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        Ok(Self::split(&cursor.field("address").text()?, cursor.field("symbol").currency()?))
    }
}

impl Serialize for DepositAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("DepositAddress", 2)?;
        object.serialize_field("address", &self.joined())?;
        object.serialize_field("symbol", &self.symbol)?;
        object.end()
    }
}

/// Coins to send away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Withdrawal {
    /// Where to.
    pub address: String,
    /// How much, in whole coins.
    #[serde(serialize_with = "decimal::as_number")]
    pub amount: Decimal,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SetDefault {
    is_default: bool,
}

/// All balances. Operation 23 of CTK.
pub fn list() -> Request<Rows<Wallet>, Authenticated> {
    Request::new(Parts::new(Operation::CtkWalletList), |data| data.optional_rows(Wallet::read))
}

/// An address to receive that coin at. Operation 24 of CTK.
pub fn address(symbol: Currency) -> Request<DepositAddress, Authenticated> {
    Request::new(at(Operation::CtkWalletAddress, symbol), DepositAddress::read)
}

/// Sends coins away. Operation 25 of CTK. Irreversible, and without a reference: when
/// [`is_outcome_unknown`](crate::Error::is_outcome_unknown), only the list of transactions tells.
pub fn withdraw(symbol: Currency, withdrawal: &Withdrawal) -> Request<Transaction, Authenticated> {
    Request::new(at(Operation::CtkWithdraw, symbol).body(withdrawal), Transaction::read)
}

/// Makes that balance the one the card spends, or no longer. Operation 26 of CTK.
pub fn set_default(symbol: Currency, is_default: bool) -> Request<(), Authenticated> {
    Request::new(at(Operation::CtkWalletUpdate, symbol).body(&SetDefault { is_default }), nothing)
}

fn at(operation: Operation, symbol: Currency) -> Parts {
    Parts::new(operation).param("symbol", symbol.to_string())
}
