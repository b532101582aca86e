//! Rule 3: money was sent and no usable answer came. It is called unknown, looked up, and never doubled.

use super::api::Api;
use super::harness::{Page, test};
use super::steps::{Target, ask_for_top_up, connect, connect_second, open_account, switch_to};

/// What must not be said of money that may have moved.
const NEVER: [&str; 4] = ["failed", "Failed to", "refused", "Refused"];

/// Tops an account up with a fault, as far as the dialog that says that the outcome is not known.
async fn into_the_unknown(page: &Page, api: &Api, fault: &str) -> Target {
    page.allow_log("net::ERR_");
    page.allow_log("Failed to load resource: the server responded with a status of 502");
    let target = open_account(page, api).await;
    ask_for_top_up(page, "25.00", fault).await;
    page.button("Top up 25.00 USD").click().await;
    let dialog = page.dialog("We do not know yet");
    dialog.has_text("25.00 USD was sent once and no usable answer came. It may have gone through.").await;
    let words = dialog.text().await;
    for word in NEVER {
        assert!(!words.contains(word), "{words}");
    }
    target
}

async fn is_found(page: &Page, api: &Api, target: &Target, fault: &str) {
    page.dialog("Done").has_text("+25.00 USD").await;
    page.press("Enter").await;
    page.any(&["dialog"]).gone().await;
    assert_eq!(page.requests("/top-up").await, 1);
    assert_eq!(target.movements(api, fault).await, 1);
}

#[test]
fn rule_3_a_dropped_answer_is_unknown_until_it_is_found() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let fault = "fault-timeout-after-commit";
        let target = into_the_unknown(&page, &api, fault).await;
        assert_eq!(page.button("Send again").state("disabled").await, "true");
        is_found(&page, &api, &target, fault).await;
    });
}

#[test]
fn rule_3_half_an_answer_is_unknown_until_it_is_found() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = into_the_unknown(&page, &api, "fault-truncated").await;
        page.button("Look now").click().await;
        is_found(&page, &api, &target, "fault-truncated").await;
    });
}

#[test]
fn rule_3_a_page_in_place_of_an_answer_is_unknown() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = into_the_unknown(&page, &api, "fault-html-502").await;
        page.button("Look now").click().await;
        page.dialog("We do not know yet").has_text("Not there").await;
        assert_eq!(page.button("Send again").state("disabled").await, "true");
        assert_eq!(target.movements(&api, "fault-html-502").await, 0);
    });
}

#[test]
fn rule_3_sending_again_is_offered_only_for_what_never_arrived() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.hurry(12).await;
        let fault = "fault-drop-before-commit";
        let target = into_the_unknown(&page, &api, fault).await;
        assert_eq!(page.button("Send again").state("disabled").await, "true");
        let dialog = page.dialog("It did not arrive");
        dialog.has_text("is not there after three looks: nothing moved.").await;
        assert_eq!(dialog.text().await.matches("Not there").count(), 3);
        let reference = page.stored().await["local"]["purser.journal"].clone();
        page.button("Send again").has_state("disabled", "").await;
        assert_eq!(page.requests("/top-up").await, 1);
        page.button("Send again").click().await;
        page.dialog("We do not know yet").shown().await;
        assert_eq!(page.requests("/top-up").await, 2);
        let entries = |journal: &serde_json::Value| {
            let entries: Vec<serde_json::Value> =
                serde_json::from_str(journal.as_str().expect("text")).expect("JSON");
            entries.into_iter().map(|entry| entry["reference"].clone()).collect::<Vec<_>>()
        };
        let now = page.stored().await["local"]["purser.journal"].clone();
        assert_eq!(entries(&reference), entries(&now), "the reference is kept");
        assert_eq!(target.movements(&api, fault).await, 0);
    });
}

#[test]
fn rule_3_a_reload_does_not_lose_what_went_through() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let fault = "fault-timeout-after-commit";
        let target = into_the_unknown(&page, &api, fault).await;
        page.reload().await;
        connect(&page).await;
        page.says("The top-up went through after all").await;
        page.says_no_more("has no known outcome").await;
        page.reload().await;
        connect(&page).await;
        page.table("Transactions").has_text(fault).await;
        assert!(!page.text().await.contains("has no known outcome"));
        assert_eq!(page.requests("/top-up").await, 0);
        assert_eq!(target.movements(&api, fault).await, 1);
    });
}

#[test]
fn rule_3_a_reload_does_not_lose_what_never_arrived() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.hurry(12).await;
        let fault = "fault-drop-before-commit";
        let target = into_the_unknown(&page, &api, fault).await;
        page.reload().await;
        connect(&page).await;
        page.says("has no known outcome. It is being looked up; do not repeat it.").await;
        page.says("The top-up never arrived: nothing moved.").await;
        page.says_no_more("has no known outcome").await;
        assert_eq!(page.requests("/top-up").await, 0);
        assert_eq!(target.movements(&api, fault).await, 0);
    });
}

#[test]
fn rule_3_closing_the_dialog_goes_on_looking() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.hurry(12).await;
        into_the_unknown(&page, &api, "fault-drop-before-commit").await;
        page.press("Escape").await;
        page.any(&["dialog"]).gone().await;
        page.says("has no known outcome").await;
        page.link("Customers").click().await;
        page.at("/merchant/users").await;
        page.says("has no known outcome").await;
        page.says("The top-up never arrived: nothing moved.").await;
        page.says_no_more("has no known outcome").await;
    });
}

#[test]
fn rule_6_what_does_not_match_is_compared_by_a_person() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        // Somebody on the way changes what is asked for.
        page.evaluate(
            "(() => { const real = window.fetch; window.fetch = async (request, ...more) => {
                if (request.method !== 'POST' || !request.url.endsWith('/top-up')) return real(request, ...more);
                const body = (await request.clone().text()).replace('25', '20');
                return real(new Request(request, { body }), ...more); }; })()",
        )
        .await;
        ask_for_top_up(&page, "25.00", "changed on the way").await;
        page.button("Top up 25.00 USD").click().await;
        page.dialog("We do not know yet").shown().await;
        page.button("Look now").click().await;
        page.dialog("We do not know yet").has_text("There, but not as asked for: ").await;
        page.dialog("We do not know yet").has_text("20.00 USD, success").await;
        page.press("Escape").await;
        page.any(&["dialog"]).gone().await;
        page.says("is not what was asked for. Compare it").await;
        page.reload().await;
        connect(&page).await;
        page.says("is not what was asked for. Compare it").await;
        assert!(!page.text().await.contains("went through after all"));
        page.button("I have compared it").click().await;
        page.says_no_more("is not what was asked for").await;
        page.reload().await;
        connect(&page).await;
        page.table("Transactions").has_text("changed on the way").await;
        assert!(!page.text().await.contains("is not what was asked for"));
        assert_eq!(target.movements(&api, "changed on the way").await, 1);
    });
}

#[test]
fn rule_3_a_switch_of_connections_loses_nothing_that_is_not_known() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.hurry(12).await;
        let fault = "fault-drop-before-commit";
        let target = into_the_unknown(&page, &api, fault).await;
        page.press("Escape").await;
        page.any(&["dialog"]).gone().await;
        page.says("has no known outcome. It is being looked up").await;
        connect_second(&page).await;
        page.says("over another connection has no known outcome").await;
        switch_to(&page, "Pier Coffee", "Halyard Workspaces").await;
        page.says("has no known outcome. It is being looked up").await;
        page.says("The top-up never arrived: nothing moved.").await;
        page.says_no_more("has no known outcome").await;
        assert_eq!(target.movements(&api, fault).await, 0);
    });
}
