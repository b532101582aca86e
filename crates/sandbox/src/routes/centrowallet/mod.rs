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
        .route("/payment-account/{id}/refill", post(refill::refill))
        .route("/payment-account/{id}/top-up", post(top_up::top_up))
        .route("/payment-account/{id}/transfer", post(transfers::transfer))
        .route("/payment", post(payments::pay))
        .route("/transaction", get(transactions::list))
        .route("/transaction/{id}", get(transactions::get))
        .route("/transaction/{id}/void", post(voids::void))
        .method_not_allowed_fallback(|| async { ApiError::method_not_allowed() })
}

/// The id in a path; what is no id is the id of nothing.
fn id(path: Path<String>) -> ApiResult<i64> {
    path.0.parse().map_err(|_| ApiError::not_found("There is no such id."))
}
