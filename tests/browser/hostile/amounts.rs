//! Amounts that cannot be read exactly are not shown as other ones: each row is there with its amount to the last digit,
//! or is said to be unreadable.

use serde_json::{Value, json};

use super::rows::Marked;
use super::screens::{self, Screen};
use super::stage::Stage;
use super::{Area, enter, values};
use crate::api::Api;
use crate::crypto_api::Coins;
use crate::harness::{Answer, test};

/// Which screen, where its rows name themselves, and where their amount stands.
const LISTS: &[(Area, &str, &str, &str)] = &[
    (Area::Merchant, "/merchant/transactions", "/descriptor", "/price"),
    (Area::Merchant, "/merchant/accounts", "/name", "/balance"),
    (Area::Customer, "/wallet/transactions", "/descriptor", "/price"),
    (Area::Holder, "/crypto", "/title", "/balance"),
    (Area::Holder, "/crypto/history", "/title", "/amount"),
];

/// What a row shows as money, by the number in its name; and all that the page says.
const SHOWN: &str = "(() => { const shown = {};
    for (const row of document.querySelectorAll('main tr, main li')) {
        const mark = row.textContent.match(/mark-(\\d+)-/);
        if (mark && !row.querySelector('tr, li')) shown[mark[1]] = [...row.querySelectorAll('.money')].map(money => money.textContent);
    }
    return [shown, document.body.textContent]; })()";

/// Without what grouping, signs, currencies and noughts add to a number.
fn digits(text: &str) -> String {
    let plain: String =
        text.chars().filter(|character| character.is_ascii_digit() || *character == '.').collect();
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    format!("{}.{}", whole.trim_start_matches('0'), decimals.trim_end_matches('0'))
}

fn body(screen: &Screen, (mark_at, amount_at): (&str, &str), payloads: &[values::Payload]) -> String {
    let mut answer = screen.truth.clone();
    let rows = answer.pointer_mut(screen.at).expect("rows");
    let first = match &*rows {
        Value::Object(rows) => rows.values().next().cloned(),
        rows => rows.get(0).cloned(),
    };
    let mut marked = Marked::default();
    let made = payloads.iter().enumerate().map(|(number, payload)| {
        let mut row = first.clone().expect("a row");
        if let Some(id) = row.get_mut("id") {
            *id = if id.is_string() { json!(format!("row{number}")) } else { json!(700_000 + number) };
        }
        for at in [mark_at, "/message"] {
            if let Some(name) = row.pointer_mut(at) {
                *name = json!(format!("mark-{number}-"));
            }
        }
        *row.pointer_mut(amount_at).expect("an amount") = marked.mark(&payload.raw);
        row
    });
    *rows = made.collect();
    marked.write(&answer)
}

#[test]
fn rule_1_what_a_system_says_is_shown_to_the_last_digit_or_not_at_all() {
    test(async |world| {
        let api = Api::of(world).await;
        let mut screens = screens::of_merchant(&api).await;
        screens.extend(screens::of_customer(&api).await);
        screens.extend(screens::of_holder(&Coins::of(world)).await);
        let payloads: Vec<_> = values::numbers().collect();
        let mut stage = Stage::of(world).await;
        let mut is_in = None;
        for (area, path, mark_at, amount_at) in LISTS {
            if is_in != Some(area) {
                enter(&stage, &api, *area).await;
                is_in = Some(area);
            }
            let is_it = |screen: &&Screen| screen.is_list && screen.address.split('?').next() == Some(path);
            let screen = screens.iter().find(is_it).expect("a screen");
            let body = body(screen, (mark_at, amount_at), &payloads);
            let (method, operation) = (screen.operation.0, screen.operation.1.as_str());
            let address = if *path == "/crypto" { "/crypto?empty=shown" } else { screen.address.as_str() };
            stage.throw("all amounts", (method, operation), address, Answer::json(body)).await;
            let shown = stage.page.evaluate(SHOWN).await;
            let all = shown[1].as_str().expect("a text");
            let field = amount_at.trim_start_matches('/');
            let mut exact = 0;
            for (number, payload) in payloads.iter().enumerate() {
                let is_unreadable = all.contains(&format!("[{number}].{field}"));
                let moneys: Vec<&str> = shown[0][number.to_string()]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect();
                let is_exact = payload
                    .amount
                    .as_ref()
                    .is_some_and(|amount| moneys.iter().any(|money| digits(money) == digits(amount)));
                exact += usize::from(is_exact);
                // The portfolio leaves out coins of which there is nothing.
                let is_left_out =
                    moneys.is_empty() && *path == "/crypto" && payload.amount.as_deref() == Some("0");
                if !is_left_out && is_exact == is_unreadable || is_unreadable && !moneys.is_empty() {
                    stage.problems.push(format!(
                        "{} at {path}: shown as {moneys:?}, unreadable: {is_unreadable}",
                        payload.name
                    ));
                }
            }
            if exact < 20 {
                stage.problems.push(format!("{path}: only {exact} amounts were shown"));
            }
        }
        stage.end().await;
    });
}
