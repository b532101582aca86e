//! `CentroWallet` 1.0.36.

mod accounts;
mod action;
mod aftermath;
mod auth;
mod caller;
pub(super) mod described;
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
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::body::{Form, ok};
use super::input::Input;
use crate::app::Shared;
use crate::error::{ApiError, ApiResult};

/// Every route, with what it says of itself.
pub(super) fn open_router() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::get, users::update))
        .routes(routes!(auth::restore))
        .routes(routes!(auth::authorize))
        .routes(routes!(auth::refresh))
        .routes(routes!(accounts::list, accounts::create))
        .routes(routes!(accounts::get, accounts::update))
        .routes(routes!(refill::refill))
        .routes(routes!(top_up::top_up))
        .routes(routes!(transfers::transfer))
        .routes(routes!(payments::pay))
        .routes(routes!(transactions::list))
        .routes(routes!(transactions::get))
        .routes(routes!(voids::void))
}

pub(super) fn router() -> Router<Shared> {
    Router::from(open_router()).method_not_allowed_fallback(|| async { ApiError::method_not_allowed() })
}

/// What stands in a path where an id belongs.
struct Id(String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> ApiResult<Self> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        path.map(|Path(text)| Self(text)).map_err(|_| no_such_id())
    }
}

fn no_such_id() -> ApiError {
    ApiError::not_found("There is no such id.")
}

/// The id in a path; what is no id is the id of nothing.
fn id(path: Id) -> ApiResult<i64> {
    path.0.parse().map_err(|_| no_such_id())
}
