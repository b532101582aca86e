//! Every address the app has, built and parsed in one place.
//!
//! A [`Route`] is the path; filters, sort and page stand behind it as a query string of plain pairs
//! ([`query_pairs`], [`with_query`]). Secrets never appear in either.

use std::fmt::{self, Display, Formatter};

/// One screen of the console, with the ids its path carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    Start,
    MerchantConnect,
    Merchant,
    Users,
    NewUser,
    User(u64),
    Account(u64),
    Transactions,
    Transaction(u64),
    WalletSignIn,
    Wallet,
    WalletAccount(u64),
}

/// The three parts of the console. Each has its own sign-in and its own navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    Start,
    Merchant,
    Wallet,
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
            ["merchant", "accounts", id] => Self::Account(id.parse().ok()?),
            ["merchant", "transactions"] => Self::Transactions,
            ["merchant", "transactions", id] => Self::Transaction(id.parse().ok()?),
            ["wallet"] => Self::Wallet,
            ["wallet", "sign-in"] => Self::WalletSignIn,
            ["wallet", "accounts", id] => Self::WalletAccount(id.parse().ok()?),
            _ => return None,
        })
    }

    pub fn area(self) -> Area {
        match self {
            Self::Start => Area::Start,
            Self::WalletSignIn | Self::Wallet | Self::WalletAccount(_) => Area::Wallet,
            _ => Area::Merchant,
        }
    }

    /// Whether the screen can be shown to someone who is not signed in to its area.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Start | Self::MerchantConnect | Self::WalletSignIn)
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
            Self::Account(id) => write!(f, "/merchant/accounts/{id}"),
            Self::Transactions => f.write_str("/merchant/transactions"),
            Self::Transaction(id) => write!(f, "/merchant/transactions/{id}"),
            Self::WalletSignIn => f.write_str("/wallet/sign-in"),
            Self::Wallet => f.write_str("/wallet"),
            Self::WalletAccount(id) => write!(f, "/wallet/accounts/{id}"),
        }
    }
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

/// The address of a route with a query string behind it.
pub fn with_query(route: Route, query: &str) -> String {
    if query.is_empty() { route.to_string() } else { format!("{route}?{query}") }
}

/// The sign-in of a route's area, which leads back to the address that was asked for.
pub fn sign_in_for(route: Route, query: &str) -> String {
    let sign_in = match route.area() {
        Area::Wallet => Route::WalletSignIn,
        _ => Route::MerchantConnect,
    };
    with_query(sign_in, &query_string([("next", with_query(route, query))]))
}

/// Where a sign-in leads: the address in its `next`, if that is one of this console's own and of the same
/// area, else the area's home. Anything else (another origin, a scheme, a protocol-relative address) is ignored.
pub fn after_sign_in(area: Area, query: &str) -> String {
    let home = if area == Area::Wallet { Route::Wallet } else { Route::Transactions };
    query_value(query, "next")
        .filter(|next| {
            let path = next.split(['?', '#']).next().unwrap_or_default();
            next.starts_with('/')
                && !next.starts_with("//")
                && !next.contains('\\')
                && Route::parse(path).is_some_and(|route| route.area() == area && !route.is_open())
        })
        .unwrap_or_else(|| home.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [(Route, &str); 12] = [
        (Route::Start, "/"),
        (Route::MerchantConnect, "/merchant/connect"),
        (Route::Merchant, "/merchant"),
        (Route::Users, "/merchant/users"),
        (Route::NewUser, "/merchant/users/new"),
        (Route::User(17), "/merchant/users/17"),
        (Route::Account(58), "/merchant/accounts/58"),
        (Route::Transactions, "/merchant/transactions"),
        (Route::Transaction(414), "/merchant/transactions/414"),
        (Route::WalletSignIn, "/wallet/sign-in"),
        (Route::Wallet, "/wallet"),
        (Route::WalletAccount(58), "/wallet/accounts/58"),
    ];

    #[test]
    fn every_route_is_built_and_read_the_same() {
        for (route, path) in ALL {
            assert_eq!(route.to_string(), path);
            assert_eq!(Route::parse(path), Some(route));
        }
    }

    #[test]
    fn an_address_the_console_does_not_have_is_none() {
        for path in [
            "/nowhere",
            "/merchant/users/-1",
            "/merchant/users/1/2",
            "/wallet/accounts",
            "/merchant/users/99999999999999999999",
        ] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
    }

    #[test]
    fn queries_keep_what_they_carry() {
        let query = query_string([("email", "a+b&c@example.org"), ("page", "2"), ("empty", "")]);
        assert_eq!(query, "email=a%2Bb%26c%40example.org&page=2");
        assert_eq!(query_value(&query, "email").as_deref(), Some("a+b&c@example.org"));
        assert_eq!(query_value(&query, "other"), None);
    }

    #[test]
    fn a_sign_in_leads_back_to_its_own_area_only() {
        let asked = sign_in_for(Route::Transactions, "status=fail&page=2");
        let query = asked.split_once('?').unwrap().1;
        assert_eq!(after_sign_in(Area::Merchant, query), "/merchant/transactions?status=fail&page=2");
        assert_eq!(after_sign_in(Area::Wallet, query), "/wallet");
        for next in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/merchant/connect",
            "javascript:alert(1)",
            "/x",
        ] {
            let query = query_string([("next", next)]);
            assert_eq!(after_sign_in(Area::Merchant, &query), "/merchant/transactions", "{next}");
        }
    }
}
