//! A sandbox of its own, whose clock stands still, and two merchants in it.
//!
//! It is in memory, or in a new database of the `PostgreSQL` server that `PURSER_TEST_DATABASE` names: the same
//! tests hold for both.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request};
use http_body_util::BodyExt;
use purser_api::{Answer, Endpoints, Method};
use purser_sandbox::app::App;
use purser_sandbox::domain::clock::{Clock, parse_date_time};
use purser_sandbox::domain::totp;
use purser_sandbox::routes::router;
use purser_sandbox::seed::{self, Options};
use purser_sandbox::store::{Store, merchants, users};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tower::ServiceExt;

/// The key of the first merchant.
pub const KEY: &str = "key-of-halyard";

/// The key of the second.
pub const OTHER_KEY: &str = "key-of-pier";

pub struct Sandbox {
    pub app: Arc<App>,
    pub router: Router,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body, once the status is as it must be.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text);
        self.json()
    }

    /// Checks a refusal, and the field that it names, if it must name one.
    #[track_caller]
    pub fn refused(&self, status: u16, field: Option<&str>) {
        assert_eq!(self.status, status, "{}", self.text);
        let body = self.json();
        assert!(body["message"].as_str().is_some_and(|message| !message.is_empty()), "{body}");
        if let Some(field) = field {
            assert!(body["errors"][field][0].as_str().is_some_and(|text| text.ends_with('.')), "{body}");
        }
    }
}

pub fn now() -> i64 {
    parse_date_time("2026-03-31 12:00:00").unwrap()
}

/// The address of a new database of the `PostgreSQL` server that the tests are to use, if they are.
pub async fn new_database() -> Option<String> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("PURSER_TEST_DATABASE").ok()?;
    let (address, _) = server.rsplit_once('/').unwrap();
    let name = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut connection = PgConnection::connect(&server).await.unwrap();
    let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::raw_sql(create).execute(&mut connection).await.unwrap();
    Some(format!("{address}/{name}"))
}

/// An empty store.
pub async fn store() -> Store {
    match new_database().await {
        Some(address) => Store::connect(&address).await.unwrap(),
        None => Store::in_memory().await.unwrap(),
    }
}

impl Sandbox {
    /// Two merchants and nobody else.
    pub async fn empty() -> Self {
        let sandbox = Self::over(store().await);
        let mut write = sandbox.app.store.write().await.unwrap();
        merchants::create(&mut write, "Halyard", KEY, now()).await.unwrap();
        merchants::create(&mut write, "Pier", OTHER_KEY, now()).await.unwrap();
        write.commit().await.unwrap();
        sandbox
    }

    /// The past of the seed.
    pub async fn seeded(customers: u32, transactions: u32) -> (Self, String, String) {
        let sandbox = Self::over(store().await);
        let options = Options { customers, transactions, seed: 7, now: now() };
        seed::run(&sandbox.app.store, options).await.unwrap();
        let mut connection = sandbox.app.store.read().await.unwrap();
        let keys: Vec<String> =
            merchants::demo(&mut connection).await.unwrap().into_iter().map(|one| one.api_key).collect();
        drop(connection);
        (sandbox, keys[0].clone(), keys[1].clone())
    }

    pub fn over(store: Store) -> Self {
        Self::with(App { clock: Clock::manual(now()), ..App::new(store) })
    }

    pub fn with(app: App) -> Self {
        let app = Arc::new(app);
        Self { router: router(app.clone()), app }
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Reply { status: status.as_u16(), headers, text }
    }

    pub async fn call(&self, method: &str, path: &str, credential: &str, body: Option<Value>) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        if !credential.is_empty() {
            let name = if path.starts_with("/api/wallets") { "x-api-key" } else { "authorization" };
            request = request.header(name, credential);
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.send(request.body(body).unwrap()).await
    }

    /// Asks behind the scenes, from this machine.
    pub async fn near(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let request = Request::builder().method(method).uri(path).header("host", "127.0.0.1:4455");
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 5000))));
        self.send(request).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.call("GET", path, KEY, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.call("POST", path, KEY, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.call("PUT", path, KEY, Some(body)).await
    }

    /// Asks in the words of the client's crate and reads the answer with it.
    pub async fn ask<T, A>(
        &self,
        request: &purser_api::Request<T, A>,
        credential: &str,
    ) -> Result<T, purser_api::Error> {
        let (method, path) = Endpoints::default().resolve(request.parts())?;
        let body = request.parts().body.as_ref().map(|body| serde_json::from_str(body).unwrap());
        assert!(matches!(method, Method::Get | Method::Post | Method::Put));
        let reply = self.call(method.as_str(), &path, credential, body).await;
        request.decode(&Answer {
            status: reply.status,
            content_type: reply.header("content-type"),
            retry_after: reply.header("retry-after"),
            body: reply.text.as_bytes(),
        })
    }

    /// A user who can sign in; the id.
    pub async fn user(&self, name: &str) -> i64 {
        let body = json!({
            "email": format!("{name}@example.org"), "externalUserId": name, "isActivated": true,
        });
        self.post("/api/v1/user", body).await.ok()["userId"].as_i64().unwrap()
    }

    /// An account of that user; the id.
    pub async fn account(&self, user: i64, currency: &str, kind: &str) -> i64 {
        let body = json!({
            "clientId": user, "method": "card", "system": "centrobill", "currency": currency, "type": kind,
        });
        self.post("/api/v1/payment-account", body).await.ok()["id"].as_i64().unwrap()
    }

    pub async fn top_up(&self, user: i64, account: i64, body: Value) -> Reply {
        let mut body = body;
        body["clientId"] = json!(user);
        self.post(&format!("/api/v1/payment-account/{account}/top-up"), body).await
    }

    /// What is in an account, as it is said.
    pub async fn balance(&self, user: i64, account: i64) -> String {
        let path = format!("/api/v1/payment-account/{account}?clientId={user}");
        self.get(&path).await.ok()["balance"].to_string()
    }

    /// The code that this user's authenticator shows.
    pub async fn code(&self, user: i64) -> String {
        let mut connection = self.app.store.read().await.unwrap();
        let user = users::by_id(&mut connection, user).await.unwrap().unwrap();
        totp::code(&user.totp_secret.0, self.app.clock.now())
    }

    /// Signs in; the value for the header, and the refresh token.
    pub async fn sign_in(&self, user: i64, email: &str) -> (String, String) {
        let code = self.code(user).await;
        let body = self.call("POST", "/api/v1/auth", "", Some(json!({ "email": email, "code": code }))).await;
        let body = body.ok();
        let token = body["accessToken"].as_str().unwrap();
        (format!("Bearer {token}"), body["refreshToken"].as_str().unwrap().to_owned())
    }
}
