//! One coin for another: both amounts, the review and what makes it void, the five states, and what is refused.

use serde_json::{Value, json};

use super::crypto_api::{AMELIA, Coins};
use super::crypto_sign_in::sign_in_holder;
use super::harness::{Page, test};
use super::steps::{answer_instead, keep_posted, posted};

/// Opens a pair and waits until an amount can be typed.
pub async fn open_pair(page: &Page, from: &str, to: &str) {
    sign_in_holder(page, AMELIA).await;
    page.goto(&format!("/crypto/exchange?from={from}&to={to}")).await;
    page.says("The least is").await;
}

/// Types what is sent and asks for the review.
pub async fn ask_for_exchange(page: &Page, amount: &str) {
    page.field("You send").fill(amount).await;
    page.button("Review the exchange").click().await;
}

/// The newest exchange, as the system says it.
pub async fn newest(coins: &Coins, token: &str) -> Value {
    coins.get("exchange/transactions", token).await[0].take()
}

async fn balance(coins: &Coins, token: &str, symbol: &str) -> purser_api::Decimal {
    let raw = coins.raw("wallet", token).await;
    let of = raw.split(&format!("\"symbol\":\"{symbol}\",\"balance\":")).nth(1).expect("a wallet");
    purser_api::decimal::parse(of.split(',').next().expect("a number")).expect("a number")
}

#[test]
fn an_exchange_is_reviewed_sent_once_and_followed_through_its_five_states() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        let token = coins.token(AMELIA).await;
        open_pair(&page, "BTC", "LTC").await;
        keep_posted(&page, "/exchange/transaction").await;
        let before = balance(&coins, &token, "LTC").await;
        ask_for_exchange(&page, "0.01").await;
        let review = page.dialog("Review the exchange");
        for words in [
            "0.01000000 BTC",
            "1 BTC = ",
            "your own LTC wallet",
            "Network fee, about",
            "may receive a little more or less",
        ] {
            review.has_text(words).await;
        }
        page.button("Exchange 0.01000000 BTC").click_twice_at_once().await;
        page.dialog("It has begun").has_text("−0.01000000 BTC").await;
        assert_eq!(
            posted(&page).await,
            json!([{ "from": "BTC", "to": "LTC", "amount": "0.01" }]),
            "one request"
        );
        let one = newest(&coins, &token).await;
        let id = one["id"].as_str().expect("an id").to_owned();
        page.button("Follow it").click().await;
        page.at(&format!("/crypto/exchange/{id}")).await;
        page.heading("On its way").shown().await;
        let now = async |state: &str| {
            let current = "document.querySelector('.steps [aria-current=step] b')?.textContent ?? ''";
            page.until(&format!("it is {state}"), async || page.evaluate(current).await == state).await;
        };
        now("Waiting").await;
        page.says("not there yet").await;
        for (seconds, state) in [(16, "Confirming"), (45, "Exchanging"), (30, "Sending")] {
            coins.advance(seconds).await;
            now(state).await;
        }
        // A reload in the middle goes on where it was: what came before somebody looked came before now.
        page.reload().await;
        now("Sending").await;
        page.says("before ").await;
        coins.advance(31).await;
        page.heading("Finished").shown().await;
        let one = newest(&coins, &token).await;
        assert_eq!(one["status"], "finished");
        let got = purser_api::decimal::parse(one["amountTo"].as_str().expect("an amount")).expect("a number");
        page.any(&["main"]).has_text(&format!("+{got}")).await;
        for hash in ["payinHash", "payoutHash"] {
            let hash = one[hash].as_str().expect("a hash");
            page.until("the whole hash can be copied", async || page.everything().await.contains(hash)).await;
        }
        assert_eq!(balance(&coins, &token, "LTC").await, before + got);
    });
}

#[test]
fn rule_1_the_amount_is_typed_on_either_side_with_every_decimal() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.desk().await);
        let token = coins.token(AMELIA).await;
        open_pair(&page, "ETH", "BTC").await;
        let (give, get) = (page.field("You send"), page.field("You receive, about"));
        get.fill("0.01").await;
        page.until("what has to be given is counted", async || !give.value().await.is_empty()).await;
        let needed = give.value().await;
        give.fill(&needed).await;
        page.until("it brings no less than was asked for", async || {
            let brings = purser_api::decimal::parse(&get.value().await);
            brings.is_ok_and(|brings| brings >= purser_api::decimal::parse("0.01").expect("a number"))
        })
        .await;
        keep_posted(&page, "/exchange/transaction").await;
        ask_for_exchange(&page, "0.123456789012345678").await;
        page.dialog("Review the exchange").has_text("0.123456789012345678 ETH").await;
        page.button("Exchange 0.123456789012345678 ETH").click().await;
        page.dialog("It has begun").has_text("−0.123456789012345678 ETH").await;
        assert_eq!(posted(&page).await[0]["amount"], "0.123456789012345678");
        assert_eq!(newest(&coins, &token).await["amountFrom"], "0.123456789012345678");
    });
}

#[test]
fn what_cannot_be_exchanged_is_said_before_it_is_sent() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        let token = coins.token(AMELIA).await;
        open_pair(&page, "BTC", "LTC").await;
        let all = balance(&coins, &token, "BTC").await.normalize();
        for (typed, words) in [
            ("", "Enter an amount in digits, such as 25.00."),
            ("0", "Enter an amount other than zero."),
            ("0.000000001", "This currency has 8 decimals at most."),
            ("0.0001", "The least that can be exchanged is"),
            ("99999", "You have "),
        ] {
            ask_for_exchange(&page, typed).await;
            page.any(&["form"]).has_text(words).await;
            page.field("You send").has_state("invalid", "true").await;
        }
        page.any(&["button"]).containing("All, ").click().await;
        page.until("all of it is typed in", async || page.field("You send").value().await == all.to_string())
            .await;
        page.field("You receive, about").fill("0.00000001").await;
        page.button("Review the exchange").click().await;
        page.says("The least that can be exchanged is").await;
        assert_eq!(
            page.requests("/exchange/transaction").await,
            page.requests("/exchange/transactions").await
        );
    });
}

#[test]
fn what_the_system_refuses_moves_nothing_and_says_so() {
    test(async |world| {
        let page = world.phone().await;
        page.allow_log("status of 4");
        open_pair(&page, "BTC", "LTC").await;
        let no = |said: &str| json!({ "success": false, "error": [{ "code": 401, "message": said }] });
        for (status, said, words) in [
            (
                422,
                "The amount must be at least 0.5 BTC.",
                "It says: The amount must be at least 0.5 BTC. No money moved.",
            ),
            (429, "Too many", "Too many tries. Wait 7 seconds. No money moved."),
            (404, "BTC cannot be exchanged for LTC.", "There is no such thing here."),
        ] {
            answer_instead(&page, "POST", "/exchange/transaction", status, &no(said)).await;
            ask_for_exchange(&page, "0.01").await;
            page.button("Exchange 0.01000000 BTC").click().await;
            page.dialog("Refused").has_text(words).await;
            page.button("Back").click().await;
            page.any(&["dialog"]).gone().await;
            page.any(&["form"]).has_text(words).await;
        }
        answer_instead(&page, "", "", 200, &json!(null)).await;
        ask_for_exchange(&page, "0.01").await;
        page.dialog("Review the exchange").shown().await;
    });
}

#[test]
fn a_review_is_void_as_soon_as_the_quote_moved() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        open_pair(&page, "BTC", "LTC").await;
        ask_for_exchange(&page, "0.01").await;
        page.dialog("Review the exchange").shown().await;
        coins.advance(600).await;
        page.evaluate("window.dispatchEvent(new Event('focus'))").await;
        page.says("The quote moved while you were reading it, so nothing was sent.").await;
        page.any(&["dialog"]).gone().await;
        let note = page.any(&["alert"]).text().await;
        let (was, is_now) = note.split_once("Is now").expect("both quotes");
        assert!(
            was.contains("0.01000000 BTC for about") && is_now.contains("0.01000000 BTC for about"),
            "{note}"
        );
        let old = was.split("for about").nth(1).expect("an amount").trim();
        assert!(!is_now.contains(old), "{note}");
        page.button("Review the new quote").click().await;
        let review = page.dialog("Review the exchange").text().await;
        assert!(!review.contains(old), "{review}");
        page.button("Exchange 0.01000000 BTC").click().await;
        page.dialog("It has begun").shown().await;
    });
}

#[test]
fn coins_are_found_by_name_and_the_address_keeps_them() {
    test(async |world| {
        let page = world.phone().await;
        open_pair(&page, "BTC", "LTC").await;
        page.button("Receive LTC").click().await;
        page.dialog("Coin to receive").shown().await;
        page.field("Search coins").fill("no such").await;
        page.says("No coin fits.").await;
        page.field("Search coins").fill("ethereum").await;
        page.press("Enter").await;
        page.at("/crypto/exchange?from=BTC&to=ETH").await;
        page.button("Swap the two coins").click().await;
        page.at("/crypto/exchange?from=ETH&to=BTC").await;
        page.reload().await;
        page.button("Send ETH").click().await;
        page.field("Search coins").fill("btc").await;
        page.press("Enter").await;
        page.at("/crypto/exchange?from=BTC&to=ETH").await;
        page.any(&["dialog"]).gone().await;
        page.button("Receive ETH").shown().await;
    });
}

#[test]
fn earlier_exchanges_open_to_both_of_their_transactions() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.desk().await);
        let token = coins.token(AMELIA).await;
        coins.advance(300).await;
        sign_in_holder(&page, AMELIA).await;
        page.link("Exchange").within(&page.thing(&["complementary"], "Places")).click().await;
        page.at("/crypto/exchange").await;
        let one = newest(&coins, &token).await;
        let id = one["id"].as_str().expect("an id");
        page.says("Finished, ").await;
        page.evaluate("document.querySelector('.exchanged > summary').click()").await;
        page.says("Transaction in").await;
        page.any(&["main"]).has_text("Transaction out").await;
        page.link(&format!("Exchange {id}")).click().await;
        page.at(&format!("/crypto/exchange/{id}")).await;
        page.heading("Finished").shown().await;
    });
}

#[test]
fn an_exchange_that_is_none_says_so_and_an_outage_keeps_what_was_seen() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        let token = coins.token(AMELIA).await;
        page.allow_log("status of 404");
        page.allow_log("net::ERR_");
        sign_in_holder(&page, AMELIA).await;
        page.goto("/crypto/exchange/000000000000").await;
        page.says("There is no such exchange.").await;
        let body = json!({ "from": "BTC", "to": "LTC", "amount": "0.01" });
        let started = coins.act(reqwest::Method::POST, "exchange/transaction", &token, body).await;
        page.goto(&format!("/crypto/exchange/{}", started["id"].as_str().expect("an id"))).await;
        page.heading("On its way").shown().await;
        page.says("What you gave has left your wallet").await;
        world.sandbox().stop();
        page.says("The wallet system does not answer.").await;
        page.says("What you gave has left your wallet").await;
        world.sandbox().start_again();
        coins.advance(130).await;
        page.heading("Finished").shown().await;
        page.says_no_more("The wallet system does not answer.").await;
    });
}
