//! Schemas on the page: what something is, in a few words, and each field of what has fields.

use maud::{Markup, html};
use utoipa::openapi::schema::{AdditionalProperties, ArrayItems, SchemaType};
use utoipa::openapi::{Components, KnownFormat, Object, RefOr, Schema, SchemaFormat, Type};

use super::text;

/// The name at the end of a reference.
pub(super) fn name_of(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or_default()
}

/// What something is, in a few words.
pub(super) fn kind(schema: &RefOr<Schema>) -> Markup {
    match schema {
        RefOr::Ref(reference) => {
            let name = name_of(&reference.ref_location);
            html! { a href={ "#schema-" (name) } { (name) } }
        }
        RefOr::T(Schema::Object(object)) => plain(object),
        RefOr::T(Schema::Array(array)) => match &array.items {
            ArrayItems::RefOrSchema(item) if array.max_items != Some(0) => html! { "list of " (kind(item)) },
            _ => html! { "empty list" },
        },
        RefOr::T(Schema::OneOf(either)) => html! {
            @for (place, item) in either.items.iter().enumerate() { @if place > 0 { " or " } (kind(item)) }
        },
        RefOr::T(_) => html! { "anything" },
    }
}

fn plain(object: &Object) -> Markup {
    if let Some(values) = &object.enum_values {
        return html! { @for (place, value) in values.iter().enumerate() {
            @if place > 0 { ", " } code { (value.as_str().map_or_else(|| value.to_string(), str::to_owned)) }
        } };
    }
    let map = object.additional_properties.as_deref();
    html! {
        @if let (Some(AdditionalProperties::RefOr(row)), true) = (map, object.properties.is_empty()) {
            "map of " (kind(row))
        } @else {
            (types(&object.schema_type))
        }
        @if let Some(format) = &object.format { (format_word(format)) }
        @if let Some(least) = object.min_length { ", " (least) " characters or more" }
        @if let Some(most) = object.max_length { ", " (most) " characters at most" }
        @if let Some(pattern) = &object.pattern { ", like " code { (pattern) } }
        @if object.minimum.is_some() || object.maximum.is_some() { (range(object)) }
    }
}

fn format_word(format: &SchemaFormat) -> String {
    match format {
        SchemaFormat::Custom(format) => format!(", {format}"),
        SchemaFormat::KnownFormat(KnownFormat::Password) => ", secret".to_owned(),
        SchemaFormat::KnownFormat(KnownFormat::Date) => ", a day like 2026-03-31".to_owned(),
        SchemaFormat::KnownFormat(_) => String::new(),
    }
}

fn range(object: &Object) -> Markup {
    let written = |number: &Option<utoipa::Number>| {
        number.as_ref().and_then(|number| serde_json::to_value(number).ok()).map(|number| number.to_string())
    };
    let without_zeros = |text: String| text.trim_end_matches(".0").to_owned();
    let (least, most) = (written(&object.minimum), written(&object.maximum));
    html! {
        @if let Some(least) = least { ", from " (without_zeros(least)) }
        @if let Some(most) = most { " to " (without_zeros(most)) }
    }
}

fn types(schema_type: &SchemaType) -> String {
    match schema_type {
        SchemaType::Type(one) => word(one).to_owned(),
        SchemaType::Array(several) => several.iter().map(word).collect::<Vec<_>>().join(" or "),
        SchemaType::AnyValue => "anything".to_owned(),
    }
}

const fn word(one: &Type) -> &'static str {
    match one {
        Type::Object => "object",
        Type::String => "text",
        Type::Integer => "whole number",
        Type::Number => "number",
        Type::Boolean => "true or false",
        Type::Array => "list",
        Type::Null => "null",
    }
}

fn description(schema: &RefOr<Schema>) -> &str {
    match schema {
        RefOr::Ref(reference) => &reference.description,
        RefOr::T(Schema::Object(object)) => object.description.as_deref().unwrap_or_default(),
        RefOr::T(Schema::Array(array)) => array.description.as_deref().unwrap_or_default(),
        RefOr::T(Schema::OneOf(either)) => match &either.description {
            Some(description) => description,
            None => either.items.first().map_or("", description),
        },
        RefOr::T(_) => "",
    }
}

/// Every schema, with its fields.
pub(super) fn all(components: &Components) -> Markup {
    html! {
        section aria-labelledby="schemas" {
            h2 id="schemas" { "Schemas" }
            p.hint { "An answer has the fields that stand here and no others. What a request has beyond them is passed over." }
            @for (name, schema) in &components.schemas {
                article id={ "schema-" (name) } {
                    h3 { a href={ "#schema-" (name) } { (name) } }
                    p { (text(description(schema))) }
                    @match schema {
                        RefOr::T(Schema::Object(object)) if !object.properties.is_empty() => (fields(object)),
                        _ => p.kind { (kind(schema)) },
                    }
                }
            }
        }
    }
}

fn fields(object: &Object) -> Markup {
    html! {
        div.wide { table {
            thead { tr { th scope="col" { "Field" } th scope="col" { "What it is" } } }
            tbody { @for (name, schema) in &object.properties { tr {
                td { code { (name) } @if object.required.contains(name) { div.must { "required" } } }
                td { (text(description(schema))) div.kind { (kind(schema)) } }
            } } }
        } }
    }
}
