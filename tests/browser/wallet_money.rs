//! A customer moves their own money: pays, transfers, adds some from a card; on a phone and on a desk.

use serde_json::{Value, json};

use super::api::Api;
use super::harness::{Page, test};
use super::steps::{all_wrong, answer_instead, cents, grouped, sign_in_customer};

/// A demo customer's account in dollars.
struct Own {
    customer: u64,
    account: u64,
    balance: String,
}

impl Own {
    async fn of(api: &Api) -> Self {
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        Self { customer, account, balance: api.balance(customer, account).await }
    }

    /// What is left of it after so many cents, as the console writes it.
    fn after(&self, change: i64) -> String {
        let left = i64::try_from(cents(&self.balance)).expect("cents") + change;
        grouped(&format!("{}.{:02}", left / 100, left % 100))
    }

    async fn under(&self, api: &Api, order: &str) -> Vec<Value> {
        api.rows(&format!("transaction?clientId={}&merchantOrderId={order}", self.customer)).await
    }

    async fn said(&self, api: &Api, words: &str) -> usize {
        let path =
            format!("transaction?clientId={}&paymentAccountId={}&limit=20", self.customer, self.account);
        let has = |row: &&Value| row["message"] == words || row["descriptor"] == words;
        api.rows(&path).await.iter().filter(has).count()
    }
}

async fn fill_payment(page: &Page, amount: &str, purpose: &str, order: &str) {
    page.field("Amount").fill(amount).await;
    page.field("For").fill(purpose).await;
    page.field("Order number optional").fill(order).await;
    page.button("Review").click().await;
}

/// Another customer's account in dollars that can receive.
async fn somebody_elses(api: &Api, own: &Own) -> (u64, u64) {
    for user in api.rows("user?limit=50&isActivated=true&isBlocked=false").await {
        let customer = user["id"].as_u64().expect("an id");
        let can = |account: &&Value| {
            account["currency"] == "USD" && account["type"] != "promo" && account["is_active"] == true
        };
        let accounts = api.accounts(customer).await;
        if let Some(account) = accounts.iter().find(can).filter(|_| customer != own.customer) {
            return (customer, account["id"].as_u64().expect("an id"));
        }
    }
    panic!("nobody can receive");
}

#[test]
fn a_customer_pays_on_a_phone_and_sees_it_at_once() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        let own = Own::of(&api).await;
        sign_in_customer(&page, api.customer()).await;
        page.link("Pay").within(&page.any(&["main"])).click().await;
        page.at("/wallet/pay").await;
        fill_payment(&page, "5.00", "Coffee and cake", "HW-7").await;
        let review = page.dialog("Review the payment");
        review.has_text("To The merchant of this wallet").await;
        review.has_text("For Coffee and cake").await;
        review.has_text("Order id HW-7").await;
        review.has_text(&format!("Your balance {} → {} USD", grouped(&own.balance), own.after(-500))).await;
        page.button("Pay 5.00 USD").double_click().await;
        page.dialog("Done").has_text("−5.00 USD").await;
        let rows = own.under(&api, "HW-7").await;
        assert_eq!((rows.len(), &rows[0]["paymentAccountId"]), (1, &json!(own.account)), "rule 5");
        page.any(&["link"]).within(&page.dialog("Done")).containing("#").click().await;
        page.at(&format!("/wallet/transactions/{}", rows[0]["id"])).await;
        page.heading("Coffee and cake").shown().await;
        page.link("Activity").within(&page.any(&["main"])).click().await;
        page.says("Coffee and cake").await;
        page.fits_the_width().await;
    });
}

#[test]
fn an_order_number_pays_once() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let own = Own::of(&api).await;
        sign_in_customer(&page, api.customer()).await;
        page.goto(&format!("/wallet/pay?account={}", own.account)).await;
        fill_payment(&page, "5.00", "Coffee", "HW-8").await;
        page.button("Pay 5.00 USD").click().await;
        page.dialog("Done").shown().await;
        page.button("Done").click().await;
        page.at(&format!("/wallet/accounts/{}", own.account)).await;
        page.goto("/wallet/pay").await;
        fill_payment(&page, "5.00", "Coffee", "HW-8").await;
        page.says("has this order id already.").await;
        page.field("Order number optional").has_state("invalid", "true").await;
        assert_eq!(own.under(&api, "HW-8").await.len(), 1);
    });
}

#[test]
fn what_a_payment_lacks_is_said_at_its_field_and_nothing_is_sent() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        sign_in_customer(&page, api.customer()).await;
        page.goto("/wallet/pay").await;
        for (amount, said) in [
            ("999999", "The account does not hold that much."),
            ("0", "Enter an amount above zero."),
            ("1.234", "This currency has 2 decimals at most."),
            ("much", "Enter an amount in digits, such as 25.00."),
        ] {
            fill_payment(&page, amount, "", "").await;
            page.says(said).await;
            page.field("Amount").has_state("invalid", "true").await;
            page.says("Say what it is for.").await;
        }
        assert_eq!(page.requests("/api/v1/payment?").await + page.requests("/transfer").await, 0);
    });
}

#[test]
fn what_the_system_finds_wrong_stands_at_its_field() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        sign_in_customer(&page, api.customer()).await;
        page.goto("/wallet/pay").await;
        fill_payment(&page, "5.00", "Coffee", "").await;
        page.dialog("Review the payment").shown().await;
        answer_instead(&page, "POST", "/payment", 422, &all_wrong(&["amount", "name"])).await;
        page.button("Pay 5.00 USD").click().await;
        page.dialog("Refused").has_text("No money moved.").await;
        page.button("Back").click().await;
        page.says("amount, it says, is wrong.").await;
        page.says("name, it says, is wrong.").await;
        for (status, said) in [
            (403, "Not allowed."),
            (404, "There is no such thing here."),
            (409, "Already used for something else."),
            (429, "Too many tries. Wait 7 seconds. No money moved."),
        ] {
            answer_instead(&page, "POST", "/payment", status, &json!({})).await;
            page.button("Review").click().await;
            page.button("Pay 5.00 USD").click().await;
            page.dialog("Refused").has_text(said).await;
            page.button("Back").click().await;
        }
    });
}

#[test]
fn rule_3_a_payment_without_an_answer_is_found_after_a_reload() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        page.allow_log("net::ERR_");
        let own = Own::of(&api).await;
        sign_in_customer(&page, api.customer()).await;
        // Looked for in vain until the page is loaded again.
        page.goto("/wallet/pay").await;
        fill_payment(&page, "5.00", "fault-timeout-after-commit", "").await;
        page.dialog("Review the payment").shown().await;
        answer_instead(&page, "GET", "/transaction", 503, &json!({})).await;
        page.button("Pay 5.00 USD").click().await;
        page.dialog("We do not know yet").has_text("Do not repeat it.").await;
        page.reload().await;
        page.says("The payment went through after all: transaction #").await;
        assert_eq!(own.said(&api, "fault-timeout-after-commit").await, 1);
    });
}

#[test]
fn rule_16_a_transfer_to_somebody_shows_the_whole_number() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        let own = Own::of(&api).await;
        let (customer, account) = somebody_elses(&api, &own).await;
        let before = cents(&api.balance(customer, account).await);
        sign_in_customer(&page, api.customer()).await;
        page.goto(&format!("/wallet/transfer?account={}", own.account)).await;
        page.field("Account number of the recipient").fill(&format!("#{account}")).await;
        page.field("Amount").fill("5.00").await;
        page.field("Reason optional").fill("for lunch").await;
        page.button("Review").click().await;
        let review = page.dialog("Review the transfer");
        review.has_text(&format!("Recipient’s account number {account}")).await;
        review.has_text("Whose Somebody else’s").await;
        review.has_text("The wallet system does not say whose account this is.").await;
        page.button("Transfer 5.00 USD").click_twice_at_once().await;
        page.dialog("Done").has_text("−5.00 USD").await;
        assert_eq!(page.requests("/transfer").await, 1, "rule 5");
        assert_eq!(cents(&api.balance(customer, account).await), before + 500);
        assert_eq!(own.said(&api, "for lunch").await, 1);
    });
}

#[test]
fn a_transfer_between_own_accounts_shows_both_balances() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let own = Own::of(&api).await;
        let body = json!({ "clientId": own.customer, "method": "card", "system": "centrobill", "currency": "USD", "name": "Savings" });
        let savings = api.post("payment-account", body).await["id"].as_u64().expect("an id");
        sign_in_customer(&page, api.customer()).await;
        page.goto(&format!("/wallet/transfer?account={}", own.account)).await;
        page.field("To account").choose(&format!("Savings #{savings}")).await;
        page.field("Amount").fill("5.00").await;
        page.button("Review").click().await;
        let review = page.dialog("Review the transfer");
        review.has_text("Whose Your own").await;
        review.has_text("Recipient’s balance 0.00 → 5.00 USD").await;
        page.button("Transfer 5.00 USD").click().await;
        page.dialog("Done").shown().await;
        assert_eq!(cents(&api.balance(own.customer, savings).await), 500);
    });
}

#[test]
fn a_recipient_that_is_none_is_refused_at_its_field() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        page.allow_log("/transfer - Failed to load resource: the server responded with a status of 422");
        let own = Own::of(&api).await;
        sign_in_customer(&page, api.customer()).await;
        page.goto(&format!("/wallet/transfer?account={}", own.account)).await;
        page.field("Amount").fill("5.00").await;
        let recipient = page.field("Account number of the recipient");
        for (typed, said) in [
            ("", "Enter the number of an account, such as 58."),
            ("Nadia", "Enter the number of an account, such as 58."),
            (&own.account.to_string(), "This is the account the money comes from."),
        ] {
            recipient.fill(typed).await;
            page.button("Review").click().await;
            page.says(said).await;
            recipient.has_state("invalid", "true").await;
        }
        recipient.fill("999999").await;
        page.button("Review").click().await;
        page.button("Transfer 5.00 USD").click().await;
        page.dialog("Refused").has_text("There is no such payment account.").await;
        page.button("Back").click().await;
        recipient.has_state("invalid", "true").await;
        assert_eq!(api.balance(own.customer, own.account).await, own.balance);
    });
}

#[test]
fn money_is_added_through_the_checkout_and_back_in_the_same_tab() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        let own = Own::of(&api).await;
        sign_in_customer(&page, api.customer()).await;
        page.link("Add money").within(&page.any(&["main"])).click().await;
        page.field("Amount").fill("25.00").await;
        page.field("Pay with another card").click().await;
        page.button("Review").click().await;
        page.dialog("Add money").has_text("Your card is charged 25.00 USD").await;
        page.button("Add 25.00 USD").click().await;
        let waiting = page.dialog("Go on to the checkout");
        waiting.has_text("It opens in this tab and brings you back").await;
        let leave = page.any(&["link"]).within(&waiting).containing("Open ");
        assert_eq!(leave.attribute("target").await.as_deref(), Some("_self"));
        assert_eq!(leave.attribute("rel").await.as_deref(), Some("noopener noreferrer"));
        leave.click().await;
        page.field("Card number").fill("4111 1111 1111 1111").await;
        page.field("Expiry, like 08/28").fill("12/30").await;
        page.field("CVV").fill("123").await;
        page.press("Enter").await;
        page.heading("The account is filled").shown().await;
        page.says("+25.00 USD").await;
        assert!(page.path().await.starts_with(&format!("/wallet/accounts/{}/refilled?", own.account)));
        assert_eq!(cents(&api.balance(own.customer, own.account).await), cents(&own.balance) + 2500);
        page.fits_the_width().await;
        page.link("To the account").click().await;
        page.says("The refill went through after all: transaction #").await;
    });
}

#[test]
fn rule_6_a_tab_without_a_session_believes_no_checkout() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        let own = Own::of(&api).await;
        page.goto(&format!("/wallet/accounts/{}/refilled?reference=pr_1&result=success", own.account)).await;
        page.says("You are not signed in in this tab").await;
        assert!(!page.text().await.contains("The account is filled"));
        page.link("Sign in to look it up").click().await;
        let next = format!("/wallet/accounts/{}/refilled", own.account).replace('/', "%2F");
        page.at(&format!("/wallet/sign-in?next={next}%3Freference%3Dpr_1")).await;
    });
}

#[test]
fn an_inactive_account_neither_pays_nor_is_filled() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        let customer = api.customer().id;
        for account in api.accounts(customer).await {
            let body = json!({ "clientId": customer, "isActive": false });
            api.put(&format!("payment-account/{}", account["id"]), body).await;
        }
        sign_in_customer(&page, api.customer()).await;
        for (address, said) in [
            ("/wallet/pay", "No account to pay from"),
            ("/wallet/add-money", "No account to add money to"),
            ("/wallet/transfer", "No account to transfer from"),
        ] {
            page.goto(address).await;
            page.heading(said).shown().await;
            assert_eq!(page.button("Review").count().await, 0);
        }
    });
}
