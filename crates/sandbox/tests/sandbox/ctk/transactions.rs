//! Operations 38 to 40.

use super::{Ctk, Customer, refused, shaped};
use purser_api::ctk::transaction::{self, TotalKind, TotalPeriod, TotalQuery, TransactionQuery};
use purser_api::{Currency, Date, Decimal, decimal};
use purser_sandbox::domain::ctk::errors::Refused;
use serde_json::json;

/// Twelve deposits, one a month, up to now; and one withdrawal.
async fn a_year(ctk: &Ctk, customer: &Customer) {
    for month in 0..12 {
        let symbol = if month % 2 == 0 { "XRP" } else { "BTC" };
        ctk.deposit(customer, symbol, &format!("{}.5", month + 1)).await;
        ctk.advance(30 * 86_400);
    }
}

async fn ann_after_a_year(ctk: &Ctk) -> Customer {
    let ann = ctk.customer("ann").await;
    a_year(ctk, &ann).await;
    let ann = ctk.sign_in("ann").await;
    let body = json!({ "address": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "amount": "0.25" });
    ctk.post("/wallet/withdraw/BTC", &ann, body).await.ok();
    ann
}

#[tokio::test]
async fn transactions_come_by_pages_newest_first() {
    let ctk = Ctk::empty().await;
    let ann = ann_after_a_year(&ctk).await;
    let first = ctk.get("/transaction", &ann).await.ok();
    shaped(&first, "transaction-list.response");
    assert_eq!(first["data"]["total"], 13);
    assert_eq!(first["data"]["limit"], 100);
    assert_eq!(first["data"]["transactions"][0]["type"], "Sent");
    assert_eq!(first["data"]["transactions"][1]["amount"].to_string(), "12.5");
    let mut seen = Vec::new();
    for page in 1..=3 {
        let query = TransactionQuery { page: Some(page), limit: Some(5), symbol: None };
        let read = ctk.ask(&transaction::list(&query), &ann.token).await.unwrap();
        assert!(read.unreadable.is_empty());
        assert_eq!((read.page, read.total_pages, read.limit), (Some(page), Some(3), Some(5)));
        seen.extend(read.rows.into_iter().map(|row| row.id));
    }
    assert_eq!(seen.len(), 13);
    let all: Vec<String> = first["data"]["transactions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(seen, all);
    let beyond = ctk.get("/transaction?page=9&limit=5", &ann).await.ok();
    assert!(beyond["data"]["transactions"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn transactions_are_grouped_by_coin() {
    let ctk = Ctk::empty().await;
    let ann = ann_after_a_year(&ctk).await;
    let groups = ctk.get("/transactionBySymbol?limit=2", &ann).await.ok();
    shaped(&groups, "transaction-by-symbol.response");
    let group = &groups["data"]["group"];
    assert_eq!(group.as_object().unwrap().len(), 2);
    assert_eq!((&group["BTC"]["total"], &group["BTC"]["totalPages"]), (&json!(7), &json!(4)));
    assert_eq!(group["XRP"]["transactions"].as_array().unwrap().len(), 2);
    let query = TransactionQuery { symbol: Currency::new("xrp").ok(), ..TransactionQuery::default() };
    let read = ctk.ask(&transaction::by_symbol(&query), &ann.token).await.unwrap();
    assert_eq!((read.groups.len(), read.groups[0].1.rows.len()), (1, 6));
    let nobody = ctk.customer("bob").await;
    let empty = ctk.get("/transactionBySymbol", &nobody).await.ok();
    assert_eq!(empty["data"]["group"], json!({}));
}

#[tokio::test]
async fn rule_9_a_total_is_the_sum_of_its_transactions() {
    let ctk = Ctk::empty().await;
    let ann = ann_after_a_year(&ctk).await;
    let today = Date::parse("2027-03-26").unwrap();
    let periods = [
        TotalPeriod::Daily,
        TotalPeriod::Weekly,
        TotalPeriod::Monthly,
        TotalPeriod::Annually,
        TotalPeriod::Interval { start: Date::parse("2026-03-31").unwrap(), end: today },
    ];
    for period in periods {
        for kind in [None, Some(TotalKind::Receive), Some(TotalKind::Sent), Some(TotalKind::CardPurchase)] {
            for symbol in [None, Currency::new("XRP").ok()] {
                let query = TotalQuery { kind, period: Some(period), symbol, ..TotalQuery::default() };
                let total = ctk.ask(&transaction::total(&query), &ann.token).await.unwrap();
                let sum = total
                    .rows
                    .iter()
                    .filter_map(|row| row.usd_amount_at_transaction)
                    .try_fold(Decimal::ZERO, decimal::add);
                assert_eq!(Some(total.total), sum, "{period:?} {kind:?} {symbol:?}");
                assert_eq!(total.total_transactions, u64::try_from(total.rows.len()).ok());
                assert_eq!(total.period.kind.as_deref(), Some(period.as_str()));
            }
        }
    }
    let all =
        ctk.get("/transaction/total?period=interval&startDate=2026-03-31&endDate=2027-03-26", &ann).await;
    shaped(&all.ok(), "transaction-total.response");
    assert_eq!(all.json()["data"]["totalTransactions"], 13);
    assert_eq!(all.json()["data"]["period"]["max"], "2027-03-26 23:59:59");
    let paged = ctk.get("/transaction/total?period=annually&limit=1", &ann).await.ok();
    assert_eq!(paged["data"]["transactions"].as_array().unwrap().len(), 1);
    assert_eq!(paged["data"]["totalTransactions"], 3, "a total is of all pages");
    let month = ctk.get("/transaction/total?type=receive&period=monthly&symbol=XRP", &ann).await.ok();
    assert_eq!(month["data"]["type"], "receive");
    assert_eq!(month["data"]["period"]["min"], "2027-03-01 00:00:00");
}

#[tokio::test]
async fn rule_24_filters_are_checked() {
    let ctk = Ctk::empty().await;
    let ann = ctk.customer("ann").await;
    for path in [
        "/transaction?page=0",
        "/transaction?page=x",
        "/transaction?limit=0",
        "/transaction?limit=501",
        "/transaction?page=99999999999999999999",
        "/transactionBySymbol?limit=-1",
        "/transaction/total?type=given",
        "/transaction/total?period=hourly",
        "/transaction/total?period=interval&startDate=31.3.2026&endDate=2026-03-31",
        "/transaction/total?period=interval&startDate=2026-03-31&endDate=2026-03-30",
    ] {
        refused(&ctk.get(path, &ann).await, Refused::Invalid);
    }
    let path = "/transaction/total?period=interval";
    refused(&ctk.get(path, &ann).await, Refused::Missing);
    refused(&ctk.get("/transaction?symbol=EUR", &ann).await, Refused::NoSuchSymbol);
    ctk.get("/transaction/total?period=interval&startDate=2026-03-31&endData=2026-03-31", &ann).await.ok();
}
