//! CTK v3.

mod answer;
mod caller;
mod cards;
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
use axum::routing::{get, post, put};

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

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/wallet", get(wallets::list))
        .route("/wallet/{symbol}", put(wallets::update))
        .route("/wallet/address/{symbol}", get(wallets::address))
        .route("/wallet/withdraw/{symbol}", post(wallets::withdraw))
        .route("/user", get(profile::get))
        .route("/user/update", put(profile::update))
        .route("/user/signup", post(signup::signup))
        .route("/user/signup/step1", post(signup::step1))
        .route("/user/signup/verify", post(signup::verify))
        .route("/user/signup/confirm", post(signup::resend))
        .route("/user/login", post(login::login))
        .route("/user/login/code", post(login::code))
        // Whoever only looks whether it is there shall not sign anybody out.
        .route("/user/logout", get(login::logout).head(not_allowed))
        .route("/user/password", post(passwords::forgot))
        .route("/user/password/confirm", post(passwords::confirm))
        .route("/transaction", get(transactions::list))
        .route("/transaction/total", get(transactions::total))
        .route("/transactionBySymbol", get(transactions::by_symbol))
        .route("/symbol", get(symbols::list))
        .route("/card", get(cards::list))
        .route("/card/issue", post(cards::issue))
        .route("/card/info", post(cards::info))
        .route("/card/activate", post(cards::activate))
        .route("/card/status/{san}", put(cards::change_status))
        .route("/externalProvider", get(providers::active).post(providers::add))
        .route("/externalProvider/{provider}", put(providers::edit).delete(providers::delete))
        .route("/exchange", get(exchanges::pairs))
        .route("/exchange/transactions", get(exchanges::history))
        .route("/exchange/minimum", post(exchanges::minimum))
        .route("/exchange/transaction", post(exchanges::create))
        .route("/exchange/{id}", get(exchanges::status))
        .fallback(|| async { nothing_here() })
        .method_not_allowed_fallback(not_allowed)
}

async fn not_allowed() -> CtkError {
    CtkError::new(Refused::MethodNotAllowed)
}
