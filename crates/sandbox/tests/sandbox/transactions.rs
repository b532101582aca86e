//! Operations 16 and 17.

use crate::harness::{KEY, OTHER_KEY, Sandbox};
use crate::transaction_filters::{everything, expected, ids};
use purser_api::centrowallet::{Caller, TransactionId, UserId, transaction as api};
use serde_json::json;

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
    list(foreign, &key).await.refused(404, None);
    list(foreign, &token).await.refused(404, None);
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
    sandbox.get(&format!("{path}?clientId={bob}")).await.refused(404, None);
    sandbox.get(&format!("/api/v1/transaction/999?clientId={ada}")).await.refused(404, None);
    sandbox.get(&format!("/api/v1/transaction/x?clientId={ada}")).await.refused(404, None);
    sandbox.call("GET", &path, &token, None).await.refused(404, None);
    sandbox.call("GET", &format!("{path}?clientId={ada}"), OTHER_KEY, None).await.refused(404, None);
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
