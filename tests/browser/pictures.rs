//! Pictures of the main screens, for the documentation and for eyes: `target/screenshots`.

use super::api::Api;
use super::harness::{Page, test};
use super::steps::{ask_for_top_up, connect_to, sign_in_customer};

/// Takes the screen as it is, in light and in dark.
async fn take(page: &Page, name: &str) {
    for (dark, theme) in [(true, "dark"), (false, "light")] {
        page.dark(dark).await;
        page.until("nothing is on its way", async || {
            page.evaluate("document.querySelector('[aria-busy=true], .bone') === null && !document.getAnimations().some(a => a.playState === 'running')").await == true
        })
        .await;
        let file = page.picture(&format!("{name}-{theme}")).await;
        assert!(file.metadata().is_ok_and(|file| file.len() > 10_000), "{name} is not empty");
    }
}

async fn merchant_screens(page: &Page, api: &Api, prefix: &str) {
    let customer = api.customer().id;
    let account = api.account_in(customer, "USD").await;
    let rows = api.rows("transaction?limit=1000").await;
    let parent =
        rows.iter().find(|row| super::api::list(row["child"].clone()).len() == 1).expect("one with a child");
    for (name, address, words) in [
        ("transactions", "/merchant/transactions".to_owned(), "1 to 50 of"),
        (
            "transaction",
            format!("/merchant/transactions/{}?customer={}", parent["id"], parent["userId"]),
            "Linked transactions",
        ),
        ("customers", "/merchant/users".to_owned(), "1 to 50 of"),
        ("customer", format!("/merchant/users/{customer}"), "Customer since"),
        ("new-customer", "/merchant/users/new".to_owned(), "Create customer"),
        ("account", format!("/merchant/accounts/{account}?customer={customer}"), "Low balance notice"),
    ] {
        connect_to(page, &address).await;
        page.says(words).await;
        take(page, &format!("{prefix}-{name}")).await;
    }
    ask_for_top_up(page, "25.00", "fault-truncated").await;
    page.dialog("Review the top-up").shown().await;
    take(page, &format!("{prefix}-top-up-review")).await;
    page.button("Top up 25.00 USD").click().await;
    page.dialog("We do not know yet").shown().await;
    page.picture(&format!("{prefix}-top-up-unknown-light")).await;
    page.dialog("Done").shown().await;
    take(page, &format!("{prefix}-top-up-done")).await;
}

#[test]
fn pictures_of_a_desk() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.goto("/").await;
        page.says("Where do you want to go?").await;
        take(&page, "desk-start").await;
        page.goto("/merchant/connect").await;
        page.says("Demo merchants").await;
        take(&page, "desk-connect").await;
        merchant_screens(&page, &api, "desk").await;
        enrolment(&page).await;
    });
}

async fn enrolment(page: &Page) {
    connect_to(page, "/merchant/users/new").await;
    page.field("E-mail").fill("maia.rossi@example.org").await;
    page.field("External id").fill("HW-200001").await;
    page.button("Create customer").click().await;
    page.image("QR code for an authenticator app").shown().await;
    take(page, "desk-enrolment").await;
}

#[test]
fn pictures_of_a_phone() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        merchant_screens(&page, &api, "phone").await;
        page.goto("/wallet/sign-in").await;
        page.button("Sign in").shown().await;
        take(&page, "phone-sign-in").await;
        sign_in_customer(&page, api.customer()).await;
        page.link("USD wallet").shown().await;
        take(&page, "phone-wallet").await;
        page.link("USD wallet").click().await;
        page.says("Page 1 of").await;
        take(&page, "phone-wallet-account").await;
    });
}

#[test]
fn the_picture_of_the_readme() {
    test(async |world| {
        let page = world.desk().await;
        page.dark(false).await;
        connect_to(&page, "/merchant/transactions").await;
        page.says("1 to 50 of").await;
        let file = page.picture("readme-transactions").await;
        let picture = image::open(file).expect("a picture");
        assert_eq!((picture.width(), picture.height()), (1440, 900));
    });
}
