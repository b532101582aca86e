//! The wallet system is away, slow to make sense, or says something that cannot be read.

use super::api::Api;
use super::harness::test;
use super::listing::{CUSTOMERS, TRANSACTIONS};
use super::steps::{connect_to, sign_in_customer};

#[test]
fn an_outage_is_said_in_words_and_passes() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, "/merchant/transactions").await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        page.allow_log("net::ERR_CONNECTION_REFUSED");
        page.allow_log("net::ERR_EMPTY_RESPONSE");
        page.allow_log("net::ERR_CONNECTION_RESET");
        world.sandbox().stop();
        page.link("Customers").click().await;
        let alert = page.any(&["alert"]);
        alert.has_text("The wallet system does not answer. Nothing has changed.").await;
        world.sandbox().start_again();
        page.button("Try again").click().await;
        CUSTOMERS.shows_what_the_api_has(&page, &api, "").await;
        alert.gone().await;
        page.link("Transactions").click().await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
    });
}

#[test]
fn an_outage_leaves_what_was_there_on_the_screen() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, "/merchant/transactions").await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        let before = TRANSACTIONS.ids(&page).await;
        page.allow_log("net::ERR_");
        world.sandbox().stop();
        page.button("Next page").click().await;
        page.any(&["alert"]).has_text("The wallet system does not answer.").await;
        assert_eq!(TRANSACTIONS.ids(&page).await, before);
        world.sandbox().start_again();
        page.button("Try again").click().await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "page=2").await;
    });
}

#[test]
fn an_outage_does_not_sign_a_customer_out() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        sign_in_customer(&page, api.customer()).await;
        page.says("USD wallet").await;
        page.allow_log("net::ERR_");
        world.sandbox().stop();
        page.link("USD wallet").click().await;
        page.says("The wallet system does not answer. Nothing has changed.").await;
        world.sandbox().start_again();
        page.reload().await;
        page.heading("USD wallet").shown().await;
        page.any(&["alert"]).gone().await;
    });
}

#[test]
fn rule_8_an_unreadable_row_costs_one_row() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, "/merchant/transactions?descriptor=fault-malformed-row").await;
        page.says("1 of 50 could not be read. The rest is shown as it came.").await;
        page.row("This row could not be read").has_text("$.data[1].price").await;
        assert_eq!(TRANSACTIONS.ids(&page).await.len(), 49);
        page.goto("/merchant/users?email=fault-malformed-row").await;
        super::steps::connect(&page).await;
        page.says("1 of 50 could not be read.").await;
        page.row("This row could not be read").has_text("$.data[\"1\"].id").await;
        assert_eq!(CUSTOMERS.ids(&page).await.len(), 49);
    });
}

#[test]
fn an_answer_that_is_no_answer_is_said_to_be_none() {
    test(async |world| {
        let page = world.desk().await;
        page.allow_log("Failed to load resource: the server responded with a status of 502");
        page.allow_log("net::ERR_");
        for (fault, words) in [
            ("fault-html-502", "The wallet system failed. Nothing has changed."),
            ("fault-truncated", "The answer cannot be read. Nothing has changed."),
            ("fault-drop-before-commit", "The wallet system does not answer. Nothing has changed."),
        ] {
            connect_to(&page, &format!("/merchant/transactions?descriptor={fault}")).await;
            page.any(&["alert"]).has_text(words).await;
            page.button("Try again").shown().await;
        }
    });
}
