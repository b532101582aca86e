//! Addresses that a hostile system hands out: of a checkout, and of an authenticator's key. What is not https, or is
//! somebody else's with a name that looks like ours, is shown as text or not at all.

use serde_json::json;

use super::stage::Stage;
use crate::api::Api;
use crate::harness::{Answer, test};
use crate::steps::connect_to;

/// An address, and whether it may be offered as a link.
const CHECKOUTS: &[(&str, bool)] = &[
    ("javascript:ran.push('checkout')", false),
    ("\u{1}javascript:ran.push('checkout')", false),
    ("java\nscript:ran.push('checkout')", false),
    ("data:text/html,<script>ran.push(1)</script>", false),
    ("vbscript:x", false),
    ("file:///etc/passwd", false),
    ("blob:https://pay.example/1", false),
    ("//pay.example/1", false),
    ("/merchant/settings", false),
    ("pay.example", false),
    ("http://pay.example/1", false),
    ("ftp://pay.example/1", false),
    ("https://ada:secret@pay.example/1", false),
    ("https://", false),
    ("https:\\\\pay.example\\1", true),
    ("https://pay.example/\"><img src=x onerror=ran.push(1)>", true),
    ("https://p\u{430}y.example/1", true),
    ("https://pay.example/\u{202e}gro", true),
];

const KEYS: &[&str] = &[
    "javascript:ran.push('key')",
    "https://evil.example/otpauth://totp/a?secret=AAAA",
    "otpauth://totp/<img src=x onerror=ran.push(1)>?secret=<script>",
    "otpauth://totp/a?secret=",
    "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&secret=OTHER",
    "otpauth://totp/%E2%80%AEada?secret=GEZDGNBVGY3TQOJQ&issuer=%E2%80%AE",
    "otpauth://hotp/a?secret=GEZDGNBVGY3TQOJQ",
    "",
];

#[test]
fn rule_15_an_address_from_a_system_is_followed_only_where_it_may_be() {
    test(async |world| {
        let api = Api::of(world).await;
        let customer = api.customer();
        let account = api.account_in(customer.id, "USD").await;
        let mut stage = Stage::of(world).await;
        connect_to(&stage.page, &format!("/merchant/accounts/{account}?customer={}", customer.id)).await;
        let refill = format!("/api/v1/payment-account/{account}/refill");
        for (address, may_be_followed) in CHECKOUTS {
            let page = &stage.page;
            page.button("Refill").click().await;
            page.field("Amount").fill("25.00").await;
            page.field("Name").fill("Wallet refill").await;
            page.field("Always go through the checkout").click().await;
            page.button("Review").click().await;
            let answer = json!({ "result": "processing", "action": "redirect", "code": 0, "url": address });
            stage.proxy.answer("POST", &refill, Answer::json(answer.to_string()));
            page.button("Charge 25.00 USD").click().await;
            page.until("the refill is answered", async || {
                page.dialog("Review the refill").count().await == 0
                    && page.any(&["dialog"]).count().await == 1
            })
            .await;
            let links = page
                .evaluate("[...document.querySelectorAll('dialog[open] a[href]')].map(link => link.href)")
                .await;
            let links = links.as_array().map(Vec::len).unwrap_or_default();
            if links != usize::from(*may_be_followed) {
                stage.problems.push(format!("checkout {address:?}: {links} links"));
            }
            let found = stage.judge().await;
            stage
                .problems
                .extend(found.into_iter().map(|problem| format!("checkout {address:?}: {problem}")));
            stage.proxy.pass();
            // Anew each time: a refill that waits would be told on the page.
            stage.page.evaluate("localStorage.clear()").await;
            connect_to(&stage.page, &format!("/merchant/accounts/{account}?customer={}", customer.id)).await;
        }
        for key in KEYS {
            connect_to(&stage.page, &format!("/merchant/users/{}", customer.id)).await;
            let page = &stage.page;
            let restored = format!("/api/v1/user/{}/restore", customer.id);
            stage.proxy.answer("POST", &restored, Answer::json(json!({ "oauthUrl": key }).to_string()));
            page.button("Restore access…").click().await;
            page.field("Type their e-mail address to confirm").fill(&customer.email).await;
            let before = stage.proxy.served();
            page.button("Restore access").within(&page.dialog("Restore access")).click().await;
            page.until("it is answered", async || stage.proxy.served() > before).await;
            page.until("the page settles", async || {
                page.evaluate("document.querySelector('[aria-busy=true]') === null").await == true
            })
            .await;
            let found = stage.judge().await;
            stage.problems.extend(found.into_iter().map(|problem| format!("key {key:?}: {problem}")));
            stage.proxy.pass();
        }
        stage.end().await;
    });
}
