//! Every address the app has, built and parsed in one place.
//!
//! A [`Route`] is the path; filters, sort and page stand behind it as a query string of plain pairs
//! ([`query_pairs`], [`with_query`]). Secrets never appear in either.

use std::fmt::{self, Display, Formatter};

use purser_api::Currency;

/// One screen of the console, with the ids its path carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    Start,
    MerchantConnect,
    Merchant,
    Users,
    NewUser,
    User(u64),
    Accounts,
    NewAccount,
    Account(u64),
    Statement(u64),
    /// Where a checkout sends the payer back to.
    Refilled(u64),
    NewPayment,
    Transactions,
    Transaction(u64),
    Bulk,
    Connections,
    Webhooks,
    Centrapay,
    CentrapayWallet(WalletId),
    Settings,
    WalletSignIn,
    Wallet,
    WalletTransactions,
    WalletTransaction(u64),
    WalletPay,
    WalletAddMoney,
    WalletTransfer,
    WalletAccount(u64),
    WalletStatement(u64),
    /// Where a checkout sends a customer back to.
    WalletRefilled(u64),
    CryptoSignIn,
    CryptoSignUp,
    CryptoVerify,
    CryptoForgot,
    Crypto,
    Coin(Currency),
    CryptoProfile,
    Exchange,
    /// One exchange, by the id it began with.
    ExchangeRun(WalletId),
    Cards,
    Providers,
    Receive(Currency),
    Withdraw(Currency),
    CryptoHistory,
}

/// The longest id of a wallet or an exchange that an address takes.
const LONGEST_WALLET_ID: usize = 40;

/// The id of a Centrapay wallet or of an exchange: letters, digits, `-` and `_`, held in place so that a [`Route`] is free to copy.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct WalletId {
    bytes: [u8; LONGEST_WALLET_ID],
    length: usize,
}

impl WalletId {
    /// `None` for what is no such id.
    pub fn new(id: &str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if id.is_empty() || !id.bytes().all(is_plain) {
            return None;
        }
        let mut bytes = [0; LONGEST_WALLET_ID];
        bytes.get_mut(..id.len())?.copy_from_slice(id.as_bytes());
        Some(Self { bytes, length: id.len() })
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

impl fmt::Debug for WalletId {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "WalletId({})", self.as_str())
    }
}

/// The parts of the console: the start, and one for each kind of person. Each of those has its own sign-in and its own navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    Start,
    Merchant,
    Wallet,
    Crypto,
}

impl Route {
    /// Reads a path. `None` is an address this console does not have.
    ///
    /// ```
    /// use purser::paths::Route;
    /// assert_eq!(Route::parse("/merchant/users/17"), Some(Route::User(17)));
    /// assert_eq!(Route::parse("/merchant/users/"), Some(Route::Users));
    /// assert_eq!(Route::parse("/merchant/users/x"), None);
    /// ```
    pub fn parse(path: &str) -> Option<Self> {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        Some(match segments.as_slice() {
            [] => Self::Start,
            ["merchant"] => Self::Merchant,
            ["merchant", "connect"] => Self::MerchantConnect,
            ["merchant", "users"] => Self::Users,
            ["merchant", "users", "new"] => Self::NewUser,
            ["merchant", "users", id] => Self::User(id.parse().ok()?),
            ["merchant", "accounts"] => Self::Accounts,
            ["merchant", "accounts", "new"] => Self::NewAccount,
            ["merchant", "accounts", id, "refilled"] => Self::Refilled(id.parse().ok()?),
            ["merchant", "payments", "new"] => Self::NewPayment,
            ["merchant", "accounts", id] => Self::Account(id.parse().ok()?),
            ["merchant", "accounts", id, "statement"] => Self::Statement(id.parse().ok()?),
            ["merchant", "transactions"] => Self::Transactions,
            ["merchant", "transactions", id] => Self::Transaction(id.parse().ok()?),
            ["merchant", "connections"] => Self::Connections,
            ["merchant", "webhooks"] => Self::Webhooks,
            ["merchant", "centrapay"] => Self::Centrapay,
            ["merchant", "centrapay", id] => Self::CentrapayWallet(WalletId::new(id)?),
            ["settings"] => Self::Settings,
            ["merchant", "bulk"] => Self::Bulk,
            ["wallet"] => Self::Wallet,
            ["wallet", "sign-in"] => Self::WalletSignIn,
            ["wallet", "transactions"] => Self::WalletTransactions,
            ["wallet", "transactions", id] => Self::WalletTransaction(id.parse().ok()?),
            ["wallet", "pay"] => Self::WalletPay,
            ["wallet", "add-money"] => Self::WalletAddMoney,
            ["wallet", "transfer"] => Self::WalletTransfer,
            ["wallet", "accounts", id] => Self::WalletAccount(id.parse().ok()?),
            ["wallet", "accounts", id, "statement"] => Self::WalletStatement(id.parse().ok()?),
            ["wallet", "accounts", id, "refilled"] => Self::WalletRefilled(id.parse().ok()?),
            ["crypto"] => Self::Crypto,
            ["crypto", "sign-in"] => Self::CryptoSignIn,
            ["crypto", "sign-up"] => Self::CryptoSignUp,
            ["crypto", "verify"] => Self::CryptoVerify,
            ["crypto", "forgot"] => Self::CryptoForgot,
            ["crypto", "profile"] => Self::CryptoProfile,
            ["crypto", "exchange"] => Self::Exchange,
            ["crypto", "exchange", id] => Self::ExchangeRun(WalletId::new(id)?),
            ["crypto", "cards"] => Self::Cards,
            ["crypto", "providers"] => Self::Providers,
            ["crypto", "history"] => Self::CryptoHistory,
            ["crypto", "receive", symbol] => Self::Receive(coin(symbol)?),
            ["crypto", "withdraw", symbol] => Self::Withdraw(coin(symbol)?),
            // Last: what is a screen of the area is no coin.
            ["crypto", symbol] => Self::Coin(coin(symbol)?),
            _ => return None,
        })
    }

    pub fn area(self) -> Area {
        match self {
            Self::Start | Self::Settings => Area::Start,
            Self::WalletSignIn
            | Self::Wallet
            | Self::WalletTransactions
            | Self::WalletTransaction(_)
            | Self::WalletPay
            | Self::WalletAddMoney
            | Self::WalletTransfer
            | Self::WalletAccount(_)
            | Self::WalletStatement(_)
            | Self::WalletRefilled(_) => Area::Wallet,
            Self::CryptoSignIn
            | Self::CryptoSignUp
            | Self::CryptoVerify
            | Self::CryptoForgot
            | Self::Crypto
            | Self::Coin(_)
            | Self::CryptoProfile
            | Self::Exchange
            | Self::ExchangeRun(_)
            | Self::Cards
            | Self::Providers
            | Self::Receive(_)
            | Self::Withdraw(_)
            | Self::CryptoHistory => Area::Crypto,
            _ => Area::Merchant,
        }
    }

    /// Whether the screen can be shown to someone who is not signed in to its area.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Start
                | Self::Settings
                | Self::MerchantConnect
                | Self::WalletSignIn
                | Self::CryptoSignIn
                | Self::CryptoSignUp
                | Self::CryptoVerify
                | Self::CryptoForgot
                | Self::Refilled(_)
                | Self::WalletRefilled(_)
        )
    }
}

impl Display for Route {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("/"),
            Self::MerchantConnect => f.write_str("/merchant/connect"),
            Self::Merchant => f.write_str("/merchant"),
            Self::Users => f.write_str("/merchant/users"),
            Self::NewUser => f.write_str("/merchant/users/new"),
            Self::User(id) => write!(f, "/merchant/users/{id}"),
            Self::Accounts => f.write_str("/merchant/accounts"),
            Self::NewAccount => f.write_str("/merchant/accounts/new"),
            Self::Refilled(id) => write!(f, "/merchant/accounts/{id}/refilled"),
            Self::NewPayment => f.write_str("/merchant/payments/new"),
            Self::Account(id) => write!(f, "/merchant/accounts/{id}"),
            Self::Statement(id) => write!(f, "/merchant/accounts/{id}/statement"),
            Self::Transactions => f.write_str("/merchant/transactions"),
            Self::Transaction(id) => write!(f, "/merchant/transactions/{id}"),
            Self::Connections => f.write_str("/merchant/connections"),
            Self::Webhooks => f.write_str("/merchant/webhooks"),
            Self::Centrapay => f.write_str("/merchant/centrapay"),
            Self::CentrapayWallet(id) => write!(f, "/merchant/centrapay/{}", id.as_str()),
            Self::Settings => f.write_str("/settings"),
            Self::Bulk => f.write_str("/merchant/bulk"),
            Self::WalletSignIn => f.write_str("/wallet/sign-in"),
            Self::Wallet => f.write_str("/wallet"),
            Self::WalletTransactions => f.write_str("/wallet/transactions"),
            Self::WalletTransaction(id) => write!(f, "/wallet/transactions/{id}"),
            Self::WalletPay => f.write_str("/wallet/pay"),
            Self::WalletAddMoney => f.write_str("/wallet/add-money"),
            Self::WalletTransfer => f.write_str("/wallet/transfer"),
            Self::WalletAccount(id) => write!(f, "/wallet/accounts/{id}"),
            Self::WalletStatement(id) => write!(f, "/wallet/accounts/{id}/statement"),
            Self::WalletRefilled(id) => write!(f, "/wallet/accounts/{id}/refilled"),
            Self::CryptoSignIn => f.write_str("/crypto/sign-in"),
            Self::CryptoSignUp => f.write_str("/crypto/sign-up"),
            Self::CryptoVerify => f.write_str("/crypto/verify"),
            Self::CryptoForgot => f.write_str("/crypto/forgot"),
            Self::Crypto => f.write_str("/crypto"),
            Self::Coin(symbol) => write!(f, "/crypto/{symbol}"),
            Self::CryptoProfile => f.write_str("/crypto/profile"),
            Self::Exchange => f.write_str("/crypto/exchange"),
            Self::Providers => f.write_str("/crypto/providers"),
            Self::Cards => f.write_str("/crypto/cards"),
            Self::ExchangeRun(id) => write!(f, "/crypto/exchange/{}", id.as_str()),
            Self::CryptoHistory => f.write_str("/crypto/history"),
            Self::Receive(symbol) => write!(f, "/crypto/receive/{symbol}"),
            Self::Withdraw(symbol) => write!(f, "/crypto/withdraw/{symbol}"),
        }
    }
}

/// A coin in an address, in any case: letters and digits alone.
fn coin(symbol: &str) -> Option<Currency> {
    Currency::new(symbol).ok().filter(|_| symbol.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// The pairs of a query string, in order, decoded.
pub fn query_pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.trim_start_matches('?').as_bytes()).into_owned().collect()
}

/// The first value of a name in a query string.
pub fn query_value(query: &str, name: &str) -> Option<String> {
    query_pairs(query).into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// A query string of pairs, without the question mark; empty values are left out.
pub fn query_string<N: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        if !value.as_ref().is_empty() {
            out.append_pair(name.as_ref(), value.as_ref());
        }
    }
    out.finish()
}

/// Where something is done to many at once: what, and the ids it is done to.
pub fn bulk(kind: &str, ids: &[String]) -> String {
    with_query(Route::Bulk, &query_string([("kind", kind), ("ids", &ids.join(","))]))
}

/// The address of a route with a query string behind it.
pub fn with_query(route: Route, query: &str) -> String {
    if query.is_empty() { route.to_string() } else { format!("{route}?{query}") }
}

/// The sign-in of a route's area, which leads back to the address that was asked for.
pub fn sign_in_for(route: Route, query: &str) -> String {
    let sign_in = match route.area() {
        Area::Wallet => Route::WalletSignIn,
        Area::Crypto => Route::CryptoSignIn,
        _ => Route::MerchantConnect,
    };
    with_query(sign_in, &query_string([("next", with_query(route, query))]))
}

/// Where a sign-in leads: the address in its `next`, if that is one of this console's own and of the same
/// area, else the area's home. Anything else (another origin, a scheme, a protocol-relative address) is ignored.
pub fn after_sign_in(area: Area, query: &str) -> String {
    let home = match area {
        Area::Wallet => Route::Wallet,
        Area::Crypto => Route::Crypto,
        Area::Start | Area::Merchant => Route::Merchant,
    };
    query_value(query, "next")
        .filter(|next| {
            let path = next.split(['?', '#']).next().unwrap_or_default();
            next.starts_with('/')
                && !next.starts_with("//")
                && !next.contains('\\')
                && Route::parse(path).is_some_and(|route| {
                    route.area() == area
                        && (!route.is_open()
                            || matches!(route, Route::Refilled(_) | Route::WalletRefilled(_)))
                })
        })
        .unwrap_or_else(|| home.to_string())
}

#[cfg(test)]
mod tests;
