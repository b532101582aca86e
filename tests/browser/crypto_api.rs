//! The crypto wallet asked directly, past the console, and what stands behind it: text messages, the clock.

use reqwest::Method;
use serde_json::{Value, json};

use super::harness::{Page, World};

/// A customer of the demonstration.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    pub username: &'static str,
    pub password: &'static str,
}

/// Has many coins, and a card that spends one of them by choice.
pub const AMELIA: Person = Person { username: "amelia", password: "Harbour@2026" };
/// Signs in with a second factor; no coin is chosen for the card.
pub const KENJI: Person = Person { username: "kenji", password: "Lantern@2026" };

/// The sandbox as somebody who holds coins sees it.
#[derive(Debug)]
pub struct Coins {
    address: String,
    client: reqwest::Client,
}

impl Coins {
    pub fn of(world: &World) -> Self {
        Self { address: world.sandbox().address(), client: reqwest::Client::new() }
    }

    async fn ask(&self, method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Value {
        let mut request = self.client.request(method, format!("{}{path}", self.address));
        if let Some(token) = token {
            request = request.header("authorization", token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.expect("the sandbox answers");
        let status = answer.status();
        let text = answer.text().await.expect("a text");
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).expect("JSON")
    }

    /// A token of somebody without a second factor.
    pub async fn token(&self, person: Person) -> String {
        let body = json!({ "username": person.username, "password": person.password });
        let answer = self.ask(Method::POST, "/api/v3/user/login", None, Some(body)).await;
        answer["data"]["accessToken"].as_str().expect("a token").to_owned()
    }

    /// What `GET /api/v3/…` answers.
    pub async fn get(&self, path: &str, token: &str) -> Value {
        self.ask(Method::GET, &format!("/api/v3/{path}"), Some(token), None).await["data"].take()
    }

    /// The same as text, with every digit as it came.
    pub async fn raw(&self, path: &str, token: &str) -> String {
        let request =
            self.client.get(format!("{}/api/v3/{path}", self.address)).header("authorization", token);
        request.send().await.expect("the sandbox answers").text().await.expect("a text")
    }

    pub async fn post(&self, path: &str, body: Value) -> Value {
        self.ask(Method::POST, &format!("/api/v3/{path}"), None, Some(body)).await["data"].take()
    }

    /// Does something as somebody who is signed in.
    pub async fn act(&self, method: Method, path: &str, token: &str, body: Value) -> Value {
        self.ask(method, &format!("/api/v3/{path}"), Some(token), Some(body)).await["data"].take()
    }

    /// What stands on the back of somebody's cards.
    pub async fn backs(&self, username: &str) -> Vec<Value> {
        let path = format!("/sandbox/cards?username={username}");
        let answer = self.ask(Method::GET, &path, None, None).await;
        answer["cards"].as_array().cloned().unwrap_or_default()
    }

    /// One balance as the system says it.
    pub async fn wallet(&self, token: &str, symbol: &str) -> Value {
        let all = self.get("wallet", token).await;
        let found = all.as_array().into_iter().flatten().find(|wallet| wallet["symbol"] == symbol);
        found.expect("a wallet of that coin").clone()
    }

    /// Orders a failure.
    pub async fn order(&self, order: Value) {
        self.ask(Method::POST, "/sandbox/faults", None, Some(order)).await;
    }

    /// Takes back every failure that was ordered.
    pub async fn forget_orders(&self) {
        self.ask(Method::DELETE, "/sandbox/faults", None, None).await;
    }

    /// Coins sent away from another device. Where the amount asks for a failure, nobody hears the answer.
    pub async fn withdraw(&self, token: &str, symbol: &str, address: &str, amount: &str) {
        let amount: Value = serde_json::from_str(amount).expect("a number");
        let request = self
            .client
            .post(format!("{}/api/v3/wallet/withdraw/{symbol}", self.address))
            .header("authorization", token)
            .json(&json!({ "address": address, "amount": amount }));
        if let Ok(answer) = request.send().await {
            assert!(answer.status().is_success(), "{}", answer.status());
        }
    }

    /// The texts sent to a telephone number, the newest first.
    async fn texts(&self, to: &str) -> Vec<Value> {
        let path = format!("/sandbox/sms?to={}", to.replace('+', "%2B"));
        let answer = self.ask(Method::GET, &path, None, None).await;
        answer["messages"].as_array().cloned().unwrap_or_default()
    }

    /// The code in the newest text to a number, once there are as many texts as that.
    pub async fn code(&self, page: &Page, to: &str, texts: usize) -> String {
        page.until(&format!("{texts} texts were sent to {to}"), async || self.texts(to).await.len() >= texts)
            .await;
        let newest = self.texts(to).await.swap_remove(0);
        newest["text"].as_str().and_then(|text| text.get(..6)).expect("a code first in the text").to_owned()
    }

    /// Moves the sandbox's clock.
    pub async fn advance(&self, seconds: u64) {
        let body = json!({ "advanceSeconds": seconds });
        self.ask(Method::POST, "/sandbox/clock", None, Some(body)).await;
    }

    /// What happens outside: a deposit, a purchase.
    pub async fn outside(&self, what: &str, body: Value) -> Value {
        self.ask(Method::POST, &format!("/sandbox/{what}"), None, Some(body)).await
    }
}
