//! The wallet system asked directly, past the console: what a test compares the screen with.

use reqwest::Method;
use serde_json::Value;

use super::harness::{Authenticator, World};

/// The sandbox as its first demo merchant sees it.
#[derive(Debug)]
pub struct Api {
    address: String,
    pub key: String,
    pub customers: Vec<Customer>,
    client: reqwest::Client,
}

/// A customer that the demo lets sign in.
#[derive(Debug)]
pub struct Customer {
    pub id: u64,
    pub email: String,
    pub authenticator: Authenticator,
    pub is_blocked: bool,
    pub is_activated: bool,
}

impl Api {
    pub async fn of(world: &World) -> Self {
        let address = world.sandbox().address();
        let client = reqwest::Client::new();
        let demo = client.get(format!("{address}/sandbox/demo")).send().await.expect("the sandbox answers");
        let demo: Value = demo.json().await.expect("JSON");
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let customers = demo["customers"].as_array().into_iter().flatten().map(|customer| Customer {
            id: customer["clientId"].as_u64().expect("an id"),
            email: text(&customer["email"]),
            authenticator: Authenticator::scan(&text(&customer["oauthUrl"])),
            is_blocked: customer["isBlocked"] == true,
            is_activated: customer["isActivated"] == true,
        });
        Self { key: text(&demo["merchants"][0]["apiKey"]), customers: customers.collect(), address, client }
    }

    /// A demo customer who can sign in.
    pub fn customer(&self) -> &Customer {
        let able = |customer: &&Customer| customer.is_activated && !customer.is_blocked;
        self.customers.iter().find(able).expect("a customer who can sign in")
    }

    pub fn blocked_customer(&self) -> &Customer {
        self.customers.iter().find(|customer| customer.is_blocked).expect("a blocked customer")
    }

    /// What `GET /api/v1/…` answers.
    pub async fn get(&self, path: &str) -> Value {
        self.ask(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Value {
        self.ask(Method::POST, path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Value {
        self.ask(Method::PUT, path, Some(body)).await
    }

    /// What `GET /api/…` of Centrapay answers.
    pub async fn centrapay(&self, path: &str) -> Value {
        let request = self.client.get(format!("{}/api/{path}", self.address)).header("x-api-key", &self.key);
        let text = request.send().await.expect("the sandbox answers").text().await.expect("a text");
        serde_json::from_str(&text).expect("JSON")
    }

    /// The rows of a list: bare or under `data`, and perhaps an object whose keys are numbers.
    pub async fn rows(&self, path: &str) -> Vec<Value> {
        let mut answer = self.get(path).await;
        let rows = if answer.get("data").is_none() { answer } else { answer["data"].take() };
        list(rows)
    }

    /// How many rows a list has on all its pages.
    pub async fn total(&self, path: &str) -> u64 {
        self.get(path).await["meta"]["total"].as_u64().expect("a total")
    }

    /// The accounts of a customer.
    pub async fn accounts(&self, customer: u64) -> Vec<Value> {
        self.rows(&format!("payment-account?clientId={customer}")).await
    }

    /// The number of an account of a customer in this currency that is not promotional.
    pub async fn account_in(&self, customer: u64, currency: &str) -> u64 {
        let accounts = self.accounts(customer).await;
        let is_it = |account: &&Value| account["currency"] == currency && account["type"] != "promo";
        let found = accounts.iter().find(is_it);
        found.and_then(|account| account["id"].as_u64()).expect("an account in that currency")
    }

    /// What an account holds now, as the system writes it.
    pub async fn balance(&self, customer: u64, account: u64) -> String {
        let account = self.get(&format!("payment-account/{account}?clientId={customer}")).await;
        match &account["balance"] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    /// Orders a failure of what is asked for next, as `docs/sandbox.md` describes it.
    pub async fn order_fault(&self, order: Value) {
        let address = format!("{}/sandbox/faults", self.address);
        let answer = self.client.post(address).json(&order).send().await.expect("the sandbox answers");
        assert!(answer.status().is_success(), "the order is taken: {}", answer.status());
    }

    pub async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let request = self.client.request(method, format!("{}/api/v1/{path}", self.address));
        let request = request.header("authorization", &self.key);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        let answer = request.send().await.expect("the sandbox answers");
        let status = answer.status();
        let text = answer.text().await.expect("a text");
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).expect("JSON")
    }
}

/// The things of a list, which may come as an object whose keys are numbers.
pub fn list(value: Value) -> Vec<Value> {
    match value {
        Value::Array(rows) => rows,
        Value::Object(rows) => {
            let mut rows: Vec<(usize, Value)> =
                rows.into_iter().map(|(place, row)| (place.parse().expect("a place"), row)).collect();
            rows.sort_by_key(|(place, _)| *place);
            rows.into_iter().map(|(_, row)| row).collect()
        }
        _ => Vec::new(),
    }
}
