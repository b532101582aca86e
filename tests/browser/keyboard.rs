//! A day's work with the hands on the keys.

use super::api::Api;
use super::harness::{Page, test};
use super::listing::{CUSTOMERS, TRANSACTIONS};
use super::steps::{connect_to, open_account, settled};

/// What has the focus looks different for it, itself or what it stands in, and no bar lies over it.
async fn focus_is_seen(page: &Page) {
    let looks_different = "(() => {
        const focused = document.activeElement, around = [focused];
        while (around.length < 4 && around.at(-1).parentElement) around.push(around.at(-1).parentElement);
        const parts = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor'];
        const look = () => JSON.stringify(around.map(e => parts.map(part => getComputedStyle(e)[part])));
        const before = look(); focused.blur(); const after = look(); focused.focus();
        return before !== after; })()";
    assert_eq!(page.evaluate(looks_different).await, true, "the focus is seen on {}", page.focused().await);
    let is_on_top = "(() => { const focused = document.activeElement, box = focused.getBoundingClientRect();
        const top = document.elementFromPoint(box.left + Math.min(box.width, 40) / 2, box.top + box.height / 2);
        return top !== null && (focused.contains(top) || top.contains(focused)); })()";
    assert_eq!(page.evaluate(is_on_top).await, true, "nothing covers {}", page.focused().await);
}

async fn focus_is_on(page: &Page, wanted: &str) {
    page.until(&format!("the focus is on {wanted}"), async || page.focused().await == wanted).await;
    focus_is_seen(page).await;
}

#[test]
fn a_merchant_connects_and_opens_a_row_by_keys_alone() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.goto("/").await;
        page.heading("Where do you want to go?").shown().await;
        page.tab_to("link \"Merchant console Look after customers and their stored money\"").await;
        focus_is_seen(&page).await;
        page.press("Enter").await;
        page.button("Connect as Halyard Workspaces").shown().await;
        page.tab_to("button \"Connect as Halyard Workspaces\"").await;
        focus_is_seen(&page).await;
        page.press("Enter").await;
        page.at("/merchant").await;
        page.tab_to("link \"Transactions\"").await;
        page.press("Enter").await;
        page.at("/merchant/transactions").await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        let rows = page.table("Transactions").addresses().await;
        let focused =
            async || page.evaluate("document.activeElement.pathname + document.activeElement.search").await;
        for (key, row) in [("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0), ("j", 1)] {
            page.press(key).await;
            assert_eq!(focused().await, rows[row].as_str(), "{key}");
            focus_is_seen(&page).await;
        }
        for row in &rows[2..] {
            page.press("j").await;
            assert_eq!(focused().await, row.as_str());
            focus_is_seen(&page).await;
        }
        for row in rows[1..rows.len() - 1].iter().rev() {
            page.press("k").await;
            assert_eq!(focused().await, row.as_str());
            focus_is_seen(&page).await;
        }
        page.press("Enter").await;
        page.at(&rows[1]).await;
        page.back().await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
    });
}

#[test]
fn a_slash_leads_to_the_filters() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, TRANSACTIONS.address).await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "").await;
        page.press("/").await;
        focus_is_on(&page, "button \"Filter\"").await;
        page.press("Enter").await;
        page.thing(&["menuitem"], "Descriptor").shown().await;
        page.tab_to("menuitem \"Descriptor\"").await;
        page.press("Enter").await;
        focus_is_on(&page, "textbox \"Descriptor\"").await;
        page.type_text("Printing").await;
        page.press("Enter").await;
        page.at("/merchant/transactions?descriptor=Printing").await;
        TRANSACTIONS.shows_what_the_api_has(&page, &api, "descriptor=Printing").await;
        page.press("/").await;
        page.press("Enter").await;
        page.thing(&["menuitem"], "Status").shown().await;
        page.press("Escape").await;
        page.thing(&["menuitem"], "Status").gone().await;
    });
}

#[test]
fn control_and_k_lead_to_a_customer() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, CUSTOMERS.address).await;
        let palette = page.dialog("Go anywhere");
        page.press("Control+k").await;
        focus_is_on(&page, "combobox \"Go anywhere\"").await;
        page.press("Escape").await;
        palette.gone().await;
        page.press("Control+k").await;
        palette.shown().await;
        let customer = api.customer();
        let (name, _) = customer.email.split_once('@').expect("an address");
        page.type_text(name).await;
        let hit = page.any(&["option"]).containing(&customer.email);
        hit.has_state("selected", "true").await;
        page.press("Enter").await;
        page.at(&format!("/merchant/users/{}", customer.id)).await;
        page.press("Control+k").await;
        page.type_text("transac").await;
        page.any(&["option"]).containing("Transactions").shown().await;
        page.press("Enter").await;
        page.at("/merchant/transactions").await;
    });
}

#[test]
fn money_moves_by_keys_alone() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        page.button("Top up").shown().await;
        page.tab_to("button \"Top up\"").await;
        page.press("Enter").await;
        focus_is_on(&page, "textbox \"Amount\"").await;
        page.type_text("25.00").await;
        page.press("Tab").await;
        page.type_text("by keys").await;
        page.press("Enter").await;
        page.dialog("Review the top-up").shown().await;
        focus_is_on(&page, "button \"Back\"").await;
        page.tab_to("button \"Top up 25.00 USD\"").await;
        focus_is_seen(&page).await;
        page.press("Enter").await;
        page.dialog("Done").shown().await;
        focus_is_on(&page, "button \"Done\"").await;
        page.press("Enter").await;
        page.any(&["dialog"]).gone().await;
        assert_eq!(target.movements(&api, "by keys").await, 1);
    });
}

#[test]
fn h_hides_every_amount() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        open_account(&page, &api).await;
        page.row("USD").found().await;
        page.button("Check").has_state("disabled", "").await;
        settled(&page).await;
        let shown = page.text().await;
        let balance = shown
            .split("Balance ")
            .nth(1)
            .and_then(|rest| rest.split(' ').next())
            .expect("a balance")
            .to_owned();
        page.press("h").await;
        page.says("Balance •••••• USD").await;
        assert!(!page.text().await.contains(&balance));
        for row in page.table("Transactions").rows().await.iter().skip(1) {
            let (amounts, rest) = (&row[row.len() - 2..], &row[..row.len() - 2]);
            assert_eq!(amounts, ["•••••• USD", "••••••"], "in the row of {rest:?}");
        }
        page.press("h").await;
        page.says(&format!("Balance {balance} USD")).await;
    });
}
