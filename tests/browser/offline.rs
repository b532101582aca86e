//! Without network: the console opens, says so, shows what was kept, and moves no money.

use serde_json::{Value, json};

use super::api::Api;
use super::harness::{Page, Screen, test};
use super::steps::{grouped, sign_in_customer};

const PASSPHRASE: &str = "harbour quiet lantern";

/// Opens the console with its worker, and waits until that keeps what it needs.
async fn open_with_worker(page: &Page) {
    page.browser().allow_worker().await;
    page.goto("/").await;
    page.heading("Where do you want to go?").shown().await;
    page.until("the worker is at work", async || {
        page.evaluate("navigator.serviceWorker.controller?.state ?? ''").await == "activated"
    })
    .await;
}

async fn unlock(page: &Page) {
    page.field("Passphrase").fill(PASSPHRASE).await;
    page.button("Unlock").click().await;
}

async fn vault(page: &Page) -> Value {
    page.stored().await["local"]["purser.vault"].clone()
}

/// Does something, and waits until the vault is another one for it.
async fn and_the_vault_changes(page: &Page, action: impl Future<Output = ()>) {
    let before = vault(page).await;
    action.await;
    page.until("the vault is sealed anew", async || vault(page).await != before).await;
}

/// Signs in, makes a vault, and has the balances kept in it.
async fn keep_balances(page: &Page, api: &Api) {
    open_with_worker(page).await;
    sign_in_customer(page, api.customer()).await;
    page.says("USD wallet").await;
    page.link("Settings").click().await;
    page.button("Create a vault").click().await;
    page.field("Passphrase").fill(PASSPHRASE).await;
    page.field("The same again").fill(PASSPHRASE).await;
    page.button("Create a vault").within(&page.dialog("Create a vault")).click().await;
    page.field("Keep my last balances").shown().await;
    and_the_vault_changes(page, page.field("Keep my last balances").click()).await;
    and_the_vault_changes(page, page.link("Home").click()).await;
}

#[test]
fn rule_10_the_last_balances_open_without_network_from_the_vault_alone() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.whole_browser(Screen::DESK).await;
        keep_balances(&page, &api).await;

        page.allow_log("net::ERR_");
        world.sandbox().stop();
        page.offline(true).await;
        page.goto("/").await;
        page.says("No network.").await;
        page.heading("Last balances").shown().await;
        let customer = api.customer();
        let said = page.evaluate("document.body.innerText").await.to_string();
        let is_silent = !said.contains(&customer.email) && !said.contains("USD");
        assert!(is_silent, "nothing is said before the vault is open");
        unlock(&page).await;
        page.says(&customer.email).await;
        let wallet = page.thing(&["region"], "Centro wallet");
        wallet.has_text("USD wallet").await;
    });
}

#[test]
fn the_balance_that_was_kept_is_the_balance_that_was_shown() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.whole_browser(Screen::DESK).await;
        keep_balances(&page, &api).await;
        let customer = api.customer();
        let account = api.account_in(customer.id, "USD").await;
        let balance = grouped(&api.balance(customer.id, account).await);
        page.allow_log("net::ERR_");
        page.offline(true).await;
        page.goto("/").await;
        page.heading("Last balances").shown().await;
        unlock(&page).await;
        page.thing(&["region"], "Centro wallet").has_text(&balance).await;
        page.goto("/settings").await;
        unlock(&page).await;
        page.field("Keep my last balances").shown().await;
        and_the_vault_changes(&page, page.field("Keep my last balances").click()).await;
        page.goto("/").await;
        unlock(&page).await;
        page.says("None yet: they are kept the next time they are shown here.").await;
    });
}

#[test]
fn rule_10_the_worker_keeps_the_program_and_nothing_that_a_system_said() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.whole_browser(Screen::DESK).await;
        open_with_worker(&page).await;
        sign_in_customer(&page, api.customer()).await;
        page.says("USD wallet").await;
        let kept = "(async () => { const all = []; for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) all.push(new URL(request.url).pathname);
            window.kept = all; })()";
        page.evaluate(kept).await;
        page.until("the caches are read", async || page.evaluate("Array.isArray(window.kept)").await == true)
            .await;
        let kept = page.evaluate("window.kept").await;
        let kept: Vec<&str> =
            kept.as_array().expect("a list").iter().filter_map(|path| path.as_str()).collect();
        assert!(kept.contains(&"/") && kept.contains(&"/config.json"), "{kept:?}");
        let is_of_program = |path: &&str| {
            *path == "/"
                || ["json", "js", "css", "wasm", "svg", "png", "webmanifest"]
                    .iter()
                    .any(|end| path.ends_with(end))
        };
        let others: Vec<&&str> =
            kept.iter().filter(|path| !is_of_program(path) || path.starts_with("/api")).collect();
        assert!(others.is_empty(), "{others:?}");
    });
}

#[test]
fn no_money_is_sent_without_network() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.whole_browser(Screen::PHONE).await;
        sign_in_customer(&page, api.customer()).await;
        page.link("Pay").within(&page.any(&["main"])).click().await;
        page.field("Amount").fill("1.25").await;
        page.field("For").fill("Coffee").await;
        page.button("Review").click().await;
        page.dialog("Review the payment").shown().await;
        page.allow_log("net::ERR_");
        page.offline(true).await;
        page.says("There is no network. Nothing has been sent").await;
        let sent = page.requests("/api/v1/payment").await;
        page.button("Pay 1.25 USD").click().await;
        page.dialog("Review the payment").shown().await;
        assert_eq!(page.requests("/api/v1/payment").await, sent);
        page.offline(false).await;
        page.says_no_more("There is no network. Nothing has been sent").await;
        page.button("Pay 1.25 USD").click().await;
        page.dialog("Done").shown().await;
    });
}

#[test]
fn the_console_can_be_installed() {
    test(async |world| {
        let page = world.whole_browser(Screen::PHONE).await;
        open_with_worker(&page).await;
        let manifest = page.browser().devtools("Page.getAppManifest", json!({})).await;
        assert_eq!(manifest["errors"], json!([]), "{manifest}");
        let errors = page.browser().devtools("Page.getInstallabilityErrors", json!({})).await;
        let errors = errors["installabilityErrors"].clone();
        // A window of its own profile is what a browser without a window lacks.
        let only_the_window =
            errors.as_array().expect("a list").iter().all(|error| error["errorId"] == "in-incognito");
        assert!(only_the_window, "{errors}");
    });
}
