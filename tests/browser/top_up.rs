//! Moving money: what the form catches, what the review shows, and that it happens once.

use serde_json::{Value, json};

use super::api::Api;
use super::harness::test;
use super::steps::{ask_for_top_up, cents, grouped, open_account, top_up_button};

#[test]
fn amounts_that_cannot_be_are_caught_in_the_form() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        top_up_button(&page).click().await;
        for (amount, words) in [
            ("", "Enter an amount in digits, such as 25.00."),
            ("many", "Enter an amount in digits, such as 25.00."),
            ("0.00", "Enter an amount other than zero."),
            ("1.234", "This currency has 2 decimals at most."),
            ("-99999999", "The account does not hold that much."),
            ("99999999999999999999999999999999", "This amount is too large."),
        ] {
            page.field("Amount").fill(amount).await;
            page.button("Review").click().await;
            page.says(words).await;
            page.field("Amount").has_state("invalid", "true").await;
            assert_eq!(page.any(&["dialog"]).count().await, 0, "{amount}");
        }
        assert_eq!(page.requests("/top-up").await, 0);
        assert_eq!(api.balance(target.customer, target.account).await, target.balance);
    });
}

#[test]
fn a_review_shows_before_and_after_and_going_back_sends_nothing() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        ask_for_top_up(&page, "1234.50", "For the tests").await;
        let after = cents(&target.balance) + 123_450;
        let after = grouped(&format!("{}.{:02}", after / 100, after % 100));
        let review = page.dialog("Review the top-up");
        review.has_text(&format!("Balance {} → {after} USD", grouped(&target.balance))).await;
        review.has_text("Sandbox").await;
        page.button("Back").click().await;
        review.gone().await;
        assert_eq!(page.field("Amount").value().await, "1234.50");
        page.field("Amount").fill("−1.00").await;
        page.button("Review").click().await;
        let review = page.dialog("Review the deduction");
        review.has_text("Customer loses −1.00 USD").await;
        page.button("Deduct 1.00 USD").shown().await;
        page.press("Escape").await;
        review.gone().await;
        assert_eq!(page.requests("/top-up").await, 0);
        assert_eq!(api.balance(target.customer, target.account).await, target.balance);
    });
}

#[test]
fn rule_5_a_double_click_moves_money_once() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        ask_for_top_up(&page, "25.00", "twice at once").await;
        page.button("Top up 25.00 USD").double_click().await;
        page.says("+25.00 USD").await;
        page.press("Enter").await;
        page.any(&["dialog"]).gone().await;
        assert_eq!(page.requests("/top-up").await, 1);
        assert_eq!(target.movements(&api, "twice at once").await, 1);
    });
}

#[test]
fn rule_5_two_presses_at_the_same_moment_move_money_once() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        ask_for_top_up(&page, "25.00", "two hands").await;
        page.button("Top up 25.00 USD").click_twice_at_once().await;
        page.dialog("Done").shown().await;
        assert_eq!(page.requests("/top-up").await, 1);
        assert_eq!(target.movements(&api, "two hands").await, 1);
    });
}

#[test]
fn rule_2_what_is_written_down_first_holds_no_amount_and_no_secret() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        ask_for_top_up(&page, "73.19", "kept to ourselves").await;
        page.button("Top up 73.19 USD").click().await;
        page.dialog("Done").shown().await;
        let stored = page.stored().await;
        let journal = stored["local"]["purser.journal"].as_str().expect("a journal");
        let entries: Vec<Value> = serde_json::from_str(journal).expect("JSON");
        let names: Vec<&String> = entries[0].as_object().expect("an object").keys().collect();
        assert_eq!(names, ["at", "connection", "customer", "digest", "kind", "reference", "state", "trace"]);
        assert_eq!(entries[0]["trace"], json!(null), "only what has no reference leaves one");
        assert_eq!((entries.len(), &entries[0]["state"]), (1, &json!("confirmed")));
        for secret in ["73.19", "73,19", "kept to ourselves", &api.key] {
            assert!(!stored.to_string().contains(secret), "{secret}");
        }
        let reference = entries[0]["reference"].as_str().expect("a reference");
        let found = api.rows(&format!("transaction?merchantOrderId={reference}")).await;
        assert_eq!((found.len(), &found[0]["paymentAccountId"]), (1, &json!(target.account)));
    });
}

#[test]
fn what_the_system_refuses_is_said_to_be_refused() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log(
            "/top-up?clientId=1 - Failed to load resource: the server responded with a status of 403",
        );
        page.allow_log("/top-up - Failed to load resource: the server responded with a status of 403");
        let target = open_account(&page, &api).await;
        ask_for_top_up(&page, "25.00", "too late").await;
        let path = format!("user/{}", target.customer);
        api.put(&path, json!({ "isActivated": true, "isBlocked": true })).await;
        page.button("Top up 25.00 USD").click().await;
        page.dialog("Refused").has_text("Not allowed. It says: The user is blocked. No money moved.").await;
        assert_eq!(target.movements(&api, "too late").await, 0);
        page.button("Back").click().await;
        assert_eq!(page.field("Amount").value().await, "25.00");
    });
}
