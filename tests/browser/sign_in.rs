//! A customer signs in, stays in, and is let out.

use serde_json::json;

use super::api::Api;
use super::harness::{Page, Screen, test};
use super::steps::{sign_in, sign_in_customer, sign_out};

const SIGN_IN: &str = "/wallet/sign-in";

async fn is_out(page: &Page) {
    assert_eq!(page.path().await, SIGN_IN);
    assert_eq!(page.stored().await, json!({ "local": {}, "session": {}, "cookies": "" }));
}

#[test]
fn a_wrong_code_does_not_sign_in() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        page.allow_log("/api/v1/auth - Failed to load resource: the server responded with a status of 401");
        page.goto(SIGN_IN).await;
        sign_in(&page, &api.customer().email, &api.customer().authenticator.wrong_code()).await;
        page.says("Not accepted. It says: The e-mail address or the code is not right.").await;
        assert_eq!(page.field("Code").value().await, "", "a refused code is not offered again");
        assert_eq!(page.field("E-mail").value().await, api.customer().email);
        is_out(&page).await;
    });
}

#[test]
fn a_code_that_has_been_used_is_refused() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        page.allow_log("/api/v1/auth - Failed to load resource: the server responded with a status of 401");
        let code = api.customer().authenticator.code();
        page.goto(SIGN_IN).await;
        sign_in(&page, &api.customer().email, &code).await;
        page.at("/wallet").await;
        sign_out(&page).await;
        page.goto(SIGN_IN).await;
        sign_in(&page, &api.customer().email, &code).await;
        page.says("Not accepted.").await;
        is_out(&page).await;
    });
}

#[test]
fn five_wrong_codes_lock_for_a_while() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        page.allow_log("/api/v1/auth - Failed to load resource: the server responded with a status of 401");
        page.allow_log("/api/v1/auth - Failed to load resource: the server responded with a status of 429");
        page.goto(SIGN_IN).await;
        let customer = api.customer();
        let wrong = customer.authenticator.wrong_codes(5);
        for (tried, code) in (1..5).zip(&wrong) {
            sign_in(&page, &customer.email, code).await;
            page.until("it is refused", async || page.requests("/api/v1/auth").await == tried).await;
            page.says("Not accepted.").await;
            page.field("Code").has_text("").await;
        }
        sign_in(&page, &customer.email, &wrong[4]).await;
        page.says("Too many tries. Wait 5 minutes. Nothing has changed.").await;
        sign_in(&page, &customer.email, &customer.authenticator.code()).await;
        page.says("Too many tries. Wait 5 minutes.").await;
        is_out(&page).await;
    });
}

#[test]
fn what_is_no_code_is_not_sent() {
    test(async |world| {
        let page = world.phone().await;
        page.goto(SIGN_IN).await;
        for code in ["", "12345", "12a456"] {
            sign_in(&page, "ada@example.org", code).await;
            page.says("Enter the six digits of the code.").await;
            page.field("Code").has_state("invalid", "true").await;
        }
        sign_in(&page, "nobody", "123456").await;
        page.says("Enter an e-mail address").await;
        page.field("E-mail").has_state("invalid", "true").await;
        assert_eq!(page.requests("/api/v1/auth").await, 0);
        is_out(&page).await;
    });
}

#[test]
fn a_code_that_was_just_refused_is_not_sent_again() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        page.allow_log("/api/v1/auth - Failed to load resource: the server responded with a status of 401");
        page.goto(SIGN_IN).await;
        let wrong = api.customer().authenticator.wrong_code();
        sign_in(&page, &api.customer().email, &wrong).await;
        page.says("A code works once. Wait until your authenticator shows the next one").await;
        sign_in(&page, &api.customer().email, &wrong).await;
        page.says("This code was refused a moment ago. Wait for the next one.").await;
        assert_eq!(page.requests("/api/v1/auth").await, 1);
        is_out(&page).await;
    });
}

#[test]
fn six_boxes_are_one_field_that_takes_a_code_as_it_is_pasted() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        page.goto(SIGN_IN).await;
        assert_eq!(page.field("Code").attribute("autocomplete").await.as_deref(), Some("one-time-code"));
        assert_eq!(page.field("Code").attribute("inputmode").await.as_deref(), Some("numeric"));
        page.field("E-mail").fill(&api.customer().email).await;
        let code = api.customer().authenticator.code();
        let (first, second) = code.split_at(3);
        let pasted = format!(" {first}-{second} and more");
        page.field("Code").focus().await;
        page.evaluate(&format!("document.execCommand('insertText', false, {pasted:?})")).await;
        assert_eq!(page.field("Code").value().await, code);
        assert_eq!(page.evaluate("document.querySelector('.boxes').textContent").await, json!(code));
        page.press("Enter").await;
        page.at("/wallet").await;
    });
}

#[test]
fn a_blocked_customer_is_refused() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        page.allow_log("/api/v1/auth - Failed to load resource: the server responded with a status of 403");
        page.goto(SIGN_IN).await;
        let blocked = api.blocked_customer();
        sign_in(&page, &blocked.email, &blocked.authenticator.code()).await;
        page.says("Not allowed. It says: The user is blocked.").await;
        is_out(&page).await;
    });
}

#[test]
fn a_customer_who_is_blocked_meanwhile_sees_no_money() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        sign_in_customer(&page, api.customer()).await;
        page.says("USD").await;
        page.allow_log("Failed to load resource: the server responded with a status of 403");
        let path = format!("user/{}", api.customer().id);
        api.put(&path, json!({ "isActivated": true, "isBlocked": true })).await;
        page.reload().await;
        page.says("It says: The user is blocked.").await;
        assert!(!page.text().await.contains("USD"));
    });
}

#[test]
fn rule_10_a_reload_keeps_the_customer_in_by_the_access_token_alone() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        sign_in_customer(&page, api.customer()).await;
        let before = page.thing(&["region"], "Your money").text().await;
        page.reload().await;
        page.thing(&["region"], "Your money").has_text(&before).await;
        assert_eq!(page.path().await, "/wallet");

        let stored = page.stored().await;
        assert_eq!(stored["local"], json!({}));
        assert_eq!(stored["cookies"], "");
        let kept = stored["session"].as_object().expect("the session's storage");
        assert_eq!(kept.keys().collect::<Vec<_>>(), ["purser.wallet"]);
        let kept: serde_json::Value =
            serde_json::from_str(kept["purser.wallet"].as_str().expect("text")).expect("JSON");
        let mut names: Vec<&String> = kept.as_object().expect("an object").keys().collect();
        names.sort();
        assert_eq!(names, ["accessToken", "email", "expiresAt", "origin"]);
        assert_eq!(kept["accessToken"].as_str().map(|token| token.split('.').count()), Some(3), "a JWT");
    });
}

#[test]
fn rule_11_signing_out_leaves_nothing_behind() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        sign_in_customer(&page, api.customer()).await;
        let account = api.account_in(api.customer().id, "USD").await;
        page.goto(&format!("/wallet/accounts/{account}")).await;
        page.heading("USD wallet").shown().await;
        page.evaluate("window.before = 1").await;
        sign_out(&page).await;
        assert_eq!(page.evaluate("window.before").await, json!(null), "the document is a new one");
        assert_eq!(page.stored().await["session"], json!({}));
        assert!(!page.everything().await.contains(&api.customer().email));
        page.goto(&format!("/wallet/accounts/{account}")).await;
        page.at(&format!("/wallet/sign-in?next=%2Fwallet%2Faccounts%2F{account}")).await;
    });
}

#[test]
fn rule_11_a_sign_out_in_one_tab_is_one_in_all() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.whole_browser(Screen::DESK).await;
        sign_in_customer(&page, api.customer()).await;
        let first = page.tab().await;
        let second = page.open_tab().await;
        super::steps::connect_to(&page, "/merchant/users").await;
        page.row("@example.org").found().await;
        page.go_to_tab(&first).await;
        sign_out(&page).await;
        page.go_to_tab(&second).await;
        page.at("/").await;
        assert!(!page.everything().await.contains("@example.org"));
    });
}
