//! The address book: names, a file in and out, and nowhere to be found but in the vault or in memory.

use serde_json::{Value, json};

use super::crypto_api::AMELIA;
use super::crypto_sign_in::sign_in_holder;
use super::crypto_withdraw::{DOGE, fill, with_coins};
use super::files::Files;
use super::harness::{Page, test};
use super::steps::sign_out;

const OTHER: &str = "DBXu2kgc3xtvCUWFcxFE3r9hEYgmuaaCyD";
const PASSPHRASE: &str = "harbour quiet lantern";

/// Chooses a file of this text.
async fn take(page: &Page, text: &str) {
    let text = json!(text);
    page.evaluate(&format!(
        "(() => {{ const input = document.querySelector('dialog input[type=file]'), carrier = new DataTransfer();
            carrier.items.add(new File([{text}], 'recipients.json', {{ type: 'application/json' }}));
            input.files = carrier.files; input.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()"
    ))
    .await;
}

/// Sends once under a name.
async fn send_to_ann(page: &Page) {
    page.goto("/crypto/withdraw/DOGE").await;
    page.field("To address").fill(DOGE).await;
    page.field("I have compared every character with what the recipient gave me").click().await;
    page.field("Amount").fill("400").await;
    page.field("Name optional").fill("Ann at the harbour").await;
    page.button("Review").click().await;
    page.dialog("Review the withdrawal").has_text("Ann at the harbour, for the first time").await;
    page.button("Send 400.00000000 DOGE").click().await;
    page.dialog("Done").shown().await;
    page.button("Done").click().await;
    page.at("/crypto/DOGE").await;
}

#[test]
fn rule_10_without_a_vault_names_are_kept_in_memory_alone() {
    test(async |world| {
        let page = world.phone().await;
        with_coins(world, &page, "DOGE", "5000").await;
        send_to_ann(&page).await;
        page.link("Send").click().await;
        page.button("Address book").click().await;
        page.says("Kept in memory until you sign out or reload.").await;
        page.button("Use Ann at the harbour").click().await;
        page.says("Ann at the harbour. You have sent to this address before").await;
        let kept = page.stored().await.to_string();
        for secret in [DOGE, "Ann"] {
            assert!(!kept.contains(secret), "{secret} stands in {kept}");
        }
        page.reload().await;
        page.button("Address book").click().await;
        page.says("Nobody here yet").await;
    });
}

#[test]
fn rule_10_a_vault_keeps_names_sealed_over_a_reload() {
    test(async |world| {
        let page = world.desk().await;
        with_coins(world, &page, "DOGE", "5000").await;
        page.goto("/settings").await;
        page.button("Create a vault").click().await;
        page.field("Passphrase").fill(PASSPHRASE).await;
        page.field("The same again").fill(PASSPHRASE).await;
        let dialog = page.dialog("Create a vault");
        page.button("Create a vault").within(&dialog).click().await;
        dialog.gone().await;
        page.link("Portfolio").click().await;
        page.any(&["link"]).containing("Dogecoin").click().await;
        page.link("Send").click().await;
        page.field("To address").fill(DOGE).await;
        page.field("I have compared every character with what the recipient gave me").click().await;
        page.field("Amount").fill("400").await;
        page.field("Name optional").fill("Ann at the harbour").await;
        page.button("Review").click().await;
        page.button("Send 400.00000000 DOGE").click().await;
        page.dialog("Done").shown().await;
        page.button("Done").click().await;
        page.link("Send").click().await;
        page.button("Address book").click().await;
        page.says("Kept in the vault of this browser, sealed under your passphrase.").await;
        page.button("Use Ann at the harbour").shown().await;
        page.press("Escape").await;
        page.field("To address").fill(DOGE).await;
        page.says("Ann at the harbour. You have sent to this address before").await;
        let kept = page.stored().await.to_string();
        for secret in [DOGE, "Ann at", "harbour"] {
            assert!(!kept.contains(secret), "{secret} stands in {kept}");
        }
        page.reload().await;
        page.button("Address book").click().await;
        page.says("The vault is locked").await;
        page.link("To the vault").click().await;
        page.field("Passphrase").fill(PASSPHRASE).await;
        page.button("Unlock").click().await;
        page.button("Lock the vault").shown().await;
        page.link("Portfolio").click().await;
        page.any(&["link"]).containing("Dogecoin").click().await;
        page.link("Send").click().await;
        page.field("To address").fill(DOGE).await;
        page.says("Ann at the harbour. You have sent to this address before").await;
    });
}

#[test]
fn recipients_are_carried_away_and_brought_back_as_a_file() {
    test(async |world| {
        let page = world.desk().await;
        let files = Files::of(world, &page).await;
        with_coins(world, &page, "DOGE", "5000").await;
        send_to_ann(&page).await;
        page.link("Send").click().await;
        page.button("Address book").click().await;
        page.button("Save names and addresses to a file").click().await;
        let (name, text) = files.next(&page).await;
        assert_eq!(name, "purser-recipients.json");
        let file: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(file["recipients"][0]["name"], "Ann at the harbour");
        assert_eq!(file["recipients"][0]["address"], DOGE);
        assert_eq!(file["recipients"][0]["sentAt"], Value::Null);

        // A file makes nobody known, and changes nobody's address.
        page.reload().await;
        page.button("Address book").click().await;
        take(&page, "{}").await;
        page.says("This is no file of recipients.").await;
        take(&page, &text).await;
        page.says("1 added, 0 known already, 0 left out").await;
        let entry =
            |name: &str, address: &str| json!({ "name": name, "network": "dogecoin", "address": address });
        let other = json!({ "format": "purser-recipients", "recipients": [
            entry("Ann at the harbour", OTHER), entry("Broken", "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7M"), entry("Ann", DOGE)] });
        take(&page, &other.to_string()).await;
        page.says("0 added, 1 known already, 2 left out").await;
        page.button("Use Ann at the harbour").click().await;
        page.says("stands in your address book, and nothing was ever sent there from here.").await;
        page.field("Amount").fill("400").await;
        page.button("Review").click().await;
        page.says("Confirm the recipient first.").await;
        page.button("Address book").click().await;
        page.button("Remove Ann at the harbour").click().await;
        page.says("Nobody here yet").await;
    });
}

#[test]
fn rule_11_signing_out_forgets_the_book() {
    test(async |world| {
        let page = world.desk().await;
        with_coins(world, &page, "DOGE", "5000").await;
        fill(&page, "DOGE", DOGE, "400").await;
        page.button("Send 400.00000000 DOGE").click().await;
        page.dialog("Done").shown().await;
        page.button("Done").click().await;
        sign_out(&page).await;
        sign_in_holder(&page, AMELIA).await;
        page.goto("/crypto/withdraw/DOGE").await;
        page.field("To address").fill(DOGE).await;
        page.says("You have never sent anything to this address from here.").await;
    });
}
