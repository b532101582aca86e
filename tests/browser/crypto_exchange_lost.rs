//! Rule 3 for exchanges, which have no reference: an answer is lost, and what became of it is found in the history or not
//! there. It is never called failed, never done on a guess, and never sent again.

use serde_json::json;

use super::crypto_api::{AMELIA, Coins};
use super::crypto_exchange::{ask_for_exchange, newest, open_pair};
use super::harness::{Page, World, test};

const NEVER: [&str; 3] = ["failed", "Refused", "It has begun"];

/// Asks for an exchange of an amount whose answer is lost, as far as the dialog that says that nobody knows.
async fn into_the_unknown(world: &World, page: &Page, amount: &str) -> (Coins, String) {
    let coins = Coins::of(world);
    let deposit = json!({ "username": "amelia", "symbol": "XRP", "amount": "5000", "confirmations": 100 });
    coins.outside("deposit", deposit).await;
    coins.advance(120).await;
    let token = coins.token(AMELIA).await;
    page.allow_log("net::ERR_");
    page.allow_log("status of 502");
    open_pair(page, "XRP", "BTC").await;
    ask_for_exchange(page, amount).await;
    page.button(&format!("Exchange {amount}0000 XRP")).click().await;
    let dialog = page.dialog("We do not know yet");
    dialog
        .has_text(&format!(
            "{amount}0000 XRP was sent once and no usable answer came. It may have gone through."
        ))
        .await;
    let words = dialog.text().await;
    for word in NEVER {
        assert!(!words.contains(word), "{words}");
    }
    assert_eq!(page.button("Send again").count().await, 0, "there is nothing to tell a second one by");
    (coins, token)
}

async fn count(coins: &Coins, token: &str, amount: &str) -> usize {
    let all = coins.get("exchange/transactions", token).await;
    all.as_array().into_iter().flatten().filter(|one| one["amountFrom"] == amount).count()
}

#[test]
fn rule_3_an_exchange_whose_answer_was_lost_is_found_in_the_history() {
    test(async |world| {
        let page = world.phone().await;
        let (coins, token) = into_the_unknown(world, &page, "666.02").await;
        page.button("Look now").click().await;
        page.dialog("It has begun").has_text("−666.020000 XRP").await;
        let id = newest(&coins, &token).await["id"].as_str().expect("an id").to_owned();
        page.button("Follow it").click().await;
        page.at(&format!("/crypto/exchange/{id}")).await;
        assert_eq!(count(&coins, &token, "666.02").await, 1);
    });
}

#[test]
fn rule_3_half_an_answer_is_looked_up_by_itself() {
    test(async |world| {
        let page = world.desk().await;
        let (coins, token) = into_the_unknown(world, &page, "666.05").await;
        page.dialog("It has begun").has_text("−666.050000 XRP").await;
        assert_eq!(count(&coins, &token, "666.05").await, 1);
    });
}

#[test]
fn rule_3_an_exchange_that_never_arrived_is_said_to_be_absent_after_three_looks() {
    test(async |world| {
        let page = world.desk().await;
        page.hurry(12).await;
        let (coins, token) = into_the_unknown(world, &page, "666.01").await;
        let dialog = page.dialog("It did not arrive");
        dialog.has_text("is not there after three looks: nothing moved.").await;
        dialog.has_text("never sent again from here").await;
        assert_eq!(page.button("Send again").count().await, 0);
        assert_eq!(count(&coins, &token, "666.01").await, 0);
    });
}

#[test]
fn rule_3_a_reload_finds_an_exchange_that_went_through() {
    test(async |world| {
        let page = world.phone().await;
        let (coins, token) = into_the_unknown(world, &page, "666.02").await;
        let journal = page.stored().await["local"]["purser.journal"].to_string();
        assert!(!journal.contains("666") && !journal.contains("XRP"), "no amount is kept: {journal}");
        page.reload().await;
        page.says("The exchange went through after all").await;
        page.says_no_more("has no known outcome").await;
        assert_eq!(
            page.requests("/exchange/transaction").await,
            page.requests("/exchange/transactions").await
        );
        assert_eq!(count(&coins, &token, "666.02").await, 1);
    });
}

#[test]
fn rule_3_a_reload_does_not_lose_an_exchange_that_never_arrived() {
    test(async |world| {
        let page = world.phone().await;
        page.hurry(12).await;
        let (coins, token) = into_the_unknown(world, &page, "666.03").await;
        page.reload().await;
        page.says("has no known outcome. It is being looked up; do not repeat it.").await;
        page.says("The exchange never arrived: nothing moved.").await;
        page.says_no_more("has no known outcome").await;
        assert_eq!(count(&coins, &token, "666.03").await, 0);
    });
}

#[test]
fn rule_3_what_was_there_before_is_never_taken_for_a_lost_exchange() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.desk().await);
        let deposit =
            json!({ "username": "amelia", "symbol": "XRP", "amount": "5000", "confirmations": 100 });
        coins.outside("deposit", deposit).await;
        coins.advance(120).await;
        let token = coins.token(AMELIA).await;
        // The same was exchanged a moment ago, from elsewhere.
        page.allow_log("status of 502");
        open_pair(&page, "XRP", "BTC").await;
        let same = json!({ "from": "XRP", "to": "BTC", "amount": "333.25" });
        coins.act(reqwest::Method::POST, "exchange/transaction", &token, same).await;
        super::api::Api::of(world)
            .await
            .order_fault(json!({ "method": "POST", "path": "/api/v3/exchange/transaction", "fault": "fault-html-502" }))
            .await;
        ask_for_exchange(&page, "333.25").await;
        page.button("Exchange 333.250000 XRP").click().await;
        page.dialog("We do not know yet").shown().await;
        page.button("Look now").click().await;
        page.dialog("We do not know yet").has_text("Not there").await;
        assert_eq!(count(&coins, &token, "333.25").await, 1);
    });
}
