//! No screen puts up a barrier that axe-core finds: all of WCAG 2.2 AA that a machine can see, and good practice.

use std::path::Path;

use serde_json::Value;

use super::crypto_exchange::{ask_for_exchange, open_pair};
use super::crypto_withdraw::{ETHER, LIKE_ETHER, fill, with_coins};
use super::harness::{Page, Screen, test};
use super::screens::on_every_screen;
use super::steps::{ask_for_top_up, open_account};

const RULES: &str = "{ resultTypes: ['violations'], runOnly: { type: 'tag', values:
    ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }";

pub const DESK: Screen = Screen { width: 1280, height: 900, touch: false };

pub fn axe() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(".tools/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(file).expect("axe-core, which `cargo xtask setup` installs")
}

/// What is wrong with the page as it stands, one line a rule and place.
async fn barriers(page: &Page, axe: &str) -> Vec<String> {
    if page.evaluate("typeof window.axe").await != "object" {
        page.driver().execute(axe, Vec::new()).await.expect("axe-core starts");
    }
    // Colours are measured where they are going to stay.
    let run = format!(
        "const done = arguments[arguments.length - 1];
        document.getAnimations().forEach(animation => {{ try {{ animation.finish(); }} catch {{ animation.cancel(); }} }});
        axe.run(document, {RULES}).then(found => done(found.violations.flatMap(rule => rule.nodes.map(node =>
            `${{rule.id}}: ${{rule.help}}: ${{node.target.join(' ')}}: ${{node.html.slice(0, 160)}}: ${{node.failureSummary}}`))),
            error => done([String(error)]));"
    );
    let answer = page.driver().execute_async(run, Vec::new()).await;
    let found: Value = answer.expect("axe-core answers").json().clone();
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The page in both themes, on a desk and on a phone.
pub async fn in_every_light(page: &Page, axe: &str, found: &mut Vec<String>) {
    for (screen, name) in [(DESK, "desk"), (Screen::PHONE, "phone")] {
        page.screen(screen).await;
        for (dark, theme) in [(false, "light"), (true, "dark")] {
            page.dark(dark).await;
            let path = page.path().await;
            let barriers = barriers(page, axe).await;
            found.extend(barriers.into_iter().map(|barrier| format!("{path} ({name}, {theme}): {barrier}")));
        }
    }
    page.screen(DESK).await;
}

pub fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "{} barriers:\n\n{}", found.len(), found.join("\n\n"));
}

#[test]
fn no_screen_has_a_barrier() {
    test(async |world| {
        let axe = axe();
        let found = std::cell::RefCell::new(Vec::new());
        on_every_screen(world, DESK, async |page, _| {
            let mut here = Vec::new();
            in_every_light(page, &axe, &mut here).await;
            found.borrow_mut().append(&mut here);
        })
        .await;
        assert_none(&found.into_inner());
    });
}

#[test]
fn no_dialog_has_a_barrier() {
    test(async |world| {
        let axe = axe();
        let api = super::api::Api::of(world).await;
        let page = world.browser(DESK).await;
        page.allow_log("net::ERR_");
        let mut found = Vec::new();
        open_account(&page, &api).await;
        page.button("Find a customer, a transaction, a screen").click().await;
        page.dialog("Go anywhere").shown().await;
        in_every_light(&page, &axe, &mut found).await;
        page.press("Escape").await;
        ask_for_top_up(&page, "25.00", "fault-truncated").await;
        page.dialog("Review the top-up").shown().await;
        in_every_light(&page, &axe, &mut found).await;
        page.button("Top up 25.00 USD").click().await;
        page.dialog("We do not know yet").shown().await;
        in_every_light(&page, &axe, &mut found).await;
        assert_none(&found);
    });
}

#[test]
fn no_dialog_of_the_crypto_wallet_has_a_barrier() {
    test(async |world| {
        let axe = axe();
        let page = world.browser(DESK).await;
        page.allow_log("net::ERR_");
        let mut found = Vec::new();
        with_coins(world, &page, "ETH", "2000").await;
        fill(&page, "ETH", ETHER, "0.1").await;
        page.dialog("Review the withdrawal").shown().await;
        in_every_light(&page, &axe, &mut found).await;
        page.button("Send 0.10000000 ETH").click().await;
        page.dialog("Done").shown().await;
        in_every_light(&page, &axe, &mut found).await;
        page.button("Done").click().await;
        page.link("Send").click().await;
        page.field("To address").fill(LIKE_ETHER).await;
        page.says("This is not the address that you know.").await;
        in_every_light(&page, &axe, &mut found).await;
        page.button("Address book").click().await;
        page.dialog("Address book").shown().await;
        in_every_light(&page, &axe, &mut found).await;
        page.press("Escape").await;
        page.field("To address").fill(ETHER).await;
        page.field("Amount").fill("666.01").await;
        page.button("Review").click().await;
        page.button("Send 666.01000000 ETH").click().await;
        page.dialog("We do not know yet").shown().await;
        in_every_light(&page, &axe, &mut found).await;
        assert_none(&found);
    });
}

#[test]
fn no_dialog_of_an_exchange_a_card_or_a_provider_has_a_barrier() {
    test(async |world| {
        let axe = axe();
        let page = world.browser(DESK).await;
        let mut found = Vec::new();
        open_pair(&page, "BTC", "LTC").await;
        page.button("Receive LTC").click().await;
        page.any(&["button"]).containing("Litecoin").shown().await;
        in_every_light(&page, &axe, &mut found).await;
        page.press("Escape").await;
        ask_for_exchange(&page, "0.0001").await;
        page.says("The least that can be exchanged is").await;
        in_every_light(&page, &axe, &mut found).await;
        ask_for_exchange(&page, "0.01").await;
        page.dialog("Review the exchange").shown().await;
        in_every_light(&page, &axe, &mut found).await;
        page.button("Exchange 0.01000000 BTC").click().await;
        page.dialog("It has begun").shown().await;
        in_every_light(&page, &axe, &mut found).await;
        page.goto("/crypto/cards").await;
        page.any(&["button"]).containing("Lock").click().await;
        page.any(&["button"]).containing("Show the number").click().await;
        page.says("Valid until").await;
        page.any(&["button"]).containing("Activate").click().await;
        page.dialog("Activate a card").shown().await;
        in_every_light(&page, &axe, &mut found).await;
        page.goto("/crypto/providers").await;
        page.button("Add a provider").click().await;
        page.dialog("Add a provider").shown().await;
        in_every_light(&page, &axe, &mut found).await;
        assert_none(&found);
    });
}

#[test]
fn barriers_are_found_where_there_are_some() {
    test(async |world| {
        let page = world.browser(DESK).await;
        page.goto("/").await;
        page.heading("Where do you want to go?").shown().await;
        let axe = axe();
        assert_eq!(barriers(&page, &axe).await, [""; 0]);
        page.evaluate("document.querySelector('main').append(document.createElement('button'))").await;
        let found = barriers(&page, &axe).await;
        assert!(found.iter().any(|barrier| barrier.starts_with("button-name: ")), "{found:?}");
    });
}
