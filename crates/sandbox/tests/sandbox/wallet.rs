//! What tests of money ask of a sandbox, and what must hold of every answer.

use crate::harness::{KEY, Reply, Sandbox};
use purser_sandbox::rails;
use purser_sandbox::store::verify;
use purser_sandbox::store::webhooks;
use serde_json::{Value, json};
use std::future::Future;

impl Sandbox {
    /// A user with a fiat account in that currency and that much in it.
    pub async fn holder(&self, name: &str, currency: &str, amount: &str) -> (i64, i64) {
        let user = self.user(name).await;
        let account = self.account(user, currency, "fiat").await;
        if amount != "0" {
            self.top_up(user, account, json!({ "amount": amount })).await.ok();
        }
        (user, account)
    }

    pub async fn change(&self, user: i64, account: i64, mut body: Value) {
        body["clientId"] = json!(user);
        self.put(&format!("/api/v1/payment-account/{account}"), body).await.ok();
    }

    pub async fn block(&self, user: i64, is_blocked: bool) {
        let body = json!({ "isActivated": true, "isBlocked": is_blocked });
        self.put(&format!("/api/v1/user/{user}"), body).await.ok();
    }

    pub async fn pay(&self, user: i64, account: i64, amount: &str, reference: &str) -> Reply {
        let body = json!({
            "clientId": user, "paymentAccountId": account, "amount": amount, "currency": "USD",
            "name": "Day pass", "merchantOrderId": reference,
        });
        self.post("/api/v1/payment", body).await
    }

    pub async fn transfer(&self, user: i64, from: i64, to: i64, amount: &str) -> Reply {
        let body = json!({ "clientId": user, "recipientPaymentAccountId": to, "amount": amount });
        self.post(&format!("/api/v1/payment-account/{from}/transfer"), body).await
    }

    pub async fn void(&self, user: i64, transaction: &Value) -> Reply {
        let body = json!({ "clientId": user, "reason": "Booked twice" });
        self.post(&format!("/api/v1/transaction/{transaction}/void"), body).await
    }

    pub async fn transaction(&self, user: i64, id: &Value) -> Value {
        self.get(&format!("/api/v1/transaction/{id}?clientId={user}")).await.ok()
    }

    /// The newest transactions of a customer, the newest first.
    pub async fn newest(&self, user: i64) -> Vec<Value> {
        let body = self.get(&format!("/api/v1/transaction?clientId={user}&limit=1000")).await.ok();
        let rows = body["data"].as_array().unwrap().clone();
        assert_eq!(body["meta"]["total"], rows.len(), "list and total agree");
        rows
    }

    /// What is kept of webhooks: what it tells of, where, and the body; the newest first.
    pub async fn webhooks(&self) -> Vec<(String, String, Value)> {
        let mut connection = self.app.store.read().await.unwrap();
        let newest = webhooks::newest(&mut connection, 1_000).await.unwrap();
        let said = |hook: webhooks::Webhook| (hook.kind, hook.url, serde_json::from_str(&hook.body).unwrap());
        newest.into_iter().map(|(hook, _)| said(hook)).collect()
    }

    /// Lets time pass and everything happen that is due.
    pub async fn wait(&self, microseconds: i64) {
        self.app.clock.advance(microseconds);
        rails::tick(&self.app).await;
    }

    /// The ledger holds.
    pub async fn prove(&self) {
        let outcome = verify::run(&mut self.app.store.snapshot().await.unwrap()).await.unwrap();
        assert!(outcome.is_ok(), "{outcome:?}");
    }

    /// Asks many times at once.
    pub async fn at_once<F, A>(&self, times: usize, ask: A) -> Vec<Reply>
    where
        F: Future<Output = Reply> + Send + 'static,
        A: Fn(Sandbox, usize) -> F,
    {
        let mut replies = tokio::task::JoinSet::new();
        for number in 0..times {
            let other = Self { app: self.app.clone(), router: self.router.clone() };
            replies.spawn(ask(other, number));
        }
        replies.join_all().await
    }
}

/// Checks that an answer has every field that the published sample has, each of a kind that the sample or
/// another sample has it in: samples say a number as a text and nothing as an empty text.
#[track_caller]
pub fn like_sample(name: &str, answer: &Value) {
    let path = format!("{}/../api/tests/fixtures/centrowallet/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let sample: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    for (field, expected) in sample.as_object().unwrap() {
        let Some(found) = answer.get(field) else {
            // Only what has an expiry says when.
            assert!(field == "dateExpire", "{name} has no {field}: {answer}");
            continue;
        };
        let is_alike = std::mem::discriminant(expected) == std::mem::discriminant(found)
            || expected.is_null()
            || found.is_null()
            || (expected.is_string() && found.is_number())
            // A sample says no voids as an empty list, and metadata as it came.
            || ["child", "metadata"].contains(&field.as_str());
        assert!(is_alike, "{field} of {name} is {expected}, not {found}");
    }
    for field in answer.as_object().unwrap().keys() {
        let is_known = sample.get(field).is_some()
            || ["fullCovered", "remainingAmount", "paymentAccountType", "dateExpire", "url"]
                .contains(&field.as_str());
        assert!(is_known, "{name} does not have {field}");
    }
}

/// What a body, changed in one field, is refused with: 422 and that field.
pub async fn refused_by_field(sandbox: &Sandbox, path: &str, body: &Value, cases: &[(&str, Value)]) {
    for (field, value) in cases {
        let mut wrong = body.clone();
        wrong[*field] = value.clone();
        let reply = sandbox.call("POST", path, KEY, Some(wrong)).await;
        assert_eq!(reply.status, 422, "{field}: {value}: {}", reply.text);
        reply.refused(422, Some(field));
    }
}
