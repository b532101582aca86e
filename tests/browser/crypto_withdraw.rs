//! Coins are sent away: checked and compared before, shown whole in the review, sent once; on a phone and on a desk.

use serde_json::{Value, json};

use super::crypto_api::{AMELIA, Coins};
use super::crypto_sign_in::sign_in_holder;
use super::harness::{Page, Screen, World, test};

pub const DOGE: &str = "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L";
pub const ETHER: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
/// Shares both ends with the one above, and is written without a checksum.
pub const LIKE_ETHER: &str = "0x5aaeb605000000000000000000000000001beaed";
const RIPPLE: &str = "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP";
const COMPARED: &str = "I have compared every character with what the recipient gave me";
const ANOTHER: &str = "I mean another recipient, and have compared every character";

/// Somebody with so many of a coin, signed in.
pub async fn with_coins(world: &World, page: &Page, symbol: &str, amount: &str) -> (Coins, String) {
    let coins = Coins::of(world);
    let deposit = json!({ "username": "amelia", "symbol": symbol, "amount": amount, "confirmations": 60 });
    coins.outside("deposit", deposit).await;
    coins.advance(300).await;
    let token = coins.token(AMELIA).await;
    sign_in_holder(page, AMELIA).await;
    (coins, token)
}

/// Fills in where to and how much, and compares.
pub async fn fill(page: &Page, symbol: &str, address: &str, amount: &str) {
    page.goto(&format!("/crypto/withdraw/{symbol}")).await;
    page.field("To address").fill(address).await;
    page.field(COMPARED).click().await;
    page.field("Amount").fill(amount).await;
    page.button("Review").click().await;
}

/// The sendings of a coin, the newest first.
pub async fn sent(coins: &Coins, token: &str, symbol: &str) -> Vec<Value> {
    let page = coins.get(&format!("transaction?symbol={symbol}&limit=100"), token).await;
    let rows = page["transactions"].as_array().cloned().unwrap_or_default();
    rows.into_iter().filter(|row| row["type"] == "Sent").collect()
}

#[test]
fn rule_16_coins_are_sent_after_a_review_of_the_whole_destination() {
    test(async |world| {
        for screen in [Screen::PHONE, Screen::DESK] {
            let page = world.browser(screen).await;
            let (coins, token) = with_coins(world, &page, "DOGE", "5000").await;
            let before = sent(&coins, &token, "DOGE").await.len();
            page.goto("/crypto/DOGE").await;
            page.link("Send").click().await;
            page.at("/crypto/withdraw/DOGE").await;
            page.field("To address").fill(DOGE).await;
            page.says("Dogecoin. Fits its checksum.").await;
            page.says("You have never sent anything to this address from here.").await;
            page.field(COMPARED).click().await;
            page.field("Amount").fill("400.12345678").await;
            page.button("Review").click().await;
            let review = page.dialog("Review the withdrawal");
            review.has_text(DOGE).await;
            review.has_text("for the first time").await;
            review.has_text("Network Dogecoin").await;
            review.has_text("In all, about").await;
            assert_eq!(review.text().await.matches("Nobody can take this back.").count(), 1);
            page.evaluate("[...document.querySelectorAll('dialog .btn.danger')].forEach(b => { b.click(); b.click(); })").await;
            page.dialog("Done").has_text("−400.12345678").await;
            assert_eq!(page.requests("/wallet/withdraw").await, 1, "rule 5: pressed twice, sent once");
            page.button("Done").click().await;
            page.at("/crypto/DOGE").await;
            page.says("400.12345678").await;
            let rows = sent(&coins, &token, "DOGE").await;
            assert_eq!(rows.len(), before + 1);
            assert_eq!(rows[0]["amount"].to_string(), "400.12345678");
        }
    });
}

#[test]
fn rule_1_a_withdrawal_is_exact_to_eighteen_decimals() {
    test(async |world| {
        let page = world.desk().await;
        let (coins, token) = with_coins(world, &page, "ETH", "2").await;
        fill(&page, "ETH", ETHER, "0.100000000000000001").await;
        page.button("Send 0.100000000000000001 ETH").click().await;
        page.dialog("Done").has_text("−0.100000000000000001").await;
        let raw = coins.raw("transaction?symbol=ETH&limit=1", &token).await;
        assert!(raw.contains("0.100000000000000001"), "{raw}");
    });
}

#[test]
fn a_mistyped_address_and_one_of_another_network_are_stopped() {
    test(async |world| {
        let page = world.phone().await;
        let (_, _) = with_coins(world, &page, "DOGE", "5000").await;
        page.goto("/crypto/withdraw/DOGE").await;
        page.field("Amount").fill("400").await;
        page.button("Review").click().await;
        page.says("Enter the address that the coins go to.").await;
        for (address, said) in [
            ("DH5yaieqoZN36fDVciNyRueRGvGLR3mr7M", "A character is wrong or missing"),
            ("DH5yaieqoZN36fDVciNyRueRGvGLR3mr7", "A character is wrong or missing"),
            (
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
                "This is an address of the Bitcoin network, not of Dogecoin.",
            ),
            (ETHER, "This is an address of the Ethereum network, not of Dogecoin."),
            ("somewhere over the rainbow, way up high", "This is not an address of the Dogecoin network."),
        ] {
            page.field("To address").fill(address).await;
            page.says(said).await;
            page.button("Review").click().await;
            page.field("To address").has_state("invalid", "true").await;
            assert_eq!(page.dialog("Review the withdrawal").count().await, 0, "{address}");
        }
        page.field("To address").fill(&format!("dogecoin:{DOGE}?amount=7")).await;
        page.says("Dogecoin. Fits its checksum.").await;
        page.says(DOGE).await;
        page.button("Review").click().await;
        page.says("Confirm the recipient first.").await;
        assert_eq!(page.requests("/wallet/withdraw").await, 0);
    });
}

#[test]
fn a_tag_is_asked_for_where_the_chain_has_one() {
    test(async |world| {
        let page = world.phone().await;
        let (coins, token) = with_coins(world, &page, "XRP", "500").await;
        page.goto("/crypto/withdraw/XRP").await;
        page.field("To address").fill(RIPPLE).await;
        page.field("Amount").fill("20").await;
        page.button("Review").click().await;
        page.says("Enter the destination tag that the recipient gave you, or say that there is none.").await;
        page.field("Destination tag").fill("4294967296").await;
        page.button("Review").click().await;
        page.says("This is no destination tag of this network.").await;
        page.field("To address").fill(&format!("{RIPPLE}:156041")).await;
        page.says("Destination tag 156041").await;
        assert_eq!(page.field("Destination tag").count().await, 0, "it came with the address");
        page.field(COMPARED).click().await;
        page.button("Review").click().await;
        let review = page.dialog("Review the withdrawal");
        review.has_text(RIPPLE).await;
        review.has_text("Destination tag 156041").await;
        page.button("Send 20.000000 XRP").click().await;
        page.dialog("Done").shown().await;
        page.button("Done").click().await;
        assert_eq!(sent(&coins, &token, "XRP").await[0]["amount"], 20);

        // The same address with another tag, or without, is somebody else.
        page.link("Send").click().await;
        page.field("To address").fill(RIPPLE).await;
        page.field("The recipient needs no destination tag").click().await;
        page.says("You know this address with another destination tag: 156041.").await;
        page.field("Destination tag").fill("156042").await;
        page.says("You know this address with another destination tag: 156041.").await;
        page.field("Amount").fill("20").await;
        page.button("Review").click().await;
        page.says("Confirm the recipient first.").await;
        page.field(ANOTHER).click().await;
        page.button("Review").click().await;
        page.dialog("Review the withdrawal").has_text("156042").await;
    });
}

#[test]
fn rule_16_a_look_alike_stops_the_person_and_shows_what_differs() {
    test(async |world| {
        for screen in [Screen::PHONE, Screen::DESK] {
            let page = world.browser(screen).await;
            let (_, _) = with_coins(world, &page, "ETH", "2").await;
            fill(&page, "ETH", ETHER, "0.1").await;
            page.button("Send 0.10000000 ETH").click().await;
            page.dialog("Done").shown().await;
            page.button("Done").click().await;
            page.link("Send").click().await;
            page.field("To address").fill(ETHER).await;
            page.says("You have sent to this address before").await;
            assert_eq!(page.field(COMPARED).count().await, 0, "a known one needs no comparing");
            page.field("To address").fill(LIKE_ETHER).await;
            page.says("This is not the address that you know.").await;
            page.says("characters differ, at places").await;
            page.says("This spelling has no checksum").await;
            let marked = "[...document.querySelectorAll('.going mark')].length";
            assert_ne!(page.evaluate(marked).await, 0);
            page.field("Amount").fill("0.1").await;
            page.button("Review").click().await;
            page.says("Confirm the recipient first.").await;
            assert_eq!(page.dialog("Review the withdrawal").count().await, 0);
            page.field(ANOTHER).click().await;
            page.button("Review").click().await;
            page.dialog("Review the withdrawal").has_text("for the first time").await;
            page.button("Back").click().await;
            // What was compared was that one: another one is compared anew.
            page.field("To address").fill(&LIKE_ETHER.replace("0000", "1111")).await;
            page.field(ANOTHER).has_state("checked", "false").await;
        }
    });
}

#[test]
fn too_much_and_too_little_are_refused() {
    test(async |world| {
        let page = world.phone().await;
        let (coins, token) = with_coins(world, &page, "DOGE", "5000").await;
        let before = coins.wallet(&token, "DOGE").await["balance"].to_string();
        fill(&page, "DOGE", DOGE, "500000000").await;
        page.says("The account does not hold that much.").await;
        page.field("Amount").fill(&before).await;
        page.button("Review").click().await;
        page.says("With the fee, this is more than you have.").await;
        page.field("Amount").fill("0.000000001").await;
        page.button("Review").click().await;
        page.says("This currency has 8 decimals at most.").await;
        assert_eq!(page.requests("/wallet/withdraw").await, 0);
        // The least is known to the system alone.
        page.allow_log("the server responded with a status of 422");
        page.field("Amount").fill("0.5").await;
        page.button("Review").click().await;
        page.button("Send 0.50000000 DOGE").click().await;
        page.dialog("Refused").has_text("No money moved.").await;
        page.button("Back").click().await;
        page.says("The amount must be at least").await;
        page.field("Amount").has_state("invalid", "true").await;
        assert_eq!(coins.wallet(&token, "DOGE").await["balance"].to_string(), before);
    });
}

#[test]
fn a_review_is_void_when_the_balance_no_longer_bears_it() {
    test(async |world| {
        let page = world.desk().await;
        let (coins, token) = with_coins(world, &page, "DOGE", "5000").await;
        fill(&page, "DOGE", DOGE, "4000").await;
        page.dialog("Review the withdrawal").shown().await;
        coins.withdraw(&token, "DOGE", DOGE, "3000").await;
        page.evaluate("window.dispatchEvent(new Event('focus'))").await;
        page.dialog("Review the withdrawal").gone().await;
        page.button("Review").shown().await;
        page.button("Review").click().await;
        page.says("The account does not hold that much.").await;
        assert_eq!(page.requests("/wallet/withdraw").await, 0);
    });
}

#[test]
fn a_coin_that_cannot_be_sent_says_so() {
    test(async |world| {
        let page = world.phone().await;
        sign_in_holder(&page, AMELIA).await;
        page.goto("/crypto/withdraw/QTUM").await;
        page.says("This coin cannot be sent at the moment").await;
        assert_eq!(page.field("To address").count().await, 0);
        page.goto("/crypto/withdraw/NOPE").await;
        page.says("Your wallet has no such coin.").await;
    });
}
