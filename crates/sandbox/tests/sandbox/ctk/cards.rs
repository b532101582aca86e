//! Operations 42 to 46, and purchases.

use super::{Ctk, Customer, PASSWORD, phone, refused, shaped};
use purser_api::Secret;
use purser_api::ctk::card;
use purser_sandbox::domain::ctk::errors::Refused;
use serde_json::{Value, json};

/// A card that has been issued; its number and the CVV on its back.
async fn issued(ctk: &Ctk, customer: &Customer) -> (String, String) {
    let answer = ctk.post("/card/issue", customer, json!({})).await.ok();
    shaped(&answer, "card-issue.response");
    let path = format!("/sandbox/cards?username={}", customer.username);
    let backs = ctk.local("GET", &path, None).await.ok();
    let san = answer["data"]["san"].as_str().unwrap().to_owned();
    assert_eq!(backs["cards"][0]["san"], san);
    (san, backs["cards"][0]["cvv"].as_str().unwrap().to_owned())
}

async fn activated(ctk: &Ctk, customer: &Customer) -> String {
    let (san, cvv) = issued(ctk, customer).await;
    ctk.post("/card/activate", customer, json!({ "san": san, "cvv": cvv })).await.ok();
    san
}

async fn buy(ctk: &Ctk, customer: &Customer, amount: &str) -> Value {
    let body = json!({ "username": customer.username, "amount": amount, "merchant": "PAYPAL" });
    ctk.local("POST", "/sandbox/purchase", Some(body)).await.ok()
}

#[tokio::test]
async fn a_card_is_issued_activated_and_locked() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    let (san, cvv) = issued(&ctk, &ann).await;
    let listed = ctk.get("/card", &ann).await.ok();
    shaped(&listed, "card-list.response");
    assert_eq!(listed["data"]["cards"][0]["status"], false);
    refused(
        &ctk.put(&format!("/card/status/{san}"), &ann, json!({ "status": true })).await,
        Refused::NotActivated,
    );
    let number: u64 = san.parse().unwrap();
    let activation = json!({ "san": number, "cvv": cvv });
    let answer = ctk.post("/card/activate", &ann, activation.clone()).await.ok();
    shaped(&answer, "card-activate.response");
    assert_eq!(answer["data"]["status"], true);
    refused(&ctk.post("/card/activate", &ann, activation).await, Refused::AlreadyActivated);
    let locked = ctk.put(&format!("/card/status/{san}"), &ann, json!({ "status": false })).await.ok();
    shaped(&locked, "card-status.response");
    assert_eq!(locked["data"]["status"], false);
    let info = ctk.post("/card/info", &ann, json!({ "san": san })).await.ok();
    shaped(&info, "card-info.response");
    assert_eq!(info["data"]["cardExpDate"], "03/30");
    let read = ctk.ask(&card::info(&san), &ann.token).await.unwrap();
    assert_eq!(read.status, Some(false));
    let bob = ctk.customer("bob").await;
    refused(&ctk.post("/card/info", &bob, json!({ "san": san })).await, Refused::NoSuchCard);
}

#[tokio::test]
async fn rule_18_neither_number_nor_cvv_is_shown_or_kept() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    let (san, cvv) = issued(&ctk, &ann).await;
    ctk.ask(&card::activate(&san, &Secret::new(cvv.as_str())), &ann.token).await.unwrap();
    let info = ctk.post("/card/info", &ann, json!({ "san": san })).await.ok();
    assert_eq!(info["data"]["cardCvv"], "***");
    let number = info["data"]["cardNumber"].as_str().unwrap();
    assert!(number.len() == 16 && number.starts_with("************"), "{number}");
    assert!(number[12..].bytes().all(|byte| byte.is_ascii_digit()));
}

#[tokio::test]
async fn rule_22_five_wrong_cvvs_lock_for_a_while() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    let (san, cvv) = issued(&ctk, &ann).await;
    let wrong = if cvv == "000" { "001" } else { "000" };
    let activate =
        async |cvv: &str| ctk.post("/card/activate", &ann, json!({ "san": san, "cvv": cvv })).await;
    for _ in 0..4 {
        refused(&activate(wrong).await, Refused::WrongCvv);
    }
    refused(&activate(wrong).await, Refused::TooManyAttempts);
    refused(&activate(&cvv).await, Refused::TooManyAttempts);
    ctk.advance(300);
    activate(&cvv).await.ok();
}

#[tokio::test]
async fn a_card_takes_a_cleared_identity() {
    let ctk = Ctk::empty().await;
    let step = json!({
        "username": "ann", "password": PASSWORD, "email": "ann@example.org", "phone": phone("ann"),
        "firstName": "Ann", "lastName": "Doe",
    });
    shaped(&ctk.anonymous("/user/signup/step1", step).await.ok(), "user-signup-step1.response");
    let verify = json!({ "username": "ann", "code": ctk.code("ann").await });
    ctk.anonymous("/user/signup/verify", verify).await.ok();
    let ann = ctk.sign_in("ann").await;
    let message = refused(&ctk.post("/card/issue", &ann, json!({})).await, Refused::ProfileIncomplete);
    assert!(message.contains("birthdate, country") && message.contains("nin"), "{message}");
    let rest = json!({
        "birthdate": "12/14/1988", "country": "NZ", "address": "1 Quay", "city": "Wellington",
        "state": "WGN", "zipcode": "6011", "nin": "000000000",
    });
    ctk.put("/user/update", &ann, rest).await.ok();
    refused(&ctk.post("/card/issue", &ann, json!({})).await, Refused::IdentityNotCleared);
    ctk.put("/user/update", &ann, json!({ "nin": "625809636" })).await.ok();
    issued(&ctk, &ann).await;
    refused(&ctk.post("/card/issue", &ann, json!({})).await, Refused::CardLimitReached);
}

#[tokio::test]
async fn a_purchase_spends_the_chosen_wallet_or_the_one_of_most_worth() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    assert_eq!(buy(&ctk, &ann, "10").await["approved"], false, "there is no card");
    let san = activated(&ctk, &ann).await;
    assert_eq!(buy(&ctk, &ann, "10").await["reason"], "The balance is not sufficient.");
    ctk.deposit(&ann, "CTR", "1000000").await;
    assert_eq!(buy(&ctk, &ann, "10").await["approved"], false, "no card spends CTR");
    ctk.deposit(&ann, "LTC", "1").await;
    ctk.deposit(&ann, "BTC", "1").await;
    let paid = buy(&ctk, &ann, "12.34").await;
    assert_eq!((&paid["approved"], &paid["symbol"]), (&json!(true), &json!("BTC")));
    ctk.put("/wallet/LTC", &ann, json!({ "isDefault": true })).await.ok();
    assert_eq!(buy(&ctk, &ann, "12.34").await["symbol"], "LTC");
    let before = (ctk.balance(&ann, "LTC").await, ctk.balance(&ann, "BTC").await);
    assert_eq!(buy(&ctk, &ann, "1000").await["approved"], false, "what was chosen does not suffice");
    assert_eq!((ctk.balance(&ann, "LTC").await, ctk.balance(&ann, "BTC").await), before);
    ctk.put(&format!("/card/status/{san}"), &ann, json!({ "status": false })).await.ok();
    assert_eq!(buy(&ctk, &ann, "1").await["reason"], "The card is locked.");
    let total = ctk.get("/transaction/total?type=cardPurchase", &ann).await.ok();
    assert_eq!(total["data"]["totalTransactions"], 2);
    assert_eq!(total["data"]["transactions"][0]["title"], "PAYPAL");
    assert_eq!(total["data"]["transactions"][0]["type"], "cardPurchase");
    assert_eq!(total["data"]["transactions"][0]["usdAmountAtTransactionFormatted"], "$12.34");
    ctk.verify().await;
}

#[tokio::test]
async fn rule_24_what_the_world_does_is_checked_too() {
    let ctk = Ctk::empty().await;
    ctk.customer("ann").await;
    for body in [
        json!({}),
        json!({ "username": "ann", "amount": "0", "merchant": "x" }),
        json!({ "username": "ann", "amount": "1.001", "merchant": "x" }),
        json!({ "username": "ann", "amount": "1e30", "merchant": "x" }),
        json!({ "username": "ann", "amount": "5" }),
    ] {
        assert_eq!(ctk.local("POST", "/sandbox/purchase", Some(body)).await.status, 422);
    }
    for body in [
        json!({}),
        json!({ "username": "ann", "symbol": "EUR", "amount": "1" }),
        json!({ "username": "ann", "symbol": "BTC", "amount": "0.000000001" }),
        json!({ "username": "ann", "symbol": "BTC", "amount": "-1" }),
        json!({ "username": "ann", "symbol": "BTC", "amount": "1000000001" }),
        json!({ "username": "ann", "symbol": "BTC", "amount": "1", "confirmations": -1 }),
    ] {
        assert_eq!(ctk.local("POST", "/sandbox/deposit", Some(body)).await.status, 422);
    }
    let body = json!({ "username": "nobody", "symbol": "BTC", "amount": "1" });
    assert_eq!(ctk.local("POST", "/sandbox/deposit", Some(body)).await.status, 404);
    for path in ["/sandbox/sms", "/sandbox/cards?username=ann"] {
        assert_eq!(ctk.sandbox.call("GET", path, "", None).await.status, 404, "not from elsewhere");
    }
    for path in ["/sandbox/deposit", "/sandbox/purchase"] {
        let body = json!({ "username": "ann", "symbol": "BTC", "amount": "1", "merchant": "x" });
        assert_eq!(ctk.sandbox.call("POST", path, "", Some(body)).await.status, 404);
    }
}
