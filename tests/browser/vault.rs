//! The vault: made, locked, opened, changed, forgotten; in one tab and in two.

use serde_json::json;

use super::api::Api;
use super::harness::{Page, Screen, test};

const CONNECT: &str = "/merchant/connect";
const PASSPHRASE: &str = "harbour quiet lantern";
const NEW: &str = "another orchard beneath";

/// Connects with a key that is kept in a vault made for it.
async fn keep(page: &Page, key: &str) {
    page.goto(CONNECT).await;
    page.field("API key").fill(key).await;
    page.field("Name optional").fill("Our own").await;
    page.field("Keep it in the vault").click().await;
    page.field("Passphrase").fill(PASSPHRASE).await;
    page.says("Good: it is hard to guess.").await;
    page.field("The same again").fill(PASSPHRASE).await;
    page.button("Connect").click().await;
    page.at("/merchant").await;
    page.link("Transactions").click().await;
    page.at("/merchant/transactions").await;
    page.row("20").found().await;
}

async fn unlock(page: &Page, passphrase: &str) {
    page.field("Passphrase").fill(passphrase).await;
    page.button("Unlock").click().await;
}

/// No form of the key stands anywhere a document leaves something behind.
async fn nothing_gives_away(page: &Page, key: &str) {
    let everything = page.everything().await;
    let base64 = page.evaluate(&format!("btoa('{key}')")).await;
    let base64 = base64.as_str().expect("a text").trim_end_matches('=').to_owned();
    let written = |byte: &dyn Fn(u8) -> String| key.bytes().map(byte).collect::<Vec<_>>().concat();
    let hex = written(&|byte| format!("{byte:02x}"));
    let percent = written(&|byte| format!("%{byte:02X}"));
    let random = key.rsplit('_').next().expect("the random part");
    let forms = [key, &base64, &hex, &hex.to_uppercase(), &percent, &percent.to_lowercase(), random];
    for form in forms {
        assert!(!everything.contains(form), "the key stands there as {form}");
    }
    for passphrase in [PASSPHRASE, NEW] {
        assert!(!everything.contains(passphrase), "the passphrase stands there");
    }
}

#[test]
fn rule_10_a_kept_key_is_sealed_and_a_reload_locks_it() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        keep(&page, &api.key).await;
        nothing_gives_away(&page, &api.key).await;
        let stored = page.stored().await;
        assert_eq!(stored["session"], json!({}));
        let kept: Vec<&String> = stored["local"].as_object().expect("an object").keys().collect();
        assert_eq!(kept, ["purser.vault"]);

        page.goto("/merchant/users?isBlocked=true").await;
        page.heading("Unlock the vault").shown().await;
        nothing_gives_away(&page, &api.key).await;
        unlock(&page, PASSPHRASE).await;
        page.at("/merchant/users?isBlocked=true").await;
        page.button("Switch connection: Our own, Sandbox").shown().await;
        nothing_gives_away(&page, &api.key).await;
    });
}

#[test]
fn rule_10_the_vault_is_locked_from_the_palette() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        keep(&page, &api.key).await;
        page.press("Control+k").await;
        page.thing(&["combobox"], "Go anywhere").fill("lock").await;
        page.any(&["option"]).containing("Lock the vault").click().await;
        page.heading("Unlock the vault").shown().await;
        nothing_gives_away(&page, &api.key).await;
    });
}

#[test]
fn rule_10_wrong_passphrases_are_slowed_over_reloads_too() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        keep(&page, &api.key).await;
        page.goto(CONNECT).await;
        // The fourth is followed by eight seconds, in which the page has to be there again.
        for _ in 0..4 {
            page.button("Unlock").shown().await;
            unlock(&page, "not this one at all").await;
            page.says("It did not open. The passphrase is another one").await;
        }
        page.reload().await;
        let waits = async || page.text().await.contains("Wait ");
        page.until("the pause outlives the reload", waits).await;
        assert_eq!(page.button("Unlock").count().await, 0);
        page.button("Unlock").shown().await;
        unlock(&page, PASSPHRASE).await;
        page.at("/merchant").await;
        assert_eq!(
            page.stored().await["local"]["purser.vault.tries"],
            json!(null),
            "a right one clears them"
        );
    });
}

#[test]
fn a_vault_gets_another_passphrase_and_is_forgotten() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        keep(&page, &api.key).await;
        page.link("Settings").click().await;
        page.button("Change the passphrase").click().await;
        let dialog = page.dialog("Change the passphrase");
        page.field("Passphrase now").fill(PASSPHRASE).await;
        page.field("New passphrase").fill("short").await;
        page.field("The same again").fill("short").await;
        let change = || page.button("Change the passphrase").within(&dialog);
        change().click().await;
        page.says("Use eight characters at least").await;
        page.field("New passphrase").fill(NEW).await;
        change().click().await;
        page.says("The two are not the same.").await;
        page.field("The same again").fill(NEW).await;
        change().click().await;
        dialog.gone().await;
        page.says("The vault has a new passphrase.").await;

        page.goto(CONNECT).await;
        unlock(&page, PASSPHRASE).await;
        page.says("It did not open.").await;
        page.button("Unlock").shown().await;
        unlock(&page, NEW).await;
        page.at("/merchant").await;

        page.link("Settings").click().await;
        page.button("Forget the vault").click().await;
        let dialog = page.dialog("Forget the vault?");
        page.button("Forget the vault").within(&dialog).click().await;
        page.says("There is none").await;
        page.says("Nothing is kept in this browser.").await;
        assert_eq!(page.stored().await["local"], json!({}));
        page.goto("/merchant/users").await;
        page.at("/merchant/connect?next=%2Fmerchant%2Fusers").await;
    });
}

#[test]
fn rule_11_what_is_locked_in_one_tab_is_locked_in_all() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.whole_browser(Screen::DESK).await;
        keep(&page, &api.key).await;
        let first = page.tab().await;
        let second = page.open_tab().await;
        page.goto("/merchant/users").await;
        unlock(&page, PASSPHRASE).await;
        page.row("@example.org").found().await;

        // A change in one is seen in the other.
        page.go_to_tab(&first).await;
        page.goto("/merchant/connections").await;
        unlock(&page, PASSPHRASE).await;
        page.button("Edit Our own").click().await;
        page.field("Name optional").fill("Renamed").await;
        page.button("Save").click().await;
        page.any(&["dialog"]).gone().await;
        page.go_to_tab(&second).await;
        page.button("Switch connection: Renamed, Sandbox").shown().await;

        page.go_to_tab(&first).await;
        page.link("Settings").click().await;
        page.button("Lock the vault").click().await;
        page.says("Unlock").await;
        page.go_to_tab(&second).await;
        page.heading("Unlock the vault").shown().await;
        assert!(!page.everything().await.contains("@example.org"));
        nothing_gives_away(&page, &api.key).await;
    });
}

#[test]
fn rule_11_an_idle_vault_is_locked() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let ahead = "window.ahead = 0; const now = Date.now; Date.now = () => now() + window.ahead;";
        page.before_documents(&format!("(() => {{ {ahead} }})()")).await;
        keep(&page, &api.key).await;
        page.link("Settings").click().await;
        page.field("Lock when nobody is there for").choose("5 minutes").await;
        page.says("Locks in 5 min").await;
        let later = async |minutes: u32| {
            let wake = format!("(window.ahead += {minutes} * 60000, dispatchEvent(new Event('focus')))");
            page.evaluate(&wake).await;
        };
        later(4).await;
        page.says("Locks in 1 min").await;
        page.evaluate("window.before = 1").await;
        later(2).await;
        page.heading("Where do you want to go?").shown().await;
        assert_eq!(page.evaluate("window.before").await, json!(null), "the document is a new one");
        page.goto("/merchant/users").await;
        page.heading("Unlock the vault").shown().await;
    });
}

#[test]
fn what_is_no_vault_is_said_and_left_as_it_is() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        keep(&page, &api.key).await;
        let vault = page.stored().await["local"]["purser.vault"].as_str().expect("a vault").to_owned();
        for (kept, says) in [
            (vault[..vault.len() / 2].to_owned(), "The vault is damaged."),
            (vault.replace("\"vault\":1", "\"vault\":9"), "Another version of Purser wrote this vault."),
        ] {
            page.evaluate(&format!("localStorage.setItem('purser.vault', {})", json!(kept))).await;
            page.goto(CONNECT).await;
            page.says(says).await;
            assert_eq!(page.field("Keep it in the vault").count().await, 0, "nothing is written over it");
            assert_eq!(page.stored().await["local"]["purser.vault"], json!(kept));
        }
        // One that was meddled with does not open, and is not told from a wrong passphrase.
        let place = vault.rfind("\"sealed\":\"").expect("the ciphertext") + 12;
        let digit = if &vault[place..=place] == "0" { "1" } else { "0" };
        let tampered = format!("{}{digit}{}", &vault[..place], &vault[place + 1..]);
        page.evaluate(&format!("localStorage.setItem('purser.vault', {})", json!(tampered))).await;
        page.goto(CONNECT).await;
        unlock(&page, PASSPHRASE).await;
        page.says("or the vault was changed from outside").await;
    });
}
