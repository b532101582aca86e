//! What somebody has, coin by coin, and what happened to one of them.

use serde_json::json;

use super::crypto_api::{AMELIA, Coins, KENJI};
use super::crypto_sign_in::sign_in_holder;
use super::harness::{Page, test};
use super::steps::grouped;

const PHONE_OF_KENJI: &str = "+12025550178";

/// `12.75` as the console writes it, with so many decimals at least.
fn exact(amount: &str, least: usize) -> String {
    let (whole, decimals) = amount.split_once('.').unwrap_or((amount, ""));
    let whole = grouped(whole);
    let whole = whole.split('.').next().expect("a whole part");
    format!("{whole}.{:0<least$}", decimals.trim_end_matches('0'))
}

#[test]
fn rule_1_the_portfolio_shows_every_digit_of_every_balance() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.desk().await);
        let token = coins.token(AMELIA).await;
        sign_in_holder(&page, AMELIA).await;
        let raw = coins.raw("wallet", &token).await;
        for (symbol, least) in [("ETH", 8), ("BTC", 8), ("XRP", 6)] {
            let balance = raw
                .split(&format!("\"symbol\":\"{symbol}\",\"balance\":"))
                .nth(1)
                .and_then(|rest| rest.split(',').next())
                .expect("a balance");
            page.row(symbol).has_text(&exact(balance, least)).await;
        }
        page.says("at rates of").await;
        page.heading("By asset").shown().await;
        page.link("Bitcoin BTC Card spends this").shown().await;
    });
}

#[test]
fn a_deposit_is_seen_without_a_reload() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        sign_in_holder(&page, AMELIA).await;
        assert_eq!(page.any(&["row"]).containing("Dogecoin").count().await, 0);
        let deposit =
            json!({ "username": "amelia", "symbol": "DOGE", "amount": "1234.56789012", "confirmations": 6 });
        coins.outside("deposit", deposit).await;
        coins.advance(120).await;
        page.evaluate("window.dispatchEvent(new Event('focus'))").await;
        page.row("Dogecoin").has_text("1,234.56789012").await;
    });
}

#[test]
fn one_key_hides_all_amounts() {
    test(async |world| {
        let page = world.desk().await;
        sign_in_holder(&page, AMELIA).await;
        page.row("Bitcoin").found().await;
        page.says("Your card spends").await;
        page.button("Hide all amounts").focus().await;
        page.press("h").await;
        page.row("Bitcoin").has_text("••••••").await;
        let shown = "[...document.querySelectorAll('main .money, main .figure')].filter(e => !e.textContent.includes('•')).length";
        page.until("no amount is left", async || page.evaluate(shown).await == 0).await;
        let drawn = "[...document.querySelectorAll('main .chart text, main .day')].some(e => /[0-9]{2,}[.,]/.test(e.textContent + (e.getAttribute('aria-label') || '')))";
        assert_eq!(page.evaluate(drawn).await, json!(false), "nor in the chart");
    });
}

#[test]
fn the_chart_is_a_table_too() {
    test(async |world| {
        let page = world.desk().await;
        sign_in_holder(&page, AMELIA).await;
        page.says("In US dollars at the rate of each transaction.").await;
        page.button("Show as a table").click().await;
        page.table("What came in and went out each day, in US dollars").shown().await;
        page.button("Show as a table").has_state("pressed", "true").await;
    });
}

#[test]
fn coins_without_a_balance_are_shown_on_demand_and_the_address_keeps_it() {
    test(async |world| {
        let page = world.phone().await;
        sign_in_holder(&page, AMELIA).await;
        page.row("Bitcoin").found().await;
        assert_eq!(page.any(&["row"]).containing("Tether").count().await, 0);
        page.any(&["button"]).containing("coins without a balance").click().await;
        page.row("Tether").found().await;
        page.at("/crypto?empty=shown").await;
        page.reload().await;
        page.row("Tether").found().await;
    });
}

#[test]
fn the_coin_that_a_card_spends_is_chosen_and_given_up() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        let token = coins.token(AMELIA).await;
        sign_in_holder(&page, AMELIA).await;
        page.says("Your card spends Bitcoin. You chose it.").await;
        page.button("Choose another coin").click().await;
        page.dialog("What your card spends").shown().await;
        page.field("Coin").choose("Litecoin").await;
        page.button("Save").click().await;
        page.says("Your card spends Litecoin. You chose it.").await;
        assert_eq!(coins.wallet(&token, "LTC").await["isActive"], true);
        assert_eq!(coins.wallet(&token, "BTC").await["isActive"], false);

        page.goto("/crypto/LTC").await;
        page.button("Take the choice back").click().await;
        page.until("no coin is chosen", async || coins.wallet(&token, "LTC").await["isActive"] == false)
            .await;
        page.goto("/crypto/ETH").await;
        page.button("Let the card spend this").click().await;
        page.says("Card spends this").await;
        assert_eq!(coins.wallet(&token, "ETH").await["isActive"], true);
        page.goto("/crypto/XMR").await;
        page.says("A card cannot spend it").await;
    });
}

#[test]
fn a_choice_that_is_refused_changes_nothing() {
    test(async |world| {
        let page = world.phone().await;
        sign_in_holder(&page, AMELIA).await;
        page.allow_log("net::ERR_");
        page.goto("/crypto/LTC").await;
        page.button("Let the card spend this").shown().await;
        world.sandbox().stop();
        page.button("Let the card spend this").click().await;
        page.says("The change may or may not have been made.").await;
        world.sandbox().start_again();
        page.reload().await;
        page.button("Let the card spend this").shown().await;
    });
}

#[test]
fn a_coin_shows_its_balance_and_what_happened_to_it() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        let token = coins.token(AMELIA).await;
        sign_in_holder(&page, AMELIA).await;
        page.any(&["link"]).containing("Bitcoin").click().await;
        page.at("/crypto/BTC").await;
        page.heading("Bitcoin").shown().await;
        let page_of = coins.get("transaction?symbol=BTC&limit=50", &token).await;
        let total = page_of["total"].as_u64().expect("a total");
        page.says(&format!("1 to {} of {total}", total.min(50))).await;
        let newest = &page_of["transactions"][0];
        let title = newest["title"].as_str().filter(|title| !title.is_empty()).unwrap_or("Received");
        page.any(&["main"]).has_text(title).await;
        page.evaluate("document.querySelector('.happened > summary').click()").await;
        page.says("Worth then").await;
        page.says("On the chain").await;
        page.link("Portfolio").within(&page.any(&["main"])).click().await;
        page.at("/crypto").await;
    });
}

#[test]
fn a_coin_that_is_none_says_so() {
    test(async |world| {
        let page = world.phone().await;
        sign_in_holder(&page, AMELIA).await;
        page.allow_log("the server responded with a status of 404");
        page.goto("/crypto/NOPE").await;
        page.says("Your wallet has no such coin.").await;
        page.goto("/crypto/btc").await;
        page.heading("Bitcoin").shown().await;
    });
}

#[test]
fn a_portfolio_that_cannot_be_had_says_so_and_comes_back() {
    test(async |world| {
        let page = world.phone().await;
        sign_in_holder(&page, AMELIA).await;
        page.row("Bitcoin").found().await;
        page.allow_log("net::ERR_");
        world.sandbox().stop();
        page.evaluate("window.dispatchEvent(new Event('focus'))").await;
        page.says("The wallet system does not answer.").await;
        page.row("Bitcoin").found().await;
        let try_again = page.button("Try again");
        try_again.shown().await;
        world.sandbox().start_again();
        try_again.click().await;
        page.says_no_more("The wallet system does not answer.").await;
    });
}

async fn signed_in_with_a_code(coins: &Coins, page: &Page) {
    page.goto("/crypto/sign-in").await;
    super::crypto_sign_in::enter(page, KENJI.username, KENJI.password).await;
    page.heading("One more step").shown().await;
    let code = coins.code(page, PHONE_OF_KENJI, 1).await;
    page.field("Code").fill(&code).await;
    page.button("Sign in").click().await;
    page.at("/crypto").await;
}

#[test]
fn where_no_coin_is_chosen_the_card_spends_the_one_worth_most() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        signed_in_with_a_code(&coins, &page).await;
        page.says("Nothing is chosen: it is the coin worth most.").await;
        page.any(&["link"]).containing("Card spends this").shown().await;
    });
}
