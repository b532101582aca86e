//! Webhooks: read, verified, compared, sent again.

use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use super::api::Api;
use super::harness::{Page, test};
use super::steps::connect_to;

const SECRET: &str = "whsec_of_a_test_4711";

fn now() -> i64 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_secs();
    i64::try_from(seconds).expect("seconds")
}

fn signed(secret: &[u8], seconds: i64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("a key");
    mac.update(format!("{seconds}.{body}").as_bytes());
    let bytes = mac.finalize().into_bytes();
    let digits = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    format!("X-Webhook-Signature: t={seconds},v1={digits}")
}

/// Checks with a secret, which is gone from its field once there is a verdict.
async fn check_with(page: &Page, secret: &str, header: &str, says: &str) {
    page.field("Signing secret").fill(secret).await;
    page.field("Signature header").fill(header).await;
    page.button("Check the signature").click().await;
    page.says(says).await;
    assert_eq!(page.field("Signing secret").value().await, "");
}

async fn check(page: &Page, header: &str, says: &str) {
    check_with(page, SECRET, header, says).await;
}

/// A transaction of the first demo customer, as a webhook would tell it.
async fn payload(api: &Api) -> Value {
    let customer = api.customer().id;
    let id = api.rows(&format!("transaction?clientId={customer}&limit=1")).await[0]["id"].clone();
    api.get(&format!("transaction/{id}?clientId={customer}")).await
}

#[test]
fn a_signature_is_verified_and_what_is_wrong_is_named() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, "/merchant/webhooks").await;
        let body = payload(&api).await.to_string();
        page.field("Payload").fill(&body).await;
        page.button("Check the signature").click().await;
        page.says("Enter the signing secret.").await;
        check(&page, &signed(SECRET.as_bytes(), now() - 5, &body), "The signature is right. It was signed")
            .await;
        let tampered = signed(SECRET.as_bytes(), now(), &body.replace(':', ": "));
        check(&page, &tampered, "The signature does not match.").await;
        check(&page, &signed(b"another", now(), &body), "The signature does not match.").await;
        let old = signed(SECRET.as_bytes(), now() - 900, &body);
        check(&page, &old, "The signature is right, but old. It was signed 15 min ago.").await;
        let ahead = signed(SECRET.as_bytes(), now() + 900, &body);
        check(&page, &ahead, "right, but from the future").await;
        check(&page, " ", "There is no signature header.").await;
        check(&page, "v1=00", "The header has no time.").await;
        check(&page, "t=1700000000", "The header has no signature.").await;
        // A secret that is shown in hexadecimal stands for its bytes.
        let bytes = [0x0f_u8; 32];
        check_with(&page, &"0f".repeat(32), &signed(&bytes, now(), &body), "The signature is right.").await;
        let stored = page.stored().await;
        assert_eq!(stored, json!({ "local": {}, "session": {}, "cookies": "" }));
    });
}

#[test]
fn a_payload_is_compared_with_what_the_system_says_now() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("Failed to load resource: the server responded with a status of 404");
        connect_to(&page, "/merchant/webhooks").await;
        let mut told = payload(&api).await;
        page.field("Payload").fill(&told.to_string()).await;
        page.says("Every field is the same as now.").await;
        told["status"] = json!("told-otherwise");
        told["descriptor"] = json!("told another way");
        page.field("Payload").fill(&told.to_string()).await;
        page.says("2 fields are others now.").await;
        page.thing(&["rowheader"], "descriptor another now").shown().await;
        page.thing(&["rowheader"], "price the same").shown().await;
        page.field("Only what is another now").click().await;
        page.thing(&["rowheader"], "price the same").gone().await;
        // Whose it is may be missing.
        told.as_object_mut().expect("an object").remove("userId");
        page.field("Payload").fill(&told.to_string()).await;
        page.says("3 fields are others now.").await;
        told["id"] = json!(99_999_999);
        page.field("Payload").fill(&told.to_string()).await;
        page.says("The system does not know this transaction").await;
        page.field("Payload").fill("{\"id\": 1, ").await;
        page.says("This is not a transaction.").await;
    });
}

#[test]
fn the_sandbox_lists_its_deliveries_and_sends_again() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        // Nobody listens at that port: it is tried, and tried again.
        let body = json!({
            "clientId": customer, "name": "Refill", "amount": 12.5, "test": true,
            "consumer": { "firstName": "Ada", "lastName": "Lovelace", "email": api.customer().email, "country": "NZL", "zip": "1010" },
            "webhookUrl": "http://127.0.0.1:9/hook",
        });
        let started = api.post(&format!("payment-account/{account}/refill"), body).await;
        if let Some(url) = started["url"].as_str().filter(|url| !url.is_empty()) {
            page.goto(url).await;
            page.button("Cancel").click().await;
        }
        connect_to(&page, "/merchant/webhooks").await;
        let list = page.thing(&["list"], "Deliveries of this sandbox");
        // The sandbox tries again by itself after some seconds.
        let attempts = async || {
            page.button("Refresh").click().await;
            let text = page.text().await;
            let number = text.split(" attempt").next().and_then(|before| before.rsplit([' ', '\n']).next());
            number.and_then(|number| number.parse::<u32>().ok()).unwrap_or_default()
        };
        page.until("it was tried", async || attempts().await > 0).await;
        list.has_text("http://127.0.0.1:9/hook").await;
        page.button("Read it: webhook 1").click().await;
        page.says("Every field is the same as now.").await;
        let before = attempts().await;
        page.button("Send again: webhook 1").click().await;
        page.until("it was tried again", async || attempts().await > before).await;
    });
}
