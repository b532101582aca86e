//! Operations 47 to 50.

use super::{Ctk, refused, shaped};
use purser_api::ctk::external_provider::{self, ExternalProviderUpdate};
use purser_sandbox::domain::ctk::errors::Refused;
use serde_json::{Value, json};

fn provider(name: &str, status: bool) -> Value {
    json!({ "provider": name, "status": status, "apiKey": "68df0a2c", "apiSecret": "5a5ad7f5" })
}

#[tokio::test]
async fn one_provider_is_active_at_a_time() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    let active = async || ctk.ask(&external_provider::get(), &ann.token).await.unwrap();
    assert_eq!(active().await, None);
    let answer = ctk.post("/externalProvider", &ann, provider("bithumbs", true)).await.ok();
    shaped(&answer, "external-provider-add.response");
    assert_eq!(answer["data"]["apiKey"], "68df0a2c");
    shaped(&ctk.get("/externalProvider", &ann).await.ok(), "external-provider-get.response");
    ctk.post("/externalProvider", &ann, provider("Kraken", true)).await.ok();
    assert_eq!(active().await.unwrap().provider.as_deref(), Some("kraken"));
    let change = json!({ "status": true, "apiKey": "asdf" });
    let answer = ctk.put("/externalProvider/bithumbs", &ann, change).await.ok();
    shaped(&answer, "external-provider-edit.response");
    assert_eq!(
        (&answer["data"]["apiKey"], &answer["data"]["apiSecret"]),
        (&json!("asdf"), &json!("5a5ad7f5"))
    );
    assert_eq!(active().await.unwrap().provider.as_deref(), Some("bithumbs"));
    let off = ExternalProviderUpdate { status: Some(false), ..ExternalProviderUpdate::default() };
    ctk.ask(&external_provider::edit("bithumbs", &off), &ann.token).await.unwrap();
    assert_eq!(active().await, None);
    let answer = ctk.call("DELETE", "/externalProvider/kraken", &ann.token, None).await.ok();
    shaped(&answer, "external-provider-delete.response");
    refused(&ctk.call("DELETE", "/externalProvider/kraken", &ann.token, None).await, Refused::NoSuchProvider);
    refused(&ctk.put("/externalProvider/kraken", &ann, json!({})).await, Refused::NoSuchProvider);
    refused(
        &ctk.post("/externalProvider", &ann, provider("bithumbs", true)).await,
        Refused::ProviderAlreadyAdded,
    );
}

#[tokio::test]
async fn rule_24_a_provider_is_one_of_the_authorised() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    let reply = ctk.post("/externalProvider", &ann, provider("yourprovider", true)).await;
    assert!(refused(&reply, Refused::ProviderNotAuthorised).contains("bithumbs"));
    let reply = ctk.post("/externalProvider", &ann, json!({ "provider": "kraken" })).await;
    refused(&reply, Refused::Missing);
    assert!(!reply.text.contains("kraken"));
    let reply = ctk.put("/externalProvider/kraken", &ann, json!({ "apiSecret": { "not": "a text" } })).await;
    refused(&reply, Refused::Invalid);
    assert!(!reply.text.contains("not\\\""));
}
