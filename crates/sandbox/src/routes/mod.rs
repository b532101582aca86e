//! Which address is answered by what.

mod again;
mod body;
mod centrapay;
pub(crate) mod centrowallet;
mod checkout;
mod ctk;
mod faulty;
mod input;
pub mod openapi;
mod sandbox;
mod whole;

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{Method, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use std::time::Instant;

use crate::app::Shared;
use crate::error::ApiError;

/// Bodies are refused past this many bytes.
pub const LONGEST_BODY: usize = 256 * 1024;

/// Everything that is served.
pub fn router(app: Shared) -> Router {
    Router::new()
        .nest("/api/v1", centrowallet::router())
        .nest("/checkout", checkout::router())
        .nest("/api/v3", ctk::router())
        .nest("/api/wallets", centrapay::router())
        .nest("/sandbox", sandbox::router())
        .merge(openapi::router())
        .fallback(elsewhere)
        .method_not_allowed_fallback(|| async { ApiError::method_not_allowed() })
        .layer(middleware::from_fn_with_state(app.clone(), again::until_done))
        .layer(middleware::from_fn_with_state(app.clone(), faulty::on_request))
        .layer(middleware::from_fn_with_state(app.clone(), whole::body))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(middleware::from_fn_with_state(app.clone(), secured))
        .layer(middleware::from_fn(logged))
        .with_state(app)
}

/// What is answered to a body that is too long, in the form of the system that it was sent to.
fn too_long(path: &str) -> Response {
    if path.starts_with("/api/v3/") { ctk::too_long() } else { ApiError::too_long().into_response() }
}

/// What no route takes: a file of the console, or nothing.
async fn elsewhere(State(app): State<Shared>, request: Request) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/v3/") {
        return ctk::nothing_here();
    }
    let is_system = ["/api", "/sandbox"]
        .iter()
        .any(|system| path.strip_prefix(system).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    if is_system {
        return ApiError::not_found("There is nothing at this address.").into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ApiError::method_not_allowed().into_response();
    }
    app.console.answer(path, request.headers())
}

async fn secured(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let is_https = request.headers().get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    let mut response = next.run(request).await;
    app.console.secure(response.headers_mut(), is_https);
    response
}

/// Logs what was asked and how it went; no header, no body, no query.
async fn logged(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let mut response = next.run(request).await;
    let microseconds = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    tracing::info!(%method, route = route.as_deref().unwrap_or("-"), status, microseconds, "answered");
    response.headers_mut().remove(header::SERVER);
    response
}
