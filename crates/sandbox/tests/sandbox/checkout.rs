//! The hosted page.

use crate::harness::{KEY, Reply, Sandbox};
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use purser_sandbox::domain::clock::SECOND;
use purser_sandbox::store::query;
use serde_json::json;
use tower::ServiceExt;

pub const APPROVED: &str = "4111 1111 1111 1111";
pub const DECLINED: &str = "4000 0000 0000 0002";
pub const CHALLENGED: &str = "4000 0000 0000 3220";
pub const SLOW: &str = "4000 0000 0000 0341";
pub const DROPPED: &str = "4000 0000 0000 0119";

fn form(url: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = Request::post(url).header("content-type", "application/x-www-form-urlencoded");
    request.body(Body::from(body)).unwrap()
}

/// Types that card and sends the form.
pub async fn fill(sandbox: &Sandbox, url: &str, card: &str) -> Reply {
    sandbox.send(form(url, &[("number", card), ("expiry", "08/28"), ("cvv", "123")])).await
}

/// The page says that it is one, and keeps to itself.
#[track_caller]
fn is_safe(page: &Reply) {
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let policy = page.header("content-security-policy").unwrap();
    for part in ["default-src 'none'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(
        policy.contains("form-action 'self'") && !policy.contains("script") && !policy.contains("unsafe")
    );
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert!(page.text.contains("<strong>Sandbox.</strong>"), "{}", page.text);
    assert!(!page.text.contains("<script") && !page.text.contains("style=\""));
    let is_handler = |rest: &str| rest.split_whitespace().next().is_some_and(|word| word.contains('='));
    assert!(!page.text.split(" on").skip(1).any(is_handler), "{}", page.text);
}

#[tokio::test]
async fn the_page_says_what_is_paid_to_whom_and_with_which_cards() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let url = sandbox.checkout(ada, account, json!({ "amount": 25 })).await;
    let token = url.rsplit('/').next().unwrap();
    assert_eq!(token.len(), 32, "128 bits");
    let page = sandbox.get(&url).await;
    assert_eq!(page.status, 200);
    is_safe(&page);
    for text in ["Pay 25.00 USD", "Halyard", "no real card", APPROVED, DECLINED, CHALLENGED, SLOW, DROPPED] {
        assert!(page.text.contains(text), "{text}");
    }
    let style = sandbox.get("/checkout/checkout.css").await;
    assert_eq!((style.status, style.header("content-type")), (200, Some("text/css; charset=utf-8")));
    let mut connection = sandbox.app.store.read().await.unwrap();
    let row = query("SELECT token_hash FROM checkout").fetch_one(&mut connection).await.unwrap();
    assert!(!row.get::<Vec<u8>>("token_hash").unwrap().starts_with(token.as_bytes()));
}

#[tokio::test]
async fn every_card_does_what_it_says() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    for (card, status, text, masked) in [
        (APPROVED, "success", "Paid", "411111****1111"),
        (DECLINED, "fail", "Do not honour", "400000****0002"),
        (SLOW, "processing", "under way", "400000****0341"),
        (CHALLENGED, "processing", "Is it you?", "400000****3220"),
    ] {
        let url = sandbox.checkout(ada, account, json!({})).await;
        let sent = fill(&sandbox, &url, card).await;
        assert_eq!((sent.status, sent.header("location")), (303, Some(url.as_str())));
        let page = sandbox.get(&url).await;
        is_safe(&page);
        assert!(page.text.contains(text), "{}", page.text);
        let row = &sandbox.newest(ada).await[0];
        assert_eq!((&row["status"], &row["accountNumber"]), (&json!(status), &json!(masked)));
    }
    assert_eq!(sandbox.balance(ada, account).await, "2.45");
    sandbox.prove().await;
}

#[tokio::test]
async fn a_bank_is_answered_once_and_rightly() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    for (card, is_secure, code, status) in [
        (CHALLENGED, false, "123456", "success"),
        (CHALLENGED, false, "654321", "fail"),
        (CHALLENGED, false, "", "fail"),
        (APPROVED, true, "123456", "success"),
        (APPROVED, true, "12345", "fail"),
        (SLOW, true, "123456", "processing"),
    ] {
        let url = sandbox.checkout(ada, account, json!({ "secure": is_secure })).await;
        fill(&sandbox, &url, card).await;
        assert!(sandbox.get(&url).await.text.contains("Is it you?"));
        sandbox.send(form(&format!("{url}/code"), &[("code", code)])).await;
        assert_eq!(sandbox.newest(ada).await[0]["status"], status, "{card} {code}");
        sandbox.send(form(&format!("{url}/code"), &[("code", "123456")])).await;
        assert_eq!(sandbox.newest(ada).await[0]["status"], status, "{card} {code}, again");
    }
    let declined = sandbox.checkout(ada, account, json!({ "secure": true })).await;
    fill(&sandbox, &declined, DECLINED).await;
    assert_eq!(sandbox.newest(ada).await[0]["message"], "Do not honour");
    sandbox.wait(31 * SECOND).await;
    assert_eq!(sandbox.balance(ada, account).await, "7.35");
    sandbox.prove().await;
}

#[tokio::test]
async fn rule_21_a_dropped_connection_drops_nothing_that_was_done() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let url = sandbox.checkout(ada, account, json!({})).await;
    let fields = [("number", DROPPED), ("expiry", "08/28"), ("cvv", "123")];
    let response = sandbox.router.clone().oneshot(form(&url, &fields)).await.unwrap();
    assert!(response.into_body().collect().await.is_err());
    assert_eq!(sandbox.balance(ada, account).await, "2.45");
    assert!(sandbox.get(&url).await.text.contains("Paid"));
    sandbox.prove().await;
}

#[tokio::test]
async fn rule_20_a_form_that_is_sent_many_times_at_once_charges_once() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let url = sandbox.checkout(ada, account, json!({ "webhookUrl": "https://hooks.example/" })).await;
    let replies = sandbox
        .at_once(30, |sandbox, number| {
            let url = url.clone();
            let card = if number % 3 == 0 { DECLINED } else { APPROVED };
            async move { fill(&sandbox, &url, card).await }
        })
        .await;
    assert!(replies.iter().all(|reply| reply.status == 303), "{replies:?}");
    let is_paid = sandbox.newest(ada).await[0]["status"] == "success";
    assert_eq!(sandbox.balance(ada, account).await, if is_paid { "2.45" } else { "0" });
    assert_eq!(sandbox.webhooks().await.len(), 1);
    sandbox.prove().await;
}

#[tokio::test]
async fn rule_18_neither_number_nor_cvv_is_kept_or_said_again() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let url = sandbox.checkout(ada, account, json!({})).await;
    let wrong = [("number", "4111 1111 1111 1112"), ("expiry", "08/28"), ("cvv", "987")];
    let refused = sandbox.send(form(&url, &wrong)).await;
    assert_eq!(refused.status, 422);
    assert!(!refused.text.contains("1112") && !refused.text.contains("987"), "{}", refused.text);
    fill(&sandbox, &url, APPROVED).await;
    let mut connection = sandbox.app.store.read().await.unwrap();
    let row = query(
        "SELECT account_number || ' ' || message || ' ' || code || ' ' || external_transaction_id AS kept
         FROM wallet_transaction",
    );
    let kept: String = row.fetch_one(&mut connection).await.unwrap().get("kept").unwrap();
    drop(connection);
    let said = format!("{}{kept}", sandbox.get(&url).await.text);
    assert!(!said.contains("4111111111111111") && !said.contains(APPROVED));
    let account = sandbox.get(&format!("/api/v1/payment-account/{account}?clientId={ada}")).await.text;
    assert!(account.contains("411111****1111"));
}

#[tokio::test]
async fn rule_24_a_form_that_is_wrong_says_where_and_charges_nothing() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let url = sandbox.checkout(ada, account, json!({})).await;
    for (number, expiry, cvv, sentence) in [
        ("", "08/28", "123", "A card number has 12 to 19 digits."),
        ("4111 1111 1111 1112", "08/28", "123", "A digit of the card number is wrong."),
        ("5555 5555 5555 4444", "08/28", "123", "use one of the test cards"),
        ("<script>", "08/28", "123", "digits only"),
        (APPROVED, "", "123", "a month and a year"),
        (APPROVED, "13/28", "123", "a month and a year"),
        (APPROVED, "02/26", "123", "The card has expired."),
        (APPROVED, "08/28", "", "three or four digits"),
        (APPROVED, "08/28", "12x", "three or four digits"),
    ] {
        let page = sandbox.send(form(&url, &[("number", number), ("expiry", expiry), ("cvv", cvv)])).await;
        assert_eq!(page.status, 422, "{number} {expiry} {cvv}");
        is_safe(&page);
        assert!(page.text.contains(sentence) && page.text.contains("role=\"alert\""), "{}", page.text);
    }
    for body in
        [Vec::new(), vec![0xff, 0xfe], b"number[]=1&number[]=2&cvv[0]=1".to_vec(), vec![b'a'; 300_000]]
    {
        let reply = sandbox.send(Request::post(&url).body(Body::from(body)).unwrap()).await;
        assert!((400..500).contains(&reply.status), "{}", reply.status);
    }
    assert_eq!(sandbox.newest(ada).await[0]["status"], "processing");
    for (method, path) in
        [("GET", "/checkout/none"), ("POST", "/checkout/none"), ("POST", "/checkout/none/code")]
    {
        let reply = sandbox.call(method, path, "", None).await;
        assert_eq!(reply.status, 404);
        is_safe(&reply);
    }
    assert_eq!(sandbox.call("DELETE", &url, "", None).await.status, 405);
}

#[tokio::test]
async fn who_leaves_pays_nothing() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    for card in [None, Some(CHALLENGED)] {
        let url = sandbox.checkout(ada, account, json!({})).await;
        if let Some(card) = card {
            fill(&sandbox, &url, card).await;
        }
        assert_eq!(sandbox.send(form(&format!("{url}/cancel"), &[])).await.status, 303);
        assert!(sandbox.get(&url).await.text.contains("Cancelled by the payer"));
        fill(&sandbox, &url, APPROVED).await;
        assert_eq!(sandbox.newest(ada).await[0]["status"], "fail");
    }
    assert_eq!(sandbox.balance(ada, account).await, "0");
}

#[tokio::test]
async fn rule_15_the_way_back_names_its_host_and_carries_the_outcome() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let changes = json!({
        "redirectUrl": "https://shop.example/done?basket=a%26b&x=\"><script>#top", "merchantOrderId": "a&b=c",
        "name": "<script>alert(1)</script>", "payment": { "domain": "<b>\u{202e}evil" },
    });
    let mut wrong = crate::refill::body(ada);
    wrong["redirectUrl"] = json!("https://shop.example/a b");
    sandbox.post(&crate::refill::path(account), wrong).await.refused(422, Some("redirectUrl"));
    let url = sandbox.checkout(ada, account, changes).await;
    is_safe(&sandbox.get(&url).await);
    let sent = fill(&sandbox, &url, APPROVED).await;
    assert_eq!(sent.header("location"), Some(url.as_str()), "not away without a word");
    let page = sandbox.get(&url).await;
    is_safe(&page);
    let id = sandbox.newest(ada).await[0]["id"].clone();
    let outcome = format!("&amp;result=success&amp;transactionId={id}&amp;merchantOrderId=a%26b%3Dc#top");
    assert!(page.text.contains(&outcome), "{}", page.text);
    assert!(page.text.contains("Continue to <bdi>shop.example</bdi>"), "{}", page.text);
    assert!(page.text.contains("<bdi>&lt;b&gt;"), "{}", page.text);
}

#[tokio::test]
async fn the_way_back_to_this_machine_is_taken_at_once() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    for (card, result) in [(APPROVED, "success"), (DECLINED, "fail"), (SLOW, "processing")] {
        let changes = json!({ "redirectUrl": "http://127.0.0.1:4455/back" });
        let url = sandbox.checkout(ada, account, changes).await;
        let policy = sandbox.get(&url).await.header("content-security-policy").unwrap().to_owned();
        assert!(policy.contains("form-action 'self' http://127.0.0.1:4455;"), "{policy}");
        let sent = fill(&sandbox, &url, card).await;
        let id = sandbox.newest(ada).await[0]["id"].clone();
        let back = format!("http://127.0.0.1:4455/back?result={result}&transactionId={id}");
        assert_eq!(sent.header("location"), Some(back.as_str()));
    }
}

#[tokio::test]
async fn the_page_is_where_the_sandbox_was_asked() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    for (host, scheme, start) in [
        ("127.0.0.1:4455", None, "http://127.0.0.1:4455/checkout/"),
        ("wallet.example", Some("https"), "https://wallet.example/checkout/"),
        ("[::1]:80", None, "http://[::1]:80/checkout/"),
        ("evil.example/?x=", None, "/checkout/"),
        ("a@b", None, "/checkout/"),
    ] {
        let mut body = crate::refill::body(ada);
        body["merchantOrderId"] = json!(host);
        let mut request = Request::post(crate::refill::path(account)).header("host", host);
        if let Some(scheme) = scheme {
            request = request.header("x-forwarded-proto", scheme);
        }
        let request = request.header("authorization", KEY).body(Body::from(body.to_string())).unwrap();
        let url = sandbox.send(request).await.ok()["url"].as_str().unwrap().to_owned();
        assert!(url.starts_with(start), "{url}");
    }
}
