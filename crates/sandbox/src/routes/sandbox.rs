//! What the sandbox says of itself; none of the three systems has this.

use axum::Router;
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use serde_json::{Value, json};
use std::net::SocketAddr;

use crate::app::Shared;
use crate::domain::totp;
use crate::error::{ApiError, ApiResult, json_response};
use crate::store::ctk::users as ctk_users;
use crate::store::{merchants, users};

pub(super) fn router() -> Router<Shared> {
    Router::new().route("/health", get(health)).route("/demo", get(demo))
}

/// A request from this machine; of others nobody is told that there is a demonstration.
pub(super) struct Loopback;

impl<S: Sync> FromRequestParts<S> for Loopback {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let is_forwarded = ["forwarded", "x-forwarded-for", "x-real-ip", "via"]
                .iter()
                .any(|name| parts.headers.contains_key(*name))
                // A proxy that names nobody speaks the oldest version, as nginx does unless told otherwise.
                || parts.version < axum::http::Version::HTTP_11;
        // A page elsewhere whose name was made to mean this machine still sends its own name.
        let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let is_named = ["localhost", "127.0.0.1", "[::1]"].contains(&name);
        match peer {
            Some(ConnectInfo(peer))
                if peer.ip().to_canonical().is_loopback() && is_named && !is_forwarded =>
            {
                Ok(Self)
            }
            _ => Err(ApiError::not_found("There is nothing at this address.")),
        }
    }
}

async fn health(State(app): State<Shared>) -> ApiResult<Response> {
    let mut connection = app.store.read().await?;
    merchants::any(&mut connection).await?;
    Ok(json_response(StatusCode::OK, json!({ "status": "ok" }).to_string()))
}

async fn demo(_peer: Loopback, State(app): State<Shared>) -> ApiResult<Response> {
    let mut connection = app.store.read().await?;
    let merchants: Vec<Value> = merchants::demo(&mut connection)
        .await?
        .into_iter()
        .map(|merchant| json!({ "name": merchant.name, "apiKey": merchant.api_key }))
        .collect();
    let customers: Vec<Value> = users::demo(&mut connection)
        .await?
        .into_iter()
        .map(|user| {
            json!({
                "email": user.email,
                "clientId": user.id,
                "oauthUrl": totp::address(&user.email, &user.totp_secret.0),
                "isActivated": user.is_activated,
                "isBlocked": user.is_blocked,
            })
        })
        .collect();
    let ctk: Vec<Value> = ctk_users::demo(&mut connection)
        .await?
        .into_iter()
        .map(|user| json!({ "username": user.username, "password": user.password, "twoFactor": user.mfa }))
        .collect();
    let body =
        json!({ "environment": "sandbox", "merchants": merchants, "customers": customers, "ctk": ctk });
    Ok(json_response(StatusCode::OK, body.to_string()))
}
