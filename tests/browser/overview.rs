//! The overview: its figures are those of the lists they lead to.

use serde_json::{Value, json};

use super::api::{Api, list};
use super::harness::{Page, test};
use super::listing::count;
use super::steps::{connect, connect_to, grouped};

const OVERVIEW: &str = "/merchant";

async fn counted(page: &Page) {
    page.thing(&["region"], "In and out per day").has_text("As of").await;
}

/// The number behind a figure's name: `Success: 452`.
async fn number_of(page: &Page, status: &str) -> String {
    let rate = page.thing(&["region"], "Success rate");
    rate.has_text("that were decided").await;
    let start = format!("{status}: ");
    let number = async || {
        let names = page.any(&["link"]).within(&rate).names().await;
        names.iter().find_map(|name| name.strip_prefix(&start)).map(str::to_owned)
    };
    // Each is counted by itself.
    page.until("it was counted", async || number().await.is_some()).await;
    number().await.expect("a count")
}

/// A decimal text in units of 10⁻⁸.
fn units(amount: &str) -> i128 {
    let plain = amount.replace([',', '+'], "").replace('−', "-");
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    format!("{whole}{decimals:0<8}").parse().unwrap_or_else(|_| panic!("{amount} is an amount"))
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[test]
fn a_connection_leads_to_the_overview_and_its_newest_transactions() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.goto("/merchant/connect").await;
        connect(&page).await;
        page.at(OVERVIEW).await;
        page.heading("Overview").shown().await;
        let newest = api.rows("transaction?limit=8").await;
        let ids: Vec<String> = newest.iter().map(|row| row["id"].to_string()).collect();
        page.until("the newest transactions stand there", async || {
            let addresses = page.table("Newest transactions").addresses().await;
            let shown: Vec<&str> =
                addresses.iter().filter_map(|address| address.split(['/', '?']).nth(3)).collect();
            shown == ids
        })
        .await;
        counted(&page).await;
    });
}

#[test]
fn money_held_is_what_all_accounts_hold() {
    test(async |world| {
        let api = Api::of(world).await;
        let mut held: std::collections::BTreeMap<String, (i128, usize)> = std::collections::BTreeMap::new();
        let users = api.rows("user?limit=1000").await;
        for user in &users {
            for account in api.accounts(user["id"].as_u64().expect("an id")).await {
                let of = held.entry(text(&account["currency"])).or_default();
                *of = (of.0 + units(&text(&account["balance"])), of.1 + 1);
            }
        }
        let page = world.desk().await;
        connect_to(&page, OVERVIEW).await;
        let region = page.thing(&["region"], "Money held per currency");
        region.has_text(&format!("From the accounts of all {} customers", users.len())).await;
        for (currency, (sum, accounts)) in held {
            let cell =
                page.any(&["listitem"]).within(&region).containing(&format!("{currency} {accounts} account"));
            let shown = cell.text().await;
            let figure = shown.split(" account").nth(1).expect("a figure").trim_start_matches('s').trim();
            let figure = figure.split(' ').next().expect("digits");
            assert_eq!(units(figure), sum, "{currency}: {shown}");
        }
    });
}

#[test]
fn rule_9_every_count_agrees_with_the_list_it_leads_to() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, OVERVIEW).await;
        for status in ["Success", "Pending", "Failed"] {
            let number = number_of(&page, status).await;
            page.link(&format!("{status}: {number}")).click().await;
            page.heading(&format!("Transactions {number}")).shown().await;
            page.back().await;
        }
        for (region, link, list) in [
            ("Blocked customers", "These customers", "Customers"),
            ("About to lapse", "These grants", "Transactions"),
        ] {
            page.until(&format!("{region} are counted"), async || {
                page.any(&["heading"]).names().await.iter().any(|name| {
                    name.strip_prefix(region).is_some_and(|count| count.trim().parse::<u64>().is_ok())
                })
            })
            .await;
            let names = page.any(&["heading"]).names().await;
            let number =
                names.iter().find_map(|name| name.strip_prefix(region)).expect("a count").trim().to_owned();
            page.link(link).within(&page.thing(&["region"], &format!("{region} {number}"))).click().await;
            page.heading(&format!("{list} {number}")).shown().await;
            page.back().await;
        }
    });
}

#[test]
fn rule_9_what_came_in_and_went_out_is_the_sum_of_its_list() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, "/merchant?days=90&currency=EUR").await;
        counted(&page).await;
        let flow = page.thing(&["region"], "In and out per day");
        let links = flow.addresses().await;
        for (kind, word) in [("income", "In, 90 days"), ("outcome", "Out")] {
            let address = links.iter().find(|link| link.contains(kind)).expect("a link to the list");
            let query = address.split_once('?').expect("filters").1;
            let rows = api.rows(&format!("transaction?limit=1000&{query}")).await;
            let in_euro = rows.iter().filter(|row| row["currency"] == "EUR");
            let sum: i128 = in_euro.map(|row| units(&text(&row["price"]))).sum();
            let cents = sum / 1_000_000;
            flow.has_text(&format!("{word} {}", grouped(&format!("{}.{:02}", cents / 100, cents % 100))))
                .await;
        }
    });
}

#[test]
fn the_table_says_what_the_chart_draws() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, "/merchant?days=30&currency=USD").await;
        counted(&page).await;
        let flow = page.thing(&["region"], "In and out per day");
        let drawn = page.any(&["image"]).within(&flow).names().await;
        assert_eq!(drawn.len(), 30);
        page.button("Show as a table").click().await;
        page.button("Show as a table").has_state("pressed", "true").await;
        let rows = page.any(&["table"]).within(&flow).rows().await;
        assert_eq!(rows[0], ["Day", "In", "Out", "Net"]);
        let spoken: Vec<String> = rows[1..]
            .iter()
            .rev()
            .map(|row| {
                let digits = |cell: &str| cell.trim_end_matches(" USD").to_owned();
                format!("{}: in {}, out {} USD", row[0], digits(&row[1]), digits(&row[2]))
            })
            .collect();
        assert_eq!(spoken, drawn);
        for row in &rows[1..] {
            let [money_in, out, net] = [1, 2, 3].map(|cell| units(row[cell].trim_end_matches(" USD")));
            assert_eq!(money_in + out, net, "{row:?}");
        }
        let all: i128 = rows[1..].iter().map(|row| units(row[1].trim_end_matches(" USD"))).sum();
        let shown = flow.text().await;
        let headline =
            shown.split("In, 30 days ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a sum");
        assert_eq!(units(headline), all);
    });
}

#[test]
fn the_keyboard_goes_from_day_to_day() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, "/merchant?days=7").await;
        counted(&page).await;
        let flow = page.thing(&["region"], "In and out per day");
        let days = page.any(&["image"]).within(&flow).names().await;
        page.tab_to(&format!("image \"{}\"", days[6])).await;
        page.press("Left").await;
        assert_eq!(page.focused().await, format!("image \"{}\"", days[5]));
        page.press("Home").await;
        assert_eq!(page.focused().await, format!("image \"{}\"", days[0]));
        page.press("Left").await;
        assert_eq!(page.focused().await, format!("image \"{}\"", days[0]));
        page.press("End").await;
        assert_eq!(page.focused().await, format!("image \"{}\"", days[6]));
    });
}

#[test]
fn period_and_currency_stand_in_the_address() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, OVERVIEW).await;
        counted(&page).await;
        page.button("7 days").click().await;
        page.at("/merchant?days=7").await;
        page.says("In, 7 days").await;
        page.button("EUR").click().await;
        page.at("/merchant?days=7&currency=EUR").await;
        page.says("Net, EUR").await;
        page.reload().await;
        connect(&page).await;
        page.at("/merchant?days=7&currency=EUR").await;
        page.says("Net, EUR").await;
        page.button("7 days").has_state("pressed", "true").await;
        page.button("30 days").click().await;
        page.says("In, 30 days").await;
        page.back().await;
        page.says("In, 7 days").await;
    });
}

#[test]
fn what_was_counted_is_kept_and_only_what_is_newer_is_read() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, OVERVIEW).await;
        counted(&page).await;
        let customer = api.customer().id;
        let account = api.account_in(customer, "USD").await;
        let flow = page.thing(&["region"], "In and out per day");
        let before = flow.text().await;
        page.link("Transactions").click().await;
        page.heading("Overview").gone().await;
        let top_up = json!({ "clientId": customer, "amount": "12.34", "reason": "meanwhile", "merchantOrderId": "meanwhile-1" });
        api.post(&format!("payment-account/{account}/top-up"), top_up).await;
        page.link("Overview").click().await;
        page.until("what is newer is counted", async || {
            let shown = flow.text().await;
            let sum = |text: &str| {
                text.split("In, 30 days ").nth(1).and_then(|rest| rest.split(' ').next()).map(units)
            };
            sum(&shown).zip(sum(&before)).is_some_and(|(now, then)| now - then == units("12.34"))
        })
        .await;
        assert_eq!(
            page.requests("lastTransactionId=").await,
            2,
            "a count and a page, of what is newer alone"
        );
    });
}

#[test]
fn very_many_are_not_read_without_asking() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let many = |total: u64| {
            json!({ "data": [], "meta": { "currentPage": 1, "lastPage": total, "perPage": 1, "total": total } }).to_string()
        };
        page.before_documents(&answers("limit=1&", &many(250_000), "/api/v1/transaction")).await;
        page.before_documents(&answers("limit=1&", &many(2_618), "/api/v1/user")).await;
        connect_to(&page, OVERVIEW).await;
        page.says("250,000 transactions in 30 days are more than are read without asking.").await;
        page.says("You have 2,618 customers, and the system is asked for the accounts of each.").await;
        assert_eq!(page.requests("/payment-account").await, 0);
        assert_eq!(page.requests("limit=1000").await, 0);
        let flow = page.thing(&["region"], "In and out per day");
        page.button("Read them").within(&flow).click().await;
        counted(&page).await;
        page.says("customers who moved money in 30 days").await;
        page.button("Read them").click().await;
        let users = api.total("user?limit=1").await;
        page.says(&format!("From the accounts of all {} customers", count(users))).await;
    });
}

#[test]
fn counting_can_be_stopped() {
    test(async |world| {
        let page = world.desk().await;
        page.before_documents(&delays("limit=1000", 60_000)).await;
        connect_to(&page, OVERVIEW).await;
        let flow = page.thing(&["region"], "In and out per day");
        page.button("Stop").within(&flow).click().await;
        flow.has_text("Not counted: stopped.").await;
        page.button("Read them").within(&flow).shown().await;
    });
}

#[test]
fn rule_8_a_row_that_cannot_be_read_costs_one_row() {
    test(async |world| {
        let api = Api::of(world).await;
        let mut page_of_many = api.get("transaction?limit=1000").await;
        let mut rows = list(page_of_many["data"].take());
        rows.truncate(9);
        rows[1]["price"] = json!({});
        page_of_many =
            json!({ "data": rows, "meta": { "currentPage": 1, "lastPage": 1, "perPage": 1000, "total": 9 } });
        let page = world.desk().await;
        page.before_documents(&answers("limit=1000", &page_of_many.to_string(), "/api/v1/transaction")).await;
        connect_to(&page, "/merchant?days=90").await;
        counted(&page).await;
        page.thing(&["region"], "In and out per day")
            .has_text("One thing could not be read and is not in these figures.")
            .await;
    });
}

#[test]
fn a_figure_that_cannot_be_had_says_why_and_leaves_the_others() {
    test(async |world| {
        let page = world.desk().await;
        page.allow_log("status of 403");
        page.allow_log("status of 429");
        let refusal = |status: u16, part: &str| {
            format!("[{status}, {}, {}]", json!(part), json!({ "message": "The register is closed" }))
        };
        page.before_documents(&refuses(&[
            refusal(403, "status=fail"),
            refusal(403, "limit=1000&orderColumn=id"),
            refusal(429, "isBlocked=true"),
        ]))
        .await;
        connect_to(&page, OVERVIEW).await;
        let rate = page.thing(&["region"], "Success rate");
        rate.has_text("Not allowed. It says: The register is closed. Nothing has changed.").await;
        page.thing(&["region"], "Blocked customers").has_text("Too many tries.").await;
        page.thing(&["region"], "Low on money 0").found().await;
        page.row("@example").found().await;
    });
}

#[test]
fn without_the_newest_the_figures_come_all_the_same() {
    test(async |world| {
        let page = world.desk().await;
        page.allow_log("status of 403");
        let refusal = format!("[403, \"limit=8\", {}]", json!({ "message": "The register is closed" }));
        page.before_documents(&refuses(&[refusal])).await;
        connect_to(&page, OVERVIEW).await;
        page.says("The register is closed").await;
        page.thing(&["region"], "Low on money 0").found().await;
        page.thing(&["region"], "Money held per currency").has_text("USD").await;
    });
}

/// Answers requests whose addresses have this in them itself.
fn answers(part: &str, body: &str, path: &str) -> String {
    format!(
        "(() => {{ const ask = window.fetch;
            window.fetch = (request, ...more) => {{
                const address = request.url ?? String(request);
                if (!address.includes({}) || !address.includes({} + '?')) return ask(request, ...more);
                return Promise.resolve(new Response({}, {{ headers: {{ 'content-type': 'application/json' }} }}));
            }}; }})()",
        json!(part),
        json!(path),
        json!(body)
    )
}

fn delays(part: &str, milliseconds: u32) -> String {
    format!(
        "(() => {{ const ask = window.fetch;
            window.fetch = (request, ...more) => {{
                const address = request.url ?? String(request);
                const asked = ask(request, ...more);
                return address.includes({}) ? new Promise(done => setTimeout(() => done(asked), {milliseconds})) : asked;
            }}; }})()",
        json!(part)
    )
}

fn refuses(refusals: &[String]) -> String {
    format!(
        "(() => {{ const ask = window.fetch;
            window.fetch = (request, ...more) => {{
                const address = request.url ?? String(request);
                const refusal = [{}].find(([, part]) => address.includes(part));
                if (!refusal) return ask(request, ...more);
                return Promise.resolve(new Response(JSON.stringify(refusal[2]), {{ status: refusal[0], headers: {{ 'content-type': 'application/json', 'retry-after': '600' }} }}));
            }}; }})()",
        refusals.join(", ")
    )
}
