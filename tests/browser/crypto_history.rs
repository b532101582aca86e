//! What happened to coins: filtered by the address, added up exactly, drawn, written to a file, and all of it agrees.

use purser_api::{Decimal, decimal};
use serde_json::{Value, json};

use super::crypto_api::{AMELIA, Coins};
use super::crypto_sign_in::sign_in_holder;
use super::exports::{column, export};
use super::files::Files;
use super::harness::{Screen, World, test};

const HISTORY: &str = "/crypto/history";

/// All rows of a filter, as the system has them.
async fn all(coins: &Coins, token: &str, query: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    for page in 1.. {
        let path = format!("transaction/total?page={page}&limit=100&{query}");
        let raw: Value = serde_json::from_str(&coins.raw(&path, token).await).expect("JSON");
        let found = raw["data"]["transactions"].as_array().cloned().unwrap_or_default();
        let is_last = found.len() < 100;
        rows.extend(found);
        if is_last {
            break;
        }
    }
    rows
}

fn ever() -> String {
    "period=interval&startDate=2009-01-01&endDate=2099-12-31".to_owned()
}

fn number(value: &Value) -> Decimal {
    decimal::parse(&value.to_string()).expect("a number")
}

/// The exact sum of a field.
fn sum<'a>(rows: impl Iterator<Item = &'a Value>, field: &str) -> Decimal {
    rows.fold(Decimal::ZERO, |sum, row| decimal::add(sum, number(&row[field])).expect("a sum"))
}

async fn small_deposit(world: &World) -> (Coins, String) {
    let coins = Coins::of(world);
    let deposit = json!({ "username": "amelia", "symbol": "ETH", "amount": "0.000000000000000001", "confirmations": 60 });
    coins.outside("deposit", deposit).await;
    coins.advance(300).await;
    let token = coins.token(AMELIA).await;
    (coins, token)
}

#[test]
fn rule_9_list_totals_and_file_agree_to_the_last_of_eighteen_decimals() {
    test(async |world| {
        let page = world.desk().await;
        let files = Files::of(world, &page).await;
        let every = async |coins: &Coins, token: &str| {
            let rows = all(coins, token, &format!("{}&symbol=ETH", ever())).await;
            let money_in = sum(rows.iter().filter(|row| row["type"] == "Receive"), "amount");
            (rows, money_in.normalize())
        };
        let (mut coins, mut token) = small_deposit(world).await;
        let (mut rows, mut money_in) = every(&coins, &token).await;
        if money_in.scale() < 18 {
            // What was there before ended in nine: the test is about every decimal.
            (coins, token) = small_deposit(world).await;
            (rows, money_in) = every(&coins, &token).await;
        }
        assert_eq!(money_in.scale(), 18, "{money_in}");
        sign_in_holder(&page, AMELIA).await;
        page.goto(&format!("{HISTORY}?symbol=ETH")).await;
        page.heading(&format!("History {}", rows.len())).shown().await;
        page.table("Totals of each coin").has_text(&money_in.to_string()).await;
        page.says("0.000000000000000001").await;
        let (name, text) = export(&page, &files, "CSV file").await;
        assert!(
            name.starts_with("coin-transactions-") && name.ends_with(&format!("-{}-rows.csv", rows.len())),
            "{name}"
        );
        let ids: Vec<&str> = rows.iter().filter_map(|row| row["id"].as_str()).collect();
        assert_eq!(column(&text, "id"), ids);
        let amounts: Vec<Decimal> = rows.iter().map(|row| number(&row["amount"])).collect();
        let read: Vec<Decimal> =
            column(&text, "amount").iter().map(|text| decimal::parse(text).expect("an amount")).collect();
        assert_eq!(read, amounts);
        page.says(&format!("{} rows are in the file.", rows.len())).await;
    });
}

#[test]
fn filters_stand_in_the_address_and_narrow_everything() {
    test(async |world| {
        for screen in [Screen::PHONE, Screen::DESK] {
            let page = world.browser(screen).await;
            let coins = Coins::of(world);
            let token = coins.token(AMELIA).await;
            sign_in_holder(&page, AMELIA).await;
            page.link("History").click().await;
            page.at(HISTORY).await;
            let every = all(&coins, &token, &ever()).await;
            page.heading(&format!("History {}", every.len())).shown().await;
            page.button("Filter").click().await;
            page.thing(&["menuitem"], "Kind").click().await;
            page.button("Sent").click().await;
            page.at("/crypto/history?type=sent").await;
            let sent = all(&coins, &token, &format!("{}&type=sent", ever())).await;
            assert!(!sent.is_empty() && sent.len() < every.len());
            page.heading(&format!("History {}", sent.len())).shown().await;
            page.reload().await;
            page.heading(&format!("History {}", sent.len())).shown().await;
            page.back().await;
            page.heading(&format!("History {}", every.len())).shown().await;
        }
    });
}

#[test]
fn totals_of_a_time_are_those_of_the_system() {
    test(async |world| {
        let page = world.desk().await;
        let coins = Coins::of(world);
        let token = coins.token(AMELIA).await;
        sign_in_holder(&page, AMELIA).await;
        for (address, query) in [
            ("period=annually", "period=annually".to_owned()),
            ("period=monthly&type=receive", "period=monthly&type=receive".to_owned()),
            (
                "startDate=2020-01-01&endDate=2099-01-01&symbol=BTC",
                "period=interval&startDate=2020-01-01&endDate=2099-01-01&symbol=BTC".to_owned(),
            ),
        ] {
            let total = coins.get(&format!("transaction/total?{query}"), &token).await;
            page.goto(&format!("{HISTORY}?{address}")).await;
            page.heading(&format!("History {}", total["totalTransactions"])).shown().await;
            let said = total["totalFormatted"].as_str().expect("a text").trim_start_matches('$');
            let of = if query.contains("type") { "total of these" } else { "in and out together" };
            page.says(&format!("{of}: {said}")).await;
        }
    });
}

#[test]
fn rule_9_what_arrives_is_in_the_list_and_in_the_totals() {
    test(async |world| {
        let page = world.desk().await;
        sign_in_holder(&page, AMELIA).await;
        page.goto(&format!("{HISTORY}?symbol=ETH")).await;
        page.table("Totals of each coin").shown().await;
        assert!(!page.text().await.contains("000000000000000001"));
        let (coins, token) = small_deposit(world).await;
        let rows = all(&coins, &token, &format!("{}&symbol=ETH", ever())).await;
        page.evaluate("window.dispatchEvent(new Event('focus'))").await;
        page.heading(&format!("History {}", rows.len())).shown().await;
        let received = rows.iter().filter(|row| row["type"] == "Receive");
        let money_in = sum(received, "amount").normalize().to_string();
        page.table("Totals of each coin").has_text(&money_in).await;
    });
}

#[test]
fn an_interval_is_picked_and_takes_the_place_of_a_time() {
    test(async |world| {
        let page = world.desk().await;
        sign_in_holder(&page, AMELIA).await;
        page.goto(&format!("{HISTORY}?period=monthly")).await;
        page.button("Filter").click().await;
        page.thing(&["menuitem"], "From (UTC)").click().await;
        page.field("From (UTC)").fill_day("2026-01-02").await;
        page.button("Apply").click().await;
        page.at("/crypto/history?startDate=2026-01-02").await;
        page.goto(&format!("{HISTORY}?startDate=2026-02-02&endDate=2026-02-01")).await;
        page.says("The last day is before the first.").await;
        page.goto(&format!("{HISTORY}?period=weekly&endDate=2026-02-01")).await;
        page.says("It names a time of the calendar and days besides.").await;
        page.goto(&format!("{HISTORY}?type=gift")).await;
        page.says("A filter in the address is wrong.").await;
        page.goto(&format!("{HISTORY}?startDate=2020-01-01&endDate=2020-01-02")).await;
        page.says("No transaction fits these filters").await;
        page.button("Clear filters").click().await;
        page.at(HISTORY).await;
    });
}

#[test]
fn the_chart_of_a_history_is_a_table_too() {
    test(async |world| {
        let page = world.desk().await;
        sign_in_holder(&page, AMELIA).await;
        page.goto(HISTORY).await;
        page.thing(&["group"], "What came in and went out, in US dollars").shown().await;
        page.button("Show as a table").click().await;
        page.table("What came in and went out, in US dollars").shown().await;
    });
}

#[test]
fn on_a_small_phone_sums_keep_every_digit() {
    test(async |world| {
        let page = world.browser(Screen::SMALL_PHONE).await;
        let (coins, token) = small_deposit(world).await;
        let rows = all(&coins, &token, &format!("{}&symbol=ETH", ever())).await;
        let money_in =
            sum(rows.iter().filter(|row| row["type"] == "Receive"), "amount").normalize().to_string();
        sign_in_holder(&page, AMELIA).await;
        page.goto(&format!("{HISTORY}?symbol=ETH")).await;
        page.table("Totals of each coin").has_text(&money_in).await;
        page.fits_the_width().await;
        page.button("Show as a table").click().await;
        page.table("What came in and went out, in US dollars").has_text("USD").await;
        page.fits_the_width().await;
    });
}

#[test]
fn a_history_that_cannot_be_had_says_so() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.desk().await);
        sign_in_holder(&page, AMELIA).await;
        page.allow_log("the server responded with a status of 503");
        coins.order(json!({ "path": "/api/v3/transaction/total", "status": 503, "times": 50 })).await;
        page.goto(HISTORY).await;
        page.says("The wallet system failed.").await;
    });
}

#[test]
fn rule_8_a_row_that_cannot_be_read_costs_one_row() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.desk().await);
        sign_in_holder(&page, AMELIA).await;
        let order =
            json!({ "path": "/api/v3/transaction/total", "fault": "fault-malformed-row", "times": 50 });
        coins.order(order).await;
        page.goto(HISTORY).await;
        page.says("1 of 50 could not be read").await;
        page.table("Totals of each coin").shown().await;
    });
}
