//! Centrapay wallets: told apart, created, and their balances counted.

use serde_json::{Value, json};

use super::api::Api;
use super::harness::{Page, test};
use super::steps::connect_to;

async fn wallets(api: &Api) -> Vec<Value> {
    let answer = api.centrapay("wallets").await;
    answer.as_array().expect("a list").clone()
}

/// Whole cents as the console writes them.
fn dollars(cents: &str) -> String {
    let (sign, cents) = cents.strip_prefix('-').map_or(("", cents), |cents| ("\u{2212}", cents));
    let padded = format!("{cents:0>3}");
    let (whole, rest) = padded.split_at(padded.len() - 2);
    format!("{sign}{}", super::steps::grouped(&format!("{whole}.{rest}")))
}

async fn open(page: &Page, id: &str) {
    connect_to(page, &format!("/merchant/centrapay/{id}")).await;
}

#[test]
fn real_money_and_test_money_are_told_apart() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, "/merchant/centrapay").await;
        let all = wallets(&api).await;
        for (heading, ending) in [("Real money", ".main"), ("Test money, worth nothing", ".test")] {
            let section = page.thing(&["region"], heading);
            for wallet in &all {
                let is_in = wallet["ledgerId"].as_str().is_some_and(|ledger| ledger.ends_with(ending));
                let cents = wallet["balance"].as_str().expect("cents");
                if is_in {
                    section.has_text(&format!("{} NZD", dollars(cents))).await;
                }
            }
        }
    });
}

#[test]
fn what_is_not_said_to_be_real_money_stands_under_its_own_ledger() {
    test(async |world| {
        let page = world.desk().await;
        connect_to(&page, "/merchant/webhooks").await;
        let wallet = |id: &str, ledger: &str| json!({ "id": id, "ledgerId": ledger, "currency": "NZD", "balance": "12300" });
        let rows = json!([
            wallet("real", "centrapay.nzd.main"),
            wallet("worthless", "centrapay.nzd.test"),
            wallet("odd", "centrapay.nzd.pilot"),
            { "id": "silent", "currency": "NZD", "balance": "100" }
        ]);
        answers(&page, 200, &rows.to_string()).await;
        page.link("Centrapay wallets").click().await;
        for (heading, id) in [
            ("Real money", "real"),
            ("Test money, worth nothing", "worthless"),
            ("Ledger centrapay.nzd.pilot", "odd"),
            ("Ledger not said", "silent"),
        ] {
            let section = page.thing(&["region"], heading);
            section.has_text(id).await;
            assert_eq!(page.any(&["listitem"]).within(&section).count().await, 1, "{heading}");
        }
    });
}

#[test]
fn a_settlement_wallet_is_created_through_the_form() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, "/merchant/centrapay").await;
        let before = wallets(&api).await;
        super::steps::keep_posted(&page, "/wallets").await;
        page.button("New wallet").click().await;
        page.field("Ledger").choose("Real money").await;
        page.field("Settlement wallet").click().await;
        page.button("Create wallet").within(&page.dialog("New wallet")).click().await;
        page.dialog("New wallet").gone().await;
        let after = wallets(&api).await;
        let new: Vec<&Value> =
            after.iter().filter(|wallet| before.iter().all(|known| known["id"] != wallet["id"])).collect();
        assert_eq!(new.len(), 1);
        assert_eq!(new[0]["ledgerId"], "centrapay.nzd.main");
        // No list says it of a wallet.
        let account = &before[0]["accountId"];
        assert_eq!(
            super::steps::posted(&page).await,
            json!([{ "accountId": account, "ledgerId": "centrapay.nzd.main", "settlement": true }])
        );
        let real = after.iter().filter(|wallet| wallet["ledgerId"] == "centrapay.nzd.main").count();
        let section = page.thing(&["region"], "Real money");
        page.until("it stands under real money", async || {
            page.any(&["listitem"]).within(&section).count().await == real
        })
        .await;
    });
}

#[test]
fn the_balance_after_each_line_is_counted_to_the_first() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let wallet = wallets(&api).await.swap_remove(0);
        let id = wallet["id"].as_str().expect("an id").to_owned();
        open(&page, &id).await;
        page.row("NZD").found().await;
        let mut key = None::<String>;
        let mut expected = Vec::new();
        let mut balance: i128 = wallet["balance"].as_str().expect("cents").parse().expect("cents");
        loop {
            let query = key.as_deref().map(|key| format!("?pageKey={}", percent(key))).unwrap_or_default();
            let answer = api.centrapay(&format!("wallets/{id}/transactions{query}")).await;
            for line in answer["items"].as_array().expect("items") {
                expected.push(dollars(&balance.to_string()));
                balance -= line["value"].as_str().expect("cents").parse::<i128>().expect("cents");
            }
            key = answer["nextPageKey"].as_str().map(str::to_owned);
            if key.is_none() {
                break;
            }
            page.button("Load more").click().await;
            let so_far = expected.len();
            page.until("more is there", async || page.any(&["row"]).count().await > so_far + 1).await;
        }
        assert_eq!(balance, 0, "the sandbox adds up");
        page.says("That is all of them. They add up to the balance.").await;
        let rows = page.table("Transactions").rows().await;
        let shown: Vec<&String> = rows.iter().skip(1).filter_map(|row| row.last()).collect();
        assert_eq!(shown, expected.iter().collect::<Vec<_>>());
        assert!(expected.len() > 50, "more than a page");
    });
}

#[test]
fn refusals_of_centrapay_are_worded() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("Failed to load resource: the server responded with a status of 4");
        connect_to(&page, "/merchant/centrapay").await;
        let account = wallets(&api).await[0]["accountId"].as_str().expect("an id").to_owned();
        let dialog = page.dialog("New wallet");
        let create = || page.button("Create wallet").within(&dialog);
        // One of test money is there; four more are allowed.
        for _ in 0..4 {
            page.button("New wallet").click().await;
            assert_eq!(page.field("Account id").value().await, account);
            create().click().await;
            dialog.gone().await;
        }
        page.until("five of test money", async || {
            wallets(&api).await.iter().filter(|wallet| wallet["ledgerId"] == "centrapay.nzd.test").count()
                == 5
        })
        .await;
        page.button("New wallet").click().await;
        create().click().await;
        page.says("This account has as many wallets as it may.").await;
        page.field("Account id").fill("not an id").await;
        create().click().await;
        page.says("Enter letters and digits").await;
        page.press("Escape").await;
        dialog.gone().await;
        page.goto("/merchant/centrapay/WRhAxxWpTKb5U7pXyxQjjY").await;
        super::steps::connect(&page).await;
        page.says("There is no such wallet").await;
    });
}

#[test]
fn rule_12_each_system_gets_its_own_key_only() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        page.allow_log("Failed to load resource: the server responded with a status of 401");
        page.goto("/merchant/connect").await;
        page.field("API key").fill(&api.key).await;
        page.evaluate("document.querySelector('details.more').open = true").await;
        page.field("Centrapay API key optional").fill("other_key_for_centrapay").await;
        page.button("Connect").click().await;
        page.says("Enter the account that wallets belong to.").await;
        page.field("Centrapay account id optional").fill("abc").await;
        let listen = "(() => { const real = window.fetch; window.seen = [];
            window.fetch = (input, init) => { const request = new Request(input, init);
                window.seen.push([new URL(request.url).pathname, request.headers.get('authorization'), request.headers.get('x-api-key')]);
                return real(input, init); }; })()";
        page.evaluate(listen).await;
        page.button("Connect").click().await;
        page.says("Centrapay: Not accepted.").await;
        let seen = page.evaluate("window.seen").await;
        assert_eq!(
            seen,
            json!([["/api/v1/user", api.key, null], ["/api/wallets", null, "other_key_for_centrapay"]])
        );
        // Without such a key nothing is asked.
        page.field("Centrapay API key optional").fill(" ").await;
        page.field("Centrapay account id optional").fill(" ").await;
        page.button("Connect").click().await;
        page.at("/merchant").await;
        page.link("Centrapay wallets").click().await;
        page.says("This connection has no Centrapay key").await;
        assert_eq!(page.requests("/api/wallets").await, 1);
    });
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
}

/// Lets Centrapay answer the next readings of the wallets with this.
async fn answers(page: &Page, status: u16, body: &str) {
    let script = format!(
        "(() => {{ const real = window.real ??= window.fetch; window.fetch = (input, init) =>
            new URL(new Request(input, init).url).pathname === '/api/wallets'
                ? Promise.resolve(new Response({body}, {{ status: {status}, headers: {{ 'content-type': 'application/json' }} }}))
                : real(input, init); }})()",
        body = json!(body),
    );
    page.evaluate(&script).await;
}

#[test]
fn what_keeps_wallets_from_being_read_is_said() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        connect_to(&page, "/merchant/webhooks").await;
        let again = async |status, body, says| {
            answers(&page, status, body).await;
            page.link("Webhooks").click().await;
            page.at("/merchant/webhooks").await;
            page.link("Centrapay wallets").click().await;
            page.says(says).await;
            assert_eq!(page.any(&["listitem"]).containing("NZD").count().await, 0);
        };
        again(200, "[]", "There are no wallets yet").await;
        again(401, r#"{"message":"UNAUTHORIZED"}"#, "UNAUTHORIZED").await;
        again(403, r#"{"message":"FORBIDDEN"}"#, "FORBIDDEN").await;
        again(429, r#"{"message":"Slow down"}"#, "Too many tries.").await;
        page.evaluate("window.fetch = window.real").await;
        page.button("Try again").click().await;
        let cents = wallets(&api).await[0]["balance"].as_str().expect("cents").to_owned();
        page.says(&format!("{} NZD", dollars(&cents))).await;
        // The rows of a list of links are gone through by keys, too.
        page.press("j").await;
        let focused = page.evaluate("document.activeElement.pathname").await;
        assert!(focused.as_str().is_some_and(|path| path.starts_with("/merchant/centrapay/")), "{focused}");
        page.press("Enter").await;
        page.table("Transactions").shown().await;
    });
}
