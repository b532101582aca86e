//! A request that somebody could send, made out of the schemas' own examples.

use serde_json::{Map, Value, json};
use utoipa::openapi::path::ParameterIn;
use utoipa::openapi::{Components, Object, RefOr, Required, Schema, Type, schema::SchemaType};

use super::Place;
use super::schema::name_of;

/// Schemas inside of schemas are followed so far.
const DEEPEST: u32 = 6;

/// The line that a terminal takes.
pub(super) fn curl(place: &Place<'_>, components: &Components) -> String {
    let mut line = String::from("curl");
    if place.method != "GET" {
        line = format!("{line} -X {}", place.method);
    }
    line = format!("{line} 'http://localhost:4455{}'", address(place, components));
    if let Some(header) = header(place) {
        line = format!("{line} \\\n  -H '{header}'");
    }
    if let Some(body) = body(place, components) {
        line = format!("{line} \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'");
    }
    line
}

fn address(place: &Place<'_>, components: &Components) -> String {
    let mut path = place.path.to_owned();
    let mut query = Vec::new();
    for parameter in place.operation.parameters.iter().flatten() {
        let RefOr::T(parameter) = parameter else { continue };
        let value = parameter.schema.as_ref().map_or(Value::Null, |schema| value(schema, components, 0));
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if matches!(parameter.parameter_in, ParameterIn::Path) {
            path = path.replace(&format!("{{{}}}", parameter.name), &text);
        } else if parameter.name == "clientId" || matches!(parameter.required, Required::True) {
            query.push(format!("{}={text}", parameter.name));
        }
    }
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}

fn header(place: &Place<'_>) -> Option<&'static str> {
    let first = place.operation.security.as_ref()?.first()?;
    let scheme = serde_json::to_value(first).ok()?.as_object()?.keys().next()?.clone();
    match scheme.as_str() {
        "centrapayKey" => Some("X-Api-Key: KEY"),
        "ctkToken" => Some("Authorization: TOKEN"),
        _ => Some("Authorization: KEY"),
    }
}

fn body(place: &Place<'_>, components: &Components) -> Option<Value> {
    let RefOr::T(body) = place.operation.request_body.as_ref()? else { return None };
    let RefOr::T(content) = body.content.get("application/json")? else { return None };
    Some(value(content.schema.as_ref()?, components, 0))
}

fn value(schema: &RefOr<Schema>, components: &Components, depth: u32) -> Value {
    if depth > DEEPEST {
        return Value::Null;
    }
    match schema {
        RefOr::Ref(reference) => components
            .schemas
            .get(name_of(&reference.ref_location))
            .map_or(Value::Null, |schema| value(schema, components, depth + 1)),
        RefOr::T(Schema::Object(object)) => of_object(object, components, depth),
        RefOr::T(Schema::Array(_)) => json!([]),
        RefOr::T(Schema::OneOf(either)) => {
            either.items.first().map_or(Value::Null, |item| value(item, components, depth + 1))
        }
        RefOr::T(_) => Value::Null,
    }
}

fn of_object(object: &Object, components: &Components, depth: u32) -> Value {
    let first =
        object.examples.first().or_else(|| object.enum_values.as_ref().and_then(|values| values.first()));
    if let Some(first) = first {
        return first.clone();
    }
    let types = match &object.schema_type {
        SchemaType::Type(one) => Some(one),
        SchemaType::Array(several) => several.first(),
        SchemaType::AnyValue => None,
    };
    match types {
        Some(Type::Integer) => json!(17),
        Some(Type::Number) => json!(25),
        Some(Type::Boolean) => json!(true),
        Some(Type::String) if matches!(&object.format, Some(format) if format_name(format) == "date") => {
            json!("2026-03-31")
        }
        Some(Type::String) => json!("3bb09c8a2054"),
        Some(Type::Object) => Value::Object(fields(object, components, depth)),
        _ => Value::Null,
    }
}

fn format_name(format: &utoipa::openapi::SchemaFormat) -> String {
    serde_json::to_value(format).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What must be there, what a merchant must say, and what has an example of its own.
fn fields(object: &Object, components: &Components, depth: u32) -> Map<String, Value> {
    let has_example = |schema: &RefOr<Schema>| matches!(schema, RefOr::T(Schema::Object(field)) if !field.examples.is_empty());
    object
        .properties
        .iter()
        .filter(|(name, schema)| {
            object.required.contains(name) || name.as_str() == "clientId" || has_example(schema)
        })
        .map(|(name, schema)| (name.clone(), value(schema, components, depth + 1)))
        .collect()
}
