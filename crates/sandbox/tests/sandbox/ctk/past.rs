//! The customers of the demonstration.

use super::{Ctk, Customer};
use crate::harness::Sandbox;
use purser_api::ctk::{card, exchange, transaction, user, wallet};
use serde_json::{Value, json};

async fn seeded() -> Ctk {
    Ctk { sandbox: Sandbox::seeded(2, 10).await.0 }
}

async fn demo(ctk: &Ctk) -> Vec<Value> {
    ctk.local("GET", "/sandbox/demo", None).await.ok()["ctk"].as_array().unwrap().clone()
}

async fn enter(ctk: &Ctk, who: &Value) -> Customer {
    let username = who["username"].as_str().unwrap().to_owned();
    let body = json!({ "username": username, "password": who["password"] });
    let answer = ctk.anonymous("/user/login", body).await.ok();
    if who["twoFactor"] == true {
        let messages = ctk.local("GET", "/sandbox/sms", None).await.ok();
        let code = &messages["messages"][0]["text"].as_str().unwrap()[..6];
        let body = json!({ "username": username, "code": code, "session": answer["data"]["session"] });
        let answer = ctk.anonymous("/user/login/code", body).await.ok();
        return Customer { username, token: answer["data"]["accessToken"].as_str().unwrap().to_owned() };
    }
    Customer { username, token: answer["data"]["accessToken"].as_str().unwrap().to_owned() }
}

#[tokio::test]
async fn everybody_in_the_demonstration_can_sign_in_and_has_a_past() {
    let ctk = seeded().await;
    let people = demo(&ctk).await;
    assert!(people.len() >= 3 && people.iter().any(|who| who["twoFactor"] == true));
    for (place, who) in people.iter().enumerate() {
        let customer = enter(&ctk, who).await;
        let token = &customer.token;
        let profile = ctk.ask(&user::get(), token).await.unwrap();
        assert_eq!(Some(profile.username.as_str()), who["username"].as_str());
        let wallets = ctk.ask(&wallet::list(), token).await.unwrap().rows;
        assert!(wallets.iter().any(|wallet| wallet.balance > purser_api::Decimal::ZERO));
        let all =
            ctk.ask(&transaction::list(&transaction::TransactionQuery::default()), token).await.unwrap();
        if profile.signup_steps_completed.is_none() {
            assert!(all.total.unwrap() > 60, "{place}: {:?}", all.total);
            assert!(ctk.ask(&exchange::history(), token).await.unwrap().rows.len() > 4);
            assert_eq!(ctk.ask(&card::list(), token).await.unwrap().rows.len(), 1);
        } else {
            assert_eq!(profile.signup_steps_completed, Some(5));
        }
    }
    ctk.verify().await;
}

#[tokio::test]
async fn one_exchange_and_one_deposit_are_under_way_when_the_past_ends() {
    let ctk = seeded().await;
    let amelia = enter(&ctk, &demo(&ctk).await[0]).await;
    let newest = async || ctk.ask(&exchange::history(), &amelia.token).await.unwrap().rows[0].clone();
    assert_eq!(newest().await.status, exchange::ExchangeStatus::Confirming);
    let before = ctk.get("/transaction", &amelia).await.ok()["data"]["total"].as_i64().unwrap();
    ctk.advance(600);
    assert_eq!(newest().await.status, exchange::ExchangeStatus::Finished);
    let after = ctk.get("/transaction", &amelia).await.ok()["data"]["total"].as_i64().unwrap();
    assert_eq!(after - before, 2);
    ctk.verify().await;
}

#[tokio::test]
async fn the_same_seed_gives_the_same_past() {
    let (one, other) = (seeded().await, seeded().await);
    let (first, second) =
        (enter(&one, &demo(&one).await[0]).await, enter(&other, &demo(&other).await[0]).await);
    for path in [
        "/user",
        "/wallet",
        "/transaction?limit=500",
        "/exchange/transactions",
        "/card",
        "/wallet/address/XMR",
    ] {
        assert_eq!(one.get(path, &first).await.ok(), other.get(path, &second).await.ok(), "{path}");
    }
}
