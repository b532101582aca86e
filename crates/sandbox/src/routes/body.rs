//! What comes in a body, and what goes out in one.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::input::Input;
use crate::error::{ApiError, ApiResult, json_response};

/// A body, however wrong its type is said to be.
struct RawBody(Bytes);

impl<S: Send + Sync> FromRequest<S> for RawBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let read = Bytes::from_request(request, state).await;
        read.map(Self).map_err(|rejection| match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => ApiError::too_long(),
            _ => ApiError::unreadable("The body could not be read."),
        })
    }
}

/// The fields of a body.
pub(in crate::routes) struct Form(pub(in crate::routes) Input);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let query = Input::from_query(request.uri().query());
        let RawBody(body) = RawBody::from_request(request, state).await?;
        let mut input = Input::from_body(&body)?;
        input.borrow(&query, "clientId");
        Ok(Self(input))
    }
}

/// An answer of that value.
pub(in crate::routes) fn ok<T: Serialize>(value: &T) -> ApiResult<Response> {
    Ok(json_response(StatusCode::OK, text(value)?))
}

/// The JSON of a value.
pub(in crate::routes) fn text<T: Serialize>(value: &T) -> ApiResult<String> {
    serde_json::to_string(value).map_err(|error| unsayable(&error))
}

/// What cannot be written is our own failure.
pub(in crate::routes) fn unsayable(error: &dyn std::fmt::Display) -> ApiError {
    tracing::error!(%error, "an answer cannot be written");
    ApiError::internal()
}
