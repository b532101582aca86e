//! What a filtered list adds up to.

use std::collections::BTreeMap;

use purser_api::{Decimal, decimal};
use serde_json::Value;

use super::api::Api;
use super::harness::{Page, test};
use super::listing::{Filter, TRANSACTIONS, count};
use super::steps::{connect_to, grouped};

/// All rows of a list, past the console.
pub async fn all_rows(api: &Api, query: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    for page in 1.. {
        let path = format!("transaction?limit=1000&orderColumn=id&orderDirection=asc&page={page}&{query}");
        let more = api.rows(&path).await;
        if more.is_empty() {
            return rows;
        }
        rows.extend(more);
    }
    rows
}

/// What succeeded, per currency: rows, in, out.
pub fn sums(rows: &[Value]) -> BTreeMap<String, (u64, Decimal, Decimal)> {
    let mut sums = BTreeMap::new();
    for row in rows.iter().filter(|row| row["status"] == "success") {
        let currency = row["currency"].as_str().expect("a currency").to_owned();
        let price = decimal::parse(&row["price"].to_string().replace('"', "")).expect("an amount");
        let sum: &mut (u64, Decimal, Decimal) = sums.entry(currency).or_default();
        sum.0 += 1;
        match row["type"].as_str() {
            Some("income") => sum.1 += price,
            _ => sum.2 += price,
        }
    }
    sums
}

fn shown(amount: Decimal, currency: &str, plus: bool) -> String {
    let plain = decimal::plain(amount.abs(), if currency == "BTC" { 8 } else { 2 });
    let sign = match (amount.is_zero(), amount.is_sign_negative()) {
        (true, _) => "",
        (_, true) => "−",
        _ if plus => "+",
        _ => "",
    };
    let digits = if plain.split('.').next_back().is_some_and(|decimals| decimals.len() == 2) {
        grouped(&plain)
    } else {
        plain
    };
    format!("{sign}{digits} {currency}")
}

/// Waits until the totals are those of these rows.
pub async fn are_those_of(page: &Page, rows: &[Value]) {
    let wanted: Vec<Vec<String>> = sums(rows)
        .into_iter()
        .map(|(currency, (rows, income, outcome))| {
            let outcome = -outcome;
            vec![
                count(rows),
                shown(income, &currency, true),
                shown(outcome, &currency, true),
                shown(income + outcome, &currency, true),
            ]
        })
        .collect();
    let table = page.table("Totals");
    page.until(&format!("the totals are {wanted:?}"), async || {
        table.count().await == 1 && table.rows().await.get(1..).is_some_and(|rows| rows == wanted.as_slice())
    })
    .await;
}

#[test]
fn rule_9_a_small_set_is_added_up_by_itself_and_a_large_one_when_asked() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, TRANSACTIONS.address).await;
        let all = all_rows(&api, "").await;
        page.button(&format!("Add up all {}", count(all.len() as u64))).click().await;
        are_those_of(&page, &all).await;
        Filter::chosen("Mode", "Card", "mode", "card", |_, _| true).set(&page).await;
        let cards = all_rows(&api, "mode=card").await;
        are_those_of(&page, &cards).await;
        let failed = cards.iter().filter(|row| row["status"] != "success").count();
        page.says(&format!("{failed} more did not succeed")).await;
        page.button("Next page").click().await;
        page.at("/merchant/transactions?mode=card&page=2").await;
        are_those_of(&page, &cards).await;
    });
}

#[test]
fn rule_8_what_could_not_be_read_is_said_with_the_totals() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, "/merchant/transactions?mode=card&descriptor=fault-malformed-row").await;
        let totals = page.thing(&["region"], "Totals");
        totals.has_text("1 could not be read and are not in it. $.data[1]").await;
    });
}

#[test]
fn a_refusal_while_adding_up_is_said() {
    test(async |world| {
        let page = world.desk().await;
        page.allow_log("status of 500");
        connect_to(&page, TRANSACTIONS.address).await;
        page.thing(&["button"], "Columns").shown().await;
        let api = Api::of(world).await;
        let all = count(api.total("transaction").await);
        page.button(&format!("Add up all {all}")).shown().await;
        page.allow_log("net::ERR_");
        world.sandbox().stop();
        page.button(&format!("Add up all {all}")).click().await;
        page.any(&["alert"]).has_text("The wallet system does not answer.").await;
        world.sandbox().start_again();
        page.button(&format!("Add up all {all}")).click().await;
        page.any(&["alert"]).gone().await;
        are_those_of(&page, &all_rows(&api, "").await).await;
    });
}

#[test]
fn adding_up_can_be_stopped_and_ends_with_its_page() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let address = "/merchant/transactions?descriptor=fault-delay-4000";
        connect_to(&page, address).await;
        let offer = format!("Add up all {}", count(api.total("transaction").await));
        page.button(&offer).click().await;
        page.button("Cancel").click().await;
        page.button(&offer).click().await;
        page.button("Cancel").shown().await;
        page.link("Customers").click().await;
        page.at("/merchant/users").await;
        page.thing(&["region"], "Totals").gone().await;
    });
}
