//! Ctrl or ⌘ with K, and the sheet of keys.

use super::api::Api;
use super::harness::{Page, test};
use super::steps::connect_to;

async fn ask(page: &Page, text: &str) {
    page.press("Control+k").await;
    page.thing(&["combobox"], "Go anywhere").fill(text).await;
}

/// Takes the line that says this.
async fn take(page: &Page, text: &str, line: &str) {
    ask(page, text).await;
    page.any(&["option"]).containing(line).click().await;
    page.any(&["dialog"]).gone().await;
}

#[test]
fn customers_accounts_and_transactions_are_found_by_their_ids() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, "/merchant/users").await;
        let customer = api.customer().id;
        let user = api.get(&format!("user/{customer}")).await;
        let external = user["externalUserId"].as_str().expect("an id").to_owned();
        let mut rows = api.rows(&format!("transaction?clientId={customer}&limit=50")).await.into_iter();
        // A transfer is two of them under one order id.
        let is_one = |row: &serde_json::Value| {
            row["merchantOrderId"].as_str().is_some_and(|order| !order.starts_with("transfer-"))
        };
        let row = rows.find(is_one).expect("one with an order id of its own");
        let order = row["merchantOrderId"].as_str().expect("an id").to_owned();
        let transaction = format!("/merchant/transactions/{}?customer={customer}", row["id"]);

        take(&page, &order, &order).await;
        page.at(&transaction).await;
        take(&page, &external, &format!(", {external}")).await;
        page.at(&format!("/merchant/users/{customer}")).await;
        take(&page, &format!("#{}", row["id"]), &format!("Transaction #{}", row["id"])).await;
        page.at(&transaction).await;
        let other = rows.next().expect("another one")["id"].clone();
        take(&page, &other.to_string(), &format!("Transaction #{other}")).await;
        page.at(&format!("/merchant/transactions/{other}")).await;
        page.says(&format!("Transaction #{other}")).await;
        take(&page, "#3", "Account #3").await;
        page.at("/merchant/accounts/3").await;
        // Where one has been stands first, and nothing is asked for it.
        page.press("Control+k").await;
        let before = page.requests("/api/v1/user?").await;
        page.any(&["option"]).containing(&format!("#{}", row["id"])).click().await;
        page.at(&transaction).await;
        assert_eq!(page.requests("/api/v1/user?").await, before);
    });
}

#[test]
fn things_are_done_from_anywhere() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, "/merchant/users").await;
        take(&page, "hide am", "Hide all amounts").await;
        page.button("Hide all amounts").has_state("pressed", "true").await;
        let theme = async || page.evaluate("document.documentElement.dataset.theme ?? null").await;
        let before = theme().await;
        take(&page, "light or", "Light or dark").await;
        page.until("the theme is another", async || theme().await != before).await;
        ask(&page, "lock the").await;
        page.says("Nothing found.").await;
        page.press("Escape").await;
        take(&page, "add a conn", "Add a connection").await;
        page.button("Connect as Pier Coffee").click().await;
        page.button("Switch connection: Pier Coffee, Sandbox").shown().await;
        take(&page, "switch to hal", "Switch to Halyard Workspaces, Sandbox").await;
        page.button("Switch connection: Halyard Workspaces, Sandbox").shown().await;
        ask(&page, "nothing is called so").await;
        page.says("Nothing found.").await;
        page.press("Escape").await;
        page.any(&["dialog"]).gone().await;
        page.press("?").await;
        page.dialog("All keys").shown().await;
        page.says("Hide all amounts, or show them").await;
        page.press("Escape").await;
        page.any(&["dialog"]).gone().await;
        take(&page, "sign", "Sign out").await;
        page.heading("Where do you want to go?").shown().await;
    });
}

#[test]
fn what_a_page_can_do_is_done_from_the_palette() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer().id;
        connect_to(&page, &format!("/merchant/users/{customer}")).await;
        page.heading(&api.customer().email).shown().await;
        ask(&page, "edit the").await;
        page.any(&["option"]).containing("Edit the customer").click().await;
        page.dialog("Edit the customer").shown().await;
        page.press("Escape").await;
        page.any(&["dialog"]).gone().await;
        take(&page, "new pay", "New payment").await;
        page.at("/merchant/payments/new").await;
        ask(&page, "edit the").await;
        page.says("Nothing found.").await;
        page.press("Escape").await;
        take(&page, "new acc", "New account").await;
        page.at("/merchant/accounts/new").await;
    });
}
