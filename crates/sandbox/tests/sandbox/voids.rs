//! Operation 18.

use crate::harness::{KEY, OTHER_KEY, Sandbox};
use crate::wallet::{like_sample, refused_by_field};
use purser_api::centrowallet::transaction::{self as api, Void};
use purser_api::centrowallet::{Caller, TransactionId, UserId};
use purser_sandbox::domain::clock::DAY;
use serde_json::{Value, json};

#[tokio::test]
async fn a_payment_is_voided_once_and_says_so_like_the_sample() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    let paid = sandbox.pay(ada, account, "2", "order").await.ok();
    let path = format!("/api/v1/transaction/{}/void", paid["id"]);
    let body = json!({
        "clientId": ada, "reason": "some void reason", "merchantOrderId": "void12345",
        "metadata": { "key": "some metadata" },
    });
    let first = sandbox.post(&path, body.clone()).await;
    let voided = first.ok();
    like_sample("transaction-void.response", &voided);
    let void = &voided["child"][0];
    like_sample("payment.response", void);
    assert_eq!((&voided["id"], &voided["status"]), (&paid["id"], &json!("success")));
    assert_eq!(
        (&void["type"], &void["mode"], &void["status"]),
        (&json!("income"), &json!("void"), &json!("success"))
    );
    assert_eq!(
        (&void["message"], &void["merchantOrderID"]),
        (&json!("some void reason"), &json!("void12345"))
    );
    assert_eq!((void["price"].to_string(), void["balance"].to_string()), ("2".into(), "5".into()));
    assert_eq!(sandbox.transaction(ada, &paid["id"]).await, voided);
    assert_eq!(sandbox.post(&path, body.clone()).await.text, first.text, "the same reference");
    let mut other = body.clone();
    other["reason"] = json!("another");
    sandbox.post(&path, other).await.refused(409, Some("merchantOrderId"));
    sandbox.void(ada, &paid["id"]).await.refused(409, Some("id"));
    assert_eq!(sandbox.balance(ada, account).await, "5");
    sandbox.prove().await;
}

#[tokio::test]
async fn a_void_is_voided_in_turn_as_deep_as_one_goes() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    let paid = sandbox.pay(ada, account, "2", "order").await.ok();
    let mut last = paid["id"].clone();
    for depth in 0..6 {
        let voided = sandbox.void(ada, &last).await.ok();
        assert_eq!(sandbox.balance(ada, account).await, if depth % 2 == 0 { "5" } else { "3" });
        last = voided["child"][0]["id"].clone();
    }
    let mut whole = &sandbox.transaction(ada, &paid["id"]).await;
    let mut depth = 0;
    while whole["child"][0].is_object() {
        whole = &whole["child"][0];
        depth += 1;
    }
    assert_eq!((depth, &whole["id"]), (6, &last));
    sandbox.void(ada, &paid["id"]).await.refused(409, Some("id"));
    sandbox.prove().await;
}

#[tokio::test]
async fn the_client_reads_what_is_said() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    let paid = sandbox.pay(ada, account, "2", "order").await.ok();
    let void = Void { reason: Some("Booked twice".into()), ..Void::default() };
    let id = TransactionId(paid["id"].as_u64().unwrap());
    let request = api::void(Caller::merchant_for(UserId(ada.unsigned_abs())), id, &void);
    let voided = sandbox.ask(&request, KEY).await.unwrap();
    assert!(voided.is_voided() && voided.unreadable.is_empty());
    assert_eq!(voided.child[0].signed_money().unwrap().to_string(), "2.00 USD");
}

#[tokio::test]
async fn rule_20_of_a_hundred_racing_voids_one_wins() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    let paid = sandbox.pay(ada, account, "2", "order").await.ok();
    let id = paid["id"].clone();
    let replies = sandbox
        .at_once(100, |sandbox, number| {
            let id = id.clone();
            async move {
                let body = json!({ "clientId": ada, "merchantOrderId": format!("void-{number}") });
                sandbox.post(&format!("/api/v1/transaction/{id}/void"), body).await
            }
        })
        .await;
    let count = |status: u16| replies.iter().filter(|reply| reply.status == status).count();
    let others: Vec<u16> =
        replies.iter().map(|reply| reply.status).filter(|status| ![200, 409].contains(status)).collect();
    assert_eq!((count(200), count(409)), (1, 99), "{others:?}");
    assert_eq!(sandbox.balance(ada, account).await, "5");
    sandbox.prove().await;
}

#[tokio::test]
async fn a_transfer_is_voided_on_both_sides_from_either() {
    let sandbox = Sandbox::empty().await;
    let (ada, one) = sandbox.holder("ada", "USD", "5").await;
    let (bob, two) = sandbox.holder("bob", "USD", "1").await;
    for from_sender in [true, false] {
        let sent = sandbox.transfer(ada, one, two, "3").await.ok();
        let received = sandbox.newest(bob).await[0]["id"].clone();
        let (user, id) = if from_sender { (ada, &sent["id"]) } else { (bob, &received) };
        sandbox.void(user, id).await.ok();
        for (user, id, kind) in [(ada, &sent["id"], "income"), (bob, &received, "outcome")] {
            let voided = sandbox.transaction(user, id).await;
            assert_eq!(voided["child"][0]["type"], kind);
            sandbox.void(user, id).await.refused(409, Some("id"));
        }
        assert_eq!(
            (sandbox.balance(ada, one).await, sandbox.balance(bob, two).await),
            ("5".into(), "1".into())
        );
    }
    let own = sandbox.account(ada, "USD", "fiat").await;
    let sent = sandbox.transfer(ada, one, own, "3").await.ok();
    let body = json!({ "clientId": ada, "merchantOrderId": "void-of-own" });
    sandbox.post(&format!("/api/v1/transaction/{}/void", sent["id"]), body).await.ok();
    assert_eq!(sandbox.balance(ada, own).await, "0");
    let again = sandbox.newest(ada).await;
    let voids = again.iter().filter(|row| row["merchantOrderId"] == "void-of-own").count();
    assert_eq!(voids, 2, "one on either side");
    sandbox.prove().await;
}

#[tokio::test]
async fn rule_19_a_void_is_refused_when_the_money_is_gone() {
    let sandbox = Sandbox::empty().await;
    let (ada, one) = sandbox.holder("ada", "USD", "0").await;
    let (bob, two) = sandbox.holder("bob", "USD", "0").await;
    let given = sandbox.top_up(ada, one, json!({ "amount": 5 })).await.ok();
    let sent = sandbox.transfer(ada, one, two, "4").await.ok();
    sandbox.void(ada, &given["id"]).await.refused(409, Some("id"));
    let paid = sandbox.pay(bob, two, "3.5", "order").await.ok();
    sandbox.void(ada, &sent["id"]).await.refused(409, Some("id"));
    assert_eq!(
        (sandbox.balance(ada, one).await, sandbox.balance(bob, two).await),
        ("1".into(), "0.5".into())
    );
    sandbox.void(bob, &paid["id"]).await.ok();
    sandbox.void(ada, &sent["id"]).await.ok();
    sandbox.void(ada, &given["id"]).await.ok();
    assert_eq!((sandbox.balance(ada, one).await, sandbox.balance(bob, two).await), ("0".into(), "0".into()));
    sandbox.prove().await;
}

#[tokio::test]
async fn a_void_gives_back_to_the_grants_and_what_is_over_lapses_at_once() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "promo").await;
    let grant = async |expires: &str| {
        let body = json!({ "amount": 10, "dateExpire": expires });
        sandbox.top_up(ada, account, body).await.ok()["id"].clone()
    };
    let (soon, late) = (grant("2026-04-02 00:00:00").await, grant("2026-06-01 00:00:00").await);
    let left = async |id: &Value| sandbox.transaction(ada, id).await["remainingAmount"].to_string();
    let paid = sandbox.pay(ada, account, "12", "a").await.ok();
    let void = sandbox.void(ada, &paid["id"]).await.ok()["child"][0]["id"].clone();
    assert_eq!((left(&soon).await, left(&late).await), ("10".into(), "10".into()));
    sandbox.void(ada, &void).await.ok();
    assert_eq!((left(&soon).await, left(&late).await), ("0".into(), "8".into()));
    let second = sandbox.newest(ada).await[0]["id"].clone();
    sandbox.wait(2 * DAY).await;
    let voided = sandbox.void(ada, &second).await.ok();
    assert_eq!(voided["child"][0]["balance"].to_string(), "20", "before it lapsed");
    assert_eq!((left(&soon).await, left(&late).await), ("0".into(), "10".into()));
    assert_eq!(sandbox.balance(ada, account).await, "10");
    let lapse = sandbox.newest(ada).await[0].clone();
    assert_eq!((&lapse["subtype"], lapse["price"].to_string()), (&json!("expired"), "10".into()));
    sandbox.void(ada, &lapse["id"]).await.refused(422, Some("id"));
    sandbox.prove().await;
}

#[tokio::test]
async fn a_grant_is_voided_while_it_is_whole() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "promo").await;
    let body = json!({ "amount": 10, "dateExpire": "2026-06-01 00:00:00" });
    let first = sandbox.top_up(ada, account, body).await.ok()["id"].clone();
    let second = sandbox.top_up(ada, account, json!({ "amount": 10 })).await.ok()["id"].clone();
    let paid = sandbox.pay(ada, account, "1", "a").await.ok();
    sandbox.void(ada, &first).await.refused(409, Some("id"));
    let voided = sandbox.void(ada, &second).await.ok();
    assert_eq!((voided["remainingAmount"].to_string(), &voided["fullCovered"]), ("0".into(), &json!(true)));
    sandbox.void(ada, &paid["id"]).await.ok();
    let voided = sandbox.void(ada, &first).await.ok();
    assert_eq!(sandbox.balance(ada, account).await, "0");
    sandbox.void(ada, &voided["child"][0]["id"]).await.ok();
    assert_eq!(sandbox.transaction(ada, &first).await["remainingAmount"].to_string(), "10");
    let taken = sandbox.top_up(ada, account, json!({ "amount": -4 })).await.ok();
    sandbox.void(ada, &taken["id"]).await.ok();
    assert_eq!(sandbox.balance(ada, account).await, "10");
    sandbox.prove().await;
}

#[tokio::test]
async fn rule_24_a_void_is_refused_to_who_may_not_and_by_field() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    let (bob, other) = sandbox.holder("bob", "USD", "5").await;
    let paid = sandbox.pay(ada, account, "2", "order").await.ok();
    let path = format!("/api/v1/transaction/{}/void", paid["id"]);
    let body = json!({ "clientId": ada });
    let cases = [
        ("reason", json!({})),
        ("reason", json!("x".repeat(300))),
        ("merchantOrderId", json!([])),
        ("metadata", json!(1)),
        ("clientId", json!(-1)),
    ];
    refused_by_field(&sandbox, &path, &body, &cases).await;
    sandbox.call("POST", &path, "", Some(body.clone())).await.refused(401, None);
    sandbox.call("POST", &path, OTHER_KEY, Some(body.clone())).await.refused(404, None);
    let (credential, _) = sandbox.sign_in(ada, "ada@example.org").await;
    sandbox.call("POST", &path, &credential, Some(body.clone())).await.refused(403, None);
    sandbox.void(bob, &paid["id"]).await.refused(404, None);
    sandbox.void(ada, &json!(999)).await.refused(404, None);
    sandbox.post("/api/v1/transaction/x/void", body.clone()).await.refused(404, None);
    sandbox.post(&path, json!({})).await.refused(422, Some("clientId"));
    sandbox.change(ada, account, json!({ "isActive": false })).await;
    sandbox.post(&path, body.clone()).await.refused(422, Some("id"));
    sandbox.change(ada, account, json!({ "isActive": true })).await;
    let sent = sandbox.transfer(ada, account, other, "1").await.ok();
    sandbox.block(bob, true).await;
    sandbox.void(ada, &sent["id"]).await.refused(409, Some("id"));
    sandbox.block(ada, true).await;
    sandbox.post(&path, body).await.refused(403, None);
    sandbox.prove().await;
}

/// How many transactions there are, one below the other.
fn count(rows: &serde_json::Value) -> usize {
    let rows: Vec<&serde_json::Value> = match rows {
        serde_json::Value::Array(rows) => rows.iter().collect(),
        serde_json::Value::Object(rows) => rows.values().collect(),
        _ => Vec::new(),
    };
    rows.iter().map(|row| 1 + count(&row["child"])).sum()
}

#[tokio::test]
async fn rule_8_a_chain_of_voids_is_listed_once_each_and_ends() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "fiat").await;
    let mut id = sandbox.top_up(ada, account, json!({ "amount": 5 })).await.ok()["id"].as_i64().unwrap();
    let first = id;
    let void = async |id: i64| {
        sandbox.post(&format!("/api/v1/transaction/{id}/void"), json!({ "clientId": ada })).await
    };
    let list = async || sandbox.get(&format!("/api/v1/transaction?clientId={ada}&limit=1000")).await;
    for depth in 1..=16 {
        id = void(id).await.ok()["child"][0]["id"].as_i64().unwrap();
        let listed = list().await.ok()["data"].clone();
        assert_eq!(count(&listed), (1..=depth + 1).sum::<usize>(), "each row with those below it, once");
    }
    void(id).await.refused(409, Some("id"));
    let mut below = sandbox.get(&format!("/api/v1/transaction/{first}?clientId={ada}")).await.ok();
    for _ in 0..16 {
        below = below["child"][0].clone();
    }
    assert_eq!((&below["id"], &below["child"]), (&json!(id), &json!([])));
}
