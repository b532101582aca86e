//! Everything that happened to a customer, as it is told on their page.

use serde_json::{Value, json};

use super::api::{Api, list};
use super::harness::{Locator, Page, test};
use super::steps::connect_to;

fn happened(page: &Page) -> Locator<'_> {
    page.thing(&["region"], "Everything that happened")
}

/// The ids of the transactions on the timeline, in their order: the first link of each line.
async fn ids(page: &Page) -> Vec<u64> {
    let read = "[...document.querySelectorAll('.timeline > .ev .what > a:first-child')].map(link => link.pathname.split('/').pop())";
    let ids = page.evaluate(read).await;
    ids.as_array().into_iter().flatten().filter_map(|id| id.as_str()?.parse().ok()).collect()
}

fn id_of(row: &Value) -> u64 {
    row["id"].as_u64().expect("an id")
}

async fn read_all(page: &Page) {
    page.until("all of it has been read", async || {
        page.evaluate("document.querySelector('.sentinel button')?.scrollIntoView()").await;
        page.text().await.contains("That is everything.")
    })
    .await;
}

/// A customer with more transactions than fit on a page.
async fn busy_customer(api: &Api) -> u64 {
    for user in api.rows("user?limit=1000").await {
        let id = id_of(&user);
        if api.total(&format!("transaction?clientId={id}&limit=1")).await > 60 {
            return id;
        }
    }
    panic!("nobody has more than 60 transactions")
}

#[test]
fn it_goes_on_as_it_is_scrolled_until_everything_is_there() {
    test(async |world| {
        let api = Api::of(world).await;
        let id = busy_customer(&api).await;
        let rows = api.rows(&format!("transaction?clientId={id}&limit=1000")).await;
        let all: Vec<u64> = rows.iter().map(id_of).collect();
        let page = world.desk().await;
        connect_to(&page, &format!("/merchant/users/{id}")).await;
        page.until("the newest are there", async || ids(&page).await == all[..50]).await;
        page.evaluate("document.querySelector('.timeline > .ev').seen = true").await;
        assert!(!page.text().await.contains("Customer created"), "what is older than what was read waits");
        read_all(&page).await;
        page.until("all of them are there, once each, newest first", async || ids(&page).await == all).await;
        assert_eq!(page.evaluate("document.querySelector('.timeline > .ev').seen").await, true, "drawn once");
        happened(&page).has_text("Customer created").await;
    });
}

#[test]
fn the_button_reads_on_for_who_does_not_scroll() {
    test(async |world| {
        let api = Api::of(world).await;
        let id = busy_customer(&api).await;
        let page = world.desk().await;
        page.before_documents("window.IntersectionObserver = class { observe() {} disconnect() {} }").await;
        connect_to(&page, &format!("/merchant/users/{id}")).await;
        page.until("the newest are there", async || ids(&page).await.len() == 50).await;
        page.tab_to("button \"Earlier\"").await;
        page.press("Enter").await;
        page.until("more of them are there", async || ids(&page).await.len() > 50).await;
    });
}

#[test]
fn a_kind_is_chosen_by_a_button_and_kept_by_the_address() {
    test(async |world| {
        let api = Api::of(world).await;
        let id = busy_customer(&api).await;
        let page = world.desk().await;
        let address = format!("/merchant/users/{id}");
        connect_to(&page, &address).await;
        for (word, name, filter) in [
            ("Refills", "refill", "action=charge&type=income"),
            ("Payments", "payment", "action=charge&type=outcome"),
            ("Top-ups, transfers", "deposit", "action=deposit"),
            ("Voids", "void", "mode=void"),
        ] {
            page.button(word).click().await;
            page.at(&format!("{address}?kind={name}")).await;
            let rows = api.rows(&format!("transaction?clientId={id}&limit=50&{filter}")).await;
            let wanted: Vec<u64> = rows.iter().map(id_of).collect();
            page.until(&format!("{word} alone are there"), async || ids(&page).await == wanted).await;
            page.button(word).has_state("pressed", "true").await;
        }
        page.button("Customer").click().await;
        happened(&page).has_text("Customer created").await;
        assert_eq!(ids(&page).await, Vec::<u64>::new());
        page.back().await;
        page.button("Voids").has_state("pressed", "true").await;
    });
}

#[test]
fn a_block_is_part_of_what_happened() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, &format!("/merchant/users/{}?kind=customer", api.blocked_customer().id)).await;
        happened(&page).has_text("Customer blocked Every request of theirs is refused since").await;
    });
}

#[test]
fn a_transfer_shows_its_other_side_and_a_void_stands_under_what_it_undoes() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let rows = api.rows("transaction?limit=1000&action=deposit&type=outcome").await;
        let sent = rows.iter().find(|row| row["message"] == "Transfer between accounts").expect("a transfer");
        let reference = sent["merchantOrderId"].as_str().expect("a reference");
        let sides = api.rows(&format!("transaction?merchantOrderId={reference}")).await;
        let got = sides.iter().find(|row| row["id"] != sent["id"]).expect("its other side");
        for (row, other, word) in [(sent, got, "to"), (got, sent, "from")] {
            let customer = &row["userId"];
            connect_to(&page, &format!("/merchant/users/{customer}?kind=deposit")).await;
            let email = other["email"].as_str().expect("an address");
            happened(&page).has_text(&format!("Transfer {word} {email}")).await;
            let link = format!("a[href*=\"/transactions/{}?\"] ~ a.link", row["id"]);
            page.until("the other side is a link", async || {
                let href =
                    page.evaluate(&format!("document.querySelector('.ev .what > {link}')?.pathname")).await;
                href == json!(format!("/merchant/transactions/{}", other["id"]))
            })
            .await;
        }
        let rows = api.rows("transaction?limit=1000").await;
        let voided = rows
            .iter()
            .find(|row| list(row["child"].clone()).len() == 1 && row["mode"] != "void")
            .expect("a transaction that was voided");
        let child = &list(voided["child"].clone())[0];
        connect_to(&page, &format!("/merchant/users/{}", voided["userId"])).await;
        page.until("the void is there", async || {
            page.evaluate("document.querySelector('.sentinel button')?.scrollIntoView()").await;
            let under = format!("[...document.querySelectorAll('.ev:has(> .what > a[href*=\"/transactions/{}?\"]) .under-it')].map(list => list.innerText).join()", voided["id"]);
            let text = page.evaluate(&under).await;
            text.as_str().is_some_and(|text| text.contains("Voided") && text.contains(child["message"].as_str().unwrap_or_default()))
        })
        .await;
    });
}

#[test]
fn rule_8_a_row_that_cannot_be_read_costs_one_line() {
    test(async |world| {
        let api = Api::of(world).await;
        let id = api.customer().id;
        let mut answer = api.get(&format!("transaction?clientId={id}&limit=50")).await;
        let mut rows = list(answer["data"].take());
        rows[1]["price"] = json!([]);
        answer["data"] = json!(rows);
        let page = world.desk().await;
        page.before_documents(&format!(
            "(() => {{ const ask = window.fetch; window.fetch = (request, ...more) => {{
                const address = new URL(request.url, location.href);
                const is_it = address.pathname.endsWith('/transaction') && address.searchParams.has('clientId') && address.searchParams.get('page') === '1';
                return is_it ? Promise.resolve(new Response({}, {{ headers: {{ 'content-type': 'application/json' }} }})) : ask(request, ...more);
            }}; }})()",
            json!(answer.to_string())
        ))
        .await;
        connect_to(&page, &format!("/merchant/users/{id}")).await;
        page.says(&format!("1 of {} could not be read.", rows.len())).await;
        happened(&page).has_text("This row could not be read: $.data[1].price").await;
        page.until("the others are there", async || ids(&page).await.len() == rows.len() - 1).await;
    });
}

#[test]
fn a_history_that_cannot_be_had_says_why_and_can_be_asked_for_again() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("status of 403");
        page.before_documents(
            "(() => { const ask = window.fetch; window.isShut = true; window.fetch = (request, ...more) =>
                window.isShut && new URL(request.url, location.href).pathname.endsWith('/transaction')
                    ? Promise.resolve(new Response('{\"message\":\"The register is closed\"}', { status: 403, headers: { 'content-type': 'application/json' } }))
                    : ask(request, ...more); })()",
        )
        .await;
        connect_to(&page, &format!("/merchant/users/{}", api.customer().id)).await;
        happened(&page).has_text("Not allowed. It says: The register is closed. Nothing has changed.").await;
        page.heading(&api.customer().email).shown().await;
        page.evaluate("window.isShut = false").await;
        page.button("Try again").click().await;
        page.until("it is there", async || !ids(&page).await.is_empty()).await;
    });
}

#[test]
fn nothing_of_a_kind_is_said_to_be_nothing() {
    test(async |world| {
        let api = Api::of(world).await;
        let users = api.rows("user?limit=1000").await;
        let mut nobody = None;
        for user in users {
            let id = id_of(&user);
            if api.total(&format!("transaction?clientId={id}&limit=1&action=expire")).await == 0 {
                nobody = Some(id);
                break;
            }
        }
        let id = nobody.expect("a customer of whom no grant lapsed");
        let page = world.desk().await;
        connect_to(&page, &format!("/merchant/users/{id}?kind=lapse")).await;
        page.heading("Nothing of this kind has happened").shown().await;
        page.button("All").click().await;
        page.heading("Nothing of this kind has happened").gone().await;
    });
}
