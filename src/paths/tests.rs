use proptest::prelude::*;

use super::*;
use crate::strange::changed;

fn all() -> Vec<(Route, &'static str)> {
    let wallet = WalletId::new("WRhAxxWpTKb5U7pXyxQjjY").unwrap();
    let mut all = ALL.to_vec();
    all.push((Route::CentrapayWallet(wallet), "/merchant/centrapay/WRhAxxWpTKb5U7pXyxQjjY"));
    let exchange = WalletId::new("3bb09c8a2054").unwrap();
    all.push((Route::ExchangeRun(exchange), "/crypto/exchange/3bb09c8a2054"));
    let bitcoin = Currency::new("BTC").unwrap();
    all.push((Route::Coin(bitcoin), "/crypto/BTC"));
    all.push((Route::Receive(bitcoin), "/crypto/receive/BTC"));
    all.push((Route::Withdraw(bitcoin), "/crypto/withdraw/BTC"));
    all
}

const ALL: &[(Route, &str)] = &[
    (Route::Connections, "/merchant/connections"),
    (Route::Webhooks, "/merchant/webhooks"),
    (Route::Centrapay, "/merchant/centrapay"),
    (Route::Settings, "/settings"),
    (Route::Start, "/"),
    (Route::MerchantConnect, "/merchant/connect"),
    (Route::Merchant, "/merchant"),
    (Route::Users, "/merchant/users"),
    (Route::NewUser, "/merchant/users/new"),
    (Route::User(17), "/merchant/users/17"),
    (Route::Accounts, "/merchant/accounts"),
    (Route::NewAccount, "/merchant/accounts/new"),
    (Route::Account(58), "/merchant/accounts/58"),
    (Route::Statement(58), "/merchant/accounts/58/statement"),
    (Route::Refilled(58), "/merchant/accounts/58/refilled"),
    (Route::NewPayment, "/merchant/payments/new"),
    (Route::Transactions, "/merchant/transactions"),
    (Route::Transaction(414), "/merchant/transactions/414"),
    (Route::Bulk, "/merchant/bulk"),
    (Route::WalletSignIn, "/wallet/sign-in"),
    (Route::Wallet, "/wallet"),
    (Route::WalletTransactions, "/wallet/transactions"),
    (Route::WalletTransaction(414), "/wallet/transactions/414"),
    (Route::WalletPay, "/wallet/pay"),
    (Route::WalletAddMoney, "/wallet/add-money"),
    (Route::WalletTransfer, "/wallet/transfer"),
    (Route::WalletAccount(58), "/wallet/accounts/58"),
    (Route::WalletStatement(58), "/wallet/accounts/58/statement"),
    (Route::WalletRefilled(58), "/wallet/accounts/58/refilled"),
    (Route::CryptoSignIn, "/crypto/sign-in"),
    (Route::CryptoSignUp, "/crypto/sign-up"),
    (Route::CryptoVerify, "/crypto/verify"),
    (Route::CryptoForgot, "/crypto/forgot"),
    (Route::Crypto, "/crypto"),
    (Route::CryptoProfile, "/crypto/profile"),
    (Route::Exchange, "/crypto/exchange"),
    (Route::Cards, "/crypto/cards"),
    (Route::Providers, "/crypto/providers"),
    (Route::CryptoHistory, "/crypto/history"),
];

#[test]
fn every_route_is_built_and_read_the_same() {
    for (route, path) in all() {
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
        "/merchant/centrapay/a.b",
        "/crypto/a.b",
        "/crypto/ABCDEFGHIJKLM",
        "/crypto/BTC/1",
        "/crypto/receive/a.b",
        "/merchant/centrapay/12345678901234567890123456789012345678901",
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
    let coin = query_string([("next", "/crypto/BTC?page=2")]);
    assert_eq!(after_sign_in(Area::Crypto, &coin), "/crypto/BTC?page=2");
    assert_eq!(after_sign_in(Area::Crypto, query), "/crypto");
    let back = query_string([("next", "/merchant/accounts/58/refilled?reference=pr_1")]);
    assert_eq!(after_sign_in(Area::Merchant, &back), "/merchant/accounts/58/refilled?reference=pr_1");
    for next in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/merchant/connect",
        "javascript:alert(1)",
        "/x",
    ] {
        let query = query_string([("next", next)]);
        assert_eq!(after_sign_in(Area::Merchant, &query), "/merchant", "{next}");
    }
}

proptest! {
    #[test]
    fn any_path_is_a_screen_that_is_built_the_same_or_none(path in prop_oneof![
        any::<String>(),
        prop::sample::select(ALL).prop_flat_map(|(_, path)| changed(path, "/0129+-_.%abzé\u{0}")),
        "/(merchant|wallet|crypto)(/(users|accounts|transactions|centrapay|exchange|receive|withdraw|[0-9]{1,22}|[A-Za-z]{1,14})){0,3}/?",
    ]) {
        if let Some(route) = Route::parse(&path) {
            prop_assert_eq!(Route::parse(&route.to_string()), Some(route));
        }
    }

    #[test]
    fn a_query_carries_any_text(pairs in prop::collection::vec((any::<String>(), any::<String>()), 0..5), text in any::<String>()) {
        let kept: Vec<(String, String)> = pairs.iter().filter(|(_, value)| !value.is_empty()).cloned().collect();
        prop_assert_eq!(query_pairs(&query_string(pairs.iter().map(|(name, value)| (name, value)))), kept);
        let pairs = query_pairs(&text);
        let _ = (query_value(&text, "next"), pairs);
    }

    /// Wherever an address says that a sign-in should lead: as a browser takes it, that is this console.
    #[test]
    fn rule_12_no_sign_in_leads_out(next in prop_oneof![
        any::<String>(),
        changed("/merchant/accounts/58?x=/y#z", "/\\:@.\t\n?#%65evil\u{0}"),
        changed("//evil.example/merchant", "/\\:@.\t\n?#%65evil\u{0}"),
        changed("javascript:/merchant/users", "/\\:@.\t\n?#%65evil\u{0}"),
    ]) {
        let here = reqwest::Url::parse("https://console.example/merchant/connect").unwrap();
        for area in [Area::Merchant, Area::Wallet, Area::Crypto] {
            let leads = here.join(&after_sign_in(area, &query_string([("next", &next)]))).unwrap();
            prop_assert_eq!(leads.origin(), here.origin());
            prop_assert!(Route::parse(leads.path()).is_some_and(|route| route.area() == area), "{}", leads);
        }
    }
}
