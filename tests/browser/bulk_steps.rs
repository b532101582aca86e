//! What tests of bulk work do on their way: rows put in and checked, a run begun, its file read.

use serde_json::json;

use super::api::Api;
use super::harness::Page;
use super::steps::connect_to;

/// Opens the work on a kind.
pub async fn open(page: &Page, kind: &str) {
    connect_to(page, &format!("/merchant/bulk?kind={kind}")).await;
}

/// Pastes rows and has them checked.
pub async fn check(page: &Page, rows: &str) {
    put(page, rows).await;
    checks(page).await;
}

/// Puts rows into the field as a paste does: all at once.
pub async fn put(page: &Page, rows: &str) {
    page.field("Rows").shown().await;
    let rows = json!(rows);
    let set = format!(
        "(() => {{ const field = document.querySelector('textarea'); field.value = {rows};
            field.dispatchEvent(new Event('input', {{ bubbles: true }})); return true; }})()"
    );
    page.evaluate(&set).await;
}

pub async fn checks(page: &Page) {
    page.evaluate("(document.querySelector('.bulk-rows [type=submit]').click(), true)").await;
    page.button("Check again").shown().await;
}

/// Reviews the run and begins it.
pub async fn begin(page: &Page, button: &str) {
    page.button("Review").click().await;
    page.dialog("Review the run").has_text("Sandbox").await;
    page.button(button).click().await;
    page.any(&["dialog"]).gone().await;
}

/// Waits until the run has ended.
pub async fn ended(page: &Page) {
    page.button("Check what is left").shown().await;
}

/// What the result file says, row by row without its headings.
pub async fn result(page: &Page) -> Vec<Vec<String>> {
    let watch = "(() => { window.__files = []; window.__make ??= URL.createObjectURL.bind(URL);
        URL.createObjectURL = blob => { blob.text().then(text => window.__files.push(text)); return window.__make(blob); };
        return true; })()";
    page.evaluate(watch).await;
    page.button("Save the result").click().await;
    page.until("the file is there", async || page.evaluate("window.__files.length").await == json!(1)).await;
    let text = page.evaluate("window.__files[0]").await;
    let sheet = purser::csv::read(text.as_str().expect("a text")).expect("a table");
    sheet.records.into_iter().skip(1).map(|record| record.cells).collect()
}

/// The outcome, the id, the reference of a row of the result.
pub fn outcome(row: &[String]) -> (&str, &str, &str) {
    let cell = |from_end: usize| row[row.len() - from_end].as_str();
    (cell(4), cell(3), cell(2))
}

/// Two accounts in dollars of two customers who may do everything.
pub async fn accounts(api: &Api) -> Vec<(u64, u64)> {
    let mut found = Vec::new();
    for user in api.rows("user?limit=60&isBlocked=false&isActivated=true").await {
        let customer = user["id"].as_u64().expect("an id");
        for account in api.accounts(customer).await {
            let is_it =
                account["currency"] == "USD" && account["type"] != "promo" && account["is_active"] == true;
            if let (true, Some(account)) = (is_it, account["id"].as_u64()) {
                found.push((account, customer));
            }
        }
        if found.len() >= 2 {
            return found;
        }
    }
    panic!("the demo has two accounts in dollars");
}

/// How many transactions bear a reference.
pub async fn effects(api: &Api, reference: &str) -> usize {
    api.rows(&format!("transaction?merchantOrderId={reference}&limit=50")).await.len()
}

/// Every row's effect in the ledger is what the file says: one for what is done, none for what is not.
pub async fn the_file_is_true(api: &Api, rows: &[Vec<String>]) {
    for row in rows {
        let (said, id, reference) = outcome(row);
        if reference.is_empty() {
            assert!(["skipped", "cannot"].contains(&said), "{row:?}");
            continue;
        }
        let happened = effects(api, reference).await;
        assert_eq!(happened, usize::from(said == "done"), "{row:?}");
        if said == "done" {
            let found = api.rows(&format!("transaction?merchantOrderId={reference}")).await;
            assert_eq!(found[0]["id"].to_string(), id, "{row:?}");
        }
    }
}

pub fn cents(text: &str) -> i64 {
    let (whole, cents) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{cents:0<2}").parse().expect("cents")
}

pub fn allow_failures(page: &Page) {
    page.allow_log("net::ERR_");
    page.allow_log("Failed to load resource: the server responded with a status of");
}
