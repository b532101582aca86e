//! The description: that it is the one checked in, that it names each operation and no other, and how it is served.

use purser_api::{ENDPOINTS, Operation};
use purser_sandbox::routes::openapi::DESCRIPTION;
use serde_json::Value;
use std::collections::BTreeSet;

use crate::harness::{KEY, Sandbox};

fn described() -> Value {
    serde_json::from_str(&DESCRIPTION).unwrap()
}

fn operations(document: &Value) -> impl Iterator<Item = (String, String, &Value)> {
    document["paths"].as_object().unwrap().iter().flat_map(|(path, methods)| {
        methods
            .as_object()
            .unwrap()
            .iter()
            .map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation))
    })
}

#[test]
fn it_is_the_one_that_is_checked_in() {
    let checked_in = include_str!("../../../../docs/openapi.json");
    assert!(
        *DESCRIPTION == checked_in,
        "docs/openapi.json is not what the routes say. If the change is meant, renew it: \
         cargo run -p purser-sandbox -- openapi > docs/openapi.json"
    );
}

#[test]
fn it_names_each_operation_of_the_three_systems_and_no_other() {
    let document = described();
    let said: BTreeSet<(String, String, String)> = operations(&document)
        .map(|(method, path, operation)| {
            (method, path, operation["operationId"].as_str().unwrap_or_default().to_owned())
        })
        .collect();
    let known: BTreeSet<(String, String, String)> = ENDPOINTS
        .iter()
        .filter(|endpoint| endpoint.operation != Operation::RefillWebhook)
        .map(|endpoint| (endpoint.method.to_string(), endpoint.path.to_owned(), endpoint.name.to_owned()))
        .collect();
    assert_eq!(said, known);
    assert_eq!(document["webhooks"]["refill"]["post"]["operationId"], "refill-webhook");
}

#[test]
fn each_operation_teaches() {
    let document = described();
    for (method, path, operation) in operations(&document) {
        let place = format!("{method} {path}");
        assert!(operation["summary"].as_str().is_some_and(|summary| summary.len() >= 4), "{place}");
        assert_eq!(operation["tags"].as_array().map(Vec::len), Some(1), "{place}");
        assert!(operation["responses"]["200"]["content"]["application/json"].is_object(), "{place}");
        assert!(operation["security"].is_array(), "{place}");
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = &parameter["name"];
            assert!(
                parameter["description"].as_str().is_some_and(|text| !text.is_empty()),
                "{place}: {name}"
            );
        }
        for (status, response) in operation["responses"].as_object().unwrap() {
            assert!(response["description"].as_str().is_some_and(|text| text.len() > 4), "{place}: {status}");
        }
    }
}

/// Every reference in it.
fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str));
            fields.values().for_each(|value| references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn its_schemas_are_all_there_and_all_used() {
    let document = described();
    let mut used = BTreeSet::new();
    references(&document, &mut used);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let named: BTreeSet<String> = schemas.keys().map(|name| format!("#/components/schemas/{name}")).collect();
    let used: BTreeSet<String> = used.into_iter().map(str::to_owned).collect();
    assert_eq!(used, named);
}

#[tokio::test]
async fn it_is_served_and_may_be_kept_a_while() {
    let sandbox = Sandbox::empty().await;
    let reply = sandbox.call("GET", "/openapi.json", "", None).await;
    assert_eq!(reply.ok(), described());
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.header("cache-control"), Some("public, max-age=300"));
}

#[tokio::test]
async fn the_rendered_page_has_each_operation_and_needs_nothing_from_elsewhere() {
    let sandbox = Sandbox::empty().await;
    let reply = sandbox.call("GET", "/docs", "", None).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
    let policy = reply.header("content-security-policy").unwrap();
    assert!(
        policy.contains("default-src 'none'; style-src 'self'") && !policy.contains("script-src"),
        "{policy}"
    );
    let document = described();
    for (_, path, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap();
        assert!(reply.text.contains(&format!("id=\"{id}\"")), "{path}");
        assert!(reply.text.contains(&format!("href=\"#{id}\"")), "{path}");
    }
    for schema in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(reply.text.contains(&format!("id=\"schema-{schema}\"")), "{schema}");
    }
    assert!(!reply.text.contains("<script") && !reply.text.contains(" style="));
    let style = sandbox.call("GET", "/docs/style.css", "", None).await;
    assert_eq!((style.status, style.header("content-type")), (200, Some("text/css; charset=utf-8")));
}

#[tokio::test]
async fn an_id_that_is_no_text_is_that_of_nothing() {
    let sandbox = Sandbox::empty().await;
    for id in ["%ff", "%00", "%c3%28", "9223372036854775808", "%20"] {
        for path in [format!("/api/v1/user/{id}"), format!("/api/wallets/{id}/transactions")] {
            let reply = sandbox.call("GET", &path, KEY, None).await;
            reply.refused(404, None);
            assert_eq!(reply.header("content-type"), Some("application/json"), "{path}");
        }
    }
}

#[tokio::test]
async fn what_a_path_does_not_take_is_refused_in_the_system_s_own_form() {
    let sandbox = Sandbox::empty().await;
    let document = described();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let path = path.replace(['{', '}'], "");
        let reply = sandbox.call("PATCH", &path, KEY, None).await;
        assert_eq!(reply.status, 405, "{path}");
        let allowed = reply.header("allow").unwrap_or_default();
        for method in methods.as_object().unwrap().keys() {
            assert!(allowed.split(',').any(|one| one.eq_ignore_ascii_case(method)), "{path}: {allowed}");
        }
        assert_eq!(reply.json()["success"].is_boolean(), path.starts_with("/api/v3/"), "{path}");
    }
}
