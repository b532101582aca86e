//! Operation 16: every filter, order and page, against the rows themselves.

use crate::checkout::{APPROVED, CHALLENGED, DECLINED, SLOW, fill};
use crate::harness::{KEY, Sandbox};
use purser_sandbox::domain::clock::{DAY, SECOND};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a list must give, worked out over all rows; the order that rows without a value have among
/// others is that of the least value.
pub fn expected(all: &[Value], query: &str) -> Vec<i64> {
    let parameters: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let value = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let flag = |name: &str| value(name).map(|value| matches!(value, "1" | "true"));
    let ids: Vec<i64> = parameters
        .iter()
        .filter(|(key, _)| key.starts_with("idList["))
        .map(|(_, value)| value.parse().unwrap())
        .collect();
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let same =
        |row: &Value, field: &str, name: &str| value(name).is_none_or(|value| text(row, field) == value);
    let day = |row: &Value| row["date"]["date"].as_str().unwrap()[..10].to_owned();
    let mut rows: Vec<&Value> = all
        .iter()
        .filter(|row| {
            same(row, "type", "type")
                && same(row, "paymentMethod", "paymentMethod")
                && same(row, "action", "action")
                && same(row, "mode", "mode")
                && same(row, "status", "status")
                && same(row, "descriptor", "descriptor")
                && same(row, "merchantOrderId", "merchantOrderId")
                && flag("virtual").is_none_or(|flag| row["isVirtual"] == flag)
                && (flag("onlyWithExpireDate") != Some(true) || row["dateExpire"].is_object())
                && value("clientId").is_none_or(|id| row["userId"].as_i64() == id.parse().ok())
                && value("paymentAccountId")
                    .is_none_or(|id| row["paymentAccountId"].as_i64() == id.parse().ok())
                && value("dateFrom").is_none_or(|from| *day(row) >= *from)
                && value("dateTo").is_none_or(|to| *day(row) <= *to)
                && value("lastTransactionId").is_none_or(|id| row["id"].as_i64() > id.parse().ok())
                && (ids.is_empty() || ids.contains(&row["id"].as_i64().unwrap()))
        })
        .collect();
    let price = |row: &Value| row["price"].to_string().parse::<rust_decimal::Decimal>().unwrap();
    let key = |row: &Value| match value("orderColumn").unwrap_or("id") {
        "id" | "price" => String::new(),
        "created_at" => row["date"]["date"].to_string(),
        "billing" => text(row, "billing"),
        "payment_method" => text(row, "paymentMethod"),
        "currency" => text(row, "currency"),
        "expire_date" => row["dateExpire"]["date"].as_str().unwrap_or_default().to_owned(),
        other => panic!("{other}"),
    };
    if value("orderColumn") == Some("price") {
        rows.sort_by_key(|row| (price(row), row["id"].as_i64()));
    } else {
        rows.sort_by_key(|row| (key(row), row["id"].as_i64()));
    }
    if value("orderDirection") != Some("asc") {
        rows.reverse();
    }
    rows.iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

pub fn ids(body: &Value) -> Vec<i64> {
    body["data"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

/// All rows of a merchant, asked for one page after the other.
pub async fn everything(sandbox: &Sandbox, key: &str) -> Vec<Value> {
    let body = sandbox.call("GET", "/api/v1/transaction?limit=1000&orderDirection=asc", key, None).await.ok();
    assert_eq!(body["meta"]["lastPage"], 1);
    body["data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn rule_9_every_filter_order_and_page_of_the_list_is_that_of_all_rows() {
    let (sandbox, key, _) = Sandbox::seeded(24, 900).await;
    let all = everything(&sandbox, &key).await;
    let some = |wanted: fn(&Value) -> bool| all.iter().find(|row| wanted(row)).unwrap();
    let with_reference = some(|row| row["descriptor"].is_string() && row["type"] == "outcome");
    let (user, account) = (&with_reference["userId"], &with_reference["paymentAccountId"]);
    let reference = with_reference["merchantOrderId"].as_str().unwrap();
    let descriptor: String =
        form_urlencoded::byte_serialize(with_reference["descriptor"].as_str().unwrap().as_bytes()).collect();
    let (third, last) = (all[2]["id"].clone(), all[all.len() - 40]["id"].clone());
    let filters = [
        String::new(),
        "type=income".into(),
        "type=outcome&status=success&virtual=0".into(),
        "paymentMethod=card".into(),
        "virtual=true".into(),
        "action=refund".into(),
        "mode=void&type=outcome".into(),
        "status=fail".into(),
        "status=nothing-like-it".into(),
        "onlyWithExpireDate=1".into(),
        "onlyWithExpireDate=false&mode=card".into(),
        format!("descriptor={descriptor}"),
        format!("descriptor={descriptor}&status=success"),
        format!("merchantOrderId={reference}"),
        "merchantOrderId=none".into(),
        format!("clientId={user}"),
        format!("clientId={user}&type=income&virtual=0"),
        format!("clientId={user}&dateFrom=2025-10-01"),
        format!("clientId={user}&descriptor={descriptor}"),
        format!("paymentAccountId={account}"),
        format!("paymentAccountId={account}&status=success&dateTo=2026-01-15"),
        format!("paymentAccountId={account}&clientId={user}"),
        "paymentAccountId=999999".into(),
        "dateFrom=2025-09-01&dateTo=2025-09-30".into(),
        "dateFrom=2026-03-01&type=income&action=charge".into(),
        format!("lastTransactionId={last}"),
        format!("lastTransactionId={last}&status=success"),
        format!("idList[]={third}&idList[]={last}&idList[]=999999"),
        format!("idList[0]={third}&idList[1]={last}&type=income"),
    ];
    let columns = ["id", "created_at", "billing", "payment_method", "currency", "price", "expire_date"];
    let mut sizes = BTreeSet::new();
    for filter in &filters {
        for column in columns {
            for direction in ["asc", "desc"] {
                let query = format!("{filter}&orderColumn={column}&orderDirection={direction}");
                let expected = expected(&all, &query);
                sizes.insert(expected.len());
                let pages = expected.len().div_ceil(60).max(1);
                let mut found = Vec::new();
                for page in 1..=pages + 1 {
                    let path = format!("/api/v1/transaction?{query}&limit=60&page={page}");
                    let body = sandbox.call("GET", &path, &key, None).await.ok();
                    let meta = json!({
                        "currentPage": page, "lastPage": pages, "perPage": 60, "total": expected.len(),
                    });
                    assert_eq!(body["meta"], meta, "{query}");
                    found.extend(ids(&body));
                }
                assert_eq!(found, expected, "{query}");
            }
        }
    }
    assert!(sizes.contains(&0) && sizes.contains(&1) && sizes.len() > 10, "{sizes:?}");
}

/// Everything that can happen to two customers, by the routes themselves.
async fn a_busy_day(sandbox: &Sandbox) -> (i64, i64) {
    let (ada, account) = sandbox.holder("ada", "USD", "50").await;
    let (bob, other) = sandbox.holder("bob", "USD", "5").await;
    let promo = sandbox.account(ada, "USD", "promo").await;
    for (number, expires) in
        [Some("2026-04-01 00:00:00"), Some("2026-09-01 00:00:00"), None].iter().enumerate()
    {
        let body = json!({ "amount": number + 3, "dateExpire": expires, "reason": "Promotion" });
        sandbox.top_up(ada, promo, body).await.ok();
    }
    for (number, card) in [APPROVED, DECLINED, SLOW, SLOW, CHALLENGED].iter().enumerate() {
        let is_test = number == 3;
        let changes = json!({ "test": is_test, "payment": { "domain": "shop.example" } });
        let url = sandbox.checkout(ada, account, changes).await;
        fill(sandbox, &url, card).await;
        if number == 3 {
            sandbox.wait(31 * SECOND).await;
        }
    }
    for number in 0..9 {
        let (user, from) = if number % 3 == 0 { (bob, other) } else { (ada, account) };
        let paid = sandbox.pay(user, from, "0.25", &format!("order-{number}")).await.ok();
        if number % 2 == 0 {
            let voided = sandbox.void(user, &paid["id"]).await.ok();
            if number % 4 == 0 {
                sandbox.void(user, &voided["child"][0]["id"]).await.ok();
            }
        }
        sandbox.transfer(ada, account, other, "0.5").await.ok();
    }
    sandbox.pay(ada, promo, "2", "promo").await.ok();
    sandbox.wait(2 * DAY).await;
    sandbox.pay(ada, account, "1", "the next day").await.ok();
    (ada, account)
}

#[tokio::test]
async fn rule_9_every_two_filters_of_what_the_routes_have_made_agree_with_all_rows() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = a_busy_day(&sandbox).await;
    sandbox.prove().await;
    let all = everything(&sandbox, KEY).await;
    let (third, middle, last) = (&all[2]["id"], &all[all.len() / 2]["id"], &all[all.len() - 3]["id"]);
    let filters = [
        "type=income".to_owned(),
        "type=outcome".into(),
        "paymentMethod=card".into(),
        "virtual=1".into(),
        "virtual=false".into(),
        "action=charge".into(),
        "action=refund".into(),
        "action=deposit".into(),
        "mode=test".into(),
        "mode=void".into(),
        "status=success".into(),
        "status=fail".into(),
        "status=processing".into(),
        "descriptor=shop.example".into(),
        "merchantOrderId=order-4".into(),
        "dateFrom=2026-04-01".into(),
        "dateTo=2026-03-31".into(),
        "onlyWithExpireDate=1".into(),
        format!("lastTransactionId={middle}"),
        format!("lastTransactionId={last}"),
        format!("idList[]={third}&idList[]={middle}&idList[]={last}&idList[]=4000000"),
        format!("clientId={ada}"),
        format!("paymentAccountId={account}"),
    ];
    let mut sizes = BTreeSet::new();
    for (place, one) in filters.iter().enumerate() {
        for other in &filters[place..] {
            let name = |filter: &str| filter.split(['=', '[']).next().unwrap().to_owned();
            if one != other && name(one) == name(other) {
                continue;
            }
            let column = ["id", "price", "expire_date", "created_at"][(place + other.len()) % 4];
            let direction = if other.len() % 2 == 0 { "asc" } else { "desc" };
            let both = if one == other { one.clone() } else { format!("{one}&{other}") };
            let query = format!("{both}&orderColumn={column}&orderDirection={direction}");
            let expected = expected(&all, &query);
            sizes.insert(expected.len());
            let mut found = Vec::new();
            for page in 1..=expected.len().div_ceil(7).max(1) {
                let path = format!("/api/v1/transaction?{query}&limit=7&page={page}");
                let body = sandbox.get(&path).await.ok();
                assert_eq!(body["meta"]["total"], expected.len(), "{query}");
                found.extend(ids(&body));
            }
            assert_eq!(found, expected, "{query}");
        }
    }
    assert!(sizes.contains(&0) && sizes.len() > 15, "{sizes:?}");
}

#[tokio::test]
async fn the_tail_of_the_list_is_what_came_since() {
    let sandbox = Sandbox::empty().await;
    let (ada, account) = sandbox.holder("ada", "USD", "9").await;
    let mut last = 0;
    for number in 0..4 {
        let paid = sandbox.pay(ada, account, "1", &format!("order-{number}")).await.ok();
        let path = format!("/api/v1/transaction?clientId={ada}&lastTransactionId={last}&orderDirection=asc");
        let since = ids(&sandbox.get(&path).await.ok());
        assert_eq!(since.last(), paid["id"].as_i64().as_ref());
        assert_eq!(since.len(), if number == 0 { 2 } else { 1 });
        last = since[since.len() - 1];
    }
    let path = format!("/api/v1/transaction?lastTransactionId={last}");
    assert_eq!(sandbox.get(&path).await.ok()["meta"]["total"], 0);
}
