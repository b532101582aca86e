//! CTK v3.

mod answer;
mod caller;
mod cards;
pub(super) mod described;
mod exchanges;
mod fields;
mod login;
mod passwords;
mod profile;
mod providers;
mod signup;
mod symbols;
mod transactions;
mod wallets;
mod wire;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::head;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::Shared;
use crate::domain::ctk::errors::Refused;
use answer::CtkError;

pub(super) use cards::card_key;

/// What is answered where there is nothing.
pub(super) fn nothing_here() -> Response {
    CtkError::new(Refused::NoSuchAddress).into_response()
}

/// What is answered to a body that is too long.
pub(super) fn too_long() -> Response {
    CtkError::new(Refused::BodyTooLong).into_response()
}

/// What is answered to a body that did not come, or not in time.
pub(super) fn unreadable() -> Response {
    CtkError::new(Refused::Unreadable).into_response()
}

/// Every route, with what it says of itself.
pub(super) fn open_router() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(wallets::list))
        .routes(routes!(wallets::update))
        .routes(routes!(wallets::address))
        .routes(routes!(wallets::withdraw))
        .routes(routes!(profile::get))
        .routes(routes!(profile::update))
        .routes(routes!(signup::signup))
        .routes(routes!(signup::step1))
        .routes(routes!(signup::verify))
        .routes(routes!(signup::resend))
        .routes(routes!(login::login))
        .routes(routes!(login::code))
        .routes(routes!(login::logout))
        .routes(routes!(passwords::forgot))
        .routes(routes!(passwords::confirm))
        .routes(routes!(transactions::list))
        .routes(routes!(transactions::total))
        .routes(routes!(transactions::by_symbol))
        .routes(routes!(symbols::list))
        .routes(routes!(cards::list))
        .routes(routes!(cards::issue))
        .routes(routes!(cards::info))
        .routes(routes!(cards::activate))
        .routes(routes!(cards::change_status))
        .routes(routes!(providers::active, providers::add))
        .routes(routes!(providers::edit, providers::delete))
        .routes(routes!(exchanges::pairs))
        .routes(routes!(exchanges::history))
        .routes(routes!(exchanges::minimum))
        .routes(routes!(exchanges::create))
        .routes(routes!(exchanges::status))
}

pub(super) fn router() -> Router<Shared> {
    Router::from(open_router())
        // Whoever only looks whether it is there shall not sign anybody out.
        .route("/user/logout", head(not_allowed))
        .fallback(|| async { nothing_here() })
        .method_not_allowed_fallback(not_allowed)
}

async fn not_allowed() -> CtkError {
    CtkError::new(Refused::MethodNotAllowed)
}
