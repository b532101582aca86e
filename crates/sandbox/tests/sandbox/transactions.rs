//! Operations 16 and 17.

use crate::harness::{KEY, OTHER_KEY, Sandbox};
use purser_api::centrowallet::{Caller, TransactionId, UserId, transaction as api};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a list must give, worked out over all rows; the order that rows without a value have among
/// others is that of the least value.
fn expected(all: &[Value], query: &str) -> Vec<i64> {
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

fn ids(body: &Value) -> Vec<i64> {
    body["data"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

/// All rows of a merchant, asked for one page after the other.
async fn everything(sandbox: &Sandbox, key: &str) -> Vec<Value> {
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

#[tokio::test]
async fn rows_ordered_by_the_systems_own_id_come_once_each() {
    let (sandbox, key, _) = Sandbox::seeded(10, 200).await;
    let all = everything(&sandbox, &key).await;
    let path = "/api/v1/transaction?orderColumn=external_transaction_id&orderDirection=desc&limit=1000";
    let body = sandbox.call("GET", path, &key, None).await.ok();
    let refills = all.iter().filter(|row| !row["code"].as_str().unwrap_or_default().is_empty()).count();
    let rows = body["data"].as_array().unwrap();
    assert!(rows[..refills.min(5)].iter().all(|row| row["action"] == "charge" && row["type"] == "income"));
    let (mut found, mut expected) = (ids(&body), expected(&all, ""));
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_page_says_where_the_others_are() {
    let (sandbox, key, _) = Sandbox::seeded(10, 200).await;
    let path = "/api/v1/transaction?status=success&limit=10&page=3";
    let body = sandbox.call("GET", path, &key, None).await.ok();
    let link = |rel: &str| {
        let links = body["links"].as_array().unwrap();
        links.iter().find(|link| link["rel"] == rel).map(|link| link["href"].as_str().unwrap().to_owned())
    };
    assert_eq!(link("current").as_deref(), Some(path));
    assert_eq!(link("next").unwrap(), path.replace("page=3", "page=4"));
    assert_eq!(link("prev").unwrap(), path.replace("page=3", "page=2"));
    let next = sandbox.call("GET", &link("next").unwrap(), &key, None).await.ok();
    assert_eq!(next["meta"]["currentPage"], 4);
    assert!(ids(&next).iter().all(|id| !ids(&body).contains(id)));
}

#[tokio::test]
async fn a_customer_sees_its_own_and_a_merchant_its_customers() {
    let (sandbox, key, other) = Sandbox::seeded(12, 300).await;
    let all = everything(&sandbox, &key).await;
    let theirs = everything(&sandbox, &other).await;
    assert_eq!(all.len() + theirs.len(), 300);
    let demo = all[0]["userId"].as_i64().unwrap();
    let user = sandbox.call("GET", &format!("/api/v1/user/{demo}"), &key, None).await.ok();
    let (token, _) = sandbox.sign_in(demo, user["email"].as_str().unwrap()).await;
    let own = sandbox.call("GET", "/api/v1/transaction?limit=1000", &token, None).await.ok();
    assert_eq!(ids(&own), expected(&all, &format!("clientId={demo}")));
    assert!(own["data"].as_array().unwrap().iter().all(|row| row["userId"] == demo));
    let foreign = theirs[0]["userId"].as_i64().unwrap();
    let list = async |client: i64, credential: &str| {
        sandbox.call("GET", &format!("/api/v1/transaction?clientId={client}"), credential, None).await
    };
    list(foreign, &key).await.refused(403, None);
    list(foreign, &token).await.refused(403, None);
    list(999_999, &key).await.refused(404, None);
    assert_eq!(list(demo, &token).await.status, 200);
    sandbox.call("GET", "/api/v1/transaction", "", None).await.refused(401, None);
    let account = theirs[0]["paymentAccountId"].as_i64().unwrap();
    let path = format!("/api/v1/transaction?paymentAccountId={account}");
    assert_eq!(sandbox.call("GET", &path, &key, None).await.ok()["meta"]["total"], 0);
}

#[tokio::test]
async fn a_transaction_comes_with_its_voids_as_deep_as_they_go() {
    let (sandbox, key, _) = Sandbox::seeded(10, 2_000).await;
    let mut depth = 0;
    let mut page = 1;
    let mut voids = 0;
    loop {
        let path = format!("/api/v1/transaction?mode=void&limit=1000&page={page}");
        let body = sandbox.call("GET", &path, &key, None).await.ok();
        let rows = body["data"].as_array().unwrap();
        if rows.is_empty() {
            break;
        }
        voids += rows.len();
        for row in rows {
            let path = format!("/api/v1/transaction/{}?clientId={}", row["id"], row["userId"]);
            let alone = sandbox.call("GET", &path, &key, None).await.ok();
            assert_eq!(alone["merchantOrderID"], row["merchantOrderId"]);
            assert_eq!(alone["price"], row["price"]);
            if alone["child"][0].is_object() {
                depth += 1;
                assert_eq!(alone["child"][0]["mode"], "void");
                assert_eq!(row["child"]["0"]["id"], alone["child"][0]["id"]);
            }
        }
        page += 1;
    }
    assert!(voids > 20 && depth > 0, "{voids} voids, {depth} of them voided");
}

#[tokio::test]
async fn a_transaction_is_got_by_who_may() {
    let sandbox = Sandbox::empty().await;
    let (ada, bob) = (sandbox.user("ada").await, sandbox.user("bob").await);
    let account = sandbox.account(ada, "USD", "fiat").await;
    let id =
        sandbox.top_up(ada, account, json!({ "amount": 3, "merchantOrderId": "m" })).await.ok()["id"].clone();
    let path = format!("/api/v1/transaction/{id}");
    let got = sandbox.get(&format!("{path}?clientId={ada}")).await.ok();
    assert_eq!((&got["merchantOrderID"], &got["child"]), (&json!("m"), &json!([])));
    assert!(got.get("merchantOrderId").is_none());
    let (token, _) = sandbox.sign_in(bob, "bob@example.org").await;
    sandbox.get(&path).await.refused(422, Some("clientId"));
    sandbox.get(&format!("{path}?clientId={bob}")).await.refused(403, None);
    sandbox.get(&format!("/api/v1/transaction/999?clientId={ada}")).await.refused(404, None);
    sandbox.get(&format!("/api/v1/transaction/x?clientId={ada}")).await.refused(404, None);
    sandbox.call("GET", &path, &token, None).await.refused(403, None);
    sandbox.call("GET", &format!("{path}?clientId={ada}"), OTHER_KEY, None).await.refused(403, None);
    sandbox.call("GET", &path, "", None).await.refused(401, None);
}

#[tokio::test]
async fn rule_24_a_filter_that_makes_no_sense_is_named() {
    let sandbox = Sandbox::empty().await;
    for (field, value) in [
        ("limit", "0"),
        ("limit", "1001"),
        ("page", "0"),
        ("page", "x"),
        ("orderColumn", "uuid"),
        ("orderDirection", "up"),
        ("type", "both"),
        ("virtual", "maybe"),
        ("onlyWithExpireDate", "2"),
        ("paymentAccountId", "x"),
        ("clientId", "x"),
        ("dateFrom", "2026-13-01"),
        ("dateTo", "31.03.2026"),
        ("lastTransactionId", "-1"),
        ("lastTransactionId", "9223372036854775808"),
        ("idList[]", "x"),
        ("descriptor", "a%00b"),
    ] {
        let named = field.trim_end_matches("[]");
        sandbox.get(&format!("/api/v1/transaction?{field}={value}")).await.refused(422, Some(named));
    }
}

#[tokio::test]
async fn the_client_reads_what_is_said() {
    let (sandbox, key, _) = Sandbox::seeded(10, 400).await;
    let caller = Caller::Merchant { client_id: None };
    let filter = api::TransactionFilter {
        limit: Some(100),
        order_column: Some(api::TransactionOrder::Price),
        ..api::TransactionFilter::default()
    };
    let page = sandbox.ask(&api::list(caller, &filter), &key).await.unwrap();
    assert!(page.unreadable.is_empty(), "{:?}", page.unreadable);
    assert_eq!(page.rows.len(), 100);
    assert!(page.rows.is_sorted_by(|left, right| left.price >= right.price));
    assert!(page.rows.iter().all(|row| row.unreadable.is_empty() && row.balance.is_some()));
    let id_list = vec![page.rows[5].id, page.rows[9].id, TransactionId(999_999)];
    let filter = api::TransactionFilter { id_list, ..api::TransactionFilter::default() };
    assert_eq!(sandbox.ask(&api::list(caller, &filter), &key).await.unwrap().meta.total, 2);
    let client = Caller::merchant_for(page.rows[5].user_id.unwrap_or(UserId(0)));
    let alone = sandbox.ask(&api::get(client, page.rows[5].id), &key).await.unwrap();
    assert_eq!(alone, page.rows[5]);
    assert!(sandbox.ask(&api::list(caller, &filter), KEY).await.is_err(), "an unknown key");
}
