//! Whether an account adds up, and its statement over a period.

use purser::csv;
use purser_api::{Decimal, decimal};
use serde_json::{Value, json};

use super::api::Api;
use super::files::Files;
use super::harness::test;
use super::steps::{answer_instead, connect_to, grouped, settled};

fn moved(row: &Value) -> Decimal {
    let price = decimal::parse(&row["price"].to_string().replace('"', "")).expect("an amount");
    if row["type"] == "income" { price } else { -price }
}

#[test]
fn rule_9_every_account_of_a_customer_adds_up_to_its_balance() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer().id;
        for account in api.accounts(customer).await.iter().take(4) {
            connect_to(&page, &format!("/merchant/accounts/{}?customer={customer}", account["id"])).await;
            page.button("Check").click().await;
            page.says("Yes: ").await;
        }
    });
}

#[test]
fn a_history_that_does_not_make_the_balance_says_where_it_breaks() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        connect_to(&page, &format!("/merchant/accounts/{account}?customer={customer}")).await;
        page.button("Check").shown().await;
        // The system says another balance than its own movements make.
        let path = format!("payment-account/{account}");
        let mut wrong = api.get(&format!("{path}?clientId={customer}")).await;
        let balance = decimal::parse(&api.balance(customer, account).await).expect("a balance");
        let less = balance - decimal::parse("1.25").expect("a number");
        wrong["balance"] = serde_json::from_str(&less.to_string()).expect("a number");
        answer_instead(&page, "GET", &path, 200, &wrong).await;
        page.button("Check").click().await;
        page.says("No: the movements make").await;
        page.says("the difference is −1.25").await;
    });
}

/// Rule 8: the row that cannot be read is said, and the history breaks at the next one.
#[test]
fn rule_8_the_first_gap_is_named_where_a_row_cannot_be_read() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer().id;
        let (account, next) = account_that_moved(&api, customer).await;
        connect_to(&page, &format!("/merchant/accounts/{account}?customer={customer}")).await;
        page.button("Check").shown().await;
        // Its rows are read and added up: what is ordered now is for the check alone.
        page.table("Transactions").has_text("Success").await;
        page.table("Totals").shown().await;
        settled(&page).await;
        api.order_fault(json!({ "path": "/api/v1/transaction", "fault": "fault-malformed-row" })).await;
        page.button("Check").click().await;
        page.says("No: the movements make").await;
        page.says("1 could not be read and are not in it. $.data[1]").await;
        let gap = page.any(&["link"]).containing(&format!("It first does not follow at #{next}:"));
        gap.click().await;
        page.at(&format!("/merchant/transactions/{next}?customer={customer}")).await;
    });
}

/// An account whose second row moved its balance, and the row that moved it next.
async fn account_that_moved(api: &Api, customer: u64) -> (u64, u64) {
    for account in api.accounts(customer).await {
        let account = account["id"].as_u64().expect("a number");
        let path = format!(
            "transaction?clientId={customer}&paymentAccountId={account}&limit=1000&orderColumn=id&orderDirection=asc"
        );
        let rows = api.rows(&path).await;
        let succeeded: Vec<bool> = rows.iter().map(|row| row["status"] == "success").collect();
        if succeeded.get(..3) == Some(&[true, true, true]) {
            return (account, rows[2]["id"].as_u64().expect("a number"));
        }
    }
    panic!("no account of {customer} moved three times");
}

#[test]
fn rule_4_a_check_waits_out_too_many_questions_and_says_a_refusal() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        connect_to(&page, &format!("/merchant/accounts/{account}?customer={customer}")).await;
        // Its rows are read: what is ordered now is for the check alone.
        page.table("Transactions").has_text("Success").await;
        page.table("Totals").shown().await;
        settled(&page).await;
        page.allow_log("status of 4");
        let ask = async |status: u64, body: &str| {
            let order = json!({ "path": "/api/v1/transaction", "status": status, "body": body });
            api.order_fault(order).await;
            page.thing(&["button"], "Check").click().await;
        };
        ask(404, "{}").await;
        page.any(&["alert"]).has_text("There is no such thing here.").await;
        ask(429, "{}").await;
        page.says("Yes: ").await;
        page.any(&["alert"]).gone().await;
    });
}

#[test]
fn a_statement_of_no_account_says_so_and_prints_nothing() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("status of 404");
        let customer = api.customer().id;
        connect_to(&page, &format!("/merchant/accounts/99999999/statement?customer={customer}")).await;
        page.any(&["alert"]).shown().await;
        page.button("Print").has_state("disabled", "true").await;
        page.button("CSV file").has_state("disabled", "true").await;
    });
}

#[test]
fn a_statement_is_printed_as_it_stands() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        connect_to(&page, &format!("/merchant/accounts/{account}?customer={customer}")).await;
        page.link("Statement").click().await;
        page.at(&format!("/merchant/accounts/{account}/statement?customer={customer}")).await;
        page.table("Statement").has_text("Balance before").await;
        page.evaluate("(window.printed = 0, window.print = () => { window.printed += 1; })").await;
        page.button("Print").click().await;
        page.until("it is printed once", async || page.evaluate("window.printed").await == 1).await;
        // On paper: the table, and nothing to press.
        page.on_paper().await;
        page.until("what is pressed is not printed", async || {
            let shown = "[...document.querySelectorAll('button, input, nav a')].filter(thing => thing.checkVisibility()).length";
            page.evaluate(shown).await == 0
        })
        .await;
        page.table("Statement").has_text("Balance after").await;
        page.says("Statement, Sandbox: Test money.").await;
    });
}

#[test]
fn a_statement_leads_from_what_was_there_to_what_is_there() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let files = Files::of(world, &page).await;
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        let path = format!(
            "transaction?clientId={customer}&paymentAccountId={account}&status=success&limit=1000&orderColumn=id&orderDirection=asc"
        );
        let rows = api.rows(&path).await;
        let from =
            rows[rows.len() / 2]["date"]["date"].as_str().and_then(|date| date.get(..10)).expect("a day");
        connect_to(&page, &format!("/merchant/accounts/{account}/statement?customer={customer}&from={from}"))
            .await;
        let balance = grouped(&api.balance(customer, account).await);
        page.table("Statement").has_text(&format!("Balance after {balance}")).await;
        page.button("CSV file").click().await;
        let (name, text) = files.next(&page).await;
        assert!(name.starts_with(&format!("statement-{account}-")), "{name}");
        let sheet = csv::read(&text).expect("a table");
        let lines = &sheet.records[1..];
        let number = |text: &str| decimal::parse(text).expect("an amount");
        let before: Vec<&Value> = rows.iter().take(rows.len() - (lines.len() - 2)).collect();
        let opening: Decimal = before.iter().map(|row| moved(row)).sum();
        assert_eq!(number(&lines[0].cells[6]), opening);
        let mut held = opening;
        for (line, row) in lines[1..lines.len() - 1].iter().zip(&rows[before.len()..]) {
            held += moved(row);
            assert_eq!((line.cells[1].clone(), number(&line.cells[6])), (row["id"].to_string(), held));
        }
        assert_eq!(number(&lines[lines.len() - 1].cells[6]), held);
        page.field("From (UTC)").fill_day("2001-01-01").await;
        page.field("To (UTC)").fill_day("2001-01-31").await;
        page.button("Show").click().await;
        page.says("Nothing moved in this period.").await;
    });
}
