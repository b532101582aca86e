//! Webhooks, received over a real connection.

use crate::harness::{KEY, Sandbox};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use purser_sandbox::app::App;
use purser_sandbox::domain::clock::{Clock, SECOND};
use purser_sandbox::domain::webhook::signature;
use purser_sandbox::rails;
use purser_sandbox::rails::webhooks::{Receivers, Sender};
use purser_sandbox::store::webhooks::{self, NewWebhook};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// What came, and what is answered, the last of which is repeated.
#[derive(Debug, Default)]
struct Receiver {
    came: Mutex<Vec<(HeaderMap, String)>>,
    answers: Mutex<Vec<u16>>,
}

async fn receive(
    State(receiver): State<Arc<Receiver>>,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, [(&'static str, &'static str); 1]) {
    receiver.came.lock().unwrap().push((headers, body));
    let mut answers = receiver.answers.lock().unwrap();
    let status = if answers.len() > 1 { answers.remove(0) } else { answers[0] };
    (StatusCode::from_u16(status).unwrap(), [("location", "/elsewhere")])
}

impl Receiver {
    async fn answering(answers: &[u16]) -> (Arc<Self>, String) {
        let receiver = Arc::new(Self { answers: Mutex::new(answers.to_vec()), ..Self::default() });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new().fallback(receive).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (receiver, address)
    }

    fn count(&self) -> usize {
        self.came.lock().unwrap().len()
    }
}

async fn enqueue(sandbox: &Sandbox, url: &str, body: &str) {
    let mut write = sandbox.app.store.write().await.unwrap();
    let hook = NewWebhook { merchant_id: 1, url: url.into(), kind: "refill", body: body.into() };
    webhooks::enqueue(&mut write, hook, sandbox.app.clock.now()).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn a_webhook_is_signed_and_logged() {
    let sandbox = Sandbox::empty().await;
    let (receiver, url) = Receiver::answering(&[204]).await;
    enqueue(&sandbox, &url, r#"{"id":1}"#).await;
    rails::deliver(&sandbox.app).await;
    rails::deliver(&sandbox.app).await;
    let came = receiver.came.lock().unwrap().clone();
    assert_eq!(came.len(), 1, "delivered once");
    let (headers, body) = &came[0];
    assert_eq!(body, r#"{"id":1}"#);
    assert_eq!(headers["content-type"], "application/json");
    let mut connection = sandbox.app.store.write().await.unwrap();
    let secret = webhooks::signing_secret(&mut connection, 1).await.unwrap();
    drop(connection);
    let seconds = sandbox.app.clock.now() / SECOND;
    assert_eq!(headers["x-webhook-signature"], signature(&secret.0, seconds, body).as_str());
    let log = sandbox.near("GET", "/sandbox/webhooks", None).await.ok();
    let hook = &log["webhooks"][0];
    assert_eq!(
        (&hook["attempts"][0]["status"], &hook["uuid"]),
        (&204.into(), &headers["x-webhook-id"].to_str().unwrap().into())
    );
    assert!(hook["deliveredAt"].is_string() && hook["nextAttemptAt"].is_null(), "{hook}");
    assert_eq!(log["signingSecrets"][0]["secret"], data_encoding::HEXLOWER.encode(&secret.0));
    assert_eq!(sandbox.get("/sandbox/webhooks").await.status, 404, "not from elsewhere");
}

#[tokio::test]
async fn a_webhook_is_tried_again_with_growing_pauses_under_the_same_id() {
    let sandbox = Sandbox::empty().await;
    let (receiver, url) = Receiver::answering(&[500, 302, 404, 200]).await;
    enqueue(&sandbox, &url, "{}").await;
    let mut pauses = Vec::new();
    for attempt in 1..=4 {
        rails::deliver(&sandbox.app).await;
        assert_eq!(receiver.count(), attempt);
        let started = sandbox.app.clock.now();
        while attempt < 4 && receiver.count() == attempt {
            sandbox.app.clock.advance(SECOND);
            rails::deliver(&sandbox.app).await;
            if receiver.count() > attempt {
                pauses.push((sandbox.app.clock.now() - started) / SECOND);
            }
        }
        if attempt == 3 {
            break;
        }
    }
    assert_eq!(pauses, [5, 30, 120]);
    let came = receiver.came.lock().unwrap().clone();
    let ids: Vec<_> = came.iter().map(|(headers, _)| headers["x-webhook-id"].clone()).collect();
    assert_eq!(ids.len(), 4, "redirects are not followed");
    assert!(ids.windows(2).all(|pair| pair[0] == pair[1]));
    let signatures: Vec<_> = came.iter().map(|(headers, _)| headers["x-webhook-signature"].clone()).collect();
    assert!(signatures.windows(2).all(|pair| pair[0] != pair[1]), "each says when it was sent");
}

#[tokio::test]
async fn a_webhook_is_given_up_and_can_be_sent_again() {
    let sandbox = Sandbox::empty().await;
    let (receiver, url) = Receiver::answering(&[500]).await;
    enqueue(&sandbox, &url, "{}").await;
    for _ in 0..10 {
        rails::deliver(&sandbox.app).await;
        sandbox.app.clock.advance(30_000 * SECOND);
    }
    assert_eq!(receiver.count(), 7);
    *receiver.answers.lock().unwrap() = vec![200];
    sandbox.near("POST", "/sandbox/webhooks/1/resend", None).await.ok();
    rails::deliver(&sandbox.app).await;
    assert_eq!(receiver.count(), 8);
    let hook = sandbox.near("GET", "/sandbox/webhooks", None).await.ok()["webhooks"][0].clone();
    assert!(hook["deliveredAt"].is_string() && hook["nextAttemptAt"].is_null(), "{hook}");
    sandbox.near("POST", "/sandbox/webhooks/1/resend", None).await.ok();
    rails::deliver(&sandbox.app).await;
    assert_eq!(receiver.count(), 9, "also what was delivered");
    for id in ["2", "x", "-1", "99999999999999999999"] {
        let path = format!("/sandbox/webhooks/{id}/resend");
        sandbox.near("POST", &path, None).await.refused(404, None);
    }
}

#[tokio::test]
async fn a_webhook_goes_to_this_machine_only_unless_told_otherwise() {
    let sandbox = Sandbox::empty().await;
    for (receivers, url, reason) in [
        (Receivers::Loopback, "http://203.0.113.9/hook", "this machine only"),
        (Receivers::Loopback, "http://localhost.example/hook", "this machine only"),
        (Receivers::Loopback, "http://[::ffff:127.0.0.1]/hook", "this machine only"),
        (Receivers::Loopback, "not an address", "no address"),
        (Receivers::Nobody, "http://127.0.0.1:1/hook", "off"),
        (Receivers::Anybody, "http://127.0.0.1:1/hook", "refused"),
    ] {
        let clock = Clock::manual(sandbox.app.clock.now());
        let store = sandbox.app.store.clone();
        let sandbox = Sandbox::with(App { clock, webhooks: Sender::new(receivers), ..App::new(store) });
        enqueue(&sandbox, url, "{}").await;
        rails::deliver(&sandbox.app).await;
        let hook = sandbox.near("GET", "/sandbox/webhooks", None).await.ok()["webhooks"][0].clone();
        let error = hook["attempts"][0]["error"].as_str().unwrap_or_default();
        assert!(error.to_lowercase().contains(reason), "{url}: {hook}");
    }
    let page = sandbox.near("GET", "/sandbox", None).await;
    assert!(page.text.contains("http://203.0.113.9/hook"), "{}", page.text);
}

#[tokio::test]
async fn rule_23_a_webhook_is_sent_twice_on_request() {
    let sandbox = Sandbox::empty().await;
    let (receiver, url) = Receiver::answering(&[200]).await;
    enqueue(&sandbox, &url, r#"{"merchantOrderId":"fault-duplicate-delivery"}"#).await;
    rails::deliver(&sandbox.app).await;
    let ids: Vec<_> =
        receiver.came.lock().unwrap().iter().map(|(all, _)| all["x-webhook-id"].clone()).collect();
    assert!(ids.len() == 2 && ids[0] == ids[1], "{ids:?}");
    assert_eq!(sandbox.call("GET", "/api/v1/user", KEY, None).await.status, 200);
}
