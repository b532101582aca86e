//! The envelope around every answer: `{"success": true, "data": …}`, or `{"success": false, "error": […]}`.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::ctk::errors::Refused;
use crate::domain::ctk::passwords::NoHash;
use crate::domain::secret::NoRandomness;
use crate::error::{Contention, json_response};
use crate::store::StoreError;

/// A refusal: one status, and one message for each thing that is wrong.
#[derive(Debug)]
pub(super) struct CtkError {
    status: u16,
    errors: Vec<(u16, String)>,
    retry_after_seconds: Option<i64>,
    is_contention: bool,
}

/// What a route answers.
pub(super) type CtkResult<T> = Result<T, CtkError>;

impl CtkError {
    /// A refusal whose message has nothing to fill in.
    pub(super) fn new(refused: Refused) -> Self {
        Self::with(refused, &[])
    }

    /// A refusal, with what is filled in.
    pub(super) fn with(refused: Refused, values: &[(&str, &str)]) -> Self {
        Self {
            status: refused.status(),
            errors: vec![(refused.code(), refused.message(values))],
            retry_after_seconds: None,
            is_contention: false,
        }
    }

    /// Several things at once; the status is that of the first.
    pub(super) fn several(errors: Vec<(u16, u16, String)>) -> Self {
        Self {
            status: errors.first().map_or(422, |(_, status, _)| *status),
            errors: errors.into_iter().map(|(code, _, message)| (code, message)).collect(),
            retry_after_seconds: None,
            is_contention: false,
        }
    }

    /// Not before so many seconds.
    pub(super) fn too_many(seconds: i64) -> Self {
        let refused = Self::with(Refused::TooManyAttempts, &[("seconds", &seconds.to_string())]);
        Self { retry_after_seconds: Some(seconds), ..refused }
    }

    /// Our own failure; the log says which.
    pub(super) fn own(error: &dyn std::fmt::Display) -> Self {
        tracing::error!(%error, "CTK failed");
        Self::new(Refused::OwnFailure)
    }
}

impl From<StoreError> for CtkError {
    fn from(error: StoreError) -> Self {
        if error.is_contention() {
            return Self { is_contention: true, retry_after_seconds: Some(1), ..Self::new(Refused::Busy) };
        }
        Self::own(&error)
    }
}

impl From<NoRandomness> for CtkError {
    fn from(error: NoRandomness) -> Self {
        Self::own(&error)
    }
}

impl From<NoHash> for CtkError {
    fn from(error: NoHash) -> Self {
        Self::own(&error)
    }
}

impl IntoResponse for CtkError {
    fn into_response(self) -> Response {
        let errors: Vec<Value> = self
            .errors
            .into_iter()
            .map(|(code, message)| json!({ "code": code, "message": message }))
            .collect();
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = json_response(status, json!({ "success": false, "error": errors }).to_string());
        if let Some(seconds) = self.retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.is_contention {
            response.extensions_mut().insert(Contention);
        }
        response
    }
}

#[derive(Serialize)]
struct Envelope<'a, T> {
    success: bool,
    data: &'a T,
}

/// Yes, and here it is.
pub(super) fn data<T: Serialize>(data: &T) -> CtkResult<Response> {
    let body = serde_json::to_string(&Envelope { success: true, data });
    Ok(json_response(StatusCode::OK, body.map_err(|error| CtkError::own(&error))?))
}

/// Yes, and nothing more.
pub(super) fn done() -> Response {
    json_response(StatusCode::OK, json!({ "success": true }).to_string())
}
