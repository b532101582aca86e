//! Operation 14.

use crate::harness::{KEY, OTHER_KEY, Sandbox};
use crate::wallet::{like_sample, refused_by_field};
use purser_api::centrowallet::payment_account::{self as api, Transfer};
use purser_api::centrowallet::{Caller, PaymentAccountId, Status, UserId};
use serde_json::{Value, json};

fn path(account: i64) -> String {
    format!("/api/v1/payment-account/{account}/transfer")
}

fn body(user: i64, to: i64) -> Value {
    json!({
        "clientId": user, "recipientPaymentAccountId": to, "reason": "test transfer", "amount": 0.11,
        "merchantOrderId": "some order id 123", "metadata": { "key": "some metadata" },
    })
}

#[tokio::test]
async fn a_transfer_is_two_linked_transactions_and_one_entry() {
    let sandbox = Sandbox::empty().await;
    let (ada, from) = sandbox.holder("ada", "USD", "12.44").await;
    let (bob, to) = sandbox.holder("bob", "USD", "1").await;
    let sent = sandbox.post(&path(from), body(ada, to)).await.ok();
    like_sample("payment-account-transfer.response", &sent);
    assert_eq!(
        (&sent["senderPaymentAccountId"], &sent["recipientPaymentAccountId"]),
        (&json!(from), &json!(to))
    );
    assert_eq!((sent["price"].to_string(), sent["balance"].to_string()), ("0.11".into(), "12.33".into()));
    assert_eq!((&sent["type"], &sent["message"]), (&json!("outcome"), &json!("test transfer")));
    let shown = &sandbox.newest(ada).await[0];
    assert_eq!((&shown["id"], &shown["merchantOrderId"]), (&sent["id"], &json!("some order id 123")));
    let received = &sandbox.newest(bob).await[0];
    assert_eq!((&received["type"], &received["paymentAccountId"]), (&json!("income"), &json!(to)));
    assert_eq!(
        (received["price"].to_string(), received["balance"].to_string()),
        ("0.11".into(), "1.11".into())
    );
    assert_eq!(received["merchantOrderId"], "some order id 123");
    assert_eq!(
        (&received["email"], &received["message"]),
        (&json!("bob@example.org"), &json!("test transfer"))
    );
    sandbox.prove().await;
}

#[tokio::test]
async fn the_client_reads_what_is_said() {
    let sandbox = Sandbox::empty().await;
    let (ada, from) = sandbox.holder("ada", "USD", "1").await;
    let to = sandbox.account(ada, "USD", "fiat").await;
    let transfer = Transfer {
        recipient_payment_account_id: PaymentAccountId(to.unsigned_abs()),
        amount: "0.4".parse().unwrap(),
        reason: None,
        merchant_order_id: Some("t-1".into()),
        metadata: purser_api::Metadata::Empty,
    };
    let caller = Caller::merchant_for(UserId(ada.unsigned_abs()));
    let request = api::transfer(caller, PaymentAccountId(from.unsigned_abs()), &transfer);
    let done = sandbox.ask(&request, KEY).await.unwrap();
    assert_eq!((done.price_money().to_string(), &done.status), ("0.40 USD".to_owned(), &Status::Success));
    assert_eq!(done.balance_money().unwrap().to_string(), "0.60 USD");
    let found = sandbox.get(&format!("/api/v1/transaction?clientId={ada}&merchantOrderId=t-1")).await.ok();
    assert_eq!(found["meta"]["total"], 2, "both sides are the same customer's");
}

#[tokio::test]
async fn rule_20_a_transfer_is_made_once_and_its_reference_is_the_senders() {
    let sandbox = Sandbox::empty().await;
    let (ada, from) = sandbox.holder("ada", "USD", "1").await;
    let (bob, of_bob) = sandbox.holder("bob", "USD", "1").await;
    let (_, to) = sandbox.holder("eve", "USD", "0").await;
    let first = sandbox.post(&path(from), body(ada, to)).await;
    first.ok();
    assert_eq!(sandbox.post(&path(from), body(ada, to)).await.text, first.text);
    for (field, value) in [
        ("amount", json!(0.12)),
        ("reason", json!("another")),
        ("metadata", json!({ "key": "another" })),
        ("recipientPaymentAccountId", json!(of_bob)),
    ] {
        let mut other = body(ada, to);
        other[field] = value;
        sandbox.post(&path(from), other).await.refused(409, Some("merchantOrderId"));
    }
    sandbox.post(&path(of_bob), body(bob, to)).await.ok();
    assert_eq!(sandbox.balance(ada, from).await, "0.89");
    sandbox.prove().await;
}

#[tokio::test]
async fn rule_19_transfers_in_both_directions_at_once_lose_nothing() {
    let sandbox = Sandbox::empty().await;
    let (ada, one) = sandbox.holder("ada", "USD", "100").await;
    let (bob, two) = sandbox.holder("bob", "USD", "100").await;
    let replies = sandbox
        .at_once(40, |sandbox, number| async move {
            let (user, from, to, amount) =
                if number % 2 == 0 { (ada, one, two, "1") } else { (bob, two, one, "0.5") };
            sandbox.transfer(user, from, to, amount).await
        })
        .await;
    assert!(replies.iter().all(|reply| reply.status == 200), "{replies:?}");
    assert_eq!(sandbox.balance(ada, one).await, "90");
    assert_eq!(sandbox.balance(bob, two).await, "110");
    sandbox.prove().await;
}

#[tokio::test]
async fn rule_24_a_transfer_is_refused_field_by_field_and_changes_nothing() {
    let sandbox = Sandbox::empty().await;
    let (ada, from) = sandbox.holder("ada", "USD", "5").await;
    let (bob, to) = sandbox.holder("bob", "USD", "1").await;
    let promo = sandbox.account(bob, "USD", "promo").await;
    let euros = sandbox.account(bob, "EUR", "fiat").await;
    let foreign = {
        let user = json!({ "email": "x@example.org", "externalUserId": "x", "isActivated": true });
        let user = sandbox.call("POST", "/api/v1/user", OTHER_KEY, Some(user)).await.ok();
        let account = json!({
            "clientId": user["userId"], "method": "card", "system": "centrobill", "currency": "USD",
        });
        sandbox.call("POST", "/api/v1/payment-account", OTHER_KEY, Some(account)).await.ok()["id"].clone()
    };
    let nothing = sandbox.post(&path(from), json!({ "clientId": ada })).await;
    nothing.refused(422, Some("recipientPaymentAccountId"));
    nothing.refused(422, Some("amount"));
    let cases = [
        ("amount", json!(0)),
        ("amount", json!("-0.5")),
        ("amount", json!("5.000000000000000001")),
        ("reason", json!([])),
        ("metadata", json!(true)),
        ("merchantOrderId", json!({})),
        ("recipientPaymentAccountId", json!(from)),
        ("recipientPaymentAccountId", json!(999)),
        ("recipientPaymentAccountId", json!(promo)),
        ("recipientPaymentAccountId", json!(euros)),
        ("recipientPaymentAccountId", foreign),
        ("clientId", json!("ada")),
    ];
    refused_by_field(&sandbox, &path(from), &body(ada, to), &cases).await;
    let refused = async || sandbox.transfer(ada, from, to, "1").await;
    sandbox.change(bob, to, json!({ "isActive": false })).await;
    refused().await.refused(422, Some("recipientPaymentAccountId"));
    sandbox.change(bob, to, json!({ "isActive": true })).await;
    sandbox.block(bob, true).await;
    refused().await.refused(422, Some("recipientPaymentAccountId"));
    sandbox.block(bob, false).await;
    sandbox.change(ada, from, json!({ "isActive": false })).await;
    refused().await.refused(422, Some("id"));
    sandbox.change(ada, from, json!({ "isActive": true })).await;
    sandbox.block(ada, true).await;
    refused().await.refused(403, None);
    sandbox.block(ada, false).await;
    assert_eq!((sandbox.balance(ada, from).await, sandbox.balance(bob, to).await), ("5".into(), "1".into()));
    assert_eq!(sandbox.newest(ada).await.len() + sandbox.newest(bob).await.len(), 2);
    refused().await.ok();
    sandbox.prove().await;
}

#[tokio::test]
async fn promotional_money_is_not_transferred() {
    let sandbox = Sandbox::empty().await;
    let (ada, fiat) = sandbox.holder("ada", "USD", "5").await;
    let promo = sandbox.account(ada, "USD", "promo").await;
    sandbox.top_up(ada, promo, json!({ "amount": 5 })).await.ok();
    sandbox.transfer(ada, promo, fiat, "1").await.refused(422, Some("id"));
    sandbox.transfer(ada, fiat, promo, "1").await.refused(422, Some("recipientPaymentAccountId"));
    assert_eq!(sandbox.balance(ada, promo).await, "5");
}

#[tokio::test]
async fn a_customer_transfers_from_own_accounts_only() {
    let sandbox = Sandbox::empty().await;
    let (ada, from) = sandbox.holder("ada", "USD", "5").await;
    let (_, of_bob) = sandbox.holder("bob", "USD", "5").await;
    let (credential, _) = sandbox.sign_in(ada, "ada@example.org").await;
    let call = async |from: i64, to: i64| {
        let body = json!({ "recipientPaymentAccountId": to, "amount": 1 });
        sandbox.call("POST", &path(from), &credential, Some(body)).await
    };
    assert_eq!(call(from, of_bob).await.ok()["balance"].to_string(), "4");
    call(of_bob, from).await.refused(404, None);
    call(999, from).await.refused(404, None);
    sandbox.call("POST", &path(from), "", Some(body(ada, of_bob))).await.refused(401, None);
    sandbox.call("POST", &path(from), OTHER_KEY, Some(body(ada, of_bob))).await.refused(404, None);
}
