//! External providers: added, used, given new keys, deleted; their secrets go one way.

use reqwest::Method;
use serde_json::{Value, json};

use super::crypto_api::{AMELIA, Coins};
use super::crypto_sign_in::sign_in_holder;
use super::harness::{Page, test};

const KEY: &str = "324ksdfg839555";
const SECRET: &str = "cc984jfgidsfj323";

async fn open(page: &Page) {
    page.goto("/crypto/providers").await;
    page.heading("Providers").shown().await;
    page.until("it is read", async || {
        page.evaluate("document.querySelector('main .bone') === null").await == true
    })
    .await;
}

async fn fill(page: &Page, provider: &str, key: &str, secret: &str) {
    page.field("Provider").fill(provider).await;
    page.field("API key").fill(key).await;
    page.field("API secret").fill(secret).await;
}

async fn add(page: &Page, provider: &str) {
    page.button("Add a provider").click().await;
    fill(page, provider, KEY, SECRET).await;
    page.button("Add a provider").within(&page.dialog("Add a provider")).click().await;
}

async fn in_use(coins: &Coins, token: &str) -> Value {
    coins.get("externalProvider", token).await["provider"].clone()
}

async fn nothing_is_kept(page: &Page) {
    let kept = page.everything().await;
    assert!(!kept.contains(KEY) && !kept.contains(SECRET), "no secret stands anywhere");
}

#[test]
fn rule_10_a_provider_is_added_switched_and_deleted_and_its_secrets_are_never_seen_again() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        let token = coins.token(AMELIA).await;
        sign_in_holder(&page, AMELIA).await;
        open(&page).await;
        page.says("No provider is in use").await;
        add(&page, "Kraken").await;
        page.any(&["dialog"]).gone().await;
        page.heading("kraken").shown().await;
        assert_eq!(in_use(&coins, &token).await, "kraken");
        nothing_is_kept(&page).await;
        add(&page, "gemini").await;
        page.button("Use it no longer: gemini").shown().await;
        page.button("Use it: kraken").click().await;
        page.button("Use it no longer: kraken").shown().await;
        assert_eq!(in_use(&coins, &token).await, "kraken");
        page.button("New keys: kraken").click().await;
        page.button("Save").click().await;
        page.says("Enter a new key, a new secret, or both.").await;
        page.field("API secret left empty, it stays").fill("another9secret").await;
        page.button("Save").click().await;
        page.any(&["dialog"]).gone().await;
        assert!(!page.everything().await.contains("another9secret"));
        let edited = coins.act(Method::PUT, "externalProvider/kraken", &token, json!({})).await;
        assert_eq!((&edited["apiKey"], &edited["apiSecret"]), (&json!(KEY), &json!("another9secret")));
        page.button("Use it no longer: kraken").click().await;
        page.says("No provider is in use").await;
        page.button("Delete: kraken").click().await;
        page.dialog("Delete kraken?").has_text("forgotten by the system").await;
        page.button("Delete").within(&page.dialog("Delete kraken?")).click().await;
        page.any(&["dialog"]).gone().await;
        page.heading("kraken").gone().await;
        page.reload().await;
        open(&page).await;
        page.heading("gemini").gone().await;
        page.button("Name one that was added before").click().await;
        page.field("Provider").fill("gemini").await;
        page.button("Go on").click().await;
        page.button("Use it: gemini").click().await;
        page.button("Use it no longer: gemini").shown().await;
        nothing_is_kept(&page).await;
    });
}

#[test]
fn what_the_system_refuses_is_said_and_the_secrets_are_gone_all_the_same() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.desk().await);
        let token = coins.token(AMELIA).await;
        page.allow_log("status of 4");
        page.allow_log("net::ERR_");
        sign_in_holder(&page, AMELIA).await;
        open(&page).await;
        page.button("Add a provider").click().await;
        let send = page.button("Add a provider").within(&page.dialog("Add a provider"));
        send.click().await;
        for words in [
            "Enter the name of the provider.",
            "Enter the key made at the provider.",
            "Enter the secret made at the provider.",
        ] {
            page.says(words).await;
        }
        assert_eq!(page.requests("/externalProvider").await, 1, "only the one in use was asked for");
        fill(&page, "mtgox", KEY, SECRET).await;
        send.click().await;
        page.says("The provider is not one of the authorized: ").await;
        page.until("the secret is gone", async || page.field("API secret").value().await.is_empty()).await;
        nothing_is_kept(&page).await;
        let known = json!({ "provider": "kraken", "status": false, "apiKey": "x", "apiSecret": "y" });
        coins.act(Method::POST, "externalProvider", &token, known).await;
        fill(&page, "kraken", KEY, SECRET).await;
        send.click().await;
        page.says("It says: The external provider has been added already. Nothing has changed.").await;
        world.sandbox().stop();
        fill(&page, "gemini", KEY, SECRET).await;
        send.click().await;
        page.says("The change may or may not have been made.").await;
        nothing_is_kept(&page).await;
        world.sandbox().start_again();
        page.press("Escape").await;
        page.any(&["dialog"]).gone().await;
        page.button("Name one that was added before").click().await;
        page.field("Provider").fill("poloniex").await;
        page.button("Go on").click().await;
        page.button("Delete: poloniex").click().await;
        page.button("Delete").within(&page.dialog("Delete poloniex?")).click().await;
        page.says("It says: There is no such external provider. Nothing has changed.").await;
    });
}
