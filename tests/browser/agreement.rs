//! Rule 9 for filters nobody thought of: list, totals, export and address agree.

use std::time::Instant;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use purser::export::{Format, TRANSACTIONS};
use purser::pages::shared::transaction_filters;
use purser::paths::query_pairs;
use purser::totals::Totals;
use purser::whole::Whole;
use purser::{csv, ui::filters::Filter};
use purser_api::centrowallet::transaction::{self, TransactionFilter, TransactionOrder};
use purser_api::centrowallet::{Caller, OrderDirection};
use purser_api::{Answer, Decimal, Endpoints, System, decimal};
use serde_json::Value;

use super::api::Api;
use super::exports::{column, export};
use super::files::Files;
use super::harness::test;
use super::listing::{TRANSACTIONS as LIST, count};
use super::steps::connect_to;
use super::totals::{all_rows, are_those_of};

/// Any filters at all, as an address has them, and what they mean for a row of the API.
fn address(rows: &[Value]) -> impl Strategy<Value = String> + use<> {
    let some = |name: &'static str, values: Vec<String>| {
        prop_oneof![3 => Just(None), 1 => proptest::sample::select(values).prop_map(Some)]
            .prop_map(move |value| value.map(|value| format!("{name}={}", value.replace(' ', "+"))))
    };
    let words = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    let of = |name: &str| -> Vec<String> {
        let texts = rows.iter().filter_map(|row| row[name].as_str()).filter(|text| !text.is_empty());
        texts.step_by(37).map(str::to_owned).collect()
    };
    let days: Vec<String> = rows
        .iter()
        .step_by(41)
        .filter_map(|row| row["date"]["date"].as_str()?.get(..10).map(str::to_owned))
        .collect();
    let ids: Vec<String> = rows.iter().step_by(53).map(|row| row["id"].to_string()).collect();
    let lists: Vec<String> = ids.chunks(5).map(|ids| ids.join(",")).collect();
    (
        (
            some("status", words(&["success", "fail", "processing"])),
            some("type", words(&["income", "outcome"])),
            some("mode", words(&["wallet", "card", "void", "test"])),
            some("action", words(&["charge", "refund", "deposit"])),
            some("virtual", words(&["true", "false"])),
            some("onlyWithExpireDate", words(&["true", "false"])),
        ),
        (
            some("dateFrom", days.clone()),
            some("dateTo", days),
            some("descriptor", of("descriptor")),
            some("paymentMethod", of("paymentMethod")),
            some("paymentAccountId", words(&["1", "2", "3", "17"])),
            some("lastTransactionId", ids),
            some("idList", lists),
        ),
    )
        .prop_map(|((a, b, c, d, e, f), (g, h, i, j, k, l, m))| {
            [a, b, c, d, e, f, g, h, i, j, k, l, m].into_iter().flatten().collect::<Vec<_>>().join("&")
        })
}

/// Whether a row fits, by what the API's documents say, without the console.
fn fits(row: &Value, address: &str) -> bool {
    let day = || row["date"]["date"].as_str().and_then(|date| date.get(..10)).unwrap_or_default();
    let number = |name: &str| row[name].as_u64().unwrap_or_default();
    let is = |name: &str, value: &str| value.parse().is_ok_and(|value: u64| number(name) == value);
    query_pairs(address).iter().all(|(name, value)| match name.as_str() {
        "dateFrom" => day() >= value.as_str(),
        "dateTo" => day() <= value.as_str(),
        "virtual" => row["isVirtual"] == (value == "true"),
        "onlyWithExpireDate" => value != "true" || !row["dateExpire"].is_null(),
        "paymentAccountId" => is("paymentAccountId", value),
        "lastTransactionId" => number("id") > value.parse().expect("a number"),
        "idList" => value.split(',').any(|id| is("id", id)),
        name => row[name] == value.as_str(),
    })
}

fn price(row: &Value) -> Decimal {
    decimal::parse(&row["price"].to_string().replace('"', "")).expect("an amount")
}

#[test]
fn rule_9_list_totals_and_export_agree_for_two_hundred_filters() {
    test(async |world| {
        let api = Api::of(world).await;
        let rows = all_rows(&api, "").await;
        let endpoints = Endpoints::default().with_base(System::CentroWallet, &world.sandbox().address());
        let client = reqwest::Client::new();
        let mut runner = TestRunner::deterministic();
        let strategy = address(&rows);
        let mut found = 0;
        for _ in 0..200 {
            let address = strategy.new_tree(&mut runner).expect("an address").current();
            let pairs = query_pairs(&address);
            let takes = |filter: &&Filter, value: &str| filter.takes(value);
            for (name, value) in &pairs {
                let filter = transaction_filters::OF_ALL.iter().find(|filter| filter.name == name);
                assert!(filter.is_some_and(|filter| takes(&filter, value)), "the bar takes {name}={value}");
            }
            let wanted: Vec<&Value> = rows.iter().filter(|row| fits(row, &address)).collect();
            found += usize::from(!wanted.is_empty());
            let (mut totals, mut whole) = (Totals::default(), Whole::default());
            let mut file = TRANSACTIONS.begin(Format::Csv, &pairs);
            // Small pages, so that there are several.
            for number in 1.. {
                let filter = TransactionFilter {
                    limit: Some(400),
                    page: Some(number),
                    order_column: Some(TransactionOrder::Id),
                    order_direction: Some(OrderDirection::Ascending),
                    ..transaction_filters::read(&pairs)
                };
                let request = transaction::list(Caller::Merchant { client_id: None }, &filter);
                let (_, url) = endpoints.resolve(request.parts()).expect("an address");
                let answer =
                    client.get(url).header("authorization", &api.key).send().await.expect("an answer");
                assert!(answer.status().is_success(), "{} of {address}", answer.status());
                let body = answer.bytes().await.expect("a body");
                let page = request.decode(&Answer::new(200, &body)).expect("a page");
                let is_last = page.meta.last_page <= number;
                assert_eq!(page.meta.total, wanted.len() as u64, "the list of {address}");
                totals.take(page.clone());
                file += &TRANSACTIONS.piece(Format::Csv, &mut whole, page);
                if is_last {
                    break;
                }
            }
            assert!(!whole.has_changed() && whole == totals.whole, "{address}");
            let ids: Vec<String> = wanted.iter().map(|row| row["id"].to_string()).collect();
            assert_eq!(column(&file, "id"), ids, "the file of {address}");
            let in_file: Decimal =
                column(&file, "price").iter().map(|price| decimal::parse(price).expect("an amount")).sum();
            assert_eq!(in_file, wanted.iter().map(|row| price(row)).sum::<Decimal>(), "{address}");
            let mut counted = 0;
            for group in totals.groups() {
                let of_it = |row: &&&Value| {
                    row["currency"] == group.currency.as_str() && row["status"] == group.status.as_str()
                };
                let income = |row: &&&Value| row["type"] == "income";
                let sum = |rows: Vec<&Value>| rows.into_iter().map(price).sum::<Decimal>();
                let (incomes, outcomes): (Vec<&Value>, Vec<&Value>) =
                    wanted.iter().filter(of_it).partition(income);
                counted += group.rows;
                assert_eq!(group.income.money.map(|money| money.amount()), Some(sum(incomes)), "{address}");
                assert_eq!(
                    group.outcome.money.map(|money| money.amount()),
                    Some(-sum(outcomes)),
                    "{address}"
                );
            }
            assert_eq!(counted, wanted.len() as u64, "{address}");
            assert_eq!(csv::read(&file).expect("a table").records.len(), wanted.len() + 1);
        }
        assert!(found > 60, "filters that find nothing prove little: {found} found something");
    });
}

/// One page, led from address to address as links do it.
#[test]
fn rule_9_the_screen_agrees_for_two_hundred_filters() {
    test(async |world| {
        let api = Api::of(world).await;
        let page = world.desk().await;
        let files = Files::of(world, &page).await;
        connect_to(&page, LIST.address).await;
        let rows = all_rows(&api, "").await;
        let mut runner = TestRunner::deterministic();
        let strategy = address(&rows);
        let begun = Instant::now();
        for turn in 0..200 {
            let address = strategy.new_tree(&mut runner).expect("an address").current();
            let wanted: Vec<Value> = rows.iter().filter(|row| fits(row, &address)).cloned().collect();
            let go = format!(
                "(history.pushState(null, '', '{}?{address}'), dispatchEvent(new PopStateEvent('popstate')))",
                LIST.address
            );
            page.evaluate(&go).await;
            page.heading(&format!("Transactions {}", count(wanted.len() as u64))).shown().await;
            if wanted.len() > 1_000 {
                page.button(&format!("Add up all {}", count(wanted.len() as u64))).click().await;
            }
            if wanted.iter().any(|row| row["status"] == "success") {
                are_those_of(&page, &wanted).await;
            }
            // A file takes the browser long; the rows in it are those of the totals by construction.
            if turn % 10 == 0 {
                let (_, text) = export(&page, &files, "CSV file").await;
                let ids: Vec<String> = wanted.iter().map(|row| row["id"].to_string()).collect();
                assert_eq!(column(&text, "id"), ids, "{address}");
            }
        }
        println!("two hundred filters in {:?}", begun.elapsed());
    });
}
