//! Several who write at once, and what is said without being read back.

use crate::harness::{Sandbox, new_database};
use purser_sandbox::store::{Store, Write, query};
use serde_json::json;
use std::collections::BTreeSet;

async fn own_stripe(write: &mut Write) -> i64 {
    let row = query("SELECT own_stripe() AS stripe").fetch_one(write).await.unwrap();
    row.get("stripe").unwrap()
}

#[tokio::test]
async fn no_two_connections_count_in_the_same_stripe() {
    // The embedded database has one writer.
    let Some(address) = new_database().await else { return };
    let stores = [Store::connect(&address).await.unwrap(), Store::connect(&address).await.unwrap()];
    let mut writes = Vec::new();
    for store in &stores {
        for _ in 0..5 {
            writes.push(store.write().await.unwrap());
        }
    }
    let mut stripes = BTreeSet::new();
    for write in &mut writes {
        stripes.insert(own_stripe(write).await);
    }
    assert_eq!(stripes.len(), writes.len(), "{stripes:?}");
    assert!(stripes.iter().all(|stripe| (0..64).contains(stripe)));
}

#[tokio::test]
async fn a_stripe_is_free_again_when_its_connection_is_gone() {
    let Some(address) = new_database().await else { return };
    for _ in 0..70 {
        let store = Store::connect(&address).await.unwrap();
        let mut write = store.write().await.unwrap();
        let stripe = own_stripe(&mut write).await;
        assert!(stripe < 8, "{stripe}: others were left behind");
        drop(write);
        store.close().await.unwrap();
    }
}

#[tokio::test]
async fn rule_9_what_is_said_of_a_movement_is_what_is_read_of_it_later() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    let second = sandbox.account(ada, "USD", "fiat").await;
    let promo = sandbox.account(ada, "EUR", "promo").await;
    sandbox.top_up(ada, second, json!({ "amount": "0.5" })).await.ok();
    let given = json!({
        "amount": "2.50", "reason": "Welcome", "dateExpire": "2026-06-01 00:00:00",
        "merchantOrderId": "g-1", "metadata": { "b": [1, "x"], "a": null },
    });
    let granted = sandbox.top_up(ada, promo, given).await.ok();
    assert_eq!(sandbox.transaction(ada, &granted["id"]).await, granted);
    assert_eq!(granted["balanceTotal"], json!({ "EUR": "2.5", "USD": "5.5" }), "{granted}");
    let taken = sandbox.top_up(ada, account, json!({ "amount": "-1" })).await.ok();
    assert_eq!(sandbox.transaction(ada, &taken["id"]).await, taken);
    let payment = json!({
        "clientId": ada, "paymentAccountId": account, "amount": "0.25", "currency": "USD",
        "name": "Coffee", "merchantOrderId": "p-1", "metadata": "a text",
    });
    let paid = sandbox.post("/api/v1/payment", payment).await.ok();
    assert_eq!(sandbox.transaction(ada, &paid["id"]).await, paid);
    assert_eq!(paid["balanceTotal"], json!({ "EUR": "2.5", "USD": "4.25" }), "{paid}");
}

#[tokio::test]
async fn rule_20_what_was_answered_is_answered_again_when_the_money_is_gone() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    let first = sandbox.pay(ada, account, "5", "p-1").await;
    first.ok();
    assert_eq!(sandbox.pay(ada, account, "5", "p-1").await.text, first.text);
    sandbox.pay(ada, account, "4", "p-1").await.refused(409, Some("merchantOrderId"));
    sandbox.pay(ada, account, "5", "p-2").await.refused(422, Some("amount"));
    let path = format!("/api/v1/payment-account/{account}");
    sandbox.put(&path, json!({ "clientId": ada, "isActive": false })).await.ok();
    assert_eq!(sandbox.pay(ada, account, "5", "p-1").await.text, first.text, "not active since");
    sandbox.prove().await;
}

#[tokio::test]
async fn rule_20_customers_who_pay_at_once_are_not_in_each_others_way() {
    let sandbox = Sandbox::empty().await;
    let mut holders = Vec::new();
    for number in 0..12 {
        holders.push(sandbox.holder(&format!("customer{number}"), "USD", "5").await);
    }
    let replies = sandbox
        .at_once(120, |sandbox, number| {
            let (user, account) = holders[number % 12];
            async move { sandbox.pay(user, account, "0.5", &format!("order-{number}")).await }
        })
        .await;
    assert!(replies.iter().all(|reply| reply.status == 200), "{replies:?}");
    for (user, account) in holders {
        assert_eq!(sandbox.balance(user, account).await, "0");
    }
    sandbox.prove().await;
}
