//! Operations 1 to 4.

use crate::harness::{KEY, OTHER_KEY, Sandbox, now};
use purser_api::centrowallet::user as api;
use purser_sandbox::domain::clock::DAY;
use serde_json::{Value, json};

fn rows(body: &Value) -> Vec<Value> {
    match &body["data"] {
        Value::Array(rows) => rows.clone(),
        Value::Object(rows) => (0..rows.len()).map(|place| rows[&place.to_string()].clone()).collect(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_user_is_created_with_its_accounts() {
    let sandbox = Sandbox::empty().await;
    let body = json!({
        "email": "Ada@Example.org", "type": "regular", "isActivated": true, "externalUserId": 846_814_538,
        "paymentAccounts": [
            { "name": "Main", "currency": "USD", "system": "centrobill", "method": "card", "type": "fiat", "webhookUrl": null },
            { "currency": "btc", "system": "centrobill", "method": "crypto", "type": "promo" },
        ],
    });
    let created = sandbox.post("/api/v1/user", body).await.ok();
    let secret = created["oauthUrl"].as_str().unwrap();
    assert!(secret.starts_with("otpauth://totp/Centro%20Wallet:Ada%40Example.org?secret="), "{secret}");
    assert!(secret.ends_with("&issuer=Centro%20Wallet&algorithm=SHA1&digits=6&period=30"), "{secret}");
    let accounts = created["paymentAccounts"].as_object().unwrap();
    assert_eq!(accounts.len(), 2);
    assert_eq!(accounts["0"]["created_at"], "2026-03-31T12:00:00.000000Z");
    assert_eq!(accounts["0"]["balance"].to_string(), "0");
    assert_eq!((&accounts["1"]["currency"], &accounts["1"]["decimals"]), (&json!("BTC"), &json!(8)));
    let id = created["userId"].as_i64().unwrap();
    let user = sandbox.get(&format!("/api/v1/user/{id}")).await.ok();
    assert_eq!(user["externalUserId"], "846814538");
    assert_eq!(user["email"], "Ada@Example.org");
    assert_eq!(
        user["createdAt"],
        json!({ "date": "2026-03-31 12:00:00.000000", "timezone_type": 3, "timezone": "UTC" })
    );
    assert_eq!(user["blockedAt"], Value::Null);
}

#[tokio::test]
async fn rule_24_a_user_is_refused_field_by_field() {
    let sandbox = Sandbox::empty().await;
    let nothing = sandbox.post("/api/v1/user", json!({})).await;
    nothing.refused(422, Some("email"));
    nothing.refused(422, Some("externalUserId"));
    for (field, value) in [
        ("email", json!("no address")),
        ("email", json!("a@b@example.org")),
        ("email", json!({})),
        ("externalUserId", json!(["x"])),
        ("externalUserId", json!("x".repeat(256))),
        ("isActivated", json!("perhaps")),
        ("isBlocked", json!(2)),
        ("paymentAccounts", json!("x")),
    ] {
        let mut body = json!({ "email": "a@example.org", "externalUserId": "1" });
        body[field] = value;
        sandbox.post("/api/v1/user", body).await.refused(422, Some(field));
    }
    let account = json!({ "currency": "nothing", "system": "centrobill", "method": "card" });
    let body = json!({ "email": "a@example.org", "externalUserId": "1", "paymentAccounts": [account] });
    sandbox.post("/api/v1/user", body).await.refused(422, Some("paymentAccounts.0.currency"));
    assert_eq!(sandbox.get("/api/v1/user").await.ok()["data"], json!([]));
}

#[tokio::test]
async fn an_address_and_an_external_id_belong_to_one_user() {
    let sandbox = Sandbox::empty().await;
    sandbox.user("ada").await;
    let same = json!({ "email": "ADA@example.org", "externalUserId": "other" });
    sandbox.post("/api/v1/user", same).await.refused(409, Some("email"));
    let same = json!({ "email": "other@example.org", "externalUserId": "ada" });
    sandbox.post("/api/v1/user", same.clone()).await.refused(409, Some("externalUserId"));
    let elsewhere = sandbox.call("POST", "/api/v1/user", OTHER_KEY, Some(same)).await;
    assert_eq!(elsewhere.status, 200, "another merchant has its own ids");
    let bob = sandbox.user("bob").await;
    let change = json!({ "isActivated": true, "externalUserId": "ada" });
    sandbox.put(&format!("/api/v1/user/{bob}"), change).await.refused(409, Some("externalUserId"));
}

#[tokio::test]
async fn a_user_is_changed_and_blocked_since_the_first_time() {
    let sandbox = Sandbox::empty().await;
    let id = sandbox.user("ada").await;
    let path = format!("/api/v1/user/{id}");
    sandbox.put(&path, json!({ "isBlocked": true })).await.refused(422, Some("isActivated"));
    let change = json!({ "isActivated": "0", "isBlocked": true, "type": "team" });
    let blocked = sandbox.put(&path, change).await.ok();
    assert_eq!((&blocked["isActivated"], &blocked["isBlocked"]), (&json!(false), &json!(true)));
    assert_eq!((&blocked["type"], &blocked["externalUserId"]), (&json!("team"), &json!("ada")));
    sandbox.app.clock.advance(DAY);
    let again = sandbox.put(&path, json!({ "isActivated": true, "isBlocked": true })).await.ok();
    assert_eq!(again["blockedAt"], blocked["blockedAt"]);
    assert_ne!(again["updatedAt"], blocked["updatedAt"]);
    let free = sandbox.put(&path, json!({ "isActivated": true, "isBlocked": false })).await.ok();
    assert_eq!((&free["isBlocked"], &free["blockedAt"]), (&json!(false), &Value::Null));
}

#[tokio::test]
async fn only_the_merchant_reaches_its_users() {
    let sandbox = Sandbox::empty().await;
    let (ada, bob) = (sandbox.user("ada").await, sandbox.user("bob").await);
    let (token, _) = sandbox.sign_in(ada, "ada@example.org").await;
    let ada_path = format!("/api/v1/user/{ada}");
    sandbox.call("GET", "/api/v1/user", "", None).await.refused(401, None);
    sandbox.call("GET", "/api/v1/user", "nobody", None).await.refused(401, None);
    sandbox.call("GET", "/api/v1/user", "Bearer nobody", None).await.refused(401, None);
    sandbox.call("GET", "/api/v1/user", &token, None).await.refused(403, None);
    sandbox.call("POST", "/api/v1/user", &token, Some(json!({}))).await.refused(403, None);
    sandbox.call("PUT", &ada_path, &token, Some(json!({}))).await.refused(403, None);
    sandbox.call("GET", &ada_path, OTHER_KEY, None).await.refused(404, None);
    sandbox.call("PUT", &ada_path, OTHER_KEY, Some(json!({}))).await.refused(404, None);
    sandbox.get("/api/v1/user/999").await.refused(404, None);
    sandbox.get("/api/v1/user/x").await.refused(404, None);
    sandbox.put("/api/v1/user/999", json!({ "isActivated": true })).await.refused(404, None);
    assert_eq!(sandbox.call("GET", &ada_path, &token, None).await.ok()["id"], json!(ada));
    sandbox.call("GET", &format!("/api/v1/user/{bob}"), &token, None).await.refused(404, None);
    assert_eq!(sandbox.call("GET", "/api/v1/user", OTHER_KEY, None).await.ok()["meta"]["total"], 0);
}

/// What the list must give, worked out over all rows.
fn expected(all: &[Value], query: &str) -> Vec<i64> {
    let parameters: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let value = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let flag = |name: &str| value(name).map(|value| matches!(value, "1" | "true"));
    let day = |row: &Value| row["createdAt"]["date"].as_str().unwrap()[..10].to_owned();
    let mut rows: Vec<&Value> = all
        .iter()
        .filter(|row| {
            value("email").is_none_or(|part| {
                row["email"].as_str().unwrap().to_lowercase().contains(&part.to_lowercase())
            }) && value("externalUserId").is_none_or(|id| row["externalUserId"] == id)
                && flag("isActivated").is_none_or(|flag| row["isActivated"] == flag)
                && flag("isBlocked").is_none_or(|flag| row["isBlocked"] == flag)
                && value("dateFrom").is_none_or(|from| *day(row) >= *from)
                && value("dateTo").is_none_or(|to| *day(row) <= *to)
        })
        .collect();
    let key = |row: &Value| match value("orderColumn").unwrap_or("id") {
        "id" => String::new(),
        "created_at" => row["createdAt"]["date"].to_string(),
        "updated_at" => row["updatedAt"]["date"].to_string(),
        "blocked_at" => row["blockedAt"]["date"].as_str().unwrap_or_default().to_owned(),
        "email" => row["email"].as_str().unwrap().to_lowercase(),
        "is_blocked" => row["isBlocked"].to_string(),
        "is_activated" => row["isActivated"].to_string(),
        other => panic!("{other}"),
    };
    rows.sort_by_key(|row| (key(row), row["id"].as_i64()));
    if value("orderDirection").is_some_and(|direction| direction.eq_ignore_ascii_case("desc")) {
        rows.reverse();
    }
    rows.iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn rule_9_every_filter_order_and_page_of_the_list_is_that_of_all_rows() {
    let (sandbox, key, _) = Sandbox::seeded(90, 100).await;
    let list =
        async |query: &str| sandbox.call("GET", &format!("/api/v1/user?{query}"), &key, None).await.ok();
    let all = rows(&list("limit=1000").await);
    let external = all[17]["externalUserId"].as_str().unwrap();
    let filters = [
        String::new(),
        "email=EXAMPLE.net".into(),
        "email=%25".into(),
        "email=a_a".into(),
        format!("externalUserId={external}"),
        "isActivated=0".into(),
        "isActivated=true&isBlocked=false".into(),
        "isBlocked=1".into(),
        "dateFrom=2025-07-01&dateTo=2025-07-02".into(),
        "dateFrom=2025-09-10".into(),
        "dateTo=2025-09-10&isActivated=1".into(),
        "email=nobody@nowhere".into(),
    ];
    let columns = ["id", "created_at", "updated_at", "blocked_at", "email", "is_blocked", "is_activated"];
    let mut sizes = Vec::new();
    for filter in &filters {
        for column in columns {
            for direction in ["ASC", "desc"] {
                let query = format!("{filter}&orderColumn={column}&orderDirection={direction}");
                let expected = expected(&all, &query);
                let mut found = Vec::new();
                for page in 1..=expected.len() / 7 + 2 {
                    let body = list(&format!("{query}&limit=7&page={page}")).await;
                    assert_eq!(body["meta"]["total"], expected.len(), "{query}");
                    assert_eq!(body["meta"]["lastPage"], expected.len().div_ceil(7).max(1), "{query}");
                    found.extend(rows(&body).iter().map(|row| row["id"].as_i64().unwrap()));
                }
                assert_eq!(found, expected, "{query}");
                sizes.push(expected.len());
            }
        }
    }
    assert!(sizes.contains(&1) && sizes.iter().any(|size| (2..40).contains(size)));
}

#[tokio::test]
async fn rule_24_a_filter_that_makes_no_sense_is_named() {
    let sandbox = Sandbox::empty().await;
    for (field, value) in [
        ("limit", "0"),
        ("limit", "1001"),
        ("limit", "many"),
        ("page", "0"),
        ("page", "-1"),
        ("page", "99999999999999999999"),
        ("orderColumn", "password"),
        ("orderDirection", "sideways"),
        ("isBlocked", "2"),
        ("isActivated", "yes"),
        ("dateFrom", "yesterday"),
        ("dateTo", "2026-02-30"),
    ] {
        sandbox.get(&format!("/api/v1/user?{field}={value}")).await.refused(422, Some(field));
    }
}

#[tokio::test]
async fn the_client_reads_what_is_said() {
    let sandbox = Sandbox::empty().await;
    let new = api::NewUser {
        email: "ada@example.org".into(),
        external_user_id: "77".into(),
        is_activated: Some(true),
        ..api::NewUser::default()
    };
    let created = sandbox.ask(&api::create(&new), KEY).await.unwrap();
    assert_eq!(created.email.as_deref(), Some("ada@example.org"));
    let user = sandbox.ask(&api::get(created.user_id), KEY).await.unwrap();
    assert_eq!(user.created_at.unwrap().instant().unwrap().unix_micros(), now());
    let change = api::UserUpdate { is_activated: false, ..api::UserUpdate::default() };
    let changed = sandbox.ask(&api::update(created.user_id, &change), KEY).await.unwrap();
    assert_eq!(changed.is_activated, Some(false));
    let restored = sandbox.ask(&api::restore(created.user_id), KEY).await.unwrap();
    assert_ne!(restored.oauth_url.expose(), created.oauth_url.expose());
    let page = sandbox.ask(&api::list(&api::UserFilter::default()), KEY).await.unwrap();
    assert!(page.unreadable.is_empty(), "{:?}", page.unreadable);
    assert_eq!((page.rows.len(), page.meta.total, page.links.len()), (1, 1, 1));
}
