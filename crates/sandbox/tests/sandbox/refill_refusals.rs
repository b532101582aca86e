//! Operation 12: what is refused, and to whom.

use crate::harness::{KEY, OTHER_KEY, Sandbox};
use crate::refill::{body, path};
use crate::wallet::refused_by_field;
use serde_json::{Value, json};

#[tokio::test]
async fn rule_24_a_refill_is_refused_field_by_field() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let nothing = sandbox.post(&path(account), json!({ "clientId": ada })).await;
    for field in ["name", "amount", "consumer"] {
        nothing.refused(422, Some(field));
    }
    let cases = [
        ("amount", json!(0)),
        ("amount", json!(-1)),
        ("amount", json!("1e60")),
        ("name", json!([])),
        ("consumer", json!("Ada")),
        ("emailOptions", json!("maybe")),
        ("redirectUrl", json!("javascript:alert(1)")),
        ("redirectUrl", json!("https://user:word@shop.example/")),
        ("webhookUrl", json!("//shop.example")),
        ("secure", json!("perhaps")),
        ("test", json!(2)),
        ("forceCheckout", json!([])),
        ("merchantOrderId", json!({})),
        ("metadata", json!(5)),
        ("payment", json!("shop.example")),
        ("clientId", json!("x")),
    ];
    refused_by_field(&sandbox, &path(account), &body(ada), &cases).await;
    for (outer, inner, field) in [
        ("consumer", json!({ "firstName": [] }), "consumer.firstName"),
        ("consumer", json!({ "country": "Germany" }), "consumer.country"),
        ("consumer", json!({ "browserColorDepth": -1 }), "consumer.browserColorDepth"),
        ("consumer", json!({ "browserJavaEnabled": "no" }), "consumer.browserJavaEnabled"),
        ("consumer", json!({ "birthday": "1.1.1990" }), "consumer.birthday"),
        ("emailOptions", json!({ "send": "x" }), "emailOptions.send"),
        ("payment", json!({ "domain": {} }), "payment.domain"),
        ("metadata", json!({ "amountMods": {} }), "metadata.amountMods"),
        ("metadata", json!({ "amountMods": [7] }), "metadata.amountMods"),
        ("metadata", json!({ "amountMods": [{}] }), "metadata.amountMods.0.amount"),
        ("metadata", json!({ "amountMods": [{ "amount": "x" }] }), "metadata.amountMods.0.amount"),
        ("metadata", json!({ "amountMods": [{ "amount": -2.45 }] }), "metadata.amountMods"),
        (
            "metadata",
            json!({ "amountMods": [{ "amount": "9e18" }, { "amount": "9e18" }] }),
            "metadata.amountMods",
        ),
    ] {
        let mut wrong = body(ada);
        wrong[outer] = inner;
        sandbox.post(&path(account), wrong).await.refused(422, Some(field));
    }
    assert!(sandbox.newest(ada).await.is_empty());
}

#[tokio::test]
async fn a_refill_is_refused_to_who_may_not() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let (bob, _) = sandbox.holder("bob", "USD", "0").await;
    let call = async |credential: &str, body: Value| {
        sandbox.call("POST", &path(account), credential, Some(body)).await
    };
    call("", body(ada)).await.refused(401, None);
    call(OTHER_KEY, body(ada)).await.refused(404, None);
    call(KEY, body(bob)).await.refused(404, None);
    let (credential, _) = sandbox.sign_in(bob, "bob@example.org").await;
    call(&credential, body(bob)).await.refused(404, None);
    let promo = sandbox.account(ada, "USD", "promo").await;
    sandbox.post(&path(promo), body(ada)).await.refused(422, Some("id"));
    sandbox.post(&path(999), body(ada)).await.refused(404, None);
    sandbox.change(ada, account, json!({ "isActive": false })).await;
    call(KEY, body(ada)).await.refused(422, Some("id"));
    sandbox.change(ada, account, json!({ "isActive": true })).await;
    sandbox.block(ada, true).await;
    call(KEY, body(ada)).await.refused(403, None);
    let refused = json!({ "clientId": ada, "name": "x" });
    sandbox.put(&format!("/api/v1/payment-account/{account}"), refused.clone()).await.refused(403, None);
    let new = json!({ "clientId": ada, "method": "card", "system": "centrobill", "currency": "USD" });
    sandbox.post("/api/v1/payment-account", new).await.refused(403, None);
}
