//! Transfers: who receives is found, shown whole, and told apart from who cannot.

use serde_json::{Value, json};

use super::api::Api;
use super::harness::{Page, test};
use super::steps::{Target, open_account};

/// Another account that can receive dollars, with its customer's number and e-mail address.
pub async fn receiver(api: &Api, target: &Target) -> (u64, u64, String) {
    let rows = api.rows("user?limit=50&isActivated=true&isBlocked=false").await;
    for user in rows.iter().filter(|user| user["id"] != target.customer) {
        let customer = user["id"].as_u64().expect("an id");
        let is_it = |account: &&Value| {
            account["currency"] == "USD" && account["type"] != "promo" && account["is_active"] == true
        };
        if let Some(account) = api.accounts(customer).await.iter().find(is_it) {
            let email = user["email"].as_str().expect("an address").to_owned();
            return (customer, account["id"].as_u64().expect("an id"), email);
        }
    }
    panic!("nobody can receive");
}

pub async fn choose(page: &Page, email: &str, account: u64) {
    page.button("Transfer").click().await;
    page.field("Recipient").fill(email).await;
    page.any(&["button"]).containing(email).click().await;
    page.any(&["button"]).containing(&format!("#{account}")).click().await;
}

#[test]
fn rule_16_a_transfer_shows_the_whole_recipient_and_both_balances() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        let (customer, account, email) = receiver(&api, &target).await;
        choose(&page, &email, account).await;
        page.field("Amount").fill("5.00").await;
        page.field("Reason optional").fill("settled").await;
        page.button("Review").click().await;
        let review = page.dialog("Review the transfer");
        review.has_text(&format!("Recipient {email}")).await;
        review.has_text(&format!("Recipient’s account number {account}")).await;
        review.has_text("Sender’s balance").await;
        review.has_text("Recipient’s balance").await;
        page.button("Transfer 5.00 USD").click_twice_at_once().await;
        page.dialog("Done").has_text("−5.00 USD").await;
        assert_eq!(page.requests("/transfer").await, 1, "rule 5");
        assert_eq!(target.movements(&api, "settled").await, 1);
        let received = Target { customer, account, balance: String::new() };
        assert_eq!(received.movements(&api, "settled").await, 1);
    });
}

#[test]
fn rule_3_a_transfer_without_an_answer_is_found_after_all() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("net::ERR_");
        let target = open_account(&page, &api).await;
        let (_, account, email) = receiver(&api, &target).await;
        choose(&page, &email, account).await;
        page.field("Amount").fill("5.00").await;
        page.field("Reason optional").fill("fault-timeout-after-commit").await;
        page.button("Review").click().await;
        page.button("Transfer 5.00 USD").click().await;
        page.dialog("We do not know yet").shown().await;
        page.dialog("Done").has_text("−5.00 USD").await;
        assert_eq!(target.movements(&api, "fault-timeout-after-commit").await, 1);
    });
}

#[test]
fn a_recipient_that_stopped_receiving_is_refused_at_its_field() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("/transfer - Failed to load resource: the server responded with a status of 422");
        let target = open_account(&page, &api).await;
        let (customer, account, email) = receiver(&api, &target).await;
        choose(&page, &email, account).await;
        page.field("Amount").fill("5.00").await;
        page.button("Review").click().await;
        page.dialog("Review the transfer").shown().await;
        api.put(&format!("payment-account/{account}"), json!({ "clientId": customer, "isActive": false }))
            .await;
        page.button("Transfer 5.00 USD").click().await;
        page.dialog("Refused").has_text("The payment account does not receive.").await;
        page.button("Back").click().await;
        page.says("The payment account does not receive.").await;
        assert_eq!(api.balance(target.customer, target.account).await, target.balance);
    });
}

#[test]
fn whoever_is_blocked_neither_sends_nor_receives() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("/transfer - Failed to load resource: the server responded with a status of 4");
        let target = open_account(&page, &api).await;
        let (customer, account, email) = receiver(&api, &target).await;
        choose(&page, &email, account).await;
        page.field("Amount").fill("5.00").await;
        for (blocked, words) in
            [(customer, "The payment account does not receive."), (target.customer, "Not allowed.")]
        {
            page.button("Review").click().await;
            page.dialog("Review the transfer").shown().await;
            set_blocked(&api, blocked, true).await;
            page.button("Transfer 5.00 USD").click().await;
            page.dialog("Refused").has_text(words).await;
            page.button("Back").click().await;
            page.dialog("Refused").gone().await;
            set_blocked(&api, blocked, false).await;
        }
        assert_eq!(api.balance(target.customer, target.account).await, target.balance);
    });
}

async fn set_blocked(api: &Api, customer: u64, is_blocked: bool) {
    api.put(&format!("user/{customer}"), json!({ "isActivated": true, "isBlocked": is_blocked })).await;
}

#[test]
fn who_cannot_receive_is_shown_with_the_reason_and_cannot_be_chosen() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        let other = json!({
            "clientId": target.customer, "currency": "EUR", "method": "card", "system": "centrobill", "name": "Abroad"
        });
        let euro = api.post("payment-account", other).await["id"].as_u64().expect("an id");
        page.button("Transfer").click().await;
        page.field("Recipient").fill(&api.customer().email).await;
        page.any(&["button"]).containing(&api.customer().email).click().await;
        for (one, other) in [
            (format!("#{euro}"), "has another currency".to_owned()),
            ("is this account itself".to_owned(), format!("#{}", target.account)),
        ] {
            let offered = page.any(&["button"]).containing(&one);
            offered.has_text(&other).await;
            offered.has_state("disabled", "true").await;
        }
        assert_eq!(page.requests("/transfer").await, 0);
    });
}

#[test]
fn an_account_cannot_transfer_to_itself() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        page.button("Transfer").click().await;
        page.field("Recipient").fill(&target.account.to_string()).await;
        page.says("is this account itself").await;
        page.field("Amount").fill("5.00").await;
        page.button("Review").click().await;
        page.says("Choose the account that receives.").await;
        assert_eq!(page.requests("/transfer").await, 0);
    });
}
