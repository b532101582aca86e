//! A customer is created, changed, blocked, given access again; each form says what was refused, at its field.

use serde_json::json;

use super::api::Api;
use super::harness::{Authenticator, Page, test};
use super::steps::{connect_to, sign_in};

const NEW: &str = "/merchant/users/new";
const KEY: &str = "QR code for an authenticator app";

async fn fill_in(page: &Page, email: &str, external_id: &str) {
    page.field("E-mail").fill(email).await;
    page.field("External id").fill(external_id).await;
}

#[test]
fn a_customer_is_created_with_several_accounts() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, NEW).await;
        fill_in(&page, "mina.okoro@example.org", "HW-300001").await;
        page.field("Type optional").fill("member").await;
        let first = page.thing(&["group"], "Account 1");
        page.field("Account name optional").within(&first).fill("Everyday").await;
        page.button("Add an account").click().await;
        page.button("Add an account").click().await;
        let second = page.thing(&["group"], "Account 2");
        page.field("Account name optional").within(&second).fill("Not wanted").await;
        let third = page.thing(&["group"], "Account 3");
        page.field("Currency").within(&third).choose("EUR").await;
        page.field("Promo account").within(&third).click().await;
        page.field("What it is for optional").within(&third).fill("Gifts").await;
        let hook = page.field("Webhook address optional").within(&third);
        hook.fill("http://example.org/hook").await;
        page.button("Create customer").click().await;
        hook.has_state("invalid", "true").await;
        hook.fill("https://example.org/hook").await;
        page.button("Remove account 2").click().await;
        page.button("Create customer").click().await;
        page.heading("Set up sign-in codes").shown().await;
        page.button("Done").click().await;
        page.heading("mina.okoro@example.org").shown().await;
        let id: u64 = page.path().await.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
        let user = api.get(&format!("user/{id}")).await;
        assert_eq!((&user["type"], &user["externalUserId"]), (&json!("member"), &json!("HW-300001")));
        let accounts = api.accounts(id).await;
        let told: Vec<_> = accounts
            .iter()
            .map(|account| {
                ["currency", "name", "type", "method", "description", "webhook_url"]
                    .map(|field| account[field].clone())
            })
            .collect();
        assert_eq!(
            json!(told),
            json!([
                ["USD", "Everyday", "fiat", "card", null, null],
                [
                    "EUR",
                    "Payment account in \"EUR\"",
                    "promo",
                    "virtual",
                    "Gifts",
                    "https://example.org/hook"
                ]
            ])
        );
    });
}

#[test]
fn what_the_system_refuses_of_a_new_customer_stands_at_its_field() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("status of 409");
        page.allow_log("status of 422");
        connect_to(&page, NEW).await;
        page.button("Create customer").click().await;
        page.says("Enter an e-mail address, such as maia@example.org.").await;
        page.field("External id").has_state("invalid", "true").await;
        assert_eq!(page.requests("/api/v1/user").await, 1, "the connection alone: nothing was sent");

        fill_in(&page, &api.customer().email, "HW-300002").await;
        page.button("Create customer").click().await;
        page.says("The email has already been taken.").await;
        page.field("E-mail").has_state("invalid", "true").await;
        page.field("External id").has_state("invalid", "false").await;

        fill_in(&page, "new.one@example.org", "HW-300002").await;
        page.button("Add an account").click().await;
        let second = page.thing(&["group"], "Account 2");
        page.field("Account name optional").within(&second).fill(&"x".repeat(300)).await;
        page.button("Create customer").click().await;
        page.field("Account name optional").within(&second).has_state("invalid", "true").await;
        second.has_text("The name must not be longer than 255 characters.").await;
        // What is wrong stays with the account it is about.
        page.button("Remove account 1").click().await;
        page.field("Account name optional").has_state("invalid", "true").await;
        page.field("Account name optional").fill("Short").await;
        page.button("Create customer").click().await;
        page.heading("Set up sign-in codes").shown().await;
    });
}

#[test]
fn rule_3_a_lost_answer_does_not_say_that_nobody_was_created() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, NEW).await;
        page.evaluate(
            "(() => { const ask = window.fetch; window.fetch = async (request, ...more) => {
                const answer = await ask(request, ...more);
                if (request.method === 'POST') throw new TypeError('lost');
                return answer;
            }; })()",
        )
        .await;
        fill_in(&page, "lost.answer@example.org", "HW-300003").await;
        page.button("Create customer").click().await;
        page.says("The change may or may not have been made. Look before you repeat it.").await;
        page.link("Look for them").click().await;
        page.at("/merchant/users?email=lost.answer%40example.org").await;
        page.heading("Customers 1").shown().await;
    });
}

#[test]
fn a_customer_is_created_and_enrolled_by_keys_alone() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, NEW).await;
        page.tab_to("textbox \"E-mail\"").await;
        page.type_text("keys.only@example.org").await;
        page.tab_to("textbox \"External id\"").await;
        page.type_text("HW-300004").await;
        page.tab_to("button \"Add an account\"").await;
        page.press("Enter").await;
        page.tab_to("button \"Remove account 2\"").await;
        page.press("Enter").await;
        page.thing(&["group"], "Account 2").gone().await;
        page.tab_to("button \"Create customer\"").await;
        page.press("Enter").await;
        page.heading("Set up sign-in codes").shown().await;
        let codes = Authenticator::scan(&page.image(KEY).read_qr().await);
        page.tab_to("textbox \"What does the app show now?\"").await;
        page.type_text(&codes.code()).await;
        page.says("This code is right.").await;
        page.tab_to("button \"Done\"").await;
        page.press("Enter").await;
        page.heading("keys.only@example.org").shown().await;
    });
}

#[test]
fn rule_10_the_key_is_hidden_after_a_minute_and_gone_with_the_page() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, NEW).await;
        fill_in(&page, "hidden.key@example.org", "HW-300005").await;
        page.button("Create customer").click().await;
        let codes = Authenticator::scan(&page.image(KEY).read_qr().await);
        page.button("Hide now").click().await;
        page.heading("Hidden").shown().await;
        assert!(!page.everything().await.contains(codes.key()));
        page.button("Show for a minute").click().await;
        page.image(KEY).shown().await;
        page.evaluate(
            "Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })",
        )
        .await;
        page.evaluate("window.dispatchEvent(new Event('visibilitychange'))").await;
        page.heading("Hidden").shown().await;
        page.button("Done").click().await;
        page.heading("hidden.key@example.org").shown().await;
        assert!(!page.everything().await.contains(codes.key()));
    });
}

#[test]
fn only_the_sheet_is_printed() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, NEW).await;
        fill_in(&page, "on.paper@example.org", "HW-300006").await;
        page.button("Create customer").click().await;
        page.image(KEY).found().await;
        let codes = Authenticator::scan(&page.image(KEY).read_qr().await);
        let groups =
            codes.key().as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
        page.says(&groups).await;
        // Who prints the page by the browser's own menu has not asked for the key.
        page.on_paper().await;
        assert!(!page.text().await.contains(&groups), "the key is on paper");
        page.browser().devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await;
        page.evaluate("window.print = () => { window.printed = true; }").await;
        page.button("Print").click().await;
        page.until("it is printed", async || page.evaluate("window.printed").await == true).await;
        page.browser().devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
        let text = page.text().await;
        for words in ["Your sign-in codes", "on.paper@example.org", "Destroy it as soon as"] {
            assert!(text.contains(words), "{words} in {text}");
        }
        for words in ["Set up sign-in codes", "Try a code", "Hide now", "Transactions", "Test money"] {
            assert!(!text.contains(words), "{words} in {text}");
        }
        page.browser().devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await;
        assert!(!page.text().await.contains("Your sign-in codes"));
    });
}

#[test]
fn a_customer_is_changed() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("status of 409");
        let id = api.customer().id;
        let other = api.get(&format!("user/{}", api.blocked_customer().id)).await;
        connect_to(&page, &format!("/merchant/users/{id}")).await;
        page.heading(&api.customer().email).shown().await;
        page.button("Edit").click().await;
        let form = page.dialog("Edit the customer");
        page.field("External id").fill("").await;
        page.button("Save").click().await;
        form.has_text("Enter the id your own system uses.").await;
        page.field("External id").fill(other["externalUserId"].as_str().expect("an id")).await;
        page.button("Save").click().await;
        form.has_text("The externalUserId has already been taken.").await;
        page.field("External id").has_state("invalid", "true").await;
        page.field("External id").fill("HW-400001").await;
        page.field("Type optional").fill("gold").await;
        page.field("Activated").click().await;
        page.button("Save").click().await;
        form.gone().await;
        page.says("Not activated").await;
        let user = api.get(&format!("user/{id}")).await;
        assert_eq!(
            (&user["externalUserId"], &user["type"], &user["isActivated"], &user["isBlocked"]),
            (&json!("HW-400001"), &json!("gold"), &json!(false), &json!(false))
        );
        page.button("Activate…").click().await;
        page.button("Activate").click().await;
        page.button("Block…").shown().await;
    });
}

#[test]
fn a_customer_is_blocked_and_unblocked() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let id = api.customer().id;
        connect_to(&page, &format!("/merchant/users/{id}")).await;
        page.button("Block…").click().await;
        let asked = page.dialog(&format!("Block {}?", api.customer().email));
        asked.has_text("Every request of this customer is refused, at once").await;
        asked.has_text("Their money stays where it is.").await;
        page.press("Escape").await;
        asked.gone().await;
        assert_eq!(api.get(&format!("user/{id}")).await["isBlocked"], false);
        page.button("Block…").click().await;
        page.button("Block").click().await;
        page.says("Customer blocked").await;
        let user = api.get(&format!("user/{id}")).await;
        assert_eq!((&user["isBlocked"], &user["isActivated"]), (&json!(true), &json!(true)));
        page.button("Unblock…").click().await;
        page.button("Unblock").click().await;
        page.button("Block…").shown().await;
        assert_eq!(api.get(&format!("user/{id}")).await["isBlocked"], false);
    });
}

#[test]
fn what_cannot_be_changed_says_why() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let id = api.customer().id;
        connect_to(&page, &format!("/merchant/users/{id}")).await;
        page.button("Block…").click().await;
        for (status, words) in [
            (403, "Not allowed. It says: The register is closed. Nothing has changed."),
            (404, "There is no such thing here."),
            (409, "Already used for something else."),
            (429, "Too many tries."),
            (502, "The change may or may not have been made."),
        ] {
            page.evaluate(&format!(
                "(() => {{ window.before ??= window.fetch; window.fetch = (request, ...more) => request.method !== 'PUT' ? window.before(request, ...more)
                    : Promise.resolve(new Response('{{\"message\":\"The register is closed\"}}', {{ status: {status}, headers: {{ 'content-type': 'application/json' }} }})); }})()"
            ))
            .await;
            page.button("Block").click().await;
            page.any(&["dialog"]).has_text(words).await;
        }
        assert_eq!(api.get(&format!("user/{id}")).await["isBlocked"], false);
    });
}

#[test]
fn access_is_restored_and_the_old_codes_die() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer();
        connect_to(&page, &format!("/merchant/users/{}", customer.id)).await;
        page.button("Restore access…").click().await;
        let asked = page.dialog("Restore access");
        asked.has_text("The old codes stop working at once").await;
        page.field("Type their e-mail address to confirm").fill("somebody@example.org").await;
        page.button("Restore access").within(&asked).click().await;
        asked.has_text("This is not the customer you are looking at.").await;
        assert_eq!(page.requests("/restore").await, 0);
        page.field("Type their e-mail address to confirm").fill(&customer.email).await;
        page.button("Restore access").within(&asked).click().await;
        page.heading("New sign-in codes").shown().await;
        let codes = Authenticator::scan(&page.image(KEY).read_qr().await);
        assert_ne!(codes.key(), customer.authenticator.key());
        page.button("Done").click().await;
        page.heading(&customer.email).shown().await;
        assert!(!page.everything().await.contains(codes.key()));

        let phone = world.phone().await;
        phone.allow_log("status of 401");
        phone.goto("/wallet/sign-in").await;
        sign_in(&phone, &customer.email, &customer.authenticator.code()).await;
        phone.says("Not accepted.").await;
        sign_in(&phone, &customer.email, &codes.code()).await;
        phone.at("/wallet").await;
    });
}

#[test]
fn rule_3_a_restore_without_an_answer_is_in_doubt() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("status of 502");
        let customer = api.customer();
        connect_to(&page, &format!("/merchant/users/{}", customer.id)).await;
        page.button("Restore access…").click().await;
        let asked = page.dialog("Restore access");
        page.evaluate(
            "(() => { const ask = window.fetch; window.restores = 0; window.fetch = async (request, ...more) => {
                if (!new URL(request.url ?? request, location).pathname.endsWith('/restore')) return ask(request, ...more);
                const is_first = ++window.restores === 1;
                const answer = await ask(request, ...more);
                return is_first ? new Response('<html>', { status: 502 }) : answer;
            }; })()",
        )
        .await;
        page.field("Type their e-mail address to confirm").fill(&customer.email).await;
        page.button("Restore access").within(&asked).click().await;
        asked.has_text("It may have happened: then the old codes no longer work").await;
        page.button("Restore access").within(&asked).click().await;
        page.heading("New sign-in codes").shown().await;
        assert_eq!(page.evaluate("window.restores").await, 2, "each by a press");
    });
}
