//! Refills: the way to the checkout in a tab of its own, the wait, and the way back.

use serde_json::json;

use super::api::Api;
use super::harness::{Page, Screen, test};
use super::steps::{connect, keep_posted, open_account, posted};

/// Begins a refill that goes through the checkout, as far as the dialog that waits; answers the checkout's address.
async fn begin(page: &Page, amount: &str) -> String {
    page.button("Refill").click().await;
    page.field("Amount").fill(amount).await;
    page.field("Name").fill("Wallet refill").await;
    page.field("Always go through the checkout").click().await;
    page.button("Review").click().await;
    page.dialog("Review the refill").has_text(&format!("Card is charged {amount} USD")).await;
    page.button(&format!("Charge {amount} USD")).click().await;
    page.dialog("Waiting for the payer").has_text("Nothing is credited until it says so.").await;
    let leave = page.any(&["link"]).within(&page.dialog("Waiting for the payer")).containing("Open ");
    assert_eq!(leave.attribute("target").await.as_deref(), Some("_blank"));
    assert_eq!(leave.attribute("rel").await.as_deref(), Some("noopener noreferrer"));
    leave.attribute("href").await.expect("an address")
}

#[test]
fn rule_15_a_checkout_opens_beside_the_console_which_waits_for_the_truth() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.whole_browser(Screen::DESK).await;
        let target = open_account(&page, &api).await;
        let checkout = begin(&page, "25.00").await;
        let host = world.sandbox().address().replace("http://", "");
        page.dialog("Waiting for the payer").has_text(&format!("Leads to {host}")).await;
        let console = page.tab().await;
        page.open_tab().await;
        let path = checkout.replace(&world.sandbox().address(), "");
        page.goto(&path).await;
        page.field("Card number").fill("4111 1111 1111 1111").await;
        page.field("Expiry, like 08/28").fill("12/30").await;
        page.field("CVV").fill("123").await;
        page.press("Enter").await;
        page.heading("Back from the checkout").shown().await;
        page.says("This tab is not connected").await;
        assert!(
            !page.text().await.contains("The account is filled"),
            "what the address says is not believed"
        );
        page.link("Connect here to look it up").click().await;
        connect(&page).await;
        page.heading("The account is filled").shown().await;
        page.says("+25.00 USD").await;
        page.go_to_tab(&console).await;
        page.dialog("Done").has_text("+25.00 USD").await;
        assert_eq!(page.requests("/refill").await, 1);
        let path =
            format!("transaction?clientId={}&paymentAccountId={}&limit=1", target.customer, target.account);
        assert_eq!(api.rows(&path).await[0]["status"], "success");
    });
}

#[test]
fn rule_3_a_refill_that_waits_survives_the_page_it_was_begun_on() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        open_account(&page, &api).await;
        begin(&page, "25.00").await;
        page.press("Escape").await;
        page.says("is under way. How it ends will be said here; do not repeat it.").await;
        page.reload().await;
        connect(&page).await;
        page.says("is under way. How it ends will be said here; do not repeat it.").await;
        assert_eq!(page.requests("/refill").await, 0);
    });
}

#[test]
fn each_field_of_a_refill_says_what_is_wrong_with_it() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        open_account(&page, &api).await;
        page.button("Refill").click().await;
        page.field("Name").fill("With a fee").await;
        page.field("Country").fill("de").await;
        page.button("Review").click().await;
        page.says("Enter the three letters of a country, such as DEU.").await;
        page.says("Enter an amount in digits, such as 25.00.").await;
        assert_eq!(page.requests("/refill").await, 0);
    });
}

#[test]
fn a_refill_carries_all_that_was_filled_in_and_what_the_browser_says_of_itself() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        keep_posted(&page, "/refill").await;
        page.button("Refill").click().await;
        for (label, text) in [
            ("Amount", "25.00"),
            ("Name", "Wallet refill"),
            ("First name", "Maia"),
            ("Last name", "Ngata"),
            ("Phone", "+6421555123"),
            ("Street and house", "1 Quay Street"),
            ("Postal code", "1010"),
            ("City", "Auckland"),
            ("State or province", "Auckland"),
            ("Country", "nzl"),
            ("Internet address", "203.0.113.7"),
            ("Domain optional", "shop.example.org"),
            ("Webhook address optional", "https://example.org/hook"),
        ] {
            page.field(label).fill(text).await;
        }
        page.field("Always go through the checkout").click().await;
        page.button("Review").click().await;
        page.button("Charge 25.00 USD").click().await;
        page.dialog("Waiting for the payer").shown().await;
        let sent = posted(&page).await[0].clone();
        let here = "({ height: screen.height, width: screen.width, depth: screen.colorDepth, language: navigator.language,
            agent: navigator.userAgent, zone: String(new Date().getTimezoneOffset()) })";
        let here = page.evaluate(here).await;
        let consumer = json!({
            "firstName": "Maia", "lastName": "Ngata", "phone": "+6421555123", "address": "1 Quay Street",
            "zip": "1010", "city": "Auckland", "state": "Auckland", "country": "NZL", "ip": "203.0.113.7",
            "userAgent": here["agent"], "browserAcceptHeader": sent["consumer"]["browserAcceptHeader"],
            "browserJavaEnabled": false, "browserLanguage": here["language"],
            "browserColorDepth": here["depth"], "browserScreenHeight": here["height"],
            "browserScreenWidth": here["width"], "browserTimezone": here["zone"]
        });
        assert_eq!(sent["consumer"], consumer);
        assert!(sent["consumer"]["browserAcceptHeader"].is_string());
        for (field, value) in [
            ("name", json!("Wallet refill")),
            ("forceCheckout", json!(true)),
            ("webhookUrl", json!("https://example.org/hook")),
            ("payment", json!({ "domain": "shop.example.org" })),
        ] {
            assert_eq!(sent[field], value, "{field}");
        }
        assert_eq!(sent["amount"].as_f64(), Some(25.0));
        let path =
            format!("transaction?clientId={}&paymentAccountId={}&limit=1", target.customer, target.account);
        assert_eq!(api.rows(&path).await[0]["merchantOrderId"], sent["merchantOrderId"]);
    });
}
