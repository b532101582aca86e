//! A body is there as a whole before anything is done with it: who sends it slowly, or too much of it, holds
//! nothing up.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use super::{ctk, too_long};
use crate::app::Shared;
use crate::error::ApiError;

/// Waits for the body. What has none that is read goes on at once.
pub(super) async fn body(State(app): State<Shared>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let coming = Bytes::from_request(Request::from_parts(parts.clone(), body), &());
    let came = timeout(app.patience, coming).await;
    let came = came.map(|came| came.map_err(|rejection| rejection.into_response().status()));
    let path = parts.uri.path();
    let mut answer = match came {
        Ok(Ok(body)) => return next.run(Request::from_parts(parts, Body::from(body))).await,
        Ok(Err(StatusCode::PAYLOAD_TOO_LARGE)) => too_long(path),
        _ if path.starts_with("/api/v3/") => ctk::unreadable(),
        Ok(Err(_)) => ApiError::unreadable("The body could not be read.").into_response(),
        Err(_) => ApiError::too_slow().into_response(),
    };
    // What is left of the body is not waited for.
    answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    answer
}
