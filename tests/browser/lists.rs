//! Lists: filters, order and pages stand in the address, and the rows are those of the API.

use serde_json::Value;

use super::api::Api;
use super::harness::{Page, test};
use super::listing::{CUSTOMERS, Filter, List, TRANSACTIONS, count};
use super::steps;

async fn each_is_kept(page: &Page, api: &Api, list: List, filters: &[Filter]) {
    steps::connect_to(page, list.address).await;
    list.shows_what_the_api_has(page, api, "").await;
    for filter in filters {
        filter.is_kept_by_the_address(page, api, list).await;
    }
}

/// The day of a row's time.
fn day<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name]["date"].as_str().and_then(|date| date.get(..10)).expect("a date")
}

#[test]
fn rule_9_filters_of_customers_are_in_the_address() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let rows = api.rows("user?limit=50").await;
        let external_id = rows[7]["externalUserId"].as_str().expect("an id");
        let filters = [
            Filter::typed("E-mail", "email", &api.customer().email, |row, value| row["email"] == value),
            Filter::typed("External id", "externalUserId", external_id, |row, value| {
                row["externalUserId"] == value
            }),
            Filter::chosen("Blocked", "yes", "isBlocked", "true", |row, _| row["isBlocked"] == true),
            Filter::chosen("Activated", "no", "isActivated", "false", |row, _| row["isActivated"] == false),
            Filter::day("From (UTC)", "dateFrom", day(&rows[30], "createdAt"), |row, value| {
                day(row, "createdAt") >= value
            }),
            Filter::day("To (UTC)", "dateTo", day(&rows[20], "createdAt"), |row, value| {
                day(row, "createdAt") <= value
            }),
        ];
        each_is_kept(&page, &api, CUSTOMERS, &filters).await;
    });
}

#[test]
fn rule_9_choices_for_transactions_are_in_the_address() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let filters = [
            Filter::chosen("Status", "Failed", "status", "fail", |row, value| row["status"] == value),
            Filter::chosen("Direction", "Money in", "type", "income", |row, value| row["type"] == value),
            Filter::chosen("Mode", "Void", "mode", "void", |row, value| row["mode"] == value),
            Filter::chosen("Action", "Refund", "action", "refund", |row, value| row["action"] == value),
            Filter::chosen("Virtual", "yes", "virtual", "true", |row, _| row["isVirtual"] == true),
            Filter::chosen("Lapses", "yes", "onlyWithExpireDate", "true", |row, _| {
                !row["dateExpire"].is_null()
            }),
        ];
        each_is_kept(&page, &api, TRANSACTIONS, &filters).await;
    });
}

#[test]
fn rule_9_words_and_days_for_transactions_are_in_the_address() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let rows = api.rows("transaction?limit=1000").await;
        let with_order =
            rows.iter().find_map(|row| row["merchantOrderId"].as_str().filter(|id| !id.is_empty()));
        let filters = [
            Filter::typed("Order id", "merchantOrderId", with_order.expect("an order"), |row, value| {
                row["merchantOrderId"] == value
            }),
            Filter::typed("Payment method", "paymentMethod", "crypto", |row, value| {
                row["paymentMethod"] == value
            }),
            Filter::typed("Descriptor", "descriptor", "Printing", |row, value| row["descriptor"] == value),
            Filter::typed("Account number", "paymentAccountId", "1", |row, value| {
                row["paymentAccountId"].as_u64() == value.parse().ok()
            }),
            Filter::typed("Newer than number", "lastTransactionId", "2900", |row, _| {
                row["id"].as_u64() > Some(2900)
            }),
            Filter::day("From (UTC)", "dateFrom", day(&rows[60], "date"), |row, value| {
                day(row, "date") >= value
            }),
            Filter::day("To (UTC)", "dateTo", day(&rows[900], "date"), |row, value| {
                day(row, "date") <= value
            }),
        ];
        each_is_kept(&page, &api, TRANSACTIONS, &filters).await;
    });
}

#[test]
fn filters_add_up_and_are_changed_and_cleared() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        steps::connect_to(&page, "/merchant/transactions?status=success").await;
        let income =
            Filter::chosen("Direction", "Money in", "type", "income", |row, value| row["type"] == value);
        income.set(&page).await;
        page.at("/merchant/transactions?status=success&type=income").await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "status=success&type=income").await;
        page.button("Status Success").click().await;
        page.button("Failed").within(&page.thing(&["form"], "Status")).click().await;
        page.at("/merchant/transactions?type=income&status=fail").await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "type=income&status=fail").await;
        page.button("Clear").click().await;
        page.at("/merchant/transactions").await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
    });
}

async fn sorts(page: &Page, api: &Api, list: List, heading: &str, column: &str, first: &str) {
    let other = if first == "descending" { "ascending" } else { "descending" };
    for order in [first, other] {
        page.button(heading).within(&page.table(list.name)).click().await;
        let short = order.trim_end_matches("ending");
        let query = format!("orderColumn={column}&orderDirection={short}");
        page.at(&format!("{}?{query}", list.address)).await;
        list.shows_what_the_api_has(page, api, &query).await;
        let sorted = page.thing(&["columnheader"], heading).attribute("aria-sort").await;
        assert_eq!(sorted.as_deref(), Some(order), "{heading}");
    }
}

#[test]
fn a_press_on_a_heading_sorts() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        steps::connect_to(&page, TRANSACTIONS.address).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        sorts(&page, &api, TRANSACTIONS, "Amount", "price", "descending").await;
        let prices =
            |rows: Vec<Value>| rows.iter().filter_map(|row| row["price"].as_f64()).collect::<Vec<_>>();
        let rows =
            TRANSACTIONS.shows_what_the_api_has(&page, &api, "orderColumn=price&orderDirection=asc").await;
        assert!(prices(rows).is_sorted());
        sorts(&page, &api, TRANSACTIONS, "When", "id", "descending").await;
        page.link("Customers").click().await;
        CUSTOMERS.shows_what_the_api_has(&page, &api, "").await;
        for (heading, column) in [
            ("Customer", "email"),
            ("Status", "is_blocked"),
            ("Since", "created_at"),
            ("Changed", "updated_at"),
        ] {
            sorts(&page, &api, CUSTOMERS, heading, column, "descending").await;
        }
        sorts(&page, &api, CUSTOMERS, "Number", "id", "descending").await;
    });
}

#[test]
fn pages_go_forward_and_back() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        steps::connect_to(&page, TRANSACTIONS.address).await;
        let total = api.total("transaction").await;
        page.says(&format!("1 to 50 of {}", count(total))).await;
        assert_eq!(page.button("Page before").state("disabled").await, "true");
        page.button("Next page").click().await;
        page.at("/merchant/transactions?page=2").await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "page=2").await;
        page.says(&format!("51 to 100 of {}", count(total))).await;
        page.button("Page before").click().await;
        page.at("/merchant/transactions").await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        let last = total.div_ceil(50);
        steps::connect_to(&page, &format!("/merchant/transactions?page={last}")).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, &format!("page={last}")).await;
        page.says(&format!("Page {last} of {last}")).await;
        assert_eq!(page.button("Next page").state("disabled").await, "true");
        Filter::chosen("Status", "Failed", "status", "fail", |_, _| true).set(&page).await;
        page.at("/merchant/transactions?status=fail").await;
    });
}

#[test]
fn customers_have_a_second_page() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        steps::connect_to(&page, CUSTOMERS.address).await;
        let first = CUSTOMERS.shows_what_the_api_has(&page, &api, "").await;
        page.button("Next page").click().await;
        page.at("/merchant/users?page=2").await;
        let second = CUSTOMERS.shows_what_the_api_has(&page, &api, "page=2").await;
        assert!(!second.is_empty() && second.iter().all(|row| !first.contains(row)));
        page.back().await;
        page.at(CUSTOMERS.address).await;
        CUSTOMERS.shows_what_the_api_has(&page, &api, "").await;
    });
}

#[test]
fn back_and_forward_walk_through_what_was_filtered() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        steps::connect_to(&page, TRANSACTIONS.address).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        Filter::chosen("Status", "Failed", "status", "fail", |_, _| true).set(&page).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "status=fail").await;
        Filter::chosen("Mode", "Card", "mode", "card", |_, _| true).set(&page).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "status=fail&mode=card").await;
        for query in ["status=fail", ""] {
            page.back().await;
            TRANSACTIONS.shows_what_the_api_has(&page, &api, query).await;
        }
        for query in ["status=fail", "status=fail&mode=card"] {
            page.forward().await;
            page.at(&format!("/merchant/transactions?{query}")).await;
            TRANSACTIONS.shows_what_the_api_has(&page, &api, query).await;
            page.button("Status Failed").shown().await;
        }
    });
}

#[test]
fn a_list_without_rows_says_why_and_what_to_do() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        steps::connect_to(&page, "/merchant/transactions?descriptor=Nothing+of+the+kind").await;
        page.heading("No transaction fits these filters").shown().await;
        page.heading("Transactions 0").shown().await;
        page.button("Clear filters").click().await;
        page.at(TRANSACTIONS.address).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        page.link("Customers").click().await;
        Filter::typed("E-mail", "email", "nobody@example.org", |_, _| true).set(&page).await;
        page.heading("No customer fits these filters").shown().await;
        page.button("Clear filters").click().await;
        page.at(CUSTOMERS.address).await;
        CUSTOMERS.shows_what_the_api_has(&page, &api, "").await;
    });
}

#[test]
fn a_customers_history_that_no_filter_fits_can_be_shown_again() {
    test(async |world| {
        let api = Api::of(world).await;
        let account = api.account_in(api.customer().id, "USD").await;
        let page = world.phone().await;
        steps::sign_in_customer(&page, api.customer()).await;
        page.goto(&format!("/wallet/accounts/{account}?dateTo=2001-01-01")).await;
        page.heading("No transaction fits these filters").shown().await;
        page.button("Clear filters").click().await;
        page.at(&format!("/wallet/accounts/{account}")).await;
        page.heading("No transaction fits these filters").gone().await;
        page.says("1 to ").await;
    });
}
