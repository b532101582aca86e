//! Payments, on the account and by themselves: reviewed, taken once, told truthfully.

use serde_json::{Value, json};

use super::api::Api;
use super::harness::{Page, test};
use super::steps::{Target, cents, connect_to, grouped, open_account};

/// Fills the payment form of the account on the screen in, and asks for the review.
async fn ask_for_payment(page: &Page, amount: &str, purpose: &str, order: &str) {
    page.button("Pay").click().await;
    fill(page, amount, purpose, order).await;
}

async fn fill(page: &Page, amount: &str, purpose: &str, order: &str) {
    page.field("Amount").fill(amount).await;
    page.field("For").fill(purpose).await;
    page.field("Order id optional").fill(order).await;
    page.button("Review").click().await;
}

/// How many payments the console has sent.
async fn sent(page: &Page) -> u64 {
    let count = "performance.getEntries().filter(entry => entry.name.endsWith('/api/v1/payment')).length";
    page.evaluate(count).await.as_u64().expect("a number")
}

/// The transactions of the account's customer under an order id.
async fn under(api: &Api, target: &Target, order: &str) -> Vec<Value> {
    api.rows(&format!("transaction?clientId={}&merchantOrderId={order}", target.customer)).await
}

#[test]
fn a_payment_is_reviewed_and_taken_under_the_merchants_own_order_id() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let target = open_account(&page, &api).await;
        ask_for_payment(&page, "5.00", "Meeting room 2, 3 h", "HW-104490").await;
        let review = page.dialog("Review the payment");
        let after = cents(&target.balance) - 500;
        let after = grouped(&format!("{}.{:02}", after / 100, after % 100));
        review.has_text("Order id HW-104490").await;
        review.has_text("For Meeting room 2, 3 h").await;
        review.has_text(&format!("Balance {} → {after} USD", grouped(&target.balance))).await;
        page.button("Take 5.00 USD").double_click().await;
        page.dialog("Done").has_text("−5.00 USD").await;
        assert_eq!(sent(&page).await, 1, "rule 5");
        let rows = under(&api, &target, "HW-104490").await;
        assert_eq!((rows.len(), &rows[0]["paymentAccountId"]), (1, &json!(target.account)));
        page.button("Done").click().await;
        page.any(&["dialog"]).gone().await;

        ask_for_payment(&page, "6.00", "Again", "HW-104490").await;
        page.says("has this order id already.").await;
        page.field("Order id optional").has_state("invalid", "true").await;
        assert_eq!(page.any(&["dialog"]).count().await, 0);
        assert_eq!(sent(&page).await, 1);
    });
}

#[test]
fn each_field_of_a_payment_says_what_is_wrong_with_it() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        open_account(&page, &api).await;
        ask_for_payment(&page, "0", "", "").await;
        page.says("Enter an amount above zero.").await;
        page.says("Say what it is for: the customer reads it.").await;
        page.field("Webhook address optional").fill("http://elsewhere.example/hook").await;
        page.button("Review").click().await;
        page.says("Enter a whole https address").await;
        page.field("Amount").fill("99999999").await;
        page.button("Review").click().await;
        page.says("The account does not hold that much.").await;
        assert_eq!(sent(&page).await, 0);
    });
}

#[test]
fn rule_3_a_payment_is_found_by_the_merchants_own_order_id() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("net::ERR_");
        let target = open_account(&page, &api).await;
        ask_for_payment(&page, "5.00", "fault-timeout-after-commit", "HW-7").await;
        page.button("Take 5.00 USD").click().await;
        page.dialog("We do not know yet").has_text("Do not repeat it.").await;
        page.dialog("Done").has_text("−5.00 USD").await;
        assert_eq!(sent(&page).await, 1);
        assert_eq!(under(&api, &target, "HW-7").await.len(), 1);
    });
}

#[test]
fn rule_6_an_answer_about_another_sum_is_not_shown_as_success() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let tamper = "const plain = window.fetch; window.fetch = async (...asked) => {
            const answer = await plain(...asked);
            if (!answer.url.endsWith('/api/v1/payment')) return answer;
            const text = (await answer.text()).replace(/\"price\":\\s*5(\\.00?)?\\b/, '\"price\":50');
            return new Response(text, { status: answer.status, headers: answer.headers });
        };";
        page.before_documents(tamper).await;
        let target = open_account(&page, &api).await;
        ask_for_payment(&page, "5.00", "another sum", "HW-8").await;
        page.button("Take 5.00 USD").click().await;
        page.dialog("We do not know yet").has_text("No usable answer").await;
        page.dialog("Done").has_text("−5.00 USD").await;
        assert_eq!(under(&api, &target, "HW-8").await.len(), 1, "what is there is what was asked for");
    });
}

#[test]
fn what_the_system_refuses_is_said_at_its_field() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("/payment - Failed to load resource: the server responded with a status of 422");
        let target = open_account(&page, &api).await;
        ask_for_payment(&page, &target.balance, "everything", "").await;
        page.dialog("Review the payment").shown().await;
        let spend = json!({
            "clientId": target.customer, "paymentAccountId": target.account, "amount": 1, "currency": "USD",
            "name": "meanwhile", "merchantOrderId": "meanwhile"
        });
        api.post("payment", spend).await;
        page.button(&format!("Take {} USD", grouped(&target.balance))).click().await;
        page.dialog("Refused").has_text("No money moved.").await;
        page.button("Back").click().await;
        page.field("Amount").has_state("invalid", "true").await;
    });
}

#[test]
fn too_many_tries_say_how_long_to_wait() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("/payment - Failed to load resource: the server responded with a status of 429");
        let target = open_account(&page, &api).await;
        ask_for_payment(&page, "5.00", "fault-status-429", "").await;
        page.button("Take 5.00 USD").click().await;
        page.dialog("Refused").has_text("Too many tries. Wait 2 seconds. No money moved.").await;
        assert_eq!(sent(&page).await, 1, "rule 4: what moves money is not sent again by itself");
        assert_eq!(api.balance(target.customer, target.account).await, target.balance);
    });
}

#[test]
fn a_payment_can_begin_with_the_customer() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer();
        let account = api.account_in(customer.id, "USD").await;
        connect_to(&page, "/merchant/payments/new").await;
        page.field("Customer").fill(&customer.email).await;
        page.button(&customer.email).click().await;
        page.at(&format!("/merchant/payments/new?customer={}", customer.id)).await;
        let name = format!("#{account}");
        page.any(&["button"]).containing(&name).click().await;
        page.at(&format!("/merchant/payments/new?customer={}&account={account}", customer.id)).await;
        fill(&page, "5.00", "At the desk", "").await;
        page.dialog("Review the payment").has_text(&customer.email).await;
        page.button("Take 5.00 USD").click().await;
        page.dialog("Done").has_text("−5.00 USD").await;
    });
}
