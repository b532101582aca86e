//! What is sent in place of an answer.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::Sleep;

use super::Failure;
use crate::error::json_response;

const LARGE: usize = 5 * 1024 * 1024 + 1;
const DEPTH: usize = 200;

/// Nobody waits longer than this.
const LONGEST_HANG: Duration = Duration::from_mins(10);

const SLOW_PIECES: usize = 20;
const SLOW_PAUSE: Duration = Duration::from_millis(250);

impl Failure {
    /// What is sent when there is no answer, because nothing was done.
    pub async fn before(self) -> Response {
        match self {
            Self::Drop => Response::new(Body::new(Broken { head_is_sent: true })),
            other => other.after(StatusCode::OK, String::new()).await,
        }
    }

    /// What is sent in place of an answer of this status and body.
    pub async fn after(self, status: StatusCode, body: String) -> Response {
        match self {
            // Before its head is sent, a browser on a connection that it has used before sends even a POST
            // again by itself, and nobody would see a failure.
            Self::Drop => Response::new(Body::new(Broken { head_is_sent: false })),
            Self::Hang => {
                tokio::time::sleep(LONGEST_HANG).await;
                Response::new(Body::new(Broken { head_is_sent: true }))
            }
            Self::Answer { status, content_type, body } => answer(status, &content_type, body),
            Self::Truncated => json_response(status, body.chars().take(body.chars().count() / 2).collect()),
            Self::Slow => {
                let mut response = json_response(status, String::new());
                *response.body_mut() = Body::new(Dribble::of(&body));
                response
            }
            Self::Empty => json_response(status, String::new()),
            Self::Large => json_response(status, body + &" ".repeat(LARGE)),
            Self::Nested => json_response(status, format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH))),
            Self::MalformedRow => json_response(status, malformed(&body)),
        }
    }
}

fn answer(status: u16, content_type: &str, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Ok(content_type) = HeaderValue::from_str(content_type) {
        response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    }
    if status == 429 || status == 503 {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}

/// The fields that hold a number, in any of the systems.
const NUMBERS: &[&str] = &["price", "amount", "balance", "amountTo", "rate", "id"];

fn malformed(body: &str) -> String {
    let Ok(mut value) = serde_json::from_str::<Value>(body) else { return body.to_owned() };
    let rows = match &mut value {
        Value::Array(_) => &mut value,
        Value::Object(fields) if fields.contains_key("items") => &mut fields["items"],
        Value::Object(fields) if fields.contains_key("data") => &mut fields["data"],
        _ => return body.to_owned(),
    };
    let rows = match rows {
        Value::Object(fields) if fields.contains_key("transactions") => &mut fields["transactions"],
        rows => rows,
    };
    let row = match rows {
        Value::Array(rows) => rows.get_mut(1),
        Value::Object(rows) => rows.get_mut("1"),
        _ => None,
    };
    if let Some(row) = row
        && let Some(field) = NUMBERS.iter().find(|field| row.get(**field).is_some())
    {
        row[field] = json!({ "amount": row[field].clone() });
    }
    value.to_string()
}

/// A body that breaks off.
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

/// A body that comes a piece at a time.
struct Dribble {
    pieces: std::vec::IntoIter<Bytes>,
    pause: Pin<Box<Sleep>>,
}

impl Dribble {
    fn of(body: &str) -> Self {
        let size = body.len().div_ceil(SLOW_PIECES).max(1);
        let pieces: Vec<Bytes> = body.as_bytes().chunks(size).map(Bytes::copy_from_slice).collect();
        Self { pieces: pieces.into_iter(), pause: Box::pin(tokio::time::sleep(SLOW_PAUSE)) }
    }
}

impl axum::body::HttpBody for Dribble {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        if self.pieces.len() == 0 {
            return Poll::Ready(None);
        }
        if self.pause.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        self.pause.set(tokio::time::sleep(SLOW_PAUSE));
        Poll::Ready(self.pieces.next().map(|piece| Ok(http_body::Frame::data(piece))))
    }
}
