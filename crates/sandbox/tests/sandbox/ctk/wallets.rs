//! Operations 23 to 26 and 41.

use super::{Ctk, refused, shaped};
use proptest::prelude::*;
use purser_api::ctk::{symbol, wallet};
use purser_api::{Currency, decimal};
use purser_sandbox::domain::ctk::assets::{ASSETS, find};
use purser_sandbox::domain::ctk::errors::Refused;
use purser_sandbox::domain::units::Units;
use purser_sandbox::rails::rates;
use serde_json::json;

const ETHEREUM: &str = "0x533584114A1cE143318858BAB997DC00DA575faA";

#[tokio::test]
async fn wallets_are_worth_what_the_rate_of_the_minute_says() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    ctk.deposit(&ann, "DASH", "40.19296762").await;
    let wallets = ctk.get("/wallet", &ann).await.ok();
    shaped(&wallets, "wallet-list.response");
    let dash = |wallets: &serde_json::Value| {
        let wallets = wallets["data"].as_array().unwrap();
        wallets.iter().find(|wallet| wallet["symbol"] == "DASH").unwrap().clone()
    };
    let first = dash(&wallets);
    assert_eq!(first["balance"].to_string(), "40.19296762", "rule 1: digit for digit");
    assert_eq!(first["balanceFormatted"], "40.19297");
    ctk.advance(60);
    let second = dash(&ctk.get("/wallet", &ann).await.ok());
    assert_ne!(first["balanceCurrency"], second["balanceCurrency"], "rates move");
    let read = ctk.ask(&wallet::list(), &ann.token).await.unwrap();
    assert!(read.unreadable.is_empty() && read.rows.len() == ASSETS.len() - 1);
}

#[tokio::test]
async fn everybody_has_an_address_of_their_own_for_every_coin() {
    let ctk = Ctk::empty().await;
    let (ann, bob) = (ctk.customer("ann").await, ctk.customer("bob").await);
    for asset in ASSETS.iter().filter(|asset| asset.is_offered && asset.can_receive) {
        let path = format!("/wallet/address/{}", asset.symbol);
        let answer = ctk.get(&path, &ann).await.ok();
        shaped(&answer, "wallet-address.response");
        let address = answer["data"]["address"].as_str().unwrap();
        assert_eq!(asset.chain.check(address), Ok(()), "{address}");
        assert_eq!(address.contains(':'), asset.chain.has_tags());
        assert_eq!(ctk.get(&path, &ann).await.ok(), answer, "the same again");
        assert_ne!(ctk.get(&path, &bob).await.ok(), answer);
    }
    let xrp = Currency::new("XRP").unwrap();
    let read = ctk.ask(&wallet::address(xrp), &ann.token).await.unwrap();
    assert!(read.tag.is_some_and(|tag| tag.parse::<u32>().is_ok()));
    refused(&ctk.get("/wallet/address/BTG", &ann).await, Refused::CannotReceive);
    refused(&ctk.get("/wallet/address/GNT", &ann).await, Refused::SymbolNotOffered);
    refused(&ctk.get("/wallet/address/EUR", &ann).await, Refused::NoSuchSymbol);
}

#[tokio::test]
async fn a_withdrawal_takes_the_amount_and_the_fee() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    ctk.deposit(&ann, "CTR", "100").await;
    let body = json!({ "address": ETHEREUM, "amount": 10 });
    let answer = ctk.post("/wallet/withdraw/CTR", &ann, body.clone()).await.ok();
    shaped(&answer, "wallet-withdraw.response");
    assert_eq!((&answer["data"]["amount"], &answer["data"]["type"]), (&json!(10), &json!("Sent")));
    assert!(answer["data"]["txhash"].as_str().unwrap().starts_with("0x"));
    let asset = find("CTR").unwrap();
    let rate = rates::usd(asset, ctk.sandbox.app.clock.now());
    let fee = purser_sandbox::domain::ctk::value::coins_for(asset.fee(), rate, 18).unwrap();
    let expected = Units::new(90 * purser_sandbox::domain::units::ONE).unwrap().checked_sub(fee).unwrap();
    assert_eq!(ctk.balance(&ann, "CTR").await, expected.to_string());
    // There is no reference: the same again is another one.
    let again = ctk.post("/wallet/withdraw/CTR", &ann, body).await.ok();
    assert_ne!(again["data"]["id"], answer["data"]["id"]);
    ctk.verify().await;
}

#[tokio::test]
async fn rule_19_a_refused_withdrawal_changes_nothing() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    ctk.deposit(&ann, "XRP", "100").await;
    let address = "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP";
    let withdraw = async |symbol: &str, address: &str, amount: serde_json::Value| {
        let body = json!({ "address": address, "amount": amount });
        ctk.post(&format!("/wallet/withdraw/{symbol}"), &ann, body).await
    };
    refused(&withdraw("XRP", address, json!(100)).await, Refused::InsufficientBalance);
    refused(&withdraw("XRP", address, json!(101)).await, Refused::InsufficientBalance);
    refused(&withdraw("XRP", address, json!("0.000001")).await, Refused::BelowMinimum);
    refused(&withdraw("XRP", address, json!("1.0000001")).await, Refused::Invalid);
    refused(&withdraw("XRP", address, json!(-5)).await, Refused::Invalid);
    refused(&withdraw("XRP", address, json!("9e99")).await, Refused::Invalid);
    refused(&withdraw("XRP", address, json!("9000000000000000000")).await, Refused::InsufficientBalance);
    refused(&withdraw("XRP", "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJQ", json!(5)).await, Refused::WrongAddress);
    refused(&withdraw("XRP", ETHEREUM, json!(5)).await, Refused::WrongAddress);
    refused(&withdraw("XRP", &format!("{address}:x"), json!(5)).await, Refused::WrongAddress);
    refused(&withdraw("QTUM", address, json!(5)).await, Refused::CannotSend);
    assert_eq!(ctk.balance(&ann, "XRP").await, "100");
    assert_eq!(ctk.get("/transaction", &ann).await.ok()["data"]["total"], 1);
    withdraw("XRP", &format!("{address}:156041"), json!("5.5")).await.ok();
    ctk.verify().await;
}

#[tokio::test]
async fn a_deposit_counts_when_its_chain_has_confirmed_it() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    let body = json!({ "username": "ann", "symbol": "BTC", "amount": "0.5", "confirmations": 1 });
    let noticed = ctk.local("POST", "/sandbox/deposit", Some(body)).await.ok();
    assert_eq!((&noticed["confirmations"], &noticed["confirmationsNeeded"]), (&json!(1), &json!(3)));
    assert_eq!(ctk.balance(&ann, "BTC").await, "0");
    ctk.advance(59);
    assert_eq!(ctk.balance(&ann, "BTC").await, "0");
    ctk.advance(1);
    assert_eq!(ctk.balance(&ann, "BTC").await, "0.5");
    ctk.advance(1_000);
    assert_eq!(ctk.balance(&ann, "BTC").await, "0.5", "once");
    let transactions = ctk.get("/transaction", &ann).await.ok();
    assert_eq!(transactions["data"]["transactions"][0]["txhash"], noticed["txhash"]);
    ctk.verify().await;
}

#[tokio::test]
async fn a_default_is_set_and_taken_back() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    let actives = async || {
        let wallets = ctk.ask(&wallet::list(), &ann.token).await.unwrap().rows;
        let active = wallets.into_iter().filter(|wallet| wallet.is_active == Some(true));
        active.map(|wallet| wallet.symbol.to_string()).collect::<Vec<_>>()
    };
    let set = async |symbol: &str, is_default: bool| {
        let request = wallet::set_default(Currency::new(symbol).unwrap(), is_default);
        ctk.ask(&request, &ann.token).await.unwrap();
    };
    assert!(actives().await.is_empty());
    set("BTC", true).await;
    set("ETH", true).await;
    assert_eq!(actives().await, ["ETH"]);
    set("BTC", false).await;
    assert_eq!(actives().await, ["ETH"]);
    set("ETH", false).await;
    assert!(actives().await.is_empty());
    let reply = ctk.put("/wallet/CTR", &ann, json!({ "isDefault": true })).await;
    refused(&reply, Refused::NotCardSpendable);
    refused(&ctk.put("/wallet/BTC", &ann, json!({})).await, Refused::Missing);
    refused(&ctk.put("/wallet/BTC", &ann, json!({ "isDefault": [] })).await, Refused::Invalid);
}

#[tokio::test]
async fn symbols_say_what_may_be_done_with_them() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    let answer = ctk.get("/symbol", &ann).await.ok();
    shaped(&answer, "symbol-list.response");
    let read = ctk.ask(&symbol::list(), &ann.token).await.unwrap();
    assert!(read.unreadable.is_empty());
    let orders: Vec<u64> = read.rows.iter().filter_map(|symbol| symbol.order).collect();
    assert_eq!(orders, (1..=22).collect::<Vec<u64>>(), "listed in the order to show them");
    let gone = read.rows.iter().find(|symbol| symbol.symbol.as_str() == "GNT").unwrap();
    assert_eq!((gone.status, gone.send, gone.receive), (Some(false), Some(false), Some(false)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn rule_1_every_digit_of_a_deposit_comes_back(units in 1..10_i128.pow(27)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let amount = Units::new(units).unwrap().to_string();
            let ctk = Ctk::empty().await;
            let ann = ctk.customer("ann").await;
            ctk.deposit(&ann, "ETH", &amount).await;
            let read = ctk.ask(&wallet::list(), &ann.token).await.unwrap();
            let ether = read.rows.iter().find(|wallet| wallet.symbol.as_str() == "ETH").unwrap();
            assert_eq!(ether.balance, decimal::parse(&amount).unwrap());
        });
    }
}
