//! Both wallets in one view, for somebody who is signed in to both.

use purser_api::{Decimal, decimal};
use serde_json::json;

use super::api::Api;
use super::crypto_api::{AMELIA, Coins};
use super::crypto_sign_in::sign_in_holder;
use super::harness::{Page, World, test};
use super::steps::{answer_instead, grouped, sign_in_customer};

async fn signed_in_to_both(world: &World, page: &Page) -> Api {
    let api = Api::of(world).await;
    sign_in_customer(page, api.customer()).await;
    sign_in_holder(page, AMELIA).await;
    api
}

/// What each coin is worth to the system.
async fn values(coins: &Coins) -> Vec<Decimal> {
    let token = coins.token(AMELIA).await;
    let raw = coins.raw("wallet", &token).await;
    let values = raw.split("\"balanceCurrency\":").skip(1);
    values
        .filter_map(|rest| rest.split([',', '}']).next())
        .map(|value| decimal::parse(value).expect("a value"))
        .collect()
}

/// US dollars for one.
async fn price(coins: &Coins, symbol: &str) -> Decimal {
    let token = coins.token(AMELIA).await;
    let raw = coins.raw("symbol", &token).await;
    let of_symbol = raw.split("\"symbol\":").find(|rest| rest.starts_with(&format!("\"{symbol}\"")));
    let dollars = of_symbol.and_then(|rest| rest.split("\"USD\":{\"price\":").nth(1));
    let price = dollars.and_then(|rest| rest.split([',', '}']).next()).expect("a rate");
    decimal::parse(price).expect("a price")
}

#[test]
fn rule_1_both_wallets_stand_together_and_the_sum_says_its_rates() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        let api = signed_in_to_both(world, &page).await;
        let customer = api.customer().id;
        // Of a currency that holds nothing nothing is said.
        let euro = api.account_in(customer, "EUR").await;
        let top_up = json!({ "clientId": customer, "amount": "12.50", "reason": "A euro" });
        api.post(&format!("payment-account/{euro}/top-up"), top_up).await;
        page.goto("/").await;
        let both = page.thing(&["region"], "Your money");
        let mut sum = Decimal::ZERO;
        for account in api.accounts(customer).await {
            let id = account["id"].as_u64().expect("an id");
            let balance = api.balance(customer, id).await;
            both.has_text(account["name"].as_str().expect("a name")).await;
            both.has_text(&grouped(&balance)).await;
            let balance = decimal::parse(&balance).expect("a balance");
            match account["currency"].as_str() {
                _ if account["type"] == "promo" => {}
                Some("USD") => sum += balance,
                Some("EUR") => {}
                Some(coin) => sum += balance * price(&coins, coin).await,
                None => panic!("an account without a currency"),
            }
        }
        for value in values(&coins).await {
            sum += value;
        }
        both.has_text(&grouped(&decimal::plain(sum.round_dp(2), 2))).await;
        both.has_text("at rates of").await;
        both.has_text("USD each").await;
        both.has_text("Not counted, because there is no rate for it here:").await;
        page.link("Open Crypto wallet").click().await;
        page.at("/crypto").await;
    });
}

#[test]
fn one_wallet_alone_is_no_view_of_both() {
    test(async |world| {
        let page = world.desk().await;
        sign_in_holder(&page, AMELIA).await;
        page.goto("/").await;
        page.heading("Where do you want to go?").shown().await;
        assert_eq!(page.heading("Your money").count().await, 0);
        assert_eq!(page.requests("/api/v3/wallet").await, 0, "nothing is asked for");
    });
}

#[test]
fn rule_1_what_is_not_known_is_not_added_up() {
    test(async |world| {
        let page = world.desk().await;
        signed_in_to_both(world, &page).await;
        page.goto("/").await;
        let both = page.thing(&["region"], "Your money");
        both.has_text("at rates of").await;
        assert_eq!(page.any(&["region"]).containing("there is no sum of all").count().await, 0);
        let coins = json!([{ "symbol": "BTC", "balance": "0.5" }, { "symbol": "ETH" }]);
        let worthless = json!({ "success": true, "data": coins });
        answer_instead(&page, "GET", "/api/v3/wallet", 200, &worthless).await;
        page.evaluate("window.dispatchEvent(new Event('focus'))").await;
        both.has_text("One of the balances is not known, so there is no sum of all.").await;
        both.has_text("0.50000000 BTC").await;
    });
}
