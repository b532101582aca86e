//! Customers who pay, and somebody who looks at the list.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tower::ServiceExt;

use super::Numbers;

/// Who pays in turn.
#[derive(Debug, Clone)]
struct Payer {
    client_id: Value,
    account_id: Value,
    currency: Value,
}

/// Who is asked.
#[derive(Debug, Clone)]
pub enum Target {
    /// The routes, without a connection between.
    Router(Router),
    /// Servers, in turn.
    Servers(Vec<String>, reqwest::Client),
}

/// What asks.
#[derive(Debug, Clone)]
pub struct Load {
    target: Target,
    key: String,
    payers: Vec<Payer>,
    /// A transaction in the middle of the past.
    sample: Value,
    next: Arc<AtomicU64>,
}

/// A new database on that server.
pub async fn new_database(server: &str, transactions: u32) -> String {
    let (address, _) = server.rsplit_once('/').expect("an address with a database");
    let name = format!("bench_{}_{transactions}", std::process::id());
    let mut connection = PgConnection::connect(server).await.expect("a connection");
    let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::raw_sql(create).execute(&mut connection).await.expect("a database");
    format!("{address}/{name}")
}

impl Target {
    /// Servers that have the demonstration, and the key of its merchant.
    pub async fn servers(addresses: &str) -> (Self, String) {
        let servers: Vec<String> = addresses.split(',').map(str::to_owned).collect();
        // Without one no client is made, TLS or not.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::new();
        let demo =
            client.get(format!("{}/sandbox/demo", servers[0])).send().await.expect("the demonstration");
        let demo: Value = serde_json::from_slice(&demo.bytes().await.expect("a body")).expect("JSON");
        let key = demo["merchants"][0]["apiKey"].as_str().expect("a key").to_owned();
        (Self::Servers(servers, client), key)
    }
}

impl Load {
    /// Gives some customers enough to pay with.
    pub async fn prepare(target: Target, key: String) -> Self {
        let mut load = Self {
            target,
            key,
            payers: Vec::new(),
            sample: Value::Null,
            next: Arc::new(AtomicU64::new(std::process::id().into())),
        };
        let users = load.get("/api/v1/user?isActivated=1&isBlocked=0&limit=40").await;
        for user in users["data"].as_object().expect("users").values() {
            let path = format!("/api/v1/payment-account?clientId={}&type=fiat&isActive=1", user["id"]);
            let accounts = load.get(&path).await;
            let Some(account) = accounts.get(0) else { continue };
            let body = json!({ "clientId": user["id"], "amount": 1_000_000 });
            load.post(&format!("/api/v1/payment-account/{}/top-up", account["id"]), body).await;
            load.payers.push(Payer {
                client_id: user["id"].clone(),
                account_id: account["id"].clone(),
                currency: account["currency"].clone(),
            });
        }
        let page = load.get("/api/v1/transaction?limit=1&page=2000").await;
        load.sample = page["data"][0].clone();
        load
    }

    async fn ask(&self, method: &str, path: &str, body: String) -> Value {
        let (status, bytes) = match &self.target {
            Target::Router(router) => {
                let request = Request::builder().method(method).uri(path).header("authorization", &self.key);
                let request = request.body(Body::from(body)).expect("a request");
                let answer = router.clone().oneshot(request).await.expect("an answer");
                (answer.status(), answer.into_body().collect().await.expect("a body").to_bytes())
            }
            Target::Servers(servers, client) => {
                let turn = usize::try_from(self.next.load(Ordering::Relaxed)).unwrap_or_default();
                let address = format!("{}{path}", servers[turn % servers.len()]);
                let request = if method == "GET" { client.get(address) } else { client.post(address) };
                let answer = request.header("authorization", &self.key).body(body).send().await;
                let answer = answer.expect("an answer");
                (answer.status(), answer.bytes().await.expect("a body"))
            }
        };
        assert_eq!(status, StatusCode::OK, "{method} {path}: {}", String::from_utf8_lossy(&bytes));
        serde_json::from_slice(&bytes).expect("JSON")
    }

    async fn get(&self, path: &str) -> Value {
        self.ask("GET", path, String::new()).await
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        self.ask("POST", path, body.to_string()).await
    }

    /// The day of the sample.
    pub fn a_day(&self) -> String {
        self.sample["date"]["date"].as_str().unwrap_or("2026-01-01").chars().take(10).collect()
    }

    /// The reference of the sample.
    pub fn reference(&self) -> String {
        self.sample["merchantOrderId"].as_str().unwrap_or("none").to_owned()
    }

    /// Payments by so many customers at once, each one after the other.
    pub async fn payments(&self, writers: usize, time: Duration) -> Numbers {
        let started = Instant::now();
        let tasks: Vec<_> = (0..writers)
            .map(|writer| {
                let load = self.clone();
                tokio::spawn(async move {
                    let payer = load.payers[writer % load.payers.len()].clone();
                    let mut latencies = Vec::new();
                    while started.elapsed() < time {
                        let number = load.next.fetch_add(1, Ordering::Relaxed);
                        let body = json!({
                            "clientId": payer.client_id,
                            "paymentAccountId": payer.account_id,
                            "amount": 0.01,
                            "currency": payer.currency,
                            "name": "Coffee",
                            "merchantOrderId": format!("bench-{number}"),
                        });
                        let begun = Instant::now();
                        load.post("/api/v1/payment", body).await;
                        latencies.push(begun.elapsed());
                    }
                    latencies
                })
            })
            .collect();
        let mut latencies = Vec::new();
        for task in tasks {
            latencies.extend(task.await.expect("a writer"));
        }
        Numbers::new(latencies, started.elapsed())
    }

    /// The same list, again and again.
    pub async fn reads(&self, path: &str, time: Duration) -> Numbers {
        let started = Instant::now();
        let mut latencies = Vec::new();
        while started.elapsed() < time {
            let begun = Instant::now();
            self.get(path).await;
            latencies.push(begun.elapsed());
        }
        Numbers::new(latencies, started.elapsed())
    }
}
