//! `CentroWallet` 1.0.36.

mod accounts;
mod action;
mod aftermath;
mod auth;
mod caller;
mod payments;
mod refill;
pub(crate) mod report;
mod top_up;
mod transactions;
mod transfers;
mod users;
mod voids;
mod wire;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{FromRequest, Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Serialize;

use super::input::Input;
use crate::app::Shared;
use crate::error::{ApiError, ApiResult, json_response};

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/user", get(users::list).post(users::create))
        .route("/user/{id}", get(users::get).put(users::update))
        .route("/user/{id}/restore", post(auth::restore))
        .route("/auth", post(auth::authorize))
        .route("/auth/{id}/refresh", post(auth::refresh))
        .route("/payment-account", get(accounts::list).post(accounts::create))
        .route("/payment-account/{id}", get(accounts::get).put(accounts::update))
        .route("/payment-account/{id}/refill", post(refill::refill))
        .route("/payment-account/{id}/top-up", post(top_up::top_up))
        .route("/payment-account/{id}/transfer", post(transfers::transfer))
        .route("/payment", post(payments::pay))
        .route("/transaction", get(transactions::list))
        .route("/transaction/{id}", get(transactions::get))
        .route("/transaction/{id}/void", post(voids::void))
        .method_not_allowed_fallback(|| async { ApiError::method_not_allowed() })
}

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
struct Form(Input);

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

/// The id in a path; what is no id is the id of nothing.
fn id(path: Path<String>) -> ApiResult<i64> {
    path.0.parse().map_err(|_| ApiError::not_found("There is no such id."))
}

fn ok<T: Serialize>(value: &T) -> ApiResult<Response> {
    Ok(json_response(StatusCode::OK, wire::text(value)?))
}
