//! Rule 3 for coins: the crypto wallet takes no reference. What was sent without an answer is found in the history, never
//! sent again, and never called what it is not.

use super::crypto_withdraw::{DOGE, fill, sent, with_coins};
use super::harness::{Page, test};

/// Sends an amount that asks for a failure, as far as the dialog that says that the outcome is not known.
async fn into_the_unknown(page: &Page, amount: &str) {
    page.allow_log("net::ERR_");
    page.allow_log("Failed to load resource: the server responded with a status of 50");
    fill(page, "DOGE", DOGE, amount).await;
    page.button(&format!("Send {amount}000000 DOGE")).click().await;
    let dialog = page.dialog("We do not know yet");
    dialog.has_text("was sent once and no usable answer came. It may have gone through.").await;
    dialog.has_text("This system takes no reference").await;
    assert_eq!(page.button("Send again").count().await, 0);
}

#[test]
fn rule_3_lost_answers_are_looked_up_in_the_history() {
    test(async |world| {
        let page = world.phone().await;
        let (coins, token) = with_coins(world, &page, "DOGE", "9000").await;
        // Dropped, a page in its place, half an answer, an error, none: each was done.
        for (place, amount) in ["666.02", "666.04", "666.05", "666.12", "666.13"].into_iter().enumerate() {
            into_the_unknown(&page, amount).await;
            page.dialog("Done").has_text(&format!("−{amount}")).await;
            page.button("Done").click().await;
            page.at("/crypto/DOGE").await;
            let rows = sent(&coins, &token, "DOGE").await;
            assert_eq!(
                rows.iter().filter(|row| row["amount"].to_string().starts_with("666.")).count(),
                place + 1
            );
        }
    });
}

#[test]
fn rule_3_what_never_arrived_is_said_so_after_three_looks_and_not_sent_again() {
    test(async |world| {
        let page = world.desk().await;
        let (coins, token) = with_coins(world, &page, "DOGE", "9000").await;
        page.hurry(12).await;
        let before = sent(&coins, &token, "DOGE").await.len();
        into_the_unknown(&page, "666.01").await;
        let dialog = page.dialog("It did not arrive");
        dialog.has_text("is not there after three looks: nothing moved.").await;
        dialog.has_text("Looked up in the history").await;
        assert_eq!(page.button("Send again").count().await, 0);
        assert_eq!(page.requests("/wallet/withdraw").await, 1);
        assert_eq!(sent(&coins, &token, "DOGE").await.len(), before);
    });
}

#[test]
fn rule_3_a_reload_does_not_lose_what_went_through() {
    test(async |world| {
        let page = world.phone().await;
        let (coins, token) = with_coins(world, &page, "DOGE", "9000").await;
        into_the_unknown(&page, "666.02").await;
        page.reload().await;
        page.says("The withdrawal went through after all").await;
        page.says_no_more("has no known outcome").await;
        assert_eq!(page.requests("/wallet/withdraw").await, 0);
        assert_eq!(sent(&coins, &token, "DOGE").await[0]["amount"].to_string(), "666.02");
    });
}

#[test]
fn rule_3_a_reload_does_not_lose_what_never_arrived() {
    test(async |world| {
        let page = world.desk().await;
        with_coins(world, &page, "DOGE", "9000").await;
        page.hurry(12).await;
        into_the_unknown(&page, "666.01").await;
        page.reload().await;
        page.says("A withdrawal sent at").await;
        page.says("The withdrawal never arrived: nothing moved.").await;
        page.says_no_more("has no known outcome").await;
    });
}

#[test]
fn rule_3_as_much_sent_by_somebody_else_is_not_taken_for_it() {
    test(async |world| {
        let page = world.desk().await;
        let (coins, token) = with_coins(world, &page, "DOGE", "9000").await;
        page.allow_log("net::ERR_");
        fill(&page, "DOGE", DOGE, "666.02").await;
        page.dialog("Review the withdrawal").shown().await;
        // The same amount, from another device, while the review stands here.
        coins.withdraw(&token, "DOGE", DOGE, "666.02").await;
        page.button("Send 666.02000000 DOGE").click().await;
        let dialog = page.dialog("We do not know yet");
        dialog.has_text("2 of that coin and amount, sent 1 times from here").await;
        page.press("Escape").await;
        page.says("Compare it with what you wanted; do not repeat it.").await;
    });
}

#[test]
fn rule_2_the_journal_holds_no_amount_and_no_address() {
    test(async |world| {
        let page = world.desk().await;
        with_coins(world, &page, "DOGE", "9000").await;
        into_the_unknown(&page, "666.02").await;
        let kept = page.stored().await.to_string();
        assert!(kept.contains("withdrawal"), "it is written down: {kept}");
        for secret in [DOGE, "666.02", "DOGE"] {
            assert!(!kept.contains(secret), "{secret} stands in {kept}");
        }
        page.dialog("Done").shown().await;
    });
}
