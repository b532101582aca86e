//! Failures on request, so that tests and developers can see what the console makes of them.
//!
//! A fault happens when one of these words stands where a person or a script can put it:
//!
//! | word | what happens |
//! |---|---|
//! | `fault-malformed-row` | the second row of a list has an object where a number belongs |
//! | `fault-html-502` | status 502 and a page of HTML; nothing was done |
//! | `fault-truncated` | the answer ends in the middle; a movement has been done |
//! | `fault-drop-before-commit` | the connection closes; nothing was done |
//! | `fault-timeout-after-commit` | the connection closes; a movement has been done |
//!
//! | place | where |
//! |---|---|
//! | `GET /api/v1/user` | `email` |
//! | `GET /api/v1/transaction` | `merchantOrderId`, `descriptor` |
//! | `POST /api/v1/payment-account/{id}/top-up` | `merchantOrderId`, `reason` |
//!
//! In a list the word is not a filter: the list is answered as if it were not there.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};
use std::pin::Pin;
use std::task::{Context, Poll};

/// A failure that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    MalformedRow,
    Html502,
    Truncated,
    DropBeforeCommit,
    TimeoutAfterCommit,
}

impl Fault {
    /// The fault that this word asks for.
    pub fn asked(word: &str) -> Option<Self> {
        match word.trim() {
            "fault-malformed-row" => Some(Self::MalformedRow),
            "fault-html-502" => Some(Self::Html502),
            "fault-truncated" => Some(Self::Truncated),
            "fault-drop-before-commit" => Some(Self::DropBeforeCommit),
            "fault-timeout-after-commit" => Some(Self::TimeoutAfterCommit),
            _ => None,
        }
    }

    /// The answer in place of which nothing was done, where this fault is one of those.
    pub fn before(self) -> Option<Response> {
        match self {
            Self::Html502 => Some(html_502()),
            Self::DropBeforeCommit => Some(dropped()),
            Self::MalformedRow | Self::Truncated | Self::TimeoutAfterCommit => None,
        }
    }

    /// The answer in place of `body`, after everything was done.
    pub fn after(self, body: String) -> Response {
        match self {
            Self::Html502 => html_502(),
            Self::DropBeforeCommit => dropped(),
            Self::TimeoutAfterCommit => broken_off(),
            Self::Truncated => {
                let half = body.chars().take(body.chars().count() / 2).collect();
                crate::error::json_response(StatusCode::OK, half)
            }
            Self::MalformedRow => crate::error::json_response(StatusCode::OK, malformed(&body)),
        }
    }
}

fn html_502() -> Response {
    let mut response =
        Response::new(Body::from("<html><head><title>502 Bad Gateway</title></head><body></body></html>\n"));
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    response
}

/// An answer that breaks before its first byte, whereupon the server closes the connection.
fn dropped() -> Response {
    Response::new(Body::new(Broken { head_is_sent: true }))
}

/// An answer that breaks after its head. Before it, a browser on a connection that it has used before sends
/// even a POST again by itself, and nobody would see a fault.
fn broken_off() -> Response {
    Response::new(Body::new(Broken { head_is_sent: false }))
}

fn malformed(body: &str) -> String {
    let Ok(mut value) = serde_json::from_str::<Value>(body) else { return body.to_owned() };
    let row = match value.get_mut("data") {
        Some(Value::Array(rows)) => rows.get_mut(1),
        Some(Value::Object(rows)) => rows.get_mut("1"),
        _ => None,
    };
    if let Some(row) = row {
        let field = if row.get("price").is_some() { "price" } else { "id" };
        row[field] = json!({ "amount": row[field].clone() });
    }
    value.to_string()
}

struct Broken {
    head_is_sent: bool,
}

impl axum::body::HttpBody for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        if !self.head_is_sent {
            // Whoever writes the answer out uses the pause to flush.
            self.head_is_sent = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionAborted.into())))
    }
}
