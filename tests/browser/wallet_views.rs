//! What a customer sees of their wallet, and what they see when it cannot be seen.

use serde_json::{Value, json};

use super::api::Api;
use super::files::Files;
use super::harness::test;
use super::steps::{answer_instead, grouped, sign_in_customer};

#[test]
fn every_account_stands_there_with_its_balance_and_what_lapses_next() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        let customer = api.customer().id;
        let accounts = api.accounts(customer).await;
        let promo = accounts.iter().find(|account| account["type"] == "promo").expect("a promo account");
        let promo = promo["id"].as_u64().expect("an id");
        let body = json!({ "clientId": customer, "amount": "12.34", "reason": "Autumn bonus", "dateExpire": "2027-01-05 10:00:00" });
        api.post(&format!("payment-account/{promo}/top-up"), body).await;
        sign_in_customer(&page, api.customer()).await;
        let money = page.thing(&["region"], "Your money");
        for account in &accounts {
            let id = account["id"].as_u64().expect("an id");
            if account["currency"] == "USD" {
                money.has_text(&grouped(&api.balance(customer, id).await)).await;
            }
            money.has_text(account["name"].as_str().expect("a name")).await;
        }
        let promo = page.thing(&["region"], "Promo money");
        promo.has_text("Autumn bonus 12.34 USD of 12.34 lapses 5 January 2027").await;
        assert_eq!(page.image("12.34 of 12.34 left").count().await, 1);
    });
}

#[test]
fn a_movement_appears_without_a_flicker() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        page.hurry(8).await;
        sign_in_customer(&page, api.customer()).await;
        let rows = page.any(&["link"]).containing("Transaction #");
        rows.found().await;
        // Whatever goes and comes back is counted.
        page.evaluate("(() => { window.gone = 0; window.first = document.querySelector('.by-day a'); window.first.focus();
            new MutationObserver(all => all.forEach(one => { window.gone += one.removedNodes.length; }))
                .observe(document.querySelector('main'), { childList: true, subtree: true }); })()").await;
        let before = page.requests("/api/v1/transaction").await;
        page.until("it asks again in the background", async || {
            page.requests("/api/v1/transaction").await > before + 2
        })
        .await;
        assert_eq!(page.evaluate("window.gone").await, 0, "the same answer changes nothing");
        let body = json!({ "clientId": customer, "amount": "3.21", "reason": "Out of the blue" });
        api.post(&format!("payment-account/{account}/top-up"), body).await;
        page.says("Out of the blue").await;
        assert_eq!(page.evaluate("document.activeElement === window.first").await, true, "the focus stays");
    });
}

#[test]
fn rule_9_the_history_is_filtered_by_the_address_and_saved_whole() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer().id;
        let files = Files::of(world, &page).await;
        sign_in_customer(&page, api.customer()).await;
        page.link("All").click().await;
        page.at("/wallet/transactions").await;
        page.button("Filter").click().await;
        page.thing(&["menuitem"], "Direction").click().await;
        page.button("Money in").click().await;
        page.at("/wallet/transactions?type=income").await;
        let path = format!(
            "transaction?clientId={customer}&type=income&limit=50&orderColumn=id&orderDirection=desc"
        );
        let total = api.total(&path).await;
        page.heading(&format!("Activity {total}")).shown().await;
        let ids: Vec<String> = api.rows(&path).await.iter().map(|row| row["id"].to_string()).collect();
        let shown = "[...document.querySelectorAll('.by-day a')].map(a => a.getAttribute('href').split('/').pop()).join()";
        page.until("the list shows what the API has", async || page.evaluate(shown).await == ids.join(","))
            .await;
        page.reload().await;
        page.until("and after a reload", async || page.evaluate(shown).await == ids.join(",")).await;
        page.button("Export").click().await;
        page.button("CSV file").click().await;
        let (name, text) = files.next(&page).await;
        assert!(name.contains(&format!("-{total}-rows")), "{name}");
        let rows = purser::csv::read(&text).expect("CSV").records;
        assert_eq!(rows.len() as u64, total + 1);
    });
}

#[test]
fn the_statement_of_an_own_account_ends_at_its_balance() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        let balance = grouped(&api.balance(customer, account).await);
        let files = Files::of(world, &page).await;
        sign_in_customer(&page, api.customer()).await;
        page.goto(&format!("/wallet/accounts/{account}")).await;
        page.link("Statement").click().await;
        page.at(&format!("/wallet/accounts/{account}/statement")).await;
        page.row("Balance after").shown().await;
        page.row("Balance after").has_text(&balance).await;
        page.button("CSV file").click().await;
        let (_, text) = files.next(&page).await;
        assert!(text.lines().last().is_some_and(|line| line.contains(&balance.replace(',', ""))), "{text}");
        page.field("From (UTC)").fill_day("2026-11-01").await;
        page.button("Show").click().await;
        page.at(&format!("/wallet/accounts/{account}/statement?from=2026-11-01")).await;
        page.row("Balance after").has_text(&balance).await;
        page.fits_the_width().await;
    });
}

#[test]
fn settings_of_an_own_account_are_saved_and_switched() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        sign_in_customer(&page, api.customer()).await;
        page.goto(&format!("/wallet/accounts/{account}")).await;
        page.link("Change").click().await;
        page.at(&format!("/wallet/accounts/{account}?do=settings")).await;
        assert_eq!(page.field("Webhook address optional").count().await, 0, "that is the merchant's");
        page.field("Name").fill("Everyday").await;
        page.field("Refill by itself when it runs low").click().await;
        page.field("When less is left than").fill("20").await;
        page.field("Each refill brings").fill("10").await;
        page.button("Save").click().await;
        page.says("Enter at least the limit.").await;
        page.field("Each refill brings").fill("50").await;
        page.button("Save").click().await;
        page.says("Saved.").await;
        page.heading("Everyday").shown().await;
        let kept = api.get(&format!("payment-account/{account}?clientId={customer}")).await;
        assert_eq!((&kept["name"], &kept["autoreload"]), (&json!("Everyday"), &json!(true)));

        page.goto("/wallet").await;
        page.says("Adds 50.00 under 20.00").await;
        let switch = page.thing(&["switch"], "Automatic reload of Everyday");
        switch.has_state("checked", "true").await;
        answer_instead(&page, "PUT", "payment-account/", 403, &json!({})).await;
        switch.click().await;
        page.says("Off; would add 50.00 under 20.00").await;
        let kept = api.get(&format!("payment-account/{account}?clientId={customer}")).await;
        assert_eq!(kept["autoreload"], json!(false));
        answer_instead(&page, "PUT", &format!("payment-account/{account}"), 403, &json!({})).await;
        switch.click().await;
        page.says("Not allowed.").await;
        switch.has_state("checked", "false").await;
    });
}

#[test]
fn rule_13_a_session_that_ran_out_leads_back_to_where_somebody_was() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        page.allow_log("Failed to load resource: the server responded with a status of 401");
        sign_in_customer(&page, api.customer()).await;
        for path in ["/api/v1/transaction", "/api/v1/auth/*/refresh"] {
            api.order_fault(json!({ "path": path, "status": 401, "times": 20 })).await;
        }
        page.link("All").click().await;
        page.at("/wallet/sign-in?next=%2Fwallet%2Ftransactions").await;
        page.says("Your session has run out. Sign in again to go on where you were.").await;
        assert_eq!(page.stored().await["session"], json!({}));
    });
}

#[test]
fn what_is_not_there_or_not_ones_own_is_said() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        page.allow_log("Failed to load resource: the server responded with a status of 404");
        let own = api.customer().id;
        let others = api.rows("transaction?limit=50").await;
        let other = others.iter().find(|row| row["userId"] != own).expect("somebody else's");
        sign_in_customer(&page, api.customer()).await;
        for (address, said) in [
            ("/wallet/transactions/99999999".to_owned(), "There is no such thing here."),
            ("/wallet/accounts/99999999".to_owned(), "There is no such thing here."),
            (format!("/wallet/transactions/{}", other["id"]), "There is no such thing here."),
            (format!("/wallet/accounts/{}", other["paymentAccountId"]), "There is no such thing here."),
        ] {
            page.goto(&address).await;
            page.says(said).await;
            page.fits_the_width().await;
        }
    });
}

#[test]
fn rule_8_one_row_that_cannot_be_read_costs_one_row() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        sign_in_customer(&page, api.customer()).await;
        page.goto("/wallet/transactions?descriptor=x").await;
        page.heading("No transaction fits these filters").shown().await;
        page.goto("/wallet/transactions?merchantOrderId=fault-malformed-row").await;
        page.says("could not be read. The rest is shown as it came.").await;
        let own = format!("transaction?clientId={}", api.customer().id);
        let rows = api.total(&own).await.min(50);
        page.says(&format!("1 of {rows} could not be read.")).await;
        let shown = page.evaluate("document.querySelectorAll('.by-day a').length").await;
        assert_eq!(shown, Value::from(rows - 1));
        page.says("Technical detail").await;
        page.says("Page 1 of").await;
    });
}

#[test]
fn a_wallet_with_nothing_in_it_says_what_would_be_there() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        sign_in_customer(&page, api.customer()).await;
        let nothing = json!({ "data": [], "links": {}, "meta": { "currentPage": 1, "lastPage": 1, "perPage": 50, "total": 0 } });
        page.before_documents(&format!("(() => {{ const ask = window.fetch; window.fetch = (request, ...more) => {{
            const path = new URL(request.url ?? request, location).pathname;
            if (path.endsWith('/transaction')) return Promise.resolve(new Response({:?}, {{ headers: {{ 'content-type': 'application/json' }} }}));
            if (path.endsWith('/payment-account')) return Promise.resolve(new Response('[]', {{ headers: {{ 'content-type': 'application/json' }} }}));
            return ask(request, ...more); }}; }})()", nothing.to_string())).await;
        page.reload().await;
        page.heading("No account yet").shown().await;
        page.heading("Nothing happened yet").shown().await;
        page.goto("/wallet/transactions").await;
        page.heading("Nothing happened yet").shown().await;
        page.goto("/wallet/pay").await;
        page.heading("No account to pay from").shown().await;
    });
}

#[test]
fn a_wallet_that_cannot_be_read_offers_to_try_again() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.phone().await;
        page.allow_log("Failed to load resource: the server responded with a status of 400");
        sign_in_customer(&page, api.customer()).await;
        api.order_fault(json!({ "path": "/api/v1/transaction", "status": 400, "times": 2 })).await;
        page.link("All").click().await;
        page.heading("Refused.").shown().await;
        page.button("Try again").click().await;
        page.says("Page 1 of").await;
        page.heading("Refused.").gone().await;
    });
}

#[test]
fn a_transaction_is_told_whole_and_prints_as_a_receipt() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        let body = json!({ "clientId": customer, "paymentAccountId": account, "amount": "5.00", "currency": "USD", "name": "Meeting room", "merchantOrderId": "HW-9" });
        let paid = api.post("payment", body).await["id"].as_u64().expect("an id");
        let body = json!({ "clientId": customer, "reason": "Room closed", "merchantOrderId": "HW-9v" });
        api.post(&format!("transaction/{paid}/void"), body).await;
        sign_in_customer(&page, api.customer()).await;
        page.goto(&format!("/wallet/transactions/{paid}")).await;
        page.heading("Meeting room").shown().await;
        page.says("Voided").await;
        page.says("Taken back by #").await;
        page.any(&["link"]).containing("Room closed").found().await;
        page.on_paper().await;
        page.says(&api.customer().email).await;
        page.says("Receipt, Sandbox: Test money.").await;
    });
}
