//! Every screen of the console, with what it takes to be there: one line a screen. Layouts and barriers are looked
//! at on all of them.

use purser::paths::{Area, Route, WalletId, with_query};
use purser_api::Currency;

use super::api::Api;
use super::crypto_api::{AMELIA, Coins};
use super::crypto_sign_in::sign_in_holder;
use super::harness::{Page, Screen, World};
use super::steps::{connect, sign_in_customer};

/// A screen, what stands behind its path, and words that say that it is there.
type Line<'a> = (Route, &'a str, &'static str);

async fn all(api: &Api, coins: &Coins) -> Vec<(Route, String, &'static str)> {
    let customer = api.customer().id;
    let account = api.account_in(customer, "USD").await;
    let rows = api.rows(&format!("transaction?clientId={customer}&limit=1")).await;
    let transaction = rows[0]["id"].as_u64().expect("an id");
    let wallet = api.centrapay("wallets").await[0]["id"].as_str().and_then(WalletId::new).expect("an id");
    let token = coins.token(AMELIA).await;
    let exchange = coins.get("exchange/transactions", &token).await[0]["id"].as_str().and_then(WalletId::new);
    let exchange = exchange.expect("an exchange");
    let of_customer = format!("customer={customer}");
    let lines: &[Line<'_>] = &[
        (Route::Start, "", "Where do you want to go?"),
        (Route::MerchantConnect, "", "Demo merchants"),
        (Route::Merchant, "", "As of"),
        (Route::Transactions, "", "1 to 50 of"),
        (Route::Transactions, "status=fail&mode=card&dateFrom=2020-01-01", "Remove status"),
        (Route::Transactions, "descriptor=Nothing+of+the+kind", "No transaction fits"),
        (Route::Transactions, "descriptor=fault-malformed-row", "could not be read"),
        (Route::Transaction(transaction), &of_customer, "Linked transactions"),
        (Route::Users, "", "1 to 50 of"),
        (Route::NewUser, "", "Create customer"),
        (Route::User(customer), "", "Customer since"),
        (Route::Account(account), &of_customer, "Low balance notice"),
        (Route::Statement(account), &of_customer, "Balance before"),
        (Route::Accounts, "", "Accounts"),
        (Route::NewAccount, &of_customer, "Holds money in one currency"),
        (Route::Refilled(account), &of_customer, "The address does not say which refill"),
        (Route::NewPayment, "", "Takes money from a customer"),
        (Route::Bulk, "kind=top-up", "Rows"),
        (Route::Connections, "", "Connections"),
        (Route::Webhooks, "", "Webhooks"),
        (Route::Centrapay, "", "Test money, worth nothing"),
        (Route::CentrapayWallet(wallet), "", "Balance after"),
        (Route::Settings, "", "Settings"),
        (Route::WalletSignIn, "", "Sign in"),
        (Route::Wallet, "", "Activity"),
        (Route::WalletTransactions, "", "Page 1 of"),
        (Route::WalletTransactions, "status=fail&dateFrom=2020-01-01", "Remove status"),
        (Route::WalletTransactions, "merchantOrderId=nothing-of-the-kind", "No transaction fits"),
        (Route::WalletTransactions, "merchantOrderId=fault-malformed-row", "could not be read"),
        (Route::WalletTransaction(transaction), "", "Balance after"),
        (Route::WalletPay, "", "From account"),
        (Route::WalletAddMoney, "", "Into account"),
        (Route::WalletTransfer, "", "Account number of the recipient"),
        (Route::WalletAccount(account), "", "Page 1 of"),
        (Route::WalletAccount(account), "do=settings", "Account settings"),
        (Route::WalletStatement(account), "", "Balance before"),
        (Route::WalletRefilled(account), "", "The address does not say which refill"),
        (Route::CryptoSignIn, "", "Sign in as amelia"),
        (Route::CryptoSignUp, "", "The first of nine short steps"),
        (Route::CryptoSignUp, "whole=1", "National identity number"),
        (Route::CryptoVerify, "", "With your username and the code"),
        (Route::CryptoForgot, "", "A code is sent to the telephone number"),
        (Route::Crypto, "", "at rates of"),
        (Route::Crypto, "empty=shown", "Tether"),
        (Route::Coin(Currency::new("ETH").expect("a coin")), "", "Page 1 of"),
        (Route::CryptoProfile, "", "Sign out on all devices"),
        (Route::Exchange, "", "The least is"),
        (Route::Exchange, "from=ETH&to=BTC", "The least is"),
        (Route::ExchangeRun(exchange), "", "Transaction out"),
        (Route::Cards, "", "Show the number"),
        (Route::Cards, "period=annually", "purchases"),
        (Route::Providers, "", "No provider is in use"),
        (Route::Receive(Currency::new("BTC").expect("a coin")), "", "Copy address"),
        (Route::Receive(Currency::new("XRP").expect("a coin")), "", "Copy destination tag"),
        (Route::Receive(Currency::new("BTG").expect("a coin")), "", "cannot be received"),
        (Route::Withdraw(Currency::new("XRP").expect("a coin")), "", "Destination tag"),
        (Route::Withdraw(Currency::new("QTUM").expect("a coin")), "", "cannot be sent"),
        (Route::CryptoHistory, "", "Page 1 of"),
        (Route::CryptoHistory, "symbol=ETH&type=sent&startDate=2020-01-01", "Remove kind"),
        (Route::CryptoHistory, "startDate=2020-01-01&endDate=2020-01-02", "No transaction fits"),
    ];
    lines.iter().map(|(route, query, words)| (*route, with_query(*route, query), *words)).collect()
}

/// Opens all screens in one browser, signed in where that is asked for, and does something on each; with it goes
/// whether the places to go are on it.
pub async fn on_every_screen(world: &World, screen: Screen, check: impl AsyncFn(&Page, bool)) {
    let api = Api::of(world).await;
    let page = world.browser(screen).await;
    page.goto("/nowhere").await;
    page.says("no such page").await;
    check(&page, false).await;
    let (mut is_customer, mut is_holder) = (false, false);
    for (route, address, words) in all(&api, &Coins::of(world)).await {
        if route.area() == Area::Wallet && !route.is_open() && !is_customer {
            sign_in_customer(&page, api.customer()).await;
            is_customer = true;
        }
        if route.area() == Area::Crypto && !route.is_open() && !is_holder {
            sign_in_holder(&page, AMELIA).await;
            is_holder = true;
        }
        page.goto(&address).await;
        if route.area() == Area::Merchant && !route.is_open() {
            connect(&page).await;
        }
        is_there(&page, words).await;
        check(&page, !route.is_open()).await;
    }
}

/// Waits until a screen is there: its words stand on it, or name something on it.
async fn is_there(page: &Page, words: &str) {
    page.until(&format!("the screen says {words}"), async || {
        page.text().await.contains(words) || page.button(words).count().await == 1
    })
    .await;
    page.until("nothing is on its way", async || {
        page.evaluate("document.querySelector('[aria-busy=true], .bone') === null").await == true
    })
    .await;
}

/// The names of the routes in a piece of source: `Route::User(id)` is `User`.
fn named(source: &str, before: &str) -> Vec<String> {
    let after = source.split(before).skip(1);
    let names = after.map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>());
    names.filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase())).collect()
}

#[test]
fn every_route_is_in_the_table() {
    let between = |text: &'static str, start: &str, end: &str| {
        text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).expect("a piece of source").0
    };
    let routes = named(between(include_str!("../../src/paths.rs"), "pub enum Route {\n", "\n}"), "    ");
    let table = named(between(include_str!("screens.rs"), "let lines", "];"), "(Route::");
    assert!(routes.len() > 10 && table.len() > 10, "the sources were found");
    for route in routes {
        assert!(table.contains(&route), "{route} is a screen that no test opens");
    }
}
