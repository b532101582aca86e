//! Lists as files: the same rows as on the screen, to the digit.

use std::time::Instant;

use purser::csv;
use purser_api::{Decimal, decimal};
use serde_json::{Value, json};

use super::api::Api;
use super::files::Files;
use super::harness::{Page, test};
use super::listing::{CUSTOMERS, TRANSACTIONS, count};
use super::steps::connect_to;
use super::totals::{all_rows, are_those_of};

pub async fn export(page: &Page, files: &Files, format: &str) -> (String, String) {
    page.button("Export").click().await;
    page.button(format).click().await;
    files.next(page).await
}

/// A column of a file.
pub fn column(text: &str, name: &str) -> Vec<String> {
    let sheet = csv::read(text).expect("a table");
    let at = sheet.records[0].cells.iter().position(|cell| cell == name).expect("the column");
    sheet.records[1..].iter().map(|row| row.cells[at].clone()).collect()
}

fn said(row: &Value, name: &str) -> String {
    match &row[name] {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn rule_9_a_csv_file_holds_every_row_of_the_filtered_set_to_the_digit() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let files = Files::of(world, &page).await;
        connect_to(&page, "/merchant/transactions?status=success&orderColumn=price&page=2").await;
        let rows = all_rows(&api, "status=success").await;
        let (name, text) = export(&page, &files, "CSV file").await;
        assert!(name.ends_with(&format!("-{}-rows.csv", rows.len())), "{name}");
        for field in
            ["id", "userId", "email", "type", "status", "mode", "currency", "merchantOrderId", "descriptor"]
        {
            let wanted: Vec<String> = rows.iter().map(|row| said(row, field)).collect();
            assert_eq!(column(&text, field), wanted, "{field}");
        }
        for field in ["price", "balance"] {
            let number = |text: &str| decimal::parse(text).expect("an amount").normalize();
            let wanted: Vec<Decimal> = rows.iter().map(|row| number(&said(row, field))).collect();
            let read: Vec<Decimal> = column(&text, field).iter().map(|text| number(text)).collect();
            assert_eq!(read, wanted, "{field}");
        }
        page.says(&format!("{} rows are in the file.", count(rows.len() as u64))).await;
    });
}

#[test]
fn a_json_file_says_what_it_is_and_how_much() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let files = Files::of(world, &page).await;
        connect_to(&page, "/merchant/transactions?mode=void").await;
        let rows = all_rows(&api, "mode=void").await;
        let (name, text) = export(&page, &files, "JSON file").await;
        assert!(name.ends_with("-rows.json"), "{name}");
        let file: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(file["count"], rows.len());
        assert_eq!(file["changedMeanwhile"], false);
        assert_eq!(file["filters"], json!([["mode", "void"]]));
        let ids = |rows: &[Value]| rows.iter().map(|row| row["id"].clone()).collect::<Vec<_>>();
        assert_eq!(ids(file["rows"].as_array().expect("rows")), ids(&rows));
    });
}

#[test]
fn customers_are_exported_with_what_was_filtered() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let files = Files::of(world, &page).await;
        connect_to(&page, CUSTOMERS.address).await;
        let rows = api.rows("user?limit=1000&orderColumn=id&orderDirection=asc").await;
        let (name, text) = export(&page, &files, "CSV file").await;
        assert!(
            name.starts_with("customers-") && name.ends_with(&format!("-{}-rows.csv", rows.len())),
            "{name}"
        );
        for field in ["id", "email", "externalUserId", "isBlocked", "isActivated"] {
            let wanted: Vec<String> = rows.iter().map(|row| said(row, field)).collect();
            assert_eq!(column(&text, field), wanted, "{field}");
        }
    });
}

#[test]
fn rule_8_a_file_says_what_it_lacks() {
    test(async |world| {
        let page = world.desk().await;
        let files = Files::of(world, &page).await;
        connect_to(&page, "/merchant/transactions?mode=void&descriptor=fault-malformed-row").await;
        let (name, text) = export(&page, &files, "JSON file").await;
        assert!(name.contains("-1-unreadable."), "{name}");
        let file: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(file["unreadable"], 1);
        page.says("1 could not be read and are not in it.").await;
    });
}

#[test]
fn an_empty_list_is_a_file_with_headings() {
    test(async |world| {
        let page = world.desk().await;
        let files = Files::of(world, &page).await;
        connect_to(&page, "/merchant/transactions?descriptor=Nothing+of+the+kind").await;
        page.heading("No transaction fits these filters").shown().await;
        let (name, text) = export(&page, &files, "CSV file").await;
        assert!(name.ends_with("-0-rows.csv"), "{name}");
        assert_eq!(text.lines().count(), 1);
    });
}

#[test]
fn an_export_that_is_stopped_leaves_no_file() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let files = Files::of(world, &page).await;
        connect_to(&page, "/merchant/transactions?descriptor=fault-delay-2000").await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        page.button("Export").click().await;
        page.button("CSV file").click().await;
        page.button("Cancel").click().await;
        page.button("Cancel").gone().await;
        assert!(files.is_empty());
        page.button("Export").has_state("disabled", "").await;
    });
}

#[test]
fn rule_4_too_many_questions_in_the_middle_are_waited_out() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let files = Files::of(world, &page).await;
        page.allow_log("status of 429");
        connect_to(&page, TRANSACTIONS.address).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        let rows = all_rows(&api, "").await;
        api.order_fault(json!({ "path": "/api/v1/transaction", "fault": "fault-status-429" })).await;
        page.button("Export").click().await;
        page.button("CSV file").click().await;
        let (_, text) = files.next(&page).await;
        let ids: Vec<String> = rows.iter().map(|row| said(row, "id")).collect();
        assert_eq!(column(&text, "id"), ids);
    });
}

#[test]
fn a_refusal_in_the_middle_is_said_and_leaves_no_file() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let files = Files::of(world, &page).await;
        connect_to(&page, TRANSACTIONS.address).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        for (status, title) in [(404, "There is no such thing here."), (500, "The wallet system failed.")] {
            page.allow_log(&format!("status of {status}"));
            let order = json!({ "path": "/api/v1/transaction", "status": status, "body": "{}" });
            api.order_fault(order).await;
            page.button("Export").click().await;
            page.button("CSV file").click().await;
            page.any(&["alert"]).has_text(title).await;
            assert!(files.is_empty());
        }
        let (name, _) = export(&page, &files, "CSV file").await;
        assert!(name.starts_with("transactions-"), "{name}");
        page.any(&["alert"]).gone().await;
    });
}

/// Measured and printed, never held against a clock.
#[test]
fn rule_9_a_hundred_thousand_transactions_are_summed_and_exported_exactly() {
    test(async |world| {
        let begun = Instant::now();
        world.sandbox().start_with(500, 122_000);
        println!("seeded in {:?}", begun.elapsed());
        let api = Api::of(world).await;
        let all = all_rows(&api, "").await;
        assert!(all.len() >= 100_000, "{} transactions of the first merchant", all.len());
        let page = world.desk().await;
        let files = Files::of(world, &page).await;
        connect_to(&page, TRANSACTIONS.address).await;
        let offer = page.button(&format!("Add up all {}", count(all.len() as u64)));
        offer.shown().await;
        let begun = Instant::now();
        offer.click().await;
        page.thing(&["progressbar"], "Adding up").gone_at_last().await;
        are_those_of(&page, &all).await;
        println!("{} rows summed in {:?}", all.len(), begun.elapsed());
        let begun = Instant::now();
        page.button("Export").click().await;
        page.button("CSV file").click().await;
        page.thing(&["progressbar"], "Export under way").gone_at_last().await;
        let (name, text) = files.next(&page).await;
        println!("{} bytes exported in {:?}", text.len(), begun.elapsed());
        assert!(name.ends_with(&format!("-{}-rows.csv", all.len())), "{name}");
        let ids: Vec<String> = all.iter().map(|row| said(row, "id")).collect();
        assert!(column(&text, "id") == ids, "every number, in order");
        let sum = |prices: Vec<String>| {
            prices.iter().map(|price| decimal::parse(price).expect("an amount")).sum::<Decimal>()
        };
        assert_eq!(sum(column(&text, "price")), sum(all.iter().map(|row| said(row, "price")).collect()));
    });
}
