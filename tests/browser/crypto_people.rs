//! A new crypto wallet, at once and step by step; a new password; a profile and its second factor.

use serde_json::json;

use super::crypto_api::{AMELIA, Coins, Person};
use super::crypto_sign_in::{enter, sign_in_holder};
use super::harness::{Page, test};

const AMELIAS_PHONE: &str = "+12025550143";
pub const PHONE: &str = "+12025550191";
pub const PASSWORD: &str = "Pebble@2026";

async fn fill_first_step(page: &Page, username: &str) {
    page.field("First name").fill("Ines").await;
    page.field("Last name").fill("Duarte").await;
    page.field("Username").fill(username).await;
    page.field("Password").fill(PASSWORD).await;
    page.field("E-mail").fill("ines@example.org").await;
    page.field("Telephone").fill("+1 202 555 0191").await;
}

/// Types the newest code and sends it.
async fn confirm(page: &Page, coins: &Coins, texts: usize) {
    let code = coins.code(page, PHONE, texts).await;
    page.field("Code").fill(&code).await;
    page.button("Confirm your telephone number").click().await;
}

/// Fills in the whole form, confirms the telephone number, and ends in an empty wallet.
pub async fn sign_up_whole(page: &Page, coins: &Coins, username: &str) {
    fill_first_step(page, username).await;
    page.field("Birthday").fill_day("1990-01-31").await;
    for (field, text) in [
        ("Country", "PT"),
        ("Street and house", "Rua das Flores 5"),
        ("City", "Porto"),
        ("State or province", "Porto"),
        ("Postal code", "4050-262"),
        ("National identity number", "13578642"),
    ] {
        page.field(field).fill(text).await;
    }
    page.button("Create a wallet").click().await;
    page.heading("Confirm your telephone number").shown().await;
    confirm(page, coins, 1).await;
    page.at("/crypto").await;
    page.says("0.00 USD").await;
}

async fn rule_is(page: &Page, rule: &str, state: &str) {
    page.any(&["listitem"]).containing(rule).has_text(state).await;
}

#[test]
fn each_rule_is_shown_as_it_is_met_and_nothing_wrong_is_sent() {
    test(async |world| {
        let page = world.phone().await;
        page.goto("/crypto/sign-up?whole=1").await;
        page.field("Password").fill("pebble").await;
        rule_is(&page, "a lower-case letter", ": met").await;
        rule_is(&page, "a digit", ": not yet").await;
        page.field("Password").fill(PASSWORD).await;
        for rule in
            ["8 characters or more", "an upper-case letter", "a lower-case letter", "a digit", "a symbol"]
        {
            rule_is(&page, rule, ": met").await;
        }
        page.field("Birthday").fill_day("2020-01-31").await;
        rule_is(&page, "18 years ago or more", ": not yet").await;
        page.field("Birthday").fill_day("1990-01-31").await;
        rule_is(&page, "18 years ago or more", ": met").await;
        page.field("Telephone").fill("2025550191").await;
        rule_is(&page, "with its country code, like +1 202 555 0143", ": not yet").await;
        page.field("E-mail").fill("ines@example").await;
        rule_is(&page, "like name@example.org", ": not yet").await;
        page.button("Create a wallet").click().await;
        page.says("Enter the number with + and its country code.").await;
        page.says("This is needed.").await;
        page.field("Telephone").has_state("invalid", "true").await;
        assert_eq!(page.requests("/api/v3/user/signup").await, 0);
    });
}

#[test]
fn a_whole_sign_up_leads_into_the_wallet() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.desk().await);
        page.goto("/crypto/sign-in").await;
        page.link("Create a wallet").click().await;
        page.link("All at once instead").click().await;
        page.at("/crypto/sign-up?whole=1").await;
        sign_up_whole(&page, &coins, "ines").await;
        let token = coins.token(Person { username: "ines", password: PASSWORD }).await;
        let profile = coins.get("user", &token).await;
        assert_eq!(profile["birthdate"], "01/31/1990");
        assert_eq!(profile["nin"], "13578642");
        assert_eq!(profile["phone"], PHONE);
    });
}

#[test]
fn a_sign_up_step_by_step_goes_on_another_day_where_it_stopped() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        page.allow_log("the server responded with a status of 422");
        page.goto("/crypto/sign-up").await;
        fill_first_step(&page, "ines").await;
        page.button("Go on").click().await;
        page.heading("Confirm your telephone number").shown().await;
        page.field("Code").fill("000000").await;
        page.button("Confirm your telephone number").click().await;
        page.says("The code is not right or has expired.").await;
        confirm(&page, &coins, 1).await;
        page.says("Step 3 of 9").await;
        page.field("Birthday").fill_day("1990-01-31").await;
        page.button("Go on").click().await;
        page.says("Step 4 of 9").await;
        page.field("Country").fill("PT").await;
        page.button("Go on").click().await;
        page.says("Step 5 of 9").await;
        page.link("Later").click().await;
        page.at("/crypto").await;
        page.says("4 of 9 steps are done.").await;

        let other = world.desk().await;
        other.goto("/crypto/sign-in").await;
        enter(&other, "ines", PASSWORD).await;
        other.link("Finish your sign-up").click().await;
        for (step, field, text) in [
            (5, "Street and house", "Rua das Flores 5"),
            (6, "City", "Porto"),
            (7, "State or province", "Porto"),
            (8, "Postal code", "4050-262"),
            (9, "National identity number", "13578642"),
        ] {
            other.says(&format!("Step {step} of 9")).await;
            other.field(field).fill(text).await;
            other.button("Go on").click().await;
        }
        other.says("Your sign-up is finished.").await;
        other.link("To your portfolio").click().await;
        other.at("/crypto").await;
        other.says_no_more("steps are done").await;
        let token = coins.token(Person { username: "ines", password: PASSWORD }).await;
        assert_eq!(coins.get("user", &token).await["singupStepsCompleted"], json!(9));
    });
}

#[test]
fn a_username_that_is_taken_is_said_at_its_field() {
    test(async |world| {
        let page = world.phone().await;
        page.allow_log(
            "/api/v3/user/signup/step1 - Failed to load resource: the server responded with a status of 409",
        );
        page.goto("/crypto/sign-up").await;
        fill_first_step(&page, "amelia").await;
        page.button("Go on").click().await;
        page.says("The username is taken.").await;
        page.field("Username").has_state("invalid", "true").await;
        page.heading("Create a wallet").shown().await;
    });
}

#[test]
fn a_code_that_came_later_confirms_on_a_page_of_its_own() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        coins
            .post(
                "user/signup/step1",
                json!({ "username": "ines", "password": PASSWORD, "email": "ines@example.org", "phone": PHONE,
                    "firstName": "Ines", "lastName": "Duarte" }),
            )
            .await;
        page.goto("/crypto/verify").await;
        page.field("Username").fill("ines").await;
        page.button("Send a new code").click().await;
        page.says("A new code is on its way.").await;
        page.says("Send a new code in").await;
        confirm(&page, &coins, 2).await;
        page.at("/crypto/sign-in").await;
        enter(&page, "ines", PASSWORD).await;
        page.at("/crypto").await;
    });
}

#[test]
fn a_forgotten_password_is_replaced_and_ends_every_session() {
    test(async |world| {
        let (coins, page, other) = (Coins::of(world), world.phone().await, world.desk().await);
        sign_in_holder(&other, AMELIA).await;
        other.allow_log("the server responded with a status of 401");
        page.allow_log("the server responded with a status of 4");
        page.goto("/crypto/sign-in").await;
        page.link("Forgot your password?").click().await;
        page.field("Username").fill("nobody-at-all").await;
        page.button("Send a code").click().await;
        page.says("There is no such username.").await;
        page.field("Username").fill(AMELIA.username).await;
        page.button("Send a code").click().await;
        page.says("A code has been sent to +*******0143.").await;
        let code = coins.code(&page, AMELIAS_PHONE, 1).await;
        page.field("Code").fill(&code).await;
        page.field("Password").fill("harbour").await;
        page.button("Set the new password").click().await;
        page.says("The password does not keep every rule below.").await;
        page.field("Password").fill("Lighthouse@2027").await;
        page.button("Set the new password").click().await;
        page.at("/crypto/sign-in").await;
        page.says("Your new password is set.").await;
        enter(&page, AMELIA.username, AMELIA.password).await;
        page.says("Not accepted.").await;
        enter(&page, AMELIA.username, "Lighthouse@2027").await;
        page.at("/crypto").await;
        other.reload().await;
        other.says("Your session came to its end.").await;
        let stored = page.stored().await.to_string();
        assert!(!stored.contains("Lighthouse"), "rule 10: no password is kept");
    });
}

#[test]
fn a_profile_is_changed_in_what_was_changed_alone() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        let token = coins.token(AMELIA).await;
        sign_in_holder(&page, AMELIA).await;
        page.goto("/crypto/profile").await;
        page.says("55 Washington Ave, Miami Beach, FL, 33139, US").await;
        page.says("known, not shown").await;
        assert!(
            !page.everything().await.contains("481-20-7735"),
            "rule 10: the identity number is not shown"
        );
        page.button("Change your details").click().await;
        page.field("E-mail").fill("not-an-address").await;
        page.button("Save").click().await;
        page.says("Enter an e-mail address").await;
        page.field("E-mail").fill("amelia@example.net").await;
        page.field("City").fill("Tampa").await;
        page.button("Save").click().await;
        page.says("Your details are changed.").await;
        page.says("55 Washington Ave, Tampa, FL, 33139, US").await;
        let profile = coins.get("user", &token).await;
        assert_eq!(
            (&profile["email"], &profile["nin"]),
            (&json!("amelia@example.net"), &json!("481-20-7735"))
        );
        assert_eq!(profile["birthdate"], "12/14/1988");
    });
}

#[test]
fn the_second_factor_is_turned_on_and_off() {
    test(async |world| {
        let (coins, page) = (Coins::of(world), world.phone().await);
        sign_in_holder(&page, AMELIA).await;
        page.goto("/crypto/profile").await;
        page.button("Turn on").click().await;
        page.dialog("Turn the second factor on").has_text("+12025550143").await;
        page.button("Turn on").within(&page.dialog("Turn the second factor on")).click().await;
        page.says("on, by text message").await;
        page.button("Sign out here").click().await;
        page.at("/").await;
        page.goto("/crypto/sign-in").await;
        enter(&page, AMELIA.username, AMELIA.password).await;
        page.heading("One more step").shown().await;
        let code = coins.code(&page, "+12025550143", 1).await;
        page.field("Code").fill(&code).await;
        page.button("Sign in").click().await;
        page.at("/crypto").await;
        page.goto("/crypto/profile").await;
        page.button("Turn off").click().await;
        page.button("Turn off").within(&page.dialog("Turn the second factor off")).click().await;
        page.says("The second factor is off.").await;
        coins.token(AMELIA).await;
    });
}
