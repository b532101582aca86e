//! Every operation, asked and read by the client's crate.

use super::{Ctk, PASSWORD, phone};
use purser_api::ctk::exchange::{self, ExchangeStatus, NewExchange};
use purser_api::ctk::external_provider::{self as provider, ExternalProviderUpdate, NewExternalProvider};
use purser_api::ctk::transaction::{self, TotalQuery, TransactionKind, TransactionQuery};
use purser_api::ctk::user::{self, Login, ProfileUpdate, Signup, SignupStep1};
use purser_api::ctk::wallet::{self, Withdrawal};
use purser_api::ctk::{card, symbol};
use purser_api::{Currency, Date, Decimal, Secret};
use serde_json::json;

fn coin(code: &str) -> Currency {
    Currency::new(code).unwrap()
}

async fn signed_up(ctk: &Ctk) {
    let signup = Signup {
        username: "ann".into(),
        password: Secret::new(PASSWORD),
        first_name: "Ann".into(),
        last_name: "Doe".into(),
        country: "NZ".into(),
        address: "1 Quay".into(),
        city: "Wellington".into(),
        state: "WGN".into(),
        zipcode: "6011".into(),
        nin: Secret::new("12-34-56"),
        email: "ann@example.org".into(),
        phone: phone("ann"),
        birthdate: Date::parse("1990-02-03").unwrap(),
        override_confirmation: Some(false),
    };
    ctk.ask(&user::signup(&signup), "").await.unwrap();
    ctk.ask(&user::signup_resend("ann"), "").await.unwrap();
    ctk.ask(&user::signup_verify("ann", &ctk.code("ann").await), "").await.unwrap();
    let step = SignupStep1 {
        username: "bob".into(),
        password: Secret::new(PASSWORD),
        email: "bob@example.org".into(),
        phone: phone("bob"),
        first_name: "Bob".into(),
        last_name: "Doe".into(),
    };
    assert_eq!(ctk.ask(&user::signup_step1(&step), "").await.unwrap().username, "bob");
}

/// Signs in with and without a second factor, with a password that was forgotten.
async fn signed_in(ctk: &Ctk) -> String {
    let sent = ctk.ask(&user::forgot_password("ann"), "").await.unwrap();
    assert_eq!(sent.code_delivery_method.as_deref(), Some("SMS"));
    let password = Secret::new("New@12345");
    let code = ctk.code("ann").await;
    ctk.ask(&user::confirm_password("ann", &code, &password), "").await.unwrap();
    let Login::Done(token) = ctk.ask(&user::login("ann", &password), "").await.unwrap() else {
        panic!("the second factor is off");
    };
    let token = token.access_token.expose();
    let change = ProfileUpdate { mfa: Some(true), ..ProfileUpdate::default() };
    assert_eq!(ctk.ask(&user::update(&change), token).await.unwrap().mfa, Some(true));
    ctk.ask(&user::logout(), token).await.unwrap();
    assert!(ctk.ask(&user::get(), token).await.is_err());
    let Login::SecondFactor(factor) = ctk.ask(&user::login("ann", &password), "").await.unwrap() else {
        panic!("the second factor is on");
    };
    let code = ctk.code("ann").await;
    let token = ctk.ask(&user::login_code("ann", &code, &factor.session), "").await.unwrap();
    token.access_token.expose().to_owned()
}

async fn coins(ctk: &Ctk, token: &str) {
    assert!(ctk.ask(&symbol::list(), token).await.unwrap().unreadable.is_empty());
    assert!(ctk.ask(&wallet::list(), token).await.unwrap().unreadable.is_empty());
    assert_eq!(ctk.ask(&wallet::address(coin("BTC")), token).await.unwrap().tag, None);
    ctk.ask(&wallet::set_default(coin("BTC"), true), token).await.unwrap();
    let amount: Decimal = "0.25".parse().unwrap();
    let withdrawal = Withdrawal { address: "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4".into(), amount };
    let sent = ctk.ask(&wallet::withdraw(coin("BTC"), &withdrawal), token).await.unwrap();
    assert_eq!((sent.amount, sent.symbol, sent.kind), (amount, coin("BTC"), TransactionKind::Sent), "rule 6");
    let query = TransactionQuery::default();
    assert_eq!(ctk.ask(&transaction::list(&query), token).await.unwrap().rows[0].id, sent.id);
    assert_eq!(ctk.ask(&transaction::by_symbol(&query), token).await.unwrap().groups.len(), 1);
    let total = ctk.ask(&transaction::total(&TotalQuery::default()), token).await.unwrap();
    assert_eq!(total.total_transactions, Some(2));
}

async fn exchanges(ctk: &Ctk, token: &str) {
    assert!(ctk.ask(&exchange::pairs(), token).await.unwrap().unreadable.is_empty());
    let (from, to) = (coin("BTC"), coin("XRP"));
    let least = ctk.ask(&exchange::minimum(from, to), token).await.unwrap();
    let new = NewExchange { from, to, amount: least.amount.round_dp(8) };
    let new = NewExchange { amount: new.amount * Decimal::TWO, ..new };
    let started = ctk.ask(&exchange::create(&new), token).await.unwrap();
    assert!(started.from_extra_id.is_none() && started.to_address.is_some());
    let status = ctk.ask(&exchange::status(&started.id), token).await.unwrap();
    assert_eq!(status, ExchangeStatus::Waiting);
    let history = ctk.ask(&exchange::history(), token).await.unwrap();
    let row = &history.rows[0];
    assert_eq!((row.id.as_str(), row.amount_from), (started.id.as_str(), Some(new.amount)), "rule 6");
}

async fn cards(ctk: &Ctk, token: &str) {
    let san = ctk.ask(&card::issue(), token).await.unwrap().san;
    let backs = ctk.local("GET", "/sandbox/cards?username=ann", None).await.ok();
    let cvv = Secret::new(backs["cards"][0]["cvv"].as_str().unwrap());
    assert_eq!(ctk.ask(&card::list(), token).await.unwrap().rows[0].status, Some(false));
    assert_eq!(ctk.ask(&card::activate(&san, &cvv), token).await.unwrap().status, Some(true));
    assert_eq!(ctk.ask(&card::set_status(&san, false), token).await.unwrap().status, Some(false));
    assert_eq!(ctk.ask(&card::info(&san), token).await.unwrap().card_exp_date.as_deref(), Some("03/30"));
}

async fn providers(ctk: &Ctk, token: &str) {
    let new = NewExternalProvider {
        provider: "kraken".into(),
        status: true,
        api_key: Secret::new("key"),
        api_secret: Secret::new("secret"),
    };
    let added = ctk.ask(&provider::add(&new), token).await.unwrap();
    assert_eq!(added.api_secret, Some(new.api_secret));
    let active = ctk.ask(&provider::get(), token).await.unwrap().unwrap();
    assert_eq!(active.provider.as_deref(), Some("kraken"));
    let change = ExternalProviderUpdate { status: Some(false), ..ExternalProviderUpdate::default() };
    assert_eq!(ctk.ask(&provider::edit("kraken", &change), token).await.unwrap().status, Some(false));
    let deleted = ctk.ask(&provider::delete("kraken"), token).await.unwrap();
    assert_eq!(deleted.provider.as_deref(), Some("kraken"));
}

#[tokio::test]
async fn the_client_asks_all_thirty_three_and_reads_every_answer() {
    let ctk = Ctk::empty().await;
    signed_up(&ctk).await;
    let token = signed_in(&ctk).await;
    let body = json!({ "username": "ann", "symbol": "BTC", "amount": "1", "confirmations": 3 });
    ctk.local("POST", "/sandbox/deposit", Some(body)).await.ok();
    assert!(ctk.ask(&user::get(), &token).await.unwrap().nin.is_some());
    coins(&ctk, &token).await;
    exchanges(&ctk, &token).await;
    cards(&ctk, &token).await;
    providers(&ctk, &token).await;
    ctk.verify().await;
}

#[tokio::test]
async fn a_failure_that_is_asked_for_reaches_ctk_too() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    ctk.deposit(&ann, "LTC", "1").await;
    ctk.deposit(&ann, "LTC", "2").await;
    let broken = ctk.call("GET", "/transaction?symbol=fault-malformed-row", &ann.token, None).await;
    let request = transaction::list(&TransactionQuery::default());
    let read = request.decode(&purser_api::Answer::new(broken.status, broken.text.as_bytes())).unwrap();
    assert_eq!((read.rows.len(), read.unreadable.len()), (1, 1), "rule 8: one row costs one row");
}
