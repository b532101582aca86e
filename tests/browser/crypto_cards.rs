//! Cards: issued, activated with what stands on their backs, locked at once, shown for a moment, and what they spent.

use reqwest::Method;
use serde_json::{Value, json};

use super::crypto_api::{AMELIA, Coins, Person};
use super::crypto_sign_in::{enter, sign_in_holder};
use super::harness::{Page, World, test};

const INES: Person = Person { username: "ines", password: "Pebble@2026" };

/// Somebody whose profile is complete and who has no card yet, on the page of their cards.
async fn without_a_card(world: &World, page: &Page, nin: &str) -> (Coins, String) {
    let coins = Coins::of(world);
    let person = json!({
        "username": INES.username, "password": INES.password, "firstName": "Ines", "lastName": "Duarte",
        "email": "ines@example.org", "phone": "+12025550191", "birthdate": "01/31/1990", "country": "PT",
        "address": "Rua das Flores 5", "city": "Porto", "state": "Porto", "zipcode": "4050-262", "nin": nin,
        "overrideConfirmation": true
    });
    coins.post("user/signup", person).await;
    let token = coins.token(INES).await;
    page.goto("/crypto/sign-in?next=%2Fcrypto%2Fcards").await;
    enter(page, INES.username, INES.password).await;
    page.at("/crypto/cards").await;
    page.says("You have no card").await;
    (coins, token)
}

async fn issue(page: &Page, coins: &Coins) -> Value {
    page.any(&["main"]).has_text("Issue a card").await;
    page.evaluate("document.querySelector('.head button').click()").await;
    page.dialog("Issue a card?").has_text("cannot be used before you activate it").await;
    page.button("Issue a card").within(&page.dialog("Issue a card?")).click().await;
    page.any(&["dialog"]).gone().await;
    page.says("is issued. Activate it").await;
    coins.backs("ines").await.swap_remove(0)
}

async fn status(coins: &Coins, token: &str) -> Value {
    coins.get("card", token).await["cards"][0]["status"].clone()
}

#[test]
fn a_card_is_issued_activated_locked_and_unlocked() {
    test(async |world| {
        let page = world.phone().await;
        let (coins, token) = without_a_card(world, &page, "13578642").await;
        let back = issue(&page, &coins).await;
        let (san, cvv) = (back["san"].as_str().expect("a SAN"), back["cvv"].as_str().expect("a CVV"));
        page.heading(&format!("Card {san}")).shown().await;
        page.says("Locked, or not activated yet").await;
        page.button(&format!("Activate card {san}")).click().await;
        page.dialog("Activate a card").shown().await;
        page.field("SAN, the card’s number of nine digits").fill(san).await;
        page.field("CVV, the three digits beside it").fill(cvv).await;
        page.button("Activate").within(&page.dialog("Activate a card")).click().await;
        page.any(&["dialog"]).gone().await;
        page.says("Can be used").await;
        assert_eq!(status(&coins, &token).await, true);
        page.button(&format!("Lock card {san}")).click().await;
        page.button(&format!("Unlock card {san}")).shown().await;
        assert_eq!(status(&coins, &token).await, false);
        page.button(&format!("Unlock card {san}")).click().await;
        page.button(&format!("Lock card {san}")).shown().await;
        assert_eq!(status(&coins, &token).await, true);
    });
}

#[test]
fn rule_18_a_cvv_is_sent_and_kept_nowhere_whatever_the_answer() {
    test(async |world| {
        let page = world.desk().await;
        page.allow_log("status of 4");
        let (coins, token) = without_a_card(world, &page, "13578642").await;
        let back = issue(&page, &coins).await;
        let (san, right) = (back["san"].as_str().expect("a SAN"), back["cvv"].as_str().expect("a CVV"));
        let wrong = if right == "739" { "738" } else { "739" };
        page.button(&format!("Activate card {san}")).click().await;
        let (number, cvv) = (
            page.field("SAN, the card’s number of nine digits"),
            page.field("CVV, the three digits beside it"),
        );
        let activate = page.button("Activate").within(&page.dialog("Activate a card"));
        activate.click().await;
        page.says("Enter the digits of the SAN.").await;
        page.says("Enter three or four digits.").await;
        assert_eq!(page.requests("/card/activate").await, 0);
        number.fill("111111111").await;
        cvv.fill(wrong).await;
        activate.click().await;
        page.says("It says: There is no such card. Nothing has changed.").await;
        number.fill(san).await;
        for _ in 0..4 {
            cvv.fill(wrong).await;
            activate.click().await;
            page.says("It says: The CVV is not right. Nothing has changed.").await;
            page.until("the CVV is gone from the field", async || cvv.value().await.is_empty()).await;
        }
        cvv.fill(wrong).await;
        activate.click().await;
        page.says("Too many tries. Wait 5 minutes. Nothing has changed.").await;
        let kept = page.everything().await;
        assert!(!kept.contains(&format!("\"{wrong}\"")), "no CVV stands anywhere");
        coins.advance(301).await;
        cvv.fill(right).await;
        activate.click().await;
        page.any(&["dialog"]).gone().await;
        assert_eq!(status(&coins, &token).await, true);
        let kept = page.everything().await;
        assert!(!kept.contains(&format!("\"{right}\"")), "no CVV stands anywhere");
    });
}

#[test]
fn a_card_that_is_refused_says_why() {
    test(async |world| {
        let page = world.phone().await;
        page.allow_log("status of 4");
        let (coins, _) = without_a_card(world, &page, "1111").await;
        page.evaluate("document.querySelector('.head button').click()").await;
        let ask = page.button("Issue a card").within(&page.dialog("Issue a card?"));
        ask.click().await;
        page.says("Not allowed. It says: The identity has not been cleared for a card. Nothing has changed.")
            .await;
        let token = coins.token(INES).await;
        coins.act(Method::PUT, "user/update", &token, json!({ "nin": "13578642" })).await;
        ask.click().await;
        page.any(&["dialog"]).gone().await;
        page.evaluate("document.querySelector('.head button').click()").await;
        ask.click().await;
        page.says("It says: There cannot be more cards. Nothing has changed.").await;
        page.press("Escape").await;
        page.any(&["dialog"]).gone().await;
        // What was never activated cannot be unlocked.
        page.any(&["button"]).containing("Unlock").click().await;
        page.says("It says: The card has not been activated yet. Nothing has changed.").await;
    });
}

#[test]
fn rule_18_a_number_is_masked_and_shown_for_a_short_time_on_request() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        let token = coins.token(AMELIA).await;
        let san = coins.get("card", &token).await["cards"][0]["san"].as_str().expect("a SAN").to_owned();
        page.hurry(4).await;
        sign_in_holder(&page, AMELIA).await;
        page.goto("/crypto/cards").await;
        let show = page.button(&format!("Show the number of card {san}"));
        show.shown().await;
        assert_eq!(page.requests("/card/info").await, 0, "nothing is asked for before");
        show.click().await;
        page.says("Valid until").await;
        let text = page.text().await;
        assert!(text.contains("****"), "{text}");
        page.says_no_more("Valid until").await;
        show.click().await;
        page.says("Valid until").await;
        page.button("Hide it").click().await;
        page.says_no_more("Valid until").await;
        page.thing(&["timer"], "").gone().await;
    });
}

#[test]
fn a_card_that_cannot_be_locked_for_sure_says_so() {
    test(async |world| {
        let page = world.phone().await;
        page.allow_log("net::ERR_");
        sign_in_holder(&page, AMELIA).await;
        page.goto("/crypto/cards").await;
        page.any(&["button"]).containing("Lock").shown().await;
        world.sandbox().stop();
        page.any(&["button"]).containing("Lock").click().await;
        page.says("The change may or may not have been made.").await;
        world.sandbox().start_again();
        page.any(&["button"]).containing("Lock").click().await;
        page.any(&["button"]).containing("Unlock").shown().await;
    });
}

#[test]
fn what_a_card_spent_is_seen_and_what_it_spends_is_chosen() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.desk().await);
        let token = coins.token(AMELIA).await;
        sign_in_holder(&page, AMELIA).await;
        page.goto("/crypto/cards").await;
        page.says("Your card spends Bitcoin. You chose it.").await;
        let bought = json!({ "username": "amelia", "amount": "12.34", "merchant": "Harbour Books" });
        assert_eq!(coins.outside("purchase", bought).await["approved"], true);
        page.evaluate("window.dispatchEvent(new Event('focus'))").await;
        page.says("Harbour Books").await;
        page.field("Period").choose("This year").await;
        page.at("/crypto/cards?period=annually").await;
        let total = coins.get("transaction/total?type=cardPurchase&period=annually", &token).await;
        let count = total["totalTransactions"].as_u64().expect("a count");
        page.says(&format!("{count} purchase")).await;
        page.button("Choose another coin").click().await;
        page.field("Coin").choose("Litecoin").await;
        page.button("Save").click().await;
        page.says("Your card spends Litecoin. You chose it.").await;
    });
}
