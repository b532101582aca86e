//! What follows from spending: refills and notices.

use crate::checkout::{APPROVED, CHALLENGED, DECLINED, SLOW};
use crate::harness::Sandbox;
use purser_sandbox::domain::clock::SECOND;
use purser_sandbox::store::query;
use serde_json::json;

const HOOK: &str = "https://hooks.example/account";

/// An account with 101 dollars that remembers that card, and wants 20 below 10.
async fn reloading(card: &str) -> (Sandbox, i64, i64) {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "100").await;
    sandbox.remember(ada, account, APPROVED).await;
    let masked = format!("{}****{}", &card.replace(' ', "")[..6], &card[card.len() - 4..]);
    let mut write = sandbox.app.store.write().await.unwrap();
    let statement = query("UPDATE payment_account SET account_number = $1").bind(masked);
    statement.execute(&mut write).await.unwrap();
    write.commit().await.unwrap();
    let body = json!({
        "isAutoReload": true, "autoReloadAmount": 20, "autoReloadMinAmount": 10, "webhookUrl": HOOK,
    });
    sandbox.change(ada, account, body).await;
    (sandbox, ada, account)
}

#[tokio::test]
async fn a_payment_that_leaves_too_little_is_followed_by_a_refill() {
    let (sandbox, ada, account) = reloading(APPROVED).await;
    sandbox.pay(ada, account, "91", "enough").await.ok();
    assert_eq!(sandbox.balance(ada, account).await, "10", "as little as may be");
    let paid = sandbox.pay(ada, account, "0.5", "low").await.ok();
    assert_eq!(paid["balance"].to_string(), "9.5");
    assert_eq!(paid["balanceTotal"]["USD"], "29.5");
    let rows = sandbox.newest(ada).await;
    assert_eq!((&rows[0]["descriptor"], &rows[0]["status"]), (&json!("Auto reload"), &json!("success")));
    assert_eq!((rows[0]["price"].to_string(), rows[0]["balance"].to_string()), ("20".into(), "29.5".into()));
    assert_eq!((&rows[0]["paymentMethod"], &rows[0]["child"]), (&json!("card"), &json!([])));
    let told = sandbox.webhooks().await;
    let kinds: Vec<&str> = told.iter().map(|(kind, _, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["payment", "refill", "payment"]);
    assert!(told.iter().all(|(_, url, _)| url == HOOK));
    assert_eq!(sandbox.pay(ada, account, "0.5", "low").await.ok(), paid, "the same reference");
    assert_eq!(sandbox.balance(ada, account).await, "29.5");
    sandbox.prove().await;
}

#[tokio::test]
async fn a_transfer_is_followed_by_a_refill_too() {
    let (sandbox, ada, account) = reloading(APPROVED).await;
    let (_, other) = sandbox.holder("bob", "USD", "0").await;
    let sent = sandbox.transfer(ada, account, other, "101").await.ok();
    assert_eq!(sent["balance"].to_string(), "0");
    assert_eq!(sandbox.balance(ada, account).await, "20");
    sandbox.prove().await;
}

#[tokio::test]
async fn a_card_that_does_not_pay_leaves_a_refill_that_failed() {
    for (card, message) in [(DECLINED, "Do not honour"), (CHALLENGED, "3-D Secure authentication failed")] {
        let (sandbox, ada, account) = reloading(card).await;
        sandbox.pay(ada, account, "95", "low").await.ok();
        let row = &sandbox.newest(ada).await[0];
        assert_eq!((&row["status"], &row["message"]), (&json!("fail"), &json!(message)));
        assert_eq!(sandbox.balance(ada, account).await, "6");
        assert!(
            sandbox
                .webhooks()
                .await
                .iter()
                .any(|(kind, _, body)| kind == "refill" && body["status"] == "fail")
        );
        sandbox.prove().await;
    }
}

#[tokio::test]
async fn while_one_refill_is_under_way_there_is_no_other() {
    let (sandbox, ada, account) = reloading(SLOW).await;
    sandbox.pay(ada, account, "95", "a").await.ok();
    sandbox.pay(ada, account, "1", "b").await.ok();
    let count =
        |rows: &[serde_json::Value]| rows.iter().filter(|row| row["descriptor"] == "Auto reload").count();
    let rows = sandbox.newest(ada).await;
    assert_eq!((count(&rows), sandbox.balance(ada, account).await), (1, "5".into()));
    sandbox.wait(31 * SECOND).await;
    assert_eq!(sandbox.balance(ada, account).await, "25");
    sandbox.pay(ada, account, "16", "c").await.ok();
    assert_eq!(count(&sandbox.newest(ada).await), 2);
    sandbox.prove().await;
}

#[tokio::test]
async fn rule_19_many_payments_at_once_reload_as_often_as_each_needs() {
    let (sandbox, ada, account) = reloading(APPROVED).await;
    sandbox.pay(ada, account, "90", "first").await.ok();
    let replies = sandbox
        .at_once(20, |sandbox, number| async move {
            sandbox.pay(ada, account, "3", &format!("order-{number}")).await
        })
        .await;
    assert!(replies.iter().all(|reply| reply.status == 200));
    let reloads = sandbox.newest(ada).await.iter().filter(|row| row["descriptor"] == "Auto reload").count();
    let balance = 101 - 90 - 60 + 20 * i64::try_from(reloads).unwrap();
    assert_eq!(sandbox.balance(ada, account).await, balance.to_string());
    assert!(balance >= 10, "{balance}");
    sandbox.prove().await;
}

#[tokio::test]
async fn without_a_card_or_a_wish_nothing_is_reloaded() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "100").await;
    let body = json!({ "isAutoReload": true, "autoReloadAmount": 20, "autoReloadMinAmount": 10 });
    sandbox.change(ada, account, body).await;
    sandbox.pay(ada, account, "95", "a").await.ok();
    assert_eq!(sandbox.balance(ada, account).await, "5");
    sandbox.remember(ada, account, APPROVED).await;
    sandbox.change(ada, account, json!({ "isAutoReload": false })).await;
    sandbox.pay(ada, account, "1", "b").await.ok();
    assert_eq!(sandbox.balance(ada, account).await, "5");
}

#[tokio::test]
async fn a_low_balance_is_told_of_once_per_crossing() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "30").await;
    let (_, other) = sandbox.holder("bob", "USD", "0").await;
    sandbox.change(ada, account, json!({ "isNotify": true, "notifyAmount": 10, "webhookUrl": HOOK })).await;
    let notices = async || {
        let told = sandbox.webhooks().await;
        told.into_iter().filter(|(kind, ..)| kind == "lowBalance").collect::<Vec<_>>()
    };
    sandbox.pay(ada, account, "20", "a").await.ok();
    assert!(notices().await.is_empty(), "not below");
    sandbox.pay(ada, account, "1", "b").await.ok();
    sandbox.pay(ada, account, "1", "c").await.ok();
    let told = notices().await;
    assert_eq!((told.len(), told[0].1.as_str()), (1, HOOK));
    assert_eq!((&told[0].2["id"], told[0].2["balance"].to_string()), (&json!(account), "9".into()));
    sandbox.top_up(ada, account, json!({ "amount": 10 })).await.ok();
    sandbox.transfer(ada, account, other, "12").await.ok();
    assert_eq!(notices().await.len(), 2);
    sandbox.change(ada, account, json!({ "isNotify": false })).await;
    sandbox.top_up(ada, account, json!({ "amount": 10 })).await.ok();
    sandbox.pay(ada, account, "15", "d").await.ok();
    assert_eq!(notices().await.len(), 2);
}
