//! Where coins are received: the address whole, its tag apart, both as a code that a wallet reads.

use serde_json::json;

use super::crypto_api::{AMELIA, Coins};
use super::crypto_sign_in::sign_in_holder;
use super::harness::{Screen, test};

const COPIED: &str =
    "navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }";
const SHARED: &str = "navigator.share = data => { window.shared = data; return Promise.resolve(); }";

#[test]
fn an_address_is_shown_whole_as_text_and_as_a_code() {
    test(async |world| {
        for screen in [Screen::PHONE, Screen::DESK] {
            let (coins, page) = (Coins::of(world), world.browser(screen).await);
            let token = coins.token(AMELIA).await;
            let address = coins.get("wallet/address/BTC", &token).await["address"].take();
            let address = address.as_str().expect("an address");
            sign_in_holder(&page, AMELIA).await;
            page.any(&["link"]).containing("Bitcoin").click().await;
            page.link("Receive").click().await;
            page.at("/crypto/receive/BTC").await;
            page.heading("Receive Bitcoin").shown().await;
            page.says("Send only Bitcoin (BTC) here, and only over the Bitcoin network.").await;
            page.says(address).await;
            let code = page.image("QR code of the address").read_qr().await;
            assert_eq!(code, format!("bitcoin:{address}"));
            assert_eq!(page.button("Share").count().await, 0, "this browser shares nothing");
        }
    });
}

#[test]
fn address_and_tag_are_kept_apart_and_copied_apart() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        let token = coins.token(AMELIA).await;
        let joined = coins.get("wallet/address/XRP", &token).await["address"].take();
        let (address, tag) = joined.as_str().and_then(|joined| joined.split_once(':')).expect("two parts");
        sign_in_holder(&page, AMELIA).await;
        page.goto("/crypto/receive/XRP").await;
        page.evaluate(COPIED).await;
        page.heading("Destination tag").shown().await;
        page.says("Without the destination tag nobody knows whose it is").await;
        let code = page.image("QR code of the address").read_qr().await;
        assert_eq!(code, format!("ripple:{address}?dt={tag}"));
        page.button("Copy address").click().await;
        page.says("Copied").await;
        assert_eq!(page.evaluate("window.copied").await, address);
        page.button("Copy destination tag").click().await;
        page.until("the tag is copied", async || page.evaluate("window.copied").await == tag).await;
    });
}

#[test]
fn an_address_is_shared_where_the_browser_shares() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        let token = coins.token(AMELIA).await;
        let address = coins.get("wallet/address/LTC", &token).await["address"].take();
        let address = address.as_str().expect("an address");
        sign_in_holder(&page, AMELIA).await;
        page.goto("/crypto/LTC").await;
        page.evaluate(SHARED).await;
        page.link("Receive").click().await;
        page.button("Share").click().await;
        page.until("it is shared", async || page.evaluate("!!window.shared").await == true).await;
        let text = page.evaluate("window.shared.text").await;
        let text = text.as_str().expect("a text");
        assert!(text.contains(address) && text.contains("Litecoin network"), "{text}");
    });
}

#[test]
fn a_coin_that_cannot_be_received_says_so_and_gives_no_address() {
    test(async |world| {
        let page = world.phone().await;
        sign_in_holder(&page, AMELIA).await;
        page.goto("/crypto/receive/BTG").await;
        page.says("This coin cannot be received at the moment").await;
        assert_eq!(page.button("Copy address").count().await, 0);
        page.allow_log("the server responded with a status of 404");
        page.goto("/crypto/receive/NOPE").await;
        page.says("It says: There is no such symbol.").await;
    });
}

#[test]
fn an_address_of_another_network_is_not_offered() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.desk().await);
        sign_in_holder(&page, AMELIA).await;
        let body = json!({ "success": true, "data": { "symbol": "BTC", "address": "LWAPtEgkzczJeCmGxQESTmyfEqrdZgFYzj" } });
        let order = json!({ "path": "/api/v3/wallet/address/*", "status": 200, "body": body.to_string() });
        coins.order(order).await;
        page.goto("/crypto/receive/BTC").await;
        page.says("This address cannot be right.").await;
        assert_eq!(page.image("QR code of the address").count().await, 0);
        assert_eq!(page.button("Copy address").count().await, 0);
    });
}

#[test]
fn an_address_that_cannot_be_had_is_asked_for_again() {
    test(async |world| {
        let page = world.phone().await;
        sign_in_holder(&page, AMELIA).await;
        page.allow_log("net::ERR_");
        page.goto("/crypto/DASH").await;
        page.link("Receive").shown().await;
        world.sandbox().stop();
        page.link("Receive").click().await;
        page.says("The wallet system does not answer.").await;
        world.sandbox().start_again();
        page.any(&["button"]).containing("Try again").click().await;
        page.button("Copy address").shown().await;
    });
}
