//! What nobody else gets to see.

use super::{Ctk, PASSWORD, phone, sign_up};
use purser_sandbox::domain::ctk::passwords::Cost;
use purser_sandbox::store::ctk::users;
use serde_json::json;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::filter::LevelFilter;

/// Remembers everything that is logged.
#[derive(Debug, Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn rule_22_nothing_secret_is_logged() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .without_time()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    // With one subscriber alone, a thread that has none decides for all what is worth logging.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    let guard = tracing::subscriber::set_default(subscriber);
    let ctk = Ctk::empty().await;
    ctk.anonymous("/user/signup", sign_up("ann")).await.ok();
    let code = ctk.code("ann").await;
    ctk.anonymous("/user/signup/verify", json!({ "username": "ann", "code": code })).await.ok();
    let ann = ctk.sign_in("ann").await;
    let provider =
        json!({ "provider": "kraken", "status": true, "apiKey": "a-key", "apiSecret": "a-secret" });
    ctk.post("/externalProvider", &ann, provider).await.ok();
    let san = ctk.post("/card/issue", &ann, json!({})).await.ok()["data"]["san"].clone();
    let backs = ctk.local("GET", "/sandbox/cards?username=ann", None).await.ok();
    let cvv = backs["cards"][0]["cvv"].as_str().unwrap();
    ctk.post("/card/activate", &ann, json!({ "san": san, "cvv": cvv })).await.ok();
    ctk.anonymous("/user/login", json!({ "username": "ann", "password": "Wrong@123" })).await;
    drop(guard);
    let logged = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(logged.contains("answered") && logged.contains("/api/v3/user/login"), "the log is read");
    for secret in [
        PASSWORD,
        "Wrong@123",
        &code,
        &ann.token,
        "a-key",
        "a-secret",
        "23rfdqw32",
        &phone("ann"),
        "argon2id",
    ] {
        assert!(!logged.contains(secret), "{secret} was logged");
    }
}

#[tokio::test]
async fn rule_22_a_password_is_kept_as_its_hash_and_shows_itself_nowhere() {
    let ctk = Ctk::empty().await;
    ctk.customer("ann").await;
    let mut connection = ctk.sandbox.app.store.read().await.unwrap();
    let user = users::by_username(&mut connection, "ann").await.unwrap().unwrap();
    let hash = user.password_hash.expose();
    assert!(hash.starts_with("$argon2id$"), "{hash}");
    assert_eq!(hash.contains("m=8,"), ctk.sandbox.app.password_cost == Cost::Least);
    let shown = format!("{user:?}");
    assert!(!shown.contains("argon2id") && !shown.contains("23rfdqw32"), "{shown}");
}
