//! CTK: operations 23 to 55.

mod cards;
mod errors;
mod exchange;
mod ledger;
mod operations;
mod past;
mod providers;
mod secrets;
mod sign_in;
mod sign_up;
mod transactions;
mod wallets;

use crate::harness::{Reply, Sandbox, now, store};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use purser_api::{Answer, Endpoints};
use purser_sandbox::app::App;
use purser_sandbox::domain::clock::Clock;
use purser_sandbox::domain::ctk::errors::Refused;
use purser_sandbox::domain::ctk::passwords::Cost;
use purser_sandbox::store::verify;
use serde_json::{Value, json};
use std::net::SocketAddr;

/// A password that keeps all rules.
pub const PASSWORD: &str = "Test@1233";

/// A sandbox in which nobody has signed up.
pub struct Ctk {
    pub sandbox: Sandbox,
}

/// Somebody who has signed in.
#[derive(Debug, Clone)]
pub struct Customer {
    pub username: String,
    pub token: String,
}

/// Whose telephone number that is.
pub fn phone(username: &str) -> String {
    let digits: u32 = username.bytes().fold(7, |sum, byte| sum * 31 % 9_000_000 + u32::from(byte));
    format!("+1786{:07}", 1_000_000 + digits % 9_000_000)
}

/// All that a sign-up takes.
pub fn sign_up(username: &str) -> Value {
    json!({
        "username": username, "password": PASSWORD, "firstName": "John", "lastName": "Doe",
        "country": "USA", "address": "55 wash", "city": "Miami Beach", "state": "FL", "zipcode": "33139",
        "nin": "23rfdqw32", "email": format!("{username}@example.org"), "phone": phone(username),
        "birthdate": "12/14/1988",
    })
}

impl Ctk {
    pub async fn empty() -> Self {
        let app = App { clock: Clock::manual(now()), password_cost: Cost::Least, ..App::new(store().await) };
        Self { sandbox: Sandbox::with(app) }
    }

    pub fn advance(&self, seconds: i64) {
        self.sandbox.app.clock.advance(seconds * 1_000_000);
    }

    pub async fn call(&self, method: &str, path: &str, token: &str, body: Option<Value>) -> Reply {
        self.sandbox.call(method, &format!("/api/v3{path}"), token, body).await
    }

    pub async fn get(&self, path: &str, customer: &Customer) -> Reply {
        self.call("GET", path, &customer.token, None).await
    }

    pub async fn post(&self, path: &str, customer: &Customer, body: Value) -> Reply {
        self.call("POST", path, &customer.token, Some(body)).await
    }

    pub async fn put(&self, path: &str, customer: &Customer, body: Value) -> Reply {
        self.call("PUT", path, &customer.token, Some(body)).await
    }

    /// Without having signed in.
    pub async fn anonymous(&self, path: &str, body: Value) -> Reply {
        self.call("POST", path, "", Some(body)).await
    }

    /// Asks in the words of the client's crate and reads the answer with it.
    pub async fn ask<T, A>(
        &self,
        request: &purser_api::Request<T, A>,
        token: &str,
    ) -> Result<T, purser_api::Error> {
        let (method, path) = Endpoints::default().resolve(request.parts())?;
        let body = request.parts().body.as_ref().map(|body| serde_json::from_str(body).unwrap());
        let reply = self.sandbox.call(method.as_str(), &path, token, body).await;
        request.decode(&Answer {
            status: reply.status,
            content_type: reply.header("content-type"),
            retry_after: reply.header("retry-after"),
            body: reply.text.as_bytes(),
        })
    }

    /// What the sandbox does for whoever sits at the machine.
    pub async fn local(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let request = Request::builder().method(method).uri(path).header("host", "127.0.0.1:4455");
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(ConnectInfo::<SocketAddr>("127.0.0.1:5000".parse().unwrap()));
        self.sandbox.send(request).await
    }

    /// The newest message to somebody's telephone.
    pub async fn message(&self, username: &str) -> String {
        let to = phone(username).replace('+', "%2B");
        let messages = self.local("GET", &format!("/sandbox/sms?to={to}"), None).await.ok();
        messages["messages"][0]["text"].as_str().unwrap().to_owned()
    }

    /// The code in it.
    pub async fn code(&self, username: &str) -> String {
        self.message(username).await[..6].to_owned()
    }

    /// Somebody who has signed up, confirmed at once, and signed in.
    pub async fn customer(&self, username: &str) -> Customer {
        let mut body = sign_up(username);
        body["overrideConfirmation"] = json!(true);
        self.anonymous("/user/signup", body).await.ok();
        self.sign_in(username).await
    }

    pub async fn sign_in(&self, username: &str) -> Customer {
        let body = json!({ "username": username, "password": PASSWORD });
        let body = self.anonymous("/user/login", body).await.ok();
        let token = body["data"]["accessToken"].as_str().unwrap().to_owned();
        Customer { username: username.to_owned(), token }
    }

    /// Coins that arrive and are confirmed at once.
    pub async fn deposit(&self, customer: &Customer, symbol: &str, amount: &str) -> Value {
        let body = json!({
            "username": customer.username, "symbol": symbol, "amount": amount, "confirmations": 1000,
        });
        self.local("POST", "/sandbox/deposit", Some(body)).await.ok()
    }

    /// What a wallet says that it has.
    pub async fn balance(&self, customer: &Customer, symbol: &str) -> String {
        let wallets = self.get("/wallet", customer).await.ok();
        let wallets = wallets["data"].as_array().unwrap();
        wallets.iter().find(|wallet| wallet["symbol"] == symbol).unwrap()["balance"].to_string()
    }

    /// That the ledger holds.
    pub async fn verify(&self) {
        let mut connection = self.sandbox.app.store.snapshot().await.unwrap();
        verify::run(&mut connection).await.unwrap().unwrap();
    }
}

/// Checks a refusal, and answers its message.
#[track_caller]
pub fn refused(reply: &Reply, refused: Refused) -> String {
    assert_eq!(reply.status, refused.status(), "{}", reply.text);
    let body = reply.json();
    assert_eq!(body["success"], false, "{body}");
    let error = &body["error"][0];
    assert_eq!(error["code"], refused.code(), "{body}");
    assert_eq!(error.as_object().unwrap().len(), 2, "{body}");
    let message = error["message"].as_str().unwrap();
    assert!(message.ends_with('.') && !message.contains('{'), "{message}");
    message.to_owned()
}

/// Checks that an answer has the keys and the types of a published one.
#[track_caller]
pub fn shaped(answer: &Value, fixture: &str) {
    let path = format!("{}/../api/tests/fixtures/ctk/{fixture}.json", env!("CARGO_MANIFEST_DIR"));
    let published: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    same_shape("$", answer, &published);
}

#[track_caller]
fn same_shape(path: &str, answer: &Value, published: &Value) {
    match (answer, published) {
        (Value::Object(answer), Value::Object(published)) => {
            let keys = |object: &serde_json::Map<String, Value>| {
                let mut keys: Vec<String> = object.keys().cloned().collect();
                keys.sort();
                keys
            };
            // The names in a group are coins.
            if path == "$.data.group" {
                let published = published.values().next().unwrap();
                answer.iter().for_each(|(name, one)| same_shape(&format!("{path}.{name}"), one, published));
                return;
            }
            assert_eq!(keys(answer), keys(published), "at {path}");
            for (name, value) in answer {
                same_shape(&format!("{path}.{name}"), value, &published[name]);
            }
        }
        (Value::Array(answer), Value::Array(published)) => {
            for (place, one) in answer.iter().enumerate() {
                same_shape(&format!("{path}[{place}]"), one, &published[0]);
            }
        }
        // Where the sample happens to have none, there may be one, and the other way round for what is optional.
        (Value::String(_) | Value::Null, Value::Null) => {}
        _ => {
            let kind = |value: &Value| match value {
                Value::Null => "null",
                Value::Bool(_) => "boolean",
                Value::Number(_) => "number",
                Value::String(_) => "text",
                Value::Array(_) => "list",
                Value::Object(_) => "object",
            };
            let is_tag = path.ends_with("ExtraId") && answer.is_null();
            assert!(is_tag || kind(answer) == kind(published), "at {path}: {answer} and {published}");
        }
    }
}
