//! A merchant connects, and their key stays in memory.

use super::api::Api;
use super::harness::test;
use super::steps;

const CONNECT: &str = "/merchant/connect";
const CANARY: &str = "canary_4f1d0e2b7c9a86355d6e";

#[test]
fn a_key_that_nobody_has_is_refused() {
    test(async |world| {
        let page = world.desk().await;
        page.allow_log(
            "/api/v1/user?limit=1 - Failed to load resource: the server responded with a status of 401",
        );
        page.goto(CONNECT).await;
        page.field("API key").fill(CANARY).await;
        page.button("Connect").click().await;
        page.says("Not accepted. It says: Unauthenticated.").await;
        assert_eq!(page.path().await, CONNECT);
        page.goto("/merchant/users").await;
        page.at("/merchant/connect?next=%2Fmerchant%2Fusers").await;
    });
}

#[test]
fn no_key_is_not_sent() {
    test(async |world| {
        let page = world.desk().await;
        page.goto(CONNECT).await;
        for key in ["", "   "] {
            page.field("API key").fill(key).await;
            page.button("Connect").click().await;
            page.says("Enter an API key.").await;
            page.field("API key").has_state("invalid", "true").await;
        }
        assert_eq!(page.requests("/api/v1/").await, 0);
    });
}

#[test]
fn rule_10_a_browser_takes_no_key_for_a_password_of_its_person() {
    test(async |world| {
        let page = world.desk().await;
        page.goto(CONNECT).await;
        let key = page.field("API key");
        key.fill(CANARY).await;
        assert_eq!(key.attribute("type").await.as_deref(), Some("text"));
        assert_eq!(key.attribute("autocomplete").await.as_deref(), Some("off"));
        let shown = "getComputedStyle(document.querySelector('.is-secret')).webkitTextSecurity";
        assert_eq!(page.evaluate(shown).await, "disc", "and still nobody reads it on the screen");
        assert_eq!(page.evaluate("document.querySelectorAll('[type=password]').length").await, 0);
    });
}

#[test]
fn rule_10_a_refused_key_is_nowhere_but_in_its_field() {
    test(async |world| {
        let page = world.desk().await;
        page.allow_log("Failed to load resource: the server responded with a status of 401");
        page.goto(CONNECT).await;
        page.field("API key").fill(CANARY).await;
        page.button("Connect").click().await;
        page.says("Not accepted.").await;
        page.field("API key").fill("").await;
        assert!(!page.everything().await.contains(CANARY));
    });
}

#[test]
fn rule_10_the_key_is_nowhere_once_it_is_taken() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.goto(CONNECT).await;
        page.field("API key").fill(&api.key).await;
        page.field("Name optional").fill("Our own name").await;
        page.button("Connect").click().await;
        page.at("/merchant").await;
        page.says("Our own name").await;
        let in_base64 = page.evaluate(&format!("btoa('{}')", api.key)).await;
        let in_base64 = in_base64.as_str().expect("a text").trim_end_matches('=').to_owned();
        let secret = api.key.rsplit('_').next().expect("the random part");
        for screen in ["Customers", "Transactions"] {
            page.link(screen).click().await;
            page.row("20").found().await;
            let everything = page.everything().await;
            for form in [&api.key, &in_base64, secret] {
                assert!(!everything.contains(form), "{screen} gives {form} away");
            }
        }
        let row = page.table("Transactions").addresses().await.swap_remove(0);
        page.goto(&row).await;
        page.at(&format!(
            "/merchant/connect?next={}",
            row.replace('/', "%2F").replace('?', "%3F").replace('=', "%3D")
        ))
        .await;
        assert!(!page.everything().await.contains(secret), "it is gone with the document");
    });
}

#[test]
fn a_reload_asks_for_the_key_and_leads_back() {
    test(async |world| {
        let page = world.desk().await;
        let address =
            "/merchant/transactions?status=fail&dateFrom=2020-01-01&orderColumn=price&orderDirection=asc";
        steps::connect_to(&page, address).await;
        page.row("Failed").found().await;
        page.reload().await;
        page.heading("Connect").shown().await;
        steps::connect(&page).await;
        page.at(address).await;
        page.row("Failed").found().await;
    });
}
