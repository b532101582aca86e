//! Accounts: listed by the API's filters, opened, and their settings.

use serde_json::json;

use super::api::Api;
use super::harness::{Page, test};
use super::listing::Filter;
use super::steps::{answer_instead, connect_to, open_account};

#[test]
fn accounts_are_listed_and_opened() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log(
            "/payment-account - Failed to load resource: the server responded with a status of 422",
        );
        let customer = api.customer().id;
        let known = api.accounts(customer).await;
        connect_to(&page, &format!("/merchant/accounts?customer={customer}")).await;
        for account in &known {
            page.row(&format!("#{}", account["id"])).shown().await;
        }
        page.link("New account").click().await;
        page.at(&format!("/merchant/accounts/new?customer={customer}")).await;
        page.button("Create account").click().await;
        page.says("Enter a currency code, such as USD.").await;
        page.field("Currency").fill("QQQ").await;
        page.field("Webhook address optional").fill("ftp://nowhere").await;
        page.button("Create account").click().await;
        page.says("Enter a whole https address").await;
        page.field("Webhook address optional").fill("https://shop.example/hook").await;
        page.button("Create account").click().await;
        page.says("The currency is not known.").await;
        page.field("Currency").has_state("invalid", "true").await;
        page.field("Currency").fill("NZD").await;
        page.field("Name optional").fill("Kiwi").await;
        page.button("Create account").click().await;
        page.heading("Kiwi").shown().await;
        let now = api.accounts(customer).await;
        assert_eq!(now.len(), known.len() + 1);
        let made = now.iter().find(|account| account["name"] == "Kiwi").expect("the new account");
        assert_eq!(made["currency"], json!("NZD"));
    });
}

#[test]
fn settings_are_checked_against_each_other_and_deactivating_is_spelled_out() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        page.button("Account settings").click().await;
        page.button("Save").click().await;
        page.says("Nothing has been changed yet.").await;
        page.field("Report when it runs low").click().await;
        page.field("Report when less is left than").fill("-1").await;
        page.button("Save").click().await;
        page.says("Enter an amount above zero.").await;
        page.field("Report when less is left than").fill("12.50").await;
        page.field("Active").click().await;
        page.says("payments, transfers, top-ups, refills and voids of this account are all refused").await;
        page.button("Save and deactivate").click().await;
        page.says("Inactive").await;
        let path = format!("payment-account/{}?clientId={}", target.account, target.customer);
        let account = api.get(&path).await;
        assert_eq!((&account["is_active"], &account["is_notify"]), (&json!(false), &json!(true)));
    });
}

#[test]
fn a_promotional_account_takes_an_expiry_and_neither_transfers_nor_refills() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer().id;
        let opened = api.post("payment-account", json!({ "clientId": customer, "method": "card", "system": "centrobill", "currency": "USD", "type": "promo" })).await;
        let account = opened["id"].as_u64().expect("an id");
        connect_to(&page, &format!("/merchant/accounts/{account}?customer={customer}")).await;
        page.button("Top up").click().await;
        page.field("Amount").fill("25.00").await;
        page.field("Lapses at (UTC) optional").fill_day("2020-01-01T10:00").await;
        page.button("Review").click().await;
        page.says("Enter a time that is still to come.").await;
        page.field("Lapses at (UTC) optional").fill_day("2090-01-02T10:30").await;
        page.button("Review").click().await;
        page.dialog("Review the top-up")
            .has_text("What is not spent by 2090-01-02 10:30:00 UTC lapses.")
            .await;
        page.button("Top up 25.00 USD").click().await;
        page.dialog("Done").has_text("+25.00 USD").await;
        page.button("Done").click().await;
        page.any(&["dialog"]).gone().await;
        assert_eq!(page.button("Transfer").count().await, 0);
        assert_eq!(page.button("Refill").count().await, 0);
    });
}

/// The ids of the accounts on the screen, in their order.
async fn listed(page: &Page) -> Vec<u64> {
    let addresses = page.table("Accounts").addresses().await;
    let id = |address: &String| address.split('?').next()?.rsplit('/').next()?.parse().ok();
    addresses.iter().filter_map(id).collect()
}

#[test]
fn rule_9_filters_of_accounts_are_in_the_address() {
    test(async |world| {
        let api = Api::of(world).await;
        let customer = api.customer().id;
        let page = world.desk().await;
        let address = format!("/merchant/accounts?customer={customer}");
        connect_to(&page, &address).await;
        let filters = [
            Filter::typed("Currency", "currency", "USD", |row, value| row["currency"] == value),
            Filter::chosen("Type", "Promo", "type", "promo", |row, value| row["type"] == value),
            Filter::chosen("Active", "yes", "isActive", "true", |row, _| row["is_active"] == true),
            Filter::chosen("Auto reload", "no", "isAutoReload", "false", |row, _| row["autoreload"] != true),
            Filter::chosen("Low balance notice", "no", "isNotify", "false", |row, _| {
                row["is_notify"] != true
            }),
            Filter::typed("Payment system", "system", "centrobill", |row, value| {
                row["payment_system"] == value
            }),
        ];
        for filter in filters {
            filter.set(&page).await;
            page.at(&format!("{address}&{}={}", filter.name, filter.value)).await;
            let path = format!("payment-account?clientId={customer}&{}={}", filter.name, filter.value);
            let rows = api.rows(&path).await;
            assert!(!rows.is_empty(), "{} finds something", filter.label);
            for row in &rows {
                assert!((filter.fits)(row, &filter.value), "{} does not fit {row}", filter.label);
            }
            let wanted: Vec<u64> = rows.iter().filter_map(|row| row["id"].as_u64()).collect();
            page.until(&format!("the list shows {wanted:?}"), async || listed(&page).await == wanted).await;
            page.button(&format!("Remove {}", filter.label.to_lowercase())).click().await;
            page.at(&address).await;
        }
        connect_to(&page, &format!("{address}&currency=%E2%82%AC")).await;
        page.says("Currency cannot be “€”, so nothing is listed").await;
        connect_to(&page, &format!("{address}&currency=XTS")).await;
        page.heading("No account fits these filters").shown().await;
        page.button("Clear filters").click().await;
        page.at(&address).await;
        page.until("all are there again", async || !listed(&page).await.is_empty()).await;
    });
}

#[test]
fn accounts_that_cannot_be_listed_say_why_and_none_are_said_to_be_none() {
    test(async |world| {
        let api = Api::of(world).await;
        let customer = api.customer().id;
        let rows = api.accounts(customer).await;
        let page = world.desk().await;
        connect_to(&page, "/merchant/users").await;
        page.table("Customers").shown().await;
        let address = format!("/merchant/accounts?customer={customer}");
        let open = async || {
            page.evaluate(&format!("(() => {{ const link = document.createElement('a'); link.href = '{address}'; document.querySelector('main').append(link); link.click(); link.remove(); }})()")).await;
            page.at(&address).await;
        };
        for (status, words) in [
            (403, "Not allowed. It says: The register is closed. Nothing has changed."),
            (404, "There is no such thing here. It says: The register is closed. Nothing has changed."),
        ] {
            answer_instead(
                &page,
                "GET",
                "/payment-account",
                status,
                &json!({ "message": "The register is closed" }),
            )
            .await;
            open().await;
            page.any(&["alert"]).has_text(words).await;
            page.back().await;
            page.at("/merchant/users").await;
        }
        answer_instead(&page, "GET", "/payment-account", 200, &json!([])).await;
        open().await;
        page.heading("No accounts yet").shown().await;
        page.back().await;
        page.at("/merchant/users").await;
        let mut broken = rows.clone();
        broken[1]["balance"] = json!([]);
        answer_instead(&page, "GET", "/payment-account", 200, &json!(broken)).await;
        open().await;
        page.row("This row could not be read").has_text("balance").await;
        page.until("the others are there", async || listed(&page).await.len() == rows.len() - 1).await;
    });
}
