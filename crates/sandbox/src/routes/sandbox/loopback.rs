//! Who may look behind the scenes: this machine, and pages that this server has sent.

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Version, header};
use std::net::SocketAddr;

use crate::app::Shared;
use crate::domain::webhook::{ID_HEADER, SIGNATURE_HEADER};
use crate::error::ApiError;

/// A request from this machine; to others there is nothing here.
pub(in crate::routes) struct Loopback;

impl FromRequestParts<Shared> for Loopback {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, ApiError> {
        let is_near = app.is_open || is_loopback(parts);
        let is_read = matches!(parts.method, Method::GET | Method::HEAD);
        // Our own webhooks come from this machine too, and go where a customer says.
        let is_webhook = [ID_HEADER, SIGNATURE_HEADER].iter().any(|name| parts.headers.contains_key(*name));
        if is_near && !is_webhook && (is_read || is_own(&parts.headers)) {
            Ok(Self)
        } else {
            Err(ApiError::not_found("There is nothing at this address."))
        }
    }
}

fn host(headers: &HeaderMap) -> &str {
    headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default()
}

fn is_loopback(parts: &Parts) -> bool {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let is_forwarded = ["forwarded", "x-forwarded-for", "x-real-ip", "via"]
        .iter()
        .any(|name| parts.headers.contains_key(*name))
        // A proxy that names nobody speaks the oldest version, as nginx does unless told otherwise.
        || parts.version < Version::HTTP_11;
    // A page elsewhere whose name was made to mean this machine still sends its own name.
    let host = host(&parts.headers);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_named = ["localhost", "127.0.0.1", "[::1]"].contains(&name);
    let is_peer = peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback());
    is_peer && is_named && !is_forwarded
}

/// Whether no page of another origin has sent this. A browser says which one did; a program need not.
fn is_own(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site = text(header::HeaderName::from_static("sec-fetch-site"));
    let origin = text(header::ORIGIN);
    site.is_none_or(|site| matches!(site, "same-origin" | "none"))
        && origin.is_none_or(|origin| {
            origin.split_once("://").is_some_and(|(_, authority)| authority == host(headers))
        })
}
