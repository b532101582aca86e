//! The clock that can be moved, and who may move it.

use crate::harness::{Sandbox, now};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use purser_sandbox::domain::clock::{DAY, SECOND};
use purser_sandbox::rails;
use serde_json::json;
use std::net::SocketAddr;

#[tokio::test]
async fn what_falls_due_has_happened_when_the_clock_has_been_moved() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "promo").await;
    sandbox.top_up(ada, account, json!({ "amount": 5, "dateExpire": "2026-04-02 00:00:00" })).await.ok();
    let clock = sandbox.near("POST", "/sandbox/clock", Some(json!({ "advanceSeconds": 3_600 }))).await.ok();
    assert_eq!(clock["offsetSeconds"], 3_600);
    assert!(clock["now"].as_str().unwrap().starts_with("2026-03-31T13:00:00"), "{clock}");
    assert_eq!(sandbox.balance(ada, account).await, "5");
    sandbox.near("POST", "/sandbox/clock", Some(json!({ "now": "2026-04-02 00:00:00" }))).await.ok();
    assert_eq!(sandbox.balance(ada, account).await, "0");
    assert_eq!(sandbox.app.clock.now(), now() + DAY + 12 * 3_600 * SECOND);
}

#[tokio::test]
async fn every_process_on_a_database_has_the_same_time() {
    let first = Sandbox::empty().await;
    let second = Sandbox::over(first.app.store.clone());
    first.near("POST", "/sandbox/clock", Some(json!({ "advanceSeconds": 60 }))).await.ok();
    rails::tick(&second.app).await;
    assert_eq!(second.app.clock.now(), now() + 60 * SECOND);
}

#[tokio::test]
async fn json_is_taken_for_what_it_is_and_a_form_leads_back_to_the_page() {
    let sandbox = Sandbox::empty().await;
    let ask = async |body: &'static str| {
        let request =
            Request::builder().method("POST").uri("/sandbox/clock").header("host", "127.0.0.1:4455");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let mut request = request.body(Body::from(body)).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 5000))));
        sandbox.send(request).await
    };
    assert_eq!(ask("{\"advanceSeconds\": 60}").await.ok()["offsetSeconds"], 60);
    let form = ask("advanceSeconds=60").await;
    assert_eq!((form.status, form.header("location")), (303, Some("/sandbox")));
    assert_eq!(sandbox.app.clock.now(), now() + 120 * SECOND);
}

#[tokio::test]
async fn the_clock_goes_forward_and_not_too_far() {
    let sandbox = Sandbox::empty().await;
    for (body, field) in [
        (json!({}), "advanceSeconds"),
        (json!({ "advanceSeconds": -1 }), "advanceSeconds"),
        (json!({ "advanceSeconds": 1, "now": "2027-01-01 00:00:00" }), "advanceSeconds"),
        (json!({ "now": "2026-03-31 11:59:59" }), "now"),
        (json!({ "now": "2046-03-31 11:59:59" }), "now"),
        (json!({ "now": "yesterday" }), "now"),
    ] {
        sandbox.near("POST", "/sandbox/clock", Some(body)).await.refused(422, Some(field));
    }
    assert_eq!(sandbox.app.clock.now(), now());
}

#[tokio::test]
async fn rule_23_only_this_machine_and_its_own_pages_steer() {
    let sandbox = Sandbox::empty().await;
    let ask = async |name: &str, value: &str| {
        let request =
            Request::builder().method("POST").uri("/sandbox/clock").header("host", "127.0.0.1:4455");
        let body = Body::from(json!({ "advanceSeconds": 1 }).to_string());
        let mut request = request.header(name, value).body(body).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 5000))));
        sandbox.send(request).await.status
    };
    for (name, value, status) in [
        ("accept", "*/*", 200),
        ("origin", "http://127.0.0.1:4455", 200),
        ("sec-fetch-site", "same-origin", 200),
        ("origin", "http://localhost:9999", 404),
        ("origin", "null", 404),
        ("sec-fetch-site", "cross-site", 404),
        ("sec-fetch-site", "same-site", 404),
        ("x-forwarded-for", "203.0.113.9", 404),
        ("x-webhook-id", "1", 404),
    ] {
        assert_eq!(ask(name, value).await, status, "{name}: {value}");
    }
    let page = sandbox.near("GET", "/sandbox", None).await;
    assert!(page.status == 200 && page.text.contains("moved forward"), "{}", page.text);
    assert!(
        page.header("content-security-policy").unwrap().starts_with("default-src 'none'; style-src 'self';")
    );
    assert_eq!(sandbox.get("/sandbox").await.status, 404);
}
