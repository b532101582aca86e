//! `CentroWallet` 1.0.36.

mod accounts;
mod auth;
mod caller;
mod top_up;
mod transactions;
mod users;
mod wire;

use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};

use super::body::{Form, ok};
use super::input::Input;
use crate::app::Shared;
use crate::error::{ApiError, ApiResult};

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/user", get(users::list).post(users::create))
        .route("/user/{id}", get(users::get).put(users::update))
        .route("/user/{id}/restore", post(auth::restore))
        .route("/auth", post(auth::authorize))
        .route("/auth/{id}/refresh", post(auth::refresh))
        .route("/payment-account", get(accounts::list).post(accounts::create))
        .route("/payment-account/{id}", get(accounts::get).put(accounts::update))
        .route("/payment-account/{id}/top-up", post(top_up::top_up))
        .route("/transaction", get(transactions::list))
        .route("/transaction/{id}", get(transactions::get))
        .method_not_allowed_fallback(|| async { ApiError::method_not_allowed() })
}

/// The id in a path; what is no id is the id of nothing.
fn id(path: Path<String>) -> ApiResult<i64> {
    path.0.parse().map_err(|_| ApiError::not_found("There is no such id."))
}
