//! Somebody who holds coins signs in, stays in, and is let out.

use serde_json::{Value, json};

use super::crypto_api::{AMELIA, Coins, KENJI, Person};
use super::harness::{Page, Screen, test};

const SIGN_IN: &str = "/crypto/sign-in";
const KENJIS_PHONE: &str = "+12025550178";

/// Types a name and a password and sends them.
pub async fn enter(page: &Page, username: &str, password: &str) {
    page.field("Username").fill(username).await;
    page.field("Password").fill(password).await;
    page.button("Sign in").click().await;
}

/// Signs in by hand and waits until it is so.
pub async fn sign_in_holder(page: &Page, person: Person) {
    page.goto(SIGN_IN).await;
    enter(page, person.username, person.password).await;
    page.at("/crypto").await;
    page.heading("Portfolio").shown().await;
}

async fn is_out(page: &Page) {
    assert_eq!(page.path().await, SIGN_IN);
    assert_eq!(page.stored().await, json!({ "local": {}, "session": {}, "cookies": "" }));
}

fn refused(page: &Page, path: &str, status: u16) {
    let words =
        format!("/api/v3/{path} - Failed to load resource: the server responded with a status of {status}");
    page.allow_log(&words);
}

#[test]
fn the_start_leads_to_the_crypto_wallet_and_puts_the_last_choice_first() {
    test(async |world| {
        let page = world.phone().await;
        page.goto("/").await;
        page.any(&["link"]).containing("Crypto wallet").click().await;
        page.at("/crypto/sign-in?next=%2Fcrypto").await;
        page.goto("/").await;
        page.heading("Where do you want to go?").shown().await;
        let first = "document.querySelector('.choices a').textContent";
        page.until("the last choice is first", async || {
            page.evaluate(first).await.as_str().is_some_and(|text| text.starts_with("Crypto wallet"))
        })
        .await;
    });
}

#[test]
fn a_wrong_password_does_not_sign_in_and_five_lock_for_a_while() {
    test(async |world| {
        let page = world.phone().await;
        refused(&page, "user/login", 401);
        refused(&page, "user/login", 429);
        page.goto(SIGN_IN).await;
        for _ in 0..4 {
            enter(&page, AMELIA.username, "Harbour@2025").await;
            page.says("Not accepted. It says: The username or the password is not right.").await;
            is_out(&page).await;
        }
        assert_eq!(page.field("Username").value().await, AMELIA.username);
        enter(&page, AMELIA.username, "Harbour@2025").await;
        page.says("Too many tries. Wait 5 minutes. Nothing has changed.").await;
        enter(&page, AMELIA.username, AMELIA.password).await;
        page.says("Too many tries. Wait 5 minutes.").await;
        is_out(&page).await;
        Coins::of(world).advance(301).await;
        enter(&page, AMELIA.username, AMELIA.password).await;
        page.at("/crypto").await;
    });
}

#[test]
fn what_is_missing_is_not_sent() {
    test(async |world| {
        let page = world.phone().await;
        page.goto(SIGN_IN).await;
        page.button("Sign in").click().await;
        page.says("Enter your username.").await;
        page.says("Enter your password.").await;
        page.field("Password").has_state("invalid", "true").await;
        assert_eq!(page.requests("/api/v3/user/login").await, 0);
    });
}

#[test]
fn a_second_factor_is_asked_for_and_a_new_code_can_be_sent() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        refused(&page, "user/login/code", 422);
        page.goto(SIGN_IN).await;
        enter(&page, KENJI.username, KENJI.password).await;
        page.heading("One more step").shown().await;
        page.says("A code has been sent to +*******0178.").await;
        assert_eq!(page.focused().await, "textbox \"Code\"", "the code can be typed at once");
        let first = coins.code(&page, KENJIS_PHONE, 1).await;
        page.says("Send a new code in").await;
        let wrong = if first == "000000" { "000001" } else { "000000" };
        page.field("Code").fill(wrong).await;
        page.button("Sign in").click().await;
        page.says("The code is not right or has expired.").await;
        assert_eq!(page.field("Code").value().await, "", "a refused code is not offered again");
        is_out(&page).await;
        // Half a minute of this machine's clock: the page's is set forward instead of waited for.
        page.evaluate("(() => { const now = Date.now; Date.now = () => now() + 31000; })()").await;
        page.button("Send a new code").click().await;
        let second = coins.code(&page, KENJIS_PHONE, 2).await;
        page.field("Code").fill(&second).await;
        page.button("Sign in").click().await;
        page.at("/crypto").await;
        page.heading("Portfolio").shown().await;
    });
}

#[test]
fn an_unfinished_sign_up_goes_on_where_it_stopped() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        refused(&page, "user/login", 403);
        let phone = "+12025550190";
        coins
            .post(
                "user/signup/step1",
                json!({ "username": "ines", "password": "Pebble@2026", "email": "ines@example.org", "phone": phone,
                    "firstName": "Ines", "lastName": "Duarte" }),
            )
            .await;
        coins.code(&page, phone, 1).await;
        page.goto(SIGN_IN).await;
        enter(&page, "ines", "Pebble@2026").await;
        page.says("Your sign-up stopped before your telephone number was confirmed.").await;
        page.button("Confirm your telephone number").click().await;
        page.says("A code has been sent to the telephone number of your account.").await;
        let code = coins.code(&page, phone, 2).await;
        page.field("Code").fill(&code).await;
        page.button("Confirm your telephone number").click().await;
        page.at("/crypto").await;
        page.says("0.00 USD").await;
    });
}

#[test]
fn rule_10_a_reload_keeps_the_holder_in_by_the_access_token_alone() {
    test(async |world| {
        let page = world.phone().await;
        sign_in_holder(&page, AMELIA).await;
        page.reload().await;
        page.says("at rates of").await;
        assert_eq!(page.path().await, "/crypto");
        let stored = page.stored().await;
        assert_eq!(stored["cookies"], "");
        assert!(!stored.to_string().contains(AMELIA.password));
        let kept = stored["session"]["purser.crypto"].as_str().expect("text");
        let kept: Value = serde_json::from_str(kept).expect("JSON");
        let mut names: Vec<&String> = kept.as_object().expect("an object").keys().collect();
        names.sort();
        assert_eq!(names, ["accessToken", "expiresAt", "origin", "username"]);
        assert_eq!(stored["session"].as_object().map(serde_json::Map::len), Some(1));
    });
}

#[test]
fn rule_11_a_session_that_ended_says_so_and_leads_back() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        sign_in_holder(&page, AMELIA).await;
        page.goto("/crypto/BTC").await;
        page.heading("Bitcoin").shown().await;
        page.allow_log("the server responded with a status of 401");
        coins.advance(3_700).await;
        page.reload().await;
        page.at("/crypto/sign-in?next=%2Fcrypto%2FBTC").await;
        page.says("Your session came to its end.").await;
        assert_eq!(page.stored().await["session"], json!({}));
        assert_eq!(page.field("Username").value().await, AMELIA.username);
        page.field("Password").fill(AMELIA.password).await;
        page.button("Sign in").click().await;
        page.at("/crypto/BTC").await;
    });
}

#[test]
fn rule_11_signing_out_here_forgets_and_leaves_other_devices_in() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.whole_browser(Screen::DESK).await);
        let elsewhere = coins.token(AMELIA).await;
        sign_in_holder(&page, AMELIA).await;
        let first = page.tab().await;
        let second = page.open_tab().await;
        page.goto("/crypto/sign-in").await;
        enter(&page, AMELIA.username, AMELIA.password).await;
        page.at("/crypto").await;
        page.go_to_tab(&first).await;
        page.link("You").click().await;
        page.button("Sign out here").click().await;
        page.at("/").await;
        assert_eq!(page.stored().await["session"], json!({}));
        page.go_to_tab(&second).await;
        page.at("/").await;
        assert!(!page.everything().await.contains("amelia"));
        assert_eq!(coins.get("user", &elsewhere).await["username"], "amelia");
    });
}

#[test]
fn rule_11_signing_out_on_all_devices_ends_every_session() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        let other = world.desk().await;
        sign_in_holder(&page, AMELIA).await;
        sign_in_holder(&other, AMELIA).await;
        other.allow_log("the server responded with a status of 401");
        page.goto("/crypto/profile").await;
        page.says("amelia@example.org").await;
        page.button("Sign out on all devices").click().await;
        page.at("/").await;
        other.reload().await;
        other.says("Your session came to its end.").await;
        drop(coins);
    });
}
