//! A list that is followed while it grows; and the rest that helps an operator to find one row among many.

use reqwest::Method;
use serde_json::json;

use super::api::Api;
use super::harness::test;
use super::listing::{CUSTOMERS, Filter, TRANSACTIONS};
use super::steps::connect_to;

#[test]
fn what_is_new_comes_on_top_while_the_list_is_live() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, TRANSACTIONS.address).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        page.field("Live").click().await;
        page.says("0 new").await;
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        for amount in ["1.25", "2.50"] {
            let body = json!({ "clientId": customer, "amount": amount, "reason": "Live" });
            api.ask(Method::POST, &format!("payment-account/{account}/top-up"), Some(body)).await;
        }
        page.says("2 new").await;
        let wanted: Vec<String> =
            api.rows("transaction?limit=52").await.iter().map(|row| row["id"].to_string()).collect();
        page.until("both are on top, once", async || TRANSACTIONS.ids(&page).await == wanted).await;
        // Another order has no top.
        page.button("Amount").within(&page.table("Transactions")).click().await;
        page.at("/merchant/transactions?orderColumn=price&orderDirection=desc").await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "orderColumn=price&orderDirection=desc").await;
        page.field("Live").has_state("disabled", "true").await;
    });
}

#[test]
fn a_live_list_says_when_nobody_answers_and_goes_on() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, TRANSACTIONS.address).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        page.allow_log("net::ERR_");
        page.field("Live").click().await;
        page.says("0 new").await;
        world.sandbox().stop();
        page.says("no answer, trying again").await;
        world.sandbox().start_again();
        page.says_no_more("no answer, trying again").await;
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        let body = json!({ "clientId": customer, "amount": "3.75", "reason": "After it" });
        api.ask(Method::POST, &format!("payment-account/{account}/top-up"), Some(body)).await;
        page.says("1 new").await;
    });
}

#[test]
fn columns_are_chosen_kept_and_shared() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, TRANSACTIONS.address).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        let headings = async || page.table("Transactions").rows().await.first().cloned().unwrap_or_default();
        page.button("Columns").click().await;
        page.field("Number").click().await;
        page.field("For").click().await;
        page.at("/merchant/transactions?columns=when%2Cnumber%2Cwho%2Corder%2Cstate%2Csum%2Cbal").await;
        let wanted = ["", "When", "Number", "Customer", "Order id", "Status", "Amount", "Balance after"];
        page.until("the columns are those", async || headings().await == wanted).await;
        page.press("Escape").await;
        page.field("For").gone().await;
        // Kept for the next time, without the address.
        connect_to(&page, TRANSACTIONS.address).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        page.until("the choice is kept", async || headings().await == wanted).await;
        // The address of somebody else counts more.
        connect_to(&page, "/merchant/transactions?columns=sum,who,nothing").await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        page.until("the address counts", async || headings().await == ["", "Customer", "Amount"]).await;
    });
}

#[test]
fn rows_on_a_page_are_chosen() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, CUSTOMERS.address).await;
        page.button("Columns").click().await;
        page.button("25").click().await;
        page.at("/merchant/users?limit=25").await;
        page.says("1 to 25 of").await;
        page.until("25 rows", async || CUSTOMERS.ids(&page).await.len() == 25).await;
    });
}

#[test]
fn a_pasted_list_of_numbers_is_a_filter() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, TRANSACTIONS.address).await;
        let rows = api.rows("transaction?limit=40&page=3").await;
        let ids: Vec<String> = rows.iter().step_by(9).map(|row| row["id"].to_string()).collect();
        page.button("Filter").click().await;
        page.thing(&["menuitem"], "Numbers").click().await;
        let editor = page.thing(&["form"], "Numbers");
        page.field("Numbers").within(&editor).fill("17, eighteen").await;
        page.button("Apply").within(&editor).click().await;
        page.any(&["alert"]).has_text("These are not all numbers").await;
        page.field("Numbers").within(&editor).fill(&format!("#{}", ids.join("; #"))).await;
        page.button("Apply").within(&editor).click().await;
        page.at(&format!("/merchant/transactions?idList={}", ids.join("%2C"))).await;
        page.button(&format!("Numbers {} numbers", ids.len())).shown().await;
        page.until("those rows", async || {
            let mut shown = TRANSACTIONS.ids(&page).await;
            let mut wanted = ids.clone();
            shown.sort();
            wanted.sort();
            shown == wanted
        })
        .await;
        connect_to(&page, "/merchant/transactions?idList=17,x").await;
        page.any(&["alert"]).has_text("A filter in the address is wrong.").await;
    });
}

#[test]
fn one_customers_transactions_are_a_filter_too() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer().id.to_string();
        connect_to(&page, TRANSACTIONS.address).await;
        let filter = Filter::typed("Customer number", "clientId", &customer, |row, value| {
            row["userId"].as_u64() == value.parse().ok()
        });
        filter.is_kept_by_the_address(&page, &api, TRANSACTIONS).await;
    });
}

#[test]
fn one_transaction_is_opened_by_its_number_or_its_order_id() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, TRANSACTIONS.address).await;
        let rows = api.rows("transaction?limit=200").await;
        let row = rows
            .iter()
            .find(|row| row["merchantOrderId"].as_str().is_some_and(|id| id.starts_with("order-")));
        let row = row.expect("a payment");
        let address = format!("/merchant/transactions/{}?customer={}", row["id"], row["userId"]);
        for typed in
            [format!("#{}", row["id"]), row["merchantOrderId"].as_str().expect("an order").to_owned()]
        {
            page.field("Number or order id").fill(&typed).await;
            page.press("Enter").await;
            page.at(&address).await;
            page.back().await;
            TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        }
        page.field("Number or order id").fill("no-such-order").await;
        page.press("Enter").await;
        page.any(&["alert"]).has_text("No transaction has that number or order id.").await;
    });
}
