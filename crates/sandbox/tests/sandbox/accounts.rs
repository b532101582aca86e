//! Operations 8 to 11.

use crate::harness::{KEY, OTHER_KEY, Sandbox};
use purser_api::centrowallet::{Caller, PaymentAccountId, UserId, payment_account as api};
use serde_json::{Value, json};

fn ids(body: &Value) -> Vec<i64> {
    body.as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn an_account_is_made_got_and_changed() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let body = json!({
        "clientId": ada, "method": "card", "system": "centrobill", "currency": "EUR", "type": "promo",
        "name": "Gifts", "description": "For friends", "webhookUrl": "https://hooks.example/x",
    });
    let made = sandbox.post("/api/v1/payment-account", body).await.ok();
    assert_eq!((&made["type"], &made["currency"]), (&json!("promo"), &json!("EUR")));
    assert_eq!((&made["name"], &made["payment_system"]), (&json!("Gifts"), &json!("centrobill")));
    assert_eq!((&made["is_active"], &made["last_used"]), (&json!(true), &Value::Null));
    let path = format!("/api/v1/payment-account/{}", made["id"]);
    assert_eq!(sandbox.get(&format!("{path}?clientId={ada}")).await.ok(), made);
    let change = json!({
        "clientId": ada, "name": "Presents", "description": "", "isActive": false, "isAutoReload": true,
        "autoReloadAmount": 12.340_1, "autoReloadMinAmount": "0.000000000000000001", "isNotify": 1,
        "notifyAmount": 0, "webhookUrl": "",
    });
    let changed = sandbox.put(&path, change).await.ok();
    assert_eq!((&changed["name"], &changed["description"]), (&json!("Presents"), &json!("")));
    assert_eq!((&changed["is_active"], &changed["autoreload"]), (&json!(false), &json!(true)));
    assert_eq!(changed["autoreload_amount"].to_string(), "12.3401");
    assert_eq!(changed["autoreload_min_amount"].to_string(), "0.000000000000000001");
    assert_eq!(changed["notify_amount"].to_string(), "0");
    assert_eq!(changed["webhook_url"], Value::Null);
    let untouched = sandbox.put(&path, json!({ "clientId": ada })).await.ok();
    assert_eq!(untouched["autoreload_amount"], changed["autoreload_amount"]);
    assert_eq!(untouched["name"], "Presents");
}

#[tokio::test]
async fn rule_24_an_account_is_refused_field_by_field() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let nothing = sandbox.post("/api/v1/payment-account", json!({ "clientId": ada })).await;
    for field in ["method", "system", "currency"] {
        nothing.refused(422, Some(field));
    }
    for (field, value) in [
        ("currency", json!("QQQ")),
        ("type", json!("gold")),
        ("webhookUrl", json!("javascript:alert(1)")),
        ("webhookUrl", json!("https://")),
        ("webhookUrl", json!("https://user@host/")),
        ("name", json!(["x"])),
        ("clientId", json!("ada")),
        ("clientId", Value::Null),
    ] {
        let mut body =
            json!({ "clientId": ada, "method": "card", "system": "centrobill", "currency": "USD" });
        body[field] = value;
        sandbox.post("/api/v1/payment-account", body).await.refused(422, Some(field));
    }
    let account = sandbox.account(ada, "USD", "fiat").await;
    for (field, value) in [
        ("autoReloadAmount", json!(-1)),
        ("notifyAmount", json!("many")),
        ("autoReloadMinAmount", json!(1e-19)),
        ("autoReloadAmount", json!("1e40")),
        ("isActive", json!("maybe")),
    ] {
        let mut body = json!({ "clientId": ada });
        body[field] = value;
        sandbox.put(&format!("/api/v1/payment-account/{account}"), body).await.refused(422, Some(field));
    }
}

#[tokio::test]
async fn every_filter_of_the_list_is_that_of_all_rows() {
    let sandbox = Sandbox::empty().await;
    let (ada, bob) = (sandbox.user("ada").await, sandbox.user("bob").await);
    sandbox.account(bob, "USD", "fiat").await;
    for (number, currency) in ["USD", "EUR", "USD", "BTC", "EUR", "USD"].into_iter().enumerate() {
        let kind = if number % 2 == 0 { "fiat" } else { "promo" };
        let system = if number % 3 == 0 { "harbourpay" } else { "centrobill" };
        let body = json!({ "clientId": ada, "method": "card", "system": system, "currency": currency, "type": kind });
        let id = sandbox.post("/api/v1/payment-account", body).await.ok()["id"].clone();
        let change = json!({
            "clientId": ada, "isActive": number != 2, "isAutoReload": number > 3, "isNotify": number == 1,
        });
        sandbox.put(&format!("/api/v1/payment-account/{id}"), change).await.ok();
    }
    let all = sandbox.get(&format!("/api/v1/payment-account?clientId={ada}")).await.ok();
    assert_eq!(all.as_array().unwrap().len(), 6);
    for (filter, column, value) in [
        ("system=harbourpay", "payment_system", json!("harbourpay")),
        ("currency=USD", "currency", json!("USD")),
        ("isActive=0", "is_active", json!(false)),
        ("isActive=true", "is_active", json!(true)),
        ("isAutoReload=1", "autoreload", json!(true)),
        ("isNotify=false", "is_notify", json!(false)),
        ("type=promo", "type", json!("promo")),
        ("type=fiat", "type", json!("fiat")),
    ] {
        let found = sandbox.get(&format!("/api/v1/payment-account?clientId={ada}&{filter}")).await.ok();
        let fitting: Value =
            all.as_array().unwrap().iter().filter(|row| row[column] == value).cloned().collect();
        assert!(!ids(&fitting).is_empty() && ids(&fitting).len() < 6, "{filter}");
        assert_eq!(ids(&found), ids(&fitting), "{filter}");
    }
    let both =
        sandbox.get(&format!("/api/v1/payment-account?clientId={ada}&currency=EUR&type=promo")).await.ok();
    assert_eq!(ids(&both).len(), 1);
    let path = format!("/api/v1/payment-account?clientId={ada}");
    sandbox.get(&format!("{path}&isActive=x")).await.refused(422, Some("isActive"));
    sandbox.get(&format!("{path}&type=x")).await.refused(422, Some("type"));
    sandbox.get("/api/v1/payment-account").await.refused(422, Some("clientId"));
}

#[tokio::test]
async fn an_account_is_reached_by_its_customer_and_merchant_alone() {
    let sandbox = Sandbox::empty().await;
    let (ada, bob) = (sandbox.user("ada").await, sandbox.user("bob").await);
    let (of_ada, of_bob) =
        (sandbox.account(ada, "USD", "fiat").await, sandbox.account(bob, "USD", "fiat").await);
    let (token, _) = sandbox.sign_in(ada, "ada@example.org").await;
    let path = format!("/api/v1/payment-account/{of_ada}");
    assert_eq!(ids(&sandbox.call("GET", "/api/v1/payment-account", &token, None).await.ok()), [of_ada]);
    assert_eq!(sandbox.call("GET", &path, &token, None).await.ok()["id"], json!(of_ada));
    let foreign = format!("/api/v1/payment-account/{of_bob}");
    sandbox.call("GET", &foreign, &token, None).await.refused(404, None);
    sandbox.call("PUT", &foreign, &token, Some(json!({ "name": "Mine" }))).await.refused(404, None);
    sandbox
        .call("GET", &format!("/api/v1/payment-account?clientId={bob}"), &token, None)
        .await
        .refused(404, None);
    sandbox.get(&format!("{path}?clientId={bob}")).await.refused(404, None);
    sandbox.call("GET", &format!("{path}?clientId={ada}"), OTHER_KEY, None).await.refused(404, None);
    sandbox.get(&format!("/api/v1/payment-account/999?clientId={ada}")).await.refused(404, None);
    sandbox.get(&format!("{path}?clientId=999")).await.refused(404, None);
    sandbox.get(&path).await.refused(422, Some("clientId"));
    sandbox.call("GET", &path, "", None).await.refused(401, None);
    let named = sandbox.call("PUT", &path, &token, Some(json!({ "name": "My own" }))).await.ok();
    assert_eq!(named["name"], "My own");
}

#[tokio::test]
async fn the_client_reads_what_is_said() {
    let sandbox = Sandbox::empty().await;
    let ada = UserId(sandbox.user("ada").await.unsigned_abs());
    let caller = Caller::merchant_for(ada);
    let new = api::NewPaymentAccount {
        method: "card".into(),
        system: "centrobill".into(),
        currency: purser_api::Currency::new("USD").unwrap(),
        name: None,
        description: None,
        kind: None,
        webhook_url: None,
    };
    let made = sandbox.ask(&api::create(caller, &new), KEY).await.unwrap();
    assert_eq!(made.name.as_deref(), Some("Payment account in \"USD\""));
    let change = api::PaymentAccountUpdate { is_notify: Some(true), ..Default::default() };
    let changed = sandbox.ask(&api::update(caller, made.id, &change), KEY).await.unwrap();
    assert_eq!(changed.is_notify, Some(true));
    assert_eq!(sandbox.ask(&api::get(caller, made.id), KEY).await.unwrap(), changed);
    let rows = sandbox.ask(&api::list(caller, &api::PaymentAccountFilter::default()), KEY).await.unwrap();
    assert!(rows.unreadable.is_empty());
    assert_eq!(rows.rows, [changed]);
    let missing = sandbox.ask(&api::get(caller, PaymentAccountId(999)), KEY).await;
    assert!(missing.is_err());
}
