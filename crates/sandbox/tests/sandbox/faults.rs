//! Rule 23: failures on request.

use crate::harness::{KEY, Sandbox};
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use purser_api::centrowallet::{Caller, transaction as api};
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
