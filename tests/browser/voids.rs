//! Voids: consequences first, once, and refused when the money is gone.

use serde_json::{Value, json};

use super::api::{Api, list};
use super::harness::{Page, test};
use super::steps::connect_to;

/// A payment of five dollars that was just made: its id, its customer, its account.
async fn paid(api: &Api) -> (u64, u64, u64) {
    let customer = api.customer().id;
    let account = api.account_in(customer, "USD").await;
    let body = json!({
        "clientId": customer, "paymentAccountId": account, "amount": 5, "currency": "USD", "name": "Room",
        "merchantOrderId": "to-be-voided"
    });
    let made = api.post("payment", body).await;
    (made["id"].as_u64().expect("an id"), customer, account)
}

async fn open_void(page: &Page, id: u64, customer: u64, reason: &str) {
    connect_to(page, &format!("/merchant/transactions/{id}?customer={customer}")).await;
    page.button("Void").click().await;
    page.says("A transaction is voided once.").await;
    page.field("Reason optional").fill(reason).await;
    page.button("Review").click().await;
}

async fn children(api: &Api, id: u64, customer: u64) -> Vec<Value> {
    list(api.get(&format!("transaction/{id}?clientId={customer}")).await["child"].take())
}

#[test]
fn a_void_says_what_follows_and_happens_once() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let (id, customer, account) = paid(&api).await;
        let before = api.balance(customer, account).await;
        open_void(&page, id, customer, "wrong room").await;
        let review = page.dialog("Review the void");
        review.has_text("Goes back to the account 5.00 USD").await;
        page.button("Void 5.00 USD").double_click().await;
        page.dialog("Done").has_text("+5.00 USD").await;
        assert_eq!(page.requests("/void").await, 1, "rule 5");
        let voids = children(&api, id, customer).await;
        assert_eq!((voids.len(), &voids[0]["message"]), (1, &json!("wrong room")));
        assert_ne!(api.balance(customer, account).await, before);
        page.button("Done").click().await;
        page.says("Voided by").await;
        page.button("Void").gone().await;
    });
}

#[test]
fn what_was_voided_meanwhile_is_refused() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("/void - Failed to load resource: the server responded with a status of 409");
        let (id, customer, account) = paid(&api).await;
        open_void(&page, id, customer, "second").await;
        page.dialog("Review the void").shown().await;
        api.post(&format!("transaction/{id}/void"), json!({ "clientId": customer, "reason": "first" })).await;
        let before = api.balance(customer, account).await;
        page.button("Void 5.00 USD").click().await;
        page.dialog("Refused").has_text("The transaction has been voided already.").await;
        assert_eq!(children(&api, id, customer).await.len(), 1);
        assert_eq!(api.balance(customer, account).await, before);
    });
}

#[test]
fn rule_3_a_void_without_an_answer_is_found_at_its_transaction() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("net::ERR_");
        let (id, customer, _) = paid(&api).await;
        open_void(&page, id, customer, "fault-timeout-after-commit").await;
        page.button("Void 5.00 USD").click().await;
        page.dialog("We do not know yet").shown().await;
        page.dialog("Done").has_text("+5.00 USD").await;
        assert_eq!(page.requests("/void").await, 1);
        assert_eq!(children(&api, id, customer).await.len(), 1);
    });
}
