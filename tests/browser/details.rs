//! Screens about one thing, and addresses that lead to nothing.

use serde_json::Value;

use super::api::{Api, list};
use super::harness::test;
use super::steps::connect_to;

#[test]
fn a_transaction_shows_what_hangs_on_it() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let rows = api.rows("transaction?limit=1000").await;
        let children = |row: &Value| list(row["child"].clone());
        let parent = rows.iter().find(|row| children(row).len() == 1).expect("a transaction with a child");
        let (id, child) = (&parent["id"], &children(parent)[0]["id"]);
        for address in [
            format!("/merchant/transactions/{id}?customer={}", parent["userId"]),
            format!("/merchant/transactions/{id}"),
        ] {
            connect_to(&page, &address).await;
            page.says(&format!("Transaction #{id}")).await;
            let linked = page.thing(&["region"], "Linked transactions");
            let leaf = page.any(&["listitem"]).within(&linked);
            leaf.clone().containing(&format!("#{id}")).has_text(&format!("#{child}")).await;
            assert_eq!(
                leaf.clone().containing(&format!("#{child}")).count().await,
                2,
                "the child stands inside"
            );
            assert_eq!(leaf.count().await, 2);
        }
        page.link(&format!("Account #{}", parent["paymentAccountId"])).click().await;
        page.at(&format!("/merchant/accounts/{}?customer={}", parent["paymentAccountId"], parent["userId"]))
            .await;
    });
}

#[test]
fn an_account_finds_its_customer_by_itself() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        connect_to(&page, &format!("/merchant/accounts/{account}")).await;
        page.heading("USD wallet").shown().await;
        page.link(&api.customer().email).click().await;
        page.at(&format!("/merchant/users/{customer}")).await;
        page.heading(&api.customer().email).shown().await;
        page.link("USD wallet").within(&page.thing(&["region"], "Accounts")).click().await;
        page.at(&format!("/merchant/accounts/{account}?customer={customer}")).await;
    });
}

#[test]
fn what_is_not_there_is_said_to_be_not_there() {
    test(async |world| {
        let page = world.desk().await;
        page.allow_log("Failed to load resource: the server responded with a status of 404");
        for (address, words) in [
            ("/merchant/transactions/999999", "There is no such transaction"),
            (
                "/merchant/transactions/999999?customer=1",
                "There is no such thing here. It says: There is no such transaction.",
            ),
            ("/merchant/users/999999", "There is no such thing here. It says: There is no such user."),
            ("/merchant/accounts/999999", "Whose account is this?"),
            (
                "/merchant/accounts/999999?customer=1",
                "There is no such thing here. It says: There is no such payment account.",
            ),
        ] {
            connect_to(&page, address).await;
            page.says(words).await;
        }
    });
}

#[test]
fn an_address_that_leads_nowhere_leads_back_to_the_start() {
    test(async |world| {
        let page = world.desk().await;
        for address in ["/nowhere", "/merchant/users/x", "/wallet/accounts/"] {
            page.goto(address).await;
            page.heading("There is no such page").shown().await;
            page.link("Back to the start").click().await;
            page.at("/").await;
        }
    });
}
