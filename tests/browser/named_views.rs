//! Lists under a name: kept in this browser, handed on as an address or a file.

use super::api::Api;
use super::files::Files;
use super::harness::{Page, test};
use super::listing::{CUSTOMERS, TRANSACTIONS};
use super::steps::connect_to;

async fn save(page: &Page, name: &str) {
    page.button("Views").click().await;
    page.field("Name of this view").fill(name).await;
    page.button("Save view").click().await;
    page.field("Name of this view").gone().await;
}

/// Chooses a file, as a person would with the browser's own dialog.
async fn choose(page: &Page, text: &str) {
    let text = serde_json::to_string(text).expect("JSON");
    let put = format!(
        "(() => {{ const input = document.querySelector('input[type=file]'), carrier = new DataTransfer();
            carrier.items.add(new File([{text}], 'views.json', {{ type: 'application/json' }}));
            input.files = carrier.files; input.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()"
    );
    page.evaluate(&put).await;
}

#[test]
fn a_view_is_saved_kept_looked_at_and_removed() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, "/merchant/transactions?status=fail&page=2").await;
        save(&page, "Failed, all").await;
        page.link("Failed, all").shown().await;
        assert_eq!(page.link("Failed, all").attribute("aria-current").await.as_deref(), Some("page"));
        page.link("All").click().await;
        page.at(TRANSACTIONS.address).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        connect_to(&page, CUSTOMERS.address).await;
        CUSTOMERS.shows_what_the_api_has(&page, &api, "").await;
        page.link("Failed, all").gone().await;
        connect_to(&page, TRANSACTIONS.address).await;
        page.link("Failed, all").click().await;
        page.at("/merchant/transactions?status=fail").await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "status=fail").await;
        page.button("Views").click().await;
        page.button("Remove this view").click().await;
        page.link("Failed, all").gone().await;
    });
}

#[test]
fn rule_15_views_go_from_browser_to_browser_as_a_file_and_hostile_ones_do_no_harm() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let files = Files::of(world, &page).await;
        connect_to(&page, "/merchant/transactions?mode=card").await;
        save(&page, "<img src=x onerror=alert(1)>").await;
        page.button("Views").click().await;
        page.button("Save all views as a file").click().await;
        let (name, text) = files.next(&page).await;
        assert!(name.starts_with("views-transactions-"), "{name}");
        let other = world.desk().await;
        connect_to(&other, TRANSACTIONS.address).await;
        other.button("Views").click().await;
        choose(&other, "{\"format\":\"something else\"}").await;
        other.says("This is not a file of views.").await;
        let hostile = text.replace("]}", ",{\"list\":\"transactions\",\"name\":\"B\",\"query\":\"status=fail&apiKey=x&next=//evil.example\"},{\"list\":\"transactions\",\"name\":\"\"}]}");
        choose(&other, &hostile).await;
        other.says("2 added, 0 replaced, 1 left out.").await;
        other.press("Escape").await;
        other.link("<img src=x onerror=alert(1)>").click().await;
        other.at("/merchant/transactions?mode=card").await;
        TRANSACTIONS.shows_what_the_api_has(&other, &api, "mode=card").await;
        other.link("B").click().await;
        other.at("/merchant/transactions?status=fail").await;
        let kept = other.stored().await["local"].to_string();
        assert!(kept.contains("purser.views.transactions") && !kept.contains("evil.example"), "{kept}");
    });
}
