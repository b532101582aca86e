//! Rows of a list chosen for what is done to many at once.

use super::api::Api;
use super::harness::{Page, test};
use super::listing::{CUSTOMERS, List, TRANSACTIONS};
use super::steps::connect_to;

async fn chosen(page: &Page, said: &str) {
    page.thing(&["region"], "Chosen rows").has_text(said).await;
}

/// Ticks the boxes of rows from one to the other, as a person does who holds Shift.
async fn tick_with_shift(page: &Page, id: &str) {
    let press = format!(
        "document.querySelector('[aria-label=\"Choose row {id}\"]')
            .dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true, shiftKey: true }}))"
    );
    page.evaluate(&press).await;
}

#[test]
fn rows_are_chosen_one_by_one_by_range_and_by_page() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, TRANSACTIONS.address).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        let ids = TRANSACTIONS.ids(&page).await;
        let row = |place: usize| page.thing(&["checkbox"], &format!("Choose row {}", ids[place]));
        let whole = page.thing(&["checkbox"], "Choose all rows of this page");
        row(1).click().await;
        chosen(&page, "1 chosen").await;
        whole.has_state("checked", "mixed").await;
        tick_with_shift(&page, &ids[4]).await;
        chosen(&page, "4 chosen").await;
        let link = page.link("Void…").within(&page.thing(&["region"], "Chosen rows"));
        let mut wanted: Vec<u64> = ids[1..=4].iter().map(|id| id.parse().expect("a number")).collect();
        wanted.sort_unstable();
        let wanted: Vec<String> = wanted.iter().map(u64::to_string).collect();
        let address = format!("/merchant/bulk?kind=void&ids={}", wanted.join("%2C"));
        assert_eq!(link.attribute("href").await.as_deref(), Some(address.as_str()));
        whole.click().await;
        chosen(&page, "50 chosen").await;
        whole.has_state("checked", "true").await;
        row(0).click().await;
        chosen(&page, "49 chosen").await;
        page.button("Next page").click().await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "page=2").await;
        chosen(&page, "49 chosen, 49 of them not on this page").await;
        whole.has_state("checked", "false").await;
        page.button("Let go").click().await;
        page.thing(&["region"], "Chosen rows").gone().await;
    });
}

#[test]
fn rows_are_chosen_by_keys_alone() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, CUSTOMERS.address).await;
        CUSTOMERS.shows_what_the_api_has(&page, &api, "").await;
        let ids = CUSTOMERS.ids(&page).await;
        for key in ["j", "x", "j", "j", "x"] {
            page.press(key).await;
        }
        chosen(&page, "2 chosen").await;
        for place in [0, 2] {
            page.thing(&["checkbox"], &format!("Choose row {}", ids[place]))
                .has_state("checked", "true")
                .await;
        }
        page.press("x").await;
        chosen(&page, "1 chosen").await;
        page.press("Escape").await;
        page.thing(&["region"], "Chosen rows").gone().await;
        page.press("x").await;
        for (word, kind) in [("Top up…", "top-up"), ("Block…", "block"), ("Unblock…", "unblock")] {
            let link = page.link(word).within(&page.thing(&["region"], "Chosen rows"));
            let address = format!("/merchant/bulk?kind={kind}&ids={}", ids[2]);
            assert_eq!(link.attribute("href").await.as_deref(), Some(address.as_str()), "{word}");
        }
    });
}

#[test]
fn a_list_without_rows_has_nothing_to_choose() {
    test(async |world| {
        let page = world.desk().await;
        let list: List = TRANSACTIONS;
        connect_to(&page, &format!("{}?descriptor=Nothing+of+the+kind", list.address)).await;
        page.heading("No transaction fits these filters").shown().await;
        let whole = page.thing(&["checkbox"], "Choose all rows of this page");
        assert_eq!(whole.state("disabled").await, "true");
    });
}
