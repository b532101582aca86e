//! Operations 12 and 19: how a refill is asked for, decided and told of.

use crate::checkout::{APPROVED, DECLINED, SLOW, fill};
use crate::harness::{KEY, Sandbox};
use crate::wallet::like_sample;
use purser_api::centrowallet::payment_account::{self as api, Consumer, Refill};
use purser_api::centrowallet::{Caller, PaymentAccountId, Status, UserId, webhook};
use purser_sandbox::domain::clock::{DAY, SECOND};
use purser_sandbox::store::{mail, query};
use serde_json::{Value, json};

pub fn path(account: i64) -> String {
    format!("/api/v1/payment-account/{account}/refill")
}

pub fn body(user: i64) -> Value {
    json!({
        "clientId": user, "name": "Refill", "amount": 2.45, "merchantOrderId": "orderId1234",
        "consumer": { "firstName": "testName", "lastName": "lastnameName", "country": "DEU", "zip": "12345" },
    })
}

impl Sandbox {
    /// Starts a refill with these changes; where its page is.
    pub async fn checkout(&self, user: i64, account: i64, changes: Value) -> String {
        let mut body = body(user);
        body["forceCheckout"] = json!(true);
        body.as_object_mut().unwrap().remove("merchantOrderId");
        for (field, value) in changes.as_object().unwrap() {
            body[field] = value.clone();
        }
        let started = self.post(&path(account), body).await.ok();
        assert_eq!((&started["result"], &started["action"]), (&json!("processing"), &json!("redirect")));
        started["url"].as_str().unwrap().to_owned()
    }

    /// Pays by card, so that the account remembers it.
    pub async fn remember(&self, user: i64, account: i64, card: &str) {
        let url = self.checkout(user, account, json!({ "amount": 1 })).await;
        fill(self, &url, card).await;
        self.wait(31 * SECOND).await;
        assert_eq!(self.newest(user).await[0]["status"], "success");
    }
}

/// What is in the house's accounts of a kind, in whole and as the database has it.
async fn house(sandbox: &Sandbox, kind: &'static str) -> i64 {
    let mut connection = sandbox.app.store.read().await.unwrap();
    let row = query(
        "SELECT CAST(COALESCE(SUM(whole * 100 + fraction / 10000000000000000), 0) AS BIGINT) AS cents
         FROM ledger_account WHERE kind = $1",
    )
    .bind(kind)
    .fetch_one(&mut connection)
    .await
    .unwrap();
    row.get("cents").unwrap()
}

#[tokio::test]
async fn a_refill_leads_to_its_page_and_is_told_of_like_the_sample() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "98").await;
    let mut asked = body(ada);
    asked["webhookUrl"] = json!("https://hooks.example/refill");
    asked["payment"] = json!({ "domain": "centrohelp.eu" });
    asked["metadata"] = json!("some merchant metadata123123");
    let first = sandbox.post(&path(account), asked.clone()).await;
    let started = first.ok();
    like_sample("payment-account-refill.response", &started);
    assert_eq!(started["code"], 0);
    let begun = sandbox.newest(ada).await[0].clone();
    assert_eq!((&begun["status"], &begun["merchantOrderId"]), (&json!("processing"), &json!("orderId1234")));
    assert_eq!((begun["balance"].to_string(), &begun["accountNumber"]), ("98".into(), &json!("")));
    sandbox.prove().await;
    fill(&sandbox, started["url"].as_str().unwrap(), APPROVED).await;
    let told = sandbox.webhooks().await;
    assert_eq!(
        (told.len(), told[0].0.as_str(), told[0].1.as_str()),
        (1, "refill", "https://hooks.example/refill")
    );
    let report = &told[0].2;
    like_sample("refill.webhook", report);
    for (field, value) in [
        ("type", json!("income")),
        ("status", json!("success")),
        ("action", json!("charge")),
        ("mode", json!("card")),
        ("paymentMethod", json!("card")),
        ("descriptor", json!("centrohelp.eu")),
        ("merchantOrderID", json!("orderId1234")),
        ("metadata", json!("some merchant metadata123123")),
        ("accountNumber", json!("411111****1111")),
        ("brand", json!("visa")),
        ("expirationMonth", json!("8")),
        ("expirationYear", json!("28")),
        ("message", json!("Approved")),
        ("code", json!("0")),
        ("email", json!("ada@example.org")),
        ("firstname", json!("testName")),
        ("lastname", json!("lastnameName")),
        ("country", json!("DEU")),
        ("zip", json!("12345")),
        ("child", json!([])),
        ("balanceTotal", json!({ "USD": "100.45" })),
    ] {
        assert_eq!(report[field], value, "{field}");
    }
    assert_eq!(
        (report["price"].to_string(), report["balance"].to_string()),
        ("2.45".into(), "100.45".into())
    );
    let read = webhook::read_refill(report.to_string().as_bytes()).unwrap();
    assert_eq!((read.status, read.unreadable.len()), (Status::Success, 0));
    assert_eq!(sandbox.transaction(ada, &begun["id"]).await, *report);
    assert_eq!(sandbox.post(&path(account), asked).await.text, first.text, "the same reference");
    assert_eq!((house(&sandbox, "outside").await, house(&sandbox, "fees").await), (-245, 3));
    sandbox.prove().await;
}

#[tokio::test]
async fn the_client_reads_what_is_said() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let refill = Refill {
        name: "Refill".into(),
        amount: "10".parse().unwrap(),
        consumer: Consumer { first_name: Some("Ada".into()), ..Consumer::default() },
        ..Refill::default()
    };
    let caller = Caller::merchant_for(UserId(ada.unsigned_abs()));
    let request = api::refill(caller, PaymentAccountId(account.unsigned_abs()), &refill);
    let started = sandbox.ask(&request, KEY).await.unwrap();
    assert!(started.is_redirect() && started.url.is_some());
    sandbox.remember(ada, account, APPROVED).await;
    let done = sandbox.ask(&request, KEY).await.unwrap();
    assert_eq!((&done.result, done.is_redirect(), &done.url), (&Status::Success, false, &None));
}

#[tokio::test]
async fn rule_20_a_refill_is_started_once() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let body = body(ada);
    let replies = sandbox
        .at_once(20, |sandbox, _| {
            let body = body.clone();
            async move { sandbox.post(&path(account), body).await }
        })
        .await;
    assert!(replies.iter().all(|reply| reply.status == 200 && reply.text == replies[0].text));
    assert_eq!(sandbox.newest(ada).await.len(), 1);
    for (field, value) in [
        ("amount", json!("2.46")),
        ("name", json!("another")),
        ("secure", json!(true)),
        ("test", json!(true)),
        ("forceCheckout", json!(true)),
        ("redirectUrl", json!("https://shop.example/")),
        ("webhookUrl", json!("https://shop.example/")),
        ("emailOptions", json!({ "send": true })),
        ("consumer", json!({ "firstName": "another" })),
        (
            "consumer",
            json!({ "firstName": "testName", "lastName": "lastnameName", "country": "DEU", "zip": "12345", "ip": "::1" }),
        ),
        ("metadata", json!({ "amountMods": [{ "amount": 1, "title": [] }] })),
    ] {
        let mut other = body.clone();
        other[field] = value;
        sandbox.post(&path(account), other).await.refused(409, Some("merchantOrderId"));
    }
}

#[tokio::test]
async fn a_remembered_card_pays_at_once_unless_the_page_is_forced() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    sandbox.remember(ada, account, APPROVED).await;
    let stored = sandbox.get(&format!("/api/v1/payment-account/{account}?clientId={ada}")).await.ok();
    assert_eq!((&stored["account_number"], &stored["brand"]), (&json!("411111****1111"), &json!("visa")));
    assert_eq!((&stored["expiration_month"], &stored["expiration_year"]), (&json!(8), &json!(28)));
    let mut asked = body(ada);
    asked["webhookUrl"] = json!("https://hooks.example/refill");
    let done = sandbox.post(&path(account), asked.clone()).await.ok();
    assert_eq!(done, json!({ "result": "success", "action": null, "code": 0 }));
    assert_eq!(sandbox.balance(ada, account).await, "3.45");
    assert_eq!(sandbox.webhooks().await[0].2["status"], "success");
    asked["merchantOrderId"] = json!("secured");
    asked["secure"] = json!(true);
    let started = sandbox.post(&path(account), asked.clone()).await.ok();
    let page = sandbox.get(started["url"].as_str().unwrap()).await;
    assert!(page.text.contains("Is it you?"), "{}", page.text);
    asked["merchantOrderId"] = json!("forced");
    asked["forceCheckout"] = json!(true);
    let started = sandbox.post(&path(account), asked.clone()).await.ok();
    assert!(sandbox.get(started["url"].as_str().unwrap()).await.text.contains("Card number"));
    sandbox.app.clock.advance(3 * 366 * DAY);
    asked["merchantOrderId"] = json!("expired");
    asked["forceCheckout"] = json!(false);
    let failed = sandbox.post(&path(account), asked).await.ok();
    assert_eq!((&failed["result"], &failed["code"]), (&json!("fail"), &json!(54)));
    assert_eq!(sandbox.balance(ada, account).await, "3.45");
    sandbox.prove().await;
}

#[tokio::test]
async fn a_test_gives_virtual_money_that_costs_nothing_and_only_to_merchants() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let url = sandbox.checkout(ada, account, json!({ "test": true, "amount": 100 })).await;
    fill(&sandbox, &url, APPROVED).await;
    let done = sandbox.newest(ada).await[0].clone();
    assert_eq!((&done["mode"], &done["isVirtual"]), (&json!("test"), &json!(true)));
    assert_eq!(sandbox.balance(ada, account).await, "100");
    assert_eq!((house(&sandbox, "outside").await, house(&sandbox, "fees").await), (0, 0));
    sandbox.void(ada, &done["id"]).await.ok();
    assert_eq!(house(&sandbox, "merchant_float").await, 0);
    let (credential, _) = sandbox.sign_in(ada, "ada@example.org").await;
    let mut asked = body(ada);
    asked["test"] = json!(true);
    sandbox.call("POST", &path(account), &credential, Some(asked.clone())).await.refused(422, Some("test"));
    asked["test"] = json!(false);
    sandbox.call("POST", &path(account), &credential, Some(asked)).await.ok();
    sandbox.prove().await;
}

#[tokio::test]
async fn rule_1_modifications_change_the_charge_and_not_what_the_account_receives() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let metadata = json!({ "isCover": true, "amountMods": [
        { "amount": 3.1, "title": ["Service", "fee"] }, { "amount": "-0.1", "title": [] },
    ] });
    let url = sandbox.checkout(ada, account, json!({ "amount": 100, "metadata": metadata })).await;
    let page = sandbox.get(&url).await.text;
    for text in ["Service fee", "3.10 USD", "-0.10 USD", "Pay 103.00 USD", "100.00 USD"] {
        assert!(page.contains(text), "{text}: {page}");
    }
    fill(&sandbox, &url, APPROVED).await;
    assert_eq!(sandbox.balance(ada, account).await, "100");
    assert_eq!((house(&sandbox, "outside").await, house(&sandbox, "fees").await), (-10_300, 150));
    assert_eq!(house(&sandbox, "merchant_float").await, 150);
    sandbox.prove().await;
    let done = sandbox.newest(ada).await[0].clone();
    assert_eq!(done["price"].to_string(), "100");
    let voided = sandbox.void(ada, &done["id"]).await.ok();
    assert_eq!((house(&sandbox, "outside").await, house(&sandbox, "fees").await), (0, 150), "fees are kept");
    sandbox.void(ada, &voided["child"][0]["id"]).await.ok();
    assert_eq!(house(&sandbox, "outside").await, -10_300);
    let discount = json!({ "amountMods": [{ "amount": -20, "title": ["Welcome"] }] });
    let (token, _) = sandbox.sign_in(ada, "ada@example.org").await;
    let mut own = body(ada);
    own["metadata"] = discount.clone();
    let path = format!("/api/v1/payment-account/{account}/refill");
    let refused = sandbox.call("POST", &path, &token, Some(own)).await;
    refused.refused(422, Some("metadata.amountMods"));
    let url = sandbox.checkout(ada, account, json!({ "amount": 50, "metadata": discount })).await;
    fill(&sandbox, &url, APPROVED).await;
    assert_eq!(
        (sandbox.balance(ada, account).await, house(&sandbox, "outside").await),
        ("150".into(), -13_300)
    );
    sandbox.prove().await;
}

#[tokio::test]
async fn a_slow_card_settles_after_half_a_minute() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let url = sandbox.checkout(ada, account, json!({ "webhookUrl": "https://hooks.example/" })).await;
    fill(&sandbox, &url, SLOW).await;
    sandbox.wait(29 * SECOND).await;
    assert_eq!(sandbox.newest(ada).await[0]["status"], "processing");
    assert!(sandbox.get(&url).await.text.contains("under way"));
    assert!(sandbox.webhooks().await.is_empty());
    sandbox.top_up(ada, account, json!({ "amount": 7 })).await.ok();
    sandbox.prove().await;
    sandbox.wait(SECOND).await;
    sandbox.wait(SECOND).await;
    let rows = sandbox.newest(ada).await;
    assert_eq!((&rows[1]["status"], rows[1]["balance"].to_string()), (&json!("success"), "9.45".into()));
    assert_eq!((sandbox.balance(ada, account).await, sandbox.webhooks().await.len()), ("9.45".into(), 1));
    assert_eq!(sandbox.get("/api/v1/transaction?status=processing").await.ok()["meta"]["total"], 0);
    assert_eq!(sandbox.get("/api/v1/transaction?status=success").await.ok()["meta"]["total"], 2);
    sandbox.prove().await;
}

#[tokio::test]
async fn what_nobody_pays_for_is_given_up_after_a_day() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let url = sandbox.checkout(ada, account, json!({})).await;
    let other = sandbox.checkout(ada, account, json!({})).await;
    sandbox.app.clock.advance(DAY);
    let late = fill(&sandbox, &other, APPROVED).await;
    assert_eq!(late.status, 303);
    sandbox.wait(SECOND).await;
    assert!(sandbox.newest(ada).await.iter().all(|row| row["status"] == "fail"));
    assert!(sandbox.get(&url).await.text.contains("Nobody paid in time"));
    assert_eq!(sandbox.balance(ada, account).await, "0");
    sandbox.prove().await;
}

#[tokio::test]
async fn a_refill_that_cannot_be_received_any_more_fails() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    let url = sandbox.checkout(ada, account, json!({})).await;
    let slow = sandbox.checkout(ada, account, json!({})).await;
    let large = sandbox.checkout(ada, account, json!({ "amount": "9000000000000000000" })).await;
    fill(&sandbox, &slow, SLOW).await;
    sandbox.change(ada, account, json!({ "isActive": false })).await;
    fill(&sandbox, &url, APPROVED).await;
    sandbox.change(ada, account, json!({ "isActive": true })).await;
    sandbox.block(ada, true).await;
    sandbox.wait(31 * SECOND).await;
    sandbox.block(ada, false).await;
    sandbox.top_up(ada, account, json!({ "amount": "9000000000000000000" })).await.ok();
    fill(&sandbox, &large, APPROVED).await;
    let failed = sandbox.get("/api/v1/transaction?status=fail").await.ok();
    assert_eq!(failed["meta"]["total"], 3);
    assert_eq!(sandbox.balance(ada, account).await, "9000000000000000000");
    sandbox.prove().await;
}

#[tokio::test]
async fn a_mail_is_kept_when_asked_for() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "0").await;
    for (options, card, count) in [
        (json!({ "send": true }), APPROVED, 1),
        (json!(true), DECLINED, 1),
        (json!({ "send": null }), APPROVED, 0),
        (json!(false), APPROVED, 0),
    ] {
        let url = sandbox.checkout(ada, account, json!({ "emailOptions": options })).await;
        fill(&sandbox, &url, card).await;
        let id = sandbox.newest(ada).await[0]["id"].as_i64().unwrap();
        let kept = mail::about(&mut sandbox.app.store.read().await.unwrap(), id).await.unwrap();
        assert_eq!(kept.len(), count, "{options}");
        assert!(
            kept.iter().all(|mail| mail.address == "ada@example.org" && mail.subject.contains("2.45 USD"))
        );
    }
}
