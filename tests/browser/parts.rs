//! The console comes in parts: what is fetched when, and what stands there when a part does not arrive.
//! Only the console of `cargo xtask build` is in parts; a bundle has none to refuse.

use serde_json::json;

use super::api::Api;
use super::harness::{Page, test};
use super::steps::{connect, connect_to, sign_in_customer};

/// The parts fetched since the page was opened, the main one not among them.
async fn fetched(page: &Page) -> Vec<String> {
    let entries = page
        .evaluate("performance.getEntriesByType('resource').map(e => e.name.split('/').pop()).filter(n => /^(split|chunk)_/.test(n))")
        .await;
    entries.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

async fn refuse(page: &Page, files: &[&str]) {
    page.browser().devtools("Network.enable", json!({})).await;
    page.browser().devtools("Network.setBlockedURLs", json!({ "urls": files })).await;
}

#[test]
fn a_part_that_does_not_arrive_can_be_asked_for_again() {
    test(async |world| {
        let page = world.desk().await;
        page.allow_log("net::ERR_BLOCKED_BY_CLIENT");
        page.allow_log("Failed to fetch");
        page.goto("/").await;
        page.heading("Where do you want to go?").shown().await;
        refuse(&page, &["*/split_sign_in.wasm"]).await;
        page.reload().await;
        page.any(&["link"]).containing("Merchant console").click().await;
        page.says("This part of the console did not load.").await;
        page.button("Try again").click().await;
        page.says("This part of the console did not load.").await;
        // Other places can still be reached, and the address stays.
        page.at("/merchant/connect?next=%2Fmerchant").await;
        refuse(&page, &[]).await;
        page.button("Try again").focus().await;
        page.press("Enter").await;
        page.button("Connect as Halyard Workspaces").shown().await;
        page.until("the title is the screen's", async || page.title().await.contains("Connect")).await;
        page.until("the focus is on what came", async || page.focused().await == "main \"\"").await;
        connect(&page).await;
        page.at("/merchant").await;
        page.heading("Overview").shown().await;
    });
}

#[test]
fn a_part_that_is_missing_on_the_way_leaves_the_rest_alone() {
    test(async |world| {
        let page = world.desk().await;
        page.allow_log("net::ERR_BLOCKED_BY_CLIENT");
        page.allow_log("Failed to fetch");
        page.goto("/").await;
        refuse(&page, &["*/split_records.wasm"]).await;
        connect_to(&page, "/merchant/users").await;
        page.says("1 to 50 of").await;
        page.link("New customer").within(&page.any(&["main"])).click().await;
        page.says("This part of the console did not load.").await;
        page.link("Transactions").click().await;
        page.says("1 to 50 of").await;
        page.back().await;
        page.says("This part of the console did not load.").await;
        refuse(&page, &[]).await;
        page.button("Try again").click().await;
        page.heading("New customer").shown().await;
    });
}

#[test]
fn an_opened_address_fetches_its_parts_along_with_the_program() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        sign_in_customer(&page, api.customer()).await;
        for (address, words, part) in [
            ("/merchant/connect", "Demo merchants", "split_sign_in.wasm"),
            ("/merchant/transactions", "Demo merchants", "split_sign_in.wasm"),
            ("/wallet", "Activity", "split_wallet.wasm"),
        ] {
            page.goto(address).await;
            page.says(words).await;
            assert!(fetched(&page).await.contains(&part.to_owned()), "{address} needs {part}");
            // The loader's own doing; what the program asks for comes after the program.
            let early = format!(
                "performance.getEntriesByType('resource').some(e => e.name.endsWith('{part}') && e.initiatorType === 'link')"
            );
            let early = page.evaluate(&early).await;
            assert_eq!(early, true, "{address} asks for {part} late");
        }
    });
}

#[test]
fn what_is_likely_next_is_fetched_ahead() {
    test(async |world| {
        let page = world.desk().await;
        page.goto("/").await;
        page.until("the ways in are there", async || {
            fetched(&page).await.contains(&"split_sign_in.wasm".to_owned())
        })
        .await;
        assert!(!fetched(&page).await.contains(&"split_wallet.wasm".to_owned()));
        page.any(&["link"]).containing("Centro wallet").focus().await;
        page.until("what a link leads to is there", async || {
            fetched(&page).await.contains(&"split_wallet.wasm".to_owned())
        })
        .await;
        connect_to(&page, "/merchant/users").await;
        page.until("the rest of the area is there", async || {
            fetched(&page).await.contains(&"split_records.wasm".to_owned())
        })
        .await;
    });
}

#[test]
fn nothing_is_fetched_ahead_for_who_saves_data() {
    test(async |world| {
        let page = world.desk().await;
        // Without the pause before it, so that what would come has come.
        page.hurry(20).await;
        page.before_documents(
            "Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true })",
        )
        .await;
        connect_to(&page, "/merchant/users").await;
        page.says("1 to 50 of").await;
        page.link("Transactions").click().await;
        page.says("1 to 50 of").await;
        let parts = fetched(&page).await;
        assert!(parts.iter().any(|part| part == "split_merchant.wasm"), "{parts:?}");
        let ahead = ["split_records.wasm", "split_tools.wasm"];
        assert!(!parts.iter().any(|part| ahead.contains(&part.as_str())), "{parts:?}");
    });
}
