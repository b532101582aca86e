//! What the sandbox says of itself, and how the outside that it simulates is steered; none of the three
//! systems has this.

mod centrapay;
mod clock;
mod ctk;
mod faults;
mod loopback;
mod page;
mod telephone;
mod webhooks;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

use super::input::Input;
use crate::app::Shared;
use crate::domain::totp;
use crate::error::{ApiError, ApiResult, json_response};
use crate::store::ctk::users as ctk_users;
use crate::store::{merchants, users};
use loopback::Loopback;
pub(super) use page::answer as html_answer;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/", get(page::show))
        .route("/style.css", get(page::style))
        .route("/health", get(health))
        .route("/demo", get(demo))
        .route("/centrapay", post(centrapay::add))
        .route("/cards", get(ctk::backs))
        .route("/clock", get(clock::show).post(clock::change))
        .route("/deposit", post(ctk::deposit))
        .route("/faults", get(faults::list).post(faults::add).delete(faults::clear))
        .route("/purchase", post(ctk::purchase))
        .route("/sms", get(ctk::messages))
        .route("/webhooks", get(webhooks::list))
        .route("/webhooks/{id}/resend", post(webhooks::resend))
        .method_not_allowed_fallback(|| async { ApiError::method_not_allowed() })
}

/// The fields of a body: JSON, or a form of the page, which is then shown again.
struct Steering {
    input: Input,
    is_form: bool,
}

impl FromRequest<Shared> for Steering {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Shared) -> Result<Self, ApiError> {
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        let is_said_form = request.headers().get(header::CONTENT_TYPE) == Some(&form);
        let body = Bytes::from_request(request, app).await.map_err(|_| ApiError::too_long())?;
        // Programs that post JSON by hand say that it is a form unless told otherwise.
        let is_form = is_said_form && !body.trim_ascii_start().starts_with(b"{");
        let input = if is_form {
            Input::from_query(std::str::from_utf8(&body).ok())
        } else {
            Input::from_body(&body)?
        };
        Ok(Self { input, is_form })
    }
}

impl Steering {
    /// The answer, once all is done.
    fn done(&self, body: &Value) -> Response {
        if self.is_form {
            Redirect::to("/sandbox").into_response()
        } else {
            json_response(StatusCode::OK, body.to_string())
        }
    }
}

async fn health(State(app): State<Shared>) -> ApiResult<Response> {
    let mut connection = app.store.read().await?;
    merchants::any(&mut connection).await?;
    Ok(json_response(StatusCode::OK, json!({ "status": "ok" }).to_string()))
}

async fn demo(_peer: Loopback, State(app): State<Shared>) -> ApiResult<Response> {
    let mut connection = app.store.read().await?;
    let merchants: Vec<Value> = merchants::demo(&mut connection)
        .await?
        .into_iter()
        .map(|merchant| {
            json!({
                "name": merchant.name,
                "apiKey": merchant.api_key,
                "centrapayAccountId": merchant.centrapay_account_id,
            })
        })
        .collect();
    let customers: Vec<Value> = users::demo(&mut connection)
        .await?
        .into_iter()
        .map(|user| {
            json!({
                "email": user.email,
                "clientId": user.id,
                "oauthUrl": totp::address(&user.email, &user.totp_secret.0),
                "isActivated": user.is_activated,
                "isBlocked": user.is_blocked,
            })
        })
        .collect();
    let ctk: Vec<Value> = ctk_users::demo(&mut connection)
        .await?
        .into_iter()
        .map(|user| json!({ "username": user.username, "password": user.password, "twoFactor": user.mfa }))
        .collect();
    let body =
        json!({ "environment": "sandbox", "merchants": merchants, "customers": customers, "ctk": ctk });
    Ok(json_response(StatusCode::OK, body.to_string()))
}
