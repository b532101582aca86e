//! One operation on the page.

use maud::{Markup, html};
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::{Components, Content, RefOr, Required, Response};

use super::{Place, example, schema, text};

const JSON: &str = "application/json";

pub(super) fn article(place: &Place<'_>, components: &Components) -> Markup {
    let operation = place.operation;
    html! {
        article id=(place.id()) {
            h3 {
                a href={ "#" (place.id()) } { (operation.summary.as_deref().unwrap_or_default()) }
            }
            p.call { span.method { (place.method) } " " code { (place.path) } }
            @if let Some(description) = &operation.description { p { (text(description)) } }
            (parameters(operation.parameters.as_deref().unwrap_or_default()))
            @if let Some(RefOr::T(body)) = &operation.request_body {
                h4 { "Body" }
                @if let Some(RefOr::T(content)) = body.content.get(JSON) { (contents(content)) }
            }
            h4 { "Example" }
            pre tabindex="0" { code { (example::curl(place, components)) } }
            (responses(operation))
        }
    }
}

fn contents(content: &Content) -> Markup {
    html! { @if let Some(schema) = &content.schema { p { (schema::kind(schema)) } } }
}

fn parameters(parameters: &[RefOr<Parameter>]) -> Markup {
    html! {
        @if !parameters.is_empty() {
                        div.wide { table {
                thead { tr { th scope="col" { "Parameter" } th scope="col" { "What it is" } } }
                tbody { @for parameter in parameters { @if let RefOr::T(parameter) = parameter { tr {
                    td {
                        code { (parameter.name) }
                        div.must {
                            @match parameter.parameter_in { ParameterIn::Path => "path", ParameterIn::Header => "header", _ => "query" }
                            @if matches!(parameter.required, Required::True) { ", required" }
                        }
                    }
                    td {
                        (text(parameter.description.as_deref().unwrap_or_default()))
                        @if let Some(schema) = &parameter.schema { div.kind { (schema::kind(schema)) } }
                    }
                } } } }
            } }
        }
    }
}

fn responses(operation: &Operation) -> Markup {
    html! {
        h4 { "Answers" }
        div.wide { table {
            thead { tr { th scope="col" { "Status" } th scope="col" { "When" } th scope="col" { "What comes" } } }
            tbody { @for (status, response) in &operation.responses.responses { @if let RefOr::T(response) = response { tr {
                td.number { (status) }
                td { (text(&response.description)) }
                td { (answer(response)) }
            } } } }
        } }
    }
}

fn answer(response: &Response) -> Markup {
    html! {
        @if let Some(RefOr::T(content)) = response.content.get(JSON) { (contents(content)) }
        @for name in response.headers.keys() { div { "header " code { (name) } } }
    }
}
