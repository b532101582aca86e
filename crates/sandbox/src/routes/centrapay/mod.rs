//! Centrapay wallets.

mod caller;
mod described;
mod transactions;
mod wallets;
mod wire;

use axum::Router;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::Shared;
use crate::error::ApiError;

/// Every route, with what it says of itself.
pub(super) fn open_router() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(wallets::list, wallets::create)).routes(routes!(transactions::list))
}

pub(super) fn router() -> Router<Shared> {
    Router::from(open_router()).method_not_allowed_fallback(|| async { ApiError::method_not_allowed() })
}
