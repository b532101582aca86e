//! Operations 51 to 55.

use super::{Ctk, refused, shaped};
use purser_api::Currency;
use purser_api::ctk::exchange::{self, ExchangeStatus, NewExchange};
use purser_sandbox::domain::ctk::assets::find;
use purser_sandbox::domain::ctk::errors::Refused;
use purser_sandbox::domain::units::Units;
use serde_json::{Value, json};

#[tokio::test]
async fn pairs_and_minimums_move_with_the_rates() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    let pairs = ctk.get("/exchange", &ann).await.ok();
    shaped(&pairs, "exchange-pairs.response");
    assert!(pairs["data"].as_array().unwrap().len() >= 90);
    let minimum = ctk.post("/exchange/minimum", &ann, json!({ "from": "BTC", "to": "ETH" })).await.ok();
    shaped(&minimum, "exchange-minimum.response");
    ctk.advance(60);
    assert_ne!(ctk.get("/exchange", &ann).await.ok(), pairs);
    let read = ctk.ask(&exchange::pairs(), &ann.token).await.unwrap();
    assert!(read.unreadable.is_empty());
    assert!(read.rows.iter().all(|pair| pair.amount_to > purser_api::Decimal::ZERO));
}

#[tokio::test]
async fn an_exchange_runs_through_its_five_states() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    ctk.deposit(&ann, "XRP", "100").await;
    let body = json!({ "from": "XRP", "to": "ETH", "amount": "50" });
    let started = ctk.post("/exchange/transaction", &ann, body).await.ok();
    shaped(&started, "exchange-transaction.response");
    assert_eq!(ctk.balance(&ann, "XRP").await, "50", "what is given has left");
    let id = started["data"]["id"].as_str().unwrap().to_owned();
    assert_eq!(find("XRP").unwrap().chain.check(started["data"]["fromAddress"].as_str().unwrap()), Ok(()));
    assert_eq!(find("ETH").unwrap().chain.check(started["data"]["toAddress"].as_str().unwrap()), Ok(()));
    let mut seen: Vec<(String, Value, Value)> = Vec::new();
    for _ in 0..13 {
        let status = ctk.get(&format!("/exchange/{id}"), &ann).await.ok();
        shaped(&status, "exchange-status.response");
        let history = ctk.get("/exchange/transactions", &ann).await.ok();
        let row = &history["data"][0];
        assert_eq!((&row["id"], &row["status"]), (&json!(id), &status["data"]));
        assert_eq!(ctk.balance(&ann, "ETH").await == "0", status["data"] != "finished");
        let seen_now = (
            status["data"].as_str().unwrap().to_owned(),
            row["payinHash"].clone(),
            row["payoutHash"].clone(),
        );
        if seen.last().is_none_or(|last| last.0 != seen_now.0) {
            seen.push(seen_now);
        }
        ctk.advance(10);
    }
    let states: Vec<&str> = seen.iter().map(|(state, _, _)| state.as_str()).collect();
    assert_eq!(states, ["waiting", "confirming", "exchanging", "sending", "finished"]);
    assert!(seen[0].1.is_null() && !seen[1].1.is_null(), "the chain knows of it from the second on");
    assert!(seen[2].2.is_null() && !seen[3].2.is_null());
    let history = ctk.get("/exchange/transactions", &ann).await.ok();
    shaped(&history, "exchange-transactions.response");
    let row = &history["data"][0];
    assert_eq!((&row["currencyFrom"], &row["amountFrom"]), (&json!("xrp"), &json!("50")));
    assert_eq!(ctk.balance(&ann, "ETH").await, row["amountTo"].as_str().unwrap(), "rule 1");
    ctk.verify().await;
}

#[tokio::test]
async fn history_is_newest_first_and_ones_own() {
    let ctk = Ctk::empty().await;
    let (ann, bob) = (ctk.customer("ann").await, ctk.customer("bob").await);
    ctk.deposit(&ann, "LTC", "10").await;
    for (to, amount) in [("BTC", "1"), ("XMR", "2"), ("XLM", "3")] {
        let new = NewExchange {
            from: Currency::new("LTC").unwrap(),
            to: Currency::new(to).unwrap(),
            amount: amount.parse().unwrap(),
        };
        ctk.ask(&exchange::create(&new), &ann.token).await.unwrap();
        ctk.advance(200);
    }
    let read = ctk.ask(&exchange::history(), &ann.token).await.unwrap();
    assert!(read.unreadable.is_empty());
    let got: Vec<String> = read.rows.iter().map(|row| row.currency_to.to_string()).collect();
    assert_eq!(got, ["XLM", "XMR", "BTC"]);
    assert!(read.rows.iter().all(|row| row.status == ExchangeStatus::Finished));
    assert!(read.rows[0].payout_extra_id.is_some() && read.rows[2].payout_extra_id.is_none());
    assert_eq!(read.rows[0].payin_confirmations, Some(2));
    refused(&ctk.get(&format!("/exchange/{}", read.rows[0].id), &bob).await, Refused::NoSuchExchange);
    assert_eq!(ctk.get("/exchange/transactions", &bob).await.ok()["data"], json!([]));
    assert_eq!(ctk.get("/transaction?symbol=LTC", &ann).await.ok()["data"]["total"], 4);
    ctk.verify().await;
}

#[tokio::test]
async fn rule_19_a_refused_exchange_changes_nothing() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    ctk.deposit(&ann, "BTC", "1").await;
    let minimum = ctk.post("/exchange/minimum", &ann, json!({ "from": "BTC", "to": "ETH" })).await.ok();
    let least: Units = minimum["data"]["amount"].to_string().parse().unwrap();
    let below = Units::new(least.get() - 10_i128.pow(10)).unwrap();
    let exchange = async |from: &str, to: &str, amount: Value| {
        let body = json!({ "from": from, "to": to, "amount": amount });
        ctk.post("/exchange/transaction", &ann, body).await
    };
    refused(&exchange("BTC", "ETH", json!(below.to_string())).await, Refused::BelowExchangeMinimum);
    refused(&exchange("BTC", "ETH", json!("1.00000001")).await, Refused::InsufficientBalance);
    refused(&exchange("BTC", "ETH", json!("0.123456789")).await, Refused::Invalid);
    refused(&exchange("BTC", "ETH", json!("")).await, Refused::Missing);
    refused(&exchange("BTC", "BTC", json!("1")).await, Refused::NoSuchPair);
    refused(&exchange("BTC", "CTR", json!("1")).await, Refused::NoSuchPair);
    refused(&exchange("BTC", "EUR", json!("1")).await, Refused::NoSuchSymbol);
    assert_eq!(ctk.balance(&ann, "BTC").await, "1");
    assert_eq!(ctk.get("/exchange/transactions", &ann).await.ok()["data"], json!([]));
    exchange("BTC", "ETH", json!(least.to_string())).await.ok();
    ctk.verify().await;
}

#[tokio::test]
async fn a_wallet_holds_no_more_than_can_be_said() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    for _ in 0..9 {
        ctk.deposit(&ann, "DOGE", "1000000000").await;
    }
    let deposit = async |amount: &str, confirmations: i64| {
        let body = json!({
            "username": "ann", "symbol": "DOGE", "amount": amount, "confirmations": confirmations,
        });
        ctk.local("POST", "/sandbox/deposit", Some(body)).await.status
    };
    assert_eq!(deposit("900000000", 0).await, 200, "on its way");
    assert_eq!(deposit("100000000", 1_000).await, 422);
    ctk.deposit(&ann, "BTC", "1000000").await;
    let body = json!({ "from": "BTC", "to": "DOGE", "amount": "1000000" });
    refused(&ctk.post("/exchange/transaction", &ann, body).await, Refused::AmountTooLarge);
    ctk.verify().await;
}
