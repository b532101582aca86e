//! The description as a page: no script, nothing from elsewhere.

mod example;
mod operation;
mod schema;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use std::sync::LazyLock;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{Components, OpenApi, Paths, Tag};

use super::document::document;
use crate::domain::ctk::errors::Refused;
use crate::routes::sandbox;

const STYLE: &str =
    concat!(include_str!("../../../../../../style/tokens.css"), include_str!("../../../../assets/docs.css"));

/// An operation and where it is.
struct Place<'a> {
    method: &'static str,
    path: &'a str,
    operation: &'a Operation,
}

impl Place<'_> {
    fn id(&self) -> &str {
        self.operation.operation_id.as_deref().unwrap_or_default()
    }

    fn is_of(&self, tag: &Tag) -> bool {
        self.operation.tags.as_ref().is_some_and(|tags| tags.contains(&tag.name))
    }
}

fn places(paths: &Paths) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for (path, item) in &paths.paths {
        let methods =
            [("GET", &item.get), ("POST", &item.post), ("PUT", &item.put), ("DELETE", &item.delete)];
        places.extend(methods.into_iter().filter_map(|(method, operation)| {
            operation.as_ref().map(|operation| Place { method, path, operation })
        }));
    }
    places
}

pub(super) async fn show() -> Response {
    static PAGE: LazyLock<Markup> = LazyLock::new(|| page(&document()));
    sandbox::html_answer(&PAGE)
}

pub(super) async fn style() -> Response {
    let mut response = STYLE.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn page(document: &OpenApi) -> Markup {
    let places = places(&document.paths);
    let tags = document.tags.as_deref().unwrap_or_default();
    let nothing = Components::new();
    let components = document.components.as_ref().unwrap_or(&nothing);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "The three systems · Purser sandbox" }
                link rel="stylesheet" href="/docs/style.css";
            }
            body {
                header {
                    h1 { "The three systems" }
                    p { (document.info.description.as_deref().unwrap_or_default()) }
                    p { "The same for programs: " a href="/openapi.json" { "openapi.json" } }
                }
                div.columns {
                    nav aria-label="Index" { (index(tags, &places)) }
                    main {
                        (credentials())
                        @for tag in tags { (section(tag, &places, components)) }
                        (refusals())
                        (schema::all(components))
                    }
                }
            }
        }
    }
}

/// A description, in which code stands between backticks.
fn text(description: &str) -> Markup {
    html! { @for (place, part) in description.split('`').enumerate() {
        @if place % 2 == 1 { code { (part) } } @else { (part) }
    } }
}

fn anchor(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

fn index(tags: &[Tag], places: &[Place<'_>]) -> Markup {
    html! {
        ul {
            li { a href="#credentials" { "Who asks" } }
            @for tag in tags {
                li {
                    details {
                        summary { (tag.name) }
                        ul {
                            li { a href={ "#" (anchor(&tag.name)) } { "About" } }
                            @for place in places.iter().filter(|place| place.is_of(tag)) {
                                li { a href={ "#" (place.id()) } {
                                    (place.operation.summary.as_deref().unwrap_or_default())
                                } }
                            }
                        }
                    }
                }
            }
            li { a href="#ctk-refusals" { "CTK refusals" } }
            li { a href="#schemas" { "Schemas" } }
        }
    }
}

fn section(tag: &Tag, places: &[Place<'_>], components: &Components) -> Markup {
    html! {
        section aria-labelledby=(anchor(&tag.name)) {
            h2 id=(anchor(&tag.name)) { (tag.name) }
            p.hint { (tag.description.as_deref().unwrap_or_default()) }
            @for place in places.iter().filter(|place| place.is_of(tag)) {
                (operation::article(place, components))
            }
        }
    }
}

fn credentials() -> Markup {
    html! {
        section aria-labelledby="credentials" {
            h2 id="credentials" { "Who asks" }
            dl {
                div { dt { "CentroWallet, a merchant" } dd { code { "Authorization: KEY" } " and, for most, the " code { "clientId" } " of the customer it asks for" } }
                div { dt { "CentroWallet, a customer" } dd { code { "Authorization: Bearer TOKEN" } ", from " a href="#auth-authorize" { "signing in" } } }
                div { dt { "Centrapay" } dd { code { "X-Api-Key: KEY" } } }
                div { dt { "CTK" } dd { code { "Authorization: TOKEN" } ", without a word before it, from " a href="#ctk-login" { "signing in" } } }
            }
            p.hint { "The demonstration's keys and sign-ins are at " a href="/sandbox/demo" { "/sandbox/demo" } ", for this machine." }
        }
    }
}

fn refusals() -> Markup {
    html! {
        section aria-labelledby="ctk-refusals" {
            h2 id="ctk-refusals" { "CTK refusals" }
            p.hint { "What is in braces is filled in." }
            div.wide { table {
                thead { tr { th scope="col" { "Code" } th scope="col" { "Status" } th scope="col" { "Message" } } }
                tbody { @for refused in Refused::ALL { @let (code, status, message) = refused.row(); tr {
                    td.number { (code) } td.number { (status) } td { (message) }
                } } }
            } }
        }
    }
}
