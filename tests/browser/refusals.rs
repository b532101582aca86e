//! What the wallet system refuses: each status in its own words, each field's sentence at that field, on every form.

use serde_json::{Value, json};

use super::api::Api;
use super::harness::{Page, test};
use super::steps::{all_wrong, answer_instead, ask_for_top_up, connect_to, open_account};
use super::transfers::{choose, receiver};

const WORDS: [(u16, &str); 5] = [
    (403, "Not allowed. It says: The register is closed."),
    (404, "There is no such thing here. It says: The register is closed."),
    (409, "Already used for something else. It says: The register is closed."),
    (429, "Too many tries. Wait 7 seconds."),
    (422, "Something in the form is not right. It says: The register is closed."),
];

fn closed() -> Value {
    json!({ "message": "The register is closed" })
}

/// The form says each refusal in its own words, and that nothing has changed.
async fn is_refused(page: &Page, method: &str, ending: &str, button: &str) {
    for (status, words) in WORDS {
        answer_instead(page, method, ending, status, &closed()).await;
        page.button(button).click().await;
        page.any(&["alert"]).has_text(&format!("{words} Nothing has changed.")).await;
    }
}

/// Each label's field says what the system says is wrong with it, and the first of them has the focus.
async fn stands_at_its_field(page: &Page, fields: &[(&str, &str)]) {
    for (label, field) in fields {
        page.field(label).has_state("invalid", "true").await;
        page.says(&format!("{field}, it says, is wrong.")).await;
    }
}

async fn fields_are_told(page: &Page, method: &str, ending: &str, button: &str, fields: &[(&str, &str)]) {
    let names: Vec<&str> = fields.iter().map(|(_, field)| *field).collect();
    answer_instead(page, method, ending, 422, &all_wrong(&names)).await;
    page.button(button).click().await;
    stands_at_its_field(page, fields).await;
    let (first, _) = fields[0];
    page.field(first).has_state("focused", "true").await;
}

#[test]
fn creating_a_customer() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, "/merchant/users/new").await;
        page.button("Create customer").click().await;
        page.field("E-mail").has_state("focused", "true").await;
        page.field("E-mail").fill("new.one@example.org").await;
        page.field("External id").fill("HW-500001").await;
        is_refused(&page, "POST", "/user", "Create customer").await;
        let fields = [
            ("E-mail", "email"),
            ("External id", "externalUserId"),
            ("Type optional", "type"),
            ("Account name optional", "paymentAccounts.0.name"),
            ("What it is for optional", "paymentAccounts.0.description"),
        ];
        fields_are_told(&page, "POST", "/user", "Create customer", &fields).await;
    });
}

#[test]
fn changing_a_customer() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let id = api.customer().id;
        connect_to(&page, &format!("/merchant/users/{id}")).await;
        page.button("Edit").click().await;
        is_refused(&page, "PUT", &format!("/user/{id}"), "Save").await;
        let fields = [("External id", "externalUserId"), ("Type optional", "type")];
        fields_are_told(&page, "PUT", &format!("/user/{id}"), "Save", &fields).await;
    });
}

#[test]
fn restoring_access() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, &format!("/merchant/users/{}", api.customer().id)).await;
        page.button("Restore access…").click().await;
        page.field("Type their e-mail address to confirm").fill(&api.customer().email).await;
        is_refused(&page, "POST", "/restore", "Restore access").await;
    });
}

#[test]
fn opening_an_account() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, &format!("/merchant/accounts/new?customer={}", api.customer().id)).await;
        page.field("Currency").fill("USD").await;
        is_refused(&page, "POST", "/payment-account", "Create account").await;
        let fields = [
            ("Currency", "currency"),
            ("Name optional", "name"),
            ("Description optional", "description"),
            ("Payment method", "method"),
            ("Payment system", "system"),
            ("Webhook address optional", "webhookUrl"),
        ];
        fields_are_told(&page, "POST", "/payment-account", "Create account", &fields).await;
    });
}

#[test]
fn settings_of_an_account() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        let ending = format!("/payment-account/{}", target.account);
        page.button("Account settings").click().await;
        for (switch, fields) in [
            ("Refill by itself when it runs low", &["When less is left than", "Each refill brings"][..]),
            ("Report when it runs low", &["Report when less is left than"]),
        ] {
            if page.field(switch).state("checked").await != "true" {
                page.field(switch).click().await;
            }
            for field in fields {
                page.field(field).fill("20.00").await;
            }
        }
        page.field("Each refill brings").fill("19.99").await;
        page.button("Save").click().await;
        page.says("One refill would still leave less than the limit").await;
        page.field("Each refill brings").has_state("focused", "true").await;
        page.field("Each refill brings").fill("50.001").await;
        page.button("Save").click().await;
        page.says("This currency has 2 decimals at most.").await;
        page.field("Each refill brings").fill("50.00").await;
        is_refused(&page, "PUT", &ending, "Save").await;
        let fields = [
            ("Name", "name"),
            ("Description optional", "description"),
            ("When less is left than", "autoReloadMinAmount"),
            ("Each refill brings", "autoReloadAmount"),
            ("Report when less is left than", "notifyAmount"),
            ("Webhook address optional", "webhookUrl"),
        ];
        fields_are_told(&page, "PUT", &ending, "Save", &fields).await;
        answer_instead(&page, "", "", 200, &Value::Null).await;
        page.button("Save").click().await;
        page.says("Saved.").await;
        let path = format!("payment-account/{}?clientId={}", target.account, target.customer);
        let account = api.get(&path).await;
        assert_eq!(
            (&account["autoreload"], &account["is_notify"]),
            (&json!(true), &json!(true)),
            "{account}"
        );
    });
}

/// Through the review of a money action, with this answer: the dialog says so, and leads back to the form.
async fn is_sent(page: &Page, ending: &str, button: &str, status: u16, answer: &Value, words: &str) {
    answer_instead(page, "POST", ending, status, answer).await;
    page.button("Review").click().await;
    page.button(button).click().await;
    page.dialog("Refused").has_text(words).await;
    page.button("Back").click().await;
    page.dialog("Refused").gone().await;
}

/// A money action that the system refuses for every reason it knows: no money moved, and each field says its own.
async fn moves_nothing(page: &Page, ending: &str, button: &str, fields: &[(&str, &str)]) {
    for (status, words) in WORDS {
        is_sent(page, ending, button, status, &closed(), &format!("{words} No money moved.")).await;
    }
    let names: Vec<&str> = fields.iter().map(|(_, field)| *field).collect();
    is_sent(page, ending, button, 422, &all_wrong(&names), "No money moved.").await;
    stands_at_its_field(page, fields).await;
}

#[test]
fn a_top_up() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        ask_for_top_up(&page, "25.00", "refused").await;
        page.button("Back").click().await;
        let fields = [("Amount", "amount"), ("Reason optional", "reason")];
        moves_nothing(&page, "/top-up", "Top up 25.00 USD", &fields).await;
        assert_eq!(target.movements(&api, "refused").await, 0);
    });
}

#[test]
fn a_payment() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        page.button("Pay").click().await;
        page.field("Amount").fill("5.00").await;
        page.field("For").fill("refused").await;
        let fields = [
            ("Amount", "amount"),
            ("For", "name"),
            ("Order id optional", "merchantOrderId"),
            ("Webhook address optional", "webhookUrl"),
        ];
        moves_nothing(&page, "/payment", "Take 5.00 USD", &fields).await;
        assert_eq!(api.balance(target.customer, target.account).await, target.balance);
    });
}

#[test]
fn a_transfer() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        let (_, account, email) = receiver(&api, &target).await;
        choose(&page, &email, account).await;
        page.field("Amount").fill("5.00").await;
        page.field("Reason optional").fill("refused").await;
        let fields = [("Amount", "amount"), ("Reason optional", "reason")];
        moves_nothing(&page, "/transfer", "Transfer 5.00 USD", &fields).await;
        let answer = all_wrong(&["recipientPaymentAccountId"]);
        is_sent(&page, "/transfer", "Transfer 5.00 USD", 422, &answer, "No money moved.").await;
        page.says("recipientPaymentAccountId, it says, is wrong.").await;
        assert_eq!(target.movements(&api, "refused").await, 0);
    });
}

#[test]
fn a_refill() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        open_account(&page, &api).await;
        page.button("Refill").click().await;
        page.field("Amount").fill("25.00").await;
        page.field("Name").fill("refused").await;
        let fields = [
            ("Amount", "amount"),
            ("Name", "name"),
            ("First name", "consumer.firstName"),
            ("Last name", "consumer.lastName"),
            ("Phone", "consumer.phone"),
            ("Street and house", "consumer.address"),
            ("Postal code", "consumer.zip"),
            ("City", "consumer.city"),
            ("State or province", "consumer.state"),
            ("Country", "consumer.country"),
            ("Internet address", "consumer.ip"),
            ("Domain optional", "payment.domain"),
            ("Webhook address optional", "webhookUrl"),
        ];
        moves_nothing(&page, "/refill", "Charge 25.00 USD", &fields).await;
    });
}
