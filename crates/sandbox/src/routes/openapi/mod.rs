//! The description of what is served, generated from the routes and the types.

mod document;
mod page;
mod plain;
mod promises;
pub(in crate::routes) mod refusals;
pub(in crate::routes) mod shape;

use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use std::sync::LazyLock;

use crate::app::Shared;
use crate::error::json_response;
use document::document;

/// The description, as it is sent and as `docs/openapi.json` has it.
pub static DESCRIPTION: LazyLock<String> =
    LazyLock::new(|| document().to_pretty_json().map_or_else(|_| String::from("{}"), |text| text + "\n"));

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/openapi.json", get(description))
        .route("/docs", get(page::show))
        .route("/docs/style.css", get(page::style))
}

async fn description() -> Response {
    let mut response = json_response(StatusCode::OK, DESCRIPTION.clone());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    response
}
