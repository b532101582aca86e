//! Operation 15.

use crate::harness::{KEY, OTHER_KEY, Sandbox};
use crate::wallet::{like_sample, refused_by_field};
use purser_api::centrowallet::payment::{self as api, NewPayment};
use purser_api::centrowallet::{Action, Caller, Mode, PaymentAccountId, Status, UserId};
use purser_api::{Currency, Metadata};
use purser_sandbox::domain::clock::DAY;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/payment";

fn body(user: i64, account: i64) -> Value {
    json!({
        "clientId": user, "paymentAccountId": account, "amount": 0.01, "currency": "USD", "name": "test name",
        "merchantOrderId": "112233", "metadata": { "key": "some metadata" },
    })
}

#[tokio::test]
async fn a_payment_is_made_and_says_so_like_the_sample() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "26.7").await;
    let paid = sandbox.post(PATH, body(ada, account)).await.ok();
    like_sample("payment.response", &paid);
    assert_eq!((&paid["type"], &paid["status"]), (&json!("outcome"), &json!("success")));
    assert_eq!((&paid["descriptor"], &paid["merchantOrderID"]), (&json!("test name"), &json!("112233")));
    assert_eq!((paid["price"].to_string(), paid["balance"].to_string()), ("0.01".into(), "26.69".into()));
    assert_eq!(paid["balanceTotal"], json!({ "USD": "26.69" }));
    assert_eq!(paid["metadata"], json!({ "key": "some metadata" }));
    assert_eq!(sandbox.transaction(ada, &paid["id"]).await, paid);
    assert_eq!(sandbox.balance(ada, account).await, "26.69");
    sandbox.prove().await;
}

#[tokio::test]
async fn the_client_reads_what_is_said() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "BTC", "1").await;
    let payment = NewPayment {
        payment_account_id: PaymentAccountId(account.unsigned_abs()),
        amount: "0.00000001".parse().unwrap(),
        currency: Currency::new("BTC").unwrap(),
        name: "Coffee".into(),
        merchant_order_id: "order-1".into(),
        metadata: Metadata::Empty,
        webhook_url: None,
    };
    let request = api::create(Caller::merchant_for(UserId(ada.unsigned_abs())), &payment);
    let paid = sandbox.ask(&request, KEY).await.unwrap();
    assert!(paid.unreadable.is_empty());
    assert_eq!(paid.signed_money().unwrap().to_string(), "-0.00000001 BTC");
    assert_eq!((&paid.action, &paid.mode, &paid.status), (&Action::Charge, &Mode::Wallet, &Status::Success));
}

#[tokio::test]
async fn rule_20_the_same_payment_is_made_once_and_answered_the_same() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    let second = sandbox.account(ada, "USD", "fiat").await;
    let body = body(ada, account);
    let first = sandbox.post(PATH, body.clone()).await;
    first.ok();
    sandbox.app.clock.advance(DAY);
    assert_eq!(sandbox.post(PATH, body.clone()).await.text, first.text);
    for (field, value) in [
        ("amount", json!("0.02")),
        ("currency", json!("EUR")),
        ("name", json!("another name")),
        ("metadata", json!({})),
        ("webhookUrl", json!("https://hooks.example/")),
        ("paymentAccountId", json!(second)),
    ] {
        let mut other = body.clone();
        other[field] = value;
        sandbox.post(PATH, other).await.refused(409, Some("merchantOrderId"));
    }
    sandbox.block(ada, true).await;
    assert_eq!(sandbox.post(PATH, body).await.text, first.text, "blocked since");
    assert_eq!(sandbox.balance(ada, account).await, "4.99");
    sandbox.prove().await;
}

#[tokio::test]
async fn rule_20_fifty_equal_payments_at_once_have_one_effect() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    let body = body(ada, account);
    let replies = sandbox
        .at_once(50, |sandbox, _| {
            let body = body.clone();
            async move { sandbox.post(PATH, body).await }
        })
        .await;
    assert!(replies.iter().all(|reply| reply.status == 200 && reply.text == replies[0].text));
    assert_eq!(sandbox.balance(ada, account).await, "4.99");
    assert_eq!(sandbox.newest(ada).await.len(), 2);
    sandbox.prove().await;
}

#[tokio::test]
async fn rule_19_many_payments_at_once_never_overdraw() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    let replies = sandbox
        .at_once(20, |sandbox, number| async move {
            sandbox.pay(ada, account, "0.7", &format!("order-{number}")).await
        })
        .await;
    let count = |status: u16| replies.iter().filter(|reply| reply.status == status).count();
    assert_eq!((count(200), count(422)), (7, 13));
    assert_eq!(sandbox.balance(ada, account).await, "0.1");
    sandbox.prove().await;
}

#[tokio::test]
async fn rule_24_a_payment_is_refused_field_by_field_and_changes_nothing() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    let nothing = sandbox.post(PATH, json!({ "clientId": ada })).await;
    for field in ["paymentAccountId", "amount", "currency", "name", "merchantOrderId"] {
        nothing.refused(422, Some(field));
    }
    let cases = [
        ("amount", json!(0)),
        ("amount", json!(-1)),
        ("amount", json!("5.01")),
        ("amount", json!("1e30")),
        ("amount", json!("0.0000000000000000001")),
        ("amount", json!([1])),
        ("currency", json!("EUR")),
        ("currency", json!("nothing")),
        ("currency", json!(7)),
        ("name", json!({ "a": 1 })),
        ("name", json!("a\u{0}b")),
        ("merchantOrderId", json!("x".repeat(256))),
        ("metadata", json!(7)),
        ("webhookUrl", json!("ftp://hooks.example")),
        ("paymentAccountId", json!("x")),
        ("paymentAccountId", json!(0)),
        ("clientId", Value::Null),
    ];
    refused_by_field(&sandbox, PATH, &body(ada, account), &cases).await;
    assert_eq!(sandbox.balance(ada, account).await, "5");
    assert_eq!(sandbox.newest(ada).await.len(), 1);
    let mut later = body(ada, account);
    later["amount"] = json!(6);
    sandbox.post(PATH, later.clone()).await.refused(422, Some("amount"));
    sandbox.top_up(ada, account, json!({ "amount": 1 })).await.ok();
    sandbox.post(PATH, later).await.ok();
    sandbox.prove().await;
}

#[tokio::test]
async fn a_payment_is_refused_to_who_may_not() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    let (bob, of_bob) = sandbox.holder("bob", "USD", "5").await;
    let body = body(ada, account);
    let call = async |credential: &str, body: &Value| {
        sandbox.call("POST", PATH, credential, Some(body.clone())).await
    };
    call("", &body).await.refused(401, None);
    call(OTHER_KEY, &body).await.refused(404, None);
    let mut of_others = body.clone();
    of_others["paymentAccountId"] = json!(of_bob);
    call(KEY, &of_others).await.refused(404, None);
    of_others["paymentAccountId"] = json!(999);
    call(KEY, &of_others).await.refused(404, None);
    let (credential, _) = sandbox.sign_in(bob, "bob@example.org").await;
    call(&credential, &body).await.refused(404, None);
    sandbox.change(ada, account, json!({ "isActive": false })).await;
    call(KEY, &body).await.refused(422, Some("id"));
    sandbox.change(ada, account, json!({ "isActive": true })).await;
    sandbox.block(ada, true).await;
    call(KEY, &body).await.refused(403, None);
    assert_eq!(sandbox.balance(ada, account).await, "5");
}

#[tokio::test]
async fn a_customer_pays_from_an_own_account_until_blocked() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    let (credential, _) = sandbox.sign_in(ada, "ada@example.org").await;
    let mut own = body(ada, account);
    own.as_object_mut().unwrap().remove("clientId");
    let paid = sandbox.call("POST", PATH, &credential, Some(own.clone())).await.ok();
    assert_eq!(paid["balance"].to_string(), "4.99");
    sandbox.block(ada, true).await;
    own["merchantOrderId"] = json!("another");
    let refused = sandbox.call("POST", PATH, &credential, Some(own)).await;
    assert!([401, 403].contains(&refused.status), "{}", refused.text);
    assert_eq!(sandbox.balance(ada, account).await, "4.99");
}

#[tokio::test]
async fn promotional_money_pays_by_expiry_and_lapses_first() {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "promo").await;
    let grant = async |amount: i64, expires: Option<&str>| {
        let body = json!({ "amount": amount, "dateExpire": expires });
        sandbox.top_up(ada, account, body).await.ok()["id"].clone()
    };
    let (never, late, soon) = (
        grant(10, None).await,
        grant(20, Some("2026-05-01 00:00:00")).await,
        grant(30, Some("2026-04-10 23:59:59")).await,
    );
    let left = async |id: &Value| {
        let row = sandbox.transaction(ada, id).await;
        (row["remainingAmount"].to_string(), row["fullCovered"].clone())
    };
    let paid = sandbox.pay(ada, account, "35.5", "a").await.ok();
    assert_eq!((&paid["paymentAccountType"], &paid["remainingAmount"]), (&json!("promo"), &Value::Null));
    assert_eq!(left(&soon).await, ("0".into(), json!(true)));
    assert_eq!(left(&late).await, ("14.5".into(), json!(false)));
    assert_eq!(left(&never).await, ("10".into(), json!(false)));
    sandbox.app.clock.advance(40 * DAY);
    sandbox.pay(ada, account, "10.01", "b").await.refused(422, Some("amount"));
    sandbox.pay(ada, account, "10", "c").await.ok();
    assert_eq!(left(&late).await, ("0".into(), json!(true)));
    assert_eq!(sandbox.balance(ada, account).await, "0");
    sandbox.prove().await;
}

#[tokio::test]
async fn a_payment_is_told_where_asked_or_where_the_account_says() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "5").await;
    sandbox.pay(ada, account, "1", "silent").await.ok();
    sandbox.change(ada, account, json!({ "webhookUrl": "https://hooks.example/account" })).await;
    let paid = sandbox.pay(ada, account, "1", "usual").await.ok();
    let mut asked = body(ada, account);
    asked["webhookUrl"] = json!("https://hooks.example/payment");
    sandbox.post(PATH, asked.clone()).await.ok();
    sandbox.post(PATH, asked).await.ok();
    let told = sandbox.webhooks().await;
    let urls: Vec<&str> = told.iter().map(|(_, url, _)| url.as_str()).collect();
    assert_eq!(urls, ["https://hooks.example/payment", "https://hooks.example/account"]);
    assert_eq!((told[1].0.as_str(), &told[1].2), ("payment", &paid));
}
