//! Operation 13, and what becomes of promotional money.

use crate::harness::{KEY, OTHER_KEY, Sandbox, now};
use purser_api::centrowallet::payment_account::TopUp;
use purser_api::centrowallet::{Caller, PaymentAccountId, UserId, payment_account as api};
use purser_sandbox::domain::clock::DAY;
use purser_sandbox::store::{promo, verify};
use serde_json::{Value, json};

async fn lapse(sandbox: &Sandbox) {
    let mut write = sandbox.app.store.write().await.unwrap();
    promo::lapse_due(&mut write, sandbox.app.clock.now(), 100).await.unwrap();
    write.commit().await.unwrap();
}

async fn prove(sandbox: &Sandbox) {
    let outcome = verify::run(&mut sandbox.app.store.snapshot().await.unwrap()).await.unwrap();
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[tokio::test]
async fn rule_1_money_is_given_and_taken_to_the_last_digit() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "ETH", "fiat").await;
    let given: Value =
        serde_json::from_str(r#"{"amount": 0.7249000000000001, "reason": "test income"}"#).unwrap();
    let given = sandbox.top_up(ada, account, given).await.ok();
    assert_eq!((&given["type"], &given["status"]), (&json!("income"), &json!("success")));
    assert_eq!((&given["action"], &given["mode"]), (&json!("deposit"), &json!("wallet")));
    assert_eq!(given["price"].to_string(), "0.7249000000000001");
    assert_eq!(given["message"], "test income");
    for (amount, balance) in [
        (r#""0.000000000000000001""#, "0.724900000000000101"),
        ("1e3", "1000.724900000000000101"),
        ("-1000.7", "0.024900000000000101"),
        ("-0.024900000000000101", "0"),
        ("2.5e-1", "0.25"),
    ] {
        let body: Value = serde_json::from_str(&format!("{{\"amount\": {amount}}}")).unwrap();
        let moved = sandbox.top_up(ada, account, body).await.ok();
        assert_eq!(moved["balance"].to_string(), balance, "after {amount}");
        assert_eq!(moved["balanceTotal"]["ETH"], balance);
        assert_eq!(moved["type"], if amount.starts_with('-') { "outcome" } else { "income" });
        assert_eq!(sandbox.balance(ada, account).await, balance);
    }
    prove(&sandbox).await;
}

#[tokio::test]
async fn rule_24_an_amount_that_cannot_be_is_named_and_moves_nothing() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "fiat").await;
    sandbox.top_up(ada, account, json!({ "amount": 5 })).await.ok();
    for amount in [
        "0",
        "\"\"",
        "null",
        "\"five\"",
        "true",
        "[]",
        "{}",
        "1e-19",
        "\"0.0000000000000000001\"",
        "1e400",
        "\"1e999999999999\"",
        "99999999999999999999999999999999999999999",
        "-5.000000000000000001",
        "-6",
        "\"5,00\"",
        "\" 5\"",
        "\"+5\"",
        "\"0x5\"",
        "\"-\"",
        "\".5\"",
        "9223372036854775807.1",
    ] {
        let body: Value = serde_json::from_str(&format!("{{\"amount\": {amount}}}")).unwrap();
        let reply = sandbox.top_up(ada, account, body).await;
        reply.refused(422, Some("amount"));
        assert_eq!(sandbox.balance(ada, account).await, "5", "after {amount}");
    }
    sandbox.top_up(ada, account, json!({})).await.refused(422, Some("amount"));
    assert_eq!(sandbox.get("/api/v1/transaction").await.ok()["meta"]["total"], 1);
}

#[tokio::test]
async fn a_balance_stays_one_that_can_be_said() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "fiat").await;
    sandbox.top_up(ada, account, json!({ "amount": "9000000000000000000" })).await.ok();
    sandbox.top_up(ada, account, json!({ "amount": "0.01" })).await.ok();
    let fine = json!({ "amount": "0.000000000000000001" });
    sandbox.top_up(ada, account, fine).await.refused(422, Some("amount"));
    let more = json!({ "amount": "9000000000000000000" });
    sandbox.top_up(ada, account, more).await.refused(422, Some("amount"));
    assert_eq!(sandbox.balance(ada, account).await, "9000000000000000000.01");
    let second = sandbox.account(ada, "USD", "fiat").await;
    let fine = json!({ "amount": "0.000000000000000001" });
    sandbox.top_up(ada, second, fine).await.refused(422, Some("amount"));
    assert_eq!(sandbox.get("/api/v1/transaction").await.ok()["meta"]["total"], 2);
    prove(&sandbox).await;
}

#[tokio::test]
async fn rule_20_the_same_reference_gets_the_same_answer_and_another_body_409() {
    let sandbox = Sandbox::empty().await;
    let (ada, bob) = (sandbox.user("ada").await, sandbox.user("bob").await);
    let account = sandbox.account(ada, "USD", "fiat").await;
    let second = sandbox.account(ada, "USD", "fiat").await;
    let of_bob = sandbox.account(bob, "USD", "fiat").await;
    let body =
        json!({ "amount": 2.45, "merchantOrderId": "r-1", "reason": "x", "metadata": { "b": 1, "a": 2 } });
    let first = sandbox.top_up(ada, account, body.clone()).await;
    first.ok();
    sandbox.app.clock.advance(DAY);
    let again = sandbox.top_up(ada, account, body.clone()).await;
    assert_eq!((again.status, &again.text), (200, &first.text));
    let mut reordered: Value =
        serde_json::from_str(r#"{"metadata": {"a": 2, "b": 1}, "reason": "x", "amount": "2.450"}"#).unwrap();
    reordered["merchantOrderId"] = json!("r-1");
    assert_eq!(sandbox.top_up(ada, account, reordered).await.text, first.text, "the same, said otherwise");
    for (field, value) in [
        ("amount", json!(2.46)),
        ("amount", json!(-2.45)),
        ("reason", json!("y")),
        ("metadata", json!({ "b": 1 })),
    ] {
        let mut other = body.clone();
        other[field] = value;
        sandbox.top_up(ada, account, other).await.refused(409, Some("merchantOrderId"));
    }
    sandbox.top_up(ada, second, body.clone()).await.refused(409, Some("merchantOrderId"));
    assert_eq!(sandbox.balance(ada, account).await, "2.45");
    let theirs = sandbox.top_up(bob, of_bob, body).await.ok();
    assert_eq!(theirs["balance"].to_string(), "2.45", "another customer has its own references");
    let found = sandbox.get(&format!("/api/v1/transaction?clientId={ada}&merchantOrderId=r-1")).await.ok();
    assert_eq!(found["meta"]["total"], 1);
}

#[tokio::test]
async fn rule_20_twenty_at_once_move_money_once() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "fiat").await;
    let body = json!({ "clientId": ada, "amount": 1, "merchantOrderId": "once" });
    let path = format!("/api/v1/payment-account/{account}/top-up");
    let mut replies = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (app, path, body) = (sandbox.app.clone(), path.clone(), body.clone());
        let router = sandbox.router.clone();
        replies.spawn(async move { Sandbox { app, router }.post(&path, body).await.text });
    }
    let mut texts = replies.join_all().await;
    texts.dedup();
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert_eq!(sandbox.balance(ada, account).await, "1");
}

#[tokio::test]
async fn a_refused_movement_leaves_its_reference_free() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "fiat").await;
    let body = json!({ "amount": -1, "merchantOrderId": "later" });
    sandbox.top_up(ada, account, body.clone()).await.refused(422, Some("amount"));
    sandbox.top_up(ada, account, json!({ "amount": 1 })).await.ok();
    assert_eq!(sandbox.top_up(ada, account, body).await.ok()["type"], "outcome");
}

#[tokio::test]
async fn a_top_up_is_refused_to_who_may_not() {
    let sandbox = Sandbox::empty().await;
    let (ada, bob) = (sandbox.user("ada").await, sandbox.user("bob").await);
    let account = sandbox.account(ada, "USD", "fiat").await;
    let path = format!("/api/v1/payment-account/{account}/top-up");
    let body = json!({ "clientId": ada, "amount": 1 });
    sandbox.call("POST", &path, "", Some(body.clone())).await.refused(401, None);
    sandbox.call("POST", &path, OTHER_KEY, Some(body.clone())).await.refused(404, None);
    sandbox.top_up(bob, account, json!({ "amount": 1 })).await.refused(404, None);
    sandbox.top_up(ada, 999, json!({ "amount": 1 })).await.refused(404, None);
    sandbox.post(&path, json!({ "amount": 1 })).await.refused(422, Some("clientId"));
    sandbox
        .put(&format!("/api/v1/payment-account/{account}"), json!({ "clientId": ada, "isActive": false }))
        .await
        .ok();
    sandbox.post(&path, body.clone()).await.refused(422, None);
    sandbox
        .put(&format!("/api/v1/payment-account/{account}"), json!({ "clientId": ada, "isActive": true }))
        .await
        .ok();
    sandbox.put(&format!("/api/v1/user/{ada}"), json!({ "isActivated": true, "isBlocked": true })).await.ok();
    sandbox.post(&path, body).await.refused(403, None);
    assert_eq!(sandbox.balance(ada, account).await, "0");
}

#[tokio::test]
async fn promotional_money_is_spent_by_expiry_and_lapses() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "promo").await;
    let grant = async |amount: i64, expires: Option<&str>| {
        let body = json!({ "amount": amount, "dateExpire": expires });
        sandbox.top_up(ada, account, body).await.ok()["id"].clone()
    };
    let never = grant(10, None).await;
    let late = grant(20, Some("2026-05-01 00:00:00")).await;
    let soon = grant(30, Some("2026-04-10 23:59:59")).await;
    let left = async |id: &Value| {
        let row = sandbox.get(&format!("/api/v1/transaction/{id}?clientId={ada}")).await.ok();
        (row["remainingAmount"].to_string(), row["fullCovered"].clone())
    };
    sandbox.top_up(ada, account, json!({ "amount": "-30.5" })).await.ok();
    assert_eq!(left(&soon).await, ("0".into(), json!(true)));
    assert_eq!(left(&late).await, ("19.5".into(), json!(false)));
    assert_eq!(left(&never).await, ("10".into(), json!(false)));
    lapse(&sandbox).await;
    assert_eq!(sandbox.balance(ada, account).await, "29.5", "not yet");
    sandbox.app.clock.advance(31 * DAY);
    lapse(&sandbox).await;
    assert_eq!(sandbox.balance(ada, account).await, "10");
    assert_eq!(left(&late).await, ("0".into(), json!(true)));
    let newest = sandbox.get("/api/v1/transaction?limit=1").await.ok()["data"][0].clone();
    assert_eq!((&newest["subtype"], &newest["type"]), (&json!("expired"), &json!("outcome")));
    assert_eq!(newest["price"].to_string(), "19.5");
    prove(&sandbox).await;
}

#[tokio::test]
async fn what_has_lapsed_cannot_be_spent_in_the_moment_before_it_is_noticed() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "promo").await;
    sandbox.top_up(ada, account, json!({ "amount": 5, "dateExpire": "2026-04-01 00:00:00" })).await.ok();
    sandbox.app.clock.advance(DAY);
    sandbox.top_up(ada, account, json!({ "amount": -5 })).await.refused(422, Some("amount"));
}

#[tokio::test]
async fn rule_24_an_expiry_is_for_promotional_money_and_the_future() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let (fiat, promo) =
        (sandbox.account(ada, "USD", "fiat").await, sandbox.account(ada, "USD", "promo").await);
    let future = "2026-09-03 13:15:22";
    let refused = async |account: i64, amount: i64, expires: &str| {
        let body = json!({ "amount": amount, "dateExpire": expires });
        sandbox.top_up(ada, account, body).await.refused(422, Some("dateExpire"));
    };
    refused(fiat, 1, future).await;
    refused(promo, 1, "2026-03-31 12:00:00").await;
    refused(promo, 1, "2026-02-30 12:00:00").await;
    refused(promo, 1, "soon").await;
    refused(promo, -1, future).await;
    let granted = sandbox.top_up(ada, promo, json!({ "amount": 1, "dateExpire": future })).await.ok();
    assert_eq!(granted["dateExpire"]["date"], "2026-09-03 13:15:22.000000");
    assert_eq!(granted["paymentAccountType"], "promo");
}

#[tokio::test]
async fn the_client_reads_what_is_said() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "fiat").await;
    let top_up = TopUp {
        amount: "2.45".parse().unwrap(),
        reason: Some("test income".into()),
        merchant_order_id: Some("112233".into()),
        ..TopUp::default()
    };
    let caller = Caller::merchant_for(UserId(ada.unsigned_abs()));
    let request = api::top_up(caller, PaymentAccountId(account.unsigned_abs()), &top_up);
    let transaction = sandbox.ask(&request, KEY).await.unwrap();
    assert!(transaction.unreadable.is_empty());
    assert_eq!(transaction.signed_money().unwrap().to_string(), "2.45 USD");
    assert_eq!(transaction.merchant_order_id.as_deref(), Some("112233"));
    assert_eq!(transaction.date.unwrap().instant().unwrap().unix_micros(), now());
}

#[tokio::test]
async fn a_customer_cannot_make_money() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "fiat").await;
    let (credential, _) = sandbox.sign_in(ada, "ada@example.org").await;
    let path = format!("/api/v1/payment-account/{account}/top-up");
    let body = json!({ "amount": 1_000_000 });
    sandbox.call("POST", &path, &credential, Some(body)).await.refused(403, None);
    assert_eq!(sandbox.balance(ada, account).await, "0");
}

#[tokio::test]
async fn rule_20_what_was_answered_is_answered_again_to_a_merchant_who_blocked_the_customer_since() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "fiat").await;
    let body = json!({ "amount": 5, "merchantOrderId": "r-9" });
    let first = sandbox.top_up(ada, account, body.clone()).await;
    first.ok();
    let block = json!({ "isActivated": true, "isBlocked": true });
    sandbox.put(&format!("/api/v1/user/{ada}"), block).await.ok();
    assert_eq!(sandbox.top_up(ada, account, body).await.text, first.text);
    sandbox.top_up(ada, account, json!({ "amount": 5 })).await.refused(403, None);
}
