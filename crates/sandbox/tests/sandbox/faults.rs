//! Rule 23: failures on request.

use crate::harness::{KEY, Sandbox};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use purser_api::centrowallet::{Caller, transaction as api};
use purser_sandbox::app::App;
use purser_sandbox::faults::Failure;
use purser_sandbox::faults::orders::Orders;
use serde_json::{Value, json};
use tower::ServiceExt;

/// Whether the answer breaks off before its first byte.
async fn breaks(sandbox: &Sandbox, path: &str, body: Value) -> bool {
    let request = Request::builder().method("POST").uri(path).header("authorization", KEY);
    let request = request.body(Body::from(body.to_string())).unwrap();
    let response = sandbox.router.clone().oneshot(request).await.unwrap();
    response.into_body().collect().await.is_err()
}

#[tokio::test]
async fn rule_23_a_top_up_breaks_before_or_after_it_is_done() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "fiat").await;
    let path = format!("/api/v1/payment-account/{account}/top-up");
    let found = async |reference: &str| {
        let path = format!("/api/v1/transaction?clientId={ada}&merchantOrderId={reference}");
        sandbox.get(&path).await.ok()["meta"]["total"].clone()
    };
    for (number, (reason, is_done)) in
        [("fault-timeout-after-commit", true), ("fault-drop-before-commit", false)].into_iter().enumerate()
    {
        let reference = format!("r-{number}");
        let body = json!({ "clientId": ada, "amount": 2, "reason": reason, "merchantOrderId": reference });
        assert!(breaks(&sandbox, &path, body).await, "{reason}");
        assert_eq!(found(&reference).await, i64::from(is_done), "{reason}");
    }
    let body = json!({ "clientId": ada, "amount": 2, "merchantOrderId": "fault-timeout-after-commit" });
    assert!(breaks(&sandbox, &path, body).await);
    assert_eq!(sandbox.balance(ada, account).await, "4");
    let html = sandbox.top_up(ada, account, json!({ "amount": 2, "reason": "fault-html-502" })).await;
    assert_eq!((html.status, html.header("content-type")), (502, Some("text/html; charset=utf-8")));
    assert_eq!(sandbox.balance(ada, account).await, "4");
    let half = sandbox.top_up(ada, account, json!({ "amount": 2, "reason": "fault-truncated" })).await;
    assert_eq!(half.status, 200);
    assert!(serde_json::from_str::<Value>(&half.text).is_err());
    assert_eq!(sandbox.balance(ada, account).await, "6");
}

#[tokio::test]
async fn rule_23_a_broken_top_up_that_was_done_is_answered_when_asked_again() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "fiat").await;
    let body = json!({ "amount": 2, "reason": "fault-timeout-after-commit", "merchantOrderId": "again" });
    let path = format!("/api/v1/payment-account/{account}/top-up");
    let mut sent = body.clone();
    sent["clientId"] = json!(ada);
    assert!(breaks(&sandbox, &path, sent).await);
    assert_eq!(sandbox.top_up(ada, account, body).await.ok()["merchantOrderID"], "again");
    assert_eq!(sandbox.balance(ada, account).await, "2");
}

#[tokio::test]
async fn rule_8_a_malformed_row_is_one_of_its_list() {
    let (sandbox, key, _) = Sandbox::seeded(10, 200).await;
    for field in ["merchantOrderId", "descriptor"] {
        let path = format!("/api/v1/transaction?{field}=fault-malformed-row");
        let body = sandbox.call("GET", &path, &key, None).await.ok();
        let rows = body["data"].as_array().unwrap();
        assert_eq!(rows.len(), 50);
        let broken = rows.iter().filter(|row| row["price"].is_object()).count();
        assert_eq!((broken, rows[1]["price"].is_object()), (1, true));
    }
    let filter = api::TransactionFilter::by_reference("fault-malformed-row");
    let page = sandbox.ask(&api::list(Caller::Merchant { client_id: None }, &filter), &key).await.unwrap();
    assert_eq!((page.rows.len(), page.unreadable.len()), (49, 1));
    assert_eq!(page.unreadable[0].path, "$.data[1].price");
    let users = sandbox.call("GET", "/api/v1/user?email=fault-malformed-row", &key, None).await.ok();
    assert!(users["data"]["1"]["id"].is_object() && users["data"]["0"]["id"].is_number());
}

#[tokio::test]
async fn rule_23_a_list_is_cut_short_or_not_json() {
    let (sandbox, key, _) = Sandbox::seeded(10, 200).await;
    let get = async |query: &str| sandbox.call("GET", query, &key, None).await;
    let cut = get("/api/v1/transaction?merchantOrderId=fault-truncated").await;
    assert!(cut.status == 200 && serde_json::from_str::<Value>(&cut.text).is_err());
    assert_eq!(get("/api/v1/user?email=fault-html-502").await.status, 502);
}

#[tokio::test]
async fn rule_23_every_word_fails_in_its_way() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "fiat").await;
    let mut expected = 0;
    for (word, status, is_done) in [
        ("fault-status-409", 409, false),
        ("fault-status-503-after-commit", 503, true),
        ("fault-html-502-after-commit", 502, true),
        ("fault-empty", 200, true),
        ("fault-large", 200, true),
        ("fault-nested", 200, true),
        ("fault-delay-1", 200, true),
    ] {
        let reply = sandbox.top_up(ada, account, json!({ "amount": 1, "reason": word })).await;
        assert_eq!(reply.status, status, "{word}");
        expected += i64::from(is_done);
        assert_eq!(sandbox.balance(ada, account).await, expected.to_string(), "{word}");
        match word {
            "fault-empty" => assert_eq!(reply.text, ""),
            "fault-large" => assert!(reply.text.len() > 5 * 1024 * 1024),
            "fault-nested" => assert!(reply.text.starts_with(&"[".repeat(129))),
            "fault-delay-1" => assert_eq!(reply.ok()["message"], word),
            _ => {}
        }
    }
    let refused = json!({ "amount": -1000, "reason": "fault-truncated" });
    sandbox.top_up(ada, account, refused).await.refused(422, Some("amount"));
    let amount = sandbox.top_up(ada, account, json!({ "amount": "666.12" })).await;
    assert_eq!(amount.status, 500);
    assert_eq!(sandbox.balance(ada, account).await, "672.12");
}

#[tokio::test]
async fn rule_23_bytes_come_slowly_and_answers_not_at_all() {
    let sandbox = Sandbox::empty().await;
    let refused = sandbox.call("GET", "/api/v1/user?email=fault-slow", "nobody", None).await;
    assert_eq!(refused.status, 401, "a refusal is a refusal");
    tokio::time::pause();
    let started = tokio::time::Instant::now();
    let path = "/api/v1/user?email=fault-hang-before-commit";
    let request = Request::builder().uri(path).body(Body::empty()).unwrap();
    let hung = sandbox.router.clone().oneshot(request).await.unwrap();
    assert!(hung.into_body().collect().await.is_err());
    assert!(started.elapsed().as_secs() >= 600);
    let started = tokio::time::Instant::now();
    let slow = Failure::Slow.after(StatusCode::OK, "0123456789".repeat(30)).await;
    let body = slow.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(body, "0123456789".repeat(30).as_bytes());
    assert!(started.elapsed().as_secs() >= 4);
}

#[tokio::test]
async fn rule_23_failures_are_ordered_where_that_is_allowed() {
    let closed = Sandbox::empty().await;
    let order = json!({ "path": "/api/v1/user", "fault": "fault-html-502" });
    closed.near("POST", "/sandbox/faults", Some(order.clone())).await.refused(404, None);
    let store = closed.app.store.clone();
    let sandbox = Sandbox::with(App { faults: Some(Orders::default()), ..App::new(store) });
    sandbox.call("POST", "/sandbox/faults", "", Some(order.clone())).await.refused(404, None);
    sandbox.near("POST", "/sandbox/faults", Some(order)).await.ok();
    assert_eq!(sandbox.get("/api/v1/transaction").await.status, 200, "another address");
    assert_eq!(sandbox.get("/api/v1/user").await.status, 502);
    assert_eq!(sandbox.get("/api/v1/user").await.status, 200, "once");
    let order = json!({
        "method": "GET", "path": "/api/**", "times": 2, "status": 418, "when": "after",
        "body": "tea", "contentType": "text/plain",
    });
    sandbox.near("POST", "/sandbox/faults", Some(order)).await.ok();
    let reply = sandbox.get("/api/v1/user").await;
    assert_eq!(
        (reply.status, reply.text.as_str(), reply.header("content-type")),
        (418, "tea", Some("text/plain"))
    );
    let left = sandbox.near("GET", "/sandbox/faults", None).await.ok();
    assert_eq!(left["orders"][0]["times"], 1);
    sandbox.near("DELETE", "/sandbox/faults", None).await.ok();
    assert_eq!(sandbox.get("/api/v1/user").await.status, 200);
    for (body, field) in [
        (json!({ "fault": "fault-html-502" }), "path"),
        (json!({ "path": "/api/**" }), "fault"),
        (json!({ "path": "/api/**", "fault": "fault-no-such" }), "fault"),
        (json!({ "path": "/api/**", "delayMilliseconds": 60_001 }), "delayMilliseconds"),
        (json!({ "path": "/api/**", "status": 99 }), "status"),
    ] {
        sandbox.near("POST", "/sandbox/faults", Some(body)).await.refused(422, Some(field));
    }
}
