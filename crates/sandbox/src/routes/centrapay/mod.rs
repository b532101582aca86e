//! Centrapay wallets.

mod caller;
mod transactions;
mod wallets;
mod wire;

use axum::Router;
use axum::routing::get;

use crate::app::Shared;
use crate::error::ApiError;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/", get(wallets::list).post(wallets::create))
        .route("/{id}/transactions", get(transactions::list))
        .method_not_allowed_fallback(|| async { ApiError::method_not_allowed() })
}
