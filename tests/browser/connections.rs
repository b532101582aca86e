//! Several connections, one at a time; and what this browser keeps.

use serde_json::json;

use super::api::Api;
use super::harness::{Page, test};
use super::steps::{connect_second, connect_to, switch_to};

/// The addresses of the customers on the screen.
async fn customers(page: &Page) -> Vec<String> {
    let text = page.text().await;
    text.split(' ').filter(|word| word.contains("@example")).map(str::to_owned).collect()
}

#[test]
fn another_connection_leaves_nothing_of_the_first_on_screen() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, "/merchant/users").await;
        page.row("@example").found().await;
        let first = customers(&page).await;
        assert!(first.len() > 10);
        connect_second(&page).await;
        page.link("Customers").click().await;
        page.row("@example").found().await;
        let second = customers(&page).await;
        assert!(!second.is_empty() && second.iter().all(|one| !first.contains(one)));
        switch_to(&page, "Pier Coffee", "Halyard Workspaces").await;
        page.at("/merchant/users").await;
        page.says(&first[0]).await;
        assert!(customers(&page).await.iter().all(|one| !second.contains(one)));
        switch_to(&page, "Halyard Workspaces", "Pier Coffee").await;
        page.says(&second[0]).await;
        assert!(customers(&page).await.iter().all(|one| !first.contains(one)));
    });
}

#[test]
fn rule_7_an_answer_for_another_connection_is_dropped() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, "/merchant/users").await;
        page.row("@example").found().await;
        let first = customers(&page).await;
        connect_second(&page).await;
        page.link("Customers").click().await;
        page.row("@example").found().await;
        let second = customers(&page).await;
        switch_to(&page, "Pier Coffee", "Halyard Workspaces").await;
        page.says(&first[0]).await;
        // The first one's answers are held back, then let go once the second one is on screen.
        page.evaluate(
            "(() => { const real = window.fetch; window.held = [];
                window.fetch = (input, init) => new Promise((done, failed) =>
                    window.held.push(() => real(input, init).then(done, failed))); })()",
        )
        .await;
        page.link("Transactions").click().await;
        page.link("Customers").click().await;
        page.until("a request is held", async || page.evaluate("window.held.length").await != json!(0)).await;
        switch_to(&page, "Halyard Workspaces", "Pier Coffee").await;
        page.until("both are held", async || {
            page.evaluate("window.held.length").await.as_u64().is_some_and(|held| held > 1)
        })
        .await;
        page.evaluate("window.held.toReversed().forEach(go => go())").await;
        page.says(&second[0]).await;
        assert!(customers(&page).await.iter().all(|one| !first.contains(one)));
    });
}

#[test]
fn a_connection_is_tried_changed_and_removed() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("Failed to load resource: the server responded with a status of 401");
        connect_to(&page, "/merchant/connections").await;
        page.button("Edit Halyard Workspaces").click().await;
        page.field("API key").fill("nobody_has_this").await;
        page.button("Save").click().await;
        page.says("Not accepted. It says: Unauthenticated.").await;
        page.field("API key").fill(&api.key).await;
        page.field("Name optional").fill("Halyard").await;
        page.field("Violet").click().await;
        page.button("Save").click().await;
        page.any(&["dialog"]).gone().await;
        page.button("Switch connection: Halyard, Sandbox").shown().await;
        page.button("Remove Halyard").click().await;
        let dialog = page.dialog("Remove Halyard?");
        page.button("Remove").within(&dialog).click().await;
        page.at("/merchant/connect?next=%2Fmerchant%2Fconnections").await;
    });
}

#[test]
fn rule_10_no_part_of_a_key_is_on_screen() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, "/merchant/connections").await;
        let shown = page.any(&["listitem"]).containing("Halyard Workspaces").text().await;
        let places = page.thing(&["complementary"], "Places");
        places.has_text("Halyard Workspaces").await;
        for text in [shown, places.text().await] {
            for part in api
                .key
                .as_bytes()
                .windows(4)
                .map(String::from_utf8_lossy)
                .filter(|part| !"sandbox_".contains(&**part))
            {
                assert!(!text.contains(&*part), "{part} of the key stands in {text}");
            }
        }
        page.button("Edit Halyard Workspaces").click().await;
        assert_eq!(page.field("API key").value().await, "");
        let part = &api.key[api.key.len() - 8..];
        assert!(!page.everything().await.contains(part), "{part} of the key is in the document");
    });
}

#[test]
fn what_this_browser_keeps_is_listed_and_removed() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, "/merchant/users").await;
        page.link("Settings").click().await;
        page.says("Nothing is kept in this browser.").await;
        page.button("Dark").click().await;
        page.button("Compact").click().await;
        page.field("Lock when nobody is there for").choose("30 minutes").await;
        page.says("How high rows are").await;
        assert_eq!(page.evaluate("document.documentElement.dataset.density").await, json!("compact"));
        assert_eq!(page.evaluate("document.documentElement.dataset.theme").await, json!("dark"));
        let list = page.thing(&["list"], "What this browser keeps");
        for name in ["purser.theme", "purser.density", "purser.idle"] {
            list.has_text(name).await;
        }
        page.reload().await;
        page.button("Dark").has_state("pressed", "true").await;
        page.says("30 minutes").await;
        page.evaluate("sessionStorage.setItem('else', 'x')").await;
        page.button("Remove everything").click().await;
        let dialog = page.dialog("Remove everything from this browser?");
        page.button("Remove everything").within(&dialog).click().await;
        page.heading("Where do you want to go?").shown().await;
        let none = json!({ "local": {}, "session": {}, "cookies": "" });
        assert_eq!(page.stored().await, none);
    });
}
