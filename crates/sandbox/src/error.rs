//! What is answered when a request cannot be done: a status, a message, and sentences per field.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::collections::BTreeMap;

use crate::domain::ledger::Refusal;
use crate::domain::secret::NoRandomness;
use crate::store::{StoreError, answers};

/// A refusal, or a failure of our own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    status: StatusCode,
    message: String,
    code: Option<&'static str>,
    errors: BTreeMap<String, Vec<String>>,
    retry_after_seconds: Option<i64>,
    is_contention: bool,
}

/// Marks an answer in whose place the request is to be done again: somebody else wrote at the same time, and
/// nothing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contention;

/// What a route answers.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            code: None,
            errors: BTreeMap::new(),
            retry_after_seconds: None,
            is_contention: false,
        }
    }

    /// With the code that a system has for it.
    #[must_use]
    pub fn with_code(self, code: &'static str) -> Self {
        Self { code: Some(code), ..self }
    }

    fn with_field(mut self, field: &str, sentence: &str) -> Self {
        self.errors.insert(field.to_owned(), vec![sentence.to_owned()]);
        self
    }

    /// 400: this cannot be read at all.
    pub fn unreadable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// 401: nobody we know.
    pub fn unauthorized(message: &str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, message)
    }

    /// 403: somebody we know, who may not.
    pub fn forbidden(message: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, message)
    }

    /// 404: there is no such thing.
    pub fn not_found(message: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    /// 405: not with this method.
    pub fn method_not_allowed() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "The method is not allowed here.")
    }

    /// 408: it did not come in time.
    pub fn too_slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "The body did not come in time.")
    }

    /// 409: it contradicts what is there.
    pub fn conflict(field: &str, sentence: &str) -> Self {
        Self::new(StatusCode::CONFLICT, sentence).with_field(field, sentence)
    }

    /// 413: too long.
    pub fn too_long() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "The body is too long.")
    }

    /// 422: one field is not as it must be.
    pub fn invalid(field: &str, sentence: &str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, sentence).with_field(field, sentence)
    }

    /// 422: some fields are not as they must be; the message is the first sentence.
    pub fn invalid_fields(errors: BTreeMap<String, Vec<String>>) -> Self {
        let first = errors.values().flatten().next().cloned().unwrap_or_default();
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, first) }
    }

    /// 429: not before so many seconds.
    pub fn too_many(message: &str, seconds: i64) -> Self {
        let retry_after_seconds = Some(seconds);
        Self { retry_after_seconds, ..Self::new(StatusCode::TOO_MANY_REQUESTS, message) }
    }

    /// 422: the ledger does not allow that amount.
    pub fn refused(refusal: Refusal) -> Self {
        Self::invalid("amount", &refusal.to_string())
    }

    /// 503: too many write at the same time; nothing was done.
    pub fn busy() -> Self {
        let retry_after_seconds = Some(1);
        let message = "Too much is written at the same time; nothing was done.";
        Self { retry_after_seconds, ..Self::new(StatusCode::SERVICE_UNAVAILABLE, message) }
    }

    /// 500: our own failure; the log says which.
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Something failed on this side.")
    }

    /// The status.
    pub const fn status(&self) -> StatusCode {
        self.status
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        if error.is_refusal(answers::TAKEN) {
            return Self::conflict("merchantOrderId", answers::DIFFERENT);
        }
        if error.is_contention() {
            return Self { is_contention: true, ..Self::busy() };
        }
        tracing::error!(%error, "the store failed");
        if matches!(error, StoreError::Busy) { Self::busy() } else { Self::internal() }
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<NoRandomness> for ApiError {
    fn from(error: NoRandomness) -> Self {
        StoreError::from(error).into()
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut body = json!({ "message": self.message });
        if let Some(code) = self.code {
            body["code"] = json!(code);
        }
        if !self.errors.is_empty() {
            body["errors"] = json!(self.errors);
        }
        let mut response = json_response(self.status, body.to_string());
        if let Some(seconds) = self.retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.is_contention {
            response.extensions_mut().insert(Contention);
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// A JSON answer that nobody stores.
pub fn json_response(status: StatusCode, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
